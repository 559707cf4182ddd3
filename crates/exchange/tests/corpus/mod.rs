//! Files made in code: good ones in every format, and hostile ones. Everyone in them is made up.

// Each test binary uses its own part of the corpus.
#![allow(dead_code, unreachable_pub)]

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use exchange::{FileError, ImportFile, Input, Profile, ReadReport, ReadRow, Record};
use jiff::civil::{Date, date};
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub const TODAY: Date = date(2026, 12, 31);

/// Headers and one good row of 来件, in the contract's order but for fun.
pub const GOOD: &[(&str, &str)] = &[
    ("登记时间", "2026-05-06 09:30"),
    ("来件编号", "A-001"),
    ("来源渠道", "全国12315平台"),
    ("类型", "投诉举报"),
    ("姓名", "张三"),
    ("证件号码", "430602199003071231"),
    ("联系电话", "13800138000"),
    ("被投诉举报单位", "某某超市"),
    ("行政区划代码", "430602"),
    ("金额", "25.80"),
    ("内容", "酱油已过保质期，要求退一赔十"),
    ("经办人", "王五"),
];

pub fn input(bytes: impl Into<Vec<u8>>) -> Input {
    Input::Bytes(Arc::from(bytes.into()))
}

pub fn headers() -> Vec<&'static str> {
    GOOD.iter().map(|(header, _)| *header).collect()
}

pub fn values() -> Vec<&'static str> {
    GOOD.iter().map(|(_, value)| *value).collect()
}

/// The good row with some values replaced, by header.
pub fn with(changes: &[(&str, &'static str)]) -> Vec<&'static str> {
    GOOD.iter().map(|(header, value)| changes.iter().find(|(h, _)| h == header).map_or(*value, |(_, v)| *v)).collect()
}

/// A workbook of text cells.
pub fn xlsx(rows: &[Vec<&str>]) -> Vec<u8> {
    xlsx_with(|workbook| {
        let sheet = workbook.add_worksheet();
        for (row, cells) in (0_u32..).zip(rows) {
            for (column, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, *cell).expect("a cell");
            }
        }
    })
}

pub fn xlsx_with(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    workbook.save_to_buffer().expect("a workbook")
}

pub fn csv(rows: &[Vec<&str>], delimiter: u8) -> String {
    let mut table = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
    rows.iter().for_each(|row| table.write_record(row).expect("a record"));
    String::from_utf8(table.into_inner().expect("a table")).expect("text")
}

/// A zip archive of these parts.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        archive.start_file(*name, options).expect("a part");
        archive.write_all(content).expect("content");
    }
    archive.finish().expect("an archive").into_inner()
}

/// A minimal workbook around hand-written `sheetData` and shared strings.
pub fn raw_xlsx(sheet: &str, shared_strings: &str) -> Vec<u8> {
    raw_parts(sheet, shared_strings, "")
}

/// The same with attributes for `workbookPr`.
pub fn raw_parts(sheet: &str, shared_strings: &str, workbook_attributes: &str) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package =
        format!(r#"<Relationships><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#);
    let workbook = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr {workbook_attributes}/><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let links =
        format!(r#"<Relationships><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#);
    let styles = r#"<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>"#;
    zip(&[
        ("[Content_Types].xml", b"<Types></Types>"),
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/sharedStrings.xml", shared_strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// A worksheet part of rows of inline text; `raw` cells are given as they stand.
pub fn sheet_xml(rows: &[Vec<String>]) -> String {
    let mut xml = String::from("<worksheet><sheetData>");
    for row in rows {
        xml.push_str("<row>");
        row.iter().for_each(|cell| xml.push_str(cell));
        xml.push_str("</row>");
    }
    xml + "</sheetData></worksheet>"
}

pub fn inline(text: &str) -> String {
    format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// Opens and reads to the end.
pub fn read(bytes: impl Into<Vec<u8>>, profile: &Profile) -> Result<(Vec<ReadRow>, ReadReport), FileError> {
    let mut file = ImportFile::open(&input(bytes), profile, TODAY)?;
    let mut rows = Vec::new();
    let report = file.rows(|row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    Ok((rows, report))
}

/// One line per row: number, and what was understood or what is wrong.
pub fn tell(rows: &[ReadRow]) -> String {
    let tell = |row: &ReadRow| match &row.parsed {
        Ok(Record::Submission(s)) => format!(
            "{}: {} {} {} {} {} {} {} {}",
            row.row_no,
            s.submission_no,
            s.channel.label(),
            s.received_at,
            s.kind.label(),
            s.filer.name.as_ref().map_or("-", |n| n.as_str()),
            s.filer.id_no.as_ref().map_or("-", |n| n.as_str()),
            s.filer.phone.as_ref().map_or("-", |p| p.as_str()),
            s.purchase.amount.map_or("-".to_owned(), |a| a.to_string()),
        ),
        Ok(Record::Fact(f)) => {
            format!("{}: {} {} {} {} {}", row.row_no, f.fact_no, f.kind.label(), f.organ, f.happened_on, f.result.label())
        }
        Err(errors) => format!("{}: {}", row.row_no, errors.iter().map(|e| e.reason()).collect::<Vec<_>>().join(" | ")),
    };
    rows.iter().map(|row| tell(row) + "\n").collect()
}
