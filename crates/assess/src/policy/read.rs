//! From the shape of a file to a checked circumstance.

use std::ops::Range;

use toml::Spanned;

use super::dto::{FileDto, NodeDto};
use super::{PolicyError, PolicyFile};
use crate::circumstance::{Applies, Circumstance, Counter, Effect};
use crate::condition::{Condition, Leaf, Test};
use crate::measure::{Measure, WindowKind};
use crate::summary;
use crate::value::{Op, Threshold, Unit};

/// Windows are at most ten years: longer ones are a slip of the pen.
const WINDOW_LIMIT_DAYS: u32 = 3_660;

/// Deeper trees are not read by people.
const DEPTH_LIMIT: usize = 8;

type Result<T> = std::result::Result<T, PolicyError>;

/// A file, to name places in it.
struct Reader<'a> {
    file: &'a PolicyFile<'a>,
}

pub(super) fn circumstance(file: &PolicyFile<'_>) -> Result<Circumstance> {
    let reader = Reader { file };
    let dto: FileDto =
        toml::from_str(file.text).map_err(|e| reader.error(e.span().unwrap_or(0..0), format!("不合格式：{}", e.message())))?;
    let applies_to = Applies::from_code(dto.applies_to.get_ref())
        .ok_or_else(|| reader.error(dto.applies_to.span(), "applies_to 应为 complaint、tipoff 或 any".to_owned()))?;
    let hit = dto.hit.as_ref().map(|node| reader.level(node)).transpose()?;
    let hint = dto.hint.as_ref().map(|node| reader.level(node)).transpose()?;
    let counters = dto.counter.iter().map(|node| reader.counter(node)).collect::<Result<_>>()?;
    let id = reader.filled(&dto.id)?;
    if !id.starts_with(&format!("{}.", dto.instrument.get_ref())) {
        return Err(reader.error(dto.id.span(), "情形编号应以依据的编号开头，如 yy16.2.6".to_owned()));
    }
    Ok(Circumstance {
        id,
        version: reader.filled(&dto.version)?,
        title: reader.filled(&dto.title)?,
        instrument: reader.filled(&dto.instrument)?,
        citation: reader.filled(&dto.citation)?,
        clause: reader.filled(&dto.clause)?,
        ask: reader.filled(&dto.ask)?,
        applies_to,
        hit,
        hint,
        counters,
    })
}

