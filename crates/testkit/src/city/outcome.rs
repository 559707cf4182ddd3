//! How a filing ends, as the sending system reports it; recent ones have not ended yet.

use casework::codes::{Outcome, SubmissionKind, Verification};
use jiff::civil::Date;

use super::calendar::plus;
use super::dice::Dice;

/// What becomes of a filing if it had time enough.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// As with most people; whether a tip-off is true depends on the trader.
    Usual { careless: bool },
    /// Settled with a punitive award, this often in a hundred.
    Awarded { percent: u8 },
    /// A tip-off that is found true, mostly.
    MostlyTrue,
    /// A tip-off that is found untrue.
    Untrue,
    /// Declined or broken off: nobody pays.
    Empty,
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Reported {
    pub(crate) outcome: Option<Outcome>,
    pub(crate) closed_on: Option<Date>,
    pub(crate) award_fen: Option<i64>,
    pub(crate) punitive: Option<bool>,
    pub(crate) verification: Option<Verification>,
}

/// The state of knowledge on the day before `today`: accepted or declined within seven working days, but for one in
/// twelve; mediated within two months; a tip-off verified in about three weeks.
pub(crate) fn report(dice: &mut Dice, kind: SubmissionKind, fate: Fate, received: Date, today: Date, sums: (i64, Option<i64>)) -> Reported {
    let yesterday = plus(today, -1);
    let is_late = dice.percent(8.0);
    let first_step = plus(received, if is_late { dice.between(10, 40) } else { dice.between(2, 9) });
    let verified_on = plus(received, if is_late { dice.between(22, 45) } else { dice.between(7, 21) });
    if kind == SubmissionKind::Tipoff {
        return if verified_on > yesterday { Reported::default() } else { verified(dice, fate, verified_on) };
    }
    if first_step > yesterday {
        return Reported::default();
    }
    let verification =
        if kind == SubmissionKind::Both && verified_on <= yesterday { verified(dice, fate, verified_on).verification } else { None };
    let declines = match fate {
        Fate::Usual { .. } | Fate::MostlyTrue => 7.0,
        Fate::Awarded { .. } => 6.0,
        Fate::Untrue | Fate::Empty => 30.0,
    };
    if dice.percent(declines) {
        return Reported { outcome: Some(Outcome::Declined), closed_on: Some(first_step), verification, ..Reported::default() };
    }
    let ended_on = plus(first_step, if dice.percent(3.0) { dice.between(55, 95) } else { dice.between(4, 50) });
    if ended_on > yesterday {
        return Reported { outcome: Some(Outcome::Accepted), verification, ..Reported::default() };
    }
    mediated(dice, fate, ended_on, verification, sums)
}

fn mediated(
    dice: &mut Dice,
    fate: Fate,
    ended_on: Date,
    verification: Option<Verification>,
    (paid_fen, claim_fen): (i64, Option<i64>),
) -> Reported {
    let closed = |outcome| Reported { outcome: Some(outcome), closed_on: Some(ended_on), verification, ..Reported::default() };
    match fate {
        Fate::Awarded { percent } if dice.percent(f64::from(percent)) => {
            // Traders settle for a part of what is asked.
            let award_fen = claim_fen.unwrap_or(paid_fen * 3).max(paid_fen) * dice.between(30, 100) / 100;
            Reported { award_fen: Some(award_fen), punitive: Some(true), ..closed(Outcome::Settled) }
        }
        Fate::Awarded { .. } | Fate::Empty | Fate::Untrue => {
            closed(dice.weighted(&[(40, Outcome::NotSettled), (35, Outcome::MediationEnded), (25, Outcome::Withdrawn)]))
        }
        Fate::Usual { .. } | Fate::MostlyTrue => {
            let outcome = dice.weighted(&[
                (58, Outcome::Settled),
                (15, Outcome::NotSettled),
                (11, Outcome::MediationEnded),
                (16, Outcome::Withdrawn),
            ]);
            if outcome != Outcome::Settled || !dice.percent(70.0) {
                return closed(outcome);
            }
            let is_punitive = dice.percent(2.0);
            let award_fen = if is_punitive { paid_fen * 3 } else { paid_fen * dice.between(40, 100) / 100 };
            Reported { award_fen: Some(award_fen), punitive: Some(is_punitive), ..closed(outcome) }
        }
    }
}

fn verified(dice: &mut Dice, fate: Fate, on: Date) -> Reported {
    use Verification::{Partly, True, Untrue, Unverifiable};
    let verification = dice.weighted(match fate {
        Fate::MostlyTrue => &[(72, True), (16, Partly), (5, Untrue), (7, Unverifiable)],
        Fate::Usual { careless: true } => &[(55, True), (20, Partly), (12, Untrue), (13, Unverifiable)],
        Fate::Usual { careless: false } => &[(30, True), (20, Partly), (28, Untrue), (22, Unverifiable)],
        Fate::Awarded { .. } => &[(45, True), (25, Partly), (20, Untrue), (10, Unverifiable)],
        Fate::Untrue => &[(0, True), (2, Partly), (94, Untrue), (4, Unverifiable)],
        Fate::Empty => &[(4, True), (10, Partly), (66, Untrue), (20, Unverifiable)],
    });
    let files_case = match verification {
        True => dice.percent(82.0),
        Partly => dice.percent(35.0),
        Untrue | Unverifiable => false,
    };
    let outcome = if files_case { Outcome::CaseOpened } else { Outcome::NoCase };
    Reported { outcome: Some(outcome), closed_on: Some(on), verification: Some(verification), ..Reported::default() }
}
