//! The list of filings: any combination of filters, in three orders, a page at a time.
//!
//! Every page must cost about a millisecond at 200,000 filings, so each order has an index that gives it (with and
//! without a unit), counting stops at a limit, and filters that match few filings drive the query instead of being
//! tried on every one.

mod condition;

use casework::codes::{Category, Channel, Issue, SubmissionKind};
use casework::matter::MatterState;
use jiff::civil::{Date, DateTime};

use self::condition::{Condition, condition, count};
use crate::table::{columns_of, in_list, table};
use crate::value::{Column, Value};
use crate::{Result, Tx};

/// Whose filings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OrgScope {
    #[default]
    All,
    /// Of these units; none = nothing.
    Only(Vec<i64>),
}

impl OrgScope {
    /// The term that keeps rows whose unit, in that column, is one of these; nothing where every unit is.
    pub(crate) fn condition<'a>(&'a self, column: &str, values: &mut Vec<Value<'a>>) -> Option<String> {
        match self {
            Self::All => None,
            Self::Only(orgs) if orgs.len() == 1 => {
                values.extend(orgs.iter().map(Column::encode));
                Some(format!("{column} = ${}", values.len()))
            }
            // `+ 0` keeps the planner from collecting and sorting several units' rows instead of reading on in order.
            Self::Only(orgs) => Some(format!("{column} + 0 in ({})", in_list(values.len() + 1, values, orgs.iter().map(Column::encode)))),
        }
    }
}

/// Which officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Officer {
    Account(i64),
    /// Open, and nobody in charge.
    Nobody,
}

/// Days by which something is owed, both ends included; an open end is unbounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// A number or its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    Exact(String),
    StartsWith(String),
}

/// Order of the list; ties are broken by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Latest received first.
    #[default]
    Received,
    /// Earliest due first, those on which nothing is owed last.
    Due,
    /// Largest claim first.
    Claim,
}

/// What to list. The default is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    pub orgs: OrgScope,
    /// Filings with a matter in one of these states.
    pub states: Vec<MatterState>,
    /// Filings with (`true`) or without an open matter.
    pub open: Option<bool>,
    pub kind: Option<SubmissionKind>,
    pub channel: Option<Channel>,
    pub region: Option<String>,
    pub category: Option<Category>,
    pub issue: Option<Issue>,
    /// Part of the trader's name.
    pub operator: Option<String>,
    pub number: Option<Number>,
    /// First and last day of receipt.
    pub received_from: Option<Date>,
    pub received_to: Option<Date>,
    pub officer: Option<Officer>,
    /// Filings with a current finding of this circumstance and verdict, either or both.
    pub circumstance: Option<String>,
    pub verdict: Option<String>,
    pub due: Option<Due>,
    pub sort: Sort,
}

table! {
    /// One filing in the list.
    pub ListRow of "submission" {
        id: i64,
        submission_no: String,
        channel: Channel,
        received_at: DateTime,
        kind: SubmissionKind,
        operator_name: String,
        region: String,
        platform: Option<String>,
        item: Option<String>,
        category: Option<Category>,
        issue: Option<Issue>,
        amount_fen: Option<i64>,
        claim_fen: Option<i64>,
        historical: bool,
        org_id: i64,
        open: bool,
        person_id: Option<i64>,
    }
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub rows: Vec<ListRow>,
    /// Matching filings, counted up to the limit that was asked for.
    pub total: i64,
}

/// The filings from `offset` on, and how many there are, counted up to `count_limit`.
pub async fn list(tx: &mut Tx, filter: &ListFilter, offset: i64, limit: i64, count_limit: i64) -> Result<Listed> {
    let condition = condition(tx, filter).await?;
    let rows = match filter.sort {
        Sort::Received => page(tx, &condition, &condition.latest_first(), offset, limit).await?,
        Sort::Due => {
            let order = condition.ordered("o.due_on", "|| ''", "o.submission_id", "asc");
            let (with, without) = (condition.owed(filter), condition.not_owed());
            keyed_page(tx, &with, &without, &order, offset, limit).await?
        }
        Sort::Claim => {
            let order = condition.ordered("s.claim_fen", "+ 0", "s.id", "desc");
            let (mut with, mut without) = (condition.clone(), condition.clone());
            with.and("s.claim_fen is not null", []);
            without.and("s.claim_fen is null", []);
            keyed_page(tx, &with, &without, &order, offset, limit).await?
        }
    };
    let total = count(tx, &condition, count_limit).await?;
    Ok(Listed { rows, total })
}

async fn page(tx: &mut Tx, condition: &Condition<'_>, order: &str, offset: i64, limit: i64) -> Result<Vec<ListRow>> {
    let next = condition.values.len() + 1;
    let mut values = condition.values.clone();
    values.extend([Value::Int(Some(limit)), Value::Int(Some(offset))]);
    let columns = columns_of::<ListRow>("s");
    let Condition { from, sql, .. } = condition;
    tx.all(format!("select {columns} from {from}{sql} order by {order} limit ${next} offset ${}", next + 1), &values).await
}

/// Filings that have the key in its order, then those that have none, latest first. Two statements, each of which an
/// index answers in order; one statement with `nulls last` would sort everything.
async fn keyed_page(
    tx: &mut Tx,
    with: &Condition<'_>,
    without: &Condition<'_>,
    order: &str,
    offset: i64,
    limit: i64,
) -> Result<Vec<ListRow>> {
    let mut rows = page(tx, with, order, offset, limit).await?;
    let found = i64::try_from(rows.len()).unwrap_or(limit);
    if found < limit {
        let before = if found > 0 { offset + found } else { count(tx, with, offset).await? };
        rows.extend(page(tx, without, &without.latest_first(), (offset - before).max(0), limit - found).await?);
    }
    Ok(rows)
}
