//! 工作台: matters on which something is owed, most urgent first.

use casework::clock::TermId;
use casework::codes::{Category, Issue, MatterKind};
use casework::decision::RulesId;
use casework::matter::MatterState;
use jiff::civil::Date;

use crate::submission::{Due, OrgScope};
use crate::table::Read;
use crate::value::{Column, Row, Value};
use crate::{Result, Tx};

/// Whose work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    Officer(i64),
    Orgs(OrgScope),
    /// Open matters of these units that nobody is in charge of.
    Unassigned(OrgScope),
}

/// A matter on which something is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkRow {
    pub matter_id: i64,
    pub submission_id: i64,
    pub submission_no: String,
    pub kind: MatterKind,
    pub state: MatterState,
    pub org_id: i64,
    pub officer_id: Option<i64>,
    pub rules_id: Option<RulesId>,
    pub received_on: Date,
    pub due_on: Date,
    pub due_term: TermId,
    pub due_provisional: bool,
    pub operator_name: String,
    pub category: Option<Category>,
    pub issue: Option<Issue>,
    pub item: Option<String>,
}

const COLUMNS: &str = "m.id, m.submission_id, s.submission_no, m.kind, m.state, m.org_id, m.officer_id, m.rules_id, m.received_on, \
     o.due_on, o.term, o.provisional, s.operator_name, s.category, s.issue, s.item";

impl Read for WorkRow {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            matter_id: row.get(0)?,
            submission_id: row.get(1)?,
            submission_no: row.get(2)?,
            kind: row.get(3)?,
            state: row.get(4)?,
            org_id: row.get(5)?,
            officer_id: row.get(6)?,
            rules_id: row.get(7)?,
            received_on: row.get(8)?,
            due_on: row.get(9)?,
            due_term: row.get(10)?,
            due_provisional: row.get(11)?,
            operator_name: row.get(12)?,
            category: row.get(13)?,
            issue: row.get(14)?,
            item: row.get(15)?,
        })
    }
}

/// Matters of the scope that are due in that stretch, counted up to the limit.
pub async fn count(tx: &mut Tx, scope: &Scope, due: Due, count_limit: i64) -> Result<i64> {
    let (condition, mut values) = condition(scope, due);
    values.push(Value::Int(Some(count_limit)));
    let sql = format!("select count(*) from (select 1 from owed o{condition} limit ${}) counted", values.len());
    let (count,): (i64,) = tx.one(sql, &values).await?;
    Ok(count)
}

/// The first of them, earliest due first.
pub async fn first(tx: &mut Tx, scope: &Scope, due: Due, limit: i64) -> Result<Vec<WorkRow>> {
    let (condition, mut values) = condition(scope, due);
    values.push(Value::Int(Some(limit)));
    let sql = format!(
        "select {COLUMNS} from (select * from owed o{condition} order by o.due_on, o.submission_id, o.matter_id limit ${}) o \
         join matter m on m.id = o.matter_id join submission s on s.id = o.submission_id order by o.due_on, o.submission_id, o.matter_id",
        values.len()
    );
    tx.all(sql, &values).await
}

fn condition(scope: &Scope, due: Due) -> (String, Vec<Value<'_>>) {
    let mut values = Vec::new();
    let mut terms = Vec::new();
    match scope {
        Scope::Officer(id) => {
            values.push(id.encode());
            terms.push("o.officer_id = $1".to_owned());
        }
        Scope::Orgs(orgs) => terms.extend(orgs.condition("o.org_id", &mut values)),
        Scope::Unassigned(orgs) => {
            terms.push("o.officer_id is null".to_owned());
            terms.extend(orgs.condition("o.org_id", &mut values));
        }
    }
    for (day, operator) in [(due.from, ">="), (due.to, "<=")] {
        if let Some(day) = day {
            values.push(Value::Owned(Some(day.to_string())));
            terms.push(format!("o.due_on {operator} ${}", values.len()));
        }
    }
    let condition = if terms.is_empty() { String::new() } else { format!(" where {}", terms.join(" and ")) };
    (condition, values)
}
