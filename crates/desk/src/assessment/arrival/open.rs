//! Opening single filings.

use std::collections::{HashMap, HashSet};

use assess::Signs;
use casework::fact::{FactKind, FactResult};
use store::Tx;

use super::Opened;
use crate::assessment::load;
use crate::{Desk, DeskError};

/// Where what a text says is taken from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Texts {
    /// What was read when the filing arrived; the text only where nothing is on record.
    OnRecord,
    Anew,
}

/// Opens filings by id, in the order of ids.
pub(super) async fn open(tx: &mut Tx, desk: &Desk, ids: &[i64], texts: Texts) -> Result<Opened, DeskError> {
    let mut opened = Opened::default();
    if ids.is_empty() {
        return Ok(opened);
    }
    let rows = store::submission::get_many(tx, ids).await?;
    let cells = store::sealed::identities(tx, ids).await?;
    if rows.len() != cells.len() {
        return Err(DeskError::Fault("来件缺少对应的加密记录".into()));
    }
    let denied: HashSet<i64> =
        store::fact::submissions_with(tx, FactKind::DeniedByPerson, FactResult::Established, ids).await?.into_iter().collect();
    let readings = match texts {
        Texts::OnRecord => store::reading::of_submissions(tx, ids).await?,
        Texts::Anew => Vec::new(),
    };
    let read: HashMap<i64, u8> =
        readings.iter().filter_map(|reading| Some((reading.submission_id, u8::try_from(reading.signs).ok()?))).collect();
    let unread: Vec<i64> = rows.iter().filter(|row| !read.contains_key(&row.id) || load::asks_in_words(row)).map(|row| row.id).collect();
    let narratives = load::narratives(desk, tx, &unread).await?;
    for (row, cell) in rows.into_iter().zip(&cells) {
        let id = row.id;
        opened.open(desk, row, cell, denied.contains(&id), narratives.get(&id))?;
        if let (Some(bits), Some(extra)) = (read.get(&id), opened.extras.last_mut()) {
            extra.signs = Signs::from_bits(*bits);
        }
    }
    Ok(opened)
}
