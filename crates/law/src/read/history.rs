//! The map from old to new articles: both ends exist, nothing is said twice.

use super::shape::{Shape, SuccessorShape};
use super::{At, at, read_clause_of_any_time};
use crate::{Instrument, PackError, PackFile, Successor};

pub(super) fn read(shapes: &[(&PackFile, Shape)], instruments: &[Instrument]) -> Result<Vec<Successor>, PackError> {
    let mut map: Vec<Successor> = Vec::new();
    for (file, shape) in shapes {
        for SuccessorShape { from, to, note } in &shape.successor {
            let here = from.as_ref().or(to.as_ref()).map_or(At { file, offset: 0 }, |place| at(file, place));
            let clause = |place: &toml::Spanned<String>| read_clause_of_any_time(file, place, instruments);
            let row =
                Successor { from: from.as_ref().map(clause).transpose()?, to: to.as_ref().map(clause).transpose()?, note: note.clone() };
            match (&row.from, &row.to) {
                (None, None) => return Err(here.error("沿革须写明原条款或者新条款")),
                (None, _) | (_, None) if row.note.is_empty() => return Err(here.error("新增或者删除的条款须有说明")),
                _ => {}
            }
            if map.iter().any(|known| known.from == row.from && known.to == row.to) {
                return Err(here.error("沿革重复"));
            }
            map.push(row);
        }
    }
    Ok(map)
}
