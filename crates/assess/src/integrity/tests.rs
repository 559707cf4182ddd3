//! Each monitor on made-up acts: just met, just missed, and honest work that must stay silent.

use jiff::civil::{Date, date};

use super::*;
use crate::evidence::Body;

const TODAY: Date = date(2026, 6, 30);

fn filing(id: i64) -> Citation {
    Citation { submission_id: id, submission_no: format!("N{id}") }
}

fn closing(id: i64, officer: i64, person: i64, trader: &str, is_settled: bool) -> Closing {
    Closing {
        officer,
        filing: filing(id),
        person: Some(person),
        trader: trader.to_owned(),
        agent: None,
        accepted_on: Some(date(2026, 5, 1)),
        closed_on: date(2026, 6, 1),
        is_settled,
    }
}

fn told(conduct: &Conduct) -> Vec<String> {
    let signals = watch(Monitors::builtin(), conduct, TODAY);
    signals.iter().map(|signal| format!("{} {} {:?}", signal.officer, signal.monitor, signal.about)).collect()
}

#[test]
fn one_filer_who_always_settles_with_one_officer() {
    // Twenty of officer 1's thirty settlements are everybody's; five, then six, are with person 9.
    let mut conduct = Conduct::default();
    conduct.closings.extend((0..19).map(|id| closing(id, 1, 100 + id, "", true)));
    conduct.closings.extend((50..54).map(|id| closing(id, 1, 9, "", true)));
    assert_eq!(told(&conduct), Vec::<String>::new(), "four");
    conduct.closings.push(closing(54, 1, 9, "", true));
    assert_eq!(told(&conduct), ["1 settled_with_filer Person(9)"], "five of twenty-four");
    conduct.closings.extend((20..23).map(|id| closing(id, 1, 100 + id, "", true)));
    assert_eq!(told(&conduct), Vec::<String>::new(), "five of twenty-seven: a busy officer");
    let mut old = conduct.clone();
    old.closings.retain(|closing| closing.person == Some(9));
    old.closings.iter_mut().for_each(|closing| closing.closed_on = date(2025, 6, 30));
    assert_eq!(told(&old), Vec::<String>::new(), "out of the window");
}

#[test]
fn a_trader_who_settles_with_one_officer_only() {
    let mut conduct = Conduct::default();
    conduct.closings.extend((0..10).map(|id| closing(id, 1, id, "某店", id != 0)));
    assert_eq!(told(&conduct), Vec::<String>::new(), "nobody to compare with");
    conduct.closings.extend((20..25).map(|id| closing(id, 2, id, "某店", id < 23)));
    assert_eq!(told(&conduct), ["1 settled_with_trader Trader(\"某店\")"], "nine of ten against three of five");
    conduct.closings.push(closing(25, 2, 25, "某店", true));
    assert_eq!(told(&conduct), Vec::<String>::new(), "a trader who settles with everybody");
}

#[test]
fn an_agent_whose_complaints_are_settled_at_once() {
    let fast =
        |id: i64, days: i8| Closing { agent: Some("甲".to_owned()), closed_on: date(2026, 5, 1 + days), ..closing(id, 1, id, "", true) };
    let mut conduct = Conduct { closings: vec![fast(1, 0), fast(2, 2), fast(3, 3)], ..Conduct::default() };
    assert_eq!(told(&conduct), Vec::<String>::new());
    conduct.closings.push(fast(4, 1));
    assert_eq!(told(&conduct), ["1 fast_with_agent Agent"]);
    conduct.closings.iter_mut().for_each(|closing| closing.agent = None);
    assert_eq!(told(&conduct), Vec::<String>::new());
}

#[test]
fn looks_that_no_case_explains() {
    let look = |id: i64, has_case: bool| Look { officer: 3, filing: filing(id), at: date(2026, 6, 20).at(10, 0, 0, 0), has_case };
    let mut conduct = Conduct { looks: (1..=4).map(|id| look(id, false)).collect(), ..Conduct::default() };
    conduct.looks.extend((10..40).map(|id| look(id, true)));
    conduct.looks.push(look(4, false));
    assert_eq!(told(&conduct), Vec::<String>::new(), "four filings, one of them twice");
    conduct.looks.push(look(5, false));
    assert_eq!(told(&conduct), ["3 looks_without_case Nobody"]);
}

