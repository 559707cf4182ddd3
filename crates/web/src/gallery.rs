//! Every page rendered from its made-up sample: for the render tests and for looking at the design without a database.

use askama::Template;
use casework::codes::{Department, OrgLevel, Role};
use casework::rights::Right;
use desk::Actor;
use desk::avoidance::DeclareForm;
use desk::login::Must;
use desk::own_account::OwnAccount;
use desk::registry::{AssessmentForm, HintForm};
use desk::rights::AskForm;
use desk::view::{
    AbsencePage, AuditPage, AvoidancePage, BatchPage, CasePage, DossierPage, DraftPage, ExportPage, GroupPage, HintsPage, HotIssuePage,
    ImportList, ImportPage, IntegrityPage, LooksPage, LookupResult, NearPage, PersonPage, PoliciesPage, PolicyPage, ProposePage,
    QuestionPage, RecountPage, RegistryEntryPage, RegistryList, Reminders, Revealed, RightsFormPage, RightsList, RightsPage, SharedList,
    SharedPage, SubmissionList, SwitchPage, TogetherPage, Worklist,
};

use crate::chrome::{Chrome, Done, Nav, Viewer};
use crate::failure::Failure;
use crate::pages::cases::act::Attempt;
use crate::pages::{
    Problem, absences, accounts, audit, avoidance, cases, errors, exports, imports, looks, lookups, papers, persons, policies, registry,
    rights, shared, submissions, together, worklist,
};
use crate::security::log::RequestId;

/// One page: a name for its file and its HTML.
pub struct Shown {
    pub name: &'static str,
    pub html: String,
}

fn head() -> Actor {
    Actor {
        account_id: 3,
        display_name: "周立本".to_owned(),
        role: Role::Head,
        stands_in_for: Vec::new(),
        org_id: 2,
        org_name: "岳阳楼区市场监督管理局".to_owned(),
        level: OrgLevel::County,
        department: Department::MarketSupervision,
        org_scope: vec![2],
    }
}

fn chrome(nav: Nav, done: Option<Done>) -> Chrome {
    let notice = "演示数据：全部来件、人员和经营者均为虚构".to_owned();
    Chrome::new(nav, Viewer::new(&head()), "sample-token".to_owned(), Some(notice), done)
}

fn shown(name: &'static str, template: &impl Template) -> Result<Shown, askama::Error> {
    Ok(Shown { name, html: template.render()? })
}

fn problem() -> Problem {
    Problem {
        message: "内部举报人保护标记未解除，不得以此为由不予受理".to_owned(),
        way_on: "请先由有权人员说明理由并解除保护标记，或改选其他依据。".to_owned(),
        form_id: "m201-decline".to_owned(),
    }
}

fn attempt() -> Attempt {
    Attempt {
        form_id: "m201-decline".to_owned(),
        ground: "5".to_owned(),
        reason: "来件人提供的<小票>与平台订单不符。".to_owned(),
        findings: vec![9001],
        cited: "20260421000076".to_owned(),
        errors: vec![problem().message],
        ..Attempt::default()
    }
}

fn empty_worklist() -> Worklist {
    let mut view = Worklist::sample();
    for group in &mut view.groups {
        group.count = 0;
        group.rows.clear();
    }
    (view.mine, view.unassigned) = (true, 0);
    view.reminders = Reminders::default();
    view.batch.clear();
    view
}

fn empty_list() -> SubmissionList {
    let mut view = SubmissionList::sample();
    view.rows.clear();
    view.saved.clear();
    view
}

