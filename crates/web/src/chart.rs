//! Charts as SVG drawn on the server: presentation attributes and classes only, for the strict content policy.

use std::fmt::Write;

use desk::view::{ColumnWeightView, CourseView, GraphView, LifeLine, MonthCount, SpreadView};
use jiff::civil::Date;

/// Width that a short history fills; a long one grows beyond it and scrolls.
const PLOT_WIDTH: usize = 860;
const NARROWEST_PITCH: usize = 16;
const WIDEST_PITCH: usize = 44;
const PLOT_HEIGHT: u32 = 160;
const LEFT: usize = 34;
const TOP: usize = 10;
const BOTTOM: usize = 26;

/// Stacked columns of complaints and tip-offs by month; the same numbers stand in a table beside it.
pub(crate) fn months(months: &[MonthCount]) -> String {
    let top = axis_top(months.iter().map(|month| month.complaints + month.tipoffs).max().unwrap_or(0));
    let plot_height = PLOT_HEIGHT as usize;
    let pitch = (PLOT_WIDTH / months.len().max(1)).clamp(NARROWEST_PITCH, WIDEST_PITCH);
    let bar_width = pitch * 2 / 3;
    let width = LEFT + months.len() * pitch + 10;
    let height = TOP + plot_height + BOTTOM;
    let mut svg = format!(
        r#"<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="chart-title chart-desc"><title id="chart-title">各月来件数</title><desc id="chart-desc">{}</desc>"#,
        describe(months)
    );
    for step in 0..=4_u32 {
        let value = top * step / 4;
        let y = TOP + plot_height - (value * PLOT_HEIGHT / top) as usize;
        push(&mut svg, format_args!(r#"<line class="chart-line" x1="{LEFT}" y1="{y}" x2="{}" y2="{y}"/>"#, width - 6));
        push(&mut svg, format_args!(r#"<text class="chart-text" x="{}" y="{}" text-anchor="end">{value}</text>"#, LEFT - 6, y + 4));
    }
    for (i, month) in months.iter().enumerate() {
        let x = LEFT + i * pitch + (pitch - bar_width) / 2;
        let complaint = (month.complaints * PLOT_HEIGHT / top) as usize;
        let tipoff = (month.tipoffs * PLOT_HEIGHT / top) as usize;
        let base = TOP + plot_height;
        bar(&mut svg, "chart-complaint", (x, bar_width), base - complaint, complaint);
        bar(&mut svg, "chart-tipoff", (x, bar_width), base - complaint - tipoff, tipoff);
        if i == 0 || month.month.ends_with("-01") || (months.len() <= 14 && i % 2 == 0) {
            let label = if i == 0 || month.month.ends_with("-01") { month.month.as_str() } else { &month.month[5..] };
            push(&mut svg, format_args!(r#"<text class="chart-text" x="{x}" y="{}">"#, height - 8));
            // Months are digits and a hyphen by construction; anything else must not become markup.
            svg.extend(label.chars().filter(|c| c.is_ascii_digit() || *c == '-'));
            svg.push_str("</text>");
        }
    }
    svg.push_str("</svg>");
    svg
}

/// How many people filed how often, one bar a band, its length by the power of ten; the same numbers stand in a table beside it.
pub(crate) fn spread(spread: &SpreadView) -> String {
    const ROW: usize = 26;
    const LABEL: usize = 100;
    const LENGTH: f64 = 420.0;
    let length = |persons: i64| (persons as f64 + 1.0).log10();
    let longest = spread.bands.iter().map(|band| length(band.persons)).fold(0.1, f64::max);
    let (width, height) = (620, spread.bands.len() * ROW + 10);
    let mut svg = format!(
        r#"<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="spread-title spread-desc"><title id="spread-title">一年内件数的分布</title><desc id="spread-desc">该人员{}件，共{}人；柱长按人数的对数，逐项见旁边的表。</desc>"#,
        spread.own, spread.persons
    );
    for (row, band) in spread.bands.iter().enumerate() {
        let y = row * ROW + 6;
        let bar = (length(band.persons) / longest * LENGTH).round();
        let class = if band.is_own { "chart-tipoff" } else { "chart-complaint" };
        push(&mut svg, format_args!(r#"<text class="chart-text" x="{}" y="{}" text-anchor="end">"#, LABEL - 8, y + 13));
        // Labels are digits, a dash and two known words by construction; anything else must not become markup.
        svg.extend(band.label.chars().filter(|c| c.is_alphanumeric() || matches!(c, '–' | ' ')));
        svg.push_str("</text>");
        push(&mut svg, format_args!(r#"<rect class="{class}" x="{LABEL}" y="{y}" width="{bar}" height="17"/>"#));
        let mark = if band.is_own { "　◀ 该人员" } else { "" };
        push(
            &mut svg,
            format_args!(r#"<text class="chart-text" x="{}" y="{}">{}{mark}</text>"#, LABEL as f64 + bar + 6.0, y + 13, band.persons),
        );
    }
    svg.push_str("</svg>");
    svg
}

/// The filings on one line of days, a punitive award where it was paid; the same days stand in the table below it.
pub(crate) fn course(view: &CourseView) -> String {
    const LENGTH: i64 = 820;
    const MARGIN: i64 = 20;
    const BASE: i64 = 46;
    let days: Vec<Date> = view.rows.iter().flat_map(|row| std::iter::once(row.received_on).chain(row.closed_on)).collect();
    let (Some(first), Some(last)) = (days.iter().min().copied(), days.iter().max().copied()) else { return String::new() };
    let since = |day: Date| i64::from((day - first).get_days());
    let whole = since(last).max(1);
    let x = |day: Date| MARGIN + since(day) * LENGTH / whole;
    let awards = view.rows.iter().filter(|row| row.punitive).count();
    let (width, height) = (LENGTH + 2 * MARGIN, 84);
    let mut svg = format!(
        r#"<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="course-title course-desc"><title id="course-title">来件经过</title><desc id="course-desc">自{first}至{last}，{}件来件，{awards}件惩罚性赔偿，逐件见下表。</desc>"#,
        view.rows.len()
    );
    push(&mut svg, format_args!(r#"<line class="life-way" x1="{MARGIN}" y1="{BASE}" x2="{}" y2="{BASE}"/>"#, MARGIN + LENGTH));
    for row in &view.rows {
        push(&mut svg, format_args!(r#"<circle class="chart-complaint" cx="{}" cy="{BASE}" r="5"/>"#, x(row.received_on)));
    }
    for row in view.rows.iter().filter(|row| row.punitive) {
        let at = x(row.closed_on.unwrap_or(row.received_on));
        push(&mut svg, format_args!(r#"<rect class="chart-tipoff" x="{}" y="18" width="8" height="8"/>"#, at - 4));
        push(&mut svg, format_args!(r#"<line class="life-mark" x1="{at}" y1="26" x2="{at}" y2="{BASE}"/>"#));
    }
    push(&mut svg, format_args!(r#"<text class="chart-text" x="{MARGIN}" y="78">{first}</text>"#));
    push(&mut svg, format_args!(r#"<text class="chart-text" x="{}" y="78" text-anchor="end">{last}</text>"#, MARGIN + LENGTH));
    svg.push_str("</svg>");
    svg
}

/// The life of a registry entry on one line of days; the same days stand in the table below it.
pub(crate) fn life(life: &LifeLine) -> String {
    const LENGTH: i64 = 820;
    const MARGIN: i64 = 20;
    const BASE: i64 = 46;
    let days = |day: Date| i64::from((day - life.from).get_days());
    let whole = days(life.to).max(1);
    let x = |day: Date| MARGIN + days(day).clamp(0, whole) * LENGTH / whole;
    let (width, height) = (LENGTH + 2 * MARGIN, 84);
    let mut svg = format!(
        r#"<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="life-title life-desc"><title id="life-title">记录的经过</title><desc id="life-desc">自{}至{}，共{}个事项，逐项见下面的表。</desc>"#,
        life.from,
        life.to,
        life.events.len()
    );
    push(&mut svg, format_args!(r#"<line class="life-way" x1="{MARGIN}" y1="{BASE}" x2="{}" y2="{BASE}"/>"#, MARGIN + LENGTH));
    if let Some(listed) = life.listed_on {
        let (from, to) = (x(listed), x(life.over_on.unwrap_or(life.to)));
        push(&mut svg, format_args!(r#"<line class="life-force" x1="{from}" y1="{BASE}" x2="{to}" y2="{BASE}"/>"#));
    }
    for event in &life.events {
        let at = x(event.on);
        push(&mut svg, format_args!(r#"<circle class="life-event {}" cx="{at}" cy="{BASE}" r="6"/>"#, event.tone.class()));
    }
    if let Some(review) = life.review_on {
        let at = x(review);
        push(&mut svg, format_args!(r#"<line class="life-mark" x1="{at}" y1="30" x2="{at}" y2="62"/>"#));
        push(&mut svg, format_args!(r#"<text class="chart-text" x="{at}" y="24" text-anchor="middle">半年复核</text>"#));
    }
    let today = x(life.today);
    push(&mut svg, format_args!(r#"<line class="life-today" x1="{today}" y1="30" x2="{today}" y2="62"/>"#));
    push(&mut svg, format_args!(r#"<text class="chart-text" x="{today}" y="14" text-anchor="middle">今日</text>"#));
    // Dates are digits and hyphens by construction.
    push(&mut svg, format_args!(r#"<text class="chart-text" x="{MARGIN}" y="78">{}</text>"#, life.from));
    push(&mut svg, format_args!(r#"<text class="chart-text" x="{}" y="78" text-anchor="end">{}</text>"#, MARGIN + LENGTH, life.to));
    svg.push_str("</svg>");
    svg
}

/// A bar of the weight of one column: right of the axis speaks for one person, left against. The drawing is 120 wide,
/// its axis stands at 40, 5 units are one bit.
pub(crate) fn weight_bar(weight: &f64) -> String {
    let length = (weight.abs() * 5.0).round();
    if *weight < 0.0 {
        let length = length.min(40.0);
        format!(r#"<rect class="weight-against" x="{}" y="2" width="{length}" height="6"/>"#, 40.0 - length)
    } else {
        format!(r#"<rect class="weight-for" x="40" y="2" width="{}" height="6"/>"#, length.min(80.0))
    }
}

/// The person's filings on a circle, numbered as in the table beside it, and the links between them.
pub(crate) fn graph(view: &GraphView) -> String {
    const RADIUS: f64 = 150.0;
    const CENTRE: f64 = 180.0;
    let place = |at: usize| {
        let angle = std::f64::consts::TAU * at as f64 / view.nodes.len().max(1) as f64 - std::f64::consts::FRAC_PI_2;
        let coordinate = |unit: f64| (CENTRE + RADIUS * unit).round();
        (coordinate(angle.cos()), coordinate(angle.sin()))
    };
    let mut svg = format!(
        r#"<svg class="graph" viewBox="0 0 360 360" width="360" height="360" role="img" aria-labelledby="graph-title graph-desc"><title id="graph-title">来件关联图</title><desc id="graph-desc">{}件来件，{}条关联，逐件见旁边的表。</desc>"#,
        view.nodes.len(),
        view.edges.len()
    );
    for edge in &view.edges {
        let ((x1, y1), (x2, y2)) = (place(edge.left), place(edge.right));
        let by = if edge.by_officer { " graph-ruled" } else { "" };
        let kind = edge.judgement.code();
        push(&mut svg, format_args!(r#"<line class="graph-{kind}{by}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#));
    }
    for at in 0..view.nodes.len() {
        let (x, y) = place(at);
        push(&mut svg, format_args!(r#"<circle class="graph-node" cx="{x}" cy="{y}" r="12"/>"#));
        push(&mut svg, format_args!(r#"<text class="graph-number" x="{x}" y="{}" text-anchor="middle">{}</text>"#, y + 4.0, at + 1));
    }
    svg.push_str("</svg>");
    svg
}

/// What every column adds, from the odds of two filings at random to the odds of these two: the same figures stand in a
/// table beside it. 4 units are one bit, the axis (even odds) stands at 160.
pub(crate) fn waterfall(start: &f64, columns: &[ColumnWeightView]) -> String {
    const ROW: usize = 18;
    let at = |bits: f64| (160.0 + 4.0 * bits).clamp(2.0, 398.0).round();
    let height = ROW * (columns.len() + 1) + 6;
    let mut svg = format!(
        r#"<svg class="waterfall" viewBox="0 0 400 {height}" width="400" height="{height}" aria-hidden="true" focusable="false"><line class="weight-axis" x1="160" y1="0" x2="160" y2="{height}"/>"#
    );
    let mut reached = 0.0;
    let steps = std::iter::once(("weight-start", *start))
        .chain(columns.iter().map(|column| (if column.weight < 0.0 { "weight-against" } else { "weight-for" }, column.weight)));
    for (row, (class, weight)) in steps.enumerate() {
        let (from, to) = (at(reached), at(reached + weight));
        let (x, width) = (from.min(to), (to - from).abs().max(1.0));
        push(&mut svg, format_args!(r#"<rect class="{class}" x="{x}" y="{}" width="{width}" height="10"/>"#, ROW * row + 4));
        reached += weight;
    }
    svg.push_str("</svg>");
    svg
}

/// The smallest multiple of four that is not below the largest value, so that every grid line is a whole number.
fn axis_top(largest: u32) -> u32 {
    largest.max(4).next_multiple_of(4)
}

fn describe(months: &[MonthCount]) -> String {
    let complaints: u32 = months.iter().map(|month| month.complaints).sum();
    let tipoffs: u32 = months.iter().map(|month| month.tipoffs).sum();
    format!("共{}个月，投诉{complaints}件，举报{tipoffs}件，逐月数字见旁边的表。", months.len())
}

fn bar(svg: &mut String, class: &str, (x, width): (usize, usize), y: usize, height: usize) {
    if height > 0 {
        push(svg, format_args!(r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}"/>"#));
    }
}

fn push(svg: &mut String, piece: std::fmt::Arguments<'_>) {
    svg.write_fmt(piece).expect("writing to a string");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_months_are_drawn() {
        let count = |month: &str, complaints, tipoffs| MonthCount { month: month.to_owned(), complaints, tipoffs };
        let svg = months(&[count("2025-12", 3, 1), count("2026-01<", 0, 2)]);
        let bars: Vec<&str> = svg.split("<rect").skip(1).map(|rest| rest.split("/>").next().unwrap_or("")).collect();
        expect_test::expect![[r#"
            [
                " class=\"chart-complaint\" x=\"41\" y=\"50\" width=\"29\" height=\"120\"",
                " class=\"chart-tipoff\" x=\"41\" y=\"10\" width=\"29\" height=\"40\"",
                " class=\"chart-tipoff\" x=\"85\" y=\"90\" width=\"29\" height=\"80\"",
            ]
        "#]]
        .assert_debug_eq(&bars);
        assert!(!svg.contains("style="));
        assert!(months(&[]).contains("共0个月"));
    }

    #[test]
    fn a_graph_numbers_its_nodes_and_a_waterfall_starts_below() {
        let page = desk::view::PersonPage::sample();
        let svg = graph(&page.graph);
        assert_eq!((svg.matches("<circle").count(), svg.matches("<line").count(), svg.contains("style=")), (7, 7, false));
        assert!(svg.contains("graph-possible") && svg.contains("graph-ruled"));
        let falls = waterfall(&-14.1, &page.links[0].columns);
        assert_eq!((falls.matches("<rect").count(), falls.matches("weight-against").count()), (5, 1));
        assert!(falls.contains(r#"<rect class="weight-start" x="104" y="4" width="56" height="10"/>"#), "{falls}");
    }

    #[test]
    fn weights_point_both_ways() {
        assert_eq!(weight_bar(&12.4), r#"<rect class="weight-for" x="40" y="2" width="62" height="6"/>"#);
        assert_eq!(weight_bar(&-1.8), r#"<rect class="weight-against" x="31" y="2" width="9" height="6"/>"#);
        assert_eq!(weight_bar(&-99.0), r#"<rect class="weight-against" x="0" y="2" width="40" height="6"/>"#);
    }
}
