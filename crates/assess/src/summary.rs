//! The one sentence that tells a finding: the words of the branch that was met, with the measured values in place.

use crate::condition::{Condition, Test};
use crate::evidence::{Body, Node};

/// A piece of a summary.
enum Piece<'a> {
    Words(&'a str),
    /// `{name}`.
    Name(&'a str),
}

fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((words, tail)) = rest.split_once('{') {
        let Some((name, after)) = tail.split_once('}') else { break };
        pieces.extend([Piece::Words(words), Piece::Name(name)]);
        rest = after;
    }
    pieces.push(Piece::Words(rest));
    pieces
}

/// Whether every `{name}` of every summary in the tree is the name of one leaf, and no name is given twice.
pub(crate) fn check(root: &Condition) -> Result<(), String> {
    let mut names = Vec::new();
    collect_names(root, &mut names);
    if let Some(twice) = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)) {
        return Err(format!("名称 {} 写了两次", twice.1));
    }
    check_summaries(root, &names)
}

fn collect_names<'a>(condition: &'a Condition, names: &mut Vec<&'a str>) {
    match &condition.test {
        Test::Leaf(leaf) => names.extend(leaf.name.as_deref()),
        Test::Not(inner) => collect_names(inner, names),
        Test::All(children) | Test::Any(children) => children.iter().for_each(|c| collect_names(c, names)),
    }
}

fn check_summaries(condition: &Condition, names: &[&str]) -> Result<(), String> {
    for piece in condition.summary.iter().flat_map(|s| pieces(s)) {
        if let Piece::Name(name) = piece
            && !names.contains(&name)
        {
            return Err(format!("summary 中的 {{{name}}} 不是任何条件的 name"));
        }
    }
    match &condition.test {
        Test::Leaf(_) => Ok(()),
        Test::Not(inner) => check_summaries(inner, names),
        Test::All(children) | Test::Any(children) => children.iter().try_for_each(|c| check_summaries(c, names)),
    }
}

/// The summary of the first met branch that has one, else the root's, filled with values.
pub(crate) fn tell(condition: &Condition, evidence: &Node) -> String {
    let template = first_met(condition, evidence).unwrap_or_default();
    let mut sentence = String::with_capacity(template.len() * 2);
    for piece in pieces(template) {
        match piece {
            Piece::Words(words) => sentence.push_str(words),
            Piece::Name(name) => sentence.push_str(&value_of(name, condition, evidence).unwrap_or_default()),
        }
    }
    sentence
}

fn first_met<'a>(condition: &'a Condition, evidence: &Node) -> Option<&'a str> {
    if !evidence.met {
        return None;
    }
    let of_child = match (&condition.test, &evidence.body) {
        (Test::All(conditions) | Test::Any(conditions), Body::Join { children, .. }) => {
            conditions.iter().zip(children).find_map(|(c, e)| first_met(c, e))
        }
        _ => None,
    };
    of_child.or(condition.summary.as_deref())
}

fn value_of(name: &str, condition: &Condition, evidence: &Node) -> Option<String> {
    match (&condition.test, &evidence.body) {
        (Test::Leaf(leaf), Body::Leaf(measured)) => (leaf.name.as_deref() == Some(name)).then(|| measured.value_text()),
        (Test::Not(inner), Body::Join { children, .. }) => children.first().and_then(|e| value_of(name, inner, e)),
        (Test::All(conditions) | Test::Any(conditions), Body::Join { children, .. }) => {
            conditions.iter().zip(children).find_map(|(c, e)| value_of(name, c, e))
        }
        _ => None,
    }
}
