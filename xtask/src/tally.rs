//! Counting what passed, over runners that each say it in their own way.

use std::time::Duration;

use crate::process::Finished;

/// What one runner counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Count {
    /// One check that holds or does not.
    pub(crate) fn one(ok: bool) -> Self {
        Self { passed: ok.into(), failed: (!ok).into() }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Adds up every summary line of `cargo test`, `cargo nextest` and `e2e/run.mjs`.
    /// A runner that ended badly without naming a failure, or well without having run anything, counts as one failure.
    pub(crate) fn of(finished: &Finished) -> Self {
        let mut count = Self::default();
        for line in &finished.lines {
            if let Some(of_line) = Self::of_line(line) {
                count.add(of_line);
            }
        }
        let says_nothing = count == Self::default();
        if (!finished.ok && count.failed == 0) || (finished.ok && says_nothing) {
            count.failed += 1;
        }
        count
    }

    fn of_line(line: &str) -> Option<Self> {
        let line = line.trim();
        let is_cargo_test = line.starts_with("test result: ");
        let is_nextest = line.starts_with("Summary [");
        let is_plain = line.starts_with(|c: char| c.is_ascii_digit()) && line.ends_with(" failed") && line.contains(" passed, ");
        if !(is_cargo_test || is_nextest || is_plain) {
            return None;
        }
        let words: Vec<&str> =
            line.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')')).filter(|word| !word.is_empty()).collect();
        let number_before = |wanted: &[&str]| {
            let found = words.windows(wanted.len() + 1).find(|window| window[1..] == *wanted);
            found.and_then(|window| window[0].parse::<usize>().ok()).unwrap_or(0)
        };
        let failed = number_before(&["failed"]) + number_before(&["timed", "out"]) + number_before(&["exec", "failed"]);
        Some(Self { passed: number_before(&["passed"]), failed })
    }
}

/// Everything that was counted, for the closing lines.
#[derive(Default)]
pub(crate) struct Tally {
    stages: Vec<(String, Count, Duration)>,
}

impl Tally {
    pub(crate) fn record(&mut self, stage: &str, count: Count, took: Duration) {
        self.stages.push((stage.to_owned(), count, took));
    }

    pub(crate) fn total(&self) -> Count {
        self.stages.iter().fold(Count::default(), |mut total, (_, count, _)| {
            total.add(*count);
            total
        })
    }

    /// A line with the breakdown, then the closing line `N passed, N failed`.
    pub(crate) fn closing_lines(&self) -> String {
        let stage = |(name, count, took): &(String, Count, Duration)| {
            let failed = if count.failed == 0 { String::new() } else { format!(" ({} failed)", count.failed) };
            format!("{name} {}{failed} in {} s", count.passed, took.as_secs())
        };
        let total = self.total();
        let breakdown = self.stages.iter().map(stage).collect::<Vec<_>>().join(", ");
        format!("passed by stage: {breakdown}\n{} passed, {} failed", total.passed, total.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(ok: bool, lines: &[&str]) -> (usize, usize) {
        let count = Count::of(&Finished { ok, lines: lines.iter().map(|line| (*line).to_owned()).collect() });
        (count.passed, count.failed)
    }

    #[test]
    fn summaries_of_every_runner() {
        let cargo = [
            "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored",
        ];
        assert_eq!(of(false, &cargo), (7, 1));
        assert_eq!(of(true, &["     Summary [   0.123s] 27 tests run: 27 passed, 0 skipped"]), (27, 0));
        assert_eq!(
            of(false, &["     Summary [  60.1s] 9 tests run: 5 passed (1 slow), 2 failed, 1 timed out, 1 exec failed, 3 skipped"]),
            (5, 4)
        );
        assert_eq!(of(true, &["ok 登录", "3 passed, 0 failed"]), (3, 0));
    }

    #[test]
    fn silence_is_a_failure() {
        assert_eq!(of(true, &[]), (0, 1));
        assert_eq!(of(false, &["error: could not compile"]), (0, 1));
        assert_eq!(of(false, &["test result: ok. 5 passed; 0 failed"]), (5, 1));
    }

    #[test]
    fn closing_lines_end_in_the_counts() {
        let mut tally = Tally::default();
        tally.record("format", Count::one(true), Duration::from_secs(2));
        tally.record("tests", Count { passed: 30, failed: 2 }, Duration::from_secs(90));
        assert_eq!(tally.closing_lines(), "passed by stage: format 1 in 2 s, tests 30 (2 failed) in 90 s\n31 passed, 2 failed");
    }
}
