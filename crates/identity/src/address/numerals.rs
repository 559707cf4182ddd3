//! Chinese numerals before a mark become digits: 三栋 is 3栋, but 五里牌路 stays what it is.

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
pub(super) fn to_digits(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut done = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let length = chars[i..].iter().take_while(|c| digit(**c).is_some() || unit(**c).is_some()).count();
        if length == 0 {
            done.push(chars[i]);
            i += 1;
            continue;
        }
        let rest: String = chars[i + length..].iter().take(2).collect();
        let ends_a_number = rest.is_empty() && done.contains(|c: char| c.is_ascii_digit());
        let is_number = MARKS.iter().any(|mark| rest.starts_with(mark)) || ends_a_number;
        match number(&chars[i..i + length]).filter(|_| is_number) {
            Some(number) => done.push_str(&number),
            None => done.extend(&chars[i..i + length]),
        }
        i += length;
    }
    done
}

/// 三〇一 and 三百零一 are 301, 十二 is 12.
fn number(numeral: &[char]) -> Option<String> {
    if numeral.len() > 7 {
        return None;
    }
    if numeral.iter().all(|c| digit(*c).is_some()) {
        return Some(numeral.iter().filter_map(|c| digit(*c)).map(|d| d.to_string()).collect());
    }
    let (mut total, mut pending) = (0, None);
    for &c in numeral {
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
