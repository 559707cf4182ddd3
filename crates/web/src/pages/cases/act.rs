//! The forms of the case page: one shape for every act, filled from a closed list.

use askama::Template;
use casework::codes::Protection;
use desk::view::{Action, Choice, Field, FieldKind, FindingView, GroundChoice};

/// What an act is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Matter { id: i64, version: i64 },
    Clue { id: i64 },
    Protection { id: i64 },
    Referral { id: i64, version: i64 },
    Case,
}

/// A form that was sent in vain, to be shown again as it was filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attempt {
    pub(crate) form_id: String,
    pub(crate) ground: String,
    pub(crate) came_to_light: String,
    pub(crate) cited: String,
    pub(crate) records: String,
    pub(crate) reason: String,
    pub(crate) findings: Vec<i64>,
    /// Fields that the desk described, by name.
    pub(crate) values: Vec<(String, String)>,
    pub(crate) errors: Vec<String>,
}

impl Attempt {
    fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

static EMPTY: Attempt = Attempt {
    form_id: String::new(),
    ground: String::new(),
    came_to_light: String::new(),
    cited: String::new(),
    records: String::new(),
    reason: String::new(),
    findings: Vec::new(),
    values: Vec::new(),
    errors: Vec::new(),
};

/// One form.
pub(crate) struct ActForm<'a> {
    id: String,
    /// Forms of one group close each other.
    group: String,
    action: String,
    version: i64,
    title: &'static str,
    submit: &'static str,
    hint: Option<&'a str>,
    /// Against the filer's wish: shown with more weight.
    adverse: bool,
    /// It ends what was going on: the clues that live on are told.
    closes: bool,
    /// What else it asks for, as the desk describes it.
    fields: &'a [Field],
    officers: &'a [Choice],
    grounds: &'a [GroundChoice],
    /// The instrument that every ground cites, said once.
    instrument: &'a str,
    /// Only some grounds need evidence, so each says whether it does.
    marks_evidence: bool,
    /// Grounds for declining that may have come to light after acceptance.
    declinable: &'a [GroundChoice],
    /// Findings, other 来件 and papers that the decision rests on.
    asks_evidence: bool,
    asks_protection: bool,
    reason_label: Option<&'static str>,
    reason_required: bool,
    /// Shortest reason, in characters.
    reason_min: u32,
    reason_hint: &'static str,
    open: bool,
    errors: &'a [String],
    /// What was filled in before.
    filled: &'a Attempt,
}

/// The path of an act below its owner, also the end of its form's id.
const fn verb(action: &Action) -> &'static str {
    match action {
        Action::Assign { .. } => "assign",
        Action::Accept => "accept",
        Action::Decline { .. } => "decline",
        Action::Step(form) => form.act,
        Action::Settle { .. } => "settle",
        Action::EndMediation { .. } => "end-mediation",
        Action::Withdraw => "withdraw",
        Action::Tell => "tell",
        Action::OpenCase => "open-case",
        Action::NoCase => "no-case",
        Action::ConcludeCase | Action::ConcludeClue => "conclude",
        Action::RaiseClue => "clues",
        Action::FileClue => "file",
        Action::NotFileClue => "not-file",
        Action::Protect => "protections",
        Action::LiftProtection => "lift",
    }
}

/// The id of the form of `verb` for this owner.
pub(crate) fn form_id(owner: Owner, verb: &str) -> String {
    match owner {
        Owner::Matter { id, .. } => format!("m{id}-{verb}"),
        Owner::Clue { id } => format!("c{id}-{verb}"),
        Owner::Protection { id } => format!("p{id}-{verb}"),
        Owner::Referral { id, .. } => format!("r{id}-{verb}"),
        Owner::Case => format!("case-{verb}"),
    }
}

impl<'a> ActForm<'a> {
    pub(crate) fn new(submission_id: i64, owner: Owner, action: &'a Action, attempt: Option<&'a Attempt>) -> Self {
        let verb = verb(action);
        let id = form_id(owner, verb);
        let attempt = attempt.filter(|attempt| attempt.form_id == id);
        let (path, group, version) = match owner {
            Owner::Matter { id, version } => (format!("matters/{id}/{verb}"), format!("acts-m{id}"), version),
            Owner::Clue { id } => (format!("clues/{id}/{verb}"), format!("acts-c{id}"), 0),
            Owner::Protection { id } => (format!("protections/{id}/{verb}"), format!("acts-p{id}"), 0),
            Owner::Referral { id, version } => (format!("referrals/{id}/{verb}"), format!("acts-r{id}"), version),
            Owner::Case => (verb.to_owned(), "acts-case".to_owned(), 0),
        };
        let mut form = Self {
            id,
            group,
            action: format!("/submissions/{submission_id}/{path}"),
            version,
            title: "",
            submit: "",
            hint: None,
            adverse: false,
            closes: false,
            fields: &[],
            officers: &[],
            grounds: &[],
            instrument: "",
            marks_evidence: false,
            declinable: &[],
            asks_evidence: false,
            asks_protection: false,
            reason_label: None,
            reason_required: false,
            reason_min: 10,
            reason_hint: "会写入办理经过。",
            open: attempt.is_some(),
            errors: attempt.map_or(&[], |attempt| &attempt.errors),
            filled: attempt.unwrap_or(&EMPTY),
        };
        form.word(action);
        form.instrument = shared_instrument(form.grounds);
        form.marks_evidence = form.grounds.iter().any(|ground| !ground.needs_finding);
        form
    }

