//! What people write. Sentences are drawn one by one and filled in, so that hardly two tell their story alike,
//! while those who copy a template do.

use casework::codes::{Category, Issue};

use super::dice::Dice;
use super::wrongs::wrongs;

/// Who is telling.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    Consumer,
    /// A hotline's operator writes in the third person.
    Hotline,
    Banquet,
    /// A son or daughter for an old parent.
    ForParent,
    Citizen,
    PublicInterest,
    Insider,
    /// Statute numbers and a sum, from a template.
    Template,
    /// Statute numbers and a reward, from a template.
    RewardTemplate,
    Planter,
}

/// The facts that fill the slots.
pub(crate) struct Scene<'a> {
    pub(crate) name: &'a str,
    pub(crate) phone: &'a str,
    pub(crate) trader: &'a str,
    pub(crate) item: &'a str,
    pub(crate) category: Category,
    /// 数量 with its unit.
    pub(crate) quantity: String,
    /// 金额 with 元.
    pub(crate) amount: String,
    /// 7月3日.
    pub(crate) day: String,
    pub(crate) demand: &'a str,
}

/// Every made-up narrative ends with this.
pub(crate) const MARK: &str = "【虚构数据】";

pub(crate) fn tell(dice: &mut Dice, voice: Voice, issue: Issue, scene: &Scene<'_>) -> String {
    let opening = dice.pick(openings(voice));
    let wrong = dice.pick(if voice == Voice::Insider { &INSIDE } else { wrongs(issue, scene.category) });
    let mut parts = vec![opening, wrong];
    if !matches!(voice, Voice::Template | Voice::RewardTemplate) && dice.percent(62.0) {
        parts.push(dice.pick(if is_tip(voice) { &TIP_DETAILS } else { &DISPUTES }));
    }
    if let Some(closing) = closings(voice) {
        parts.push(dice.pick(closing));
    }
    let mut text = String::with_capacity(512);
    for part in parts {
        fill(&mut text, part, scene);
    }
    text.push_str(MARK);
    text
}

const fn is_tip(voice: Voice) -> bool {
    matches!(voice, Voice::Citizen | Voice::PublicInterest | Voice::Insider | Voice::RewardTemplate)
}

fn fill(text: &mut String, template: &str, scene: &Scene<'_>) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (slot, tail) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(match slot {
            "name" => scene.name,
            "phone" => scene.phone,
            "trader" => scene.trader,
            "item" => scene.item,
            "quantity" => &scene.quantity,
            "amount" => &scene.amount,
            "day" => &scene.day,
            "demand" => scene.demand,
            _ => "",
        });
        rest = tail;
    }
    text.push_str(rest);
}

