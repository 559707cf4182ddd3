//! What the acts between the main decisions ask for, and how it is read.

use std::collections::BTreeMap;

use casework::decision::{Answer, EventKind, Hearing, IdentityFailure, Kept, Reason, Reward, Ruling, Side, Step};
use jiff::civil::{Date, DateTime};

use crate::view::{Choice, Field, FieldKind};
use crate::{DeskError, FieldError};

/// The longest value of one field, in characters.
const VALUE_CHARS: usize = 1_000;

/// What was filled in, by the name of the field.
#[derive(Clone, Debug, Default)]
pub struct Filled(BTreeMap<String, String>);

impl Filled {
    /// Of pairs as a form sends them; of a repeated name the first counts.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filled = BTreeMap::new();
        for (name, value) in pairs {
            filled.entry(name.to_owned()).or_insert_with(|| value.trim().to_owned());
        }
        Self(filled)
    }

    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    pub fn is_ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    pub(super) fn required(&self, name: &'static str, what: &str) -> Result<&str, DeskError> {
        match self.text(name) {
            "" => Err(DeskError::invalid(name, format!("请填写{what}"))),
            text if text.chars().count() > VALUE_CHARS => Err(DeskError::invalid(name, format!("{what}不超过{VALUE_CHARS}个字"))),
            text => Ok(text),
        }
    }

    pub(super) fn code<T>(&self, name: &'static str, from_code: impl Fn(&str) -> Option<T>) -> Result<T, DeskError> {
        from_code(self.text(name)).ok_or_else(|| DeskError::invalid(name, "请选择所列的一项"))
    }

    pub(super) fn day(&self, name: &'static str) -> Result<Date, DeskError> {
        let text = self.text(name);
        text.parse().map_err(|_| DeskError::invalid(name, "请填写日期，如2026-05-12"))
    }

    /// As `datetime-local` sends it.
    pub(super) fn moment(&self, name: &'static str) -> Result<DateTime, DeskError> {
        let text = self.text(name);
        text.parse().map_err(|_| DeskError::invalid(name, "请填写日期和时间，如2026-05-12 09:30"))
    }

    /// The reason of the act, where there is one.
    pub(super) fn reason(&self, kind: EventKind) -> Result<Option<Reason>, DeskError> {
        match (self.text("reason"), kind.spec().needs_reason) {
            ("", false) => Ok(None),
            (text, true) => Ok(Some(Reason::new(text)?)),
            (text, false) => Ok(Reason::new(text).ok()),
        }
    }

    /// What is kept with the decision: everything but what has a place of its own.
    pub(super) fn facts(&self) -> impl Iterator<Item = (&str, &str)> {
        const ELSEWHERE: &[&str] = &["csrf", "version", "reason", "findings", "finding", "cited", "records", "org"];
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).filter(|(name, _)| !ELSEWHERE.contains(name))
    }
}

/// Every mistake is told with its field.
pub(super) fn check(fields: &[Field], filled: &Filled) -> Result<(), DeskError> {
    let missing = fields.iter().filter(|field| field.required && filled.text(field.name).is_empty());
    let mut errors: Vec<FieldError> =
        missing.map(|field| FieldError { field: field.name, message: format!("请填写“{}”", field.label) }).collect();
    let long = fields.iter().filter(|field| filled.text(field.name).chars().count() > VALUE_CHARS);
    errors.extend(long.map(|field| FieldError { field: field.name, message: format!("“{}”不超过{VALUE_CHARS}个字", field.label) }));
    if errors.is_empty() { Ok(()) } else { Err(DeskError::Invalid(errors)) }
}

macro_rules! choices {
    ($list:ty) => {
        FieldKind::Choice(<$list>::ALL.iter().map(|known| Choice::new(known.code(), known.label())).collect())
    };
}

