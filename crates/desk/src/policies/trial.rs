//! What a back-test showed, as it is kept with the version: counts by kind of filer, and the first of each kind.

use assess::{Change, FilerClass, Trial, Verdict};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::DeskError;
use crate::view::{ChangeView, ClassView, TrialView};

/// Changes shown of each kind of filer.
const SHOWN: usize = 30;

fn verdict(verdict: Option<Verdict>) -> &'static str {
    verdict.map_or("", Verdict::code)
}

fn label(code: &str) -> &'static str {
    Verdict::from_code(code).map_or("无", Verdict::label)
}

pub(super) fn to_json(trial: &Trial, since: Date, until: Date) -> Result<String, DeskError> {
    let classes: Vec<Value> = FilerClass::ALL
        .iter()
        .map(|&class| {
            let of: Vec<&Change> = trial.changes.iter().filter(|change| change.class == class).collect();
            let entered = of.iter().filter(|change| change.after == Some(Verdict::Hit)).count();
            let left = of.iter().filter(|change| change.before == Some(Verdict::Hit)).count();
            let shown: Vec<Value> = of
                .iter()
                .take(SHOWN)
                .map(|change| {
                    json!({"id": change.submission_id, "no": change.submission_no, "before": verdict(change.before), "after": verdict(change.after)})
                })
                .collect();
            json!({"class": class.code(), "changes": of.len(), "entered": entered, "left": left, "shown": shown})
        })
        .collect();
    let whole = json!({
        "since": since.to_string(), "until": until.to_string(), "filings": trial.filings,
        "before": [trial.before.hits, trial.before.hints], "after": [trial.after.hits, trial.after.hints], "classes": classes,
    });
    serde_json::to_string(&whole).map_err(|error| DeskError::Fault(error.to_string()))
}

pub(super) fn from_json(text: &str) -> Result<TrialView, DeskError> {
    let broken = || DeskError::Fault("回测结果的记录无法读取".into());
    let whole: Value = serde_json::from_str(text).map_err(|_| broken())?;
    let count = |value: &Value| value.as_u64().ok_or_else(broken);
    let day = |key: &str| whole[key].as_str().and_then(|day| day.parse::<Date>().ok()).ok_or_else(broken);
    let mut classes = Vec::new();
    for class in whole["classes"].as_array().ok_or_else(broken)? {
        let kind = class["class"].as_str().and_then(FilerClass::from_code).ok_or_else(broken)?;
        let mut shown = Vec::new();
        for change in class["shown"].as_array().ok_or_else(broken)? {
            shown.push(ChangeView {
                submission_id: Some(change["id"].as_i64().ok_or_else(broken)?),
                submission_no: change["no"].as_str().ok_or_else(broken)?.to_owned(),
                before: label(change["before"].as_str().ok_or_else(broken)?),
                after: label(change["after"].as_str().ok_or_else(broken)?),
            });
        }
        classes.push(ClassView {
            label: kind.label(),
            is_honest_sign: kind.is_honest_sign(),
            changes: count(&class["changes"])?,
            entered: count(&class["entered"])?,
            left: count(&class["left"])?,
            shown,
        });
    }
    Ok(TrialView {
        since: day("since")?,
        until: day("until")?,
        filings: count(&whole["filings"])?,
        hits_before: count(&whole["before"][0])?,
        hints_before: count(&whole["before"][1])?,
        hits_after: count(&whole["after"][0])?,
        hints_after: count(&whole["after"][1])?,
        classes,
    })
}

#[cfg(test)]
mod tests {
    use assess::Tally;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_was_kept_is_read_again() {
        let change =
            Change { submission_id: 7, submission_no: "N7".into(), class: FilerClass::RefundOnly, before: None, after: Some(Verdict::Hit) };
        let tally = |hits, hints| Tally { hits, hints };
        let trial = Trial { filings: 9, before: tally(1, 2), after: tally(2, 2), changes: vec![change] };
        let text = to_json(&trial, date(2024, 5, 12), date(2026, 5, 12)).expect("plain");
        let view = from_json(&text).expect("our own");
        assert_eq!((view.filings, view.hits_before, view.hits_after, view.classes.len()), (9, 1, 2, FilerClass::ALL.len()));
        let refund = view.classes.iter().find(|class| class.changes > 0).expect("one changed");
        assert_eq!((refund.label, refund.entered, refund.left, refund.is_honest_sign), ("多数只求退换的人", 1, 0, true));
        assert_eq!((refund.shown[0].before, refund.shown[0].after), ("无", "命中"));
        assert!(from_json("{}").is_err());
    }
}
