//! A throw-away PostgreSQL: fresh, on a free loopback port, as an ordinary user, gone when xtask is.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context, bail, ensure};

use crate::{edge, process};

const USER: &str = "mingjian";
/// Durability is not tested here, speed is felt; room for many tests at once.
const SETTINGS: &str = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c timezone=UTC";

/// Waits until xtask closes its end of the pipe, by intention or by dying, then stops the server and removes its folder.
const WATCHDOG: &str = r#"trap "" INT TERM HUP; cat >/dev/null; folder=$1; shift; "$@" >/dev/null 2>&1; rm -rf "$folder""#;

/// Where tests find the address of the server.
pub(crate) const VARIABLE: &str = "MINGJIAN_TEST_POSTGRES";

/// `cargo xtask postgres COMMAND…`: runs one command with a server of its own, such as the tests of one crate.
pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let (program, rest) = arguments.split_first().context("usage: cargo xtask postgres COMMAND [ARGS]")?;
    let postgres = Postgres::start()?;
    process::must(Command::new(program).args(rest).env(VARIABLE, postgres.url()))?;
    Ok(ExitCode::SUCCESS)
}

/// A running server; dropping it stops it.
pub(crate) struct Postgres {
    port: u16,
    password: String,
    watchdog: Child,
}

impl Postgres {
    pub(crate) fn start() -> anyhow::Result<Self> {
        let programs = programs().context("no PostgreSQL programs (initdb, pg_ctl) were found")?;
        let folder = process::said(as_ordinary_user("mktemp")?.args(["-d", "-t", "mingjian-postgres.XXXXXX"]));
        let folder = PathBuf::from(folder.context("cannot make a folder for PostgreSQL")?);
        let data = folder.join("data");
        let pg_ctl = programs.join("pg_ctl");

        let mut stop = as_ordinary_user(&pg_ctl)?;
        stop.arg("-D").arg(&data).args(["-m", "immediate", "-w", "stop"]);
        let mut watchdog = Command::new("sh");
        watchdog.args(["-c", WATCHDOG, "watchdog"]).arg(&folder).arg(stop.get_program()).args(stop.get_args());
        let watchdog = watchdog.stdin(Stdio::piped()).spawn().context("cannot start the watchdog of PostgreSQL")?;
        let mut server = Self { port: 0, password: random_password()?, watchdog };

        write_as_ordinary_user(&folder.join("password"), &server.password)?;
        let mut initdb = as_ordinary_user(programs.join("initdb"))?;
        initdb.arg("-D").arg(&data).arg(format!("--pwfile={}", folder.join("password").display()));
        initdb.args(["--username", USER, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        ensure!(process::succeeds(&mut initdb), "initdb failed");

        // Another program may take the port between our look and the server's start; three tries make that harmless.
        for _ in 0..3 {
            server.port = free_port()?;
            let mut start = as_ordinary_user(&pg_ctl)?;
            start.arg("-D").arg(&data).arg("-l").arg(folder.join("log")).args(["-w", "-t", "60", "-o"]);
            if process::succeeds(start.arg(format!("{SETTINGS} -p {}", server.port)).arg("start")) {
                println!("PostgreSQL for tests listens on 127.0.0.1:{}.", server.port);
                return Ok(server);
            }
        }
        let log = process::said(as_ordinary_user("cat")?.arg(folder.join("log"))).unwrap_or_default();
        bail!("PostgreSQL did not start:\n{log}")
    }

    /// The address of its maintenance database, as a user who may create databases.
    pub(crate) fn url(&self) -> String {
        self.url_of("postgres")
    }

    /// The address of a new, empty database of this server.
    pub(crate) fn create_database(&self, name: &str) -> anyhow::Result<String> {
        let beside = programs().map(|folder| folder.join("createdb")).filter(|path| path.is_file());
        let mut create = Command::new(beside.or_else(|| edge::program("createdb")).context("PostgreSQL's createdb was not found")?);
        create.args(["--host=127.0.0.1", "--username", USER, "--port"]).arg(self.port.to_string()).arg(name);
        ensure!(process::succeeds(create.env("PGPASSWORD", &self.password)), "cannot create the database {name}");
        Ok(self.url_of(name))
    }

    fn url_of(&self, database: &str) -> String {
        format!("postgres://{USER}:{}@127.0.0.1:{}/{database}", self.password, self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.watchdog.stdin.take());
        if let Err(error) = self.watchdog.wait() {
            eprintln!("xtask: PostgreSQL for tests may still run: {error}");
        }
    }
}

/// The folder of `initdb` and `pg_ctl`: on the search path, or Debian's newest.
pub(crate) fn programs() -> Option<PathBuf> {
    if let (Some(initdb), Some(_)) = (edge::program("initdb"), edge::program("pg_ctl")) {
        return initdb.parent().map(Path::to_path_buf);
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let version = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("bin/initdb").is_file())
        .max_by_key(|path| version(path))?;
    Some(newest.join("bin"))
}

pub(crate) fn is_root() -> bool {
    process::said(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}

/// PostgreSQL refuses to run as root: then as Debian's user `postgres`, or as `nobody`.
fn as_ordinary_user(program: impl AsRef<std::ffi::OsStr>) -> anyhow::Result<Command> {
    let mut command = if is_root() {
        let exists = |user: &str| process::said(Command::new("id").args(["-u", user])).is_some();
        let user = ["postgres", "nobody"].into_iter().find(|user| exists(user)).context("PostgreSQL needs an ordinary user to run as")?;
        let mut runuser = Command::new("runuser");
        // Root's own folder for temporary files is closed to others.
        runuser.args(["-u", user, "--"]).arg(program).env_remove("TMPDIR");
        runuser
    } else {
        Command::new(program)
    };
    // The ordinary user may not be allowed to enter the folder that we run in.
    command.current_dir("/");
    Ok(command)
}

fn write_as_ordinary_user(path: &Path, text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    let mut command = as_ordinary_user("sh")?;
    let mut child = command.args(["-c", r#"umask 077; cat >"$1""#, "sh"]).arg(path).stdin(Stdio::piped()).spawn()?;
    child.stdin.take().context("no pipe to sh")?.write_all(text.as_bytes())?;
    ensure!(child.wait()?.success(), "cannot write {}", path.display());
    Ok(())
}

fn random_password() -> anyhow::Result<String> {
    use std::io::Read;
    let mut bytes = [0_u8; 16];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
