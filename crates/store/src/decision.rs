//! 决定: what named officers decided, on what ground. Only ever added.

use casework::form::FormId;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::ledger::{self, Act};
use crate::table::{IN_LIMIT, args, in_list, insert as insert_row, select, table};
use crate::value::Value;
use crate::{Result, Tx};

table! {
    /// A decision.
    pub Decision of "decision" {
        id: i64,
        submission_id: i64,
        matter_id: i64,
        clue_id: Option<i64>,
        /// Code of the act.
        act: String,
        /// Code of the ground, where the act has one.
        ground: Option<String>,
        /// The officer's own words, sealed.
        reason: Option<Vec<u8>>,
        /// What it rests on, as a JSON array; findings by id.
        evidence: String,
        account_id: i64,
        decided_on: Date,
        decided_at: Timestamp,
        late: bool,
        /// The paper that the act calls for.
        form: Option<FormId>,
        /// What was filled in besides the reason, as a sealed JSON object: time and place, amounts, names.
        facts: Option<Vec<u8>>,
        referral_id: Option<i64>,
    }
}

/// Ids for that many new decisions; returns the first. The sealed reason is bound to it.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("decision", count).await
}

pub async fn insert(tx: &mut Tx, decision: &Decision) -> Result<()> {
    insert_row(tx, decision).await?;
    let (kind, key) = (format!("decision.{}", decision.act), decision.id.to_string());
    let act = Act { kind, account_id: Some(decision.account_id), at: Some(decision.decided_at), key: &key };
    ledger::append(tx, act, decision).await
}

/// The decisions on a filing, oldest first.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Decision>> {
    tx.all(select::<Decision>("where submission_id = $1 order by id"), args![submission_id]).await
}

/// The decisions on these filings, by filing and oldest first.
pub async fn of_submissions(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<Decision>> {
    let mut found = Vec::new();
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        let sql = select::<Decision>(&format!("where submission_id in ({list}) order by submission_id, id"));
        found.extend(tx.all::<Decision>(sql, &values).await?);
    }
    Ok(found)
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Decision>> {
    tx.optional(select::<Decision>("where id = $1"), args![id]).await
}
