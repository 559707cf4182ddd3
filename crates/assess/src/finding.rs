//! Findings: for every 来件 and circumstance, whether the conditions are met, and on what evidence.

use jiff::civil::Date;

use crate::circumstance::{Circumstance, Effect};
use crate::condition::{Condition, Test, join};
use crate::evidence::{Body, CITED_LIMIT, Citation, Evidence, Join, Measured, Node};
use crate::facts::{Facts, Subject};
use crate::measure::{Citations, Probe};
use crate::policy::Circumstances;
use crate::summary;

/// 结论.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// 命中: every condition met, on recorded facts, and nothing on record speaks against it.
    Hit,
    /// 提示: worth asking for material.
    Hint,
}

impl Verdict {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Hint => "hint",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Hit => "命中",
            Self::Hint => "提示",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "hit" => Some(Self::Hit),
            "hint" => Some(Self::Hint),
            _ => None,
        }
    }
}

/// One finding about one 来件: a flag with evidence, never a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub submission_id: i64,
    /// Id of the circumstance, e.g. `yy16.2.6`.
    pub circumstance: String,
    pub verdict: Verdict,
    pub title: String,
    pub instrument: String,
    pub citation: String,
    pub clause: String,
    /// Whether the instrument was in force on the day the 来件 was received; if not, it is shown for reference only.
    pub in_force: bool,
    /// One sentence in Chinese.
    pub summary: String,
    pub evidence: Evidence,
    pub rules_version: String,
    pub as_of: Date,
}

/// What an assessment gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// In the order of the subjects, then by circumstance.
    pub findings: Vec<Finding>,
    /// Findings that a standing protection kept from being made (design invariant 5). Nothing else of them is told.
    pub blocked: u64,
}

/// Weighs every circumstance for each subject.
///
/// `in_force` answers whether an instrument (by id) was in force on a day; the law pack of the caller does.
/// The same facts, circumstances and subjects give the same findings, byte for byte.
pub fn assess(
    facts: &Facts,
    circumstances: &Circumstances,
    subjects: impl IntoIterator<Item = Subject>,
    in_force: impl Fn(&str, Date) -> bool,
) -> Assessment {
    let mut assessment = Assessment::default();
    for subject in subjects {
        let filing = facts.filing(subject.0);
        for circumstance in circumstances.iter().filter(|c| c.speaks_of(filing)) {
            let Some((verdict, condition)) = weigh(facts, subject, circumstance) else { continue };
            if filing.protection.is_some() {
                assessment.blocked += 1;
                continue;
            }
            let is_in_force = in_force(&circumstance.instrument, filing.received_on);
            assessment.findings.push(write(facts, subject, circumstance, verdict, condition, is_in_force));
        }
    }
    assessment
}

/// The verdict and the tree that it rests on; `None` where there is nothing to say.
pub(crate) fn weigh<'a>(facts: &Facts, subject: Subject, circumstance: &'a Circumstance) -> Option<(Verdict, &'a Condition)> {
    let is_met = |condition: &Condition| condition.decide(facts, subject) == Some(true);
    let (verdict, condition) = match circumstance.hit.as_ref().filter(|hit| is_met(hit)) {
        Some(hit) => (Verdict::Hit, hit),
        None => (Verdict::Hint, circumstance.hint.as_ref().filter(|hint| is_met(hint))?),
    };
    let is_opposed = |effect| circumstance.counters.iter().any(|c| c.effect == effect && is_met(&c.condition));
    if is_opposed(Effect::Clears) {
        return None;
    }
    let verdict = if is_opposed(Effect::Lowers) { Verdict::Hint } else { verdict };
    Some((verdict, condition))
}

fn write(facts: &Facts, subject: Subject, circumstance: &Circumstance, verdict: Verdict, condition: &Condition, in_force: bool) -> Finding {
    let supporting = evaluate(facts, subject, condition).0;
    let opposing: Vec<Node> = circumstance.counters.iter().map(|c| evaluate(facts, subject, &c.condition).0).collect();
    let mut sentence = summary::tell(condition, &supporting);
    let against: Vec<&str> = opposing.iter().filter(|n| n.met).map(|n| n.label.as_str()).collect();
    if !against.is_empty() {
        sentence = format!("{sentence}；反面证据：{}", against.join("，"));
    }
    if verdict == Verdict::Hint {
        sentence = format!("{sentence}；{}", circumstance.ask);
    }
    Finding {
        submission_id: facts.filing(subject.0).submission_id,
        circumstance: circumstance.id.clone(),
        verdict,
        title: circumstance.title.clone(),
        instrument: circumstance.instrument.clone(),
        citation: circumstance.citation.clone(),
        clause: circumstance.clause.clone(),
        in_force,
        summary: format!("{sentence}。"),
        evidence: Evidence { supporting, opposing },
        rules_version: circumstance.version.clone(),
        as_of: facts.as_of(),
    }
}

/// The whole tree with every value, and whether it is met (`None` = the facts do not say).
fn evaluate(facts: &Facts, subject: Subject, condition: &Condition) -> (Node, Option<bool>) {
    let of_children =
        |conditions: &[Condition]| -> (Vec<Node>, Vec<Option<bool>>) { conditions.iter().map(|c| evaluate(facts, subject, c)).unzip() };
    let (body, met) = match &condition.test {
        Test::Leaf(leaf) => {
            let mut citations = Citations::kept();
            let value = leaf.measure.take(&Probe::new(facts, subject, leaf.window_days), &mut citations);
            let (cited, cited_count, stated) = cite(facts, citations);
            let measured = Measured {
                measure: leaf.measure.code().to_owned(),
                unit: leaf.measure.unit(),
                window: leaf.measure.window(),
                window_days: leaf.window_days,
                value,
                op: leaf.op,
                threshold: leaf.threshold,
                cited,
                cited_count,
                facts: stated,
            };
            (Body::Leaf(measured), leaf.op.holds(value, leaf.threshold))
        }
        Test::Not(inner) => {
            let (node, met) = evaluate(facts, subject, inner);
            (Body::Join { join: Join::Not, children: vec![node] }, met.map(|m| !m))
        }
        Test::All(conditions) => {
            let (children, met) = of_children(conditions);
            (Body::Join { join: Join::All, children }, join(met.into_iter(), false))
        }
        Test::Any(conditions) => {
            let (children, met) = of_children(conditions);
            (Body::Join { join: Join::Any, children }, join(met.into_iter(), true))
        }
    };
    (Node { label: condition.label.clone(), met: met == Some(true), body }, met)
}

fn cite(facts: &Facts, citations: Citations) -> (Vec<Citation>, u64, Vec<String>) {
    let Citations::Kept { filings: mut numbers, deeds } = citations else { return (Vec::new(), 0, Vec::new()) };
    numbers.sort_unstable();
    numbers.dedup();
    let latest = &numbers[numbers.len().saturating_sub(CITED_LIMIT)..];
    let citation = |&n: &u32| Citation { submission_id: facts.filing(n).submission_id, submission_no: facts.submission_no(n).to_owned() };
    let stated = deeds.iter().take(CITED_LIMIT).map(|&at| facts.deed(at).citation.to_string()).collect();
    (latest.iter().map(citation).collect(), numbers.len() as u64, stated)
}
