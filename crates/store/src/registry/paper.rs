//! Papers of the registry, sealed as they were printed.

use jiff::Timestamp;

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// An issued paper with its sealed file.
    pub RegistryPaper of "registry_paper" {
        id: i64,
        entry_id: i64,
        /// Code of the form.
        form: String,
        paper_no: String,
        org_id: i64,
        year: i64,
        number: i64,
        /// Of the file in clear, lower-case hex.
        sha256: String,
        /// Sealed.
        pdf: Vec<u8>,
        issued_by: i64,
        issued_at: Timestamp,
    }
}

table! {
    /// The same without its file.
    pub RegistryPaperHead of "registry_paper" {
        id: i64,
        entry_id: i64,
        form: String,
        paper_no: String,
        issued_by: i64,
        issued_at: Timestamp,
    }
}

/// The id of a new paper, to which its sealed file is bound. Its number comes from `paper::next_number`.
pub async fn reserve_paper(tx: &mut Tx) -> Result<i64> {
    tx.reserve("registry_paper", 1).await
}

pub async fn insert_paper(tx: &mut Tx, paper: &RegistryPaper) -> Result<()> {
    insert_row(tx, paper).await
}

pub async fn paper(tx: &mut Tx, id: i64) -> Result<Option<RegistryPaper>> {
    tx.optional(select::<RegistryPaper>("where id = $1"), args![id]).await
}

/// Oldest first.
pub async fn papers_of(tx: &mut Tx, entry_id: i64) -> Result<Vec<RegistryPaperHead>> {
    tx.all(select::<RegistryPaperHead>("where entry_id = $1 order by id"), args![entry_id]).await
}
