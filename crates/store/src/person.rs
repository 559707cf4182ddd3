//! 人员: persons are derived from judgement edges; a filing belongs to at most one.

use jiff::Timestamp;

use crate::table::{IN_LIMIT, args, in_list, insert_all, table, tuples};
use crate::value::{Column, Value};
use crate::{Result, Tx};

table! {
    /// A derived person: nothing but a number to speak of.
    pub Person of "person" {
        id: i64,
        created_at: Timestamp,
    }
}

/// Ids for that many new persons; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("person", count).await
}

pub async fn insert_many(tx: &mut Tx, rows: &[Person]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

/// Says which person filed what; `None` takes the person off.
pub async fn assign(tx: &mut Tx, submissions: &[(i64, Option<i64>)]) -> Result<()> {
    assign_in(tx, "submission", submissions).await
}

pub(crate) async fn assign_in(tx: &mut Tx, table: &'static str, rows: &[(i64, Option<i64>)]) -> Result<()> {
    let mut rest = rows;
    let mut size = 1_024;
    while !rest.is_empty() {
        while size > rest.len() {
            size /= 2;
        }
        let (head, after) = rest.split_at(size);
        let values: Vec<Value<'_>> = head.iter().flat_map(|(id, person)| [Value::Int(Some(*id)), Value::Int(*person)]).collect();
        // Both databases name the columns of `values` column1 and column2.
        let sql = format!(
            "update {table} set person_id = given.column2 from (values {}) as given where {table}.id = given.column1",
            tuples(tx.dialect(), size, 2)
        );
        tx.execute_built(sql, &values).await?;
        rest = after;
    }
    Ok(())
}

/// The next filings after that id with their person: to read all of them in pages.
pub async fn assignments_after(tx: &mut Tx, after_id: i64, limit: i64) -> Result<Vec<(i64, Option<i64>)>> {
    tx.all("select id, person_id from submission where id > $1 order by id limit $2", args![after_id, limit]).await
}

/// How many filings a person has.
pub async fn submission_count(tx: &mut Tx, person_id: i64) -> Result<i64> {
    let (count,): (i64,) = tx.one("select count(*) from submission where person_id = $1", args![person_id]).await?;
    Ok(count)
}

/// How many filings each of these persons has.
pub async fn submission_counts(tx: &mut Tx, person_ids: &[i64]) -> Result<Vec<(i64, i64)>> {
    let mut found = Vec::with_capacity(person_ids.len());
    for chunk in person_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        let sql = format!("select person_id, count(*) from submission where person_id in ({list}) group by person_id order by person_id");
        found.extend(tx.all::<(i64, i64)>(sql, &values).await?);
    }
    Ok(found)
}

/// Whether one of a person's filings belongs to one of these units.
pub async fn has_filed_with(tx: &mut Tx, person_id: i64, org_ids: &[i64]) -> Result<bool> {
    let mut values = vec![Value::Int(Some(person_id))];
    let list = in_list(2, &mut values, org_ids.iter().map(Column::encode));
    let sql = format!("select id from submission where person_id = $1 and org_id + 0 in ({list}) limit 1");
    Ok(tx.optional::<(i64,)>(sql, &values).await?.is_some())
}

/// Ids of a person's filings, by id.
pub async fn submission_ids(tx: &mut Tx, person_id: i64, limit: i64) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> = tx.all("select id from submission where person_id = $1 order by id limit $2", args![person_id, limit]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Ids of the filings of these persons, latest ids first; at most `limit`.
pub async fn filings_of(tx: &mut Tx, person_ids: &[i64], limit: i64) -> Result<Vec<i64>> {
    let mut values = vec![Value::Int(Some(limit))];
    let list = in_list(2, &mut values, person_ids.iter().take(IN_LIMIT).map(|id| Value::Int(Some(*id))));
    let sql = format!("select id from submission where person_id in ({list}) order by id desc limit $1");
    let rows: Vec<(i64,)> = tx.all(sql, &values).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Filings per month (`2026-05`) and kind, oldest month first.
pub async fn months(tx: &mut Tx, person_id: i64) -> Result<Vec<(String, casework::codes::SubmissionKind, i64)>> {
    tx.all(
        "select substr(received_on, 1, 7) as month, kind, count(*) from submission where person_id = $1 \
         group by substr(received_on, 1, 7), kind order by month, kind",
        args![person_id],
    )
    .await
}

/// What a person's filings are about, most frequent first.
pub async fn issues(tx: &mut Tx, person_id: i64, limit: i64) -> Result<Vec<(casework::codes::Issue, i64)>> {
    tx.all(
        "select issue, count(*) from submission where person_id = $1 and issue is not null \
         group by issue order by count(*) desc, issue limit $2",
        args![person_id, limit],
    )
    .await
}

/// Goods and services that a person's filings are about, most frequent first.
pub async fn categories(tx: &mut Tx, person_id: i64, limit: i64) -> Result<Vec<(casework::codes::Category, i64)>> {
    tx.all(
        "select category, count(*) from submission where person_id = $1 and category is not null \
         group by category order by count(*) desc, category limit $2",
        args![person_id, limit],
    )
    .await
}

/// All persons that have filings.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    let (count,): (i64,) = tx.one("select count(distinct person_id) from submission", args![]).await?;
    Ok(count)
}
