//! Papers of the registry, sealed as they were printed, and how they reached people.

use casework::service::ServiceWay;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::table::{args, columns_of, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// An issued paper with its sealed file.
    pub RegistryPaper of "registry_paper" {
        id: i64,
        entry_id: i64,
        /// Code of the kind of paper.
        form: String,
        paper_no: String,
        org_id: i64,
        year: i64,
        number: i64,
        /// Of the file in clear, lower-case hex.
        sha256: String,
        /// Sealed.
        pdf: Vec<u8>,
        /// What it was made from, sealed.
        draft: Option<Vec<u8>>,
        /// The receiver to whom it speaks; nothing for a paper to the person.
        receiver_id: Option<i64>,
        /// The objection that it answers.
        objection_id: Option<i64>,
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
        sha256: String,
        receiver_id: Option<i64>,
        objection_id: Option<i64>,
        issued_by: i64,
        issued_at: Timestamp,
    }
}

table! {
    /// One service of a paper. Only ever added. There is no public notice: it would publish who is listed.
    pub RegistryPaperService of "registry_paper_service" {
        id: i64,
        paper_id: i64,
        way: ServiceWay,
        served_on: Date,
        /// Who signed, who witnessed, the number of the letter; sealed.
        note: Option<Vec<u8>>,
        recorded_by: i64,
        recorded_at: Timestamp,
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

/// The id of a new service, to which its sealed note is bound.
pub async fn reserve_service(tx: &mut Tx) -> Result<i64> {
    tx.reserve("registry_paper_service", 1).await
}

pub async fn insert_service(tx: &mut Tx, service: &RegistryPaperService) -> Result<()> {
    insert_row(tx, service).await
}

/// Services of all papers of an entry, oldest first.
pub async fn services_of(tx: &mut Tx, entry_id: i64) -> Result<Vec<RegistryPaperService>> {
    let columns = columns_of::<RegistryPaperService>("s");
    tx.all(
        format!(
            "select {columns} from registry_paper p join registry_paper_service s on s.paper_id = p.id where p.entry_id = $1 order by s.id"
        ),
        args![entry_id],
    )
    .await
}
