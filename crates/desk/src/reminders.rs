//! 提醒: each officer is told of each term by stage, once a stage and last day; where nobody is in charge, the unit is told. So nothing
//! runs out without a notice (design invariant 1). The same notices leave by e-mail or webhook.

use std::collections::BTreeMap;

use casework::codes::Role;
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::reminder::{Due, Note, Reminder};

use crate::view::{ReminderView, Reminders};
use crate::{Actor, Desk, DeskError, Permission, random, time, wording};

/// Clocks looked at in one transaction.
const PAGE: i64 = 2_000;
/// Notices that a page shows.
const SHOWN: i64 = 30;

/// How far a term has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Half,
    ThreeDays,
    OneDay,
    Today,
    Overdue,
    /// 催办 by a person.
    Urged,
    /// A new work calendar moved the last day.
    Recounted,
}

impl Stage {
    pub const ALL: &'static [Self] = &[Self::Half, Self::ThreeDays, Self::OneDay, Self::Today, Self::Overdue, Self::Urged, Self::Recounted];

    /// The stable code kept in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Half => "half",
            Self::ThreeDays => "three_days",
            Self::OneDay => "one_day",
            Self::Today => "today",
            Self::Overdue => "overdue",
            Self::Urged => "urged",
            Self::Recounted => "recounted",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Half => "期限过半",
            Self::ThreeDays => "还剩三日",
            Self::OneDay => "明日到期",
            Self::Today => "今日到期",
            Self::Overdue => "已超期",
            Self::Urged => "催办",
            Self::Recounted => "期限重新计算",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|stage| stage.code() == code)
    }

    /// The latest stage that a term has reached on that day.
    pub fn reached(started_on: Date, due_on: Date, today: Date) -> Option<Self> {
        let left = wording::days_between(today, due_on);
        let whole = wording::days_between(started_on, due_on);
        match left {
            days if days < 0 => Some(Self::Overdue),
            0 => Some(Self::Today),
            1 => Some(Self::OneDay),
            2 | 3 => Some(Self::ThreeDays),
            days if days * 2 <= whole => Some(Self::Half),
            _ => None,
        }
    }
}

/// Makes the notices that have come due; how many were made. Done again it makes none: a stage is told once for each last day.
pub async fn run(desk: &Desk, now: Timestamp) -> Result<u64, DeskError> {
    let today = time::local_date(now);
    let (mut made, mut after) = (0, 0);
    loop {
        let seen = after;
        let page = store::transact!(desk.store(), async |tx| -> Result<Option<(i64, u64)>, DeskError> {
            let clocks = store::reminder::running_after(tx, seen, PAGE).await?;
            let Some(last) = clocks.last().map(|due| due.clock_id) else { return Ok(None) };
            let owed: Vec<(&Due, Stage)> = clocks
                .iter()
                .filter_map(|due| Some((due, Stage::reached(due.started_on, due.due_on, today)?)))
                .filter(|(due, stage)| !due.made.iter().any(|made| made == stage.code()))
                .collect();
            let first = store::reminder::reserve(tx, owed.len()).await?;
            let rows: Vec<Reminder> = owed.iter().zip(first..).map(|((due, stage), id)| reminder(id, due, *stage, now)).collect();
            Ok(Some((last, store::reminder::insert_new(tx, &rows).await?)))
        })?;
        let Some((last, new)) = page else { return Ok(made) };
        after = last;
        made += new;
    }
}

fn reminder(id: i64, due: &Due, stage: Stage, now: Timestamp) -> Reminder {
    Reminder {
        id,
        clock_id: due.clock_id,
        matter_id: due.matter_id,
        submission_id: due.submission_id,
        stage: stage.code().to_owned(),
        due_on: due.due_on,
        former_due_on: None,
        org_id: due.org_id,
        account_id: due.officer_id,
        made_at: now,
        seen_at: None,
        sent_at: None,
    }
}

/// What this person has not seen: their own, and for those who share work out, what nobody is in charge of.
pub async fn load(desk: &Desk, actor: &Actor) -> Result<Reminders, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store_of(actor).read().await?;
    let mut notes = store::reminder::unseen_of(&mut tx, actor.account_id, SHOWN).await?;
    if actor.may(Permission::Assign) {
        notes.extend(store::reminder::unseen_of_orgs(&mut tx, &actor.org_scope, SHOWN).await?);
    }
    drop(tx);
    Ok(Reminders { rows: notes.iter().map(view).collect() })
}

