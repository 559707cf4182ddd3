use casework::clock::{Clock as CaseClock, ClockState, TermId};
use casework::clue::{ClueOrigin, ClueState};
use casework::codes::{MatterKind, Protection as Flag};
use casework::decision::EventKind;
use casework::form::FormId;
use casework::matter::{ComplaintState, MatterState};
use casework::service::{Recipient, ServiceWay};
use jiff::civil::date;
use store::clock::{Clock, Owner};
use store::clue::Clue;
use store::decision::Decision;
use store::event::Event;
use store::matter::{Change, Matter};
use store::owed::Owed;
use store::paper::Paper;
use store::paper_service::PaperService;
use store::protection::Protection;
use store::submission::{Due, OrgScope};
use store::worklist::Scope;
use store::{clock, clue, decision, event, matter, owed, paper, paper_service, protection, submission, worklist};
use testkit::databases::on_each;

use crate::fixture::{CITY, COUNTY, HEAD, OFFICER, at, due, filings, house, running, tipoff_open, write};

pub(crate) fn flag(id: i64, submission_id: i64) -> Protection {
    Protection {
        id,
        submission_id,
        kind: Flag::Whistleblower,
        source: "attestation".to_owned(),
        reason: None,
        set_by: None,
        set_at: at(0),
        lifted_by: None,
        lifted_at: None,
        lift_reason: None,
    }
}

