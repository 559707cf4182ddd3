//! The list of filings: any combination of filters, in three orders, a page at a time.
//!
//! Every page must cost about a millisecond at 200,000 filings, so each order has an index that gives it (with and
//! without a unit), counting stops at a limit, and filters that match few filings drive the query instead of being
//! tried on every one.

use casework::codes::{Category, Channel, Issue, SubmissionKind};
use casework::matter::MatterState;
use jiff::civil::{Date, DateTime};

use crate::table::{args, columns_of, in_list, table};
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
        due_on: Option<Date>,
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

/// Traders' names up to which a part of a name is looked up by name; a part that many names have is soon found by reading on.
const NAMES_LIMIT: i64 = 64;
/// Matters or findings up to which they drive the query.
const DRIVING_LIMIT: i64 = 5_000;

/// The filings from `offset` on, and how many there are, counted up to `count_limit`.
pub async fn list(tx: &mut Tx, filter: &ListFilter, offset: i64, limit: i64, count_limit: i64) -> Result<Listed> {
    let condition = condition(tx, filter).await?;
    let rows = match filter.sort {
        Sort::Received => page(tx, &condition, LATEST_FIRST, offset, limit).await?,
        Sort::Due => keyed_page(tx, &condition, "s.due_on", "s.due_on, s.id", offset, limit).await?,
        Sort::Claim => keyed_page(tx, &condition, "s.claim_fen", "s.claim_fen desc, s.id desc", offset, limit).await?,
    };
    let total = count(tx, &condition, count_limit).await?;
    Ok(Listed { rows, total })
}

const LATEST_FIRST: &str = "s.received_at desc, s.id desc";

async fn page(tx: &mut Tx, condition: &Condition<'_>, order: &str, offset: i64, limit: i64) -> Result<Vec<ListRow>> {
    let next = condition.values.len() + 1;
    let mut values = condition.values.clone();
    values.extend([Value::Int(Some(limit)), Value::Int(Some(offset))]);
    let columns = columns_of::<ListRow>("s");
    let sql = &condition.sql;
    tx.all(format!("select {columns} from submission s{sql} order by {order} limit ${next} offset ${}", next + 1), &values).await
}

/// Filings that have the key in its order, then those that have none, latest first. Two statements, each of which an
/// index answers in order; one statement with `nulls last` would sort everything.
async fn keyed_page(tx: &mut Tx, all: &Condition<'_>, key: &str, order: &str, offset: i64, limit: i64) -> Result<Vec<ListRow>> {
    let mut with = all.clone();
    with.and(&format!("{key} is not null"), []);
    let mut rows = page(tx, &with, order, offset, limit).await?;
    let found = i64::try_from(rows.len()).unwrap_or(limit);
    if found < limit {
        let before = if found > 0 { offset + found } else { count(tx, &with, offset).await? };
        let mut without = all.clone();
        without.and(&format!("{key} is null"), []);
        rows.extend(page(tx, &without, LATEST_FIRST, (offset - before).max(0), limit - found).await?);
    }
    Ok(rows)
}

async fn count(tx: &mut Tx, condition: &Condition<'_>, limit: i64) -> Result<i64> {
    let mut values = condition.values.clone();
    values.push(Value::Int(Some(limit)));
    let sql = format!("select count(*) from (select 1 from submission s{} limit ${}) matching", condition.sql, values.len());
    let (count,): (i64,) = tx.one(sql, &values).await?;
    Ok(count)
}

/// A `where` clause (or nothing) and its parameters.
#[derive(Clone, Default)]
struct Condition<'a> {
    sql: String,
    values: Vec<Value<'a>>,
}

impl<'a> Condition<'a> {
    /// Adds a term; every `{}` in it stands for one of the values.
    fn and(&mut self, term: &str, values: impl IntoIterator<Item = Value<'a>>) {
        self.sql.push_str(if self.sql.is_empty() { " where " } else { " and " });
        let mut pieces = term.split("{}");
        self.sql.push_str(pieces.next().unwrap_or(""));
        for (piece, value) in pieces.zip(values) {
            self.values.push(value);
            self.sql.push_str(&format!("${}{piece}", self.values.len()));
        }
    }

    /// Adds `before (…) after` over a list.
    fn and_in(&mut self, before: &str, list: impl IntoIterator<Item = Value<'a>>, after: &str) {
        let placeholders = in_list(self.values.len() + 1, &mut self.values, list);
        self.and(&format!("{before} ({placeholders}){after}"), []);
    }

    fn and_equal<T: Column>(&mut self, term: &str, value: &'a Option<T>) {
        if let Some(value) = value {
            self.and(term, [value.encode()]);
        }
    }
}

