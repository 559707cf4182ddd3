//! Reading back what was set: the runs of text on a page, and characters that no font could print.

use typst::layout::{Frame, FrameItem, Point};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// Calls `visit` for every run of text, with the place of its base line on its page (0-based).
pub(crate) fn each_run(document: &PagedDocument, visit: &mut impl FnMut(usize, Point, &TextItem)) {
    for (page, sheet) in document.pages().iter().enumerate() {
        walk(&sheet.frame, page, Point::zero(), visit);
    }
}

fn walk(frame: &Frame, page: usize, origin: Point, visit: &mut impl FnMut(usize, Point, &TextItem)) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Group(group) => walk(&group.frame, page, origin + *at, visit),
            FrameItem::Text(text) => visit(page, origin + *at, text),
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

/// The first character that was set as a missing glyph (`.notdef`, glyph 0).
pub(crate) fn missing_glyph(document: &PagedDocument) -> Option<char> {
    let mut missing = None;
    each_run(document, &mut |_, _, run| {
        if let Some(glyph) = run.glyphs.iter().find(|glyph| glyph.id == 0) {
            missing = missing.or_else(|| run.text.get(glyph.range()).and_then(|text| text.chars().next()));
        }
    });
    missing
}
