use casework::codes::FieldClass;
use store::access::NewAccess;
use store::session::Session;
use store::{StoreError, access, account, keys, organisation, outside, saved_filter, second_factor, session, setting};
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
            device: "Firefox · Linux".to_owned(),
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
async fn announced_keys_and_cells_sealed_anew() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            let key = |version: u32| WrappedKey { class: "credential".to_owned(), version, wrapped: vec![1; 40] };
            keys::add(tx, &key(1), at(0)).await?;
            keys::announce(tx, &key(2), at(1)).await?;
            assert_eq!(keys::announced(tx).await?, [("credential".to_owned(), 2)]);
            assert_eq!(keys::seal_with_all(tx).await?, 1);
            assert_eq!(keys::announced(tx).await?, []);

            second_factor::begin(tx, HEAD, b"old").await?;
            let secrets = keys::SealedColumn { table: "second_factor", column: "secret", row: keys::RowNumber::Column("account_id") };
            assert_eq!(keys::cells(tx, secrets, 0, 10).await?, [(HEAD, b"old".to_vec())]);
            assert!(!keys::reseal(tx, secrets, HEAD, b"somebody wrote meanwhile", b"new").await?);
            assert!(keys::reseal(tx, secrets, HEAD, b"old", b"new").await?);
            assert_eq!(keys::cells(tx, secrets, 0, 10).await?, [(HEAD, b"new".to_vec())]);

            let rejects = keys::SealedColumn { table: "import_reject", column: "sealed", row: keys::RowNumber::Pair("run_id", "row_no") };
            assert_eq!(keys::cells(tx, rejects, -1, 10).await?, []);
            assert!(!keys::reseal(tx, rejects, (1 << 32) + 7, b"old", b"new").await?);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn open_sessions_of_a_person() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            for (token, account_id, used) in [(1, HEAD, 10), (2, HEAD, 30), (3, OFFICER, 20), (4, HEAD, 5)] {
                let session = Session {
                    token_hash: vec![token; 32],
                    account_id,
                    csrf: "c".to_owned(),
                    created_at: at(0),
                    last_seen_at: at(used),
                    idle_until: at(used + 50),
                    ends_at: at(100),
                    device: String::new(),
                };
                session::insert(tx, &session).await?;
            }
            let open: Vec<u8> = session::of_account(tx, HEAD, at(57)).await?.iter().map(|session| session.token_hash[0]).collect();
            assert_eq!(open, [2, 1], "the last used first, ended ones not");
            assert_eq!(session::delete_others(tx, HEAD, &[2; 32]).await?, 2);
            assert!(session::find(tx, &[3; 32]).await?.is_some(), "nobody else's");
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn second_factors_and_logins_from_outside() {
    on_each(async |database| {
        write(&database.store, house).await;
        write(&database.store, async |tx| {
            account::require_password(tx, HEAD, at(1)).await?;
            account::require_password(tx, HEAD, at(2)).await?;
            assert!(second_factor::begin(tx, HEAD, b"first").await?);
            assert!(second_factor::begin(tx, HEAD, b"second").await?);
            let standing = account::standing(tx, HEAD).await?;
            assert_eq!(standing, account::Standing { password_due: true, has_second_factor: false });
            assert!(account::set_password(tx, HEAD, "own").await?);
            second_factor::confirm(tx, HEAD, at(3), &[vec![7; 16], vec![8; 16]]).await?;
            assert!(!second_factor::begin(tx, HEAD, b"third").await?, "a confirmed one stays");
            assert_eq!(second_factor::get(tx, HEAD).await?.expect("there").secret, b"second");
            let standing = account::standing(tx, HEAD).await?;
            assert_eq!(standing, account::Standing { password_due: false, has_second_factor: true });

            assert!(second_factor::take_step(tx, HEAD, 5).await?);
            assert!(!second_factor::take_step(tx, HEAD, 5).await?);
            assert!(!second_factor::take_step(tx, HEAD, 4).await?);
            assert!(second_factor::take_recovery_code(tx, HEAD, &[7; 16], at(4)).await?);
            assert!(!second_factor::take_recovery_code(tx, HEAD, &[7; 16], at(5)).await?);
            assert!(!second_factor::take_recovery_code(tx, OFFICER, &[8; 16], at(5)).await?);
            assert_eq!(second_factor::recovery_codes_left(tx, HEAD).await?, 1);

            let step = |token: u8, ends: i64| second_factor::LoginStep { token_hash: vec![token; 32], account_id: HEAD, ends_at: at(ends) };
            second_factor::await_code(tx, &step(1, 10), at(5)).await?;
            second_factor::await_code(tx, &step(2, 20), at(10)).await?;
            assert_eq!(second_factor::awaited(tx, &[1; 32]).await?, None, "forgotten when it ended");
            assert_eq!(second_factor::awaited(tx, &[2; 32]).await?, Some(step(2, 20)));
            assert!(second_factor::end_step(tx, &[2; 32]).await?);
            assert!(!second_factor::end_step(tx, &[2; 32]).await?);
            assert!(second_factor::remove(tx, HEAD).await?);
            assert!(!second_factor::remove(tx, HEAD).await?);

            let tie = |account_id: i64| outside::OutsideAccount {
                issuer: "https://login.city.example".to_owned(),
                subject: "s-1".to_owned(),
                account_id,
                linked_at: at(6),
            };
            outside::link(tx, &tie(HEAD)).await?;
            outside::link(tx, &tie(OFFICER)).await?;
            assert_eq!(outside::account_of(tx, "https://login.city.example", "s-1").await?, Some(OFFICER));
            assert_eq!(outside::account_of(tx, "https://login.other.example", "s-1").await?, None);
            assert_eq!(outside::of_account(tx, OFFICER).await?, [tie(OFFICER)]);
            assert_eq!(outside::unlink(tx, OFFICER).await?, 1);
            assert_eq!(outside::of_account(tx, OFFICER).await?, []);

            let sent = |token: u8, ends: i64| outside::OutsideStep {
                token_hash: vec![token; 32],
                nonce: "n".to_owned(),
                verifier: "v".to_owned(),
                next: "/".to_owned(),
                ends_at: at(ends),
            };
            outside::send(tx, &sent(1, 10), at(5)).await?;
            outside::send(tx, &sent(2, 20), at(10)).await?;
            assert_eq!(outside::take(tx, &[1; 32]).await?, None);
            assert_eq!(outside::take(tx, &[2; 32]).await?, Some(sent(2, 20)));
            assert_eq!(outside::take(tx, &[2; 32]).await?, None, "it comes back once");
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
