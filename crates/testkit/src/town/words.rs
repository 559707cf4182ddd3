//! How the town writes. Nothing here is taken from the city's words.

use casework::codes::Issue;

use crate::city::dice::Dice;

/// What fills the slots of a wording.
pub(crate) struct Slots<'a> {
    pub(crate) name: &'a str,
    pub(crate) shop: &'a str,
    pub(crate) item: &'a str,
    pub(crate) quantity: &'a str,
    pub(crate) paid: &'a str,
    pub(crate) day: &'a str,
    pub(crate) ask: &'a str,
}

pub(crate) fn fill(wording: &str, slots: &Slots<'_>) -> String {
    let mut text = wording.to_owned();
    for (slot, value) in [
        ("{name}", slots.name),
        ("{shop}", slots.shop),
        ("{item}", slots.item),
        ("{quantity}", slots.quantity),
        ("{paid}", slots.paid),
        ("{day}", slots.day),
        ("{ask}", slots.ask),
    ] {
        text = text.replace(slot, value);
    }
    text
}

pub(crate) fn fault(dice: &mut Dice, issue: Issue) -> &'static str {
    dice.pick(match issue {
        Issue::Label => &[
            "包装上查不到生产许可证编号。",
            "标签写的净含量和背面不一样，配料也没写全。",
            "没有标注致敏物质，也看不到产地。",
            "执行标准查询下来根本不是这类产品的。",
        ],
        Issue::Expired => &["生产日期是去年的，已经超过保质期。", "拆开一看发霉结块。", "标的保质期到上个月，店里照样在卖。"],
        Issue::Quality => &["才用几天就不行了。", "吃着有怪味，里面还有异物。", "做工和介绍的完全对不上。", "送来就是坏的。"],
        Issue::FalsePromotion => &["宣传能治病，根本没有这回事。", "页面写的功效没有任何依据。", "当时承诺的和实际完全两样。"],
        Issue::AdWording => &["门头和海报上印着“首选”“最优”。", "网店标题写“行业第一”。", "宣传页用了“顶尖”这样的词。"],
        Issue::Price => &["扫码价比标签价高。", "结账多收了包装费，事先没说。", "活动价是虚的，前一天更便宜。"],
        Issue::Measure => &["回来复称，分量不足。", "电子秤显示的数明显偏高。"],
        Issue::Unlicensed => &["没看到证照上墙。", "说是正规，其实没有许可。"],
        Issue::AfterSales => &["修了两回还是老毛病，店家不管了。", "说好包退，现在推三阻四。", "客服一直让等。"],
        Issue::Contract => &["合同约定的没有兑现，钱也不退。", "人去店空，剩下的钱没处要。", "要退费说要扣一半。"],
        Issue::Other => &["东西寄丢了只肯赔一点点。", "服务人员骂人。", "强行要求加微信才给服务。"],
    })
}

/// Ordinary people: beginning, and end with what they ask.
pub(crate) const PLAIN: [&str; 12] = [
    "{day}去{shop}买了{item}，{quantity}，给了{paid}。",
    "本人在{shop}消费{paid}（{item}），时间是{day}。",
    "{shop}卖给我的{item}有问题，{day}买的，一共{paid}。",
    "事情是这样的，{day}我爱人到{shop}买{item}{quantity}，手机付的{paid}。",
    "你好，投诉{shop}。{day}买{item}花了{paid}。",
    "在网上看到{shop}有活动，{day}下单{item}，付{paid}。",
    "我家小孩想要，{day}就在{shop}买了{item}，{paid}。",
    "来电人称，{day}在{shop}购买{item}{quantity}，支付{paid}，",
    "群众反映：{shop}，{day}，{item}，消费金额{paid}。",
    "{day}路过{shop}，看{item}搞促销买了{quantity}，合计{paid}。",
    "我是外地人，{day}在{shop}买{item}，{paid}，结果上当了。",
    "帮朋友带的，{day}在{shop}买{item}{quantity}，一共付{paid}。",
];
pub(crate) const PLAIN_ENDS: [&str; 8] = [
    "去找他们讲道理，被轰了出来。希望{ask}。",
    "老板说爱找谁找谁。我要求{ask}。",
    "打了三次电话没人接。请帮忙{ask}。",
    "诉求很简单：{ask}。",
    "请有关部门出面，{ask}，不胜感激。",
    "店员态度还行但做不了主。盼{ask}。",
    "要求：{ask}。另外希望你们去查一查。",
    "就这么个事，{ask}就行。",
];

