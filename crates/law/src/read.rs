//! Reading policy files: shapes first, then the pack as a whole (every clause exists, rules without gap, terms without overlap).

mod calendar;
mod history;
mod rules;
mod shape;
mod terms;
mod thresholds;

use jiff::civil::Date;
use toml::Spanned;

use crate::{Adoption, Article, Clause, ClauseRef, Instrument, Pack, PackError, Unit};
use shape::{AdoptionShape, InstrumentShape, Shape};

/// One policy file: its name is for error messages only, any file may hold any table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    pub name: String,
    pub text: String,
}

impl Pack {
    /// Reads and checks a whole pack. The first thing that is wrong is reported with its file and line.
    pub fn parse(files: &[PackFile]) -> Result<Self, PackError> {
        let shapes = files.iter().map(|file| Ok((file, shape::read(file)?))).collect::<Result<Vec<(&PackFile, Shape)>, PackError>>()?;
        let instruments = read_instruments(&shapes)?;
        let adoptions = read_adoptions(&shapes, &instruments)?;
        let rules = rules::read(&shapes, &instruments)?;
        let calendar = calendar::read(&shapes)?;
        let (settings, terms) = terms::read(&shapes, &instruments, &calendar)?;
        let successors = history::read(&shapes, &instruments)?;
        let thresholds = thresholds::read(&shapes, &instruments)?;
        Ok(Self { instruments, adoptions, rules, settings, terms, calendar, successors, thresholds })
    }
}

/// A place in a file, for messages.
#[derive(Clone, Copy)]
struct At<'a> {
    file: &'a PackFile,
    offset: usize,
}

impl At<'_> {
    fn error(self, message: impl Into<String>) -> PackError {
        let before = self.file.text.get(..self.offset).unwrap_or(&self.file.text);
        let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
        PackError { file: self.file.name.clone(), line, message: message.into() }
    }
}

fn at<'a, T>(file: &'a PackFile, value: &Spanned<T>) -> At<'a> {
    At { file, offset: value.span().start }
}

/// A date as the pack's tables write it.
fn read_date(file: &PackFile, value: &Spanned<toml::value::Datetime>) -> Result<Date, PackError> {
    let datetime = value.get_ref();
    let date = datetime.date.filter(|_| datetime.time.is_none() && datetime.offset.is_none());
    let date =
        date.and_then(|date| Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok());
    date.ok_or_else(|| at(file, value).error("应为日期（YYYY-MM-DD）"))
}

/// First and last day of a validity.
fn read_validity(
    file: &PackFile,
    from: &Spanned<toml::value::Datetime>,
    to: Option<&Spanned<toml::value::Datetime>>,
) -> Result<(Date, Option<Date>), PackError> {
    let start = read_date(file, from)?;
    let end = to.map(|to| read_date(file, to)).transpose()?;
    match end {
        Some(end) if end < start => Err(at(file, from).error("失效日期早于生效日期")),
        _ => Ok((start, end)),
    }
}

/// The clause at that place; the place has to exist, and its instrument to be in force over the whole validity given.
fn read_clause(
    file: &PackFile,
    value: &Spanned<String>,
    instruments: &[Instrument],
    validity: (Date, Option<Date>),
) -> Result<Clause, PackError> {
    let here = at(file, value);
    let (instrument, place) = read_place(file, value, instruments)?;
    let ends_in_time = match (instrument.to, validity.1) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(last), Some(to)) => to <= last,
    };
    if validity.0 < instrument.from || !ends_in_time {
        return Err(here.error(format!("“{}”在所定期间内不全程有效", instrument.title)));
    }
    clause_at(here, instrument, &place)
}

/// The clause at that place, whenever its instrument was in force.
fn read_clause_of_any_time(file: &PackFile, value: &Spanned<String>, instruments: &[Instrument]) -> Result<Clause, PackError> {
    let (instrument, place) = read_place(file, value, instruments)?;
    clause_at(at(file, value), instrument, &place)
}

