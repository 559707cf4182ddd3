//! Random lives of clocks (start, stops for two reasons that may overlap, extension, counting anew) on each day of 2024 to 2026 under every
//! term of either era, against a second implementation that walks the days one by one. Here 100,000 in every run;
//! `cargo run --release -p law --example histories -- 1000000` lives a million.

mod lives;

#[test]
fn a_hundred_thousand_histories_agree_with_walking_day_by_day() {
    assert_eq!(lives::live_all(100_000, 20_261_124), Ok(100_832));
}
