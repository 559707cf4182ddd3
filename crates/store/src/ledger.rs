//! The transparency log: every act is an entry, made in the transaction of the act by the function that writes its row.
//!
//! An entry commits to the row as it is now. What outsiders read (tiles, checkpoints) holds commitments only; act and salt
//! stand in `ledger_entry`. Entries get their place in the tree from [`integrate`], one sequencer after commit: a tree that
//! every act had to touch would make them all wait for one another.

mod audit;
mod covered;
mod integrate;

pub use audit::audit;
pub(crate) use covered::note;
pub use covered::{COVERED, Difference, cover, differences};
pub use integrate::{Grown, integrate, latest_checkpoint};

use ::ledger::{Content, SALT_BYTES, commit};
use jiff::Timestamp;

use crate::table::{Table, args, in_list, insert_all, select, table};
use crate::value::Value;
use crate::{Result, Tx};

table! {
    /// An entry with what it commits to.
    pub Entry of "ledger_entry" {
        commitment: Vec<u8>,
        salt: Vec<u8>,
        /// When, as far as the act's row says so.
        at: Option<Timestamp>,
        /// What was done, such as `decision.declined`.
        kind: String,
        account_id: Option<i64>,
        /// Table of the row.
        subject: String,
        /// Its key.
        subject_key: String,
        /// From 1: which entry about this row it is. Entries of one second get their places in the tree in any order.
        version: i64,
        /// Digest of the row.
        content: Vec<u8>,
        /// Its place in the tree; nothing until it was integrated.
        seq: Option<i64>,
    }
}

table! {
    /// A tile or, at level −1, an entry bundle.
    pub Tile of "ledger_tile" {
        level: i64,
        idx: i64,
        width: i64,
        bytes: Vec<u8>,
    }
}

table! {
    /// What the log signed.
    pub Checkpoint of "ledger_checkpoint" {
        size: i64,
        /// Roots of the complete subtrees, largest first.
        roots: Vec<u8>,
        note: String,
        at: Timestamp,
    }
}

table! {
    /// A witness's line under a checkpoint.
    pub Cosignature of "ledger_cosignature" {
        size: i64,
        line: String,
        at: Timestamp,
    }
}

/// An act to be put in the log.
pub(crate) struct Act<'a> {
    pub(crate) kind: String,
    pub(crate) account_id: Option<i64>,
    pub(crate) at: Option<Timestamp>,
    pub(crate) key: &'a str,
}

/// Puts the act in the log with the row as it is written.
pub(crate) async fn append<T: Table>(tx: &mut Tx, act: Act<'_>, row: &T) -> Result<()> {
    let mut salt = [0_u8; SALT_BYTES];
    fill(&mut salt);
    let content = content_of(row);
    let earlier: Option<(i64,)> = tx
        .optional(
            "select version from ledger_entry where subject = $1 and subject_key = $2 order by version desc limit 1",
            args![T::TABLE, act.key],
        )
        .await?;
    let mut entry = Entry {
        commitment: Vec::new(),
        salt: salt.to_vec(),
        at: act.at,
        kind: act.kind,
        account_id: act.account_id,
        subject: T::TABLE.to_owned(),
        subject_key: act.key.to_owned(),
        version: earlier.map_or(1, |(version,)| version + 1),
        content: content.to_vec(),
        seq: None,
    };
    entry.commitment = entry.committed(&salt);
    insert_all(tx, std::slice::from_ref(&entry), "").await.map(|_| ())
}

#[expect(clippy::disallowed_methods, reason = "the one source of randomness of this crate: the salts of the log")]
fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives randomness");
}

impl Entry {
    /// The commitment that these fields have under that salt.
    pub fn committed(&self, salt: &[u8; SALT_BYTES]) -> Vec<u8> {
        let number = |value: Option<i64>| value.map_or_else(Vec::new, |value| value.to_be_bytes().to_vec());
        let digest = Content::default()
            .with(self.kind.as_bytes())
            .with(&number(self.account_id))
            .with(&number(self.at.map(Timestamp::as_second)))
            .with(self.subject.as_bytes())
            .with(self.subject_key.as_bytes())
            .with(&self.version.to_be_bytes())
            .with(&self.content)
            .digest();
        commit(salt, &digest)
    }

    /// Whether the fields are those that were committed to.
    pub fn is_whole(&self) -> bool {
        <[u8; SALT_BYTES]>::try_from(self.salt.as_slice()).is_ok_and(|salt| self.committed(&salt) == self.commitment)
    }
}

