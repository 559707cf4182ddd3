//! Terms and settings: under every answer to the open questions exactly one version of a term binds on each day from its first
//! version to its last, and each of them can be counted.

use casework::clock::TermId;

use super::rules::missing;
use super::shape::{SettingShape, Shape, TermShape};
use super::{At, at, read_clause, read_validity};
use crate::due::count;
use crate::{Calendar, Instrument, Length, PackError, PackFile, Setting, SettingOption, Term};

pub(super) fn read(
    shapes: &[(&PackFile, Shape)],
    instruments: &[Instrument],
    calendar: &Calendar,
) -> Result<(Vec<Setting>, Vec<Term>), PackError> {
    let mut settings: Vec<Setting> = Vec::new();
    for (file, shape) in shapes {
        for shape in &shape.setting {
            let setting = read_setting(file, shape)?;
            if settings.iter().any(|known| known.id == setting.id) {
                return Err(at(file, &shape.id).error(format!("设置“{}”重复", setting.id)));
            }
            settings.push(setting);
        }
    }
    choose(shapes, &mut settings)?;
    let mut terms: Vec<(At<'_>, Term)> = Vec::new();
    for (file, shape) in shapes {
        for shape in &shape.term {
            let term = read_term(file, shape, instruments, &settings)?;
            let here = at(file, &shape.id);
            if terms.iter().any(|(_, known)| clash(known, &term)) {
                return Err(here.error(format!("期限“{}”与另一版本的适用期间重叠", term.id.code())));
            }
            let last = term.to.unwrap_or(term.from);
            let lengths = term.also.iter().map(|(_, length)| *length).chain([term.length]);
            if lengths.into_iter().any(|length| [term.from, last].iter().any(|&day| count(calendar, length, day).is_none())) {
                return Err(here.error(format!("期限“{}”无法计算届满日期", term.id.code())));
            }
            terms.push((here, term));
        }
    }
    for &id in TermId::ALL {
        require_no_gap(id, &terms)?;
    }
    match TermId::ALL.iter().find(|&&id| !terms.iter().any(|(_, term)| term.id == id)) {
        Some(id) => Err(missing(shapes, &format!("缺少期限“{}”", id.code()))),
        None => Ok((settings, terms.into_iter().map(|(_, term)| term).collect())),
    }
}

/// Whichever option is chosen, each version of a term begins on the day after the one before it ended.
fn require_no_gap(id: TermId, terms: &[(At<'_>, Term)]) -> Result<(), PackError> {
    let versions = || terms.iter().filter(|(_, term)| term.id == id);
    let options: Vec<&str> = versions().filter_map(|(_, term)| term.when.as_ref()).map(|(_, option)| option.as_str()).collect();
    // A term hangs on one setting at most; without any, one pass is enough.
    for option in if options.is_empty() { vec![""] } else { options } {
        let is_chosen = |term: &Term| term.when.as_ref().is_none_or(|(_, wanted)| wanted == option);
        let mut chosen: Vec<&(At<'_>, Term)> = versions().filter(|(_, term)| is_chosen(term)).collect();
        chosen.sort_by_key(|(_, term)| term.from);
        for pair in chosen.windows(2) {
            let [(_, earlier), (here, later)] = pair else { continue };
            if earlier.to.and_then(|to| to.tomorrow().ok()) != Some(later.from) {
                return Err(here.error(format!("期限“{}”的各版本之间有空档", id.code())));
            }
        }
    }
    Ok(())
}

/// What a deployment chose takes the place of the default, once for each question.
fn choose(shapes: &[(&PackFile, Shape)], settings: &mut [Setting]) -> Result<(), PackError> {
    let mut answered: Vec<&str> = Vec::new();
    for (file, shape) in shapes {
        for choice in &shape.choice {
            let (id, option) = (choice.setting.get_ref(), choice.option.get_ref());
            let Some(setting) = settings.iter_mut().find(|known| known.id == *id) else {
                return Err(at(file, &choice.setting).error(format!("没有编号为“{id}”的设置")));
            };
            if !setting.options.iter().any(|known| known.id == *option) {
                return Err(at(file, &choice.option).error(format!("设置“{id}”没有“{option}”这一选项")));
            }
            if answered.contains(&id.as_str()) {
                return Err(at(file, &choice.setting).error(format!("设置“{id}”已另有选择")));
            }
            answered.push(id);
            setting.chosen.clone_from(option);
        }
    }
    Ok(())
}

fn read_setting(file: &PackFile, shape: &SettingShape) -> Result<Setting, PackError> {
    let chosen = shape.default.get_ref().clone();
    if !shape.options.iter().any(|option| option.id == chosen) {
        return Err(at(file, &shape.default).error(format!("没有“{chosen}”这一选项")));
    }
    let options = shape.options.iter().map(|option| SettingOption { id: option.id.clone(), label: option.label.clone() }).collect();
    Ok(Setting { id: shape.id.get_ref().clone(), text: shape.text.clone(), options, chosen })
}

fn read_term(file: &PackFile, shape: &TermShape, instruments: &[Instrument], settings: &[Setting]) -> Result<Term, PackError> {
    let code = shape.id.get_ref();
    let id = TermId::from_code(code).ok_or_else(|| at(file, &shape.id).error(format!("程序不认识期限“{code}”")))?;
    let validity = read_validity(file, &shape.from, shape.to.as_ref())?;
    let length = |value: &toml::Spanned<String>| {
        let text = value.get_ref();
        Length::parse(text).ok_or_else(|| at(file, value).error(format!("“{text}”不是期限长度，应如 7 wd、60 d、6 m、3 y、24 h")))
    };
    if let Some(when) = &shape.when {
        let setting = settings.iter().find(|known| known.id == *when.setting.get_ref());
        if !setting.is_some_and(|setting| setting.options.iter().any(|option| option.id == when.option)) {
            return Err(at(file, &when.setting).error("没有这一设置，或者它没有这一选项"));
        }
    }
    let (whole, extension) = (length(&shape.length)?, shape.extension.as_ref().map(length).transpose()?);
    if extension.is_some_and(|extension| extension.unit != whole.unit) {
        return Err(at(file, shape.extension.as_ref().unwrap_or(&shape.length)).error("延长须与期限按同一单位计算"));
    }
    Ok(Term {
        id,
        from: validity.0,
        to: validity.1,
        when: shape.when.as_ref().map(|when| (when.setting.get_ref().clone(), when.option.clone())),
        length: whole,
        extension,
        also: shape.also.iter().map(|also| Ok((also.label.clone(), length(&also.length)?))).collect::<Result<_, PackError>>()?,
        clause: read_clause(file, &shape.clause, instruments, validity)?,
        trigger: shape.trigger.clone(),
        act: shape.act.clone(),
    })
}

/// Whether two versions could bind on one day.
fn clash(a: &Term, b: &Term) -> bool {
    let apart_in_time = a.to.is_some_and(|to| to < b.from) || b.to.is_some_and(|to| to < a.from);
    let apart_by_setting = match (&a.when, &b.when) {
        (Some((setting_a, option_a)), Some((setting_b, option_b))) => setting_a == setting_b && option_a != option_b,
        _ => false,
    };
    a.id == b.id && !apart_in_time && !apart_by_setting
}
