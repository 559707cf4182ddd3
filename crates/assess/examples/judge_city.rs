//! TARGETS J1: every circumstance that facts can decide, per person, on two labelled cities.
//!
//! `cargo xtask bench judge_city [FILINGS] [SEED…]` (default 50,000 and seeds 1, 2). The first city is the one that the rules
//! grew up in, the second (`testkit::town`) is made otherwise; rules were mended after its first scores.

#[path = "../tests/judge/mod.rs"]
mod judge;

use judge::TODAY;
use testkit::city::{City, CityPlan};
use testkit::town::{Town, TownPlan};

fn main() {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let filings = numbers.first().map_or(50_000, |&filings| usize::try_from(filings).unwrap_or(usize::MAX));
    let seeds = numbers.get(1..).filter(|seeds| !seeds.is_empty()).map_or_else(|| vec![1, 2], <[u64]>::to_vec);
    for seed in seeds {
        let city = City::new(CityPlan { seed, filings, today: TODAY });
        println!("city, seed {seed}, {} filings", city.labels.len());
        println!("{}", judge::judge(&judge::of_city(&city)).report());
        let town = Town::new(TownPlan { seed, filings, today: TODAY });
        println!("town, seed {seed}, {} filings", town.filers.len());
        println!("{}", judge::judge(&judge::of_town(&town)).report());
    }
}