/// Who tips off and asks for nothing.
pub(crate) const TIPS: [&str; 6] = [
    "反映{shop}：{day}看到{item}，",
    "{shop}在卖{item}，{day}发现的，",
    "想说一下{shop}的事，{day}，",
    "小区门口的{shop}，{item}，",
    "举报：{shop}{day}，",
    "随手拍：{day}，{shop}，{item}，",
];
pub(crate) const TIP_ENDS: [&str; 4] = ["请去看看。", "希望查一查。", "不用回复我。", "别让老百姓吃亏。"];
pub(crate) const INSIDE: [&str; 4] = [
    "我在{shop}做事，后厨和仓库的情况只有里面的人知道：{item}换过标签。不要说是我讲的。",
    "{shop}老板让我们把退货的{item}再上架，我有照片，名字请保密。",
    "本人系{shop}在职员工，{day}参与过{item}的改包装，愿意作证，但怕被报复。",
    "离职前我在{shop}管进货，{item}没有票，{day}那批更是。请保护我。",
];
/// Learned and honest.
pub(crate) const LEARNED: [&str; 5] = [
    "消费者{name}，{day}在{shop}购得{item}{quantity}，价款{paid}。经查，",
    "依据消费者权益保护法的有关规定投诉{shop}：{day}购买{item}，实付{paid}，",
    "本人依法维权。{day}，{shop}，{item}，{paid}。事实：",
    "关于{shop}销售{item}的投诉（{day}，{paid}）：",
    "根据《中华人民共和国消费者权益保护法》第八条，本人有知情权。{day}于{shop}购{item}付{paid}，",
];
pub(crate) const LEARNED_ENDS: [&str; 4] = [
    "故请求{ask}，请在法定期限内告知处理结果。",
    "请依照《市场监督管理投诉举报处理办法》处理，诉求：{ask}。",
    "以上属实，愿承担法律责任。请求{ask}。",
    "证据已上传。诉求为{ask}，感谢。",
];
/// Pieces from which each one who files for money makes a wording of their own.
pub(crate) const TRADE_OPENINGS: [&str; 6] = [
    "投诉请求：责令被投诉人{shop}{ask}。事实与理由：本人{day}因生活需要购买{item}{quantity}，支付{paid}，",
    "本人于{day}在{shop}购买{item}{quantity}共{paid}，拆封后发现，",
    "被投诉人{shop}销售不合格{item}，本人{day}购入{quantity}，付款{paid}，",
    "请求事项：{ask}。{day}本人向{shop}付款{paid}购买{item}{quantity}，",
    "{shop}所售{item}（{quantity}，{paid}，{day}购）存在违法情形：",
    "致市场监督管理局：本人{name}，{day}在{shop}购{item}{quantity}，货款{paid}，",
];
pub(crate) const TRADE_MIDDLES: [&str; 6] = [
    "商家明知故犯，属于经营明知不符合安全标准的食品，依法应当承担惩罚性赔偿责任。",
    "该行为足以误导消费者，构成欺诈经营，消费者有权主张增加赔偿。",
    "依照相关法律，生产经营者应当退还价款并支付赔偿金，不足一千元的按一千元计算。",
    "本人多次与商家沟通未果，商家拒绝承担法律责任，态度傲慢。",
    "上述事实有实物、付款记录、购物视频为证，事实清楚，证据充分。",
    "商家未履行进货查验义务，主观过错明显，应从严从重处罚。",
];
pub(crate) const TRADE_ENDS: [&str; 5] = [
    "请求：{ask}；逾期不处理将依法申请复议并提起诉讼。",
    "望贵局责令其{ask}，并将处理结果书面邮寄本人。",
    "请依法查处并组织调解，{ask}，不接受线下见面。",
    "要求{ask}。如不受理请出具书面决定并告知救济途径。",
    "{ask}。请公开全程录音录像并告知承办人姓名。",
];
/// What a failing trader's victims pass around.
pub(crate) const ROUND: [&str; 3] = [
    "【维权】我是{shop}的会员，{day}前后交了{paid}办{item}，现在门店关门、电话停机、老板失联，钱一分没退。我们几百名会员强烈要求有关部门追查资金去向，{ask}。",
    "{shop}卷款跑路！本人{name}买{item}付了{paid}，还没用几次就锁门了。群里统计受害人越来越多，恳请政府为老百姓做主，{ask}，别让骗子逍遥法外。",
    "{shop}{day}卖的{item}全是假货，很多人中招，我花了{paid}。店家还拉黑我们，请求立即查封，按法律规定{ask}，给大家一个交代，一起买的街坊都在等消息。",
];
