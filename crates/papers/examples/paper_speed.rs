//! How many papers a second, form by form:
//! `cargo run --release -p papers --example paper_speed -- [count for each form] [folder for samples]`.
//! Every paper differs in name, number and subject; one thread; the first four of each form warm up and are not counted.
//! Where LibreOffice is installed and a folder is given, it turns the same papers from DOCX to PDF in one process beside it.
#![expect(clippy::disallowed_methods, reason = "a bench measures time and reads its arguments")]

use std::error::Error;
use std::process::{Command, Stdio};
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

    let mut made = (0, 0.0);
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
        made = (made.0 + count, made.1 + total);
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
    println!("all forms: {:.0} papers/s, {:.1} ms each", f64::from(made.0) / made.1, made.1 / f64::from(made.0) * 1_000.0);
    match folder {
        Some(folder) => beside_libreoffice(&folder),
        None => Ok(()),
    }
}

/// The DOCX of every form turned into PDF by one LibreOffice. What one file alone takes is its start, and is told apart.
fn beside_libreoffice(folder: &str) -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = Form::all().map(|form| format!("{folder}/{}.docx", form.code())).collect();
    let peer = format!("{folder}/libreoffice");
    let convert = |files: &[String]| -> Result<Option<f64>, Box<dyn Error>> {
        let started = Instant::now();
        let mut soffice = Command::new("soffice");
        soffice.arg(format!("-env:UserInstallation=file://{folder}/profile")).args([
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            &peer,
        ]);
        match soffice.args(files).stdout(Stdio::null()).stderr(Stdio::null()).status() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
            Ok(status) if status.success() => Ok(Some(started.elapsed().as_secs_f64())),
            Ok(status) => Err(format!("soffice: {status}").into()),
        }
    };
    let one = files.get(..1).ok_or("no forms")?;
    if convert(one)?.is_none() {
        println!("LibreOffice is not installed");
        return Ok(());
    }
    // The first run made its profile.
    let (Some(alone), Some(all)) = (convert(one)?, convert(&files)?) else { return Err("soffice went away".into()) };
    let each = (all - alone) / f64::from(u32::try_from(files.len() - 1)?);
    println!("LibreOffice: starts and makes one in {alone:.2} s; each further form {:.0} ms, {:.1} papers/s", each * 1_000.0, 1.0 / each);
    Ok(())
}
