//! Measures over officers' acts, and which monitors they meet.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;

use super::policy::{Monitor, Monitors};
use super::{About, Closing, Conduct, Signal};
use crate::evidence::{Body, CITED_LIMIT, Citation, Join, Measured, Node};
use crate::measure::WindowKind;
use crate::value::Value;

/// Accepted and settled within so many days counts as fast.
const FAST_DAYS: i32 = 2;
/// A reversal within so many days of a look follows it.
const AFTER_LOOK_DAYS: i32 = 7;
/// From this hour until [`MORNING`] nobody is expected to work.
const NIGHT: i8 = 22;
const MORNING: i8 = 6;

/// A value with the filings that it rests on.
struct Taken<'a> {
    value: Value,
    filings: Vec<&'a Citation>,
}

impl<'a> Taken<'a> {
    fn count(filings: Vec<&'a Citation>) -> Self {
        Self { value: Value::Count(filings.len() as i64), filings }
    }

    fn share(part: usize, whole: usize) -> Self {
        Self { value: Value::ratio(part as i64, whole as i64), filings: Vec::new() }
    }
}

/// Every signal of that day, by officer, monitor and whom it concerns. Order of the acts does not matter.
pub fn watch(monitors: &Monitors, conduct: &Conduct, today: Date) -> Vec<Signal> {
    let mut signals: Vec<Signal> = monitors.iter().flat_map(|monitor| signals_of(monitor, conduct, today)).collect();
    signals.sort_by(|a, b| (a.officer, &a.monitor, &a.about).cmp(&(b.officer, &b.monitor, &b.about)));
    signals
}

fn signals_of(monitor: &Monitor, conduct: &Conduct, today: Date) -> Vec<Signal> {
    let since = today.saturating_sub(Span::new().days(i64::from(monitor.window_days)));
    let within = |day: Date| day > since && day <= today;
    let closings: Vec<&Closing> = conduct.closings.iter().filter(|closing| within(closing.closed_on)).collect();
    match monitor.id.as_str() {
        "settled_with_filer" => with_filer(monitor, &closings),
        "settled_with_trader" => with_trader(monitor, &closings),
        "fast_with_agent" => with_agent(monitor, &closings),
        "looks_without_case" => {
            let mut groups: BTreeMap<i64, Vec<&Citation>> = BTreeMap::new();
            for look in conduct.looks.iter().filter(|look| within(look.at.date()) && !look.has_case) {
                groups.entry(look.officer).or_default().push(&look.filing);
            }
            let taken = |filings| [("looks", Taken::count(distinct(filings)))];
            groups.into_iter().filter_map(|(officer, filings)| signal(monitor, officer, About::Nobody, taken(filings))).collect()
        }
        "out_of_hours" => {
            let mut groups: BTreeMap<i64, (Vec<&Citation>, usize)> = BTreeMap::new();
            for deed in conduct.deeds.iter().filter(|deed| within(deed.at.date())) {
                let (late, all) = groups.entry(deed.officer).or_default();
                *all += 1;
                if deed.on_day_off || deed.at.hour() >= NIGHT || deed.at.hour() < MORNING {
                    late.push(&deed.filing);
                }
            }
            let taken = |(late, all): (Vec<_>, usize)| {
                [("share_out_of_hours", Taken::share(late.len(), all)), ("acts_out_of_hours", Taken::count(late))]
            };
            groups.into_iter().filter_map(|(officer, group)| signal(monitor, officer, About::Nobody, taken(group))).collect()
        }
        "tied_to_party" => {
            let mut groups: BTreeMap<i64, Vec<&Citation>> = BTreeMap::new();
            for deed in conduct.deeds.iter().filter(|deed| deed.is_tied && within(deed.at.date())) {
                groups.entry(deed.officer).or_default().push(&deed.filing);
            }
            let taken = |filings| [("tied_filings", Taken::count(distinct(filings)))];
            groups.into_iter().filter_map(|(officer, filings)| signal(monitor, officer, About::Nobody, taken(filings))).collect()
        }
        _ => {
            let mut groups: BTreeMap<i64, Vec<&Citation>> = BTreeMap::new();
            for deed in conduct.deeds.iter().filter(|deed| deed.reverses && within(deed.at.date())) {
                let follows = conduct.looks.iter().any(|look| {
                    look.officer == deed.officer
                        && look.filing.submission_id == deed.filing.submission_id
                        && look.at <= deed.at
                        && deed.at.date() <= look.at.date().saturating_add(Span::new().days(AFTER_LOOK_DAYS))
                });
                if follows {
                    groups.entry(deed.officer).or_default().push(&deed.filing);
                }
            }
            let taken = |filings| [("reversals", Taken::count(distinct(filings)))];
            groups.into_iter().filter_map(|(officer, filings)| signal(monitor, officer, About::Nobody, taken(filings))).collect()
        }
    }
}

