//! `law list`.

use jiff::civil::Date;

use super::term_length;
use crate::Pack;

/// What a row of [`list`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Instrument,
    Adoption,
    Rules,
    Term,
    Setting,
    Calendar,
}

impl Subject {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Instrument => "法律文件",
            Self::Adoption => "采用记录",
            Self::Rules => "处理规则",
            Self::Term => "期限",
            Self::Setting => "设置",
            Self::Calendar => "工作日历",
        }
    }
}

/// One line of `law list`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    pub subject: Subject,
    pub id: String,
    pub title: String,
    /// First day; none where dates mean nothing.
    pub from: Option<Date>,
    /// Last day; none = still in force.
    pub to: Option<Date>,
    /// Document number, citation or chosen option.
    pub source: String,
}

/// All the law on file: instruments, adoptions, rules, terms by version, settings, calendar years.
pub fn list(pack: &Pack) -> Vec<ListRow> {
    let instruments = pack.instruments.iter().map(|known| ListRow {
        subject: Subject::Instrument,
        id: known.id.clone(),
        title: known.title.clone(),
        from: Some(known.from),
        to: known.to,
        source: known.document_no.clone(),
    });
    let adoptions = pack.adoptions.iter().map(|known| ListRow {
        subject: Subject::Adoption,
        id: known.instrument.clone(),
        title: known.adopted_by.clone(),
        from: Some(known.from),
        to: known.to,
        source: known.document_no.clone(),
    });
    let rules = pack.rules.iter().map(|known| ListRow {
        subject: Subject::Rules,
        id: known.id.code().to_owned(),
        title: known.id.label().to_owned(),
        from: Some(known.from),
        to: known.to,
        source: known.accept.citation.clone(),
    });
    let terms = pack.terms.iter().map(|known| ListRow {
        subject: Subject::Term,
        id: known.id.code().to_owned(),
        title: format!("{}：{}", known.id.label(), term_length(known)),
        from: Some(known.from),
        to: known.to,
        source: known.clause.citation.clone(),
    });
    let settings = pack.settings.iter().map(|known| ListRow {
        subject: Subject::Setting,
        id: known.id.clone(),
        title: known.text.clone(),
        from: None,
        to: None,
        source: known.chosen.clone(),
    });
    let years = pack.calendar.years().iter().map(|known| ListRow {
        subject: Subject::Calendar,
        id: known.year.to_string(),
        title: format!("{}个工作日", pack.calendar.working_days_of(known.year).unwrap_or_default()),
        from: Some(jiff::civil::date(known.year, 1, 1)),
        to: Some(jiff::civil::date(known.year, 12, 31)),
        source: known.source.clone(),
    });
    instruments.chain(adoptions).chain(rules).chain(terms).chain(settings).chain(years).collect()
}
