//! 个人信息保护影响评估 (个人信息保护法 55, 56): comes before the registry is used at all. Kept for good.

use jiff::civil::Date;

use crate::ledger::{self, Act};
use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// An assessment with the three parts that art. 56 asks for, and the basis of the registry itself.
    pub ImpactAssessment of "impact_assessment" {
        id: i64,
        /// The document that founds the registry, with its number.
        basis: String,
        /// 处理目的、处理方式是否合法、正当、必要.
        purpose: String,
        /// 对个人权益的影响及安全风险.
        effects: String,
        /// 所采取的保护措施是否合法、有效并与风险程度相适应.
        measures: String,
        prepared_by: i64,
        prepared_on: Date,
        approved_by: Option<i64>,
        approved_on: Option<Date>,
    }
}

pub async fn reserve_assessment(tx: &mut Tx) -> Result<i64> {
    tx.reserve("impact_assessment", 1).await
}

pub async fn insert_assessment(tx: &mut Tx, assessment: &ImpactAssessment) -> Result<()> {
    insert_row(tx, assessment).await?;
    log(tx, "impact_assessment.prepared", assessment.prepared_by, assessment).await
}

/// All of them, latest first.
pub async fn assessments(tx: &mut Tx) -> Result<Vec<ImpactAssessment>> {
    tx.all(select::<ImpactAssessment>("order by id desc"), args![]).await
}

/// Approves one that nobody approved yet. `false` = there is none such.
pub async fn approve_assessment(tx: &mut Tx, id: i64, by: i64, on: Date) -> Result<bool> {
    let changed = tx
        .execute("update impact_assessment set approved_by = $1, approved_on = $2 where id = $3 and approved_by is null", args![by, on, id])
        .await?;
    if let Some(row) = tx.optional::<ImpactAssessment>(select::<ImpactAssessment>("where id = $1"), args![id]).await?
        && changed == 1
    {
        log(tx, "impact_assessment.approved", by, &row).await?;
    }
    Ok(changed == 1)
}

async fn log(tx: &mut Tx, kind: &str, by: i64, row: &ImpactAssessment) -> Result<()> {
    let key = row.id.to_string();
    ledger::append(tx, Act { kind: kind.to_owned(), account_id: Some(by), at: None, key: &key }, row).await
}
