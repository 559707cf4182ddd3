//! 工作台: what is due, most urgent first.

use casework::codes::{MatterKind, Protection};
use jiff::civil::{Date, date};

use super::{Choice, DueBucket, FindingBadge, Reminders, Tone, TriageView, Verdict};

/// The first page after login.
#[derive(Clone, Debug, PartialEq)]
pub struct Worklist {
    pub today: Date,
    /// Whose work is shown: `我承办的` or a unit's name.
    pub scope: String,
    /// True when only the viewer's own matters are shown; the page offers the other scope.
    pub mine: bool,
    /// All five groups in order, empty ones too.
    pub groups: Vec<WorklistGroup>,
    /// Open matters without an officer in the viewer's units.
    pub unassigned: i64,
    /// What the viewer was told and has not put away.
    pub reminders: Reminders,
    /// What the viewer may do with many rows at once: code and words; empty for those who only read.
    pub batch: Vec<Choice>,
    /// Officers of the viewer's units, for assigning and handing over.
    pub officers: Vec<Choice>,
    /// Whether the viewer may take the next matter that nobody is in charge of.
    pub may_claim: bool,
    /// Whether the viewer may hand over all that an absent officer has.
    pub may_hand_over: bool,
}

/// One group and its first rows.
#[derive(Clone, Debug, PartialEq)]
pub struct WorklistGroup {
    pub bucket: DueBucket,
    /// All matters of the group, of which `rows` are the first.
    pub count: i64,
    pub rows: Vec<WorklistRow>,
}

/// One matter with its earliest open clock.
#[derive(Clone, Debug, PartialEq)]
pub struct WorklistRow {
    pub matter_id: i64,
    pub submission_id: i64,
    pub submission_no: String,
    pub matter: MatterKind,
    /// 经营者.
    pub operator: String,
    /// Non-personal summary: category, issue and item, e.g. `食品 · 标签标识 · 散装酱板鸭`.
    pub summary: String,
    /// What has to be done, e.g. `受理或不予受理并告知`.
    pub term: String,
    pub due_on: Date,
    /// The calendar of that year is not published yet.
    pub provisional: bool,
    /// Calendar days from today to the due day; negative = overdue.
    pub days_left: i64,
    /// The term with its source, e.g. `7个工作日（办法第十五条）`.
    pub limit: String,
    pub officer: Option<String>,
    /// `None` = ordinary.
    pub triage: Option<TriageView>,
    pub findings: Vec<FindingBadge>,
    pub protection: Option<Protection>,
}

impl Worklist {
    /// Matters over all groups.
    pub fn total(&self) -> i64 {
        self.groups.iter().map(|group| group.count).sum()
    }

    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        let row = |id: i64, days: i64, matter, operator: &str, summary: &str| WorklistRow {
            matter_id: id + 100,
            submission_id: id,
            submission_no: format!("20260507{id:06}"),
            matter,
            operator: operator.to_owned(),
            summary: summary.to_owned(),
            term: match matter {
                MatterKind::Complaint => "受理或不予受理并告知".to_owned(),
                MatterKind::Tipoff => "核查并决定是否立案".to_owned(),
            },
            due_on: date(2026, 5, 12).saturating_add(jiff::Span::new().days(days)),
            provisional: days > 200,
            days_left: days,
            limit: match matter {
                MatterKind::Complaint => "7个工作日（办法第十五条）".to_owned(),
                MatterKind::Tipoff => "15个工作日（程序规定第十八条）".to_owned(),
            },
            officer: (id % 3 != 0).then(|| "周立本".to_owned()),
            triage: None,
            findings: Vec::new(),
            protection: None,
        };
        let complaint = MatterKind::Complaint;
        let tipoff = MatterKind::Tipoff;
        let mut severe = row(101, -12, complaint, "岳阳楼区洞庭渔家土特产店", "食品 · 标签标识 · 散装酱板鸭");
        severe.findings = vec![
            FindingBadge {
                circumstance: "yy16.2.6".to_owned(),
                verdict: Verdict::Hit,
                title: "数量、频次明显超出正常".to_owned(),
                in_force: true,
            },
            FindingBadge {
                circumstance: "yy16.2.6".to_owned(),
                verdict: Verdict::Hint,
                title: "多人共用电话或地址".to_owned(),
                in_force: true,
            },
        ];
        severe.triage =
            Some(TriageView {
                label: "疑似非生活消费", tone: Tone::Info, reasons: vec!["命中“数量、频次明显超出正常”".to_owned()]
            });
        let mut overdue = row(102, -2, tipoff, "湖南巴陵家电连锁有限公司南湖大道分公司", "家用电器 · 虚假宣传 · 空气净化器");
        overdue.protection = Some(Protection::Whistleblower);
        let mut today = row(103, 0, complaint, "岳阳市君山区<柳毅>茶业商行", "食品 · 广告用语 · 君山银针");
        today.findings = vec![FindingBadge {
            circumstance: "yy16.2.6".to_owned(),
            verdict: Verdict::Hit,
            title: "冒用他人名义".to_owned(),
            in_force: false,
        }];
        let mut soon = row(106, 3, tipoff, "平江县天岳大药房", "药品 · 过期变质 · 复方感冒灵颗粒");
        soon.protection = Some(Protection::PublicInterest);
        let groups = vec![
            WorklistGroup { bucket: DueBucket::SeverelyOverdue, count: 1, rows: vec![severe] },
            WorklistGroup { bucket: DueBucket::Overdue, count: 1, rows: vec![overdue] },
            WorklistGroup {
                bucket: DueBucket::Today,
                count: 2,
                rows: vec![today, row(104, 0, complaint, "汨罗市屈子书院文创店", "其他 · 售后服务 · 折扇")],
            },
            WorklistGroup {
                bucket: DueBucket::ThreeDays,
                count: 2,
                rows: vec![row(105, 1, complaint, "华容县芥菜合作社", "食品 · 质量问题 · 酱菜礼盒"), soon],
            },
            WorklistGroup {
                bucket: DueBucket::Later,
                count: 38,
                rows: vec![
                    row(107, 6, complaint, "岳阳经开区好运来汽车服务中心", "交通工具 · 合同 · 保养套餐"),
                    row(108, 9, tipoff, "湘阴县左家塅粮油超市", "食品 · 计量 · 大米25kg"),
                    row(109, 231, complaint, "临湘市浮标渔具网店", "其他 · 质量问题 · 碳素浮标"),
                ],
            },
        ];
        Self {
            today: date(2026, 5, 12),
            scope: "岳阳楼区市场监督管理局".to_owned(),
            mine: false,
            groups,
            unassigned: 7,
            reminders: Reminders::sample(),
            batch: vec![Choice::new("assign", "指派承办人"), Choice::new("accept", "受理"), Choice::new("extend", "批准延期")],
            officers: vec![Choice::new("3", "周立本"), Choice::new("4", "彭见山")],
            may_claim: true,
            may_hand_over: true,
        }
    }
}
