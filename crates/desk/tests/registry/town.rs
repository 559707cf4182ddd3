//! A made-up bureau with one person who complains often.

use casework::codes::{ImportKind, MatterKind, Role};
use desk::case::{self, DeclineForm, MatterRef};
use desk::imports::{self, ImportFile};
use desk::registry::{self, AssessmentForm, EntryRef, PaperServiceForm, ProposalForm};
use desk::setup::{self, NewAccount, Setup};
use desk::view::{CasePage, RegistryEntryPage};
use desk::{Actor, Desk, DeskError, assessment};
use exchange::{Input, Profile};
use jiff::Timestamp;
use store::Store;
use testkit::databases::TestDatabase;
use vault::Kek;

pub(crate) const ORGANISATIONS: &str = include_str!("../../../../policy/organisations/yueyang.toml");

pub(crate) const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,联系地址,被投诉举报单位,行政区划代码,商品或服务,类别,问题类别,内容
A1,来访,2026-05-06 09:00,投诉,欧阳测,430602199003071231,13800138000,某路1号,洞庭渔家店,430602,酱板鸭,食品,标签标识,标签没有生产日期
A2,来访,2026-05-06 10:00,投诉,欧阳测,430602199003071231,13800138000,某路1号,平江酱干店,430602,酱干,食品,标签标识,标签没有生产日期
A3,来访,2026-05-06 11:00,投诉,欧阳测,430602199003071231,13800138000,某路1号,华容芥菜店,430602,芥菜,食品,质量问题,质量不好
B1,来访,2026-05-06 11:00,投诉,王虚,430621198511010018,13800138001,某路2号,外县店,430621,芥菜,食品,质量问题,质量不好
";

pub(crate) const REVIEWS: &str = "\
编号,办理机关,日期,类型,关联来件编号,姓名,证件号码,结果,结果日期
FY-1,岳阳市司法局,2026-05-08,行政复议,A1,欧阳测,430602199003071231,RESULT,2026-05-12
";

/// 2026-05-12, a Tuesday, 09:00 in Yueyang.
pub(crate) fn now() -> Timestamp {
    "2026-05-12T01:00:00Z".parse().expect("a moment")
}

pub(crate) const REASON: &str = "经核查，当事人自行夹带过期商品后索赔，有监控录像为证。";

pub(crate) struct Town<'a> {
    pub(crate) desk: Desk,
    pub(crate) store: &'a Store,
    /// Of 岳阳楼区.
    pub(crate) officer: Actor,
    pub(crate) second: Actor,
    pub(crate) auditor: Actor,
    /// Of the city.
    pub(crate) head: Actor,
    pub(crate) clerk_of_head: Actor,
    /// Of another county.
    pub(crate) neighbour: Actor,
}

impl<'a> Town<'a> {
    pub(crate) async fn new(database: &'a TestDatabase) -> Self {
        let kek = Kek::generate(&mut desk::random::rng());
        let organisations = setup::parse_organisations(ORGANISATIONS).expect("the shipped units");
        let county = organisations.iter().find(|unit| unit.region == "430621").expect("岳阳县").code.clone();
        let admin = NewAccount::administrator("admin", "a long password", "YY");
        setup::init(&database.location, &kek, Setup { organisations, admin }, now()).await.expect("a new system");
        let desk = Desk::open(&database.location, &kek).await.expect("the system opens");
        let town = Self {
            officer: person(&desk, "officer", "周立本", Role::Officer, "YYL").await,
            second: person(&desk, "second", "彭见山", Role::Officer, "YYL").await,
            auditor: person(&desk, "auditor", "方审计", Role::Auditor, "YYL").await,
            head: person(&desk, "head", "沈岳", Role::Head, "YY").await,
            clerk_of_head: person(&desk, "staff", "李编制", Role::Officer, "YY").await,
            neighbour: person(&desk, "neighbour", "柳远", Role::Head, &county).await,
            desk,
            store: &database.store,
        };
        town.import(ImportKind::Submissions, FILINGS).await;
        assessment::run(&town.desk, desk::time::local_date(now()), now(), None).await.expect("assessed");
        town
    }

    pub(crate) async fn import(&self, kind: ImportKind, text: &str) {
        let file = ImportFile {
            kind,
            name: "made-up.csv".to_owned(),
            input: Input::Bytes(text.as_bytes().into()),
            profile: Profile::standard(kind),
            account_id: None,
        };
        let summary = imports::run(&self.desk, file, now(), |_| ()).await.expect("a good file");
        assert_eq!(summary.rejected, 0);
    }

    pub(crate) async fn id(&self, number: &str) -> i64 {
        let mut tx = self.store.read().await.expect("a reader");
        store::submission::by_number(&mut tx, number).await.expect("readable").first().expect("on file").0
    }

    pub(crate) async fn person_of(&self, number: &str) -> i64 {
        let id = self.id(number).await;
        let mut tx = self.store.read().await.expect("a reader");
        store::submission::get(&mut tx, id).await.expect("readable").expect("on file").person_id.expect("derived")
    }

    /// Declines a complaint on that evidence.
    pub(crate) async fn decline(&self, number: &str, records: &str, findings: Vec<i64>) {
        let page = case::load(&self.desk, &self.officer, self.id(number).await, now()).await.expect("a page");
        let matter = page.matters.iter().find(|matter| matter.kind == MatterKind::Complaint).expect("a complaint");
        let form = DeclineForm {
            ground: "not_for_living_consumption".to_owned(),
            reason: REASON.to_owned(),
            findings,
            cited: String::new(),
            records: records.to_owned(),
        };
        let on = MatterRef { matter_id: matter.matter_id, version: matter.version };
        case::decline(&self.desk, &self.officer, on, form, now()).await.expect("declined");
    }

