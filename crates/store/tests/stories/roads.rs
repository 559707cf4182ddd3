//! What is done with many matters at once: batches, bonds, notices, terms counted again, law that was added, papers that count no more.

use casework::clock::TermId;
use casework::matter::{ComplaintState, MatterState};
use jiff::civil::date;
use store::batch::{Batch, BatchRow};
use store::bond::Bond;
use store::clock::Counted;
use store::law_file::LawFile;
use store::owed::Moved;
use store::paper::Paper;
use store::paper_void::PaperVoid;
use store::recount::Share;
use store::reminder::Reminder;
use store::{batch, bond, clock, law_file, matter, owed, paper, paper_void, recount, reminder};
use testkit::databases::on_each;

use crate::fixture::{COUNTY, HEAD, OFFICER, at, due, filings, house, read, write};

#[tokio::test]
async fn a_batch_is_kept_row_by_row_and_undone_once() {
    on_each(async |database| {
        write(&database.store, house).await;
        let row = |matter_id, done, version_after| BatchRow {
            batch_id: 1,
            matter_id,
            done,
            message: "已受理".to_owned(),
            version_after,
            former: "{}".to_owned(),
            undo_message: None,
        };
        let made = Batch { id: 1, kind: "accept".to_owned(), account_id: HEAD, made_at: at(10), undone_at: None };
        write(&database.store, async |tx| {
            filings(tx, 2).await?;
            assert_eq!(batch::reserve(tx).await?, 1);
            batch::insert(tx, &made).await?;
            batch::insert_row_of(tx, &row(2, false, None)).await?;
            batch::insert_row_of(tx, &row(1, true, Some(2))).await
        })
        .await;
        let undone = write(&database.store, async |tx| {
            batch::set_undo_message(tx, 1, 1, "已撤销").await?;
            Ok([batch::mark_undone(tx, 1, at(20)).await?, batch::mark_undone(tx, 1, at(30)).await?])
        })
        .await;
        assert_eq!(undone, [true, false]);
        let (kept, rows, none) =
            read(&database.store, async |tx| Ok((batch::get(tx, 1).await?, batch::rows(tx, 1).await?, batch::get(tx, 2).await?))).await;
        assert_eq!(kept, Some(Batch { undone_at: Some(at(20)), ..made }));
        let first = BatchRow { undo_message: Some("已撤销".to_owned()), ..row(1, true, Some(2)) };
        assert_eq!(rows, [first, row(2, false, None)]);
        assert_eq!(none, None);
    })
    .await;
}

#[tokio::test]
async fn matters_hang_together_until_they_are_taken_apart() {
    on_each(async |database| {
        write(&database.store, house).await;
        let tied = Bond {
            id: 1,
            kind: "merged".to_owned(),
            lead_matter_id: 1,
            lead_submission_id: 1,
            matter_id: 2,
            submission_id: 2,
            former_state: Some(MatterState::Complaint(ComplaintState::Received)),
            restarted_from: Some(date(2026, 5, 1)),
            made_by: OFFICER,
            made_at: at(5),
            undone_by: None,
            undone_at: None,
        };
        write(&database.store, async |tx| {
            filings(tx, 2).await?;
            assert_eq!(bond::reserve(tx).await?, 1);
            bond::insert(tx, &tied).await
        })
        .await;
        let standing = async || {
            read(&database.store, async |tx| {
                Ok([
                    bond::of_lead(tx, 1).await?,
                    bond::of_matter(tx, 2).await?,
                    bond::of_submission(tx, 1).await?,
                    bond::of_submission(tx, 2).await?,
                ])
            })
            .await
        };
        assert_eq!(standing().await, [0; 4].map(|_| vec![tied.clone()]));
        let undone =
            write(&database.store, async |tx| Ok([bond::undo(tx, 1, HEAD, at(6)).await?, bond::undo(tx, 1, HEAD, at(7)).await?])).await;
        assert_eq!(undone, [true, false]);
        assert_eq!(standing().await, [0; 4].map(|_| Vec::<Bond>::new()));
    })
    .await;
}

