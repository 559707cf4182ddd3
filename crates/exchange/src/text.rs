//! Text files: which encoding, and a reader that yields UTF-8 whatever it is.

use std::io::{self, BufRead, BufReader, Read, Seek};

use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, UTF_8};

use crate::error::FileError;
use crate::input::InputReader;

/// What the first pass over a text file found.
pub(crate) struct TextInfo {
    pub(crate) encoding: &'static Encoding,
    /// Line feeds: an estimate for progress.
    pub(crate) lines: u64,
}

/// Reads the file once to tell UTF-8 from GB18030 (a byte order mark decides at once) and to find damage before the
/// first row is handed out. `headers` are the words of our headers: they tell damaged UTF-8 from GB18030, because
/// both readings of such a file may be without error.
pub(crate) fn inspect(reader: &mut InputReader, headers: &[&str]) -> Result<TextInfo, FileError> {
    reader.rewind()?;
    let mut head = [0; 3];
    let filled = read_up_to(reader, &mut head)?;
    let marked = Encoding::for_bom(&head[..filled]).map(|(encoding, _)| encoding);
    let first = marked.unwrap_or(UTF_8);
    match first_error(reader, first)? {
        Ok(lines) => Ok(TextInfo { encoding: first, lines }),
        Err(line) if marked.is_some() || begins_as_utf8(reader, headers)? => Err(FileError::BadText { line }),
        Err(_) => match first_error(reader, GB18030)? {
            Ok(lines) => Ok(TextInfo { encoding: GB18030, lines }),
            Err(line) => Err(FileError::BadText { line }),
        },
    }
}

/// Number of line feeds if the whole file decodes, else the line of the first error (from 1).
fn first_error(reader: &mut InputReader, encoding: &'static Encoding) -> Result<Result<u64, u64>, FileError> {
    reader.rewind()?;
    let mut decoding = Decoding::new(reader, encoding);
    let mut buffer = vec![0; 64 * 1024];
    let mut lines = 0;
    loop {
        let n = decoding.read(&mut buffer)?;
        let text = &buffer[..n];
        if decoding.had_errors {
            // The decoder puts U+FFFD where it could not read.
            let at = memchr::memmem::find(text, "\u{FFFD}".as_bytes()).unwrap_or(0);
            return Ok(Err(lines + count_lines(&text[..at]) + 1));
        }
        if n == 0 {
            return Ok(Ok(lines));
        }
        lines += count_lines(text);
    }
}

fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

fn begins_as_utf8(reader: &mut InputReader, headers: &[&str]) -> Result<bool, FileError> {
    let mut head = vec![0; 16 * 1024];
    reader.rewind()?;
    let filled = read_up_to(reader, &mut head)?;
    let found = headers.iter().filter(|h| memchr::memmem::find(&head[..filled], h.as_bytes()).is_some());
    Ok(found.take(2).count() == 2)
}

fn read_up_to(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..])? {
            0 => break,
            n => filled += n,
        }
    }
    Ok(filled)
}

/// Decodes to UTF-8 while reading. A byte order mark is dropped.
pub(crate) struct Decoding<R> {
    inner: BufReader<R>,
    decoder: Decoder,
    had_errors: bool,
    finished: bool,
}

impl<R: Read> Decoding<R> {
    pub(crate) fn new(reader: R, encoding: &'static Encoding) -> Self {
        Self { inner: BufReader::with_capacity(64 * 1024, reader), decoder: encoding.new_decoder(), had_errors: false, finished: false }
    }
}

impl<R: Read> Read for Decoding<R> {
    /// `buffer` must hold at least one character; every caller here reads in blocks.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.finished {
            let input = self.inner.fill_buf()?;
            let last = input.is_empty();
            let (result, read, written, had_errors) = self.decoder.decode_to_utf8(input, buffer, last);
            self.had_errors |= had_errors;
            self.inner.consume(read);
            self.finished = last && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
            if result == CoderResult::OutputFull && buffer.len() < 4 {
                return Err(io::Error::from(io::ErrorKind::InvalidInput));
            }
        }
        Ok(0)
    }
}
