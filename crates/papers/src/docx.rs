//! The same sheet as an editable DOCX, from the same wording and the same fields: for bureaus whose own office system puts
//! the seal on. What counts as issued is the PDF.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, Footer, HeightRule, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph, RunFonts, SpecialIndentType,
    Table, TableCell, TableCellBorder, TableCellBorderPosition, TableCellBorders, TableCellMargins, TableLayoutType, TableRow,
    TextDirectionType, VAlignType, VMergeType, WidthType,
};

use crate::block::{Block, Cell, CellBody, Run, Style};
use crate::error::PaperError;
use crate::fill::{Runs, Sheet};
use crate::paper::Paper;

/// Twentieths of a point in a millimetre.
const TWIPS_PER_MM: f64 = 1440.0 / 25.4;
/// 版心, in mm.
const AREA_WIDTH_MM: f64 = 156.0;
const AREA_HEIGHT_MM: f64 = 225.0;
/// Two characters of size 3 (16 pt).
const TWO_CHARACTERS: i32 = 640;
/// In half points: 二号, 三号, 四号, 小四.
const SIZE_2: usize = 44;
const SIZE_3: usize = 32;
const SIZE_4: usize = 28;
const SIZE_SMALL_4: usize = 24;

/// Between a label and the rule that its value stands on, in twips.
const LABEL_SLACK: i32 = 40;

const TITLE_FONT: &str = "方正小标宋简体";
const BODY_FONT: &str = "仿宋_GB2312";

fn twips(mm: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "lengths on a sheet of A4")]
    let twips = (mm * TWIPS_PER_MM).round() as i32;
    twips
}

fn width(share: u16) -> usize {
    usize::try_from(twips(AREA_WIDTH_MM * f64::from(share) / 100.0)).unwrap_or(0)
}

impl Paper {
    /// An editable copy of the paper as DOCX: fonts by name, not embedded.
    pub fn to_docx(&self) -> Result<Vec<u8>, PaperError> {
        let sheet = Sheet::new(self)?;
        let mut file = Cursor::new(Vec::new());
        let created = format!("{}T00:00:00+08:00", self.issued_on);
        let docx = Typist { line: twips(AREA_HEIGHT_MM / f64::from(sheet.lines)) }.document(&sheet);
        let packed = docx.created_at(&created).updated_at(&created).build().pack(&mut file);
        packed.map_err(|error| PaperError::Fault(format!("DOCX 写出失败：{error}")))?;
        Ok(file.into_inner())
    }
}

/// Knows how far apart lines stand, in twips.
struct Typist {
    line: i32,
}

impl Typist {
    fn document(&self, sheet: &Sheet) -> Docx {
        let margin = PageMargin::new().top(twips(37.0)).bottom(twips(35.0)).left(twips(28.0)).right(twips(26.0));
        let margin = margin.header(twips(15.0)).footer(twips(28.0)).gutter(0);
        let number = Paragraph::new().align(AlignmentType::Center).size(SIZE_4);
        let number = number.add_run(run("— ")).add_page_num(PageNum::new()).add_run(run(" —"));
        let mut docx = Docx::new()
            .page_size(11_906, 16_838)
            .page_margin(margin)
            .default_size(SIZE_3)
            .default_fonts(fonts(BODY_FONT))
            .footer(Footer::new().add_paragraph(number))
            .add_paragraph(self.title(sheet.title));
        if sheet.is_letter {
            docx = docx.add_paragraph(self.plain().align(AlignmentType::Center).add_run(run(&sheet.paper_no))).add_paragraph(self.plain());
        }
        for block in &sheet.blocks {
            docx = self.block(docx, sheet, block);
        }
        if let Some(note) = &sheet.note {
            docx = docx.add_paragraph(self.indented(note));
        }
        if let Some(annex) = &sheet.annex {
            let mark = self.plain().page_break_before(true).add_run(run(&format!("{}附件", sheet.paper_no)).bold());
            docx = docx.add_paragraph(mark).add_paragraph(self.plain()).add_paragraph(self.title(annex.title)).add_paragraph(self.plain());
            for block in &annex.blocks {
                docx = self.block(docx, sheet, block);
            }
        }
        docx
    }

