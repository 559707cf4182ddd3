//! How many papers a second: `cargo run --release -p papers --example paper_speed -- [count] [folder for samples]`.
//! Every paper differs in name, number and subject; one thread.
#![expect(clippy::disallowed_methods, reason = "a bench measures time and reads its arguments")]

use std::error::Error;
use std::time::Instant;

use jiff::civil::date;
use papers::{Decision, Edition, FontSource, Form, Paper, Papers, paper_no};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: u32 = arguments.next().map_or(Ok(500), |text| text.parse())?;
    let started = Instant::now();
    let papers = Papers::new(&FontSource::System)?;
    println!("fonts: {:?}; looked for in {:.2?}", papers.body_fonts(), started.elapsed());

    let first = Instant::now();
    for sequence in 0..4 {
        papers.render(&sample(sequence))?;
    }
    println!("first four: {:.2?}", first.elapsed());

    let warm = Instant::now();
    let mut bytes = 0;
    for sequence in 0..count {
        bytes += papers.render(&sample(sequence + 4))?.pdf.len();
    }
    let seconds = warm.elapsed().as_secs_f64();
    println!("{count} papers in {seconds:.2} s: {:.1}/s, {} bytes each", f64::from(count) / seconds, bytes / count.max(1) as usize);

    if let Some(folder) = arguments.next() {
        for (sequence, form) in (0..).zip(Form::ALL) {
            std::fs::write(format!("{folder}/{}.pdf", form.code()), papers.render(&sample(sequence))?.pdf)?;
        }
    }
    Ok(())
}

/// A made-up paper; the four forms take turns.
fn sample(sequence: u32) -> Paper {
    let (edition, decision) = match sequence % 4 {
        0 => (Edition::Order121, Decision::Accepted { contact: "王喆".into(), phone: "0730-8840315".into() }),
        1 => (Edition::Order121, Decision::Declined { ground: 3 }),
        2 => (Edition::Order20, Decision::Accepted { contact: "赵赟".into(), phone: "0730-8840315".into() }),
        _ => (Edition::Order20, Decision::Declined { ground: 6 }),
    };
    let (received_on, issued_on) = match edition {
        Edition::Order121 => (date(2026, 8, 3), date(2026, 8, 11)),
        Edition::Order20 => (date(2025, 9, 26), date(2025, 10, 13)),
    };
    let mut paper = Paper {
        edition,
        organ: "岳阳市市场监督管理局".into(),
        paper_no: String::new(),
        addressee: ["李垚", "龚䶮", "欧阳赟", "阿依古丽·买买提"][sequence as usize % 4].into(),
        received_on,
        subject: format!("在城南某超市购买的第{sequence}批“金桥”牌酱油超过保质期"),
        issued_on,
        decision,
    };
    paper.paper_no = paper_no("岳市监", paper.form(), issued_on.year(), sequence + 1);
    paper
}
