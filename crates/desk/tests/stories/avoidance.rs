//! 回避: what an officer declared keeps work from them, until the head ruled; on both databases.

use casework::codes::{AvoidanceRuling, MatterKind, Role};
use desk::avoidance::{self, DeclareForm};
use desk::view::AvoidanceState;
use desk::{Actor, DeskError, assignment, audit, case, claim, ledger};
use jiff::Timestamp;
use testkit::databases::on_each;

use crate::bureau::{Bureau, REASON};
use crate::town::{later, now, person, told};

fn trader(relation: &str, name: &str) -> DeclareForm {
    DeclareForm { relation: relation.to_owned(), operator_name: name.to_owned(), ..DeclareForm::default() }
}

fn number(relation: &str, id_no: &str, phone: &str) -> DeclareForm {
    DeclareForm { relation: relation.to_owned(), id_no: id_no.to_owned(), phone: phone.to_owned(), ..DeclareForm::default() }
}

async fn declare(town: &Bureau<'_>, who: &Actor, form: DeclareForm, at: Timestamp) -> String {
    told(avoidance::declare(&town.desk, who, &form, at).await)
}

#[tokio::test]
async fn a_declared_tie_keeps_the_case_away_until_the_head_ruled() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let (desk, officer, head) = (&town.desk, &town.officer, &town.head);
        assert!(matches!(avoidance::mine(desk, &town.clerk).await, Err(DeskError::Forbidden)), "who decides nothing declares nothing");
        for (form, refused) in [
            (trader("spouse", ""), "operator_name：请填写经营者（代码或名称）或者个人（证件号码或电话），一次申报一个"),
            (trader("myself", "洞庭渔家店"), "id_no：申报本人的，请填写本人的证件号码或者电话"),
            (trader("cousin", "洞庭渔家店"), "relation：请选择关系"),
            (number("spouse", "4306**********1231", ""), "id_no：请填写完整的证件号码（不含遮蔽符号）"),
            (
                DeclareForm { operator_uscc: "91430600MA4L16JQ1X".into(), ..trader("spouse", "") },
                "operator_uscc：应为统一社会信用代码校验位不符（GB 32100），请核对",
            ),
        ] {
            assert_eq!(declare(&town, officer, form, now()).await, refused);
        }
        assert_eq!(declare(&town, officer, trader("former_employer", "洞庭渔家店"), now()).await, "done");
        assert_eq!(declare(&town, officer, trader("former_employer", "洞庭渔家店"), now()).await, "这一关系已经申报过");

        // Given, taken, decided: each is refused, and another officer is free.
        let apart = "周立本申报了与本件当事人的关系，应当回避";
        let complaint = async || town.matter("B1", MatterKind::Complaint).await;
        let assign = async |to: &Actor| told(case::assign(desk, &town.clerk, complaint().await, to.account_id, now()).await);
        assert_eq!(assign(officer).await, apart);
        assert_eq!(told(case::accept(desk, officer, complaint().await, now()).await), apart);
        assert_eq!(claim::next(desk, officer, now()).await.expect("looked"), None, "everything of this unit is about that trader");
        assert_eq!(assign(&town.second).await, "done");
        let shown = async |who: &Actor| case::load(desk, who, town.id("B1").await, now()).await.expect("a page").avoidance;
        let own = shown(officer).await;
        assert_eq!((own.len(), own[0].is_own, own[0].state, own[0].may_rule), (1, true, AvoidanceState::Undecided, false));
        assert_eq!(own[0].relations, ["曾经任职（被投诉举报的经营者）"]);
        assert_eq!(shown(&town.second).await, [], "a colleague need not know");
        assert_eq!(shown(head).await[0].relations, own[0].relations);

        // The head rules, with a reason; not the officer, not on oneself, not on a filing that nobody is tied to.
        let id = town.id("B1").await;
        let rule = async |who: &Actor, about: &Actor, ruling, reason: &str| {
            told(avoidance::rule(desk, who, id, about.account_id, ruling, reason, now()).await)
        };
        assert_eq!(rule(officer, officer, AvoidanceRuling::Stay, REASON).await, "other: 您的岗位不能做这一操作");
        assert_ne!(rule(head, officer, AvoidanceRuling::Stay, "短").await, "done");
        assert_ne!(rule(head, &town.second, AvoidanceRuling::Stay, REASON).await, "done");
        assert_eq!(rule(head, officer, AvoidanceRuling::Stay, REASON).await, "done");
        assert_eq!(shown(head).await[0].state, AvoidanceState::Stays);
        assert_eq!(assign(officer).await, "done");
        assert_eq!(told(case::accept(desk, officer, complaint().await, now()).await), "done");

        // What is declared later is not covered by what was ruled earlier; ruled again, it stands aside for good.
        assert_eq!(declare(&town, officer, trader("interest", "洞庭渔家店"), later(1)).await, "done");
        assert_eq!(shown(head).await[0].state, AvoidanceState::Undecided);
        assert_eq!(rule(head, officer, AvoidanceRuling::Avoid, REASON).await, "done");
        let withdrawn = case::withdraw(desk, officer, complaint().await, "来电撤回", later(1)).await;
        assert_eq!(told(withdrawn), "已决定周立本回避本件");
        // Ending what was declared ends no ruling, and leaves other filings free.
        for relation in avoidance::mine(desk, officer).await.expect("a page").relations {
            assert_eq!(told(avoidance::end(desk, &town.second, relation.relation_id, later(2)).await), "other: 没有找到，或您无权查看");
            assert_eq!(told(avoidance::end(desk, officer, relation.relation_id, later(2)).await), "done");
        }
        assert_eq!(assign(officer).await, "已决定周立本回避本件");
        let on = town.matter("B3", MatterKind::Complaint).await;
        assert_eq!(told(case::assign(desk, &town.clerk, on, officer.account_id, now()).await), "done");

        // The auditor sees what was declared and who acted; the log holds it all.
        let auditor = person(desk, "auditor", "方审计", Role::Auditor, "YYL").await;
        let page = audit::integrity(desk, &auditor, later(3)).await.expect("the page");
        let told: Vec<_> = page.relations.iter().map(|row| (row.relation, row.subject.as_str(), row.ended_at.is_some())).collect();
        assert_eq!(told, [("有利害关系", "洞庭渔家店", true), ("曾经任职", "洞庭渔家店", true)]);
        let signals: Vec<_> = page.signals.iter().map(|signal| (signal.officer.as_str(), signal.title.as_str())).collect();
        assert_eq!(signals, [("周立本", "办理与申报的关系有关的来件")]);
        ledger::integrate(desk, later(3)).await.expect("integrated");
        assert_eq!(ledger::verify(desk, &[], later(3)).await.expect("verified").differences, []);
    })
    .await;
}

