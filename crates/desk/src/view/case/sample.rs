//! A made-up case that shows every branch of its page.

use casework::codes::{Channel, FieldClass, MatterKind, Protection, SubmissionKind};
use jiff::civil::date;

use super::*;

impl CasePage {
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
                    clue_id: Some(71),
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
                    clue_id: Some(70),
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
                strongest: crate::view::PersonPage::sample().links.into_iter().next(),
                questions: crate::view::QuestionPage::sample().questions.into_iter().take(1).collect(),
                may_judge: true,
            }),
            registry: vec![RegistryPointer::sample()],
            avoidance: AvoidanceView::samples(),
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
        is_over: false,
        clocks: vec![
            ClockView {
                term: "决定是否移送".to_owned(),
                limit: "3日（《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款）".to_owned(),
                started_on: date(2026, 5, 11),
                due_on: date(2026, 5, 14),
                provisional: false,
                state: ClockState::Met,
                days_left: None,
                elapsed_percent: 100,
            },
            ClockView {
                term: "移送公安机关".to_owned(),
                limit: "24小时（《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款）".to_owned(),
                started_on: date(2026, 5, 12),
                due_on: date(2026, 5, 13),
                provisional: false,
                state: ClockState::Running,
                days_left: Some(1),
                elapsed_percent: 50,
            },
        ],
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
