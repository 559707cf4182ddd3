//! One POST for each message.

use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};

use anyhow::{Context, bail};
use desk::reminders::Message;
use serde_json::json;

use super::SEND_LIMIT;

/// A receiver in the house. Plain HTTP on purpose: whatever leaves the house goes through the house's own relay.
pub(super) struct Webhook {
    authority: String,
    path: String,
}

impl Webhook {
    pub(super) fn parse(url: &str) -> anyhow::Result<Self> {
        let rest = url.strip_prefix("http://").with_context(|| format!("--webhook 应为 http://主机[:端口]/路径：{url}"))?;
        let (authority, path) = rest.split_once('/').map_or((rest, String::from("/")), |(authority, path)| (authority, format!("/{path}")));
        let is_plain = |text: &str| text.bytes().all(|b| b.is_ascii_graphic());
        if authority.is_empty() || authority.contains('@') || !is_plain(authority) || !is_plain(&path) {
            bail!("--webhook 应为 http://主机[:端口]/路径：{url}");
        }
        Ok(Self { authority: authority.to_owned(), path })
    }

    /// The key is the same when a message is sent again because it is not known whether it arrived: the receiver drops the second.
    pub(super) fn post(&self, message: &Message) -> anyhow::Result<()> {
        let body = json!({ "to": message.to, "subject": message.subject, "lines": message.lines }).to_string();
        let request = format!(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nIdempotency-Key: {}\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            self.path,
            self.authority,
            message.key,
            body.len()
        );
        let address = if self.authority.contains(':') { self.authority.clone() } else { format!("{}:80", self.authority) };
        let exchange = || -> std::io::Result<[u8; 12]> {
            let place = address.to_socket_addrs()?.next().ok_or(std::io::ErrorKind::AddrNotAvailable)?;
            let mut stream = TcpStream::connect_timeout(&place, SEND_LIMIT)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let webhook = Webhook::parse("http://127.0.0.1:9000/hook").expect("an address");
        assert_eq!((webhook.authority.as_str(), webhook.path.as_str()), ("127.0.0.1:9000", "/hook"));
        for wrong in ["https://a/b", "http://", "http://user@host/", "http://host/a b", "host"] {
            assert!(Webhook::parse(wrong).is_err(), "{wrong}");
        }
    }
}
