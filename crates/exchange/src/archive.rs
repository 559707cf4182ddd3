//! The bounded first look into a workbook's archive: every part is inflated once and thrown away, so that what the
//! XML reader later holds in memory is known to be small, whatever the archive claims about itself.
//!
//! The workbook reader loads shared strings, styles and the workbook part whole, reserves as many strings as the
//! part *says* it has, and keeps each XML token in memory; a few kilobytes of archive can ask for terabytes.

use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::FileError;
use crate::limits;
use crate::xml_scan::XmlScan;

/// What the first look found out.
#[derive(Debug, Default)]
pub(crate) struct ArchiveSummary {
    /// `<row>` elements over all sheets: an estimate for progress.
    pub(crate) rows: u64,
}

/// How a part is used by the workbook reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    SharedStrings,
    /// Held in memory whole, in structures larger than their text.
    Whole,
    /// Streamed, or not read at all, but in XML.
    Xml,
    /// Pictures, macros: never read.
    Other,
}

impl Part {
    fn of(name: &str) -> Self {
        let name = name.replace('\\', "/").to_ascii_lowercase();
        let file = name.rsplit('/').next().unwrap_or(&name);
        if file == "sharedstrings.xml" {
            Self::SharedStrings
        } else if file.ends_with(".rels") || file.starts_with("styles") || file.starts_with("workbook") || name.contains("theme/") {
            Self::Whole
        } else if file.ends_with(".xml") {
            Self::Xml
        } else {
            Self::Other
        }
    }
}

/// Refuses archives that are no workbook, are damaged, encrypted, or inflate beyond bounds.
pub(crate) fn check<R: Read + Seek>(reader: R) -> Result<ArchiveSummary, FileError> {
    let mut archive = ZipArchive::new(reader).map_err(|e| zip_error(e, "目录"))?;
    if archive.len() > limits::ARCHIVE_ENTRIES {
        return Err(FileError::Inflates { what: "的部件数量" });
    }
    name_content(&archive)?;
    let mut summary = ArchiveSummary::default();
    let mut budget = limits::INFLATED_BYTES;
    let mut buffer = vec![0; 64 * 1024];
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|e| zip_error(e, "部件"))?;
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().map_err(|e| zip_error(e, "部件名称"))?.into_owned();
        let part = Part::of(&name);
        // An honest bomb says how large it is; a lying one is stopped while it inflates.
        if entry.size() > budget {
            return Err(FileError::Inflates { what: "的大小" });
        }
        let mut scan = XmlScan::default();
        loop {
            let n = entry.read(&mut buffer).map_err(|_| FileError::Damaged { place: name.clone() })?;
            if n == 0 {
                break;
            }
            budget = budget.checked_sub(n as u64).ok_or(FileError::Inflates { what: "的大小" })?;
            if part == Part::Other {
                scan.skip(n);
            } else {
                scan.feed(&buffer[..n]);
            }
            within_limits(part, &scan)?;
        }
        if part != Part::Other && !scan.is_complete() {
            return Err(FileError::Damaged { place: name });
        }
        summary.rows += scan.rows;
    }
    Ok(summary)
}

fn within_limits(part: Part, scan: &XmlScan) -> Result<(), FileError> {
    let too_much = |what| Err(FileError::Inflates { what });
    if scan.longest > limits::XML_TOKEN_BYTES {
        return too_much("的单个单元格");
    }
    match part {
        Part::SharedStrings => {
            // The reader makes room for as many strings as are claimed, before it has seen one.
            let strings = scan.strings.max(scan.declared_strings);
            let memory = strings.saturating_mul(limits::SHARED_STRING_OVERHEAD_BYTES).saturating_add(scan.text_bytes);
            if memory > limits::SHARED_STRINGS_BYTES {
                return too_much("的文字总量");
            }
        }
        Part::Whole => {
            if scan.bytes > limits::WHOLE_PART_BYTES || scan.tags > limits::WHOLE_PART_TAGS {
                return too_much("的样式或目录");
            }
        }
        Part::Xml => {}
        Part::Other => {
            if scan.bytes > limits::OTHER_PART_BYTES {
                return too_much("的附带内容");
            }
        }
    }
    Ok(())
}

/// Tells other things that are zip archives from workbooks.
fn name_content<R: Read + Seek>(archive: &ZipArchive<R>) -> Result<(), FileError> {
    let mut names = Vec::with_capacity(archive.len());
    for name in archive.file_names() {
        names.push(name.map_err(|e| zip_error(e, "部件名称"))?.replace('\\', "/").to_ascii_lowercase());
    }
    let has = |wanted: &str| names.iter().any(|n| n == wanted);
    let starts = |wanted: &str| names.iter().any(|n| n.starts_with(wanted));
    let not_a_table = |found| Err(FileError::NotATable { found });
    if starts("word/") {
        not_a_table("Word 文档")
    } else if starts("ppt/") {
        not_a_table("演示文稿")
    } else if has("xl/workbook.bin") {
        not_a_table("二进制工作簿（.xlsb），请另存为 .xlsx")
    } else if has("content.xml") && has("mimetype") {
        not_a_table("开放文档（.ods、.odt），请另存为 .xlsx")
    } else if !has("_rels/.rels") || !has("[content_types].xml") {
        not_a_table("压缩包")
    } else {
        Ok(())
    }
}

fn zip_error(error: ZipError, place: &str) -> FileError {
    match error {
        ZipError::Io(error) if !matches!(error.kind(), std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::InvalidData) => {
            FileError::Io(error)
        }
        ZipError::UnsupportedArchive(reason) if reason == ZipError::PASSWORD_REQUIRED => FileError::Encrypted,
        _ => FileError::Damaged { place: place.to_owned() },
    }
}
