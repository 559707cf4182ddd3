//! A file as bytes: where it is, what it truly holds (by content, never by its name).

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::error::FileError;
use crate::limits;

/// A file to import.
#[derive(Clone)]
pub enum Input {
    Path(PathBuf),
    /// An uploaded file, held in memory.
    Bytes(Arc<[u8]>),
}

/// An open [`Input`].
pub(crate) enum InputReader {
    File(File),
    Memory(Cursor<Arc<[u8]>>),
}

impl Input {
    pub(crate) fn reader(&self) -> io::Result<InputReader> {
        match self {
            Self::Path(path) => File::open(path).map(InputReader::File),
            Self::Bytes(bytes) => Ok(InputReader::Memory(Cursor::new(Arc::clone(bytes)))),
        }
    }

    /// SHA-256 of the whole file, after its size was checked.
    pub(crate) fn sha256(&self) -> Result<[u8; 32], FileError> {
        let mut reader = self.reader()?;
        if let InputReader::File(file) = &reader
            && file.metadata()?.is_dir()
        {
            return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
        }
        let bytes = reader.seek(SeekFrom::End(0))?;
        reader.rewind()?;
        if bytes == 0 {
            return Err(FileError::Empty);
        }
        if bytes > limits::FILE_BYTES {
            return Err(FileError::FileTooLarge { bytes, limit_bytes: limits::FILE_BYTES });
        }
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match reader.read(&mut buffer)? {
                0 => return Ok(hash.finalize().into()),
                n => hash.update(&buffer[..n]),
            }
        }
    }
}

impl Read for InputReader {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buf),
            Self::Memory(cursor) => cursor.read(buf),
        }
    }
}

impl Seek for InputReader {
    fn seek(&mut self, pos: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(pos),
            Self::Memory(cursor) => cursor.seek(pos),
        }
    }
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// A zip archive: a workbook, or something else that is one.
    Archive,
    Csv,
    JsonLines,
}

/// Tells by the first bytes what the file holds; names the kinds of file that people pick by mistake.
pub(crate) fn sniff(reader: &mut InputReader) -> Result<Content, FileError> {
    let mut head = Vec::with_capacity(4096);
    reader.rewind()?;
    reader.take(4096).read_to_end(&mut head)?;
    let not_a_table = |found| Err(FileError::NotATable { found });
    match head.as_slice() {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => return Ok(Content::Archive),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(compound_file(reader)?),
        [b'%', b'P', b'D', b'F', ..] => return not_a_table("PDF 文档"),
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] | [b'G', b'I', b'F', b'8', ..] => return not_a_table("图片"),
        [0x1F, 0x8B, ..] | [b'7', b'z', 0xBC, 0xAF, ..] | [b'R', b'a', b'r', b'!', ..] => return not_a_table("压缩包"),
        [0x09, 0x08, ..] | [0x09, 0x00 | 0x02 | 0x04, _, 0x00, ..] => return Err(FileError::LegacyWorkbook),
        _ => {}
    }
    if matches!(head.as_slice(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
        return Ok(Content::Csv);
    }
    if head.contains(&0) {
        return not_a_table("二进制文件");
    }
    let text = head.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(&head).trim_ascii_start();
    match text {
        [] if head.len() < 4096 => Err(FileError::Empty),
        [b'{', ..] => Ok(Content::JsonLines),
        [b'[', ..] => not_a_table("JSON 数组（.jsonl 须每行一个对象）"),
        [b'<', ..] => not_a_table("网页或 XML（有的系统把网页存成 .xls，请在表格软件中打开并另存为 .xlsx）"),
        _ => Ok(Content::Csv),
    }
}

/// A compound file is either an encrypted new workbook or one of the old formats; the names of its streams are
/// in UTF-16 somewhere in its directory.
fn compound_file(reader: &mut InputReader) -> Result<FileError, FileError> {
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let names = [
        (wide("EncryptedPackage"), FileError::Encrypted),
        (wide("WordDocument"), FileError::NotATable { found: "Word 文档" }),
        (wide("PowerPoint Document"), FileError::NotATable { found: "演示文稿" }),
    ];
    let mut bytes = Vec::new();
    reader.rewind()?;
    reader.take(64 << 20).read_to_end(&mut bytes)?;
    for (name, error) in names {
        if memchr::memmem::find(&bytes, &name).is_some() {
            return Ok(error);
        }
    }
    Ok(FileError::LegacyWorkbook)
}
