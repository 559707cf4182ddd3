//! What `mingjian law` prints, as rows: pure, so that the command only has to lay them out.

use casework::clock::TermId;
use casework::decision::RulesId;
use jiff::civil::Date;

use crate::{Due, Instrument, LawError, Pack, RuleSet, Term};

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

fn term_length(term: &Term) -> String {
    let mut text = term.length.to_string();
    if let Some(extension) = term.extension {
        text.push_str(&format!("，可延长{extension}"));
    }
    for (label, length) in &term.also {
        text.push_str(&format!("，{label}{length}"));
    }
    if let Some((setting, option)) = &term.when {
        text.push_str(&format!("（设置 {setting} = {option}）"));
    }
    text
}

fn validity(from: Date, to: Option<Date>) -> String {
    to.map_or_else(|| format!("自{from}起"), |to| format!("{from}至{to}"))
}

/// A line of `law show`: what it says, and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShowRow {
    pub label: String,
    pub text: String,
}

fn row(label: impl Into<String>, text: impl Into<String>) -> ShowRow {
    ShowRow { label: label.into(), text: text.into() }
}

/// Everything on file under an id: an instrument (`o121`), a clause or circumstance (`o121.16.3`, `yy16.2.6`), a term (`C-ACC`),
/// a setting or a calendar year. Empty if there is nothing.
pub fn show(pack: &Pack, id: &str) -> Vec<ShowRow> {
    let mut rows = Vec::new();
    rows.extend(RulesId::from_code(id).and_then(|id| pack.rules_by_id(id)).into_iter().flat_map(show_rules));
    rows.extend(pack.instrument(id).into_iter().flat_map(|known| show_instrument(pack, known)));
    rows.extend(TermId::from_code(id).into_iter().flat_map(|id| show_term(pack, id)));
    if let Some(clause) = pack.clause(id) {
        rows.push(row("引用", clause.citation));
        rows.extend(pack.instrument(&clause.instrument).map(|known| row("有效期", validity(known.from, known.to))));
        rows.push(row("原文", clause.text.unwrap_or_else(|| "（仅按条号引用，未收录原文）".to_owned())));
    }
    for setting in pack.settings.iter().filter(|known| known.id == id) {
        rows.push(row("设置", &setting.text));
        let options = setting.options.iter().map(|option| {
            row(if option.id == setting.chosen { "选项（当前）" } else { "选项" }, format!("{}：{}", option.id, option.label))
        });
        rows.extend(options);
    }
    for year in pack.calendar.years().iter().filter(|known| known.year.to_string() == id) {
        rows.push(row("来源", &year.source));
        rows.push(row("工作日", pack.calendar.working_days_of(year.year).unwrap_or_default().to_string()));
        rows.extend(year.holidays.iter().map(|(name, from, to)| row(name, format!("{from}至{to}放假"))));
        rows.extend(year.make_up.iter().map(|day| row("调休上班", day.to_string())));
    }
    rows
}

fn show_instrument(pack: &Pack, known: &Instrument) -> Vec<ShowRow> {
    let mut rows = vec![
        row("名称", &known.title),
        row("文号", &known.document_no),
        row("制定机关", &known.issued_by),
        row("有效期", validity(known.from, known.to)),
    ];
    for adoption in pack.adoptions.iter().filter(|adoption| adoption.instrument == known.id) {
        let text = format!("{}（{}），{}", adoption.adopted_by, adoption.document_no, validity(adoption.from, adoption.to));
        rows.push(row("采用", text));
    }
    let unit = if known.unit == crate::Unit::Part { "部分" } else { "条" };
    rows.extend(known.articles.iter().map(|article| row(format!("第{}{unit}", crate::clause::chinese(article.no)), article.whole())));
    rows
}

fn show_rules(rules: &RuleSet) -> Vec<ShowRow> {
    let mut rows = vec![row("规则", rules.id.label()), row("适用于收件日", validity(rules.from, rules.to))];
    let places = [("分别处理", Some(&rules.split)), ("受理期限", Some(&rules.accept)), ("终止调解告知", Some(&rules.end_told))];
    let more = [
        ("线索核查", Some(&rules.verify_clue)),
        ("告知实名举报人", rules.tells_informant.as_ref()),
        ("其他途径", rules.other_routes.as_ref()),
    ];
    rows.extend(places.into_iter().chain(more).filter_map(|(label, clause)| Some(row(label, &clause?.citation))));
    rows.extend(rules.decline.iter().map(|known| row("不予受理", format!("{}：{}", known.clause.citation, known.ground.label()))));
    rows.extend(rules.end.iter().map(|known| row("终止调解", format!("{}：{}", known.clause.citation, known.ground.label()))));
    rows
}

