//! 证据: the evaluated condition tree *is* the evidence. It stands by itself: a tree made under an old policy reads
//! the same after the policy, and the measures, have changed.

mod json;
mod rows;

pub use json::EvidenceError;
pub use rows::Row;

use crate::measure::WindowKind;
use crate::value::{Op, Threshold, Unit, Value};

/// Cited 来件 per value; more are counted, not listed.
pub const CITED_LIMIT: usize = 30;

/// What speaks for a finding, and what was looked for against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The tree that was met.
    pub supporting: Node,
    /// Counter-evidence: each with `met` telling whether it was found.
    pub opposing: Vec<Node>,
}

/// One evaluated node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub label: String,
    /// Whether it is known to hold; an unknown is not met.
    pub met: bool,
    pub body: Body,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// `Not` has one child.
    Join {
        join: Join,
        children: Vec<Node>,
    },
    Leaf(Measured),
}

/// How children are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    All,
    Any,
    Not,
}

impl Join {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::Not => "not",
        }
    }

    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "同时满足",
            Self::Any => "满足任一",
            Self::Not => "不应出现",
        }
    }
}

/// `value op threshold`, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Code of the measure, as it was called then.
    pub measure: String,
    pub unit: Unit,
    pub window: WindowKind,
    /// 0 = everything on file.
    pub window_days: u32,
    pub value: Value,
    pub op: Op,
    pub threshold: Threshold,
    /// The latest [`CITED_LIMIT`] 来件 that the value rests on, in order of receipt.
    pub cited: Vec<Citation>,
    /// All 来件 that it rests on.
    pub cited_count: u64,
    /// The department facts that it rests on, as people cite them, the first [`CITED_LIMIT`] by day.
    pub facts: Vec<String>,
}

impl Measured {
    /// E.g. `63件`, `92.1%`, `未知`.
    pub fn value_text(&self) -> String {
        self.value.text(self.unit)
    }

    /// E.g. `12件`.
    pub fn threshold_text(&self) -> String {
        self.threshold.text(self.unit)
    }

    /// E.g. `收到之日前365天内`; empty = no window.
    pub fn window_text(&self) -> String {
        self.window.text(self.window_days)
    }
}

/// A cited 来件.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    pub submission_id: i64,
    pub submission_no: String,
}

impl Evidence {
    /// The 来件 on which the met conditions for the finding rest, each once, by id: 证据来件 of the export.
    pub fn cited(&self) -> Vec<&Citation> {
        let mut cited = Vec::new();
        collect(&self.supporting, &mut cited);
        cited.sort_unstable();
        cited.dedup();
        cited
    }
}

fn collect<'a>(node: &'a Node, cited: &mut Vec<&'a Citation>) {
    match &node.body {
        Body::Leaf(measured) if node.met => cited.extend(&measured.cited),
        Body::Join { join: Join::All | Join::Any, children } if node.met => children.iter().for_each(|c| collect(c, cited)),
        _ => {}
    }
}
