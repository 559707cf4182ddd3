//! Words and tones for codes: how a state, a clock, an event is told on a page.

use assess::Circumstances;
use casework::clock::{Clock, ClockState, TermId};
use casework::clue::ClueOrigin;
use casework::decision::{DeclineGround, EndGround, EventKind, RulesId};
use casework::matter::{ComplaintState, MatterState, TipoffState};
use jiff::civil::Date;
use law::{Pack, Reached, RuleSet, Threshold};

use crate::view::{self, DueBucket, StateBadge, Tone};

/// `投诉·待受理`.
pub(crate) fn state_badge(state: MatterState) -> StateBadge {
    use ComplaintState as C;
    use TipoffState as T;
    let tone = match state {
        MatterState::Complaint(C::Received) | MatterState::Tipoff(T::Received) => Tone::Info,
        MatterState::Complaint(C::Accepted) | MatterState::Tipoff(T::CaseOpened) => Tone::Warning,
        MatterState::Complaint(C::Settled) => Tone::Good,
        MatterState::Complaint(C::Declined | C::MediationEnded | C::Withdrawn | C::Merged | C::Historical)
        | MatterState::Tipoff(T::NoCase | T::NotCompetent | T::Repeated | T::Merged | T::Historical) => Tone::Neutral,
    };
    StateBadge::new(format!("{}·{}", state.kind().label(), state.label()), tone)
}

/// 分类 with its tone.
pub(crate) const fn triage(class: assess::Triage, reasons: Vec<String>) -> view::TriageView {
    use assess::Triage as T;
    let tone = match class {
        T::PublicInterest => Tone::Good,
        T::Ordinary => Tone::Neutral,
        T::NotForLivingConsumption => Tone::Info,
        T::ImproperGain => Tone::Warning,
        T::Crime => Tone::Danger,
    };
    view::TriageView { label: class.label(), tone, reasons }
}

/// What a term asks for, in the words of the desk.
pub(crate) const fn duty(term: TermId) -> &'static str {
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
pub(crate) fn limit(pack: &Pack, term: TermId, received_on: Date) -> String {
    pack.term(term, received_on)
        .map_or_else(|| "法定期限未载入".to_owned(), |known| format!("{}（{}）", known.length, known.clause.citation))
}

/// Groups of the desk, by calendar days to the due day.
pub(crate) fn bucket(due_on: Date, today: Date) -> DueBucket {
    match days_between(today, due_on) {
        days if days < -7 => DueBucket::SeverelyOverdue,
        days if days < 0 => DueBucket::Overdue,
        0 => DueBucket::Today,
        1..=3 => DueBucket::ThreeDays,
        _ => DueBucket::Later,
    }
}

/// Calendar days from one day to another; negative backwards.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    (to - from).get_days().into()
}

/// One clock as the case page shows it.
pub(crate) fn clock_view(pack: &Pack, clock: &Clock, received_on: Date, today: Date) -> view::ClockView {
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

/// A filing without a matter; imports make none, so this is only said of what was taken apart by hand.
pub(crate) fn no_matter() -> StateBadge {
    StateBadge::new("无事项", Tone::Neutral)
}

/// `市场监督管理投诉举报处理办法（2026年4月15日起）`.
pub(crate) fn rules(rules: Option<&RuleSet>) -> String {
    rules.map_or_else(
        || "收件早于本系统所载的规定".to_owned(),
        |rules| format!("{}（{}年{}月{}日起）", rules.id.label(), rules.from.year(), rules.from.month(), rules.from.day()),
    )
}

/// What was decided, in the words of the act itself.
pub(crate) const fn decision_act(kind: EventKind) -> &'static str {
    use EventKind as K;
    match kind {
        K::Accepted => "受理",
        K::Declined => "不予受理",
        K::Withdrawn => "撤回",
        K::CaseOpened => "立案",
        K::NoCase => "不予立案",
        other => other.label(),
    }
}

/// The ground of a decision of that kind, from its stored code, as the rules of the day of receipt cite it.
/// Ending mediation because the complaint should have been declined names both clauses.
pub(crate) fn ground(pack: &Pack, rules_id: Option<RulesId>, kind: EventKind, code: &str) -> String {
    let rules = rules_id.and_then(|id| pack.rules_by_id(id));
    let decline = |code: &str| {
        let Some(ground) = DeclineGround::from_code(code) else { return code.to_owned() };
        let clause = rules.and_then(|rules| rules.decline_clause(ground));
        clause.map_or_else(|| ground.label().to_owned(), |clause| clause.citation.clone())
    };
    let end = |code: &str| {
        let Some(ground) = EndGround::from_code(code) else { return code.to_owned() };
        let clause = rules.and_then(|rules| rules.end_clause(ground));
        clause.map_or_else(|| ground.label().to_owned(), |clause| clause.citation.clone())
    };
    match (kind, code.split_once('.')) {
        (EventKind::MediationEnded, Some((ended, light))) => format!("{}，{}", end(ended), decline(light)),
        (EventKind::MediationEnded | EventKind::Withdrawn, None) => end(code),
        _ => decline(code),
    }
}

/// How amount and times of a referral stand to the threshold on file: a help for the checklist, no conclusion.
pub(crate) fn threshold(known: &Threshold, amount_fen: i64, times: i64) -> String {
    let amount = casework::values::Money { fen: amount_fen };
    let stands = match known.reached(amount_fen, u16::try_from(times).unwrap_or(u16::MAX)) {
        Reached::Certainly => "已达到追诉标准".to_owned(),
        Reached::ByProvince => {
            format!("在{}元至{}元之间，以本省所定数额为准", known.amount_yuan, known.amount_yuan_upper)
        }
        Reached::No => "未达到追诉标准".to_owned(),
    };
    format!("涉案{amount}元、{}个月内{times}次，{stands}（{}）", known.within_months, known.clause.citation)
}

/// Where a clue comes from, and so with what it is decided.
pub(crate) const fn clue_origin(origin: ClueOrigin) -> &'static str {
    match origin {
        ClueOrigin::Receipt => "随投诉举报一并产生，随举报事项决定",
        ClueOrigin::Complaint => "承办人从投诉中发现",
    }
}

/// The short title of a circumstance; its id when the policy no longer has it.
pub(crate) fn circumstance_title(circumstances: &Circumstances, id: &str) -> String {
    circumstances.get(id).map_or_else(|| id.to_owned(), |known| known.title.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn grounds_are_cited_by_the_rules_of_receipt() {
        let pack = Pack::builtin();
        let cite = |rules, kind, code| ground(&pack, Some(rules), kind, code);
        let declined = cite(RulesId::Order121, EventKind::Declined, "not_for_living_consumption");
        assert_eq!(declined, "《市场监督管理投诉举报处理办法》第十六条第三项");
        let ended = cite(RulesId::Order20, EventKind::MediationEnded, "declinable.over_three_years");
        let o20 = "《市场监督管理投诉举报处理暂行办法》";
        assert_eq!(ended, format!("{o20}第二十一条第一款第六项，{o20}第十五条第四项"));
        // The same code is a ground of both kinds of decision.
        let ended = cite(RulesId::Order121, EventKind::MediationEnded, "other_law");
        assert_eq!(ended, "《市场监督管理投诉举报处理办法》第二十三条第一款第八项");
        assert_eq!(ground(&pack, None, EventKind::Declined, "other_law"), "法律、法规、规章规定的其他情形");
    }

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
