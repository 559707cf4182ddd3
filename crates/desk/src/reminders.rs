//! 提醒: each officer is told of each term by stage, once a stage and last day; where nobody is in charge, the unit is told. So nothing
//! runs out without a notice (design invariant 1). What a new work calendar moved is told in one notice for each count and reader. The same
//! notices leave by e-mail or webhook.

use std::collections::BTreeMap;

use casework::codes::Role;
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::Tx;
use store::recount::{Moved, Notice};
use store::reminder::{Due, Note, Reminder};

use crate::view::{RecountNotice, RecountPage, RecountRow, ReminderView, Reminders};
use crate::{Actor, Desk, DeskError, Permission, random, time, wording};

/// Clocks looked at in one transaction.
const PAGE: i64 = 2_000;
/// Notices that a page shows.
const SHOWN: i64 = 30;
/// Terms on one page of what a count moved.
const LISTED: i64 = 100;

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
}

impl Stage {
    pub const ALL: &'static [Self] = &[Self::Half, Self::ThreeDays, Self::OneDay, Self::Today, Self::Overdue, Self::Urged];

    /// The stable code kept in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Half => "half",
            Self::ThreeDays => "three_days",
            Self::OneDay => "one_day",
            Self::Today => "today",
            Self::Overdue => "overdue",
            Self::Urged => "urged",
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
#[crate::boxed]
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
        org_id: due.org_id,
        account_id: due.officer_id,
        made_at: now,
        seen_at: None,
        sent_at: None,
    }
}

/// What this person has not seen: their own, and for those who share work out, what nobody is in charge of.
#[crate::boxed]
pub async fn load(desk: &Desk, actor: &Actor) -> Result<Reminders, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store_of(actor).read().await?;
    let mut notes = store::reminder::unseen_of(&mut tx, actor.account_id, SHOWN).await?;
    if actor.may(Permission::Assign) {
        notes.extend(store::reminder::unseen_of_orgs(&mut tx, &actor.org_scope, SHOWN).await?);
    }
    let recounts = recounts_of(&mut tx, actor).await?;
    drop(tx);
    let of_one = |notices: &[Notice]| RecountNotice {
        recount_id: notices[0].recount_id,
        moved: notices.iter().map(|notice| notice.moved).sum(),
        earlier: notices.iter().map(|notice| notice.earlier).sum(),
    };
    let recounts = recounts.chunk_by(|a, b| a.recount_id == b.recount_id).map(of_one).collect();
    Ok(Reminders { rows: notes.iter().map(view).collect(), recounts })
}

/// Counts of which this person has not seen what moved, count by count.
async fn recounts_of(tx: &mut Tx, actor: &Actor) -> Result<Vec<Notice>, DeskError> {
    let mut notices = store::recount::unseen_of(tx, actor.account_id).await?;
    if actor.may(Permission::Assign) {
        notices.extend(store::recount::unseen_of_orgs(tx, &actor.org_scope).await?);
        notices.sort_by_key(|notice| notice.recount_id);
    }
    Ok(notices)
}

/// What a count of all terms moved for this person, on one page of the list, from 1.
#[crate::boxed]
pub async fn recounted(desk: &Desk, actor: &Actor, recount_id: i64, page: u32) -> Result<RecountPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let units = if actor.may(Permission::Assign) { actor.org_scope.as_slice() } else { &[] };
    let page = i64::from(page.max(1));
    let mut tx = desk.store_of(actor).read().await?;
    let recount = store::recount::get(&mut tx, recount_id).await?.ok_or(DeskError::NotFound)?;
    let mut moved = store::recount::moved_of(&mut tx, recount_id, actor.account_id, units, (page - 1) * LISTED, LISTED + 1).await?;
    drop(tx);
    let has_more = moved.len() > LISTED as usize;
    moved.truncate(LISTED as usize);
    let row = |moved: Moved| RecountRow {
        submission_id: moved.submission_id,
        submission_no: moved.submission_no,
        operator: moved.operator_name,
        what: format!("{}·{}", moved.kind.label(), wording::duty(moved.term)),
        former: moved.former_due_on,
        due: moved.due_on,
        provisional: moved.provisional,
    };
    Ok(RecountPage {
        recount_id,
        made_at: time::shown(recount.made_at),
        page,
        next: has_more.then_some(page + 1),
        rows: moved.into_iter().map(row).collect(),
    })
}

fn view(note: &Note) -> ReminderView {
    let stage = Stage::from_code(&note.stage);
    ReminderView {
        reminder_id: note.id,
        submission_id: note.submission_id,
        submission_no: note.submission_no.clone(),
        operator: note.operator_name.clone(),
        what: format!("{}·{}", note.kind.label(), wording::duty(note.term)),
        stage: stage.map_or(note.stage.clone(), |stage| stage.label().to_owned()),
        due: format!("{}到期", note.due_on),
        is_urgent: matches!(stage, Some(Stage::Overdue | Stage::Today | Stage::Urged)),
    }
}

