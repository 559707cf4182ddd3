//! What pages print: plain data, already masked, already worded, nothing to compute.
//!
//! The use cases of this crate fill these structs, `web` lays them out. They hold no clear personal value (but for
//! [`Revealed`], which exists for one answer only), no entity and no database row. Dates are wall-clock Asia/Shanghai;
//! moments are text of the form `2026-05-12 09:31`. Every page's struct has `sample()`, made-up data that shows every
//! branch of its template, for render tests and the gallery.

mod absence;
mod act;
mod audit;
mod avoidance;
mod batch;
mod case;
mod clock;
mod common;
mod dossier;
mod export;
mod finding;
mod hint;
mod import;
mod list;
mod list_query;
mod looks;
mod lookup;
mod paper;
mod person;
mod policy;
mod question;
mod registry;
mod rights;
mod shared;
mod together;
mod worklist;

pub use absence::{AbsencePage, AbsenceRow};
pub use act::{Field, FieldKind, StepForm};
pub use audit::{AuditPage, AuditQuery, ChainView, EntryRow, IntegrityPage, RecheckView, SignalView};
pub use avoidance::{AvoidancePage, AvoidanceState, AvoidanceView, RelationRow};
pub use batch::{BatchPage, BatchRowView, RecountNotice, RecountPage, RecountRow, ReminderView, Reminders};
pub use case::{
    Action, BondView, CasePage, ClueView, DecisionView, Fact, FactGroup, FactValue, GroundChoice, MatterView, OtherSubmission, PersonBrief,
    ProceedingView, ProtectionView, ReferralView, TimelineEntry,
};
pub use clock::{ClockState, ClockView};
pub use common::{Choice, DueBucket, FindingBadge, StateBadge, Tone, TriageView, Verdict};
pub use dossier::{CourseRow, CourseView, DossierCase, DossierFinding, DossierPage, DossierText, QuantityView};
pub use export::{ExportFormat, ExportKind, ExportPage, ExportRecord};
pub use finding::{Cited, Comparison, EvidenceNode, FindingView, Join, Outcome, OutcomeView, OwnView, PastFinding};
pub use hint::{HintListRow, HintPointer, HintsPage};
pub use import::{ImportList, ImportPage, ImportProgress, ImportRow, ImportState, RejectReason, RejectedRow};
pub use list::{Column, FilterOptions, Page, SavedFilter, SubmissionList, SubmissionRow};
pub use list_query::{ListQuery, Sort};
pub use looks::{LookRow, LooksPage};
pub use lookup::{LookupGroup, LookupKey, LookupResult, Revealed, RevealedField};
pub use paper::{DraftOffer, DraftPage, DraftShape, DraftSlot, PaperView, ServiceView};
pub use person::{
    ColumnWeightView, GraphEdge, GraphNode, GraphView, LinkView, MonthCount, PersonPage, PersonSubmission, SpreadBand, SpreadView,
};
pub use policy::{
    BackTestView, ChangeView, CircumstanceView, ClassView, PoliciesPage, PolicyPage, PrecisionView, ShadowView, TrialView, VersionView,
};
pub use question::{Question, QuestionPage, QuestionSide, RulingGround};
pub use registry::{
    AssessmentView, BaseChoice, BaseView, CountedField, EACH_ON_ITS_OWN, FactRow, FactTable, LifeEvent, LifeLine, ObjectionView, Owed,
    ProposePage, ReceiverView, RegistryAct, RegistryEntryPage, RegistryList, RegistryPaperView, RegistryPointer, RegistryRow,
    RegistryServiceView, SwitchPage,
};
pub use rights::{ErasedRow, RetentionRow, RightsErasable, RightsFormPage, RightsList, RightsPage, RightsPaperView, RightsRow};
pub use shared::{SharedFact, SharedField, SharedList, SharedPage, SharedRow};
pub use together::{
    GroupPage, GroupRow, HotIssueFilter, HotIssuePage, HotIssueRow, IndicatorView, MemberRow, NearPage, Piece, SideBySide, TieView,
    TogetherPage,
};
pub use worklist::{Worklist, WorklistGroup, WorklistRow};
