//! 文书 on pages: what was issued and how it was served, what can be drafted, and the drafting form.

use casework::service::ServiceWay;
use papers::Shape;

use super::{CasePage, Choice};

/// An issued paper.
#[derive(Clone, Debug, PartialEq)]
pub struct PaperView {
    pub paper_id: i64,
    /// E.g. `投诉不予受理决定书`.
    pub title: String,
    /// 文号.
    pub paper_no: String,
    pub issued_at: String,
    pub issued_by: String,
    /// SHA-256 of the file, as it was put on record at the issue.
    pub sha256: String,
    /// The number of the paper that puts this one right.
    pub corrected_by: Option<String>,
    /// The number of the paper that this one puts right.
    pub corrects: Option<String>,
    /// 作废: why, by whom and when; it keeps its number and counts no more.
    pub voided: Option<String>,
    pub services: Vec<ServiceView>,
    /// On whom it is to be served; nobody for papers that stay in the file or were put right.
    pub recipients: Vec<Choice>,
    /// The time of day is asked too: a term in hours waits for it.
    pub asks_time: bool,
    /// Ways of service that this form allows.
    pub ways: Vec<Choice>,
    /// First day that a service can have: the day of issue.
    pub issued_on: String,
    pub today: String,
    pub may_download: bool,
    pub may_correct: bool,
    /// The receipt to print and sign, where somebody is to be served.
    pub receipt_matter_id: Option<i64>,
}

/// One service of a paper.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceView {
    pub service_id: i64,
    pub recipient: &'static str,
    pub way: &'static str,
    pub happened_on: String,
    /// From when it counts; nothing while a public notice runs.
    pub served_on: Option<String>,
    pub announced_until: Option<String>,
    pub note: Option<String>,
    pub recorded: String,
    /// The term of the notice has passed and nobody has said so yet.
    pub may_complete: bool,
}

/// A paper that can be drafted now.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftOffer {
    pub matter_id: i64,
    /// Of the matter, where a filing holds two.
    pub matter: &'static str,
    pub kind: String,
    pub title: String,
    /// The decision that calls for it and has no paper yet, e.g. `2026-05-12 通知调解`.
    pub due_for: Option<String>,
}

/// The drafting form of one paper.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftPage {
    pub submission_id: i64,
    pub submission_no: String,
    pub matter_id: i64,
    pub kind: String,
    pub title: String,
    /// Where the wording comes from.
    pub source: String,
    /// The printed form was not at hand.
    pub is_reconstructed: bool,
    /// Id, title and number of the paper that is put right.
    pub corrects: Option<(i64, String)>,
    pub slots: Vec<DraftSlot>,
}

/// How a field is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftShape {
    Line,
    Words,
    /// Numbered on the paper.
    List,
    /// One after the other in a line of the paper.
    Names,
    Day,
    Moment,
    Count,
    Choice,
}

impl From<Shape> for DraftShape {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Line => Self::Line,
            Shape::Words => Self::Words,
            Shape::List => Self::List,
            Shape::Names => Self::Names,
            Shape::Day => Self::Day,
            Shape::Moment => Self::Moment,
            Shape::Count => Self::Count,
            Shape::Consent | Shape::Ground | Shape::Outcome => Self::Choice,
        }
    }
}

/// A field of the drafting form.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftSlot {
    pub key: &'static str,
    pub label: &'static str,
    pub shape: DraftShape,
    pub required: bool,
    /// In characters.
    pub limit: usize,
    pub value: String,
    /// What is on file, masked: an empty field is printed with it.
    pub on_file: Option<String>,
    pub choices: Vec<Choice>,
}

impl DraftPage {
    /// The same form as it was filled.
    pub fn filled(mut self, text: impl Fn(&str) -> String) -> Self {
        for slot in &mut self.slots {
            slot.value = text(slot.key);
        }
        self
    }