    fn block(&self, docx: Docx, sheet: &Sheet, block: &Block<Runs>) -> Docx {
        match block {
            Block::Line(Style::Text, text) => docx.add_paragraph(self.indented(text)),
            Block::Line(Style::Flush, text) => docx.add_paragraph(filled(self.plain(), text)),
            Block::Line(Style::Right, text) => docx.add_paragraph(filled(self.plain().align(AlignmentType::Right), text)),
            Block::Line(Style::Heading, text) => docx.add_paragraph(self.title(&words(text))),
            Block::Line(Style::Sign, text) => {
                docx.add_paragraph(self.indented(text).add_run(run("　　　　　　　　　　").underline("single")))
            }
            Block::Pairs(pairs) => docx.add_table(self.pairs(pairs)),
            Block::Ends(left, right) => {
                let cell = |runs: &Runs, align| bare(SIZE_SMALL_4, runs).align(align);
                let cells = [cell(left, AlignmentType::Left), cell(right, AlignmentType::Right)];
                let cells =
                    cells.map(|paragraph| TableCell::new().clear_all_border().width(width(50), WidthType::Dxa).add_paragraph(paragraph));
                docx.add_table(table(vec![TableRow::new(cells.into())], vec![width(50), width(50)]))
            }
            Block::Table { columns, rows, .. } => docx.add_table(grid(columns, rows)),
            Block::Closing { phrase, gap } => self.closing(docx, sheet, phrase, *gap),
        }
    }

    fn closing(&self, docx: Docx, sheet: &Sheet, phrase: &Runs, gap: u16) -> Docx {
        let mut docx = if phrase.is_empty() { docx } else { docx.add_paragraph(self.indented(phrase).keep_next(true)) };
        if let Some(annex) = &sheet.annex {
            let named = vec![Run { text: format!("附件：{}", annex.title), own: false }];
            docx = docx.add_paragraph(self.plain().keep_next(true)).add_paragraph(self.indented(&named).keep_next(true));
        }
        for _ in 0..gap {
            docx = docx.add_paragraph(self.plain().keep_next(true));
        }
        // The date is centred under the organ: both in a frame as wide as the organ's name.
        let name = format!("{}（印章）", sheet.organ);
        let chars = i32::try_from(name.chars().count()).unwrap_or(0);
        let left = (twips(AREA_WIDTH_MM) - (chars + 1) * (TWO_CHARACTERS / 2)).max(0);
        let signed = |text: &str| {
            self.plain().align(AlignmentType::Center).indent(Some(left), None, Some(TWO_CHARACTERS / 2), None).add_run(run(text))
        };
        docx.add_paragraph(signed(&name).keep_next(true)).add_paragraph(signed(&sheet.dated))
    }

    fn spacing(&self) -> LineSpacing {
        LineSpacing::new().line_rule(LineSpacingType::Exact).line(self.line).before(0).after(0)
    }

    fn plain(&self) -> Paragraph {
        Paragraph::new().line_spacing(self.spacing())
    }

    fn indented(&self, text: &Runs) -> Paragraph {
        let paragraph =
            self.plain().align(AlignmentType::Both).indent(None, Some(SpecialIndentType::FirstLine(TWO_CHARACTERS)), None, None);
        filled(paragraph, text)
    }

    fn title(&self, text: &str) -> Paragraph {
        let spacing = LineSpacing::new().line_rule(LineSpacingType::AtLeast).line(self.line).before(0).after(0);
        let run = run(text).size(SIZE_2).bold().fonts(fonts(TITLE_FONT));
        Paragraph::new().line_spacing(spacing).align(AlignmentType::Center).add_run(run)
    }

    /// Labels beside values on a rule. What the labels leave is shared by the length of the values.
    fn pairs(&self, pairs: &[(Runs, Runs)]) -> Table {
        let mut cells = Vec::new();
        let mut grid = Vec::new();
        let total = twips(AREA_WIDTH_MM) - TWO_CHARACTERS;
        let label_room = |label: &Runs| half_widths(&words(label)) * (TWO_CHARACTERS / 4) + LABEL_SLACK;
        let rest = total - pairs.iter().map(|(label, _)| label_room(label)).sum::<i32>();
        let weight = |value: &Runs| half_widths(&words(value)) + 1;
        let weights = pairs.iter().map(|(_, value)| weight(value)).sum::<i32>().max(1);
        let size = |twips: i32| usize::try_from(twips.max(0)).unwrap_or(0);
        let none = TableCellBorders::with_empty;
        for (label, value) in pairs {
            let (room, rest) = (label_room(label), rest * weight(value) / weights);
            let rule = TableCellBorder::new(TableCellBorderPosition::Bottom);
            let cell = |runs: &Runs, room: i32, borders: TableCellBorders| {
                TableCell::new().width(size(room), WidthType::Dxa).set_borders(borders).add_paragraph(filled(self.plain(), runs))
            };
            cells.push(cell(label, room, none().clear_all()));
            cells.push(cell(value, rest, none().clear_all().set(rule)));
            grid.extend([size(room), size(rest)]);
        }
        let tight = TableCellMargins::new().margin_left(0, WidthType::Dxa).margin_right(0, WidthType::Dxa);
        table(vec![TableRow::new(cells)], grid).indent(TWO_CHARACTERS).margins(tight)
    }
}

