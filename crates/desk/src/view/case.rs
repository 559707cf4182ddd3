//! The case page: one 来件 with its matters, evidence and everything that may be done next.

use casework::codes::{Channel, FieldClass, MatterKind, Protection, SubmissionKind};
use jiff::civil::{Date, date};

use super::{
    Choice, ClockState, ClockView, DraftOffer, Field, FieldKind, FindingView, LinkView, PaperView, PastFinding, Question, RegistryPointer,
    StateBadge, StepForm, Tone, TriageView, Verdict,
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
    pub clocks: Vec<ClockView>,
    pub decisions: Vec<DecisionView>,
    pub actions: Vec<Action>,
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
    pub clue_id: i64,
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

    /// Protection flags that stand.
    pub fn is_protected(&self) -> bool {
        self.protections.iter().any(|protection| protection.lifted.is_none())
    }

    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        Self {
            submission_id: 101,
            submission_no: "20260507000101".to_owned(),
            channel: Channel::Platform12315,
            kind: SubmissionKind::Both,
            received_at: "2026-05-07 10:31".to_owned(),
            historical: false,
            operator: "岳阳楼区<洞庭>渔家土特产店".to_owned(),
            groups: sample_groups(),
            narrative:
                "本人于4月28日在该店网店购买散装酱板鸭6袋，收货后发现外包装未标注生产日期、保质期，不符合《食品安全法》第六十八条的规定。\
                        联系商家 138****8000 未果，<b>要求</b>退还货款并十倍赔偿。\n请贵局依法调解，同时查处该店的违法行为。"
                    .to_owned(),
            demand: Some("退还货款368元，并按价款十倍赔偿3680元。".to_owned()),
            matters: sample_matters(),
            clues: vec![
                ClueView {
                    clue_id: 71,
                    is_open: true,
                    state: StateBadge::new("核查中", Tone::Info),
                    raised_at: "2026-05-07 10:31".to_owned(),
                    origin: "随投诉举报一并产生".to_owned(),
                    note: None,
                    clocks: vec![ClockView {
                        term: "核查并决定是否立案".to_owned(),
                        limit: "15个工作日（程序规定第十八条）".to_owned(),
                        started_on: date(2026, 5, 7),
                        due_on: date(2026, 5, 28),
                        provisional: false,
                        state: ClockState::Running,
                        days_left: Some(16),
                        elapsed_percent: 24,
                    }],
                    actions: vec![Action::FileClue, Action::NotFileClue],
                },
                ClueView {
                    clue_id: 70,
                    is_open: false,
                    state: StateBadge::new("不予立案", Tone::Neutral),
                    raised_at: "2026-04-02 09:00".to_owned(),
                    origin: "承办人从投诉中发现".to_owned(),
                    note: Some("调解中发现货架上另有三种散装食品未标注生产日期。".to_owned()),
                    clocks: Vec::new(),
                    actions: vec![Action::ConcludeClue],
                },
            ],
            referrals: vec![sample_referral()],
            findings: FindingView::samples(),
            past_findings: vec![PastFinding::sample()],
            findable: vec![Choice::new("yy16.2.8", "其他滥用投诉的行为")],
            may_judge_findings: true,
            assessed_at: Some("2026-05-12 02:10".to_owned()),
            protections: vec![
                ProtectionView {
                    protection_id: 5,
                    kind: Protection::PublicInterest,
                    source: "承办人彭见山".to_owned(),
                    set_at: "2026-05-08 09:12".to_owned(),
                    lifted: Some("2026-05-11 16:40 周立本解除：经核实系同名他人".to_owned()),
                    may_lift: false,
                },
                ProtectionView {
                    protection_id: 6,
                    kind: Protection::Whistleblower,
                    source: "核实记录：成立".to_owned(),
                    set_at: "2026-05-11 17:05".to_owned(),
                    lifted: None,
                    may_lift: true,
                },
            ],
            person: Some(PersonBrief {
                person_id: 4021,
                submission_count: 63,
                linked_by: vec!["证件号码一致".to_owned(), "联系电话一致".to_owned()],
                others: vec![
                    OtherSubmission {
                        submission_id: Some(88),
                        submission_no: "20260430000088".to_owned(),
                        received_on: date(2026, 4, 30),
                        operator: "华容县芥菜合作社".to_owned(),
                        state: StateBadge::new("投诉·调解成功", Tone::Good),
                    },
                    OtherSubmission {
                        submission_id: None,
                        submission_no: "20260421000076".to_owned(),
                        received_on: date(2026, 4, 21),
                        operator: "汨罗市屈子书院文创店".to_owned(),
                        state: StateBadge::new("投诉·不予受理", Tone::Neutral),
                    },
                ],
                strongest: super::PersonPage::sample().links.into_iter().next(),
                questions: super::QuestionPage::sample().questions.into_iter().take(1).collect(),
                may_judge: true,
            }),
            registry: vec![RegistryPointer::sample()],
            papers: PaperView::samples(),
            drafts: DraftOffer::samples(),
            timeline: sample_timeline(),
            actions: vec![Action::RaiseClue, Action::Protect],
            may_reveal: true,
        }
    }
}