/// Puts away what the person has read, notices and counts: only what [`load`] shows them.
#[crate::boxed]
pub async fn mark_seen(desk: &Desk, actor: &Actor, ids: &[i64], recounts: &[i64], now: Timestamp) -> Result<(), DeskError> {
    let shown: Vec<i64> = load(desk, actor).await?.rows.iter().map(|row| row.reminder_id).filter(|id| ids.contains(id)).collect();
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        for notice in recounts_of(tx, actor).await?.iter().filter(|notice| recounts.contains(&notice.recount_id)) {
            store::recount::mark_seen(tx, notice, now).await?;
        }
        Ok(store::reminder::mark_seen(tx, &shown, now).await?)
    })
}

/// One message: everything that one person is to be told. It names filings by number only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Login of the officer; several where a unit is told.
    pub to: Vec<String>,
    pub subject: String,
    pub lines: Vec<String>,
    /// To be marked as sent together.
    pub told: Told,
    /// Of these notices and no others: a message that is sent again has the key that it had, so that the receiver can drop it.
    pub key: String,
}

/// What a message tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// These notices.
    Terms(Vec<i64>),
    /// What a count moved.
    Recount(Notice),
}

impl Told {
    /// How many notices.
    pub const fn count(&self) -> usize {
        match self {
            Self::Terms(ids) => ids.len(),
            Self::Recount(_) => 1,
        }
    }

    fn key(&self) -> String {
        let mut sha = Sha256::new();
        match self {
            Self::Terms(ids) => ids.iter().for_each(|id| sha.update(id.to_be_bytes())),
            Self::Recount(of) => {
                sha.update(format!("recount {} {} {} {}", of.recount_id, of.org_id, of.account_id.unwrap_or(0), of.moved));
            }
        }
        random::hex(&sha.finalize()[..16])
    }
}

/// Messages of one look at what has not left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbox {
    pub messages: Vec<Message>,
    /// Where to look on; nothing when everything was seen.
    pub last_id: Option<i64>,
}

/// What has not left yet beyond that notice, one message a person and round in which notices were made: what a kill left half-sent comes
/// again as it was, whatever was noticed since. A bounded number at a time; counts come with the first.
#[crate::boxed]
pub async fn outbox(desk: &Desk, after_id: i64) -> Result<Outbox, DeskError> {
    const BATCH: i64 = 500;
    let mut tx = desk.store().read().await?;
    let notes = store::reminder::unsent(&mut tx, after_id, BATCH).await?;
    let recounts = if after_id == 0 { store::recount::unsent(&mut tx).await? } else { Vec::new() };
    let accounts = store::account::all(&mut tx).await?;
    drop(tx);
    let mut by_reader: BTreeMap<(Timestamp, Option<i64>, i64), Vec<&Note>> = BTreeMap::new();
    for note in &notes {
        let org_id = if note.account_id.is_some() { 0 } else { note.org_id };
        by_reader.entry((note.made_at, note.account_id, org_id)).or_default().push(note);
    }
    let readers = |officer: Option<i64>, org_id: i64| -> Vec<String> {
        let reads = |account: &&store::account::Account| match officer {
            Some(id) => account.id == id,
            None => account.org_id == org_id && matches!(account.role, Role::Head | Role::Clerk) && !account.disabled,
        };
        accounts.iter().filter(reads).map(|account| account.login.clone()).collect()
    };
    let message = |to: Vec<String>, subject: String, lines: Vec<String>, told: Told| Message { to, subject, lines, key: told.key(), told };
    let of_recount = |of: &Notice| {
        let lines = vec![format!("其中{}项比原来提前。清单见工作台的提醒。", of.earlier)];
        let subject = format!("明鉴：{}项期限因工作日历更新重新计算", of.moved);
        message(readers(of.account_id, of.org_id), subject, lines, Told::Recount(*of))
    };
    let of_terms = |(&(_, officer, org_id), notes): (&(Timestamp, Option<i64>, i64), &Vec<&Note>)| {
        let told = Told::Terms(notes.iter().map(|note| note.id).collect());
        let lines = notes.iter().map(|note| line(note)).collect();
        message(readers(officer, org_id), format!("明鉴：{}项期限提醒", notes.len()), lines, told)
    };
    let messages = recounts.iter().map(of_recount).chain(by_reader.iter().map(of_terms)).collect();
    Ok(Outbox { messages, last_id: notes.last().map(|note| note.id) })
}

fn line(note: &Note) -> String {
    let shown = view(note);
    format!("{} {} {} {}", shown.stage, shown.submission_no, shown.what, shown.due)
}

/// Notes that a message has left.
#[crate::boxed]
pub async fn mark_sent(desk: &Desk, told: &Told, now: Timestamp) -> Result<(), DeskError> {
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        match told {
            Told::Terms(ids) => Ok(store::reminder::mark_sent(tx, ids, now).await?),
            Told::Recount(notice) => Ok(store::recount::mark_sent(tx, notice, now).await?),
        }
    })
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
