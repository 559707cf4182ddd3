//! One mail for each message, by a relay in the house or by a program that takes mails on its input.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use desk::reminders::Message;

use super::smtp::Relay;

/// Writes mails and hands them over.
pub(super) struct Mailer {
    domain: String,
    by: By,
}

enum By {
    Relay(Relay),
    Program(PathBuf),
}

/// A mail with its envelope.
pub(super) struct Mail {
    pub(super) from: String,
    pub(super) to: Vec<String>,
    /// Header and body, lines ended as SMTP ends them. No line begins with a dot: the body is base64.
    pub(super) text: String,
}

impl Mailer {
    /// By SMTP in clear and without a password, as to a relay on the house's own network: whatever leaves the house goes through it.
    pub(super) fn by_relay(relay: &str, domain: &str) -> anyhow::Result<Self> {
        Self::new(domain, By::Relay(Relay::parse(relay)?))
    }

    pub(super) fn by_program(program: &Path, domain: &str) -> anyhow::Result<Self> {
        Self::new(domain, By::Program(program.to_path_buf()))
    }

    fn new(domain: &str, by: By) -> anyhow::Result<Self> {
        ensure!(is_address_part(domain), "--mail-domain 不是域名：{domain}");
        Ok(Self { domain: domain.to_owned(), by })
    }

    pub(super) fn send(&self, message: &Message) -> anyhow::Result<()> {
        // A unit without a head or clerk has nobody to write to; the page tells whoever comes.
        if message.to.is_empty() {
            return Ok(());
        }
        let mail = self.written(message)?;
        match &self.by {
            By::Relay(relay) => relay.send(&mail).context("邮件服务器没有接受提醒"),
            By::Program(program) => pipe(program, &mail),
        }
    }

    /// The message id is the same when a mail is sent again because it is not known whether it arrived.
    fn written(&self, message: &Message) -> anyhow::Result<Mail> {
        let address = |login: &String| {
            ensure!(is_address_part(login), "登录名 {login} 不能作为邮箱");
            Ok(format!("{login}@{}", self.domain))
        };
        let to = message.to.iter().map(address).collect::<anyhow::Result<Vec<_>>>()?;
        let from = format!("mingjian@{}", self.domain);
        let body = BASE64.encode(format!("{}\r\n", message.lines.join("\r\n")));
        let lines = (0..body.len()).step_by(76).map(|at| &body[at..body.len().min(at + 76)]).collect::<Vec<_>>().join("\r\n");
        let text = format!(
            "From: {from}\r\nTo: {}\r\nSubject: =?utf-8?b?{}?=\r\nMessage-ID: <{}@{}>\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{lines}\r\n",
            to.join(",\r\n "),
            BASE64.encode(&message.subject),
            message.key,
            self.domain
        );
        Ok(Mail { from, to, text })
    }
}

/// What may stand on either side of the `@` without quoting: nothing that could end a line or an address.
fn is_address_part(text: &str) -> bool {
    !text.is_empty() && text.len() <= 64 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
}

fn pipe(program: &Path, mail: &Mail) -> anyhow::Result<()> {
    let mut child = std::process::Command::new(program)
        .args(["-i", "-f", &mail.from, "--"])
        .args(&mail.to)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("无法运行 {}", program.display()))?;
    let mut input = child.stdin.take().context("邮件程序没有输入")?;
    // Programs take lines as this system ends them.
    let written = input.write_all(mail.text.replace("\r\n", "\n").as_bytes());
    drop(input);
    let status = child.wait()?;
    if !status.success() {
        bail!("邮件程序 {} 以 {status} 结束", program.display());
    }
    written.context("邮件程序没有读完提醒")
}
