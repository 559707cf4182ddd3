//! The binary from outside: the whole road on the command line, one clear sentence for every bad input, and nothing
//! personal left in clear anywhere.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use casework::values::id_check_digit;
use tempfile::TempDir;

/// A data folder, with a temporary folder of its own so that nothing can hide in the machine's.
struct Place {
    root: TempDir,
}

impl Place {
    fn new() -> Self {
        let root = TempDir::new().expect("a temporary folder");
        std::fs::create_dir(root.path().join("tmp")).expect("a folder");
        Self { root }
    }

    fn initialised() -> Self {
        let place = Self::new();
        place.good(["init", "--data", "DATA"]);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).expect("a file");
    }

    fn run<const N: usize>(&self, arguments: [&str; N]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingjian"));
        command.current_dir(self.root.path()).env("TMPDIR", self.path("tmp")).env("RUST_LOG", "trace").args(arguments);
        command.env("SOFTHSM2_CONF", self.path("softhsm2.conf"));
        command.output().expect("the binary runs")
    }

    fn good<const N: usize>(&self, arguments: [&str; N]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The one line of a refusal.
    fn refused<const N: usize>(&self, arguments: [&str; N]) -> String {
        let output = self.run(arguments);
        sentence(&output)
    }
}

fn sentence(output: &Output) -> String {
    let told = String::from_utf8(output.stderr.clone()).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert_eq!(told.trim_end().lines().count(), 1, "{told}");
    told.trim_end().to_owned()
}

const HEADER: &str = "来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,联系地址,被投诉举报单位,行政区划代码,诉求,内容\n";

#[test]
fn the_road_from_the_command_line() {
    let place = Place::initialised();
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(place.path("DATA/mingjian.key")).expect("a key").permissions());
    assert_eq!(mode & 0o777, 0o600);
    place.write(
        "来件.csv",
        format!(
            "{HEADER}B1,来访,2026-05-06 09:00,投诉,欧阳测,430602199003071231,13800138000,,某店,430602,退款,有问题\n\
             B2,来访,2026-05-06 09:00,投诉,欧阳测,430602199003071230,13800138000,,某店,430602,退款,有问题\n"
        ),
    );
    let told = place.good(["--json", "import", "submissions", "来件.csv", "--data", "DATA"]);
    let last: serde_json::Value = serde_json::from_str(told.lines().last().expect("a result")).expect("JSON");
    assert_eq!((last["rows"].as_u64(), last["inserted"].as_u64(), last["rejected"].as_u64()), (Some(2), Some(1), Some(1)));
    assert!(place.path("来件.errors.xlsx").is_file());
    assert!(place.good(["import", "submissions", "来件.csv", "--data", "DATA"]).contains("已有且相同 1"));
    assert!(place.good(["assess", "--data", "DATA", "--as-of", "2026-05-12"]).contains("1 件来件归为 1 人"));
    place.good(["export", "submissions", "out.csv", "--data", "DATA"]);
    let masked = std::fs::read_to_string(place.path("out.csv")).expect("an export");
    assert!(masked.contains("欧阳*") && !masked.contains("欧阳测") && !masked.contains("13800138000"), "{masked}");
    place.good(["export", "submissions", "clear.csv", "--data", "DATA", "--reveal", "核对导入结果"]);
    assert!(std::fs::read_to_string(place.path("clear.csv")).expect("an export").contains("13800138000"));
    assert!(place.good(["law", "due", "C-ACC", "--from", "2026-04-29"]).starts_with("2026-05-12"));
    assert!(place.good(["law", "due", "C-MED", "--from", "2025-03-03"]).starts_with("2025-05-08　45个工作日"));
    assert!(place.good(["law", "due", "C-MED", "--from", "2025-03-03", "--setting", "mediation-2024=60d"]).starts_with("2025-05-06　60日"));
}

