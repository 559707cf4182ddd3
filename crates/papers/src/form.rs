//! Which forms there are, and where their wording is kept.

/// The measures under which a complaint is decided, by the date on which it was received. The code is the law pack's
/// rule set id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edition {
    /// 《市场监督管理投诉举报处理暂行办法》 (总局令第20号): 2020-01-01 to 2026-04-14.
    Order20,
    /// 《市场监督管理投诉举报处理办法》 (总局令第121号): from 2026-04-15.
    Order121,
}

impl Edition {
    /// Every edition, oldest first.
    pub const ALL: &'static [Self] = &[Self::Order20, Self::Order121];

    /// The id of the rule set, as the law pack writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Order20 => "o20",
            Self::Order121 => "o121",
        }
    }

    /// The edition of this rule set; `None` for a rule set without papers (matters older than 2020).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|edition| edition.code() == code)
    }

    /// How many grounds for declining there are: 第十五条 of Order 20 has six, 第十六条 of Order 121 seven.
    pub const fn grounds(self) -> u8 {
        match self {
            Self::Order20 => 6,
            Self::Order121 => 7,
        }
    }
}

/// What a paper tells the complainant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DecisionKind {
    Accepted,
    Declined,
}

/// One form: what it says, under which measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Form {
    pub edition: Edition,
    pub kind: DecisionKind,
}

impl Form {
    /// Every form on file.
    pub const ALL: &'static [Self] = &[
        Self { edition: Edition::Order121, kind: DecisionKind::Accepted },
        Self { edition: Edition::Order121, kind: DecisionKind::Declined },
        Self { edition: Edition::Order20, kind: DecisionKind::Accepted },
        Self { edition: Edition::Order20, kind: DecisionKind::Declined },
    ];

    /// The stable code kept in tables.
    pub const fn code(self) -> &'static str {
        match (self.edition, self.kind) {
            (Edition::Order121, DecisionKind::Accepted) => "o121.complaint_accepted",
            (Edition::Order121, DecisionKind::Declined) => "o121.complaint_declined",
            (Edition::Order20, DecisionKind::Accepted) => "o20.complaint_accepted",
            (Edition::Order20, DecisionKind::Declined) => "o20.complaint_declined",
        }
    }

    /// The form with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|form| form.code() == code)
    }

    /// The title that is printed.
    pub const fn title(self) -> &'static str {
        match self.kind {
            DecisionKind::Accepted => "投诉受理决定书",
            DecisionKind::Declined => "投诉不予受理决定书",
        }
    }

    /// The mark of the form in a paper number (see [`paper_no`](crate::paper_no)).
    pub const fn mark(self) -> &'static str {
        match self.kind {
            DecisionKind::Accepted => "诉受",
            DecisionKind::Declined => "诉不受",
        }
    }

    /// The wording, in typst.
    pub(crate) const fn template(self) -> &'static str {
        match (self.edition, self.kind) {
            (Edition::Order121, DecisionKind::Accepted) => include_str!("../../../policy/forms/o121-complaint-accepted.typ"),
            (Edition::Order121, DecisionKind::Declined) => include_str!("../../../policy/forms/o121-complaint-declined.typ"),
            (Edition::Order20, DecisionKind::Accepted) => include_str!("../../../policy/forms/o20-complaint-accepted.typ"),
            (Edition::Order20, DecisionKind::Declined) => include_str!("../../../policy/forms/o20-complaint-declined.typ"),
        }
    }
}

/// What all forms share, imported by them as `layout.typ`.
pub(crate) const LAYOUT: &str = include_str!("../../../policy/forms/layout.typ");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_their_values() {
        for &form in Form::ALL {
            assert_eq!(Form::from_code(form.code()), Some(form));
            assert!(form.template().contains(form.title()), "{}", form.code());
        }
        for &edition in Edition::ALL {
            assert_eq!(Edition::from_code(edition.code()), Some(edition));
        }
        assert_eq!(Edition::from_code("before-2020"), None);
    }
}
