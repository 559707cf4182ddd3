//! The whole lawful life of complaints, tip-offs, clues and referrals, told as stories on each database.

use casework::codes::{ImportKind, MatterKind, Role};
use desk::case::{self, Filled, MatterRef, ReferralRef};
use desk::imports::{self, ImportFile};
use desk::papers;
use desk::setup::{self, NewAccount, Setup};
use desk::view::{Action, CasePage};
use desk::{Actor, Desk, DeskError, batch, claim, law_files, reminders, worklist};
use exchange::{Input, Profile};
use expect_test::expect;
use jiff::{Timestamp, ToSpan};
use store::Store;
use testkit::databases::{TestDatabase, on_each};
use vault::Kek;

const ORGANISATIONS: &str = include_str!("../../../policy/organisations/yueyang.toml");

const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,是否实名,被投诉举报单位,行政区划代码,商品或服务,内容
B1,来访,2026-05-06 09:00,投诉举报,欧阳测,430602199003071231,13800138000,是,洞庭渔家店,430602,酱板鸭,标签没有生产日期
B2,来访,2026-05-08 10:00,投诉举报,欧阳测,430602199003071231,13800138000,是,洞庭渔家店,430602,酱板鸭,又发现过期商品
B3,来访,2026-05-06 10:00,投诉,王虚,,13800138001,,洞庭渔家店,430602,酱板鸭,商品有问题
B4,来访,2026-05-06 11:00,举报,,,,否,城里店,430600,酱板鸭,商品有问题
B5,来访,2024-08-01 10:00,举报,王虚,,13800138001,是,洞庭渔家店,430602,酱板鸭,商品有问题
B6,来访,2026-12-25 10:00,投诉,王虚,,13800138001,,洞庭渔家店,430602,酱板鸭,商品有问题
";

/// 2026-05-12, a Tuesday, 09:00 in Yueyang.
fn now() -> Timestamp {
    "2026-05-12T01:00:00Z".parse().expect("a moment")
}

/// After the last receipt: a file does not hold what is still to come.
fn imported() -> Timestamp {
    "2026-12-26T01:00:00Z".parse().expect("a moment")
}

fn later(days: i64) -> Timestamp {
    now().checked_add((days * 24).hours()).expect("a moment")
}

const REASON: &str = "经核实情况属实，依照规定办理本事项。";

struct Town<'a> {
    desk: Desk,
    store: &'a Store,
    location: &'a store::Location,
    kek: Kek,
    /// Of 岳阳楼区, as are all but the last.
    officer: Actor,
    second: Actor,
    head: Actor,
    clerk: Actor,
    /// Of the city above.
    city_clerk: Actor,
}

impl<'a> Town<'a> {
    async fn new(database: &'a TestDatabase) -> Self {
        let kek = Kek::generate(&mut desk::random::rng());
        let organisations = setup::parse_organisations(ORGANISATIONS).expect("the shipped units");
        let admin = NewAccount::administrator("admin", "a long password", "YY");
        setup::init(&database.location, &kek, Setup { organisations, admin }, now()).await.expect("a new system");
        let desk = Desk::open(&database.location, &kek).await.expect("the system opens");
        let file = ImportFile {
            kind: ImportKind::Submissions,
            name: "made-up.csv".to_owned(),
            input: Input::Bytes(FILINGS.as_bytes().into()),
            profile: Profile::standard(ImportKind::Submissions),
            account_id: None,
        };
        let summary = imports::run(&desk, file, imported(), |_| ()).await.expect("a good file");
        assert_eq!((summary.inserted, summary.rejected), (6, 0));
        Self {
            officer: person(&desk, "officer", "周立本", Role::Officer, "YYL").await,
            second: person(&desk, "second", "许次席", Role::Officer, "YYL").await,
            head: person(&desk, "head", "程局长", Role::Head, "YYL").await,
            clerk: person(&desk, "clerk", "李登记", Role::Clerk, "YYL").await,
            city_clerk: person(&desk, "city", "市登记", Role::Clerk, "YY").await,
            desk,
            store: &database.store,
            location: &database.location,
            kek,
        }
    }

    async fn id(&self, number: &str) -> i64 {
        let mut tx = self.store.read().await.expect("a reader");
        store::submission::by_number(&mut tx, number).await.expect("readable").first().expect("on file").0
    }

    async fn page(&self, number: &str, at: Timestamp) -> CasePage {
        case::load(&self.desk, &self.officer, self.id(number).await, at).await.expect("a page")
    }

    async fn matter(&self, number: &str, kind: MatterKind) -> MatterRef {
        let mut tx = self.store.read().await.expect("a reader");
        let id = self.id(number).await;
        let matters = store::matter::of_submission(&mut tx, id).await.expect("readable");
        let matter = matters.iter().find(|matter| matter.kind == kind).expect("a matter of that kind");
        MatterRef { matter_id: matter.id, version: matter.version }
    }

    /// One act on the complaint of a filing by its code: `done`, or why not.
    async fn on_complaint(&self, who: &Actor, number: &str, act: &str, fields: &[(&str, &str)], at: Timestamp) -> String {
        let on = self.matter(number, MatterKind::Complaint).await;
        told(case::step(&self.desk, who, on, act, &Filled::new(fields.iter().copied()), at).await)
    }

