use casework::codes::{Channel, FieldClass, ImportKind, Outcome, Protection, Verification};
use casework::fact::{FactKind, FactResult};
use jiff::civil::date;
use store::blind::{Entry, Subject};
use store::fact::Fact;
use store::import::{ImportReject, ImportRun, Progress};
use store::sealed::Sealed;
use store::submission::ReportedResult;
use store::{StoreError, blind, fact, import, matter, person, protection, sealed, submission};
use testkit::databases::on_each;
use vault::BlindKey;

use crate::fixture::{CITY, COUNTY, OFFICER, at, filings, house, submission as filing, write};

#[tokio::test]
async fn filings_come_back_as_they_were_written() {
    on_each(async |database| {
        write(&database.store, house).await;
        let rows = write(&database.store, async |tx| filings(tx, 700).await).await;
        write(&database.store, async |tx| {
            assert_eq!(submission::get(tx, 1).await?.as_ref(), Some(&rows[0]));
            assert_eq!(submission::get(tx, 701).await?, None);
            assert_eq!(submission::get_many(tx, &[700, 3, 900]).await?, [rows[2].clone(), rows[699].clone()]);
            assert_eq!(submission::page_after(tx, 698, 10).await?, rows[698..]);
            assert_eq!(submission::count(tx).await?, 700);
            for (orgs, count) in [(vec![COUNTY], 700), (vec![CITY, COUNTY], 700), (vec![CITY], 0), (vec![], 0)] {
                assert_eq!(submission::count_of(tx, &submission::OrgScope::Only(orgs)).await?, count);
            }
            assert_eq!(submission::by_number(tx, "N00005").await?, [(5, Channel::Platform12315)]);
            assert_eq!(
                submission::by_numbers(tx, &["N00005".to_owned(), "N00004".to_owned(), "X".to_owned()]).await?,
                [(4, "N00004".to_owned(), Channel::Platform12315), (5, "N00005".to_owned(), Channel::Platform12315)]
            );
            // One statement takes 1,024 numbers; this list is longer.
            let numbers: Vec<String> = (1..3_000).map(|n| format!("N{n:05}")).collect();
            assert_eq!(submission::known(tx, &numbers).await?.len(), 700);

            let result = ReportedResult {
                outcome: Some(Outcome::Settled),
                closed_at: Some(date(2026, 5, 20).at(10, 0, 0, 0)),
                award_fen: Some(100),
                punitive: Some(true),
                verification: Some(Verification::Partly),
            };
            assert!(submission::update_result(tx, 5, &result).await?);
            assert!(!submission::update_result(tx, 5_000, &result).await?);
            let known = submission::known(tx, &["N00005".to_owned()]).await?;
            assert_eq!((known[0].outcome, known[0].closed_at, known[0].punitive), (result.outcome, result.closed_at, Some(true)));
            assert_eq!(known[0].digest, rows[4].digest);
            Ok(())
        })
        .await;

        let mut tx = database.store.begin().await.expect("begin");
        let twice = submission::insert_many(&mut tx, &[submission::Submission { submission_no: "N00001".to_owned(), ..filing(800) }]).await;
        assert!(matches!(twice, Err(StoreError::Duplicate { .. })), "{}: {twice:?}", database.name);
    })
    .await;
}

