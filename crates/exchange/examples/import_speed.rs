//! What checking costs over the bare streaming read of the same workbook.
//!
//! `cargo run --release -p exchange --example import_speed -- 200000`

// A bench measures.
#![allow(clippy::disallowed_methods)]

use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use calamine::{Reader, Xlsx};
use casework::codes::ImportKind;
use exchange::{ImportFile, Input, Profile, columns};
use rust_xlsxwriter::{Format, Workbook};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows: u32 = std::env::args().nth(1).map_or(Ok(200_000), |n| n.parse())?;
    let bytes = workbook(rows)?;
    println!("{rows} rows, workbook of {} MB", bytes.len() >> 20);

    let start = Instant::now();
    let count = bare_read(&bytes)?;
    let bare = start.elapsed();
    println!("bare streaming read: {count} cells in {:.2} s", bare.as_secs_f64());

    let input = Input::Bytes(Arc::from(bytes));
    let start = Instant::now();
    let mut file = ImportFile::open(&input, &Profile::standard(ImportKind::Submissions), jiff::civil::date(2026, 12, 31))?;
    let opened = start.elapsed();
    let mut good = 0_u64;
    let report = file.rows(|row| {
        match row.parsed {
            Ok(_) => good += 1,
            Err(errors) if good == 0 => println!("{errors:?}"),
            Err(_) => {}
        }
        ControlFlow::Continue(())
    })?;
    let all = start.elapsed();
    println!("open (digest, first look, header): {:.2} s", opened.as_secs_f64());
    println!("open and checked rows: {} rows, {good} good, in {:.2} s", report.rows, all.as_secs_f64());
    println!("ratio {:.2}", all.as_secs_f64() / bare.as_secs_f64());
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status.lines().filter(|l| l.starts_with("VmHWM")).for_each(|l| println!("{l}"));
    }
    Ok(())
}

fn bare_read(bytes: &[u8]) -> Result<u64, calamine::XlsxError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let mut cells = workbook.worksheet_cells_reader("来件")?;
    let mut count = 0;
    while cells.next_cell()?.is_some() {
        count += 1;
    }
    Ok(count)
}

/// A workbook of made-up 来件 with every column filled, and three columns of somebody else's.
fn workbook(rows: u32) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut workbook = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name("来件")?;
    let columns = columns(ImportKind::Submissions);
    let headers = columns.iter().map(|c| c.header).chain(["经办人", "备注", "满意度"]);
    for (column, header) in (0_u16..).zip(headers) {
        sheet.write_string(0, column, header)?;
    }
    for row in 1..=rows {
        for (index, column) in (0_u16..).zip(&columns) {
            let text = match column.key {
                "submission_no" => format!("12315-2026-{row:07}"),
                "channel" => "全国12315平台".to_owned(),
                "kind" => "投诉举报".to_owned(),
                "name" | "agent_name" | "consignee" => format!("张三{}", char::from_u32(0x4E00 + row % 5000).unwrap_or('甲')),
                "id_kind" => "居民身份证".to_owned(),
                "id_no" => "430602199003071231".to_owned(),
                "phone" | "agent_phone" | "consignee_phone" => format!("138{:08}", row),
                "real_name" | "consent_publish" | "consent_delegate" | "punitive" => "是".to_owned(),
                "operator_uscc" => "91430600MA4L16JQ1E".to_owned(),
                "region" => "430602".to_owned(),
                "category" => "食品".to_owned(),
                "issue" => "标签标识".to_owned(),
                "purchased_on" => "2026-04-30".to_owned(),
                "closed_at" => "2026/06/01 10:00".to_owned(),
                "outcome" => "调解成功".to_owned(),
                "verification" => "属实".to_owned(),
                "payee_account" => format!("622200000000{row:07}"),
                "evidence_hashes" => "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".to_owned(),
                "narrative" => format!("第{row}件：在某某超市购买的酱油已过保质期，商家拒绝退货，要求退一赔十并公开道歉，请依法查处。"),
                "received_at" => {
                    sheet.write_number_with_format(row, index, 46_143.0 + f64::from(row % 1440) / 1440.0, &date)?;
                    continue;
                }
                "quantity" | "amount" | "claim_amount" | "award_amount" => {
                    sheet.write_number(row, index, f64::from(row % 1000) + 0.5)?;
                    continue;
                }
                _ => format!("{}第{}号", column.header, row % 997),
            };
            sheet.write_string(row, index, text)?;
        }
        for extra in 40..43 {
            sheet.write_string(row, extra, "无")?;
        }
    }
    workbook.save_to_buffer()
}
