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
        /// Request about one's own data → answered.
        LDsr = "L-DSR", "个人信息权利请求答复";
    }
}

codes! {
    /// Why a clock stands still.
    PauseReason {
        /// A party challenged the mediator (Order 20 art. 19, Order 121 art. 21).
        Avoidance = "avoidance", "回避审查";
        /// Goods or service are appraised in mediation (Order 20 art. 20, Order 121 art. 22).
        Appraisal = "appraisal", "鉴定检测";
        /// Testing, inspection, quarantine, appraisal or recognition in verifying a clue (penalty procedure art. 18, 64).
        Testing = "testing", "检测检验检疫鉴定";
    }
}

/// A stretch of days in which a clock stood still. Stretches of different reasons may overlap: a day that lies in two is added once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    pub reason: PauseReason,
    /// The first day that no longer counts.
    pub since: Date,
    /// The day that counts again; none while it lasts.
    pub until: Option<Date>,
}

/// A running, stopped or finished term of one matter, clue or referral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    pub term: TermId,
    /// The day of the trigger; it is not counted itself.
    pub started_on: Date,
    /// The last day on which the act is in time. Every suspension that ended and every extension are already in it.
    pub due_on: Date,
    /// The work calendar of that year is not published yet: plain weekdays were counted.
    pub provisional: bool,
    pub state: ClockState,
    /// Why and when it stood still: with it the last day can be counted again under another work calendar.
    pub pauses: Vec<Pause>,
    /// How often a named approver extended it.
    pub extensions: u8,
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
    /// A clock that starts on the day of its trigger. Its last day is not counted yet: `law::Pack::recount` does that.
    pub const fn starting(term: TermId, from: Date) -> Self {
        Self { term, started_on: from, due_on: from, provisional: false, state: ClockState::Running, pauses: Vec::new(), extensions: 0 }
    }

    /// Whether it stands still for that reason.
    pub fn is_paused_for(&self, reason: PauseReason) -> bool {
        self.pauses.iter().any(|pause| pause.reason == reason && pause.until.is_none())
    }

    /// The days on which it stood still, in stretches that do not overlap, oldest first; what still lasts is left out.
    pub fn stood_still(&self) -> Vec<(Date, Date)> {
        let mut ended: Vec<(Date, Date)> = self.pauses.iter().filter_map(|pause| Some((pause.since, pause.until?))).collect();
        ended.sort_unstable();
        let mut joined: Vec<(Date, Date)> = Vec::with_capacity(ended.len());
        for (since, until) in ended {
            match joined.last_mut() {
                Some((_, last)) if since <= *last => *last = (*last).max(until),
                _ => joined.push((since, until)),
            }
        }
        joined
    }

    /// Stops the clock: the day itself no longer counts. A clock that stands still already gets a second reason.
    fn pause(&mut self, reason: PauseReason, on: Date) {
        if self.state.is_open() && !self.is_paused_for(reason) {
            self.pauses.push(Pause { reason, since: on, until: None });
            if self.state == ClockState::Running {
                self.state = ClockState::Suspended { since: on };
            }
        }
    }

    /// Ends the pause of that reason; the clock runs on from `on`, unless another reason still holds it.
    fn resume(&mut self, reason: PauseReason, on: Date) {
        for pause in self.pauses.iter_mut().filter(|pause| pause.reason == reason && pause.until.is_none()) {
            pause.until = Some(on.max(pause.since));
        }
        if self.pauses.iter().all(|pause| pause.until.is_some()) && matches!(self.state, ClockState::Suspended { .. }) {
            self.state = ClockState::Running;
        }
    }

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

/// What an act does to the clocks of its matter. The caller asks `law` when a term ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockChange {
    Start {
        term: TermId,
        from: Date,
    },
    Meet {
        term: TermId,
        on: Date,
        late: bool,
    },
    Void {
        term: TermId,
        on: Date,
    },
    Pause {
        term: TermId,
        reason: PauseReason,
        on: Date,
    },
    Resume {
        term: TermId,
        reason: PauseReason,
        on: Date,
    },
    /// A named approver adds the extension that the law knows.
    Extend {
        term: TermId,
    },
    /// The term is counted anew from that day (Order 121 art. 35 para. 2): nothing of the old count remains.
    Restart {
        term: TermId,
        from: Date,
    },
    /// What an act met or made pointless is owed again, as it was. The latest of that term.
    Reopen {
        term: TermId,
    },
    /// An extension is taken back.
    Shorten {
        term: TermId,
    },
}

/// The clocks after these changes; new ones stand at the end. `recount` gives a clock its last day, usually `law::Pack::recount`.
pub fn apply<E>(clocks: &[Clock], changes: &[ClockChange], mut recount: impl FnMut(&Clock) -> Result<Clock, E>) -> Result<Vec<Clock>, E> {
    let mut after = clocks.to_vec();
    for &change in changes {
        if let ClockChange::Start { term, from } = change {
            after.push(recount(&Clock::starting(term, from))?);
            continue;
        }
        let (ClockChange::Start { term, .. }
        | ClockChange::Meet { term, .. }
        | ClockChange::Void { term, .. }
        | ClockChange::Pause { term, .. }
        | ClockChange::Resume { term, .. }
        | ClockChange::Extend { term }
        | ClockChange::Restart { term, .. }
        | ClockChange::Reopen { term }
        | ClockChange::Shorten { term }) = change;
        if matches!(change, ClockChange::Reopen { .. }) {
            let ended = after.iter_mut().rev().find(|clock| clock.term == term && !clock.state.is_open());
            ended.into_iter().for_each(|clock| clock.state = ClockState::Running);
            continue;
        }
        for clock in after.iter_mut().filter(|clock| clock.term == term && clock.state.is_open()) {
            match change {
                ClockChange::Start { .. } | ClockChange::Reopen { .. } => {}
                ClockChange::Meet { on, .. } => clock.state = ClockState::Met { on },
                ClockChange::Void { on, .. } => clock.state = ClockState::Void { on },
                ClockChange::Pause { reason, on, .. } => clock.pause(reason, on),
                ClockChange::Resume { reason, on, .. } => {
                    clock.resume(reason, on);
                    *clock = recount(clock)?;
                }
                ClockChange::Extend { .. } => {
                    clock.extensions += 1;
                    *clock = recount(clock)?;
                }
                ClockChange::Shorten { .. } => {
                    clock.extensions = clock.extensions.saturating_sub(1);
                    *clock = recount(clock)?;
                }
                ClockChange::Restart { from, .. } => {
                    // What holds the clock still holds it.
                    let lasting = clock.pauses.iter().filter(|pause| pause.until.is_none());
                    let pauses = lasting.map(|pause| Pause { since: pause.since.max(from), ..*pause }).collect();
                    *clock = recount(&Clock { pauses, state: clock.state, ..Clock::starting(term, from) })?;
                }
            }
        }
    }
    Ok(after)
}
