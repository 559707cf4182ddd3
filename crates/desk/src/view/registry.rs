//! 异常名录: the list, an entry with its life line, the form of a proposal, the impact assessment.

use casework::codes::Protection;
use jiff::civil::{Date, date};

use super::{Fact, StateBadge, Tone};

/// What every page about an entry says.
pub const EACH_ON_ITS_OWN: &str = "名录只指向已有的事实。每件投诉举报都按其自身的事实和法律判断，不得因在册而不收、不办或者拖延。";

/// The list.
#[derive(Clone, Debug, PartialEq)]
pub struct RegistryList {
    pub is_on: bool,
    pub may_propose: bool,
    pub may_govern: bool,
    /// Of which half: live ones or those that are over.
    pub shows_live: bool,
    pub rows: Vec<RegistryRow>,
    /// Entries over which the viewer's unit has not confirmed that it no longer uses them.
    pub to_confirm: Vec<RegistryRow>,
    /// The id to go on from; `None` = this is the last page.
    pub next: Option<i64>,
}

/// One entry in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct RegistryRow {
    pub entry_id: i64,
    pub person_id: Option<i64>,
    /// Masked.
    pub name: String,
    pub org: String,
    pub state: StateBadge,
    pub grounds: String,
    pub listed_on: Option<Date>,
    pub expires_on: Option<Date>,
    /// What is owed on it, e.g. `异议答复 2026-06-02 前`.
    pub owed: Option<Owed>,
}

/// Something that somebody has to do about an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Owed {
    pub what: String,
    pub due_on: Date,
    pub days_left: i64,
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub struct RegistryEntryPage {
    pub entry_id: i64,
    pub version: i64,
    /// `None` when the viewer's units have nothing of this person.
    pub person_id: Option<i64>,
    pub org: String,
    pub state: StateBadge,
    /// Whether it may be shown as standing today.
    pub effective: bool,
    /// The four personal fields, masked.
    pub personal: Vec<Fact>,
    /// The six that are counted or named, each with the place of what it counts.
    pub counted: Vec<CountedField>,
    pub grounds: Vec<String>,
    pub bases: Vec<BaseView>,
    pub life: LifeLine,
    pub objections: Vec<ObjectionView>,
    pub receivers: Vec<ReceiverView>,
    pub papers: Vec<RegistryPaperView>,
    pub owed: Vec<Owed>,
    /// The facts behind the counts, by kind.
    pub facts: Vec<FactTable>,
    pub acts: Vec<RegistryAct>,
    /// What may be cited for a renewal.
    pub renewal_choices: Vec<BaseChoice>,
    /// What the viewer's unit made of it, where it received it.
    pub own_stance: Option<String>,
    pub may_take_stance: bool,
    pub may_confirm: bool,
    pub today: Date,
}

/// A field of the ten with the link to what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedField {
    pub label: &'static str,
    pub value: String,
    /// An address on this site, or empty where the viewer may not follow it.
    pub href: String,
}

/// Facts of departments of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct FactTable {
    /// For the anchor: `disclosures`, `reviews`, `discipline`.
    pub id: &'static str,
    pub title: &'static str,
    pub rows: Vec<FactRow>,
}

/// One fact.
#[derive(Clone, Debug, PartialEq)]
pub struct FactRow {
    pub fact_no: String,
    pub organ: String,
    pub kind: String,
    pub happened_on: Date,
    pub result: String,
    pub submission: Option<(Option<i64>, String)>,
}

/// One base.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseView {
    pub what: String,
    pub happened_on: Date,
    pub citation: String,
    /// `None` when the viewer may not open it.
    pub submission_id: Option<i64>,
    pub submission_no: String,
    pub frequency_only: bool,
    /// Of a renewal that waits for its approver.
    pub pending: bool,
}

/// The life of an entry, for the picture and the table beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeLine {
    pub from: Date,
    /// The last day of the picture.
    pub to: Date,
    pub today: Date,
    pub listed_on: Option<Date>,
    pub review_on: Option<Date>,
    /// The day on which it ended, else its last day.
    pub over_on: Option<Date>,
    pub events: Vec<LifeEvent>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeEvent {
    pub on: Date,
    pub what: String,
    pub who: String,
    pub reason: Option<String>,
    pub tone: Tone,
}

