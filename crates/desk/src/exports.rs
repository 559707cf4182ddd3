//! Tables for other people: masked unless a purpose is given, recorded either way. Source of the columns: FORMATS §3.

mod findings;
mod hot_issues;
mod persons;
mod registry;
mod submissions;

use std::collections::HashMap;
use std::io::{Cursor, Seek, Write};

use exchange::write::{Bom, TableFormat, TableWriter};
use jiff::Timestamp;
use store::access::NewAccess;
use store::submission::OrgScope;

use crate::access::{self, Released};
use crate::view::{ExportFormat, ExportKind, ExportPage, ExportRecord};
use crate::{Actor, Desk, DeskError, Permission, time};

/// Rows read at a time.
const PAGE: i64 = 2_000;
/// Records shown on the page.
const SHOWN: i64 = 200;
/// Opens the kind of an export's access record; the table's code follows.
const RECORD: &str = "export.";
/// In the place of a purpose: personal fields stayed masked. No purpose that people give is empty.
const MASKED: &str = "";

/// What to write.
pub struct ExportRequest {
    pub kind: ExportKind,
    pub format: TableFormat,
    /// The purpose for which personal fields are written in clear; `None` = masked.
    pub reveal: Option<String>,
    /// Who takes it; `None` = the command line.
    pub account_id: Option<i64>,
}

/// Whose rows, and what lets personal fields be read in clear; nothing = masked.
struct Extent {
    orgs: OrgScope,
    released: Option<Released>,
}

impl Extent {
    fn holds(&self, org_id: i64) -> bool {
        match &self.orgs {
            OrgScope::All => true,
            OrgScope::Only(orgs) => orgs.contains(&org_id),
        }
    }
}

/// Writes a table of everything on file. That it is taken is on record before its first row is written.
pub async fn write(desk: &Desk, request: ExportRequest, out: impl Write + Seek + Send, now: Timestamp) -> Result<u64, DeskError> {
    table(desk, None, request, OrgScope::All, out, now).await.map(|(rows, _)| rows)
}

/// The table of the actor's units.
#[crate::boxed]
pub async fn export(
    desk: &Desk,
    actor: &Actor,
    kind: ExportKind,
    format: ExportFormat,
    reveal: Option<&str>,
    now: Timestamp,
) -> Result<Vec<u8>, DeskError> {
    actor.require(Permission::Export)?;
    if reveal.is_some() {
        actor.require(Permission::Reveal)?;
    }
    let format = match format {
        ExportFormat::Xlsx => TableFormat::Xlsx,
        ExportFormat::Csv => TableFormat::Csv(Bom::With),
    };
    let request = ExportRequest { kind, format, reveal: reveal.map(str::to_owned), account_id: Some(actor.account_id) };
    let (_, out) = table(desk, Some(actor), request, OrgScope::Only(actor.org_scope.clone()), Cursor::new(Vec::new()), now).await?;
    Ok(out.into_inner())
}

