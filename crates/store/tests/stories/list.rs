use casework::codes::{Category, Channel, Issue, SubmissionKind};
use casework::matter::{ComplaintState, MatterState};
use expect_test::{Expect, expect};
use jiff::civil::date;
use store::finding::Finding;
use store::submission::{Due, ListFilter, Number, Officer, OrgScope, Sort, Submission, list};
use store::{Store, Tx, finding, matter, submission};
use testkit::databases::on_each;

use crate::fixture::{CITY, COUNTY, OFFICER, filings, house, read, submission as filing, write};

async fn shelf(tx: &mut Tx) -> store::Result<()> {
    house(tx).await?;
    filings(tx, 12).await?;
    // Two closed ones without a matter, of the city, without a due day.
    let closed = |id: i64| Submission {
        submission_no: format!("S{id}"),
        org_id: CITY,
        open: false,
        channel: Channel::Letter,
        kind: SubmissionKind::Tipoff,
        category: Some(Category::Medicine),
        issue: Some(Issue::Expired),
        region: "430603".to_owned(),
        operator_name: "100%_大药房".to_owned(),
        ..filing(id)
    };
    submission::insert_many(tx, &[closed(21), closed(22)]).await?;
    let change = matter::Change {
        state: MatterState::Complaint(ComplaintState::Accepted),
        org_id: COUNTY,
        officer_id: Some(OFFICER),
        closed_on: None,
        late: false,
    };
    assert!(matter::update(tx, 4, 1, &change).await?);
    store::assess_run::insert(
        tx,
        &store::assess_run::AssessRun {
            id: 1,
            as_of: date(2026, 5, 12),
            state: "finished".to_owned(),
            rules_version: "1".to_owned(),
            submissions: 0,
            persons: 0,
            findings: 0,
            message: None,
            account_id: None,
            started_at: crate::fixture::at(0),
            finished_at: None,
        },
    )
    .await?;
    let found = |id: i64, submission_id: i64, verdict: &str, current: bool| Finding {
        id,
        submission_id,
        circumstance: "yy16.2.6".to_owned(),
        verdict: verdict.to_owned(),
        instrument: String::new(),
        clause: String::new(),
        in_force: true,
        summary: String::new(),
        evidence: "{}".to_owned(),
        cited: String::new(),
        rules_version: "1".to_owned(),
        as_of: date(2026, 5, 12),
        run_id: 1,
        current,
    };
    finding::insert_many(tx, &[found(1, 2, "hit", true), found(2, 3, "hint", true), found(3, 5, "hit", false)]).await
}

async fn check(store: &Store, filter: ListFilter, expected: &Expect) {
    let page = |offset, limit| {
        let filter = filter.clone();
        async move { read(store, async |tx| list(tx, &filter, offset, limit, 100).await).await }
    };
    let all = page(0, 100).await;
    assert_eq!(i64::try_from(all.rows.len()), Ok(all.total));
    // Pages are the same rows in the same order.
    let (one, two) = (page(0, 3).await, page(3, 100).await);
    assert_eq!([one.rows, two.rows].concat(), all.rows);
    expected.assert_eq(&all.rows.iter().map(|row| row.id.to_string()).collect::<Vec<_>>().join(" "));
}