fn sample_groups() -> Vec<FactGroup> {
    let plain = |label, value: &str| Fact::plain(label, Some(value.to_owned()));
    let masked = |label, class, value: &str| Fact::masked(label, class, Some(value.to_owned()));
    vec![
        FactGroup {
            title: "来件人",
            facts: vec![
                masked("姓名", FieldClass::Name, "欧阳*"),
                masked("证件号码", FieldClass::IdNo, "430602********1231"),
                masked("联系电话", FieldClass::Phone, "138****8000"),
                masked("联系地址", FieldClass::Address, "岳阳市岳阳楼区金鹗中路***"),
                Fact::masked("代理人", FieldClass::Agent, None),
                plain("实名", "是"),
            ],
        },
        FactGroup {
            title: "经营者",
            facts: vec![
                plain("名称", "岳阳楼区<洞庭>渔家土特产店"),
                plain("统一社会信用代码", "91430600MA4L16JQ1E"),
                plain("地址", "岳阳市岳阳楼区巴陵中路"),
                plain("行政区划", "岳阳楼区（430602）"),
                plain("电商平台", "某购物平台"),
            ],
        },
        FactGroup {
            title: "商品与交易",
            facts: vec![
                plain("商品或服务", "散装酱板鸭"),
                plain("类别", "食品"),
                plain("问题", "标签标识"),
                plain("购买时间", "2026-04-28"),
                plain("数量", "6 袋"),
                plain("金额", "368.00 元"),
                plain("索赔金额", "3680.00 元"),
                Fact::plain("订单编号", None),
                masked("收货人", FieldClass::Consignee, "欧阳* · 138****8000"),
                masked("收款账号", FieldClass::Account, "6222********0188"),
            ],
        },
    ]
}

fn sample_matters() -> Vec<MatterView> {
    let ground = |value: &str, citation: &str, text: &str, needs_finding, blocked: Option<&str>| GroundChoice {
        value: value.to_owned(),
        citation: citation.to_owned(),
        text: text.to_owned(),
        needs_finding,
        blocked: blocked.map(str::to_owned),
    };
    let rules = "市场监督管理投诉举报处理办法（2026年4月15日起）".to_owned();
    let accept = ClockView {
        term: "受理或不予受理并告知".to_owned(),
        limit: "7个工作日（办法第十五条）".to_owned(),
        started_on: date(2026, 4, 29),
        due_on: date(2026, 5, 12),
        provisional: false,
        state: ClockState::Overdue,
        days_left: Some(-2),
        elapsed_percent: 100,
    };
    vec![
        MatterView {
            matter_id: 201,
            version: 3,
            kind: MatterKind::Complaint,
            state: StateBadge::new("投诉·待受理", Tone::Info),
            triage: TriageView {
                label: "疑似非生活消费", tone: Tone::Info, reasons: vec!["命中“数量、频次明显超出正常”".to_owned()]
            },
            org: "岳阳楼区市场监督管理局".to_owned(),
            officer: Some("周立本".to_owned()),
            rules: rules.clone(),
            clocks: vec![
                accept.clone(),
                ClockView {
                    term: "调解并终结".to_owned(),
                    limit: "60日（办法第二十三条第（五）项）".to_owned(),
                    started_on: date(2026, 5, 12),
                    due_on: date(2027, 7, 13),
                    provisional: true,
                    state: ClockState::Suspended,
                    days_left: None,
                    elapsed_percent: 12,
                },
            ],
            decisions: Vec::new(),
            proceedings: vec![ProceedingView {
                what: "回避申请".to_owned(),
                state: StateBadge::new("进行中", Tone::Info),
                opened_on: date(2026, 5, 12),
                due_on: Some(date(2026, 5, 15)),
            }],
            bonds: vec![BondView {
                what: "另并入本件".to_owned(), submission_id: Some(88), submission_no: "20260430000088".to_owned()
            }],
            archived: false,
            actions: vec![
                Action::Accept,
                Action::Decline {
                    grounds: vec![
                        ground(
                            "1",
                            "第十六条第（一）项",
                            "投诉事项不属于市场监督管理部门职责，或者本行政机关不具有处理权限的",
                            false,
                            None,
                        ),
                        ground(
                            "3",
                            "第十六条第（三）项",
                            "不是为生活消费需要购买、使用商品或者接受服务，或者不能证明与被投诉人之间存在消费者权益争议的",
                            true,
                            Some("内部举报人保护标记未解除，不得以此为由不予受理"),
                        ),
                        ground("5", "第十六条第（五）项", "提供虚假材料的", true, None),
                    ],
                },
                Action::Settle {
                    fields: vec![Field::new(
                        "performance",
                        "履行",
                        FieldKind::Choice(vec![Choice::new("at_once", "已即时履行"), Choice::new("by", "约定日期履行")]),
                    )],
                },
                Action::Step(sample_step()),
                Action::EndMediation {
                    grounds: vec![
                        ground("5", "第二十三条第（五）项", "自受理之日起六十日内未能达成调解协议的", true, None),
                        ground("6", "第二十三条第（六）项", "受理后发现属于不予受理情形", true, None),
                    ],
                    declinable: vec![ground("4", "第十六条第（四）项", "超过三年的", false, None)],
                },
                Action::Withdraw,
                Action::Tell,
                Action::Assign { officers: vec![Choice::new("3", "周立本"), Choice::new("4", "彭见山")] },
            ],
        },
        MatterView {
            matter_id: 202,
            version: 1,
            kind: MatterKind::Tipoff,
            state: StateBadge::new("举报·不予立案", Tone::Neutral),
            triage: TriageView { label: "普通", tone: Tone::Neutral, reasons: vec!["没有命中；有1项提示待核实".to_owned()] },
            org: "岳阳楼区市场监督管理局".to_owned(),
            officer: None,
            rules,
            clocks: vec![ClockView { state: ClockState::MetLate, days_left: None, ..accept }],
            decisions: vec![DecisionView {
                act: "不予立案".to_owned(),
                ground: Some("程序规定第二十条".to_owned()),
                reason: Some("经现场核查，标签已于4月30日更正，违法行为轻微并及时改正。".to_owned()),
                officer: "彭见山".to_owned(),
                decided_at: "2026-05-12 11:20".to_owned(),
                late: true,
                cited_findings: vec!["数量、频次明显超出正常".to_owned()],
                cited_others: vec!["来件 20260421000076".to_owned(), "材料：现场检查笔录".to_owned()],
                facts: vec![("时间".to_owned(), "2026-05-11 09:30".to_owned())],
                paper_due: Some("举报处理结果告知书".to_owned()),
            }],
            proceedings: Vec::new(),
            bonds: Vec::new(),
            archived: true,
            actions: vec![Action::OpenCase, Action::NoCase, Action::ConcludeCase],
        },
    ]
}