/// An objection.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectionView {
    pub objection_id: i64,
    pub channel: String,
    pub received_on: Date,
    pub due_on: Date,
    pub words: String,
    /// Outcome, who, when; `None` = it waits.
    pub answer: Option<(StateBadge, String, String)>,
    pub late: bool,
    /// Whether the viewer may answer it.
    pub may_answer: bool,
}

/// Who was shown it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiverView {
    pub who: String,
    pub received_on: Date,
    pub stance: String,
    pub reason: Option<String>,
    pub told_on: Option<Date>,
    pub confirmed_on: Option<Date>,
}

/// A paper of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryPaperView {
    pub paper_id: i64,
    pub title: String,
    /// 本人, or the receiver's name.
    pub to: String,
    pub paper_no: String,
    /// Lower-case hex.
    pub sha256: String,
    pub issued_on: Date,
    pub issued_at: String,
    pub issued_by: String,
    pub may_take: bool,
    pub services: Vec<RegistryServiceView>,
    /// Codes and names of the ways by which the viewer may record that it was served.
    pub ways: Vec<(&'static str, &'static str)>,
}

/// How a paper reached its reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryServiceView {
    pub served_on: Date,
    pub way: String,
    pub note: Option<String>,
}

/// What the viewer may do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistryAct {
    Approve,
    TurnDown,
    Serve,
    Defer,
    Enter,
    Object,
    ReviewAgain,
    ProposeRenewal,
    Renew,
    DeclineRenewal,
    Withdraw,
    Remove,
}

impl RegistryAct {
    pub const ALL: &'static [Self] = &[
        Self::Approve,
        Self::TurnDown,
        Self::Serve,
        Self::Defer,
        Self::Enter,
        Self::Object,
        Self::ReviewAgain,
        Self::ProposeRenewal,
        Self::Renew,
        Self::DeclineRenewal,
        Self::Withdraw,
        Self::Remove,
    ];

    /// The last part of the address that the form goes to.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::TurnDown => "turn-down",
            Self::Serve => "serve",
            Self::Defer => "defer",
            Self::Enter => "enter",
            Self::Object => "object",
            Self::ReviewAgain => "review-again",
            Self::ProposeRenewal => "propose-renewal",
            Self::Renew => "renew",
            Self::DeclineRenewal => "decline-renewal",
            Self::Withdraw => "withdraw",
            Self::Remove => "remove",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Approve => "复核同意",
            Self::TurnDown => "复核不同意",
            Self::Serve => "制作告知书",
            Self::Defer => "依法暂缓告知",
            Self::Enter => "列入生效",
            Self::Object => "登记异议",
            Self::ReviewAgain => "半年复核：继续在册",
            Self::ProposeRenewal => "提出续期",
            Self::Renew => "同意续期",
            Self::DeclineRenewal => "不予续期",
            Self::Withdraw => "撤回",
            Self::Remove => "提前移出",
        }
    }

    /// What the officer should know before.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Approve => "您是第二名审批人。请逐项核对依据是否成立、是否仍然有效。",
            Self::TurnDown => "记录就此结束，不产生任何影响。",
            Self::Serve => {
                "制作告知书：列入的依据、复核和失效日期、提出异议的途径和期限、本人的权利。制作后在“文书”栏登记送达，登记之后才能列入。"
            }
            Self::Defer => "只有法律规定的两种理由可以暂缓告知；理由消失后应当补告知。",
            Self::Enter => "自今日起在册，六个月复核，十二个月失效；同时告知本局其他单位。",
            Self::Object => "任何途径提出的异议都应登记；十五个工作日内由未参与列入的人员答复。",
            Self::ReviewAgain => "请说明为什么仍有必要。没有必要的，请提前移出。",
            Self::ProposeRenewal => "只能凭列入（或者上次续期）之后的新事实，并须另一人同意。",
            Self::Renew => "您是续期的第二名审批人。",
            Self::DeclineRenewal => "记录到期自动失效。",
            Self::Withdraw => "所依据的事实已被推翻。撤回后，同时制作给本人的告知书和给每个接收单位的通知书。",
            Self::Remove => "没有必要继续在册的，随时可以移出；同时制作给本人的告知书和给每个接收单位的通知书。",
        }
    }

    /// Whether the form asks for a reason.
    pub const fn asks_reason(self) -> bool {
        !matches!(self, Self::Serve | Self::Enter | Self::Object)
    }

    /// Whether the act burdens the person.
    pub const fn is_adverse(self) -> bool {
        matches!(self, Self::Approve | Self::Enter | Self::Renew | Self::Defer)
    }
}