fn openings(voice: Voice) -> &'static [&'static str] {
    match voice {
        Voice::Consumer => &[
            "我于{day}在{trader}买了{quantity}{item}，花了{amount}。",
            "本人{name}，{day}到{trader}消费，购买{item}{quantity}，共计{amount}。",
            "{day}下班路过{trader}，顺便买了{item}{quantity}，付款{amount}。",
            "前几天（{day}）在{trader}购买{item}，{quantity}一共{amount}，有小票。",
            "我叫{name}，{day}通过扫码付款在{trader}买{item}，金额{amount}。",
            "朋友介绍去的{trader}，{day}花{amount}买了{quantity}{item}。",
            "您好，反映一个情况：{day}我在{trader}买的{item}出了问题，数量{quantity}，金额{amount}。",
            "{day}带孩子在{trader}消费，{item}{quantity}，微信支付{amount}。",
            "我是{trader}的老顾客，{day}又去买了{quantity}{item}，一共{amount}。",
            "因家里要用，{day}在{trader}订了{item}{quantity}，已付{amount}。",
        ],
        Voice::Hotline => &[
            "来电人{name}反映：{day}在{trader}购买{item}{quantity}，支付{amount}。",
            "市民{name}来电称，其于{day}在{trader}消费{amount}，购买{item}。",
            "{name}（电话{phone}）来电投诉{trader}，{day}购买{quantity}{item}，共{amount}。",
            "市民来电咨询并投诉：{day}在{trader}买了{item}，付款{amount}。",
            "来电人称{day}在{trader}处购买{item}，数量{quantity}，金额{amount}，现产生纠纷。",
        ],
        Voice::Banquet => &[
            "家中办喜酒，{day}在{trader}一次订了{quantity}{item}，共{amount}，供酒席使用。",
            "我单位工会发节日福利，{day}向{trader}采购{item}{quantity}，货款{amount}。",
            "父亲七十大寿，{day}从{trader}买了{quantity}{item}招待亲友，花费{amount}。",
            "公司年会用，{day}在{trader}购买{item}{quantity}，合计{amount}，开有发票。",
            "孩子升学宴，{day}在{trader}订{item}{quantity}，付了{amount}。",
        ],
        Voice::ForParent => &[
            "我代母亲{name}反映：老人{day}在{trader}买了{quantity}{item}，被收了{amount}。",
            "父亲{name}年纪大，不会上网，由我代为投诉。{day}他在{trader}花{amount}买了{item}。",
            "老人{name}参加讲座后，{day}在{trader}购买{item}{quantity}，共{amount}，家人事后才知道。",
            "家里老人{name}（电话留的是子女的）{day}在{trader}消费{amount}，买的是{item}。",
        ],
        Voice::Citizen => &[
            "举报{trader}。{day}路过看到，",
            "我要举报{trader}，{day}发现其销售的{item}有问题。",
            "{day}在{trader}看到以下情况，请核实。",
            "市民反映{trader}经营{item}存在问题，",
            "附近居民举报：{trader}长期如此，{day}我亲眼所见。",
        ],
        Voice::PublicInterest => &[
            "本人{name}，长期关注消费安全。{day}走访{trader}时发现：",
            "为大家的安全反映一条线索：{trader}，{day}，涉及{item}。",
            "志愿巡查记录：{day}，{trader}，品类{item}。",
            "不求回报，只希望有人管一管。{trader}{day}的情况如下：",
            "{day}在{trader}观察到一处隐患，供贵局参考。",
        ],
        Voice::Insider => &[
            "我是{trader}的员工，出于良心反映内部情况。",
            "本人在{trader}工作，亲手经手过{item}，{day}的事可以查监控和台账。",
            "我曾在{trader}库房上班，{day}前后老板安排我们处理{item}。请为我保密。",
            "作为{trader}的内部人员，我愿意提供进货单和聊天记录，请务必保密。",
        ],
        Voice::Template => &[
            "投诉人于{day}在被投诉人{trader}处购买{item}{quantity}，实付{amount}，有付款凭证为证。",
            "申请人{name}于{day}在{trader}购得涉案商品{item}{quantity}，价款{amount}。",
            "本人{day}在{trader}购买涉案产品“{item}”{quantity}，支付价款{amount}，收货后发现违法。",
        ],
        Voice::RewardTemplate => &[
            "举报人{name}实名举报{trader}：{day}其销售的{item}涉嫌违法，",
            "被举报人{trader}于{day}销售{item}，涉嫌违反法律规定，现依法举报。",
            "现就{trader}经营的{item}提出举报，证据见附件。",
        ],
        Voice::Planter => &[
            "{day}在{trader}买的{item}里吃出异物，当场拍了视频，花了{amount}。",
            "我在{trader}购买{item}{quantity}，付款{amount}，回家就发现生产日期不对，有录像。",
            "{day}在{trader}消费{item}后身体不适，要求商家马上给说法，否则发到网上。",
        ],
    }
}

/// What only those inside can know.
const INSIDE: [&str; 6] = [
    "快到期的货都撕了标签重新贴，",
    "顾客退回来的货重新包装再卖，",
    "老板让我们改生产日期，改完拍照发到工作群，",
    "用的是便宜的替代原料，标签上根本没有写，",
    "每次检查前都有人通知，先把没有手续的那批搬走，",
    "进货没有票据，台账是月底一次补的，",
];

