//! How long something took, by the wall and by the processor: on a machine that others use too only the second says much.

use std::time::Instant;

pub(crate) struct Clock {
    started: Instant,
    processor: f64,
}

/// Seconds from one point to another.
#[derive(Clone, Copy)]
pub(crate) struct Lap {
    pub(crate) wall: f64,
    /// Of all threads together.
    pub(crate) processor: f64,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), processor: processor_seconds() }
    }

    /// Since the start, or since the last lap.
    pub(crate) fn lap(&mut self) -> Lap {
        let lap = Lap { wall: self.started.elapsed().as_secs_f64(), processor: processor_seconds() - self.processor };
        *self = Self::start();
        lap
    }
}

impl std::ops::Add for Lap {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { wall: self.wall + other.wall, processor: self.processor + other.processor }
    }
}

impl std::fmt::Display for Lap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} s ({:.2} s of processor time)", self.wall, self.processor)
    }
}

/// What this process has used in its own code and in the kernel (Linux, proc(5): fields 14 and 15 of stat, in hundredths).
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux tells");
    // The name of the program, in parentheses, may hold spaces.
    let after_name = stat.rsplit(')').next().expect("a line");
    after_name.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<f64>().expect("a number")).sum::<f64>() / 100.0
}
