//! The personal part of a filing: sealed cells, one per class of field.

use casework::codes::FieldClass;

use crate::table::{IN_LIMIT, args, in_list, insert_all, select, table};
use crate::value::Value;
use crate::{Result, Tx};

table! {
    /// The sealed cells of a filing. The name of a field is its column, to which the cell is bound; the table is `submission_sealed`.
    pub Sealed of "submission_sealed" {
        submission_id: i64,
        name: Option<Vec<u8>>,
        id_no: Option<Vec<u8>>,
        phone: Option<Vec<u8>>,
        address: Option<Vec<u8>>,
        agent: Option<Vec<u8>>,
        consignee: Option<Vec<u8>>,
        account: Option<Vec<u8>>,
        narrative: Option<Vec<u8>>,
        /// The row as it arrived.
        original: Option<Vec<u8>>,
    }
}

table! {
    /// The cells that say who filed: what identity and assessment read of every filing.
    pub SealedIdentity of "submission_sealed" {
        submission_id: i64,
        name: Option<Vec<u8>>,
        id_no: Option<Vec<u8>>,
        phone: Option<Vec<u8>>,
        address: Option<Vec<u8>>,
        agent: Option<Vec<u8>>,
        consignee: Option<Vec<u8>>,
        account: Option<Vec<u8>>,
    }
}

table! {
    NameCell of "submission_sealed" {
        submission_id: i64,
        name: Option<Vec<u8>>,
    }
}

table! {
    NarrativeCell of "submission_sealed" {
        submission_id: i64,
        narrative: Option<Vec<u8>>,
    }
}

impl Sealed {
    /// The cell of a class; nothing where the filing has no such value.
    pub fn cell(&self, class: FieldClass) -> Option<&[u8]> {
        match class {
            FieldClass::Name => self.name.as_deref(),
            FieldClass::IdNo => self.id_no.as_deref(),
            FieldClass::Phone => self.phone.as_deref(),
            FieldClass::Address => self.address.as_deref(),
            FieldClass::Agent => self.agent.as_deref(),
            FieldClass::Consignee => self.consignee.as_deref(),
            FieldClass::Account => self.account.as_deref(),
            FieldClass::Narrative => self.narrative.as_deref(),
        }
    }
}

pub async fn insert_many(tx: &mut Tx, rows: &[Sealed]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

pub async fn get(tx: &mut Tx, submission_id: i64) -> Result<Option<Sealed>> {
    tx.optional(select::<Sealed>("where submission_id = $1"), args![submission_id]).await
}

/// One cell of a filing; nothing where the filing has nothing of the class.
pub async fn cell(tx: &mut Tx, submission_id: i64, class: FieldClass) -> Result<Option<Vec<u8>>> {
    let sql = format!("select {} from submission_sealed where submission_id = $1", class.code());
    let found: Option<(Option<Vec<u8>>,)> = tx.optional(sql, args![submission_id]).await?;
    Ok(found.and_then(|(cell,)| cell))
}

/// The name cells of the filings on a page, by id; filings without a name are left out.
pub async fn names(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<(i64, Vec<u8>)>> {
    let rows: Vec<NameCell> = of::<NameCell>(tx, submission_ids).await?;
    Ok(rows.into_iter().filter_map(|row| row.name.map(|name| (row.submission_id, name))).collect())
}

/// The narrative cells of these filings, by id; filings without one are left out.
pub async fn narratives(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<(i64, Vec<u8>)>> {
    let rows: Vec<NarrativeCell> = of::<NarrativeCell>(tx, submission_ids).await?;
    Ok(rows.into_iter().filter_map(|row| row.narrative.map(|cell| (row.submission_id, cell))).collect())
}

/// The identity cells of these filings, by id.
pub async fn identities(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<SealedIdentity>> {
    of(tx, submission_ids).await
}

/// The next identity cells after that id: to read all of them in pages.
pub async fn identities_after(tx: &mut Tx, after_id: i64, limit: i64) -> Result<Vec<SealedIdentity>> {
    tx.all(select::<SealedIdentity>("where submission_id > $1 order by submission_id limit $2"), args![after_id, limit]).await
}

/// The next whole rows after that id, for exports and for sealing anew.
pub async fn page_after(tx: &mut Tx, after_id: i64, limit: i64) -> Result<Vec<Sealed>> {
    tx.all(select::<Sealed>("where submission_id > $1 order by submission_id limit $2"), args![after_id, limit]).await
}

async fn of<T: crate::table::Table>(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<T>> {
    let mut found = Vec::with_capacity(submission_ids.len());
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        found.extend(tx.all::<T>(select::<T>(&format!("where submission_id in ({list}) order by submission_id")), &values).await?);
    }
    Ok(found)
}

/// Puts a corrected cell of one class in the place of the one that is there.
pub async fn set_cell(tx: &mut Tx, submission_id: i64, class: FieldClass, sealed: Option<&[u8]>) -> Result<()> {
    // The column is the class's code: a closed set, never a word from outside.
    let sql = format!("update submission_sealed set {} = $1 where submission_id = $2", class.code());
    tx.execute_built(sql, &[Value::Blob(sealed), Value::Int(Some(submission_id))]).await?;
    Ok(())
}

/// Erases every cell of a filing, the row as it arrived too; its blind keys are the caller's to delete. How many cells there were.
pub async fn erase(tx: &mut Tx, submission_id: i64) -> Result<i64> {
    let Some(row) = get(tx, submission_id).await? else { return Ok(0) };
    let cells = FieldClass::ALL.iter().filter(|class| row.cell(**class).is_some()).count() + usize::from(row.original.is_some());
    tx.execute(
        "update submission_sealed set name = null, id_no = null, phone = null, address = null, agent = null, consignee = null, \
         account = null, narrative = null, original = null where submission_id = $1",
        args![submission_id],
    )
    .await?;
    Ok(i64::try_from(cells).unwrap_or(i64::MAX))
}