#[tokio::test]
async fn a_filing_goes_to_another_unit() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 1).await?;
            let matter = matter::get(tx, 1).await?.expect("there");
            let assigned = matter::Change { state: matter.state, org_id: COUNTY, officer_id: Some(OFFICER), closed_on: None, late: false };
            assert!(matter::update(tx, 1, matter.version, &assigned).await?);
            assert!(submission::set_organisation(tx, 1, CITY).await?);
            let moved = matter::get(tx, 1).await?.expect("there");
            assert_eq!((moved.org_id, moved.officer_id, moved.version), (CITY, None, matter.version + 2));
            assert_eq!(submission::get(tx, 1).await?.map(|filing| filing.org_id), Some(CITY));
            assert!(!submission::set_organisation(tx, 99, CITY).await?);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn sealed_cells() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 3).await?;
            let cells = |id: i64| Sealed {
                submission_id: id,
                name: (id != 2).then(|| vec![1, 0, 255]),
                id_no: Some(vec![2]),
                phone: None,
                address: None,
                agent: None,
                consignee: None,
                account: None,
                narrative: Some(vec![9; 2_000]),
                original: Some(vec![]),
            };
            sealed::insert_many(tx, &[cells(1), cells(2), cells(3)]).await?;
            assert_eq!(sealed::get(tx, 2).await?, Some(cells(2)));
            assert_eq!(sealed::get(tx, 9).await?, None);
            assert_eq!(sealed::cell(tx, 1, FieldClass::Narrative).await?, Some(vec![9; 2_000]));
            assert_eq!(sealed::cell(tx, 1, FieldClass::Phone).await?, None);
            assert_eq!(sealed::names(tx, &[1, 2, 3]).await?, [(1, vec![1, 0, 255]), (3, vec![1, 0, 255])]);
            assert_eq!(sealed::narratives(tx, &[2]).await?, [(2, vec![9; 2_000])]);
            let identities = |rows: Vec<sealed::SealedIdentity>| rows.into_iter().map(|row| row.submission_id).collect::<Vec<_>>();
            assert_eq!(identities(sealed::identities(tx, &[3, 1]).await?), [1, 3]);
            assert_eq!(identities(sealed::identities_after(tx, 1, 10).await?), [2, 3]);
            assert_eq!(sealed::page_after(tx, 2, 10).await?, [cells(3)]);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn blind_keys_lead_to_their_subjects() {
    on_each(async |database| {
        write(&database.store, async |tx| {
            let entry = |key: u8, subject| Entry { key: BlindKey([key; 16]), subject };
            let entries = [
                entry(1, Subject::Submission(5)),
                entry(1, Subject::Submission(4)),
                entry(1, Subject::Fact(4)),
                entry(2, Subject::Submission(4)),
            ];
            blind::insert_many(tx, &entries).await?;
            blind::insert_many(tx, &entries).await?;
            let find = async |tx: &mut store::Tx, keys: &[u8], limit| {
                blind::find_submissions(tx, &keys.iter().map(|&key| BlindKey([key; 16])).collect::<Vec<_>>(), limit).await
            };
            assert_eq!(find(tx, &[1], 10).await?, [5, 4]);
            assert_eq!(find(tx, &[1, 2], 1).await?, [5]);
            assert_eq!(find(tx, &[3], 10).await?, Vec::<i64>::new());
            assert_eq!(find(tx, &[], 10).await?, Vec::<i64>::new());
            let keys = |keys: &[u8]| keys.iter().map(|&key| BlindKey([key; 16])).collect::<Vec<_>>();
            assert_eq!(blind::holders(tx, &keys(&[3, 1, 2]), 9).await?, [(1, 5), (1, 4), (2, 4)]);
            assert_eq!(blind::holders(tx, &keys(&[1]), 1).await?, [(0, 5)]);
            assert_eq!(blind::holders(tx, &[], 1).await?, []);
            let many: Vec<u8> = (2..=200).chain([1]).collect();
            assert_eq!(blind::holders(tx, &keys(&many), 9).await?, [(0, 4), (199, 5), (199, 4)]);
            assert_eq!(blind::find_facts(tx, &keys(&[1, 2]), 9).await?, [4]);
            assert_eq!(blind::find_facts(tx, &keys(&[2]), 9).await?, Vec::<i64>::new());
            assert!(blind::delete(tx, &entries[0]).await?);
            assert!(!blind::delete(tx, &entries[0]).await?);
            assert_eq!(find(tx, &[1], 10).await?, [4]);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn an_import_and_its_rejects() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            let id = import::reserve(tx).await?;
            let run = ImportRun {
                id,
                kind: ImportKind::Submissions,
                profile: None,
                file_name: "五月.xlsx".to_owned(),
                file_digest: "00".repeat(32),
                state: "running".to_owned(),
                total: None,
                read: 0,
                inserted: 0,
                updated: 0,
                unchanged: 0,
                rejected: 0,
                unknown_columns: "[]".to_owned(),
                message: None,
                account_id: Some(OFFICER),
                started_at: at(0),
                finished_at: None,
            };
            import::insert(tx, &run).await?;
            import::set_header(tx, id, Some(10), "[\"备注\"]").await?;
            import::set_progress(tx, id, &Progress { read: 10, inserted: 6, updated: 1, unchanged: 1, rejected: 2 }).await?;
            let reject = |row_no| ImportReject { run_id: id, row_no, sealed: vec![7], reasons: "[]".to_owned() };
            import::insert_rejects(tx, &[reject(3), reject(9)]).await?;
            assert_eq!(import::rejects_after(tx, id, 0, 10).await?, [reject(3), reject(9)]);
            assert_eq!(import::rejects_after(tx, id, 3, 10).await?, [reject(9)]);
            import::finish(tx, id, "finished", None, at(9)).await?;
            let done = ImportRun {
                state: "finished".to_owned(),
                total: Some(10),
                read: 10,
                inserted: 6,
                updated: 1,
                unchanged: 1,
                rejected: 2,
                unknown_columns: "[\"备注\"]".to_owned(),
                finished_at: Some(at(9)),
                ..run.clone()
            };
            assert_eq!(import::get(tx, id).await?, Some(done.clone()));

            let second = import::reserve(tx).await?;
            import::insert(tx, &ImportRun { id: second, ..run.clone() }).await?;
            assert_eq!(import::finish_all_in(tx, "running", "interrupted", "程序重启", at(20)).await?, 1);
            let latest = import::latest(tx, 5).await?;
            assert_eq!(
                latest.iter().map(|run| (run.id, run.state.as_str())).collect::<Vec<_>>(),
                [(second, "interrupted"), (id, "finished")]
            );
            Ok(())
        })
        .await;
    })
    .await;
}

