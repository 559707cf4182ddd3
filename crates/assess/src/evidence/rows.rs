//! The evidence as lines for a page or a paper, in reading order.

use super::{Body, Citation, Evidence, Join, Node};

/// One line: everything but `cited` is ready to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// 0 for a root.
    pub depth: usize,
    pub label: &'a str,
    pub met: bool,
    /// Whether it speaks against the finding.
    pub counter: bool,
    /// How the deeper lines below are joined; `None` for a measured value.
    pub join: Option<Join>,
    /// `63件`; empty for joins.
    pub value: String,
    /// `≥`; empty for joins.
    pub op: &'static str,
    /// `12件`; empty for joins.
    pub threshold: String,
    /// `收到之日前365天内`; empty where there is none.
    pub window: String,
    pub cited: &'a [Citation],
    /// All that it rests on, listed or not.
    pub cited_count: u64,
    /// Department facts that it rests on, ready to print.
    pub facts: &'a [String],
}

impl Evidence {
    /// Every node, parents before children, the evidence for the finding first.
    pub fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        walk(&self.supporting, 0, false, &mut rows);
        for node in &self.opposing {
            walk(node, 0, true, &mut rows);
        }
        rows
    }
}

fn walk<'a>(node: &'a Node, depth: usize, counter: bool, rows: &mut Vec<Row<'a>>) {
    let empty = Row {
        depth,
        label: &node.label,
        met: node.met,
        counter,
        join: None,
        value: String::new(),
        op: "",
        threshold: String::new(),
        window: String::new(),
        cited: &[],
        cited_count: 0,
        facts: &[],
    };
    match &node.body {
        Body::Leaf(measured) => rows.push(Row {
            value: measured.value_text(),
            op: measured.op.sign(),
            threshold: measured.threshold_text(),
            window: measured.window_text(),
            cited: &measured.cited,
            cited_count: measured.cited_count,
            facts: &measured.facts,
            ..empty
        }),
        Body::Join { join, children } => {
            rows.push(Row { join: Some(*join), ..empty });
            for child in children {
                walk(child, depth + 1, counter, rows);
            }
        }
    }
}
