//! Rule sets: every ground is known, and for every date from the first on exactly one set binds.

use casework::decision::{DeclineGround, EndGround, Provision, RulesId};

use super::shape::{FormShape, GroundShape, ProvisionShape, RulesShape, Shape};
use super::{At, at, read_clause, read_validity};
use crate::rules::{Ground, RuleSet};
use crate::{Clause, FormId, Instrument, PackError, PackFile};

pub(super) fn read(shapes: &[(&PackFile, Shape)], instruments: &[Instrument]) -> Result<Vec<RuleSet>, PackError> {
    let mut sets: Vec<(At<'_>, RuleSet)> = Vec::new();
    for (file, shape) in shapes {
        for shape in &shape.rules {
            sets.push((at(file, &shape.id), read_one(file, shape, instruments)?));
        }
    }
    sets.sort_by_key(|(_, set)| set.from);
    for pair in sets.windows(2) {
        let [(_, earlier), (here, later)] = pair else { continue };
        let next_day = earlier.to.and_then(|to| to.tomorrow().ok());
        if next_day != Some(later.from) {
            return Err(here.error("与前一套规则之间有空档或者重叠"));
        }
        if earlier.id == later.id {
            return Err(here.error(format!("规则编号“{}”重复", later.id.code())));
        }
    }
    match sets.last() {
        Some((here, last)) if last.to.is_some() => Err(here.error("最后一套规则不应有失效日期，否则其后的来件无规则可依")),
        Some(_) => Ok(sets.into_iter().map(|(_, set)| set).collect()),
        None => Err(missing(shapes, "没有投诉举报处理规则（[[rules]]）")),
    }
}

/// A table that no file holds.
pub(super) fn missing(shapes: &[(&PackFile, Shape)], message: &str) -> PackError {
    let file = shapes.first().map_or_else(String::new, |(file, _)| file.name.clone());
    PackError { file, line: 1, message: message.to_owned() }
}

fn read_one(file: &PackFile, shape: &RulesShape, instruments: &[Instrument]) -> Result<RuleSet, PackError> {
    let id = shape.id.get_ref();
    let id = RulesId::from_code(id).ok_or_else(|| at(file, &shape.id).error(format!("程序不认识规则“{id}”")))?;
    let validity = read_validity(file, &shape.from, shape.to.as_ref())?;
    let clause = |value: &toml::Spanned<String>| read_clause(file, value, instruments, validity);
    Ok(RuleSet {
        id,
        from: validity.0,
        to: validity.1,
        split: clause(&shape.split)?,
        accept: clause(&shape.accept)?,
        end_told: clause(&shape.end_told)?,
        verify_clue: clause(&shape.verify_clue)?,
        tells_informant: shape.tells_informant.as_ref().map(clause).transpose()?,
        other_routes: shape.other_routes.as_ref().map(clause).transpose()?,
        forms_edition: shape.forms_edition.clone(),
        forms: forms(file, &shape.forms)?,
        provisions: provisions(file, &shape.provisions, clause)?,
        decline: grounds(file, &shape.decline, DeclineGround::from_code, clause)?,
        end: grounds(file, &shape.end, EndGround::from_code, clause)?,
    })
}

fn grounds<G: Copy + PartialEq>(
    file: &PackFile,
    shapes: &[GroundShape],
    from_code: impl Fn(&str) -> Option<G>,
    clause: impl Fn(&toml::Spanned<String>) -> Result<Clause, PackError>,
) -> Result<Vec<Ground<G>>, PackError> {
    let mut grounds: Vec<Ground<G>> = Vec::new();
    for shape in shapes {
        let code = shape.ground.get_ref();
        let ground = from_code(code).ok_or_else(|| at(file, &shape.ground).error(format!("程序不认识情形“{code}”")))?;
        if grounds.iter().any(|known| known.ground == ground) {
            return Err(at(file, &shape.ground).error(format!("情形“{code}”重复")));
        }
        grounds.push(Ground { ground, clause: clause(&shape.clause)? });
    }
    Ok(grounds)
}

fn forms(file: &PackFile, shapes: &[FormShape]) -> Result<Vec<(FormId, Option<String>)>, PackError> {
    let mut forms: Vec<(FormId, Option<String>)> = Vec::new();
    for shape in shapes {
        let code = shape.id.get_ref();
        let id = FormId::from_code(code).ok_or_else(|| at(file, &shape.id).error(format!("程序不认识文书“{code}”")))?;
        if forms.iter().any(|(known, _)| *known == id) {
            return Err(at(file, &shape.id).error(format!("文书“{code}”重复")));
        }
        forms.push((id, shape.serial.clone()));
    }
    Ok(forms)
}

fn provisions(
    file: &PackFile,
    shapes: &[ProvisionShape],
    clause: impl Fn(&toml::Spanned<String>) -> Result<Clause, PackError>,
) -> Result<Vec<(Provision, Clause)>, PackError> {
    let mut provisions: Vec<(Provision, Clause)> = Vec::new();
    for shape in shapes {
        let code = shape.of.get_ref();
        let provision = Provision::from_code(code).ok_or_else(|| at(file, &shape.of).error(format!("程序不认识规定“{code}”")))?;
        if provisions.iter().any(|(known, _)| *known == provision) {
            return Err(at(file, &shape.of).error(format!("规定“{code}”重复")));
        }
        provisions.push((provision, clause(&shape.clause)?));
    }
    Ok(provisions)
}
