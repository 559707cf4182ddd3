//! 热点: what many people wrote about at once, of the latest run.

use jiff::civil::Date;

use casework::codes::Issue;

use crate::submission::OrgScope;
use crate::table::{args, columns_of, insert_all, select, table};
use crate::value::{Column, Value};
use crate::{Result, Tx};

table! {
    /// One episode of a topic.
    pub HotIssue of "hot_issue" {
        /// The smallest id of its filings.
        id: i64,
        /// From 1: the hottest first.
        place: i64,
        /// The trader; absent where it is known by like messages.
        operator_name: Option<String>,
        issue: Option<Issue>,
        /// The filing that says it best; absent where a trader names it.
        representative_id: Option<i64>,
        region: String,
        first_on: Date,
        last_on: Date,
        submissions: i64,
        persons: i64,
        busiest_from: Date,
        busiest_persons: i64,
        /// People in an ordinary stretch of that length, in tenths.
        ordinary_tenths: i64,
        /// People who belong to a tied group.
        tied: i64,
        /// Rather the doing of tied people than a hot issue.
        concerted: bool,
    }
}

table! {
    /// A filing of a hot issue.
    pub Member of "hot_issue_member" {
        submission_id: i64,
        issue_id: i64,
    }
}

/// Puts these in the place of all earlier ones.
pub async fn replace_all(tx: &mut Tx, issues: &[HotIssue], members: &[Member]) -> Result<()> {
    tx.execute("delete from hot_issue_member", args![]).await?;
    tx.execute("delete from hot_issue", args![]).await?;
    insert_all(tx, issues, "").await?;
    insert_all(tx, members, "").await.map(|_| ())
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<HotIssue>> {
    tx.optional(select::<HotIssue>("where id = $1"), args![id]).await
}

/// What a list asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Episodes that had not ended before this day.
    pub from: Option<Date>,
    /// Episodes that had begun by this day.
    pub until: Option<Date>,
    pub region: Option<String>,
}

/// The hottest with a filing of these units.
pub async fn list(tx: &mut Tx, filter: &Filter, orgs: &OrgScope, limit: i64) -> Result<Vec<HotIssue>> {
    let mut values = vec![Value::Int(Some(limit))];
    let mut terms = Vec::new();
    if let Some(from) = &filter.from {
        values.push(from.encode());
        terms.push(format!("h.last_on >= ${}", values.len()));
    }
    if let Some(until) = &filter.until {
        values.push(until.encode());
        terms.push(format!("h.first_on <= ${}", values.len()));
    }
    if let Some(region) = &filter.region {
        values.push(region.encode());
        terms.push(format!("h.region = ${}", values.len()));
    }
    if let Some(term) = orgs.condition("s.org_id", &mut values) {
        terms.push(format!(
            "exists (select 1 from hot_issue_member m join submission s on s.id = m.submission_id where m.issue_id = h.id and {term})"
        ));
    }
    let conditions = if terms.is_empty() { String::new() } else { format!(" where {}", terms.join(" and ")) };
    let sql = format!("select {} from hot_issue h{conditions} order by h.place limit $1", columns_of::<HotIssue>("h"));
    tx.all(sql, &values).await
}

/// Regions of which there are hot issues, by code.
pub async fn regions(tx: &mut Tx) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all("select distinct region from hot_issue order by region", args![]).await?;
    Ok(rows.into_iter().map(|(region,)| region).collect())
}

/// Its filings, by id.
pub async fn members(tx: &mut Tx, issue_id: i64, limit: i64) -> Result<Vec<i64>> {
    let sql = "select submission_id from hot_issue_member where issue_id = $1 order by submission_id limit $2";
    let rows: Vec<(i64,)> = tx.all(sql, args![issue_id, limit]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Its filings per month (`2026-05`) and kind, oldest month first.
pub async fn months(tx: &mut Tx, issue_id: i64) -> Result<Vec<(String, casework::codes::SubmissionKind, i64)>> {
    tx.all(
        "select substr(s.received_on, 1, 7) as month, s.kind, count(*) from hot_issue_member m join submission s on s.id = m.submission_id \
         where m.issue_id = $1 group by substr(s.received_on, 1, 7), s.kind order by month, s.kind",
        args![issue_id],
    )
    .await
}

/// The hot issues of a filing, the hottest first.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<HotIssue>> {
    let columns = columns_of::<HotIssue>("h");
    let sql = format!(
        "select {columns} from hot_issue_member m join hot_issue h on h.id = m.issue_id where m.submission_id = $1 order by h.place"
    );
    tx.all(sql, args![submission_id]).await
}
