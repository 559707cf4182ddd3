//! Notices leave by webhook and by mail: what receivers get, what happens when they refuse, and when the worker is killed half-way.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use tempfile::TempDir;

const PERSONAL: [&str; 5] = ["欧阳测", "430602199003071231", "13800138000", "洞庭渔家店", "标签没有生产日期"];

/// A bureau with one overdue complaint that nobody is in charge of: its head is told.
struct Bureau {
    root: TempDir,
}

impl Bureau {
    fn new() -> Self {
        let bureau = Self { root: TempDir::new().expect("a temporary folder") };
        let header = "来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,被投诉举报单位,行政区划代码,内容\n";
        let row = "B1,来访,2026-05-06 09:00,投诉,欧阳测,430602199003071231,13800138000,洞庭渔家店,430602,标签没有生产日期\n";
        std::fs::write(bureau.path("来件.csv"), format!("{header}{row}")).expect("a file");
        for arguments in [
            vec!["init", "--data", "DATA"],
            vec!["account", "add", "--data", "DATA", "--login", "head", "--name", "程局长", "--role", "head", "--org", "YYL"],
            vec!["import", "submissions", "来件.csv", "--data", "DATA"],
        ] {
            let output = bureau.command(&arguments).output().expect("the binary runs");
            assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        }
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

    fn round(&self, way: &[&str]) -> Command {
        self.command(&[&["worker", "--data", "DATA", "--once"], way].concat())
    }

    /// One round to its end: what it told, or its refusal.
    fn told(&self, way: &[&str]) -> Result<String, String> {
        let Output { status, stdout, stderr } = self.round(way).output().expect("the binary runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8").trim_end().to_owned();
        if status.success() { Ok(text(stdout)) } else { Err(text(stderr)) }
    }

    /// Starts a round and kills it once `received` says that the receiver has everything.
    fn killed_after<T>(&self, way: &[&str], received: &Receiver<T>) -> T {
        let mut worker: Child = self.round(way).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary runs");
        let got = received.recv().expect("the receiver is there");
        worker.kill().expect("it still waits for the answer");
        worker.wait().expect("it ends");
        got
    }
}

/// What a receiver does with the next connection.
#[derive(Clone, Copy)]
enum Answer {
    Refuse,
    /// Takes everything and never says so.
    Silence,
    Accept,
}

/// A receiver on loopback that takes one connection after another and tells what each brought.
fn receiver(serve: fn(TcpStream, Answer, &Sender<String>), answers: Vec<Answer>) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let (sender, received) = channel();
    std::thread::spawn(move || {
        for answer in answers {
            let (stream, _) = listener.accept().expect("a connection");
            serve(stream, answer, &sender);
        }
    });
    (address, received)
}

/// One HTTP exchange: head and body as one text.
fn http(stream: TcpStream, answer: Answer, sender: &Sender<String>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(reader.read_line(&mut head).expect("a line"), 0, "the worker hung up");
    }
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).expect("a length").parse().expect("a number");
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    sender.send(head + &String::from_utf8(body).expect("UTF-8")).expect("somebody listens");
    reply(stream, answer, "HTTP/1.1 503 Service Unavailable\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

fn reply(mut stream: TcpStream, answer: Answer, no: &str, yes: &str) {
    match answer {
        Answer::Refuse => stream.write_all(no.as_bytes()).expect("written"),
        Answer::Accept => stream.write_all(yes.as_bytes()).expect("written"),
        // Until the other side is gone.
        Answer::Silence => assert!(stream.read(&mut [0]).is_ok_and(|count| count == 0) || cfg!(unix)),
    }
}

/// One SMTP session: envelope and mail as one text.
fn smtp(stream: TcpStream, answer: Answer, sender: &Sender<String>) {
    let mut writer = stream.try_clone().expect("a second handle");
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut say = |line: &str| writer.write_all(format!("{line}\r\n").as_bytes()).expect("written");
    let mut session = String::new();
    say("220 relay ready");
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).expect("a line") == 0 {
            return;
        }
        session.push_str(&line);
        match line.split([' ', ':', '\r']).next().unwrap_or_default() {
            "EHLO" | "MAIL" | "RCPT" => say("250 so be it"),
            "DATA" => {
                say("354 go ahead");
                while !session.ends_with("\r\n.\r\n") {
                    assert_ne!(reader.read_line(&mut session).expect("a line"), 0, "the worker hung up");
                }
                sender.send(std::mem::take(&mut session)).expect("somebody listens");
                if matches!(answer, Answer::Silence) {
                    return reply(stream, answer, "", "");
                }
                say(if matches!(answer, Answer::Refuse) { "451 try again later" } else { "250 taken" });
            }
            "QUIT" => return say("221 goodbye"),
            other => panic!("unexpected: {other}"),
        }
    }
}

