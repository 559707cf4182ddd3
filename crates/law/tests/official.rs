//! The articles on file are the official texts, word for word.

use law::{Instrument, Pack};

/// Instrument and its official text, as published, in `policy/law/official`.
const TEXTS: &[(&str, &str)] = &[
    ("o20", include_str!("../../../policy/law/official/samr-interim-measures-2022.md")),
    ("o121", include_str!("../../../policy/law/official/samr-order-121-2026.md")),
    ("clr", include_str!("../../../policy/law/official/consumer-law-implementing-rules-2024.md")),
    ("cr", include_str!("../../../policy/law/official/crime-referral-rules.md")),
    ("pp", include_str!("../../../policy/law/official/samr-penalty-procedure.md")),
    ("pipl", include_str!("../../../policy/law/official/personal-information-protection-law.md")),
    ("spc2024", include_str!("../../../policy/law/official/spc-interpretation-2024-9.md")),
];

const YUEYANG: &str = include_str!("../../../policy/law/official/yueyang-2024-16.md");

/// The characters of a text that carry words: no white space, no marks of the publication's layout; brackets of item numbers alike.
fn words(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '\u{3000}' | '\u{a0}'))
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            other => other,
        })
        .collect()
}

/// Articles of an official text: from `第…条` at the start of a line to the next one, chapter headings left out.
fn articles(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim().trim_matches('*').trim_start_matches(['\u{3000}', ' ']);
        let heading = line.trim_start_matches(['#', ' ']);
        let numbered = |unit: char| {
            heading
                .strip_prefix('第')
                .and_then(|rest| rest.split_once(unit))
                .filter(|(number, _)| !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十百零".contains(c)))
        };
        if let Some((_, rest)) = numbered('条') {
            found.push(words(rest));
        } else if numbered('章').is_some() || numbered('节').is_some() || line.starts_with("国家市场监督管理总局发布") {
        } else if let Some(article) = found.last_mut() {
            article.push_str(&words(line));
        }
    }
    found
}

fn on_file(instrument: &Instrument, no: u16) -> String {
    instrument.article(no).map(|article| words(&article.whole())).unwrap_or_default()
}

#[test]
fn every_article_is_word_for_word_the_official_one() {
    let pack = Pack::builtin();
    for &(id, text) in TEXTS {
        let instrument = pack.instrument(id).expect("an instrument on file");
        let official = articles(text);
        assert_eq!(instrument.articles.len(), official.len(), "{id}");
        for (official, no) in official.iter().zip(1..) {
            assert_eq!(&on_file(instrument, no), official, "{id} article {no}");
        }
    }
}

#[test]
fn the_parts_of_the_citys_instrument_are_its_own_words() {
    let pack = Pack::builtin();
    let official = words(YUEYANG);
    for article in &pack.instrument("yy16").expect("on file").articles {
        for paragraph in article.text.iter().chain(&article.items).chain(&article.after) {
            assert!(official.contains(&words(paragraph)), "{paragraph}");
        }
    }
}

/// The calendar on file says of every day of its years what the table of notices says.
#[test]
fn the_calendar_is_that_of_the_notices() {
    let table = include_str!("../../../policy/law/official/workdays-2024-2026.json");
    let pack = Pack::builtin();
    let mut list = "";
    let mut checked = 0;
    for line in table.lines().map(str::trim) {
        if let Some(name) = line.strip_suffix('[').map(|name| name.trim_matches(['"', ':', ' '])).filter(|name| !name.is_empty()) {
            list = name;
        } else if let Ok(day) = line.trim_matches(['"', ',']).parse::<jiff::civil::Date>() {
            let kind = pack.calendar().kind(day).0;
            match list {
                "weekday_off" => assert_eq!(kind, law::DayKind::Holiday, "{day}"),
                "weekend_makeup_workdays" => assert_eq!(kind, law::DayKind::Work, "{day}"),
                "statutory" => assert_eq!(kind, law::DayKind::Holiday, "{day}"),
                other => panic!("{other} is no list of this table"),
            }
            checked += 1;
        }
    }
    assert!(checked > 140, "{checked} days of the table were read");
}