/// The fields of an act. What hangs on the case (units to route to) is given by the caller.
pub(super) fn of_act(kind: EventKind) -> Vec<Field> {
    use EventKind as K;
    use FieldKind::{Day, Line, Lines, Moment, Tick};
    match kind {
        K::IdentityAsked => vec![
            Field::new("until", "提供材料的截止日期", Day),
            Field::new("materials", "需要提供的材料", Lines).hinted("每行一份，如“居民身份证正反面复印件”"),
        ],
        K::IdentityShown => vec![Field::optional("materials", "所提供的材料", Lines)],
        K::IdentityFailed => vec![Field::new("answer", "情形", choices!(IdentityFailure))],
        K::Routed => vec![Field::optional("until", "请于何日前报告处理结果", Day), Field::optional("attachments", "附送材料", Lines)],
        K::DisputeOpened => vec![Field::new("organ", "与何机关有争议", Line)],
        K::ConsentTaken => vec![Field::new("side", "哪一方", choices!(Side)), Field::new("answer", "意愿", choices!(Answer))],
        K::Delegated => vec![Field::new("organ", "受委托的组织", Line)],
        K::Convened => vec![
            Field::new("at", "调解时间", Moment),
            Field::new("place", "调解地点或者方式", Line),
            Field::new("mediator", "调解人员", Line),
        ],
        K::Heard => vec![Field::new("answer", "情况", choices!(Hearing)), Field::optional("record", "记录摘要", Lines)],
        K::Challenged => {
            vec![Field::new("side", "哪一方申请", choices!(Side)), Field::new("mediator", "申请何人回避", Line)]
        }
        K::ChallengeRuled => vec![
            Field::new("answer", "决定", choices!(Ruling)),
            Field::optional("mediator", "另行指派的调解人员", Line).hinted("同意回避的须填写"),
        ],
        K::AppraisalStarted | K::TestingStarted => {
            vec![Field::new("organ", "承担机构", Line), Field::optional("items", "鉴定、检测的项目", Lines)]
        }
        K::AppraisalEnded | K::TestingEnded => vec![Field::optional("result", "结论", Lines)],
        K::PerformanceChecked => vec![Field::new("answer", "履行情况", choices!(Kept))],
        K::NotCompetent => vec![Field::new("organ", "告知向何机关提出", Line)],
        K::Informed => vec![
            Field::new("basis", "规定应当告知的法律条款", Line),
            Field::new("result", "告知的处理结果", Lines).hinted("不得泄露举报人信息"),
        ],
        K::RewardChecked => vec![
            Field::new("answer", "审查结论", choices!(Reward)),
            Field::optional("basis", "依据的奖励规定", Line),
            Field::optional("amount", "奖励金额（元）", Line),
        ],
        K::Archived => vec![Field::optional("volume", "卷号", Line)],
        K::Merged | K::FactsMerged | K::Repeated => vec![Field::new("other", "所并入的来件编号", Line)],
        K::Joined => vec![
            Field::new("other", "代表人所在的来件编号", Line),
            Field::new("agreed", "投诉人同意按共同投诉处理，并书面推选代表人", Tick),
        ],
        K::ReferralApproved | K::ReferralSent => vec![Field::optional("organ", "公安机关", Line)],
        K::ReferralReceived => vec![Field::new("receipt", "回执签收人和日期", Line)],
        K::SupplementAsked | K::SupplementSent => vec![Field::new("materials", "补充的材料", Lines)],
        K::PoliceFiled | K::PoliceNotFiled | K::ReconsiderationFiled | K::ReconsiderationDenied => {
            vec![Field::new("paper", "公安机关文书文号", Line), Field::optional("result", "公安机关说明的理由", Lines)]
        }
        K::ItemsHandedOver => vec![Field::new("items", "移交的物品和材料", Lines)],
        _ => Vec::new(),
    }
}

