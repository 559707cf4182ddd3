//! Condition trees: `measure op threshold`, joined by all, any, not. Read from policy, never written in code.

use crate::facts::{Facts, Subject};
use crate::measure::{Citations, Measure, Probe};
use crate::value::{Op, Threshold};

/// One node of a condition tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What it asks, in Chinese, for people who read the evidence.
    pub label: String,
    /// The sentence that tells a finding made by this branch; `{name}` stands for the value of the leaf of that name.
    pub summary: Option<String>,
    pub test: Test,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Leaf(Leaf),
}

/// `measure op threshold`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// By which a summary may name it.
    pub name: Option<String>,
    pub measure: Measure,
    /// 0 for measures that look at everything on file.
    pub window_days: u32,
    pub op: Op,
    pub threshold: Threshold,
    /// Why this threshold, in Chinese.
    pub rationale: String,
}

impl Condition {
    /// Whether the tree is met; `None` where the facts do not say. An unknown never becomes true, not even under `not`.
    pub(crate) fn decide(&self, facts: &Facts, subject: Subject) -> Option<bool> {
        match &self.test {
            Test::Leaf(leaf) => {
                let value = leaf.measure.take(&Probe::new(facts, subject, leaf.window_days), &mut Citations::Ignored);
                leaf.op.holds(value, leaf.threshold)
            }
            Test::Not(inner) => inner.decide(facts, subject).map(|met| !met),
            Test::All(children) => join(children.iter().map(|c| c.decide(facts, subject)), false),
            Test::Any(children) => join(children.iter().map(|c| c.decide(facts, subject)), true),
        }
    }
}

/// Three-valued `any` (deciding = true) and `all` (deciding = false), stopping at the first child that decides.
pub(crate) fn join(children: impl Iterator<Item = Option<bool>>, deciding: bool) -> Option<bool> {
    let mut all_known = true;
    for met in children {
        match met {
            Some(met) if met == deciding => return Some(deciding),
            Some(_) => {}
            None => all_known = false,
        }
    }
    all_known.then_some(!deciding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unknown_stays_unknown() {
        let all = |children: &[Option<bool>]| join(children.iter().copied(), false);
        let any = |children: &[Option<bool>]| join(children.iter().copied(), true);
        assert_eq!(all(&[Some(true), None]), None);
        assert_eq!(all(&[Some(false), None]), Some(false));
        assert_eq!(all(&[Some(true), Some(true)]), Some(true));
        assert_eq!(any(&[Some(true), None]), Some(true));
        assert_eq!(any(&[Some(false), None]), None);
        assert_eq!(any(&[Some(false)]), Some(false));
    }
}
