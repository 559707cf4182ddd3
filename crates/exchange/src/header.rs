//! Finding the header row by name, in any order, within the first rows of a sheet.

use std::collections::HashMap;
use std::sync::Arc;

use casework::codes::ImportKind;
use casework::values::{clean_code, clean_text};

use crate::columns::{Column, REASON_HEADER, ROW_NO_HEADER, columns, slot_count};
use crate::error::FileError;
use crate::profile::Profile;
use crate::row::{RowBuffer, column_letters};

/// Which column of a file holds what.
#[derive(Clone, Debug)]
pub struct Layout {
    pub kind: ImportKind,
    /// The sheet that holds the table; `None` for text files.
    pub sheet: Option<String>,
    /// Row number of the header; 0 for JSON Lines, which has none.
    pub header_row: u32,
    /// Headers that mean nothing to us: kept in the original row, not read.
    pub unknown: Vec<String>,
    /// Other sheets of the workbook, which are not read.
    pub other_sheets: Vec<String>,
    pub(crate) headers: Arc<[String]>,
    pub(crate) slots: Vec<Source>,
    /// File columns that the error workbook added.
    pub(crate) skipped: Vec<usize>,
}

/// Where the text of one of our columns comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Absent,
    Column(usize),
    /// Several columns whose texts are joined line by line.
    Joined(Vec<usize>),
    Constant(String),
}

impl Layout {
    /// The headers of the file in its own order; `""` where a column has none.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    pub(crate) fn empty(kind: ImportKind) -> Self {
        Self {
            kind,
            sheet: None,
            header_row: 0,
            unknown: Vec::new(),
            other_sheets: Vec::new(),
            headers: Arc::from([]),
            slots: vec![Source::Absent; slot_count(kind)],
            skipped: Vec::new(),
        }
    }
}

/// A header as names are compared: full-width forms folded, white space, invisible characters, the `*` of required
/// columns and closing colons gone, Latin letters upper-case.
pub(crate) fn normal(header: &str) -> String {
    clean_code(header).replace(['*', ':'], "")
}

/// Knows every header of one kind under one profile.
pub(crate) struct Dictionary<'a> {
    pub(crate) kind: ImportKind,
    profile: &'a Profile,
    columns: Vec<Column>,
    slot_of: HashMap<String, Vec<usize>>,
}

/// What a header cell is.
enum Meaning<'d> {
    /// One of our columns; a profile may use one header for several.
    Ours(&'d [usize]),
    Skipped,
    /// Kept without a report, because the profile says so.
    Kept,
    Unknown,
}

impl<'a> Dictionary<'a> {
    pub(crate) fn new(profile: &'a Profile) -> Self {
        let columns = columns(profile.kind);
        let mut slot_of: HashMap<String, Vec<usize>> = HashMap::new();
        for rule in &profile.rules {
            for header in &rule.headers {
                slot_of.entry(normal(header)).or_default().push(rule.slot);
            }
        }
        for column in &columns {
            if profile.rule(column.slot).is_none_or(|r| r.headers.is_empty() && r.constant.is_none()) {
                for name in [column.header, column.key] {
                    slot_of.entry(normal(name)).or_insert_with(|| vec![column.slot]);
                }
            }
        }
        Self { kind: profile.kind, profile, columns, slot_of }
    }

