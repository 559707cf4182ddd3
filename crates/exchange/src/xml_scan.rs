//! Follows the tokens of an XML part chunk by chunk without keeping them: how long is the longest token and the
//! longest cell value, how many elements, rows and strings are there, how much text.
//!
//! It reads quotes, comments and CDATA as the XML reader does, so that nothing the reader gathers in memory at once
//! is longer than what was measured here.

/// Where in a token the scan is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    /// Just after `<`, until the first bytes tell what follows.
    Opening,
    /// Within a tag, outside quotes.
    Tag,
    /// Within a quoted attribute value.
    Quoted(u8),
    /// Within `<!-- -->`, `<![CDATA[ ]]>`, `<? ?>`: runs to these closing bytes.
    Until(&'static [u8]),
}

/// Counts over one part.
#[derive(Default)]
pub(crate) struct XmlScan {
    pub(crate) bytes: u64,
    pub(crate) tags: u64,
    pub(crate) rows: u64,
    /// `<si>` elements: shared strings.
    pub(crate) strings: u64,
    pub(crate) text_bytes: u64,
    /// The largest `uniqueCount` that an `<sst>` claims.
    pub(crate) declared_strings: u64,
    /// Bytes of the longest token or cell value (`<si>`, `<is>`, `<v>`, `<f>` with all that is in them).
    pub(crate) longest: usize,
    state: State,
    token: usize,
    /// Bytes of the value being read, whose element is named by `value_name`; empty when outside of a value.
    value: usize,
    value_name: Vec<u8>,
    /// The first bytes of the tag being read.
    head: Vec<u8>,
    /// The last bytes seen inside an `Until` token.
    tail: [u8; 3],
}

/// Bytes of a tag that are kept: enough for an `<sst>` with its name spaces.
const HEAD_BYTES: usize = 1024;

impl XmlScan {
    /// Counts bytes that are not looked into.
    pub(crate) fn skip(&mut self, count: usize) {
        self.bytes += count as u64;
    }

    /// Whether the part ended outside of a tag.
    pub(crate) fn is_complete(&self) -> bool {
        self.state == State::Text && self.tags > 0
    }

    pub(crate) fn feed(&mut self, chunk: &[u8]) {
        self.bytes += chunk.len() as u64;
        let mut rest = chunk;
        while !rest.is_empty() {
            let before = self.state;
            let was_in_value = !self.value_name.is_empty();
            let used = match before {
                State::Text => self.text(rest),
                State::Opening => self.opening(rest),
                State::Tag => self.tag(rest),
                State::Quoted(quote) => self.quoted(rest, quote),
                State::Until(end) => self.until(rest, end),
            };
            self.token += used;
            self.longest = self.longest.max(self.token);
            if was_in_value {
                self.value += used;
                self.longest = self.longest.max(self.value);
            }
            if (before == State::Text) != (self.state == State::Text) {
                self.token = 0;
            }
            rest = &rest[used..];
        }
    }

    fn text(&mut self, rest: &[u8]) -> usize {
        let end = memchr::memchr(b'<', rest);
        self.text_bytes += end.unwrap_or(rest.len()) as u64;
        match end {
            Some(at) => {
                self.state = State::Opening;
                self.head.clear();
                at + 1
            }
            None => rest.len(),
        }
    }

    fn opening(&mut self, rest: &[u8]) -> usize {
        if self.head.is_empty() && !matches!(rest[0], b'!' | b'?') {
            self.tags += 1;
            self.state = State::Tag;
            return self.tag(rest);
        }
        self.head.push(rest[0]);
        self.tail = [0; 3];
        self.state = match self.head.as_slice() {
            b"?" => State::Until(b"?>"),
            b"!--" => State::Until(b"-->"),
            b"![CDATA[" => State::Until(b"]]>"),
            head if b"!--".starts_with(head) || b"![CDATA[".starts_with(head) => State::Opening,
            _ => State::Tag,
        };
        1
    }

    fn tag(&mut self, rest: &[u8]) -> usize {
        let end = memchr::memchr(b'>', rest);
        let body = &rest[..end.unwrap_or(rest.len())];
        // The common case: every quote is paired before the bracket, and none is of the other sort.
        let (doubles, singles) = body.iter().fold((0_usize, false), |(d, s), &b| (d + usize::from(b == b'"'), s | (b == b'\'')));
        let is_whole = end.is_some() && !singles && doubles.is_multiple_of(2);
        let first_quote = if is_whole { None } else { memchr::memchr2(b'"', b'\'', body) };
        match (first_quote, end) {
            (Some(at), _) => {
                self.state = State::Quoted(body[at]);
                self.keep(&body[..=at])
            }
            (None, Some(end)) => {
                if self.head.is_empty() {
                    self.close(body);
                } else {
                    self.keep(body);
                    let head = std::mem::take(&mut self.head);
                    self.close(&head);
                    self.head = head;
                }
                end + 1
            }
            (None, None) => self.keep(body),
        }
    }

