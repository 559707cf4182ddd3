//! `mingjian worker`: what has to happen without a person: notices of terms by stage, sent on by e-mail or webhook.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail};
use desk::Desk;
use desk::reminders::{self, Message};
use serde_json::json;

use crate::data_folder::DataFolder;
use crate::terminal::Output;

/// How long a receiver may take.
const SEND_LIMIT: Duration = Duration::from_secs(30);

#[derive(clap::Args)]
pub(crate) struct WorkerArguments {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// One round, then end: for cron.
    #[arg(long)]
    once: bool,
    /// Seconds between rounds.
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    every: u64,
    /// Post each message as JSON to this address of a relay in the house (`http://host[:port]/path`).
    #[arg(long, value_name = "URL")]
    webhook: Option<String>,
    /// A program that takes a mail on its input, such as /usr/sbin/sendmail; called with `-t -i`.
    #[arg(long, value_name = "PROGRAM", requires = "mail_domain")]
    sendmail: Option<PathBuf>,
    /// Officers' addresses are LOGIN@DOMAIN.
    #[arg(long, value_name = "DOMAIN")]
    mail_domain: Option<String>,
}

pub(crate) async fn run(arguments: WorkerArguments, output: Output) -> anyhow::Result<()> {
    let webhook = arguments.webhook.as_deref().map(Webhook::parse).transpose()?;
    let desk = DataFolder::open(&arguments.data).await?;
    loop {
        let made = reminders::run(&desk, super::now()).await?;
        let sent = deliver(&desk, &arguments, webhook.as_ref()).await?;
        output.result(&json!({"made": made, "sent": sent}), &format!("新提醒 {made} 条，送出 {sent} 条"));
        if arguments.once {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_secs(arguments.every)).await;
    }
}

/// Sends what has not left. A message that cannot be sent stays and is tried again in the next round.
async fn deliver(desk: &Desk, arguments: &WorkerArguments, webhook: Option<&Webhook>) -> anyhow::Result<usize> {
    if webhook.is_none() && arguments.sendmail.is_none() {
        return Ok(0);
    }
    let mut sent = 0;
    loop {
        let messages = reminders::outbox(desk).await?;
        if messages.is_empty() {
            return Ok(sent);
        }
        for message in messages {
            let ids = message.ids.clone();
            let (webhook, sendmail) = (webhook.cloned(), arguments.sendmail.clone().zip(arguments.mail_domain.clone()));
            // Sending waits for others: it stays off the threads that serve.
            let done = tokio::task::spawn_blocking(move || -> anyhow::Result<()> {
                if let Some(webhook) = webhook {
                    webhook.post(&message)?;
                }
                if let Some((program, domain)) = sendmail {
                    send_mail(&program, &domain, &message)?;
                }
                Ok(())
            });
            done.await.context("送出提醒时程序出错")??;
            reminders::mark_sent(desk, &ids, super::now()).await?;
            sent += ids.len();
        }
    }
}

fn send_mail(program: &Path, domain: &str, message: &Message) -> anyhow::Result<()> {
    // A unit without a head or clerk has nobody to write to; the page tells whoever comes.
    if message.to.is_empty() {
        return Ok(());
    }
    let to: Vec<String> = message.to.iter().map(|login| format!("{login}@{domain}")).collect();
    let mail = format!(
        "To: {}\nSubject: =?UTF-8?B?{}?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}\n",
        to.join(", "),
        base64(message.subject.as_bytes()),
        message.lines.join("\n")
    );
    let mut child = std::process::Command::new(program)
        .args(["-t", "-i"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("无法运行 {}", program.display()))?;
    let mut input = child.stdin.take().context("邮件程序没有输入")?;
    input.write_all(mail.as_bytes())?;
    drop(input);
    let status = child.wait()?;
    if !status.success() {
        bail!("邮件程序 {} 以 {status} 结束", program.display());
    }
    Ok(())
}

/// A receiver in the house. Plain HTTP on purpose: whatever leaves the house goes through the house's own relay.
#[derive(Clone)]
struct Webhook {
    authority: String,
    path: String,
}

impl Webhook {
    fn parse(url: &str) -> anyhow::Result<Self> {
        let rest = url.strip_prefix("http://").with_context(|| format!("--webhook 应为 http://主机[:端口]/路径：{url}"))?;
        let (authority, path) = rest.split_once('/').map_or((rest, String::from("/")), |(authority, path)| (authority, format!("/{path}")));
        let is_plain = |text: &str| text.bytes().all(|b| b.is_ascii_graphic());
        if authority.is_empty() || authority.contains('@') || !is_plain(authority) || !is_plain(&path) {
            bail!("--webhook 应为 http://主机[:端口]/路径：{url}");
        }
        Ok(Self { authority: authority.to_owned(), path })
    }

    fn post(&self, message: &Message) -> anyhow::Result<()> {
        let body = json!({ "to": message.to, "subject": message.subject, "lines": message.lines }).to_string();
        let request = format!(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.path,
            self.authority,
            body.len()
        );
        let address = if self.authority.contains(':') { self.authority.clone() } else { format!("{}:80", self.authority) };
        let exchange = || -> std::io::Result<[u8; 12]> {
            let mut stream = TcpStream::connect(&address)?;
            stream.set_read_timeout(Some(SEND_LIMIT))?;
            stream.set_write_timeout(Some(SEND_LIMIT))?;
            stream.write_all(request.as_bytes())?;
            let mut head = [0_u8; 12];
            stream.read_exact(&mut head)?;
            Ok(head)
        };
        let head = exchange().with_context(|| format!("无法送达 {address}"))?;
        // `HTTP/1.1 2xx`
        if !head.starts_with(b"HTTP/1.") || head[9] != b'2' {
            bail!("{address} 没有接受提醒：{}", String::from_utf8_lossy(&head));
        }
        Ok(())
    }
}

/// For the subject of a mail.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let packed = chunk.iter().fold(0_u32, |packed, byte| packed << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = ALPHABET[(packed >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_and_addresses() {
        assert_eq!(base64("明鉴".as_bytes()), "5piO6Ym0");
        assert_eq!((base64(b"a").as_str(), base64(b"ab").as_str(), base64(b"abc").as_str()), ("YQ==", "YWI=", "YWJj"));
        let webhook = Webhook::parse("http://127.0.0.1:9000/hook").expect("an address");
        assert_eq!((webhook.authority.as_str(), webhook.path.as_str()), ("127.0.0.1:9000", "/hook"));
        for wrong in ["https://a/b", "http://", "http://user@host/", "http://host/a b", "host"] {
            assert!(Webhook::parse(wrong).is_err(), "{wrong}");
        }
    }
}
