//! When terms end: the vectors of the law page, and agreement with a second, naive way of counting.

use std::sync::LazyLock;

use casework::clock::{PauseReason, TermId};
use expect_test::{Expect, expect};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use law::{DayKind, LawError, Pack, PackFile, TimeUnit};
use proptest::prelude::*;

static PACK: LazyLock<Pack> = LazyLock::new(Pack::builtin);

fn day(text: &str) -> Date {
    text.parse().expect("a date of this test")
}

/// `ID from → due [provisional] citation`, one line each.
fn check(cases: &[(TermId, &str)], expected: Expect) {
    let lines: Vec<String> = cases
        .iter()
        .map(|&(id, from)| match PACK.due(id, day(from)) {
            Ok(due) => {
                let provisional = if due.provisional { " 暂定" } else { "" };
                format!("{} {from}→{}{provisional} {} {}\n", id.code(), due.due_on, due.term, due.citation)
            }
            Err(refusal) => format!("{} {from}: {refusal}\n", id.code()),
        })
        .collect();
    expected.assert_eq(&lines.concat());
}

#[test]
fn vectors_of_the_law_page() {
    let vectors = [
        (TermId::CAcc, "2024-07-03", "2024-07-12"),
        (TermId::CAcc, "2025-07-02", "2025-07-11"),
        (TermId::CAcc, "2025-01-24", "2025-02-10"),
        (TermId::CAcc, "2025-09-26", "2025-10-13"),
        (TermId::CAcc, "2026-02-12", "2026-02-28"),
        (TermId::CAcc, "2026-04-29", "2026-05-12"),
        (TermId::CAcc, "2026-09-18", "2026-09-29"),
        (TermId::RVer, "2024-09-13", "2024-10-11"),
        (TermId::RVer, "2026-04-15", "2026-05-09"),
        (TermId::RVer, "2026-04-30", "2026-05-25"),
        (TermId::CMed, "2025-12-31", "2026-03-11"),
        (TermId::CMed, "2026-08-02", "2026-10-08"),
        (TermId::CMed, "2026-04-20", "2026-06-22"),
    ];
    for (id, from, due_on) in vectors {
        let due = PACK.due(id, day(from));
        assert_eq!(due.map(|due| (due.due_on, due.provisional)), Ok((day(due_on), false)), "{} {from}", id.code());
    }
}

