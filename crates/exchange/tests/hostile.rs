//! Every bad file ends in one clear sentence, before anything of it could be kept.

mod corpus;

use std::fmt::Write as _;

use casework::codes::ImportKind;
use corpus::{csv, headers, inline, input, raw_xlsx, read, sheet_xml, values, xlsx, xlsx_with, zip};
use exchange::{ImportFile, Input, Profile};
use expect_test::{Expect, expect};

fn check(bytes: impl Into<Vec<u8>>, expected: Expect) {
    check_kind(ImportKind::Submissions, bytes, expected);
}

fn check_kind(kind: ImportKind, bytes: impl Into<Vec<u8>>, expected: Expect) {
    match read(bytes, &Profile::standard(kind)) {
        Ok((rows, _)) => expected.assert_eq(&format!("{} rows were taken", rows.len())),
        Err(error) => expected.assert_eq(&error.to_string()),
    }
}

#[test]
fn not_a_table() {
    check("", expect!["这份文件是空的，请确认选对了文件"]);
    check("\u{FEFF}  \n", expect!["这份文件是空的，请确认选对了文件"]);
    check("%PDF-1.7 …", expect!["这份文件是PDF 文档，不是表格；请提供 .xlsx、.csv 或 .jsonl 文件"]);
    check([0xFF, 0xD8, 0xFF, 0xE0, 0, 0], expect!["这份文件是图片，不是表格；请提供 .xlsx、.csv 或 .jsonl 文件"]);
    check(
        "<html><table><tr><td>来件编号",
        expect![
            "这份文件是网页或 XML（有的系统把网页存成 .xls，请在表格软件中打开并另存为 .xlsx），不是表格；请提供 .xlsx、.csv 或 .jsonl 文件"
        ],
    );
    check("[{\"来件编号\": 1}]", expect!["这份文件是JSON 数组（.jsonl 须每行一个对象），不是表格；请提供 .xlsx、.csv 或 .jsonl 文件"]);
    check([1, 2, 3, 0, 5], expect!["这份文件是二进制文件，不是表格；请提供 .xlsx、.csv 或 .jsonl 文件"]);
    check(zip(&[("word/document.xml", b"<a/>")]), expect!["这份文件是Word 文档，不是表格；请提供 .xlsx、.csv 或 .jsonl 文件"]);
    check(zip(&[("a.txt", b"a")]), expect!["这份文件是压缩包，不是表格；请提供 .xlsx、.csv 或 .jsonl 文件"]);
    check(
        zip(&[("mimetype", b"x"), ("content.xml", b"<a/>")]),
        expect!["这份文件是开放文档（.ods、.odt），请另存为 .xlsx，不是表格；请提供 .xlsx、.csv 或 .jsonl 文件"],
    );
    let gone = Input::Path("no-such-file.xlsx".into());
    let error = ImportFile::open(&gone, &Profile::standard(ImportKind::Submissions), corpus::TODAY).err().map(|e| e.to_string());
    expect!["打不开这份文件：文件不存在"].assert_eq(&error.unwrap_or_default());
    let folder = Input::Path(".".into());
    let error = ImportFile::open(&folder, &Profile::standard(ImportKind::Submissions), corpus::TODAY).err().map(|e| e.to_string());
    expect!["打不开这份文件：这是一个文件夹"].assert_eq(&error.unwrap_or_default());
}

