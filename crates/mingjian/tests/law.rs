//! New law reaches processes that run: two servers and a worker on one database, none of them started again.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

const PASSWORD: &str = "a long password 1";

/// Asks for a page so often at most: law is looked for every five seconds.
const LOOKS: u32 = 100_000;

struct Bureau {
    root: TempDir,
}

impl Bureau {
    /// Three complaints of 3 March 2025, one of them in mediation since that day: forty-five working days or sixty days, as the city chooses.
    fn new() -> Self {
        let bureau = Self { root: TempDir::new().expect("a temporary folder") };
        let header = "来件编号,来源渠道,登记时间,类型,被投诉举报单位,行政区划代码,内容,办理结果,办结时间\n";
        let rows = "M1,来访,2025-03-03 09:00,投诉,洞庭渔家店,430602,标签没有生产日期,受理,2025-03-03 10:00\n\
                    M2,来访,2025-03-03 09:00,投诉,洞庭渔家店,430602,商品有问题,,\n\
                    M3,来访,2025-03-03 09:00,投诉,洞庭渔家店,430602,商品有问题,,\n";
        std::fs::write(bureau.path("来件.csv"), format!("{header}{rows}")).expect("a file");
        std::fs::write(bureau.path("city.toml"), "[[choice]]\nsetting = \"mediation-2024\"\noption = \"60d\"\n").expect("a file");
        bureau.good(&["init", "--data", "DATA"]);
        std::fs::write(bureau.path("password"), PASSWORD).expect("a file");
        let account = ["account", "add", "--data", "DATA", "--login", "head", "--name", "程局长", "--role", "head", "--org", "YYL"];
        bureau.good(&[&account[..], &["--password-file", "password", "--own-password"]].concat());
        bureau.good(&["import", "submissions", "来件.csv", "--data", "DATA"]);
        bureau
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingjian"));
        command.current_dir(self.root.path()).args(arguments);
        command
    }

    fn good(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().expect("the binary runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

/// A server that runs until the test is over.
struct Server {
    process: Child,
    address: String,
    cookie: String,
    csrf: String,
}

impl Server {
    fn start(bureau: &Bureau) -> Self {
        let mut serve = bureau.command(&["serve", "--data", "DATA", "--listen", "127.0.0.1:0"]);
        let mut process = serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the binary runs");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let address = line.trim().rsplit("http://").next().expect("an address").to_owned();
        let mut server = Self { process, address, cookie: String::new(), csrf: String::new() };
        let login = server.send("POST", "/login", &format!("login=head&password={}&next=/", PASSWORD.replace(' ', "+")));
        assert!(login.starts_with("HTTP/1.1 303"), "{login}");
        let cookie = login.lines().find_map(|line| line.split_once(": ").filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")));
        server.cookie = cookie.expect("a session").1.split(';').next().expect("a cookie").to_owned();
        server.csrf = between(&server.get("/"), "name=\"csrf\" value=\"", "\"").to_owned();
        server
    }

    fn send(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("the server listens");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n",
            self.address,
            self.cookie,
            body.len()
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.send("GET", path, "")
    }

    fn path_of(&self, number: &str) -> String {
        let list = self.get(&format!("/submissions?number={number}"));
        format!("/submissions/{}", between(&list, "class=\"no\" href=\"/submissions/", "\""))
    }

    /// 受理, through the page's own form.
    fn accept(&self, number: &str) {
        let path = self.path_of(number);
        let page = self.get(&path);
        let form = page.split("action=\"").find(|form| form.split('"').next().is_some_and(|address| address.ends_with("/accept")));
        let form = form.expect("the act is offered");
        let (address, version) = (form.split('"').next().expect("an address"), between(form, "name=\"version\" value=\"", "\""));
        let answer = self.send("POST", address, &format!("csrf={}&version={version}", self.csrf.replace('+', "%2B").replace('/', "%2F")));
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    }

    /// How long mediation may take, as the page says it, and until when.
    fn mediation(&self, number: &str) -> (String, String) {
        let page = self.get(&self.path_of(number));
        let clock = page.split("<div class=\"clock\">").find(|clock| clock.contains("调解成功或终止调解")).expect("a clock").to_owned();
        let limit = clock.split("<p class=\"clock-note\">").nth(2).expect("a limit").split('（').next().expect("a length").to_owned();
        (limit, between(&clock, "datetime=\"", "\"").to_owned())
    }

    /// Looks until the server works under the law that says so.
    fn works_under(&self, number: &str, limit: &str) -> (String, String) {
        (0..LOOKS).map(|_| self.mediation(number)).find(|said| said.0 == limit).expect("new law is taken within seconds")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let start = text.find(before).unwrap_or_else(|| panic!("{before} is not there: {text}")) + before.len();
    text[start..].split(after).next().expect("something")
}

#[test]
fn two_servers_take_the_law_that_a_third_process_loads() {
    let bureau = Bureau::new();
    let servers = [Server::start(&bureau), Server::start(&bureau)];
    for server in &servers {
        assert_eq!(server.mediation("M1"), ("45个工作日".to_owned(), "2025-05-08".to_owned()));
    }
    servers[0].accept("M2");
    assert_eq!(servers[1].mediation("M2").0, "45个工作日", "what one wrote the other shows");

    let told = bureau.good(&["law", "load", "city.toml", "--data", "DATA"]);
    assert!(told.contains("已载入 1 个文件"), "{told}");
    for server in &servers {
        assert_eq!(server.works_under("M1", "60日").1, "2025-05-06");
    }
    // An act under the new law on one, seen on the other; what was accepted before was counted again.
    servers[1].accept("M3");
    let [one, other] = ["M2", "M3"].map(|number| servers[0].mediation(number));
    assert_eq!(one, other, "accepted on the same day under the same law");
    assert_eq!(one.0, "60日");
}
