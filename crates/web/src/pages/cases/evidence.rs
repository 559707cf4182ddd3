//! One node of the evidence tree, with the nodes below it.

use askama::Template;
use desk::view::EvidenceNode;

/// Cited 来件 that stand open; the others unfold.
const SHOWN: usize = 6;

#[derive(Template)]
#[template(path = "cases/evidence.html")]
pub(crate) struct Evidence<'a> {
    pub(crate) node: &'a EvidenceNode,
}
