//! Signals in officers' own acts, as of today, with the complaints drawn to be checked again.

use std::collections::HashMap;

use assess::integrity::{About, Closing, Conduct, Deed, Look, Monitors, watch};
use assess::{Body, Citation, Node};
use casework::codes::FieldClass;
use casework::decision::EventKind;
use jiff::{Span, Timestamp};
use store::Tx;

use super::recheck;
use crate::assessment::Computing;
use crate::view::{Cited, Comparison, EvidenceNode, IntegrityPage, Join, SignalView};
use crate::{Actor, Desk, DeskError, Permission, avoidance, personal, reveal, time};

/// Acts that end a complaint.
const ENDS: [EventKind; 4] = [EventKind::Settled, EventKind::MediationEnded, EventKind::Declined, EventKind::Withdrawn];

/// Whether the act took back what was done before.
const fn reverses(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Unmerged | EventKind::JoinUndone | EventKind::Unarchived | EventKind::ProtectionLifted | EventKind::BatchUndone
    )
}

/// The page; that it was looked at is on record like any other look.
#[crate::boxed]
pub async fn integrity(desk: &Desk, actor: &Actor, now: Timestamp) -> Result<IntegrityPage, DeskError> {
    actor.require(Permission::Audit)?;
    let today = time::local_date(now);
    let mut tx = desk.store().read().await?;
    let conduct = conduct(desk, &mut tx, actor, now).await?;
    let monitors = Monitors::builtin();
    let names: HashMap<i64, String> =
        store::account::all(&mut tx).await?.into_iter().map(|account| (account.id, account.display_name)).collect();
    let signals = watch(monitors, &conduct, today).into_iter().filter_map(|signal| {
        let monitor = monitors.get(&signal.monitor)?;
        let (about, person_id) = match signal.about {
            About::Person(id) => (format!("人员 {id}"), Some(id)),
            About::Trader(name) => (name, None),
            About::Agent => ("同一代理人".to_owned(), None),
            About::Nobody => (String::new(), None),
        };
        Some(SignalView {
            officer: names.get(&signal.officer).cloned().unwrap_or_else(|| format!("账号 {}", signal.officer)),
            title: monitor.title.clone(),
            about,
            person_id,
            ask: monitor.ask.clone(),
            evidence: node(&signal.evidence),
        })
    });
    Ok(IntegrityPage {
        as_of: today.to_string(),
        monitors: monitors.iter().map(|monitor| (monitor.title.clone(), monitor.window_days)).collect(),
        signals: signals.collect(),
        relations: avoidance::declared(&mut tx, actor).await?,
        rechecks: recheck::latest(desk, &mut tx, actor, &names).await?,
        urn: recheck::urn(&mut tx, actor, today).await?.len(),
    })
}

/// Everything in the longest window that people did with the filings of the actor's units.
async fn conduct(desk: &Desk, tx: &mut Tx, actor: &Actor, now: Timestamp) -> Result<Conduct, DeskError> {
    let days = i64::from(Monitors::builtin().longest_window_days());
    let since = time::local_date(now).saturating_sub(Span::new().days(days));
    let moment = now - jiff::SignedDuration::from_hours(24 * days);
    let ends = ENDS.map(EventKind::code);
    let closings = store::conduct::closings(tx, &actor.org_scope, since, &ends).await?;
    let settled: Vec<i64> = closings.iter().filter(|row| row.act == EventKind::Settled.code()).map(|row| row.submission_id).collect();
    let agents = agents(desk, tx, &settled).await?;
    let closings = closings.into_iter().map(|row| Closing {
        officer: row.account_id,
        person: row.person_id,
        trader: row.trader,
        agent: agents.get(&row.submission_id).cloned(),
        accepted_on: row.accepted_on,
        closed_on: row.closed_on,
        is_settled: row.act == EventKind::Settled.code(),
        filing: Citation { submission_id: row.submission_id, submission_no: row.submission_no },
    });
    let closings = closings.collect();
    let looks = store::conduct::looks(tx, &actor.org_scope, moment, reveal::REVEAL).await?;
    let looks = looks.into_iter().map(|row| Look {
        officer: row.account_id,
        filing: Citation { submission_id: row.submission_id, submission_no: row.submission_no },
        at: time::local(row.at),
        has_case: row.ties > 0,
    });
    let looks = looks.collect();
    let deeds = store::conduct::deeds(tx, &actor.org_scope, moment).await?;
    let tied = avoidance::acted_on(tx, deeds.iter().map(|row| (row.submission_id, row.account_id))).await?;
    let deeds = deeds.into_iter().map(|row| {
        let at = time::local(row.at);
        Deed {
            officer: row.account_id,
            is_tied: tied.contains(&(row.submission_id, row.account_id)),
            filing: Citation { submission_id: row.submission_id, submission_no: row.submission_no },
            at,
            on_day_off: !desk.law().calendar().is_working_day(at.date()),
            reverses: EventKind::from_code(&row.kind).is_some_and(reverses),
        }
    });
    Ok(Conduct { closings, looks, deeds: deeds.collect() })
}

/// What tells the agents of these filings apart: a keyed digest, so that no name leaves the seal.
async fn agents(desk: &Desk, tx: &mut Tx, filings: &[i64]) -> Result<HashMap<i64, String>, DeskError> {
    let (mut found, keyed) = (HashMap::new(), Computing::keyed());
    for cells in store::sealed::identities(tx, filings).await? {
        if let Some(agent) = personal::open(desk.vault(), FieldClass::Agent, cells.submission_id, cells.agent.as_deref())? {
            // A telephone is one person's; a name may be many people's.
            let key = agent.computed(usize::from(agent.has(1)), &keyed);
            found.insert(cells.submission_id, crate::random::hex(desk.vault().blind("agent at settlement", key).as_bytes()));
        }
    }
    Ok(found)
}

fn node(evaluated: &Node) -> EvidenceNode {
    let label = evaluated.label.clone();
    match &evaluated.body {
        Body::Join { children, .. } => EvidenceNode::joined(label, evaluated.met, Join::All, children.iter().map(node).collect()),
        Body::Leaf(measured) => {
            let comparison = Comparison {
                value: measured.value_text(),
                op: measured.op.sign(),
                threshold: measured.threshold_text(),
                window: measured.window_text(),
            };
            // Read within the actor's units: every filing is theirs to open.
            let cited = measured
                .cited
                .iter()
                .map(|filing| Cited { submission_no: filing.submission_no.clone(), submission_id: Some(filing.submission_id) });
            EvidenceNode::leaf(label, evaluated.met, comparison, cited.collect(), measured.cited_count)
        }
    }
}