#[tokio::test]
async fn terms_counted_again_move_what_lists_are_sorted_by() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| filings(tx, 3).await).await;
        let open = read(&database.store, async |tx| clock::open_of_filings_after(tx, 1, i64::MAX, 1).await).await;
        assert_eq!(
            open.iter().map(|row| (row.clock.id, row.received_on, row.found_on, row.org_id, row.officer_id)).collect::<Vec<_>>(),
            [(2, date(2026, 5, 2), None, COUNTY, None)]
        );
        let later = date(2026, 6, 30);
        let moved = write(&database.store, async |tx| {
            tx.goes_by_written_rows().await?;
            let middle = clock::middle_filing(tx).await?;
            assert_eq!(clock::open_of_filings_after(tx, 0, middle, 10).await?.len(), 2);
            let recount_id = recount::begin(tx, at(9)).await?;
            let counted = |clock_id, provisional| Counted { clock_id, due_on: later, provisional, former: Some(date(2026, 5, 1)) };
            clock::set_due_days(tx, recount_id, &[counted(1, true), Counted { former: None, ..counted(3, false) }]).await?;
            let moved =
                |id, provisional| Moved { submission_id: id, matter_id: id, due_on: later, term: TermId::CMed, provisional, leads: true };
            owed::set_days(tx, &[moved(1, true), moved(3, false)]).await?;
            Ok([owed::of_submission(tx, 1).await?, owed::of_submission(tx, 2).await?, owed::of_submission(tx, 3).await?].concat())
        })
        .await;
        assert_eq!(
            moved.iter().map(|owed| (owed.due_on, owed.term, owed.provisional)).collect::<Vec<_>>(),
            [(later, TermId::CMed, true), (due(date(2026, 5, 2)), TermId::CAcc, false), (later, TermId::CMed, false)]
        );
        // Whoever shares the work of the unit out finds what moved; a clock that only became certain is not among it.
        let found = read(&database.store, async |tx| recount::moved_of(tx, 1, OFFICER, &[COUNTY], 0, 10).await).await;
        assert_eq!(
            found.iter().map(|row| (row.submission_id, row.former_due_on, row.due_on)).collect::<Vec<_>>(),
            [(1, date(2026, 5, 1), later)]
        );
        assert_eq!(read(&database.store, async |tx| recount::moved_of(tx, 1, OFFICER, &[], 0, 10).await).await, []);
        // A clock that is over is not counted again.
        let closed = write(&database.store, async |tx| {
            let clock = clock::get(tx, 2).await?.expect("on file").to_case()?;
            let met = casework::clock::Clock { state: casework::clock::ClockState::Met { on: later }, ..clock };
            clock::update(tx, 2, &met).await?;
            clock::open_of_filings_after(tx, 0, i64::MAX, 10).await
        })
        .await;
        assert_eq!(closed.iter().map(|row| row.clock.id).collect::<Vec<_>>(), [1, 3]);
    })
    .await;
}

fn notice(id: i64, clock_id: i64, stage: &str, account_id: Option<i64>) -> Reminder {
    Reminder {
        id,
        clock_id,
        matter_id: clock_id,
        submission_id: clock_id,
        stage: stage.to_owned(),
        due_on: due(date(2026, 5, i8::try_from(clock_id).expect("a day"))),
        org_id: COUNTY,
        account_id,
        made_at: at(100),
        seen_at: None,
        sent_at: None,
    }
}

#[tokio::test]
async fn a_count_is_told_once_to_each_reader() {
    on_each(async |database| {
        write(&database.store, house).await;
        let share =
            |account_id, moved| Share { recount_id: 1, org_id: COUNTY, account_id, moved, earlier: 1, seen_at: None, sent_at: None };
        write(&database.store, async |tx| {
            assert_eq!(recount::begin(tx, at(1)).await?, 1);
            recount::tell(tx, &[share(Some(OFFICER), 5), share(None, 2)]).await?;
            recount::tell(tx, &[share(Some(OFFICER), 7)]).await
        })
        .await;
        let notice = |account_id, moved, earlier| recount::Notice { recount_id: 1, org_id: COUNTY, account_id, moved, earlier };
        let (own, of_unit) = (notice(Some(OFFICER), 12, 2), notice(None, 2, 1));
        assert_eq!(read(&database.store, async |tx| recount::unseen_of(tx, OFFICER).await).await, [own]);
        assert_eq!(read(&database.store, async |tx| recount::unseen_of_orgs(tx, &[COUNTY]).await).await, [of_unit]);
        assert_eq!(read(&database.store, async |tx| recount::unsent(tx).await).await.len(), 2);
        write(&database.store, async |tx| {
            recount::mark_seen(tx, &own, at(2)).await?;
            recount::mark_sent(tx, &of_unit, at(2)).await
        })
        .await;
        assert_eq!(read(&database.store, async |tx| recount::unseen_of(tx, OFFICER).await).await, []);
        assert_eq!(read(&database.store, async |tx| recount::unseen_of_orgs(tx, &[COUNTY]).await).await, [of_unit]);
        assert_eq!(read(&database.store, async |tx| recount::unsent(tx).await).await, [own]);
    })
    .await;
}

