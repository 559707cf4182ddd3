//! What an entry rests on, and what takes that away.

use jiff::civil::Date;

use super::RegistryRefusal;
use crate::codes::codes;

codes! {
    /// What a base is.
    BaseKind {
        /// An adverse decision of a named officer on a filing, with the findings that it confirmed.
        Decision = "decision", "承办人的决定";
        /// A fact that another authority established: an attestation, an outcome of the police.
        Fact = "fact", "有权机关的认定";
    }
}

codes! {
    /// How much a base carries.
    Strength {
        Substantive = "substantive", "行为事实";
        /// It says only that somebody files or buys often. It never lists anyone by itself (LAW.md §3).
        FrequencyOnly = "frequency_only", "仅数量频次";
    }
}

/// Where a base is found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BaseId {
    pub kind: BaseKind,
    /// Of the decision or the fact.
    pub id: i64,
}

/// A confirmed fact against a person, as it was when the entry was proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    pub id: BaseId,
    /// The filing that it is about.
    pub submission_id: i64,
    /// The day on which it was decided or established.
    pub happened_on: Date,
    /// Clause id, such as `o121.16.3`.
    pub ground: String,
    /// Whether the instrument of the ground was in force on the day that chooses the law.
    pub in_force: bool,
    pub strength: Strength,
}

/// The bases of an entry: at least one, each once, each on a ground in force, not frequency alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bases(Vec<Base>);

impl Bases {
    pub fn new(mut bases: Vec<Base>) -> Result<Self, RegistryRefusal> {
        if bases.is_empty() {
            return Err(RegistryRefusal::NoBase);
        }
        if bases.iter().any(|base| base.ground.trim().is_empty() || !base.in_force) {
            return Err(RegistryRefusal::GroundNotInForce);
        }
        // Told twice, a base carries what the weaker telling carries.
        bases.sort_by_key(|base| (base.id, std::cmp::Reverse(base.strength)));
        bases.dedup_by_key(|base| base.id);
        if bases.iter().all(|base| base.strength == Strength::FrequencyOnly) {
            return Err(RegistryRefusal::FrequencyAlone);
        }
        Ok(Self(bases))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Base> {
        self.0.iter()
    }

    pub fn contains(&self, id: BaseId) -> bool {
        self.0.iter().any(|base| base.id == id)
    }

    /// The filing by which the person is told apart from all others, whatever becomes of links: that of the first base.
    pub fn anchor(&self) -> i64 {
        self.0[0].submission_id
    }

    /// Clause ids, each once, in the order of bases.
    pub fn grounds(&self) -> Vec<&str> {
        let mut grounds: Vec<&str> = Vec::new();
        for base in &self.0 {
            if !grounds.contains(&base.ground.as_str()) {
                grounds.push(&base.ground);
            }
        }
        grounds
    }

    pub(super) fn join(mut self, more: &Self) -> Self {
        // Behind the others: the anchor stays.
        let fresh: Vec<Base> = more.0.iter().filter(|base| !self.contains(base.id)).cloned().collect();
        self.0.extend(fresh);
        self
    }
}

codes! {
    /// What took a base away.
    QuashKind {
        ReviewWon = "review_won", "复议或者诉讼推翻了所依据的决定";
        Unfounded = "unfounded", "所依据的认定已改为不成立";
        LinkUndone = "link_undone", "人员关联已被撤销，所依据的来件不再归于一人";
        Protected = "protected", "相关来件带有保护标记";
        ObjectionUpheld = "objection_upheld", "本人的异议成立";
    }
}

/// A base that no longer stands. From that day the entry has no effect and is to be withdrawn by `due_on` (L-UNDO).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quash {
    pub kind: QuashKind,
    /// The day on which it became known.
    pub on: Date,
    pub due_on: Date,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn base(id: i64, strength: Strength) -> Base {
        let id = BaseId { kind: BaseKind::Decision, id };
        let happened_on = date(2026, 5, 12);
        Base { id, submission_id: id.id * 10, happened_on, ground: "o121.16.3".to_owned(), in_force: true, strength }
    }

    #[test]
    fn frequency_alone_lists_nobody() {
        use Strength::{FrequencyOnly, Substantive};
        assert_eq!(Bases::new(Vec::new()), Err(RegistryRefusal::NoBase));
        let often = (1..=90).map(|id| base(id, FrequencyOnly)).collect();
        assert_eq!(Bases::new(often), Err(RegistryRefusal::FrequencyAlone));
        let both = Bases::new(vec![base(2, FrequencyOnly), base(1, Substantive), base(1, Substantive)]).expect("one carries");
        assert_eq!((both.iter().count(), both.anchor(), both.grounds()), (2, 10, vec!["o121.16.3"]));
    }

    #[test]
    fn a_lapsed_ground_carries_nothing() {
        let lapsed = Base { in_force: false, ..base(1, Strength::Substantive) };
        assert_eq!(Bases::new(vec![lapsed, base(2, Strength::Substantive)]), Err(RegistryRefusal::GroundNotInForce));
    }
}
