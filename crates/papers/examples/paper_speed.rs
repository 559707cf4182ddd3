//! How many papers a second, form by form:
//! `cargo run --release -p papers --example paper_speed -- [count for each form] [folder for samples]`.
//! Every paper differs in name, number and subject; one thread; the first four of each form warm up and are not counted.
#![expect(clippy::disallowed_methods, reason = "a bench measures time and reads its arguments")]

use std::error::Error;
use std::time::Instant;

use papers::{FontSource, Form, Papers, sample};

/// Papers of each form before the clock starts.
const WARM_UP: u32 = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: u32 = arguments.next().map_or(Ok(100), |text| text.parse())?;
    let folder = arguments.next();
    let started = Instant::now();
    let papers = Papers::new(&FontSource::System)?;
    println!("fonts: {:?}; looked for in {:.2?}", papers.body_fonts(), started.elapsed());
    let first = Instant::now();
    papers.render(&sample::paper(Form::all().next().ok_or("no forms")?, 0))?;
    println!("the very first paper: {:.2?}", first.elapsed());

    println!("| form | title | papers/s | median ms | worst ms | DOCX/s | bytes |");
    println!("|---|---|---:|---:|---:|---:|---:|");
    for form in Form::all() {
        for number in 0..WARM_UP {
            papers.render(&sample::paper(form, number))?;
        }
        let mut times = Vec::new();
        let mut bytes = 0;
        for number in 0..count {
            let paper = sample::paper(form, number + WARM_UP);
            let started = Instant::now();
            bytes += papers.render(&paper)?.pdf.len();
            times.push(started.elapsed().as_secs_f64());
        }
        times.sort_by(f64::total_cmp);
        let total: f64 = times.iter().sum();
        let editable = Instant::now();
        for number in 0..count {
            sample::paper(form, number).to_docx()?;
        }
        let editable = f64::from(count) / editable.elapsed().as_secs_f64();
        println!(
            "| `{}` | {} | {:.0} | {:.1} | {:.1} | {editable:.0} | {} |",
            form.code(),
            form.title(),
            f64::from(count) / total,
            times.get(times.len() / 2).copied().unwrap_or_default() * 1_000.0,
            times.last().copied().unwrap_or_default() * 1_000.0,
            bytes / count.max(1) as usize
        );
        if let Some(folder) = &folder {
            std::fs::write(format!("{folder}/{}.pdf", form.code()), papers.render(&sample::paper(form, 1))?.pdf)?;
            std::fs::write(format!("{folder}/{}.docx", form.code()), sample::paper(form, 1).to_docx()?)?;
        }
    }
    Ok(())
}
