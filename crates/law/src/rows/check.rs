//! `law check`.

use casework::clock::TermId;
use jiff::civil::Date;

use super::Subject;
use crate::Pack;
use crate::due::count_on;

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

/// From how many days of the work calendar every version of every term, extended or not, with its half-way marks, has a last day.
fn counted_days(pack: &Pack) -> usize {
    let calendar = &pack.calendar;
    let days = calendar.days().filter(|&day| {
        pack.terms.iter().all(|term| {
            let extended = term.extension.map_or(0, |extension| u32::from(extension.count));
            let marks = term.also.iter().map(|(_, length)| *length);
            count_on(calendar, term.length, extended, day, &[]).is_some()
                && marks.chain([term.length]).all(|length| count_on(calendar, length, 0, day, &[]).is_some())
        })
    });
    days.count()
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
        good(
            Subject::Term,
            format!(
                "{}种期限，{}个版本，首尾相接，无空档无重叠；自工作日历所收{}天中的任一天起均可计算",
                TermId::ALL.len(),
                pack.terms.len(),
                counted_days(pack)
            ),
        ),
        good(Subject::Rules, format!("{}条新旧条文对应，两端条款均存在", pack.successors.len())),
        good(Subject::Rules, format!("{}项追诉标准，适用期间互不重叠", pack.thresholds.len())),
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
