//! Facts of departments: taken in like filings, then tied to the filings that they name.

use std::collections::HashMap;

use casework::codes::Protection;
use casework::decision::EventKind;
use casework::fact::{DepartmentFact, FactKind, FactResult};
use exchange::OriginalRow;
use jiff::Timestamp;
use store::Tx;
use store::fact::KnownFact;
use vault::{Cell, Class};

use super::canonical;
use super::intake::Counts;
use crate::{Desk, DeskError, random};

pub(super) type Statement = (u32, OriginalRow, Box<DepartmentFact>);

/// Seals a personal field of a fact; the reading side is [`open`].
fn seal(desk: &Desk, id: i64, column: &'static str, value: Option<&str>, rng: &mut impl rand::CryptoRng) -> Option<Vec<u8>> {
    value.map(|text| desk.vault().seal(Class::Fact, &Cell { table: "fact", column, row: id }, text.as_bytes(), rng))
}

/// Opens a personal field of a fact.
pub(crate) fn open(
    desk: &Desk,
    id: i64,
    column: &'static str,
    sealed: Option<&[u8]>,
) -> Result<Option<zeroize::Zeroizing<String>>, DeskError> {
    let cell = Cell { table: "fact", column, row: id };
    Ok(sealed.map(|bytes| desk.vault().open_text(Class::Fact, &cell, bytes)).transpose()?)
}

/// Takes the statements of one chunk. The same number from the same organ again is the same fact: only its result may differ.
pub(super) async fn take(desk: &Desk, tx: &mut Tx, run_id: i64, statements: &[Statement], now: Timestamp) -> Result<Counts, DeskError> {
    let mut counts = Counts::default();
    if statements.is_empty() {
        return Ok(counts);
    }
    let mut on_file: HashMap<(FactKind, String, String), KnownFact> = HashMap::new();
    for &kind in FactKind::ALL {
        let numbers: Vec<String> = statements.iter().filter(|(_, _, f)| f.kind == kind).map(|(_, _, f)| f.fact_no.clone()).collect();
        for known in store::fact::known(tx, kind, &numbers).await? {
            on_file.insert((known.kind, known.organ.clone(), known.fact_no.clone()), known);
        }
    }
    let mut fresh: Vec<(&Statement, Vec<u8>)> = Vec::new();
    for statement in statements {
        let (row_no, original, fact) = statement;
        let number = (fact.kind, fact.organ.clone(), fact.fact_no.clone());
        let digest = desk.vault().digest(canonical::stated(fact).as_bytes()).to_vec();
        match on_file.get(&number) {
            None => {
                let known = KnownFact {
                    id: 0,
                    kind: fact.kind,
                    organ: fact.organ.clone(),
                    fact_no: fact.fact_no.clone(),
                    result: fact.result,
                    result_on: fact.result_on,
                    digest: digest.clone(),
                };
                on_file.insert(number, known);
                fresh.push((statement, digest));
            }
            Some(existing) if existing.digest != digest => {
                let expected = "该机关的这一编号已经登记，且内容不同；再次导入只能更新结果和结果日期";
                counts.reject(*row_no, original, "编号", &fact.fact_no, expected);
            }
            Some(existing) if existing.result == fact.result && existing.result_on == fact.result_on => counts.unchanged += 1,
            Some(existing) if existing.id == 0 => {
                counts.reject(*row_no, original, "编号", &fact.fact_no, "同一编号在本文件中出现两次，结果却不同；请只保留一行");
            }
            Some(existing) => {
                store::fact::update_result(tx, existing.id, fact.result, fact.result_on).await?;
                counts.updated += 1;
            }
        }
    }
    counts.inserted = i64::try_from(fresh.len()).unwrap_or(i64::MAX);
    insert(desk, tx, run_id, &fresh, now).await?;
    Ok(counts)
}

async fn insert(desk: &Desk, tx: &mut Tx, run_id: i64, fresh: &[(&Statement, Vec<u8>)], now: Timestamp) -> Result<(), DeskError> {
    let first = store::fact::reserve(tx, fresh.len()).await?;
    let mut rng = random::rng();
    let mut rows = Vec::with_capacity(fresh.len());
    for (((row_no, original, fact), digest), id) in fresh.iter().zip(first..) {
        let json = zeroize::Zeroizing::new(original.to_json());
        rows.push(store::fact::Fact {
            id,
            kind: fact.kind,
            fact_no: fact.fact_no.clone(),
            organ: fact.organ.clone(),
            happened_on: fact.happened_on,
            submission_no: fact.submission_no.clone(),
            submission_id: None,
            result: fact.result,
            result_on: fact.result_on,
            operator_name: fact.penalty.as_ref().map(|p| p.operator_name.clone()),
            operator_uscc: fact.penalty.as_ref().and_then(|p| p.operator_uscc.as_ref()).map(|v| v.as_str().to_owned()),
            cause: fact.penalty.as_ref().and_then(|p| p.cause.clone()),
            fine_fen: fact.penalty.as_ref().and_then(|p| p.fine).map(|m| m.fen),
            person_id: None,
            import_run_id: Some(run_id),
            source_row: Some(i64::from(*row_no)),
            digest: digest.clone(),
            created_at: now,
            name: seal(desk, id, "name", fact.name.as_ref().map(|v| v.as_str()), &mut rng),
            id_no: seal(desk, id, "id_no", fact.id_no.as_ref().map(|v| v.as_str()), &mut rng),
            phone: seal(desk, id, "phone", fact.phone.as_ref().map(|v| v.as_str()), &mut rng),
            matter: seal(desk, id, "matter", fact.matter.as_deref(), &mut rng),
            original: seal(desk, id, "original", Some(&json), &mut rng),
        });
    }
    store::fact::insert_many(tx, &rows).await?;
    Ok(())
}

/// Ties facts to the filings whose number they name, whichever came first, and lets established attestations protect them.
pub(super) async fn tie(tx: &mut Tx, now: Timestamp) -> Result<(), DeskError> {
    store::fact::link_submissions(tx).await?;
    crate::shared::by_facts(tx, now).await?;
    let mut attested = Vec::new();
    for (kind, flag) in [(FactKind::Whistleblower, Protection::Whistleblower), (FactKind::PublicInterest, Protection::PublicInterest)] {
        let unprotected = store::fact::unprotected(tx, kind, FactResult::Established, flag).await?;
        attested.extend(unprotected.into_iter().map(|submission_id| (submission_id, flag)));
    }
    let first = store::protection::reserve(tx, attested.len()).await?;
    let protections: Vec<_> = attested
        .iter()
        .zip(first..)
        .map(|(&(submission_id, kind), id)| store::protection::Protection {
            id,
            submission_id,
            kind,
            source: "attestation".to_owned(),
            reason: None,
            set_by: None,
            set_at: now,
            lifted_by: None,
            lifted_at: None,
            lift_reason: None,
        })
        .collect();
    store::protection::insert_many(tx, &protections).await?;
    let first = store::event::reserve(tx, attested.len()).await?;
    let events: Vec<_> = attested
        .iter()
        .zip(first..)
        .map(|(&(submission_id, flag), id)| store::event::Event {
            id,
            submission_id,
            matter_id: None,
            clue_id: None,
            decision_id: None,
            at: now,
            happened_on: crate::time::local_date(now),
            account_id: None,
            kind: EventKind::Protected,
            detail: serde_json::json!({"note": format!("核实记录成立：{}", flag.label())}).to_string(),
        })
        .collect();
    store::event::insert_many(tx, &events).await?;
    Ok(())
}
