//! 部门事实: what departments contribute. Personal fields are sealed in the row itself.

use casework::codes::Protection;
use casework::fact::{FactKind, FactResult};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::table::{IN_LIMIT, args, in_list, insert_all, select, table};
use crate::value::{Column, Value};
use crate::{Result, Tx};

table! {
    /// A fact. The name of a sealed field is its column, to which the cell is bound; the table is `fact`.
    pub Fact of "fact" {
        id: i64,
        kind: FactKind,
        fact_no: String,
        organ: String,
        happened_on: Date,
        submission_no: Option<String>,
        /// The filing with that number, once it is on file.
        submission_id: Option<i64>,
        result: FactResult,
        result_on: Option<Date>,
        operator_name: Option<String>,
        operator_uscc: Option<String>,
        cause: Option<String>,
        fine_fen: Option<i64>,
        /// The derived person. Kept by [`assign`].
        person_id: Option<i64>,
        import_run_id: Option<i64>,
        source_row: Option<i64>,
        /// Keyed digest of the row without `result` and `result_on`.
        digest: Vec<u8>,
        created_at: Timestamp,
        /// Sealed.
        name: Option<Vec<u8>>,
        /// Sealed.
        id_no: Option<Vec<u8>>,
        /// Sealed.
        phone: Option<Vec<u8>>,
        /// 事项, sealed: the department's words may name people.
        matter: Option<Vec<u8>>,
        /// The row as it arrived, sealed.
        original: Option<Vec<u8>>,
    }
}

table! {
    /// What tells whether a fact that comes again is new, the same, or the same with a new result.
    pub KnownFact of "fact" {
        id: i64,
        kind: FactKind,
        organ: String,
        fact_no: String,
        digest: Vec<u8>,
        result: FactResult,
        result_on: Option<Date>,
    }
}

/// Ids for that many new facts; returns the first. Sealed cells are bound to them.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("fact", count).await
}

/// [`crate::StoreError::Duplicate`] when the organ has a fact of that kind and number already.
pub async fn insert_many(tx: &mut Tx, rows: &[Fact]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

/// Those facts of the kind that are on file under these numbers, from whichever organ, by number and id.
pub async fn known(tx: &mut Tx, kind: FactKind, numbers: &[String]) -> Result<Vec<KnownFact>> {
    let mut found = Vec::new();
    for chunk in numbers.chunks(IN_LIMIT) {
        let mut values = vec![Value::Text(Some(kind.code()))];
        let list = in_list(2, &mut values, chunk.iter().map(|number| Value::Text(Some(number))));
        let sql = select::<KnownFact>(&format!("where kind = $1 and fact_no in ({list}) order by fact_no, id"));
        found.extend(tx.all::<KnownFact>(sql, &values).await?);
    }
    Ok(found)
}

/// Puts a newly reported result in the place of the old one. Whether the fact exists.
pub async fn update_result(tx: &mut Tx, id: i64, result: FactResult, result_on: Option<Date>) -> Result<bool> {
    Ok(tx.execute("update fact set result = $1, result_on = $2 where id = $3", args![result, result_on, id]).await? == 1)
}

/// Links facts that name a number to the filing that has it, for filings that came after the fact.
/// A number that several channels have stays unlinked: which filing is meant is not known.
pub async fn link_submissions(tx: &mut Tx) -> Result<u64> {
    tx.execute(
        "update fact set submission_id = (select min(s.id) from submission s where s.submission_no = fact.submission_no) \
         where submission_id is null and submission_no is not null \
         and (select count(*) from submission s where s.submission_no = fact.submission_no) = 1",
        args![],
    )
    .await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Fact>> {
    tx.optional(select::<Fact>("where id = $1"), args![id]).await
}

/// Facts about a filing, by day.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Fact>> {
    tx.all(select::<Fact>("where submission_id = $1 order by happened_on, id"), args![submission_id]).await
}

/// Facts about any of these filings, by id.
pub async fn of_submissions(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<Fact>> {
    within(tx, "submission_id", submission_ids).await
}

/// These facts, by id.
pub async fn get_many(tx: &mut Tx, ids: &[i64]) -> Result<Vec<Fact>> {
    within(tx, "id", ids).await
}

async fn within(tx: &mut Tx, column: &'static str, ids: &[i64]) -> Result<Vec<Fact>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        found.extend(tx.all::<Fact>(select::<Fact>(&format!("where {column} in ({list}) order by id")), &values).await?);
    }
    Ok(found)
}

/// Those of the filings about which there is such a fact, by id.
pub async fn submissions_with(tx: &mut Tx, kind: FactKind, result: FactResult, submission_ids: &[i64]) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = vec![kind.encode(), result.encode()];
        let list = in_list(3, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        let sql = format!(
            "select distinct submission_id from fact where submission_id in ({list}) and kind = $1 and result = $2 order by submission_id"
        );
        found.extend(tx.all::<(i64,)>(sql, &values).await?.into_iter().map(|(id,)| id));
    }
    Ok(found)
}

/// Facts about a person, by day.
pub async fn of_person(tx: &mut Tx, person_id: i64, limit: i64) -> Result<Vec<Fact>> {
    tx.all(select::<Fact>("where person_id = $1 order by happened_on, id limit $2"), args![person_id, limit]).await
}

/// How many facts of each kind are on file about a person, by kind.
pub async fn counts_of_person(tx: &mut Tx, person_id: i64) -> Result<Vec<(FactKind, i64)>> {
    tx.all("select kind, count(*) from fact where person_id = $1 group by kind order by kind", args![person_id]).await
}

/// The next facts after that id: to read all of them in pages.
pub async fn page_after(tx: &mut Tx, after_id: i64, limit: i64) -> Result<Vec<Fact>> {
    tx.all(select::<Fact>("where id > $1 order by id limit $2"), args![after_id, limit]).await
}

/// Says whose facts they are; `None` takes the person off.
pub async fn assign(tx: &mut Tx, facts: &[(i64, Option<i64>)]) -> Result<()> {
    crate::person::assign_in(tx, "fact", facts).await
}

/// Filings that such a fact says to protect and that never had that flag, by id. A flag that an officer lifted does not come back.
pub async fn unprotected(tx: &mut Tx, kind: FactKind, result: FactResult, flag: Protection) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> = tx
        .all(
            "select distinct f.submission_id from fact f where f.kind = $1 and f.result = $2 and f.submission_id is not null \
             and not exists (select 1 from protection p where p.submission_id = f.submission_id and p.kind = $3) \
             order by f.submission_id",
            args![kind, result, flag],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
