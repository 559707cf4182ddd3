//! The wording of every form, read from `policy/forms`.
//!
//! A form is proved whole when it is read: every placeholder is a field of its struct or a constant of its edition, every
//! field stands somewhere in the form, every constant is used. A pack that is not is a fault of the build, found by the tests of this
//! crate; a changed form is checked by `mingjian law check FILE`, which names file and line.

use std::cell::RefCell;
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

static PACK: LazyLock<Result<Pack, FormError>> = LazyLock::new(Pack::read);

/// Why a form cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}第{line}行：{message}")]
pub struct FormError {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub message: String,
}

/// What is wrong, and the words in the file by which to find the place; without any it is the form as a whole.
#[derive(Debug)]
struct Wrong {
    at: Option<String>,
    message: String,
}

impl Wrong {
    fn at(words: impl Into<String>, message: impl Into<String>) -> Self {
        Self { at: Some(words.into()), message: message.into() }
    }

    fn in_file(self, file: &str, source: &str) -> FormError {
        // Words that begin a line are looked for with the end of the line before.
        let place = |words: String| source.find(&words).map(|at| at + usize::from(words.starts_with('\n')));
        let offset = self.at.and_then(place).unwrap_or(0);
        FormError { file: file.to_owned(), line: line_of(source, offset), message: self.message }
    }
}

impl From<&str> for Wrong {
    fn from(message: &str) -> Self {
        Self { at: None, message: message.to_owned() }
    }
}

impl From<String> for Wrong {
    fn from(message: String) -> Self {
        Self { at: None, message }
    }
}

fn line_of(source: &str, offset: usize) -> usize {
    source.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

/// The forms of this build.
pub(crate) fn pack() -> &'static Pack {
    PACK.as_ref().unwrap_or_else(|message| panic!("policy/forms: {message}"))
}

/// What is wrong with the forms of this build; `Ok` names how many there are.
pub fn check() -> Result<usize, FormError> {
    PACK.as_ref().map(|pack| pack.0.iter().map(|kind| kind.editions.len()).sum()).map_err(Clone::clone)
}

/// The kind whose form that file of `policy/forms` holds, by the file's name.
pub fn kind_of_file(name: &str) -> Option<PaperKind> {
    PaperKind::ALL.iter().copied().find(|&kind| file_of(kind) == name)
}

/// Checks a changed form as it would be read: every field of the paper bound, nothing bound that the paper does not have. Says how many
/// editions it holds.
pub fn check_form(kind: PaperKind, name: &str, source: &str) -> Result<usize, FormError> {
    read_file(kind, name, source).map(|kind| kind.editions.len())
}

fn file_of(kind: PaperKind) -> String {
    format!("{}.toml", kind.code().replace('_', "-"))
}