    async fn on_tipoff(&self, who: &Actor, number: &str, act: &str, fields: &[(&str, &str)], at: Timestamp) -> String {
        let on = self.matter(number, MatterKind::Tipoff).await;
        told(case::step(&self.desk, who, on, act, &Filled::new(fields.iter().copied()), at).await)
    }
}

async fn person(desk: &Desk, login: &str, name: &str, role: Role, org: &str) -> Actor {
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

fn told<T>(result: Result<T, DeskError>) -> String {
    match result {
        Err(DeskError::Refused { message, .. }) => message,
        Err(DeskError::Invalid(errors)) => errors.iter().map(|error| format!("{}：{}", error.field, error.message)).collect(),
        Err(error) => format!("other: {error}"),
        Ok(_) => "done".to_owned(),
    }
}

/// State, clocks, proceedings and acts, one matter, clue or referral a line.
fn shown(page: &CasePage) -> String {
    let verb = |action: &Action| match action {
        Action::Step(form) => form.act.to_owned(),
        other => format!("{other:?}").split([' ', '{']).next().unwrap_or_default().to_owned(),
    };
    let clock = |clock: &desk::view::ClockView| format!("{}至{}{}", clock.term, clock.due_on, clock.state.label());
    let list = |parts: Vec<String>| parts.join("，");
    let mut lines = Vec::new();
    for matter in &page.matters {
        let clocks = list(matter.clocks.iter().map(clock).collect());
        let going_on = list(matter.proceedings.iter().map(|known| format!("{}{}", known.what, known.state.label)).collect());
        let verbs: Vec<String> = matter.actions.iter().map(verb).collect();
        lines.push(format!("{}｜{clocks}｜{going_on}｜{}", matter.state.label, verbs.join(" ")));
    }
    for clue in &page.clues {
        lines.push(format!("线索·{}｜{}", clue.state.label, list(clue.clocks.iter().map(clock).collect())));
    }
    for referral in &page.referrals {
        let verbs: Vec<String> = referral.actions.iter().map(verb).collect();
        lines.push(format!("移送·{}｜{}｜{}", referral.state.label, list(referral.clocks.iter().map(clock).collect()), verbs.join(" ")));
    }
    lines.join("\n") + "\n"
}

#[tokio::test]
async fn mediation_is_stopped_twice_and_ends_when_its_term_does() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let (officer, head) = (&town.officer, &town.head);
        let step = async |who: &Actor, act: &str, fields: &[(&str, &str)], at| town.on_complaint(who, "B3", act, fields, at).await;
        let ask = [("until", "2026-05-14"), ("materials", "居民身份证")];
        assert_eq!(step(officer, "ask_identity", &ask, now()).await, "done");
        assert_eq!(step(officer, "ask_identity", &ask, now()).await, "“身份证明材料”正在进行，不能重复办理");
        let not_given = [("answer", "not_given"), ("reason", REASON)];
        assert_eq!(step(officer, "identity_failed", &not_given, now()).await, "提供材料的期限至2026-05-14届满，尚不能认定逾期未提供");
        assert_eq!(step(officer, "identity_shown", &[], later(1)).await, "done");
        case::accept(&town.desk, officer, town.matter("B3", MatterKind::Complaint).await, later(1)).await.expect("accepted");

        assert_eq!(step(officer, "delegate", &[("organ", "市消费者协会")], later(1)).await, "委托调解须经双方同意，尚无投诉人同意的记录");
        for side in ["complainant", "operator"] {
            assert_eq!(step(officer, "consent", &[("side", side), ("answer", "agrees")], later(1)).await, "done");
        }
        let meeting = [("at", "2026-05-15T09:30"), ("place", "第一调解室"), ("mediator", "许次席")];
        assert_eq!(step(officer, "convene", &[("at", "2026-05-15T09:30")], later(1)).await, "place：请填写“调解地点或者方式”mediator：请填写“调解人员”");
        assert_eq!(step(officer, "convene", &meeting, later(1)).await, "done");
        let challenge = [("side", "operator"), ("mediator", "许次席"), ("reason", REASON)];
        assert_eq!(step(officer, "challenge", &challenge, later(2)).await, "done");
        assert_eq!(step(officer, "start_appraisal", &[("organ", "市质检院")], later(3)).await, "done");
        let granted = [("answer", "granted"), ("reason", REASON)];
        assert_eq!(step(officer, "rule_challenge", &granted, later(5)).await, "other: 您的岗位不能做这一操作");
        assert_eq!(step(head, "rule_challenge", &granted, later(5)).await, "mediator：请填写另行指派的调解人员");
        let granted = [("answer", "granted"), ("mediator", "周立本"), ("reason", REASON)];
        assert_eq!(step(head, "rule_challenge", &granted, later(5)).await, "done");
        expect![[r#"
            投诉·调解中｜受理或不予受理并告知至2026-05-14已完成，调解成功或终止调解至2026-07-15已中止｜鉴定检测进行中，回避申请已完成，调解会进行中，被投诉人调解意愿已完成，投诉人调解意愿已完成，身份证明材料已完成｜Settle EndMediation Withdraw ask_identity consent delegate hear challenge end_appraisal merge join propose_referral
        "#]].assert_eq(&shown(&town.page("B3", later(5)).await));
        assert_eq!(step(officer, "end_appraisal", &[("result", "不合格")], later(12)).await, "done");
        assert_eq!(step(officer, "hear", &[("answer", "held")], later(12)).await, "done");
        let page = town.page("B3", later(12)).await;
        expect![[r#"
            投诉·调解中｜受理或不予受理并告知至2026-05-14已完成，调解成功或终止调解至2026-07-22计时中｜鉴定检测已完成，回避申请已完成，调解会已完成，被投诉人调解意愿已完成，投诉人调解意愿已完成，身份证明材料已完成｜Settle EndMediation Withdraw ask_identity consent delegate convene challenge start_appraisal merge join propose_referral
        "#]].assert_eq(&shown(&page));
        let convened = page.matters[0].decisions.iter().find(|decision| decision.act == "通知调解").expect("on record");
        assert_eq!(convened.paper_due.as_deref(), Some("投诉调解通知书"));
        assert_eq!(convened.facts[0], ("时间".to_owned(), "2026-05-15 09:30".to_owned()));

        let end = |at: Timestamp| {
            let form = case::EndForm {
                ground: "term_over".to_owned(),
                reason: "六十日内双方未能达成调解协议。".to_owned(),
                records: "调解笔录".to_owned(),
                ..case::EndForm::default()
            };
            (form, at)
        };
        let (form, at) = end(later(60));
        let on = town.matter("B3", MatterKind::Complaint).await;
        assert_eq!(told(case::end_mediation(&town.desk, officer, on, form, at).await), "调解期限至2026-07-22届满，尚不能以期限届满为由终止调解");
        let (form, at) = end(later(71));
        assert_eq!(told(case::end_mediation(&town.desk, officer, on, form, at).await), "done");
        assert_eq!(step(officer, "archive", &[], at).await, "本事项还有未完成的期限或者程序，不能归档");
        case::tell(&town.desk, officer, town.matter("B3", MatterKind::Complaint).await, at).await.expect("told");
        assert_eq!(step(officer, "archive", &[("volume", "2026-17")], at).await, "done");
        expect![[r#"
            投诉·终止调解｜受理或不予受理并告知至2026-05-14已完成，调解成功或终止调解至2026-07-22已完成，将终止调解告知双方至2026-07-31已完成｜鉴定检测已完成，回避申请已完成，调解会已完成，被投诉人调解意愿已完成，投诉人调解意愿已完成，身份证明材料已完成｜
        "#]].assert_eq(&shown(&town.page("B3", at).await));
        assert_eq!(step(head, "unarchive", &[("reason", REASON)], at).await, "done");
    })
    .await;
}

#[tokio::test]
async fn an_agreement_is_kept_in_view_until_it_is_performed() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let officer = &town.officer;
        case::accept(&town.desk, officer, town.matter("B3", MatterKind::Complaint).await, now()).await.expect("accepted");
        let settle = async |fields: &[(&str, &str)]| {
            let on = town.matter("B3", MatterKind::Complaint).await;
            told(case::settle(&town.desk, officer, on, &Filled::new(fields.iter().copied()), now()).await)
        };
        assert_eq!(settle(&[]).await, "performance：请选择履行方式");
        assert_eq!(settle(&[("performance", "by"), ("until", "2026-05-01")]).await, "所定日期2026-05-01早于今日");
        assert_eq!(settle(&[("performance", "by"), ("until", "2026-05-20"), ("agreement", "退还货款")]).await, "done");
        let page = town.page("B3", now()).await;
        expect![[r#"
            投诉·调解成功｜受理或不予受理并告知至2026-05-14已完成，调解成功或终止调解至2026-07-11已完成｜调解协议履行进行中｜check_performance propose_referral
        "#]].assert_eq(&shown(&page));
        assert_eq!(page.matters[0].decisions.last().and_then(|decision| decision.paper_due.as_deref()), Some("投诉调解书"));
        let kept = [("answer", "kept")];
        assert_eq!(town.on_complaint(officer, "B3", "check_performance", &kept, later(8)).await, "done");
        assert_eq!(town.on_complaint(officer, "B3", "archive", &[], later(8)).await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_tip_off_with_new_facts_restarts_the_first_and_can_be_taken_out_again() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let officer = &town.officer;
        let merge = [("other", "B1"), ("reason", REASON)];
        assert_eq!(town.on_tipoff(officer, "B2", "merge_facts", &[("other", "B9"), ("reason", REASON)], now()).await, "other：没有这一编号的来件，或您无权查看，请核对");
        assert_eq!(town.on_tipoff(officer, "B2", "merge_facts", &[("other", "B3"), ("reason", REASON)], now()).await, "other：该来件没有同类的事项，请核对");
        assert_eq!(town.on_tipoff(officer, "B2", "merge_facts", &merge, now()).await, "done");
        let lead = town.page("B1", now()).await;
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14计时中｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-05-28计时中｜｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-28计时中
        "#]].assert_eq(&shown(&lead));
        assert_eq!(lead.matters[1].bonds[0].submission_no, "B2");
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-18计时中｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·已并案｜核查并决定是否立案至2026-05-28不再适用｜｜archive unmerge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-28不再适用
        "#]].assert_eq(&shown(&town.page("B2", now()).await));

        assert_eq!(town.on_tipoff(officer, "B2", "unmerge", &[("reason", REASON)], now()).await, "done");
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14计时中｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-05-26计时中｜｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-26计时中
        "#]].assert_eq(&shown(&town.page("B1", now()).await));
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-18计时中｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-05-28计时中｜｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-28计时中
        "#]].assert_eq(&shown(&town.page("B2", now()).await));

        // Put together again; the clue of the second is decided with the first.
        assert_eq!(town.on_tipoff(officer, "B2", "merge_facts", &merge, now()).await, "done");
        case::open_case(&town.desk, officer, town.matter("B1", MatterKind::Tipoff).await, "", later(1)).await.expect("filed");
        assert_eq!(town.page("B2", later(1)).await.clues[0].state.label, "已立案");
        let reward = [("answer", "not_earned"), ("reason", "举报内容事先已由本机关掌握，不符合奖励条件。")];
        assert_eq!(town.on_tipoff(officer, "B1", "check_reward", &reward, later(2)).await, "done");
    })
    .await;
}

#[tokio::test]
async fn the_same_fact_again_is_not_handled_again_and_only_under_the_new_order() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let officer = &town.officer;
        let again = [("other", "B1"), ("reason", REASON)];
        assert_eq!(town.on_tipoff(officer, "B5", "repeat", &again, now()).await, "收件之日适用的规定没有“重复举报”的规定");
        assert_eq!(town.on_tipoff(officer, "B2", "repeat", &again, now()).await, "done");
        assert_eq!(town.page("B2", now()).await.clues[0].state.label, "待核查", "it waits for the first");
        case::no_case(&town.desk, officer, town.matter("B1", MatterKind::Tipoff).await, "经核查没有发现违法行为。", now())
            .await
            .expect("decided");
        assert_eq!(town.page("B2", now()).await.clues[0].state.label, "不予立案");
        // Under Order 20 a real-name informant is owed an answer, under Order 121 only what another law says.
        case::no_case(&town.desk, officer, town.matter("B5", MatterKind::Tipoff).await, "经核查没有发现违法行为。", now())
            .await
            .expect("decided");
        let notes = |page: &CasePage| {
            page.matters.iter().flat_map(|matter| &matter.clocks).filter(|clock| clock.term.contains("告知举报人")).count()
        };
        assert_eq!((notes(&town.page("B1", now()).await), notes(&town.page("B5", now()).await)), (0, 1));
        let paper = |page: &CasePage| page.matters.last().and_then(|matter| matter.decisions.last()?.paper_due.clone());
        assert_eq!(paper(&town.page("B1", now()).await), None);
        assert_eq!(paper(&town.page("B5", now()).await).as_deref(), Some("举报不予立案告知书"));
    })
    .await;
}

#[tokio::test]
async fn verifying_is_extended_by_the_head_before_the_end_and_stops_for_testing() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let (officer, head) = (&town.officer, &town.head);
        let step = async |who: &Actor, act: &str, fields: &[(&str, &str)], at| town.on_tipoff(who, "B1", act, fields, at).await;
        assert_eq!(step(officer, "ask_extension", &[("reason", "需要外地协查，短期内不能核实。")], now()).await, "done");
        assert_eq!(step(officer, "extend", &[("reason", REASON)], now()).await, "other: 您的岗位不能做这一操作");
        assert_eq!(step(head, "extend", &[("reason", "太短")], now()).await, "reason：理由不足10个字，请写明事实和理由，使当事人能够看懂为什么这样决定。");
        assert_eq!(step(head, "extend", &[("reason", REASON)], now()).await, "done");
        assert_eq!(step(head, "extend", &[("reason", REASON)], now()).await, "该期限已经延长过一次");
        assert_eq!(step(officer, "start_testing", &[("organ", "市质检院")], later(1)).await, "done");
        assert_eq!(step(officer, "end_testing", &[("result", "合格")], later(8)).await, "done");
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14已超期｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-06-24计时中｜检验检测鉴定已完成，延期申请已完成｜OpenCase NoCase start_testing not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-06-24计时中
        "#]].assert_eq(&shown(&town.page("B1", later(8)).await));
        // A clue of its own is extended by itself.
        case::raise_clue(&town.desk, officer, town.id("B3").await, "调解中发现货架上另有散装食品未标注日期。", now()).await.expect("raised");
        let clue = town.page("B3", now()).await.clues[0].clue_id;
        let extend = Filled::new([("reason", REASON)]);
        assert_eq!(told(case::step_clue(&town.desk, head, clue, "extend", &extend, now()).await), "done");
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14计时中｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            线索·待核查｜核查并决定是否立案至2026-06-24计时中
        "#]].assert_eq(&shown(&town.page("B3", now()).await));
    })
    .await;
}