#[test]
fn every_bad_input_is_one_sentence() {
    let place = Place::initialised();
    place.write("missing.csv", "来件编号,来源渠道\nA,来访\n");
    place.write("empty.csv", "");
    place.write("noise.xlsx", b"PK\x03\x04 this is no workbook");
    place.write("twice.csv", format!("{HEADER}{HEADER}"));
    place.write("good.csv", format!("{HEADER}C1,来访,2026-05-06 09:00,投诉,,,,,某店,430602,,有问题\n"));
    place.write("profile.toml", "title = 3\n");
    let import = |file: &str| place.refused(["import", "submissions", file, "--data", "DATA"]);
    assert!(import("nowhere.csv").contains("nowhere.csv"));
    assert!(import("missing.csv").contains("登记时间"));
    assert!(import("empty.csv").contains("empty.csv"));
    assert!(import("noise.xlsx").contains("noise.xlsx"));
    assert!(import("twice.csv").contains("twice.csv"));
    assert!(place.refused(["import", "reviews", "good.csv", "--data", "DATA"]).contains("good.csv"));
    assert!(place.refused(["import", "submissions", "good.csv", "--data", "DATA", "--profile", "profile.toml"]).contains("profile.toml"));
    assert!(place.refused(["import", "submissions", "good.csv", "--data", "ELSEWHERE"]).contains("mingjian init"));
    assert!(place.refused(["init", "--data", "DATA"]).contains("已经是一个数据目录"));
    assert!(place.refused(["init", "--data", "NEW", "--database", "mysql://x"]).contains("postgres://"));
    assert!(!place.path("NEW").join("config.toml").exists(), "a failed init leaves nothing");
    assert!(place.refused(["export", "findings", "out.pdf", "--data", "DATA"]).contains("out.pdf"));
    assert_eq!(place.run(["import", "nonsense", "good.csv", "--data", "DATA"]).status.code(), Some(2));
    // None of this has left anything behind.
    assert!(place.good(["assess", "--data", "DATA", "--as-of", "2026-05-12"]).contains("0 件来件"));
}

#[test]
fn a_wrong_key_and_a_read_only_database_are_told() {
    let place = Place::initialised();
    let other = Place::initialised();
    place.write("good.csv", format!("{HEADER}C1,来访,2026-05-06 09:00,投诉,,,,,某店,430602,,有问题\n"));
    let key = std::fs::read(place.path("DATA/mingjian.key")).expect("a key");
    std::fs::copy(other.path("DATA/mingjian.key"), place.path("DATA/mingjian.key")).expect("another key");
    let told = place.refused(["import", "submissions", "good.csv", "--data", "DATA"]);
    assert!(told.contains("密钥"), "{told}");
    place.write("DATA/mingjian.key", key);

    let read_only = ReadOnly::new(&place);
    let told = sentence(&read_only.run(&["import", "submissions", "good.csv", "--data", "DATA"]));
    assert!(told.contains("只读"), "{told}");
}

#[test]
fn a_new_key_encryption_key_opens_everything_however_often_it_is_interrupted() {
    let place = Place::initialised();
    let row = |no: &str, name: &str| format!("{no},来访,2026-05-06 09:00,投诉,{name},,13800138000,,某店,430602,退款,有问题\n");
    place.write("来件.csv", format!("{HEADER}{}{}", row("K1", "欧阳测"), row("K2", "司徒试")));
    place.good(["import", "submissions", "来件.csv", "--data", "DATA"]);
    assert!(place.good(["keys", "status", "--data", "DATA"]).contains("narrative  版本 1"));
    let verified = place.good(["keys", "verify", "--data", "DATA"]);
    assert!(verified.contains("submission_sealed.name：2 格可以打开") && !verified.contains("欧阳"), "{verified}");

    let (key, new, old) = ("DATA/mingjian.key", "DATA/mingjian.key.new", "DATA/mingjian.key.old");
    let bytes = |name: &str| std::fs::read(place.path(name)).expect("a key");
    let rename = |from: &str, to: &str| std::fs::rename(place.path(from), place.path(to)).expect("a file to move");
    let rewrap = || place.good(["keys", "rewrap", "--data", "DATA"]);
    let verify = || place.good(["keys", "verify", "--data", "DATA"]);
    let first = bytes(key);
    rewrap();
    assert_eq!(bytes(old), first);
    assert_ne!(bytes(key), first);
    assert_eq!(verify(), verified);
    assert!(place.refused(["keys", "rewrap", "--data", "DATA"]).contains("mingjian.key.old"));

    // Interrupted between the two moves, then between database and moves, then before the database.
    let interrupted = || assert!(place.refused(["keys", "verify", "--data", "DATA"]).contains("mingjian keys rewrap"));
    rename(key, new);
    interrupted();
    rewrap();
    assert_eq!(verify(), verified);
    rename(key, new);
    rename(old, key);
    interrupted();
    rewrap();
    assert_eq!(verify(), verified);
    std::fs::remove_file(place.path(old)).expect("the old key");
    place.write(new, std::fs::read(Place::initialised().path(key)).expect("a key made elsewhere"));
    assert_eq!(verify(), verified);
    rewrap();
    assert_eq!(verify(), verified);
    assert!(!place.path(new).exists());
    place.good(["ledger", "verify", "--data", "DATA"]);

    move_a_name(&place.path("DATA/mingjian.sqlite"));
    let output = place.run(["keys", "verify", "--data", "DATA"]);
    let told = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("submission_sealed.name：1 格可以打开") && told.contains("行 1 打不开"), "{told}");
}

