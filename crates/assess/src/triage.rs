//! 分类: the class by which a matter is managed, with its reasons, never a score. Source: 岳市监〔2024〕16号 part one (二):
//! 突出分类管理, 鼓励公益性投诉举报, 依法处置非生活消费需要投诉、为牟取不正当利益的举报, 重拳打击敲诈勒索、诈骗.
//!
//! A class says how to look at a matter, not how to decide it. A protection outranks every abuse; a hint alone changes nothing.

use casework::codes::{MatterKind, Protection};

use crate::finding::Verdict;

/// The class of a matter, from the gentlest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Triage {
    /// 公益.
    PublicInterest,
    /// 普通.
    Ordinary,
    /// 疑似非生活消费.
    NotForLivingConsumption,
    /// 疑似牟利.
    ImproperGain,
    /// 疑似犯罪.
    Crime,
}

impl Triage {
    pub const fn code(self) -> &'static str {
        match self {
            Self::PublicInterest => "public_interest",
            Self::Ordinary => "ordinary",
            Self::NotForLivingConsumption => "not_for_living_consumption",
            Self::ImproperGain => "improper_gain",
            Self::Crime => "crime",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::PublicInterest => "公益",
            Self::Ordinary => "普通",
            Self::NotForLivingConsumption => "疑似非生活消费",
            Self::ImproperGain => "疑似牟利",
            Self::Crime => "疑似犯罪",
        }
    }
}

/// What a finding says, as far as the class of a matter depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    pub circumstance: &'a str,
    pub title: &'a str,
    pub verdict: Verdict,
    pub in_force: bool,
}

/// The class of one matter and why, in Chinese sentences without full stop.
pub fn triage(matter: MatterKind, protections: &[Protection], findings: &[Found<'_>]) -> (Triage, Vec<String>) {
    if let Some(protection) = protections.first() {
        return (Triage::PublicInterest, vec![format!("有“{}”保护标记，不利研判不作出", protection.label())]);
    }
    let class_of = |found: &Found<'_>| match found.circumstance {
        "yy16.3.1" => Some(Triage::Crime),
        id if id.starts_with("yy16.3.") && matter == MatterKind::Tipoff => Some(Triage::ImproperGain),
        id if (id.starts_with("yy16.2.") || id.starts_with("o121.17.")) && matter == MatterKind::Complaint => {
            Some(Triage::NotForLivingConsumption)
        }
        _ => None,
    };
    let hits = findings.iter().filter(|found| found.verdict == Verdict::Hit);
    let mut classed: Vec<(Triage, &Found<'_>)> = hits.filter_map(|found| Some((class_of(found)?, found))).collect();
    classed.sort_by_key(|(class, _)| std::cmp::Reverse(*class));
    let Some(&(class, _)) = classed.first() else {
        let hints = findings.iter().filter(|found| class_of(found).is_some()).count();
        let reason =
            if hints == 0 { "没有命中任何情形".to_owned() } else { format!("没有命中；有{hints}项提示待核实") };
        return (Triage::Ordinary, vec![reason]);
    };
    let reason = |(_, found): &(Triage, &Found<'_>)| {
        format!("命中“{}”{}", found.title, if found.in_force { "" } else { "（依据在收到之日无效，仅供参考）" })
    };
    (class, classed.iter().map(reason).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn found(circumstance: &'static str, verdict: Verdict) -> Found<'static> {
        Found { circumstance, title: "某情形", verdict, in_force: true }
    }

    #[test]
    fn each_matter_has_its_own_class() {
        let findings = [found("yy16.2.6", Verdict::Hit), found("yy16.3.2", Verdict::Hit)];
        assert_eq!(triage(MatterKind::Complaint, &[], &findings).0, Triage::NotForLivingConsumption);
        assert_eq!(triage(MatterKind::Tipoff, &[], &findings).0, Triage::ImproperGain);
        assert_eq!(triage(MatterKind::Tipoff, &[], &[found("yy16.3.1", Verdict::Hit)]).0, Triage::Crime);
    }

    #[test]
    fn a_hint_changes_nothing_and_a_protection_everything() {
        assert_eq!(
            triage(MatterKind::Complaint, &[], &[found("yy16.2.6", Verdict::Hint)]),
            (Triage::Ordinary, vec!["没有命中；有1项提示待核实".to_owned()])
        );
        assert_eq!(
            triage(MatterKind::Complaint, &[Protection::PublicInterest], &[found("yy16.2.6", Verdict::Hit)]).0,
            Triage::PublicInterest
        );
    }
}
