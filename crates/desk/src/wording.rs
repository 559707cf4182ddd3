//! Words and tones for codes: how a state, a clock, an event is told on a page.

use casework::clock::{Clock, ClockState, TermId};
use casework::matter::{ComplaintState, MatterState, TipoffState};
use jiff::civil::Date;
use law::Pack;

use crate::view::{self, DueBucket, StateBadge, Tone};

/// `投诉·待受理`.
pub fn state_badge(state: MatterState) -> StateBadge {
    use ComplaintState as C;
    use TipoffState as T;
    let tone = match state {
        MatterState::Complaint(C::Received) | MatterState::Tipoff(T::Received) => Tone::Info,
        MatterState::Complaint(C::Accepted) | MatterState::Tipoff(T::CaseOpened) => Tone::Warning,
        MatterState::Complaint(C::Settled) => Tone::Good,
        MatterState::Complaint(C::Declined | C::MediationEnded | C::Withdrawn | C::Historical)
        | MatterState::Tipoff(T::NoCase | T::Historical) => Tone::Neutral,
    };
    StateBadge::new(format!("{}·{}", state.kind().label(), state.label()), tone)
}

/// What a term asks for, in the words of the desk.
pub const fn duty(term: TermId) -> &'static str {
    match term {
        TermId::CAcc => "受理或不予受理并告知",
        TermId::CMed => "调解成功或终止调解",
        TermId::CEnd => "将终止调解告知双方",
        TermId::RVer => "核查并决定是否立案",
        TermId::RNote => "将是否立案告知举报人",
        TermId::RCase => "案件作出处理决定",
        other => other.label(),
    }
}

/// `7个工作日（第十五条第一款）`: the term with the place that sets it, for a matter received on that day.
pub fn limit(pack: &Pack, term: TermId, received_on: Date) -> String {
    pack.term(term, received_on)
        .map_or_else(|| "法定期限未载入".to_owned(), |known| format!("{}（{}）", known.length, known.clause.citation))
}

/// Groups of the desk, by calendar days to the due day.
pub fn bucket(due_on: Date, today: Date) -> DueBucket {
    match days_between(today, due_on) {
        days if days < -7 => DueBucket::SeverelyOverdue,
        days if days < 0 => DueBucket::Overdue,
        0 => DueBucket::Today,
        1..=3 => DueBucket::ThreeDays,
        _ => DueBucket::Later,
    }
}

/// Calendar days from one day to another; negative backwards.
pub fn days_between(from: Date, to: Date) -> i64 {
    (to - from).get_days().into()
}

/// One clock as the case page shows it.
pub fn clock_view(pack: &Pack, clock: &Clock, received_on: Date, today: Date) -> view::ClockView {
    let state = match clock.state {
        ClockState::Running if clock.is_past_due(today) => view::ClockState::Overdue,
        ClockState::Running => view::ClockState::Running,
        ClockState::Suspended { .. } => view::ClockState::Suspended,
        ClockState::Met { on } if on > clock.due_on => view::ClockState::MetLate,
        ClockState::Met { .. } => view::ClockState::Met,
        ClockState::Void { .. } => view::ClockState::Void,
    };
    let whole = days_between(clock.started_on, clock.due_on).max(1);
    let until = clock.state.date().unwrap_or(today);
    let elapsed = (days_between(clock.started_on, until) * 100 / whole).clamp(0, 100);
    view::ClockView {
        term: duty(clock.term).to_owned(),
        limit: limit(pack, clock.term, received_on),
        started_on: clock.started_on,
        due_on: clock.due_on,
        provisional: clock.provisional,
        state,
        days_left: (clock.state == ClockState::Running).then(|| days_between(today, clock.due_on)),
        elapsed_percent: u8::try_from(elapsed).unwrap_or(100),
    }
}


#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn buckets_by_calendar_days() {
        let today = date(2026, 5, 12);
        let on = |day| bucket(day, today).code();
        assert_eq!(on(date(2026, 5, 4)), "severe");
        assert_eq!(on(date(2026, 5, 5)), "overdue");
        assert_eq!(on(date(2026, 5, 12)), "today");
        assert_eq!(on(date(2026, 5, 15)), "three_days");
        assert_eq!(on(date(2026, 5, 16)), "later");
    }
}
