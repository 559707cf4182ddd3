//! What the second net of PostgreSQL leaves somebody is what the SQL of the lists gives them; on SQLite the same story without
//! the net.

use casework::codes::{Department, OrgLevel};
use rand::{RngExt, SeedableRng};
use store::share::{self, Share};
use store::submission::{ListFilter, OrgScope};
use store::worklist::Scope as Work;
use store::{Scope, Store, absence, submission, worklist};
use testkit::databases::on_each;

use crate::fixture::{CITY, COUNTY, HEAD, OFFICER, at, filings, house, organisation, read, submission as filing, write};

const UNITS: i64 = 9;
const COURT: i64 = 10;
const POLICE: i64 = 11;

/// The city, eight counties, a court and the police beside them; filings anywhere, some shared.
async fn town(store: &Store, rng: &mut impl rand::Rng, count: usize) {
    write(store, house).await;
    write(store, async |tx| {
        store::organisation::reserve(tx, 9).await?;
        for id in 3..=UNITS {
            store::organisation::insert(tx, &organisation(id, &format!("C{id}"), Some(CITY))).await?;
        }
        for (id, department) in [(COURT, Department::Court), (POLICE, Department::Police)] {
            let unit =
                store::organisation::Organisation { department, level: OrgLevel::County, ..organisation(id, &format!("D{id}"), None) };
            store::organisation::insert(tx, &unit).await?;
        }
        let first = submission::reserve(tx, count).await?;
        let rows: Vec<_> =
            (first..).take(count).map(|id| submission::Submission { org_id: rng.random_range(1..=UNITS), ..filing(id) }).collect();
        submission::insert_many(tx, &rows).await?;
        let matters: Vec<_> = rows.iter().map(crate::fixture::matter).collect();
        store::matter::reserve(tx, count).await?;
        store::matter::insert_many(tx, &matters).await?;
        store::owed::insert_many(tx, &matters.iter().map(crate::fixture::owed).collect::<Vec<_>>()).await?;
        let shares: Vec<Share> = rows
            .iter()
            .filter_map(|row| {
                let org_id = [None, None, None, Some(COURT), Some(POLICE)][rng.random_range(0..5)]?;
                Some(Share { org_id, submission_id: row.id, ground: "fact".to_owned(), made_at: at(0) })
            })
            .collect();
        share::add(tx, &shares).await?;
        Ok(())
    })
    .await;
}

const FAR: i64 = 10_000;

/// Everything that somebody's lists show: filings, owed matters, what is shared with them.
async fn seen(store: &Store, orgs: OrgScope, liaison: Option<i64>) -> (Vec<i64>, i64, Vec<i64>, i64, Vec<i64>) {
    read(store, async |tx| {
        let filter = ListFilter { orgs: orgs.clone(), ..ListFilter::default() };
        let listed = submission::list(tx, &filter, 0, FAR, FAR).await?;
        let mut ids: Vec<i64> = listed.rows.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        let work = worklist::first(tx, &Work::Orgs(orgs.clone()), store::submission::Due::default(), FAR).await?;
        let mut owed: Vec<i64> = work.iter().map(|row| row.matter_id).collect();
        owed.sort_unstable();
        let shared = match liaison {
            Some(unit) => share::page_before(tx, unit, i64::MAX, FAR).await?.iter().map(|row| row.submission_id).collect(),
            None => Vec::new(),
        };
        Ok((ids, listed.total, owed, submission::count_of(tx, &orgs).await?, shared))
    })
    .await
}

/// TARGETS R4: random actors against random rows; SQL with the scope in it on one side, only the net on the other.
#[tokio::test]
async fn the_second_net_leaves_what_the_lists_give() {
    on_each(async |database| {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(20);
        town(&database.store, &mut rng, 400).await;
        for _ in 0..40 {
            let mut units: Vec<i64> = (1..=UNITS).filter(|_| rng.random_bool(0.3)).collect();
            if rng.random_bool(0.2) {
                units = (1..=UNITS).collect();
            }
            let scope = Scope { units: &units, liaison: None };
            let listed = seen(&database.store, OrgScope::Only(units.clone()), None).await;
            let both = seen(&database.store.within(&scope), OrgScope::Only(units.clone()), None).await;
            assert_eq!(listed, both, "{}: {units:?}", database.name);
            if database.name == "postgres" {
                let net = seen(&database.store.within(&scope), OrgScope::All, None).await;
                assert_eq!(listed, net, "{units:?}");
            }
        }
        for unit in [COURT, POLICE] {
            let scope = Scope { units: &[], liaison: Some(unit) };
            let (.., shared) = seen(&database.store, OrgScope::Only(vec![]), Some(unit)).await;
            assert!(!shared.is_empty());
            let within = database.store.within(&scope);
            assert_eq!(seen(&within, OrgScope::Only(vec![]), Some(unit)).await.4, shared, "{}", database.name);
            if database.name == "postgres" {
                // Only the net: every filing and matter that it leaves is one of those, and another unit's shares are none.
                let (mut ids, _, owed, _, of_other) = seen(&within, OrgScope::All, Some(COURT + POLICE - unit)).await;
                ids.reverse();
                assert_eq!((&ids, of_other), (&shared, vec![]));
                assert_eq!(owed.len(), ids.len());
            }
        }
    })
    .await;
}

