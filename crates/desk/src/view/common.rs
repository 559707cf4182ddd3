//! Small things that several pages print.

/// How much a mark should stand out. The page pairs every tone with words, so that colour is never the only sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Neutral,
    Info,
    Good,
    Warning,
    Danger,
}

impl Tone {
    /// The CSS class that carries the tone.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Info => "tone-info",
            Self::Good => "tone-good",
            Self::Warning => "tone-warning",
            Self::Danger => "tone-danger",
        }
    }
}

/// One entry of a select box: the value that comes back and the words shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// 工作台 groups, by the earliest open clock of a matter, most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueBucket {
    /// More than seven calendar days past due.
    SeverelyOverdue,
    Overdue,
    Today,
    /// Due within the three calendar days after today.
    ThreeDays,
    Later,
}

impl DueBucket {
    pub const ALL: &'static [Self] = &[Self::SeverelyOverdue, Self::Overdue, Self::Today, Self::ThreeDays, Self::Later];

    /// The value of the `due` filter in a list's address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SeverelyOverdue => "severe",
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::ThreeDays => "three_days",
            Self::Later => "later",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::SeverelyOverdue => "严重超期",
            Self::Overdue => "已超期",
            Self::Today => "今日到期",
            Self::ThreeDays => "三日内到期",
            Self::Later => "之后到期",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|bucket| bucket.code() == code)
    }

    pub const fn tone(self) -> Tone {
        match self {
            Self::SeverelyOverdue | Self::Overdue => Tone::Danger,
            Self::Today => Tone::Warning,
            Self::ThreeDays => Tone::Info,
            Self::Later => Tone::Neutral,
        }
    }
}

/// 命中 or 提示.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Hit,
    Hint,
}

impl Verdict {
    pub const ALL: &'static [Self] = &[Self::Hit, Self::Hint];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Hint => "hint",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Hit => "命中",
            Self::Hint => "提示",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|verdict| verdict.code() == code)
    }

    pub const fn tone(self) -> Tone {
        match self {
            Self::Hit => Tone::Warning,
            Self::Hint => Tone::Info,
        }
    }
}

/// A finding in a list: its verdict and a short title such as `冒用他人名义`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingBadge {
    /// E.g. `yy16.2.3`.
    pub circumstance: String,
    pub verdict: Verdict,
    pub title: String,
    /// Whether the instrument was in force on the day of receipt; if not, the page says 仅供参考.
    pub in_force: bool,
}

/// 分类: how a matter is to be looked at, with the reasons; never a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriageView {
    pub label: &'static str,
    pub tone: Tone,
    pub reasons: Vec<String>,
}

/// Where a matter stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateBadge {
    /// E.g. `投诉·待受理`.
    pub label: String,
    pub tone: Tone,
}

impl StateBadge {
    pub fn new(label: impl Into<String>, tone: Tone) -> Self {
        Self { label: label.into(), tone }
    }
}
