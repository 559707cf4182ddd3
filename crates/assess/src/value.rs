//! What measures give: whole numbers and fractions, exact, so that a comparison is the same on every machine.

/// The dimension of a measure; a policy must name it beside each threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 件: filings.
    Filings,
    /// 人: persons.
    Persons,
    /// 个: different things (names, numbers, family names).
    Things,
    /// A part of a whole, written as a decimal in policy and as per cent for people.
    Share,
    /// 倍: a multiple of a yardstick.
    Times,
    /// 是/否: 1 or 0.
    Yes,
}

impl Unit {
    pub const ALL: &'static [Self] = &[Self::Filings, Self::Persons, Self::Things, Self::Share, Self::Times, Self::Yes];

    /// The word that policy files and stored evidence use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Filings => "件",
            Self::Persons => "人",
            Self::Things => "个",
            Self::Share => "比例",
            Self::Times => "倍",
            Self::Yes => "是否",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|u| u.code() == code)
    }
}

/// A measured value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Count(i64),
    /// `part / whole`, `whole` > 0. Also a multiple of a yardstick.
    Ratio {
        part: i64,
        whole: i64,
    },
    /// The facts do not say; no condition is met by it, nor is its opposite.
    Unknown,
}

impl Value {
    /// `part / whole`, unknown where there is no whole.
    pub const fn ratio(part: i64, whole: i64) -> Self {
        if whole > 0 { Self::Ratio { part, whole } } else { Self::Unknown }
    }

    /// 1 or 0.
    pub const fn yes(is_so: bool) -> Self {
        Self::Count(if is_so { 1 } else { 0 })
    }

    /// As people read it: `63件`, `92.1%`, `5.3倍`, `是`, `未知`.
    pub fn text(self, unit: Unit) -> String {
        match self {
            Self::Unknown => "未知".to_owned(),
            Self::Count(n) => in_unit(i128::from(n), 1, unit),
            Self::Ratio { part, whole } => in_unit(i128::from(part), i128::from(whole), unit),
        }
    }
}

/// A threshold of a policy: a decimal with at most six places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Threshold {
    pub millionths: i64,
}

impl Threshold {
    /// As people read it in this unit.
    pub fn text(self, unit: Unit) -> String {
        in_unit(i128::from(self.millionths), 1_000_000, unit)
    }
}

/// How a value is compared with its threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    Equal,
}

impl Op {
    pub const ALL: &'static [Self] = &[Self::AtLeast, Self::MoreThan, Self::AtMost, Self::LessThan, Self::Equal];

    /// As written in policy files and stored evidence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::AtMost => "<=",
            Self::LessThan => "<",
            Self::Equal => "=",
        }
    }

    /// As people read it.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
            Self::AtMost => "≤",
            Self::LessThan => "<",
            Self::Equal => "=",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|o| o.code() == code)
    }

    /// Whether `value op threshold` holds; `None` where the value is unknown.
    pub fn holds(self, value: Value, threshold: Threshold) -> Option<bool> {
        let (part, whole) = match value {
            Value::Count(n) => (n, 1),
            Value::Ratio { part, whole } => (part, whole),
            Value::Unknown => return None,
        };
        let left = i128::from(part) * 1_000_000;
        let right = i128::from(threshold.millionths) * i128::from(whole);
        Some(match self {
            Self::AtLeast => left >= right,
            Self::MoreThan => left > right,
            Self::AtMost => left <= right,
            Self::LessThan => left < right,
            Self::Equal => left == right,
        })
    }
}

/// Rounds half up to one decimal where there is one; whole numbers are written whole.
fn in_unit(part: i128, whole: i128, unit: Unit) -> String {
    let tenths = |scale: i128| {
        let tenths = (part * scale * 20 + whole).div_euclid(whole * 2);
        if tenths % 10 == 0 { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
    };
    match unit {
        Unit::Filings | Unit::Persons | Unit::Things | Unit::Times => format!("{}{}", tenths(1), unit.code()),
        Unit::Share => format!("{}%", tenths(100)),
        Unit::Yes => (if part > 0 { "是" } else { "否" }).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_read_well() {
        assert_eq!(Value::Count(63).text(Unit::Filings), "63件");
        assert_eq!(Value::ratio(58, 63).text(Unit::Share), "92.1%");
        assert_eq!(Value::ratio(1, 1).text(Unit::Share), "100%");
        assert_eq!(Value::ratio(16, 3).text(Unit::Times), "5.3倍");
        assert_eq!(Value::yes(true).text(Unit::Yes), "是");
        assert_eq!(Value::ratio(1, 0).text(Unit::Share), "未知");
        assert_eq!(Threshold { millionths: 995_000 }.text(Unit::Share), "99.5%");
        assert_eq!(Threshold { millionths: 12_000_000 }.text(Unit::Filings), "12件");
    }

    #[test]
    fn the_unknown_meets_nothing() {
        for op in Op::ALL {
            assert_eq!(op.holds(Value::Unknown, Threshold { millionths: 0 }), None);
        }
    }

    proptest! {
        #[test]
        fn comparison_is_exact(part in 0_i64..10_000, whole in 1_i64..10_000, millionths in 0_i64..3_000_000) {
            let threshold = Threshold { millionths };
            let value = Value::ratio(part, whole);
            let at_least = Op::AtLeast.holds(value, threshold);
            prop_assert_eq!(at_least, Op::LessThan.holds(value, threshold).map(|b| !b));
            prop_assert_eq!(at_least, Some(i128::from(part) * 1_000_000 >= i128::from(millionths) * i128::from(whole)));
        }
    }
}
