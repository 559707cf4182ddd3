//! Everything on file, with the personal fields that identity and assessment read opened in memory.

use std::collections::{HashMap, HashSet};

use assess::Signs;
use assess::narratives::Words;
use casework::codes::FieldClass;
use casework::fact::{FactKind, FactResult};
use store::Tx;
use store::fact::Fact;
use store::protection::Protection;
use store::sealed::SealedIdentity;
use store::submission::Submission;
use zeroize::Zeroizing;

use super::Computing;
use super::texts::{Texts, Written};
use crate::personal::Clear;
use crate::{Desk, DeskError, imports, personal};

/// Rows read at a time.
const PAGE: i64 = 5_000;

/// What else the assessment reads of a filing.
#[derive(Default)]
pub(super) struct Extra {
    pub(super) agent_name: Option<Zeroizing<String>>,
    pub(super) agent_phone: Option<Zeroizing<String>>,
    pub(super) consignee_phone: Option<Zeroizing<String>>,
    pub(super) consignee_address: Option<Zeroizing<String>>,
    /// 诉求, only where no amount tells what is asked for.
    pub(super) demand: Option<Zeroizing<String>>,
    /// What was read in 内容 and 诉求; the texts are let go of page by page.
    pub(super) signs: Signs,
    /// The wording of 内容, see [`assess::narratives::fingerprint`].
    pub(super) wording: Option<u64>,
}

/// A department fact with what says whose it is, and what it is about.
pub(super) struct OpenedFact {
    pub(super) row: Fact,
    pub(super) id_no: Option<Zeroizing<String>>,
    pub(super) phone: Option<Zeroizing<String>>,
    pub(super) matter: Option<Zeroizing<String>>,
}

/// Everything, in the order of ids; the three lists go side by side.
#[derive(Default)]
pub(super) struct Opened {
    pub(super) rows: Vec<Submission>,
    pub(super) records: Vec<identity::Record>,
    pub(super) extras: Vec<Extra>,
    pub(super) facts: Vec<OpenedFact>,
    pub(super) protections: Vec<Protection>,
}

/// The narratives pass through to `texts`, page by page; nothing of them is kept here.
/// `on_page` is told how many filings were read.
pub(super) async fn everything(desk: &Desk, tx: &mut Tx, texts: &mut Texts, on_page: &(dyn Fn(usize) + Sync)) -> Result<Opened, DeskError> {
    let computing = Computing(());
    let facts = facts(desk, tx).await?;
    let denied: HashSet<i64> = facts
        .iter()
        .filter(|fact| fact.row.kind == FactKind::DeniedByPerson && fact.row.result == FactResult::Established)
        .filter_map(|fact| fact.row.submission_id)
        .collect();
    let mut opened = Opened { facts, protections: store::protection::all(tx).await?, ..Opened::default() };
    let mut after = 0;
    loop {
        let rows = store::submission::page_after(tx, after, PAGE).await?;
        let Some(last) = rows.last() else { break };
        let cells = store::sealed::identities_after(tx, after, PAGE).await?;
        after = last.id;
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let narratives = narratives(desk, tx, &ids).await?;
        let page = opened.rows.len();
        let mut cells = cells.into_iter().peekable();
        for row in rows {
            // Every filing has its sealed row, written in the same transaction.
            let Some(cell) = cells.next_if(|cell| cell.submission_id == row.id) else {
                return Err(DeskError::Fault("来件缺少对应的加密记录".into()));
            };
            opened.open(desk, row, &cell, denied.contains(&cell.submission_id), narratives.get(&cell.submission_id))?;
        }
        let written: Vec<Written<'_>> = opened.rows[page..]
            .iter()
            .zip(&opened.records[page..])
            .zip(&opened.extras[page..])
            .filter_map(|((row, record), extra)| {
                Some(Written { row, text: narratives.get(&row.id)?.computed(0, &computing), changing: changing(row, record, extra) })
            })
            .collect();
        texts.take(&written);
        on_page(opened.rows.len());
    }
    Ok(opened)
}

impl Opened {
    /// Opens one filing with what is to be read in its text, where that is given.
    pub(super) fn open(
        &mut self,
        desk: &Desk,
        row: Submission,
        cell: &SealedIdentity,
        denied: bool,
        narrative: Option<&Clear>,
    ) -> Result<(), DeskError> {
        let computing = Computing(());
        let text = |class, sealed: &Option<Vec<u8>>, part: usize| -> Result<Option<String>, DeskError> {
            let clear = personal::open(desk.vault(), class, row.id, sealed.as_deref())?;
            Ok(clear.map(|clear| clear.computed(part, &computing).to_owned()).filter(|text| !text.is_empty()))
        };
        let record = identity::Record {
            id: row.id,
            name: text(FieldClass::Name, &cell.name, 0)?,
            id_kind: row.filer_id_kind,
            id_no: text(FieldClass::IdNo, &cell.id_no, 0)?,
            phone: text(FieldClass::Phone, &cell.phone, 0)?,
            address: text(FieldClass::Address, &cell.address, 0)?,
            account: text(FieldClass::Account, &cell.account, 0)?,
            denied,
        };
        let mut extra = Extra {
            agent_name: text(FieldClass::Agent, &cell.agent, 0)?.map(Zeroizing::new),
            agent_phone: text(FieldClass::Agent, &cell.agent, 1)?.map(Zeroizing::new),
            consignee_phone: text(FieldClass::Consignee, &cell.consignee, 1)?.map(Zeroizing::new),
            consignee_address: text(FieldClass::Consignee, &cell.consignee, 2)?.map(Zeroizing::new),
            demand: narrative.filter(|_| asks_in_words(&row)).map(|clear| Zeroizing::new(clear.computed(1, &computing).to_owned())),
            signs: narrative
                .map_or_else(Signs::default, |clear| Signs::read(Some(clear.computed(0, &computing)), Some(clear.computed(1, &computing)))),
            wording: None,
        };
        extra.wording =
            narrative.and_then(|clear| assess::narratives::fingerprint(clear.computed(0, &computing), &changing(&row, &record, &extra)));
        self.records.push(record);
        self.extras.push(extra);
        self.rows.push(row);
        Ok(())
    }
}

