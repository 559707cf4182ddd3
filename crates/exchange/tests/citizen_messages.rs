//! The public data set of 2020 goes in whole: every row is a record or is named.

mod corpus;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use casework::codes::{IdKind, SubmissionKind};
use casework::submission::Intake;
use exchange::{ImportFile, Input, Profile, Record};

/// The file, if this machine has it: `MINGJIAN_CITIZEN_MESSAGES`, or beside the workspace.
fn data_set() -> Option<PathBuf> {
    // A test may read its environment; the library never does.
    #[allow(clippy::disallowed_methods)]
    let named = std::env::var_os("MINGJIAN_CITIZEN_MESSAGES").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/citizen-messages-2020.xlsx");
    named.or(Some(beside)).filter(|path| path.is_file())
}

#[test]
fn every_message_is_accounted_for() {
    let Some(path) = data_set() else {
        eprintln!("skipped: the data set is not on this machine (set MINGJIAN_CITIZEN_MESSAGES)");
        return;
    };
    let profile = Profile::builtin().expect("profiles").into_iter().find(|p| p.name == "citizen-messages-2020").expect("the profile");
    assert_eq!(profile.intake, Intake::Historical);
    let mut file = ImportFile::open(&Input::Path(path), &profile, corpus::TODAY).expect("the data set");
    let mut by_sender: HashMap<(String, i16), u32> = HashMap::new();
    let mut wrong = Vec::new();
    let report = file
        .rows(|row| {
            match row.parsed {
                Ok(Record::Submission(s)) => {
                    assert_eq!((s.kind, s.filer.id_kind), (SubmissionKind::Complaint, Some(IdKind::PlatformAccount)));
                    let sender = s.filer.id_no.map(|id| id.as_str().to_owned()).expect("a sender");
                    *by_sender.entry((sender, s.received_at.year())).or_default() += 1;
                }
                other => wrong.push((row.row_no, format!("{other:?}"))),
            }
            ControlFlow::Continue(())
        })
        .expect("every row");
    assert_eq!(wrong, []);
    assert_eq!((report.rows, report.bad_rows, report.unknown.len()), (4326, 0, 0));
    // The busiest sender, an honest heavy user: 92 messages, 90 of them in 2019.
    let of_year = |year| by_sender.get(&("A00031618".to_owned(), year)).copied();
    assert_eq!((of_year(2019), of_year(2020)), (Some(90), Some(2)));
}