/// A token in software, from Debian's package softhsm2.
fn token(place: &Place, label: &str, pin: &str) -> String {
    let tokens = place.path("tokens");
    std::fs::create_dir_all(&tokens).expect("a folder");
    place.write("softhsm2.conf", format!("directories.tokendir = {}\n", tokens.display()));
    let mut made = Command::new("softhsm2-util");
    made.args(["--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "87654321"]);
    let made = made.env("SOFTHSM2_CONF", place.path("softhsm2.conf")).output();
    assert!(made.expect("softhsm2-util: `cargo xtask test` installs it").status.success());
    let places = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so", "/usr/lib64/libsofthsm2.so"];
    places.into_iter().find(|path| Path::new(path).exists()).expect("the library of softhsm2").to_owned()
}

#[test]
fn a_token_guards_the_key_file() {
    let place = Place::new();
    let library = token(&place, "city", "2468");
    place.write("pin", "2468\n");
    place.good(["init", "--data", "DATA", "--token-library", &library, "--token", "city", "--pin-file", "pin"]);
    let text = std::fs::read_to_string(place.path("DATA/mingjian.key")).expect("a key file");
    assert!(text.contains("mingjian-kek-token-1 ") && !text.contains("mingjian-kek-1 "), "the key is not in the file");
    let row = "K1,来访,2026-05-06 09:00,投诉,欧阳测,,13800138000,,某店,430602,退款,有问题\n";
    place.write("来件.csv", format!("{HEADER}{row}"));
    place.good(["import", "submissions", "来件.csv", "--data", "DATA"]);
    let verified = place.good(["keys", "verify", "--data", "DATA"]);
    place.good(["keys", "rewrap", "--data", "DATA"]);
    assert_eq!(place.good(["keys", "verify", "--data", "DATA"]), verified, "a new key under the same token");

    place.write("pin", "1357\n");
    assert!(place.refused(["keys", "verify", "--data", "DATA"]).contains("不接受口令"));
    place.write("pin", "2468\n");
    let damaged = std::fs::read_to_string(place.path("DATA/mingjian.key")).expect("a key file").replace("-1 ", "-1 AAAA");
    std::fs::write(place.path("DATA/mingjian.key"), damaged).expect("a file");
    assert!(place.refused(["keys", "verify", "--data", "DATA"]).contains("密码机打不开密钥文件"));
    std::fs::remove_dir_all(place.path("tokens")).expect("the token is gone");
    std::fs::create_dir(place.path("tokens")).expect("a folder");
    assert!(place.refused(["keys", "verify", "--data", "DATA"]).contains("没有名为 city 的密码机"));
}

#[test]
fn the_key_may_be_kept_in_the_environment() {
    let place = Place::new();
    let key = place.good(["keys", "new"]);
    assert!(key.starts_with("mingjian-kek-1 "), "{key}");
    let with_key = |value: Option<&str>, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingjian"));
        command.current_dir(place.root.path()).args(arguments);
        value.map(|value| command.env("HOUSE_KEY", value));
        command.output().expect("the binary runs")
    };
    let told = sentence(&with_key(None, &["init", "--data", "DATA", "--key-env", "HOUSE_KEY"]));
    assert!(told.contains("环境变量 HOUSE_KEY 没有设置"), "{told}");
    assert!(with_key(Some(&key), &["init", "--data", "DATA", "--key-env", "HOUSE_KEY"]).status.success());
    assert!(!place.path("DATA/mingjian.key").exists());
    assert!(with_key(Some(&key), &["keys", "verify", "--data", "DATA"]).status.success());
    let (start, last) = key.trim_end().split_at(key.trim_end().len() - 1);
    let wrong = format!("{start}{}", if last == "0" { "1" } else { "0" });
    let told = sentence(&with_key(Some(&wrong), &["keys", "verify", "--data", "DATA"]));
    assert!(told.contains("环境变量 HOUSE_KEY 的内容不是有效的密钥"), "{told}");
    let told = sentence(&with_key(Some(&key), &["keys", "rewrap", "--data", "DATA"]));
    assert!(told.contains("密钥在环境变量中"), "{told}");
}

#[test]
fn new_data_keys_seal_everything_anew() {
    let place = Place::initialised();
    let row = |no: &str, name: &str| format!("{no},来访,2026-05-06 09:00,投诉,{name},,13800138000,,某店,430602,退款,有问题\n");
    place.write("来件.csv", format!("{HEADER}{}{}", row("K1", "欧阳测"), row("K2", "司徒试")));
    place.good(["import", "submissions", "来件.csv", "--data", "DATA"]);
    // A row that an import turned back is sealed under two numbers.
    place.write("坏.csv", format!("{HEADER}{}", row("K3", "宇文误").replace("2026-05-06 09:00", "不是时间")));
    place.run(["import", "submissions", "坏.csv", "--data", "DATA"]);
    let verified = place.good(["keys", "verify", "--data", "DATA"]);
    assert!(verified.contains("import_reject.sealed：1 格"), "{verified}");

    let told = place.good(["keys", "rotate", "--data", "DATA", "--class", "name", "--class", "reject", "--wait", "0"]);
    assert!(told.contains("已启用 2 把新的数据密钥，重新封存 3 格"), "{told}");
    let status = place.good(["keys", "status", "--data", "DATA"]);
    assert!(status.contains("name       版本 1、2") && status.contains("phone      版本 1\n"), "{status}");
    let told = place.good(["keys", "rotate", "--data", "DATA", "--wait", "0"]);
    assert!(told.contains("把新的数据密钥，重新封存"), "{told}");
    assert_eq!(place.good(["keys", "verify", "--data", "DATA"]), verified, "everything opens, and nothing is lost");
    place.good(["ledger", "verify", "--data", "DATA"]);
    assert_eq!(place.run(["keys", "rotate", "--data", "DATA", "--class", "names"]).status.code(), Some(2));
}

/// Puts one filing's name in the place of another's, as somebody at the database might do it.
fn move_a_name(path: &Path) {
    use sqlx::{Connection, Executor};
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
        let mut connection = sqlx::SqliteConnection::connect_with(&sqlx::sqlite::SqliteConnectOptions::new().filename(path)).await.expect("open");
        let sql = "update submission_sealed set name = (select o.name from submission_sealed o where o.submission_id = 2) where submission_id = 1";
        connection.execute(sql).await.expect("an update");
        connection.close().await.expect("closed");
    });
}

