//! 个人信息权利: the list of requests with the times of keeping, one request, the form of a new one.

use casework::codes::FieldClass;
use casework::rights::{RefusalGround, Right};
use jiff::civil::{Date, date};

use super::{Choice, StateBadge, Tone};

/// The list.
#[derive(Clone, Debug, PartialEq)]
pub struct RightsList {
    pub shows_open: bool,
    pub rows: Vec<RightsRow>,
    /// The id to go on from; `None` = this is the last page.
    pub next: Option<i64>,
    pub retention: Vec<RetentionRow>,
    pub erased: Vec<ErasedRow>,
}

/// One request in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct RightsRow {
    pub request_id: i64,
    pub right: String,
    pub org: String,
    pub submission_id: Option<i64>,
    pub submission_no: String,
    pub received_on: Date,
    pub due_on: Date,
    /// While it waits.
    pub days_left: Option<i64>,
    pub state: StateBadge,
}

/// How long a class of data is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionRow {
    pub title: String,
    pub years: Option<i64>,
    pub from: String,
    pub then: String,
    pub source: String,
}

/// Something that was corrected or erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasedRow {
    pub at: String,
    pub what: String,
    pub cells: i64,
    pub by: String,
}

/// One request.
#[derive(Clone, Debug, PartialEq)]
pub struct RightsPage {
    pub request_id: i64,
    pub right: Right,
    pub person_id: Option<i64>,
    pub row: RightsRow,
    pub channel: String,
    pub applicant: String,
    pub words: String,
    pub verified: String,
    pub recorded: String,
    pub answered: Option<String>,
    pub ground: Option<String>,
    pub answer: Option<String>,
    /// Filings that are surely the person's.
    pub filings: usize,
    /// Filings that are only inferred to be.
    pub left_out: usize,
    pub papers: Vec<RightsPaperView>,
    pub may_download: bool,
    /// What the request brought about.
    pub done: Vec<String>,
    pub may_act: bool,
    /// On which such a request can be refused.
    pub grounds: Vec<RefusalGround>,
    /// Filings in which something can be corrected.
    pub correctable: Vec<Choice>,
    pub classes: Vec<FieldClass>,
    pub erasable: Vec<RightsErasable>,
    /// What the machine can say of itself, for the officer to check.
    pub explanation: String,
}

/// A filing whose personal part could be erased.
#[derive(Clone, Debug, PartialEq)]
pub struct RightsErasable {
    pub submission_id: i64,
    pub submission_no: String,
    pub received_on: Date,
    /// Why it is still needed.
    pub in_use: Option<&'static str>,
}

/// A paper of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightsPaperView {
    pub paper_id: i64,
    pub title: String,
    pub paper_no: String,
    /// Lower-case hex.
    pub sha256: String,
    pub issued: String,
}

/// The form of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct RightsFormPage {
    pub person_id: i64,
    /// Filings by which the person can be identified.
    pub filings: Vec<Choice>,
    /// Such as 15个工作日.
    pub term: String,
}

impl RightsFormPage {
    pub fn sample() -> Self {
        Self { person_id: 4021, filings: vec![Choice::new("101", "20260507000101 · 2026-05-07")], term: "15个工作日".to_owned() }
    }
}

fn sample_row(request_id: i64, days_left: Option<i64>, state: StateBadge) -> RightsRow {
    RightsRow {
        request_id,
        right: "查阅、复制".to_owned(),
        org: "岳阳楼区市场监督管理局".to_owned(),
        submission_id: Some(101),
        submission_no: "20260507000101".to_owned(),
        received_on: date(2026, 5, 12),
        due_on: date(2026, 6, 2),
        days_left,
        state,
    }
}

impl RightsList {
    pub fn sample() -> Self {
        Self {
            shows_open: true,
            rows: vec![
                sample_row(3, Some(12), StateBadge::new("待答复", Tone::Info)),
                sample_row(2, Some(-1), StateBadge::new("逾期未答复", Tone::Danger)),
                sample_row(1, None, StateBadge::new("予以办理", Tone::Neutral)),
            ],
            next: Some(1),
            retention: vec![RetentionRow {
                title: "来件中的个人信息".to_owned(),
                years: Some(10),
                from: "登记之日".to_owned(),
                then: "清除各项个人信息".to_owned(),
                source: "个人信息保护法第十九条".to_owned(),
            }],
            erased: vec![ErasedRow {
                at: "2026-05-12 03:00".to_owned(),
                what: "清除来件中的个人信息".to_owned(),
                cells: 6,
                by: "到期清除".to_owned(),
            }],
        }
    }
}

impl RightsPage {
    /// An open request for that right, with every branch that it has.
    pub fn sample(right: Right) -> Self {
        Self {
            request_id: 3,
            right,
            person_id: Some(4021),
            row: sample_row(3, Some(12), StateBadge::new("待答复", Tone::Info)),
            channel: "当面".to_owned(),
            applicant: "本人".to_owned(),
            words: "请提供贵局所存我的<全部>个人信息。".to_owned(),
            verified: "核对居民身份证原件，与来件所留号码一致。".to_owned(),
            recorded: "2026-05-12 09:31 周立本".to_owned(),
            answered: Some("2026-05-20 周立本".to_owned()),
            ground: Some(RefusalGround::NotThePerson.label().to_owned()),
            answer: Some("副本随信提供。".to_owned()),
            filings: 3,
            left_out: 2,
            papers: vec![RightsPaperView {
                paper_id: 1,
                title: "个人信息副本".to_owned(),
                paper_no: "岳楼市监信副〔2026〕第1号".to_owned(),
                sha256: "ab".repeat(32),
                issued: "周立本 · 2026-05-12 09:40".to_owned(),
            }],
            may_download: true,
            done: vec!["2026-05-12 09:50 周立本更正来件20260507000101的联系电话，1项".to_owned()],
            may_act: true,
            grounds: RefusalGround::ALL.iter().copied().filter(|ground| ground.fits(right)).collect(),
            correctable: RightsFormPage::sample().filings,
            classes: vec![FieldClass::Name, FieldClass::Phone],
            erasable: vec![
                RightsErasable {
                    submission_id: 101,
                    submission_no: "20260507000101".to_owned(),
                    received_on: date(2016, 5, 7),
                    in_use: None,
                },
                RightsErasable {
                    submission_id: 102,
                    submission_no: "20260507000102".to_owned(),
                    received_on: date(2026, 5, 7),
                    in_use: Some("尚未办结"),
                },
            ],
            explanation: "系统于2026年5月12日作出提示。".to_owned(),
        }
    }
}