#[test]
fn every_term_with_its_citation() {
    let cases: Vec<(TermId, &str)> = TermId::ALL.iter().map(|&id| (id, "2026-05-11")).collect();
    check(
        &cases,
        expect![[r#"
            C-ACC 2026-05-11→2026-05-20 7个工作日 《市场监督管理投诉举报处理办法》第十五条第一款
            C-MED 2026-05-11→2026-07-10 60日 《市场监督管理投诉举报处理办法》第二十三条第一款第五项
            C-END 2026-05-11→2026-05-20 7个工作日 《市场监督管理投诉举报处理办法》第二十三条第二款
            C-3Y 2026-05-11→2029-05-11 暂定 3年 《市场监督管理投诉举报处理办法》第十六条第四项
            R-VER 2026-05-11→2026-06-01 15个工作日 《市场监督管理行政处罚程序规定》第十八条第一款
            R-NOTE 2026-05-11: 2026-05-11没有适用的“实名举报告知”（R-NOTE）期限规定
            R-CASE 2026-05-11→2026-08-09 90日 《市场监督管理行政处罚程序规定》第六十四条第一款
            JUR 2026-05-11→2026-05-20 7个工作日 《市场监督管理投诉举报处理办法》第三十三条
            PUB 2026-05-11→2026-06-10 30日 《市场监督管理行政处罚程序规定》第八十二条第五项
            T-APP 2026-05-11→2026-05-14 3日 《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款
            T-SEND 2026-05-11→2026-05-12 24小时 《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款
            T-SUPP 2026-05-11→2026-05-14 3日 《公安机关办理刑事案件程序规定》第一百八十条
            T-REV 2026-05-11→2026-05-14 3日 《行政执法机关移送涉嫌犯罪案件的规定》第八条
            T-REC 2026-05-11→2026-05-14 3日 《行政执法机关移送涉嫌犯罪案件的规定》第九条
            T-HAND 2026-05-11→2026-05-14 3日 《行政执法机关移送涉嫌犯罪案件的规定》第十二条
            X-ADM 2026-05-11→2026-05-18 5个工作日 《中华人民共和国行政复议法》第三十条
            X-DEC 2026-05-11→2026-07-10 60日 《中华人民共和国行政复议法》第六十二条
            G-INFO 2026-05-11→2026-06-08 20个工作日 《中华人民共和国政府信息公开条例》第三十三条
            P-XF 2026-05-11→2026-07-10 60日 《信访工作条例》第三十四条
            L-OBJ 2026-05-11→2026-06-01 15个工作日 本系统《异常名录管理规则》第一条
            L-EXP 2026-05-11→2027-05-11 暂定 12个月 本系统《异常名录管理规则》第二条
            L-UNDO 2026-05-11→2026-05-14 3个工作日 本系统《异常名录管理规则》第三条
            L-DSR 2026-05-11→2026-06-01 15个工作日 本系统《异常名录管理规则》第四条
        "#]],
    );
}

#[test]
fn eras_and_edges() {
    use TermId as T;
    check(
        &[
            (T::CAcc, "2019-12-31"),
            (T::CAcc, "2020-01-02"),
            (T::CAcc, "2026-04-14"),
            (T::CAcc, "2026-04-15"),
            (T::RNote, "2026-04-14"),
            (T::RNote, "2026-04-15"),
            (T::CMed, "2024-06-28"),
            (T::CMed, "2024-07-01"),
            (T::RVer, "2021-07-14"),
            (T::TSend, "2026-09-30"),
            (T::TApp, "2026-09-29"),
            (T::Pub, "2026-09-02"),
            (T::C3y, "2024-02-29"),
            (T::LExp, "2026-08-31"),
            (T::CAcc, "2026-12-25"),
            (T::RCase, "2026-10-02"),
            (T::RCase, "2026-10-03"),
            (T::CAcc, "9999-12-30"),
        ],
        expect![[r#"
            C-ACC 2019-12-31: 2019-12-31没有适用的“投诉受理决定”（C-ACC）期限规定
            C-ACC 2020-01-02→2020-01-13 暂定 7个工作日 《市场监督管理投诉举报处理暂行办法》第十四条
            C-ACC 2026-04-14→2026-04-23 7个工作日 《市场监督管理投诉举报处理暂行办法》第十四条
            C-ACC 2026-04-15→2026-04-24 7个工作日 《市场监督管理投诉举报处理办法》第十五条第一款
            R-NOTE 2026-04-14→2026-04-21 5个工作日 《市场监督管理投诉举报处理暂行办法》第三十一条第二款
            R-NOTE 2026-04-15: 2026-04-15没有适用的“实名举报告知”（R-NOTE）期限规定
            C-MED 2024-06-28→2024-08-30 45个工作日 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项
            C-MED 2024-07-01→2024-09-02 45个工作日 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项
            R-VER 2021-07-14→2021-08-04 暂定 15个工作日 《市场监督管理行政处罚程序暂行规定》第十七条
            T-SEND 2026-09-30→2026-10-01 24小时 《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款
            T-APP 2026-09-29→2026-10-08 3日 《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款
            PUB 2026-09-02→2026-10-08 30日 《市场监督管理行政处罚程序规定》第八十二条第五项
            C-3Y 2024-02-29→2027-02-28 暂定 3年 《市场监督管理投诉举报处理暂行办法》第十五条第四项
            L-EXP 2026-08-31→2027-08-31 暂定 12个月 本系统《异常名录管理规则》第二条
            C-ACC 2026-12-25→2027-01-05 暂定 7个工作日 《市场监督管理投诉举报处理办法》第十五条第一款
            R-CASE 2026-10-02→2026-12-31 90日 《市场监督管理行政处罚程序规定》第六十四条第一款
            R-CASE 2026-10-03→2027-01-01 暂定 90日 《市场监督管理行政处罚程序规定》第六十四条第一款
            C-ACC 9999-12-30: 日期超出可计算范围
        "#]],
    );
}

#[test]
fn the_law_of_the_day_of_receipt_decides_not_that_of_the_trigger() {
    let due = |received: &str| PACK.due_under(TermId::CMed, day("2026-04-20"), day(received)).map(|due| (due.due_on, due.term));
    assert_eq!(due("2026-04-14"), Ok((date(2026, 6, 25), "45个工作日".to_owned())));
    assert_eq!(due("2026-04-15"), Ok((date(2026, 6, 22), "60日".to_owned())));
}

#[test]
fn the_open_question_of_2024_is_a_setting() {
    let due = |pack: &Pack| pack.due(TermId::CMed, day("2025-03-03")).map(|due| (due.due_on, due.term));
    assert_eq!(due(&PACK), Ok((date(2025, 5, 8), "45个工作日".to_owned())));
    let sixty = PACK.clone().with_setting("mediation-2024", "60d").expect("an option on file");
    assert_eq!(due(&sixty), Ok((date(2025, 5, 6), "60日".to_owned())));
    assert!(matches!(PACK.clone().with_setting("mediation-2024", "90d"), Err(LawError::UnknownSetting { .. })));

    // A deployment answers it in a file of its own, once.
    let file = |name: &str, setting: &str, option: &str| PackFile {
        name: name.to_owned(),
        text: format!("[[choice]]\nsetting = \"{setting}\"\noption = \"{option}\"\n"),
    };
    let with = |files: &[PackFile]| Pack::with_files(files).map_err(|error| error.to_string());
    assert_eq!(with(&[file("city.toml", "mediation-2024", "60d")]).as_ref().map(due), Ok(Ok((date(2025, 5, 6), "60日".to_owned()))));
    let refused = |files: &[PackFile]| with(files).err();
    assert_eq!(
        refused(&[file("city.toml", "mediation-2024", "90d")]).as_deref(),
        Some("city.toml第3行：设置“mediation-2024”没有“90d”这一选项")
    );
    assert_eq!(refused(&[file("city.toml", "mediation", "60d")]).as_deref(), Some("city.toml第2行：没有编号为“mediation”的设置"));
    let twice = [file("a.toml", "mediation-2024", "60d"), file("b.toml", "mediation-2024", "45wd")];
    assert_eq!(refused(&twice).as_deref(), Some("b.toml第2行：设置“mediation-2024”已另有选择"));
}

#[test]
fn hours_are_counted_from_the_moment() {
    let at = |text: &str| text.parse().expect("a time of this test");
    let due = PACK.due_at(TermId::TSend, at("2026-09-30T16:20:00"), day("2026-09-30"));
    assert_eq!(due, Ok(at("2026-10-01T16:20:00")));
    let due = PACK.due_at(TermId::CAcc, at("2026-09-18T16:20:00"), day("2026-09-18"));
    assert_eq!(due, Ok(at("2026-09-29T23:59:59")));
}

/// The notices once more, written down day by day as the published table has them, for the naive count.
mod naive {
    use super::*;

    const OFF_ON_WEEKDAYS: &str =
        "2024: 01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07
2025: 01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08
2026: 01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07";
    const WORKED_WEEKENDS: &str = "2024: 02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12
2025: 01-26 02-08 04-27 09-28 10-11
2026: 01-04 02-14 02-28 05-09 09-20 10-10";
    const HOLIDAYS_ON_WEEKENDS: &str = "2024: 02-10 02-11 02-17 04-06 05-04 05-05 09-15 10-05 10-06
2025: 02-01 02-02 04-05 04-06 05-03 05-04 05-31 06-01 10-04 10-05
2026: 01-03 02-15 02-21 02-22 04-04 04-05 05-02 05-03 06-20 06-21 09-26 09-27 10-03 10-04";

    fn listed(table: &str, date: Date) -> bool {
        let year = format!("{}: ", date.year());
        let day = format!("{:02}-{:02}", date.month(), date.day());
        table.lines().any(|line| line.strip_prefix(&year).is_some_and(|days| days.split(' ').any(|listed| listed == day)))
    }

    fn is_weekend(date: Date) -> bool {
        date.weekday() == Weekday::Saturday || date.weekday() == Weekday::Sunday
    }

    pub(super) fn works(date: Date) -> bool {
        listed(WORKED_WEEKENDS, date) || (!is_weekend(date) && !listed(OFF_ON_WEEKDAYS, date))
    }

    pub(super) fn is_holiday(date: Date) -> bool {
        // 2025-05-03 and the like are weekends inside a holiday: the table of statutory days has them.
        listed(OFF_ON_WEEKDAYS, date) || listed(HOLIDAYS_ON_WEEKENDS, date)
    }

    pub(super) fn known(date: Date) -> bool {
        (2024..=2026).contains(&date.year())
    }

    /// Counts by listing all candidate days after `from` and taking the n-th that works.
    pub(super) fn nth_working_day(from: Date, n: usize) -> (Date, bool) {
        let after: Vec<Date> = (1..=400_i64).map(|step| from + step.days()).collect();
        let due = *after.iter().filter(|&&date| works(date)).nth(n - 1).expect("400 days hold enough working days");
        (due, after.iter().take_while(|&&date| date <= due).any(|&date| !known(date)))
    }

    pub(super) fn last_calendar_day(from: Date, n: i64) -> (Date, bool) {
        let mut last = from + n.days();
        while is_holiday(last) {
            last += 1.day();
        }
        (last, !known(last))
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    (0..3000_i64).prop_map(|step| date(2020, 1, 1) + step.days())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_ways_of_counting_agree(from in any_day(), id in prop::sample::select(TermId::ALL)) {
        let Some(term) = PACK.term(id, from) else { return Ok(()) };
        let expected = match term.length.unit {
            TimeUnit::WorkingDays => naive::nth_working_day(from, usize::from(term.length.count)),
            TimeUnit::Days => naive::last_calendar_day(from, i64::from(term.length.count)),
            TimeUnit::Hours => (from + 1.day(), false),
            TimeUnit::Months | TimeUnit::Years => return Ok(()),
        };
        let due = PACK.due(id, from).expect("a term that binds that day has an end");
        prop_assert_eq!((due.due_on, due.provisional), expected, "{} from {}", id.code(), from);
    }

    #[test]
    fn later_triggers_never_end_earlier(from in any_day(), id in prop::sample::select(TermId::ALL)) {
        let received = from;
        let (Ok(first), Ok(second)) = (PACK.due_under(id, from, received), PACK.due_under(id, from + 1.day(), received)) else { return Ok(()) };
        prop_assert!(first.due_on <= second.due_on && first.due_on > from);
    }

    #[test]
    fn a_last_day_is_never_a_statutory_holiday(from in any_day(), id in prop::sample::select(TermId::ALL)) {
        if let Ok(due) = PACK.due(id, from) && id != TermId::TSend {
            prop_assert_ne!(PACK.calendar().kind(due.due_on).0, DayKind::Holiday);
        }
    }

    #[test]
    fn a_day_of_the_calendar_is_what_the_table_says(day in any_day()) {
        let (kind, known) = PACK.calendar().kind(day);
        prop_assert_eq!(known, naive::known(day));
        prop_assert_eq!(kind == DayKind::Work, naive::works(day));
        prop_assert_eq!(kind == DayKind::Holiday, naive::is_holiday(day));
    }

    #[test]
    fn a_stop_adds_exactly_the_days_it_lasted(from in any_day(), ran in 0..10_i64, stood in 0..120_i64, id in prop::sample::select(TermId::ALL)) {
        let Ok(clock) = PACK.start_clock(id, from, from) else { return Ok(()) };
        let (since, on) = (from + ran.days(), from + (ran + stood).days());
        let stopped = PACK.suspend(&clock, PauseReason::Appraisal, since, from).expect("a running clock stops");
        let resumed = PACK.resume(&stopped, PauseReason::Appraisal, on, from).expect("a stopped clock runs on");
        let length = PACK.term(id, from).expect("a term that binds").length;
        let expected = match length.unit {
            TimeUnit::WorkingDays => {
                let days = (0..stood).filter(|step| naive::works(since + step.days())).count();
                naive::nth_working_day(from, usize::from(length.count) + days).0
            }
            // A stop that begins while the last day waits for a holiday, or after it, is added to the day after the holiday.
            TimeUnit::Days if since > from + i64::from(length.count).days() => {
                naive::last_calendar_day(naive::last_calendar_day(from, i64::from(length.count)).0, stood).0
            }
            TimeUnit::Days => naive::last_calendar_day(from, i64::from(length.count) + stood).0,
            TimeUnit::Hours => from + (1 + stood).days(),
            TimeUnit::Months | TimeUnit::Years => return Ok(()),
        };
        prop_assert_eq!(resumed.due_on, expected);
        prop_assert_eq!(resumed.started_on, clock.started_on);
    }
}

/// Order 121 art. 22, 45: 60 days from 2026-08-03 end on 10-02, within a holiday, so on 10-08. A stop never lets a term end while it stands.
#[test]
fn a_stop_while_the_last_day_waits_for_a_holiday_is_added_to_the_day_after() {
    let received = day("2026-08-03");
    let clock = PACK.start_clock(TermId::CMed, received, received).expect("a term of that day");
    assert_eq!(clock.due_on, day("2026-10-08"));
    for (since, on, due_on) in [
        // The sixtieth day itself stands still: it is the day on which the clock runs on.
        ("2026-10-02", "2026-10-09", "2026-10-09"),
        ("2026-10-03", "2026-10-09", "2026-10-14"),
        ("2026-10-05", "2026-10-12", "2026-10-15"),
        ("2026-10-08", "2026-10-20", "2026-10-20"),
    ] {
        let stopped = PACK.suspend(&clock, PauseReason::Appraisal, day(since), received).expect("a running clock stops");
        let resumed = PACK.resume(&stopped, PauseReason::Appraisal, day(on), received).expect("a stopped clock runs on");
        assert_eq!(resumed.due_on, day(due_on), "{since} to {on}");
    }
}

#[test]
fn extension_comes_before_the_end_and_only_where_the_law_knows_one() {
    let clock = PACK.start_clock(TermId::RVer, day("2026-04-30"), day("2026-04-30")).expect("a term of that day");
    let extended = PACK.extend(&clock, day("2026-05-25"), day("2026-04-30")).map(|clock| clock.due_on);
    assert_eq!(extended, Ok(date(2026, 6, 15)));
    assert_eq!(PACK.extend(&clock, day("2026-05-26"), day("2026-04-30")), Err(LawError::TermOver { due_on: date(2026, 5, 25) }));
    let again =
        PACK.extend(&clock, day("2026-05-25"), day("2026-04-30")).and_then(|once| PACK.extend(&once, day("2026-05-25"), day("2026-04-30")));
    assert_eq!(again, Err(LawError::NotRunning), "an extension is given once");
    let acceptance = PACK.start_clock(TermId::CAcc, day("2026-04-30"), day("2026-04-30")).expect("a term of that day");
    assert_eq!(PACK.extend(&acceptance, day("2026-05-06"), day("2026-04-30")), Err(LawError::NoExtension { term: TermId::CAcc }));
}

#[test]
fn two_reasons_hold_one_clock_and_a_day_is_added_once() {
    let received = day("2026-05-11");
    let clock = PACK.start_clock(TermId::CMed, received, received).expect("a term of that day");
    assert_eq!(clock.due_on, date(2026, 7, 10));
    let challenged = PACK.suspend(&clock, PauseReason::Avoidance, day("2026-05-20"), received).expect("stopped");
    let both = PACK.suspend(&challenged, PauseReason::Appraisal, day("2026-05-22"), received).expect("stopped twice");
    assert_eq!(PACK.suspend(&both, PauseReason::Appraisal, day("2026-05-23"), received), Err(LawError::NotRunning));
    let ruled = PACK.resume(&both, PauseReason::Avoidance, day("2026-05-25"), received).expect("one reason gone");
    assert!(matches!(ruled.state, casework::clock::ClockState::Suspended { .. }), "the appraisal still holds it");
    let runs = PACK.resume(&ruled, PauseReason::Appraisal, day("2026-06-01"), received).expect("the other gone");
    // 05-20 to 05-31: twelve days, of which three lie in both stops.
    assert_eq!((runs.due_on, runs.state), (date(2026, 7, 22), casework::clock::ClockState::Running));
    assert_eq!(PACK.resume(&runs, PauseReason::Appraisal, day("2026-06-02"), received), Err(LawError::NotSuspended));
    assert_eq!(
        PACK.resume(&both, PauseReason::Appraisal, day("2026-05-21"), received),
        Err(LawError::ResumedTooEarly { since: date(2026, 5, 22) })
    );
    let restarted = PACK.restart(&runs, day("2026-06-10"), received).expect("counted anew");
    assert_eq!((restarted.started_on, restarted.due_on, restarted.pauses.len()), (date(2026, 6, 10), date(2026, 8, 9), 0));
}

/// The day of receipt is that of the wall clock in Yueyang, whatever the hour, whether it is worked or not.
#[test]
fn received_after_hours_at_midnight_and_on_a_make_up_saturday() {
    let due = |moment: &str| {
        let moment: jiff::civil::DateTime = moment.parse().expect("a time of this test");
        PACK.due(TermId::CAcc, moment.date()).map(|due| due.due_on)
    };
    assert_eq!(due("2026-09-18T23:59:59"), Ok(date(2026, 9, 29)));
    assert_eq!(due("2026-09-19T00:00:00"), Ok(date(2026, 9, 29)), "Saturday is no working day, so it costs none");
    assert_eq!(due("2026-09-20T08:00:00"), Ok(date(2026, 9, 30)), "the make-up Sunday counts as the day of receipt, not as the first day");
    assert_eq!(due("2026-02-14T18:30:00"), Ok(date(2026, 3, 3)), "a make-up Saturday before the Spring Festival");
    assert_eq!(due("2026-04-14T23:59:59"), Ok(date(2026, 4, 23)));
    assert_eq!(PACK.rules_on(date(2026, 4, 14)).map(|rules| rules.id.code()), Some("o20"));
    assert_eq!(PACK.rules_on(date(2026, 4, 15)).map(|rules| rules.id.code()), Some("o121"), "midnight belongs to the new day and its law");
}

#[test]
fn a_new_calendar_makes_a_provisional_day_final() {
    let received = day("2026-12-25");
    let clock = PACK.start_clock(TermId::CAcc, received, received).expect("a term of that day");
    assert_eq!((clock.due_on, clock.provisional), (date(2027, 1, 5), true));
    let next_year = "[[year]]\nyear = 2027\nsource = \"测试用，不是真实通知\"\nworkdays = 260\nholidays = [{ name = \"元旦\", from = 2027-01-01, to = 2027-01-03 }]\nmake_up = []\n";
    let added = law::PackFile { name: "calendar-2027.toml".to_owned(), text: next_year.to_owned() };
    let newer = Pack::with_files(std::slice::from_ref(&added)).expect("a good year");
    let clock = newer.recount(&clock, received).expect("counted again");
    assert_eq!((clock.due_on, clock.provisional), (date(2027, 1, 6), false));
    assert!(Pack::with_files(&[added.clone(), added]).is_ok(), "the same year in the same words may stand twice");
}
