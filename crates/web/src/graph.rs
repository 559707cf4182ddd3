//! Drawings of groups and hot issues: SVG made on the server from numbers and fixed labels only.

use std::fmt::Write as _;

use desk::view::{HotIssueRow, TieView};

/// More people than this are told by the table alone.
const PERSONS_SHOWN: usize = 24;
const TIES_SHOWN: usize = 16;

const SIZE: f64 = 520.0;
const OUTER: f64 = 210.0;
const INNER: f64 = 90.0;

/// People on the outer ring, what they share on the inner one, a line where somebody shares it.
pub(crate) fn ring(persons: &[i64], ties: &[TieView]) -> Option<String> {
    if persons.len() > PERSONS_SHOWN || ties.len() > TIES_SHOWN || persons.is_empty() {
        return None;
    }
    let place = |at: usize, of: usize, radius: f64| {
        let angle = std::f64::consts::TAU * at as f64 / of.max(1) as f64 - std::f64::consts::FRAC_PI_2;
        (SIZE / 2.0 + radius * angle.cos(), SIZE / 2.0 + radius * angle.sin())
    };
    let mut svg = format!(
        r#"<svg class="chart" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}" role="img" aria-labelledby="ring-title"><title id="ring-title">{}人与{}项关联，明细见下表</title>"#,
        persons.len(),
        ties.len()
    );
    let inner = if ties.len() == 1 { 0.0 } else { INNER };
    for (at, tie) in ties.iter().enumerate() {
        let (x, y) = place(at, ties.len(), inner);
        for person in &tie.persons {
            let Some(number) = persons.iter().position(|known| known == person) else { continue };
            let (to_x, to_y) = place(number, persons.len(), OUTER);
            push(&mut svg, format_args!(r#"<line class="weight-axis" x1="{x:.1}" y1="{y:.1}" x2="{to_x:.1}" y2="{to_y:.1}"/>"#));
        }
    }
    for (at, tie) in ties.iter().enumerate() {
        let (x, y) = place(at, ties.len(), inner);
        push(&mut svg, format_args!(r#"<circle class="chart-tipoff" cx="{x:.1}" cy="{y:.1}" r="7"/>"#));
        push(
            &mut svg,
            format_args!(r#"<text class="chart-text" x="{x:.1}" y="{:.1}" text-anchor="middle">{}</text>"#, y + 20.0, tie.label),
        );
    }
    for (at, person) in persons.iter().enumerate() {
        let (x, y) = place(at, persons.len(), OUTER);
        push(&mut svg, format_args!(r#"<circle class="chart-complaint" cx="{x:.1}" cy="{y:.1}" r="9"/>"#));
        push(&mut svg, format_args!(r#"<text class="chart-text" x="{x:.1}" y="{:.1}" text-anchor="middle">{person}</text>"#, y + 24.0));
    }
    svg.push_str("</svg>");
    Some(svg)
}

/// Characters of a hot issue's name beside its bar; the whole name stands in the table.
const NAME_SHOWN: usize = 18;

/// People of each hot issue as bars, in the order of the table below.
pub(crate) fn hot_issues(rows: &[HotIssueRow]) -> String {
    const BAR: usize = 22;
    const LABEL: usize = 250;
    let most = rows.iter().map(|row| row.persons).max().unwrap_or(1).max(1);
    let height = rows.len() * BAR + 8;
    let mut svg = format!(
        r#"<svg class="chart" viewBox="0 0 720 {height}" width="720" height="{height}" role="img" aria-labelledby="hot-title"><title id="hot-title">各热点人数，明细见下表</title>"#
    );
    for (at, row) in rows.iter().enumerate() {
        let (y, width) = (at * BAR + 4, (row.persons * 400 / most).max(1));
        let class = if row.concerted { "chart-tipoff" } else { "chart-complaint" };
        push(&mut svg, format_args!(r#"<text class="chart-text" x="{}" y="{}" text-anchor="end">"#, LABEL - 8, y + 13));
        push_name(&mut svg, &row.title);
        svg.push_str("</text>");
        push(&mut svg, format_args!(r#"<rect class="{class}" x="{LABEL}" y="{y}" width="{width}" height="16"/>"#));
        push(
            &mut svg,
            format_args!(r#"<text class="chart-text" x="{}" y="{}">{} 人</text>"#, LABEL as i64 + 6 + width, y + 13, row.persons),
        );
    }
    svg.push_str("</svg>");
    svg
}

/// A name that somebody else wrote, cut, and never markup.
fn push_name(svg: &mut String, name: &str) {
    for c in name.chars().take(NAME_SHOWN) {
        match c {
            '<' => svg.push_str("&lt;"),
            '>' => svg.push_str("&gt;"),
            '&' => svg.push_str("&amp;"),
            c => svg.push(c),
        }
    }
    if name.chars().count() > NAME_SHOWN {
        svg.push('…');
    }
}

fn push(svg: &mut String, piece: std::fmt::Arguments<'_>) {
    // Writing into a String cannot fail.
    let _ = svg.write_fmt(piece);
}
