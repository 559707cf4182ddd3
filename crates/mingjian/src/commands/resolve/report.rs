//! The page that explains a run: what each agreement says, and why single pairs were linked or not. No scripts.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context;
use identity::linkage::{LevelModel, Resolved, Scorer, bits};

use super::input::Inputs;
use super::output::record_name;

/// Pairs on each side of the threshold that are shown unasked.
const SHOWN: usize = 3;
/// Records that nothing can link, and keys, that are named one by one.
const NAMED: usize = 50;
/// Characters of a value that are shown.
const SHOWN_CHARACTERS: usize = 60;

pub(super) fn write(
    file: &Path,
    inputs: &Inputs,
    resolved: &Resolved<'_>,
    scorer: &Scorer<'_>,
    threshold: f64,
    chosen: &[(usize, usize)],
) -> anyhow::Result<()> {
    let page = Page { inputs, resolved, scorer, threshold };
    std::fs::write(file, page.html(chosen)).with_context(|| format!("无法写入 {}", file.display()))
}

struct Page<'p> {
    inputs: &'p Inputs,
    resolved: &'p Resolved<'p>,
    scorer: &'p Scorer<'p>,
    threshold: f64,
}

impl Page<'_> {
    fn html(&self, chosen: &[(usize, usize)]) -> String {
        let style = include_str!("report.css");
        let parts =
            [self.summary(), self.weights(), self.m_and_u(), self.waterfalls(chosen), self.sizes(), self.out_of_reach(), self.blocking()];
        format!(
            "<!doctype html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>匹配报告</title><style>{style}</style></head>\n<body><main>\n<h1>匹配报告</h1>\n{}</main></body>\n</html>\n",
            parts.concat()
        )
    }

    fn summary(&self) -> String {
        let (table, model) = (&self.inputs.table, self.scorer.model());
        let sizes = self.resolved.clusters.iter().map(<[u32]>::len);
        let rows = [
            ("记录", table.len().to_string()),
            ("主体", sizes.clone().count().to_string()),
            ("与他条同属一个主体的记录", sizes.filter(|n| *n > 1).sum::<usize>().to_string()),
            ("比较的对数", self.resolved.compared.to_string()),
            ("任取两条同属一个主体的概率（先验）", format!("{:.3e}（{:.1} 比特）", model.prior, model.prior_bits())),
            (
                "任取两条同住、同用电话等而非一人的概率",
                if model.shared_prior > 0.0 {
                    format!("{:.3e}（{:.1} 比特）", model.shared_prior, bits(model.shared_prior))
                } else {
                    "看不出".to_owned()
                },
            ),
            ("链接阈值", format!("{}（{:.1} 比特）", self.threshold, bits(self.threshold))),
            ("各输入内部无重复，一对一", if self.resolved.one_to_one { "是" } else { "否" }.to_owned()),
        ];
        let rows: String = rows
            .iter()
            .map(|(label, value)| format!("<tr><th scope=\"row\">{label}</th><td class=\"number\">{}</td></tr>", escape(value)))
            .collect();
        format!("<table><caption>本次</caption>{rows}</table>\n")
    }

    /// Bars of every level's weight about a middle axis.
    fn weights(&self) -> String {
        let model = self.scorer.model();
        let most = model.columns.iter().flat_map(|column| &column.levels).map(|level| level.weight().abs()).fold(1.0, f64::max);
        let rows: usize = model.columns.iter().map(|column| column.levels.len() + 1).sum();
        let mut svg = format!("<svg viewBox=\"0 0 900 {}\" role=\"img\" aria-label=\"各层级的权重，数值见下表\">", rows * 18 + 10);
        let mut y = 14;
        for column in &model.columns {
            push(
                &mut svg,
                format_args!("<text x=\"0\" y=\"{y}\" font-weight=\"bold\">{}（{}）</text>", escape(&column.name), column.kind.label()),
            );
            y += 18;
            for level in &column.levels {
                let width = level.weight().abs() / most * 240.0;
                let (class, x) = if level.weight() >= 0.0 { ("for", 600.0) } else { ("against", 600.0 - width) };
                push(&mut svg, format_args!("<text x=\"20\" y=\"{y}\">{}</text>", level.level.label()));
                push(&mut svg, format_args!("<rect class=\"{class}\" x=\"{x:.1}\" y=\"{}\" width=\"{width:.1}\" height=\"12\"/>", y - 10));
                push(&mut svg, format_args!("<text x=\"850\" y=\"{y}\">{:+.1}</text>", level.weight()));
                y += 18;
            }
        }
        push(&mut svg, format_args!("<line class=\"axis\" x1=\"600\" x2=\"600\" y1=\"0\" y2=\"{y}\"/></svg>"));
        format!(
            "<h2>每种一致说明什么</h2>\n<p>权重以比特计：每 1 比特使同属一个主体的可能翻一番，负数相反。相等的值另按其少见的程度计。</p>\n{svg}\n"
        )
    }

    fn m_and_u(&self) -> String {
        let row = |name: &str, level: &LevelModel| {
            let fixed = if level.fixed.is_some() { "（手定）" } else { "" };
            format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"number\">{:.5}</td><td class=\"number\">{:.3e}</td><td class=\"number\">{}</td><td class=\"number\">{:+.2}{fixed}</td></tr>",
                escape(name),
                level.level.label(),
                level.m,
                level.u,
                if self.scorer.model().shared_prior > 0.0 { format!("{:.3e}", level.shared) } else { "—".to_owned() },
                level.weight()
            )
        };
        let columns = &self.scorer.model().columns;
        let rows: String = columns.iter().flat_map(|column| column.levels.iter().map(|level| row(&column.name, level))).collect();
        let head = "<tr><th scope=\"col\">列</th><th scope=\"col\">层级</th><th scope=\"col\" class=\"number\">m：同一主体中</th><th scope=\"col\" class=\"number\">u：不相干的两个主体中</th><th scope=\"col\" class=\"number\">同住、同用电话等的两个主体中</th><th scope=\"col\" class=\"number\">权重</th></tr>";
        format!("<h2>模型</h2>\n<div class=\"scroll\"><table><caption>两条记录处于该层级的概率</caption>{head}{rows}</table></div>\n")
    }

    fn waterfalls(&self, chosen: &[(usize, usize)]) -> String {
        let mut html = String::from("<h2>为什么</h2>\n");
        for &(a, b) in chosen {
            html.push_str(&self.waterfall("指定的一对", a, b));
        }
        let pairs = &self.resolved.pairs;
        let least = bits(self.threshold) as f32;
        let middle = pairs.partition_point(|pair| pair.bits >= least);
        for pair in &pairs[middle.saturating_sub(SHOWN)..middle] {
            html.push_str(&self.waterfall("刚过阈值", pair.left as usize, pair.right as usize));
        }
        for pair in pairs[middle..].iter().take(SHOWN) {
            html.push_str(&self.waterfall("略低于阈值", pair.left as usize, pair.right as usize));
        }
        html
    }

    fn waterfall(&self, title: &str, a: usize, b: usize) -> String {
        let explained = self.scorer.explain(a, b);
        let columns = self.inputs.table.columns();
        let steps: Vec<(&str, f64)> = std::iter::once(("先验", explained.prior))
            .chain(columns.iter().map(|column| column.name()).zip(explained.columns.iter().map(|c| c.weight)))
            .chain(std::iter::once(("同住同用", explained.shared)).filter(|(_, bits)| *bits <= -0.05))
            .collect();
        let mut html = format!(
            "<h3>{title}：{} 与 {}，{:.1} 比特，概率 {:.4}</h3>\n{}",
            escape(&record_name(self.inputs, a)),
            escape(&record_name(self.inputs, b)),
            explained.bits,
            explained.probability,
            steps_svg(&steps)
        );
        html.push_str("<div class=\"scroll\"><table><tr><th scope=\"col\">列</th><th scope=\"col\">甲</th><th scope=\"col\">乙</th><th scope=\"col\">层级</th><th scope=\"col\" class=\"number\">权重</th></tr>");
        let value = |column: usize, record: usize| {
            let text: String =
                self.inputs.table.text(record, column).unwrap_or("").replace('\u{1f}', "；").chars().take(SHOWN_CHARACTERS).collect();
            escape(&text)
        };
        for (i, (column, score)) in columns.iter().zip(&explained.columns).enumerate() {
            let level = score.level.map_or("无从比较", |level| level.label());
            let (left, right) = (value(i, a), value(i, b));
            push(
                &mut html,
                format_args!(
                    "<tr><th scope=\"row\">{}</th><td>{left}</td><td>{right}</td><td>{level}</td><td class=\"number\">{:+.2}</td></tr>",
                    escape(column.name()),
                    score.weight
                ),
            );
        }
        if explained.shared <= -0.05 {
            push(
                &mut html,
                format_args!(
                    "<tr><th scope=\"row\">同住同用</th><td colspan=\"3\">一家人、一处办公的人也会这样一致，扣减</td><td class=\"number\">{:+.2}</td></tr>",
                    explained.shared
                ),
            );
        }
        html.push_str("</table></div>\n");
        html
    }

    fn sizes(&self) -> String {
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for cluster in self.resolved.clusters.iter() {
            *counts.entry(cluster.len()).or_default() += 1;
        }
        let rows: String = counts
            .iter()
            .map(|(size, count)| format!("<tr><td class=\"number\">{size}</td><td class=\"number\">{count}</td></tr>"))
            .collect();
        format!(
            "<h2>主体的大小</h2>\n<table><tr><th scope=\"col\" class=\"number\">记录数</th><th scope=\"col\" class=\"number\">主体数</th></tr>{rows}</table>\n"
        )
    }

    /// Records that would not reach the threshold against their own copy.
    fn out_of_reach(&self) -> String {
        let short = |record: &usize| self.scorer.explain(*record, *record).bits < bits(self.threshold);
        let found: Vec<usize> = (0..self.inputs.table.len()).filter(short).collect();
        let names: Vec<String> = found.iter().take(NAMED).map(|record| escape(&record_name(self.inputs, *record))).collect();
        let more = if found.len() > NAMED { "……" } else { "" };
        format!("<h2>内容太少、什么也连不上的记录</h2>\n<p>{} 条。{}{more}</p>\n", found.len(), names.join("、"))
    }

    fn blocking(&self) -> String {
        let columns = self.inputs.table.columns();
        let rules: String = self.resolved.rules.iter().map(|rule| format!("<li>{}</li>", escape(&rule.text(columns)))).collect();
        let skewed = self.resolved.skewed.iter().take(NAMED).map(|key| {
            let rule = &self.resolved.rules[key.rule];
            let value: Vec<String> = rule
                .parts
                .iter()
                .map(|part| self.inputs.table.text(key.example, part.column).unwrap_or("").chars().take(SHOWN_CHARACTERS).collect())
                .collect();
            format!(
                "<tr><td>{}</td><td>{}</td><td class=\"number\">{}</td></tr>",
                escape(&rule.text(columns)),
                escape(&value.join(" + ")),
                key.records
            )
        });
        let skewed: String = skewed.collect();
        let skewed = if skewed.is_empty() {
            "<p>没有。</p>".to_owned()
        } else {
            format!(
                "<p>{} 个；其记录只与排序后相邻的比较。</p><table><tr><th scope=\"col\">键</th><th scope=\"col\">其中一条的值</th><th scope=\"col\" class=\"number\">记录数</th></tr>{skewed}</table>",
                self.resolved.skewed.len()
            )
        };
        format!("<h2>哪些记录放在一起比较</h2>\n<ol>{rules}</ol>\n<h2>太多记录共有的值</h2>\n{skewed}\n")
    }
}

