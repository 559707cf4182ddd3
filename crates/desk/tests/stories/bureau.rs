//! A bureau with filings of three years and everybody who has a part in them, for the stories of casework.

use casework::codes::{ImportKind, MatterKind, Role};
use desk::case::{self, Filled, MatterRef};
use desk::view::{Action, CasePage};
use desk::{Actor, Desk};
use jiff::Timestamp;
use store::Store;
use testkit::databases::TestDatabase;
use vault::Kek;

use crate::house;
use crate::town::{now, person, told};

const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,是否实名,被投诉举报单位,行政区划代码,商品或服务,内容
B1,来访,2026-05-06 09:00,投诉举报,欧阳测,430602199003071231,13800138000,是,洞庭渔家店,430602,酱板鸭,标签没有生产日期
B2,来访,2026-05-08 10:00,投诉举报,欧阳测,430602199003071231,13800138000,是,洞庭渔家店,430602,酱板鸭,又发现过期商品
B3,来访,2026-05-06 10:00,投诉,王虚,,13800138001,,洞庭渔家店,430602,酱板鸭,商品有问题
B4,来访,2026-05-06 11:00,举报,,,,否,城里店,430600,酱板鸭,商品有问题
B5,来访,2024-08-01 10:00,举报,王虚,,13800138001,是,洞庭渔家店,430602,酱板鸭,商品有问题
B6,来访,2026-12-25 10:00,投诉,王虚,,13800138001,,洞庭渔家店,430602,酱板鸭,商品有问题
";

/// After the last receipt: a file does not hold what is still to come.
pub(crate) fn imported() -> Timestamp {
    "2026-12-26T01:00:00Z".parse().expect("a moment")
}

pub(crate) const REASON: &str = "经核实情况属实，依照规定办理本事项。";

pub(crate) struct Bureau<'a> {
    pub(crate) desk: Desk,
    pub(crate) store: &'a Store,
    pub(crate) location: &'a store::Location,
    pub(crate) kek: Kek,
    /// Of 岳阳楼区, as are all but the last.
    pub(crate) officer: Actor,
    pub(crate) second: Actor,
    pub(crate) head: Actor,
    pub(crate) clerk: Actor,
    /// Of the city above.
    pub(crate) city_clerk: Actor,
}

impl<'a> Bureau<'a> {
    pub(crate) async fn new(database: &'a TestDatabase) -> Self {
        let (desk, kek) = house::new_system(database, now()).await;
        let summary = house::bring(&desk, ImportKind::Submissions, "made-up.csv", FILINGS.as_bytes(), imported()).await;
        let summary = summary.expect("a good file");
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

    pub(crate) async fn id(&self, number: &str) -> i64 {
        let mut tx = self.store.read().await.expect("a reader");
        store::submission::by_number(&mut tx, number).await.expect("readable").first().expect("on file").0
    }

    pub(crate) async fn page(&self, number: &str, at: Timestamp) -> CasePage {
        case::load(&self.desk, &self.officer, self.id(number).await, at).await.expect("a page")
    }

    pub(crate) async fn matter(&self, number: &str, kind: MatterKind) -> MatterRef {
        let mut tx = self.store.read().await.expect("a reader");
        let id = self.id(number).await;
        let matters = store::matter::of_submission(&mut tx, id).await.expect("readable");
        let matter = matters.iter().find(|matter| matter.kind == kind).expect("a matter of that kind");
        MatterRef { matter_id: matter.id, version: matter.version }
    }

    /// One act on the complaint of a filing by its code: `done`, or why not.
    pub(crate) async fn on_complaint(&self, who: &Actor, number: &str, act: &str, fields: &[(&str, &str)], at: Timestamp) -> String {
        let on = self.matter(number, MatterKind::Complaint).await;
        told(case::step(&self.desk, who, on, act, &Filled::new(fields.iter().copied()), at).await)
    }

    pub(crate) async fn on_tipoff(&self, who: &Actor, number: &str, act: &str, fields: &[(&str, &str)], at: Timestamp) -> String {
        let on = self.matter(number, MatterKind::Tipoff).await;
        told(case::step(&self.desk, who, on, act, &Filled::new(fields.iter().copied()), at).await)
    }
}

/// State, clocks, proceedings and acts, one matter, clue or referral a line.
pub(crate) fn shown(page: &CasePage) -> String {
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