fn sample_step() -> StepForm {
    StepForm {
        act: "convene",
        title: "通知调解",
        hint: Some("依据《市场监督管理投诉举报处理办法》第二十条第二款。应制作《投诉调解通知书》。".to_owned()),
        fields: vec![
            Field::new("at", "调解时间", FieldKind::Moment),
            Field::new("place", "调解地点或者方式", FieldKind::Line).hinted("现场或者非现场"),
            Field::optional("record", "说明", FieldKind::Lines),
            Field::optional("day", "日期", FieldKind::Day),
            Field::optional("agreed", "双方已知悉", FieldKind::Tick),
            Field::optional("side", "哪一方", FieldKind::Choice(vec![Choice::new("complainant", "投诉人")])),
        ],
        reason: Some(false),
        closes: true,
        adverse: false,
    }
}

fn sample_referral() -> ReferralView {
    ReferralView {
        referral_id: 9,
        version: 2,
        crime: "敲诈勒索".to_owned(),
        suspect: "投诉举报人".to_owned(),
        state: StateBadge::new("已批准，待移送", Tone::Warning),
        officers: "周立本、彭见山".to_owned(),
        threshold: "涉案3600.00元，在2000元至5000元之间，以本省所定数额为准".to_owned(),
        send_by: Some("2026-05-13 16:20".to_owned()),
        clocks: Vec::new(),
        decisions: Vec::new(),
        actions: vec![Action::Step(StepForm {
            act: "send_referral",
            title: "移送公安机关",
            closes: false,
            fields: Vec::new(),
            ..sample_step()
        })],
    }
}

fn sample_timeline() -> Vec<TimelineEntry> {
    let entry = |at: &str, who: &str, what: &str, detail: Option<&str>, tone| TimelineEntry {
        at: at.to_owned(),
        who: who.to_owned(),
        what: what.to_owned(),
        detail: detail.map(str::to_owned),
        tone,
    };
    vec![
        entry("2026-05-12 11:20", "彭见山", "举报决定不予立案", Some("程序规定第二十条"), Tone::Neutral),
        entry("2026-05-12 10:02", "周立本", "查看联系电话", Some("用途：核实来件人身份"), Tone::Warning),
        entry("2026-05-12 02:10", "系统", "研判", Some("命中1项，提示1项"), Tone::Info),
        entry("2026-05-08 09:00", "系统", "投诉超过受理期限", None, Tone::Danger),
        entry("2026-05-07 14:30", "李登记", "指派承办人周立本", None, Tone::Neutral),
        entry("2026-05-07 10:31", "系统", "来件导入，分为投诉和举报分别处理", Some("办法第九条"), Tone::Good),
    ]
}
