//! From weights to a judgement.

use crate::compare::{Column, Comparison, Level, worded};

worded! {
    /// Whether two submissions are one person's.
    Judgement {
        Same = "same", "同一人";
        /// Worth an officer's look; links nobody by itself.
        Possible = "possible", "疑似";
        Different = "different", "不同人";
    }
}

/// The least probability at which two filings are linked.
pub const SAME: f64 = 0.99;
/// The least probability at which an officer is shown the pair.
pub const POSSIBLE: f64 = 0.1;

/// The weight from which a masked number speaks for a person as a name does.
const TELLING_MASK: f64 = 12.0;

/// Judges a comparison. Weights alone do not link: phone, address and account belong to households and gangs as
/// much as to people, so a link also needs something personal, a name or a number.
///
/// * Two different valid identity numbers never link; with equal name and phone the pair is shown to an officer.
/// * A masked number without an agreeing name needs phone or account beside it.
/// * Two unlike names link only over one full number, with phone or account beside it.
/// * A filing that its named filer denies is at most `Possible` with filings that nobody denied.
pub fn judge(comparison: &Comparison) -> Judgement {
    let level = |column| comparison.level(column);
    let (name, id_no) = (level(Column::Name), level(Column::IdNo));
    let shares = |column| level(column) == Some(Level::Equal);
    let name_agrees = matches!(name, Some(Level::Equal | Level::Homophone));
    let name_unlike = matches!(name, Some(Level::GivenDiffers | Level::Differs));

    if id_no == Some(Level::Conflict) {
        return if name_agrees && shares(Column::Phone) { Judgement::Possible } else { Judgement::Different };
    }
    if name == Some(Level::Denied) {
        return if shares(Column::Phone) || shares(Column::Account) { Judgement::Possible } else { Judgement::Different };
    }
    if id_no == Some(Level::Equal) {
        return if comparison.probability >= SAME { Judgement::Same } else { Judgement::Possible };
    }
    if name_unlike {
        return Judgement::Different;
    }
    let mask_tells = |column| comparison.column(column).is_some_and(|c| c.level == Level::Masked && c.weight >= TELLING_MASK);
    let has_company = shares(Column::Phone) || shares(Column::Account) || mask_tells(Column::Phone);
    if comparison.probability >= SAME && (name_agrees || (mask_tells(Column::IdNo) && has_company)) {
        Judgement::Same
    } else if comparison.probability >= POSSIBLE {
        Judgement::Possible
    } else {
        Judgement::Different
    }
}
