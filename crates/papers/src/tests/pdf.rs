//! The file itself: its standard, its marks, its bytes.

use std::process::Command;

use super::{PAPERS, paper};
use crate::{Edition, FontSource, Form, NoFont, PaperKind, Papers};

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

/// Read by another program (poppler): the fonts are embedded subsets, and the text copies out as the form has it.
#[test]
fn poppler_reads_it() {
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    for form in Form::all() {
        let path = folder.path().join("paper.pdf");
        let pdf = PAPERS.render(&paper(form)).map(|rendered| rendered.pdf).unwrap_or_else(|e| panic!("{e}"));
        std::fs::write(&path, pdf).unwrap_or_else(|e| panic!("{e}"));
        let run = |program: &str, more: &[&str]| {
            let output = Command::new(program).arg(&path).args(more).output();
            let output = output.unwrap_or_else(|e| panic!("{program}: {e}; apt-get install poppler-utils"));
            assert!(output.status.success() && output.stderr.is_empty(), "{program}");
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        let text: String = run("pdftotext", &["-"]).split_whitespace().collect();
        assert!(text.contains(form.title()), "{text}");
        let list = run("pdffonts", &[]);
        let fonts: Vec<&str> = list.lines().skip(2).collect();
        assert!(!fonts.is_empty() && fonts.iter().all(|font| font.contains(" yes yes yes ")), "embedded, subset, to Unicode: {list}");
    }
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
