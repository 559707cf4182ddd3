//! Records as columns of interned values.

use rustc_hash::FxHashMap;

use crate::linkage::date::{self, DateOrder};
use crate::linkage::derive::{mix, wide_hash};
use crate::linkage::form::{Form, Reading, read};
use crate::linkage::kind::Kind;
use crate::linkage::pattern::NO_LEVEL;
use crate::linkage::terms::Terms;

/// No value.
pub(crate) const NONE: u32 = u32::MAX;

/// Parts the cells of one record in a column that is made of several.
pub const BETWEEN_CELLS: char = '\u{1f}';

/// A column being read: cells of the same writing are kept once.
#[derive(Debug)]
pub struct ColumnBuilder {
    name: String,
    kind: Kind,
    seen: FxHashMap<Box<str>, u32>,
    of_record: Vec<u32>,
}

impl ColumnBuilder {
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self { name: name.into(), kind, seen: FxHashMap::default(), of_record: Vec::new() }
    }

    /// The next record's cell; several cells of one column are parted by [`BETWEEN_CELLS`].
    pub fn push(&mut self, cell: &str) {
        let id = match self.seen.get(cell) {
            Some(id) => *id,
            None => {
                let id = u32::try_from(self.seen.len()).expect("fewer than 2^32 values");
                self.seen.insert(cell.into(), id);
                id
            }
        };
        self.of_record.push(id);
    }

    /// Brings every different cell into the form in which it is compared.
    pub fn finish(self) -> Column {
        let mut cells: Vec<(u32, Box<str>)> = self.seen.into_iter().map(|(cell, id)| (id, cell)).collect();
        cells.sort_unstable_by_key(|(id, _)| *id);
        let order = match self.kind {
            Kind::BirthDate | Kind::Date => date::order_of(cells.iter().map(|(_, cell)| &**cell)),
            _ => DateOrder::DayFirst,
        };
        let mut column = Column {
            name: self.name,
            kind: self.kind,
            texts: Vec::new(),
            same: Vec::new(),
            forms: Vec::new(),
            of_record: Vec::new(),
            terms: Terms::default(),
        };
        let mut places: FxHashMap<u64, u32> = FxHashMap::default();
        let mut value_of_cell = Vec::with_capacity(cells.len());
        for (_, cell) in cells {
            let parts: Vec<&str> = cell.split(BETWEEN_CELLS).collect();
            let mut reading = Reading { kind: self.kind, order, terms: &mut column.terms };
            value_of_cell.push(read(&parts, &mut reading).map_or(NONE, |(text, form)| column.place(text, form, &mut places)));
        }
        column.terms.weigh();
        column.of_record = self.of_record.into_iter().map(|cell| value_of_cell[cell as usize]).collect();
        column
    }
}

/// A column of a [`Table`].
#[derive(Debug)]
pub struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// Of each different value.
    pub(crate) texts: Vec<Box<str>>,
    pub(crate) forms: Vec<Form>,
    /// The level, as its place in the kind's, of two records that both hold the value: two masked numbers that read the
    /// same are not for that one number.
    pub(crate) same: Vec<u8>,
    /// The value of each record, or [`NONE`].
    pub(crate) of_record: Vec<u32>,
    pub(crate) terms: Terms,
}

impl Column {
    fn place(&mut self, text: String, form: Form, places: &mut FxHashMap<u64, u32>) -> u32 {
        let mut hash = wide_hash(&text);
        loop {
            match places.get(&hash) {
                Some(&id) if *self.texts[id as usize] == *text => return id,
                // Two values with one hash: the second goes on to the next.
                Some(_) => hash = mix(hash.wrapping_add(1)),
                None => {
                    let id = self.texts.len() as u32;
                    places.insert(hash, id);
                    self.same.push(form.same_level(&text, self.kind).map_or(NO_LEVEL, |level| self.kind.place(level)));
                    self.texts.push(text.into());
                    self.forms.push(form);
                    return id;
                }
            }
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The value of a record as it is compared.
    pub fn text(&self, record: usize) -> Option<&str> {
        self.texts.get(self.of_record[record] as usize).map(|text| &**text)
    }

    pub(crate) fn value(&self, record: u32) -> u32 {
        self.of_record[record as usize]
    }
}

/// What is to be linked: records of one or several inputs in an order of its own, the same for any order of reading.
#[derive(Debug)]
pub struct Table {
    pub(crate) ids: Vec<Box<str>>,
    /// Which input a record is of.
    pub(crate) inputs: Vec<u16>,
    pub(crate) columns: Vec<Column>,
    /// Where a record stood in the order of reading.
    pub(crate) read_as: Vec<u32>,
}

impl Table {
    /// `records` are (input, id) in the order of the columns' cells. Ids must be unique within an input.
    pub fn new(records: Vec<(u16, Box<str>)>, mut columns: Vec<Column>) -> Self {
        assert!(columns.iter().all(|column| column.of_record.len() == records.len()), "every column has a cell for every record");
        assert!(records.len() < NONE as usize, "fewer than 2^32 records");
        let mut order: Vec<(u64, u32)> = (0..).zip(&records).map(|(i, (input, id))| (mix(wide_hash(id) ^ u64::from(*input)), i)).collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| records[a.1 as usize].cmp(&records[b.1 as usize])));
        let read_as: Vec<u32> = order.into_iter().map(|(_, i)| i).collect();
        for column in &mut columns {
            column.of_record = read_as.iter().map(|&i| column.of_record[i as usize]).collect();
        }
        let mut records: Vec<Option<(u16, Box<str>)>> = records.into_iter().map(Some).collect();
        let (inputs, ids) = read_as.iter().map(|&i| records[i as usize].take().expect("an order holds each once")).unzip();
        Self { ids, inputs, columns, read_as }
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub fn id(&self, record: usize) -> &str {
        &self.ids[record]
    }

    pub fn input(&self, record: usize) -> u16 {
        self.inputs[record]
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
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
