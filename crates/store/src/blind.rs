//! Blind keys: finding a subject by a value that is not here.

use std::collections::HashMap;

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

/// Filings that carry each of these keys, as the place of the key in `keys`, which holds each once, and the filing: of each key the latest ids, at most
/// `limit`. By place, latest first. A key that very many carry is asked for alone: then no more than `limit` rows are read.
pub async fn holders(tx: &mut Tx, keys: &[BlindKey], limit: i64) -> Result<Vec<(usize, i64)>> {
    if let [key] = keys {
        let sql = "select subject_id from blind_key where key = $1 and subject = 1 order by subject_id desc limit $2";
        let rows: Vec<(i64,)> = tx.all(sql, args![key.as_bytes(), limit]).await?;
        return Ok(rows.into_iter().map(|(id,)| (0, id)).collect());
    }
    let mut found = Vec::new();
    for (chunk, first) in keys.chunks(IN_LIMIT).zip((0..).step_by(IN_LIMIT)) {
        let mut values = vec![Value::Int(Some(limit))];
        let list = in_list(2, &mut values, chunk.iter().map(|key| Value::Blob(Some(key.as_bytes()))));
        let sql = format!(
            "select key, subject_id from (\
                select key, subject_id, row_number() over (partition by key order by subject_id desc) as place \
                from blind_key where key in ({list}) and subject = 1\
             ) as held where place <= $1"
        );
        let rows: Vec<(Vec<u8>, i64)> = tx.all(sql, &values).await?;
        let places: HashMap<&[u8], usize> = chunk.iter().map(BlindKey::as_bytes).zip(first..).collect();
        found.extend(rows.iter().filter_map(|(key, id)| Some((*places.get(key.as_slice())?, *id))));
    }
    found.sort_unstable_by_key(|(place, id)| (*place, std::cmp::Reverse(*id)));
    Ok(found)
}

/// Department facts that carry one of these keys, by id; at most `limit`.
pub async fn find_facts(tx: &mut Tx, keys: &[BlindKey], limit: i64) -> Result<Vec<i64>> {
    let mut values = vec![Value::Int(Some(limit))];
    let list = in_list(2, &mut values, keys.iter().take(IN_LIMIT).map(|key| Value::Blob(Some(key.as_bytes()))));
    let sql = format!("select distinct subject_id from blind_key where key in ({list}) and subject = 2 order by subject_id limit $1");
    let rows: Vec<(i64,)> = tx.all(sql, &values).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Removes one key of one subject, after a correction or an erasure.
pub async fn delete(tx: &mut Tx, entry: &Entry) -> Result<bool> {
    let (subject, id) = entry.subject.parts();
    let removed = tx
        .execute("delete from blind_key where key = $1 and subject = $2 and subject_id = $3", args![entry.key.as_bytes(), subject, id])
        .await?;
    Ok(removed == 1)
}