    /// Words and fields of the act.
    fn word(&mut self, action: &'a Action) {
        match action {
            Action::Assign { officers } => {
                (self.title, self.submit, self.officers) = ("指派承办人", "指派", officers);
            }
            Action::Accept => {
                (self.title, self.submit) = ("受理", "受理并生成决定书");
                self.hint = Some("受理后开始计算调解期限，并生成《投诉受理决定书》。");
            }
            Action::Decline { grounds } => {
                (self.title, self.submit, self.grounds) = ("不予受理", "作出不予受理决定", grounds);
                (self.adverse, self.asks_evidence, self.closes) = (true, true, true);
                self.hint = Some("请先看完研判中支持和反向的两方面证据。投诉不予受理不影响违法线索的核查。");
                self.require_reason("理由", "印在决定书附件中告知投诉人，并随决定入卷；请写事实，不写评价，不写他人的个人信息。");
            }
            Action::Step(form) => {
                (self.title, self.submit, self.fields) = (form.title, form.title, &form.fields);
                (self.hint, self.adverse, self.closes) = (form.hint.as_deref(), form.adverse, form.closes);
                match form.reason {
                    Some(true) => self.require_reason("理由", "会写入办理经过。"),
                    Some(false) => self.reason_label = Some("说明"),
                    None => {}
                }
            }
            Action::Settle { fields } => {
                (self.title, self.submit, self.fields) = ("调解成功", "记录调解成功", fields);
                (self.reason_label, self.closes) = (Some("调解结果"), true);
            }
            Action::EndMediation { grounds, declinable } => {
                (self.title, self.submit, self.grounds, self.declinable) = ("终止调解", "终止调解", grounds, declinable);
                (self.adverse, self.asks_evidence, self.closes) = (true, true, true);
                self.hint = Some("须引用研判结论、其他来件或在卷材料中的至少一项。");
                self.require_reason("理由", "会告知双方。");
            }
            Action::Withdraw => {
                (self.title, self.submit) = ("投诉人撤回", "记录撤回");
                self.closes = true;
                self.hint = Some("只在投诉人明确表示撤回时使用。线索核查照常进行。");
                self.reason_label = Some("说明");
            }
            Action::Tell => {
                (self.title, self.submit) = ("已告知", "记录已告知");
                self.hint = Some("决定告知双方或实名举报人之后记录，告知期限到此为止。");
            }
            Action::ConcludeCase | Action::ConcludeClue => {
                (self.title, self.submit) = ("案件已作出决定", "记录案件办结");
                self.reason_label = Some("说明");
            }
            Action::OpenCase => {
                (self.title, self.submit) = ("立案", "记录立案");
                self.reason_label = Some("说明");
            }
            Action::NoCase => {
                (self.title, self.submit, self.adverse) = ("不予立案", "记录不予立案", true);
                self.require_reason("理由", "写明核查情况。");
            }
            Action::RaiseClue => {
                (self.title, self.submit) = ("转为违法线索", "转为线索");
                self.hint = Some("从投诉中发现涉嫌违法的，自发现之日起计算核查期限。");
                self.require_reason("发现的情况", "写明涉嫌违反的规定。");
            }
            Action::FileClue => {
                (self.title, self.submit) = ("立案", "线索立案");
                self.reason_label = Some("说明");
            }
            Action::NotFileClue => {
                (self.title, self.submit, self.adverse) = ("不予立案", "线索不予立案", true);
                self.require_reason("理由", "写明核查情况。");
            }
            Action::Protect => {
                (self.title, self.submit, self.asks_protection) = ("设置保护标记", "设置保护", true);
                self.hint = Some("内部举报人或公益举报。设置后，不得据研判作出不利处理。");
                self.require_reason("依据", "写明从何得知。");
            }
            Action::LiftProtection => {
                (self.title, self.submit, self.adverse) = ("解除保护标记", "解除保护", true);
                self.require_reason("理由", "解除人和理由会长期保存。");
            }
        }
    }

    fn require_reason(&mut self, label: &'static str, hint: &'static str) {
        (self.reason_label, self.reason_required, self.reason_hint) = (Some(label), true, hint);
    }
}

/// `《…》` where every citation begins with the same one, else nothing.
fn shared_instrument(grounds: &[GroundChoice]) -> &str {
    let instrument = |ground: &'_ GroundChoice| ground.citation.find('》').map_or(0, |end| end + '》'.len_utf8());
    let Some(first) = grounds.first() else { return "" };
    let name = &first.citation[..instrument(first)];
    if grounds.iter().all(|ground| ground.citation.starts_with(name)) { name } else { "" }
}

impl ActForm<'_> {
    /// A citation without the instrument that stands above.
    fn clause<'c>(&self, citation: &'c str) -> &'c str {
        citation.strip_prefix(self.instrument).unwrap_or(citation)
    }
}

#[derive(Template)]
#[template(path = "cases/act.html")]
pub(crate) struct ActTemplate<'a> {
    pub(crate) form: ActForm<'a>,
    pub(crate) findings: &'a [FindingView],
    pub(crate) csrf: &'a str,
    /// Clues of the filing that are neither filed nor not filed.
    pub(crate) open_clues: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_instrument_is_said_once() {
        let ground = |citation: &str| GroundChoice {
            value: String::new(),
            citation: citation.to_owned(),
            text: String::new(),
            needs_finding: false,
            blocked: None,
        };
        let shared = |citations: &[&str]| {
            let grounds: Vec<GroundChoice> = citations.iter().map(|citation| ground(citation)).collect();
            shared_instrument(&grounds).to_owned()
        };
        assert_eq!(shared(&["《办法》第十六条第一项", "《办法》第十六条第三项"]), "《办法》");
        assert_eq!(shared(&["《办法》第十六条", "《条例》第一条"]), "");
        assert_eq!(shared(&["第十六条", "第十七条"]), "");
        assert_eq!(shared(&[]), "");
    }
}