#[tokio::test]
async fn nobody_handles_what_they_or_their_family_filed() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let (desk, officer, head) = (&town.desk, &town.officer, &town.head);
        assert_eq!(declare(&town, officer, number("myself", "430602199003071231", ""), now()).await, "done");
        assert_eq!(declare(&town, &town.second, number("spouse", "", "13800138001"), now()).await, "done");
        // The numbers are nowhere: not on the page, not in the row.
        let page = avoidance::mine(desk, officer).await.expect("a page");
        assert_eq!(page.relations[0].subject, "个人，按证件号码（只留指纹，不存号码）");
        let mut tx = town.store.read().await.expect("a reader");
        for row in store::avoidance::all(&mut tx).await.expect("readable") {
            let kept = format!("{row:?}{}", String::from_utf8_lossy(row.key.as_deref().unwrap_or_default()));
            assert!(!kept.contains("430602199003071231") && !kept.contains("13800138001") && row.key.is_some_and(|key| key.len() == 16));
        }
        drop(tx);
        let own = town.id("B1").await;
        let rule =
            async |filing, about: &Actor, ruling| told(avoidance::rule(desk, head, filing, about.account_id, ruling, REASON, now()).await);
        assert_eq!(rule(own, officer, AvoidanceRuling::Stay).await, "来件人就是承办人本人的，必须回避");
        assert_eq!(rule(own, officer, AvoidanceRuling::Avoid).await, "done");
        // The head's own spouse filed B3: somebody else rules.
        assert_eq!(declare(&town, head, number("spouse", "", "13800138001"), now()).await, "done");
        assert_eq!(rule(town.id("B3").await, &town.second, AvoidanceRuling::Stay).await, "您与本件也有申报的关系");
        assert_eq!(rule(town.id("B3").await, head, AvoidanceRuling::Stay).await, "不能决定本人是否回避");

        // Shared out: each gets what is not theirs to avoid.
        assignment::share_out(desk, now()).await.expect("shared out");
        let mut tx = town.store.read().await.expect("a reader");
        for (number, apart) in [("B1", officer), ("B2", officer), ("B3", &town.second), ("B6", &town.second)] {
            let matters = store::matter::of_submission(&mut tx, town.id(number).await).await.expect("readable");
            let given: Vec<_> = matters.iter().map(|matter| matter.officer_id).collect();
            assert!(given.iter().all(|officer| officer.is_some() && *officer != Some(apart.account_id)), "{number}: {given:?}");
        }
    })
    .await;
}
