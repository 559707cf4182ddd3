//! 研判反馈: what officers found findings to be worth. Only ever added; the latest word on a finding counts.

use jiff::Timestamp;

use crate::ledger::{self, Act};
use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// One word on one finding.
    pub FindingOutcome of "finding_outcome" {
        id: i64,
        finding_id: i64,
        submission_id: i64,
        circumstance: String,
        rules_version: String,
        /// Code of the verdict that the finding had.
        verdict: String,
        /// Code of what it was worth.
        outcome: String,
        /// The officer's words, sealed.
        reason: Vec<u8>,
        account_id: i64,
        at: Timestamp,
    }
}

/// Ids for that many new words; returns the first. The sealed reason is bound to it.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("finding_outcome", count).await
}

pub async fn insert(tx: &mut Tx, row: &FindingOutcome) -> Result<()> {
    insert_row(tx, row).await?;
    let (kind, key) = (format!("finding.{}", row.outcome), row.id.to_string());
    ledger::append(tx, Act { kind, account_id: Some(row.account_id), at: Some(row.at), key: &key }, row).await
}

/// All words on a filing's findings, oldest first.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<FindingOutcome>> {
    tx.all(select::<FindingOutcome>("where submission_id = $1 order by id"), args![submission_id]).await
}

/// By circumstance, version, verdict and outcome: on how many filings that was the latest word.
pub async fn counts(tx: &mut Tx) -> Result<Vec<(String, String, String, String, i64)>> {
    tx.all(
        "select o.circumstance, o.rules_version, o.verdict, o.outcome, count(*) from finding_outcome o \
         where not exists (select 1 from finding_outcome later where later.submission_id = o.submission_id \
         and later.circumstance = o.circumstance and later.rules_version = o.rules_version and later.id > o.id) \
         group by o.circumstance, o.rules_version, o.verdict, o.outcome \
         order by o.circumstance, o.rules_version, o.verdict, o.outcome",
        args![],
    )
    .await
}
