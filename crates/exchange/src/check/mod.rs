//! From a row's text to checked values: every cell is looked at, and every wrong one is named.

mod cells;
mod dates;
mod fact;
mod submission;

use casework::codes::ImportKind;
use jiff::civil::Date;

use crate::columns::{Column, columns, slot_count};
use crate::header::{Layout, Source};
use crate::profile::{ColumnRule, Profile};
use crate::row::{CellError, Record, RowBuffer};

use cells::Cells;

/// Checks the rows of one file.
pub(crate) struct Checker {
    kind: ImportKind,
    /// By slot; a fact kind has not every column.
    columns: Vec<Option<Column>>,
    rules: Vec<Option<ColumnRule>>,
    /// Dates after this day are slips of the pen.
    today: Date,
    /// Whether serial numbers of this workbook count from 1904.
    is_1904: bool,
}

impl Checker {
    pub(crate) fn new(profile: &Profile, today: Date, is_1904: bool) -> Self {
        let mut by_slot = vec![None; slot_count(profile.kind)];
        let mut rules = vec![None; slot_count(profile.kind)];
        for column in columns(profile.kind) {
            rules[column.slot] = profile.rule(column.slot).cloned();
            let slot = column.slot;
            by_slot[slot] = Some(column);
        }
        Self { kind: profile.kind, columns: by_slot, rules, today, is_1904 }
    }

    /// The record that a row says, or every cell that is wrong.
    pub(crate) fn check(&self, layout: &Layout, row: &RowBuffer) -> Result<Record, Vec<CellError>> {
        let mut cells = Cells::new(self, layout, row);
        if let Some(error) = self.repeated_header(layout, row) {
            return Err(vec![error]);
        }
        let record = match self.kind {
            ImportKind::Submissions => submission::check(&mut cells).map(|s| Record::Submission(Box::new(s))),
            _ => fact::check(&mut cells, self.kind).map(|f| Record::Fact(Box::new(f))),
        };
        cells.finish(record)
    }

    /// A header row in the midst of the data, as files that were pasted together have.
    fn repeated_header(&self, layout: &Layout, row: &RowBuffer) -> Option<CellError> {
        let repeats = |slot: usize| match layout.slots.get(slot) {
            Some(Source::Column(column)) => layout.headers.get(*column).is_some_and(|h| !h.is_empty() && h == row.cell(*column).trim()),
            _ => false,
        };
        let required = self.columns.iter().flatten().filter(|c| c.required);
        let found: Vec<&Column> = required.filter(|c| repeats(c.slot)).take(2).collect();
        match found.as_slice() {
            [first, _] => Some(CellError::new(first.header, "", "这一行是重复的表头，请删除")),
            _ => None,
        }
    }
}
