//! Judgement edges: what is kept of a comparison, so that every person can be explained and undone.

use crate::compare::{Column, ColumnWeight, Comparison, Level};
use crate::judge::{Judgement, judge};

/// Who judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JudgedBy {
    /// A run of the engine.
    Run,
    /// A named officer, by account id. Outranks every run.
    Officer(i64),
}

/// A judgement about two submissions, `left < right`. Persons are derived from edges; nothing is ever merged.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    pub left: i64,
    pub right: i64,
    pub probability: f64,
    /// What each column gave; empty where an officer ruled.
    pub columns: Vec<ColumnWeight>,
    pub judgement: Judgement,
    pub judged_by: JudgedBy,
    /// Taken back: kept for the record, counts for nothing.
    pub undone: bool,
}

impl Edge {
    /// The engine's edge between two submissions, `None` where they are different people's.
    pub fn judged(a: i64, b: i64, comparison: Comparison) -> Option<Self> {
        let judgement = judge(&comparison);
        if a == b || judgement == Judgement::Different {
            return None;
        }
        let Comparison { columns, probability } = comparison;
        Some(Self { left: a.min(b), right: a.max(b), probability, columns, judgement, judged_by: JudgedBy::Run, undone: false })
    }

    /// An officer's ruling: `Same` must be linked, `Different` must not; `Possible` leaves the question open.
    /// To undo a run's edge for good is to rule `Different`.
    pub fn ruling(a: i64, b: i64, judgement: Judgement, officer: i64) -> Self {
        let probability = match judgement {
            Judgement::Same => 1.0,
            Judgement::Possible => 0.5,
            Judgement::Different => 0.0,
        };
        let judged_by = JudgedBy::Officer(officer);
        Self { left: a.min(b), right: a.max(b), probability, columns: Vec::new(), judgement, judged_by, undone: false }
    }

    /// Bits of evidence, for ordering: the strongest edges are joined first.
    pub(crate) fn weight(&self) -> f64 {
        self.columns.iter().map(|c| c.weight).sum()
    }
}

/// Columns as the text kept beside an edge: `name=equal:12.50;phone=masked:16.20`.
pub fn columns_to_text(columns: &[ColumnWeight]) -> String {
    let parts: Vec<String> = columns.iter().map(|c| format!("{}={}:{:.2}", c.column.code(), c.level.code(), c.weight)).collect();
    parts.join(";")
}

/// Reads what [`columns_to_text`] wrote; `None` where the text is no such thing.
pub fn columns_from_text(text: &str) -> Option<Vec<ColumnWeight>> {
    text.split(';')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (column, rest) = part.split_once('=')?;
            let (level, weight) = rest.split_once(':')?;
            Some(ColumnWeight { column: Column::from_code(column)?, level: Level::from_code(level)?, weight: weight.parse().ok()? })
        })
        .collect()
}