async fn table<W: Write + Seek + Send>(
    desk: &Desk,
    actor: Option<&Actor>,
    request: ExportRequest,
    orgs: OrgScope,
    out: W,
    now: Timestamp,
) -> Result<(u64, W), DeskError> {
    let purpose = request.reveal.as_deref().map(access::purpose).transpose()?;
    let mut extent = Extent { orgs, released: None };
    let grant = purpose.as_deref().map(|words| access::table(actor, words)).transpose()?;
    // One state of the database for the count and the rows: what is put on record beforehand is what is written.
    let store = match (actor, request.kind) {
        (Some(actor), ExportKind::Findings | ExportKind::Persons | ExportKind::Submissions) => desk.store_of(actor),
        // An entry that was shared tells of filings of other units; a hot issue counts over all of them.
        (_, ExportKind::Registry | ExportKind::HotIssues) | (None, _) => desk.store().clone(),
    };
    let mut tx = store.read().await?;
    let today = time::local_date(now);
    let listed = match request.kind {
        ExportKind::Registry => registry::standing(&mut tx, &extent, today).await?,
        _ => Vec::new(),
    };
    let filings = match request.kind {
        ExportKind::Findings => store::finding::count_submissions(&mut tx, &extent.orgs).await?,
        ExportKind::Persons | ExportKind::Submissions => store::submission::count_of(&mut tx, &extent.orgs).await?,
        ExportKind::Registry => i64::try_from(listed.len()).unwrap_or(i64::MAX),
        // Counts about traders: no filing leaves.
        ExportKind::HotIssues => 0,
    };
    let access = NewAccess {
        account_id: request.account_id,
        kind: record_kind(request.kind),
        submission_id: None,
        field_class: None,
        purpose: MASKED.to_owned(),
        subject_count: filings,
        at: now,
    };
    let carried: Vec<i64> = listed.iter().map(|docket| docket.row.id).collect();
    extent.released = store::transact!(desk.store(), async |tx| -> Result<Option<Released>, DeskError> {
        let (released, access_id) = match &grant {
            Some(grant) => grant.record(tx, &access.kind, filings, now).await.map(|(released, id)| (Some(released), id))?,
            None => (None, store::access::record(tx, &access).await?),
        };
        // Who takes entries out without a unit is a receiver of its own: to be told when they are over (invariant 4).
        if access.account_id.is_none() {
            crate::registry::carried_out(tx, &carried, access_id, today).await?;
        }
        Ok(released)
    })?;
    match request.kind {
        ExportKind::Findings => findings::write(&mut tx, &extent, writer(request.format, out, findings::HEADERS)?).await,
        ExportKind::Registry => registry::write(desk, &mut tx, &extent, &listed, writer(request.format, out, registry::HEADERS)?).await,
        ExportKind::HotIssues => hot_issues::write(desk, &mut tx, &extent, writer(request.format, out, hot_issues::HEADERS)?).await,
        ExportKind::Persons => persons::write(&mut tx, &extent, writer(request.format, out, persons::HEADERS)?).await,
        ExportKind::Submissions => submissions::write(desk, &mut tx, &extent, writer(request.format, out, &submissions::headers())?).await,
    }
}

fn writer<W: Write + Seek + Send>(format: TableFormat, out: W, headers: &[&str]) -> Result<TableWriter<W>, DeskError> {
    TableWriter::new(format, out, headers).map_err(fault)
}

fn fault(error: exchange::WriteError) -> DeskError {
    DeskError::File(error.to_string())
}

fn record_kind(kind: ExportKind) -> String {
    format!("{RECORD}{}", kind.code())
}

/// The form, and the latest exports by people of the actor's units. What was exported on the machine itself concerns
/// every unit and is shown to those of the root.
#[crate::boxed]
pub async fn page(desk: &Desk, actor: &Actor, _now: Timestamp) -> Result<ExportPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    let accounts = store::account::all(&mut tx).await?;
    let colleagues: HashMap<i64, String> =
        accounts.into_iter().filter(|account| actor.sees_org(account.org_id)).map(|account| (account.id, account.display_name)).collect();
    let mut by: Vec<Option<i64>> = colleagues.keys().copied().map(Some).collect();
    by.sort_unstable();
    if desk.units().all().first().is_some_and(|root| actor.sees_org(root.id)) {
        by.push(None);
    }
    let kinds: Vec<String> = ExportKind::ALL.iter().map(|kind| record_kind(*kind)).collect();
    let records = store::access::of_kinds(&mut tx, &kinds, &by, SHOWN)
        .await?
        .into_iter()
        .filter_map(|record| {
            let kind = ExportKind::from_code(record.kind.strip_prefix(RECORD)?)?;
            Some(ExportRecord {
                at: time::shown(record.at),
                by: record.account_id.map_or_else(|| "命令行".to_owned(), |id| colleagues.get(&id).cloned().unwrap_or_default()),
                kind: kind.label().to_owned(),
                purpose: Some(record.purpose).filter(|purpose| purpose != MASKED),
            })
        })
        .collect();
    Ok(ExportPage { may_export: actor.may(Permission::Export), records })
}
