//! Other departments, stand-ins, and the auditor, on each database.

use casework::codes::{FieldClass, Protection, Role};
use desk::absences::{self, AbsenceForm};
use desk::{Actor, DeskError, Permission, case, looks, reveal, shared};
use jiff::ToSpan;
use testkit::databases::on_each;

use crate::town::{Town, bring_facts, enter_at, now, person, refusal};

const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,被投诉举报单位,行政区划代码,内容
K1,来访,2026-05-06 09:00,投诉,欧阳测,430602199003071231,13800138000,洞庭渔家店,430602,商品有问题
K2,来访,2026-05-07 09:00,投诉,欧阳测,430602199003071231,13900139000,外县店,430621,商品有问题
K3,来访,2026-05-08 09:00,投诉,王虚,,13800138000,洞庭渔家店,430602,商品有问题
";

const SUITS: &str = "\
编号,办理机关,日期,类型,事项,关联来件编号,姓名,证件号码,结果,结果日期
S1,岳阳市岳阳楼区人民法院,2026-05-10,行政诉讼,诉不履行法定职责,K1,欧阳测,430602199003071231,在办,
S2,岳阳市中级人民法院,2026-05-10,行政诉讼,诉不履行法定职责,K3,王虚,,在办,
";

async fn town<'a>(database: &'a testkit::databases::TestDatabase) -> (Town<'a>, Actor, Actor) {
    let town = Town::new(database, FILINGS).await;
    bring_facts(&town.desk, casework::codes::ImportKind::Reviews, SUITS).await;
    let court = person(&town.desk, "court", "罗法官", Role::Liaison, "YYL-FY").await;
    let police = person(&town.desk, "police", "秦警官", Role::Liaison, "YY-GA").await;
    (town, court, police)
}

#[tokio::test]
async fn a_court_sees_its_own_part() {
    on_each(async |database| {
        let (town, court, police) = town(database).await;
        let desk = &town.desk;
        let numbers = async |actor: &Actor| -> Vec<String> {
            shared::list(desk, actor, None).await.expect("a list").rows.into_iter().map(|row| row.submission_no).collect()
        };
        assert_eq!((numbers(&court).await, numbers(&police).await), (vec!["K1".to_owned()], vec![]), "{}", database.name);
        let (first, of_other) = (town.id("K1").await, town.id("K3").await);
        let page = shared::load(desk, &court, first).await.expect("theirs");
        let filer: Vec<_> = page.filer.iter().map(|field| (field.class, field.masked.as_str(), field.may_reveal)).collect();
        assert_eq!(
            filer,
            [(FieldClass::Name, "欧阳*", true), (FieldClass::IdNo, "430602********1231", true), (FieldClass::Phone, "138****8000", false)]
        );
        assert_eq!(page.facts.iter().map(|fact| fact.fact_no.as_str()).collect::<Vec<_>>(), ["S1"]);
        for actor in [&court, &police] {
            assert!(matches!(shared::load(desk, actor, of_other).await, Err(DeskError::NotFound)));
            assert!(matches!(case::load(desk, actor, first, now()).await, Err(DeskError::Forbidden)));
        }

        // In clear: what a suit needs, for a purpose, on record, and nothing of what is another's.
        let show = async |actor, id, class, purpose| shared::reveal(desk, actor, id, class, purpose, now()).await;
        let name = show(&court, first, FieldClass::Name, "核对原告身份").await.expect("allowed");
        assert_eq!(name.fields[0].value, "欧阳测");
        assert!(matches!(show(&court, first, FieldClass::Phone, "核对原告身份").await, Err(DeskError::Forbidden)));
        assert!(matches!(show(&court, of_other, FieldClass::Name, "核对原告身份").await, Err(DeskError::NotFound)));
        assert!(matches!(show(&police, first, FieldClass::Name, "核对原告身份").await, Err(DeskError::NotFound)));
        assert!(matches!(show(&court, first, FieldClass::Name, "看看").await, Err(DeskError::Invalid(_))));
        assert!(matches!(show(&town.officer, first, FieldClass::Name, "核对原告身份").await, Err(DeskError::Forbidden)));

        // The auditor finds who looked at this person, at whichever of the filings.
        town.assess().await;
        let looks = looks::at_person(desk, &town.auditor, "K1").await.expect("found");
        let told: Vec<_> = looks.rows.iter().map(|row| (row.by.as_str(), row.what.as_str(), row.purpose.as_str())).collect();
        assert_eq!(told, [("罗法官（岳阳市岳阳楼区人民法院）", "查看明文", "核对原告身份")]);
        assert_eq!(looks.filings, 2, "the filing of the other county is the same person's");
        assert!(matches!(looks::at_person(desk, &town.auditor, "K2").await, Err(DeskError::NotFound)), "not of their unit");
        assert_eq!(looks::latest(desk, &town.auditor, None).await.expect("a list").rows.len(), 1);
        assert!(matches!(looks::latest(desk, &town.head, None).await, Err(DeskError::Forbidden)));
    })
    .await;
}

