//! The stages of an entry up to notice, and its end.

use jiff::civil::Date;

use super::{Answer, Bases, InForce, Objection, ObjectionOutcome, Quash, QuashKind, RegistryRefusal, Signed, Term};
use crate::codes::{Protection, codes};
use crate::decision::{Officer, Reason};

codes! {
    /// Where an entry stands.
    EntryState {
        Proposed = "proposed", "待复核";
        Reviewed = "reviewed", "待告知";
        Noticed = "noticed", "已告知待生效";
        InForce = "in_force", "在册";
        NotApproved = "not_approved", "复核未同意";
        Expired = "expired", "已期满";
        Withdrawn = "withdrawn", "已撤回";
        Removed = "removed", "已移出";
    }
}

impl EntryState {
    /// Whether anything can still happen to it.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Proposed | Self::Reviewed | Self::Noticed | Self::InForce)
    }
}

/// What all live stages carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub(super) bases: Bases,
    pub(super) objections: Vec<Objection>,
    pub(super) quash: Option<Quash>,
}

impl File {
    /// As it is kept, for reading a live entry back.
    pub const fn restored(bases: Bases, objections: Vec<Objection>, quash: Option<Quash>) -> Self {
        Self { bases, objections, quash }
    }

    pub const fn bases(&self) -> &Bases {
        &self.bases
    }

    pub fn objections(&self) -> &[Objection] {
        &self.objections
    }

    pub const fn quash(&self) -> Option<Quash> {
        self.quash
    }

    pub fn has_open_objection(&self) -> bool {
        self.objections.iter().any(|objection| objection.answer.is_none())
    }
}

/// 提出列入: what a proposal needs.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub officer: Officer,
    pub on: Date,
    pub reason: Reason,
    pub bases: Vec<super::Base>,
    /// Flags that stand on any filing of the person (invariant 5).
    pub protections: Vec<Protection>,
}

/// 待复核.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    pub(super) file: File,
    pub(super) proposer: Signed,
}

impl Proposed {
    pub fn new(proposal: &Proposal) -> Result<Self, RegistryRefusal> {
        require_unprotected(&proposal.protections)?;
        let bases = Bases::new(proposal.bases.clone())?;
        let file = File { bases, objections: Vec::new(), quash: None };
        Ok(Self { file, proposer: Signed { by: proposal.officer.account_id(), on: proposal.on } })
    }

    /// As it is kept.
    pub const fn restored(file: File, proposer: Signed) -> Self {
        Self { file, proposer }
    }

    /// 复核同意, by somebody else: the second approver of invariant 2.
    pub fn approve(self, officer: &Officer, _: &Reason, on: Date, protections: &[Protection]) -> Result<Reviewed, RegistryRefusal> {
        require_unprotected(protections)?;
        require_standing(&self.file)?;
        let reviewer = other_than(self.proposer, officer, on)?;
        Ok(Reviewed { proposed: self, reviewer })
    }

    /// 复核不同意.
    pub fn turn_down(self, officer: &Officer, _: &Reason, on: Date) -> Result<Ended, RegistryRefusal> {
        let reviewer = other_than(self.proposer, officer, on)?;
        Ok(Ended { how: Ending::NotApproved, on, by: Some(reviewer.by) })
    }
}

/// 待告知: approved by a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    pub(super) proposed: Proposed,
    pub(super) reviewer: Signed,
}

codes! {
    /// How the person came to know, or why not yet.
    NoticeKind {
        Served = "served", "已告知";
        Deferred = "deferred", "暂缓告知";
    }
}

codes! {
    /// Why the person is not told yet. Nothing else is a reason.
    DeferralGround {
        /// 个人信息保护法 35: telling would keep an organ from its duty.
        HindersDuty = "hinders_duty", "告知将妨碍国家机关履行法定职责（个人信息保护法第三十五条）";
        /// 个人信息保护法 18¶1: a law or regulation asks for secrecy or says that telling is not needed.
        SecretByLaw = "secret_by_law", "法律、行政法规规定应当保密或者不需要告知（个人信息保护法第十八条第一款）";
    }
}

/// Notice to the person, or the recorded lawful reason to wait with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    Served(Signed),
    Deferred { signed: Signed, ground: DeferralGround },
}

impl Notice {
    pub const fn kind(&self) -> NoticeKind {
        match self {
            Self::Served(_) => NoticeKind::Served,
            Self::Deferred { .. } => NoticeKind::Deferred,
        }
    }

    pub const fn signed(&self) -> Signed {
        match self {
            Self::Served(signed) | Self::Deferred { signed, .. } => *signed,
        }
    }
}

impl Reviewed {
    /// As it is kept; `SamePerson` when the two approvers are one.
    pub fn restored(proposed: Proposed, reviewer: Signed) -> Result<Self, RegistryRefusal> {
        if reviewer.by == proposed.proposer.by { Err(RegistryRefusal::SamePerson) } else { Ok(Self { proposed, reviewer }) }
    }