const DISPUTES: [&str; 14] = [
    "找店家协商，对方说没有问题，让我随便去告。",
    "店员态度很差，不肯叫负责人出来。",
    "多次打电话，都说老板不在。",
    "老板同意换货，但是拖了两个星期没有动静。",
    "对方只肯退一半，我不能接受。",
    "去店里理论，他们说小票丢了就不认。",
    "和卖家在平台上沟通三次，最后不回消息了。",
    "家里人都很生气，希望有人管。",
    "我有照片、付款记录和聊天记录，可以提供。",
    "不是为了这点钱，就是想讨个公道。",
    "老人为此几晚没睡好，血压都高了。",
    "店里还有其他顾客也遇到同样的事。",
    "负责人姓王，说话很冲，留了电话却一直关机。",
    "当时没有仔细看，回家才发现，第二天就去找了。",
];

const TIP_DETAILS: [&str; 8] = [
    "每天上午最明显，下午就收起来了。",
    "照片和视频已附上。",
    "周围邻居都知道这件事。",
    "之前也有人说过，过一阵又恢复原样。",
    "建议晚上八点以后去查，白天看不到。",
    "孩子们放学常在那里买东西，让人担心。",
    "仓库在店后面的小院里。",
    "购物小票可以作证，金额{amount}。",
];

fn closings(voice: Voice) -> Option<&'static [&'static str]> {
    Some(match voice {
        Voice::Consumer | Voice::Banquet => &[
            "希望帮忙协调，{demand}。",
            "请求：{demand}。",
            "诉求：{demand}，谢谢。",
            "联系人{name}，电话{phone}，盼回复。",
            "现要求{demand}。",
            "请市场监管部门处理，{demand}，谢谢你们。",
        ],
        Voice::Hotline => &["来电人诉求：{demand}。", "其要求{demand}，请核实处理并回复。", "望相关部门协调{demand}。"],
        Voice::ForParent => &["请帮老人{demand}，有事打我电话{phone}。", "希望{demand}，别让老人再上当。", "诉求：{demand}。"],
        Voice::Citizen => &["请依法查处。", "希望管一管，谢谢。", "请核实，不要透露我的信息。", "望尽快处理。"],
        Voice::PublicInterest => {
            &["仅供监管参考，不需要任何补偿。", "希望督促整改，保障大家安全。", "没有个人诉求，盼整改。", "请依法核查，谢谢各位的辛苦。"]
        }
        Voice::Insider => {
            &["请替我保密，不要让单位知道是我说的。", "我愿意配合调查，但请不要公开姓名。", "希望你们突击检查，提前打招呼就查不到了。"]
        }
        Voice::Template => &[
            "上述行为违反《中华人民共和国食品安全法》《中华人民共和国消费者权益保护法》之规定，请求：一、组织调解，{demand}；二、依法查处；三、书面答复。",
            "依据《中华人民共和国消费者权益保护法》第五十五条，要求被投诉人{demand}，逾期将提起行政复议和诉讼。",
            "其行为构成欺诈，根据《中华人民共和国食品安全法》第一百四十八条第二款，要求{demand}，并请贵局七个工作日内书面告知是否受理。",
        ],
        Voice::RewardTemplate => &[
            "请依据《中华人民共和国广告法》《市场监管领域重大违法行为举报奖励暂行办法》查处，{demand}，并书面告知处理结果。",
            "请求：一、立案查处；二、{demand}；三、书面答复立案情况。",
        ],
        Voice::Planter => {
            &["要求{demand}，不然就曝光到网上，找媒体来。", "商家要么{demand}，要么关门。", "今天必须{demand}，否则一直举报下去。"]
        }
    })
}

/// The template of a ring: everybody copies it, only name and day differ.
pub(crate) fn ring_copy(issue: Issue, scene: &Scene<'_>) -> String {
    let mut text = String::with_capacity(512);
    fill(&mut text, "本人{name}于{day}在{trader}购买{item}{quantity}，实付{amount}。收货后发现", scene);
    text.push_str(wrongs(issue, scene.category)[0]);
    fill(
        &mut text,
        "商家的行为已构成欺诈。现依据《中华人民共和国食品安全法》第一百四十八条第二款要求{demand}，并承担检测费、误工费、交通费，请贵局依法受理并七个工作日内书面告知。",
        scene,
    );
    text.push_str(MARK);
    text
}