#[tokio::test]
async fn who_blew_the_whistle_is_known_to_few() {
    on_each(async |database| {
        let (town, court, _) = town(database).await;
        let desk = &town.desk;
        let id = town.id("K1").await;
        case::protect(desk, &town.officer, id, Protection::Whistleblower, "来件人是本单位内部人员，举报内容涉及内部管理，应予保密", now())
            .await
            .expect("set");
        let show = async |actor, class| reveal::reveal(desk, actor, id, class, "联系当事人调解", now()).await;
        assert!(matches!(show(&town.officer, FieldClass::Name).await, Err(DeskError::Forbidden)), "not in charge of it");
        assert!(show(&town.officer, FieldClass::Narrative).await.is_ok());
        assert!(show(&town.head, FieldClass::Name).await.is_ok());
        assert!(matches!(shared::reveal(desk, &court, id, FieldClass::Name, "核对原告身份", now()).await, Err(DeskError::Forbidden)));
        let matter = case::load(desk, &town.officer, id, now()).await.expect("seen").matters[0].clone();
        let on = case::MatterRef { matter_id: matter.matter_id, version: matter.version };
        case::assign(desk, &town.head, on, town.officer.account_id, now()).await.expect("given");
        assert!(show(&town.officer, FieldClass::Name).await.is_ok(), "in charge of it now");
    })
    .await;
}

#[tokio::test]
async fn a_colleague_stands_in_until_the_last_day() {
    on_each(async |database| {
        let (town, ..) = town(database).await;
        let desk = &town.desk;
        person(desk, "chief", "任楼区", Role::Head, "YYL").await;
        let security = person(desk, "security", "丁安全", Role::SecurityAdministrator, "YY").await;
        let today = desk::time::local_date(now());
        let form = |login: &str, deputy: Option<&str>, days: i32| AbsenceForm {
            login: login.to_owned(),
            deputy: deputy.map(str::to_owned),
            from: today,
            until: today + days.days(),
        };
        let record = async |actor, form| absences::record(desk, actor, &form, now()).await;
        assert!(matches!(record(Some(&town.head), form("chief", Some("officer"), 3)).await, Err(DeskError::Forbidden)));
        assert_eq!(
            refusal(record(Some(&security), form("chief", Some("stranger"), 3)).await),
            "deputy：代理人应是同一单位的另一名在职人员"
        );
        assert_eq!(refusal(record(Some(&security), form("chief", Some("officer"), -1)).await), "until：截止日期应不早于开始日期和今天");
        let three = "三员不能由他人代理，也不能代理他人；请由上级单位的同类管理员临时承担。";
        assert_eq!(refusal(record(None, form("chief", Some("auditor"), 3)).await), three);

        assert!(!town.officer.may(Permission::Approve));
        record(Some(&security), form("chief", Some("officer"), 3)).await.expect("recorded");
        let officer = enter_at(desk, "officer", now()).await;
        assert_eq!((officer.may(Permission::Approve), officer.role), (true, Role::Officer));
        let last = enter_at(desk, "officer", now() + 72.hours()).await;
        let after = enter_at(desk, "officer", now() + 96.hours()).await;
        assert_eq!((last.may(Permission::Approve), after.may(Permission::Approve)), (true, false));
        absences::end(desk, Some(&security), "chief", now()).await.expect("back");
        assert!(!enter_at(desk, "officer", now()).await.may(Permission::Approve));
    })
    .await;
}
