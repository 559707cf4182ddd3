//! Whatever bytes come in, reading ends in rows or in a sentence.

mod corpus;

use casework::codes::ImportKind;
use corpus::{csv, headers, read, values, xlsx};
use exchange::Profile;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cut_and_flipped_workbooks(cut in 0.0_f64..1.0, at in 0.0_f64..1.0, flip in 1_u8..) {
        let mut bytes = xlsx(&[headers(), values()]);
        let index = ((bytes.len() - 1) as f64 * at) as usize;
        bytes[index] ^= flip;
        let whole = bytes.clone();
        bytes.truncate((bytes.len() as f64 * cut) as usize);
        for bytes in [whole, bytes] {
            if let Err(error) = read(bytes, &Profile::standard(ImportKind::Submissions)) {
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }

    #[test]
    fn any_text_in_a_cell(text in "\\PC{0,60}", header in 0_usize..12) {
        let mut row = values();
        row[header] = &text;
        let (rows, report) = read(csv(&[headers(), row], b','), &Profile::standard(ImportKind::Submissions)).expect("a table");
        prop_assert_eq!(rows.len() as u64, report.rows);
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Err(error) = read(bytes, &Profile::standard(ImportKind::Submissions)) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
