//! The stored form of evidence: JSON with a fixed order of keys, so that the same evidence is the same bytes.

use serde::{Deserialize, Serialize};

use super::{Body, Citation, Evidence, Join, Measured, Node};
use crate::measure::WindowKind;
use crate::value::{Op, Threshold, Unit, Value};

/// Stored evidence that cannot be read. Says where, never what was stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stored evidence is not readable: {0}")]
pub struct EvidenceError(String);

#[derive(Serialize, Deserialize)]
struct EvidenceDto {
    #[serde(rename = "for")]
    supporting: NodeDto,
    against: Vec<NodeDto>,
}

#[derive(Serialize, Deserialize)]
struct NodeDto {
    label: String,
    met: bool,
    #[serde(flatten)]
    body: BodyDto,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum BodyDto {
    All(Vec<NodeDto>),
    Any(Vec<NodeDto>),
    Not(Vec<NodeDto>),
    Leaf(LeafDto),
}

#[derive(Serialize, Deserialize)]
struct LeafDto {
    measure: String,
    unit: String,
    window: WindowDto,
    window_days: u32,
    value: ValueDto,
    op: String,
    threshold_millionths: i64,
    /// Pairs of id and number.
    cited: Vec<(i64, String)>,
    cited_count: u64,
    /// Department facts, as people cite them; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    facts: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WindowDto {
    Past,
    Around,
    Near,
    Whole,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ValueDto {
    Count(i64),
    Ratio(i64, i64),
    Unknown,
}

impl Evidence {
    pub fn to_json(&self) -> String {
        let dto = EvidenceDto { supporting: write(&self.supporting), against: self.opposing.iter().map(write).collect() };
        serde_json::to_string(&dto).expect("strings, numbers and lists are always JSON")
    }

