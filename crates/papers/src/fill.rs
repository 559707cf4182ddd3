//! A form with its fields filled in: what is set in type, as PDF or as DOCX.

use serde_json::{Value, json};

use crate::block::{Block, Cell, CellBody, Piece, Run, Style};
use crate::content::Values;
use crate::error::PaperError;
use crate::field::Field;
use crate::form::Form;
use crate::pack::{FormText, Template, pack};
use crate::paper::Paper;
use crate::value::Printed;

pub(crate) type Runs = Vec<Run>;

/// A filled sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) title: &'static str,
    pub(crate) is_letter: bool,
    pub(crate) lines: u16,
    pub(crate) organ: String,
    pub(crate) paper_no: String,
    pub(crate) dated: String,
    pub(crate) blocks: Vec<Block<Runs>>,
    pub(crate) annex: Option<Annex>,
    /// 附注 under a correction.
    pub(crate) note: Option<Runs>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Annex {
    pub(crate) title: &'static str,
    pub(crate) blocks: Vec<Block<Runs>>,
}

impl Sheet {
    pub(crate) fn new(paper: &Paper) -> Result<Self, PaperError> {
        Self::filled(paper.form(), &paper.print()?, paper.dated())
    }

    pub(crate) fn filled(form: Form, values: &Values, dated: String) -> Result<Self, PaperError> {
        let text: &'static FormText = pack().text(form).ok_or(PaperError::NoSuchForm)?;
        let inline = |field| match find(values, field) {
            Some(Printed::Inline(text)) => text.clone(),
            _ => String::new(),
        };
        let annex = text.annex.as_ref().map(|annex| -> Result<Option<Annex>, PaperError> {
            let mut blocks = lines(Style::Text, &annex.text, values)?;
            // An annex with nothing to say is not printed.
            if blocks.iter().all(|block| matches!(block, Block::Line(_, runs) if runs.iter().all(|run| run.text.is_empty()))) {
                return Ok(None);
            }
            blocks.extend(fill(&annex.after, values)?);
            Ok(Some(Annex { title: &annex.title, blocks }))
        });
        let corrects = inline(Field::Corrects);
        let note = || {
            let wording = |text: &str| Run { text: text.to_owned(), own: false };
            vec![wording("（本文书更正"), Run { text: corrects.clone(), own: true }, wording("，原文书不再使用。）")]
        };
        Ok(Self {
            title: form.title(),
            is_letter: text.is_letter,
            lines: text.lines,
            organ: inline(Field::Organ),
            paper_no: inline(Field::PaperNo),
            dated,
            blocks: fill(&text.blocks, values)?,
            annex: annex.transpose()?.flatten(),
            note: (!corrects.is_empty()).then(note),
        })
    }

    /// All that the template may know but the fonts.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "title": self.title,
            "letter": self.is_letter,
            "lines": self.lines,
            "organ": self.organ,
            "paper_no": self.paper_no,
            "dated": self.dated,
            "blocks": self.blocks.iter().map(block_json).collect::<Vec<_>>(),
            "annex": self.annex.as_ref().map(|annex| {
                json!({ "title": annex.title, "blocks": annex.blocks.iter().map(block_json).collect::<Vec<_>>() })
            }),
            "note": self.note.as_ref().map(runs_json),
        })
    }
}

fn find(values: &Values, field: Field) -> Option<&Printed> {
    values.iter().find(|(candidate, _)| *candidate == field).map(|(_, printed)| printed)
}

fn fill(blocks: &[Block<Template>], values: &Values) -> Result<Vec<Block<Runs>>, PaperError> {
    let mut filled = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Line(style, text) => filled.extend(lines(*style, text, values)?),
            Block::Closing { phrase, gap } => filled.push(Block::Closing { phrase: runs(phrase, values)?, gap: *gap }),
            Block::Ends(left, right) => filled.push(Block::Ends(runs(left, values)?, runs(right, values)?)),
            Block::Pairs(pairs) => {
                let pair = |(label, value): &(Template, Template)| Ok((runs(label, values)?, runs(value, values)?));
                filled.push(Block::Pairs(pairs.iter().map(pair).collect::<Result<_, PaperError>>()?));
            }
            Block::Table { columns, joined, rows } => {
                let row = |row: &Vec<Cell<Template>>| row.iter().map(|filled| cell(filled, values)).collect();
                let rows = rows.iter().map(row).collect::<Result<_, PaperError>>()?;
                filled.push(Block::Table { columns: columns.clone(), joined: *joined, rows });
            }
        }
    }
    Ok(filled)
}

