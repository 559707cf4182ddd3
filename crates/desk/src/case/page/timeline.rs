//! The timeline: what happened to the filing and who looked at its clear values, latest first.

use casework::clock::TermId;
use casework::codes::{MatterKind, Protection};
use casework::decision::EventKind;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Reader;
use crate::case::fields;
use crate::reveal::REVEAL;
use crate::view::{TimelineEntry, Tone};
use crate::{DeskError, time, wording};

pub(super) fn entries(reader: &Reader<'_>) -> Result<Vec<TimelineEntry>, DeskError> {
    let record = reader.record;
    let mut entries: Vec<(Timestamp, TimelineEntry)> = Vec::with_capacity(record.events.len() + record.looks.len());
    for event in &record.events {
        entries.push((event.at, of_event(reader, event)?));
    }
    entries.extend(record.looks.iter().map(|look| (look.at, of_look(reader, look))));
    // Lines of one second stay in the order in which they were written, latest first.
    entries.reverse();
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(entries.into_iter().map(|(_, entry)| entry).collect())
}

fn of_event(reader: &Reader<'_>, event: &store::event::Event) -> Result<TimelineEntry, DeskError> {
    let record = reader.record;
    // A detail that cannot be read might hide that a term was missed.
    let detail: Map<String, Value> = serde_json::from_str(&event.detail).map_err(|_| DeskError::Fault("办理经过无法读回".into()))?;
    let late = terms(&detail);
    let matter = record.matters.iter().find(|matter| Some(matter.id) == event.matter_id);
    let mut parts: Vec<String> = Vec::new();
    if let (Some(ground), Some(matter)) = (detail.get("ground").and_then(Value::as_str), matter) {
        parts.push(wording::ground(reader.desk.law(), matter.rules_id, event.kind, ground));
    }
    let away = detail.get("stood_in_for").and_then(Value::as_i64);
    parts.extend(away.map(|id| format!("代理{}", record.name_of(Some(id)))));
    parts.extend(detail.get("assigned_to").and_then(Value::as_i64).map(|id| record.name_of(Some(id)).to_owned()));
    let flag = detail.get("protection").and_then(Value::as_str).and_then(Protection::from_code);
    parts.extend(flag.map(|flag| flag.label().to_owned()));
    let circumstance = detail.get("circumstance").and_then(Value::as_str);
    parts.extend(circumstance.map(|id| wording::circumstance_title(reader.desk.circumstances(), id)));
    parts.extend(detail.get("answer").and_then(Value::as_str).map(|answer| fields::shown("answer", answer)));
    parts.extend(detail.get("note").and_then(Value::as_str).map(str::to_owned));
    parts.extend(record.paper_of(event.decision_id));
    if !late.is_empty() {
        let terms: Vec<&str> = late.iter().map(|term| term.label()).collect();
        parts.push(format!("已超过期限：{}", terms.join("、")));
    }
    Ok(TimelineEntry {
        at: time::shown(event.at),
        who: record.name_of(event.account_id).to_owned(),
        what: what(reader, event.kind, matter.map(|matter| matter.kind)),
        detail: (!parts.is_empty()).then(|| parts.join("；")),
        tone: if late.is_empty() { tone(event.kind) } else { Tone::Danger },
    })
}

/// The event in words; where a filing holds two matters, a word that fits both says which it was.
fn what(reader: &Reader<'_>, kind: EventKind, matter: Option<MatterKind>) -> String {
    use EventKind as K;
    let fits_both = matches!(kind, K::Assigned | K::Told | K::Routed | K::GivenBack | K::Merged | K::Unmerged | K::Archived | K::Claimed);
    let is_ambiguous = fits_both && reader.record.matters.len() > 1;
    match matter {
        Some(matter) if is_ambiguous => format!("{}（{}）", kind.label(), matter.label()),
        _ => kind.label().to_owned(),
    }
}

fn terms(detail: &Map<String, Value>) -> Vec<TermId> {
    let codes = detail.get("late").and_then(Value::as_array);
    codes.into_iter().flatten().filter_map(|code| TermId::from_code(code.as_str()?)).collect()
}

const fn tone(kind: EventKind) -> Tone {
    use EventKind as K;
    match kind {
        K::Received | K::Accepted | K::Settled | K::IdentityShown | K::Archived | K::PoliceFiled | K::ReconsiderationFiled => Tone::Good,
        K::Protected | K::ProtectionLifted | K::FindingMade | K::CaseOpened | K::ClueFiled | K::ClueRaised => Tone::Warning,
        K::ReferralProposed | K::ReferralApproved | K::ReferralSent | K::Challenged | K::IdentityFailed | K::Reminded => Tone::Warning,
        K::Declined | K::MediationEnded | K::Withdrawn | K::NoCase | K::ClueNotFiled | K::NotCompetent | K::Repeated => Tone::Neutral,
        K::ReferralRefused | K::ReferralClosed | K::PoliceNotFiled | K::ReconsiderationDenied => Tone::Neutral,
        _ => Tone::Info,
    }
}

fn of_look(reader: &Reader<'_>, look: &store::access::AccessRecord) -> TimelineEntry {
    let is_reveal = look.kind == REVEAL;
    let class = look.field_class.map_or("个人信息", casework::codes::FieldClass::label);
    TimelineEntry {
        at: time::shown(look.at),
        who: reader.record.name_of(look.account_id).to_owned(),
        what: if is_reveal { format!("查看{class}") } else { look.purpose.clone() },
        detail: is_reveal.then(|| format!("用途：{}", look.purpose)),
        tone: if is_reveal { Tone::Warning } else { Tone::Info },
    }
}
