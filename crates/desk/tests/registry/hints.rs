//! Lists of other places are hints on one page and nothing else.

use desk::registry::{self, HintForm};
use desk::{DeskError, assessment, persons, rights};
use jiff::ToSpan;
use testkit::databases::on_each;

use crate::town::{Town, now, refusal};

#[tokio::test]
async fn a_hint_is_shown_with_its_source_and_used_by_nothing() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let Town { desk, officer, head, .. } = &town;
        let person = town.person_of("A1").await;
        let told = async || {
            let page = town.case("A1").await;
            let acts: Vec<String> = page.matters.iter().map(|matter| format!("{:?} {:?}", matter.state, matter.actions)).collect();
            let bases = registry::form(desk, officer, person).await.expect("a form");
            format!("{acts:?} {:?} {:?} {:?}", page.findings, bases.choices, page.registry)
        };
        let findings = async || {
            let mut tx = town.store.read().await.expect("a reader");
            let found = store::finding::current_after(&mut tx, &(0, String::new(), 0), 1_000).await.expect("readable");
            found.into_iter().map(|finding| (finding.submission_id, finding.circumstance, finding.evidence)).collect::<Vec<_>>()
        };
        let (before, found_before) = (told().await, findings().await);

        let form = HintForm {
            source: "邻市市场监督管理局".to_owned(),
            basis: "邻市监函〔2026〕3号（虚构）".to_owned(),
            as_of: "2026-04-30".to_owned(),
            expires_on: "2026-12-31".to_owned(),
            rows: "姓名\t证件号码\t联系电话\t说明\n欧阳测\t430602199003071231\t\t曾被认定夹带过期商品".to_owned(),
        };
        assert!(matches!(registry::import_hints(desk, officer, &form, now()).await, Err(DeskError::Forbidden)));
        let nameless = HintForm { rows: "欧阳测\t\t\t曾被认定".to_owned(), ..form.clone() };
        let refused = refusal(registry::import_hints(desk, head, &nameless, now()).await);
        assert_eq!(refused, "rows：第1行没有完整的证件号码或者联系电话；只有姓名不能指向任何人");
        registry::import_hints(desk, head, &form, now()).await.expect("taken in");

        let hints = persons::load(desk, officer, person, 1, now()).await.expect("a page").hints;
        let shown: Vec<_> = hints.iter().map(|hint| (hint.source.as_str(), hint.said.as_str())).collect();
        assert_eq!(shown, [("邻市市场监督管理局", "曾被认定夹带过期商品")]);
        assessment::run(desk, desk::time::local_date(now()), now(), None).await.expect("assessed");
        assert_eq!((told().await, findings().await), (before, found_before), "findings, acts and bases are what they were");

        // Its last day is a day; after it nothing is shown, and the job takes it away.
        let later = now() + (24 * 240).hours();
        assert!(persons::load(desk, officer, person, 1, later).await.expect("a page").hints.is_empty());
        let swept = rights::sweep(desk, later).await.expect("swept");
        assert_eq!((swept.lists, swept.hints), (1, 1));
        let lists = registry::hints_page(desk, officer).await.expect("a page").lists;
        assert_eq!(lists[0].erased_on, Some(desk::time::local_date(later)), "that it was here stays on record");
    })
    .await;
}
