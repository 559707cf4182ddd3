//! The labelled city and the town, resolved and assessed: who is hit, and who must never be (TARGETS J1).
//!
//! The whole fifty thousand are `cargo xtask bench judge_city`.

mod judge;

use judge::{Judged, Labelled, TODAY};
use testkit::city::{City, CityPlan};
use testkit::town::{Town, TownPlan};

fn check(name: &str, labelled: &Labelled<'_>) {
    let judged: Judged = judge::judge(labelled);
    let report = judged.report();
    println!("{name}\n{report}");
    assert!(judged.honest_hits() * 10_000 <= judged.honest, "{name}: honest people are hit\n{report}");
    for score in &judged.scores {
        assert!(score.planted >= 5, "{name}: {} is hardly planted\n{report}", score.circumstance);
        assert!(score.recall() >= 0.95, "{name}: {} misses\n{report}", score.circumstance);
        assert!(score.precision() >= 0.98, "{name}: {} is wrong\n{report}", score.circumstance);
    }
}

#[test]
fn in_the_city_the_planted_are_hit_and_the_honest_never() {
    let city = City::new(CityPlan { seed: 1, filings: 15_000, today: TODAY });
    check("city 1", &judge::of_city(&city));
}

#[test]
fn in_another_town_the_planted_are_hit_and_the_honest_never() {
    let town = Town::new(TownPlan { seed: 1, filings: 15_000, today: TODAY });
    check("town 1", &judge::of_town(&town));
}