#[test]
fn old_and_encrypted_workbooks() {
    let compound = |stream: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.resize(1024, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    check(compound("Workbook"), expect!["这份文件是旧版 Excel 97-2003 工作簿（.xls），请在表格软件中另存为 .xlsx 后再导入"]);
    check(compound("EncryptedPackage"), expect!["这份工作簿设有打开密码，请取消密码后再导入"]);
    check(compound("WordDocument"), expect!["这份文件是Word 文档，不是表格；请提供 .xlsx、.csv 或 .jsonl 文件"]);
}

#[test]
fn damaged_workbooks() {
    let good = xlsx(&[headers(), values()]);
    check(&good[..good.len() / 2], expect!["这份工作簿已损坏或不完整（目录），请在表格软件中打开并另存一份后再导入"]);
    let half = raw_xlsx("<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>来件", "<sst></sst>");
    check(half, expect!["这份工作簿已损坏或不完整（S 第 0 行之后），请在表格软件中打开并另存一份后再导入"]);
    let mut flipped = good.clone();
    let middle = good.len() / 3;
    flipped[middle] ^= 0xFF;
    assert!(read(flipped, &Profile::standard(ImportKind::Submissions)).is_err());
    let backwards =
        r#"<worksheet><sheetData><row r="9"><c r="A9"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row></sheetData></worksheet>"#;
    check(
        raw_xlsx(backwards, "<sst></sst>"),
        expect!["这份工作簿已损坏或不完整（S 第 2 行次序错乱），请在表格软件中打开并另存一份后再导入"],
    );
    let overflow = r#"<worksheet><dimension ref="B9:A1"/><sheetData><row r="99999999999999999999"><c r="ZZZZZZZZZZ99999999999999"><v>1</v></c></row></sheetData></worksheet>"#;
    assert!(read(raw_xlsx(overflow, "<sst></sst>"), &Profile::standard(ImportKind::Submissions)).is_err());
}

#[test]
fn a_few_bytes_that_ask_for_everything() {
    let corner = xlsx_with(|workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write_string(0, 0, "来件编号").and_then(|s| s.write_string(1_048_575, 16_383, "x")).expect("two cells");
    });
    check(
        corner,
        expect!["前 20 行中没有找到“来件”的表头；表头须含：来件编号、来源渠道、登记时间、类型、被投诉举报单位、行政区划代码、内容"],
    );
    // The same far corner under a good header.
    let corner = xlsx_with(|workbook| {
        let sheet = workbook.add_worksheet();
        (0_u16..).zip(headers()).for_each(|(column, header)| _ = sheet.write_string(0, column, header).expect("a header"));
        sheet.write_string(1_048_575, 16_383, "x").expect("a cell");
    });
    check(corner, expect!["第 1048576 行有内容的列超过 512 列（到了第 XFD 列），请删除表格右侧多余的内容"]);
    let claims = "<sst count=\"1\" uniqueCount=\"99999999999999\"><si><t>a</t></si></sst>";
    check(
        raw_xlsx("<worksheet><sheetData></sheetData></worksheet>", claims),
        expect!["这份工作簿解压后的文字总量超出上限，不像正常的表格，已拒绝读取；如确为业务数据，请分成几份或另存为 .csv 后再导入"],
    );
}

#[test]
fn bombs() {
    let spaces = " ".repeat(40 << 20);
    check(
        raw_xlsx(
            &format!("<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>{spaces}</t></is></c></row></sheetData></worksheet>"),
            "<sst></sst>",
        ),
        expect!["这份工作簿解压后的单个单元格超出上限，不像正常的表格，已拒绝读取；如确为业务数据，请分成几份或另存为 .csv 后再导入"],
    );
    let many = "<si><t>a</t></si>".repeat(5_000_000);
    check(
        raw_xlsx("<worksheet><sheetData></sheetData></worksheet>", &format!("<sst>{many}</sst>")),
        expect!["这份工作簿解压后的文字总量超出上限，不像正常的表格，已拒绝读取；如确为业务数据，请分成几份或另存为 .csv 后再导入"],
    );
    let zeros = vec![0; 70 << 20];
    let with_picture = zip(&[("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", b"<a/>"), ("xl/media/image1.png", &zeros)]);
    check(
        with_picture,
        expect!["这份工作簿解压后的附带内容超出上限，不像正常的表格，已拒绝读取；如确为业务数据，请分成几份或另存为 .csv 后再导入"],
    );
}

#[test]
fn cells_that_are_too_large() {
    let long = "长".repeat(10 << 20);
    let rows = [headers(), values()].map(|row| row.into_iter().map(inline).collect::<Vec<_>>());
    let mut bad = rows[1].clone();
    bad[10] = inline(&"长".repeat(3 << 20));
    check(
        raw_xlsx(&sheet_xml(&[rows[0].clone(), rows[1].clone(), bad]), "<sst></sst>"),
        expect!["第 3 行第 K 列的单元格超过 256 KB 的上限，请检查该单元格"],
    );
    let table = csv(&[headers(), values()], b',');
    check(format!("{table}1,2,{long}\n"), expect!["第 3 行超过 2 MB 的上限，常见原因是前面有一个引号没有成对"]);
    let medium = "长".repeat(100_000);
    check(format!("{table}1,2,{medium}\n"), expect!["第 3 行第 C 列的单元格超过 256 KB 的上限，请检查该单元格"]);
    let unclosed = format!("{table}2026-05-06,\"A-002,{}", "全国12315平台,投诉\n".repeat(200_000));
    check(unclosed, expect!["第 3 行超过 2 MB 的上限，常见原因是前面有一个引号没有成对"]);
    check(
        format!("{{\"来件编号\": \"1\"}}\n{{\"内容\": \"{medium}\"}}"),
        expect!["第 2 行第 内容 列的单元格超过 256 KB 的上限，请检查该单元格"],
    );
}