    pub fn from_json(text: &str) -> Result<Self, EvidenceError> {
        let dto: EvidenceDto =
            serde_json::from_str(text).map_err(|e| EvidenceError(format!("line {}, column {}", e.line(), e.column())))?;
        Ok(Self { supporting: read(dto.supporting)?, opposing: dto.against.into_iter().map(read).collect::<Result<_, _>>()? })
    }
}

fn write(node: &Node) -> NodeDto {
    let body = match &node.body {
        Body::Join { join, children } => {
            let children = children.iter().map(write).collect();
            match join {
                Join::All => BodyDto::All(children),
                Join::Any => BodyDto::Any(children),
                Join::Not => BodyDto::Not(children),
            }
        }
        Body::Leaf(m) => BodyDto::Leaf(LeafDto {
            measure: m.measure.clone(),
            unit: m.unit.code().to_owned(),
            window: match m.window {
                WindowKind::Past => WindowDto::Past,
                WindowKind::Around => WindowDto::Around,
                WindowKind::Near => WindowDto::Near,
                WindowKind::Whole => WindowDto::Whole,
            },
            window_days: m.window_days,
            value: match m.value {
                Value::Count(n) => ValueDto::Count(n),
                Value::Ratio { part, whole } => ValueDto::Ratio(part, whole),
                Value::Unknown => ValueDto::Unknown,
            },
            op: m.op.code().to_owned(),
            threshold_millionths: m.threshold.millionths,
            cited: m.cited.iter().map(|c| (c.submission_id, c.submission_no.clone())).collect(),
            cited_count: m.cited_count,
            facts: m.facts.clone(),
        }),
    };
    NodeDto { label: node.label.clone(), met: node.met, body }
}

fn read(dto: NodeDto) -> Result<Node, EvidenceError> {
    let join = |join, children: Vec<NodeDto>| -> Result<Body, EvidenceError> {
        Ok(Body::Join { join, children: children.into_iter().map(read).collect::<Result<_, _>>()? })
    };
    let body = match dto.body {
        BodyDto::All(children) => join(Join::All, children)?,
        BodyDto::Any(children) => join(Join::Any, children)?,
        BodyDto::Not(children) => join(Join::Not, children)?,
        BodyDto::Leaf(leaf) => Body::Leaf(read_leaf(leaf)?),
    };
    Ok(Node { label: dto.label, met: dto.met, body })
}

fn read_leaf(leaf: LeafDto) -> Result<Measured, EvidenceError> {
    let unknown = |what: &str| EvidenceError(format!("unknown {what}"));
    Ok(Measured {
        measure: leaf.measure,
        unit: Unit::from_code(&leaf.unit).ok_or_else(|| unknown("unit"))?,
        window: match leaf.window {
            WindowDto::Past => WindowKind::Past,
            WindowDto::Around => WindowKind::Around,
            WindowDto::Near => WindowKind::Near,
            WindowDto::Whole => WindowKind::Whole,
        },
        window_days: leaf.window_days,
        value: match leaf.value {
            ValueDto::Count(n) => Value::Count(n),
            ValueDto::Ratio(part, whole) if whole > 0 => Value::Ratio { part, whole },
            ValueDto::Ratio(..) => return Err(unknown("ratio without a whole")),
            ValueDto::Unknown => Value::Unknown,
        },
        op: Op::from_code(&leaf.op).ok_or_else(|| unknown("comparison"))?,
        threshold: Threshold { millionths: leaf.threshold_millionths },
        cited: leaf.cited.into_iter().map(|(submission_id, submission_no)| Citation { submission_id, submission_no }).collect(),
        cited_count: leaf.cited_count,
        facts: leaf.facts,
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn leaf(unit: Unit, window: WindowKind, window_days: u32, value: Value, op: Op, millionths: i64, cited: &[i64]) -> Node {
        let cited: Vec<_> = cited.iter().map(|&id| Citation { submission_id: id, submission_no: format!("TS{id}") }).collect();
        let cited_count = cited.len() as u64;
        let threshold = Threshold { millionths };
        let measured =
            Measured { measure: "m".into(), unit, window, window_days, value, op, threshold, cited, cited_count, facts: Vec::new() };
        Node { label: "叶".into(), met: op.holds(value, threshold) == Some(true), body: Body::Leaf(measured) }
    }

    /// Evidence with one of everything.
    fn whole() -> Evidence {
        let count = leaf(Unit::Filings, WindowKind::Past, 365, Value::Count(63), Op::AtLeast, 12_000_000, &[7, 9]);
        let share = leaf(Unit::Share, WindowKind::Around, 30, Value::ratio(58, 63), Op::LessThan, 600_000, &[]);
        let unknown = leaf(Unit::Yes, WindowKind::Whole, 0, Value::Unknown, Op::Equal, 0, &[]);
        let join = |join, met, children| Node { label: "枝".into(), met, body: Body::Join { join, children } };
        let any = join(Join::Any, true, vec![count, share]);
        Evidence { supporting: join(Join::All, true, vec![any, join(Join::Not, false, vec![unknown.clone()])]), opposing: vec![unknown] }
    }

    /// What was stored years ago must still be read: a change here needs a migration.
    #[test]
    fn the_stored_form_is_stable() {
        let json = whole().to_json();
        expect![[r#"{"for":{"label":"枝","met":true,"all":[{"label":"枝","met":true,"any":[{"label":"叶","met":true,"leaf":{"measure":"m","unit":"件","window":"past","window_days":365,"value":{"count":63},"op":">=","threshold_millionths":12000000,"cited":[[7,"TS7"],[9,"TS9"]],"cited_count":2}},{"label":"叶","met":false,"leaf":{"measure":"m","unit":"比例","window":"around","window_days":30,"value":{"ratio":[58,63]},"op":"<","threshold_millionths":600000,"cited":[],"cited_count":0}}]},{"label":"枝","met":false,"not":[{"label":"叶","met":false,"leaf":{"measure":"m","unit":"是否","window":"whole","window_days":0,"value":"unknown","op":"=","threshold_millionths":0,"cited":[],"cited_count":0}}]}]},"against":[{"label":"叶","met":false,"leaf":{"measure":"m","unit":"是否","window":"whole","window_days":0,"value":"unknown","op":"=","threshold_millionths":0,"cited":[],"cited_count":0}}]}"#]].assert_eq(&json);
        assert_eq!(Evidence::from_json(&json), Ok(whole()));
    }

    #[test]
    fn department_facts_are_kept_with_their_value() {
        let Node { label, met, body: Body::Leaf(measured) } =
            leaf(Unit::Filings, WindowKind::Near, 730, Value::Count(1), Op::AtLeast, 1, &[])
        else {
            unreachable!("a leaf was made")
        };
        let facts = vec!["行政复议 FY-1 驳回（2025-03-04）".to_owned()];
        let evidence = Evidence { supporting: Node { label, met, body: Body::Leaf(Measured { facts, ..measured }) }, opposing: Vec::new() };
        assert_eq!(Evidence::from_json(&evidence.to_json()), Ok(evidence));
    }

    #[test]
    fn what_is_not_evidence_is_refused_without_being_told() {
        let refused = |from: &str, to: &str| {
            let json = whole().to_json();
            assert!(json.contains(from));
            Evidence::from_json(&json.replace(from, to)).map_or_else(|e| e.to_string(), |_| "read".to_owned())
        };
        expect!["stored evidence is not readable: unknown unit"].assert_eq(&refused("件", "斤"));
        expect!["stored evidence is not readable: unknown ratio without a whole"].assert_eq(&refused("[58,63]", "[58,0]"));
        expect!["stored evidence is not readable: line 1, column 692"].assert_eq(&refused("\"any\"", "\"some\""));
        expect!["stored evidence is not readable: line 1, column 48"].assert_eq(&refused("\"met\":true", "\"met\":\"430602199003071231\""));
    }
}
