//! GB/T 9704 read back from the page.

use typst::layout::Abs;

use super::{Line, accepted, lines, of_order_121, paper};
use crate::{Content, Form, PaperKind};

const LEFT: f64 = 28.0;
const RIGHT: f64 = 210.0 - 26.0;
const TOP: f64 = 37.0;
const BOTTOM: f64 = 297.0 - 35.0;

/// How far the last sign of a line may reach beyond the edge, in mm: the empty part of a full-width sign, and what
/// justification rounds. The standard allows 1 mm.
const OVERHANG: f64 = 0.6;

fn mm(length: Abs) -> f64 {
    length.to_mm()
}

/// Fills 版心 with lines of 28 characters: everything stays inside, the margins are met within 1 mm, and lines are
/// 225 mm / 22 apart.
#[test]
fn twenty_eight_characters_and_twenty_two_lines() {
    let paper = accepted(|content| content.subject = "食".repeat(500));
    let lines = lines(&paper);
    let full: Vec<&Line> = lines.iter().filter(|line| line.text.chars().all(|c| c == '食') && line.text.chars().count() > 20).collect();
    assert!(full.len() > 15);
    for line in &full {
        assert_eq!(line.text.chars().count(), 28);
        assert!((mm(line.left) - LEFT).abs() < 1.0 && (mm(line.right) - RIGHT).abs() < 1.0, "{} {}", mm(line.left), mm(line.right));
    }
    let pitch = 225.0 / 22.0;
    for pair in full.windows(2).filter(|pair| pair[0].page == pair[1].page) {
        assert!((mm(pair[1].base - pair[0].base) - pitch).abs() < 0.02);
    }
    let first_page = lines.iter().filter(|line| line.page == 0 && line.base.to_mm() < BOTTOM);
    let bases: Vec<f64> = first_page.map(|line| mm(line.base)).collect();
    assert!(bases.first().is_some_and(|base| *base > TOP));
    assert!(bases.last().is_some_and(|base| BOTTOM - base < pitch), "the page is filled: {bases:?}");
}

/// The first page of each form holds all of it but its annex, and nothing leaves 版心.
#[test]
fn an_ordinary_paper_is_one_page() {
    for form in Form::all() {
        let annex = usize::from(super::sheet(&paper(form)).annex.is_some());
        let lines = lines(&paper(form));
        for line in lines.iter().filter(|line| mm(line.base) < BOTTOM) {
            assert!(
                mm(line.left) > LEFT - OVERHANG && mm(line.right) < RIGHT + OVERHANG,
                "{} {} {} {}",
                form.code(),
                line.text,
                mm(line.left),
                mm(line.right)
            );
            assert!(mm(line.base) > TOP, "{}", line.text);
        }
        assert_eq!(lines.iter().map(|line| line.page).max(), Some(annex), "{}", form.code());
        let below: Vec<&str> = lines.iter().filter(|line| mm(line.base) > BOTTOM).map(|line| line.text.as_str()).collect();
        assert_eq!(below, if annex == 0 { vec![] } else { vec!["— 1 —", "— 2 —"] }, "{}", form.code());
    }
}

/// 署名 and 成文日期 come with 特此告知 onto the next page; pages are then numbered, outside 版心.
#[test]
fn a_seal_never_stands_alone() {
    let mut broken = 0;
    for length in (20..500).step_by(24) {
        let lines = lines(&accepted(|content| content.subject = "购".repeat(length)));
        let page_of = |wanted: &str| lines.iter().find(|line| line.text.contains(wanted)).map(|line| line.page);
        assert_eq!(page_of("特此告知"), page_of("（印章）"));
        assert_eq!(page_of("特此告知"), page_of("2026年8月11日"));
        let numbers: Vec<&str> = lines.iter().filter(|line| mm(line.base) > BOTTOM).map(|line| line.text.as_str()).collect();
        let last = lines.iter().map(|line| line.page).max().unwrap_or(0);
        assert_eq!(numbers, if last == 0 { vec![] } else { vec!["— 1 —", "— 2 —"] });
        broken += usize::from(last > 0);
    }
    assert!(broken > 0, "some of these subjects need a second page");
}

/// A long organ or an unbroken run of letters wraps inside 版心.
#[test]
fn long_texts_stay_on_the_sheet() {
    let mut paper = accepted(|content| {
        content.addressee = "A".repeat(100);
        content.subject = format!("https://example.invalid/{}", "a".repeat(400));
    });
    paper.organ = "某某省某某自治州某某高新技术产业开发区（综合保税区）市场监督管理局第一分局".into();
    for line in lines(&paper) {
        assert!(mm(line.left) > LEFT - OVERHANG && mm(line.right) < RIGHT + OVERHANG, "{} {} {}", line.text, mm(line.left), mm(line.right));
    }
}

/// A long account of the facts makes a table of several sheets; nothing of it is cut off.
#[test]
fn a_long_account_breaks_over_pages() {
    for kind in [PaperKind::ComplaintRegistration, PaperKind::TipoffRegistration] {
        let mut paper = of_order_121(kind);
        let facts = crate::Words((1..=60).map(|number| format!("第{number}段：{}", "购".repeat(50))).collect());
        match &mut paper.content {
            Content::ComplaintRegistration(content) => content.facts = facts,
            Content::TipoffRegistration(content) => content.facts = facts,
            _ => unreachable!("one of two"),
        }
        let lines = lines(&paper);
        assert!((1..=60).all(|number| lines.iter().any(|line| line.text.contains(&format!("第{number}段：")))));
        assert!(lines.iter().any(|line| line.page > 0));
        for line in lines.iter().filter(|line| !line.text.starts_with('—')) {
            assert!(mm(line.base) < BOTTOM, "{}", line.text);
        }
    }
}
