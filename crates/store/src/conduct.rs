//! What officers did, for the monitors of 廉洁监测: their closings, their looks, their acts.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::table::{in_list, table};
use crate::value::{Column as _, Value};
use crate::{Result, Tx};

table! {
    /// A complaint that somebody ended.
    pub ClosingRow of "decision" {
        account_id: i64,
        submission_id: i64,
        submission_no: String,
        person_id: Option<i64>,
        /// Credit code, else name.
        trader: String,
        accepted_on: Option<Date>,
        closed_on: Date,
        /// Code of the act.
        act: String,
    }
}

table! {
    /// A look at clear values of one filing.
    pub LookRow of "access_record" {
        account_id: i64,
        submission_id: i64,
        submission_no: String,
        at: Timestamp,
        /// Matters of the filing in their charge, and lines of its timeline by them.
        ties: i64,
    }
}

table! {
    /// A line of a timeline that a person made.
    pub DeedRow of "event" {
        account_id: i64,
        submission_id: i64,
        submission_no: String,
        at: Timestamp,
        /// Code of the kind.
        kind: String,
    }
}

/// Complaints of these units that were ended after that day, by `acts`.
pub async fn closings(tx: &mut Tx, org_ids: &[i64], after: Date, acts: &[&str]) -> Result<Vec<ClosingRow>> {
    let mut values = vec![after.encode()];
    let acts = in_list(2, &mut values, acts.iter().map(|act| Value::Text(Some(act))));
    let orgs = in_list(values.len() + 1, &mut values, org_ids.iter().map(|id| Value::Int(Some(*id))));
    let sql = format!(
        "select d.account_id, d.submission_id, s.submission_no, s.person_id, coalesce(s.operator_uscc, s.operator_name), \
         (select min(a.decided_on) from decision a where a.matter_id = d.matter_id and a.act = 'accepted'), d.decided_on, d.act \
         from decision d join submission s on s.id = d.submission_id \
         where d.decided_on > $1 and d.act in ({acts}) and s.org_id in ({orgs}) order by d.id"
    );
    tx.all(sql, &values).await
}

/// Looks of that kind at single filings of these units after that moment.
pub async fn looks(tx: &mut Tx, org_ids: &[i64], after: Timestamp, kind: &str) -> Result<Vec<LookRow>> {
    let mut values = vec![after.encode(), Value::Text(Some(kind))];
    let orgs = in_list(3, &mut values, org_ids.iter().map(|id| Value::Int(Some(*id))));
    let sql = format!(
        "select r.account_id, r.submission_id, s.submission_no, r.at, \
         (select count(*) from matter m where m.submission_id = r.submission_id and m.officer_id = r.account_id) \
         + (select count(*) from event e where e.submission_id = r.submission_id and e.account_id = r.account_id) \
         from access_record r join submission s on s.id = r.submission_id \
         where r.at > $1 and r.kind = $2 and r.account_id is not null and s.org_id in ({orgs}) order by r.id"
    );
    tx.all(sql, &values).await
}

/// Lines of timelines of these units' filings that people made after that moment.
pub async fn deeds(tx: &mut Tx, org_ids: &[i64], after: Timestamp) -> Result<Vec<DeedRow>> {
    let mut values = vec![after.encode()];
    let orgs = in_list(2, &mut values, org_ids.iter().map(|id| Value::Int(Some(*id))));
    let sql = format!(
        "select e.account_id, e.submission_id, s.submission_no, e.at, e.kind \
         from event e join submission s on s.id = e.submission_id \
         where e.at > $1 and e.account_id is not null and s.org_id in ({orgs}) order by e.id"
    );
    tx.all(sql, &values).await
}