#[tokio::test]
async fn every_filter_and_order() {
    on_each(async |database| {
        let store = &database.store;
        write(store, shelf).await;
        store.analyze().await.expect("statistics");
        let none = ListFilter::default;
        check(store, none(), &expect!["22 21 12 11 10 9 8 7 6 5 4 3 2 1"]).await;
        check(store, ListFilter { sort: Sort::Due, ..none() }, &expect!["1 2 3 4 5 6 7 8 9 10 11 12 22 21"]).await;
        check(store, ListFilter { sort: Sort::Claim, ..none() }, &expect!["22 12 10 8 6 4 2 21 11 9 7 5 3 1"]).await;
        check(store, ListFilter { orgs: OrgScope::Only(vec![CITY]), ..none() }, &expect!["22 21"]).await;
        check(store, ListFilter { orgs: OrgScope::Only(vec![]), ..none() }, &expect![""]).await;
        let both = OrgScope::Only(vec![CITY, COUNTY]);
        check(store, ListFilter { orgs: both, sort: Sort::Due, ..none() }, &expect!["1 2 3 4 5 6 7 8 9 10 11 12 22 21"]).await;
        check(store, ListFilter { open: Some(false), ..none() }, &expect!["22 21"]).await;
        let accepted = MatterState::Complaint(ComplaintState::Accepted);
        check(store, ListFilter { states: vec![accepted], ..none() }, &expect!["4"]).await;
        let received = MatterState::Complaint(ComplaintState::Received);
        check(store, ListFilter { states: vec![received, accepted], open: Some(true), ..none() }, &expect!["12 11 10 9 8 7 6 5 4 3 2 1"])
            .await;
        check(store, ListFilter { kind: Some(SubmissionKind::Tipoff), ..none() }, &expect!["22 21"]).await;
        check(store, ListFilter { channel: Some(Channel::Letter), ..none() }, &expect!["22 21"]).await;
        check(store, ListFilter { region: Some("430603".into()), ..none() }, &expect!["22 21"]).await;
        let food = ListFilter { category: Some(Category::Food), issue: Some(Issue::Expired), ..none() };
        check(store, food, &expect![""]).await;
        check(store, ListFilter { category: Some(Category::Medicine), ..none() }, &expect!["22 21"]).await;
        check(store, ListFilter { operator: Some("1商".into()), ..none() }, &expect!["10 7 4 1"]).await;
        // Signs that patterns would read as wildcards are only themselves.
        check(store, ListFilter { operator: Some("%_".into()), ..none() }, &expect!["22 21"]).await;
        check(store, ListFilter { operator: Some("1_商".into()), ..none() }, &expect![""]).await;
        check(store, ListFilter { number: Some(Number::Exact("N00007".into())), ..none() }, &expect!["7"]).await;
        check(store, ListFilter { number: Some(Number::StartsWith("N0001".into())), ..none() }, &expect!["12 11 10"]).await;
        let days = ListFilter { received_from: Some(date(2026, 5, 3)), received_to: Some(date(2026, 5, 4)), ..none() };
        check(store, days, &expect!["4 3"]).await;
        check(store, ListFilter { officer: Some(Officer::Account(OFFICER)), ..none() }, &expect!["4"]).await;
        check(store, ListFilter { officer: Some(Officer::Nobody), ..none() }, &expect!["12 11 10 9 8 7 6 5 3 2 1"]).await;
        check(store, ListFilter { circumstance: Some("yy16.2.6".into()), ..none() }, &expect!["3 2"]).await;
        check(store, ListFilter { verdict: Some("hit".into()), ..none() }, &expect!["2"]).await;
        let hint = ListFilter { circumstance: Some("yy16.2.6".into()), verdict: Some("hint".into()), ..none() };
        check(store, hint, &expect!["3"]).await;
        let due = Due { from: Some(date(2026, 5, 16)), to: Some(date(2026, 5, 17)) };
        check(store, ListFilter { due: Some(due), sort: Sort::Due, ..none() }, &expect!["2 3"]).await;
        check(store, ListFilter { due: Some(Due::default()), channel: Some(Channel::Letter), ..none() }, &expect![""]).await;
        // Counting stops at the limit.
        let listed = read(store, async |tx| list(tx, &none(), 0, 2, 5).await).await;
        assert_eq!((listed.rows.len(), listed.total), (2, 5));
    })
    .await;
}

/// More names than are looked up one by one, and more findings than drive a query: the other way must list the same.
#[tokio::test]
async fn filters_that_match_much() {
    on_each(async |database| {
        let store = &database.store;
        write(store, house).await;
        write(store, async |tx| {
            let rows: Vec<Submission> =
                (1..=5_100).map(|id| Submission { operator_name: format!("商店{}", id % 90), ..filing(id) }).collect();
            submission::insert_many(tx, &rows).await?;
            store::assess_run::insert(
                tx,
                &store::assess_run::AssessRun {
                    id: 1,
                    as_of: date(2026, 5, 12),
                    state: "finished".to_owned(),
                    rules_version: String::new(),
                    submissions: 0,
                    persons: 0,
                    findings: 0,
                    message: None,
                    account_id: None,
                    started_at: crate::fixture::at(0),
                    finished_at: None,
                },
            )
            .await?;
            let found: Vec<Finding> = (1..=5_050)
                .map(|id| Finding {
                    id,
                    submission_id: id,
                    circumstance: "yy16.2.6".to_owned(),
                    verdict: "hint".to_owned(),
                    instrument: String::new(),
                    clause: String::new(),
                    in_force: false,
                    summary: String::new(),
                    evidence: "{}".to_owned(),
                    cited: String::new(),
                    rules_version: String::new(),
                    as_of: date(2026, 5, 12),
                    run_id: 1,
                    current: true,
                })
                .collect();
            finding::insert_many(tx, &found).await
        })
        .await;
        let total = async |filter: ListFilter| read(store, async |tx| list(tx, &filter, 0, 3, 10_000).await).await.total;
        assert_eq!(total(ListFilter { operator: Some("商店".into()), ..ListFilter::default() }).await, 5_100);
        assert_eq!(total(ListFilter { operator: Some("店89".into()), ..ListFilter::default() }).await, 56);
        assert_eq!(total(ListFilter { circumstance: Some("yy16.2.6".into()), ..ListFilter::default() }).await, 5_050);
        let both = ListFilter { verdict: Some("hint".into()), circumstance: Some("yy16.2.6".into()), ..ListFilter::default() };
        assert_eq!(total(both).await, 5_050);
        assert_eq!(total(ListFilter { verdict: Some("hit".into()), ..ListFilter::default() }).await, 0);
    })
    .await;
}