/// Whether no amount tells what is asked for, so that 诉求 has to be read.
pub(super) const fn asks_in_words(row: &Submission) -> bool {
    row.has_demand && (row.claim_fen.is_none() || row.amount_fen.is_none())
}

/// What changes in a text from copy to copy.
fn changing<'a>(row: &'a Submission, record: &'a identity::Record, extra: &'a Extra) -> Vec<&'a str> {
    let optional = [
        record.name.as_deref(),
        record.address.as_deref(),
        row.item.as_deref(),
        row.order_no.as_deref(),
        extra.agent_name.as_ref().map(|name| name.as_str()),
        extra.consignee_address.as_ref().map(|address| address.as_str()),
    ];
    std::iter::once(row.operator_name.as_str()).chain(optional.into_iter().flatten()).collect()
}

/// 内容 and 诉求 of these filings, opened for as long as the page is read.
pub(super) async fn narratives(desk: &Desk, tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, Clear>, DeskError> {
    let mut opened = HashMap::with_capacity(ids.len());
    for (id, cell) in store::sealed::narratives(tx, ids).await? {
        if let Some(clear) = personal::open(desk.vault(), FieldClass::Narrative, id, Some(&cell))? {
            opened.insert(id, clear);
        }
    }
    Ok(opened)
}

/// The words of opened filings, by id; those that say too little are left out.
pub(super) async fn words(desk: &Desk, tx: &mut Tx, opened: &Opened) -> Result<HashMap<i64, Words>, DeskError> {
    let ids: Vec<i64> = opened.rows.iter().map(|row| row.id).collect();
    let (narratives, computing) = (narratives(desk, tx, &ids).await?, Computing(()));
    let all = opened.rows.iter().zip(&opened.records).zip(&opened.extras);
    let read = |((row, record), extra): ((&Submission, &identity::Record), &Extra)| {
        let text = narratives.get(&row.id)?.computed(0, &computing);
        Some((row.id, Words::read(text, &changing(row, record, extra), desk.boilerplate())?))
    };
    Ok(all.filter_map(read).collect())
}

async fn facts(desk: &Desk, tx: &mut Tx) -> Result<Vec<OpenedFact>, DeskError> {
    let mut opened = Vec::new();
    let mut after = 0;
    loop {
        let rows = store::fact::page_after(tx, after, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(opened) };
        after = last.id;
        for row in rows {
            opened.push(OpenedFact::open(desk, row)?);
        }
    }
}

impl OpenedFact {
    pub(super) fn open(desk: &Desk, row: Fact) -> Result<Self, DeskError> {
        let id_no = imports::open_fact(desk, row.id, "id_no", row.id_no.as_deref())?;
        let phone = imports::open_fact(desk, row.id, "phone", row.phone.as_deref())?;
        let matter = imports::open_fact(desk, row.id, "matter", row.matter.as_deref())?;
        Ok(Self { row, id_no, phone, matter })
    }
}

/// What the constraints on links look at: numbers, and whether the person named denies the filing.
pub(crate) async fn constrained(tx: &mut Tx, desk: &Desk, ids: &[i64]) -> Result<Vec<identity::Record>, DeskError> {
    let computing = Computing(());
    let cells = store::sealed::identities(tx, ids).await?;
    let submissions = store::submission::get_many(tx, ids).await?;
    if cells.len() != ids.len() || submissions.len() != ids.len() {
        return Err(DeskError::Fault("来件缺少对应的加密记录".into()));
    }
    let denials = store::fact::submissions_with(tx, FactKind::DeniedByPerson, FactResult::Established, ids).await?;
    let denied: HashSet<i64> = denials.into_iter().collect();
    cells
        .iter()
        .zip(&submissions)
        .map(|(cell, submission)| {
            let id_no = personal::open(desk.vault(), FieldClass::IdNo, cell.submission_id, cell.id_no.as_deref())?;
            Ok(identity::Record {
                id: cell.submission_id,
                id_kind: submission.filer_id_kind,
                id_no: id_no.map(|clear| clear.computed(0, &computing).to_owned()),
                denied: denied.contains(&cell.submission_id),
                ..identity::Record::default()
            })
        })
        .collect()
}
