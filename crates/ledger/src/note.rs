//! Signed notes: a text with lines of signatures below it. Source: C2SP signed-note.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub name: String,
    pub key_id: [u8; 4],
    /// Without the key id.
    pub bytes: Vec<u8>,
}

impl Signature {
    /// `— name base64(key id ‖ signature)` with its line break.
    pub fn line(&self) -> String {
        let bytes = [self.key_id.as_slice(), &self.bytes].concat();
        format!("— {} {}\n", self.name, STANDARD.encode(bytes))
    }

    /// Reads one such line, with or without its line break.
    pub fn parse(line: &str) -> Result<Self, NoteError> {
        let (name, encoded) =
            line.trim_end_matches('\n').strip_prefix("— ").and_then(|rest| rest.split_once(' ')).ok_or(NoteError::BadSignature)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| NoteError::BadSignature)?;
        let (key_id, rest) = bytes.split_first_chunk::<4>().ok_or(NoteError::BadSignature)?;
        if rest.is_empty() || !is_name(name) {
            return Err(NoteError::BadSignature);
        }
        Ok(Self { name: name.to_owned(), key_id: *key_id, bytes: rest.to_vec() })
    }
}

/// A text that ends in a line break, and its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub text: String,
    pub signatures: Vec<Signature>,
}

/// Signatures that are read from one note.
const SIGNATURES_LIMIT: usize = 64;

/// What is no signed note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    #[error("not a signed note: the text, an empty line, and lines of signatures are asked for")]
    NotANote,
    #[error("a line of the note is no signature")]
    BadSignature,
}

impl Note {
    pub fn to_text(&self) -> String {
        let lines: String = self.signatures.iter().map(Signature::line).collect();
        format!("{}\n{lines}", self.text)
    }

    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let at = text.rfind("\n\n").ok_or(NoteError::NotANote)?;
        let (text, signatures) = (&text[..=at], &text[at + 2..]);
        let controls = |c: char| c.is_ascii_control() && c != '\n';
        if text.chars().any(controls) || !signatures.ends_with('\n') || signatures.lines().count() > SIGNATURES_LIMIT {
            return Err(NoteError::NotANote);
        }
        let signatures = signatures.lines().map(Signature::parse).collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_owned(), signatures })
    }
}

/// Whether a key may be called so.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c == '+' || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_as_it_was_written() {
        let signature = Signature { name: "example.com/log".to_owned(), key_id: [1, 2, 3, 4], bytes: vec![9; 64] };
        let note = Note { text: "one\n\ntwo\n".to_owned(), signatures: vec![signature.clone(), signature] };
        assert_eq!(Note::parse(&note.to_text()), Ok(note));
        for broken in ["", "one\n", "one\n\n— a\n", "one\n\n— a !\n", "o\tne\n\n— a AQIDBAk=\n", "one\n\n— a AQIDBAk="] {
            assert!(Note::parse(broken).is_err(), "{broken:?}");
        }
    }
}