/// A digest of every column of a row, the same on both databases.
pub(crate) fn content_of<T: Table>(row: &T) -> [u8; 32] {
    let mut values = Vec::with_capacity(T::COLUMNS.len());
    row.values(&mut values);
    let mut content = Content::default().with(T::TABLE.as_bytes());
    for (column, value) in T::COLUMNS.iter().zip(&values) {
        content = content.with(column.as_bytes());
        content = match value {
            Value::Int(None) | Value::Real(None) | Value::Bool(None) | Value::Text(None) | Value::Owned(None) | Value::Blob(None) => {
                content.with(b"-")
            }
            Value::Int(Some(value)) => content.with(&value.to_be_bytes()),
            Value::Real(Some(value)) => content.with(&value.to_bits().to_be_bytes()),
            Value::Bool(Some(value)) => content.with(&[u8::from(*value)]),
            Value::Text(Some(value)) => content.with(b"=").with(value.as_bytes()),
            Value::Owned(Some(value)) => content.with(b"=").with(value.as_bytes()),
            Value::Blob(Some(value)) => content.with(b"=").with(value),
        };
    }
    content.digest()
}

/// Entries in the order of the tree from that place on: to read all of them in pages.
pub async fn entries_from(tx: &mut Tx, seq: i64, limit: i64) -> Result<Vec<Entry>> {
    tx.all(select::<Entry>("where seq >= $1 order by seq limit $2"), args![seq, limit]).await
}

/// The latest entries before that place (`i64::MAX` to begin), latest first.
pub async fn entries_before(tx: &mut Tx, seq: i64, limit: i64) -> Result<Vec<Entry>> {
    tx.all(select::<Entry>("where seq < $1 order by seq desc limit $2"), args![seq, limit]).await
}

/// What an auditor looks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Search<'a> {
    /// Table of the row.
    pub subject: Option<&'a str>,
    pub account_id: Option<i64>,
}

/// The latest entries before that place that fit, latest first.
pub async fn search(tx: &mut Tx, search: Search<'_>, before: i64, limit: i64) -> Result<Vec<Entry>> {
    let mut values = vec![Value::Int(Some(before)), Value::Int(Some(limit))];
    let mut wanted = String::new();
    if let Some(subject) = search.subject {
        values.push(Value::Text(Some(subject)));
        wanted.push_str(&format!(" and subject = ${}", values.len()));
    }
    if let Some(account_id) = search.account_id {
        values.push(Value::Int(Some(account_id)));
        wanted.push_str(&format!(" and account_id = ${}", values.len()));
    }
    tx.all(select::<Entry>(&format!("where seq < $1{wanted} order by seq desc limit $2")), &values).await
}

/// The filings of rows of one table, by the rows' ids; tables whose rows have no filing give none.
pub async fn filings_of(tx: &mut Tx, subject: &str, ids: &[i64]) -> Result<Vec<(i64, i64)>> {
    let table = match subject {
        "decision" | "access_record" | "protection" | "recheck" | "avoidance_ruling" => subject,
        _ => return Ok(Vec::new()),
    };
    let mut values = Vec::new();
    let list = in_list(1, &mut values, ids.iter().map(|id| Value::Int(Some(*id))));
    tx.all(format!("select id, submission_id from {table} where submission_id is not null and id in ({list}) order by id"), &values).await
}

/// How many entries wait for their place.
pub async fn pending(tx: &mut Tx) -> Result<i64> {
    let (count,): (i64,) = tx.one("select count(*) from ledger_entry where seq is null", args![]).await?;
    Ok(count)
}

/// All tiles and bundles, by level and place.
pub async fn tiles_after(tx: &mut Tx, level: i64, idx: i64, limit: i64) -> Result<Vec<Tile>> {
    tx.all(select::<Tile>("where level > $1 or (level = $1 and idx > $2) order by level, idx, width limit $3"), args![level, idx, limit])
        .await
}

/// One tile or bundle.
pub async fn tile(tx: &mut Tx, level: i64, idx: i64, width: i64) -> Result<Option<Tile>> {
    tx.optional(select::<Tile>("where level = $1 and idx = $2 and width = $3"), args![level, idx, width]).await
}

/// All checkpoints, smallest first.
pub async fn checkpoints(tx: &mut Tx) -> Result<Vec<Checkpoint>> {
    tx.all(select::<Checkpoint>("order by size"), args![]).await
}

/// The lines of witnesses under a checkpoint.
pub async fn cosignatures(tx: &mut Tx, size: i64) -> Result<Vec<Cosignature>> {
    tx.all(select::<Cosignature>("where size = $1 order by line"), args![size]).await
}

/// The latest lines of witnesses, under whichever checkpoint.
pub async fn latest_cosignatures(tx: &mut Tx) -> Result<Vec<Cosignature>> {
    tx.all(select::<Cosignature>("order by size desc, line limit 20"), args![]).await
}

/// Keeps a witness's line; one that is there stays.
pub async fn add_cosignature(tx: &mut Tx, cosignature: &Cosignature) -> Result<()> {
    insert_all(tx, std::slice::from_ref(cosignature), "on conflict do nothing").await.map(|_| ())
}
