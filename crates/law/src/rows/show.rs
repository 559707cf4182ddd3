//! `law show ID`.

use casework::clock::TermId;
use casework::decision::RulesId;

use super::{term_length, validity};
use crate::{Instrument, Pack, RuleSet};

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
        for known in pack.successors_of(id) {
            let today = known.to.as_ref().map_or_else(|| "已删除".to_owned(), |to| to.citation.clone());
            rows.push(row("后来的规定", noted(today, &known.note)));
        }
        for known in pack.origins_of(id) {
            let before = known.from.as_ref().map_or_else(|| "无".to_owned(), |from| from.citation.clone());
            rows.push(row("此前的规定", noted(before, &known.note)));
        }
    }
    for known in pack.thresholds.iter().filter(|known| known.id == id) {
        rows.push(row(
            "追诉标准",
            format!(
                "{}：{}元至{}元以上，或者{}个月内{}次以上",
                known.crime, known.amount_yuan, known.amount_yuan_upper, known.within_months, known.times
            ),
        ));
        rows.push(row("有效期", validity(known.from, known.to)));
        rows.push(row("依据", format!("{}，{}", known.clause.citation, known.times_clause.citation)));
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

fn noted(place: String, note: &str) -> String {
    if note.is_empty() { place } else { format!("{place}（{note}）") }
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
    rows.extend(rules.provisions.iter().map(|(known, clause)| row(known.label(), &clause.citation)));
    let form = |(known, serial): &(crate::FormId, Option<String>)| {
        row("文书", format!("{}（{}）", known.title(), serial.as_deref().unwrap_or("按条文拟定，无统一式样")))
    };
    rows.extend(rules.forms.iter().map(form));
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