    /// 告知本人.
    pub fn serve(self, officer: &Officer, on: Date) -> Result<Noticed, RegistryRefusal> {
        require_standing(&self.proposed.file)?;
        let signed = after(self.reviewer, officer, on)?;
        Ok(Noticed { reviewed: self, notice: Notice::Served(signed) })
    }

    /// 依法暂缓告知: never by the proposer alone.
    pub fn defer(self, officer: &Officer, ground: DeferralGround, _: &Reason, on: Date) -> Result<Noticed, RegistryRefusal> {
        require_standing(&self.proposed.file)?;
        let signed = other_than(self.proposed.proposer, officer, on)?;
        Ok(Noticed { reviewed: self, notice: Notice::Deferred { signed, ground } })
    }
}

/// 已告知待生效.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noticed {
    pub(super) reviewed: Reviewed,
    pub(super) notice: Notice,
}

impl Noticed {
    /// As it is kept.
    pub const fn restored(reviewed: Reviewed, notice: Notice) -> Self {
        Self { reviewed, notice }
    }

    /// The notice that was put off.
    pub fn serve(mut self, officer: &Officer, on: Date) -> Result<Self, RegistryRefusal> {
        if self.notice.kind() == NoticeKind::Served {
            return Err(RegistryRefusal::AlreadyNoticed);
        }
        self.notice = Notice::Served(after(self.notice.signed(), officer, on)?);
        Ok(self)
    }

    /// 列入生效. `term` is what the law room counts from that day; nobody is listed while an objection waits for its answer.
    pub fn list(self, officer: &Officer, term: Term, protections: &[Protection]) -> Result<InForce, RegistryRefusal> {
        let file = &self.reviewed.proposed.file;
        require_unprotected(protections)?;
        require_standing(file)?;
        if file.has_open_objection() {
            return Err(RegistryRefusal::ObjectionOpen);
        }
        after(self.notice.signed(), officer, term.listed_on)?;
        other_than(self.reviewed.proposed.proposer, officer, term.listed_on)?;
        InForce::restored(self, term, None)
    }
}

/// How an entry ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    NotApproved,
    Expired,
    Withdrawn,
    Removed,
}

/// Over: it says nothing any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    pub how: Ending,
    pub on: Date,
    /// Nobody for an expiry: it needs no act.
    pub by: Option<i64>,
}

/// An entry at whichever stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Proposed(Proposed),
    Reviewed(Reviewed),
    Noticed(Noticed),
    InForce(InForce),
    Ended(Ended),
}

impl Entry {
    pub const fn state(&self) -> EntryState {
        match self {
            Self::Proposed(_) => EntryState::Proposed,
            Self::Reviewed(_) => EntryState::Reviewed,
            Self::Noticed(_) => EntryState::Noticed,
            Self::InForce(_) => EntryState::InForce,
            Self::Ended(ended) => match ended.how {
                Ending::NotApproved => EntryState::NotApproved,
                Ending::Expired => EntryState::Expired,
                Ending::Withdrawn => EntryState::Withdrawn,
                Ending::Removed => EntryState::Removed,
            },
        }
    }

    /// Of a live entry.
    pub fn file(&self) -> Option<&File> {
        self.parts().map(|proposed| &proposed.file)
    }

    /// The second approver, once there is one and while the entry lives.
    pub const fn reviewer(&self) -> Option<Signed> {
        match self {
            Self::Reviewed(reviewed) => Some(reviewed.reviewer),
            Self::Noticed(noticed) => Some(noticed.reviewed.reviewer),
            Self::InForce(in_force) => Some(in_force.noticed.reviewed.reviewer),
            Self::Proposed(_) | Self::Ended(_) => None,
        }
    }

    /// How the person was told, while the entry lives.
    pub const fn notice(&self) -> Option<Notice> {
        match self {
            Self::Noticed(noticed) => Some(noticed.notice),
            Self::InForce(in_force) => Some(in_force.noticed.notice),
            Self::Proposed(_) | Self::Reviewed(_) | Self::Ended(_) => None,
        }
    }

    fn parts(&self) -> Option<&Proposed> {
        match self {
            Self::Proposed(proposed) => Some(proposed),
            Self::Reviewed(reviewed) => Some(&reviewed.proposed),
            Self::Noticed(noticed) => Some(&noticed.reviewed.proposed),
            Self::InForce(in_force) => Some(&in_force.noticed.reviewed.proposed),
            Self::Ended(_) => None,
        }
    }

    fn file_mut(&mut self) -> Option<&mut File> {
        match self {
            Self::Proposed(proposed) => Some(&mut proposed.file),
            Self::Reviewed(reviewed) => Some(&mut reviewed.proposed.file),
            Self::Noticed(noticed) => Some(&mut noticed.reviewed.proposed.file),
            Self::InForce(in_force) => Some(&mut in_force.noticed.reviewed.proposed.file),
            Self::Ended(_) => None,
        }
    }

