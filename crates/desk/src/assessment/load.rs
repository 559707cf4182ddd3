//! Everything on file, with the personal fields that identity and assessment read opened in memory.

use std::collections::{HashMap, HashSet};

use casework::codes::FieldClass;
use casework::fact::{FactKind, FactResult};
use store::Tx;
use store::fact::Fact;
use store::protection::Protection;
use store::submission::Submission;
use zeroize::Zeroizing;

use crate::{Desk, DeskError, imports, personal};

/// Rows read at a time.
const PAGE: i64 = 5_000;

/// What else the assessment reads of a filing.
pub(super) struct Extra {
    pub(super) has_agent: bool,
    pub(super) consignee_phone: Option<Zeroizing<String>>,
    /// 诉求, only where no amount tells what is asked for.
    pub(super) demand: Option<Zeroizing<String>>,
}

/// A department fact with what says whose it is.
pub(super) struct OpenedFact {
    pub(super) row: Fact,
    pub(super) id_no: Option<Zeroizing<String>>,
    pub(super) phone: Option<Zeroizing<String>>,
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

pub(super) async fn everything(desk: &Desk, tx: &mut Tx) -> Result<Opened, DeskError> {
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
        let wanting: Vec<i64> =
            rows.iter().filter(|row| row.has_demand && (row.claim_fen.is_none() || row.amount_fen.is_none())).map(|row| row.id).collect();
        let mut demands: HashMap<i64, Zeroizing<String>> = HashMap::new();
        for (id, cell) in store::sealed::narratives(tx, &wanting).await? {
            if let Some(clear) = personal::open(desk.vault(), FieldClass::Narrative, id, Some(&cell))? {
                demands.insert(id, Zeroizing::new(clear.part(1).to_owned()));
            }
        }
        let mut cells = cells.into_iter().peekable();
        for row in rows {
            // Every filing has its sealed row, written in the same transaction.
            let Some(cell) = cells.next_if(|cell| cell.submission_id == row.id) else {
                return Err(DeskError::Fault("来件缺少对应的加密记录".into()));
            };
            let text = |class, sealed: &Option<Vec<u8>>, part: usize| -> Result<Option<String>, DeskError> {
                let clear = personal::open(desk.vault(), class, row.id, sealed.as_deref())?;
                Ok(clear.map(|clear| clear.part(part).to_owned()).filter(|text| !text.is_empty()))
            };
            opened.records.push(identity::Record {
                id: row.id,
                name: text(FieldClass::Name, &cell.name, 0)?,
                id_kind: row.filer_id_kind,
                id_no: text(FieldClass::IdNo, &cell.id_no, 0)?,
                phone: text(FieldClass::Phone, &cell.phone, 0)?,
                address: text(FieldClass::Address, &cell.address, 0)?,
                account: text(FieldClass::Account, &cell.account, 0)?,
                denied: denied.contains(&row.id),
            });
            opened.extras.push(Extra {
                has_agent: cell.agent.is_some(),
                consignee_phone: text(FieldClass::Consignee, &cell.consignee, 1)?.map(Zeroizing::new),
                demand: demands.remove(&row.id),
            });
            opened.rows.push(row);
        }
    }
    Ok(opened)
}

async fn facts(desk: &Desk, tx: &mut Tx) -> Result<Vec<OpenedFact>, DeskError> {
    let mut opened = Vec::new();
    let mut after = 0;
    loop {
        let rows = store::fact::page_after(tx, after, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(opened) };
        after = last.id;
        for row in rows {
            let id_no = imports::open_fact(desk, row.id, "id_no", row.id_no.as_deref())?;
            let phone = imports::open_fact(desk, row.id, "phone", row.phone.as_deref())?;
            opened.push(OpenedFact { row, id_no, phone });
        }
    }
}
