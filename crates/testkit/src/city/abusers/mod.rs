//! Every abuse that the local instrument names, planted so that it can be found.

mod buyers;
mod informants;
mod together;

pub(crate) use buyers::{quantity_buyers, repeaters, volume};
pub(crate) use informants::{planters, procedure_abusers, untrue_informants};
pub(crate) use together::{hired_hands, impostors, rings};

use casework::codes::{Category, SubmissionKind};
use casework::fact::{FactKind, FactResult};

use super::calendar::plus;
use super::filing::{Demand, Filed, Filing, Identity, Openness};
use super::maker::{Fact, Maker};
use super::story::Voice;

const LUCRATIVE: [Category; 6] =
    [Category::Food, Category::Food, Category::Food, Category::HealthFood, Category::Cosmetics, Category::Medicine];

/// Money on every line: named, with an account, and in the words of a template.
fn for_money(maker: &mut Maker, filing: &mut Filing) {
    let is_food = matches!(filing.goods.category, Category::Food | Category::HealthFood | Category::Medicine);
    filing.kind = maker.dice.weighted(&[(55, SubmissionKind::Both), (45, SubmissionKind::Complaint)]);
    filing.demand = if is_food { Demand::Tenfold } else { Demand::Threefold };
    filing.openness = if maker.dice.percent(75.0) { Openness::Open } else { Openness::ByChannel };
    filing.gives_account = maker.dice.percent(80.0);
    filing.voice = Voice::Template;
    filing.purchased_on = plus(filing.received_on, -maker.dice.between(1, 9));
}

/// An attestation about one filing, known some weeks later. Says whether it is known by now.
fn attest(maker: &mut Maker, kind: FactKind, identity: &Identity, filed: &Filed, matter: &str, result: FactResult) -> bool {
    let on = plus(filed.received_on, maker.dice.between(4, 25));
    maker.state(Fact {
        kind,
        organ: "岳阳市市场监督管理局".into(),
        on,
        person: Some(identity),
        matter: matter.into(),
        submission_no: &filed.submission_no,
        result,
        result_on: Some(on),
        penalty: None,
    })
}
