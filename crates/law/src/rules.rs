//! 处理规则: the set of rules that binds what was received on a day.

use casework::decision::{DeclineGround, EndGround, Provision, Rules, RulesId};
use jiff::civil::Date;

use crate::{Clause, FormId};

/// One set of rules on complaints and tip-offs, with the places where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    pub id: RulesId,
    /// Binds what was received from this day…
    pub from: Date,
    /// …to this day.
    pub to: Option<Date>,
    /// Complaint and tip-off in one submission are handled separately.
    pub split: Clause,
    /// Accept or decline in time, and tell.
    pub accept: Clause,
    /// Tell both sides of the end of mediation.
    pub end_told: Clause,
    /// A clue found in mediation is verified.
    pub verify_clue: Clause,
    /// A real-name informant is told of (non-)filing.
    pub tells_informant: Option<Clause>,
    /// Other ways to settle the dispute, which a notice of declining has to name.
    pub other_routes: Option<Clause>,
    /// The publication that lays down the forms.
    pub forms_edition: String,
    /// The forms that these rules know, with their number in the edition where it has one.
    pub forms: Vec<(FormId, Option<String>)>,
    /// What else they provide for.
    pub provisions: Vec<(Provision, Clause)>,
    /// Grounds for declining, in the order of the law.
    pub decline: Vec<Ground<DeclineGround>>,
    /// Grounds for ending mediation, in the order of the law.
    pub end: Vec<Ground<EndGround>>,
}

/// A ground with its place and words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground<G> {
    pub ground: G,
    pub clause: Clause,
}

impl RuleSet {
    /// The article under which a mixed submission is split: 7 or 9.
    pub fn split_article(&self) -> Option<u16> {
        crate::ClauseRef::parse(&self.split.id).map(|place| place.article)
    }

    /// What casework's acts need to know of these rules.
    pub fn for_acts(&self) -> Rules {
        Rules {
            id: self.id,
            decline: self.decline.iter().map(|ground| ground.ground).collect(),
            end: self.end.iter().map(|ground| ground.ground).collect(),
            tells_informant: self.tells_informant.is_some(),
            provisions: self.provisions.iter().map(|(provision, _)| *provision).collect(),
        }
    }

    /// The place and words of a provision, if these rules have it.
    pub fn provision(&self, provision: Provision) -> Option<&Clause> {
        self.provisions.iter().find(|(known, _)| *known == provision).map(|(_, clause)| clause)
    }

    /// The place and words of a ground for declining, if these rules know it.
    pub fn decline_clause(&self, ground: DeclineGround) -> Option<&Clause> {
        self.decline.iter().find(|known| known.ground == ground).map(|known| &known.clause)
    }

    /// The place and words of a ground for ending mediation, if these rules know it.
    pub fn end_clause(&self, ground: EndGround) -> Option<&Clause> {
        self.end.iter().find(|known| known.ground == ground).map(|known| &known.clause)
    }
}
