//! What goes out: error workbooks that go in again, templates that fit, exports that stay text.

mod corpus;

use std::io::Cursor;

use casework::codes::ImportKind;
use corpus::{csv, headers, read, tell, values, with, xlsx};
use exchange::write::{Bom, ErrorWorkbook, Field, RejectedRow, TableFormat, TableWriter, write_template};
use exchange::{FileError, ImportFile, OriginalRow, Profile};
use expect_test::expect;

fn submissions() -> Profile {
    Profile::standard(ImportKind::Submissions)
}

#[test]
fn a_mended_error_workbook_goes_in_as_it_is() {
    let bad = with(&[("联系电话", "1380013800"), ("内容", ""), ("来件编号", "007")]);
    let bytes = xlsx(&[vec!["登记表"], headers(), values(), bad]);
    let file = ImportFile::open(&corpus::input(bytes.clone()), &submissions(), corpus::TODAY).expect("a file");
    let (rows, _) = read(bytes, &submissions()).expect("a file");
    let mut errors = ErrorWorkbook::new(Cursor::new(Vec::new()), file.layout().headers()).expect("a workbook");
    for row in rows {
        if let Err(found) = row.parsed {
            let rejected = RejectedRow { row_no: row.row_no, original: row.original, errors: found };
            let sealed = rejected.to_json().expect("json");
            let opened = RejectedRow::from_json(&sealed).expect("json");
            assert_eq!((&opened.errors, opened.original.to_json()), (&rejected.errors, rejected.original.to_json()));
            errors.add(&opened).expect("a row");
        }
    }
    let workbook = errors.finish().expect("a workbook").into_inner();

    // As it is, the row is still wrong, for the same reasons; nothing of the added columns is taken for content.
    let (again, report) = read(workbook.clone(), &submissions()).expect("an error workbook");
    expect![[r#"
        2: 联系电话“1380013800”：11位手机号码，或带区号的固定电话（可用*遮蔽） | 内容：必填，不能为空
    "#]]
    .assert_eq(&tell(&again));
    assert_eq!(
        (report.unknown.as_slice(), again[0].original.value("行号"), again[0].original.value("原因")),
        (&["经办人".to_owned()][..], "", "")
    );
    assert_eq!((again[0].original.value("来件编号"), again[0].original.value("经办人")), ("007", "王五"));

    // Mended: the table of the workbook with two cells put right.
    let mut calamine: calamine::Xlsx<_> = calamine::Reader::new(Cursor::new(workbook)).expect("a workbook");
    let range = calamine::Reader::worksheet_range(&mut calamine, "错误行").expect("a sheet");
    let mut table: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    expect!["行号|原因|登记时间|来件编号|来源渠道|类型|姓名|证件号码|联系电话|被投诉举报单位|行政区划代码|金额|内容|经办人"]
        .assert_eq(&table[0].join("|"));
    let column = |header: &str| table[0].iter().position(|h| h == header).expect("a column");
    let (phone, narrative) = (column("联系电话"), column("内容"));
    table[1][phone] = "13800138000".to_owned();
    table[1][narrative] = "已补正".to_owned();
    let mended: Vec<Vec<&str>> = table.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let (rows, _) = read(xlsx(&mended), &submissions()).expect("a mended workbook");
    expect![[r#"
        2: 007 全国12315平台 2026-05-06T09:30:00 投诉举报 张三 430602199003071231 13800138000 25.80
    "#]]
    .assert_eq(&tell(&rows));
}

#[test]
fn cells_under_unknown_headers_are_told_in_the_reason() {
    let mut errors = ErrorWorkbook::new(Cursor::new(Vec::new()), &["来件编号".to_owned()]).expect("a workbook");
    let original = OriginalRow::new([("来件编号", "1"), ("别的", "=1+1")]);
    errors.add(&RejectedRow { row_no: 9, original, errors: Vec::new() }).expect("a row");
    let bytes = errors.finish().expect("a workbook").into_inner();
    let mut workbook: calamine::Xlsx<_> = calamine::Reader::new(Cursor::new(bytes)).expect("a workbook");
    let range = calamine::Reader::worksheet_range(&mut workbook, "错误行").expect("a sheet");
    assert_eq!(range.get((1, 1)).map(ToString::to_string).as_deref(), Some("未导入的内容 别的：=1+1"));
}

#[test]
fn templates_fit_their_kind_and_hold_no_row() {
    for kind in ImportKind::ALL {
        let template = write_template(*kind, Cursor::new(Vec::new())).expect("a template").into_inner();
        let opened = ImportFile::open(&corpus::input(template.clone()), &Profile::standard(*kind), corpus::TODAY);
        let (unknown, others) = opened.map(|f| (f.layout().unknown.clone(), f.layout().other_sheets.clone())).expect("a template");
        assert_eq!((unknown.len(), others.len()), (0, 0), "{}", kind.label());
        assert!(matches!(read(template, &Profile::standard(*kind)), Err(FileError::NoRows)));
    }
}

#[test]
fn exports_stay_text() {
    let fields = ["=1+1", "+86 138", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "普通,文字\"引号\""];
    let export = |format| {
        let mut table = TableWriter::new(format, Cursor::new(Vec::new()), &["来件编号", "件数", "比例", "空"]).expect("a table");
        for field in fields {
            table.row(&[Field::Text(field), Field::Integer(-7), Field::Number(0.25), Field::Empty]).expect("a row");
        }
        table.finish().expect("a table").into_inner()
    };
    let text = String::from_utf8(export(TableFormat::Csv(Bom::With))).expect("text");
    assert!(text.starts_with('\u{FEFF}'));
    expect![[r#"
        "来件编号,件数,比例,空\r\n'=1+1,-7,0.25,\r\n'+86 138,-7,0.25,\r\n'-1,-7,0.25,\r\n'@SUM(A1),-7,0.25,\r\n'\tx,-7,0.25,\r\n\"'\rx\",-7,0.25,\r\n'＝1,-7,0.25,\r\n\"普通,文字\"\"引号\"\"\",-7,0.25,\r\n"
    "#]]
    .assert_eq(&format!("{:?}\n", text.trim_start_matches('\u{FEFF}')));
    assert!(!String::from_utf8(export(TableFormat::Csv(Bom::Without))).expect("text").starts_with('\u{FEFF}'));

    let mut workbook: calamine::Xlsx<_> = calamine::Reader::new(Cursor::new(export(TableFormat::Xlsx))).expect("a workbook");
    let formulas = calamine::Reader::worksheet_formula(&mut workbook, "Sheet1").expect("a sheet");
    assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()));
    let range = calamine::Reader::worksheet_range(&mut workbook, "Sheet1").expect("a sheet");
    let first: Vec<String> = range.rows().skip(1).map(|row| row[0].to_string()).collect();
    assert_eq!(first, fields);
    assert_eq!(range.get((1, 1)), Some(&calamine::Data::Float(-7.0)));
}

#[test]
fn export_formats_are_told_by_name() {
    assert_eq!(TableFormat::of_path("a.CSV".as_ref()).ok(), Some(TableFormat::Csv(Bom::With)));
    assert_eq!(TableFormat::of_path("a.xlsx".as_ref()).ok(), Some(TableFormat::Xlsx));
    let refused = TableFormat::of_path("a.pdf".as_ref()).err().map(|e| e.to_string());
    assert_eq!(refused.as_deref(), Some("导出文件须以 .csv 或 .xlsx 结尾"));
}

#[test]
fn a_text_export_can_be_read_back() {
    let (rows, _) = read(csv(&[headers(), values()], b','), &submissions()).expect("a table");
    let json = rows[0].original.to_json();
    assert_eq!(OriginalRow::from_json(&json).map(|r| r.to_json()).ok(), Some(json));
}