#[tokio::test]
async fn closing_a_complaint_leaves_its_clue_on_the_list() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            let rows = filings(tx, 1).await?;
            let found_on = date(2026, 5, 6);
            let clue_id = clue::reserve(tx, 1).await?;
            let raised = Clue {
                id: clue_id,
                submission_id: 1,
                matter_id: 1,
                origin: ClueOrigin::Complaint,
                state: ClueState::Open,
                found_on,
                raised_by: Some(OFFICER),
                note: Some(vec![1]),
                version: 1,
            };
            clue::insert_many(tx, std::slice::from_ref(&raised)).await?;
            let clock_id = clock::reserve(tx, 1).await?;
            let owner = Owner { submission_id: 1, matter_id: 1, clue_id: Some(clue_id), referral_id: None };
            clock::insert_many(tx, &[Clock::new(clock_id, owner, &running(TermId::RVer, found_on))]).await?;
            owed::refresh(tx, 1).await?;
            let before = matter::get(tx, 1).await?.expect("there");
            assert_eq!(matter::unassigned_after(tx, 0, 10).await?, std::slice::from_ref(&before));
            let first_owed = async |tx: &mut store::Tx| -> store::Result<_> {
                let owed = owed::of_submission(tx, 1).await?;
                Ok(owed.iter().map(|owed| (owed.matter_id, owed.officer_id, owed.due_on, owed.term, owed.leads)).collect::<Vec<_>>())
            };
            assert_eq!(first_owed(tx).await?, [(1, None, due(rows[0].received_on), TermId::CAcc, true)]);

            // Decline: the complaint's own clock is met, the clue's runs on.
            let own = clock::of_matter(tx, 1).await?.remove(0);
            let met = CaseClock { state: ClockState::Met { on: date(2026, 5, 8) }, ..own.to_case()? };
            assert!(clock::update(tx, own.id, &met).await?);
            assert!(!clock::update(tx, 99, &met).await?);
            let declined = Change {
                state: MatterState::Complaint(ComplaintState::Declined),
                org_id: COUNTY,
                officer_id: Some(OFFICER),
                closed_on: Some(date(2026, 5, 8)),
                late: false,
            };
            assert!(matter::update(tx, 1, before.version, &declined).await?);
            assert!(!matter::update(tx, 1, before.version, &declined).await?, "the second officer saw an old version");
            owed::refresh(tx, 1).await?;
            assert_eq!(matter::unassigned_after(tx, 0, 10).await?, []);
            let after = matter::get(tx, 1).await?.expect("there");
            assert_eq!(
                after,
                Matter {
                    state: declined.state,
                    open: false,
                    officer_id: Some(OFFICER),
                    closed_on: declined.closed_on,
                    version: before.version + 1,
                    ..before
                }
            );
            let filing = submission::get(tx, 1).await?.expect("there");
            assert!(!filing.open);
            assert_eq!(first_owed(tx).await?, [(1, Some(OFFICER), due(found_on), TermId::RVer, true)]);
            assert_eq!(owed::earliest(tx, &[1, 2]).await?, [(1, due(found_on))]);
            let clocks = clock::of_submission(tx, 1).await?;
            assert_eq!(clocks.iter().map(|clock| clock.state.as_str()).collect::<Vec<_>>(), ["met", "running"]);
            assert_eq!(clocks[0].to_case()?.state, ClockState::Met { on: date(2026, 5, 8) });

            // Filing the clue ends it.
            assert!(clue::update_state(tx, clue_id, 1, ClueState::Filed).await?);
            assert!(!clue::update_state(tx, clue_id, 1, ClueState::NotFiled).await?);
            clock::update(tx, clock_id, &CaseClock { state: ClockState::Met { on: date(2026, 5, 9) }, ..clocks[1].to_case()? }).await?;
            owed::refresh(tx, 1).await?;
            assert_eq!(first_owed(tx).await?, []);
            assert_eq!(owed::earliest(tx, &[1]).await?, []);
            let filed = Clue { state: ClueState::Filed, version: 2, ..raised };
            assert_eq!(clue::get(tx, clue_id).await?, Some(filed.clone()));
            assert_eq!(clue::of_submission(tx, 1).await?, [filed]);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn decisions_papers_and_the_timeline() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 1).await?;
            let id = decision::reserve(tx, 1).await?;
            let declined = Decision {
                id,
                submission_id: 1,
                matter_id: 1,
                clue_id: None,
                act: "declined".to_owned(),
                ground: Some("o121.16.3".to_owned()),
                reason: Some(vec![1, 2]),
                evidence: "[]".to_owned(),
                account_id: OFFICER,
                decided_on: date(2026, 5, 8),
                decided_at: at(5),
                late: false,
                form: Some(FormId::Decline),
                facts: Some(vec![3]),
                referral_id: None,
            };
            decision::insert(tx, &declined).await?;
            assert_eq!(decision::of_submission(tx, 1).await?, [declined]);

            assert_eq!(paper::next_number(tx, COUNTY, "decline", 2026).await?, 1);
            assert_eq!(paper::next_number(tx, COUNTY, "decline", 2026).await?, 2);
            assert_eq!(paper::next_number(tx, COUNTY, "decline", 2027).await?, 1);
            assert_eq!(paper::next_number(tx, CITY, "decline", 2026).await?, 1);
            let paper_id = paper::reserve(tx, 1).await?;
            let issued = Paper {
                id: paper_id,
                submission_id: 1,
                matter_id: 1,
                decision_id: Some(id),
                form: "decline".to_owned(),
                paper_no: "示市监〔2026〕2号".to_owned(),
                org_id: COUNTY,
                year: 2026,
                number: 2,
                sha256: "ab".repeat(32),
                pdf: vec![4; 9_000],
                issued_by: OFFICER,
                issued_at: at(6),
                draft: Some(vec![5, 6]),
                corrects_id: None,
            };
            paper::insert(tx, &issued).await?;
            assert_eq!(paper::get(tx, paper_id).await?.as_ref(), Some(&issued));
            let heads = paper::of_submission(tx, 1).await?;
            assert_eq!(heads.iter().map(|head| head.paper_no.as_str()).collect::<Vec<_>>(), [issued.paper_no.as_str()]);

            // Corrected once by a paper of its own number; then served, once in person and once by public notice.
            let corrected_id = paper::reserve(tx, 1).await?;
            let number = paper::next_number(tx, COUNTY, "decline", 2026).await?;
            let corrected =
                Paper {
                    id: corrected_id, paper_no: "示市监〔2026〕3号".to_owned(), number, corrects_id: Some(paper_id), ..issued.clone()
                };
            paper::insert(tx, &corrected).await?;
            let heads = paper::of_submission(tx, 1).await?;
            assert_eq!(heads.iter().map(|head| head.corrects_id).collect::<Vec<_>>(), [None, Some(paper_id)]);
            let in_person = PaperService {
                id: paper_service::reserve(tx).await?,
                paper_id: corrected_id,
                submission_id: 1,
                recipient: Recipient::Complainant,
                way: ServiceWay::Direct,
                happened_on: date(2026, 5, 9),
                served_on: Some(date(2026, 5, 9)),
                announced_until: None,
                note: None,
                recorded_by: OFFICER,
                recorded_at: at(7),
                happened_at: Some("16:20".to_owned()),
            };
            paper_service::insert(tx, &in_person).await?;
            let announced = PaperService {
                id: paper_service::reserve(tx).await?,
                recipient: Recipient::Operator,
                way: ServiceWay::Announced,
                served_on: None,
                announced_until: Some(date(2026, 6, 8)),
                note: Some(vec![7]),
                ..in_person.clone()
            };
            paper_service::insert(tx, &announced).await?;
            assert_eq!(paper_service::of_paper(tx, corrected_id).await?, [in_person.clone(), announced.clone()]);
            assert_eq!(paper_service::of_paper(tx, paper_id).await?, []);
            assert!(paper_service::complete(tx, announced.id, date(2026, 6, 8)).await?);
            assert!(!paper_service::complete(tx, announced.id, date(2026, 6, 9)).await?, "it counts already");
            let completed = PaperService { served_on: Some(date(2026, 6, 8)), ..announced };
            assert_eq!(paper_service::get(tx, completed.id).await?, Some(completed.clone()));
            assert_eq!(paper_service::of_submission(tx, 1).await?, [in_person, completed]);

            let first = event::reserve(tx, 2).await?;
            let line = |id: i64, kind| Event {
                id,
                submission_id: 1,
                matter_id: (kind == EventKind::Declined).then_some(1),
                clue_id: None,
                decision_id: None,
                at: at(id),
                happened_on: date(2026, 5, 8),
                account_id: None,
                kind,
                detail: "{}".to_owned(),
            };
            let lines = [line(first, EventKind::Received), line(first + 1, EventKind::Declined)];
            event::insert_many(tx, &lines).await?;
            assert_eq!(event::of_submission(tx, 1).await?, lines);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn flags_stand_until_lifted() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 2).await?;
            let first = protection::reserve(tx, 2).await?;
            protection::insert_many(tx, &[flag(first, 1), flag(first + 1, 2)]).await?;
            assert_eq!(protection::standing(tx, &[1]).await?, [(1, Flag::Whistleblower)]);
            assert_eq!(protection::all_standing(tx).await?.len(), 2);
            assert!(protection::lift(tx, first, HEAD, at(3), &[9]).await?);
            assert!(!protection::lift(tx, first, HEAD, at(4), &[8]).await?, "it does not stand any more");
            assert_eq!(protection::standing(tx, &[1, 2]).await?, [(2, Flag::Whistleblower)]);
            let lifted = Protection { lifted_by: Some(HEAD), lifted_at: Some(at(3)), lift_reason: Some(vec![9]), ..flag(first, 1) };
            assert_eq!(protection::of_submission(tx, 1).await?, std::slice::from_ref(&lifted));
            assert_eq!(protection::of_submissions(tx, &[2, 9]).await?, [flag(first + 1, 2)]);
            assert_eq!(protection::all(tx).await?, [lifted, flag(first + 1, 2)]);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn the_worklist_is_by_day() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            let rows = filings(tx, 20).await?;
            // The third filing also holds a tip-off, of the city, with the officer.
            let tipoff = Matter {
                id: matter::reserve(tx, 1).await?,
                kind: MatterKind::Tipoff,
                state: tipoff_open(),
                org_id: CITY,
                officer_id: Some(OFFICER),
                ..crate::fixture::matter(&rows[2])
            };
            matter::insert_many(tx, std::slice::from_ref(&tipoff)).await?;
            let verified = Owed { due_on: date(2026, 5, 15), term: TermId::RVer, ..crate::fixture::owed(&tipoff) };
            owed::insert_many(tx, &[verified]).await?;
            let ids = async |tx: &mut store::Tx, scope: &Scope, due: Due, limit| {
                let rows = worklist::first(tx, scope, due, limit).await?;
                let ids: Vec<(i64, i64)> = rows.iter().map(|row| (row.submission_id, row.matter_id)).collect();
                Ok::<_, store::StoreError>((worklist::count(tx, scope, due, 1_000).await?, ids))
            };
            let all = Due::default();
            let until = |day| Due { from: None, to: Some(date(2026, 5, day)) };
            let everything = Scope::Orgs(OrgScope::All);
            assert_eq!(ids(tx, &everything, all, 2).await?, (21, vec![(1, 1), (3, tipoff.id)]));
            assert_eq!(worklist::count(tx, &everything, all, 5).await?, 5);
            assert_eq!(ids(tx, &everything, until(16), 9).await?, (3, vec![(1, 1), (3, tipoff.id), (2, 2)]));
            assert_eq!(ids(tx, &Scope::Orgs(OrgScope::Only(vec![COUNTY])), until(16), 9).await?, (2, vec![(1, 1), (2, 2)]));
            let both = Scope::Orgs(OrgScope::Only(vec![CITY, COUNTY]));
            let one_day = Due { from: Some(date(2026, 5, 16)), to: Some(date(2026, 5, 16)) };
            assert_eq!(ids(tx, &both, one_day, 9).await?, (1, vec![(2, 2)]));
            assert_eq!(ids(tx, &Scope::Orgs(OrgScope::Only(vec![])), all, 9).await?, (0, vec![]));
            assert_eq!(ids(tx, &Scope::Officer(OFFICER), all, 9).await?, (1, vec![(3, tipoff.id)]));
            assert_eq!(ids(tx, &Scope::Unassigned(OrgScope::Only(vec![CITY])), all, 9).await?, (0, vec![]));
            assert_eq!(ids(tx, &Scope::Unassigned(OrgScope::Only(vec![COUNTY])), until(15), 9).await?, (1, vec![(1, 1)]));
            let row = worklist::first(tx, &Scope::Officer(OFFICER), all, 1).await?.remove(0);
            assert_eq!((row.kind, row.state, row.due_term), (MatterKind::Tipoff, tipoff_open(), TermId::RVer));
            assert_eq!((row.submission_no.as_str(), row.operator_name.as_str()), ("N00003", "第0商店"));

            assert_eq!(matter::of_submission(tx, 3).await?.len(), 2);
            assert_eq!(matter::of_submissions(tx, &[1, 3]).await?.len(), 3);
            assert_eq!(
                matter::count_by_state(tx, &[CITY, COUNTY]).await?,
                [(MatterState::Complaint(ComplaintState::Received), 20), (tipoff_open(), 1)]
            );
            Ok(())
        })
        .await;
    })
    .await;
}