#[tokio::test]
async fn a_notice_is_made_once_seen_once_and_sent_once() {
    on_each(async |database| {
        write(&database.store, house).await;
        let made = write(&database.store, async |tx| {
            filings(tx, 3).await?;
            assert_eq!(reminder::reserve(tx, 3).await?, 1);
            let notices = [notice(1, 1, "half", Some(OFFICER)), notice(2, 2, "half", None), notice(3, 3, "urged", Some(OFFICER))];
            let first = reminder::insert_new(tx, &notices).await?;
            Ok([first, reminder::insert_new(tx, &[notice(4, 1, "half", Some(OFFICER))]).await?])
        })
        .await;
        assert_eq!(made, [3, 0], "a stage is told once for each last day");
        let running = read(&database.store, async |tx| reminder::running_after(tx, 0, 2).await).await;
        let stages: Vec<_> = running.iter().map(|due| (due.clock_id, due.term, due.made.join(","))).collect();
        assert_eq!(stages, [(1, TermId::CAcc, "half".to_owned()), (2, TermId::CAcc, "half".to_owned())]);

        let ids = |notes: Vec<reminder::Note>| notes.iter().map(|note| note.id).collect::<Vec<_>>();
        let unseen = async || {
            read(&database.store, async |tx| {
                let own = reminder::unseen_of(tx, OFFICER, 10).await?;
                let nobodys = reminder::unseen_of_orgs(tx, &[COUNTY], 10).await?;
                Ok([ids(own), ids(nobodys), ids(reminder::unsent(tx, 0, 10).await?), ids(reminder::unsent(tx, 1, 1).await?)])
            })
            .await
        };
        assert_eq!(unseen().await, [vec![1, 3], vec![2], vec![1, 2, 3], vec![2]]);
        write(&database.store, async |tx| {
            reminder::mark_seen(tx, &[1], at(101)).await?;
            reminder::mark_sent(tx, &[1, 2], at(101)).await
        })
        .await;
        assert_eq!(unseen().await, [vec![3], vec![2], vec![3], vec![3]]);
        let taken = write(&database.store, async |tx| {
            reminder::hand_over(tx, 3, Some(HEAD)).await?;
            let before = ids(reminder::unseen_of(tx, HEAD, 10).await?);
            let left = [reminder::take_back(tx, "urged", 3, at(99)).await?, reminder::take_back(tx, "urged", 3, at(100)).await?];
            Ok((before, left))
        })
        .await;
        assert_eq!(taken, (vec![3], [0, 1]), "only what that batch made");
        assert_eq!(unseen().await, [vec![], vec![2], vec![], vec![]]);
    })
    .await;
}

#[tokio::test]
async fn what_is_owed_of_an_officer_is_found_and_what_is_put_away_is_not_open() {
    on_each(async |database| {
        write(&database.store, house).await;
        let found = write(&database.store, async |tx| {
            filings(tx, 3).await?;
            for id in [1, 3] {
                let row = matter::get(tx, id).await?.expect("on file");
                let change = matter::Change {
                    state: row.state,
                    org_id: row.org_id,
                    officer_id: Some(OFFICER),
                    closed_on: row.closed_on,
                    late: row.late,
                };
                assert!(matter::update(tx, id, row.version, &change).await?);
            }
            matter::set_archived(tx, 1, true).await?;
            let page = matter::owed_of_officer(tx, OFFICER, 0, 1).await?;
            let rest = matter::owed_of_officer(tx, OFFICER, 1, 10).await?;
            Ok((page, rest))
        })
        .await;
        assert_eq!((found.0[0].id, found.0[0].archived), (1, true));
        assert_eq!(found.1.iter().map(|matter| matter.id).collect::<Vec<_>>(), [3]);
    })
    .await;
}

#[tokio::test]
async fn an_added_file_takes_the_place_of_the_one_with_its_name() {
    on_each(async |database| {
        let file = |name: &str, text: &str| LawFile {
            name: name.to_owned(),
            text: text.to_owned(),
            loaded_by: "示例".to_owned(),
            loaded_at: at(1),
        };
        let all = write(&database.store, async |tx| {
            for added in [file("b.toml", "一"), file("a.toml", "二"), file("b.toml", "三")] {
                law_file::put(tx, &added).await?;
            }
            law_file::all(tx).await
        })
        .await;
        assert_eq!(all, [file("a.toml", "二"), file("b.toml", "三")]);
    })
    .await;
}

#[tokio::test]
async fn a_void_paper_stays_on_file() {
    on_each(async |database| {
        write(&database.store, house).await;
        let void =
            PaperVoid { paper_id: 1, submission_id: 1, reason: "受理决定已撤销".to_owned(), voided_by: HEAD, voided_at: at(9) };
        let kept = write(&database.store, async |tx| {
            filings(tx, 1).await?;
            assert_eq!(paper::reserve(tx, 1).await?, 1);
            let issued = Paper {
                id: 1,
                submission_id: 1,
                matter_id: 1,
                decision_id: None,
                form: "o121.complaint_accepted".to_owned(),
                paper_no: "示市监受〔2026〕1号".to_owned(),
                org_id: COUNTY,
                year: 2026,
                number: paper::next_number(tx, COUNTY, "complaint_accepted", 2026).await?,
                sha256: "0".repeat(64),
                pdf: vec![1],
                issued_by: OFFICER,
                issued_at: at(8),
                draft: None,
                corrects_id: None,
            };
            paper::insert(tx, &issued).await?;
            paper_void::insert(tx, &void).await?;
            let next = paper::next_number(tx, COUNTY, "complaint_accepted", 2026).await?;
            Ok((
                paper_void::of_submission(tx, 1).await?,
                paper_void::get(tx, 1).await?,
                paper_void::get(tx, 2).await?,
                paper::get(tx, 1).await?.is_some(),
                next,
            ))
        })
        .await;
        assert_eq!(kept, (vec![void.clone()], Some(void), None, true, 2));
    })
    .await;
}
