use jiff::civil::date;
use store::assess_run::AssessRun;
use store::filing_spread::{self, Complaints};
use store::person::Person;
use store::reading::{self, Reading};
use store::submission::Submission;
use store::{assess_run, person, submission};
use testkit::databases::on_each;

use crate::fixture::{at, filings, house, submission as filing, write};

#[tokio::test]
async fn what_was_read_of_a_filing() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 3).await?;
            for _ in 0..2 {
                let id = assess_run::reserve(tx).await?;
                let run = AssessRun {
                    id,
                    as_of: date(2026, 5, 12),
                    state: "arrived".to_owned(),
                    rules_version: "1".to_owned(),
                    submissions: 1,
                    persons: 1,
                    findings: 0,
                    message: None,
                    account_id: None,
                    started_at: at(0),
                    finished_at: Some(at(1)),
                };
                assess_run::insert(tx, &run).await?;
            }
            let read = |submission_id, run_id, signs| Reading { submission_id, run_id, signs };
            reading::insert_many(tx, &[read(1, 1, 5), read(3, 1, 0)]).await?;
            reading::insert_many(tx, &[read(1, 2, 9)]).await?;
            assert_eq!(reading::get(tx, 1).await?, Some(read(1, 2, 9)));
            assert_eq!(reading::get(tx, 2).await?, None);
            assert_eq!(reading::of_submissions(tx, &[3, 2, 1]).await?, [read(1, 2, 9), read(3, 1, 0)]);
            assert_eq!(reading::ids_after(tx, 0, 1).await?, [1]);
            assert_eq!(reading::ids_after(tx, 1, 9).await?, [3]);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn how_often_people_complain() {
    on_each(async |database| {
        write(&database.store, async |tx| {
            filing_spread::replace_complaints(tx, &[Complaints { complaints: 9, persons: 9 }]).await?;
            let rows = [Complaints { complaints: 1, persons: 40 }, Complaints { complaints: 12, persons: 1 }];
            filing_spread::replace_complaints(tx, &rows).await?;
            assert_eq!(filing_spread::complaints(tx).await?, rows);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn traders_and_people_around_a_filing() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 9).await?;
            let coded = |id: i64, code: &str| Submission { operator_uscc: Some(code.to_owned()), ..filing(id) };
            // The 10th and the 11th of May: 第1商店 and 第2商店.
            submission::insert_many(tx, &[coded(10, "91430600MA4LA00001"), coded(13, "91430600MA4LA00002")]).await?;
            let names: Vec<String> = ["第1商店", "第2商店", "无此店"].map(str::to_owned).to_vec();
            let codes = submission::codes_of_operators(tx, &names).await?;
            assert_eq!(codes, [("第1商店".to_owned(), "91430600MA4LA00001".to_owned())]);
            assert_eq!(submission::codes_of_operators(tx, &[]).await?, []);
            let ids = |rows: Vec<Submission>| rows.iter().map(|row| row.id).collect::<Vec<_>>();
            let days = (date(2026, 5, 4), date(2026, 5, 8));
            assert_eq!(ids(submission::against(tx, &names, days, 9).await?), [4, 5, 7, 8]);
            assert_eq!(ids(submission::against(tx, &names[..1], days, 1).await?), [4]);
            person::insert_many(tx, &[Person { id: 1, created_at: at(0) }, Person { id: 2, created_at: at(0) }]).await?;
            person::assign(tx, &[(1, Some(1)), (4, Some(1)), (6, Some(2)), (7, None)]).await?;
            assert_eq!(person::filings_of(tx, &[1, 2], 9).await?, [6, 4, 1]);
            assert_eq!(person::filings_of(tx, &[1], 1).await?, [4]);
            assert_eq!(person::filings_of(tx, &[], 9).await?, Vec::<i64>::new());
            Ok(())
        })
        .await;
    })
    .await;
}
