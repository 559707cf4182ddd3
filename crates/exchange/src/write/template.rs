//! A blank workbook for each kind of file: the headers, lists to choose from, and a sheet that explains every column.

use std::io::{Seek, Write};

use casework::codes::{Category, Channel, IdKind, ImportKind, Issue, Outcome, SubmissionKind, Verification};
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, Workbook};

use crate::GUIDE_SHEET;
use crate::columns::{Column, columns, fact_kinds};
use crate::error::WriteError;
use crate::limits;

/// Writes the template of a kind. The data sheet is empty below its header, so that no example can be imported by
/// mistake; made-up examples stand in the explaining sheet, which imports never read.
pub fn write_template<W: Write + Seek + Send>(kind: ImportKind, mut out: W) -> Result<W, WriteError> {
    let mut workbook = Workbook::new();
    let columns = columns(kind);
    let base = Format::new().set_bold().set_background_color(Color::RGB(0xEE_F1_F5));
    let required = base.clone().set_font_color(Color::RGB(0x9B_1C_1C));
    let text = Format::new().set_num_format("@");

    let sheet = workbook.add_worksheet();
    sheet.set_name(kind.label())?;
    sheet.set_freeze_panes(1, 1)?;
    for (index, column) in (0_u16..).zip(&columns) {
        let (header, format) = if column.required { (format!("{}*", column.header), &required) } else { (column.header.to_owned(), &base) };
        sheet.set_column_width(index, width(column))?;
        sheet.set_column_format(index, &text)?;
        sheet.write_string_with_format(0, index, header, format)?;
        let choices = choices(kind, column.key);
        // A list to choose from holds at most 255 characters.
        if !choices.is_empty() && choices.join(",").chars().count() <= 255 {
            sheet.add_data_validation(1, index, limits::ROWS - 1, index, &DataValidation::new().allow_list_strings(&choices)?)?;
        }
    }

    let guide = workbook.add_worksheet();
    guide.set_name(GUIDE_SHEET)?;
    guide.set_freeze_panes(2, 0)?;
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let title =
        format!("“{}”导入模板：在第一张工作表的表头下每行填一条；列的次序可以改动，多出的列会原样保留；示例均为虚构。", kind.label());
    guide.write_string(0, 0, title)?;
    for (index, (header, width)) in (0_u16..).zip([("列", 18.0), ("必填", 8.0), ("填写要求", 70.0), ("示例（虚构）", 36.0)]) {
        guide.set_column_width(index, width)?;
        guide.write_string_with_format(1, index, header, &base)?;
    }
    for (row, column) in (2_u32..).zip(&columns) {
        guide.write_string_with_format(row, 0, column.header, &wrap)?;
        guide.write_string_with_format(row, 1, if column.required { "是" } else { "" }, &wrap)?;
        guide.write_string_with_format(row, 2, &column.expects, &wrap)?;
        guide.write_string_with_format(row, 3, example(kind, column.key), &wrap)?;
    }
    workbook.save_to_writer(&mut out)?;
    out.flush()?;
    Ok(out)
}

fn width(column: &Column) -> f64 {
    match column.key {
        "narrative" | "demand" | "matter" => 48.0,
        "address" | "operator_name" | "operator_address" | "consignee_address" => 28.0,
        "id_no" | "operator_uscc" | "received_at" | "closed_at" | "submission_no" => 22.0,
        _ => 14.0,
    }
}

/// The closed list of a column, empty for free columns.
fn choices(kind: ImportKind, key: &str) -> Vec<&'static str> {
    let kinds = fact_kinds(kind);
    match key {
        "channel" => Channel::ALL.iter().map(|c| c.label()).collect(),
        "kind" => SubmissionKind::ALL.iter().map(|k| k.label()).collect(),
        "id_kind" => IdKind::ALL.iter().map(|k| k.label()).collect(),
        "category" => Category::ALL.iter().map(|c| c.label()).collect(),
        "issue" => Issue::ALL.iter().map(|i| i.label()).collect(),
        "outcome" => Outcome::ALL.iter().map(|o| o.label()).collect(),
        "verification" => Verification::ALL.iter().map(|v| v.label()).collect(),
        "real_name" | "consent_publish" | "consent_delegate" | "punitive" => vec!["是", "否"],
        "type" => kinds.iter().map(|k| k.label()).collect(),
        "result" => kinds.first().map_or_else(Vec::new, |k| k.results().iter().map(|r| r.label()).collect()),
        _ => Vec::new(),
    }
}

/// A made-up value for the explaining sheet.
fn example(kind: ImportKind, key: &str) -> &'static str {
    if let Some(first) = choices(kind, key).first() {
        return first;
    }
    match key {
        "submission_no" => "12315-2026-000001",
        "fact_no" => "2026-0001",
        "received_at" => "2026-05-06 09:30",
        "closed_at" => "2026-06-10 16:00",
        "happened_on" | "result_on" | "purchased_on" => "2026-05-01",
        "name" | "consignee" => "张三（虚构）",
        "agent_name" => "李四（虚构）",
        "id_no" => "430602199003071231",
        "phone" | "agent_phone" | "consignee_phone" => "138****8000",
        "address" | "consignee_address" => "岳阳市岳阳楼区某路1号",
        "organ" => "岳阳市司法局",
        "operator_name" => "某某超市（虚构）",
        "operator_uscc" => "91430600MA4L16JQ1E",
        "operator_address" => "岳阳市岳阳楼区某街2号",
        "region" => "430602",
        "platform" => "某电商平台",
        "item" => "某牌酱油500ml",
        "quantity" => "2",
        "unit" => "瓶",
        "amount" => "25.80",
        "claim_amount" | "award_amount" => "1000.00",
        "fine" => "5000.00",
        "order_no" => "2026050112345678",
        "payee_account" => "6222 0000 0000 0000",
        "demand" => "退货退款",
        "narrative" => "购买的酱油已过保质期，要求退款。",
        "evidence_hashes" => "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "matter" => "不服不予立案决定",
        "cause" => "经营超过保质期的食品",
        _ => "",
    }
}