    /// A finding of nothing but frequency on this filing.
    pub(crate) async fn frequent(&self, number: &str) -> i64 {
        use assess::{Body, Evidence, Measured, Node, Op, Threshold, Unit, Value, WindowKind};
        let measured = Measured {
            facts: Vec::new(),
            measure: "made_up".to_owned(),
            unit: Unit::Persons,
            window: WindowKind::Past,
            window_days: 365,
            value: Value::Count(90),
            op: Op::AtLeast,
            threshold: Threshold { millionths: 4_000_000 },
            cited: Vec::new(),
            cited_count: 0,
        };
        let supporting = Node { label: "件数".to_owned(), met: true, body: Body::Leaf(measured) };
        let submission_id = self.id(number).await;
        let mut tx = self.store.begin().await.expect("a writer");
        let id = store::finding::reserve(&mut tx, 1).await.expect("a number");
        let run = store::assess_run::latest(&mut tx, 1).await.expect("readable")[0].clone();
        let finding = store::finding::Finding {
            id,
            submission_id,
            circumstance: "o121.17.2".to_owned(),
            verdict: "hit".to_owned(),
            instrument: "o121".to_owned(),
            clause: "办法第十七条第二项".to_owned(),
            in_force: true,
            summary: "短期内大量投诉。".to_owned(),
            evidence: Evidence { supporting, opposing: Vec::new() }.to_json(),
            cited: "A1;A3".to_owned(),
            rules_version: "test".to_owned(),
            as_of: run.as_of,
            run_id: run.id,
            current: true,
        };
        store::finding::insert_many(&mut tx, &[finding]).await.expect("written");
        tx.commit().await.expect("kept");
        id
    }

    pub(crate) async fn switch_on(&self) {
        let text = "只处理已有决定所载的信息，以只读方式提示承办人，不影响任何一件来件的办理。".to_owned();
        let form =
            AssessmentForm {
                basis: "岳市监〔2026〕8号（虚构）".to_owned(), purpose: text.clone(), effects: text.clone(), measures: text
            };
        registry::prepare_assessment(&self.desk, &self.clerk_of_head, &form, now()).await.expect("prepared");
        let id = registry::switch_page(&self.desk, &self.head).await.expect("a page").assessments[0].assessment_id;
        assert_eq!(refusal(registry::switch(&self.desk, &self.head, Some(id), REASON, now()).await), "该影响评估尚未批准");
        registry::approve_assessment(&self.desk, &self.head, id, now()).await.expect("approved");
        registry::switch(&self.desk, &self.head, Some(id), REASON, now()).await.expect("on");
    }

    pub(crate) async fn entry(&self, id: i64) -> RegistryEntryPage {
        registry::load(&self.desk, &self.officer, id, now()).await.expect("a page")
    }

    pub(crate) async fn on(&self, id: i64) -> EntryRef {
        EntryRef { entry_id: id, version: self.entry(id).await.version }
    }

    /// An entry about the person of A1, in force.
    pub(crate) async fn listed(&self) -> i64 {
        self.switch_on().await;
        self.decline("A1", "监控录像", Vec::new()).await;
        let person = self.person_of("A1").await;
        let choices = registry::form(&self.desk, &self.officer, person).await.expect("a form").choices;
        let form = ProposalForm { bases: vec![choices[0].value.clone()], reason: REASON.to_owned() };
        let id = registry::propose(&self.desk, &self.officer, person, &form, now()).await.expect("proposed");
        registry::review(&self.desk, &self.head, self.on(id).await, true, REASON, now()).await.expect("approved");
        registry::serve(&self.desk, &self.officer, self.on(id).await, now()).await.expect("told");
        let early = registry::enter(&self.desk, &self.head, self.on(id).await, now()).await;
        assert_eq!(refusal(early), "告知书还没有登记送达");
        self.notice_taken(id).await;
        registry::enter(&self.desk, &self.head, self.on(id).await, now()).await.expect("listed");
        id
    }

    /// Records that the person took the notice today.
    pub(crate) async fn notice_taken(&self, id: i64) {
        let page = self.entry(id).await;
        let notice = page.papers.iter().rev().find(|paper| paper.title == "列入异常名录告知书").expect("a notice");
        let form = PaperServiceForm { way: "direct".to_owned(), served_on: "2026-05-12".to_owned(), note: "本人签收。".to_owned() };
        assert_eq!(registry::serve_paper(&self.desk, &self.officer, notice.paper_id, &form, now()).await.expect("served"), id);
    }

    pub(crate) async fn case(&self, number: &str) -> CasePage {
        case::load(&self.desk, &self.officer, self.id(number).await, now()).await.expect("a page")
    }
}

pub(crate) async fn person(desk: &Desk, login: &str, name: &str, role: Role, org: &str) -> Actor {
    let account = NewAccount {
        login: login.to_owned(),
        display_name: name.to_owned(),
        password: "a long password".to_owned(),
        role,
        org_code: org.to_owned(),
    };
    desk::accounts::add(desk, &account, now()).await.expect("let in");
    let form = desk::login::LoginForm { login: login.to_owned(), password: account.password };
    let token = desk::login::login(desk, &form, "127.0.0.1", now()).await.unwrap_or_else(|_| panic!("{login} may log in"));
    desk::login::session(desk, &token, now()).await.expect("readable").expect("a session").actor
}

pub(crate) fn refusal<T>(result: Result<T, DeskError>) -> String {
    match result {
        Err(DeskError::Refused { message, .. }) => message,
        Err(DeskError::Invalid(errors)) => errors.iter().map(|error| format!("{}：{}", error.field, error.message)).collect(),
        Err(error) => format!("other: {error}"),
        Ok(_) => "done".to_owned(),
    }
}
