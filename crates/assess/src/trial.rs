//! 试算: two versions of one circumstance over the same facts: who would enter, who would leave, and what kind of people
//! they are, so that nobody publishes a threshold without having seen whom it touches.

use crate::circumstance::Circumstance;
use crate::facts::{Claim, Facts, Filing, Subject};
use crate::finding::{Verdict, weigh};
use crate::measure::{Citations, Measure, Probe};
use crate::value::Value;

/// What kind of filer a change touches, honest kinds first: they are looked at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FilerClass {
    /// 内部举报人, 公益举报: nothing is found about this one, whatever the version.
    Protected,
    /// Tip-offs that were mostly found true.
    MostlyTrue,
    /// Mostly wants the price back.
    RefundOnly,
    /// Never filed before.
    FirstTime,
    /// Mostly asks for several times the price.
    MultipleClaims,
    Other,
}

impl FilerClass {
    pub const ALL: &'static [Self] =
        &[Self::Protected, Self::MostlyTrue, Self::RefundOnly, Self::FirstTime, Self::MultipleClaims, Self::Other];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Protected => "受保护的来件",
            Self::MostlyTrue => "举报多数属实的人",
            Self::RefundOnly => "多数只求退换的人",
            Self::FirstTime => "首次来件的人",
            Self::MultipleClaims => "多数要求数倍赔偿的人",
            Self::Other => "其他人",
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Protected => "protected",
            Self::MostlyTrue => "mostly_true",
            Self::RefundOnly => "refund_only",
            Self::FirstTime => "first_time",
            Self::MultipleClaims => "multiple_claims",
            Self::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.code() == code)
    }

    /// Whether a hit on such a person should give pause.
    pub const fn is_honest_sign(self) -> bool {
        matches!(self, Self::Protected | Self::MostlyTrue | Self::RefundOnly | Self::FirstTime)
    }
}

/// One 来件 about which the two versions differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub submission_id: i64,
    pub submission_no: String,
    pub class: FilerClass,
    pub before: Option<Verdict>,
    pub after: Option<Verdict>,
}

/// How many 来件 a version hits and hints at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub hits: u64,
    pub hints: u64,
}

/// What the comparison shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    pub filings: u64,
    pub before: Tally,
    pub after: Tally,
    /// Honest kinds of filers first, then in order of receipt.
    pub changes: Vec<Change>,
}

/// Weighs two versions of a circumstance for each subject.
pub fn compare(facts: &Facts, before: &Circumstance, after: &Circumstance, subjects: impl IntoIterator<Item = Subject>) -> Trial {
    let mut trial = Trial::default();
    for subject in subjects {
        let filing = facts.filing(subject.0);
        trial.filings += 1;
        let verdict = |circumstance: &Circumstance, tally: &mut Tally| {
            let is_weighed = circumstance.speaks_of(filing) && filing.protection.is_none();
            let verdict = is_weighed.then(|| weigh(facts, subject, circumstance)).flatten().map(|(verdict, _)| verdict);
            match verdict {
                Some(Verdict::Hit) => tally.hits += 1,
                Some(Verdict::Hint) => tally.hints += 1,
                None => {}
            }
            verdict
        };
        let (was, is) = (verdict(before, &mut trial.before), verdict(after, &mut trial.after));
        if was != is {
            trial.changes.push(Change {
                submission_id: filing.submission_id,
                submission_no: facts.submission_no(subject.0).to_owned(),
                class: class_of(facts, subject, filing),
                before: was,
                after: is,
            });
        }
    }
    trial.changes.sort_by_key(|change| change.class);
    trial
}

/// The first class that fits.
fn class_of(facts: &Facts, subject: Subject, filing: &Filing) -> FilerClass {
    let share = |measure: Measure| match measure.take(&Probe::new(facts, subject, 1_095), &mut Citations::Ignored) {
        Value::Ratio { part, whole } => part * 2 >= whole,
        Value::Count(_) | Value::Unknown => false,
    };
    if filing.protection.is_some() {
        FilerClass::Protected
    } else if share(Measure::TrueShare) {
        FilerClass::MostlyTrue
    } else if share(Measure::ModestClaimShare) {
        FilerClass::RefundOnly
    } else if filing.claim == Claim::Multiple || share(Measure::MultipleClaimShare) {
        FilerClass::MultipleClaims
    } else if facts.of_person(filing.person).len() <= 1 {
        FilerClass::FirstTime
    } else {
        FilerClass::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Circumstances, PolicyFile};
    use crate::testing::{Entry, Table, complaint};
    use casework::codes::{Category, Issue};

    /// The circumstance carried, with another text in one place.
    fn version(id: &str, from: &str, to: &str) -> Circumstance {
        let text = Circumstances::builtin_text(id).expect("carried");
        assert!(text.contains(from));
        let text = text.replace(from, to);
        Circumstances::parse(&[PolicyFile { name: "t.toml", text: &text }]).expect("right").get(id).expect("written").clone()
    }

    #[test]
    fn a_lower_bar_shows_who_would_enter() {
        let wine = |n: i64, quantity| Entry {
            item: Some("白酒".to_owned()),
            quantity: Some(quantity),
            unit: Some("瓶"),
            ..complaint(n, "王甲", 1, "甲店").of(Category::Food, Issue::Label)
        };
        let facts = Table::new([wine(1, 20).tenfold(), wine(2, 130).refund(), wine(3, 90).tenfold()]).facts();
        let before = version("yy16.2.2", "version", "version");
        // A lower bar, and nothing that speaks against it.
        let after = version("yy16.2.2", "threshold = 2.5", "threshold = 1.5");
        let after = Circumstance { hint: None, counters: Vec::new(), ..after };
        let trial = compare(&facts, &before, &after, facts.subjects());
        assert_eq!((trial.filings, trial.before, trial.after), (3, Tally { hits: 1, hints: 1 }, Tally { hits: 3, hints: 0 }));
        let lines: Vec<_> = trial.changes.iter().map(|c| (c.submission_id, c.class, c.before, c.after)).collect();
        assert_eq!(
            lines,
            [
                (2, FilerClass::RefundOnly, Some(Verdict::Hint), Some(Verdict::Hit)),
                (1, FilerClass::MultipleClaims, None, Some(Verdict::Hit))
            ]
        );
    }
}
