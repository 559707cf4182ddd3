//! How a claim compares with the price that was paid: getting one's money back, or several times as much.

use casework::values::clean_code;

/// What a filer asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// Nothing is said, or it cannot be compared.
    Unknown,
    /// No more than the price paid, or only return, exchange or repair.
    Modest,
    /// More than the price, less than three times.
    Raised,
    /// Several times the price: what 消费者权益保护法 55, 食品安全法 148 and 药品管理法 144 allow as punitive damages.
    Multiple,
    /// 举报奖励, which the law grants for what is found true.
    Reward,
}

/// 消费者权益保护法 55: at least 500 yuan; 食品安全法 148: at least 1,000 yuan.
const STATUTORY_MINIMA_FEN: [i64; 2] = [50_000, 100_000];

const MULTIPLE_WORDS: [&str; 29] = [
    "十倍",
    "10倍",
    "三倍",
    "3倍",
    "四倍",
    "五倍",
    "数倍",
    "加倍",
    "退一赔",
    "假一赔",
    "退一罚",
    "假一罚",
    "赔三",
    "赔十",
    "罚十",
    "罚三",
    "惩罚性",
    "赔偿500元",
    "赔偿1000元",
    "赔500",
    "赔1000",
    "赔偿一千元",
    "赔偿五百元",
    "赔偿人民币500",
    "赔偿人民币1000",
    "500元赔偿",
    "1000元赔偿",
    "最低赔偿",
    "保底赔偿",
];
const REWARD_WORDS: [&str; 3] = ["奖励", "奖金", "举报奖"];
const MODEST_WORDS: [&str; 24] = [
    "退款", "退货", "换货", "更换", "维修", "退费", "退还", "修理", "退钱", "退卡", "道歉", "履行", "整改", "退给", "退我", "退回", "返还",
    "换新", "换一", "重做", "补发", "补足", "交付", "解约",
];
/// More than the loss is asked for, not how much.
const RAISED_WORDS: [&str; 3] = ["赔偿", "补偿", "赔付"];
/// In a narrative a trader's own promise (`假一赔十`) may be quoted, so only what a claimant says counts.
const NARRATIVE_WORDS: [&str; 12] = [
    "退一赔",
    "退一罚",
    "要求十倍",
    "要求三倍",
    "十倍赔偿",
    "三倍赔偿",
    "十倍价款",
    "价款十倍",
    "价款三倍",
    "惩罚性赔偿",
    "赔偿1000元",
    "赔偿500元",
];

/// What a filing says of money.
#[derive(Clone, Copy, Default)]
pub(crate) struct Asked<'a> {
    pub(crate) claim_fen: Option<i64>,
    pub(crate) amount_fen: Option<i64>,
    /// Whether what was paid in the end was punitive.
    pub(crate) punitive: Option<bool>,
    pub(crate) demand: Option<&'a str>,
    /// Whether the narrative asks for several times the price.
    pub(crate) asks_multiple: bool,
}

/// Compares the claim with the price; where no amount is given, reads the words of the demand, and of the narrative
/// where there is no demand either.
///
/// A punitive award that was in fact paid is the strongest sign and decides alone.
pub(crate) fn compare(asked: &Asked<'_>) -> Claim {
    if asked.punitive == Some(true) {
        return Claim::Multiple;
    }
    match (asked.claim_fen, asked.amount_fen) {
        (Some(claim), Some(amount)) if claim > 0 && amount > 0 => {
            if claim >= amount.saturating_mul(3) {
                Claim::Multiple
            } else if claim > amount {
                Claim::Raised
            } else {
                Claim::Modest
            }
        }
        (Some(claim), _) if STATUTORY_MINIMA_FEN.contains(&claim) => Claim::Multiple,
        _ => match asked.demand.filter(|demand| !demand.trim().is_empty()) {
            Some(demand) => from_words(demand),
            None if asked.asks_multiple => Claim::Multiple,
            None => Claim::Unknown,
        },
    }
}

fn from_words(demand: &str) -> Claim {
    let text = clean_code(demand);
    let says = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if says(&MULTIPLE_WORDS) {
        Claim::Multiple
    } else if says(&REWARD_WORDS) {
        Claim::Reward
    } else if says(&RAISED_WORDS) {
        Claim::Raised
    } else if says(&MODEST_WORDS) {
        Claim::Modest
    } else {
        Claim::Unknown
    }
}

/// Whether a narrative asks for several times the price.
pub(crate) fn asks_multiple(narrative: &str) -> bool {
    NARRATIVE_WORDS.iter().any(|word| narrative.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_measured_by_the_price() {
        let check = |claim_fen, amount_fen| compare(&Asked { claim_fen, amount_fen, ..Asked::default() });
        assert_eq!(check(Some(10_000), Some(10_000)), Claim::Modest);
        assert_eq!(check(Some(20_000), Some(10_000)), Claim::Raised);
        assert_eq!(check(Some(30_000), Some(10_000)), Claim::Multiple);
        assert_eq!(check(Some(100_000), None), Claim::Multiple);
        assert_eq!(check(Some(73_000), None), Claim::Unknown);
        assert_eq!(check(None, None), Claim::Unknown);
        assert_eq!(compare(&Asked { punitive: Some(true), ..Asked::default() }), Claim::Multiple);
    }

    #[test]
    fn words_count_where_no_amount_is_given() {
        let check = |demand| compare(&Asked { amount_fen: Some(1_000), demand: Some(demand), ..Asked::default() });
        assert_eq!(check("要求退一赔十"), Claim::Multiple);
        assert_eq!(check("退货退款"), Claim::Modest);
        assert_eq!(check("依法给予举报奖励"), Claim::Reward);
        assert_eq!(check("请依法处理"), Claim::Unknown);
        assert_eq!(check("赔偿损失"), Claim::Raised);
        let asked = Asked { claim_fen: Some(500), amount_fen: Some(1_000), demand: Some("退一赔十"), ..Asked::default() };
        assert_eq!(compare(&asked), Claim::Modest);
    }

    #[test]
    fn a_narrative_counts_where_there_is_no_demand() {
        let check = |narrative, demand| compare(&Asked { asks_multiple: asks_multiple(narrative), demand, ..Asked::default() });
        assert_eq!(check("依法要求十倍赔偿", None), Claim::Multiple);
        assert_eq!(check("店家承诺假一赔十，结果是假货", None), Claim::Unknown);
        assert_eq!(check("依法要求十倍赔偿", Some("退款")), Claim::Modest);
    }
}