/// The folder as somebody sees it who may read it but not write: for root, who may do everything, an ordinary user is borrowed.
struct ReadOnly<'a>(&'a Place);

impl<'a> ReadOnly<'a> {
    const NOBODY: u32 = 65_534;

    fn new(place: &'a Place) -> Self {
        for path in
            [place.root.path().to_owned(), place.path("DATA"), place.path("tmp")].into_iter().chain(files_below(&place.path("DATA")))
        {
            if Self::is_root() {
                std::os::unix::fs::chown(&path, Some(Self::NOBODY), Some(Self::NOBODY)).expect("root may give away");
            }
            let mode = if path.is_dir() { 0o555 } else { 0o444 };
            std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(mode)).expect("permissions");
        }
        Self(place)
    }

    fn is_root() -> bool {
        Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let binary = env!("CARGO_BIN_EXE_mingjian");
        if !Self::is_root() {
            return Command::new(binary).current_dir(self.0.root.path()).args(arguments).output().expect("the binary runs");
        }
        // The build folder may be closed to others: the binary goes where everybody may run it.
        let copy = TempDir::new().expect("a folder");
        std::fs::set_permissions(copy.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("permissions");
        let runnable = copy.path().join("mingjian");
        std::fs::copy(binary, &runnable).expect("a copy");
        let nobody = Self::NOBODY.to_string();
        Command::new("setpriv")
            .args(["--reuid", &nobody, "--regid", &nobody, "--clear-groups"])
            .arg(&runnable)
            .current_dir(self.0.root.path())
            .args(arguments)
            .output()
            .expect("setpriv runs")
    }
}