fn with_filer(monitor: &Monitor, closings: &[&Closing]) -> Vec<Signal> {
    let settled = || closings.iter().filter(|closing| closing.is_settled);
    let mut of_officer: BTreeMap<i64, usize> = BTreeMap::new();
    let mut groups: BTreeMap<(i64, i64), Vec<&Citation>> = BTreeMap::new();
    for closing in settled() {
        *of_officer.entry(closing.officer).or_default() += 1;
        if let Some(person) = closing.person {
            groups.entry((closing.officer, person)).or_default().push(&closing.filing);
        }
    }
    let signals = groups.into_iter().filter_map(|((officer, person), filings)| {
        let share = Taken::share(filings.len(), of_officer.get(&officer).copied().unwrap_or(0));
        signal(monitor, officer, About::Person(person), [("share_of_settled", share), ("settled", Taken::count(filings))])
    });
    signals.collect()
}

fn with_trader(monitor: &Monitor, closings: &[&Closing]) -> Vec<Signal> {
    // By trader, then by officer: all that were closed, and those settled among them.
    let mut groups: BTreeMap<&str, BTreeMap<i64, (Vec<&Citation>, usize)>> = BTreeMap::new();
    for closing in closings.iter().filter(|closing| !closing.trader.is_empty()) {
        let (filings, settled) = groups.entry(&closing.trader).or_default().entry(closing.officer).or_default();
        filings.push(&closing.filing);
        *settled += usize::from(closing.is_settled);
    }
    let mut signals = Vec::new();
    for (trader, officers) in groups {
        let (all, all_settled) = officers.values().fold((0, 0), |(all, sum), (filings, settled)| (all + filings.len(), sum + settled));
        for (officer, (filings, settled)) in officers {
            let peers = Taken::share(all_settled - settled, all - filings.len());
            let own = Taken::share(settled, filings.len());
            let taken = [("peers_settled_share", peers), ("settled_share", own), ("closed", Taken::count(filings))];
            signals.extend(signal(monitor, officer, About::Trader(trader.to_owned()), taken));
        }
    }
    signals
}

fn with_agent(monitor: &Monitor, closings: &[&Closing]) -> Vec<Signal> {
    let mut groups: BTreeMap<(i64, &str), Vec<&Citation>> = BTreeMap::new();
    for closing in closings.iter().filter(|closing| closing.is_settled) {
        let (Some(agent), Some(accepted_on)) = (&closing.agent, closing.accepted_on) else { continue };
        if closing.closed_on <= accepted_on.saturating_add(Span::new().days(FAST_DAYS)) {
            groups.entry((closing.officer, agent)).or_default().push(&closing.filing);
        }
    }
    let taken = |filings| [("fast_settled", Taken::count(filings))];
    groups.into_iter().filter_map(|((officer, _), filings)| signal(monitor, officer, About::Agent, taken(filings))).collect()
}

/// Each filing once, in order.
fn distinct(mut filings: Vec<&Citation>) -> Vec<&Citation> {
    filings.sort_unstable();
    filings.dedup();
    filings
}

/// The signal, if every condition of the monitor holds for these values.
fn signal<const N: usize>(monitor: &Monitor, officer: i64, about: About, taken: [(&str, Taken<'_>); N]) -> Option<Signal> {
    let mut children = Vec::with_capacity(monitor.conditions.len());
    for bound in &monitor.conditions {
        let (_, taken) = taken.iter().find(|(measure, _)| *measure == bound.measure)?;
        if bound.op.holds(taken.value, bound.threshold) != Some(true) {
            return None;
        }
        let mut filings = taken.filings.clone();
        filings.sort_unstable();
        let latest = filings.iter().rev().take(CITED_LIMIT).rev();
        children.push(Node {
            label: bound.label.clone(),
            met: true,
            body: Body::Leaf(Measured {
                measure: bound.measure.to_owned(),
                unit: bound.unit,
                window: WindowKind::Whole,
                window_days: 0,
                value: taken.value,
                op: bound.op,
                threshold: bound.threshold,
                cited: latest.map(|citation| (*citation).clone()).collect(),
                cited_count: filings.len() as u64,
                facts: Vec::new(),
            }),
        });
    }
    let label = format!("{}（近{}日）", monitor.title, monitor.window_days);
    Some(Signal {
        officer,
        monitor: monitor.id.clone(),
        about,
        evidence: Node { label, met: true, body: Body::Join { join: Join::All, children } },
    })
}
