//! The wording of every form, read from `policy/forms`.
//!
//! A form is proved whole when it is read: every placeholder is a field of its struct or a constant of its edition, every
//! field stands somewhere in the form. A pack that is not is a fault of the build, found by the tests of this crate.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use toml::{Table, Value};

use crate::block::{Block, Cell, CellBody, Piece, Style};
use crate::field::Field;
use crate::form::{Edition, Form, PaperKind, Standing};

/// A text of a form: wording and fields in turn.
pub(crate) type Template = Vec<Piece>;

pub(crate) struct Pack(Vec<KindText>);

struct KindText {
    kind: PaperKind,
    title: String,
    mark: String,
    editions: Vec<(Edition, FormText)>,
}

/// One form under one edition.
pub(crate) struct FormText {
    pub(crate) standing: Standing,
    /// Where the wording comes from.
    pub(crate) source: String,
    /// Whether the sheet has a paper number under its title, as letters have; tables have theirs in a line of their own.
    pub(crate) is_letter: bool,
    /// How many lines fill 版心; 22 by GB/T 9704.
    pub(crate) lines: u16,
    pub(crate) blocks: Vec<Block<Template>>,
    pub(crate) annex: Option<AnnexText>,
}

/// A sheet behind the form: printed when its text is there.
pub(crate) struct AnnexText {
    pub(crate) title: String,
    pub(crate) text: Template,
    pub(crate) after: Vec<Block<Template>>,
}

static PACK: LazyLock<Result<Pack, String>> = LazyLock::new(Pack::read);

/// The forms of this build.
pub(crate) fn pack() -> &'static Pack {
    PACK.as_ref().unwrap_or_else(|message| panic!("policy/forms: {message}"))
}

/// What is wrong with the forms of this build; `Ok` names how many there are.
pub fn check() -> Result<usize, String> {
    PACK.as_ref().map(|pack| pack.0.iter().map(|kind| kind.editions.len()).sum()).map_err(Clone::clone)
}

impl Pack {
    fn read() -> Result<Self, String> {
        let kind = |&kind: &PaperKind| read_kind(kind, kind.source()).map_err(|message| format!("{}: {message}", kind.code()));
        PaperKind::ALL.iter().map(kind).collect::<Result<_, _>>().map(Self)
    }

    pub(crate) fn text(&self, form: Form) -> Option<&FormText> {
        let kind = self.0.iter().find(|kind| kind.kind == form.kind)?;
        kind.editions.iter().find(|(edition, _)| *edition == form.edition).map(|(_, text)| text)
    }

    pub(crate) fn title(&self, kind: PaperKind) -> &str {
        self.0.iter().find(|text| text.kind == kind).map_or("", |text| &text.title)
    }

    pub(crate) fn mark(&self, kind: PaperKind) -> &str {
        self.0.iter().find(|text| text.kind == kind).map_or("", |text| &text.mark)
    }
}

fn read_kind(kind: PaperKind, source: &str) -> Result<KindText, String> {
    let table: Table = source.parse().map_err(|error: toml::de::Error| error.to_string())?;
    let editions = table.get("edition").and_then(Value::as_table).ok_or("no [edition]")?;
    let editions = Edition::ALL.iter().filter_map(|&edition| Some((edition, editions.get(edition.code())?)));
    let editions = editions.map(|(edition, about)| Ok((edition, Reader { kind, edition, table: &table, about }.form()?)));
    Ok(KindText {
        kind,
        title: string(&table, "title")?,
        mark: string(&table, "mark")?,
        editions: editions.collect::<Result<_, String>>()?,
    })
}

fn string(table: &Table, key: &str) -> Result<String, String> {
    table.get(key).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| format!("no text `{key}`"))
}

fn number(table: &Table, key: &str) -> Result<Option<u16>, String> {
    let Some(value) = table.get(key) else { return Ok(None) };
    value.as_integer().and_then(|n| u16::try_from(n).ok()).map(Some).ok_or_else(|| format!("`{key}` is no small number"))
}

fn is(table: &Table, key: &str) -> bool {
    table.get(key).and_then(Value::as_bool) == Some(true)
}