impl Pack {
    fn read() -> Result<Self, FormError> {
        let kind = |&kind: &PaperKind| read_file(kind, &file_of(kind), kind.source());
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

fn read_file(kind: PaperKind, name: &str, source: &str) -> Result<KindText, FormError> {
    let table: Table = source.parse().map_err(|error: toml::de::Error| FormError {
        file: name.to_owned(),
        line: error.span().map_or(1, |span| line_of(source, span.start)),
        message: format!("无法读取：{}", error.message()),
    })?;
    read_kind(kind, &table).map_err(|wrong| wrong.in_file(name, source))
}

fn read_kind(kind: PaperKind, table: &Table) -> Result<KindText, Wrong> {
    let editions = table.get("edition").and_then(Value::as_table).ok_or("缺少 [edition]")?;
    if let Some(unknown) = editions.keys().find(|code| Edition::from_code(code).is_none()) {
        return Err(Wrong::at(format!("[edition.{unknown}]"), format!("程序不认识规则“{unknown}”")));
    }
    let editions = Edition::ALL.iter().filter_map(|&edition| Some((edition, editions.get(edition.code())?)));
    let editions = editions.map(|(edition, about)| Ok((edition, Reader { kind, edition, table, about, used: RefCell::default() }.form()?)));
    Ok(KindText { kind, title: string(table, "title")?, mark: string(table, "mark")?, editions: editions.collect::<Result<_, Wrong>>()? })
}

fn string(table: &Table, key: &str) -> Result<String, Wrong> {
    table.get(key).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| format!("缺少文字“{key}”").into())
}

fn number(table: &Table, key: &str) -> Result<Option<u16>, Wrong> {
    let Some(value) = table.get(key) else { return Ok(None) };
    value
        .as_integer()
        .and_then(|n| u16::try_from(n).ok())
        .map(Some)
        .ok_or_else(|| Wrong::at(format!("{key} ="), format!("“{key}”不是合适的数")))
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
    /// Constants of the edition that some text uses.
    used: RefCell<BTreeSet<String>>,
}

/// What an edition says of itself; everything else in it is a constant of the wording.
const ABOUT: &[&str] = &["standing", "source", "lines"];

impl Reader<'_> {
    fn form(&self) -> Result<FormText, Wrong> {
        let about = self.about.as_table().ok_or("[edition] 应为表")?;
        let standing = string(about, "standing")?;
        let blocks = self.table.get("block").and_then(Value::as_array).ok_or("缺少 [[block]]")?;
        let ours = blocks.iter().filter(|block| block.get("only").is_none_or(|only| only.as_str() == Some(self.edition.code())));
        let text = FormText {
            standing: Standing::from_code(&standing)
                .ok_or_else(|| Wrong::at(format!("standing = \"{standing}\""), format!("程序不认识依据程度“{standing}”")))?,
            source: string(about, "source")?,
            is_letter: self.table.get("frame").is_none(),
            lines: number(about, "lines")?.unwrap_or(22),
            blocks: ours.map(|block| self.block(block)).collect::<Result<_, _>>()?,
            annex: self.table.get("annex").map(|annex| self.annex(annex)).transpose()?,
        };
        self.prove(&text)?;
        self.prove_constants(about)?;
        Ok(text)
    }

    fn annex(&self, annex: &Value) -> Result<AnnexText, Wrong> {
        let annex = annex.as_table().ok_or("[annex] 应为表")?;
        let after = annex.get("after").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        Ok(AnnexText {
            title: string(annex, "title")?,
            text: self.template(&string(annex, "text")?)?,
            after: after.iter().map(|block| self.block(block)).collect::<Result<_, _>>()?,
        })
    }