#[test]
fn headers_that_do_not_fit() {
    let without: Vec<&str> = headers().into_iter().filter(|h| *h != "登记时间" && *h != "内容").collect();
    check(xlsx(&[without.clone(), values()]), expect!["表头（工作表“Sheet1”第 1 行）缺少必需的列：登记时间、内容"]);
    check(csv(&[without, values()], b','), expect!["表头（第 1 行）缺少必需的列：登记时间、内容"]);
    check(xlsx(&[headers(), headers(), values()]), expect!["第 1 行和第 2 行都是表头，请只保留一行表头，其下每行一条数据"]);
    // A header that is spread over two rows.
    let upper: Vec<&str> = headers().iter().map(|h| if ["姓名", "内容"].contains(h) { "" } else { *h }).collect();
    let lower: Vec<&str> = headers().iter().map(|h| if ["姓名", "内容"].contains(h) { *h } else { "" }).collect();
    check(xlsx(&[upper, lower, values()]), expect!["第 1 行和第 2 行都是表头，请只保留一行表头，其下每行一条数据"]);
    let mut doubled = headers();
    doubled[11] = "姓 名＊";
    check(xlsx(&[doubled, values()]), expect!["表头中“姓名”出现了不止一次（第 E 列和第 L 列），请只保留一列"]);
    check(xlsx(&[headers()]), expect!["表头下面没有数据行"]);
    let penalties = vec!["编号", "办理机关", "日期", "被处罚单位", "案由", "结果"];
    check(xlsx(&[penalties]), expect!["这份文件的表头属于“行政处罚”，而不是所选的“来件”，请改选类型后再导入"]);
    check_kind(
        ImportKind::Police,
        xlsx(&[headers(), values()]),
        expect!["这份文件的表头属于“来件”，而不是所选的“公安反馈”，请改选类型后再导入"],
    );
    let mut late = vec![vec!["说明"]; 20];
    late.extend([headers(), values()]);
    check(
        xlsx(&late),
        expect!["前 20 行中没有找到“来件”的表头；表头须含：来件编号、来源渠道、登记时间、类型、被投诉举报单位、行政区划代码、内容"],
    );
    check(
        "{\"甲\": 1}",
        expect!["前 20 行中没有找到“来件”的表头；表头须含：来件编号、来源渠道、登记时间、类型、被投诉举报单位、行政区划代码、内容"],
    );
    check("{\"来件编号\": 1", expect!["第 1 行不是一个 JSON 对象；.jsonl 文件须每行一个对象，例如 {\"来件编号\": \"…\"}"]);
}

#[test]
fn text_in_no_encoding() {
    let mut bytes = csv(&[headers(), values(), values()], b',').into_bytes();
    let at = bytes.len() - 6;
    bytes[at] = 0xFF;
    check(bytes, expect!["第 3 行附近的文字无法辨认，文件须为 UTF-8 或 GB18030 编码；请在表格软件中另存为“CSV UTF-8”"]);
}

#[test]
fn sentences_hold_no_cell_values() {
    let mut told = String::new();
    let secret = "430602199003071231";
    for bytes in [xlsx(&[vec![secret]]), csv(&[vec![secret]], b',').into_bytes(), format!("{{\"x\": \"{secret}\"}}").into_bytes()] {
        if let Err(error) = read(bytes, &Profile::standard(ImportKind::Submissions)) {
            _ = write!(told, "{error} {error:?}");
        }
    }
    assert!(!told.is_empty() && !told.contains(secret));
    let opened = ImportFile::open(&input(xlsx(&[headers(), values()])), &Profile::standard(ImportKind::Submissions), corpus::TODAY);
    assert!(opened.is_ok());
}