    /// Whether others may be shown it as standing on that day.
    pub fn is_effective(&self, on: Date) -> bool {
        match self {
            Self::InForce(in_force) => in_force.is_effective(on),
            _ => false,
        }
    }

    /// 本人提出异议: by any channel, from the moment of notice on.
    pub fn object(mut self, objection: Objection) -> Result<Self, RegistryRefusal> {
        let state = self.state();
        match (state, self.file_mut()) {
            (EntryState::Noticed | EntryState::InForce, Some(file)) => file.objections.push(objection),
            _ => return Err(RegistryRefusal::WrongState { act: "登记异议", state }),
        }
        Ok(self)
    }

    /// Answers an objection with reasons, by somebody without a part in the listing. Upheld, the entry loses its effect at
    /// once and is to be withdrawn by `undo_due_on`.
    pub fn answer(
        mut self,
        objection_id: i64,
        officer: &Officer,
        outcome: ObjectionOutcome,
        _: &Reason,
        on: Date,
        undo_due_on: Date,
    ) -> Result<Self, RegistryRefusal> {
        let state = self.state();
        let wrong = RegistryRefusal::WrongState { act: "答复异议", state };
        let parties = self.parties();
        let Some(file) = self.file_mut() else { return Err(wrong) };
        let objection = file.objections.iter_mut().find(|objection| objection.id == objection_id).ok_or(wrong)?;
        if objection.answer.is_some() {
            return Err(RegistryRefusal::ObjectionAnswered);
        }
        if on < objection.received_on {
            return Err(RegistryRefusal::TooEarly { before: objection.received_on });
        }
        if parties.contains(&officer.account_id()) {
            return Err(RegistryRefusal::AnsweredByParty);
        }
        objection.answer = Some(Answer { signed: Signed { by: officer.account_id(), on }, outcome });
        if outcome == ObjectionOutcome::Upheld && file.quash.is_none() {
            file.quash = Some(Quash { kind: QuashKind::ObjectionUpheld, on, due_on: undo_due_on });
        }
        Ok(self)
    }

    /// Those who had a hand in listing.
    pub fn parties(&self) -> Vec<i64> {
        let reviewer = self.reviewer().map(|signed| signed.by);
        self.parts().map(|proposed| proposed.proposer.by).into_iter().chain(reviewer).collect()
    }

    /// A base fell. The first that falls counts; from then on the entry says nothing.
    pub fn quash(mut self, quash: Quash) -> Result<Self, RegistryRefusal> {
        let state = self.state();
        let Some(file) = self.file_mut() else {
            return Err(RegistryRefusal::WrongState { act: "登记依据被推翻", state });
        };
        if file.quash.is_none() {
            file.quash = Some(quash);
        }
        Ok(self)
    }

    /// 撤回: because a base fell. Whoever may, the proposer too: it takes a burden off the person.
    pub fn withdraw(self, officer: &Officer, _: &Reason, on: Date) -> Result<Ended, RegistryRefusal> {
        let state = self.state();
        let Some(file) = self.file() else { return Err(RegistryRefusal::WrongState { act: "撤回", state }) };
        let quash = file.quash.ok_or(RegistryRefusal::NotQuashed)?;
        if on < quash.on {
            return Err(RegistryRefusal::TooEarly { before: quash.on });
        }
        Ok(Ended { how: Ending::Withdrawn, on, by: Some(officer.account_id()) })
    }

    /// 提前移出: no longer needed, at any stage.
    pub fn remove(self, officer: &Officer, _: &Reason, on: Date) -> Result<Ended, RegistryRefusal> {
        let state = self.state();
        match self.file() {
            None => Err(RegistryRefusal::WrongState { act: "提前移出", state }),
            Some(file) if file.quash.is_some() => Err(RegistryRefusal::Quashed),
            Some(_) => Ok(Ended { how: Ending::Removed, on, by: Some(officer.account_id()) }),
        }
    }
}

pub(super) fn require_unprotected(protections: &[Protection]) -> Result<(), RegistryRefusal> {
    match protections.first() {
        Some(&flag) => Err(RegistryRefusal::Protected { flag }),
        None => Ok(()),
    }
}

pub(super) const fn require_standing(file: &File) -> Result<(), RegistryRefusal> {
    if file.quash.is_some() { Err(RegistryRefusal::Quashed) } else { Ok(()) }
}

/// The officer's signature under a step that follows another.
pub(super) fn after(before: Signed, officer: &Officer, on: Date) -> Result<Signed, RegistryRefusal> {
    if on < before.on { Err(RegistryRefusal::TooEarly { before: before.on }) } else { Ok(Signed { by: officer.account_id(), on }) }
}

/// The same by another person.
pub(super) fn other_than(before: Signed, officer: &Officer, on: Date) -> Result<Signed, RegistryRefusal> {
    if officer.account_id() == before.by { Err(RegistryRefusal::SamePerson) } else { after(before, officer, on) }
}
