//! 来件: the list, and looking a person's filings up by an exact number.

use std::collections::{BTreeMap, HashMap};

use casework::codes::{FieldClass, IdKind, MatterKind, Role};
use casework::matter::MatterState;
use casework::values::{Money, clean_code};
use identity::BlockKey;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::access::NewAccess;
use store::submission::{ListFilter, ListRow, Number, Officer, OrgScope, Sort as StoredSort};

use crate::view::{
    Choice, Column, FilterOptions, ListQuery, LookupGroup, LookupKey, LookupResult, Page, Sort, SubmissionList, SubmissionRow,
};
use crate::{Actor, Desk, DeskError, Permission, access, filters, lists, personal, time, wording, worklist};

const PAGE_SIZE: u32 = 50;
/// Nobody reads on from here; narrowing the list serves better.
const LAST_PAGE: u32 = 20;
/// Counting stops where paging does.
const COUNT_LIMIT: i64 = LAST_PAGE as i64 * PAGE_SIZE as i64;
/// Filings that one look-up may show.
const LOOKUP_LIMIT: i64 = 500;

/// One screen of the list.
#[crate::boxed]
pub async fn list(desk: &Desk, actor: &Actor, query: ListQuery, now: Timestamp) -> Result<SubmissionList, DeskError> {
    actor.require(Permission::ViewCases)?;
    let today = time::local_date(now);
    let mut tx = desk.store_of(actor).read().await?;
    let columns = filters::columns(&mut tx, actor).await?;
    let number = query.page.clamp(1, LAST_PAGE);
    let offset = i64::from(number - 1) * i64::from(PAGE_SIZE);
    let filter = filter(actor, &query, today);
    // One row more than is shown tells whether there is a next page.
    let listed = store::submission::list(&mut tx, &filter, offset, i64::from(PAGE_SIZE) + 1, COUNT_LIMIT).await?;
    let has_next = listed.rows.len() > PAGE_SIZE as usize && number < LAST_PAGE;
    let mut shown = listed.rows;
    shown.truncate(PAGE_SIZE as usize);
    let rows = rows(desk, &mut tx, &columns, shown, today).await?;
    let page = Page {
        number,
        size: PAGE_SIZE,
        total: u64::try_from(listed.total).unwrap_or(0),
        total_is_floor: listed.total >= COUNT_LIMIT,
        has_next,
    };
    Ok(SubmissionList {
        options: options(desk, &mut tx, actor).await?,
        saved: filters::saved(&mut tx, actor).await?,
        query,
        columns,
        rows,
        page,
    })
}

fn filter(actor: &Actor, query: &ListQuery, today: Date) -> ListFilter {
    let (states, open) = match query.state.as_deref() {
        Some("open") => (Vec::new(), Some(true)),
        Some("closed") => (Vec::new(), Some(false)),
        Some(code) => (state(code).into_iter().collect(), None),
        None => (Vec::new(), None),
    };
    ListFilter {
        orgs: OrgScope::Only(actor.org_scope.clone()),
        states,
        open,
        kind: query.kind,
        channel: query.channel,
        region: query.region.clone(),
        category: query.category,
        issue: query.issue,
        operator: query.operator.clone(),
        number: query.number.as_deref().map(|number| Number::StartsWith(number.to_owned())),
        received_from: query.from,
        received_to: query.to,
        officer: query.officer.map(|id| if id == 0 { Officer::Nobody } else { Officer::Account(id) }),
        circumstance: query.circumstance.clone(),
        verdict: query.verdict.map(|verdict| verdict.code().to_owned()),
        due: query.due.map(|bucket| worklist::stretch(bucket, today)),
        sort: match query.sort {
            Sort::Received => StoredSort::Received,
            Sort::Due => StoredSort::Due,
            Sort::Claim => StoredSort::Claim,
        },
    }
}

/// `complaint.received`: the two kinds share some codes.
fn state_code(state: MatterState) -> String {
    format!("{}.{}", state.kind().code(), state.code())
}

fn state(code: &str) -> Option<MatterState> {
    let (kind, code) = code.split_once('.')?;
    MatterState::from_code(MatterKind::from_code(kind)?, code)
}

async fn options(desk: &Desk, tx: &mut Tx, actor: &Actor) -> Result<FilterOptions, DeskError> {
    let mut states = vec![Choice::new("open", "办理中"), Choice::new("closed", "已办结")];
    states.extend(MatterState::all().map(|state| Choice::new(state_code(state), format!("{}·{}", state.kind().label(), state.label()))));
    let units = desk.units().all().iter().filter(|unit| actor.sees_org(unit.id));
    let regions = units.map(|unit| Choice::new(&unit.region, desk.units().region_name(&unit.region))).collect();
    let mut officers = vec![Choice::new("0", "未指派")];
    officers.extend(
        store::account::all(tx)
            .await?
            .iter()
            .filter(|account| matches!(account.role, Role::Officer | Role::Head) && actor.sees_org(account.org_id))
            .map(|account| Choice::new(account.id.to_string(), &account.display_name)),
    );
    let circumstances = desk.circumstances().iter().map(|known| Choice::new(&known.id, &known.title)).collect();
    Ok(FilterOptions { states, regions, officers, circumstances })
}