/// The step that was filled in.
pub(super) fn read(kind: EventKind, filled: &Filled) -> Result<Step, DeskError> {
    use EventKind as K;
    check(&of_act(kind), filled)?;
    Ok(match kind {
        K::IdentityAsked => Step::AskIdentity { until: filled.day("until")? },
        K::IdentityShown => Step::IdentityShown,
        K::IdentityFailed => Step::IdentityFailed(filled.code("answer", IdentityFailure::from_code)?),
        K::Routed => Step::Route,
        K::GivenBack => Step::GiveBack,
        K::DisputeOpened => Step::OpenDispute,
        K::DisputeSettled => Step::SettleDispute,
        K::ConsentTaken => Step::Consent(filled.code("side", Side::from_code)?, filled.code("answer", Answer::from_code)?),
        K::Delegated => Step::Delegate,
        K::DelegationEnded => Step::EndDelegation,
        K::Convened => Step::Convene { day: filled.moment("at")?.date() },
        K::Heard => Step::Hear(filled.code("answer", Hearing::from_code)?),
        K::Challenged => {
            filled.code("side", Side::from_code)?;
            Step::Challenge
        }
        K::ChallengeRuled => {
            let ruling = filled.code("answer", Ruling::from_code)?;
            if ruling == Ruling::Granted {
                filled.required("mediator", "另行指派的调解人员")?;
            }
            Step::RuleOnChallenge(ruling)
        }
        K::AppraisalStarted => Step::StartAppraisal,
        K::AppraisalEnded => Step::EndAppraisal,
        K::PerformanceChecked => Step::CheckPerformance(filled.code("answer", Kept::from_code)?),
        K::ExtensionAsked => Step::AskExtension,
        K::Extended => Step::Extend,
        K::ExtensionDenied => Step::DenyExtension,
        K::TestingStarted => Step::StartTesting,
        K::TestingEnded => Step::EndTesting,
        K::NotCompetent => Step::DeclareIncompetent,
        K::Informed => Step::Inform,
        K::RewardChecked => Step::CheckReward(filled.code("answer", Reward::from_code)?),
        K::Archived => Step::Archive,
        K::Unarchived => Step::Unarchive,
        _ => return Err(DeskError::NotFound),
    })
}

/// The name of a fact, for whoever reads the decision again.
pub(crate) fn label(name: &str) -> Option<&'static str> {
    Some(match name {
        "until" => "截止日期",
        "stood_in_for" => "代理",
        "materials" => "材料",
        "attachments" => "附送材料",
        "organ" => "机关或者机构",
        "at" => "时间",
        "place" => "地点或者方式",
        "mediator" => "调解人员",
        "record" => "记录",
        "items" => "项目或者物品",
        "result" => "结果",
        "basis" => "依据",
        "amount" => "金额（元）",
        "volume" => "卷号",
        "other" => "另一来件",
        "receipt" => "回执",
        "paper" => "文号",
        "agreement" => "协议内容",
        "crime" => "涉嫌",
        "times" => "次数",
        "side" => "哪一方",
        "answer" => "情形",
        "performance" => "履行",
        _ => return None,
    })
}

/// A stored choice in words.
pub(crate) fn shown(name: &str, value: &str) -> String {
    let lists: [fn(&str) -> Option<&'static str>; 9] = [
        |code| crate::view::Outcome::from_code(code).map(crate::view::Outcome::label),
        |code| Side::from_code(code).map(Side::label),
        |code| Answer::from_code(code).map(Answer::label),
        |code| IdentityFailure::from_code(code).map(IdentityFailure::label),
        |code| Hearing::from_code(code).map(Hearing::label),
        |code| Ruling::from_code(code).map(Ruling::label),
        |code| Kept::from_code(code).map(Kept::label),
        |code| Reward::from_code(code).map(Reward::label),
        |code| match code {
            "at_once" => Some("已即时履行"),
            "by" => Some("约定日期履行"),
            _ => None,
        },
    ];
    match name {
        "side" | "answer" | "performance" => lists.iter().find_map(|list| list(value)).unwrap_or(value).to_owned(),
        "at" => value.replace('T', " "),
        _ => value.replace('\n', "、"),
    }
}