/// Reads one edition of one form.
struct Reader<'a> {
    kind: PaperKind,
    edition: Edition,
    table: &'a Table,
    about: &'a Value,
}

impl Reader<'_> {
    fn form(&self) -> Result<FormText, String> {
        let about = self.about.as_table().ok_or("an edition is a table")?;
        let standing = string(about, "standing")?;
        let blocks = self.table.get("block").and_then(Value::as_array).ok_or("no [[block]]")?;
        let ours = blocks.iter().filter(|block| block.get("only").is_none_or(|only| only.as_str() == Some(self.edition.code())));
        let text = FormText {
            standing: Standing::from_code(&standing).ok_or("unknown standing")?,
            source: string(about, "source")?,
            is_letter: self.table.get("frame").is_none(),
            lines: number(about, "lines")?.unwrap_or(22),
            blocks: ours.map(|block| self.block(block)).collect::<Result<_, _>>()?,
            annex: self.table.get("annex").map(|annex| self.annex(annex)).transpose()?,
        };
        self.prove(&text)?;
        Ok(text)
    }

    fn annex(&self, annex: &Value) -> Result<AnnexText, String> {
        let annex = annex.as_table().ok_or("[annex] is a table")?;
        let after = annex.get("after").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        Ok(AnnexText {
            title: string(annex, "title")?,
            text: self.template(&string(annex, "text")?)?,
            after: after.iter().map(|block| self.block(block)).collect::<Result<_, _>>()?,
        })
    }

    fn block(&self, block: &Value) -> Result<Block<Template>, String> {
        let block = block.as_table().ok_or("a block is a table")?;
        let text = || self.template(&string(block, "text")?);
        Ok(match block.get("kind").and_then(Value::as_str).unwrap_or("text") {
            "text" | "own" => Block::Line(Style::Text, text()?),
            "to" | "plain" => Block::Line(Style::Flush, text()?),
            "right" => Block::Line(Style::Right, text()?),
            "heading" => Block::Line(Style::Heading, text()?),
            "sign" => Block::Line(Style::Sign, text()?),
            "closing" => Block::Closing { phrase: text()?, gap: number(block, "gap")?.unwrap_or(3) },
            "ends" => Block::Ends(self.template(&string(block, "left")?)?, self.template(&string(block, "right")?)?),
            "pairs" => {
                let pairs = block.get("pairs").and_then(Value::as_array).ok_or("no pairs")?;
                let pair = |pair: &Value| match pair.as_array().map(Vec::as_slice) {
                    Some([label, value]) => {
                        let [label, value] = [label, value].map(|text| text.as_str().ok_or("a pair is two texts"));
                        Ok((self.template(label?)?, self.template(value?)?))
                    }
                    _ => Err("a pair is two texts".to_owned()),
                };
                Block::Pairs(pairs.iter().map(pair).collect::<Result<_, _>>()?)
            }
            "table" => {
                let columns = block.get("columns").and_then(Value::as_array).ok_or("a table has columns")?;
                let columns = columns.iter().map(|share| share.as_integer().and_then(|n| u16::try_from(n).ok()));
                let rows = block.get("rows").and_then(Value::as_array).ok_or("a table has rows")?;
                let row = |row: &Value| row.as_array().ok_or("a row is a list")?.iter().map(|cell| self.cell(cell)).collect();
                Block::Table {
                    columns: columns.collect::<Option<_>>().ok_or("columns are shares of the width")?,
                    joined: is(block, "joined"),
                    rows: rows.iter().map(row).collect::<Result<_, String>>()?,
                }
            }
            other => return Err(format!("unknown block `{other}`")),
        })
    }

    fn cell(&self, cell: &Value) -> Result<Cell<Template>, String> {
        let cell = cell.as_table().ok_or("a cell is a table")?;
        let body = if let Some(label) = cell.get("label").and_then(Value::as_array) {
            let columns = label.iter().map(|column| column.as_str().map(str::to_owned));
            CellBody::Label(columns.collect::<Option<_>>().ok_or("a label is a list of texts")?)
        } else if cell.contains_key("signature") {
            CellBody::Signature { text: string(cell, "signature")?, date: string(cell, "date")? }
        } else {
            let text = self.template(&string(cell, "text")?)?;
            if is(cell, "centre") { CellBody::Centred(text) } else { CellBody::Text(vec![text]) }
        };
        let span = |key| number(cell, key).map(|span| span.unwrap_or(1));
        Ok(Cell { body, wide: span("wide")?, tall: span("tall")?, height: number(cell, "height")? })
    }

    /// Wording and placeholders; the constants of the edition become wording.
    fn template(&self, text: &str) -> Result<Template, String> {
        let mut pieces: Template = Vec::new();
        let word = |pieces: &mut Template, text: &str| match pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Wording(before)) => before.push_str(text),
            _ => pieces.push(Piece::Wording(text.to_owned())),
        };
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            word(&mut pieces, before);
            let (key, after) = after.split_once('}').ok_or_else(|| format!("an open {{ in “{text}”"))?;
            match (self.about.get(key).and_then(Value::as_str), Field::from_key(key)) {
                (Some(constant), _) => word(&mut pieces, constant),
                (None, Some(field)) => pieces.push(Piece::Field(field)),
                (None, None) => return Err(format!("nothing is called `{key}`")),
            }
            rest = after;
        }
        word(&mut pieces, rest);
        Ok(pieces)
    }

    /// Every field of the struct stands in the form, and nothing else does.
    fn prove(&self, text: &FormText) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        let annex = text.annex.iter().flat_map(|annex| annex.after.iter());
        for block in text.blocks.iter().chain(annex) {
            each_template(block, &mut |template| seen.extend(fields(template)));
        }
        seen.extend(text.annex.iter().flat_map(|annex| fields(&annex.text)));
        let own: BTreeSet<Field> = self.kind.slots().iter().map(|slot| slot.field).collect();
        if let Some(field) = seen.iter().find(|field| !own.contains(field) && !matches!(field, Field::Organ | Field::PaperNo)) {
            return Err(format!("`{}` is no field of this paper", field.key()));
        }
        match own.iter().find(|field| !seen.contains(field)) {
            Some(field) => Err(format!("the form has no place for `{}`", field.key())),
            None => Ok(()),
        }
    }
}

