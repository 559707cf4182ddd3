//! Chinese numerals before a mark become digits: 三栋 is 3栋, but 五里牌路 stays what it is.

use std::borrow::Cow;

/// What must follow for a numeral to be a number.
const MARKS: [&str; 18] = ["号", "栋", "幢", "座", "楼", "单元", "室", "户", "层", "组", "队", "弄", "梯", "门", "房", "期", "#", "-"];

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn unit(c: char) -> Option<u32> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        _ => return None,
    })
}

/// The text with every numeral before a mark in digits; also one that ends the text behind other digits (三栋三〇一).
pub(super) fn to_digits(text: &str) -> Cow<'_, str> {
    let is_numeral = |c: char| digit(c).is_some() || unit(c).is_some();
    if !text.chars().any(is_numeral) {
        return Cow::Borrowed(text);
    }
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find(is_numeral) {
        done.push_str(&rest[..begin]);
        rest = &rest[begin..];
        let end = rest.find(|c| !is_numeral(c)).unwrap_or(rest.len());
        let (numeral, after) = rest.split_at(end);
        let ends_a_number = after.is_empty() && done.contains(|c: char| c.is_ascii_digit());
        let is_number = MARKS.iter().any(|mark| after.starts_with(mark)) || ends_a_number;
        match is_number.then(|| number(numeral)).flatten() {
            Some(number) => done.push_str(&number),
            None => done.push_str(numeral),
        }
        rest = after;
    }
    done.push_str(rest);
    Cow::Owned(done)
}

/// 三〇一 and 三百零一 are 301, 十二 is 12.
fn number(numeral: &str) -> Option<String> {
    if numeral.chars().count() > 7 {
        return None;
    }
    if numeral.chars().all(|c| digit(c).is_some()) {
        return Some(numeral.chars().filter_map(digit).filter_map(|d| char::from_digit(d, 10)).collect());
    }
    let (mut total, mut pending) = (0, None);
    for c in numeral.chars() {
        match (digit(c), unit(c)) {
            (Some(digit), _) => pending = Some(digit),
            (None, Some(unit)) => total += pending.take().unwrap_or(1) * unit,
            (None, None) => return None,
        }
    }
    Some((total + pending.unwrap_or(0)).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        let table = [
            ("三栋二单元", "3栋2单元"),
            ("五里牌路十二号", "五里牌路12号"),
            ("五一路一百二十号三〇一室", "五一路120号301室"),
            ("八一路二十栋", "八一路20栋"),
            ("三里村两组", "三里村2组"),
            ("3栋三〇一", "3栋301"),
            ("三元里", "三元里"),
            ("第一中学", "第一中学"),
        ];
        for (text, wanted) in table {
            assert_eq!(to_digits(text), wanted, "{text}");
        }
    }
}
