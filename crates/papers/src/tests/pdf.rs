//! The file itself: its standard, its marks, its bytes.

use std::process::Command;

use super::literal::{INJECTIONS, RARE, filled};
use super::{PAPERS, accepted, is_page_number, letters, paper, running_text};
use crate::{Edition, FontSource, Form, NoFont, Paper, PaperKind, Papers};

const DECLINED: Form = Form { edition: Edition::Order121, kind: PaperKind::ComplaintDeclined };

#[test]
fn an_archive_copy_that_screen_readers_can_read() {
    let rendered = PAPERS.render(&paper(DECLINED)).unwrap_or_else(|e| panic!("{e}"));
    let text = String::from_utf8_lossy(&rendered.pdf);
    for mark in [
        "%PDF-1.7",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "投诉不予受理决定书 岳市监诉不受〔2026〕第1号",
        "2026-08-11T00:00:00+08:00",
        "<rdf:li>zh-CN</rdf:li>",
    ] {
        assert!(text.contains(mark), "{mark}");
    }
    assert!(!text.contains("欧阳"), "the complainant is not in the file's description");
    assert_eq!((rendered.pages, rendered.sha256.len()), (2, 64));
}

/// The same paper gives the same bytes: at once, after others, and from a press of its own.
#[test]
fn bytes_are_reproducible() {
    let first = PAPERS.render(&paper(DECLINED)).map(|rendered| rendered.sha256);
    for form in Form::all() {
        assert!(PAPERS.render(&paper(form)).is_ok());
    }
    assert_eq!(PAPERS.render(&paper(DECLINED)).map(|rendered| rendered.sha256), first);
    let other = Papers::new(&FontSource::System).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(other.render(&paper(DECLINED)).map(|rendered| rendered.sha256), first);
}