    /// Made-up data that shows every shape of field.
    pub fn sample() -> Self {
        let slot = |key, label, shape, required, value: &str| DraftSlot {
            key,
            label,
            shape,
            required,
            limit: 500,
            value: value.to_owned(),
            on_file: None,
            choices: Vec::new(),
        };
        Self {
            submission_id: 101,
            submission_no: "20260507000101".to_owned(),
            matter_id: 201,
            kind: "mediation_notice".to_owned(),
            title: "投诉调解通知书".to_owned(),
            source: "市场监督管理部门处理投诉举报文书式样（2026年4月）文书式样七".to_owned(),
            is_reconstructed: true,
            corrects: Some((311, "投诉调解通知书 岳楼市监调通〔2026〕第3号".to_owned())),
            slots: vec![
                DraftSlot { on_file: Some("欧阳*".to_owned()), ..slot("addressee", "称谓", DraftShape::Line, false, "") },
                slot("subject", "内容（“关于……的投诉/举报”）", DraftShape::Line, true, "<洞庭>渔家土特产店“散装酱板鸭”"),
                slot("meet_at", "调解时间", DraftShape::Moment, true, "2026-05-20T09:30"),
                slot("more_materials", "另须携带的材料", DraftShape::List, true, "购物小票\n所购商品"),
                slot("avoidance_days", "提出回避申请的期限（日）", DraftShape::Count, true, "3"),
                slot("received_on", "收到日期", DraftShape::Day, true, "2026-05-07"),
                slot("reason", "告知当事人的理由", DraftShape::Words, false, ""),
                DraftSlot {
                    choices: vec![Choice::new("1", "第1项"), Choice::new("2", "第2项")],
                    ..slot("end_ground", "终止调解情形", DraftShape::Choice, true, "2")
                },
            ],
        }
    }
}

impl CasePage {
    /// A decision calls for a paper that is not issued yet.
    pub fn owes_papers(&self) -> bool {
        self.drafts.iter().any(|draft| draft.due_for.is_some())
    }

    /// Papers can be drafted that nothing calls for.
    pub fn may_draft_more(&self) -> bool {
        self.drafts.iter().any(|draft| draft.due_for.is_none())
    }
}

impl DraftOffer {
    pub(super) fn samples() -> Vec<Self> {
        let offer = |kind: &str, title: &str, due_for: Option<&str>| Self {
            matter_id: 201,
            matter: "投诉",
            kind: kind.to_owned(),
            title: title.to_owned(),
            due_for: due_for.map(str::to_owned),
        };
        vec![offer("complaint_registration", "投诉登记表", None), offer("mediation_notice", "投诉调解通知书", Some("2026-05-12 通知调解"))]
    }
}

impl PaperView {
    pub(super) fn samples() -> Vec<Self> {
        let service = ServiceView {
            service_id: 5,
            recipient: "投诉人",
            way: "邮寄送达",
            happened_on: "2026-05-13".to_owned(),
            served_on: Some("2026-05-13".to_owned()),
            announced_until: None,
            note: Some("邮件号码 XA00000000043<示例>".to_owned()),
            recorded: "周立本 2026-05-13 16:02".to_owned(),
            may_complete: false,
        };
        let announced = ServiceView {
            service_id: 6,
            recipient: "经营者",
            way: "公告送达",
            served_on: None,
            announced_until: Some("2026-06-12".to_owned()),
            note: None,
            may_complete: true,
            ..service.clone()
        };
        let declined = Self {
            paper_id: 311,
            title: "投诉不予受理决定书".to_owned(),
            paper_no: "岳楼市监诉不受〔2026〕第17号".to_owned(),
            issued_at: "2026-05-12 11:20".to_owned(),
            issued_by: "周立本".to_owned(),
            sha256: "0f343b0931126a20f133d67c2b018a3b".repeat(2),
            corrected_by: None,
            corrects: Some("岳楼市监诉不受〔2026〕第16号".to_owned()),
            voided: None,
            services: vec![service, announced],
            recipients: vec![Choice::new("complainant", "投诉人")],
            asks_time: true,
            ways: ServiceWay::ALL.iter().map(|way| Choice::new(way.code(), way.label())).collect(),
            issued_on: "2026-05-12".to_owned(),
            today: "2026-05-14".to_owned(),
            may_download: true,
            may_correct: true,
            receipt_matter_id: Some(201),
        };
        let corrected = Self {
            paper_id: 310,
            paper_no: "岳楼市监诉不受〔2026〕第16号".to_owned(),
            corrected_by: Some("岳楼市监诉不受〔2026〕第17号".to_owned()),
            corrects: None,
            services: Vec::new(),
            recipients: Vec::new(),
            may_correct: false,
            receipt_matter_id: None,
            ..declined.clone()
        };
        let void = Self {
            paper_id: 309,
            title: "投诉受理决定书".to_owned(),
            paper_no: "岳楼市监诉受〔2026〕第9号".to_owned(),
            corrected_by: None,
            voided: Some("受理决定已撤销（程局长 2026-05-12 11:02）".to_owned()),
            ..corrected.clone()
        };
        vec![void, corrected, declined]
    }
}
