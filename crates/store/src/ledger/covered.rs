//! Which tables the log covers, and whether their rows are what was committed to.

use std::collections::HashMap;

use jiff::Timestamp;

use super::{Act, append, content_of};
use crate::table::{Table, args, insert, select, table};
use crate::{Result, Tx};

/// A row that the log does not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub table: &'static str,
    pub key: String,
    pub what: &'static str,
}

/// The tables whose every row has an entry.
pub const COVERED: &[&str] = &[
    "decision",
    "access_record",
    "registry_event",
    "impact_assessment",
    "protection",
    "rights_request",
    "personal_change",
    "own_finding",
    "finding_outcome",
    "setting",
    "data_key",
    "account",
    "recheck",
    "officer_relation",
    "avoidance_ruling",
    "ledger_covered",
];

/// Covered since there is a log: their rows had entries before coverage was kept.
const FROM_THE_BEGINNING: &[&str] =
    &["decision", "access_record", "registry_event", "impact_assessment", "protection", "setting", "data_key", "account"];

table! {
    /// Since when a table is covered.
    pub(crate) Coverage of "ledger_covered" {
        subject: String,
        since: Timestamp,
    }
}

/// Rows read at a time. Tables without a number for a key are small.
const PAGE: usize = 5_000;

macro_rules! each_covered {
    ($name:ident, $tx:ident, $work:expr) => {
        $name!($tx, crate::decision::Decision, "id", |row: &crate::decision::Decision| row.id.to_string(), $work);
        $name!($tx, crate::access::AccessRecord, "id", |row: &crate::access::AccessRecord| row.id.to_string(), $work);
        $name!($tx, crate::registry::Event, "id", |row: &crate::registry::Event| row.id.to_string(), $work);
        $name!($tx, crate::registry::ImpactAssessment, "id", |row: &crate::registry::ImpactAssessment| row.id.to_string(), $work);
        $name!($tx, crate::rights::Request, "id", |row: &crate::rights::Request| row.id.to_string(), $work);
        $name!($tx, crate::rights::Change, "id", |row: &crate::rights::Change| row.id.to_string(), $work);
        $name!($tx, crate::protection::Protection, "id", |row: &crate::protection::Protection| row.id.to_string(), $work);
        $name!($tx, crate::finding::Own, "finding_id", |row: &crate::finding::Own| row.finding_id.to_string(), $work);
        $name!($tx, crate::finding_outcome::FindingOutcome, "id", |row: &crate::finding_outcome::FindingOutcome| row.id.to_string(), $work);
        $name!($tx, crate::account::Account, "id", |row: &crate::account::Account| row.id.to_string(), $work);
        $name!($tx, crate::recheck::Recheck, "id", |row: &crate::recheck::Recheck| row.id.to_string(), $work);
        $name!($tx, crate::avoidance::OfficerRelation, "id", |row: &crate::avoidance::OfficerRelation| row.id.to_string(), $work);
        $name!($tx, crate::avoidance::Ruling, "id", |row: &crate::avoidance::Ruling| row.id.to_string(), $work);
        $name!($tx, Coverage, "subject", |row: &Coverage| row.subject.clone(), $work);
        $name!($tx, crate::setting::Setting, "key", |row: &crate::setting::Setting| row.key.clone(), $work);
        $name!($tx, crate::keys::DataKey, "class, version", |row: &crate::keys::DataKey| row.key(), $work);
    };
}

macro_rules! read_all {
    ($tx:ident, $row:ty, $order:literal, $key:expr, $work:expr) => {
        let mut offset = 0_i64;
        loop {
            let sql = select::<$row>(concat!("order by ", $order, " limit $1 offset $2"));
            let page: Vec<$row> = $tx.all(sql, args![PAGE as i64, offset]).await?;
            for row in &page {
                let key: fn(&$row) -> String = $key;
                $work(<$row as Table>::TABLE, key(row), content_of(row));
            }
            if page.len() < PAGE {
                break;
            }
            offset += PAGE as i64;
        }
    };
}

macro_rules! begin_all {
    ($tx:ident, $row:ty, $order:literal, $key:expr, $known:expr) => {
        // `$known` is the rows that have entries, and the tables that are new to the log.
        let (known, fresh) = &$known;
        let rows: Vec<$row> = if fresh.contains(&<$row as Table>::TABLE) {
            $tx.all(select::<$row>(concat!("order by ", $order)), args![]).await?
        } else {
            Vec::new()
        };
        for row in &rows {
            let key: fn(&$row) -> String = $key;
            let key = key(row);
            if !known.contains_key(&(<$row as Table>::TABLE.to_owned(), key.clone())) {
                append($tx, Act { kind: "baseline".to_owned(), account_id: None, at: None, key: &key }, row).await?;
            }
        }
    };
}