/// A line of the form; a field of paragraphs that stands alone becomes as many lines.
fn lines(style: Style, text: &Template, values: &Values) -> Result<Vec<Block<Runs>>, PaperError> {
    Ok(paragraphs(text, values)?.into_iter().map(|runs| Block::Line(style, runs)).collect())
}

fn paragraphs(text: &Template, values: &Values) -> Result<Vec<Runs>, PaperError> {
    if let [Piece::Field(field)] = text.as_slice()
        && let Some(Printed::Paragraphs(paragraphs)) = find(values, *field)
    {
        return Ok(paragraphs.iter().map(|text| vec![Run { text: text.clone(), own: true }]).collect());
    }
    Ok(vec![runs(text, values)?])
}

fn runs(text: &Template, values: &Values) -> Result<Runs, PaperError> {
    let run = |piece: &Piece| match piece {
        Piece::Wording(text) => Ok(Run { text: text.clone(), own: false }),
        Piece::Field(field) => match find(values, *field) {
            Some(Printed::Inline(text)) => Ok(Run { text: text.clone(), own: true }),
            Some(Printed::Paragraphs(_)) | None => Err(PaperError::Fault(format!("{} 不能印在行内", field.key()))),
        },
    };
    text.iter().map(run).collect()
}

fn cell(cell: &Cell<Template>, values: &Values) -> Result<Cell<Runs>, PaperError> {
    let body = match &cell.body {
        CellBody::Label(columns) => CellBody::Label(columns.clone()),
        CellBody::Centred(text) => CellBody::Centred(runs(text, values)?),
        CellBody::Text(texts) => {
            let texts = texts.iter().map(|text| paragraphs(text, values)).collect::<Result<Vec<_>, _>>()?;
            CellBody::Text(texts.into_iter().flatten().collect())
        }
        CellBody::Signature { text, date } => CellBody::Signature { text: text.clone(), date: date.clone() },
    };
    Ok(Cell { body, wide: cell.wide, tall: cell.tall, height: cell.height })
}

fn runs_json(runs: &Runs) -> Value {
    runs.iter().map(|run| json!([run.text, run.own])).collect()
}

fn block_json(block: &Block<Runs>) -> Value {
    match block {
        Block::Line(style, text) => json!({ "kind": style.code(), "text": runs_json(text) }),
        Block::Closing { phrase, gap } => json!({ "kind": "closing", "text": runs_json(phrase), "gap": gap }),
        Block::Ends(left, right) => json!({ "kind": "ends", "left": runs_json(left), "right": runs_json(right) }),
        Block::Pairs(pairs) => {
            let pairs: Vec<Value> = pairs.iter().map(|(label, value)| json!([runs_json(label), runs_json(value)])).collect();
            json!({ "kind": "pairs", "pairs": pairs })
        }
        Block::Table { columns, joined, rows } => {
            let cells: Vec<Value> = rows.iter().flatten().map(cell_json).collect();
            json!({ "kind": "table", "columns": columns, "joined": joined, "cells": cells })
        }
    }
}

fn cell_json(cell: &Cell<Runs>) -> Value {
    let (kind, body) = match &cell.body {
        CellBody::Label(columns) => ("label", json!(columns)),
        CellBody::Centred(text) => ("centred", runs_json(text)),
        CellBody::Text(texts) => ("text", texts.iter().map(runs_json).collect()),
        CellBody::Signature { text, date } => ("signature", json!([text, date])),
    };
    json!({ "kind": kind, "body": body, "wide": cell.wide, "tall": cell.tall, "height": cell.height })
}
