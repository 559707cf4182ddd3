//! What officers declared, which filings it touches, what was ruled.

use casework::codes::{AvoidanceRuling, Relation};
use store::avoidance::{self, OfficerRelation, Ruling};
use store::blind::{self, Entry, Subject};
use store::submission;
use testkit::databases::on_each;
use vault::BlindKey;

use crate::fixture::{HEAD, OFFICER, at, house, read, submission as filing, write};

fn relation(id: i64) -> OfficerRelation {
    OfficerRelation {
        id,
        account_id: OFFICER,
        relation: Relation::Spouse,
        operator_uscc: None,
        operator_name: None,
        key: None,
        key_sort: None,
        declared_at: at(id),
        ended_at: None,
    }
}

#[tokio::test]
async fn ties_are_met_by_code_by_name_by_number_and_through_the_person() {
    on_each(async |database| {
        let store = &database.store;
        write(store, house).await;
        write(store, async |tx| {
            let base = || submission::Submission { operator_name: "别家".to_owned(), operator_uscc: None, person_id: None, ..filing(1) };
            let of = |id: i64, row: submission::Submission| submission::Submission { id, submission_no: format!("T{id}"), ..row };
            store::person::reserve(tx, 1).await?;
            submission::reserve(tx, 5).await?;
            let rows = [
                of(1, submission::Submission { operator_uscc: Some("91430600MA4L16JQ1E".to_owned()), ..base() }),
                of(2, submission::Submission { operator_name: "洞庭渔家店".to_owned(), ..base() }),
                of(3, base()),
                of(4, base()),
                of(5, base()),
            ];
            submission::insert_many(tx, &rows).await?;
            blind::insert_many(tx, &[Entry { key: BlindKey([7; 16]), subject: Subject::Submission(3) }]).await?;
            for row in [
                OfficerRelation {
                    operator_uscc: Some("91430600MA4L16JQ1E".to_owned()),
                    ..relation(avoidance::reserve_relation(tx).await?)
                },
                OfficerRelation { operator_name: Some("洞庭渔家店".to_owned()), ..relation(avoidance::reserve_relation(tx).await?) },
                OfficerRelation {
                    key: Some(vec![7; 16]),
                    key_sort: Some("phone".to_owned()),
                    account_id: HEAD,
                    ..relation(avoidance::reserve_relation(tx).await?)
                },
            ] {
                avoidance::declare(tx, &row).await?;
            }
            assert!(!avoidance::end(tx, 1, HEAD, at(9)).await?, "another's");
            assert!(avoidance::end(tx, 1, OFFICER, at(9)).await?);
            assert!(!avoidance::end(tx, 1, OFFICER, at(10)).await?, "ended already");
            for ruling in [AvoidanceRuling::Stay, AvoidanceRuling::Avoid] {
                let id = avoidance::reserve_ruling(tx).await?;
                let row =
                    Ruling { id, submission_id: 3, account_id: HEAD, ruling, reason: vec![1], ruled_by: OFFICER, ruled_at: at(20 + id) };
                avoidance::rule(tx, &row).await?;
            }
            Ok(())
        })
        .await;
        read(store, async |tx| {
            assert_eq!(avoidance::touching(tx, &[1, 2, 3, 4, 5]).await?, [(1, 1), (2, 2), (3, 3)], "{}", database.name);
            assert_eq!(avoidance::touching(tx, &[4]).await?, []);
            assert_eq!(avoidance::of_account(tx, OFFICER).await?.iter().map(|row| row.ended_at).collect::<Vec<_>>(), [Some(at(9)), None]);
            assert_eq!(avoidance::all(tx).await?.len(), 3);
            let rulings: Vec<_> = avoidance::rulings(tx, &[1, 3]).await?.into_iter().map(|ruling| ruling.ruling).collect();
            assert_eq!(rulings, [AvoidanceRuling::Stay, AvoidanceRuling::Avoid]);
            Ok(())
        })
        .await;
        // Linked: what was filed under another number by the same person is theirs too.
        write(store, async |tx| {
            store::person::insert_many(tx, &[store::person::Person { id: 1, created_at: at(30) }]).await?;
            store::person::assign(tx, &[(3, Some(1)), (4, Some(1))]).await
        })
        .await;
        read(store, async |tx| {
            assert_eq!(avoidance::touching(tx, &[4, 5]).await?, [(4, 3)]);
            Ok(())
        })
        .await;
    })
    .await;
}