/// Puts a row of a covered table, by its number, in the log as it is now; nothing for tables that the log does not cover.
pub(crate) async fn note(tx: &mut Tx, table: &str, id: i64, kind: &str) -> Result<()> {
    let key = id.to_string();
    macro_rules! note_row {
        ($row:ty) => {
            note_row!($row, "where id = $1")
        };
        ($row:ty, $of:literal) => {
            if let Some(row) = tx.optional::<$row>(select::<$row>($of), args![id]).await? {
                append(tx, Act { kind: kind.to_owned(), account_id: None, at: None, key: &key }, &row).await?;
            }
        };
    }
    match table {
        "avoidance_ruling" => note_row!(crate::avoidance::Ruling),
        "decision" => note_row!(crate::decision::Decision),
        "finding_outcome" => note_row!(crate::finding_outcome::FindingOutcome),
        "own_finding" => note_row!(crate::finding::Own, "where finding_id = $1"),
        "protection" => note_row!(crate::protection::Protection),
        "recheck" => note_row!(crate::recheck::Recheck),
        "registry_event" => note_row!(crate::registry::Event),
        _ => {}
    }
    Ok(())
}

/// The latest content that was committed to of every row, by table and key.
async fn known(tx: &mut Tx) -> Result<HashMap<(String, String), Vec<u8>>> {
    let mut latest: HashMap<(String, String), (i64, Vec<u8>)> = HashMap::new();
    let mut from = 0;
    loop {
        let page = super::entries_from(tx, from, PAGE as i64).await?;
        let Some(last) = page.last().and_then(|entry| entry.seq) else { break };
        from = last + 1;
        for entry in page {
            let kept = latest.entry((entry.subject, entry.subject_key)).or_default();
            if entry.version > kept.0 {
                *kept = (entry.version, entry.content);
            }
        }
    }
    Ok(latest.into_iter().map(|(subject, (_, content))| (subject, content)).collect())
}

/// Rows that were there before the log covered their table get an entry each, once: from now on nobody changes them unnoticed, and
/// a row without an entry is one that somebody slipped in. Since when a table is covered is in the log itself.
pub async fn cover(tx: &mut Tx, now: Timestamp) -> Result<()> {
    let covered: Vec<(String,)> = tx.all("select subject from ledger_covered order by subject", args![]).await?;
    let is_fresh = |table: &&str| *table != Coverage::TABLE && !covered.iter().any(|(known,)| known == table);
    let fresh: Vec<&str> = COVERED.iter().copied().filter(is_fresh).collect();
    if fresh.is_empty() {
        return Ok(());
    }
    // A log from before coverage was kept: what it covered from its beginning is not taken in once more.
    let is_older = covered.is_empty() && super::latest_checkpoint(tx).await?.is_some();
    let begun: Vec<&str> = fresh.iter().copied().filter(|table| !(is_older && FROM_THE_BEGINNING.contains(table))).collect();
    let mut latest = known(tx).await?;
    let waiting: Vec<(String, String)> = tx.all("select subject, subject_key from ledger_entry where seq is null", args![]).await?;
    latest.extend(waiting.into_iter().map(|subject| (subject, Vec::new())));
    let known = (latest, begun);
    each_covered!(begin_all, tx, known);
    for table in fresh {
        let row = Coverage { subject: table.to_owned(), since: now };
        insert(tx, &row).await?;
        append(tx, Act { kind: "covered".to_owned(), account_id: None, at: Some(now), key: table }, &row).await?;
    }
    Ok(())
}

/// Tables that were taken in twice: whoever wants a row of theirs to look covered takes the note of its table away.
async fn taken_in_again(tx: &mut Tx) -> Result<Vec<Difference>> {
    let sql = "select distinct subject_key from ledger_entry where subject = $1 and version > 1 order by subject_key";
    let again: Vec<(String,)> = tx.all(sql, args![Coverage::TABLE]).await?;
    Ok(again.into_iter().map(|(key,)| Difference { table: Coverage::TABLE, key, what: "账本对该表的登记做了不止一次" }).collect())
}

/// Everything in the covered tables that the log does not bear out. Integrate first: entries that wait are not looked at.
pub async fn differences(tx: &mut Tx) -> Result<Vec<Difference>> {
    let mut latest = known(tx).await?;
    let mut found = Vec::new();
    let mut look = |table: &'static str, key: String, content: [u8; 32]| {
        let what = match latest.remove(&(table.to_owned(), key.clone())) {
            None => "有记录而账本没有登记",
            Some(committed) if committed != content => "记录与账本登记的内容不符",
            Some(_) => return,
        };
        found.push(Difference { table, key, what });
    };
    each_covered!(read_all, tx, look);
    found.extend(taken_in_again(tx).await?);
    for ((subject, key), _) in latest {
        // A session ends and is gone: that it was opened stays in the log and nowhere else.
        if let Some(table) = COVERED.iter().find(|table| **table == subject) {
            found.push(Difference { table, key, what: "账本已登记而记录不见了" });
        }
    }
    found.sort_by(|a, b| (a.table, &a.key).cmp(&(b.table, &b.key)));
    Ok(found)
}