/// How wide a text is, in half characters: Latin letters and digits take one, Chinese two.
fn half_widths(text: &str) -> i32 {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name)
}

fn run(text: &str) -> docx_rs::Run {
    docx_rs::Run::new().add_text(text)
}

fn words(runs: &Runs) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn filled(paragraph: Paragraph, text: &Runs) -> Paragraph {
    text.iter().fold(paragraph, |paragraph, piece| paragraph.add_run(run(&piece.text)))
}

/// A paragraph of a table, in its own size.
fn bare(size: usize, text: &Runs) -> Paragraph {
    text.iter().fold(Paragraph::new(), |paragraph, piece| paragraph.add_run(run(&piece.text).size(size)))
}

fn table(rows: Vec<TableRow>, grid: Vec<usize>) -> Table {
    Table::new(rows).set_grid(grid).layout(TableLayoutType::Fixed)
}

/// A table of the form. Cells that span rows are told to Word row by row.
fn grid(columns: &[u16], rows: &[Vec<Cell<Runs>>]) -> Table {
    // What still hangs down into each column from above, in rows.
    let mut hanging = vec![(0_u16, 1_u16); columns.len()];
    let mut made = Vec::with_capacity(rows.len());
    for row in rows {
        let mut cells = Vec::new();
        let mut given = row.iter();
        let mut height = 0;
        let mut at = 0;
        while at < columns.len() {
            let (rows_left, span) = hanging[at];
            if rows_left > 0 {
                hanging[at].0 -= 1;
                cells.push(TableCell::new().grid_span(span.into()).vertical_merge(VMergeType::Continue).add_paragraph(Paragraph::new()));
                at += usize::from(span);
                continue;
            }
            let Some(cell) = given.next() else { break };
            let to = (at + usize::from(cell.wide)).min(columns.len());
            let share = columns[at..to].iter().sum();
            height = height.max(cell.height.unwrap_or(8));
            let mut made =
                body(&cell.body).grid_span(cell.wide.into()).width(width(share), WidthType::Dxa).vertical_align(VAlignType::Center);
            if cell.tall > 1 {
                made = made.vertical_merge(VMergeType::Restart);
                hanging[at] = (cell.tall - 1, cell.wide);
            }
            cells.push(made);
            at = to;
        }
        #[expect(clippy::cast_precision_loss, reason = "a height on a sheet of A4")]
        let height = twips(f64::from(height)) as f32;
        made.push(TableRow::new(cells).row_height(height).height_rule(HeightRule::AtLeast));
    }
    table(made, columns.iter().map(|&share| width(share)).collect())
}

fn body(body: &CellBody<Runs>) -> TableCell {
    let line = |text: &str| Paragraph::new().add_run(run(text).size(SIZE_SMALL_4));
    match body {
        CellBody::Label(columns) => {
            // Set downwards, columns run from the right: the first column of the form comes last.
            let lines = columns.iter().rev().map(|column| line(column).align(AlignmentType::Center));
            lines.fold(TableCell::new().text_direction(TextDirectionType::TbRlV), TableCell::add_paragraph)
        }
        CellBody::Centred(text) => TableCell::new().add_paragraph(bare(SIZE_SMALL_4, text).align(AlignmentType::Center)),
        CellBody::Text(texts) => texts.iter().fold(TableCell::new(), |cell, text| cell.add_paragraph(bare(SIZE_SMALL_4, text))),
        CellBody::Signature { text, date } => {
            TableCell::new().add_paragraph(line(text)).add_paragraph(line(date).align(AlignmentType::Right))
        }
    }
}
