//! 异常名录 from proposal to its end, its papers and receivers; what people ask about their own data; lists of other places.

use casework::codes::FieldClass;
use casework::registry::{BaseKind, EntryState, NoticeKind, ObjectionChannel, ObjectionOutcome, QuashKind, RegistryEventKind, Strength};
use casework::rights::{Applicant, RefusalGround, Right, RightsOutcome};
use casework::service::ServiceWay;
use jiff::civil::date;
use store::hint::{Hint, HintList};
use store::person::Person;
use store::registry::{Base, Entry, Event, ImpactAssessment, Objection, Receiver, RegistryPaper, RegistryPaperHead, RegistryPaperService};
use store::rights::{Answer, Change, Request, RightsPaper, RightsPaperHead};
use store::sealed::Sealed;
use store::submission::OrgScope;
use store::{Tx, hint, person, registry, rights, sealed, submission};
use testkit::databases::on_each;
use vault::BlindKey;

use crate::fixture::{CITY, COUNTY, HEAD, OFFICER, at, filings, house, write};

fn entry(id: i64, anchor_id: i64, org_id: i64) -> Entry {
    Entry {
        id,
        anchor_id,
        org_id,
        state: EntryState::Proposed,
        live: true,
        proposed_by: OFFICER,
        proposed_on: date(2026, 5, 12),
        reviewed_by: None,
        reviewed_on: None,
        notice_kind: None,
        notice_ground: None,
        noticed_by: None,
        noticed_on: None,
        listed_on: None,
        since_on: None,
        review_on: None,
        expires_on: None,
        renewal_by: None,
        renewal_on: None,
        quash_kind: None,
        quashed_on: None,
        withdraw_due_on: None,
        ended_by: None,
        ended_on: None,
        version: 1,
    }
}

fn base(id: i64, entry_id: i64, ref_id: i64, submission_id: i64, pending: bool) -> Base {
    Base {
        id,
        entry_id,
        kind: BaseKind::Decision,
        ref_id,
        submission_id,
        happened_on: date(2026, 5, 11),
        ground: "o121.16.3".to_owned(),
        in_force: true,
        strength: Strength::Substantive,
        result: None,
        findings: "4;7".to_owned(),
        companions: String::new(),
        pending,
    }
}

fn receiver(id: i64, entry_id: i64, org_id: Option<i64>, access_id: Option<i64>) -> Receiver {
    Receiver {
        id,
        entry_id,
        org_id,
        access_id,
        received_on: date(2026, 5, 13),
        stance: "received".to_owned(),
        stance_by: None,
        stance_on: None,
        stance_reason: None,
        told_on: None,
        confirmed_by: None,
        confirmed_on: None,
    }
}

/// Three filings: two of one person, one of nobody.
async fn one_person(tx: &mut Tx) -> store::Result<i64> {
    filings(tx, 3).await?;
    let id = person::reserve(tx, 1).await?;
    person::insert_many(tx, &[Person { id, created_at: at(0) }]).await?;
    person::assign(tx, &[(1, Some(id)), (2, Some(id))]).await?;
    Ok(id)
}