impl Reader<'_> {
    fn error(&self, span: Range<usize>, message: String) -> PolicyError {
        let line = self.file.text.as_bytes().iter().take(span.start).filter(|&&b| b == b'\n').count() + 1;
        PolicyError { file: self.file.name.to_owned(), line, message }
    }

    fn filled(&self, text: &Spanned<String>) -> Result<String> {
        if text.get_ref().trim().is_empty() {
            return Err(self.error(text.span(), "不能为空白".to_owned()));
        }
        Ok(text.get_ref().clone())
    }

    /// A hit or hint tree: its root tells a finding in a sentence, and every sentence names leaves of the tree.
    fn level(&self, dto: &Spanned<NodeDto>) -> Result<Condition> {
        let condition = self.condition(dto, 1)?;
        if condition.summary.is_none() {
            return Err(self.error(dto.span(), "最上层条件须有 summary，用一句话说明发现了什么".to_owned()));
        }
        summary::check(&condition).map_err(|message| self.error(dto.span(), message))?;
        Ok(condition)
    }

    fn counter(&self, dto: &Spanned<NodeDto>) -> Result<Counter> {
        let effect =
            dto.get_ref().effect.as_ref().ok_or_else(|| self.error(dto.span(), "反面证据须有 effect：lowers 或 clears".to_owned()))?;
        Ok(Counter {
            effect: Effect::from_code(effect.get_ref())
                .ok_or_else(|| self.error(effect.span(), "effect 应为 lowers 或 clears".to_owned()))?,
            condition: self.condition(dto, 1)?,
        })
    }

    fn condition(&self, dto: &Spanned<NodeDto>, depth: usize) -> Result<Condition> {
        let node = dto.get_ref();
        let fail = |message: &str| Err(self.error(dto.span(), message.to_owned()));
        if depth > DEPTH_LIMIT {
            return fail("条件嵌套过深");
        }
        if depth > 1 && node.effect.is_some() {
            return fail("effect 只能写在 [[counter]] 上");
        }
        let children = |list: &[Spanned<NodeDto>]| -> Result<Vec<Condition>> {
            if list.is_empty() {
                return Err(self.error(dto.span(), "all 和 any 至少有一个条件".to_owned()));
            }
            list.iter().map(|child| self.condition(child, depth + 1)).collect()
        };
        let test = match (&node.all, &node.any, &node.not, &node.measure) {
            (Some(list), None, None, None) => Test::All(children(list)?),
            (None, Some(list), None, None) => Test::Any(children(list)?),
            (None, None, Some(inner), None) => Test::Not(Box::new(self.condition(inner, depth + 1)?)),
            (None, None, None, Some(measure)) => Test::Leaf(self.leaf(dto, measure)?),
            _ => return fail("每个条件须且只能有 all、any、not、measure 之一"),
        };
        let is_leaf = matches!(test, Test::Leaf(_));
        let has_leaf_fields = node.op.is_some() || node.threshold.is_some() || node.unit.is_some() || node.window_days.is_some();
        if !is_leaf && (has_leaf_fields || node.name.is_some() || node.rationale.is_some()) {
            return fail("name、op、threshold、unit、window_days、rationale 只能与 measure 同写");
        }
        if node.label.trim().is_empty() {
            return fail("label 不能为空白");
        }
        Ok(Condition { label: node.label.clone(), summary: node.summary.as_ref().map(|s| self.filled(s)).transpose()?, test })
    }

    fn leaf(&self, dto: &Spanned<NodeDto>, code: &Spanned<String>) -> Result<Leaf> {
        let node = dto.get_ref();
        let missing = |what: &str| self.error(dto.span(), format!("measure 须同时写明 {what}"));
        let measure =
            Measure::from_code(code.get_ref()).ok_or_else(|| self.error(code.span(), format!("没有名为 {} 的度量", code.get_ref())))?;
        let unit = node.unit.as_ref().ok_or_else(|| missing("unit"))?;
        if Unit::from_code(unit.get_ref()) != Some(measure.unit()) {
            return Err(self.error(unit.span(), format!("{} 的单位应为 {}", measure.code(), measure.unit().code())));
        }
        let op = node.op.as_ref().ok_or_else(|| missing("op"))?;
        let threshold = node.threshold.as_ref().ok_or_else(|| missing("threshold"))?;
        let rationale = node.rationale.as_ref().ok_or_else(|| missing("rationale"))?;
        Ok(Leaf {
            name: node.name.clone(),
            measure,
            window_days: self.window(dto, measure)?,
            op: Op::from_code(op.get_ref()).ok_or_else(|| self.error(op.span(), "op 应为 >= > <= < = 之一".to_owned()))?,
            threshold: self.threshold(threshold, measure.unit())?,
            rationale: self.filled(rationale)?,
        })
    }

    fn window(&self, dto: &Spanned<NodeDto>, measure: Measure) -> Result<u32> {
        match (&dto.get_ref().window_days, measure.window()) {
            (None, WindowKind::Whole) => Ok(0),
            (Some(days), WindowKind::Whole) => Err(self.error(days.span(), format!("{} 不按时间段计算，不写 window_days", measure.code()))),
            (None, _) => Err(self.error(dto.span(), format!("{} 须写明 window_days", measure.code()))),
            (Some(days), _) if (1..=WINDOW_LIMIT_DAYS).contains(days.get_ref()) => Ok(*days.get_ref()),
            (Some(days), _) => Err(self.error(days.span(), format!("window_days 应为 1 至 {WINDOW_LIMIT_DAYS}"))),
        }
    }

    fn threshold(&self, value: &Spanned<toml::Value>, unit: Unit) -> Result<Threshold> {
        let millionths = match value.get_ref() {
            toml::Value::Integer(whole) => whole.checked_mul(1_000_000),
            toml::Value::Float(decimal) if decimal.is_finite() && decimal.abs() < 1e9 => {
                // At most six decimals are kept; the product is far below 2^53, so rounding is exact.
                #[allow(clippy::cast_possible_truncation)]
                Some((decimal * 1e6).round() as i64)
            }
            _ => None,
        };
        let fits = |millionths: i64| match unit {
            Unit::Share => (0..=1_000_000).contains(&millionths),
            Unit::Yes => millionths == 0 || millionths == 1_000_000,
            Unit::Filings | Unit::Persons | Unit::Things => millionths >= 0 && millionths % 1_000_000 == 0,
            Unit::Times => millionths >= 0,
        };
        millionths.filter(|&m| fits(m)).map(|millionths| Threshold { millionths }).ok_or_else(|| {
            let expected = match unit {
                Unit::Share => "比例的阈值应为 0 至 1",
                Unit::Yes => "是否的阈值应为 0 或 1",
                Unit::Filings | Unit::Persons | Unit::Things => "计数的阈值应为不小于 0 的整数",
                Unit::Times => "倍数的阈值应为不小于 0 的数",
            };
            self.error(value.span(), expected.to_owned())
        })
    }
}
