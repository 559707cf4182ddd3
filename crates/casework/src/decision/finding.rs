//! 承办人认定 and 反馈 on findings, as lines of the timeline: an officer says by name what no condition tells, or what a
//! finding was worth. Neither moves the matter.

use jiff::civil::Date;

use crate::decision::{CaseEvent, EventKind, Officer, Reason};

/// A circumstance that an officer found by themselves.
pub fn make_finding(officer: &Officer, circumstance: &str, reason: &Reason, on: Date) -> CaseEvent {
    event(EventKind::FindingMade, officer, circumstance, reason, on)
}

/// What a finding proved to be worth; `answer` is the code of it.
pub fn judge_finding(officer: &Officer, circumstance: &str, answer: &'static str, reason: &Reason, on: Date) -> CaseEvent {
    CaseEvent { answer: Some(answer), ..event(EventKind::FindingJudged, officer, circumstance, reason, on) }
}

fn event(kind: EventKind, officer: &Officer, circumstance: &str, reason: &Reason, on: Date) -> CaseEvent {
    CaseEvent { circumstance: Some(circumstance.to_owned()), reason: Some(reason.clone()), ..CaseEvent::by(kind, officer, on) }
}