/// Every page.
pub fn pages() -> Result<Vec<Shown>, askama::Error> {
    let case = |problem, attempt, done| cases::show::CaseTemplate {
        chrome: chrome(Nav::Submissions, done),
        view: CasePage::sample(),
        problem,
        attempt,
    };
    let import = |view| imports::show::ImportTemplate { chrome: chrome(Nav::Imports, None), view };
    let lookup = |result| lookups::show::LookupPage { chrome: chrome(Nav::Lookup, None), problem: None, result };
    let error = |failure: Failure| errors::show::ErrorPage::new(&failure, None, None, Some(RequestId(42)));
    let entry = |problem: Option<Problem>| {
        registry::show::EntryTemplate::new(chrome(Nav::Registry, None), RegistryEntryPage::sample(), problem, "写了<一半>".to_owned())
    };
    let asked = |right, problem| rights::show::RightsTemplate {
        chrome: chrome(Nav::Registry, None),
        view: RightsPage::sample(right),
        problem,
        reason: "写了<一半>".to_owned(),
    };
    let login = |problem: Option<&str>| accounts::login::LoginPage {
        chrome: Chrome::anonymous(None),
        problem: problem.map(str::to_owned),
        next: "/".to_owned(),
        outside: Some(("<某市>统一身份认证".to_owned(), "/login/outside?next=%2F".to_owned())),
    };
    Ok(vec![
        shown("worklist", &worklist::show::WorklistPage { chrome: chrome(Nav::Worklist, None), view: Worklist::sample() })?,
        shown("worklist-empty", &worklist::show::WorklistPage { chrome: chrome(Nav::Worklist, None), view: empty_worklist() })?,
        shown("batch", &worklist::batch::BatchTemplate { chrome: chrome(Nav::Worklist, None), view: BatchPage::sample() })?,
        shown("recount", &worklist::batch::RecountTemplate { chrome: chrome(Nav::Worklist, None), view: RecountPage::sample() })?,
        shown("worklist-none", &worklist::show::NoCasesPage { chrome: chrome(Nav::Worklist, None) })?,
        shown("submissions", &submissions::list::ListPage::new(chrome(Nav::Submissions, None), SubmissionList::sample()))?,
        shown("submissions-empty", &submissions::list::ListPage::new(chrome(Nav::Submissions, None), empty_list()))?,
        shown("case", &case(None, None, Some(Done::Accepted)))?,
        shown("case-refused", &case(Some(problem()), Some(attempt()), None))?,
        shown(
            "paper-draft",
            &papers::draft::DraftTemplate { chrome: chrome(Nav::Submissions, None), view: DraftPage::sample(), problem: Some(problem()) },
        )?,
        shown(
            "reveal",
            &cases::reveal::RevealPage {
                chrome: chrome(Nav::Submissions, None),
                view: Revealed::sample(),
                back: "/submissions/101".to_owned(),
            },
        )?,
        shown("shared", &shared::list::SharedListPage { chrome: chrome(Nav::Shared, None), view: SharedList::sample() })?,
        shown("shared-case", &shared::show::SharedCasePage { chrome: chrome(Nav::Shared, None), view: SharedPage::sample() })?,
        shown("looks", &looks::show::LooksShowPage { chrome: chrome(Nav::Looks, None), view: LooksPage::sample() })?,
        shown("dossier", &persons::dossier::DossierTemplate { chrome: chrome(Nav::Submissions, None), view: DossierPage::sample() })?,
        shown("person", &persons::show::PersonTemplate::new(chrome(Nav::Submissions, None), PersonPage::sample()))?,
        shown(
            "review",
            &persons::review::ReviewTemplate { chrome: chrome(Nav::Review, Some(Done::Judged)), view: QuestionPage::sample() },
        )?,
        shown(
            "imports",
            &imports::list::ImportsPage { chrome: chrome(Nav::Imports, None), view: ImportList::sample(), problem: Some(problem()) },
        )?,
        shown("import", &import(ImportPage::sample()))?,
        shown("import-running", &import(ImportPage::sample_running()))?,
        shown("import-failed", &import(ImportPage::sample_failed()))?,
        shown("lookup", &lookup(None))?,
        shown("together", &together::queue::QueuePage { chrome: chrome(Nav::Together, None), view: TogetherPage::sample() })?,
        shown("group", &together::group::GroupTemplate { chrome: chrome(Nav::Together, None), view: GroupPage::sample() })?,
        shown("hot-issue", &together::hot_issue::HotIssueTemplate { chrome: chrome(Nav::Together, None), view: HotIssuePage::sample() })?,
        shown("near", &together::near::NearTemplate { chrome: chrome(Nav::Submissions, None), view: NearPage::sample() })?,
        shown("policies", &policies::list::PoliciesTemplate { chrome: chrome(Nav::Policies, None), view: PoliciesPage::sample() })?,
        shown(
            "policy",
            &policies::show::PolicyTemplate {
                chrome: chrome(Nav::Policies, Some(Done::PolicyTried)),
                view: PolicyPage::sample(),
                problem: None,
            },
        )?,
        shown(
            "policy-draft",
            &policies::draft::DraftPolicyTemplate {
                chrome: chrome(Nav::Policies, None),
                circumstance: "yy16.2.6".to_owned(),
                content: PolicyPage::sample().content,
                note: "写了<一半>".to_owned(),
                may_draft: true,
                problem: Some(problem()),
            },
        )?,
        shown("lookup-found", &lookup(Some(LookupResult::sample())))?,
        shown("exports", &exports::show::ExportTemplate { chrome: chrome(Nav::Exports, None), view: ExportPage::sample(), problem: None })?,
        shown("registry", &registry::list::RegistryListPage { chrome: chrome(Nav::Registry, None), view: RegistryList::sample() })?,
        shown("registry-entry", &entry(None))?,
        shown("registry-entry-refused", &entry(Some(Problem { form_id: "act-approve".to_owned(), ..problem() })))?,
        shown(
            "registry-propose",
            &registry::propose::ProposeTemplate {
                chrome: chrome(Nav::Registry, None),
                view: ProposePage::sample(),
                problem: None,
                reason: "写了<一半>".to_owned(),
                chosen: vec!["decision.12".to_owned()],
            },
        )?,
        shown(
            "registry-switch",
            &registry::switch::SwitchTemplate {
                chrome: chrome(Nav::Registry, None),
                view: SwitchPage::sample(),
                problem: Some(problem()),
                filled: AssessmentForm::default(),
            },
        )?,
        shown(
            "registry-hints",
            &registry::hints::HintsTemplate {
                chrome: chrome(Nav::Registry, None),
                view: HintsPage::sample(),
                problem: Some(problem()),
                filled: HintForm { source: "写了<一半>".to_owned(), ..HintForm::default() },
            },
        )?,
        shown("rights", &rights::list::RightsListPage { chrome: chrome(Nav::Registry, None), view: RightsList::sample() })?,
        shown("rights-access", &asked(Right::Access, None))?,
        shown("rights-correct", &asked(Right::Correct, None))?,
        shown("rights-erase", &asked(Right::Delete, Some(Problem { form_id: "act-erase".to_owned(), ..problem() })))?,
        shown("rights-explain", &asked(Right::Explain, None))?,
        shown(
            "rights-form",
            &rights::form::RightsFormTemplate {
                chrome: chrome(Nav::Registry, None),
                view: RightsFormPage::sample(),
                problem: Some(problem()),
                filled: AskForm { words: "写了<一半>".to_owned(), ..AskForm::default() },
            },
        )?,
        shown("login", &login(None))?,
        shown("login-refused", &login(Some("账号或密码不对")))?,
        shown("audit", &audit::ledger::LedgerTemplate { chrome: chrome(Nav::Audit, None), view: AuditPage::sample() })?,
        shown(
            "absences",
            &absences::show::AbsenceTemplate {
                chrome: chrome(Nav::Absences, Some(Done::AbsenceRecorded)),
                view: AbsencePage::sample(),
                problem: Some(problem()),
                filled: absences::show::Filled { login: "chief".to_owned(), ..absences::show::Filled::default() },
            },
        )?,
        shown(
            "avoidance",
            &avoidance::mine::AvoidanceTemplate {
                chrome: chrome(Nav::Nowhere, Some(Done::RelationDeclared)),
                view: AvoidancePage::sample(),
                problem: Some(problem()),
                filled: DeclareForm { operator_name: "洞庭<渔家>店".to_owned(), ..DeclareForm::default() },
            },
        )?,
        shown(
            "audit-integrity",
            &audit::integrity::IntegrityTemplate {
                chrome: chrome(Nav::Audit, Some(Done::Drawn)),
                view: IntegrityPage::sample(),
                problem: Some(Problem { form_id: "recheck-3".to_owned(), ..problem() }),
                note: "写了<一半>".to_owned(),
            },
        )?,
        shown(
            "login-code",
            &accounts::code::CodePage {
                chrome: Chrome::anonymous(None), problem: Some("验证码不正确".to_owned()), next: "/".to_owned()
            },
        )?,
        shown(
            "account",
            &accounts::mine::MinePage {
                chrome: chrome(Nav::Nowhere, Some(Done::PasswordChanged)),
                view: OwnAccount::sample(),
                must: None,
                problem: Some(Problem { form_id: "second-factor".to_owned(), ..problem() }),
            },
        )?,
        shown(
            "account-first",
            &accounts::mine::MinePage {
                chrome: chrome(Nav::Nowhere, None),
                view: OwnAccount { second_factor: None, ..OwnAccount::sample() },
                must: Some(Must::ChangePassword),
                problem: Some(Problem { form_id: "password".to_owned(), ..problem() }),
            },
        )?,
        shown(
            "second-factor",
            &accounts::second_factor::EnrolPage {
                chrome: chrome(Nav::Nowhere, None),
                text: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ".to_owned(),
                picture: accounts::second_factor::Picture::of("otpauth://totp/Mingjian:zhou?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
                    .map_err(|_| askama::Error::Fmt)?,
                problem: Some(problem()),
            },
        )?,
        shown(
            "recovery-codes",
            &accounts::second_factor::RecoveryPage {
                chrome: chrome(Nav::Nowhere, None),
                codes: vec!["abcd-efgh-jkmn-pqrs".to_owned(), "tuvw-xyz2-3456-789a".to_owned()],
            },
        )?,
        shown("error-404", &error(Failure::NotFound))?,
        shown("error-422", &error(Failure::Invalid(vec!["理由至少10个字".to_owned(), "请选择<依据>".to_owned()])))?,
        shown("error-500", &error(Failure::Fault))?,
    ])
}
