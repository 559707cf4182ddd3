//! 个人信息权利: requests, their papers, and what was erased.

use casework::registry::ObjectionChannel;
use casework::rights::{Applicant, RefusalGround, Right, RightsOutcome};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::ledger::{self, Act};
use crate::submission::OrgScope;
use crate::table::{args, columns_of, in_list, insert as insert_row, select, table};
use crate::value::{Column, Value};
use crate::{Result, Tx};

table! {
    /// A request about whoever the anchor is held to be of.
    pub Request of "rights_request" {
        id: i64,
        anchor_id: i64,
        /// The unit that answers.
        org_id: i64,
        subject_right: Right,
        channel: ObjectionChannel,
        applicant: Applicant,
        received_on: Date,
        due_on: Date,
        provisional: bool,
        /// What is asked, sealed.
        words: Vec<u8>,
        /// How it was checked who asks, sealed.
        verified: Vec<u8>,
        recorded_by: i64,
        recorded_at: Timestamp,
        open: bool,
        outcome: Option<RightsOutcome>,
        ground: Option<RefusalGround>,
        answered_by: Option<i64>,
        answered_on: Option<Date>,
        /// The reasons given, sealed.
        answer: Option<Vec<u8>>,
    }
}

table! {
    /// An issued paper with its sealed file.
    pub RightsPaper of "rights_paper" {
        id: i64,
        request_id: i64,
        /// Code of the kind of paper.
        form: String,
        paper_no: String,
        org_id: i64,
        year: i64,
        number: i64,
        /// Of the file in clear, lower-case hex.
        sha256: String,
        /// Sealed.
        pdf: Vec<u8>,
        issued_by: i64,
        issued_at: Timestamp,
    }
}

table! {
    /// The same without its file.
    pub RightsPaperHead of "rights_paper" {
        id: i64,
        request_id: i64,
        form: String,
        paper_no: String,
        sha256: String,
        issued_by: i64,
        issued_at: Timestamp,
    }
}

/// The answer to a request.
#[derive(Clone, Debug)]
pub struct Answer {
    pub outcome: RightsOutcome,
    pub ground: Option<RefusalGround>,
    pub by: i64,
    pub on: Date,
    /// Sealed.
    pub reason: Vec<u8>,
}

/// The id of a new request, to which its words are bound.
pub async fn reserve(tx: &mut Tx) -> Result<i64> {
    tx.reserve("rights_request", 1).await
}

