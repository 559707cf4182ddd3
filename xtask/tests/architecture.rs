//! Who may depend on whom: the directions of the house, read from `cargo metadata` and `cargo tree`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// Room → rooms that it may name. What is not listed is a wall.
const DIRECTIONS: &[(&str, &[&str])] = &[
    ("casework", &[]),
    ("vault", &[]),
    ("ledger", &[]),
    ("law", &["casework"]),
    ("identity", &["casework"]),
    ("assess", &["casework", "law"]),
    ("papers", &["casework"]),
    ("exchange", &["casework"]),
    ("store", &["casework", "ledger", "vault"]),
    ("testkit", &["casework", "store"]),
    ("desk", &["assess", "casework", "exchange", "identity", "law", "ledger", "papers", "store", "vault"]),
    ("web", &["casework", "desk", "law"]),
    ("mingjian", &["assess", "casework", "desk", "exchange", "identity", "law", "ledger", "papers", "store", "testkit", "vault", "web"]),
    ("xtask", &[]),
];

/// Heavy or telling dependency → the one room that may name it outside of tests.
const HOMES: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("axum", &["web"]),
    ("tower-http", &["web"]),
    ("askama", &["web"]),
    ("typst", &["papers"]),
    ("typst-kit", &["papers"]),
    ("typst-layout", &["papers"]),
    ("typst-pdf", &["papers"]),
    ("docx-rs", &["papers"]),
    ("calamine", &["exchange"]),
    ("rust_xlsxwriter", &["exchange"]),
    ("cedar-policy", &["desk"]),
    ("argon2", &["desk"]),
    ("openidconnect", &["desk"]),
    ("ureq", &["desk"]),
    ("datafusion", &["cluster"]),
    ("ballista", &["cluster"]),
    ("clap", &["mingjian"]),
    ("cryptoki", &["mingjian"]),
    ("tracing-subscriber", &["mingjian"]),
    ("aes-gcm", &["vault"]),
    ("sm4", &["vault"]),
    ("sm3", &["vault"]),
    ("hmac", &["vault"]),
    ("ed25519-dalek", &["ledger"]),
    ("sm2", &["ledger"]),
    ("anyhow", &["mingjian", "xtask"]),
];

/// Rooms that only compute: no runtime, no clock, no randomness of their own, no files, no environment.
const PURE: &[&str] = &["casework", "law", "identity", "assess", "vault", "ledger"];

/// What must not stand anywhere below a pure room.
const IMPURE_PACKAGES: &[&str] =
    &["tokio", "async-std", "mio", "sqlx", "hyper", "axum", "reqwest", "getrandom", "tempfile", "socket2", "rustls", "uuid"];

/// What must not stand in the source of a pure room (its tests aside).
const IMPURE_SOURCE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::io",
    "std::thread::sleep",
    "SystemTime",
    "Instant",
    "async fn",
    "println!",
    "eprintln!",
];

/// Rooms whose types stay unserialisable; the edge converts. `law` and `assess` read their policy files through private types.
const UNSERIALISABLE: &[&str] = &["casework", "identity", "vault"];

fn metadata() -> Metadata {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    MetadataCommand::new().manifest_path(manifest).no_deps().exec().expect("cargo metadata reads the workspace")
}

/// Names of a room's dependencies, those of its tests aside.
fn names_of(package: &Package) -> BTreeSet<&str> {
    let in_use = package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
    in_use.map(|dependency| dependency.name.as_str()).collect()
}

#[test]
fn rooms_name_only_the_rooms_below_them() {
    let metadata = metadata();
    let rooms: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let directions: BTreeMap<&str, &[&str]> = DIRECTIONS.iter().copied().collect();
    let mut broken = Vec::new();
    for package in &metadata.packages {
        let name = package.name.as_str();
        let Some(allowed) = directions.get(name) else {
            broken.push(format!("{name} has no place in DIRECTIONS"));
            continue;
        };
        let named = names_of(package);
        broken.extend(named.intersection(&rooms).filter(|room| !allowed.contains(room)).map(|room| format!("{name} → {room}")));
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn each_heavy_dependency_has_one_home() {
    let metadata = metadata();
    let mut broken = Vec::new();
    for package in &metadata.packages {
        let named = names_of(package);
        for (dependency, homes) in HOMES {
            if named.contains(dependency) && !homes.contains(&package.name.as_str()) {
                broken.push(format!("{} names {dependency}, whose home is {}", package.name, homes.join(", ")));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn inner_rooms_are_not_serialisable() {
    let metadata = metadata();
    let rooms = metadata.packages.iter().filter(|package| UNSERIALISABLE.contains(&package.name.as_str()));
    let broken: Vec<&str> = rooms.filter(|package| names_of(package).contains("serde")).map(|package| package.name.as_str()).collect();
    assert_eq!(broken, Vec::<&str>::new());
}

/// `cargo tree` and not `cargo metadata`: the latter shows the features that other rooms switch on.
#[test]
fn nothing_impure_stands_below_a_pure_room() {
    let mut broken = Vec::new();
    for room in PURE {
        let mut tree = Command::new(env!("CARGO"));
        tree.args(["tree", "--package", room, "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
        let output = tree.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo tree runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let listed = String::from_utf8(output.stdout).expect("package names are text");
        let below: BTreeSet<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert!(below.contains(room), "cargo tree lists the room itself");
        broken.extend(IMPURE_PACKAGES.iter().filter(|package| below.contains(**package)).map(|package| format!("{room} → … → {package}")));
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    let broken: Vec<String> = PURE.iter().flat_map(|room| mentions(room, IMPURE_SOURCE)).collect();
    assert_eq!(broken, Vec::<String>::new());
}

/// The store carries states and roles in and out by their codes; which of them means what is for `desk` and `casework`.
#[test]
fn store_names_no_single_role_or_state_and_web_names_no_table() {
    let roles = ["Role::Clerk", "Role::Officer", "Role::Head", "Role::Auditor", "Role::Administrator"];
    let mut broken = mentions("store", &roles);
    broken.extend(mentions("store", &["ComplaintState", "TipoffState", "ClueState::"]));
    broken.extend(mentions("web", &["sqlx", "select ", "SELECT ", "insert into", "INSERT INTO"]));
    assert_eq!(broken, Vec::<String>::new());
}

/// Lines of a room's own source, up to its tests and without comments, that hold one of the words.
fn mentions(room: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crates").join(room).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a room has a folder src") {
            let path = entry.expect("its entries can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).expect("source is text");
                let lines = text.lines().enumerate().take_while(|(_, line)| line.trim() != "#[cfg(test)]");
                let code = lines.filter(|(_, line)| !line.trim_start().starts_with("//"));
                found.extend(code.flat_map(|(number, line)| {
                    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                    words
                        .iter()
                        .filter(|word| line.contains(**word))
                        .map(move |word| format!("{room}: {name}:{}: {word}", number + 1))
                        .collect::<Vec<_>>()
                }));
            }
        }
    }
    found
}
