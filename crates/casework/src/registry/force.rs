//! 在册: an entry in force, its reviews, its renewal, its expiry.

use jiff::civil::Date;

use super::entry::{after, other_than, require_standing, require_unprotected};
use super::{Base, Bases, Ended, Ending, File, Noticed, RegistryRefusal, Signed};
use crate::codes::Protection;
use crate::decision::{Officer, Reason};

/// From when to when an entry stands (L-EXP). The law room counts the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The day of listing.
    pub listed_on: Date,
    /// The day of listing or of the latest renewal: new facts are younger than this.
    pub since: Date,
    /// The day by which somebody has to look at it again; nothing once that was done for this stretch.
    pub review_on: Option<Date>,
    /// The last day.
    pub expires_on: Date,
}

/// A renewal that waits for its second approver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    pub proposer: Signed,
    pub bases: Bases,
}

/// 在册.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    pub(super) noticed: Noticed,
    term: Term,
    renewal: Option<Renewal>,
}

impl InForce {
    /// As it is kept. An expiry before the listing is no term.
    pub fn restored(noticed: Noticed, term: Term, renewal: Option<Renewal>) -> Result<Self, RegistryRefusal> {
        if term.expires_on <= term.listed_on || term.since < term.listed_on {
            return Err(RegistryRefusal::TooEarly { before: term.listed_on });
        }
        Ok(Self { noticed, term, renewal })
    }

    pub const fn term(&self) -> Term {
        self.term
    }

    pub const fn notice(&self) -> super::Notice {
        self.noticed.notice
    }

    pub const fn renewal(&self) -> Option<&Renewal> {
        self.renewal.as_ref()
    }

    const fn file(&self) -> &File {
        &self.noticed.reviewed.proposed.file
    }

    pub fn is_effective(&self, on: Date) -> bool {
        self.file().quash.is_none() && (self.term.listed_on..=self.term.expires_on).contains(&on)
    }

    /// The notice that was put off.
    pub fn serve(self, officer: &Officer, on: Date) -> Result<Self, RegistryRefusal> {
        Ok(Self { noticed: self.noticed.serve(officer, on)?, ..self })
    }

    /// 半年复核: somebody else than the proposer looked at it and keeps it.
    pub fn review_again(mut self, officer: &Officer, _: &Reason, on: Date) -> Result<Self, RegistryRefusal> {
        self.require_running(on)?;
        other_than(self.noticed.reviewed.proposed.proposer, officer, on)?;
        self.term.review_on = None;
        Ok(self)
    }

    /// 提出续期, on facts younger than the listing or the latest renewal, and never on frequency alone.
    pub fn propose_renewal(mut self, officer: &Officer, _: &Reason, on: Date, bases: Vec<Base>) -> Result<Self, RegistryRefusal> {
        self.require_running(on)?;
        if self.renewal.is_some() {
            return Err(RegistryRefusal::RenewalPending);
        }
        let since = self.term.since;
        if bases.iter().any(|base| base.happened_on <= since || self.file().bases.contains(base.id)) {
            return Err(RegistryRefusal::NoNewFact);
        }
        let proposer = after(Signed { by: officer.account_id(), on: since }, officer, on)?;
        self.renewal = Some(Renewal { proposer, bases: Bases::new(bases)? });
        Ok(self)
    }

    /// 续期, by a second person; the new facts become bases. `expires_on` and `review_on` are counted from `on`.
    pub fn renew(
        mut self,
        officer: &Officer,
        _: &Reason,
        on: Date,
        review_on: Date,
        expires_on: Date,
        protections: &[Protection],
    ) -> Result<Self, RegistryRefusal> {
        self.require_running(on)?;
        require_unprotected(protections)?;
        if self.file().has_open_objection() {
            return Err(RegistryRefusal::ObjectionOpen);
        }
        let renewal = self.renewal.take().ok_or(RegistryRefusal::NoRenewal)?;
        other_than(renewal.proposer, officer, on)?;
        let file = &mut self.noticed.reviewed.proposed.file;
        file.bases = file.bases.clone().join(&renewal.bases);
        let term = Term { since: on, review_on: Some(review_on), expires_on, ..self.term };
        Self::restored(self.noticed, term, None)
    }

    /// 不予续期: the entry runs out on its day.
    pub fn decline_renewal(mut self, officer: &Officer, _: &Reason, on: Date) -> Result<Self, RegistryRefusal> {
        let renewal = self.renewal.take().ok_or(RegistryRefusal::NoRenewal)?;
        other_than(renewal.proposer, officer, on)?;
        Ok(self)
    }

    /// 期满失效. It had no effect since its last day; this only says so.
    pub fn expire(&self, today: Date) -> Result<Ended, RegistryRefusal> {
        if today <= self.term.expires_on {
            return Err(RegistryRefusal::NotOver { expires_on: self.term.expires_on });
        }
        Ok(Ended { how: Ending::Expired, on: self.term.expires_on, by: None })
    }

    fn require_running(&self, on: Date) -> Result<(), RegistryRefusal> {
        require_standing(self.file())?;
        if on < self.term.listed_on {
            return Err(RegistryRefusal::TooEarly { before: self.term.listed_on });
        }
        if on > self.term.expires_on { Err(RegistryRefusal::Over { expires_on: self.term.expires_on }) } else { Ok(()) }
    }
}