/// The form of a proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposePage {
    pub person_id: i64,
    pub submission_count: i64,
    pub is_on: bool,
    /// A flag that stands on one of their filings: nothing may be proposed.
    pub protection: Option<Protection>,
    /// The unit's live entry about this person.
    pub live_entry: Option<i64>,
    pub choices: Vec<BaseChoice>,
}

/// Something that may be cited.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseChoice {
    pub value: String,
    pub submission_no: String,
    pub happened_on: Date,
    pub what: String,
    pub findings: Vec<String>,
    pub citation: String,
    pub in_force: bool,
    pub frequency_only: bool,
}

/// The switch with its assessments.
#[derive(Clone, Debug, PartialEq)]
pub struct SwitchPage {
    pub is_on: bool,
    pub may_govern: bool,
    pub may_prepare: bool,
    pub assessments: Vec<AssessmentView>,
}

/// One impact assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct AssessmentView {
    pub assessment_id: i64,
    pub is_running: bool,
    pub may_approve: bool,
    pub prepared: String,
    pub approved: Option<String>,
    pub basis: String,
    pub purpose: String,
    pub effects: String,
    pub measures: String,
}

/// What a case page or a person page says of a standing entry: a pointer, never more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryPointer {
    /// `None` when the viewer may not open the entry.
    pub entry_id: Option<i64>,
    pub org: String,
    pub listed_on: Date,
    pub expires_on: Date,
    pub grounds: String,
}

impl RegistryPointer {
    pub fn sample() -> Self {
        Self {
            entry_id: Some(31),
            org: "岳阳楼区市场监督管理局".to_owned(),
            listed_on: date(2026, 3, 2),
            expires_on: date(2027, 3, 2),
            grounds: "《市场监督管理投诉举报处理办法》第十六条第三项".to_owned(),
        }
    }
}

fn sample_row(entry_id: i64, state: &str, tone: Tone, owed: Option<Owed>) -> RegistryRow {
    RegistryRow {
        entry_id,
        person_id: Some(4021),
        name: "欧阳*".to_owned(),
        org: "岳阳楼区市场监督管理局".to_owned(),
        state: StateBadge::new(state, tone),
        grounds: "《市场监督管理投诉举报处理办法》第十六条第三项".to_owned(),
        listed_on: (state == "在册").then(|| date(2026, 3, 2)),
        expires_on: (state == "在册").then(|| date(2027, 3, 2)),
        owed,
    }
}

impl RegistryList {
    pub fn sample() -> Self {
        let owed = |what: &str, days_left| Some(Owed { what: what.to_owned(), due_on: date(2026, 6, 2), days_left });
        Self {
            is_on: true,
            may_propose: true,
            may_govern: true,
            shows_live: true,
            rows: vec![
                sample_row(31, "在册", Tone::Warning, owed("异议答复", 14)),
                sample_row(32, "待复核", Tone::Info, None),
                sample_row(33, "在册", Tone::Warning, owed("撤回并告知接收单位", -1)),
            ],
            to_confirm: vec![sample_row(30, "已撤回", Tone::Neutral, None)],
            next: Some(31),
        }
    }
}

impl ProposePage {
    pub fn sample() -> Self {
        let choice = |value: &str, what: &str, findings: &[&str], in_force, frequency_only| BaseChoice {
            value: value.to_owned(),
            submission_no: "20260507000101".to_owned(),
            happened_on: date(2026, 5, 12),
            what: what.to_owned(),
            findings: findings.iter().map(|&text| text.to_owned()).collect(),
            citation: "《市场监督管理投诉举报处理办法》第十六条第三项".to_owned(),
            in_force,
            frequency_only,
        };
        Self {
            person_id: 4021,
            submission_count: 63,
            is_on: true,
            protection: None,
            live_entry: None,
            choices: vec![
                choice("decision.12", "决定不予受理：不是为生活消费需要", &["多人使用同一联系方式投诉"], true, false),
                choice("decision.13", "决定不予受理：不是为生活消费需要", &["投诉数量和频次明显超出正常范围"], true, true),
                choice("fact.7", "某<公安>分局：捏造事实成立", &[], false, false),
            ],
        }
    }
}