pub async fn insert(tx: &mut Tx, request: &Request) -> Result<()> {
    insert_row(tx, request).await?;
    log(tx, "rights.asked", request.recorded_by, request.recorded_at, request).await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Request>> {
    tx.optional(select::<Request>("where id = $1"), args![id]).await
}

/// Answers a request that has no answer. `false` = it has one.
pub async fn answer(tx: &mut Tx, id: i64, answer: &Answer, at: Timestamp) -> Result<bool> {
    let changed = tx
        .execute(
            "update rights_request set open = $1, outcome = $2, ground = $3, answered_by = $4, answered_on = $5, answer = $6 \
             where id = $7 and outcome is null",
            args![false, answer.outcome, answer.ground, answer.by, answer.on, answer.reason.as_slice(), id],
        )
        .await?;
    if changed == 1
        && let Some(request) = get(tx, id).await?
    {
        log(tx, "rights.answered", answer.by, at, &request).await?;
    }
    Ok(changed == 1)
}

async fn log(tx: &mut Tx, kind: &str, by: i64, at: Timestamp, row: &Request) -> Result<()> {
    let key = row.id.to_string();
    ledger::append(tx, Act { kind: kind.to_owned(), account_id: Some(by), at: Some(at), key: &key }, row).await
}

/// Requests about this person, latest first.
pub async fn of_person(tx: &mut Tx, person_id: i64) -> Result<Vec<Request>> {
    let columns = columns_of::<Request>("r");
    tx.all(
        format!("select {columns} from submission s join rights_request r on r.anchor_id = s.id where s.person_id = $1 order by r.id desc"),
        args![person_id],
    )
    .await
}

/// Requests that these units answer, latest first, before that id (`i64::MAX` to begin).
pub async fn page_before(tx: &mut Tx, orgs: &OrgScope, open: bool, before_id: i64, limit: i64) -> Result<Vec<Request>> {
    let mut values = vec![Value::Int(Some(before_id)), Value::Int(Some(limit)), Value::Bool(Some(open))];
    let mut condition = String::new();
    if let OrgScope::Only(orgs) = orgs {
        let list = in_list(4, &mut values, orgs.iter().map(Column::encode));
        condition = format!(" and org_id in ({list})");
    }
    tx.all(select::<Request>(&format!("where id < $1 and open = $3{condition} order by id desc limit $2")), &values).await
}

/// The id of a new paper, to which its sealed file is bound. Its number comes from `paper::next_number`.
pub async fn reserve_paper(tx: &mut Tx) -> Result<i64> {
    tx.reserve("rights_paper", 1).await
}

/// Keeps a paper; its hash goes into the log with its number.
pub async fn insert_paper(tx: &mut Tx, paper: &RightsPaper) -> Result<()> {
    insert_row(tx, paper).await?;
    let head = RightsPaperHead {
        id: paper.id,
        request_id: paper.request_id,
        form: paper.form.clone(),
        paper_no: paper.paper_no.clone(),
        sha256: paper.sha256.clone(),
        issued_by: paper.issued_by,
        issued_at: paper.issued_at,
    };
    let (kind, key) = ("rights.paper".to_owned(), paper.id.to_string());
    ledger::append(tx, Act { kind, account_id: Some(paper.issued_by), at: Some(paper.issued_at), key: &key }, &head).await
}

pub async fn paper(tx: &mut Tx, id: i64) -> Result<Option<RightsPaper>> {
    tx.optional(select::<RightsPaper>("where id = $1"), args![id]).await
}

/// Oldest first.
pub async fn papers_of(tx: &mut Tx, request_id: i64) -> Result<Vec<RightsPaperHead>> {
    tx.all(select::<RightsPaperHead>("where request_id = $1 order by id"), args![request_id]).await
}

table! {
    /// Personal data that was corrected or erased: what is left of it, besides commitments in the log.
    pub Change of "personal_change" {
        id: i64,
        /// Code: `corrected`, `erased`.
        kind: String,
        /// Code of the class of data, such as `submission` or `phone`.
        class: String,
        /// Of the filing or list.
        ref_id: i64,
        /// The request that asked for it; nothing when its time was over.
        request_id: Option<i64>,
        /// Cells or rows.
        cells: i64,
        /// Nobody for the job.
        changed_by: Option<i64>,
        changed_at: Timestamp,
    }
}

/// Records a change; the id is given by the store and returned.
pub async fn record_change(tx: &mut Tx, change: &Change) -> Result<i64> {
    let id = tx.reserve("personal_change", 1).await?;
    let row = Change { id, ..change.clone() };
    insert_row(tx, &row).await?;
    let (kind, key) = (format!("personal.{}", row.kind), id.to_string());
    ledger::append(tx, Act { kind, account_id: row.changed_by, at: Some(row.changed_at), key: &key }, &row).await?;
    Ok(id)
}

/// Latest first.
pub async fn changes(tx: &mut Tx, limit: i64) -> Result<Vec<Change>> {
    tx.all(select::<Change>("order by id desc limit $1"), args![limit]).await
}

/// What a request brought about, oldest first.
pub async fn changes_of(tx: &mut Tx, request_id: i64) -> Result<Vec<Change>> {
    tx.all(select::<Change>("where request_id = $1 order by id"), args![request_id]).await
}

/// The next filings after that id that were received before that day, are over, and whose personal part is still there: to look
/// over all of them in pages.
pub async fn received_before(tx: &mut Tx, day: Date, after_id: i64, limit: i64) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> = tx
        .all(
            "select s.id from submission s where s.id > $1 and not s.open and s.received_on < $2 \
             and not exists (select 1 from personal_change c where c.class = 'submission' and c.ref_id = s.id and c.kind = 'erased') \
             order by s.id limit $3",
            args![after_id, day, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