fn a_fact(id: i64, kind: FactKind, submission_no: Option<&str>) -> Fact {
    Fact {
        id,
        kind,
        fact_no: format!("F{id}"),
        organ: "某法院".to_owned(),
        happened_on: date(2026, 3, 1),
        submission_no: submission_no.map(str::to_owned),
        submission_id: None,
        result: FactResult::Pending,
        result_on: None,
        operator_name: None,
        operator_uscc: None,
        cause: None,
        fine_fen: Some(5),
        person_id: None,
        import_run_id: None,
        source_row: Some(2),
        digest: vec![1; 32],
        created_at: at(0),
        name: Some(vec![1]),
        id_no: None,
        phone: None,
        matter: Some(vec![2]),
        original: Some(vec![3]),
    }
}

#[tokio::test]
async fn facts_of_departments() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 2).await?;
            // The same number in another channel: nobody knows which of the two a fact means.
            submission::insert_many(
                tx,
                &[submission::Submission { channel: Channel::Letter, submission_no: "N00002".to_owned(), ..filing(3) }],
            )
            .await?;
            let first = fact::reserve(tx, 3).await?;
            let rows = [
                a_fact(first, FactKind::Lawsuit, Some("N00001")),
                a_fact(first + 1, FactKind::Lawsuit, Some("N00002")),
                a_fact(first + 2, FactKind::Whistleblower, Some("N00001")),
            ];
            fact::insert_many(tx, &rows).await?;
            assert_eq!(fact::link_submissions(tx).await?, 2);
            let linked = Fact { submission_id: Some(1), ..rows[0].clone() };
            assert_eq!(fact::get(tx, first).await?, Some(linked.clone()));
            assert_eq!(fact::get(tx, first + 1).await?, Some(rows[1].clone()));
            assert_eq!(fact::of_submission(tx, 1).await?.len(), 2);
            assert_eq!(fact::page_after(tx, first, 1).await?, [rows[1].clone()]);
            assert_eq!(fact::of_submissions(tx, &[1, 2]).await?.iter().map(|fact| fact.id).collect::<Vec<_>>(), [first, first + 2]);
            assert_eq!(fact::get_many(tx, &[first + 1, 99]).await?, [rows[1].clone()]);

            let numbers: Vec<String> = rows.iter().map(|row| row.fact_no.clone()).collect();
            let known = fact::known(tx, FactKind::Lawsuit, &numbers).await?;
            assert_eq!(
                known.iter().map(|known| (known.id, known.result)).collect::<Vec<_>>(),
                [(first, FactResult::Pending), (first + 1, FactResult::Pending)]
            );
            assert!(fact::update_result(tx, first + 2, FactResult::Established, Some(date(2026, 4, 1))).await?);
            assert!(!fact::update_result(tx, 99, FactResult::Established, None).await?);
            let told_by = async |tx: &mut store::Tx, result| fact::submissions_with(tx, FactKind::Whistleblower, result, &[1, 2, 99]).await;
            assert_eq!(told_by(tx, FactResult::Established).await?, [1]);
            assert_eq!(told_by(tx, FactResult::Pending).await?, Vec::<i64>::new());

            let unprotected = async |tx: &mut store::Tx| {
                fact::unprotected(tx, FactKind::Whistleblower, FactResult::Established, Protection::Whistleblower).await
            };
            assert_eq!(unprotected(tx).await?, [1]);
            let flag = protection::reserve(tx, 1).await?;
            protection::insert_many(tx, &[crate::casework::flag(flag, 1)]).await?;
            assert_eq!(unprotected(tx).await?, Vec::<i64>::new());
            assert!(protection::lift(tx, flag, OFFICER, at(9), &[1]).await?);
            assert_eq!(unprotected(tx).await?, Vec::<i64>::new(), "an officer lifted it: it does not come back by itself");

            person::insert_many(tx, &[person::Person { id: 1, created_at: at(0) }]).await?;
            fact::assign(tx, &[(first, Some(1)), (first + 1, None)]).await?;
            assert_eq!(fact::of_person(tx, 1, 10).await?, [Fact { person_id: Some(1), ..linked }]);
            Ok(())
        })
        .await;
    })
    .await;
}
