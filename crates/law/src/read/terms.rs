//! Terms and settings: no two versions of a term bind on one day under the same answers to the open questions.

use casework::clock::TermId;

use super::rules::missing;
use super::shape::{SettingShape, Shape, TermShape};
use super::{at, read_clause, read_validity};
use crate::{Instrument, Length, PackError, PackFile, Setting, SettingOption, Term};

pub(super) fn read(shapes: &[(&PackFile, Shape)], instruments: &[Instrument]) -> Result<(Vec<Setting>, Vec<Term>), PackError> {
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
    let mut terms: Vec<Term> = Vec::new();
    for (file, shape) in shapes {
        for shape in &shape.term {
            let term = read_term(file, shape, instruments, &settings)?;
            if terms.iter().any(|known| clash(known, &term)) {
                return Err(at(file, &shape.id).error(format!("期限“{}”与另一版本的适用期间重叠", term.id.code())));
            }
            terms.push(term);
        }
    }
    match TermId::ALL.iter().find(|&&id| !terms.iter().any(|term| term.id == id)) {
        Some(id) => Err(missing(shapes, &format!("缺少期限“{}”", id.code()))),
        None => Ok((settings, terms)),
    }
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
    Ok(Term {
        id,
        from: validity.0,
        to: validity.1,
        when: shape.when.as_ref().map(|when| (when.setting.get_ref().clone(), when.option.clone())),
        length: length(&shape.length)?,
        extension: shape.extension.as_ref().map(length).transpose()?,
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