impl Drop for ReadOnly<'_> {
    fn drop(&mut self) {
        for path in [self.0.root.path().to_owned(), self.0.path("DATA"), self.0.path("tmp")] {
            std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("permissions");
        }
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() { found.extend(files_below(&entry)) } else { found.push(entry) }
    }
    found
}

/// Made-up people whose every value is so rare that finding it anywhere proves a leak.
struct Canary {
    name: String,
    id_no: String,
    phone: String,
    road: String,
}

fn canaries() -> Vec<Canary> {
    (0..200_u32)
        .map(|n| {
            let han = |base: u32| char::from_u32(base + n).expect("a character");
            let first17 = format!("4306021990{:02}{:02}{:03}", 1 + n % 12, 1 + n % 28, 100 + n);
            let check = char::from(id_check_digit(first17.as_bytes()).expect("seventeen digits"));
            Canary {
                name: format!("{}{}{}", han(0x7A00), han(0x8B00), han(0x9100)),
                id_no: format!("{first17}{check}"),
                phone: format!("1710000{:04}", 1_000 + n * 7),
                road: format!("{}{}路{}号", han(0x6C00), han(0x7100), 700 + n),
            }
        })
        .collect()
}

#[test]
fn canaries_are_nowhere_in_clear() {
    let place = Place::initialised();
    let people = canaries();
    let mut table = HEADER.to_owned();
    for (n, person) in people.iter().enumerate() {
        let Canary { name, id_no, phone, road } = person;
        let kind = ["投诉", "举报", "投诉举报"][n % 3];
        // Every tenth row is turned away, and must not leak from there either.
        let region = if n % 10 == 9 { "不是代码" } else { "430602" };
        table.push_str(&format!(
            "K{n},来访,2026-05-06 09:00,{kind},{name},{id_no},{phone},岳阳市{road},某店,{region},请{name}收款,{name}住{road}，电话{phone}，证件{id_no}\n"
        ));
    }
    // The table itself stays outside the folders that are searched.
    let inbox = TempDir::new().expect("a folder");
    let file = inbox.path().join("canaries.csv");
    let errors = inbox.path().join("errors.xlsx");
    std::fs::write(&file, table).expect("a file");
    let mut told = Vec::new();
    let mut keep = |output: Output| {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        told.extend(output.stdout);
        told.extend(output.stderr);
    };
    let [file, errors] = [&file, &errors].map(|path| path.to_str().expect("UTF-8").to_owned());
    keep(place.run(["import", "submissions", &file, "--data", "DATA", "--errors", &errors]));
    keep(place.run(["assess", "--data", "DATA", "--as-of", "2026-05-12"]));
    for (what, to) in [("findings", "f.xlsx"), ("persons", "p.csv"), ("submissions", "s.csv"), ("submissions", "s.xlsx")] {
        keep(place.run(["export", what, to, "--data", "DATA"]));
    }
    let mut searched: Vec<(String, Vec<u8>)> = vec![("what the commands told".to_owned(), told)];
    for path in files_below(place.root.path()) {
        if path.extension() != Some(OsStr::new("xlsx")) {
            searched.push((path.display().to_string(), std::fs::read(&path).expect("a file")));
        }
    }
    // Rows stand in the file or still in the log beside it, as the last process left them.
    let of_database = searched.iter().filter(|(name, _)| name.contains("mingjian.sqlite")).map(|(_, bytes)| bytes.len());
    assert!(of_database.sum::<usize>() > 100_000);
    for (place, bytes) in &searched {
        for (n, person) in people.iter().enumerate() {
            for (what, value) in [("name", &person.name), ("number", &person.id_no), ("phone", &person.phone), ("road", &person.road)] {
                let is_there = memchr::memmem::find(bytes, value.as_bytes()).is_some();
                assert!(!is_there, "the {what} of canary {n} stands in {place}");
            }
        }
    }
}
