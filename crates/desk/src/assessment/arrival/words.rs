//! Whose words they are: copies of the filing's text, as far as they count.

use std::collections::BTreeSet;

use assess::narratives::Words;
use store::Tx;
use vault::BlindKey;

use super::index;
use super::near::{COMPANION_DAYS, HOLDERS, Near};
use super::open::{Texts, open};
use crate::DeskError;
use crate::assessment::load;
use crate::assessment::texts::NEAR;

/// A wording with more copies says nothing of those who use it, as the measures have it.
const COPIES: i64 = 1_000;

/// Middles of templates that one band may lead to.
const MIDDLES: i64 = 8;

impl Near<'_> {
    /// The template of the filing, by those who filed in the same words, else by the middle of one that its words are near to; with
    /// those of its copies that count. Returns the copies against the same trader, the filing itself among them.
    pub(super) async fn wordings(&mut self, tx: &mut Tx, words: Option<&Words>, wording: Option<BlindKey>) -> Result<Vec<i64>, DeskError> {
        let (Some(words), Some(wording)) = (words, wording) else { return Ok(Vec::new()) };
        let id = self.opened.rows[0].id;
        let same = store::blind::holders(tx, &[wording], COPIES + 1).await?;
        let same: Vec<i64> = same.into_iter().map(|(_, other)| other).filter(|other| *other != id).collect();
        let known = store::near_text::of_submissions(tx, &same).await?;
        let of_same = known.iter().filter_map(|text| text.template_id).min();
        let (template, alike) = match (of_same, same.iter().min()) {
            (Some(template), _) => (template, 1_000),
            (None, Some(first)) => ((*first).min(id), 1_000),
            (None, None) => match self.led_by(tx, words).await? {
                Some(found) => found,
                None => return Ok(Vec::new()),
            },
        };
        self.templates.extend(same.iter().copied().chain([id]).map(|id| (id, (template, alike))));
        let own = &self.opened.rows[0];
        let half_a_year = jiff::Span::new().days(COMPANION_DAYS);
        let days = (own.received_on.saturating_sub(half_a_year), own.received_on.saturating_add(half_a_year));
        let mut beside = store::near_text::of_template_against(tx, template, &own.operator_name, days, HOLDERS + 1).await?;
        self.is_partial |= beside.len() > HOLDERS as usize;
        let copies = store::near_text::of_template(tx, template, COPIES + 1).await?;
        let copies: BTreeSet<i64> = copies.iter().map(|copy| copy.submission_id).chain(same).collect();
        if copies.len() <= COPIES as usize {
            let latest: Vec<i64> = copies.iter().rev().take(HOLDERS as usize).copied().collect();
            self.is_partial |= copies.len() > latest.len();
            let rows = store::submission::get_many(tx, &latest).await?;
            let name = &self.opened.rows[0].operator_name;
            beside.extend(rows.iter().filter(|row| row.operator_name == *name).map(|row| row.id));
            self.add(tx, beside.iter().copied()).await?;
            self.put_closed(rows);
        } else {
            self.add(tx, beside.iter().copied()).await?;
        }
        beside.push(id);
        beside.sort_unstable();
        beside.dedup();
        Ok(beside)
    }

    /// The template to whose middle the words of the filing are nearest, and how near, in thousandths.
    async fn led_by(&self, tx: &mut Tx, words: &Words) -> Result<Option<(i64, i64)>, DeskError> {
        let keys = index::bands_keys(self.desk.vault(), &words.bands());
        let held = store::blind::holders(tx, &keys, MIDDLES).await?;
        let ids: BTreeSet<i64> = held.into_iter().map(|(_, id)| id).filter(|id| *id != self.opened.rows[0].id).collect();
        if ids.is_empty() {
            return Ok(None);
        }
        let ids: Vec<i64> = ids.into_iter().collect();
        let middles = open(tx, self.desk, &ids, Texts::OnRecord).await?;
        let read = load::words(self.desk, tx, &middles).await?;
        let texts = store::near_text::of_submissions(tx, &ids).await?;
        let led = texts.iter().filter_map(|text| {
            let middle = read.get(&text.submission_id).filter(|middle| middle.leads(words, NEAR))?;
            Some((middle.similarity(words).as_permille(), std::cmp::Reverse(text.template_id?)))
        });
        Ok(led.max().map(|(alike, template)| (template.0, i64::from(alike))))
    }
}
