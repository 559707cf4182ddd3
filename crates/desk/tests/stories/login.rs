//! Logging in: passwords that somebody else chose, the second factor, one's own sessions; on both databases.

use casework::codes::Role;
use desk::login::{self, LoginForm, LoginRefusal, Must, Origin};
use desk::{Actor, Desk, DeskError, accounts, own_account, second_factor, setup};
use jiff::{SignedDuration, Timestamp};
use testkit::databases::{TestDatabase, on_each};
use totp_rs::{Builder, Secret};

use crate::house::{self, PASSWORD};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_778_547_600 + seconds).expect("a moment")
}

async fn with_officer(database: &TestDatabase) -> Desk {
    let (desk, kek) = house::new_system(database, at(0)).await;
    setup::migrate(&database.location, &kek, at(0)).await.expect("nothing to do");
    accounts::add(&desk, &house::account("officer", "周立本", Role::Officer, "YYL"), at(0)).await.expect("let in");
    desk
}

async fn enter(desk: &Desk, password: &str, now: Timestamp) -> Result<String, LoginRefusal> {
    let form = LoginForm { login: "officer".to_owned(), password: password.to_owned() };
    login::login(desk, &form, Origin { address: "10.0.0.1", device: "Firefox · Linux" }, now).await
}

async fn session(desk: &Desk, token: &str, now: Timestamp) -> (Actor, Option<Must>) {
    let session = login::session(desk, token, now).await.expect("readable").expect("a session");
    (session.actor, session.must)
}

/// What a telephone shows at that moment.
fn shown(text: &str, now: Timestamp) -> String {
    let secret = Secret::try_from_base32(text.replace(' ', "")).expect("the secret as typed in");
    let generator = Builder::new().with_secret(secret).build().expect("a generator");
    generator.generate(now.as_second() as u64).to_string()
}

fn needs_code(result: Result<String, LoginRefusal>) -> String {
    match result {
        Err(LoginRefusal::NeedsCode(step)) => step,
        other => panic!("a code is asked for, not {:?}", other.map(|_| "a session")),
    }
}

