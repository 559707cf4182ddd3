//! 审计: what the auditor reads, and nobody else; on both databases.

use casework::codes::{FieldClass, MatterKind, Role};
use desk::audit::{self, Outcome};
use desk::view::AuditQuery;
use desk::{DeskError, case, ledger, reveal};
use testkit::databases::on_each;

use crate::bureau::Bureau;
use crate::town::{later, now, person, told};

#[tokio::test]
async fn an_auditor_reads_what_was_done_and_draws_by_lot() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let desk = &town.desk;
        let auditor = person(desk, "auditor", "方审计", Role::Auditor, "YYL").await;
        let one = town.id("B3").await;
        reveal::reveal(desk, &town.second, one, FieldClass::Phone, "核实身份", now()).await.expect("shown");
        case::accept(desk, &town.officer, town.matter("B3", MatterKind::Complaint).await, later(1)).await.expect("accepted");
        let on = town.matter("B3", MatterKind::Complaint).await;
        case::withdraw(desk, &town.officer, on, "来电撤回", later(2)).await.expect("withdrawn");
        ledger::integrate(desk, later(2)).await.expect("integrated");

        // Nobody else: not even the head.
        for other in [&town.head, &town.officer, &town.clerk] {
            assert!(matches!(audit::page(desk, other, AuditQuery::default()).await, Err(DeskError::Forbidden)));
            assert!(matches!(audit::integrity(desk, other, later(3)).await, Err(DeskError::Forbidden)));
            assert!(matches!(audit::draw(desk, other, 1, later(3)).await, Err(DeskError::Forbidden)));
        }

        let page = audit::page(desk, &auditor, AuditQuery::default()).await.expect("the page");
        assert_eq!(page.chain.waiting, 0);
        assert!(page.chain.size > 0 && !page.chain.root.is_empty());
        let of = async |subject: &str, account_id| {
            let query = AuditQuery { subject: Some(subject.to_owned()), account_id, before: None };
            let page = audit::page(desk, &auditor, query).await.expect("the page");
            page.rows.iter().map(|row| format!("{} {} {:?}", row.officer, row.what, row.submission_id == Some(one))).collect::<Vec<_>>()
        };
        assert_eq!(of("access_record", None).await, ["许次席 查看明文 true"]);
        assert_eq!(of("access_record", Some(town.officer.account_id)).await, Vec::<String>::new());
        // Entries that waited together get their places in any order.
        assert!(of("decision", None).await.contains(&"周立本 决定受理 true".to_owned()));

        // One look without a case is no signal.
        let page = audit::integrity(desk, &auditor, later(3)).await.expect("the page");
        assert_eq!((page.signals.len(), page.urn, page.rechecks.len()), (0, 1, 0));
        assert_eq!(page.monitors.len(), 7);

        assert!(matches!(audit::draw(desk, &auditor, 0, later(3)).await, Err(DeskError::Invalid(_))));
        assert_eq!(audit::draw(desk, &auditor, 5, later(3)).await.expect("drawn"), 1, "all that there is");
        assert_eq!(audit::draw(desk, &auditor, 5, later(3)).await.expect("drawn"), 0, "nothing is drawn twice");
        let page = audit::integrity(desk, &auditor, later(3)).await.expect("the page");
        let drawn = &page.rechecks[0];
        assert_eq!((drawn.submission_id, drawn.result.as_deref()), (one, None));
        let conclude = async |note: &str| told(audit::conclude(desk, &auditor, drawn.recheck_id, Outcome::Clean, note, later(4)).await);
        assert_eq!(conclude("好").await, "note：请写明核对了什么，不少于4个字");
        assert_eq!(conclude("协议和送达都已核对").await, "done");
        assert_ne!(conclude("协议和送达都已核对").await, "done", "said once");
        let page = audit::integrity(desk, &auditor, later(4)).await.expect("the page");
        assert_eq!(page.rechecks[0].note, "协议和送达都已核对");
        assert_eq!(ledger::verify(desk, &[], later(5)).await.expect("verified").differences, []);
    })
    .await;
}

#[tokio::test]
async fn looks_that_no_case_explains_are_a_signal() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let desk = &town.desk;
        let auditor = person(desk, "auditor", "方审计", Role::Auditor, "YYL").await;
        for number in ["B1", "B2", "B3", "B5", "B6"] {
            reveal::reveal(desk, &town.second, town.id(number).await, FieldClass::Phone, "核实身份", now()).await.expect("shown");
        }
        let page = audit::integrity(desk, &auditor, later(1)).await.expect("the page");
        let [signal] = page.signals.as_slice() else { panic!("one signal, not {:?}", page.signals) };
        assert_eq!((signal.officer.as_str(), signal.title.as_str()), ("许次席", "查看非本人承办来件的明文"));
        let cited: Vec<&str> = signal.evidence.children[0].cited.iter().map(|cited| cited.submission_no.as_str()).collect();
        assert_eq!(cited, ["B1", "B2", "B3", "B5", "B6"]);
        case::accept(desk, &town.second, town.matter("B3", MatterKind::Complaint).await, later(1)).await.expect("accepted");
        let page = audit::integrity(desk, &auditor, later(2)).await.expect("the page");
        assert_eq!(page.signals.len(), 0, "a case of theirs explains the look");
    })
    .await;
}
