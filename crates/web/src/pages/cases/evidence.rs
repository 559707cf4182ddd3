//! One node of the evidence tree, with the nodes below it.

use askama::Template;
use desk::view::EvidenceNode;

#[derive(Template)]
#[template(path = "cases/evidence.html")]
pub(crate) struct Evidence<'a> {
    pub(crate) node: &'a EvidenceNode,
}