impl SwitchPage {
    pub fn sample() -> Self {
        let assessment = |assessment_id, approved: Option<&str>| AssessmentView {
            assessment_id,
            is_running: approved.is_some(),
            may_approve: approved.is_none(),
            prepared: "2026-04-20 周立本".to_owned(),
            approved: approved.map(str::to_owned),
            basis: "岳市监〔2026〕8号（虚构）".to_owned(),
            purpose: "为依法识别滥用投诉举报的行为，仅处理已有决定所载的信息，以只读方式提示承办人。".to_owned(),
            effects: "可能影响本人声誉；错误归并会伤及无辜；泄露会侵害隐私。".to_owned(),
            measures: "双人审批、告知、异议、一年失效、加密、访问记录、推翻即撤回。".to_owned(),
        };
        Self {
            is_on: true,
            may_govern: true,
            may_prepare: true,
            assessments: vec![assessment(2, None), assessment(1, Some("2026-04-28 沈岳"))],
        }
    }
}

impl RegistryEntryPage {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        use casework::codes::FieldClass;
        let masked = |label, class, text: &str| Fact::masked(label, class, Some(text.to_owned()));
        let counted = |label, value: &str, href: &str| CountedField { label, value: value.to_owned(), href: href.to_owned() };
        let event = |on: Date, what: &str, who: &str, reason: Option<&str>, tone| LifeEvent {
            on,
            what: what.to_owned(),
            who: who.to_owned(),
            reason: reason.map(str::to_owned),
            tone,
        };
        let base = |what: &str, pending: bool, frequency_only| BaseView {
            what: what.to_owned(),
            happened_on: date(2026, 2, 12),
            citation: "《市场监督管理投诉举报处理办法》第十六条第三项".to_owned(),
            submission_id: (!pending).then_some(101),
            submission_no: "20260507000101".to_owned(),
            frequency_only,
            pending,
        };
        let objection = |objection_id, answer: Option<&str>| ObjectionView {
            objection_id,
            channel: "信函".to_owned(),
            received_on: date(2026, 4, 7),
            due_on: date(2026, 4, 28),
            words: "本人只为家用购买，<从未>转卖。".to_owned(),
            answer: answer.map(|reason| (StateBadge::new("异议不成立", Tone::Neutral), "2026-04-20 彭见山".to_owned(), reason.to_owned())),
            late: answer.is_none(),
            may_answer: answer.is_none(),
        };
        let receiver = |who: &str, stance: &str, reason: Option<&str>, over: bool| ReceiverView {
            who: who.to_owned(),
            received_on: date(2026, 3, 2),
            stance: stance.to_owned(),
            reason: reason.map(str::to_owned),
            told_on: over.then(|| date(2026, 5, 20)),
            confirmed_on: None,
        };
        let fact = |fact_no: &str, submission: Option<(Option<i64>, String)>| FactRow {
            fact_no: fact_no.to_owned(),
            organ: "岳阳市司法局".to_owned(),
            kind: "行政复议".to_owned(),
            happened_on: date(2026, 1, 9),
            result: "驳回".to_owned(),
            submission,
        };
        Self {
            entry_id: 31,
            version: 6,
            person_id: Some(4021),
            org: "岳阳楼区市场监督管理局".to_owned(),
            state: StateBadge::new("在册", Tone::Warning),
            effective: true,
            personal: vec![
                masked("姓名", FieldClass::Name, "欧阳*"),
                masked("身份证号", FieldClass::IdNo, "430602********1231"),
                masked("联系电话", FieldClass::Phone, "138****8000"),
                masked("联系地址", FieldClass::Address, "岳阳市岳阳楼区金鹗中路***"),
            ],
            counted: vec![
                counted("投诉举报数量", "63", "/persons/4021#submissions"),
                counted("政府信息公开申请数量", "2", "#disclosures"),
                counted("复议或者诉讼数量", "5", "#reviews"),
                counted("向纪检监察部门举报数量", "0", "#discipline"),
                counted("主要反映问题", "标签标识41件、广告用语12件", "/persons/4021#submissions"),
                counted("涉及领域或商品服务类别", "食品50件、化妆品9件", "/persons/4021#submissions"),
            ],
            grounds: vec!["《市场监督管理投诉举报处理办法》第十六条第三项".to_owned()],
            bases: vec![base("决定不予受理：不是为生活消费需要", false, false), base("决定不予受理：频次", true, true)],
            life: LifeLine {
                from: date(2026, 2, 12),
                to: date(2027, 3, 2),
                today: date(2026, 5, 12),
                listed_on: Some(date(2026, 3, 2)),
                review_on: Some(date(2026, 9, 2)),
                over_on: Some(date(2027, 3, 2)),
                events: vec![
                    event(date(2026, 2, 12), "提出列入", "周立本", Some("经核查，系职业索赔。"), Tone::Info),
                    event(date(2026, 2, 20), "复核同意", "沈岳", Some("依据成立。"), Tone::Info),
                    event(date(2026, 2, 24), "告知本人", "周立本", None, Tone::Good),
                    event(date(2026, 3, 2), "列入生效", "沈岳", None, Tone::Warning),
                    event(date(2026, 4, 7), "本人提出异议", "周立本", None, Tone::Info),
                ],
            },
            objections: vec![objection(5, Some("经复查原决定证据充分。")), objection(6, None)],
            receivers: vec![
                receiver("华容县市场监督管理局", "认可", Some("本县亦有同类决定。"), false),
                receiver("平江县市场监督管理局", "不予认可", Some("本县未发现相关事实。"), true),
                receiver("导出文件（命令行）", "已接收", None, false),
            ],
            papers: vec![
                RegistryPaperView {
                    paper_id: 8,
                    title: "列入异常名录告知书".to_owned(),
                    to: "本人".to_owned(),
                    paper_no: "岳楼市监录告〔2026〕第1号".to_owned(),
                    sha256: "ab".repeat(32),
                    issued_on: date(2026, 2, 24),
                    issued_at: "2026-02-24 10:12".to_owned(),
                    issued_by: "周立本".to_owned(),
                    may_take: true,
                    services: vec![RegistryServiceView {
                        served_on: date(2026, 2, 26),
                        way: "留置送达".to_owned(),
                        note: Some("本人<拒收>，社区工作人员见证。".to_owned()),
                    }],
                    ways: vec![("direct", "直接送达"), ("post", "邮寄送达")],
                },
                RegistryPaperView {
                    paper_id: 9,
                    title: "异常名录记录停止使用通知书".to_owned(),
                    to: "平江县市场监督管理局".to_owned(),
                    paper_no: "岳楼市监录停〔2026〕第2号".to_owned(),
                    sha256: "cd".repeat(32),
                    issued_on: date(2026, 5, 20),
                    issued_at: "2026-05-20 09:00".to_owned(),
                    issued_by: "周立本".to_owned(),
                    may_take: false,
                    services: Vec::new(),
                    ways: Vec::new(),
                },
            ],
            owed: vec![
                Owed { what: "半年复核".to_owned(), due_on: date(2026, 9, 2), days_left: 113 },
                Owed { what: "异议答复".to_owned(), due_on: date(2026, 4, 28), days_left: -14 },
            ],
            facts: vec![
                FactTable { id: "disclosures", title: "政府信息公开申请", rows: Vec::new() },
                FactTable {
                    id: "reviews",
                    title: "复议或者诉讼",
                    rows: vec![fact("FY-2026-3", Some((Some(101), "20260507000101".to_owned()))), fact("FY-2026-9", None)],
                },
                FactTable { id: "discipline", title: "向纪检监察部门举报", rows: Vec::new() },
            ],
            acts: RegistryAct::ALL.to_vec(),
            renewal_choices: ProposePage::sample().choices,
            own_stance: Some("已接收".to_owned()),
            may_take_stance: true,
            may_confirm: true,
            today: date(2026, 5, 12),
        }
    }
}
