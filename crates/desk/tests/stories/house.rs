//! A new system, and files that come in: what every story, and the measuring of recounts, begins with.

use casework::codes::{ImportKind, Role};
use desk::imports::{self, ImportFile, ImportSummary};
use desk::setup::{self, NewAccount, Setup};
use desk::{Desk, DeskError};
use exchange::{Input, Profile};
use jiff::Timestamp;
use testkit::databases::TestDatabase;
use vault::Kek;

const ORGANISATIONS: &str = include_str!("../../../../policy/organisations/yueyang.toml");

/// Everybody's.
pub(crate) const PASSWORD: &str = "a long password";

/// The shipped units and their administrator.
pub(crate) async fn new_system(database: &TestDatabase, now: Timestamp) -> (Desk, Kek) {
    let kek = Kek::generate(&mut desk::random::rng());
    let organisations = setup::parse_organisations(ORGANISATIONS).expect("the shipped units");
    let admin = NewAccount::administrator("admin", PASSWORD, "YY");
    setup::init(&database.location, &kek, Setup { organisations, admin }, now).await.expect("a new system");
    (Desk::open(&database.location, &kek).await.expect("the system opens"), kek)
}

/// Brings a file in.
pub(crate) async fn bring(desk: &Desk, kind: ImportKind, name: &str, bytes: &[u8], now: Timestamp) -> Result<ImportSummary, DeskError> {
    let file =
        ImportFile { kind, name: name.to_owned(), input: Input::Bytes(bytes.into()), profile: Profile::standard(kind), account_id: None };
    imports::run(desk, file, now, |_| ()).await
}

pub(crate) fn account(login: &str, name: &str, role: Role, org: &str) -> NewAccount {
    NewAccount { login: login.to_owned(), display_name: name.to_owned(), password: PASSWORD.to_owned(), role, org_code: org.to_owned() }
}