#[tokio::test]
async fn an_entry_of_the_registry_from_proposal_to_its_end() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            let person_id = one_person(tx).await?;
            let first = registry::reserve(tx).await?;
            let second = registry::reserve(tx).await?;
            registry::insert(tx, &entry(first, 1, COUNTY)).await?;
            registry::insert(tx, &entry(second, 3, CITY)).await?;
            assert_eq!(registry::get(tx, first).await?, Some(entry(first, 1, COUNTY)));
            assert_eq!(registry::get(tx, 99).await?, None);
            assert_eq!(registry::of_person(tx, person_id).await?, [entry(first, 1, COUNTY)], "whoever the anchor is held to be of");

            // Two saw the same version: only one of them writes.
            let listed = Entry {
                state: EntryState::InForce,
                reviewed_by: Some(HEAD),
                reviewed_on: Some(date(2026, 5, 12)),
                notice_kind: Some(NoticeKind::Served),
                noticed_by: Some(OFFICER),
                noticed_on: Some(date(2026, 5, 13)),
                listed_on: Some(date(2026, 5, 13)),
                since_on: Some(date(2026, 5, 13)),
                review_on: Some(date(2026, 11, 13)),
                expires_on: Some(date(2027, 5, 13)),
                ..entry(first, 1, COUNTY)
            };
            assert!(registry::update(tx, &listed).await?);
            assert!(!registry::update(tx, &listed).await?, "the version has moved on");
            assert_eq!(registry::get(tx, first).await?, Some(Entry { version: 2, ..listed.clone() }));

            // What it rests on; what waits with a renewal.
            let from = registry::reserve_bases(tx, 3).await?;
            let bases = [base(from, first, 10, 1, false), base(from + 1, first, 11, 2, true), base(from + 2, second, 12, 3, false)];
            registry::insert_bases(tx, &bases).await?;
            assert_eq!(registry::bases_of(tx, first).await?, bases[..2]);
            assert_eq!(registry::entries_on(tx, 2).await?, [first]);
            registry::settle_pending(tx, first).await?;
            assert!(registry::bases_of(tx, first).await?.iter().all(|base| !base.pending));
            let again = registry::reserve_bases(tx, 1).await?;
            registry::insert_bases(tx, &[base(again, first, 13, 2, true)]).await?;
            registry::delete_pending(tx, first).await?;
            assert_eq!(registry::bases_of(tx, first).await?.len(), 2);

            // Its life, each line in the log.
            let before = store::ledger::pending(tx).await?;
            let event = Event {
                id: registry::reserve_event(tx).await?,
                entry_id: first,
                at: at(5),
                happened_on: date(2026, 5, 12),
                account_id: Some(OFFICER),
                kind: RegistryEventKind::Proposed,
                detail: "{}".to_owned(),
                reason: Some(vec![1, 2]),
            };
            registry::record(tx, &event).await?;
            assert_eq!(registry::events_of(tx, first).await?, [event]);
            assert_eq!(store::ledger::pending(tx).await?, before + 1, "logged with its row");

            // Lists: by unit and by what was shown to a unit, in pages.
            let ids = |entries: Vec<Entry>| entries.into_iter().map(|entry| entry.id).collect::<Vec<_>>();
            assert_eq!(ids(registry::page_before(tx, &OrgScope::All, None, i64::MAX, 9).await?), [second, first]);
            assert_eq!(ids(registry::page_before(tx, &OrgScope::All, Some(true), second, 9).await?), [first]);
            assert_eq!(ids(registry::page_before(tx, &OrgScope::Only(vec![CITY]), Some(true), i64::MAX, 9).await?), [second]);
            assert_eq!(ids(registry::live_after(tx, 0, 1).await?), [first]);
            assert_eq!(ids(registry::live_after(tx, first, 9).await?), [second]);
            let shown = registry::reserve_receivers(tx, 1).await?;
            registry::add_receivers(tx, &[receiver(shown, first, Some(CITY), None)]).await?;
            let again = registry::reserve_receivers(tx, 1).await?;
            registry::add_receivers(tx, &[receiver(again, first, Some(CITY), None)]).await?;
            assert_eq!(registry::receivers_of(tx, first).await?.len(), 1, "once");
            assert_eq!(ids(registry::page_before(tx, &OrgScope::Only(vec![CITY]), None, i64::MAX, 9).await?), [second, first]);
            assert!(registry::take_stance(tx, first, CITY, "recognised", HEAD, date(2026, 5, 14), &[7]).await?);
            assert!(!registry::take_stance(tx, first, COUNTY, "recognised", OFFICER, date(2026, 5, 14), &[7]).await?, "never shown");

            // Its end: every receiver is told, and confirms once.
            assert!(!registry::confirm(tx, first, CITY, HEAD, date(2026, 5, 20)).await?, "nothing to confirm yet");
            let ended = Entry {
                state: EntryState::Withdrawn,
                live: false,
                quash_kind: Some(QuashKind::ReviewWon),
                quashed_on: Some(date(2026, 5, 19)),
                withdraw_due_on: Some(date(2026, 5, 22)),
                ended_by: Some(OFFICER),
                ended_on: Some(date(2026, 5, 20)),
                version: 2,
                ..listed
            };
            assert!(registry::update(tx, &ended).await?);
            assert_eq!(registry::untold(tx).await?, [first], "invariant 4 would be broken here");
            assert_eq!(registry::tell_receivers(tx, first, date(2026, 5, 20)).await?, 1);
            assert_eq!(registry::untold(tx).await?, Vec::<i64>::new());
            assert_eq!(registry::waiting_for(tx, &[CITY], 9).await?, [first]);
            assert!(registry::confirm(tx, first, CITY, HEAD, date(2026, 5, 20)).await?);
            assert!(!registry::confirm(tx, first, CITY, HEAD, date(2026, 5, 20)).await?, "once");
            assert_eq!(registry::waiting_for(tx, &[CITY], 9).await?, Vec::<i64>::new());
            let told = Receiver {
                stance: "recognised".to_owned(),
                stance_by: Some(HEAD),
                stance_on: Some(date(2026, 5, 14)),
                stance_reason: Some(vec![7]),
                told_on: Some(date(2026, 5, 20)),
                confirmed_by: Some(HEAD),
                confirmed_on: Some(date(2026, 5, 20)),
                ..receiver(shown, first, Some(CITY), None)
            };
            assert_eq!(registry::receivers_of(tx, first).await?, [told]);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn objections_papers_and_the_assessment_that_comes_first() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            one_person(tx).await?;
            let id = registry::reserve(tx).await?;
            registry::insert(tx, &entry(id, 1, COUNTY)).await?;

            let objection = Objection {
                id: registry::reserve_objection(tx).await?,
                entry_id: id,
                channel: ObjectionChannel::Letter,
                received_on: date(2026, 5, 14),
                due_on: date(2026, 6, 4),
                provisional: false,
                words: vec![3],
                recorded_by: OFFICER,
                outcome: None,
                answered_by: None,
                answered_on: None,
                answer: None,
            };
            registry::insert_objection(tx, &objection).await?;
            let (outcome, on) = (ObjectionOutcome::Rejected, date(2026, 5, 18));
            assert!(registry::answer_objection(tx, objection.id, outcome, HEAD, on, &[9]).await?);
            assert!(!registry::answer_objection(tx, objection.id, ObjectionOutcome::Upheld, HEAD, on, &[9]).await?, "once");
            let answered = Objection {
                outcome: Some(outcome),
                answered_by: Some(HEAD),
                answered_on: Some(on),
                answer: Some(vec![9]),
                ..objection.clone()
            };
            assert_eq!(registry::objections_of(tx, id).await?, [answered]);

            let paper = RegistryPaper {
                id: registry::reserve_paper(tx).await?,
                entry_id: id,
                form: "objection_answer".to_owned(),
                paper_no: "示市监录异〔2026〕第1号".to_owned(),
                org_id: COUNTY,
                year: 2026,
                number: store::paper::next_number(tx, COUNTY, "objection_answer", 2026).await?,
                sha256: "ab".to_owned(),
                pdf: vec![1],
                draft: Some(vec![2]),
                receiver_id: None,
                objection_id: Some(objection.id),
                issued_by: HEAD,
                issued_at: at(20),
            };
            registry::insert_paper(tx, &paper).await?;
            assert_eq!((paper.number, registry::paper(tx, paper.id).await?.as_ref()), (1, Some(&paper)));
            let head = RegistryPaperHead {
                id: paper.id,
                entry_id: id,
                form: paper.form.clone(),
                paper_no: paper.paper_no.clone(),
                sha256: paper.sha256.clone(),
                receiver_id: None,
                objection_id: Some(objection.id),
                issued_by: HEAD,
                issued_at: at(20),
            };
            assert_eq!(registry::papers_of(tx, id).await?, [head]);
            let service = RegistryPaperService {
                id: registry::reserve_service(tx).await?,
                paper_id: paper.id,
                way: ServiceWay::Direct,
                served_on: date(2026, 5, 19),
                note: None,
                recorded_by: HEAD,
                recorded_at: at(21),
            };
            registry::insert_service(tx, &service).await?;
            assert_eq!(registry::services_of(tx, id).await?, [service]);

            let assessment = ImpactAssessment {
                id: registry::reserve_assessment(tx).await?,
                basis: "示市监〔2026〕8号（虚构）".to_owned(),
                purpose: "目的".to_owned(),
                effects: "影响".to_owned(),
                measures: "措施".to_owned(),
                prepared_by: OFFICER,
                prepared_on: date(2026, 4, 20),
                approved_by: None,
                approved_on: None,
            };
            registry::insert_assessment(tx, &assessment).await?;
            assert!(registry::approve_assessment(tx, assessment.id, HEAD, date(2026, 4, 28)).await?);
            assert!(!registry::approve_assessment(tx, assessment.id, HEAD, date(2026, 4, 28)).await?, "once");
            let approved = ImpactAssessment { approved_by: Some(HEAD), approved_on: Some(date(2026, 4, 28)), ..assessment };
            assert_eq!(registry::assessments(tx).await?, [approved]);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn what_people_ask_about_their_own_data() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            let person_id = one_person(tx).await?;
            let asked = Request {
                id: rights::reserve(tx).await?,
                anchor_id: 2,
                org_id: COUNTY,
                subject_right: Right::Delete,
                channel: ObjectionChannel::Visit,
                applicant: Applicant::Person,
                received_on: date(2026, 5, 14),
                due_on: date(2026, 6, 4),
                provisional: false,
                words: vec![1],
                verified: vec![2],
                recorded_by: OFFICER,
                recorded_at: at(3),
                open: true,
                outcome: None,
                ground: None,
                answered_by: None,
                answered_on: None,
                answer: None,
            };
            rights::insert(tx, &asked).await?;
            assert_eq!(rights::get(tx, asked.id).await?.as_ref(), Some(&asked));
            assert_eq!(rights::of_person(tx, person_id).await?, std::slice::from_ref(&asked));
            assert_eq!(rights::page_before(tx, &OrgScope::Only(vec![COUNTY]), true, i64::MAX, 9).await?, std::slice::from_ref(&asked));
            assert_eq!(rights::page_before(tx, &OrgScope::Only(vec![CITY]), true, i64::MAX, 9).await?, []);
            let answer = Answer {
                outcome: RightsOutcome::Refused,
                ground: Some(RefusalGround::RetentionRuns),
                by: HEAD,
                on: date(2026, 5, 20),
                reason: vec![3],
            };
            assert!(rights::answer(tx, asked.id, &answer, at(9)).await?);
            assert!(!rights::answer(tx, asked.id, &answer, at(9)).await?, "once");
            let answered = Request {
                open: false,
                outcome: Some(RightsOutcome::Refused),
                ground: Some(RefusalGround::RetentionRuns),
                answered_by: Some(HEAD),
                answered_on: Some(date(2026, 5, 20)),
                answer: Some(vec![3]),
                ..asked.clone()
            };
            assert_eq!(rights::page_before(tx, &OrgScope::All, false, i64::MAX, 9).await?, [answered]);

            let paper = RightsPaper {
                id: rights::reserve_paper(tx).await?,
                request_id: asked.id,
                form: "rights_answer".to_owned(),
                paper_no: "示市监信答〔2026〕第1号".to_owned(),
                org_id: COUNTY,
                year: 2026,
                number: 1,
                sha256: "cd".to_owned(),
                pdf: vec![4],
                issued_by: HEAD,
                issued_at: at(10),
            };
            rights::insert_paper(tx, &paper).await?;
            assert_eq!(rights::paper(tx, paper.id).await?.as_ref(), Some(&paper));
            let head = RightsPaperHead {
                id: paper.id,
                request_id: asked.id,
                form: paper.form,
                paper_no: paper.paper_no,
                sha256: paper.sha256,
                issued_by: HEAD,
                issued_at: at(10),
            };
            assert_eq!(rights::papers_of(tx, asked.id).await?, [head]);

            // Corrected, then erased: the filing stays, nobody can be told from it.
            let cells = Sealed {
                submission_id: 2,
                name: Some(vec![1]),
                id_no: None,
                phone: Some(vec![2]),
                address: None,
                agent: None,
                consignee: None,
                account: None,
                narrative: Some(vec![3]),
                original: Some(vec![4]),
            };
            sealed::insert_many(tx, std::slice::from_ref(&cells)).await?;
            sealed::set_cell(tx, 2, FieldClass::Phone, Some(&[8])).await?;
            assert_eq!(sealed::get(tx, 2).await?, Some(Sealed { phone: Some(vec![8]), ..cells }));
            assert_eq!(sealed::erase(tx, 2).await?, 4);
            assert_eq!((sealed::erase(tx, 2).await?, sealed::erase(tx, 3).await?), (0, 0));
            let change = Change {
                id: 0,
                kind: "erased".to_owned(),
                class: "submission".to_owned(),
                ref_id: 2,
                request_id: Some(asked.id),
                cells: 4,
                changed_by: Some(HEAD),
                changed_at: at(30),
            };
            let id = rights::record_change(tx, &change).await?;
            assert_eq!(rights::changes(tx, 9).await?, [Change { id, ..change.clone() }]);
            assert_eq!(rights::changes_of(tx, asked.id).await?, [Change { id, ..change.clone() }]);

            // Which filings are old enough: over, received before that day, not erased yet.
            let fourth = submission::reserve(tx, 1).await?;
            let over = submission::Submission { open: false, ..crate::fixture::submission(fourth) };
            submission::insert_many(tx, &[over]).await?;
            assert_eq!(rights::received_before(tx, date(2026, 5, 4), 0, 9).await?, Vec::<i64>::new());
            assert_eq!(rights::received_before(tx, date(2026, 5, 5), 0, 9).await?, [fourth], "the others are open");
            assert_eq!(rights::received_before(tx, date(2026, 5, 5), fourth, 9).await?, Vec::<i64>::new());
            let erased = Change { ref_id: fourth, request_id: None, changed_by: None, ..change };
            rights::record_change(tx, &erased).await?;
            assert_eq!(rights::received_before(tx, date(2026, 5, 5), 0, 9).await?, Vec::<i64>::new());
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn lists_of_other_places() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            let (phone, other) = (BlindKey([1; 16]), BlindKey([2; 16]));
            let list = HintList {
                id: hint::reserve_list(tx).await?,
                source: "邻市市场监督管理局".to_owned(),
                basis: "邻市监函〔2026〕3号（虚构）".to_owned(),
                as_of: date(2026, 4, 30),
                expires_on: date(2026, 12, 31),
                sha256: "ef".to_owned(),
                row_count: 2,
                imported_by: Some(HEAD),
                imported_at: at(1),
                erased_on: None,
            };
            let first = hint::reserve(tx, 2).await?;
            let row = |id: i64, row_no| Hint { id, list_id: list.id, row_no, said: vec![5] };
            let rows = [row(first, 2), row(first + 1, 3)];
            hint::insert(tx, &list, &rows, &[(phone, first), (phone, first), (other, first + 1)]).await?;
            assert_eq!(hint::lists(tx).await?, std::slice::from_ref(&list));
            assert_eq!(hint::find(tx, &[phone], 9).await?, rows[..1]);
            assert_eq!(hint::find(tx, &[phone, other], 9).await?, rows);
            assert_eq!(hint::over(tx, date(2026, 12, 31)).await?, [], "its last day is a day");
            assert_eq!(hint::over(tx, date(2027, 1, 1)).await?, std::slice::from_ref(&list));
            assert_eq!(hint::erase(tx, list.id, date(2027, 1, 1)).await?, 2);
            assert_eq!(hint::find(tx, &[phone, other], 9).await?, []);
            assert_eq!(hint::over(tx, date(2027, 1, 1)).await?, []);
            assert_eq!(hint::lists(tx).await?, [HintList { erased_on: Some(date(2027, 1, 1)), ..list }]);
            Ok(())
        })
        .await;
    })
    .await;
}