/// What a program of poppler says of a file.
fn poppler(program: &str, pdf: &[u8], before: &[&str], after: &[&str]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap_or_else(|e| panic!("{e}"));
    std::fs::write(file.path(), pdf).unwrap_or_else(|e| panic!("{e}"));
    let output = Command::new(program).args(before).arg(file.path()).args(after).output();
    let output = output.unwrap_or_else(|e| panic!("{program}: {e}; apt-get install poppler-utils"));
    assert!(output.status.success() && output.stderr.is_empty(), "{program}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn pdf(paper: &Paper) -> Vec<u8> {
    PAPERS.render(paper).map(|rendered| rendered.pdf).unwrap_or_else(|e| panic!("{e}"))
}

/// Read by another program: the fonts are embedded subsets, and the whole text copies out as the form has it.
#[test]
fn poppler_reads_it() {
    for form in Form::all() {
        let pdf = pdf(&paper(form));
        let text = poppler("pdftotext", &pdf, &["-raw"], &["-"]);
        let text: String = text.lines().map(|line| line.trim_matches('\u{c}')).filter(|line| !is_page_number(line)).collect();
        assert_eq!(letters(&text), letters(&running_text(&paper(form))), "{}", form.code());
        let list = poppler("pdffonts", &pdf, &[], &[]);
        let fonts: Vec<&str> = list.lines().skip(2).collect();
        assert!(!fonts.is_empty() && fonts.iter().all(|font| font.contains(" yes yes yes ")), "embedded, subset, to Unicode: {list}");
    }
}

/// A word of a page with its box in mm from the upper left corner.
struct Word {
    page: usize,
    left: f64,
    right: f64,
    top: f64,
    text: String,
}

fn words(pdf: &[u8]) -> Vec<Word> {
    let html = poppler("pdftotext", pdf, &["-bbox"], &["-"]);
    let mut page = 0;
    let mut words = Vec::new();
    for line in html.lines().map(str::trim) {
        page += usize::from(line.starts_with("<page "));
        let Some((tag, text)) = line.strip_prefix("<word ").and_then(|rest| rest.split_once('>')) else { continue };
        let mm = |name: &str| -> f64 {
            let value = tag.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map_or("", |(value, _)| value);
            value.parse::<f64>().unwrap_or_else(|e| panic!("{tag}: {e}")) * 25.4 / 72.0
        };
        let text = text.trim_end_matches("</word>").to_owned();
        words.push(Word { page, left: mm("xMin"), right: mm("xMax"), top: mm("yMin"), text });
    }
    words
}

/// 版心 measured on the file itself: A4, 28 characters a line between 28 mm and 184 mm, 22 lines in 225 mm, each within 1 mm.
#[test]
fn the_file_has_the_geometry_of_the_standard() {
    let full = pdf(&accepted(|content| content.subject = "食".repeat(500)));
    let html = poppler("pdftotext", &full, &["-bbox"], &["-"]);
    assert!(html.contains(r#"<page width="595.27"#) && html.contains(r#"" height="841.8"#), "A4");
    let words = words(&full);
    let lines: Vec<&Word> = words.iter().filter(|word| word.page == 1 && word.text == "食".repeat(28)).collect();
    assert!(lines.len() > 15, "{}", lines.len());
    for line in &lines {
        assert!((line.left - 28.0).abs() < 1.0 && (line.right - 184.0).abs() < 1.0, "{} {}", line.left, line.right);
    }
    let span = lines[lines.len() - 1].top - lines[0].top;
    #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
    let twenty_two = span / (lines.len() - 1) as f64 * 22.0;
    assert!((twenty_two - 225.0).abs() < 1.0, "{twenty_two}");
    assert!(words.iter().all(|word| word.top > 36.0), "the head stays white");
    // A bracket at the edge of a line hangs its empty half over it: half a character of 16 pt, without ink.
    let hangs =
        |c: Option<char>| if c.is_some_and(|c| "“‘《〈（〔”’》〉）〕，。；：、".contains(c)) { 2.9 } else { 0.0 };
    for form in Form::all() {
        for word in self::words(&pdf(&paper(form))) {
            let (first, last) = (word.text.chars().next(), word.text.chars().last());
            let is_inside = word.left > 27.0 - hangs(first) && word.right < 185.0 + hangs(last) && word.top > 36.0;
            assert!(is_inside, "{} {} {} {}", form.code(), word.text, word.left, word.right);
        }
    }
}

/// Masks and rare names are in the file as they stand on the form, found again by whoever searches it.
#[test]
fn masks_and_rare_names_copy_out_of_the_file() {
    for text in ["138****8000", "430602********1231", "欧阳*", "龚䶮", "仝㛃", "亓官頔"] {
        let said = poppler("pdftotext", &pdf(&accepted(|content| content.addressee = text.into())), &["-raw"], &["-"]);
        assert!(said.contains(&format!("{text}：")), "{text}: {said}");
    }
}

/// The text of a file as poppler extracts it, without white space: a line of a paper may end anywhere.
fn extracted(paper: &Paper) -> String {
    let text = poppler("pdftotext", &pdf(paper), &["-raw"], &["-"]);
    text.lines().map(|line| line.trim_matches('\u{c}')).filter(|line| !is_page_number(line)).flat_map(str::split_whitespace).collect()
}

/// Each of the fifty strings stands in the file itself as often as it was put on the form, and nothing else of the form has changed: read
/// back by another program, on the form that has the most fields.
#[test]
fn fifty_strings_copy_out_of_the_file() {
    let form = Form { edition: Edition::Order121, kind: PaperKind::MediationAgreement };
    let mark = "囍囍";
    let before = extracted(&filled(form, mark));
    for string in INJECTIONS {
        let after = extracted(&filled(form, string));
        let put: String = string.split_whitespace().collect();
        assert_eq!(after.matches(&put).count(), before.replace(mark, &put).matches(&put).count(), "{string}: {after}");
        assert_eq!(letters(&after), letters(&before.replace(mark, &put)), "{string}: {after}");
    }
}

/// Two hundred and more rare characters stand in the file as characters, in their order, not as pictures of them.
#[test]
fn rare_characters_copy_out_of_the_file() {
    let mut read = 0;
    for characters in RARE {
        let said = extracted(&accepted(|content| content.subject = characters.into()));
        assert!(said.contains(characters), "{characters}: {said}");
        read += characters.chars().count();
    }
    assert!(read >= 200, "{read}");
}

/// Marked as tagged and free of suspects, as PDF/UA-1 asks (7.1). Poppler up to 22.12 calls any `/Suspects false` an object of the wrong type,
/// and reads it rightly all the same: it takes whatever is not `true` for no boolean.
#[test]
fn a_tagged_file_without_suspects() {
    let file = tempfile::NamedTempFile::new().unwrap_or_else(|e| panic!("{e}"));
    std::fs::write(file.path(), pdf(&paper(DECLINED))).unwrap_or_else(|e| panic!("{e}"));
    let output = Command::new("pdfinfo").arg(file.path()).output().unwrap_or_else(|e| panic!("pdfinfo: {e}"));
    let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let value = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    assert_eq!((value("Tagged:"), value("Suspects:"), value("JavaScript:")), (Some("yes"), Some("no"), Some("no")), "{said}");
    assert!(complained.lines().all(|line| line == "Syntax Error: Suspects object is wrong type (boolean)"), "{complained}");
}

#[test]
fn a_machine_without_fonts_is_told_what_to_install() {
    let empty = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let refused = Papers::new(&FontSource::Folder(empty.path().to_owned())).map(|_| ());
    assert_eq!(refused, Err(NoFont));
    assert!(NoFont.to_string().contains("apt-get install fonts-noto-cjk"));
}

/// A preview is marked on every page and is the paper otherwise.
#[test]
fn a_preview_is_marked() {
    let sheet = super::sheet(&paper(DECLINED));
    let document = PAPERS.compose(&sheet, true).unwrap_or_else(|e| panic!("{e}"));
    let mut marked = Vec::new();
    crate::readback::each_run(&document, &mut |page, _, run| marked.extend(run.text.contains("尚未签发").then_some(page)));
    assert_eq!(marked, [0, 1]);
    let preview = PAPERS.preview(&paper(DECLINED)).unwrap_or_else(|e| panic!("{e}"));
    assert_ne!(Ok(preview.sha256), PAPERS.render(&paper(DECLINED)).map(|rendered| rendered.sha256));
}

/// Every form is an archive copy.
#[test]
fn every_form_is_pdf_a_and_ua() {
    for form in Form::all() {
        let rendered = PAPERS.render(&paper(form)).unwrap_or_else(|e| panic!("{}: {e}", form.code()));
        let text = String::from_utf8_lossy(&rendered.pdf);
        assert!(text.contains("<pdfaid:conformance>A</pdfaid:conformance>") && text.contains("<pdfuaid:part>1</pdfuaid:part>"));
    }
}
