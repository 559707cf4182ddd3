//! Thresholds of crimes: amounts in order, one version a day.

use super::shape::{Shape, ThresholdShape};
use super::{at, read_clause, read_validity};
use crate::{Instrument, PackError, PackFile, Threshold};

pub(super) fn read(shapes: &[(&PackFile, Shape)], instruments: &[Instrument]) -> Result<Vec<Threshold>, PackError> {
    let mut thresholds: Vec<Threshold> = Vec::new();
    for (file, shape) in shapes {
        for shape in &shape.threshold {
            let threshold = read_one(file, shape, instruments)?;
            let overlaps = |known: &Threshold| {
                known.id == threshold.id && known.to.is_none_or(|to| to >= threshold.from) && threshold.to.is_none_or(|to| to >= known.from)
            };
            if thresholds.iter().any(overlaps) {
                return Err(at(file, &shape.id).error(format!("标准“{}”与另一版本的适用期间重叠", threshold.id)));
            }
            thresholds.push(threshold);
        }
    }
    Ok(thresholds)
}

fn read_one(file: &PackFile, shape: &ThresholdShape, instruments: &[Instrument]) -> Result<Threshold, PackError> {
    let validity = read_validity(file, &shape.from, shape.to.as_ref())?;
    let amount_yuan = *shape.amount_yuan.get_ref();
    if amount_yuan <= 0 || shape.amount_yuan_upper < amount_yuan || shape.times == 0 || shape.within_months == 0 {
        return Err(at(file, &shape.amount_yuan).error("数额应为正数，上限不低于下限，次数和月数不为零"));
    }
    Ok(Threshold {
        id: shape.id.get_ref().clone(),
        crime: shape.crime.clone(),
        from: validity.0,
        to: validity.1,
        amount_yuan,
        amount_yuan_upper: shape.amount_yuan_upper,
        times: shape.times,
        within_months: shape.within_months,
        clause: read_clause(file, &shape.clause, instruments, validity)?,
        times_clause: read_clause(file, &shape.times_clause, instruments, validity)?,
    })
}
