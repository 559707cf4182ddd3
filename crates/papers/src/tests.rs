//! Stories over whole papers, read back from the laid-out pages (no PDF reader needed) and from the PDF's own marks.

mod geometry;
mod literal;
mod pdf;
mod wording;

use std::sync::LazyLock;

use jiff::civil::date;
use typst::layout::Abs;

use crate::sheet::each_run;
use crate::{Decision, DecisionKind, Edition, FontSource, Form, Paper, Papers, paper_no};

/// One press for all tests: finding fonts is slow.
static PAPERS: LazyLock<Papers> = LazyLock::new(|| Papers::new(&FontSource::System).unwrap_or_else(|e| panic!("{e}")));

/// A made-up paper on this form.
fn sample(form: Form) -> Paper {
    let (received_on, issued_on) = match form.edition {
        Edition::Order121 => (date(2026, 8, 3), date(2026, 8, 11)),
        Edition::Order20 => (date(2025, 9, 26), date(2025, 10, 13)),
    };
    Paper {
        edition: form.edition,
        organ: "岳阳市市场监督管理局".into(),
        paper_no: paper_no("岳市监", form, issued_on.year(), 1),
        addressee: "欧阳垚".into(),
        received_on,
        subject: "在城南某超市购买的“金桥”牌酱油超过保质期".into(),
        issued_on,
        decision: match form.kind {
            DecisionKind::Accepted => Decision::Accepted { contact: "王喆".into(), phone: "0730-8840315".into() },
            DecisionKind::Declined => Decision::Declined { ground: 3 },
        },
    }
}

/// A line of a page: where it is and what it says.
struct Line {
    page: usize,
    left: Abs,
    right: Abs,
    base: Abs,
    text: String,
}

/// All lines as a reader meets them. Letters of no width (places where a line may break) are not text.
fn lines(paper: &Paper) -> Vec<Line> {
    let document = PAPERS.compose(paper).unwrap_or_else(|e| panic!("{e}"));
    let mut runs = Vec::new();
    each_run(&document, &mut |page, at, run| {
        runs.push(Line { page, left: at.x, right: at.x + run.width(), base: at.y, text: run.text.to_string() });
    });
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

/// The whole text, line breaks of the layout taken out.
fn running_text(paper: &Paper) -> String {
    lines(paper).iter().map(|line| line.text.as_str()).collect()
}
