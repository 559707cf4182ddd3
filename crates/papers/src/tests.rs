//! Stories over whole papers, read back from the laid-out pages (no PDF reader needed) and from the PDF's own marks.

mod docx;
mod geometry;
mod literal;
mod pdf;
mod wording;

use std::sync::LazyLock;

use typst::layout::Abs;

use crate::fill::Sheet;
use crate::readback::each_run;
use crate::{Content, Edition, FontSource, Form, Paper, PaperError, PaperKind, Papers, sample};

/// One press for all tests: finding fonts is slow.
static PAPERS: LazyLock<Papers> = LazyLock::new(|| Papers::new(&FontSource::System).unwrap_or_else(|e| panic!("{e}")));

/// A made-up paper on this form.
fn paper(form: Form) -> Paper {
    sample::paper(form, 1)
}

fn of_order_121(kind: PaperKind) -> Paper {
    paper(Form { edition: Edition::Order121, kind })
}

fn accepted(change: impl FnOnce(&mut crate::ComplaintAccepted)) -> Paper {
    let mut paper = of_order_121(PaperKind::ComplaintAccepted);
    match &mut paper.content {
        Content::ComplaintAccepted(content) => change(content),
        _ => unreachable!("the sample of that kind"),
    }
    paper
}

fn refusal(paper: &Paper) -> Option<PaperError> {
    PAPERS.render(paper).err()
}

/// A line of a page: where it is and what it says.
struct Line {
    page: usize,
    left: Abs,
    right: Abs,
    base: Abs,
    text: String,
}

fn runs(sheet: &Sheet) -> Vec<Line> {
    let document = PAPERS.compose(sheet, false).unwrap_or_else(|e| panic!("{e}"));
    let mut runs = Vec::new();
    each_run(&document, &mut |page, at, run| {
        runs.push(Line { page, left: at.x, right: at.x + run.width(), base: at.y, text: run.text.to_string() });
    });
    runs
}

fn sheet(paper: &Paper) -> Sheet {
    Sheet::new(paper).unwrap_or_else(|e| panic!("{e}"))
}

/// All lines as a reader meets them. Letters of no width (places where a line may break) are not text.
fn lines(paper: &Paper) -> Vec<Line> {
    let mut runs = runs(&sheet(paper));
    runs.sort_by_key(|run| (run.page, run.base, run.left));
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        match lines.last_mut().filter(|line| line.page == run.page && line.base.approx_eq(run.base)) {
            Some(line) => {
                line.text.push_str(&run.text);
                line.right = line.right.max(run.right);
            }
            None => lines.push(run),
        }
    }
    lines
}

/// The whole text in the order in which it was set, line breaks of the layout and page numbers taken out.
fn running_text(paper: &Paper) -> String {
    runs(&sheet(paper)).iter().map(|run| run.text.as_str()).filter(|text| !is_page_number(text)).collect()
}

/// `— 1 —`, below 版心.
fn is_page_number(text: &str) -> bool {
    text.strip_prefix("— ").and_then(|text| text.strip_suffix(" —")).is_some_and(|number| number.parse::<u8>().is_ok())
}

/// Characters in any order: cells that span rows are set after those beside them, and Word reads tables in its own order.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    letters.sort_unstable();
    letters
}
