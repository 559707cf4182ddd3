//! Where the person stands in the population's own distribution, as of the latest assessment.

use jiff::ToSpan;
use store::Tx;
use store::submission::Submission;

use crate::DeskError;
use crate::view::{SpreadBand, SpreadView};

/// The most filings of each band; the last band has no end.
const BANDS: &[i64] = &[1, 2, 5, 10, 20, 50, 100];

/// Over the year that the run counted; `None` before the first, or where the person filed nothing in that year. `filings` are the
/// person's latest: of one with more than the page shows, the place is told from those.
pub(super) async fn view(tx: &mut Tx, filings: &[Submission]) -> Result<Option<SpreadView>, DeskError> {
    let Some(run) = store::assess_run::latest_in(tx, crate::assessment::FINISHED).await? else { return Ok(None) };
    let since = run.as_of.saturating_sub(365.days());
    let own = filings.iter().filter(|filing| filing.received_on > since && filing.received_on <= run.as_of).count();
    let own = i64::try_from(own).unwrap_or(i64::MAX);
    let spread = store::filing_spread::all(tx).await?;
    let persons: i64 = spread.iter().map(|row| row.persons).sum();
    if own == 0 || persons == 0 {
        return Ok(None);
    }
    let below: i64 = spread.iter().filter(|row| row.filings < own).map(|row| row.persons).sum();
    let mut bands = Vec::new();
    let mut from = 1;
    for most in BANDS.iter().copied().map(Some).chain([None]) {
        let holds = |filings: i64| filings >= from && most.is_none_or(|most| filings <= most);
        let label = match most {
            Some(most) if most == from => format!("{most} 件"),
            Some(most) => format!("{from}–{most} 件"),
            None => format!("{from} 件以上"),
        };
        let in_band: i64 = spread.iter().filter(|row| holds(row.filings)).map(|row| row.persons).sum();
        if in_band > 0 || holds(own) {
            bands.push(SpreadBand { label, persons: in_band, is_own: holds(own) });
        }
        from = most.map_or(from, |most| most + 1);
    }
    Ok(Some(SpreadView { until: run.as_of, own, persons, below: assess::Value::ratio(below, persons).text(assess::Unit::Share), bands }))
}
