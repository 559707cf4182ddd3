//! 期限: the clocks of matters, and of the clues that were found in them.

use casework::clock::{Clock as CaseClock, ClockState, Pause, PauseReason, TermId};
use jiff::civil::Date;

use crate::table::{IN_LIMIT, Read, Table, args, columns_of, insert_all, select, table, tuples};
use crate::value::{Row, Value};
use crate::{Result, StoreError, Tx};

table! {
    /// A clock. `state` and `state_on` are the parts of `casework::clock::ClockState`.
    pub Clock of "clock" {
        id: i64,
        submission_id: i64,
        matter_id: i64,
        /// A clue's own clock: runs on when the matter is closed.
        clue_id: Option<i64>,
        term: TermId,
        started_on: Date,
        due_on: Date,
        provisional: bool,
        state: String,
        state_on: Option<Date>,
        /// `state.is_open()`.
        open: bool,
        /// `appraisal:2026-05-11/2026-05-14;avoidance:2026-05-12/`, see [`Clock::to_case`].
        pauses: String,
        extensions: i64,
        /// A referral's own clock.
        referral_id: Option<i64>,
    }
}

/// What a clock runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    pub submission_id: i64,
    pub matter_id: i64,
    pub clue_id: Option<i64>,
    pub referral_id: Option<i64>,
}

impl Clock {
    /// Whether it runs on the matter itself, not on a clue or a referral that came out of it.
    pub const fn is_of_matter(&self) -> bool {
        self.clue_id.is_none() && self.referral_id.is_none()
    }

    pub fn new(id: i64, owner: Owner, clock: &CaseClock) -> Self {
        Self {
            id,
            submission_id: owner.submission_id,
            matter_id: owner.matter_id,
            clue_id: owner.clue_id,
            term: clock.term,
            started_on: clock.started_on,
            due_on: clock.due_on,
            provisional: clock.provisional,
            state: clock.state.code().to_owned(),
            state_on: clock.state.date(),
            open: clock.state.is_open(),
            pauses: pauses_text(&clock.pauses),
            extensions: i64::from(clock.extensions),
            referral_id: owner.referral_id,
        }
    }

    /// The clock as the casework room speaks of it.
    pub fn to_case(&self) -> Result<CaseClock> {
        let state =
            ClockState::from_parts(&self.state, self.state_on).ok_or(StoreError::Corrupt { what: "an unknown state of a clock" })?;
        Ok(CaseClock {
            term: self.term,
            started_on: self.started_on,
            due_on: self.due_on,
            provisional: self.provisional,
            state,
            pauses: read_pauses(&self.pauses).ok_or(StoreError::Corrupt { what: "unreadable stops of a clock" })?,
            extensions: u8::try_from(self.extensions).map_err(|_| StoreError::Corrupt { what: "too many extensions of a clock" })?,
        })
    }
}

fn pauses_text(pauses: &[Pause]) -> String {
    let stretch = |pause: &Pause| {
        let until = pause.until.map_or_else(String::new, |until| until.to_string());
        format!("{}:{}/{until}", pause.reason.code(), pause.since)
    };
    pauses.iter().map(stretch).collect::<Vec<_>>().join(";")
}

fn read_pauses(text: &str) -> Option<Vec<Pause>> {
    let stretch = |stretch: &str| {
        let (reason, days) = stretch.split_once(':')?;
        let (since, until) = days.split_once('/')?;
        let until = if until.is_empty() { None } else { Some(until.parse().ok()?) };
        Some(Pause { reason: PauseReason::from_code(reason)?, since: since.parse().ok()?, until })
    };
    text.split(';').filter(|stretch| !stretch.is_empty()).map(stretch).collect()
}

/// Ids for that many new clocks; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("clock", count).await
}

