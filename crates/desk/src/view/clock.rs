//! Statutory clocks as a page shows them.

use jiff::civil::Date;

use super::Tone;

/// How a clock stands, for tone and words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    Running,
    Overdue,
    Suspended,
    Met,
    /// Met after the due day.
    MetLate,
    Void,
}

impl ClockState {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Running => "计时中",
            Self::Overdue => "已超期",
            Self::Suspended => "已中止",
            Self::Met => "已完成",
            Self::MetLate => "逾期完成",
            Self::Void => "不再适用",
        }
    }

    /// Something is owed on it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Running | Self::Overdue | Self::Suspended)
    }

    pub const fn tone(self) -> Tone {
        match self {
            Self::Running => Tone::Info,
            Self::Overdue => Tone::Danger,
            Self::Suspended | Self::MetLate => Tone::Warning,
            Self::Met => Tone::Good,
            Self::Void => Tone::Neutral,
        }
    }
}

/// One statutory clock.
#[derive(Clone, Debug, PartialEq)]
pub struct ClockView {
    /// E.g. `受理或不予受理并告知`.
    pub term: String,
    /// E.g. `7个工作日（办法第十五条）`.
    pub limit: String,
    pub started_on: Date,
    pub due_on: Date,
    pub provisional: bool,
    pub state: ClockState,
    /// Calendar days to the due day, negative = overdue; `None` unless the clock runs.
    pub days_left: Option<i64>,
    /// Share of the term that has passed, 0–100.
    pub elapsed_percent: u8,
}
