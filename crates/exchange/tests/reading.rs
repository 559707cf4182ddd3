//! The same rows in every format, every spelling of a value, and every wrong cell by name.

mod corpus;

use casework::codes::ImportKind;
use corpus::{csv, headers, inline, raw_parts, read, sheet_xml, tell, values, with, xlsx, xlsx_with};
use exchange::{FileError, Profile};
use expect_test::{Expect, expect};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};

fn submissions() -> Profile {
    Profile::standard(ImportKind::Submissions)
}

fn check(bytes: impl Into<Vec<u8>>, expected: Expect) {
    match read(bytes, &submissions()) {
        Ok((rows, _)) => expected.assert_eq(&tell(&rows)),
        Err(error) => expected.assert_eq(&error.to_string()),
    }
}

#[test]
fn formats_and_encodings_agree() {
    let table = [headers(), values()];
    let expected = "2: A-001 全国12315平台 2026-05-06T09:30:00 投诉举报 张三 430602199003071231 13800138000 25.80\n";
    let utf8 = csv(&table, b',');
    let object: String = serde_json::to_string(&corpus::GOOD.iter().copied().collect::<std::collections::BTreeMap<_, _>>()).expect("json");
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(csv(&table, b'\t').encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let files: [(&str, Vec<u8>); 8] = [
        ("workbook", xlsx(&table)),
        ("csv", utf8.clone().into_bytes()),
        ("csv with mark", format!("\u{FEFF}{utf8}").into_bytes()),
        ("csv with semicolons", csv(&table, b';').into_bytes()),
        ("tabs in UTF-16", wide),
        ("GB18030", encoding_rs::GB18030.encode(&utf8).0.into_owned()),
        ("GB18030 with rare names", encoding_rs::GB18030.encode(&utf8.replace("张三", "䶮垚")).0.into_owned()),
        ("json lines", format!("\n{object}\n").into_bytes()),
    ];
    for (name, bytes) in files {
        let told = read(bytes, &submissions()).map(|(rows, _)| tell(&rows)).unwrap_or_else(|e| e.to_string());
        assert_eq!(told.replace("䶮垚", "张三"), expected, "{name}");
    }
}

#[test]
fn headers_in_many_guises() {
    let guises: Vec<String> = headers()
        .iter()
        .map(|h| match *h {
            "来件编号" => "submission_no".to_owned(),
            "登记时间" => " 登记\u{200b}时间＊".to_owned(),
            "金额" => "金额（元）".to_owned(),
            "类型" => "类 型：".to_owned(),
            other => other.to_owned(),
        })
        .collect();
    let guises: Vec<&str> = guises.iter().map(String::as_str).collect();
    check(
        xlsx(&[vec!["2026年五月来件登记表"], vec![], guises, values()]),
        expect![[r#"
            4: A-001 全国12315平台 2026-05-06T09:30:00 投诉举报 张三 430602199003071231 13800138000 25.80
        "#]],
    );
}

#[test]
fn unknown_columns_are_kept_and_reported() {
    let (rows, report) = read(xlsx(&[headers(), values()]), &submissions()).expect("a good file");
    assert_eq!((report.unknown.as_slice(), report.rows, report.bad_rows), (&["经办人".to_owned()][..], 1, 0));
    assert_eq!(rows[0].original.value("经办人"), "王五");
}

#[test]
fn spreadsheet_cells() {
    let bytes = xlsx_with(|workbook| {
        let date = Format::new().set_num_format("yyyy/m/d h:mm");
        let sheet = workbook.add_worksheet();
        (0_u16..).zip(headers()).for_each(|(column, header)| _ = sheet.write_string(0, column, header).expect("a header"));
        for row in 1..=4 {
            (0_u16..).zip(values()).for_each(|(column, value)| _ = sheet.write_string(row, column, value).expect("a cell"));
        }
        let moment = ExcelDateTime::from_ymd(2026, 5, 6).and_then(|d| d.and_hms(11, 25, 5)).expect("a date");
        sheet.write_datetime_with_format(1, 0, moment, &date).expect("a date cell");
        sheet.write_number(1, 9, 0.1 + 0.2).expect("a number");
        // A date whose format was lost, an identity number that became a number, a formula with its cached value.
        sheet.write_number(2, 0, 46_148.5).expect("a number");
        sheet.write_number(2, 5, 430_602_199_003_071_231.0).expect("a number");
        sheet.write_formula(3, 9, Formula::new("=10+15.8").set_result("25.8")).expect("a formula");
        sheet.write_formula(4, 9, Formula::new("=1/0").set_result("#DIV/0!")).expect("a formula");
        sheet.write_boolean(4, 4, true).expect("a truth");
    });
    check(
        bytes,
        expect![[r#"
            2: A-001 全国12315平台 2026-05-06T11:25:05 投诉举报 张三 430602199003071231 13800138000 0.30
            3: 证件号码“4.30602199003071E+17”：证件号码被表格软件变成了科学计数法，末位数字已丢失，请把该列设为文本后重新填写
            4: A-001 全国12315平台 2026-05-06T09:30:00 投诉举报 张三 430602199003071231 13800138000 25.80
            5: 金额“#DIV/0!”：单元格是公式错误，请改为实际内容
        "#]],
    );
}

#[test]
fn dates_count_from_1904_where_the_workbook_says_so() {
    let header: Vec<String> = headers().into_iter().map(inline).collect();
    let mut row: Vec<String> = values().into_iter().map(inline).collect();
    // 2026-05-06 12:00, as a date cell and as a number that lost its format.
    row[0] = "<c s=\"1\"><v>44686.5</v></c>".to_owned();
    let mut bare = row.clone();
    bare[0] = "<c><v>44686.5</v></c>".to_owned();
    let bytes = raw_parts(&sheet_xml(&[header, row, bare]), "<sst></sst>", "date1904=\"1\"");
    check(
        bytes,
        expect![[r#"
            2: A-001 全国12315平台 2026-05-06T12:00:00 投诉举报 张三 430602199003071231 13800138000 25.80
            3: A-001 全国12315平台 2026-05-06T12:00:00 投诉举报 张三 430602199003071231 13800138000 25.80
        "#]],
    );
}

#[test]
fn merged_cells_count_once_and_macros_are_not_looked_at() {
    let mut merged = xlsx_with(|workbook| {
        let sheet = workbook.add_worksheet();
        (0_u16..).zip(headers()).for_each(|(column, header)| _ = sheet.write_string(0, column, header).expect("a header"));
        for row in 1..=2 {
            (0_u16..).zip(values()).for_each(|(column, value)| _ = sheet.write_string(row, column, value).expect("a cell"));
        }
        sheet.merge_range(1, 7, 2, 7, "某某超市", &Format::new()).expect("a merged range");
    });
    // A macro part at the end of the archive changes nothing.
    let mut archive = zip::ZipWriter::new_append(std::io::Cursor::new(merged)).expect("an archive");
    archive.start_file("xl/vbaProject.bin", zip::write::SimpleFileOptions::default()).expect("a part");
    std::io::Write::write_all(&mut archive, b"not even a macro").expect("content");
    merged = archive.finish().expect("an archive").into_inner();
    check(
        merged,
        expect![[r#"
            2: A-001 全国12315平台 2026-05-06T09:30:00 投诉举报 张三 430602199003071231 13800138000 25.80
            3: 被投诉举报单位：必填，不能为空
        "#]],
    );
}

#[test]
fn cells_are_normalised_or_named() {
    let rows = [
        headers(),
        with(&[
            ("证件号码", " ４３０６０２１９９００３０７１２３１\u{200b}"),
            ("联系电话", "+86 138-0013-8000"),
            ("登记时间", "2026年5月6日 9时30分"),
            ("金额", "￥1,025.8元"),
        ]),
        with(&[("证件号码", "430602********1231"), ("联系电话", "138****8000"), ("金额", "/"), ("姓名", "阿依古丽•买买提")]),
        with(&[("证件号码", "430602199003071232"), ("联系电话", "1380013800"), ("金额", "十元")]),
        with(&[("证件号码", "4.30602E+17"), ("来源渠道", "微信"), ("类型", "咨询")]),
        with(&[("登记时间", "06/05/2026"), ("行政区划代码", "岳阳楼区"), ("内容", "  ")]),
        with(&[("登记时间", "2062-05-06"), ("来件编号", "2.02605E+15")]),
        with(&[("登记时间", ""), ("来件编号", "无")]),
        headers(),
        with(&[("来源渠道", "１２３１５热线"), ("登记时间", "20260506")]),
    ];
    // A comma table: a repeated header far below is a bad row, not a second header, once it is past the first rows.
    let mut table = rows.to_vec();
    let repeated = table.remove(8);
    for _ in 0..14 {
        table.push(values());
    }
    table.push(repeated);
    let (read_rows, report) = read(csv(&table, b','), &submissions()).expect("a table");
    assert_eq!((report.rows, report.bad_rows), (23, 6));
    let told = tell(&read_rows[..8]) + &tell(&read_rows[22..]);
    expect![[r#"
        2: A-001 全国12315平台 2026-05-06T09:30:00 投诉举报 张三 430602199003071231 13800138000 1025.80
        3: A-001 全国12315平台 2026-05-06T09:30:00 投诉举报 阿依古丽·买买提 430602********1231 138****8000 -
        4: 证件号码“430602199003071232”：居民身份证号码校验位不符（GB 11643），请核对 | 联系电话“1380013800”：11位手机号码，或带区号的固定电话（可用*遮蔽） | 金额“十元”：以元为单位的金额，最多两位小数，不为负数
        5: 来源渠道“微信”：应为以下之一：全国12315平台、12315热线、12345热线、来信、来访、上级交办、部门转办 | 类型“咨询”：应为以下之一：投诉、举报、投诉举报 | 证件号码“4.30602E+17”：证件号码被表格软件变成了科学计数法，末位数字已丢失，请把该列设为文本后重新填写
        6: 登记时间“06/05/2026”：应为日期，如 2026-05-01 或 2026-05-01 09:30 | 行政区划代码“岳阳楼区”：6位行政区划代码（GB/T 2260），或本系统的单位代码 | 内容：必填，不能为空
        7: 来件编号“2.02605E+15”：编号被表格软件变成了科学计数法，末位数字已丢失，请把该列设为文本后重新填写 | 登记时间“2062-05-06”：晚于今天（2026-12-31），请核对
        8: 来件编号：必填，不能为空 | 登记时间：必填，不能为空
        9: A-001 12315热线 2026-05-06T00:00:00 投诉举报 张三 430602199003071231 13800138000 25.80
        24: 来件编号：这一行是重复的表头，请删除
    "#]]
    .assert_eq(&told);
}

#[test]
fn department_files() {
    let told = |kind, rows: &[Vec<&str>]| match read(csv(rows, b','), &Profile::standard(kind)) {
        Ok((rows, _)) => tell(&rows),
        Err(error) => error.to_string(),
    };
    let common = ["编号", "办理机关", "日期", "姓名", "证件号码", "联系电话", "事项", "关联来件编号", "结果", "结果日期"];
    let row =
        |result| vec!["F-1", "某局", "2026-05-01", "张三", "430602199003071231", "13800138000", "某事", "A-001", result, "2026-05-09"];
    let with_type = |kind: &'static str, row: Vec<&'static str>| [vec![kind], row].concat();
    let facts = [
        told(ImportKind::Reviews, &[with_type("类型", common.to_vec()), with_type("行政诉讼", row("驳回")), with_type("仲裁", row(""))]),
        told(ImportKind::Disclosures, &[common.to_vec(), row("部分公开"), row("")]),
        told(ImportKind::Discipline, &[common.to_vec(), row("不属实"), row("受理")]),
        told(ImportKind::Police, &[common.to_vec(), row("刑事立案")]),
        told(ImportKind::Petitions, &[common.to_vec(), row("办结")]),
        told(
            ImportKind::Penalties,
            &[
                [&common[..], &["被处罚单位", "罚款金额"]].concat(),
                [&row("")[..], &["某某超市", "5000"]].concat(),
                [&row("决定")[..], &["", "-5"]].concat(),
            ],
        ),
        told(ImportKind::Attestations, &[with_type("类型", common.to_vec()), with_type("受雇", row("成立")), with_type("受雇", row(""))]),
    ];
    expect![[r#"
        2: F-1 行政诉讼 某局 2026-05-01 驳回
        3: 类型“仲裁”：应为以下之一：行政复议、行政诉讼
        2: F-1 信息公开申请 某局 2026-05-01 部分公开
        3: F-1 信息公开申请 某局 2026-05-01 在办
        2: F-1 纪检举报 某局 2026-05-01 不属实
        3: 结果“受理”：应为以下之一：属实、部分属实、不属实、在办
        2: F-1 公安反馈 某局 2026-05-01 刑事立案
        2: F-1 信访事项 某局 2026-05-01 办结
        2: F-1 行政处罚 某局 2026-05-01 决定
        3: 被处罚单位：必填，不能为空 | 罚款金额“-5”：以元为单位的金额，最多两位小数，不为负数
        2: F-1 受雇 某局 2026-05-01 成立
        3: 结果：必填，不能为空
    "#]]
    .assert_eq(&facts.concat());
}

#[test]
fn profiles_map_headers_values_and_dates() {
    let profile = Profile::parse(
        "test",
        r#"
            title = "某平台"
            kind = "submissions"
            keep = ["点赞"]
            [headers]
            submission_no = "单号"
            received_at = "时间"
            kind = "类别"
            narrative = ["标题", "正文"]
            [constants]
            channel = "部门转办"
            operator_name = "未载明"
            region = "430600"
            [values.kind]
            "投诉类" = "投诉"
            [date_formats]
            received_at = "%d/%m/%Y"
        "#,
    )
    .expect("a profile");
    let (rows, report) = read(
        csv(&[vec!["单号", "正文", "时间", "类别", "标题", "点赞", "别的"], vec!["1", "二", "06/05/2026", "投诉类", "一", "3", "x"]], b','),
        &profile,
    )
    .expect("a file");
    assert_eq!(report.unknown, ["别的"]);
    expect!["1: 1"].assert_eq(&format!("{}: {}", rows.len(), report.rows));
    match &rows[0].parsed {
        Ok(exchange::Record::Submission(s)) => {
            assert_eq!((s.narrative.as_str(), s.received_at.to_string().as_str()), ("一\n二", "2026-05-06T00:00:00"));
        }
        other => panic!("{other:?}"),
    }
    let missing = read(csv(&[vec!["单号", "正文", "时间", "类别"]], b','), &profile)
        .map(|_| ())
        .map_err(|e| matches!(e, FileError::MissingColumns { .. }));
    assert_eq!(missing, Err(true));
}

#[test]
fn broken_lines_of_json_are_bad_rows() {
    let good = "{\"来件编号\": 188006, \"channel\": \"来信\", \"登记时间\": \"2026-05-06T01:30:00Z\", \"类型\": \"投诉\", \"被投诉举报单位\": \"某店\", \"行政区划代码\": 430602, \"内容\": \"x\", \"同意公示\": true}";
    check(
        format!("{good}\nnot json\n{{\"来件编号\": {{\"a\": 1}}}}\n"),
        expect![[r#"
            1: 188006 来信 2026-05-06T09:30:00 投诉 - - - -
            2: 原文：这一行不是一个 JSON 对象
            3: channel：必填，不能为空 | 登记时间：必填，不能为空 | 类型：必填，不能为空 | 被投诉举报单位：必填，不能为空 | 行政区划代码：必填，不能为空 | 内容：必填，不能为空
        "#]],
    );
}
