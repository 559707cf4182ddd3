use casework::codes::{Issue, SubmissionKind};
use jiff::civil::date;
use store::filer_group::{self, FilerGroup};
use store::filing_spread::{self, Spread};
use store::hot_issue::{self, Filter, HotIssue};
use store::near_text::{self, NearText};
use store::person::{self, Person};
use store::submission::OrgScope;
use testkit::databases::on_each;

use crate::fixture::{CITY, COUNTY, at, filings, house, write};

#[tokio::test]
async fn near_texts() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 6).await?;
            let near = |submission_id, template_id: Option<i64>, cluster_id| NearText {
                submission_id,
                template_id,
                similarity: template_id.map(|_| 912),
                cluster_id,
            };
            near_text::replace_all(tx, &[near(6, None, 6)]).await?;
            let rows = [near(1, Some(1), 1), near(2, Some(1), 1), near(3, None, 1), near(5, Some(5), 5)];
            near_text::replace_all(tx, &rows).await?;
            assert_eq!(near_text::get(tx, 2).await?, Some(rows[1].clone()));
            assert_eq!(near_text::get(tx, 6).await?, None);
            assert_eq!(near_text::of_submissions(tx, &[3, 1, 4]).await?, [rows[0].clone(), rows[2].clone()]);
            assert_eq!(near_text::of_template(tx, 1, 1).await?, rows[..1]);
            assert_eq!(near_text::of_cluster(tx, 1, 9).await?, rows[..3]);
            let days = (date(2026, 5, 1), date(2026, 5, 2));
            assert_eq!(near_text::of_template_against(tx, 1, "第2商店", days, 9).await?, [2]);
            assert_eq!(near_text::of_template_against(tx, 1, "第2商店", (days.0, days.0), 9).await?, Vec::<i64>::new());
            person::insert_many(tx, &[Person { id: 1, created_at: at(0) }]).await?;
            person::assign(tx, &[(1, Some(1)), (2, Some(1))]).await?;
            let (filings, persons, operators) = near_text::template_size(tx, 1).await?;
            assert_eq!((filings, persons), (2, 1));
            assert!((1..=2).contains(&operators));
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn spreads() {
    on_each(async |database| {
        write(&database.store, async |tx| {
            filing_spread::replace_all(tx, &[Spread { filings: 9, persons: 9 }]).await?;
            let rows = [Spread { filings: 1, persons: 40 }, Spread { filings: 12, persons: 1 }];
            filing_spread::replace_all(tx, &rows).await?;
            assert_eq!(filing_spread::all(tx).await?, rows);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn groups() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 6).await?;
            let persons: Vec<Person> = (1..=6).map(|id| Person { id, created_at: at(0) }).collect();
            person::insert_many(tx, &persons).await?;
            let group = |id, place, is_wave| FilerGroup {
                id,
                place,
                is_wave,
                persons: 3,
                submissions: 3,
                operators: 1,
                first_on: date(2026, 5, 1),
                last_on: date(2026, 5, 9),
                tie_kinds: "phone;text".to_owned(),
                detail: "{}".to_owned(),
            };
            let member = |submission_id, group_id| filer_group::Member { submission_id, group_id, person_id: submission_id };
            filer_group::replace_all(tx, &[group(6, 1, false)], &[member(6, 6)]).await?;
            let groups = [group(1, 2, false), group(3, 1, false), group(5, 3, true)];
            let members = [member(1, 1), member(2, 1), member(3, 3), member(4, 3), member(5, 5)];
            filer_group::replace_all(tx, &groups, &members).await?;
            assert_eq!(filer_group::get(tx, 6).await?, None);
            assert_eq!(filer_group::get(tx, 1).await?, Some(groups[0].clone()));
            assert_eq!(filer_group::of_submission(tx, 4).await?, Some(groups[1].clone()));
            assert_eq!(filer_group::of_submission(tx, 6).await?, None);
            assert_eq!(filer_group::of_person(tx, 5).await?, groups[2..]);
            assert_eq!(filer_group::members(tx, 1).await?, members[..2]);
            assert_eq!(filer_group::filings_beside(tx, &[2, 4], 9).await?, [1, 2, 3, 4]);
            assert_eq!(filer_group::filings_beside(tx, &[2, 4], 3).await?, [1, 2, 3]);
            assert_eq!(filer_group::filings_beside(tx, &[6], 9).await?, Vec::<i64>::new());
            assert_eq!(filer_group::list(tx, false, &OrgScope::All, 9).await?, [groups[1].clone(), groups[0].clone()]);
            assert_eq!(filer_group::list(tx, false, &OrgScope::Only(vec![COUNTY]), 1).await?, [groups[1].clone()]);
            assert_eq!(filer_group::list(tx, true, &OrgScope::Only(vec![CITY]), 9).await?, []);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn hot_issues() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 6).await?;
            let issue = |id, place, operator: Option<&str>, first, last| HotIssue {
                id,
                place,
                operator_name: operator.map(str::to_owned),
                issue: operator.map(|_| Issue::Contract),
                representative_id: operator.is_none().then_some(id),
                region: if operator.is_some() { "430602".to_owned() } else { "430621".to_owned() },
                first_on: date(2026, 5, first),
                last_on: date(2026, 5, last),
                submissions: 3,
                persons: 3,
                busiest_from: date(2026, 5, first),
                busiest_persons: 3,
                ordinary_tenths: 4,
                tied: 0,
                concerted: false,
            };
            let member = |submission_id, issue_id| hot_issue::Member { submission_id, issue_id };
            hot_issue::replace_all(tx, &[issue(6, 1, None, 1, 2)], &[member(6, 6)]).await?;
            let issues = [issue(1, 2, Some("甲店"), 1, 3), issue(4, 1, None, 4, 6)];
            let members = [member(1, 1), member(2, 1), member(4, 4), member(2, 4)];
            hot_issue::replace_all(tx, &issues, &members).await?;
            assert_eq!(hot_issue::get(tx, 6).await?, None);
            assert_eq!(hot_issue::get(tx, 4).await?, Some(issues[1].clone()));
            let hottest = [issues[1].clone(), issues[0].clone()];
            assert_eq!(hot_issue::list(tx, &Filter::default(), &OrgScope::All, 9).await?, hottest);
            assert_eq!(hot_issue::list(tx, &Filter::default(), &OrgScope::Only(vec![COUNTY]), 1).await?, hottest[..1]);
            assert_eq!(hot_issue::list(tx, &Filter::default(), &OrgScope::Only(vec![CITY]), 9).await?, []);
            let from = Filter { from: Some(date(2026, 5, 4)), ..Filter::default() };
            assert_eq!(hot_issue::list(tx, &from, &OrgScope::All, 9).await?, hottest[..1]);
            let until = Filter { until: Some(date(2026, 5, 3)), region: Some("430602".to_owned()), ..Filter::default() };
            assert_eq!(hot_issue::list(tx, &until, &OrgScope::All, 9).await?, hottest[1..]);
            assert_eq!(hot_issue::regions(tx).await?, ["430602", "430621"]);
            assert_eq!(hot_issue::members(tx, 1, 9).await?, [1, 2]);
            assert_eq!(hot_issue::months(tx, 1).await?, [("2026-05".to_owned(), SubmissionKind::Complaint, 2)]);
            assert_eq!(hot_issue::of_submission(tx, 2).await?, hottest);
            Ok(())
        })
        .await;
    })
    .await;
}
