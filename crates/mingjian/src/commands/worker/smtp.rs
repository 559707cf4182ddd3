//! The part of SMTP (RFC 5321) that a house's own relay asks for: one mail a connection, no TLS, no password.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpStream, ToSocketAddrs};

use anyhow::{Context, bail, ensure};

use super::SEND_LIMIT;
use super::mail::Mail;

const PORT: u16 = 25;
/// Lines of one answer, and bytes of one line: a relay that sends more is no relay.
const ANSWER_LINES: usize = 100;
const LINE_BYTES: u64 = 1_000;

pub(super) struct Relay {
    host: String,
    port: u16,
}

impl Relay {
    /// `host` or `host:port`.
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let wrong = || format!("--smtp 应为 主机[:端口]：{text}");
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().with_context(wrong)?),
            None => (text, PORT),
        };
        ensure!(!host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b)), wrong());
        Ok(Self { host: host.to_owned(), port })
    }

    /// Done when the relay has taken the mail for every addressee; else nobody counts as told.
    pub(super) fn send(&self, mail: &Mail) -> anyhow::Result<()> {
        let place = (self.host.as_str(), self.port).to_socket_addrs()?.next().context("没有这一主机")?;
        let stream = TcpStream::connect_timeout(&place, SEND_LIMIT)?;
        stream.set_read_timeout(Some(SEND_LIMIT))?;
        stream.set_write_timeout(Some(SEND_LIMIT))?;
        let mut session = Session { reader: BufReader::new(stream.try_clone()?), writer: stream };
        session.expect('2')?;
        session.say("EHLO mingjian", '2')?;
        session.say(&format!("MAIL FROM:<{}>", mail.from), '2')?;
        for to in &mail.to {
            session.say(&format!("RCPT TO:<{to}>"), '2')?;
        }
        session.say("DATA", '3')?;
        session.writer.write_all(mail.text.as_bytes())?;
        session.say(".", '2')?;
        // The mail is taken: how the relay says goodbye changes nothing.
        if let Err(error) = session.say("QUIT", '2') {
            tracing::debug!(%error, "the relay hung up without a word");
        }
        Ok(())
    }
}

struct Session {
    reader: BufReader<TcpStream>,
    writer: TcpStream,
}

impl Session {
    fn say(&mut self, line: &str, class: char) -> anyhow::Result<()> {
        self.writer.write_all(format!("{line}\r\n").as_bytes())?;
        self.expect(class)
    }

    /// Reads one answer, which may have several lines; refuses one of another class.
    fn expect(&mut self, class: char) -> anyhow::Result<()> {
        for _ in 0..ANSWER_LINES {
            let mut line = String::new();
            std::io::Read::take(&mut self.reader, LINE_BYTES).read_line(&mut line)?;
            if line.len() >= 4 && line.is_char_boundary(4) && line.as_bytes()[3] == b'-' {
                continue;
            }
            if !line.starts_with(class) {
                bail!("{}", line.trim_end());
            }
            return Ok(());
        }
        bail!("答复过长")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relays() {
        let parts = |text: &str| Relay::parse(text).ok().map(|relay| (relay.host, relay.port));
        assert_eq!(parts("mail.example"), Some(("mail.example".to_owned(), 25)));
        assert_eq!(parts("127.0.0.1:2525"), Some(("127.0.0.1".to_owned(), 2525)));
        for wrong in ["", ":25", "mail:x", "a b", "u@h:25"] {
            assert_eq!(parts(wrong), None, "{wrong}");
        }
    }
}