/// The running sum, step by step.
fn steps_svg(steps: &[(&str, f64)]) -> String {
    let (mut low, mut high, mut sum) = (0.0_f64, 0.0_f64, 0.0);
    for (_, step) in steps {
        sum += step;
        low = low.min(sum);
        high = high.max(sum);
    }
    let x = |bits: f64| 220.0 + (bits - low) / (high - low).max(1.0) * 580.0;
    let mut svg = format!("<svg viewBox=\"0 0 900 {}\" role=\"img\" aria-label=\"逐列累加的权重，数值见下表\">", steps.len() * 18 + 24);
    let (mut sum, mut y) = (0.0, 14);
    for (name, step) in steps {
        let (from, to) = (x(sum), x(sum + step));
        let class = if *step >= 0.0 { "for" } else { "against" };
        let name: String = name.chars().take(28).collect();
        push(&mut svg, format_args!("<text x=\"0\" y=\"{y}\">{}</text>", escape(&name)));
        push(
            &mut svg,
            format_args!(
                "<rect class=\"{class}\" x=\"{:.1}\" y=\"{}\" width=\"{:.1}\" height=\"12\"/>",
                from.min(to),
                y - 10,
                (to - from).abs().max(1.0)
            ),
        );
        push(&mut svg, format_args!("<text x=\"820\" y=\"{y}\">{step:+.1}</text>"));
        sum += step;
        y += 18;
    }
    push(
        &mut svg,
        format_args!(
            "<line class=\"axis\" x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"0\" y2=\"{y}\"/><text x=\"{0:.1}\" y=\"{1}\">0</text>",
            x(0.0),
            y + 6
        ),
    );
    svg.push_str("</svg>\n");
    svg
}

fn push(text: &mut String, more: std::fmt::Arguments<'_>) {
    text.write_fmt(more).expect("a string takes everything");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
