//! The file itself: its standard, its marks, its bytes.

use std::process::Command;

use super::{PAPERS, sample};
use crate::{DecisionKind, Edition, FontSource, Form, NoFont, Papers};

const DECLINED: Form = Form { edition: Edition::Order121, kind: DecisionKind::Declined };

#[test]
fn an_archive_copy_that_screen_readers_can_read() {
    let rendered = PAPERS.render(&sample(DECLINED)).unwrap_or_else(|e| panic!("{e}"));
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
    assert_eq!((rendered.pages, rendered.sha256.len()), (1, 64));
}

/// The same paper gives the same bytes: at once, after others, and from a press of its own.
#[test]
fn bytes_are_reproducible() {
    let first = PAPERS.render(&sample(DECLINED)).map(|rendered| rendered.sha256);
    for &form in Form::ALL {
        assert!(PAPERS.render(&sample(form)).is_ok());
    }
    assert_eq!(PAPERS.render(&sample(DECLINED)).map(|rendered| rendered.sha256), first);
    let other = Papers::new(&FontSource::System).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(other.render(&sample(DECLINED)).map(|rendered| rendered.sha256), first);
}

/// Read by another program (poppler): the fonts are embedded subsets, and the text copies out as the form has it.
#[test]
fn poppler_reads_it() {
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    for &form in Form::ALL {
        let path = folder.path().join("paper.pdf");
        let pdf = PAPERS.render(&sample(form)).map(|rendered| rendered.pdf).unwrap_or_else(|e| panic!("{e}"));
        std::fs::write(&path, pdf).unwrap_or_else(|e| panic!("{e}"));
        let run = |program: &str, more: &[&str]| {
            let output = Command::new(program).arg(&path).args(more).output();
            let output = output.unwrap_or_else(|e| panic!("{program}: {e}; apt-get install poppler-utils"));
            assert!(output.status.success() && output.stderr.is_empty(), "{program}");
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        let text: String = run("pdftotext", &["-"]).split_whitespace().collect();
        assert!(text.contains("欧阳垚：") && text.contains(form.title()), "{text}");
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
