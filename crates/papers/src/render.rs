//! From a typed paper to the bytes of its PDF.

use std::fmt::Write;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::error::PaperError;
use crate::fill::Sheet;
use crate::fonts::{FontSource, Fonts, NoFont};
use crate::paper::Paper;
use crate::readback::missing_glyph;
use crate::world::Press;

/// After how many papers typst's memory of intermediate results is swept.
const SWEEP_EVERY: u32 = 16;

/// How many sweeps a result survives without being used again: what one paper alone needed is gone after this many, what
/// all share (parsed templates, fonts) stays.
const SWEEPS_KEPT: usize = 2;

/// UTC+08:00, in minutes: papers are dated in Beijing time.
const BEIJING_OFFSET_MINUTES: i32 = 480;

/// Makes papers. Costly to make (reads the machine's fonts), cheap to use from many threads.
pub struct Papers {
    press: Press,
    made: AtomicU32,
}

/// A finished paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// PDF 1.7, PDF/A-2a and PDF/UA-1. The same paper always gives the same bytes (on the same fonts).
    pub pdf: Vec<u8>,
    /// SHA-256 of `pdf`, lower-case hex.
    pub sha256: String,
    pub pages: usize,
}

impl Papers {
    /// Looks for fonts. `NoFont` says which package gives one.
    pub fn new(source: &FontSource) -> Result<Self, NoFont> {
        Ok(Self { press: Press::new(Fonts::find(source)?), made: AtomicU32::new(0) })
    }

    /// The families of the text, best first: what a start-up line or a health page may show.
    pub fn body_fonts(&self) -> &[String] {
        &self.press.fonts.body
    }

    /// Checks the paper, sets it in type and writes the PDF. Takes some milliseconds of CPU: call it where blocking is
    /// allowed.
    pub fn render(&self, paper: &Paper) -> Result<Rendered, PaperError> {
        self.export(&Sheet::new(paper)?, paper.issued_on, false)
    }

    /// The same with 预览 across every page: to look at, never to issue.
    pub fn preview(&self, paper: &Paper) -> Result<Rendered, PaperError> {
        self.export(&Sheet::new(paper)?, paper.issued_on, true)
    }

    fn export(&self, sheet: &Sheet, issued_on: Date, is_preview: bool) -> Result<Rendered, PaperError> {
        let document = self.compose(sheet, is_preview)?;
        let pdf = typst_pdf::pdf(&document, &options(issued_on)?).map_err(|errors| fault(&errors));
        self.sweep();
        let pdf = pdf?;
        let sha256 = Sha256::digest(&pdf).iter().fold(String::with_capacity(64), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
            hex
        });
        Ok(Rendered { pages: document.pages().len(), sha256, pdf })
    }

    /// The laid-out pages, every character printable.
    pub(crate) fn compose(&self, sheet: &Sheet, is_preview: bool) -> Result<PagedDocument, PaperError> {
        let mut data = sheet.to_json();
        data["fonts"] = serde_json::json!({ "title": self.press.fonts.title, "body": self.press.fonts.body });
        data["preview"] = is_preview.into();
        let world = self.press.desk(data.to_string().into_bytes());
        let document: PagedDocument = typst::compile(&world).output.map_err(|errors| fault(&errors))?;
        match missing_glyph(&document) {
            Some(c) => Err(PaperError::NoGlyph(c)),
            None => Ok(document),
        }
    }

    /// Keeps typst's memory bounded, and lets nothing of a person's paper linger in it.
    fn sweep(&self) {
        if self.made.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            comemo::evict(SWEEPS_KEPT);
        }
    }
}

fn options(issued_on: Date) -> Result<PdfOptions, PaperError> {
    let impossible = || PaperError::Fault("成文日期超出范围".to_owned());
    let month = u8::try_from(issued_on.month()).map_err(|_| impossible())?;
    let day = u8::try_from(issued_on.day()).map_err(|_| impossible())?;
    let midnight = Datetime::from_ymd_hms(i32::from(issued_on.year()), month, day, 0, 0, 0).ok_or_else(impossible)?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|e| PaperError::Fault(e.message().to_string()))?;
    Ok(PdfOptions {
        creator: Smart::Custom(Some("明鉴".to_owned())),
        timestamp: Timestamp::new_local(midnight, BEIJING_OFFSET_MINUTES),
        standards,
        ..PdfOptions::default()
    })
}

/// The first message. typst quotes texts and values between backticks: whatever stands there may be a person's, so it goes.
fn fault(errors: &[SourceDiagnostic]) -> PaperError {
    let message = errors.first().map_or("", |error| error.message.as_str());
    let redacted: Vec<&str> = message.split('`').enumerate().map(|(i, part)| if i % 2 == 0 { part } else { "…" }).collect();
    PaperError::Fault(redacted.concat())
}
