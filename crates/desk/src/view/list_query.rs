//! The filter of the 来件 list: typed from an address, printed back into one. It holds nothing about a person.

use casework::codes::{Category, Channel, Issue, SubmissionKind};
use jiff::civil::Date;

use super::{DueBucket, Verdict};

/// Order of the list; ties are broken by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Latest received first.
    #[default]
    Received,
    /// Earliest due first, those without an open clock last.
    Due,
    /// Largest claim first.
    Claim,
}

impl Sort {
    pub const ALL: &'static [Self] = &[Self::Received, Self::Due, Self::Claim];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Due => "due",
            Self::Claim => "claim",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Received => "登记时间（新在前）",
            Self::Due => "期限（急在前）",
            Self::Claim => "索赔金额（大在前）",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|sort| sort.code() == code)
    }
}

/// What to list. The default lists everything the viewer may see, latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Code of a matter state, or `open` / `closed`.
    pub state: Option<String>,
    pub kind: Option<SubmissionKind>,
    pub channel: Option<Channel>,
    /// 行政区划代码.
    pub region: Option<String>,
    pub category: Option<Category>,
    pub issue: Option<Issue>,
    /// Part of the trader's name.
    pub operator: Option<String>,
    /// 来件编号 or its beginning.
    pub number: Option<String>,
    /// First day of receipt, inclusive.
    pub from: Option<Date>,
    /// Last day of receipt, inclusive.
    pub to: Option<Date>,
    /// Account id of the officer; `0` = none assigned.
    pub officer: Option<i64>,
    /// E.g. `yy16.2.6`.
    pub circumstance: Option<String>,
    pub verdict: Option<Verdict>,
    pub due: Option<DueBucket>,
    pub sort: Sort,
    /// One-based; 0 is read as 1.
    pub page: u32,
}

/// The longest free text taken from an address, in characters.
const TEXT_LIMIT: usize = 60;

impl ListQuery {
    /// Reads decoded name-value pairs. Unknown names, blank values and values outside the closed lists are left out,
    /// so that an old bookmark still opens.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() || value.chars().count() > TEXT_LIMIT {
                continue;
            }
            let text = || Some(value.to_owned());
            match name {
                "state" => query.state = text(),
                "kind" => query.kind = SubmissionKind::from_code(value),
                "channel" => query.channel = Channel::from_code(value),
                "region" => query.region = text(),
                "category" => query.category = Category::from_code(value),
                "issue" => query.issue = Issue::from_code(value),
                "operator" => query.operator = text(),
                "number" => query.number = text(),
                "from" => query.from = value.parse().ok(),
                "to" => query.to = value.parse().ok(),
                "officer" => query.officer = value.parse().ok(),
                "circumstance" => query.circumstance = text(),
                "verdict" => query.verdict = Verdict::from_code(value),
                "due" => query.due = DueBucket::from_code(value),
                "sort" => query.sort = Sort::from_code(value).unwrap_or_default(),
                "page" => query.page = value.parse().unwrap_or(1),
                _ => {}
            }
        }
        query
    }

    /// The pairs that [`Self::from_pairs`] reads back; the default gives none.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        let mut push = |name: &'static str, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        push("state", self.state.clone());
        push("kind", self.kind.map(|kind| kind.code().to_owned()));
        push("channel", self.channel.map(|channel| channel.code().to_owned()));
        push("region", self.region.clone());
        push("category", self.category.map(|category| category.code().to_owned()));
        push("issue", self.issue.map(|issue| issue.code().to_owned()));
        push("operator", self.operator.clone());
        push("number", self.number.clone());
        push("from", self.from.map(|day| day.to_string()));
        push("to", self.to.map(|day| day.to_string()));
        push("officer", self.officer.map(|id| id.to_string()));
        push("circumstance", self.circumstance.clone());
        push("verdict", self.verdict.map(|verdict| verdict.code().to_owned()));
        push("due", self.due.map(|due| due.code().to_owned()));
        push("sort", (self.sort != Sort::default()).then(|| self.sort.code().to_owned()));
        push("page", (self.page > 1).then(|| self.page.to_string()));
        pairs
    }

    /// Whether anything narrows the list.
    pub fn is_filtered(&self) -> bool {
        *self != Self { sort: self.sort, page: self.page, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_what_it_printed() {
        let query = ListQuery {
            state: Some("open".to_owned()),
            kind: Some(SubmissionKind::Both),
            channel: Some(Channel::Letter),
            region: Some("430602".to_owned()),
            category: Some(Category::Food),
            issue: Some(Issue::Label),
            operator: Some("洞庭&渔家=店".to_owned()),
            number: Some("2026".to_owned()),
            from: Some(jiff::civil::date(2026, 4, 15)),
            to: Some(jiff::civil::date(2026, 5, 12)),
            officer: Some(0),
            circumstance: Some("yy16.2.6".to_owned()),
            verdict: Some(Verdict::Hit),
            due: Some(DueBucket::ThreeDays),
            sort: Sort::Due,
            page: 3,
        };
        let pairs = query.to_pairs();
        let read = ListQuery::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        assert_eq!(read, query);
        assert!(query.is_filtered());
    }

    #[test]
    fn nonsense_in_an_address_is_left_out() {
        let long = "长".repeat(61);
        let read = ListQuery::from_pairs([
            ("kind", "投诉"),
            ("from", "2026-13-40"),
            ("operator", long.as_str()),
            ("officer", "x"),
            ("utm", "1"),
            ("state", "  "),
        ]);
        assert_eq!(read, ListQuery::default());
        assert!(!ListQuery { page: 9, sort: Sort::Claim, ..ListQuery::default() }.is_filtered());
        assert_eq!(ListQuery::default().to_pairs(), []);
    }
}
