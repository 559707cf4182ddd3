//! TARGETS J5: a back-test of 24 months over a million filings: near texts, facts, and two versions of a circumstance.
//!
//! `cargo xtask bench back_test_speed [FILINGS]` (default 1,000,000). The filings are the labelled city's, three years of
//! them; who is who is on record when a back-test begins, so resolving it is not in the sum. Reading and opening the sealed
//! rows is the desk's part and not here.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

#[expect(dead_code, reason = "the facts of a labelled city are wanted, not its scores")]
#[path = "../tests/judge/mod.rs"]
mod judge;

mod clock;

use assess::{Circumstance, Circumstances, PolicyFile, Subject, compare};
use clock::Clock;
use jiff::ToSpan;
use judge::TODAY;
use testkit::city::{City, CityPlan};

/// One threshold of each, lowered: what is counted of a person, what a group did, what a text says, what a telephone hides.
const DRAFTS: [(&str, &str, &str); 4] = [
    ("yy16.2.2", "threshold = 2.5", "threshold = 2"),
    ("yy16.2.4", "threshold = 5", "threshold = 4"),
    ("yy16.2.6", "threshold = 20", "threshold = 15"),
    ("yy16.3.2", "threshold = 4", "threshold = 3"),
];

fn main() {
    let filings = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let mut clock = Clock::start();
    let city = City::new(CityPlan { seed: 1, filings, today: TODAY });
    println!("{} filings made in {}", city.labels.len(), clock.lap());
    let person_of = judge::persons(&city.tables);
    println!("who is who {} (not in the sum)", clock.lap());

    let templates = judge::templates(&city.tables);
    let compared = clock.lap();
    let facts = judge::facts(&city.tables, &person_of, &templates);
    let built = clock.lap();
    println!("near texts {compared}, facts {built}");
    let since = TODAY.saturating_sub(24.months());
    for (id, from, to) in DRAFTS {
        let live = Circumstances::builtin().get(id).expect("carried").clone();
        let draft = draft(id, from, to);
        clock.lap();
        let subjects: Vec<Subject> = facts.subjects_since(since).collect();
        let trial = compare(&facts, &live, &draft, subjects);
        let weighed = clock.lap();
        let whole = compared + built + weighed;
        println!("{id}: {} filings of 24 months, {} changes, weighed in {weighed}; the whole {whole}", trial.filings, trial.changes.len());
    }
}

fn draft(id: &str, from: &str, to: &str) -> Circumstance {
    let text = Circumstances::builtin_text(id).expect("carried");
    assert!(text.contains(from), "{id} has no {from}");
    let text = text.replacen(from, to, 1);
    Circumstances::parse(&[PolicyFile { name: "draft.toml", text: &text }]).expect("right").get(id).expect("written").clone()
}
