//! 工作台: what is owed, most urgent first.

use std::collections::HashMap;

use casework::codes::Role;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use store::Tx;
use store::submission::{Due, OrgScope};
use store::worklist::{Scope, WorkRow};

use crate::view::{Choice, DueBucket, Worklist, WorklistGroup, WorklistRow};
use crate::{Actor, Desk, DeskError, Permission, absences, batch, lists, reminders, time, wording};

/// Rows shown of each group; the list has the rest.
const SHOWN: i64 = 12;
/// Counting stops here.
const COUNT_LIMIT: i64 = 10_000;

/// The desk of the actor's units, or only what the actor is in charge of; of one group as many rows as a batch takes, if asked.
#[crate::boxed]
pub async fn load(desk: &Desk, actor: &Actor, mine: bool, group: Option<DueBucket>, now: Timestamp) -> Result<Worklist, DeskError> {
    actor.require(Permission::ViewCases)?;
    let today = time::local_date(now);
    let units = OrgScope::Only(actor.org_scope.clone());
    let scope = if mine { Scope::Officer(actor.account_id) } else { Scope::Orgs(units.clone()) };
    let mut tx = desk.store_of(actor).read().await?;
    let mut found = Vec::with_capacity(DueBucket::ALL.len());
    for &bucket in DueBucket::ALL {
        let due = stretch(bucket, today);
        let shown = match group {
            Some(asked) if asked == bucket => batch::LIMIT as i64,
            Some(_) => 0,
            None => SHOWN,
        };
        let rows = store::worklist::first(&mut tx, &scope, due, shown).await?;
        let count =
            if (rows.len() as i64) < shown { rows.len() as i64 } else { store::worklist::count(&mut tx, &scope, due, COUNT_LIMIT).await? };
        found.push((bucket, count, rows));
    }
    let accounts = store::account::all(&mut tx).await?;
    let away = absences::away(&mut tx, today).await?;
    let unassigned = store::worklist::count(&mut tx, &Scope::Unassigned(units), Due::default(), COUNT_LIMIT).await?;
    let marks = Marks::read(desk, &mut tx, found.iter().flat_map(|(_, _, rows)| rows)).await?;
    let groups = found
        .into_iter()
        .map(|(bucket, count, rows)| WorklistGroup {
            bucket,
            count,
            rows: rows.into_iter().map(|row| shown(desk, &marks, row, today)).collect(),
        })
        .collect();
    drop(tx);
    let is_ours = |account: &&store::account::Account| {
        actor.sees_org(account.org_id)
            && !account.disabled
            && !away.contains(&account.id)
            && matches!(account.role, Role::Officer | Role::Head)
    };
    let officers = accounts.iter().filter(is_ours).map(|account| Choice::new(account.id.to_string(), account.display_name.clone()));
    Ok(Worklist {
        today,
        scope: if mine { "我承办的".to_owned() } else { actor.org_name.clone() },
        mine,
        groups,
        unassigned,
        reminders: reminders::load(desk, actor).await?,
        batch: batch::offered(actor),
        officers: officers.collect(),
        may_claim: actor.may(Permission::Decide),
        may_hand_over: actor.may(Permission::Assign),
    })
}

/// The days of a group: the borders of [`wording::bucket`].
pub(crate) fn stretch(bucket: DueBucket, today: Date) -> Due {
    let day = |offset: i64| Some(today.saturating_add(offset.days()));
    match bucket {
        DueBucket::SeverelyOverdue => Due { from: None, to: day(-8) },
        DueBucket::Overdue => Due { from: day(-7), to: day(-1) },
        DueBucket::Today => Due { from: day(0), to: day(0) },
        DueBucket::ThreeDays => Due { from: day(1), to: day(3) },
        DueBucket::Later => Due { from: day(4), to: None },
    }
}

/// What stands beside the rows of a page.
struct Marks {
    findings: lists::Findings,
    protections: lists::Protections,
    officers: HashMap<i64, String>,
}

impl Marks {
    async fn read(desk: &Desk, tx: &mut Tx, rows: impl Iterator<Item = &WorkRow>) -> Result<Self, DeskError> {
        let ids: Vec<i64> = rows.map(|row| row.submission_id).collect();
        Ok(Self {
            findings: lists::findings(desk, tx, &ids).await?,
            protections: lists::protections(tx, &ids).await?,
            officers: lists::officers(tx).await?,
        })
    }
}

fn shown(desk: &Desk, marks: &Marks, row: WorkRow, today: Date) -> WorklistRow {
    let words = [row.category.map(|c| c.label()), row.issue.map(|i| i.label()), row.item.as_deref()];
    let findings = marks.findings.get(&row.submission_id).cloned().unwrap_or_default();
    let protection = marks.protections.get(&row.submission_id).copied();
    WorklistRow {
        matter_id: row.matter_id,
        submission_id: row.submission_id,
        submission_no: row.submission_no,
        matter: row.kind,
        operator: row.operator_name,
        summary: words.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        term: wording::duty(row.due_term).to_owned(),
        due_on: row.due_on,
        provisional: row.due_provisional,
        days_left: wording::days_between(today, row.due_on),
        limit: wording::limit(desk.law(), row.due_term, row.received_on),
        officer: row.officer_id.and_then(|id| marks.officers.get(&id).cloned()),
        triage: lists::triage(row.kind, protection, &findings),
        findings,
        protection,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_groups_have_the_borders_of_the_wording() {
        let today = date(2026, 5, 12);
        for offset in -20..20_i64 {
            let day = today.saturating_add(offset.days());
            let holding: Vec<DueBucket> = DueBucket::ALL
                .iter()
                .copied()
                .filter(|&bucket| {
                    let due = stretch(bucket, today);
                    due.from.is_none_or(|from| from <= day) && due.to.is_none_or(|to| day <= to)
                })
                .collect();
            assert_eq!(holding, [wording::bucket(day, today)], "{day}");
        }
    }
}
