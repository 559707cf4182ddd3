//! Department facts about people: reviews and suits, disclosure requests, discipline reports, police, petitions.

use casework::fact::{FactKind, FactResult};

use super::symbols::Symbol;

/// Whether a fact concerns what the person filed with market supervision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Concern {
    /// It names a 来件, or its words speak of complaints and tip-offs, or it says nothing of its matter.
    Filings,
    /// Its words speak of something else.
    Elsewhere,
}

/// What the police looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Planting, swapping, forging, inventing, cheating or extorting: the acts of part three (一).
    Abuse,
    /// The words do not say.
    Unsaid,
    Other,
}

/// One fact about a person or a filing.
#[derive(Clone, Debug)]
pub(crate) struct Deed {
    pub(crate) kind: FactKind,
    pub(crate) result: FactResult,
    /// [`super::day::day_number`] of the day on which it happened.
    pub(crate) day: i32,
    /// The day from which the result was known; `None` = still open.
    pub(crate) known_day: Option<i32>,
    pub(crate) person: Option<Symbol>,
    /// Number of the filing that it is about.
    pub(crate) filing: Option<u32>,
    pub(crate) concern: Concern,
    pub(crate) wrong: Wrong,
    /// As people cite it, e.g. `行政复议 FY-2025-0012 驳回（2025-03-04）`.
    pub(crate) citation: Box<str>,
}

/// Words of matters that have to do with complaints and tip-offs and what officers do about them.
const FILING_WORDS: [&str; 20] = [
    "举报",
    "投诉",
    "立案",
    "查处",
    "受理",
    "答复",
    "告知",
    "履职",
    "履行",
    "职责",
    "不作为",
    "市监",
    "市场监管",
    "监管",
    "处罚",
    "执法",
    "调解",
    "奖励",
    "线索",
    "案卷",
];

/// Words of the acts that part three (一) and 两高 2013 name.
const ABUSE_WORDS: [&str; 22] = [
    "敲诈",
    "勒索",
    "诈骗",
    "骗取",
    "夹带",
    "掉包",
    "调包",
    "造假",
    "篡改",
    "伪造",
    "捏造",
    "诬告",
    "虚假",
    "虚构",
    "索要财物",
    "索要钱财",
    "要挟",
    "碰瓷",
    "职业索赔",
    "恶意索赔",
    "强迫交易",
    "假投诉",
];

/// Words of a police matter in which the named person is the one who reported somebody else.
const REPORTER_WORDS: [&str; 8] = ["移送", "报案人", "举报人反映", "受害人", "被害人", "线索移交", "销售假冒", "制售"];

pub(crate) fn concern(has_filing: bool, matter: Option<&str>) -> Concern {
    match matter.map(str::trim).filter(|matter| !matter.is_empty()) {
        Some(matter) if !has_filing && !FILING_WORDS.iter().any(|word| matter.contains(word)) => Concern::Elsewhere,
        _ => Concern::Filings,
    }
}

pub(crate) fn wrong(matter: Option<&str>) -> Wrong {
    match matter.map(str::trim).filter(|matter| !matter.is_empty()) {
        None => Wrong::Unsaid,
        Some(matter) if REPORTER_WORDS.iter().any(|word| matter.contains(word)) => Wrong::Other,
        Some(matter) if ABUSE_WORDS.iter().any(|word| matter.contains(word)) => Wrong::Abuse,
        Some(_) => Wrong::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matter_says_what_it_concerns() {
        assert_eq!(concern(false, Some("不服举报不予立案告知")), Concern::Filings);
        assert_eq!(concern(false, Some("不服房屋征收补偿决定")), Concern::Elsewhere);
        assert_eq!(concern(true, Some("不服决定")), Concern::Filings);
        assert_eq!(concern(false, None), Concern::Filings);
    }

    #[test]
    fn the_police_may_have_looked_into_somebody_else() {
        assert_eq!(wrong(Some("涉嫌敲诈勒索经营者")), Wrong::Abuse);
        assert_eq!(wrong(Some("移送涉嫌销售假冒注册商标商品线索")), Wrong::Other);
        assert_eq!(wrong(Some("消费纠纷引发肢体冲突")), Wrong::Other);
        assert_eq!(wrong(Some(" ")), Wrong::Unsaid);
    }
}
