//! The case page: one 来件 with its matters, evidence and everything that may be done next.

mod sample;

use casework::codes::{Channel, FieldClass, MatterKind, Protection, SubmissionKind};
use jiff::civil::Date;

use super::{
    AvoidanceView, Choice, ClockState, ClockView, DraftOffer, Field, FieldKind, FindingView, LinkView, PaperView, PastFinding, Question,
    RegistryPointer, StateBadge, StepForm, Tone, TriageView, Verdict,
};

/// One 来件 as its officer works on it.
#[derive(Clone, Debug, PartialEq)]
pub struct CasePage {
    pub submission_id: i64,
    pub submission_no: String,
    pub channel: Channel,
    pub kind: SubmissionKind,
    /// `2026-05-07 10:31`.
    pub received_at: String,
    /// 历史件: nothing is owed on it any more.
    pub historical: bool,
    pub operator: String,
    /// Facts in groups: 来件人, 经营者, 商品与交易, 诉求.
    pub groups: Vec<FactGroup>,
    /// 内容, masked.
    pub narrative: String,
    /// 诉求, masked.
    pub demand: Option<String>,
    pub matters: Vec<MatterView>,
    pub clues: Vec<ClueView>,
    pub referrals: Vec<ReferralView>,
    pub findings: Vec<FindingView>,
    /// Findings that no longer stand, latest first.
    pub past_findings: Vec<PastFinding>,
    /// Circumstances that an officer may find here: id and title; empty for those who only read.
    pub findable: Vec<Choice>,
    /// Whether the viewer may say what a finding was worth.
    pub may_judge_findings: bool,
    /// When 研判 last ran over this 来件; `None` = not yet.
    pub assessed_at: Option<String>,
    pub protections: Vec<ProtectionView>,
    pub person: Option<PersonBrief>,
    /// Standing entries of the 异常名录 about this person: pointers, not a ground for anything.
    pub registry: Vec<RegistryPointer>,
    /// 回避: officers who are tied to this filing.
    pub avoidance: Vec<AvoidanceView>,
    pub papers: Vec<PaperView>,
    /// Papers that can be drafted now.
    pub drafts: Vec<DraftOffer>,
    pub timeline: Vec<TimelineEntry>,
    /// Acts on the 来件 as a whole: 转为线索, 设置保护.
    pub actions: Vec<Action>,
    /// Whether the viewer may ask for clear values.
    pub may_reveal: bool,
}

/// Facts under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct FactGroup {
    pub title: &'static str,
    pub facts: Vec<Fact>,
}

/// One labelled value.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub label: &'static str,
    pub value: FactValue,
}

/// What stands in the cell.
#[derive(Clone, Debug, PartialEq)]
pub enum FactValue {
    Plain(String),
    /// A personal value behind its mask; the page offers to reveal its class.
    Masked {
        class: FieldClass,
        masked: String,
    },
    /// The 来件 did not say.
    Absent,
}

impl Fact {
    /// A non-personal value; blank and `None` are absent.
    pub fn plain(label: &'static str, value: Option<String>) -> Self {
        let value = value.filter(|text| !text.is_empty()).map_or(FactValue::Absent, FactValue::Plain);
        Self { label, value }
    }

    /// A masked personal value; `None` is absent.
    pub fn masked(label: &'static str, class: FieldClass, masked: Option<String>) -> Self {
        let value = masked.map_or(FactValue::Absent, |masked| FactValue::Masked { class, masked });
        Self { label, value }
    }
}

/// One complaint or tip-off with its clocks and what may be done.
#[derive(Clone, Debug, PartialEq)]
pub struct MatterView {
    pub matter_id: i64,
    /// For optimistic locking: comes back with every form.
    pub version: i64,
    pub kind: MatterKind,
    /// Names the kind too, e.g. `投诉·待受理`.
    pub state: StateBadge,
    pub triage: TriageView,
    pub org: String,
    pub officer: Option<String>,
    /// The rules it is handled under, e.g. `市场监督管理投诉举报处理办法（2026年4月15日起）`.
    pub rules: String,
    pub clocks: Vec<ClockView>,
    pub decisions: Vec<DecisionView>,
    /// What goes on or went on in it, latest first.
    pub proceedings: Vec<ProceedingView>,
    /// Matters of other filings that it is handled with.
    pub bonds: Vec<BondView>,
    /// Put away: nothing more is done on it.
    pub archived: bool,
    pub actions: Vec<Action>,
}

/// 程序事项: one thing that goes on in a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProceedingView {
    /// E.g. `回避申请`.
    pub what: String,
    pub state: StateBadge,
    pub opened_on: Date,
    /// By when the other side has to act, or when it takes place.
    pub due_on: Option<Date>,
}

/// Another filing's matter that this one is handled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BondView {
    /// E.g. `并入`, `另并入本件`.
    pub what: String,
    /// `None` when the viewer may not open it.
    pub submission_id: Option<i64>,
    pub submission_no: String,
}

/// 移送: a suspected crime on its way to the police.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferralView {
    pub referral_id: i64,
    /// For optimistic locking: comes back with every form.
    pub version: i64,
    /// E.g. `敲诈勒索`.
    pub crime: String,
    /// Whose.
    pub suspect: String,
    pub state: StateBadge,
    /// The two officers who stand for it.
    pub officers: String,
    /// How amount and times stand to the threshold.
    pub threshold: String,
    /// By when it has to be with the police, to the minute.
    pub send_by: Option<String>,
    /// Nothing more comes of it: what led there is folded.
    pub is_over: bool,
    pub clocks: Vec<ClockView>,
    pub decisions: Vec<DecisionView>,
    pub actions: Vec<Action>,
}

