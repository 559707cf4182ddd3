//! Keys at rest: the key file, wrapped data keys, rotation, and blind indexes.

use expect_test::{Expect, expect};
use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use vault::{Cell, Class, Kek, Vault, VaultError, WrappedKey};

fn rng() -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(11)
}

const CELL: Cell = Cell { table: "submission_sealed", column: "name", row: 1 };

#[test]
fn a_key_file_is_read_back() {
    let mut rng = rng();
    let kek = Kek::generate(&mut rng);
    let text = kek.to_file_text();
    let (vault, keys) = Vault::create(&kek, &mut rng);
    let sealed = vault.seal(Class::Name, &CELL, b"x", &mut rng);

    let reread = Kek::from_file_text(&text.replace('\n', "\r\n\r\n")).unwrap();
    let unlocked = Vault::unlock(&reread, &keys).unwrap();
    assert_eq!(unlocked.open(Class::Name, &CELL, &sealed).unwrap().as_slice(), b"x");
    assert_eq!(unlocked.blind("phone", "13800138000"), vault.blind("phone", "13800138000"));
    assert_eq!(format!("{reread:?} {unlocked:?} {:?}", vault.blind("phone", "1")), "Kek(…) Vault(…) BlindKey(…)");
}

#[test]
fn bad_key_files_are_told_apart() {
    let line = Kek::generate(&mut rng()).to_file_text().lines().last().map(str::to_owned).unwrap();
    let check = |text: &str, says: Expect| says.assert_eq(&Kek::from_file_text(text).unwrap_err().to_string());
    let not_ours = || expect!["这不是明鉴的密钥文件：应有且只有一行“mingjian-kek-1 密钥 校验码”"];
    let damaged = || expect!["密钥文件已损坏：密钥与校验码不符，请从备份恢复原文件"];

    check("", not_ours());
    check("-----BEGIN PRIVATE KEY-----", not_ours());
    check(&format!("{line}\n{line}"), not_ours());
    check(&line[..line.len() - 1], damaged());
    check(&line[..20], damaged());
    check(&format!("{line} 0"), damaged());
    let mistyped: String = line.chars().enumerate().map(|(at, c)| if at == 20 { if c == '0' { '1' } else { '0' } } else { c }).collect();
    check(&mistyped, damaged());
    check(&line.replace("kek-1 ", "kek-1 é"), damaged());
}

#[test]
fn bad_key_tables_are_told_apart() {
    let mut rng = rng();
    let kek = Kek::generate(&mut rng);
    let (_, keys) = Vault::create(&kek, &mut rng);
    let check = |change: &dyn Fn(&mut Vec<WrappedKey>), says: Expect| {
        let mut changed = keys.clone();
        change(&mut changed);
        says.assert_eq(&Vault::unlock(&kek, &changed).unwrap_err().to_string());
    };
    check(&|keys| keys.clear(), expect!["数据库缺少“name”类数据密钥：请先执行 mingjian migrate"]);
    check(&|keys| drop(keys.pop()), expect!["数据库缺少“index”类数据密钥：请先执行 mingjian migrate"]);
    check(&|keys| keys[2].wrapped[20] ^= 1, expect!["数据密钥“phone”第1版已损坏，请从备份恢复数据库"]);
    check(&|keys| keys[2].wrapped[0] = 9, expect!["数据密钥“phone”第1版已损坏，请从备份恢复数据库"]);
    check(&|keys| keys[2].wrapped.truncate(9), expect!["数据密钥“phone”第1版已损坏，请从备份恢复数据库"]);
    check(&|keys| keys[2].version = 2, expect!["数据密钥“phone”第2版已损坏，请从备份恢复数据库"]);
    check(
        &|keys| {
            let phone = keys[2].wrapped.clone();
            keys[0].wrapped = phone;
        },
        expect!["数据密钥“name”第1版已损坏，请从备份恢复数据库"],
    );
    check(&|keys| keys.push(keys[2].clone()), expect!["数据密钥“phone”第1版重复，请从备份恢复数据库"]);
    check(&|keys| keys[2].class = "voice".into(), expect!["数据密钥类别“voice”无法识别：数据库可能来自更新版本的程序，请先升级程序"]);
}

#[test]
fn another_key_file_is_the_wrong_one() {
    let mut rng = rng();
    let (kek, other) = (Kek::generate(&mut rng), Kek::generate(&mut rng));
    let (_, keys) = Vault::create(&kek, &mut rng);
    assert_eq!(Vault::unlock(&other, &keys).unwrap_err(), VaultError::WrongKey);
    assert_eq!(Vault::missing_keys(&other, &keys[..3], &mut rng).unwrap_err(), VaultError::WrongKey);
    assert_eq!(Vault::next_key(&other, &keys, Class::Name, &mut rng).unwrap_err(), VaultError::WrongKey);
    expect!["密钥文件与数据库不匹配：请使用建库时生成的密钥文件"].assert_eq(&VaultError::WrongKey.to_string());
}

#[test]
fn an_older_database_is_completed_without_touching_its_keys() {
    let mut rng = rng();
    let kek = Kek::generate(&mut rng);
    let (_, mut keys) = Vault::create(&kek, &mut rng);
    keys.retain(|key| key.class != "reason");
    let missing = Vault::missing_keys(&kek, &keys, &mut rng).unwrap();
    assert_eq!(missing.iter().map(|key| (key.class.as_str(), key.version)).collect::<Vec<_>>(), [("reason", 1)]);
    keys.extend(missing);
    assert!(Vault::unlock(&kek, &keys).is_ok());
}

#[test]
fn rewrapping_changes_the_lock_and_not_what_is_behind_it() {
    let mut rng = rng();
    let (old, new) = (Kek::generate(&mut rng), Kek::generate(&mut rng));
    let (vault, keys) = Vault::create(&old, &mut rng);
    let sealed = vault.seal(Class::Name, &CELL, "张三".as_bytes(), &mut rng);
    let rewrapped = Vault::rewrap(&old, &new, &keys, &mut rng).unwrap();
    assert_eq!(Vault::unlock(&old, &rewrapped).unwrap_err(), VaultError::WrongKey);
    let unlocked = Vault::unlock(&new, &rewrapped).unwrap();
    assert_eq!(unlocked.open_text(Class::Name, &CELL, &sealed).unwrap().as_str(), "张三");
    assert_eq!(unlocked.digest(b"row"), vault.digest(b"row"));
}

#[test]
fn blind_keys_are_equal_for_equal_values_of_one_index_only() {
    let mut rng = rng();
    let (vault, _) = Vault::create(&Kek::generate(&mut rng), &mut rng);
    let (other, _) = Vault::create(&Kek::generate(&mut rng), &mut rng);
    let key = vault.blind("phone", "13800138000");
    assert_eq!(key, vault.blind("phone", "13800138000"));
    assert_ne!(key, vault.blind("phone", "13800138001"));
    assert_ne!(key, vault.blind("account", "13800138000"));
    assert_ne!(key, other.blind("phone", "13800138000"));
    // The index name and the value do not run into each other.
    assert_ne!(vault.blind("ab", "c"), vault.blind("a", "bc"));
    assert_ne!(vault.digest(b"13800138000")[..16], vault.blind("", "13800138000").0);
}
