//! Records as rows of interned values.

use crate::linkage::block::in_parallel;
use crate::linkage::date::{self, DateOrder};
use crate::linkage::derive::{mix, wide_hash};
use crate::linkage::form::{Form, Lexicon, Reading, Value, read};
use crate::linkage::kind::Kind;
use crate::linkage::pattern::NO_LEVEL;
use crate::linkage::texts::{Interner, Texts};

/// No value.
pub(crate) const NONE: u32 = u32::MAX;

/// Parts the cells of one record in a column that is made of several.
pub const BETWEEN_CELLS: char = '\u{1f}';

/// A column being read: cells of the same writing are kept once.
#[derive(Debug)]
pub struct ColumnBuilder {
    name: String,
    kind: Kind,
    cells: Interner,
    of_record: Vec<u32>,
}

impl ColumnBuilder {
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self { name: name.into(), kind, cells: Interner::default(), of_record: Vec::new() }
    }

    /// The next record's cell; several cells of one column are parted by [`BETWEEN_CELLS`].
    pub fn push(&mut self, cell: &str) {
        let (id, _) = self.cells.id(cell);
        self.of_record.push(id);
    }

    /// The next records' cells.
    pub(crate) fn push_all<'t>(&mut self, cells: impl Iterator<Item = &'t str> + Clone) {
        self.cells.ids(cells, |id| self.of_record.push(id));
    }

    /// Brings every different cell into the form in which it is compared.
    pub fn finish(self) -> Column {
        let order = match self.kind {
            Kind::BirthDate | Kind::Date => date::order_of(self.cells.texts().iter()),
            _ => DateOrder::DayFirst,
        };
        let column = Column {
            name: self.name,
            kind: self.kind,
            texts: Texts::default(),
            same: Vec::new(),
            forms: Vec::new(),
            most: 1,
            of_record: self.of_record,
            lexicon: Lexicon::default(),
        };
        // Codes are compared as they are written, but for a few: their texts need no second place.
        let is_code = matches!(self.kind, Kind::IdNumber | Kind::Phone | Kind::Account | Kind::Exact);
        if is_code { column.of_codes(self.cells, order) } else { column.of_writing(&self.cells.into_texts(), order) }
    }
}

impl Column {
    /// Fills the column with the different cells, whose numbers it holds by record.
    fn of_writing(mut self, cells: &Texts, order: DateOrder) -> Self {
        let mut values = Interner::default();
        let mut text = String::new();
        let mut value_of_cell = Vec::with_capacity(cells.len());
        for cell in cells.iter() {
            text.clear();
            value_of_cell.push(read(cell, self.kind, order, &mut text).map_or(NONE, |reading| {
                let (id, is_new) = values.id(&text);
                if is_new {
                    self.forms.push(Form::Plain);
                    self.same.push(NO_LEVEL);
                    self.keep(id, &text, reading);
                }
                id
            }));
        }
        self.finished(values, &value_of_cell)
    }

    /// As [`Column::of_writing`], with the cells' own numbers for values that are written like the cell. A cell that is
    /// written otherwise than its value is nobody's value.
    fn of_codes(mut self, mut cells: Interner, order: DateOrder) -> Self {
        let mut text = String::new();
        let count = cells.texts().len();
        self.forms = vec![Form::Plain; count];
        self.same = vec![NO_LEVEL; count];
        let mut is_kept = vec![false; count];
        let mut value_of_cell = Vec::with_capacity(count);
        for cell in 0..count as u32 {
            text.clear();
            let Some(reading) = read(cells.texts().get(cell), self.kind, order, &mut text) else {
                value_of_cell.push(NONE);
                continue;
            };
            let id = if cells.texts().get(cell) == text { cell } else { cells.id(&text).0 };
            if id as usize >= is_kept.len() {
                is_kept.push(false);
                self.forms.push(Form::Plain);
                self.same.push(NO_LEVEL);
            }
            if !std::mem::replace(&mut is_kept[id as usize], true) {
                self.keep(id, &text, reading);
            }
            value_of_cell.push(id);
        }
        self.finished(cells, &value_of_cell)
    }

    fn keep(&mut self, id: u32, text: &str, reading: Reading) {
        let form = self.lexicon.keep(text, reading);
        self.most = self.most.max(form.values());
        self.same[id as usize] = form.same_level(text, self.kind, &self.lexicon).map_or(NO_LEVEL, |level| self.kind.place(level));
        self.forms[id as usize] = form;
    }

    fn finished(mut self, values: Interner, value_of_cell: &[u32]) -> Self {
        self.lexicon.finish();
        self.forms.shrink_to_fit();
        self.same.shrink_to_fit();
        self.texts = values.into_texts();
        for value in &mut self.of_record {
            *value = value_of_cell[*value as usize];
        }
        self
    }
}

/// Brings columns into the form in which they are compared, those with most writing first.
pub fn finish_columns(columns: Vec<ColumnBuilder>, threads: usize) -> Vec<Column> {
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(columns[i].cells.texts().bytes()), i));
    let waiting: Vec<std::sync::Mutex<Option<ColumnBuilder>>> = columns.into_iter().map(|column| Some(column).into()).collect();
    let finished = in_parallel(order.len(), threads, |n| {
        let taken = waiting[order[n]].lock().expect("nobody panicked with it").take();
        taken.expect("each is taken once").finish()
    });
    let mut placed: Vec<(usize, Column)> = order.into_iter().zip(finished).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, column)| column).collect()
}