    fn block(&self, block: &Value) -> Result<Block<Template>, Wrong> {
        let block = block.as_table().ok_or("[[block]] 应为表")?;
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
                let pairs = block.get("pairs").and_then(Value::as_array).ok_or("缺少 pairs")?;
                let pair = |pair: &Value| match pair.as_array().map(Vec::as_slice) {
                    Some([label, value]) => {
                        let [label, value] = [label, value].map(|text| text.as_str().ok_or(Wrong::from("pairs 每对应为两段文字")));
                        Ok((self.template(label?)?, self.template(value?)?))
                    }
                    _ => Err(Wrong::from("pairs 每对应为两段文字")),
                };
                Block::Pairs(pairs.iter().map(pair).collect::<Result<_, _>>()?)
            }
            "table" => {
                let columns = block.get("columns").and_then(Value::as_array).ok_or("表格缺少 columns")?;
                let columns = columns.iter().map(|share| share.as_integer().and_then(|n| u16::try_from(n).ok()));
                let rows = block.get("rows").and_then(Value::as_array).ok_or("表格缺少 rows")?;
                let row =
                    |row: &Value| row.as_array().ok_or(Wrong::from("表格的一行应为列表"))?.iter().map(|cell| self.cell(cell)).collect();
                Block::Table {
                    columns: columns.collect::<Option<_>>().ok_or("columns 应为宽度份额")?,
                    joined: is(block, "joined"),
                    rows: rows.iter().map(row).collect::<Result<_, Wrong>>()?,
                }
            }
            other => return Err(Wrong::at(format!("kind = \"{other}\""), format!("程序不认识版块“{other}”"))),
        })
    }

    fn cell(&self, cell: &Value) -> Result<Cell<Template>, Wrong> {
        let cell = cell.as_table().ok_or("单元格应为表")?;
        let body = if let Some(label) = cell.get("label").and_then(Value::as_array) {
            let columns = label.iter().map(|column| column.as_str().map(str::to_owned));
            CellBody::Label(columns.collect::<Option<_>>().ok_or("label 应为文字列表")?)
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
    fn template(&self, text: &str) -> Result<Template, Wrong> {
        let mut pieces: Template = Vec::new();
        let word = |pieces: &mut Template, text: &str| match pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Wording(before)) => before.push_str(text),
            _ => pieces.push(Piece::Wording(text.to_owned())),
        };
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            word(&mut pieces, before);
            let (key, after) = after.split_once('}').ok_or_else(|| Wrong::at(text, format!("“{text}”中的 {{ 没有闭合")))?;
            match (self.about.get(key).and_then(Value::as_str), Field::from_key(key)) {
                (Some(constant), _) => {
                    self.used.borrow_mut().insert(key.to_owned());
                    word(&mut pieces, constant);
                }
                (None, Some(field)) => pieces.push(Piece::Field(field)),
                (None, None) => return Err(Wrong::at(format!("{{{key}}}"), format!("没有名为“{key}”的字段"))),
            }
            rest = after;
        }
        word(&mut pieces, rest);
        Ok(pieces)
    }

    /// Every field of the struct stands in the form, and nothing else does.
    fn prove(&self, text: &FormText) -> Result<(), Wrong> {
        let mut seen = BTreeSet::new();
        let annex = text.annex.iter().flat_map(|annex| annex.after.iter());
        for block in text.blocks.iter().chain(annex) {
            each_template(block, &mut |template| seen.extend(fields(template)));
        }
        seen.extend(text.annex.iter().flat_map(|annex| fields(&annex.text)));
        let own: BTreeSet<Field> = self.kind.slots().iter().map(|slot| slot.field).collect();
        if let Some(field) = seen.iter().find(|field| !own.contains(field) && !matches!(field, Field::Organ | Field::PaperNo)) {
            let key = field.key();
            return Err(Wrong::at(format!("{{{key}}}"), format!("这种文书没有字段“{key}”")));
        }
        match own.iter().find(|field| !seen.contains(field)) {
            Some(field) => Err(format!("式样中没有字段“{}”的位置", field.key()).into()),
            None => Ok(()),
        }
    }

    /// A constant that no text uses is a slip of somebody who meant to change the wording.
    fn prove_constants(&self, about: &Table) -> Result<(), Wrong> {
        let used = self.used.borrow();
        match about.keys().find(|key| !ABOUT.contains(&key.as_str()) && !used.contains(*key)) {
            Some(key) => Err(Wrong::at(format!("\n{key} ="), format!("没有文字使用“{key}”"))),
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
        assert_eq!(check(), Ok(35));
    }

    /// A form with a hole is refused with its file and line.
    #[test]
    fn a_broken_form_is_refused() {
        let kind = PaperKind::ComplaintAccepted;
        let check = |from: &str, to: &str| {
            let text = kind.source().replacen(from, to, 1);
            check_form(kind, "complaint-accepted.toml", &text).map_or_else(|error| error.to_string(), |count| format!("{count}"))
        };
        expect_test::expect![[r#"
            2
            complaint-accepted.toml第22行：没有名为“kontakt”的字段
            complaint-accepted.toml第1行：式样中没有字段“contact”的位置
            complaint-accepted.toml第22行：这种文书没有字段“place”
            complaint-accepted.toml第22行：没有名为“contact；联系电话：{phone”的字段
            complaint-accepted.toml第5行：程序不认识依据程度“quite”
            complaint-accepted.toml第6行：没有文字使用“motto”
            complaint-accepted.toml第9行：程序不认识规则“o19”
            complaint-accepted.toml第14行：无法读取：unclosed array table, expected `]`"#]]
        .assert_eq(
            &[
                check("", ""),
                check("{contact}", "{kontakt}"),
                check("{contact}", "王喆"),
                check("{contact}", "{contact}{place}"),
                check("{contact}", "{contact"),
                check("standing = \"official\"", "standing = \"quite\""),
                check("standing = \"official\"", "standing = \"official\"\nmotto = \"为民\""),
                check("[edition.o20]", "[edition.o19]"),
                check("[[block]]", "[[block]"),
            ]
            .join("\n"),
        );
        assert_eq!(kind_of_file("complaint-accepted.toml"), Some(kind));
        assert_eq!(kind_of_file("calendar-2027.toml"), None);
    }
}