#[tokio::test]
async fn what_belongs_elsewhere_is_passed_on_by_the_receiving_desk_and_given_back_by_units() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let mut tx = town.store.read().await.expect("a reader");
        let units = store::organisation::all(&mut tx).await.expect("readable");
        drop(tx);
        let county = units.iter().find(|unit| unit.code == "YYL").expect("岳阳楼区").id.to_string();
        let before = town.desk.law().start_clock(casework::clock::TermId::RVer, jiff::civil::date(2026, 5, 6), jiff::civil::date(2026, 5, 6));
        assert!(matches!(case::load(&town.desk, &town.officer, town.id("B4").await, now()).await, Err(DeskError::NotFound)));
        assert_eq!(town.on_tipoff(&town.city_clerk, "B4", "route", &[("org", "0")], now()).await, "org：请选择有处理权限的单位");
        assert_eq!(town.on_tipoff(&town.city_clerk, "B4", "route", &[("org", &county)], now()).await, "done");
        let page = town.page("B4", now()).await;
        expect![[r#"
            举报·待核查｜核查并决定是否立案至2026-06-02计时中｜｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
        "#]].assert_eq(&shown(&page));
        assert_ne!(before.map(|clock| clock.due_on).ok(), Some(page.matters[0].clocks[0].due_on));
        assert_eq!(town.on_tipoff(&town.officer, "B4", "give_back", &[("reason", REASON)], now()).await, "done");
        assert!(matches!(case::load(&town.desk, &town.officer, town.id("B4").await, now()).await, Err(DeskError::NotFound)));
        let elsewhere = [("organ", "长沙市市场监督管理局"), ("reason", "违法行为发生地不在本市，本机关不具有处理权限。")];
        let city = person(&town.desk, "cityo", "市承办", Role::Officer, "YY").await;
        assert_eq!(town.on_tipoff(&city, "B4", "not_competent", &elsewhere, now()).await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_referral_goes_to_the_police_and_their_answers_come_back() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let (officer, head) = (&town.officer, &town.head);
        let second = town.second.account_id.to_string();
        let list = |report: &'static str, second: &str| {
            Filled::new([
                ("suspect", "filer"),
                ("crime", "extortion"),
                ("amount", "3600"),
                ("times", "1"),
                ("second", second),
                ("records", "转账记录\n通话录音"),
                ("has_report", report),
                ("items_listed", "1"),
                ("appraisal_settled", "1"),
                ("reason", "以举报相要挟，向经营者索要三千六百元。"),
            ])
        };
        let propose = async |filled: Filled| {
            let on = town.matter("B1", MatterKind::Complaint).await;
            told(case::propose(&town.desk, officer, on, &filled, now()).await)
        };
        assert_eq!(propose(list("", &second)).await, "移送材料不齐：涉嫌犯罪案件情况的调查报告");
        assert_eq!(propose(list("1", &officer.account_id.to_string())).await, "移送须由两名以上不同的执法人员负责");
        assert_eq!(propose(list("1", &second)).await, "done");
        let act = async |who: &Actor, act: &str, fields: &[(&str, &str)], at: Timestamp| {
            let referral = town.page("B1", at).await.referrals.pop().expect("on file");
            let on = ReferralRef { referral_id: referral.referral_id, version: referral.version };
            told(case::refer(&town.desk, who, on, act, &Filled::new(fields.iter().copied()), at).await)
        };
        let approve = [("reason", REASON), ("organ", "岳阳市公安局岳阳楼分局")];
        assert_eq!(act(officer, "approve_referral", &approve, later(1)).await, "other: 您的岗位不能做这一操作");
        assert_eq!(act(head, "approve_referral", &approve, later(1)).await, "done");
        let page = town.page("B1", later(1)).await;
        assert_eq!(page.referrals[0].send_by.as_deref(), Some("2026-05-14 09:00"));
        assert_eq!(page.referrals[0].decisions.last().and_then(|decision| decision.paper_due.as_deref()), Some("涉嫌犯罪案件移送书"));
        expect!["涉案3600.00元、24个月内1次，在2000元至5000元之间，以本省所定数额为准（《最高人民法院、最高人民检察院关于办理敲诈勒索刑事案件适用法律若干问题的解释》第一条）"].assert_eq(&page.referrals[0].threshold);
        // A minute after the twenty-four hours: done all the same, and noted.
        let late = later(2).checked_add(1.minutes()).expect("a moment");
        assert_eq!(act(officer, "send_referral", &[], late).await, "done");
        assert_eq!(act(officer, "receive_referral", &[("receipt", "王警官，2026-05-14")], late).await, "done");
        assert_eq!(act(officer, "ask_supplement", &[("materials", "原始聊天记录")], later(3)).await, "done");
        assert_eq!(act(officer, "send_supplement", &[("materials", "原始聊天记录")], later(4)).await, "done");
        let refused = [("paper", "岳楼公不立字〔2026〕8号"), ("result", "数额未达标准")];
        assert_eq!(act(officer, "police_not_filed", &refused, later(5)).await, "done");
        assert_eq!(act(officer, "ask_reconsideration", &[], later(6)).await, "done");
        assert_eq!(act(officer, "reconsideration_denied", &refused, later(8)).await, "done");
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14已超期｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join
            举报·待核查｜核查并决定是否立案至2026-05-26计时中｜｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-26计时中
            移送·复议维持不予立案｜移送审批至2026-05-15已完成，移送公安机关至2026-05-14已完成，公安机关立案审查至2026-05-17已完成，补充移送材料至2026-05-18已完成，不予立案复议至2026-05-20已完成，不予立案复议至2026-05-21已完成，不予立案复议至2026-05-23计时中｜ask_supervision close_referral
        "#]].assert_eq(&shown(&town.page("B1", later(8)).await));
        assert_eq!(act(officer, "ask_supervision", &[], later(9)).await, "done");
        let filed = [("paper", "岳楼公立字〔2026〕19号")];
        assert_eq!(act(officer, "police_filed", &filed, later(20)).await, "done");
        assert_eq!(act(officer, "hand_over_items", &[("items", "手机一部")], later(22)).await, "done");
        let page = town.page("B1", later(22)).await;
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14已超期｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-05-26已超期｜｜OpenCase NoCase start_testing not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-26已超期
            移送·已移交｜移送审批至2026-05-15已完成，移送公安机关至2026-05-14已完成，公安机关立案审查至2026-05-17已完成，补充移送材料至2026-05-18已完成，不予立案复议至2026-05-20已完成，不予立案复议至2026-05-21已完成，不予立案复议至2026-05-23已完成，涉案物品移交至2026-06-04已完成｜
        "#]].assert_eq(&shown(&page));
        let late: Vec<&str> = page.referrals[0].decisions.iter().filter(|decision| decision.late).map(|decision| decision.act.as_str()).collect();
        assert_eq!(late, ["移送公安机关"]);
    })
    .await;
}

