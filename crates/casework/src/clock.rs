//! 期限: the terms that the law sets, and one clock per term that runs on a matter.
//!
//! Which term applies on which day, how long it is and when it ends is the question of the `law` room;
//! here is only what a clock *is* and which changes to clocks an act brings.

use jiff::civil::Date;

use crate::codes::codes;

codes! {
    /// A term that the law (or, for `L-…`, this system's own rule) sets. LAW.md §2 is the table.
    TermId {
        /// Complaint received → accepted or declined, and told.
        CAcc = "C-ACC", "投诉受理决定";
        /// Accepted → settled or ended.
        CMed = "C-MED", "投诉调解";
        /// Ending decided → both sides told.
        CEnd = "C-END", "终止调解告知";
        /// Harm known → too late to complain.
        C3y = "C-3Y", "投诉时效";
        /// Clue received → filed or not.
        RVer = "R-VER", "线索核查";
        /// (Non-)filing decided → real-name informant told; only under Order 20.
        RNote = "R-NOTE", "实名举报告知";
        /// Filed → decision.
        RCase = "R-CASE", "案件办理";
        /// Dispute over competence → agreed.
        Jur = "JUR", "处理权限争议协商";
        /// Service by public notice.
        Pub = "PUB", "公告送达";
        /// Referral report → head decides.
        TApp = "T-APP", "移送审批";
        /// Approved → handed to the police.
        TSend = "T-SEND", "移送公安机关";
        /// Police ask for more → supplied.
        TSupp = "T-SUPP", "补充移送材料";
        /// Police received → filing decision.
        TRev = "T-REV", "公安机关立案审查";
        /// Not filed → reconsideration asked for, answered, procuratorate asked: each.
        TRec = "T-REC", "不予立案复议";
        /// Filed by the police → items handed over.
        THand = "T-HAND", "涉案物品移交";
        /// Reconsideration application → admissible?
        XAdm = "X-ADM", "行政复议受理审查";
        /// Reconsideration admitted → decided.
        XDec = "X-DEC", "行政复议决定";
        /// Disclosure request → answer.
        GInfo = "G-INFO", "信息公开答复";
        /// Petition → finished.
        PXf = "P-XF", "信访事项办理";
        /// Objection to a registry entry → answered.
        LObj = "L-OBJ", "异常名录异议答复";
        /// Registry entry → expiry, with a review half-way.
        LExp = "L-EXP", "异常名录有效期";
        /// Base fact quashed → entry withdrawn, receivers told.
        LUndo = "L-UNDO", "异常名录撤回";
    }
}

/// A running, stopped or finished term of one matter or clue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub term: TermId,
    /// The day of the trigger; it is not counted itself.
    pub started_on: Date,
    /// The last day on which the act is in time. Every suspension that ended is already in it.
    pub due_on: Date,
    /// The work calendar of that year is not published yet: plain weekdays were counted.
    pub provisional: bool,
    pub state: ClockState,
}

/// Where a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    Running,
    /// Stopped for appraisal, testing or a challenge to the mediator.
    Suspended {
        since: Date,
    },
    /// The act that the term asks for was done.
    Met {
        on: Date,
    },
    /// The act is no longer owed, because the matter ended another way.
    Void {
        on: Date,
    },
}

impl ClockState {
    /// The stable code kept in tables, next to [`Self::date`].
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Suspended { .. } => "suspended",
            Self::Met { .. } => "met",
            Self::Void { .. } => "void",
        }
    }

    /// The Chinese word that pages use.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Running => "计时中",
            Self::Suspended { .. } => "中止",
            Self::Met { .. } => "已完成",
            Self::Void { .. } => "不再适用",
        }
    }

    /// Since when it stands there; nothing for a running clock.
    pub const fn date(self) -> Option<Date> {
        match self {
            Self::Running => None,
            Self::Suspended { since } => Some(since),
            Self::Met { on } | Self::Void { on } => Some(on),
        }
    }

    /// The state that [`Self::code`] and [`Self::date`] came from.
    pub fn from_parts(code: &str, date: Option<Date>) -> Option<Self> {
        match (code, date) {
            ("running", None) => Some(Self::Running),
            ("suspended", Some(since)) => Some(Self::Suspended { since }),
            ("met", Some(on)) => Some(Self::Met { on }),
            ("void", Some(on)) => Some(Self::Void { on }),
            _ => None,
        }
    }

    /// Whether the act is still owed.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Running | Self::Suspended { .. })
    }
}

impl Clock {
    /// Whether the term is over on that day and the act is still owed. A suspended clock does not run out.
    pub fn is_past_due(&self, today: Date) -> bool {
        self.state == ClockState::Running && today > self.due_on
    }

    /// Whether doing the act on that day is late.
    pub fn would_be_late(&self, on: Date) -> bool {
        match self.state {
            ClockState::Running => on > self.due_on,
            ClockState::Suspended { since } => since > self.due_on,
            ClockState::Met { .. } | ClockState::Void { .. } => false,
        }
    }
}

/// What an act does to the clocks of its matter. The caller asks `law` when a started term ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockChange {
    Start { term: TermId, from: Date },
    Meet { term: TermId, on: Date, late: bool },
    Void { term: TermId, on: Date },
}

/// The clocks after these changes. `start` says how a new clock looks, usually `law::Pack::start_clock`.
pub fn apply<E>(
    clocks: &[Clock],
    changes: &[ClockChange],
    mut start: impl FnMut(TermId, Date) -> Result<Clock, E>,
) -> Result<Vec<Clock>, E> {
    let mut after = clocks.to_vec();
    for change in changes {
        let (term, state) = match *change {
            ClockChange::Start { term, from } => {
                after.push(start(term, from)?);
                continue;
            }
            ClockChange::Meet { term, on, .. } => (term, ClockState::Met { on }),
            ClockChange::Void { term, on } => (term, ClockState::Void { on }),
        };
        for clock in after.iter_mut().filter(|clock| clock.term == term && clock.state.is_open()) {
            clock.state = state;
        }
    }
    Ok(after)
}