async fn condition<'a>(tx: &mut Tx, filter: &'a ListFilter) -> Result<Condition<'a>> {
    let mut condition = Condition::default();
    match &filter.orgs {
        OrgScope::All => {}
        OrgScope::Only(orgs) if orgs.len() == 1 => condition.and("s.org_id = {}", orgs.iter().map(Column::encode)),
        // `+ 0` keeps the planner from collecting and sorting several units' filings instead of reading on in order.
        OrgScope::Only(orgs) => condition.and_in("s.org_id + 0 in", orgs.iter().map(Column::encode), ""),
    }
    // As it stands in the partial indexes.
    let only_open_states = !filter.states.is_empty() && filter.states.iter().all(|state| state.is_open());
    match filter.open {
        Some(false) => condition.and("not s.open", []),
        Some(true) => condition.and("s.open", []),
        None if only_open_states => condition.and("s.open", []),
        None => {}
    }
    condition.and_equal("s.kind = {}", &filter.kind);
    condition.and_equal("s.channel = {}", &filter.channel);
    condition.and_equal("s.region = {}", &filter.region);
    condition.and_equal("s.category = {}", &filter.category);
    condition.and_equal("s.issue = {}", &filter.issue);
    match &filter.number {
        None => {}
        Some(Number::Exact(number)) => condition.and("s.submission_no = {}", [number.encode()]),
        Some(Number::StartsWith(start)) => condition.and(
            "s.submission_no >= {} and s.submission_no < {}",
            // U+10FFFF is the greatest character, in both databases' byte order.
            [start.encode(), Value::Owned(Some(format!("{start}\u{10FFFF}")))],
        ),
    }
    if let Some(day) = filter.received_from {
        condition.and("s.received_at >= {}", [Value::Owned(Some(format!("{day}T00:00:00")))]);
    }
    if let Some(day) = filter.received_to {
        condition.and("s.received_at <= {}", [Value::Owned(Some(format!("{day}T23:59:59")))]);
    }
    match &filter.officer {
        None => {}
        Some(Officer::Account(id)) => {
            condition.and("s.id in (select m.submission_id from matter m where m.officer_id = {})", [id.encode()]);
        }
        Some(Officer::Nobody) => condition
            .and("exists (select 1 from matter m where m.submission_id = s.id and m.officer_id is null and m.due_on is not null)", []),
    }
    if let Some(due) = &filter.due {
        condition.and("s.due_on is not null", []);
        condition.and_equal("s.due_on >= {}", &due.from);
        condition.and_equal("s.due_on <= {}", &due.to);
    }
    states(tx, filter, &mut condition).await?;
    operator(tx, filter, &mut condition).await?;
    finding(tx, filter, &mut condition).await?;
    Ok(condition)
}

/// States of matters: few matters lead to their filings, many are tried filing by filing.
async fn states<'a>(tx: &mut Tx, filter: &'a ListFilter, condition: &mut Condition<'a>) -> Result<()> {
    if filter.states.is_empty() {
        return Ok(());
    }
    let mut values = vec![Value::Int(Some(DRIVING_LIMIT + 1))];
    let list = in_list(2, &mut values, filter.states.iter().map(Column::encode));
    let sql = format!("select count(*) from (select 1 from matter m where m.state in ({list}) limit $1) matching");
    let (count,): (i64,) = tx.one(sql, &values).await?;
    let states = filter.states.iter().map(Column::encode);
    if count <= DRIVING_LIMIT {
        condition.and_in("s.id in (select m.submission_id from matter m where m.state in", states, ")");
    } else {
        condition.and_in("exists (select 1 from matter m where m.submission_id = s.id and m.state in", states, ")");
    }
    Ok(())
}

/// Part of a trader's name: first in the list of names, of which there are far fewer than filings.
async fn operator<'a>(tx: &mut Tx, filter: &'a ListFilter, condition: &mut Condition<'a>) -> Result<()> {
    let Some(part) = &filter.operator else { return Ok(()) };
    let contains = tx.dialect().contains;
    let names: Vec<(String,)> = tx
        .all(
            format!("select name from operator where {contains}(name, $1) > 0 order by name limit $2"),
            args![part.as_str(), NAMES_LIMIT + 1],
        )
        .await?;
    if i64::try_from(names.len()).is_ok_and(|count| count <= NAMES_LIMIT) {
        condition.and_in("s.operator_name in", names.into_iter().map(|(name,)| Value::Owned(Some(name))), "");
    } else {
        condition.and(&format!("{contains}(s.operator_name, {{}}) > 0"), [part.encode()]);
    }
    Ok(())
}

/// A current finding: few of them lead to their filings, many are tried filing by filing.
async fn finding<'a>(tx: &mut Tx, filter: &'a ListFilter, condition: &mut Condition<'a>) -> Result<()> {
    let mut of_finding = Condition::default();
    of_finding.and_equal("f.circumstance = {}", &filter.circumstance);
    of_finding.and_equal("f.verdict = {}", &filter.verdict);
    if of_finding.values.is_empty() {
        return Ok(());
    }
    let term = match (&filter.circumstance, &filter.verdict) {
        (Some(_), Some(_)) => "f.current and f.circumstance = {} and f.verdict = {}",
        (Some(_), None) => "f.current and f.circumstance = {}",
        (None, _) => "f.current and f.verdict = {}",
    };
    let mut counted = of_finding.values.clone();
    counted.push(Value::Int(Some(DRIVING_LIMIT + 1)));
    let numbered = of_finding.sql.trim_start_matches(" where ");
    let (count,): (i64,) = tx
        .one(
            format!("select count(*) from (select 1 from finding f where f.current and {numbered} limit ${}) matching", counted.len()),
            &counted,
        )
        .await?;
    if count <= DRIVING_LIMIT {
        condition.and(&format!("s.id in (select f.submission_id from finding f where {term})"), of_finding.values);
    } else {
        condition.and(&format!("exists (select 1 from finding f where f.submission_id = s.id and {term})"), of_finding.values);
    }
    Ok(())
}
