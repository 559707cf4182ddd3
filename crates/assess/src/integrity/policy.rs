//! The monitors of `policy/integrity.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::value::{Op, Threshold, Unit};

const BUILTIN: &str = include_str!("../../../../policy/integrity.toml");

/// What is measured; each belongs to one monitor.
pub(super) const MEASURES: &[(&str, &str, Unit)] = &[
    ("settled_with_filer", "settled", Unit::Filings),
    ("settled_with_filer", "share_of_settled", Unit::Share),
    ("settled_with_trader", "closed", Unit::Filings),
    ("settled_with_trader", "settled_share", Unit::Share),
    ("settled_with_trader", "peers_settled_share", Unit::Share),
    ("fast_with_agent", "fast_settled", Unit::Filings),
    ("looks_without_case", "looks", Unit::Filings),
    ("out_of_hours", "acts_out_of_hours", Unit::Filings),
    ("out_of_hours", "share_out_of_hours", Unit::Share),
    ("tied_to_party", "tied_filings", Unit::Filings),
    ("reversal_after_look", "reversals", Unit::Filings),
];

/// One monitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Monitor {
    pub id: String,
    pub title: String,
    /// What the auditor should ask.
    pub ask: String,
    pub window_days: u32,
    pub(super) conditions: Vec<Bound>,
}

/// `measure op threshold`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) measure: &'static str,
    pub(super) unit: Unit,
    pub(super) label: String,
    pub(super) op: Op,
    pub(super) threshold: Threshold,
}

/// All monitors, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Monitors(pub(super) Vec<Monitor>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileDto {
    monitor: Vec<MonitorDto>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MonitorDto {
    id: String,
    title: String,
    ask: String,
    window_days: u32,
    condition: Vec<BoundDto>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoundDto {
    measure: String,
    label: String,
    op: String,
    threshold: f64,
    unit: String,
    rationale: String,
}

impl Monitors {
    /// Those that the program carries.
    pub fn builtin() -> &'static Self {
        static MONITORS: LazyLock<Monitors> = LazyLock::new(|| Monitors::read(BUILTIN).expect("a test reads the carried file"));
        &MONITORS
    }

    /// Reads a file.
    ///
    /// # Errors
    /// A Chinese sentence that names the monitor or the line, and what was expected.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: FileDto = toml::from_str(text).map_err(|error| format!("廉洁监测文件：{error}"))?;
        file.monitor.into_iter().map(monitor).collect::<Result<_, _>>().map(Self)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Monitor> {
        self.0.iter()
    }

    pub fn get(&self, id: &str) -> Option<&Monitor> {
        self.0.iter().find(|monitor| monitor.id == id)
    }

    /// The longest window, in days: how far back the acts have to be read.
    pub fn longest_window_days(&self) -> u32 {
        self.0.iter().map(|monitor| monitor.window_days).max().unwrap_or(0)
    }
}

fn monitor(dto: MonitorDto) -> Result<Monitor, String> {
    if !MEASURES.iter().any(|(id, ..)| *id == dto.id) {
        return Err(format!("廉洁监测文件：没有名为 {} 的监测", dto.id));
    }
    let bound = |bound: BoundDto| -> Result<Bound, String> {
        let wrong = |what: &str| format!("廉洁监测文件：{} 的 {} {what}", dto.id, bound.measure);
        let known = MEASURES.iter().find(|(id, measure, _)| *id == dto.id && *measure == bound.measure);
        let (_, measure, unit) = known.ok_or_else(|| wrong("不是该监测的度量"))?;
        if Unit::from_code(&bound.unit) != Some(*unit) {
            return Err(wrong(&format!("单位应为 {}", unit.code())));
        }
        if bound.rationale.trim().is_empty() {
            return Err(wrong("须写明理由 rationale"));
        }
        let op = Op::from_code(&bound.op).ok_or_else(|| wrong("的 op 应为 >= > <= < = 之一"))?;
        let millionths = (bound.threshold * 1e6).round();
        if !(0.0..=1e15).contains(&millionths) {
            return Err(wrong("的 threshold 不在取值范围内"));
        }
        Ok(Bound { measure, unit: *unit, label: bound.label, op, threshold: Threshold { millionths: millionths as i64 } })
    };
    let conditions: Vec<Bound> = dto.condition.into_iter().map(bound).collect::<Result<_, _>>()?;
    if conditions.is_empty() {
        return Err(format!("廉洁监测文件：{} 没有条件", dto.id));
    }
    Ok(Monitor { id: dto.id, title: dto.title, ask: dto.ask, window_days: dto.window_days, conditions })
}