#[test]
fn work_by_night() {
    let deed = |id: i64, hour: i8, on_day_off: bool| Deed {
        officer: 4,
        filing: filing(id),
        at: date(2026, 6, 15).at(hour, 0, 0, 0),
        on_day_off,
        reverses: false,
        is_tied: false,
    };
    let mut conduct = Conduct { deeds: (0..9).map(|id| deed(id, if id % 2 == 0 { 23 } else { 5 }, false)).collect(), ..Conduct::default() };
    conduct.deeds.extend((20..40).map(|id| deed(id, 10, false)));
    assert_eq!(told(&conduct), Vec::<String>::new());
    conduct.deeds.push(deed(9, 10, true));
    assert_eq!(told(&conduct), ["4 out_of_hours Nobody"]);
    conduct.deeds.extend((50..80).map(|id| deed(id, 21, false)));
    assert_eq!(told(&conduct), Vec::<String>::new(), "ten of sixty: an officer on duty");
}

#[test]
fn acts_on_what_an_officer_is_tied_to() {
    let deed = |id: i64, is_tied: bool| Deed {
        officer: 6,
        filing: filing(id),
        at: date(2026, 6, 15).at(10, 0, 0, 0),
        on_day_off: false,
        reverses: false,
        is_tied,
    };
    let mut conduct = Conduct { deeds: (0..30).map(|id| deed(id, false)).collect(), ..Conduct::default() };
    assert_eq!(told(&conduct), Vec::<String>::new());
    conduct.deeds.push(deed(7, true));
    assert_eq!(told(&conduct), ["6 tied_to_party Nobody"]);
    conduct.deeds.iter_mut().for_each(|deed| deed.at = date(2025, 6, 30).at(10, 0, 0, 0));
    assert_eq!(told(&conduct), Vec::<String>::new(), "out of the window");
}

#[test]
fn acts_taken_back_after_a_look() {
    let look = |id: i64, day: i8| Look { officer: 5, filing: filing(id), at: date(2026, 6, day).at(9, 0, 0, 0), has_case: true };
    let back = |id: i64, day: i8| Deed {
        officer: 5,
        filing: filing(id),
        at: date(2026, 6, day).at(11, 0, 0, 0),
        on_day_off: false,
        reverses: true,
        is_tied: false,
    };
    let conduct =
        Conduct { looks: vec![look(1, 1), look(2, 1), look(3, 9)], deeds: vec![back(1, 8), back(2, 9), back(3, 8)], ..Conduct::default() };
    assert_eq!(told(&conduct), Vec::<String>::new(), "within a week once; too late; before the look");
    let conduct = Conduct { looks: vec![look(1, 1), look(2, 2)], deeds: vec![back(1, 8), back(2, 2)], ..Conduct::default() };
    let signals = watch(Monitors::builtin(), &conduct, TODAY);
    assert_eq!(signals.len(), 1);
    let Body::Join { children, .. } = &signals[0].evidence.body else { panic!("a join") };
    let Body::Leaf(measured) = &children[0].body else { panic!("a leaf") };
    assert_eq!((measured.value_text().as_str(), measured.cited.len()), ("2件", 2));
}

#[test]
fn a_bad_file_says_what_was_expected() {
    let good = include_str!("../../../../policy/integrity.toml");
    let check = |from: &str, to: &str| Monitors::read(&good.replacen(from, to, 1)).expect_err("a bad file");
    assert!(check("settled_with_filer", "sold_to_filer").contains("没有名为 sold_to_filer 的监测"));
    assert!(check("\"settled\"", "\"looks\"").contains("looks 不是该监测的度量"));
    assert!(check("unit = \"件\"", "unit = \"人\"").contains("单位应为 件"));
    assert!(check("op = \">=\"", "op = \"=>\"").contains("op 应为"));
    assert!(check("window_days = 365", "window_days = 365\nother = 1").contains("other"));
}