fn read_place<'a>(
    file: &PackFile,
    value: &Spanned<String>,
    instruments: &'a [Instrument],
) -> Result<(&'a Instrument, ClauseRef), PackError> {
    let here = at(file, value);
    let id = value.get_ref();
    let place = ClauseRef::parse(id).ok_or_else(|| here.error(format!("“{id}”不是条款编号，应如 o121.16.3、o20.21.p2")))?;
    let instrument = instruments.iter().find(|known| known.id == place.instrument);
    let instrument = instrument.ok_or_else(|| here.error(format!("没有编号为“{}”的法律文件", place.instrument)))?;
    Ok((instrument, place))
}

fn clause_at(here: At<'_>, instrument: &Instrument, place: &ClauseRef) -> Result<Clause, PackError> {
    instrument.clause(place).ok_or_else(|| here.error(format!("“{}”没有{}", instrument.title, place.place(instrument.unit))))
}

fn read_instruments(shapes: &[(&PackFile, Shape)]) -> Result<Vec<Instrument>, PackError> {
    let mut instruments: Vec<Instrument> = Vec::new();
    for (file, shape) in shapes {
        for shape in &shape.instrument {
            let instrument = read_instrument(file, shape)?;
            if instruments.iter().any(|known| known.id == instrument.id) {
                return Err(at(file, &shape.id).error(format!("法律文件编号“{}”重复", instrument.id)));
            }
            instruments.push(instrument);
        }
    }
    Ok(instruments)
}

fn read_instrument(file: &PackFile, shape: &InstrumentShape) -> Result<Instrument, PackError> {
    let id = shape.id.get_ref();
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Err(at(file, &shape.id).error("法律文件编号只能由小写字母和数字组成"));
    }
    let (from, to) = read_validity(file, &shape.from, shape.to.as_ref())?;
    let mut articles: Vec<Article> = Vec::new();
    for article in &shape.article {
        let no = *article.no.get_ref();
        if no == 0 || articles.iter().any(|known| known.no == no) {
            return Err(at(file, &article.no).error(format!("条号{no}重复或者不是正整数")));
        }
        // A part of a local instrument may be items alone.
        if article.text.is_empty() && article.items.is_empty() {
            return Err(at(file, &article.no).error(format!("第{no}条没有正文")));
        }
        articles.push(Article { no, text: article.text.clone(), items: article.items.clone(), after: article.after.clone() });
    }
    Ok(Instrument {
        id: id.clone(),
        title: shape.title.clone(),
        cite_as: shape.cite_as.clone(),
        document_no: shape.document_no.clone(),
        issued_by: shape.issued_by.clone(),
        issued_on: shape.issued_on.as_ref().map(|on| read_date(file, on)).transpose()?,
        from,
        to,
        unit: if shape.unit == shape::UnitShape::Part { Unit::Part } else { Unit::Article },
        articles,
    })
}

fn read_adoptions(shapes: &[(&PackFile, Shape)], instruments: &[Instrument]) -> Result<Vec<Adoption>, PackError> {
    let mut adoptions = Vec::new();
    for (file, shape) in shapes {
        for AdoptionShape { instrument, document_no, adopted_by, from, to } in &shape.adoption {
            if !instruments.iter().any(|known| known.id == *instrument.get_ref()) {
                return Err(at(file, instrument).error(format!("没有编号为“{}”的法律文件", instrument.get_ref())));
            }
            if document_no.trim().is_empty() || adopted_by.trim().is_empty() {
                return Err(at(file, instrument).error("采用记录须有文号和采用机关"));
            }
            let (from, to) = read_validity(file, from, to.as_ref())?;
            let instrument = instrument.get_ref().clone();
            adoptions.push(Adoption { instrument, document_no: document_no.clone(), adopted_by: adopted_by.clone(), from, to });
        }
    }
    Ok(adoptions)
}
