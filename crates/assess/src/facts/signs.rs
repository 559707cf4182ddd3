//! What a few words of a narrative say: that it was for a feast, that somebody fell ill, that silence has its price.
//!
//! The words are few and are only ever evidence beside others: people say the same thing in many ways, and an honest
//! person may quote what a trader said. Nothing of the text is kept.

use std::sync::LazyLock;

use super::claims;

use aho_corasick::AhoCorasick;

/// 购买事由: an occasion for which a household or a unit buys far more than it uses itself.
const OCCASIONS: &[&str] = &[
    "宴席",
    "酒席",
    "喜酒",
    "喜宴",
    "婚宴",
    "结婚",
    "婚礼",
    "寿宴",
    "大寿",
    "生日宴",
    "满月",
    "百日宴",
    "周岁宴",
    "升学宴",
    "谢师宴",
    "乔迁",
    "宴请",
    "请客",
    "聚餐",
    "聚会",
    "年会",
    "团建",
    "工会",
    "员工福利",
    "职工福利",
    "节日福利",
    "发福利",
    "发给员工",
    "发给职工",
    "公司礼品",
    "企业礼品",
    "商务礼品",
    "单位采购",
    "公司采购",
    "单位购买",
    "公司购买",
    "单位食堂",
    "公司食堂",
    "学校食堂",
    "幼儿园",
    "敬老院",
    "养老院",
    "团购",
    "拼单",
    "拼团",
    "邻居一起",
    "几家人",
    "慰问",
    "捐赠",
    "白事",
    "丧事",
    "席面",
    "年货",
    "摆酒",
    "办酒",
    "随礼",
    "回礼",
    "伴手礼",
];

/// 健康损害 that somebody looked at: a hospital, a diagnosis, a record.
const HARMS: &[&str] = &[
    "住院",
    "急诊",
    "医院诊断",
    "诊断为",
    "病历",
    "确诊",
    "送医",
    "洗胃",
    "食物中毒",
    "输液",
    "抢救",
    "过敏性休克",
    "就医",
    "医药费",
    "伤情鉴定",
];

/// The filer offers to be silent for money. Whole phrases only: `商家让我撤诉` is the other side's offer.
const PRICES_OF_SILENCE: &[&str] = &[
    "封口费",
    "给钱就撤",
    "赔钱就撤",
    "付钱就撤",
    "给钱撤诉",
    "赔偿后撤诉",
    "赔偿到位即撤",
    "赔偿后即撤",
    "赔偿后立即撤",
    "拿钱撤",
    "给钱了事",
    "不给钱就举报",
    "不赔钱就举报",
    "不赔就举报",
    "不赔偿就举报",
    "不给钱就曝光",
    "不赔就曝光",
    "不然就曝光",
    "否则曝光",
    "否则一直举报",
    "否则继续举报",
    "否则天天举报",
    "否则持续举报",
    "要么赔钱要么",
    "私了费",
];

/// Somebody files for an old parent or a relative who cannot.
const PROXIES: &[&str] = &[
    "代母亲",
    "代父亲",
    "代父母",
    "代老人",
    "替母亲",
    "替父亲",
    "替父母",
    "替老人",
    "帮母亲",
    "帮父亲",
    "帮老人",
    "代奶奶",
    "代爷爷",
    "代外婆",
    "代外公",
    "家里老人",
    "老人不会",
    "由我代为投诉",
    "年纪大，不会",
];

/// What was read in a text. The caller may let go of the text itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// An occasion for buying much.
    pub(crate) occasion: bool,
    /// An illness that somebody looked at.
    pub(crate) harm: bool,
    /// Silence is offered for money.
    pub(crate) price_of_silence: bool,
    /// It is written for an old parent or a relative.
    pub(crate) proxy: bool,
    /// 内容 asks for several times the price.
    pub(crate) asks_multiple: bool,
}

/// All words in one automaton, so that a text is read once; the list of each word beside it.
static WORDS: LazyLock<(AhoCorasick, Vec<u8>)> = LazyLock::new(|| {
    let lists: [&[&str]; 4] = [OCCASIONS, HARMS, PRICES_OF_SILENCE, PROXIES];
    let words: Vec<(&str, u8)> = (0_u8..).zip(lists).flat_map(|(list, words)| words.iter().map(move |word| (*word, list))).collect();
    let automaton = AhoCorasick::new(words.iter().map(|(word, _)| word)).expect("a few short words");
    (automaton, words.into_iter().map(|(_, list)| list).collect())
});

impl Signs {
    /// As kept: one bit for each.
    pub const fn to_bits(self) -> u8 {
        self.occasion as u8
            | (self.harm as u8) << 1
            | (self.price_of_silence as u8) << 2
            | (self.proxy as u8) << 3
            | (self.asks_multiple as u8) << 4
    }

    /// What [`Signs::to_bits`] kept.
    pub const fn from_bits(bits: u8) -> Self {
        Self {
            occasion: bits & 1 != 0,
            harm: bits & 2 != 0,
            price_of_silence: bits & 4 != 0,
            proxy: bits & 8 != 0,
            asks_multiple: bits & 16 != 0,
        }
    }

    /// Reads 内容 and 诉求.
    pub fn read(narrative: Option<&str>, demand: Option<&str>) -> Self {
        let (automaton, lists) = &*WORDS;
        let mut signs = Self { asks_multiple: narrative.is_some_and(claims::asks_multiple), ..Self::default() };
        for found in [narrative, demand].into_iter().flatten().flat_map(|text| automaton.find_overlapping_iter(text)) {
            match lists[found.pattern().as_usize()] {
                0 => signs.occasion = true,
                1 => signs.harm = true,
                2 => signs.price_of_silence = true,
                _ => signs.proxy = true,
            }
        }
        signs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occasion_an_illness_a_price() {
        let check = |text| Signs::read(Some(text), None);
        assert_eq!(check("孩子升学宴订了60瓶白酒"), Signs { occasion: true, ..Signs::default() });
        assert_eq!(check("吃后腹泻，到市医院急诊输液"), Signs { harm: true, ..Signs::default() });
        assert_eq!(check("今天必须赔偿，否则一直举报下去"), Signs { price_of_silence: true, ..Signs::default() });
        assert_eq!(check("我代母亲反映"), Signs { proxy: true, ..Signs::default() });
        assert_eq!(Signs::read(None, Some("给封口费私了")), Signs { price_of_silence: true, ..Signs::default() });
    }

    #[test]
    fn bits_are_read_back() {
        for bits in 0..32 {
            assert_eq!(Signs::from_bits(bits).to_bits(), bits);
        }
    }

    #[test]
    fn what_the_trader_offered_is_no_demand() {
        assert_eq!(Signs::read(Some("商家说退我一半，让我撤诉，我没有同意"), Some("退款")), Signs::default());
    }
}
