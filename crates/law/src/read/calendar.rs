//! The work calendar: years in a row, make-up days on weekends, and the number of working days as the notice has it.

use super::rules::missing;
use super::shape::{Shape, YearShape};
use super::{At, at, read_date};
use crate::{Calendar, PackError, PackFile, Year};

pub(super) fn read(shapes: &[(&PackFile, Shape)]) -> Result<Calendar, PackError> {
    let mut years: Vec<(At<'_>, usize, Year)> = Vec::new();
    let shapes_of = |amends: bool| {
        shapes
            .iter()
            .flat_map(|(file, shape)| shape.year.iter().map(move |year| (*file, year)))
            .filter(move |(_, year)| year.amends == amends)
    };
    for (file, shape) in shapes_of(false) {
        let year = read_year(file, shape)?;
        // A year that a deployment loaded before the program carried it stands twice, in the same words.
        if !years.iter().any(|(_, _, known)| *known == year) {
            years.push((at(file, &shape.year), shape.workdays, year));
        }
    }
    amend(&mut years, shapes_of(true))?;
    years.sort_by_key(|(_, _, year)| year.year);
    for pair in years.windows(2) {
        let [(_, _, earlier), (here, _, later)] = pair else { continue };
        if earlier.year + 1 != later.year {
            return Err(here.error("年度须逐年相接，不得缺漏或者重复"));
        }
    }
    if years.is_empty() {
        return Err(missing(shapes, "没有工作日历（[[year]]）"));
    }
    let calendar = Calendar::new(years.iter().map(|(_, _, year)| year.clone()).collect());
    for (here, workdays, year) in &years {
        let counted = calendar.working_days_of(year.year);
        if counted != Some(*workdays) {
            return Err(here.error(format!(
                "{}年应有{workdays}个工作日，按所列放假和调休算得{}个",
                year.year,
                counted.unwrap_or_default()
            )));
        }
    }
    Ok(calendar)
}

/// 国务院办公厅 changes a holiday that it had laid out already, as in January 2020: the later notice takes the place of the earlier one.
fn amend<'a>(years: &mut [(At<'a>, usize, Year)], later: impl Iterator<Item = (&'a PackFile, &'a YearShape)>) -> Result<(), PackError> {
    let mut amended: Vec<i16> = Vec::new();
    for (file, shape) in later {
        let (here, year) = (at(file, &shape.year), read_year(file, shape)?);
        let Some(known) = years.iter_mut().find(|(_, _, known)| known.year == year.year) else {
            return Err(here.error(format!("没有{}年的通知可供调整", year.year)));
        };
        if amended.contains(&year.year) {
            return Err(here.error(format!("{}年的通知已经调整过，请并为一份", year.year)));
        }
        amended.push(year.year);
        *known = (here, shape.workdays, year);
    }
    Ok(())
}

fn read_year(file: &PackFile, shape: &YearShape) -> Result<Year, PackError> {
    let year = *shape.year.get_ref();
    if !(1950..=2200).contains(&year) {
        return Err(at(file, &shape.year).error("年度应在1950至2200之间"));
    }
    let mut holidays = Vec::new();
    for holiday in &shape.holidays {
        let (from, to) = (read_date(file, &holiday.from)?, read_date(file, &holiday.to)?);
        if to < from || from.year() != year || to.year() != year {
            return Err(at(file, &holiday.from).error(format!("“{}”的起止日期不在{year}年内，或者颠倒", holiday.name)));
        }
        holidays.push((holiday.name.clone(), from, to));
    }
    let mut make_up = Vec::new();
    for day in &shape.make_up {
        let date = read_date(file, day)?;
        let is_weekend = matches!(date.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday);
        let is_holiday = holidays.iter().any(|&(_, from, to)| (from..=to).contains(&date));
        if date.year() != year || !is_weekend || is_holiday || make_up.contains(&date) {
            return Err(at(file, day).error(format!("{date}不能是{year}年的调休上班日（须为当年的周末、非节假日、不重复）")));
        }
        make_up.push(date);
    }
    Ok(Year { year, source: shape.source.clone(), holidays, make_up })
}