fn header<'a>(text: &'a str, name: &str) -> &'a str {
    text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("no {name} in {text}"))
}

fn nothing_personal(text: &str) {
    for value in PERSONAL {
        assert!(!text.contains(value), "{value}");
    }
}

#[test]
fn a_webhook_gets_each_notice_once_whatever_happens() {
    let bureau = Bureau::new();
    let (address, received) = receiver(http, vec![Answer::Refuse, Answer::Silence, Answer::Accept]);
    let url = format!("http://{address}/notices");
    let way = ["--webhook", url.as_str()];
    let refused = bureau.told(&way).expect_err("the receiver refused");
    assert!(refused.contains("1 份提醒没有送出，下一轮再送") && refused.contains("503"), "{refused}");
    let first = received.recv().expect("a request");
    let second = bureau.killed_after(&way, &received);
    assert_eq!(bureau.told(&way).as_deref(), Ok("新提醒 0 条，送出 1 条"));
    let third = received.recv().expect("a request");
    assert!(third.starts_with("POST /notices HTTP/1.1\r\n"), "{third}");
    assert_eq!((&first, &second), (&third, &third), "what is sent again has the same key and the same words");
    assert_eq!(header(&third, "Idempotency-Key: ").len(), 32);
    let body: serde_json::Value = serde_json::from_str(third.split_once("\r\n\r\n").expect("a body").1).expect("JSON");
    let expected = serde_json::json!({
        "to": ["head"],
        "subject": "明鉴：1项期限提醒",
        "lines": ["已超期 B1 投诉·受理或不予受理并告知 2026-05-14到期"],
    });
    assert_eq!(body, expected);
    nothing_personal(&third);
    assert_eq!(bureau.told(&way).as_deref(), Ok("新提醒 0 条，送出 0 条"), "nothing is left to send");
}

#[test]
fn mail_leaves_by_smtp_once_whatever_happens() {
    let bureau = Bureau::new();
    let (address, received) = receiver(smtp, vec![Answer::Refuse, Answer::Silence, Answer::Accept]);
    let way = ["--smtp", address.as_str(), "--mail-domain", "scjg.example"];
    let refused = bureau.told(&way).expect_err("the relay refused");
    assert!(refused.contains("邮件服务器没有接受提醒"), "{refused}");
    let ids = [received.recv().expect("a mail"), bureau.killed_after(&way, &received)].map(|mail| header(&mail, "Message-ID: ").to_owned());
    assert_eq!(bureau.told(&way).as_deref(), Ok("新提醒 0 条，送出 1 条"));
    let mail = received.recv().expect("a mail");
    let id = header(&mail, "Message-ID: ");
    assert_eq!(ids, [id, id], "a mail that is sent again is the same mail");
    assert!(id.ends_with("@scjg.example>"), "{id}");
    assert!(mail.contains("MAIL FROM:<mingjian@scjg.example>") && mail.contains("RCPT TO:<head@scjg.example>"), "{mail}");
    assert_eq!(header(&mail, "To: "), "head@scjg.example");
    let subject =
        header(&mail, "Subject: ").strip_prefix("=?utf-8?b?").and_then(|rest| rest.strip_suffix("?=")).expect("an encoded subject");
    assert_eq!(decoded(subject), "明鉴：1项期限提醒");
    assert_eq!(header(&mail, "Content-Transfer-Encoding: "), "base64");
    let body: String = mail.split_once("\r\n\r\n").expect("a body").1.trim_end_matches("\r\n.\r\n").split_whitespace().collect();
    let body = decoded(&body);
    assert_eq!(body, "已超期 B1 投诉·受理或不予受理并告知 2026-05-14到期\r\n");
    nothing_personal(&(mail + &body));
    assert_eq!(bureau.told(&way).as_deref(), Ok("新提醒 0 条，送出 0 条"), "nothing is left to send");
}

fn decoded(text: &str) -> String {
    String::from_utf8(BASE64.decode(text).expect("base64")).expect("UTF-8")
}

#[test]
fn mail_leaves_by_a_program() {
    let bureau = Bureau::new();
    let program = bureau.path("sendmail");
    std::fs::write(&program, "#!/bin/sh\ncat > mail.txt\n").expect("a script");
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it may run");
    let way = ["--sendmail", program.to_str().expect("a path"), "--mail-domain", "scjg.example"];
    assert_eq!(bureau.told(&way).as_deref(), Ok("新提醒 1 条，送出 1 条"));
    let mail = std::fs::read_to_string(bureau.path("mail.txt")).expect("a mail");
    assert_eq!(header(&mail, "To: "), "head@scjg.example");
    let two = [&way[..], &["--webhook", "http://127.0.0.1:1/"]].concat();
    assert!(bureau.told(&two).is_err_and(|told| told.contains("cannot be used with")), "one way at a time");
}