async fn rows(desk: &Desk, tx: &mut Tx, columns: &[Column], rows: Vec<ListRow>, today: Date) -> Result<Vec<SubmissionRow>, DeskError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let matters = store::matter::of_submissions(tx, &ids).await?;
    let due: HashMap<i64, Date> = store::owed::earliest(tx, &ids).await?.into_iter().collect();
    let findings = lists::findings(desk, tx, &ids).await?;
    let protections = lists::protections(tx, &ids).await?;
    let officers = lists::officers(tx).await?;
    let mut names = HashMap::new();
    // A name that is not shown is not opened.
    if columns.contains(&Column::Filer) {
        for (id, cell) in store::sealed::names(tx, &ids).await? {
            if let Some(clear) = personal::open(desk.vault(), FieldClass::Name, id, Some(&cell))? {
                names.insert(id, personal::masked(FieldClass::Name, &clear));
            }
        }
    }
    let yuan = |fen: Option<i64>| fen.map(|fen| Money { fen }.to_string());
    Ok(rows
        .into_iter()
        .map(|row| {
            let of_it: Vec<_> = matters.iter().filter(|matter| matter.submission_id == row.id).collect();
            SubmissionRow {
                submission_id: row.id,
                received_at: row.received_at.strftime("%Y-%m-%d %H:%M").to_string(),
                kind: row.kind,
                channel: row.channel,
                states: of_it.iter().map(|matter| wording::state_badge(matter.state)).collect(),
                filer: names.remove(&row.id),
                region: desk.units().region_name(&row.region),
                category: row.category.map(|c| c.label()),
                issue: row.issue.map(|i| i.label()),
                amount: yuan(row.amount_fen),
                claim: yuan(row.claim_fen),
                officer: of_it.iter().find_map(|matter| officers.get(&matter.officer_id?).cloned()),
                due: due.get(&row.id).map(|&due_on| (due_on, wording::bucket(due_on, today))),
                triage: of_it
                    .iter()
                    .filter_map(|matter| lists::triage(matter.kind, protections.get(&row.id).copied(), findings.get(&row.id)?))
                    .collect(),
                findings: findings.get(&row.id).cloned().unwrap_or_default(),
                protection: protections.get(&row.id).copied(),
                submission_no: row.submission_no,
                operator: row.operator_name,
                item: row.item,
            }
        })
        .collect())
}

/// The keys of what was typed. A card's number and a platform's user code have different keys; both are tried.
fn keys(by: LookupKey, value: &str) -> Vec<BlockKey> {
    match by {
        LookupKey::IdNo => {
            let mut keys: Vec<BlockKey> = [None, Some(IdKind::PlatformAccount), Some(IdKind::Passport)]
                .into_iter()
                .filter_map(|kind| identity::id_key(kind, value))
                .collect();
            keys.sort();
            keys.dedup();
            keys
        }
        LookupKey::Phone => identity::phone_key(value).into_iter().collect(),
        LookupKey::Account => identity::account_key(&clean_code(value)).into_iter().collect(),
    }
}

/// Every filing under exactly this number. The look is on record before the answer is given; the number itself is not.
#[crate::boxed]
pub async fn lookup(
    desk: &Desk,
    actor: &Actor,
    by: LookupKey,
    value: &str,
    purpose: &str,
    now: Timestamp,
) -> Result<LookupResult, DeskError> {
    actor.require(Permission::Reveal)?;
    let purpose = access::purpose(purpose)?;
    let keys = keys(by, value);
    if keys.is_empty() {
        return Err(DeskError::invalid("value", format!("请输入完整的{}（不含遮蔽符号）", by.label())));
    }
    let blind: Vec<_> = keys.iter().map(|key| desk.vault().blind(key.index, &key.value)).collect();
    let mut tx = desk.store().read().await?;
    let found = store::blind::find_submissions(&mut tx, &blind, LOOKUP_LIMIT + 1).await?;
    drop(tx);
    let cut_at = (found.len() > LOOKUP_LIMIT as usize).then_some(LOOKUP_LIMIT as usize);
    let ids: Vec<i64> = found.into_iter().take(LOOKUP_LIMIT as usize).collect();
    let access = NewAccess {
        account_id: Some(actor.account_id),
        kind: "lookup".to_owned(),
        submission_id: None,
        field_class: Some(match by {
            LookupKey::IdNo => FieldClass::IdNo,
            LookupKey::Phone => FieldClass::Phone,
            LookupKey::Account => FieldClass::Account,
        }),
        purpose: purpose.clone(),
        subject_count: i64::try_from(ids.len()).unwrap_or(i64::MAX),
        at: now,
    };
    store::transact!(desk.store(), async |tx| -> Result<i64, DeskError> { Ok(store::access::record(tx, &access).await?) })?;
    let mut tx = desk.store().read().await?;
    let submissions = store::submission::get_many(&mut tx, &ids).await?;
    // Nothing says of filings without a person that they are one person's: each stands for itself.
    let mut by_person: BTreeMap<Result<i64, i64>, Vec<store::submission::Submission>> = BTreeMap::new();
    for submission in submissions {
        by_person.entry(submission.person_id.ok_or(submission.id)).or_default().push(submission);
    }
    let mut groups = Vec::with_capacity(by_person.len());
    for (person, mut submissions) in by_person {
        submissions.sort_by_key(|submission| std::cmp::Reverse((submission.received_at, submission.id)));
        let ids: Vec<i64> = submissions.iter().map(|submission| submission.id).collect();
        let name = match store::sealed::names(&mut tx, &ids[..1]).await?.first() {
            Some((id, cell)) => {
                personal::open(desk.vault(), FieldClass::Name, *id, Some(cell))?.map(|clear| personal::masked(FieldClass::Name, &clear))
            }
            None => None,
        };
        groups.push(LookupGroup { person_id: person.ok(), name, submissions: lists::mentions(&mut tx, actor, &submissions).await? });
    }
    Ok(LookupResult { searched_by: by.label().to_owned(), purpose, groups, cut_at })
}
