//! 来件: the part of a filing that is not personal. The personal part is [`crate::sealed`].

mod list;
mod write;

pub use list::{Due, ListFilter, ListRow, Listed, Number, Officer, OrgScope, Sort, list};
pub use write::{Known, ReportedResult, insert_many, known, reserve, set_organisation, update_result};

use casework::codes::{Category, Channel, IdKind, Issue, Outcome, SubmissionKind, Verification};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::table::{IN_LIMIT, args, in_list, select, table};
use crate::value::Value;
use crate::{Result, Tx};

table! {
    /// A filing without its personal fields. Money in fen, quantities in thousandths.
    pub Submission of "submission" {
        id: i64,
        submission_no: String,
        channel: Channel,
        received_at: DateTime,
        received_on: Date,
        kind: SubmissionKind,
        filer_id_kind: Option<IdKind>,
        real_name: Option<bool>,
        consent_publish: Option<bool>,
        consent_delegate: Option<bool>,
        operator_name: String,
        operator_uscc: Option<String>,
        operator_address: Option<String>,
        region: String,
        platform: Option<String>,
        item: Option<String>,
        category: Option<Category>,
        issue: Option<Issue>,
        purchased_on: Option<Date>,
        quantity_milli: Option<i64>,
        unit: Option<String>,
        amount_fen: Option<i64>,
        order_no: Option<String>,
        claim_fen: Option<i64>,
        /// Whether 诉求 was filled in; its text is sealed.
        has_demand: bool,
        /// Lower-case SHA-256, separated by `;`; empty = none.
        evidence_hashes: String,
        outcome: Option<Outcome>,
        closed_at: Option<DateTime>,
        award_fen: Option<i64>,
        punitive: Option<bool>,
        verification: Option<Verification>,
        /// Taken in as a fact about the past: nothing is owed on it.
        historical: bool,
        /// The unit of its region.
        org_id: i64,
        /// Whether one of its matters is open. Kept by `owed::refresh`.
        open: bool,
        /// The derived person. Kept by `person::assign`.
        person_id: Option<i64>,
        import_run_id: Option<i64>,
        source_row: Option<i64>,
        /// Keyed digest of the row without the reported result: tells whether a row that comes again is the same.
        digest: Vec<u8>,
        created_at: Timestamp,
    }
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Submission>> {
    tx.optional(select::<Submission>("where id = $1"), args![id]).await
}

/// Those of the filings that exist, by id.
pub async fn get_many(tx: &mut Tx, ids: &[i64]) -> Result<Vec<Submission>> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        found.extend(tx.all::<Submission>(select::<Submission>(&format!("where id in ({list}) order by id")), &values).await?);
    }
    Ok(found)
}

/// The next filings after that id, in the order of ids: to read all of them in pages.
pub async fn page_after(tx: &mut Tx, after_id: i64, limit: i64) -> Result<Vec<Submission>> {
    tx.all(select::<Submission>("where id > $1 order by id limit $2"), args![after_id, limit]).await
}

/// Ids with that number: one per channel that has it.
pub async fn by_number(tx: &mut Tx, submission_no: &str) -> Result<Vec<(i64, Channel)>> {
    tx.all("select id, channel from submission where submission_no = $1 order by id", args![submission_no]).await
}

/// The id and number of each filing that has one of these numbers, by number and id.
pub async fn by_numbers(tx: &mut Tx, numbers: &[String]) -> Result<Vec<(i64, String, Channel)>> {
    let mut found = Vec::with_capacity(numbers.len());
    for chunk in numbers.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|number| Value::Text(Some(number))));
        let sql = format!("select id, submission_no, channel from submission where submission_no in ({list}) order by submission_no, id");
        found.extend(tx.all::<(i64, String, Channel)>(sql, &values).await?);
    }
    Ok(found)
}

/// Filings of a derived person, latest first.
pub async fn of_person(tx: &mut Tx, person_id: i64, limit: i64) -> Result<Vec<Submission>> {
    tx.all(select::<Submission>("where person_id = $1 order by received_at desc, id desc limit $2"), args![person_id, limit]).await
}

/// The credit code that first came with each of these traders' names, by name; names that never came with one are left out.
pub async fn codes_of_operators(tx: &mut Tx, names: &[String]) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for chunk in names.chunks(CODES_LIMIT) {
        let padded = chunk.iter().chain(std::iter::repeat_n(&chunk[chunk.len() - 1], chunk.len().next_power_of_two() - chunk.len()));
        let values: Vec<Value<'_>> = padded.map(|name| Value::Text(Some(name))).collect();
        let each = (1..=values.len()).map(|parameter| {
            format!(
                "select * from (select operator_name, operator_uscc from submission where operator_name = ${parameter} \
                 and operator_uscc is not null order by received_at, id limit 1) as named{parameter}"
            )
        });
        found.extend(tx.all::<(String, String)>(each.collect::<Vec<_>>().join(" union all "), &values).await?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Names asked for in one statement.
const CODES_LIMIT: usize = 64;

/// Filings against traders of these names received within the days, the last included, by id; at most `limit`.
pub async fn against(tx: &mut Tx, names: &[String], (from, until): (Date, Date), limit: i64) -> Result<Vec<Submission>> {
    let (from, until) = (from.to_datetime(jiff::civil::Time::midnight()), until.to_datetime(jiff::civil::Time::MAX));
    let mut values = vec![crate::value::Bind::bind(&from), crate::value::Bind::bind(&until), Value::Int(Some(limit))];
    let list = in_list(4, &mut values, names.iter().take(IN_LIMIT).map(|name| Value::Text(Some(name))));
    let tail = format!("where operator_name in ({list}) and received_at between $1 and $2 order by id limit $3");
    tx.all(select::<Submission>(&tail), &values).await
}

/// All filings.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    count_of(tx, &OrgScope::All).await
}

/// The filings of these units.
pub async fn count_of(tx: &mut Tx, orgs: &OrgScope) -> Result<i64> {
    let mut values = Vec::new();
    let condition = orgs.condition("org_id", &mut values).map_or_else(String::new, |term| format!(" where {term}"));
    let (count,): (i64,) = tx.one(format!("select count(*) from submission{condition}"), &values).await?;
    Ok(count)
}
