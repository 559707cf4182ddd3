//! A filter as SQL: every term is told here once, and which of them lead and which are tried.
//!
//! A term that is tried is a scalar subquery, not `exists`: SQLite (from 3.51) makes a join of the latter and reads all
//! findings or matters through to build a filter for it, even when a page is soon full.

use super::{ListFilter, Number, Officer, OrgScope};
use crate::table::{args, in_list};
use crate::value::{Column, Value};
use crate::{Result, Tx};

/// Traders' names up to which a part of a name is looked up by name; a part that many names have is soon found by reading on.
const NAMES_LIMIT: i64 = 64;
/// Matters, findings or numbers up to which they drive the query.
const DRIVING_LIMIT: i64 = 5_000;

/// A `where` clause (or nothing) and its parameters.
#[derive(Clone)]
pub(super) struct Condition<'a> {
    /// The tables that the clause speaks of.
    pub(super) from: &'static str,
    pub(super) sql: String,
    pub(super) values: Vec<Value<'a>>,
    /// Some term matches few filings and has an index: it must drive the query.
    driven: bool,
}

impl Default for Condition<'_> {
    fn default() -> Self {
        Self { from: "submission s", sql: String::new(), values: Vec::new(), driven: false }
    }
}

impl<'a> Condition<'a> {
    pub(super) fn latest_first(&self) -> String {
        self.ordered("s.received_at", "|| ''", "s.id", "desc")
    }

    /// These filings as far as something is owed on them. Read in the order of days from `owed`, unless few filings match: the cross
    /// join keeps SQLite from beginning with the filings.
    pub(super) fn owed(&self, filter: &'a ListFilter) -> Self {
        let from = if self.driven { "submission s join owed o on o.submission_id = s.id" } else { "owed o cross join submission s" };
        let mut owed = Self { from, ..self.clone() };
        owed.and("o.leads and s.id = o.submission_id", []);
        if let OrgScope::Only(orgs) = &filter.orgs
            && let [org] = orgs.as_slice()
        {
            owed.and("o.filing_org_id = {}", [org.encode()]);
        }
        if let Some(due) = &filter.due {
            owed.and_equal("o.due_on >= {}", &due.from);
            owed.and_equal("o.due_on <= {}", &due.to);
        }
        owed
    }

    /// These filings as far as nothing is owed on them.
    pub(super) fn not_owed(&self) -> Self {
        let mut none = Self { from: "submission s left join owed o on o.submission_id = s.id and o.leads", ..self.clone() };
        none.and("o.submission_id is null", []);
        none
    }

    /// An order that an index gives, or, for a driven query, the same as an expression (`neutral` changes no value):
    /// else a planner that expects matches everywhere reads the whole index of the order to find them at its far end.
    pub(super) fn ordered(&self, key: &str, neutral: &str, id: &str, direction: &str) -> String {
        let neutral = if self.driven { neutral } else { "" };
        format!("{key} {neutral} {direction}, {id} {direction}")
    }

    /// Adds a term; every `{}` in it stands for one of the values.
    pub(super) fn and(&mut self, term: &str, values: impl IntoIterator<Item = Value<'a>>) {
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

/// What a filter asks for.
pub(super) async fn condition<'a>(tx: &mut Tx, filter: &'a ListFilter) -> Result<Condition<'a>> {
    let mut condition = Condition::default();
    if let Some(term) = filter.orgs.condition("s.org_id", &mut condition.values) {
        condition.and(&term, []);
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
        Some(Officer::Nobody) => {
            condition.and("(select 1 from owed o where o.submission_id = s.id and o.officer_id is null limit 1) = 1", [])
        }
    }
    due(tx, filter, &mut condition).await?;
    number(tx, filter, &mut condition).await?;
    states(tx, filter, &mut condition).await?;
    operator(tx, filter, &mut condition).await?;
    finding(tx, filter, &mut condition).await?;
    Ok(condition)
}

/// Days by which something is owed: few filings lead, many are tried filing by filing.
async fn due<'a>(tx: &mut Tx, filter: &'a ListFilter, condition: &mut Condition<'a>) -> Result<()> {
    let Some(due) = &filter.due else { return Ok(()) };
    let mut days = Condition { from: "owed o", ..Condition::default() };
    days.and("o.leads", []);
    days.and_equal("o.due_on >= {}", &due.from);
    days.and_equal("o.due_on <= {}", &due.to);
    let few = count(tx, &days, DRIVING_LIMIT + 1).await? <= DRIVING_LIMIT;
    condition.driven |= few;
    condition.and(
        if few {
            "s.id in (select o.submission_id from owed o where o.leads"
        } else {
            "(select 1 from owed o where o.submission_id = s.id and o.leads"
        },
        [],
    );
    condition.and_equal("o.due_on >= {}", &due.from);
    condition.and_equal("o.due_on <= {}", &due.to);
    condition.sql.push_str(if few { ")" } else { ") = 1" });
    Ok(())
}

/// A number, or its beginning if not too many begin so.
async fn number<'a>(tx: &mut Tx, filter: &'a ListFilter, condition: &mut Condition<'a>) -> Result<()> {
    let start = match &filter.number {
        None => return Ok(()),
        Some(Number::Exact(number)) => {
            condition.and("s.submission_no = {}", [number.encode()]);
            condition.driven = true;
            return Ok(());
        }
        Some(Number::StartsWith(start)) => start,
    };
    // U+10FFFF is the greatest character, in both databases' byte order.
    let range = [start.encode(), Value::Owned(Some(format!("{start}\u{10FFFF}")))];
    let mut of_number = Condition::default();
    of_number.and("s.submission_no >= {} and s.submission_no < {}", range.clone());
    condition.driven |= count(tx, &of_number, DRIVING_LIMIT + 1).await? <= DRIVING_LIMIT;
    condition.and("s.submission_no >= {} and s.submission_no < {}", range);
    Ok(())
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
        condition.driven = true;
    } else {
        condition.and_in("(select 1 from matter m where m.submission_id = s.id and m.state in", states, " limit 1) = 1");
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
        condition.driven = true;
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
        condition.driven = true;
    } else {
        condition.and(&format!("(select 1 from finding f where f.submission_id = s.id and {term} limit 1) = 1"), of_finding.values);
    }
    Ok(())
}

/// Filings that match, counted up to the limit.
pub(super) async fn count(tx: &mut Tx, condition: &Condition<'_>, limit: i64) -> Result<i64> {
    let mut values = condition.values.clone();
    values.push(Value::Int(Some(limit)));
    let sql = format!("select count(*) from (select 1 from {}{} limit ${}) matching", condition.from, condition.sql, values.len());
    let (count,): (i64,) = tx.one(sql, &values).await?;
    Ok(count)
}