    fn meaning(&self, header: &str) -> Meaning<'_> {
        let name = normal(header);
        // `金额(元)` is 金额: a closing remark in brackets is dropped if the whole is not known.
        let bare = name.split_once('(').filter(|(bare, rest)| !bare.is_empty() && rest.ends_with(')')).map(|(bare, _)| bare);
        if let Some(slots) = self.slot_of.get(&name).or_else(|| self.slot_of.get(bare?)) {
            Meaning::Ours(slots)
        } else if name == ROW_NO_HEADER || name == REASON_HEADER {
            Meaning::Skipped
        } else if self.profile.kept.contains(&name) {
            Meaning::Kept
        } else {
            Meaning::Unknown
        }
    }

    /// The slots of a header, for formats that carry headers on every row.
    pub(crate) fn slots(&self, header: &str) -> Option<&[usize]> {
        match self.meaning(header) {
            Meaning::Ours(slots) => Some(slots),
            _ => None,
        }
    }

    pub(crate) fn is_unknown(&self, header: &str) -> bool {
        matches!(self.meaning(header), Meaning::Unknown)
    }

    pub(crate) fn is_skipped(&self, header: &str) -> bool {
        matches!(self.meaning(header), Meaning::Skipped)
    }

    /// The header cells of a row, column by column, that mean one of our columns.
    fn known<'r>(&self, row: &'r RowBuffer) -> Vec<(usize, &'r str)> {
        row.cells().enumerate().filter(|(_, cell)| !cell.trim().is_empty() && matches!(self.meaning(cell), Meaning::Ours(_))).collect()
    }

    /// Headers that must be in the file, each with the normalised names that count as it: required columns which the
    /// profile does not fill with a constant, and every header that the profile joins into a required one.
    fn required_headers(&self) -> Vec<(String, Vec<String>)> {
        let names = |column: &Column| match self.profile.rule(column.slot) {
            Some(rule) if rule.constant.is_some() => Vec::new(),
            Some(rule) if !rule.headers.is_empty() => rule.headers.iter().map(|h| (h.clone(), vec![normal(h)])).collect(),
            _ => vec![(column.header.to_owned(), vec![normal(column.header), normal(column.key)])],
        };
        self.columns.iter().filter(|c| c.required).flat_map(names).collect()
    }

    /// Required headers that none of these rows has.
    fn missing(&self, rows: &[&RowBuffer]) -> Vec<String> {
        let present: Vec<String> = rows.iter().flat_map(|r| r.cells()).map(bare_normal).collect();
        let full: Vec<String> = rows.iter().flat_map(|r| r.cells()).map(normal).collect();
        self.required_headers()
            .into_iter()
            .filter(|(_, names)| !names.iter().any(|n| present.contains(n) || full.contains(n)))
            .map(|(header, _)| header)
            .collect()
    }

    /// Finds the header among the first rows of a sheet.
    pub(crate) fn find(&self, rows: &[RowBuffer], sheet: Option<&str>) -> Result<Layout, FileError> {
        let hits: Vec<usize> = rows.iter().map(|r| self.known(r).len()).collect();
        // The first of the rows that name most of our columns.
        let best = (0..rows.len())
            .max_by_key(|&i| (hits[i], rows.len() - i))
            .filter(|&i| hits[i] >= 2.min(self.required_headers().len()) && hits[i] > 0);
        let Some(best) = best else { return Err(self.no_header(rows)) };
        let missing = self.missing(&[&rows[best]]);
        if let Some(other) = (0..rows.len()).find(|&i| i != best && self.is_second_header(rows, &hits, best, i, &missing)) {
            let (first, second) = (rows[best.min(other)].row_no, rows[best.max(other)].row_no);
            return Err(FileError::TwoHeaderRows { first, second });
        }
        if !missing.is_empty() {
            if let Some(found) = self.other_kind(&rows[best]) {
                return Err(FileError::WrongKind { wanted: self.kind, found });
            }
            let place = match sheet {
                Some(sheet) => format!("工作表“{sheet}”第 {} 行", rows[best].row_no),
                None => format!("第 {} 行", rows[best].row_no),
            };
            return Err(FileError::MissingColumns { place, columns: missing });
        }
        self.layout(&rows[best], sheet)
    }

    /// A second header: it repeats at least half of the columns, or it holds required columns that the best row lacks.
    fn is_second_header(&self, rows: &[RowBuffer], hits: &[usize], best: usize, other: usize, missing: &[String]) -> bool {
        let repeats = hits[other] >= 2 && hits[other] * 2 >= hits[best];
        let completes = !missing.is_empty()
            && hits[other] > 0
            && best.abs_diff(other) == 1
            && self.missing(&[&rows[best], &rows[other]]).len() < missing.len();
        repeats || completes
    }

    fn no_header(&self, rows: &[RowBuffer]) -> FileError {
        match rows.iter().find_map(|row| self.other_kind(row)) {
            Some(found) => FileError::WrongKind { wanted: self.kind, found },
            None => FileError::NoHeader { kind: self.kind, required: self.required_headers().into_iter().map(|(h, _)| h).collect() },
        }
    }

    /// The kind whose required columns are all in this row, when it is not ours.
    fn other_kind(&self, row: &RowBuffer) -> Option<ImportKind> {
        let fits = |kind: &ImportKind| {
            let profile = Profile::standard(*kind);
            *kind != self.kind && Dictionary::new(&profile).missing(&[row]).is_empty()
        };
        // The richest first: a file of penalties also has every column that petitions require.
        let mut kinds: Vec<ImportKind> = ImportKind::ALL.iter().copied().filter(fits).collect();
        kinds.sort_by_key(|k| std::cmp::Reverse(columns(*k).iter().filter(|c| c.required).count()));
        kinds.first().copied()
    }

    fn layout(&self, row: &RowBuffer, sheet: Option<&str>) -> Result<Layout, FileError> {
        let mut layout = Layout { sheet: sheet.map(str::to_owned), header_row: row.row_no, ..self.base() };
        let mut columns_of: Vec<Vec<(usize, String)>> = vec![Vec::new(); layout.slots.len()];
        for (column, cell) in row.cells().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            match self.meaning(cell) {
                Meaning::Ours(slots) => slots.iter().for_each(|&slot| columns_of[slot].push((column, normal(cell)))),
                Meaning::Skipped => layout.skipped.push(column),
                Meaning::Kept => {}
                Meaning::Unknown => layout.unknown.push(cell.trim().to_owned()),
            }
        }
        layout.headers = row.cells().map(clean_text).collect();
        for (slot, found) in columns_of.into_iter().enumerate() {
            let joined = self.profile.rule(slot).map_or(&[][..], |r| &r.headers);
            if found.len() > 1 && (joined.len() < 2 || has_doubles(&found)) {
                let header = layout.headers[found[0].0].clone();
                return Err(FileError::DoubledHeader { header, first: column_letters(found[0].0), second: column_letters(found[1].0) });
            }
            match found.as_slice() {
                [] => {}
                [(column, _)] => layout.slots[slot] = Source::Column(*column),
                several => {
                    let in_profile_order = joined.iter().filter_map(|h| several.iter().find(|(_, name)| *name == normal(h)));
                    layout.slots[slot] = Source::Joined(in_profile_order.map(|(column, _)| *column).collect());
                }
            }
        }
        Ok(layout)
    }

    /// Whether a first line of JSON has what every row must have. Keys that are left out where they would be empty are
    /// the rows' own affair, so one known key is enough.
    pub(crate) fn has_required(&self, layout: &Layout) -> Result<(), FileError> {
        if layout.slots.iter().any(|s| matches!(s, Source::Column(_) | Source::Joined(_))) {
            return Ok(());
        }
        Err(FileError::NoHeader { kind: self.kind, required: self.required_headers().into_iter().map(|(h, _)| h).collect() })
    }

    /// A layout that knows only the profile's constants.
    pub(crate) fn base(&self) -> Layout {
        let mut layout = Layout::empty(self.kind);
        for rule in &self.profile.rules {
            if let Some(constant) = &rule.constant {
                layout.slots[rule.slot] = Source::Constant(constant.clone());
            }
        }
        layout
    }
}

fn bare_normal(header: &str) -> String {
    let name = normal(header);
    match name.split_once('(') {
        Some((bare, rest)) if !bare.is_empty() && rest.ends_with(')') => bare.to_owned(),
        _ => name,
    }
}

fn has_doubles(found: &[(usize, String)]) -> bool {
    found.iter().enumerate().any(|(i, (_, name))| found[..i].iter().any(|(_, earlier)| earlier == name))
}
