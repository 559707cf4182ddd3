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

const MULTIPLE_WORDS: [&str; 12] =
    ["十倍", "10倍", "三倍", "3倍", "退一赔", "假一赔", "惩罚性", "赔偿500元", "赔偿1000元", "赔500", "赔1000", "赔偿一千元"];
const REWARD_WORDS: [&str; 2] = ["奖励", "奖金"];
const MODEST_WORDS: [&str; 8] = ["退款", "退货", "换货", "更换", "维修", "退费", "退还", "修理"];

/// Compares the claim with the price; where no amount is given, reads the words of the demand.
///
/// A punitive award that was in fact paid is the strongest sign and decides alone.
pub(crate) fn compare(claim_fen: Option<i64>, amount_fen: Option<i64>, punitive: Option<bool>, demand: Option<&str>) -> Claim {
    if punitive == Some(true) {
        return Claim::Multiple;
    }
    match (claim_fen, amount_fen) {
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
        _ => demand.map_or(Claim::Unknown, from_words),
    }
}

fn from_words(demand: &str) -> Claim {
    let text = clean_code(demand);
    let says = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if says(&MULTIPLE_WORDS) {
        Claim::Multiple
    } else if says(&REWARD_WORDS) {
        Claim::Reward
    } else if says(&MODEST_WORDS) {
        Claim::Modest
    } else {
        Claim::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_measured_by_the_price() {
        let check = |claim, amount| compare(claim, amount, None, None);
        assert_eq!(check(Some(10_000), Some(10_000)), Claim::Modest);
        assert_eq!(check(Some(20_000), Some(10_000)), Claim::Raised);
        assert_eq!(check(Some(30_000), Some(10_000)), Claim::Multiple);
        assert_eq!(check(Some(100_000), None), Claim::Multiple);
        assert_eq!(check(Some(73_000), None), Claim::Unknown);
        assert_eq!(check(None, None), Claim::Unknown);
        assert_eq!(compare(None, None, Some(true), None), Claim::Multiple);
    }

    #[test]
    fn words_count_where_no_amount_is_given() {
        let check = |demand| compare(None, Some(1_000), None, Some(demand));
        assert_eq!(check("要求退一赔十"), Claim::Multiple);
        assert_eq!(check("退货退款"), Claim::Modest);
        assert_eq!(check("依法给予举报奖励"), Claim::Reward);
        assert_eq!(check("请依法处理"), Claim::Unknown);
        assert_eq!(compare(Some(500), Some(1_000), None, Some("退一赔十")), Claim::Modest);
    }
}
