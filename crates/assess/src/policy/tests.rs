//! Policy files: the ones carried are right, wrong ones are refused with their line.

use expect_test::{Expect, expect};

use super::{Circumstances, PolicyFile};
use crate::condition::{Condition, Test};

#[test]
fn the_files_carried_are_right() {
    let circumstances = Circumstances::builtin();
    let lines: Vec<String> = circumstances
        .iter()
        .map(|c| format!("{} {} {}{} {}", c.id, c.applies_to.code(), c.hit.is_some(), c.hint.is_some(), c.counters.len()))
        .collect();
    expect![[r#"
        o121.17.1 complaint truetrue 3
        o121.17.2 complaint truetrue 5
        o121.17.3 complaint truetrue 0
        o121.17.4 complaint truetrue 3
        o121.17.5 complaint falsetrue 1
        yy16.2.1 complaint truetrue 3
        yy16.2.2 complaint truetrue 3
        yy16.2.3 complaint truetrue 2
        yy16.2.4 complaint truetrue 4
        yy16.2.5 complaint truetrue 1
        yy16.2.6 complaint truetrue 2
        yy16.2.7 complaint truetrue 0
        yy16.2.8 complaint falsefalse 0
        yy16.3.1 any truetrue 0
        yy16.3.2 tipoff truetrue 3
        yy16.3.3 tipoff truetrue 3
        yy16.3.4 tipoff truetrue 3
        yy16.3.5 tipoff truetrue 3
        yy16.3.6 tipoff falsefalse 0"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn every_threshold_says_why() {
    fn check(condition: &Condition) {
        match &condition.test {
            Test::Leaf(leaf) => assert!(leaf.rationale.chars().count() >= 8, "{}", condition.label),
            Test::Not(inner) => check(inner),
            Test::All(children) | Test::Any(children) => children.iter().for_each(check),
        }
    }
    for circumstance in &Circumstances::builtin() {
        circumstance.hit.iter().chain(&circumstance.hint).for_each(check);
        circumstance.counters.iter().for_each(|c| check(&c.condition));
    }
}

const RIGHT: &str = r#"id = "yy16.2.6"
version = "1"
title = "投诉件数"
instrument = "yy16"
citation = "引"
clause = "文"
applies_to = "complaint"
ask = "问"

[hit]
label = "件数"
summary = "共{n}"
name = "n"
measure = "complaints"
window_days = 365
op = ">="
threshold = 12
unit = "件"
rationale = "因为"
"#;

/// Changes the right file and shows what is said of it.
fn check(from: &str, to: &str, expected: Expect) {
    assert!(RIGHT.contains(from), "{from}");
    let text = RIGHT.replacen(from, to, 1);
    let said = Circumstances::parse(&[PolicyFile { name: "t.toml", text: &text }]).map_or_else(|e| e.to_string(), |_| "right".to_owned());
    expected.assert_eq(&said);
}

#[test]
fn wrong_files_are_refused_with_their_line() {
    check("件数", "件数", expect!["right"]);
    check("complaints", "complaint_count", expect!["t.toml 第14行：没有名为 complaint_count 的度量"]);
    check("unit = \"件\"", "unit = \"人\"", expect!["t.toml 第18行：complaints 的单位应为 件"]);
    check("window_days = 365\n", "", expect!["t.toml 第10行：complaints 须写明 window_days"]);
    check("window_days = 365", "window_days = 36500", expect!["t.toml 第15行：window_days 应为 1 至 3660"]);
    check("threshold = 12", "threshold = 12.5", expect!["t.toml 第17行：计数的阈值应为不小于 0 的整数"]);
    check("threshold = 12", "threshold = -1", expect!["t.toml 第17行：计数的阈值应为不小于 0 的整数"]);
    check("threshold = 12", "threshold = \"12\"", expect!["t.toml 第17行：计数的阈值应为不小于 0 的整数"]);
    check("op = \">=\"", "op = \"≥\"", expect!["t.toml 第16行：op 应为 >= > <= < = 之一"]);
    check("rationale = \"因为\"", "rationale = \" \"", expect!["t.toml 第19行：不能为空白"]);
    check("rationale = \"因为\"\n", "", expect!["t.toml 第10行：measure 须同时写明 rationale"]);
    check("{n}", "{m}", expect!["t.toml 第10行：summary 中的 {m} 不是任何条件的 name"]);
    check("summary = \"共{n}\"\n", "", expect!["t.toml 第10行：最上层条件须有 summary，用一句话说明发现了什么"]);
    check(
        "measure = \"complaints\"",
        "measure = \"complaints\"\nall = []",
        expect!["t.toml 第10行：每个条件须且只能有 all、any、not、measure 之一"],
    );
    check("\"complaint\"", "\"投诉\"", expect!["t.toml 第7行：applies_to 应为 complaint、tipoff 或 any"]);
    check("yy16.2.6", "2.6", expect!["t.toml 第1行：情形编号应以依据的编号开头，如 yy16.2.6"]);
    check(
        "label = \"件数\"",
        "label = \"件数\"\ncolour = \"red\"",
        expect![
            "t.toml 第12行：不合格式：unknown field `colour`, expected one of `label`, `summary`, `effect`, `all`, `any`, `not`, `name`, `measure`, `window_days`, `op`, `threshold`, `unit`, `rationale`"
        ],
    );
    check("version = \"1\"", "version = ", expect!["t.toml 第2行：不合格式：string values must be quoted, expected literal string"]);
    check(
        "[hit]",
        "[hits]",
        expect![
            "t.toml 第10行：不合格式：unknown field `hits`, expected one of `id`, `version`, `title`, `instrument`, `citation`, `clause`, `applies_to`, `ask`, `hit`, `hint`, `counter`"
        ],
    );
}

#[test]
fn one_circumstance_is_written_once() {
    let file = PolicyFile { name: "t.toml", text: RIGHT };
    let said = Circumstances::parse(&[file, file]).map_or_else(|e| e.to_string(), |_| "right".to_owned());
    expect!["t.toml 第1行：情形 yy16.2.6 已在另一个文件中写过"].assert_eq(&said);
}