    fn quoted(&mut self, rest: &[u8], quote: u8) -> usize {
        match memchr::memchr(quote, rest) {
            Some(at) => {
                self.state = State::Tag;
                self.keep(&rest[..=at])
            }
            None => self.keep(rest),
        }
    }

    fn until(&mut self, rest: &[u8], end: &'static [u8]) -> usize {
        for (i, &byte) in rest.iter().enumerate() {
            self.tail = [self.tail[1], self.tail[2], byte];
            if self.tail.ends_with(end) {
                self.state = State::Text;
                self.text_bytes += i as u64;
                return i + 1;
            }
        }
        self.text_bytes += rest.len() as u64;
        rest.len()
    }

    fn keep(&mut self, bytes: &[u8]) -> usize {
        let room = HEAD_BYTES.saturating_sub(self.head.len());
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        bytes.len()
    }

    /// The tag is complete; at least its first bytes are in `tag`.
    fn close(&mut self, tag: &[u8]) {
        self.state = State::Text;
        let (is_end, tag) = match tag {
            [b'/', name @ ..] => (true, name),
            tag => (false, tag),
        };
        let name_end = tag.iter().position(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b'/')).unwrap_or(tag.len());
        let name = &tag[..name_end];
        if !self.value_name.is_empty() {
            if is_end && self.value_name == name {
                self.value_name.clear();
            }
            // Elements inside of a value are part of it; shared strings are counted where they begin.
            return;
        }
        let local = memchr::memrchr(b':', name).map_or(name, |colon| &name[colon + 1..]);
        match local {
            _ if is_end => {}
            b"row" => self.rows += 1,
            b"sst" => self.declared_strings = self.declared_strings.max(attribute(tag, b"uniqueCount")),
            b"si" | b"is" | b"v" | b"f" => {
                self.strings += u64::from(local == b"si");
                if tag.last() != Some(&b'/') {
                    self.value = 0;
                    self.value_name.extend_from_slice(name);
                }
            }
            _ => {}
        }
    }
}

/// The number in an attribute, 0 without one; a number too large to hold is as large as can be.
fn attribute(tag: &[u8], name: &[u8]) -> u64 {
    let Some(at) = memchr::memmem::find(tag, name) else { return 0 };
    let digits = tag[at + name.len()..].iter().skip_while(|b| b"=\"' \t\r\n".contains(b)).take_while(|b| b.is_ascii_digit());
    digits.fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    /// The counts must not depend on where chunks are cut.
    fn check(xml: &str, expected: Expect) {
        let scan = |size: usize| {
            let mut scan = XmlScan::default();
            xml.as_bytes().chunks(size).for_each(|chunk| scan.feed(chunk));
            format!(
                "tags {} rows {} strings {} text {} declared {} longest {} complete {}",
                scan.tags,
                scan.rows,
                scan.strings,
                scan.text_bytes,
                scan.declared_strings,
                scan.longest,
                scan.is_complete()
            )
        };
        expected.assert_eq(&scan(xml.len()));
        for size in 1..9 {
            assert_eq!(scan(size), scan(xml.len()), "chunks of {size}");
        }
    }

    #[test]
    fn tokens_are_followed_as_the_reader_does() {
        check(
            r#"<?xml version="1.0"?><sst count="3" uniqueCount="2"><si><t>ab</t></si><si/></sst>"#,
            expect!["tags 7 rows 0 strings 2 text 20 declared 2 longest 30 complete true"],
        );
        check(
            r#"<x:sheetData><x:row r="1"><c r="A1" t='s'><v>12</v></c></x:row></x:sheetData>"#,
            expect!["tags 8 rows 1 strings 0 text 2 declared 0 longest 15 complete true"],
        );
        check(
            r#"<a b="<<<>>>'"/><!-- <row> > --><![CDATA[<row>]]]>"#,
            expect!["tags 1 rows 0 strings 0 text 19 declared 0 longest 17 complete true"],
        );
        check(r#"<a b="never closed><row>"#, expect!["tags 1 rows 0 strings 0 text 0 declared 0 longest 23 complete false"]);
        check(
            r"<sst uniqueCount='99999999999999999999999'>",
            expect!["tags 1 rows 0 strings 0 text 0 declared 18446744073709551615 longest 42 complete true"],
        );
        // A value gathered from many small pieces is as long as all of them together.
        check(
            "<is><t>aa&amp;aa</t><c/><t>aa</t></is><t>a</t>",
            expect!["tags 9 rows 0 strings 0 text 12 declared 0 longest 34 complete true"],
        );
    }
}