fn view(note: &Note) -> ReminderView {
    let stage = Stage::from_code(&note.stage);
    let former = note.former_due_on.map(|day| format!("，原为{day}"));
    ReminderView {
        reminder_id: note.id,
        submission_id: note.submission_id,
        submission_no: note.submission_no.clone(),
        operator: note.operator_name.clone(),
        what: format!("{}·{}", note.kind.label(), wording::duty(note.term)),
        stage: stage.map_or(note.stage.clone(), |stage| stage.label().to_owned()),
        due: format!("{}到期{}", note.due_on, former.unwrap_or_default()),
        is_urgent: matches!(stage, Some(Stage::Overdue | Stage::Today | Stage::Urged)),
    }
}

/// Puts away what the person has read: only what [`load`] shows them.
pub async fn mark_seen(desk: &Desk, actor: &Actor, ids: &[i64], now: Timestamp) -> Result<(), DeskError> {
    let shown: Vec<i64> = load(desk, actor).await?.rows.iter().map(|row| row.reminder_id).filter(|id| ids.contains(id)).collect();
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> { Ok(store::reminder::mark_seen(tx, &shown, now).await?) })
}

/// One message: everything that one person is to be told. It names filings by number only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Login of the officer; several where a unit is told.
    pub to: Vec<String>,
    pub subject: String,
    pub lines: Vec<String>,
    /// To be marked as sent together.
    pub ids: Vec<i64>,
    /// Of these notices and no others: a message that is sent again has the key that it had, so that the receiver can drop it.
    pub key: String,
}

/// Messages of one look at what has not left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbox {
    pub messages: Vec<Message>,
    /// Where to look on; nothing when everything was seen.
    pub last_id: Option<i64>,
}

/// What has not left yet beyond that notice, one message a person and round in which notices were made: what a kill left half-sent comes
/// again as it was, whatever was noticed since. A bounded number at a time.
pub async fn outbox(desk: &Desk, after_id: i64) -> Result<Outbox, DeskError> {
    const BATCH: i64 = 500;
    let mut tx = desk.store().read().await?;
    let notes = store::reminder::unsent(&mut tx, after_id, BATCH).await?;
    let accounts = store::account::all(&mut tx).await?;
    drop(tx);
    let mut by_reader: BTreeMap<(Timestamp, Option<i64>, i64), Vec<&Note>> = BTreeMap::new();
    for note in &notes {
        let org_id = if note.account_id.is_some() { 0 } else { note.org_id };
        by_reader.entry((note.made_at, note.account_id, org_id)).or_default().push(note);
    }
    let reader = |account: &&store::account::Account, (_, officer, org_id): (Timestamp, Option<i64>, i64)| match officer {
        Some(id) => account.id == id,
        None => account.org_id == org_id && matches!(account.role, Role::Head | Role::Clerk) && !account.disabled,
    };
    let message = |(key, notes): (&(Timestamp, Option<i64>, i64), &Vec<&Note>)| Message {
        to: accounts.iter().filter(|account| reader(account, *key)).map(|account| account.login.clone()).collect(),
        subject: format!("明鉴：{}项期限提醒", notes.len()),
        lines: notes.iter().map(|note| line(note)).collect(),
        ids: notes.iter().map(|note| note.id).collect(),
        key: key_of(notes),
    };
    Ok(Outbox { messages: by_reader.iter().map(message).collect(), last_id: notes.last().map(|note| note.id) })
}

fn key_of(notes: &[&Note]) -> String {
    let mut sha = Sha256::new();
    notes.iter().for_each(|note| sha.update(note.id.to_be_bytes()));
    random::hex(&sha.finalize()[..16])
}

fn line(note: &Note) -> String {
    let shown = view(note);
    format!("{} {} {} {}", shown.stage, shown.submission_no, shown.what, shown.due)
}

/// Notes that a message has left.
pub async fn mark_sent(desk: &Desk, ids: &[i64], now: Timestamp) -> Result<(), DeskError> {
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> { Ok(store::reminder::mark_sent(tx, ids, now).await?) })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_term_is_told_by_stage() {
        let on = |today| Stage::reached(date(2026, 5, 11), date(2026, 5, 20), today).map(Stage::code);
        assert_eq!(on(date(2026, 5, 14)), None);
        assert_eq!(on(date(2026, 5, 16)), Some("half"));
        assert_eq!(on(date(2026, 5, 17)), Some("three_days"));
        assert_eq!(on(date(2026, 5, 19)), Some("one_day"));
        assert_eq!(on(date(2026, 5, 20)), Some("today"));
        assert_eq!(on(date(2026, 5, 21)), Some("overdue"));
        for &stage in Stage::ALL {
            assert_eq!(Stage::from_code(stage.code()), Some(stage));
        }
    }
}
