//! Invariants 1, 2, 3 and 5 of the design hold whatever officers try, in whatever order: 20,000 sequences in every run.
//! `cargo run --release -p casework --example walk -- 1000000` walks a million.

mod walk;

#[test]
fn invariants_hold_in_twenty_thousand_sequences() {
    let mut done = 0;
    for seed in 0..20_000 {
        match walk::walk(seed) {
            Ok(walked) => done += walked.done,
            Err(broken) => panic!("{broken}"),
        }
    }
    // Walks that are refused everything would prove nothing.
    assert!(done > 100_000, "{done} steps were let through");
}