/// Writes new clocks. Follow with `owed::refresh`, unless the matter's row of `owed` was written with them.
pub async fn insert_many(tx: &mut Tx, rows: &[Clock]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

/// Changes a clock to what an act made of it. Whether it exists. Follow with `owed::refresh`.
pub async fn update(tx: &mut Tx, id: i64, clock: &CaseClock) -> Result<bool> {
    let changed = tx
        .execute(
            "update clock set started_on = $1, due_on = $2, provisional = $3, state = $4, state_on = $5, open = $6, pauses = $7, \
             extensions = $8 where id = $9",
            args![
                clock.started_on,
                clock.due_on,
                clock.provisional,
                clock.state.code(),
                clock.state.date(),
                clock.state.is_open(),
                pauses_text(&clock.pauses),
                i64::from(clock.extensions),
                id
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// One clock.
pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Clock>> {
    tx.optional(select::<Clock>("where id = $1"), args![id]).await
}

/// All clocks of a matter, its clues' among them, in the order in which they started.
pub async fn of_matter(tx: &mut Tx, matter_id: i64) -> Result<Vec<Clock>> {
    tx.all(select::<Clock>("where matter_id = $1 order by id"), args![matter_id]).await
}

/// All clocks of a filing.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Clock>> {
    tx.all(select::<Clock>("where submission_id = $1 order by id"), args![submission_id]).await
}

/// Open clocks of whole filings after that one, filing by filing, each with the day of receipt of its matter and the day on which its
/// clue was found: to count them again in pages when the law on file changed. About that many, never a part of a filing's, none beyond
/// the filing `until`.
pub async fn open_of_filings_after(tx: &mut Tx, after_submission_id: i64, until: i64, limit: i64) -> Result<Vec<OpenClock>> {
    let ends: Option<(i64,)> = tx
        .optional(
            "select submission_id from clock where open and submission_id > $1 and submission_id <= $2 \
             order by submission_id, matter_id, id limit 1 offset $3",
            args![after_submission_id, until, limit - 1],
        )
        .await?;
    let until = ends.map_or(until, |(submission_id,)| submission_id);
    let sql = format!(
        "select {}, m.received_on, c.found_on, m.org_id, m.officer_id from clock k join matter m on m.id = k.matter_id \
         left join clue c on c.id = k.clue_id where k.open and k.submission_id > $1 and k.submission_id <= $2 \
         order by k.submission_id, k.matter_id, k.id",
        columns_of::<Clock>("k")
    );
    tx.all(sql, args![after_submission_id, until]).await
}

/// A clock whose act is still owed, what chooses its law, and who is concerned.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenClock {
    pub clock: Clock,
    pub received_on: Date,
    /// Of the clue that it runs on.
    pub found_on: Option<Date>,
    pub org_id: i64,
    pub officer_id: Option<i64>,
}

impl Read for OpenClock {
    fn read(row: &Row) -> Result<Self> {
        let at = <Clock as Table>::COLUMNS.len();
        Ok(Self {
            clock: Clock::read(row)?,
            received_on: row.get(at)?,
            found_on: row.get(at + 1)?,
            org_id: row.get(at + 2)?,
            officer_id: row.get(at + 3)?,
        })
    }
}

/// The filing up to which about half of the open clocks are.
pub async fn middle_filing(tx: &mut Tx) -> Result<i64> {
    let (open,): (i64,) = tx.one("select count(*) from clock where open", &[]).await?;
    let middle: Option<(i64,)> = tx
        .optional("select submission_id from clock where open order by submission_id, matter_id, id limit 1 offset $1", args![open / 2])
        .await?;
    Ok(middle.map_or(0, |(submission_id,)| submission_id))
}

/// A clock as it was counted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub clock_id: i64,
    pub due_on: Date,
    pub provisional: bool,
    /// The last day before, where it moved.
    pub former: Option<Date>,
}

/// Gives many clocks their last days at once. Follow with `owed::set_days`.
pub async fn set_due_days(tx: &mut Tx, recount_id: i64, counted: &[Counted]) -> Result<()> {
    const COLUMNS: usize = 4;
    let takes_bulk = tx.dialect().takes_bulk;
    let size = if takes_bulk { counted.len().max(1) } else { IN_LIMIT / 2 };
    for chunk in counted.chunks(size) {
        let mut values = Vec::with_capacity(chunk.len() * COLUMNS);
        for row in chunk {
            let former = row.former.map(|day| day.to_string());
            values.extend([
                Value::Int(Some(row.clock_id)),
                Value::Owned(Some(row.due_on.to_string())),
                Value::Bool(Some(row.provisional)),
                Value::Owned(former),
            ]);
        }
        let rows = if takes_bulk {
            "unnest($1::bigint[], $2::text[], $3::boolean[], $4::text[]) as v (column1, column2, column3, column4)".to_owned()
        } else {
            format!("(values {}) as v", tuples(tx.dialect(), chunk.len(), COLUMNS))
        };
        // Databases call the columns of a list of values column1, column2…
        let sql = format!(
            "with counted as (select * from {rows}) update clock set due_on = counted.column2, provisional = counted.column3, \
             former_due_on = coalesce(counted.column4, clock.former_due_on), \
             recount_id = case when counted.column4 is null then clock.recount_id else {recount_id} end \
             from counted where clock.id = counted.column1"
        );
        if takes_bulk {
            tx.execute_arrays(sql, &values, COLUMNS).await?;
        } else {
            tx.execute_built(sql, &values).await?;
        }
    }
    Ok(())
}
