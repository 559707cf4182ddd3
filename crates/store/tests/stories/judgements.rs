use casework::codes::SubmissionKind;
use jiff::civil::date;
use store::assess_run::{AssessRun, Ended};
use store::edge::Edge;
use store::finding::{Badge, Finding};
use store::finding_outcome::FindingOutcome;
use store::person::Person;
use store::policy::{PolicyVersion, Shadow};
use store::submission::OrgScope;
use store::{assess_run, edge, finding, finding_outcome, person, policy, submission};
use testkit::databases::on_each;

use crate::fixture::{CITY, COUNTY, HEAD, OFFICER, at, filings, house, write};

fn run(id: i64) -> AssessRun {
    AssessRun {
        id,
        as_of: date(2026, 5, 12),
        state: "running".to_owned(),
        rules_version: "1".to_owned(),
        submissions: 0,
        persons: 0,
        findings: 0,
        message: None,
        account_id: None,
        started_at: at(0),
        finished_at: None,
    }
}

#[tokio::test]
async fn runs() {
    on_each(async |database| {
        write(&database.store, async |tx| {
            let id = assess_run::reserve(tx).await?;
            assess_run::insert(tx, &run(id)).await?;
            assert_eq!(assess_run::latest_in(tx, "finished").await?, None);
            let ended = Ended { state: "finished".to_owned(), submissions: 3, persons: 2, findings: 1, message: None, at: at(8) };
            assess_run::finish(tx, id, &ended).await?;
            let done =
                AssessRun { state: "finished".to_owned(), submissions: 3, persons: 2, findings: 1, finished_at: Some(at(8)), ..run(id) };
            assert_eq!(assess_run::get(tx, id).await?, Some(done.clone()));
            assert_eq!(assess_run::latest_in(tx, "finished").await?, Some(done.clone()));
            assert_eq!(assess_run::latest(tx, 3).await?, [done]);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn persons_and_edges() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 40).await?;
            let first = person::reserve(tx, 2).await?;
            person::insert_many(tx, &[Person { id: first, created_at: at(0) }, Person { id: first + 1, created_at: at(0) }]).await?;
            // 35 of one, 3 of the other: several statements.
            let mut who: Vec<(i64, Option<i64>)> = (1..=35).map(|id| (id, Some(first))).collect();
            who.extend((36..=38).map(|id| (id, Some(first + 1))));
            person::assign(tx, &who).await?;
            person::assign(tx, &[(35, None)]).await?;
            assert_eq!(person::submission_count(tx, first).await?, 34);
            assert_eq!(person::submission_counts(tx, &[first + 1, first, first + 9]).await?, [(first, 34), (first + 1, 3)]);
            assert_eq!(person::submission_ids(tx, first + 1, 10).await?, [36, 37, 38]);
            assert_eq!(person::assignments_after(tx, 33, 3).await?, [(34, Some(first)), (35, None), (36, Some(first + 1))]);
            assert_eq!(person::count(tx).await?, 2);
            for (orgs, has) in [(vec![COUNTY], true), (vec![CITY, COUNTY], true), (vec![CITY], false), (vec![], false)] {
                assert_eq!(person::has_filed_with(tx, first, &orgs).await?, has);
            }
            assert_eq!(person::months(tx, first).await?, [("2026-05".to_owned(), SubmissionKind::Complaint, 34)]);
            let latest = submission::of_person(tx, first, 2).await?;
            assert_eq!(latest.iter().map(|filing| filing.id).collect::<Vec<_>>(), [28, 27]);

            assess_run::insert(tx, &run(1)).await?;
            let edge_of = |id: i64, left_id: i64, right_id: i64, judged_by: Option<i64>| Edge {
                id,
                left_id,
                right_id,
                judgement: "same".to_owned(),
                probability: 0.998,
                columns: "[]".to_owned(),
                judged_by,
                run_id: judged_by.is_none().then_some(1),
                judged_at: at(1),
                reason: None,
                undone_by: None,
                undone_at: None,
                undo_reason: None,
            };
            let e = edge::reserve(tx, 4).await?;
            let edges =
                [edge_of(e, 1, 2, None), edge_of(e + 1, 2, 36, Some(OFFICER)), edge_of(e + 2, 3, 4, None), edge_of(e + 3, 5, 6, None)];
            edge::insert_many(tx, &edges).await?;
            let ids = |edges: Vec<Edge>| edges.into_iter().map(|edge| edge.id - e).collect::<Vec<_>>();
            assert_eq!(ids(edge::of_submission(tx, 2, 10).await?), [1, 0]);
            assert_eq!(ids(edge::of_person(tx, first + 1, 0, 10).await?), [1]);
            assert_eq!(ids(edge::of_person(tx, first, 0, 2).await?), [3, 2]);
            assert_eq!(ids(edge::by_officers(tx).await?), [1]);
            assert_eq!(edge::ruling_on(tx, 2, 36).await?.as_ref(), Some(&edges[1]));
            assert_eq!(edge::ruling_on(tx, 1, 2).await?, None, "a run's");
            assert!(edge::undo(tx, e + 2, HEAD, at(4), &[1]).await?);
            assert!(!edge::undo(tx, e + 2, HEAD, at(5), &[2]).await?);
            assert!(edge::undo(tx, e + 1, HEAD, at(4), &[1]).await?);
            assert_eq!(ids(edge::by_officers(tx).await?), Vec::<i64>::new());
            assert_eq!(edge::ruling_on(tx, 2, 36).await?, None, "undone");
            assert_eq!(edge::delete_of_runs(tx, &[e, e + 1, e + 2, e + 3]).await?, 2, "what officers judged or undid stays");
            assert_eq!(ids(edge::of_runs_after(tx, 0, 10).await?), [2]);
            assert_eq!((edge::count_of_person(tx, first).await?, edge::count_of_person(tx, first + 1).await?), (2, 1));
            let open = |id: i64, left_id: i64, right_id: i64, probability: f64| Edge {
                judgement: "possible".to_owned(),
                probability,
                ..edge_of(id, left_id, right_id, None)
            };
            let answered = Edge { judgement: "different".to_owned(), ..edge_of(e + 14, 3, 37, Some(OFFICER)) };
            // Two of one person ask nothing; one that an officer answered is no question any more.
            edge::insert_many(
                tx,
                &[open(e + 10, 1, 2, 0.9), open(e + 11, 1, 36, 0.5), open(e + 12, 2, 37, 0.8), open(e + 13, 3, 37, 0.7), answered],
            )
            .await?;
            assert_eq!(ids(edge::questions(tx, &[COUNTY], 10).await?), [12, 11]);
            assert_eq!(ids(edge::questions(tx, &[CITY, COUNTY], 1).await?), [12]);
            assert_eq!(ids(edge::questions(tx, &[CITY], 10).await?), Vec::<i64>::new());
            let undone = Edge { undone_by: Some(HEAD), undone_at: Some(at(4)), undo_reason: Some(vec![1]), ..edges[2].clone() };
            assert_eq!(edge::get(tx, e + 2).await?, Some(undone));
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn findings_and_what_they_were_worth() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 3).await?;
            person::insert_many(tx, &[Person { id: 1, created_at: at(0) }]).await?;
            person::assign(tx, &[(1, Some(1)), (2, Some(1))]).await?;
            assess_run::insert(tx, &run(1)).await?;
            let found = |id: i64, submission_id: i64, circumstance: &str| Finding {
                id,
                submission_id,
                circumstance: circumstance.to_owned(),
                verdict: "hit".to_owned(),
                instrument: "岳市监〔2024〕16号".to_owned(),
                clause: "第二部分第六项".to_owned(),
                in_force: true,
                summary: "一句话".to_owned(),
                evidence: "{}".to_owned(),
                cited: "N00001;N00002".to_owned(),
                rules_version: "1".to_owned(),
                as_of: date(2026, 5, 12),
                run_id: 1,
                current: true,
            };
            let f = finding::reserve(tx, 4).await?;
            finding::insert_many(tx, &[found(f, 1, "yy16.2.6"), found(f + 1, 1, "o121.17.4"), found(f + 2, 2, "yy16.2.6")]).await?;
            let ids = |findings: Vec<Finding>| findings.into_iter().map(|finding| finding.id - f).collect::<Vec<_>>();
            assert_eq!(ids(finding::of_submission(tx, 1).await?), [1, 0]);
            let badge = |submission_id, circumstance: &str| Badge {
                submission_id,
                circumstance: circumstance.to_owned(),
                verdict: "hit".to_owned(),
                in_force: true,
            };
            assert_eq!(finding::badges(tx, &[1, 2, 3]).await?, [badge(1, "o121.17.4"), badge(1, "yy16.2.6"), badge(2, "yy16.2.6")]);
            assert_eq!(
                finding::of_person(tx, 1).await?,
                [("o121.17.4".to_owned(), "hit".to_owned(), true, 1), ("yy16.2.6".to_owned(), "hit".to_owned(), true, 2)]
            );
            assert_eq!(finding::count_by_circumstance(tx).await?.len(), 2);
            for (orgs, count) in [(OrgScope::All, 2), (OrgScope::Only(vec![COUNTY]), 2), (OrgScope::Only(vec![CITY]), 0)] {
                assert_eq!(finding::count_submissions(tx, &orgs).await?, count);
            }

            // An officer's own finding is nothing that a run compares with.
            let words = finding::Own { finding_id: f + 1, account_id: OFFICER, reason: vec![1, 2], made_at: at(1) };
            finding::insert_own(tx, &words).await?;
            assert_eq!(finding::own(tx, &[f, f + 1]).await?, [words]);
            assert_eq!(ids(finding::current_of_runs_after(tx, 0, 10).await?), [0, 2]);

            finding::retire(tx, &[f, f + 2]).await?;
            finding::insert_many(tx, &[found(f + 3, 2, "yy16.2.6")]).await?;
            assert_eq!(ids(finding::current_after(tx, &(0, String::new(), 0), 10).await?), [1, 3]);
            assert_eq!(finding::get(tx, f).await?, Some(Finding { current: false, ..found(f, 1, "yy16.2.6") }));
            assert_eq!(ids(finding::get_many(tx, &[f, f + 1, f + 2, f + 3]).await?), [0, 1, 2, 3], "what was retired stays readable");
            let past = finding::retired_of_submission(tx, 1, 10).await?;
            assert_eq!(past.iter().map(|past| past.id - f).collect::<Vec<_>>(), [0]);

            let outcome = |id, finding_id, code: &str| FindingOutcome {
                id,
                finding_id,
                submission_id: 2,
                circumstance: "yy16.2.6".to_owned(),
                rules_version: "1".to_owned(),
                verdict: "hit".to_owned(),
                outcome: code.to_owned(),
                reason: vec![3],
                account_id: OFFICER,
                at: at(2),
            };
            let o = finding_outcome::reserve(tx, 2).await?;
            finding_outcome::insert(tx, &outcome(o, f + 2, "confirmed")).await?;
            finding_outcome::insert(tx, &outcome(o + 1, f + 3, "unfounded")).await?;
            assert_eq!(finding_outcome::of_submission(tx, 2).await?.len(), 2);
            let text = str::to_owned;
            assert_eq!(finding_outcome::counts(tx).await?, [(text("yy16.2.6"), text("1"), text("hit"), text("unfounded"), 1)]);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_policy_from_draft_to_effect() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            assess_run::insert(tx, &run(1)).await?;
            let id = policy::reserve(tx, 2).await?;
            let draft = |id, version: &str| PolicyVersion {
                id,
                circumstance: "yy16.2.6".to_owned(),
                version: version.to_owned(),
                content: "id = \"yy16.2.6\"".to_owned(),
                state: "draft".to_owned(),
                note: "放宽".to_owned(),
                drafted_by: OFFICER,
                drafted_at: at(0),
                trial: None,
                tried_at: None,
                approved_by: None,
                approved_at: None,
                effective_on: None,
            };
            policy::insert(tx, &draft(id, "2026.2")).await?;
            policy::insert(tx, &draft(id + 1, "2026.3")).await?;
            policy::set_trial(tx, id, "{}", at(1)).await?;
            assert!(policy::set_state(tx, id, "draft", "shadow").await?);
            assert!(!policy::set_state(tx, id, "draft", "shadow").await?);
            assert_eq!(policy::in_state(tx, "draft").await?, [draft(id + 1, "2026.3")]);
            let shadow = Shadow {
                policy_id: id,
                run_id: 1,
                as_of: date(2026, 5, 12),
                live_hits: 3,
                live_hints: 1,
                shadow_hits: 2,
                shadow_hints: 2,
                entered: 0,
                left_over: 1,
                examples: "[]".to_owned(),
            };
            policy::insert_shadow(tx, &shadow).await?;
            assert_eq!(policy::shadows(tx, id, 5).await?, [shadow]);
            assert!(policy::approve(tx, id, "shadow", "approved", HEAD, at(2), date(2026, 6, 1)).await?);
            assert_eq!(policy::effective_on(tx, "approved", date(2026, 5, 31)).await?, []);
            let live = policy::effective_on(tx, "approved", date(2026, 6, 1)).await?;
            let expected = PolicyVersion {
                state: "approved".to_owned(),
                trial: Some("{}".to_owned()),
                tried_at: Some(at(1)),
                approved_by: Some(HEAD),
                approved_at: Some(at(2)),
                effective_on: Some(date(2026, 6, 1)),
                ..draft(id, "2026.2")
            };
            assert_eq!(live, std::slice::from_ref(&expected));
            assert_eq!(policy::get(tx, id).await?, Some(expected));
            assert_eq!(policy::all(tx).await?.iter().map(|version| version.id - id).collect::<Vec<_>>(), [1, 0]);
            Ok(())
        })
        .await;
    })
    .await;
}
