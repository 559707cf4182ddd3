//! 关联: judgement edges between filings. What an officer judged is undone, never deleted.

use jiff::Timestamp;

use crate::table::{IN_LIMIT, args, in_list, insert_all, select, table};
use crate::value::Value;
use crate::{Result, Tx};

table! {
    /// A judgement about two filings, `left_id < right_id`.
    pub Edge of "edge" {
        id: i64,
        left_id: i64,
        right_id: i64,
        /// Code of what was judged.
        judgement: String,
        probability: f64,
        /// Weights by column, as a JSON array without values.
        columns: String,
        /// The officer; nobody for a run.
        judged_by: Option<i64>,
        run_id: Option<i64>,
        judged_at: Timestamp,
        /// Sealed.
        reason: Option<Vec<u8>>,
        undone_by: Option<i64>,
        undone_at: Option<Timestamp>,
        /// Sealed.
        undo_reason: Option<Vec<u8>>,
    }
}

/// Ids for that many new edges; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("edge", count).await
}

pub async fn insert_many(tx: &mut Tx, rows: &[Edge]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Edge>> {
    tx.optional(select::<Edge>("where id = $1"), args![id]).await
}

/// What an officer judged about these two filings and nobody undid, if one did.
pub async fn ruling_on(tx: &mut Tx, left_id: i64, right_id: i64) -> Result<Option<Edge>> {
    tx.optional(
        select::<Edge>("where left_id = $1 and right_id = $2 and judged_by is not null and undone_at is null order by id limit 1"),
        args![left_id, right_id],
    )
    .await
}

/// What officers judged and nobody undid, oldest first.
pub async fn by_officers(tx: &mut Tx) -> Result<Vec<Edge>> {
    tx.all(select::<Edge>("where judged_by is not null and undone_at is null order by id"), args![]).await
}

/// The next edges of runs after that id, undone ones too: an edge that an officer undid must not come back.
pub async fn of_runs_after(tx: &mut Tx, after_id: i64, limit: i64) -> Result<Vec<Edge>> {
    tx.all(select::<Edge>("where judged_by is null and id > $1 order by id limit $2"), args![after_id, limit]).await
}

/// Removes edges of runs that a later run no longer finds; what an officer judged or undid stays.
pub async fn delete_of_runs(tx: &mut Tx, ids: &[i64]) -> Result<u64> {
    let mut removed = 0;
    for chunk in ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        removed +=
            tx.execute_built(format!("delete from edge where id in ({list}) and judged_by is null and undone_at is null"), &values).await?;
    }
    Ok(removed)
}

/// The edges at the filings of a person after the first `offset`, undone ones too, latest first.
pub async fn of_person(tx: &mut Tx, person_id: i64, offset: i64, limit: i64) -> Result<Vec<Edge>> {
    tx.all(
        select::<Edge>(
            "where id in (\
                select e.id from submission s join edge e on e.left_id = s.id where s.person_id = $1 \
                union select e.id from submission s join edge e on e.right_id = s.id where s.person_id = $1\
             ) order by id desc limit $2 offset $3",
        ),
        args![person_id, limit, offset],
    )
    .await
}

/// How many edges there are at the filings of a person, undone ones too.
pub async fn count_of_person(tx: &mut Tx, person_id: i64) -> Result<i64> {
    let (count,): (i64,) = tx
        .one(
            "select count(*) from (\
                select e.id from submission s join edge e on e.left_id = s.id where s.person_id = $1 \
                union select e.id from submission s join edge e on e.right_id = s.id where s.person_id = $1\
             ) as edges",
            args![person_id],
        )
        .await?;
    Ok(count)
}

/// What a run left to an officer and nobody has answered: edges between two persons of which one has filed with one of
/// these units, likeliest first.
pub async fn questions(tx: &mut Tx, org_ids: &[i64], limit: i64) -> Result<Vec<Edge>> {
    let mut values = vec![Value::Int(Some(limit))];
    let orgs = in_list(2, &mut values, org_ids.iter().map(|id| Value::Int(Some(*id))));
    tx.all(
        select::<Edge>(&format!(
            "where id in (\
                select e.id from edge e join submission l on l.id = e.left_id join submission r on r.id = e.right_id \
                where e.judgement = 'possible' and e.judged_by is null and e.undone_at is null and l.person_id <> r.person_id \
                and (l.org_id in ({orgs}) or r.org_id in ({orgs})) \
                and not exists (select 1 from edge o where o.left_id = e.left_id and o.right_id = e.right_id \
                    and o.judged_by is not null and o.undone_at is null) \
                order by e.probability desc, e.id desc limit $1\
             ) order by probability desc, id desc",
        )),
        &values,
    )
    .await
}

/// The edges at one filing, undone ones too, latest first.
pub async fn of_submission(tx: &mut Tx, submission_id: i64, limit: i64) -> Result<Vec<Edge>> {
    tx.all(
        select::<Edge>(
            "where id in (select e.id from edge e where e.left_id = $1 union select e.id from edge e where e.right_id = $1) \
             order by id desc limit $2",
        ),
        args![submission_id, limit],
    )
    .await
}

/// Undoes an edge that counts. `false` = it was undone already, or never was.
pub async fn undo(tx: &mut Tx, id: i64, by: i64, at: Timestamp, sealed_reason: &[u8]) -> Result<bool> {
    let changed = tx
        .execute(
            "update edge set undone_by = $1, undone_at = $2, undo_reason = $3 where id = $4 and undone_at is null",
            args![by, at, sealed_reason, id],
        )
        .await?;
    Ok(changed == 1)
}