impl ReferralView {
    /// Terms on which something is owed.
    pub fn running(&self) -> Vec<&ClockView> {
        self.clocks.iter().filter(|clock| clock.state.is_open()).collect()
    }

    /// Terms that were met or no longer apply.
    pub fn over(&self) -> Vec<&ClockView> {
        self.clocks.iter().filter(|clock| !clock.state.is_open()).collect()
    }
}

/// What an officer decided.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionView {
    /// E.g. `不予受理`.
    pub act: String,
    /// E.g. `办法第十六条第（三）项`.
    pub ground: Option<String>,
    /// Opened for readers of the case; free text of the officer.
    pub reason: Option<String>,
    pub officer: String,
    pub decided_at: String,
    pub late: bool,
    /// Titles of the findings that it rests on.
    pub cited_findings: Vec<String>,
    /// What else it rests on, e.g. `来件 20260421000076`, `材料：调解笔录`.
    pub cited_others: Vec<String>,
    /// What was filled in besides: label and words.
    pub facts: Vec<(String, String)>,
    /// The paper that it calls for and that is not issued yet, e.g. `投诉调解通知书`.
    pub paper_due: Option<String>,
}

/// One statutory ground as a radio button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroundChoice {
    /// Comes back with the form.
    pub value: String,
    /// E.g. `第十六条第（三）项`.
    pub citation: String,
    pub text: String,
    /// The form asks for at least one finding (or the officer's own cited evidence).
    pub needs_finding: bool,
    /// Why it cannot be chosen now, e.g. a protection flag stands.
    pub blocked: Option<String>,
}

/// What may be done next; each is one plain form on the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Officers of the unit; `value` = account id.
    Assign {
        officers: Vec<Choice>,
    },
    /// One of the acts between the main decisions.
    Step(StepForm),
    Accept,
    Decline {
        grounds: Vec<GroundChoice>,
    },
    /// When it is done, and what is put on paper.
    Settle {
        fields: Vec<Field>,
    },
    EndMediation {
        grounds: Vec<GroundChoice>,
        /// Which ground for declining came to light: asked for with the ground `declinable`, and only then.
        declinable: Vec<GroundChoice>,
    },
    Withdraw,
    /// The parties or the informant were told of the decision.
    Tell,
    OpenCase,
    NoCase,
    /// The case that was filed on the tip-off is decided.
    ConcludeCase,
    RaiseClue,
    FileClue,
    NotFileClue,
    /// The case that was filed on the clue is decided.
    ConcludeClue,
    Protect,
    LiftProtection,
}

/// 线索: lives until it is filed or not filed, whatever becomes of the complaint.
#[derive(Clone, Debug, PartialEq)]
pub struct ClueView {
    /// `None` = the tip-off itself: where nothing else was filed, its matter is the clue.
    pub clue_id: Option<i64>,
    /// Neither filed nor not filed.
    pub is_open: bool,
    pub state: StateBadge,
    pub raised_at: String,
    /// Non-personal, e.g. `来件时随投诉举报产生`.
    pub origin: String,
    /// What the officer noted when raising it.
    pub note: Option<String>,
    pub clocks: Vec<ClockView>,
    pub actions: Vec<Action>,
}

/// 吹哨人 or 公益 flag.
#[derive(Clone, Debug, PartialEq)]
pub struct ProtectionView {
    pub protection_id: i64,
    pub kind: Protection,
    /// Who set it, from what, e.g. `核实记录 成立` or an officer's name.
    pub source: String,
    pub set_at: String,
    /// Who lifted it, when and why; `None` = it stands.
    pub lifted: Option<String>,
    /// Whether the viewer may lift it.
    pub may_lift: bool,
}

/// The person that identity resolution derives, and their other 来件.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonBrief {
    pub person_id: i64,
    /// Over all time, this one included.
    pub submission_count: u64,
    /// Columns that link this 来件 to the others, e.g. `证件号码一致`.
    pub linked_by: Vec<String>,
    /// Latest first, the first few.
    pub others: Vec<OtherSubmission>,
    /// The strongest link to one of them, with what every column said; its probability is how sure we are.
    pub strongest: Option<LinkView>,
    /// 疑似同一人: filings that may be of the same person, for an officer to say.
    pub questions: Vec<Question>,
    pub may_judge: bool,
}

/// Another 来件 of the same person.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherSubmission {
    /// `None` when the viewer may not open it.
    pub submission_id: Option<i64>,
    pub submission_no: String,
    pub received_on: Date,
    pub operator: String,
    pub state: StateBadge,
}

/// One event of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineEntry {
    pub at: String,
    /// Officer or `系统`.
    pub who: String,
    pub what: String,
    pub detail: Option<String>,
    pub tone: Tone,
}

impl CasePage {
    /// Findings of one verdict, for the page's summary line.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == verdict).count()
    }

    /// Clues that are neither filed nor not filed: told wherever the complaint could be closed.
    pub fn open_clues(&self) -> usize {
        self.clues.iter().filter(|clue| clue.is_open).count()
    }

    /// Nothing but a tip-off was filed.
    pub fn is_tipoff_only(&self) -> bool {
        self.kind == SubmissionKind::Tipoff
    }

    /// Protection flags that stand.
    pub fn is_protected(&self) -> bool {
        self.protections.iter().any(|protection| protection.lifted.is_none())
    }
}
