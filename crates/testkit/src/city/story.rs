//! What people write. Sentences are drawn one by one and filled in, so that hardly two tell their story alike,
//! while those who copy a template do.

use casework::codes::{Category, Issue};

use super::dice::Dice;

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
    let wrong = dice.pick(wrongs(issue, scene.category));
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

/// What is wrong: by issue, and where it would sound odd otherwise, by category.
fn wrongs(issue: Issue, category: Category) -> &'static [&'static str] {
    let is_eaten = matches!(category, Category::Food | Category::Catering | Category::HealthFood | Category::Medicine);
    let is_service =
        matches!(category, Category::Beauty | Category::Education | Category::Internet | Category::PrepaidCard | Category::Other);
    match issue {
        Issue::Label if is_eaten => &[
            "外包装上没有生产日期和厂名厂址，",
            "标签上的配料表和实物对不上，也没有贮存条件，",
            "进口食品没有中文标签，看不懂成分，",
            "营养成分表数值明显标错，",
            "标签执行标准号是早已作废的，",
            "包装只贴了一张手写纸条，没有任何标识，",
        ],
        Issue::Label => {
            &["没有厂名厂址和合格证，", "标签上的成分和检验报告对不上，", "进口商品没有中文标签，", "吊牌上的执行标准早已作废，"]
        }
        Issue::Expired if is_eaten => &[
            "回家才发现已经过了保质期十多天，",
            "打开后有霉点，闻着发酸，",
            "货架上摆的有好几件都过期了，",
            "日期被重新打码，原来的日期擦过还能看见，",
            "吃了以后拉肚子，去看了医生，一看日期早过了，",
            "里面已经生虫，照片可以提供，",
        ],
        Issue::Expired => &["限用日期早就过了还在卖，", "用了以后脸上起红疹，一看已经过期半年，", "日期被刮掉重新贴过，"],
        Issue::Quality if is_eaten => &[
            "里面有头发和塑料碎片，拍了照，",
            "味道不对，吃了几口就反胃，",
            "看着不新鲜，颜色发黑，",
            "和样品完全不是一回事，份量和用料都差，",
            "吃完当晚全家肚子疼，",
        ],
        Issue::Quality if is_service => {
            &["做完以后过敏红肿，", "和当初说的效果差得太远，", "服务人员明显不熟练，弄坏了东西，", "用的材料和介绍的不一样，"]
        }
        Issue::Quality => &[
            "用了不到一周就坏了，",
            "收到就有明显的裂痕，和样品完全不是一回事，",
            "做工粗糙，异味很重，戴上口罩都能闻到，",
            "质量太差，第二次使用就出现故障，",
            "拿去给师傅看，说是翻新的，",
        ],
        Issue::FalsePromotion if matches!(category, Category::HealthFood | Category::Medicine) => &[
            "当时店员说能治高血压、降血糖，实际毫无效果，",
            "讲座上说吃三个疗程就能停药，完全是骗老人的，",
            "说是专家坐诊，其实是推销员，",
        ],
        Issue::FalsePromotion if category == Category::Food => {
            &["说是纯手工原产地直供，其实是外地批发来的，", "宣传有机种植，问起来拿不出任何证书，", "直播里承诺的赠品一样都没有，"]
        }
        Issue::FalsePromotion if category == Category::Education => {
            &["宣称的名师根本不到场，换成了实习生，", "承诺包过，没有过也不退钱，", "招生时说的小班，实际四十多人一个班，"]
        }
        Issue::FalsePromotion => &[
            "宣传单写着全城最低价、百分百有效，和事实不符，",
            "介绍时说的功能一样都没有，",
            "标的是正品，找人一验是假货，",
            "广告上写的赠送项目到店就不认，",
        ],
        Issue::AdWording => &[
            "店内广告使用“最佳”“第一品牌”等绝对化用语，",
            "网页详情写“国家级配方”“顶级”字样，",
            "广告牌宣称“全网销量第一”，没有出处，",
            "商品页面使用“最好”“极致”等用语，",
            "宣传册上有“有效率百分之百”的表述，",
        ],
        Issue::Price => &[
            "标的价和结账的价不一样，多收了钱，",
            "没有明码标价，结账时临时加价，",
            "先涨价再打折，所谓优惠是假的，",
            "结账后才说要另收服务费，事先没有任何提示，",
            "同样的东西，别人买只要一半价钱，",
        ],
        Issue::Measure => &[
            "回家一称少了将近三两，",
            "店里的秤明显不准，复秤差得多，",
            "说好净重，结果连盒子一起称，",
            "称重的数虚高，当场不肯复秤，",
            "定量包装的实际重量比标的少了一成，",
        ],
        Issue::Unlicensed => &[
            "店里墙上没有营业执照，也没有许可证，",
            "在居民楼里经营，没有任何证照，环境很脏，",
            "人员没有健康证，里间满是油污，",
            "执照上的名称和实际门店不符，",
            "一直没有办证就开门营业，",
        ],
        Issue::AfterSales if is_service => {
            &["说好随时可以退，现在不给退，", "客服电话永远打不通，互相推脱，", "出了问题没有人管，群里也把我踢了，", "自动扣费取消不了，"]
        }
        Issue::AfterSales => &[
            "坏了找他们修，一拖再拖，到现在一个月没有结果，",
            "说好七天无理由，现在不给退，",
            "维修后问题更多，还要再收一次钱，",
            "客服电话永远打不通，店里互相推脱，",
            "保修期内却说是人为损坏，不给换，",
        ],
        Issue::Contract => &[
            "合同写明十五天内兑现，现在已经两个月，",
            "门关了，老板联系不上，钱还没有退，",
            "要退却说合同规定概不退款，",
            "定金不肯退，说是我违约，可是他们先改的方案，",
            "付钱时说随时能退，现在只肯退三成，",
            "换了老板就不认之前的约定，",
        ],
        Issue::Other => &[
            "弄丢了我的东西，只肯赔运费，",
            "服务态度恶劣，还出口伤人，",
            "没有经过同意就收集了人脸和电话，",
            "拒绝开发票，说开票要另外加钱，",
        ],
    }
}

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