/// A column of a [`Table`].
#[derive(Debug)]
pub struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// Of each value; some may be nobody's.
    pub(crate) texts: Texts,
    pub(crate) forms: Vec<Form>,
    /// The level, as its place in the kind's, of two records that both hold the value: two masked numbers that read the
    /// same are not for that one number.
    pub(crate) same: Vec<u8>,
    /// The most values that one record has.
    pub(crate) most: usize,
    /// The value of each record, or [`NONE`]; moved into the table's rows.
    of_record: Vec<u32>,
    pub(crate) lexicon: Lexicon,
}

impl Column {
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub(crate) fn value(&self, value: u32) -> Value<'_> {
        Value::at(&self.forms, &self.texts, value)
    }

    /// How many different values there are.
    pub(crate) fn values(&self) -> usize {
        self.forms.len()
    }
}

/// Who the records are: the input and the id of each, in the order of the columns' cells.
#[derive(Clone, Debug, Default)]
pub struct Records {
    ids: Texts,
    inputs: Vec<u16>,
}

impl Records {
    pub fn push(&mut self, input: u16, id: &str) {
        self.ids.push(id);
        self.inputs.push(input);
    }

    pub fn len(&self) -> usize {
        self.inputs.len()
    }

    pub fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }
}

impl<S: AsRef<str>> FromIterator<(u16, S)> for Records {
    fn from_iter<I: IntoIterator<Item = (u16, S)>>(records: I) -> Self {
        let mut all = Self::default();
        records.into_iter().for_each(|(input, id)| all.push(input, id.as_ref()));
        all
    }
}

/// What is to be linked: records of one or several inputs in an order of its own, the same for any order of reading.
#[derive(Debug)]
pub struct Table {
    ids: Texts,
    /// Which input a record is of.
    pub(crate) inputs: Vec<u16>,
    pub(crate) columns: Vec<Column>,
    /// A row of values per record.
    values: Vec<u32>,
    /// Where a record stood in the order of reading.
    pub(crate) read_as: Vec<u32>,
}

impl Table {
    /// Ids must be unique within an input; see [`Table::repeated_id`].
    pub fn new(records: Records, mut columns: Vec<Column>) -> Self {
        assert!(columns.iter().all(|column| column.of_record.len() == records.len()), "every column has a cell for every record");
        assert!(records.len() < NONE as usize, "fewer than 2^32 records");
        let of = |i: u32| (records.inputs[i as usize], records.ids.get(i));
        let mut order: Vec<(u64, u32)> = (0..records.len() as u32).map(|i| (mix(wide_hash(of(i).1) ^ u64::from(of(i).0)), i)).collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| of(a.1).cmp(&of(b.1)).then(a.1.cmp(&b.1))));
        let read_as: Vec<u32> = order.into_iter().map(|(_, i)| i).collect();
        let width = columns.len();
        let mut values = vec![NONE; width * records.len()];
        for (place, column) in columns.iter_mut().enumerate() {
            let of_record = std::mem::take(&mut column.of_record);
            for (row, &i) in values.chunks_exact_mut(width).zip(&read_as) {
                row[place] = of_record[i as usize];
            }
        }
        let mut ids = Texts::default();
        read_as.iter().for_each(|&i| {
            ids.push(records.ids.get(i));
        });
        ids.shrink_to_fit();
        let inputs = read_as.iter().map(|&i| records.inputs[i as usize]).collect();
        Self { ids, inputs, columns, values, read_as }
    }

    /// Two records, as places in the order of reading, of one input with one id.
    pub fn repeated_id(&self) -> Option<(usize, usize)> {
        let same = |record: &usize| self.inputs[*record] == self.inputs[record - 1] && self.id(*record) == self.id(record - 1);
        let of = |record: usize| self.read_as[record] as usize;
        (1..self.len()).filter(same).map(|record| (of(record - 1), of(record))).min_by_key(|(_, second)| *second)
    }

    pub fn len(&self) -> usize {
        self.inputs.len()
    }

    pub fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }

    pub fn id(&self, record: usize) -> &str {
        self.ids.get(record as u32)
    }

    pub fn input(&self, record: usize) -> u16 {
        self.inputs[record]
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The value of a record in a column as it is compared.
    pub fn text(&self, record: usize, column: usize) -> Option<&str> {
        let value = self.value(record as u32, column);
        (value != NONE).then(|| self.columns[column].texts.get(value))
    }

    pub(crate) fn row(&self, record: u32) -> &[u32] {
        let width = self.columns.len();
        &self.values[record as usize * width..][..width]
    }

    pub(crate) fn value(&self, record: u32, column: usize) -> u32 {
        self.values[record as usize * self.columns.len() + column]
    }

    /// Records in the order in which they were read.
    pub fn in_reading_order(&self) -> Vec<usize> {
        let mut order = vec![0; self.len()];
        for (record, &place) in self.read_as.iter().enumerate() {
            order[place as usize] = record;
        }
        order
    }
}
