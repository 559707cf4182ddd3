//! 研判结论: findings with their evidence. A later run retires them; what a decision cites stays readable.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ledger::{self, Act};
use crate::submission::OrgScope;
use crate::table::{IN_LIMIT, args, columns_of, in_list, insert, insert_all, select, table};
use crate::value::Value;
use crate::{Result, Tx};

table! {
    /// A finding.
    pub Finding of "finding" {
        id: i64,
        submission_id: i64,
        /// E.g. `yy16.2.6`.
        circumstance: String,
        /// Code: hit or hint.
        verdict: String,
        instrument: String,
        clause: String,
        /// The instrument was in force on the day of receipt.
        in_force: bool,
        summary: String,
        /// The evidence tree, as JSON text.
        evidence: String,
        /// Numbers of the cited filings, separated by `;`.
        cited: String,
        rules_version: String,
        as_of: Date,
        run_id: i64,
        /// Of the latest run over this filing.
        current: bool,
    }
}

table! {
    /// What a list shows of a current finding.
    pub Badge of "finding" {
        submission_id: i64,
        circumstance: String,
        verdict: String,
        in_force: bool,
    }
}

/// Ids for that many new findings; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("finding", count).await
}

pub async fn insert_many(tx: &mut Tx, rows: &[Finding]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

/// Retires these findings: a later run found otherwise.
pub async fn retire(tx: &mut Tx, ids: &[i64]) -> Result<()> {
    for chunk in ids.chunks(IN_LIMIT) {
        let mut values = vec![Value::Bool(Some(false))];
        let list = in_list(2, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        tx.execute_built(format!("update finding set current = $1 where id in ({list})"), &values).await?;
    }
    Ok(())
}

/// The next current findings of runs after that id, without those that officers made: a run compares its own with them.
pub async fn current_of_runs_after(tx: &mut Tx, after_id: i64, limit: i64) -> Result<Vec<Finding>> {
    let tail =
        "where current and id > $1 and not exists (select 1 from own_finding o where o.finding_id = finding.id) order by id limit $2";
    tx.all(select::<Finding>(tail), args![after_id, limit]).await
}

/// The current findings of runs about one filing, without those that officers made.
pub async fn current_of_runs_about(tx: &mut Tx, submission_id: i64) -> Result<Vec<Finding>> {
    let tail =
        "where submission_id = $1 and current and not exists (select 1 from own_finding o where o.finding_id = finding.id) order by id";
    tx.all(select::<Finding>(tail), args![submission_id]).await
}

table! {
    /// 承办人认定: the officer behind a finding that no run made.
    pub Own of "own_finding" {
        finding_id: i64,
        account_id: i64,
        /// The officer's words, sealed.
        reason: Vec<u8>,
        made_at: Timestamp,
    }
}

pub async fn insert_own(tx: &mut Tx, own: &Own) -> Result<()> {
    insert(tx, own).await?;
    let (kind, key) = ("finding.made".to_owned(), own.finding_id.to_string());
    ledger::append(tx, Act { kind, account_id: Some(own.account_id), at: Some(own.made_at), key: &key }, own).await
}

/// Those of the findings that officers made, by id.
pub async fn own(tx: &mut Tx, finding_ids: &[i64]) -> Result<Vec<Own>> {
    let mut found = Vec::new();
    for chunk in finding_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        found.extend(tx.all::<Own>(select::<Own>(&format!("where finding_id in ({list}) order by finding_id")), &values).await?);
    }
    Ok(found)
}

table! {
    /// What a page shows of a finding of earlier.
    pub Past of "finding" {
        id: i64,
        circumstance: String,
        verdict: String,
        summary: String,
        rules_version: String,
        as_of: Date,
        run_id: i64,
    }
}

/// Retired findings of a filing, latest first.
pub async fn retired_of_submission(tx: &mut Tx, submission_id: i64, limit: i64) -> Result<Vec<Past>> {
    tx.all(select::<Past>("where submission_id = $1 and not current order by id desc limit $2"), args![submission_id, limit]).await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Finding>> {
    tx.optional(select::<Finding>("where id = $1"), args![id]).await
}

/// These findings, current or not, by id: what a decision cites.
pub async fn get_many(tx: &mut Tx, ids: &[i64]) -> Result<Vec<Finding>> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        found.extend(tx.all::<Finding>(select::<Finding>(&format!("where id in ({list}) order by id")), &values).await?);
    }
    Ok(found)
}

/// Current findings of a filing, by circumstance.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Finding>> {
    tx.all(select::<Finding>("where submission_id = $1 and current order by circumstance, id"), args![submission_id]).await
}

/// What a list shows of the current findings of its filings, by filing and circumstance.
pub async fn badges(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<Badge>> {
    let mut found = Vec::new();
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        let sql = select::<Badge>(&format!("where submission_id in ({list}) and current order by submission_id, circumstance, id"));
        found.extend(tx.all::<Badge>(sql, &values).await?);
    }
    Ok(found)
}

/// What a page shows of a person: circumstance, verdict, in force, and on how many of their filings.
pub async fn of_person(tx: &mut Tx, person_id: i64) -> Result<Vec<(String, String, bool, i64)>> {
    tx.all(
        "select f.circumstance, f.verdict, f.in_force, count(*) from submission s join finding f on f.submission_id = s.id and f.current \
         where s.person_id = $1 group by f.circumstance, f.verdict, f.in_force order by f.circumstance, f.verdict, f.in_force",
        args![person_id],
    )
    .await
}

/// Current findings about a person's filings: hits before hints, the latest filing first.
pub async fn current_of_person(tx: &mut Tx, person_id: i64, limit: i64) -> Result<Vec<Finding>> {
    let columns = columns_of::<Finding>("f");
    let sql = format!(
        "select {columns} from submission s join finding f on f.submission_id = s.id and f.current where s.person_id = $1 \
         order by case f.verdict when 'hit' then 0 else 1 end, s.received_on desc, f.id desc limit $2"
    );
    tx.all(sql, args![person_id, limit]).await
}

/// Where a reading of all current findings has come: filing, circumstance, id.
pub type Place = (i64, String, i64);

/// The next current findings after that place, by filing and circumstance: the same order whatever runs there were before.
pub async fn current_after(tx: &mut Tx, after: &Place, limit: i64) -> Result<Vec<Finding>> {
    let tail = "where current and (submission_id, circumstance, id) > ($1, $2, $3) order by submission_id, circumstance, id limit $4";
    tx.all(select::<Finding>(tail), args![after.0, after.1.as_str(), after.2, limit]).await
}

/// How many filings of these units have a current finding.
pub async fn count_submissions(tx: &mut Tx, orgs: &OrgScope) -> Result<i64> {
    let mut values = Vec::new();
    let condition = orgs.condition("s.org_id", &mut values).map_or_else(String::new, |term| format!(" and {term}"));
    let sql = format!(
        "select count(distinct f.submission_id) from finding f join submission s on s.id = f.submission_id where f.current{condition}"
    );
    let (count,): (i64,) = tx.one(sql, &values).await?;
    Ok(count)
}

/// Current findings of each circumstance and verdict.
pub async fn count_by_circumstance(tx: &mut Tx) -> Result<Vec<(String, String, i64)>> {
    tx.all(
        "select circumstance, verdict, count(*) from finding where current group by circumstance, verdict order by circumstance, verdict",
        args![],
    )
    .await
}