/// Without a word of whose rows they are, the role of people sees nothing and changes nothing.
#[tokio::test]
async fn the_net_holds_for_cells_and_for_writing() {
    on_each(async |database| {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(21);
        town(&database.store, &mut rng, 60).await;
        if database.name != "postgres" {
            return;
        }
        write(&database.store, async |tx| {
            let rows: Vec<store::sealed::Sealed> = (1..=60).map(sealed).collect();
            store::sealed::insert_many(tx, &rows).await
        })
        .await;
        let own = read(&database.store, async |tx| submission::list(tx, &of(COUNTY), 0, FAR, FAR).await).await;
        let own: Vec<i64> = own.rows.iter().map(|row| row.id).collect();
        for (units, liaison) in [(vec![COUNTY], None), (vec![], None), (vec![], Some(COURT))] {
            let within = database.store.within(&Scope { units: &units, liaison });
            let may: Vec<i64> = match liaison {
                Some(unit) => {
                    read(&database.store, async |tx| {
                        Ok(share::page_before(tx, unit, i64::MAX, FAR).await?.into_iter().map(|row| row.submission_id).collect())
                    })
                    .await
                }
                None if units.is_empty() => vec![],
                None => own.clone(),
            };
            for id in 1..=60 {
                let (row, cell, matter) = read(&within, async |tx| {
                    Ok((submission::get(tx, id).await?, store::sealed::get(tx, id).await?, store::matter::get(tx, id).await?))
                })
                .await;
                assert_eq!(
                    (row.is_some(), cell.is_some(), matter.is_some()),
                    (may.contains(&id), may.contains(&id), may.contains(&id)),
                    "{id}"
                );
            }
            // A row that the net hides or only shows is not there to be changed; one of theirs cannot be put out of their reach.
            for id in 1..=60 {
                let mut tx = within.begin().await.expect("begin");
                let moved = submission::set_organisation(&mut tx, id, CITY).await;
                assert_eq!(moved.is_err(), liaison.is_none() && may.contains(&id), "{id}");
                assert!(!matches!(moved, Ok(true)), "{id}");
                tx.rollback().await.expect("undone");
            }
        }
    })
    .await;
}

fn of(unit: i64) -> ListFilter {
    ListFilter { orgs: OrgScope::Only(vec![unit]), ..ListFilter::default() }
}

fn sealed(id: i64) -> store::sealed::Sealed {
    store::sealed::Sealed {
        submission_id: id,
        name: Some(vec![1]),
        id_no: None,
        phone: None,
        address: None,
        agent: None,
        consignee: None,
        account: None,
        narrative: None,
        original: None,
    }
}

#[tokio::test]
async fn shares_follow_facts_and_absences_end() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 2).await?;
            assert_eq!(share::by_facts(tx, Department::MarketSupervision, "fact", at(1)).await?, 0);
            let one = Share { org_id: COUNTY, submission_id: 2, ground: "referral".to_owned(), made_at: at(2) };
            assert_eq!((share::add(tx, std::slice::from_ref(&one)).await?, share::add(tx, &[one]).await?), (1, 0));
            assert_eq!((share::units_of(tx, 1).await?, share::units_of(tx, 2).await?), (vec![], vec![COUNTY]));
            let rows = share::page_before(tx, COUNTY, i64::MAX, 9).await?;
            assert_eq!(rows.iter().map(|row| (row.submission_id, row.ground.as_str())).collect::<Vec<_>>(), [(2, "referral")]);
            assert_eq!(share::page_before(tx, COUNTY, 2, 9).await?, vec![]);

            let day = |text: &str| text.parse::<jiff::civil::Date>().expect("a day");
            let away = absence::Absence {
                id: absence::reserve(tx).await?,
                account_id: HEAD,
                deputy_id: Some(OFFICER),
                from_on: day("2026-05-11"),
                until_on: day("2026-05-15"),
                recorded_by: None,
                recorded_at: at(0),
                ended_at: None,
            };
            absence::insert(tx, &away).await?;
            for (on, stands) in [("2026-05-10", false), ("2026-05-11", true), ("2026-05-15", true), ("2026-05-16", false)] {
                let expected = if stands { vec![away.clone()] } else { vec![] };
                assert_eq!(absence::standing(tx, day(on)).await?, expected, "{on}");
                assert_eq!(absence::stood_in_for(tx, OFFICER, day(on)).await?, expected, "{on}");
                assert_eq!(absence::stood_in_for(tx, HEAD, day(on)).await?, vec![], "{on}");
            }
            assert_eq!((absence::end(tx, HEAD, at(9)).await?, absence::end(tx, HEAD, at(9)).await?), (1, 0));
            assert_eq!(absence::standing(tx, day("2026-05-12")).await?, vec![]);
            Ok(())
        })
        .await;
    })
    .await;
}
