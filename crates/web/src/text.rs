//! Words and numbers as people read them.

use desk::view::Tone;
use jiff::civil::{Date, Weekday};

/// Purposes that the pages offer for clear values and look-ups; a note may be added.
pub(crate) const PURPOSES: &[&str] =
    &["核实来件人身份", "联系当事人调解", "制作、送达文书", "核查违法线索", "移送有关机关", "办理复议、诉讼", "核对导入数据"];

/// `2026年5月12日`.
pub(crate) fn date(day: &Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// `5月12日`, with the year where it is not this year's.
pub(crate) fn short_date(day: &Date, today: &Date) -> String {
    if day.year() == today.year() { format!("{}月{}日", day.month(), day.day()) } else { date(day) }
}

/// `2026年5月12日 星期二`.
pub(crate) fn long_date(day: &Date) -> String {
    let weekday = match day.weekday() {
        Weekday::Monday => "一",
        Weekday::Tuesday => "二",
        Weekday::Wednesday => "三",
        Weekday::Thursday => "四",
        Weekday::Friday => "五",
        Weekday::Saturday => "六",
        Weekday::Sunday => "日",
    };
    format!("{} 星期{weekday}", date(day))
}

/// Bits of evidence with their sign: `−14.1`.
pub(crate) fn bits(weight: &f64) -> String {
    if *weight < 0.0 { format!("−{:.1}", -weight) } else { format!("+{weight:.1}") }
}

/// Calendar days left as words: `超期12天`, `今日到期`, `还有3天`.
pub(crate) fn days(left: &i64) -> String {
    match *left {
        0 => "今日到期".to_owned(),
        1.. => format!("还有{left}天"),
        _ => format!("超期{}天", -*left),
    }
}

/// How urgent that is.
pub(crate) fn days_tone(left: &i64) -> Tone {
    match *left {
        ..0 => Tone::Danger,
        0 => Tone::Warning,
        1..=3 => Tone::Info,
        _ => Tone::Neutral,
    }
}

/// `?a=1&b=2`, percent-encoded; empty when there is nothing to ask.
pub(crate) fn query(pairs: Vec<(&'static str, String)>) -> String {
    if pairs.is_empty() {
        return String::new();
    }
    let encoded = form_urlencoded::Serializer::new(String::from("?")).extend_pairs(pairs).finish();
    // The serializer puts `&` after the given start.
    encoded.replacen("?&", "?", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates() {
        let today = jiff::civil::date(2026, 5, 12);
        let lines: String = [-12, 0, 3, 40].iter().map(|left| format!("{} {}\n", days(left), days_tone(left).class())).collect();
        expect_test::expect![[r"
            超期12天 tone-danger
            今日到期 tone-warning
            还有3天 tone-info
            还有40天 tone-neutral
        "]]
        .assert_eq(&lines);
        assert_eq!(long_date(&today), "2026年5月12日 星期二");
        assert_eq!(short_date(&jiff::civil::date(2027, 1, 4), &today), "2027年1月4日");
    }

    #[test]
    fn an_address_is_encoded() {
        assert_eq!(query(vec![("operator", "酱 & 鸭".to_owned()), ("page", "2".to_owned())]), "?operator=%E9%85%B1+%26+%E9%B8%AD&page=2");
        assert_eq!(query(Vec::new()), "");
    }
}