#[tokio::test]
async fn a_hundred_at_once_row_by_row_and_back_again() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let (officer, head, desk) = (&town.officer, &town.head, &town.desk);
        let mut matters = Vec::new();
        for (number, kind) in [("B1", MatterKind::Complaint), ("B1", MatterKind::Tipoff), ("B3", MatterKind::Complaint)] {
            matters.push(town.matter(number, kind).await.matter_id);
        }
        let form = |kind: &str| batch::BatchForm { kind: kind.to_owned(), matters: matters.clone(), reason: REASON.to_owned(), ..Default::default() };
        let rows = async |who: &Actor, id: i64| {
            let page = batch::load(desk, who, id).await.expect("a batch");
            page.rows.iter().map(|row| format!("{}{} {}{}\n", row.submission_no, row.matter.label(), row.message, row.undone.as_deref().map_or(String::new(), |undone| format!("；{undone}")))).collect::<String>()
        };
        let to_officer = batch::BatchForm { officer_id: Some(officer.account_id), ..form("assign") };
        assert_eq!(told(batch::run(desk, officer, &to_officer, now()).await), "other: 您的岗位不能做这一操作");
        let assigned = batch::run(desk, head, &to_officer, now()).await.expect("assigned");
        batch::run(desk, head, &form("remind"), now()).await.expect("reminded");
        let noticed = reminders::load(desk, officer).await.expect("notices");
        assert_eq!(noticed.rows.iter().filter(|row| row.stage == "催办").count(), 3);
        let extended = batch::run(desk, head, &form("extend"), now()).await.expect("extended");
        expect![[r#"
            B1投诉 没有可以延长的期限
            B1举报 已批准延期
            B3投诉 没有可以延长的期限
        "#]].assert_eq(&rows(head, extended).await);
        let accepted = batch::run(desk, head, &form("accept"), now()).await.expect("accepted");
        expect![[r#"
            B1投诉 已受理
            B1举报 本事项现为“待核查”，不能办理“受理”
            B3投诉 已受理
        "#]].assert_eq(&rows(head, accepted).await);
        assert!(matches!(batch::load(desk, officer, accepted).await, Err(DeskError::NotFound)), "a batch is its maker's");

        // What something followed stays; the rest is as before.
        let paper = town.page("B3", now()).await.papers[0].paper_id;
        desk::papers::download(desk, officer, paper, now()).await.expect("a paper");
        for id in [accepted, extended, assigned] {
            batch::undo(desk, head, id, later(1)).await.expect("undone");
        }
        assert_eq!(told(batch::undo(desk, head, accepted, later(1)).await), "该批次已经撤销");
        expect![[r#"
            B1投诉 已受理；已撤销
            B1举报 本事项现为“待核查”，不能办理“受理”
            B3投诉 已受理；受理决定书已经下载，可能已送达，不能撤销
            B1投诉 没有可以延长的期限
            B1举报 已批准延期；已撤销
            B3投诉 没有可以延长的期限
            B1投诉 已指派承办人；此后又有办理，未撤销
            B1举报 已指派承办人；此后又有办理，未撤销
            B3投诉 已指派承办人；此后又有办理，未撤销
        "#]].assert_eq(&(rows(head, accepted).await + &rows(head, extended).await + &rows(head, assigned).await));
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14计时中，调解成功或终止调解至2026-07-11不再适用｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-05-26计时中｜｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-26计时中
        "#]].assert_eq(&shown(&town.page("B1", later(1)).await));
        // The paper of what was taken back keeps its number and counts no more; the next one has the next number.
        let papers = async |at: Timestamp| {
            let page = town.page("B1", at).await;
            page.papers.iter().map(|paper| format!("{} {} {}\n", paper.paper_no, paper.voided.as_deref().unwrap_or("有效"), paper.recipients.len())).collect::<String>()
        };
        expect![[r#"
            岳楼市监诉受〔2026〕第1号 受理决定已撤销（程局长 2026-05-13 09:00） 0
        "#]].assert_eq(&papers(later(1)).await);
        let void = town.page("B1", later(1)).await.papers[0].paper_id;
        let by_hand = desk::papers::ServiceForm { recipient: "complainant".into(), way: "direct".into(), happened_on: "2026-05-13".into(), note: String::new() };
        assert_eq!(told(desk::papers::serve(desk, officer, void, &by_hand, later(1)).await), "该文书已经作废");
        case::accept(desk, officer, town.matter("B1", MatterKind::Complaint).await, later(1)).await.expect("accepted again");
        expect![[r#"
            岳楼市监诉受〔2026〕第1号 受理决定已撤销（程局长 2026-05-13 09:00） 0
            岳楼市监诉受〔2026〕第3号 有效 1
        "#]].assert_eq(&papers(later(1)).await);
        let too_many = batch::BatchForm { matters: (0..101).collect(), ..form("remind") };
        assert_eq!(told(batch::run(desk, head, &too_many, now()).await), "matters：一次最多办理100件");
    })
    .await;
}

#[tokio::test]
async fn two_officers_never_take_the_same_and_an_absent_ones_work_goes_on() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let desk = &town.desk;
        let mut taken = Vec::new();
        loop {
            let (one, two) = tokio::join!(claim::next(desk, &town.officer, imported()), claim::next(desk, &town.second, imported()));
            let round = [one.expect("a turn"), two.expect("a turn")];
            taken.extend(round.into_iter().flatten());
            if round.iter().all(Option::is_none) {
                break;
            }
        }
        taken.sort_unstable();
        let mut distinct = taken.clone();
        distinct.dedup();
        assert_eq!(taken, distinct, "no filing was taken twice");
        assert_eq!(taken.len(), 5, "B4 is the city's");
        let form = batch::BatchForm {
            kind: "hand_over".to_owned(),
            officer_id: Some(town.second.account_id),
            absent_id: Some(town.officer.account_id),
            ..Default::default()
        };
        batch::run(desk, &town.clerk, &form, imported()).await.expect("handed over");
        let of = async |who: &Actor| worklist::load(desk, who, true, None, imported()).await.expect("a work list").total();
        assert_eq!((of(&town.officer).await, of(&town.second).await), (0, 7));
    })
    .await;
}

#[tokio::test]
async fn terms_are_told_by_stage_once_and_a_new_calendar_moves_what_was_provisional() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let desk = &town.desk;
        let b3 = town.matter("B3", MatterKind::Complaint).await;
        case::assign(desk, &town.clerk, b3, town.officer.account_id, now()).await.expect("assigned");
        // B5 of 2024 is long over; B1 and B3 end on the 14th; B2's end on the 19th.
        let first = reminders::run(desk, now()).await.expect("made");
        assert!(first > 0);
        assert_eq!(reminders::run(desk, now()).await.expect("made"), 0, "a stage is told once");
        let told_of = async |who: &Actor| {
            let page = reminders::load(desk, who).await.expect("notices");
            page.rows.iter().map(|row| format!("{} {} {} {}\n", row.stage, row.submission_no, row.what, row.due)).collect::<String>()
        };
        expect![[r#"
            还剩三日 B3 投诉·受理或不予受理并告知 2026-05-14到期
        "#]].assert_eq(&told_of(&town.officer).await);
        let seen: Vec<i64> = reminders::load(desk, &town.officer).await.expect("notices").rows.iter().map(|row| row.reminder_id).collect();
        reminders::mark_seen(desk, &town.officer, &seen, now()).await.expect("seen");
        assert_eq!(told_of(&town.officer).await, "");
        reminders::run(desk, later(3)).await.expect("made");
        expect![[r#"
            已超期 B3 投诉·受理或不予受理并告知 2026-05-14到期
        "#]].assert_eq(&told_of(&town.officer).await);
        let messages = reminders::outbox(desk, 0).await.expect("messages").messages;
        assert!(messages.iter().any(|message| message.to == ["officer"] && message.lines.iter().any(|line| line.contains("B3"))));
        for message in &messages {
            reminders::mark_sent(desk, &message.ids, later(3)).await.expect("sent");
        }
        assert_eq!(reminders::outbox(desk, 0).await.expect("messages").messages, []);

        let b6 = town.matter("B6", MatterKind::Complaint).await;
        case::assign(desk, &town.clerk, b6, town.officer.account_id, imported()).await.expect("assigned");
        let due = |page: &CasePage| (page.matters[0].clocks[0].due_on.to_string(), page.matters[0].clocks[0].provisional);
        assert_eq!(due(&town.page("B6", imported()).await), ("2027-01-05".to_owned(), true));
        let year = |days: u16| law::PackFile {
            name: "calendar-2027.toml".to_owned(),
            text: format!(
                "[[year]]\nyear = 2027\nsource = \"测试用\"\nworkdays = {days}\nholidays = [{{ name = \"元旦\", from = 2027-01-01, to = 2027-01-03 }}]\nmake_up = []\n"
            ),
        };
        assert_eq!(told(law_files::load(desk, &[year(250)], "test", imported()).await), "other: calendar-2027.toml第2行：2027年应有250个工作日，按所列放假和调休算得260个");
        let loaded = law_files::load(desk, &[year(260)], "test", imported()).await.expect("loaded");
        assert_eq!((loaded.counted, loaded.moved, loaded.provisional), (8, 1, 0));
        assert_eq!(due(&town.page("B6", imported()).await), ("2027-01-06".to_owned(), false));
        assert!(told_of(&town.officer).await.contains("期限重新计算 B6 投诉·受理或不予受理并告知 2027-01-06到期，原为2027-01-05"));
        let knows_2027 = |desk: &Desk| desk.law().calendar().years().iter().any(|known| known.year == 2027);
        let again = Desk::open(town.location, &town.kek).await.expect("opens with the added year");
        assert!(knows_2027(&again));

        // A server that was running takes it; what was written meanwhile under the old law is counted again.
        let current = desk::Current::from(desk.clone());
        assert!(!knows_2027(&current.desk()));
        case::accept(&current.desk(), &town.officer, town.matter("B6", MatterKind::Complaint).await, imported()).await.expect("accepted");
        let mediation = async || {
            let page = town.page("B6", imported()).await;
            let clock = page.matters[0].clocks.iter().find(|clock| clock.term.contains("终止调解")).expect("a clock");
            (clock.due_on.to_string(), clock.provisional)
        };
        assert_eq!(mediation().await, ("2027-02-24".to_owned(), true));
        assert_eq!(current.take_new_law(imported()).await.ok(), Some(true));
        assert!(knows_2027(&current.desk()));
        assert_eq!(current.take_new_law(imported()).await.ok(), Some(false));
        assert_eq!(mediation().await, ("2027-02-24".to_owned(), false));

        // A later notice moves days of a year that was laid out before: terms that were certain move too.
        let b3 = async || due(&town.page("B3", now()).await);
        assert_eq!(b3().await, ("2026-05-14".to_owned(), false));
        let amended = law::Pack::builtin_files().into_iter().find(|file| file.name == "calendar.toml").expect("the calendar").text;
        let of_2026 = amended.split("[[year]]").find(|year| year.contains("year = 2026")).expect("a year").to_owned();
        let of_2026 = of_2026.replace("year = 2026\n", "year = 2026\namends = true\n");
        assert!(of_2026.contains("to = 2026-05-05"));
        let of_2026 = of_2026.replace("to = 2026-05-05", "to = 2026-05-07");
        let workdays = of_2026.lines().find(|line| line.starts_with("workdays")).expect("a count").to_owned();
        let count: u16 = workdays.rsplit(' ').next().and_then(|count| count.parse().ok()).expect("a number");
        let of_2026 = of_2026.replace(&workdays, &format!("workdays = {}", count - 2));
        let file = law::PackFile { name: "calendar-2026-amended.toml".to_owned(), text: format!("[[year]]{of_2026}") };
        law_files::load(&current.desk(), &[file], "test", imported()).await.expect("loaded");
        assert_eq!(b3().await, ("2026-05-15".to_owned(), false));
    })
    .await;
}

#[tokio::test]
async fn the_referral_is_served_and_that_sends_it() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let (officer, head) = (&town.officer, &town.head);
        let second = town.second.account_id.to_string();
        let list = Filled::new([
            ("suspect", "filer"),
            ("crime", "extortion"),
            ("amount", "3600"),
            ("times", "1"),
            ("second", second.as_str()),
            ("records", "转账记录"),
            ("has_report", "1"),
            ("items_listed", "1"),
            ("appraisal_settled", "1"),
            ("reason", "以举报相要挟，向经营者索要三千六百元。"),
        ]);
        let on = town.matter("B1", MatterKind::Complaint).await;
        case::propose(&town.desk, officer, on, &list, now()).await.expect("proposed");
        let referral = town.page("B1", now()).await.referrals.pop().expect("on file");
        let on = ReferralRef { referral_id: referral.referral_id, version: referral.version };
        let approve = Filled::new([("reason", REASON), ("organ", "岳阳市公安局岳阳楼分局")]);
        case::refer(&town.desk, head, on, "approve_referral", &approve, later(1)).await.expect("approved");

        let (matter_id, kind) = papers::next(&town.desk, head, town.id("B1").await).await.expect("an answer").expect("a paper is owed");
        let form = papers::new(&town.desk, head, matter_id, kind, later(1)).await.expect("a drafting form");
        let value = |key: &str| form.slots.iter().find(|slot| slot.key == key).map(|slot| (slot.value.as_str(), slot.on_file.as_deref()));
        assert_eq!(value("addressee"), Some(("岳阳市公安局岳阳楼分局", None)));
        assert_eq!(value("suspect"), Some(("", Some("欧阳*"))), "whoever filed is printed, not shown");
        assert_eq!(value("suspected_crime"), Some(("敲诈勒索", None)));
        assert_eq!(value("facts"), Some(("以举报相要挟，向经营者索要三千六百元。", None)));
        let draft = papers::DraftForm::read(matter_id, kind, None, |key| value(key).map_or("", |(value, _)| value).to_owned());
        let paper = papers::issue(&town.desk, head, &draft, later(1)).await.expect("issued");
        let service = papers::ServiceForm {
            recipient: "police".to_owned(),
            way: "direct".to_owned(),
            happened_on: "2026-05-14".to_owned(),
            note: String::new(),
        };
        papers::serve(&town.desk, officer, paper, &service, later(3)).await.expect("served");
        let page = town.page("B1", later(3)).await;
        assert_eq!(page.referrals[0].state.label, "已移送，待签收");
        assert!(shown(&page).contains("移送公安机关至2026-05-14已完成"), "{}", shown(&page));
        assert!(page.referrals[0].decisions.iter().all(|decision| !decision.late));
    })
    .await;
}
