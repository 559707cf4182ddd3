use casework::codes::FieldClass;
use store::access::NewAccess;
use store::session::Session;
use store::{StoreError, access, account, keys, organisation, saved_filter, session, setting};
use testkit::databases::on_each;
use vault::WrappedKey;

use crate::fixture::{CITY, COUNTY, HEAD, OFFICER, at, filings, house, read, write};

#[tokio::test]
async fn keys_are_kept_and_wrapped_anew() {
    on_each(async |database| {
        let key = |class: &str, wrapped: u8| WrappedKey { class: class.to_owned(), version: 1, wrapped: vec![wrapped; 40] };
        assert_eq!(read(&database.store, async |tx| keys::all(tx).await).await, vec![]);
        write(&database.store, async |tx| {
            keys::add(tx, &key("phone", 1), at(0)).await?;
            keys::add(tx, &key("name", 2), at(0)).await
        })
        .await;
        assert_eq!(read(&database.store, async |tx| keys::all(tx).await).await, vec![key("name", 2), key("phone", 1)]);
        assert!(write(&database.store, async |tx| keys::rewrap(tx, &[key("name", 3)]).await).await);
        assert!(!write(&database.store, async |tx| keys::rewrap(tx, &[key("none", 3)]).await).await);
        assert_eq!(read(&database.store, async |tx| keys::all(tx).await).await[0], key("name", 3));
    })
    .await;
}

#[tokio::test]
async fn units_and_accounts() {
    on_each(async |database| {
        let store = &database.store;
        write(store, house).await;
        read(store, async |tx| {
            let units: Vec<String> = organisation::all(tx).await?.into_iter().map(|unit| unit.code).collect();
            assert_eq!(units, ["YY", "YX"]);
            assert_eq!(organisation::get(tx, COUNTY).await?.and_then(|unit| unit.parent_id), Some(CITY));
            assert_eq!(organisation::get(tx, 99).await?, None);
            assert_eq!(account::by_login(tx, "officer").await?.map(|account| account.id), Some(OFFICER));
            assert_eq!(account::by_login(tx, "nobody").await?, None);
            assert_eq!(account::all(tx).await?.len(), 2);
            assert_eq!(account::of_organisation(tx, CITY).await?.len(), 1);
            Ok(())
        })
        .await;
        write(store, async |tx| {
            assert!(account::set_password(tx, OFFICER, "new").await?);
            assert!(account::set_disabled(tx, OFFICER, true).await?);
            assert!(!account::set_disabled(tx, 99, true).await?);
            let officer = account::get(tx, OFFICER).await?.expect("there");
            assert_eq!((officer.password_hash.as_str(), officer.disabled), ("new", true));
            Ok(())
        })
        .await;
        let mut tx = store.begin().await.expect("begin");
        let twice = account::insert(&mut tx, &crate::fixture::account(3, "head", CITY)).await;
        assert!(matches!(twice, Err(StoreError::Duplicate { .. })), "{}: {twice:?}", database.name);
    })
    .await;
}

#[tokio::test]
async fn sessions_and_failed_logins() {
    on_each(async |database| {
        let session_of = |token: u8, ends: i64| Session {
            token_hash: vec![token; 32],
            account_id: HEAD,
            csrf: "c".to_owned(),
            created_at: at(0),
            last_seen_at: at(0),
            idle_until: at(50),
            ends_at: at(ends),
        };
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            session::insert(tx, &session_of(1, 100)).await?;
            session::insert(tx, &session_of(2, 60)).await?;
            session::insert(tx, &session_of(3, 100)).await?;
            session::touch(tx, &[1; 32], at(40), at(90)).await?;
            session::delete_ended(tx, at(50)).await?;
            assert_eq!(session::find(tx, &[2; 32]).await?, None);
            assert_eq!(session::find(tx, &[3; 32]).await?, None);
            let kept = Session { last_seen_at: at(40), idle_until: at(90), ..session_of(1, 100) };
            assert_eq!(session::find(tx, &[1; 32]).await?, Some(kept));
            session::delete(tx, &[1; 32]).await?;
            session::insert(tx, &session_of(4, 100)).await?;
            session::delete_of_account(tx, HEAD).await?;
            assert_eq!(session::find(tx, &[4; 32]).await?, None);

            for second in [1, 2, 3] {
                session::record_failure(tx, "head", at(second)).await?;
            }
            assert_eq!(session::failures_since(tx, "head", at(2)).await?, 2);
            assert_eq!(session::failures_since(tx, "10.0.0.1", at(0)).await?, 0);
            session::delete_failures_before(tx, at(3)).await?;
            assert_eq!(session::failures_since(tx, "head", at(0)).await?, 1);
            session::clear_failures(tx, "head").await?;
            assert_eq!(session::failures_since(tx, "head", at(0)).await?, 0);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn settings_and_saved_filters() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            assert_eq!(setting::get(tx, "columns.1").await?, None);
            setting::set(tx, "columns.1", "a").await?;
            setting::set(tx, "columns.1", "b").await?;
            assert_eq!(setting::get(tx, "columns.1").await?.as_deref(), Some("b"));

            saved_filter::save(tx, HEAD, "食品", "category=food").await?;
            saved_filter::save(tx, HEAD, "食品", "category=food&open=1").await?;
            saved_filter::save(tx, OFFICER, "食品", "x").await?;
            let saved = saved_filter::of_account(tx, HEAD).await?;
            assert_eq!(saved.iter().map(|filter| filter.query.as_str()).collect::<Vec<_>>(), ["category=food&open=1"]);
            assert!(!saved_filter::delete(tx, OFFICER, saved[0].id).await?, "not theirs");
            assert!(saved_filter::delete(tx, HEAD, saved[0].id).await?);
            assert_eq!(saved_filter::of_account(tx, HEAD).await?, vec![]);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn looks_are_recorded() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            filings(tx, 1).await?;
            let look = |kind: &str, account_id, submission_id| NewAccess {
                account_id,
                kind: kind.to_owned(),
                submission_id,
                field_class: submission_id.map(|_| FieldClass::Phone),
                purpose: "核对电话".to_owned(),
                subject_count: 1,
                at: at(7),
            };
            let first = access::record(tx, &look("reveal", Some(OFFICER), Some(1))).await?;
            let second = access::record(tx, &look("export", None, None)).await?;
            let ids = |records: Vec<access::AccessRecord>| records.into_iter().map(|record| record.id).collect::<Vec<_>>();
            assert_eq!(ids(access::of_submission(tx, 1, 10).await?), [first]);
            assert_eq!(ids(access::of_account(tx, OFFICER, 10).await?), [first]);
            assert_eq!(ids(access::page_before(tx, i64::MAX, 10).await?), [second, first]);
            assert_eq!(ids(access::page_before(tx, second, 10).await?), [first]);
            let kinds = ["reveal".to_owned(), "export".to_owned()];
            assert_eq!(ids(access::of_kinds(tx, &kinds, &[Some(OFFICER), None], 10).await?), [second, first]);
            assert_eq!(ids(access::of_kinds(tx, &kinds[1..], &[Some(OFFICER)], 10).await?), Vec::<i64>::new());
            assert_eq!(ids(access::of_kinds(tx, &kinds, &[], 10).await?), Vec::<i64>::new());
            Ok(())
        })
        .await;
    })
    .await;
}