#[tokio::test]
async fn a_password_that_somebody_else_chose_is_changed_first() {
    on_each(async |database| {
        let desk = with_officer(database).await;
        let early = enter(&desk, PASSWORD, at(0)).await.expect("the first password");
        accounts::hand_out_password(&desk, "officer", "handed out 42", at(10)).await.expect("a good password");
        assert!(login::session(&desk, &early, at(11)).await.expect("readable").is_none(), "open sessions end");
        assert!(matches!(enter(&desk, PASSWORD, at(12)).await, Err(LoginRefusal::WrongPair)));

        let token = enter(&desk, "handed out 42", at(20)).await.expect("the handed-out password");
        let (actor, must) = session(&desk, &token, at(20)).await;
        assert_eq!(must, Some(Must::ChangePassword));
        let change = async |old: &str, new: &str| own_account::change_password(&desk, &actor, &token, old, new).await;
        for (old, new) in [("not it at all", "my own words 7"), ("handed out 42", "handed out 42"), ("handed out 42", "officer-2026")] {
            assert!(matches!(change(old, new).await, Err(DeskError::Invalid(_))), "{old} → {new}");
        }
        let elsewhere = enter(&desk, "handed out 42", at(21)).await.expect("a second session");
        change("handed out 42", "my own words 7").await.expect("changed");
        assert_eq!(session(&desk, &token, at(30)).await.1, None);
        assert!(login::session(&desk, &elsewhere, at(30)).await.expect("readable").is_none(), "whoever knew the old one is out");
        enter(&desk, "my own words 7", at(31)).await.expect("the new password");
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_guards_the_login() {
    on_each(async |database| {
        let desk = with_officer(database).await;
        let token = enter(&desk, PASSWORD, at(0)).await.expect("in");
        let (actor, _) = session(&desk, &token, at(0)).await;

        let enrolment = second_factor::begin(&desk, &actor).await.expect("a secret");
        assert!(enrolment.address.starts_with("otpauth://totp/Mingjian:officer?secret="));
        enter(&desk, PASSWORD, at(1)).await.expect("guards nothing before it is confirmed");
        assert!(second_factor::confirm(&desk, &actor, "000000", at(2)).await.is_err());
        let recovery = second_factor::confirm(&desk, &actor, &shown(&enrolment.text, at(3)), at(3)).await.expect("the telephone has it");
        assert_eq!(recovery.len(), 8);
        assert!(second_factor::waiting(&desk, &actor).await.expect("readable").is_none(), "a confirmed secret is not shown again");

        let origin = Origin::from("10.0.0.1");
        let step = needs_code(enter(&desk, PASSWORD, at(60)).await);
        assert!(login::session(&desk, &step, at(60)).await.expect("readable").is_none(), "a step is no session");
        let code = shown(&enrolment.text, at(60));
        let wrong = login::code(&desk, &step, "12 34", origin, at(60)).await;
        assert!(matches!(wrong, Err(LoginRefusal::WrongCode)));
        let opened =
            login::code(&desk, &step, &format!("{} {}", &code[..3], &code[3..]), origin, at(61)).await.expect("the code, in two groups");
        assert_eq!(session(&desk, &opened, at(61)).await.1, None);

        assert!(matches!(login::code(&desk, &step, &code, origin, at(62)).await, Err(LoginRefusal::StepEnded)), "a step opens one session");
        let second = needs_code(enter(&desk, PASSWORD, at(63)).await);
        assert!(matches!(login::code(&desk, &second, &code, origin, at(63)).await, Err(LoginRefusal::WrongCode)), "no code is taken twice");

        let upper = recovery[0].to_uppercase();
        login::code(&desk, &second, &upper, origin, at(64)).await.expect("a recovery code, as one types it");
        let third = needs_code(enter(&desk, PASSWORD, at(65)).await);
        assert!(matches!(login::code(&desk, &third, &recovery[0], origin, at(65)).await, Err(LoginRefusal::WrongCode)), "once");
        let late = at(65) + SignedDuration::from_mins(6);
        assert!(matches!(login::code(&desk, &third, &recovery[1], origin, late).await, Err(LoginRefusal::StepEnded)));

        let page = own_account::show(&desk, &actor, &opened, at(66)).await.expect("the page");
        assert_eq!(page.second_factor.map(|(_, left)| left), Some(7));
        assert!(second_factor::remove(&desk, &actor, "not it at all").await.is_err());
        second_factor::remove(&desk, &actor, PASSWORD).await.expect("off");
        enter(&desk, PASSWORD, at(70)).await.expect("the password is enough again");
    })
    .await;
}

#[tokio::test]
async fn codes_cannot_be_gone_through() {
    on_each(async |database| {
        let desk = with_officer(database).await;
        let token = enter(&desk, PASSWORD, at(0)).await.expect("in");
        let (actor, _) = session(&desk, &token, at(0)).await;
        let enrolment = second_factor::begin(&desk, &actor).await.expect("a secret");
        second_factor::confirm(&desk, &actor, &shown(&enrolment.text, at(0)), at(0)).await.expect("on");
        let mut refused = 0;
        for guess in 0..8 {
            let step = match enter(&desk, PASSWORD, at(60)).await {
                Err(LoginRefusal::NeedsCode(step)) => step,
                Err(LoginRefusal::TooMany) => {
                    refused += 1;
                    continue;
                }
                other => panic!("not {:?}", other.map(|_| "a session")),
            };
            let answer = login::code(&desk, &step, &format!("00000{guess}"), Origin::from("10.0.0.1"), at(60)).await;
            assert!(matches!(answer, Err(LoginRefusal::WrongCode)), "a right password does not forget wrong codes");
        }
        assert_eq!(refused, 3);
    })
    .await;
}

#[tokio::test]
async fn a_house_that_requires_a_second_factor_lets_nobody_work_without() {
    on_each(async |database| {
        let desk = with_officer(database).await;
        accounts::set_second_factor_rule(&desk, true).await.expect("required");
        let token = enter(&desk, PASSWORD, at(0)).await.expect("in");
        let (actor, must) = session(&desk, &token, at(0)).await;
        assert_eq!(must, Some(Must::EnrolSecondFactor));
        let enrolment = second_factor::begin(&desk, &actor).await.expect("a secret");
        second_factor::confirm(&desk, &actor, &shown(&enrolment.text, at(1)), at(1)).await.expect("on");
        assert_eq!(session(&desk, &token, at(2)).await.1, None);

        accounts::remove_second_factor(&desk, "officer").await.expect("the telephone is lost");
        assert!(login::session(&desk, &token, at(3)).await.expect("readable").is_none());
        assert!(matches!(accounts::remove_second_factor(&desk, "nobody").await, Err(DeskError::Invalid(_))));
    })
    .await;
}

#[tokio::test]
async fn a_person_sees_and_ends_their_sessions_and_nobody_elses() {
    on_each(async |database| {
        let desk = with_officer(database).await;
        let here = enter(&desk, PASSWORD, at(0)).await.expect("in");
        let there = enter(&desk, PASSWORD, at(5)).await.expect("in");
        let admin = LoginForm { login: "admin".to_owned(), password: PASSWORD.to_owned() };
        let admin = login::login(&desk, &admin, "10.0.0.2", at(6)).await.expect("in");
        let (actor, _) = session(&desk, &here, at(7)).await;
        let page = own_account::show(&desk, &actor, &here, at(7)).await.expect("the page");
        let lines: Vec<(&str, bool)> = page.sessions.iter().map(|session| (session.device.as_str(), session.is_this)).collect();
        assert_eq!(lines, [("Firefox · Linux", false), ("Firefox · Linux", true)]);

        let (boss, _) = session(&desk, &admin, at(8)).await;
        for open in &page.sessions {
            own_account::end_session(&desk, &boss, &open.id, at(8)).await.expect("nothing of theirs");
        }
        session(&desk, &there, at(9)).await;
        own_account::end_session(&desk, &actor, &page.sessions[0].id, at(9)).await.expect("ended");
        assert!(login::session(&desk, &there, at(9)).await.expect("readable").is_none());
        own_account::end_other_sessions(&desk, &actor, &here).await.expect("none left");
        session(&desk, &here, at(10)).await;
        session(&desk, &admin, at(10)).await;

        accounts::set_disabled(&desk, "officer", true).await.expect("shut");
        assert!(login::session(&desk, &here, at(11)).await.expect("readable").is_none());
        assert!(matches!(enter(&desk, PASSWORD, at(12)).await, Err(LoginRefusal::WrongPair)));
        accounts::set_disabled(&desk, "officer", false).await.expect("open");
        enter(&desk, PASSWORD, at(13)).await.expect("in");
    })
    .await;
}
