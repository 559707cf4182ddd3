//! 条款: how a place in an instrument is named (`o121.16.3`) and cited (《…》第十六条第三项).

use std::fmt;

use crate::Unit;

/// A place in an instrument: `<instrument>.<article>[.p<paragraph>][.<item>]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClauseRef {
    pub instrument: String,
    pub article: u16,
    /// 款, from one.
    pub paragraph: Option<u16>,
    /// 项, from one.
    pub item: Option<u16>,
}

impl ClauseRef {
    /// `None` unless the text has the shape above.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let instrument = parts.next().filter(|part| !part.is_empty())?.to_owned();
        let article = number(parts.next()?)?;
        let (mut paragraph, mut item) = (None, None);
        for part in parts {
            match part.strip_prefix('p') {
                Some(digits) if paragraph.is_none() && item.is_none() => paragraph = Some(number(digits)?),
                None if item.is_none() => item = Some(number(part)?),
                _ => return None,
            }
        }
        Some(Self { instrument, article, paragraph, item })
    }

    /// `第十六条第三项`, or `第二部分第三项` for an instrument in parts.
    pub(crate) fn place(&self, unit: Unit) -> String {
        let unit = match unit {
            Unit::Article => "条",
            Unit::Part => "部分",
        };
        let mut place = format!("第{}{unit}", chinese(self.article));
        if let Some(paragraph) = self.paragraph {
            place.push_str(&format!("第{}款", chinese(paragraph)));
        }
        if let Some(item) = self.item {
            place.push_str(&format!("第{}项", chinese(item)));
        }
        place
    }
}

/// A positive decimal without sign or leading zero.
fn number(text: &str) -> Option<u16> {
    (text.starts_with(|c: char| matches!(c, '1'..='9')) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl fmt::Display for ClauseRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.instrument, self.article)?;
        if let Some(paragraph) = self.paragraph {
            write!(f, ".p{paragraph}")?;
        }
        match self.item {
            Some(item) => write!(f, ".{item}"),
            None => Ok(()),
        }
    }
}

/// A place in an instrument, ready to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// `o121.16.3`.
    pub id: String,
    /// Id of the instrument.
    pub instrument: String,
    /// `《市场监督管理投诉举报处理办法》第十六条第三项`.
    pub citation: String,
    /// The words of the clause; `None` where the instrument is cited by number only.
    pub text: Option<String>,
}

/// A number from 1 to 999 in Chinese numerals, as articles are numbered; larger ones in digits.
pub(crate) fn chinese(number: u16) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if number == 0 || number > 999 {
        return number.to_string();
    }
    let digit = |n: u16| DIGITS[usize::from(n)];
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    let mut text = String::new();
    if hundreds > 0 {
        text.extend([digit(hundreds), '百']);
    }
    match (hundreds, tens, ones) {
        (0, 1, _) => text.push('十'),
        (1.., 0, 1..) => text.push('零'),
        (_, 0, _) => {}
        _ => text.extend([digit(tens), '十']),
    }
    if ones > 0 {
        text.push(digit(ones));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        let check = [
            (1, "一"),
            (10, "十"),
            (14, "十四"),
            (20, "二十"),
            (42, "四十二"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (180, "一百八十"),
        ];
        for (number, text) in check {
            assert_eq!(chinese(number), text);
        }
    }

    #[test]
    fn references() {
        let check = |text: &str| ClauseRef::parse(text).map(|clause| (clause.place(Unit::Article), clause.to_string()));
        let same = |text: &str, place: &str| assert_eq!(check(text), Some((place.to_owned(), text.to_owned())));
        same("o121.16.3", "第十六条第三项");
        same("o20.21.p2", "第二十一条第二款");
        same("o20.21.p1.6", "第二十一条第一款第六项");
        same("police.180", "第一百八十条");
        for wrong in ["o121", "o121.", ".16", "o121.16.3.2", "o121.p2", "o121.16.3.p1", "o121.016", "o121.+1", "o121.16.px", "o121.99999"] {
            assert_eq!(ClauseRef::parse(wrong), None, "{wrong}");
        }
    }
}