fn fields(template: &Template) -> impl Iterator<Item = Field> {
    template.iter().filter_map(|piece| match piece {
        Piece::Field(field) => Some(*field),
        Piece::Wording(_) => None,
    })
}

fn each_template(block: &Block<Template>, visit: &mut impl FnMut(&Template)) {
    match block {
        Block::Line(_, text) | Block::Closing { phrase: text, .. } => visit(text),
        Block::Ends(left, right) => [left, right].into_iter().for_each(visit),
        Block::Pairs(pairs) => pairs.iter().flat_map(|(label, value)| [label, value]).for_each(visit),
        Block::Table { rows, .. } => {
            for cell in rows.iter().flatten() {
                match &cell.body {
                    CellBody::Centred(text) => visit(text),
                    CellBody::Text(texts) => texts.iter().for_each(&mut *visit),
                    CellBody::Label(_) | CellBody::Signature { .. } => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_are_whole() {
        assert_eq!(check(), Ok(29));
    }

    /// A form with a hole is refused with its name.
    #[test]
    fn a_broken_form_is_refused() {
        let whole = PaperKind::ComplaintAccepted.source();
        let check = |from: &str, to: &str| read_kind(PaperKind::ComplaintAccepted, &whole.replace(from, to)).err();
        assert_eq!(check("", ""), None);
        assert_eq!(check("{contact}", "{kontakt}").as_deref(), Some("nothing is called `kontakt`"));
        assert_eq!(check("{contact}", "王喆").as_deref(), Some("the form has no place for `contact`"));
        assert_eq!(check("{contact}", "{contact}{place}").as_deref(), Some("`place` is no field of this paper"));
        assert_eq!(check("{contact}", "{contact").as_deref().map(|message| message.contains("called")), Some(true));
        assert_eq!(check("standing = \"official\"", "standing = \"quite\"").as_deref(), Some("unknown standing"));
    }
}
