//! 公安反馈: what the police found about a filing or its filer. Source: 岳市监〔2024〕16号 part three (一), part four (公安局);
//! 治安管理处罚法; 两高 2013 on extortion.
//!
//! 治安处罚, 刑事立案, 移送起诉 and 判决有罪 count, where the matter is one of the acts that part three (一) names, or the
//! fact names the 来件 and does not say. Somebody whose report led the police to a counterfeiter is named in such a fact too.

use casework::fact::{FactKind, FactResult};

use super::{Citations, Probe};
use crate::facts::{Deed, Wrong};
use crate::value::Value;

const fn is_against(deed: &Deed) -> bool {
    matches!(deed.kind, FactKind::Police)
        && matches!(deed.result, FactResult::PublicOrderPenalty | FactResult::CaseOpened | FactResult::Prosecuted | FactResult::Convicted)
}

/// About this very filing.
pub(super) fn on_this(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let on_this = probe.facts.deeds_of_filing(probe.number).iter().copied().filter(|&at| {
        let deed = probe.facts.deed(at);
        is_against(deed) && deed.wrong != Wrong::Other
    });
    Value::Count(citations.count_deeds(on_this))
}

/// About the person, near the day of receipt, for an act that the words name; where the fact names a 来件, only if it is
/// this one.
pub(super) fn on_person(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    let (day, window_days) = (probe.filing.day, probe.window_days);
    let on_person = probe.facts.deeds_of_person(probe.filing.person).iter().copied().filter(|&at| {
        let deed = probe.facts.deed(at);
        let is_of_this = deed.filing.is_none_or(|filing| filing == probe.number);
        is_against(deed) && deed.wrong == Wrong::Abuse && is_of_this && (deed.day - day).abs() < window_days
    });
    Value::Count(citations.count_deeds(on_person))
}

/// About the person, whichever 来件 it names.
pub(super) fn on_person_anywhere(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    let on_person = probe.facts.deeds_of_person(probe.filing.person).iter().copied();
    Value::Count(citations.count_deeds(on_person.filter(|&at| {
        let deed = probe.facts.deed(at);
        is_against(deed) && deed.wrong == Wrong::Abuse
    })))
}

#[cfg(test)]
mod tests {
    use casework::fact::{FactKind, FactResult};

    use crate::measure::Measure;
    use crate::testing::{Table, complaint};
    use crate::value::Value;

    fn table(result: FactResult, matter: Option<&'static str>, submission: Option<i64>) -> Table {
        let mut table = Table::new([complaint(1, "王甲", 100, "甲店")]).stating(1, FactKind::Police, result, 120);
        (table.deeds[0].matter, table.deeds[0].submission) = (matter, submission);
        table
    }

    #[test]
    fn what_the_police_found_about_this_one() {
        let on_this = |result, matter, submission| table(result, matter, submission).measure(Measure::PoliceOnThis, 0).0;
        assert_eq!(on_this(FactResult::CaseOpened, Some("涉嫌敲诈勒索"), Some(1)), Value::Count(1));
        assert_eq!(on_this(FactResult::CaseOpened, None, Some(1)), Value::Count(1));
        assert_eq!(on_this(FactResult::CaseOpened, Some("肢体冲突"), Some(1)), Value::Count(0));
        assert_eq!(on_this(FactResult::NoCase, Some("涉嫌敲诈勒索"), Some(1)), Value::Count(0));
        assert_eq!(on_this(FactResult::CaseOpened, Some("涉嫌敲诈勒索"), None), Value::Count(0));
    }

    #[test]
    fn what_the_police_found_about_the_person() {
        let on_person = |matter, submission| table(FactResult::Convicted, matter, submission).measure(Measure::PoliceOnPerson, 365).0;
        assert_eq!(on_person(Some("敲诈勒索案"), None), Value::Count(1));
        assert_eq!(on_person(Some("敲诈勒索案"), Some(99)), Value::Count(1));
        assert_eq!(on_person(None, None), Value::Count(0));
        assert_eq!(on_person(Some("移送涉嫌销售假冒注册商标商品线索"), None), Value::Count(0));
    }
}
