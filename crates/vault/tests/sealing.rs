//! A sealed value opens in its own cell, under its own class and key, unaltered, and nowhere else.

use expect_test::expect;
use proptest::prelude::*;
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use vault::{Cell, Class, Kek, Vault, VaultError};

const TABLES: &[&str] = &["submission_sealed", "fact", "a", "ab"];
const COLUMNS: &[&str] = &["name", "phone", "b", "bc"];

fn rng() -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(7)
}

fn any_class() -> impl Strategy<Value = Class> {
    proptest::sample::select(Class::ALL)
}

fn any_cell() -> impl Strategy<Value = Cell> {
    (proptest::sample::select(TABLES), proptest::sample::select(COLUMNS), any::<i64>()).prop_map(|(table, column, row)| Cell {
        table,
        column,
        row,
    })
}

proptest! {
    #[test]
    fn opens_only_in_its_own_cell_and_class(
        class in any_class(), other_class in any_class(), cell in any_cell(), other in any_cell(),
        text in ".{0,40}",
    ) {
        let mut rng = rng();
        let (vault, _) = Vault::create(&Kek::generate(&mut rng), &mut rng);
        let sealed = vault.seal(class, &cell, text.as_bytes(), &mut rng);
        prop_assert_eq!(sealed.len(), text.len() + 32);
        prop_assert_eq!(vault.open_text(class, &cell, &sealed).map(|t| t.to_string()), Ok(text.clone()));

        if other != cell {
            prop_assert_eq!(vault.open(class, &other, &sealed), Err(VaultError::Damaged { class }));
        }
        for elsewhere in [
            Cell { row: cell.row.wrapping_add(1), ..cell },
            Cell { table: "elsewhere", ..cell },
            Cell { column: "elsewhere", ..cell },
        ] {
            prop_assert_eq!(vault.open(class, &elsewhere, &sealed), Err(VaultError::Damaged { class }));
        }
        if other_class != class {
            prop_assert_eq!(vault.open(other_class, &cell, &sealed), Err(VaultError::Damaged { class: other_class }));
        }
    }

    #[test]
    fn altered_or_cut_never_opens(class in any_class(), cell in any_cell(), text in ".{0,20}", place in any::<prop::sample::Index>(), bit in 0_u32..8) {
        let mut rng = rng();
        let (vault, _) = Vault::create(&Kek::generate(&mut rng), &mut rng);
        let sealed = vault.seal(class, &cell, text.as_bytes(), &mut rng);

        let mut altered = sealed.clone();
        altered[place.index(sealed.len())] ^= 1_u8 << bit;
        prop_assert!(vault.open(class, &cell, &altered).is_err());
        prop_assert!(vault.open(class, &cell, &sealed[..place.index(sealed.len())]).is_err());
        prop_assert!(vault.open(class, &cell, &[sealed.as_slice(), b"\0"].concat()).is_err());
    }

    #[test]
    fn noise_never_opens(noise in prop::collection::vec(any::<u8>(), 0..80)) {
        let mut rng = rng();
        let (vault, _) = Vault::create(&Kek::generate(&mut rng), &mut rng);
        let cell = Cell { table: "t", column: "c", row: 1 };
        prop_assert!(vault.open(Class::Name, &cell, &noise).is_err());
    }
}

#[test]
fn the_same_value_is_never_sealed_alike_twice() {
    let mut rng = rng();
    let (vault, _) = Vault::create(&Kek::generate(&mut rng), &mut rng);
    let cell = Cell { table: "submission_sealed", column: "name", row: 1 };
    let sealed: std::collections::BTreeSet<Vec<u8>> =
        (0..100).map(|_| vault.seal(Class::Name, &cell, "张三".as_bytes(), &mut rng)).collect();
    assert_eq!(sealed.len(), 100);
}

#[test]
fn a_new_key_version_seals_and_the_old_one_still_opens() {
    let mut rng = rng();
    let kek = Kek::generate(&mut rng);
    let cell = Cell { table: "submission_sealed", column: "phone", row: 5 };
    let (first, mut keys) = Vault::create(&kek, &mut rng);
    let old = first.seal(Class::Phone, &cell, b"13800138000", &mut rng);

    keys.push(Vault::next_key(&kek, &keys, Class::Phone, &mut rng).unwrap());
    let second = Vault::unlock(&kek, &keys).unwrap();
    let new = second.seal(Class::Phone, &cell, b"13800138000", &mut rng);
    assert_eq!(second.open(Class::Phone, &cell, &old).unwrap().as_slice(), b"13800138000");
    let waiting = Vault::unlock(&kek, &keys).unwrap().holding_back(&[(Class::Phone, 2)]);
    assert_eq!(waiting.open(Class::Phone, &cell, &new).unwrap().as_slice(), second.open(Class::Phone, &cell, &new).unwrap().as_slice());
    assert_eq!(vault::version_of(&waiting.seal(Class::Phone, &cell, b"13800138000", &mut rng)), 1, "held back");
    assert!(!waiting.is_outdated(Class::Phone, &old));
    assert_eq!((second.is_outdated(Class::Phone, &old), second.is_outdated(Class::Phone, &new)), (true, false));
    assert_eq!(first.open(Class::Phone, &cell, &new), Err(VaultError::MissingVersion { class: Class::Phone, version: 2 }));

    // The version is authenticated: naming the other key's version does not help.
    let mut renamed = new;
    renamed[..4].copy_from_slice(&1_u32.to_be_bytes());
    assert_eq!(second.open(Class::Phone, &cell, &renamed), Err(VaultError::Damaged { class: Class::Phone }));
}

#[test]
fn not_text_is_said_without_showing_it() {
    let mut rng = rng();
    let (vault, _) = Vault::create(&Kek::generate(&mut rng), &mut rng);
    let cell = Cell { table: "paper", column: "pdf", row: 5 };
    let sealed = vault.seal(Class::Paper, &cell, &[0xff, 0xfe], &mut rng);
    let error = vault.open_text(Class::Paper, &cell, &sealed).unwrap_err();
    expect!["“paper”类封存字段不是文本"].assert_eq(&error.to_string());
}

/// What databases hold must open for ever: a change of layout, associated data or derivation shows here first.
#[test]
fn the_stored_forms_are_pinned() {
    let mut rng = rng();
    let (vault, keys) = Vault::create(&Kek::generate(&mut rng), &mut rng);
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let cell = Cell { table: "submission_sealed", column: "phone", row: 42 };
    let sealed = vault.seal(Class::Phone, &cell, b"13800138000", &mut rng);
    let stored = [
        ("wrapped key", hex(&keys[0].wrapped)),
        ("sealed value", hex(&sealed)),
        ("blind key", hex(vault.blind("phone", "13800138000").as_bytes())),
        ("row digest", hex(&vault.digest(b"row"))),
    ];
    expect![[r#"
        wrapped key 01b621629ead61c245e06bb0bc7155125d9b29d758777a7c82d803a30c0a697717f2d6e63effee52a220ce6b33
        sealed value 00000001b8484329c8f98e113650aa98e311e502565900fd1be8adef7eecaaec53535b2cd771c9bc74a880
        blind key 5e38c22ecf37757d1ae46fa5029f4437
        row digest 7ed3771e1cada1064ba0ccfaeff3514f7e787e0485cf43e20c69d1239813e275
    "#]]
    .assert_eq(&stored.map(|(what, bytes)| format!("{what} {bytes}\n")).concat());
}
