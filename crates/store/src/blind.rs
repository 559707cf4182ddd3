//! Blind keys: finding a subject by a value that is not here.

use vault::BlindKey;

use crate::table::{IN_LIMIT, args, in_list, insert_all, table};
use crate::value::Value;
use crate::{Result, Tx};

/// What a key leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Submission(i64),
    Fact(i64),
}

impl Subject {
    const fn parts(self) -> (i64, i64) {
        match self {
            Self::Submission(id) => (1, id),
            Self::Fact(id) => (2, id),
        }
    }
}

table! {
    KeyRow of "blind_key" {
        key: Vec<u8>,
        subject: i64,
        subject_id: i64,
    }
}

/// A key and its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub key: BlindKey,
    pub subject: Subject,
}

/// Adds keys; those that are there already stay. In the order of the index, which is how a tree is filled fast.
pub async fn insert_many(tx: &mut Tx, entries: &[Entry]) -> Result<()> {
    let mut rows: Vec<KeyRow> = entries
        .iter()
        .map(|entry| {
            let (subject, subject_id) = entry.subject.parts();
            KeyRow { key: entry.key.as_bytes().to_vec(), subject, subject_id }
        })
        .collect();
    rows.sort_by(|a, b| (&a.key, a.subject, a.subject_id).cmp(&(&b.key, b.subject, b.subject_id)));
    insert_all(tx, &rows, "on conflict do nothing").await.map(|_| ())
}

/// Filings that carry one of these keys, once each, the latest ids first; at most `limit`.
pub async fn find_submissions(tx: &mut Tx, keys: &[BlindKey], limit: i64) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    for chunk in keys.chunks(IN_LIMIT) {
        let mut values = vec![Value::Int(Some(limit))];
        let list = in_list(2, &mut values, chunk.iter().map(|key| Value::Blob(Some(key.as_bytes()))));
        let sql =
            format!("select distinct subject_id from blind_key where key in ({list}) and subject = 1 order by subject_id desc limit $1");
        let rows: Vec<(i64,)> = tx.all(sql, &values).await?;
        found.extend(rows.into_iter().map(|(id,)| id));
    }
    found.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
    found.dedup();
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}

/// Removes one key of one subject, after a correction or an erasure.
pub async fn delete(tx: &mut Tx, entry: &Entry) -> Result<bool> {
    let (subject, id) = entry.subject.parts();
    let removed = tx
        .execute("delete from blind_key where key = $1 and subject = $2 and subject_id = $3", args![entry.key.as_bytes(), subject, id])
        .await?;
    Ok(removed == 1)
}
