//! 吹哨人 and 公益 flags: they block every adverse act about the matter until a named officer lifts them with a reason (invariant 5).

use jiff::civil::Date;

use crate::codes::Protection;
use crate::decision::{CaseEvent, EventKind, Officer, Reason, Refusal};
use crate::matter::Matter;

/// Raises a flag. Raising one that stands already is no fault; a second event tells of it.
pub fn protect(flag: Protection, officer: &Officer, reason: &Reason, on: Date) -> CaseEvent {
    event(EventKind::Protected, flag, officer, reason, on)
}

/// Lifts a flag that stands.
pub fn lift_protection(matter: &Matter, flag: Protection, officer: &Officer, reason: &Reason, on: Date) -> Result<CaseEvent, Refusal> {
    if !matter.protections.contains(&flag) {
        return Err(Refusal::NotProtected { flag });
    }
    Ok(event(EventKind::ProtectionLifted, flag, officer, reason, on))
}

fn event(kind: EventKind, flag: Protection, officer: &Officer, reason: &Reason, on: Date) -> CaseEvent {
    CaseEvent { protection: Some(flag), reason: Some(reason.clone()), ..CaseEvent::by(kind, officer, on) }
}