fn show_term(pack: &Pack, id: TermId) -> Vec<ShowRow> {
    let mut rows = vec![row("期限", id.label())];
    for term in pack.terms.iter().filter(|term| term.id == id) {
        rows.push(row(validity(term.from, term.to), term_length(term)));
        rows.push(row("起算", &term.trigger));
        rows.push(row("应当", &term.act));
        rows.push(row("依据", &term.clause.citation));
    }
    rows
}

/// One line of `law check`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    pub level: CheckLevel,
    pub subject: Subject,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckLevel {
    /// Checked and in order.
    Good,
    /// In order, but people should know.
    Note,
}

/// What was checked when the pack was read, and what people should know of it on that day. A broken pack does not come this far:
/// [`Pack::parse`] names file and line.
pub fn check(pack: &Pack, today: Date) -> Vec<CheckRow> {
    let good = |subject, text: String| CheckRow { level: CheckLevel::Good, subject, text };
    let note = |subject, text: String| CheckRow { level: CheckLevel::Note, subject, text };
    let articles: usize = pack.instruments.iter().map(|known| known.articles.len()).sum();
    let mut rows = vec![
        good(
            Subject::Instrument,
            format!("{}件法律文件，{articles}条原文，各处引用的条款均存在且在适用期间内有效", pack.instruments.len()),
        ),
        good(Subject::Rules, format!("{}套处理规则，首尾相接，无空档无重叠", pack.rules.len())),
        good(Subject::Term, format!("{}种期限，{}个版本，适用期间互不重叠", TermId::ALL.len(), pack.terms.len())),
        good(Subject::Calendar, format!("{}个年度的工作日数与通知一致", pack.calendar.years().len())),
    ];
    for known in pack.instruments.iter().filter(|known| !pack.in_force(&known.id, today)) {
        rows.push(note(Subject::Instrument, format!("{}于{today}不在有效期内，只供参考，不得作为依据", known.cite_as)));
    }
    for known in pack.instruments.iter().filter(|known| known.articles.is_empty()) {
        rows.push(note(Subject::Instrument, format!("{}仅按条号引用，未收录原文", known.cite_as)));
    }
    for setting in &pack.settings {
        rows.push(note(Subject::Setting, format!("{}：当前为 {}", setting.text, setting.chosen)));
    }
    if let Some(year) = pack.calendar.years().last() {
        rows.push(note(Subject::Calendar, format!("工作日历收录至{}年，其后的日期按平日推算并标为暂定", year.year)));
    }
    rows
}

/// `law due ID --from DATE [--received DATE]`: `received` chooses the law, else `from` does.
pub fn due(pack: &Pack, id: &str, from: Date, received: Option<Date>) -> Result<Due, LawError> {
    let term = TermId::from_code(id).ok_or_else(|| LawError::UnknownTerm { id: id.to_owned() })?;
    pack.due_under(term, from, received.unwrap_or(from))
}

/// The three columns that `law due --batch` adds to a row of `id,from,pack_date`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    pub due: String,
    /// `true` or `false`.
    pub provisional: &'static str,
    pub citation: String,
}

/// Why a row of the batch has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    #[error("{column}列“{value}”不是日期，应为YYYY-MM-DD")]
    NotADate { column: &'static str, value: String },
    #[error(transparent)]
    Law(#[from] LawError),
}

/// Answers one row. An empty `pack_date` means that of `from`.
pub fn due_batch(pack: &Pack, id: &str, from: &str, pack_date: &str) -> Result<BatchRow, BatchError> {
    let from = read_date("from", from)?;
    let received = if pack_date.trim().is_empty() { None } else { Some(read_date("pack_date", pack_date)?) };
    let due = due(pack, id.trim(), from, received)?;
    Ok(BatchRow { due: due.due_on.to_string(), provisional: if due.provisional { "true" } else { "false" }, citation: due.citation })
}

fn read_date(column: &'static str, value: &str) -> Result<Date, BatchError> {
    let not_a_date = || BatchError::NotADate { column, value: value.to_owned() };
    let text = value.trim();
    if text.len() != 10 {
        return Err(not_a_date());
    }
    text.parse().map_err(|_| not_a_date())
}
