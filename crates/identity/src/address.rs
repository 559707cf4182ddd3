//! Addresses: what the province and city say is left out, since here nearly everybody says the same.

use casework::values::clean_code;

use crate::compare::Level;
use crate::weights;

const COMMON_PREFIXES: [&str; 4] = ["湖南省", "湖南", "岳阳市", "岳阳"];

/// The comparable part of an address: up to the first mask, without spaces, punctuation and the common prefixes.
/// `None` when fewer than four characters are left.
pub(crate) fn normalise(raw: &str) -> Option<String> {
    let code = clean_code(raw);
    let visible = code.split('*').next().unwrap_or("");
    let mut text: String = visible.chars().filter(|c| c.is_alphanumeric()).collect();
    for prefix in COMMON_PREFIXES {
        // 岳阳楼区 and 岳阳县 begin like the city but are not it.
        let keeps_name = prefix == "岳阳" && (text.starts_with("岳阳楼") || text.starts_with("岳阳县"));
        if let Some(rest) = text.strip_prefix(prefix).filter(|_| !keeps_name) {
            text = rest.to_owned();
        }
    }
    (text.chars().count() >= 4).then_some(text)
}

pub(crate) fn compare(a: &str, b: &str) -> (Level, f64) {
    let has_number = |text: &str| text.bytes().any(|c| c.is_ascii_digit());
    if a == b {
        return (Level::Equal, if has_number(a) { weights::ADDRESS_EQUAL } else { weights::ADDRESS_EQUAL_NO_NUMBER });
    }
    let shared = a.chars().zip(b.chars()).take_while(|(p, q)| p == q).count();
    let shorter = a.chars().count().min(b.chars().count());
    if shared >= 6 && shared * 4 >= shorter * 3 { (Level::Part, weights::ADDRESS_PART) } else { (Level::Differs, weights::ADDRESS_DIFFERS) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let check = |a: &str, b: &str| normalise(a).zip(normalise(b)).map(|(a, b)| compare(&a, &b).0);
        assert_eq!(check("湖南省岳阳市岳阳楼区 五里牌路12号3栋", "岳阳楼区五里牌路１２号３栋"), Some(Level::Equal));
        assert_eq!(check("岳阳楼区五里牌路12号3栋301", "岳阳楼区五里牌路12号3栋****"), Some(Level::Part));
        assert_eq!(check("岳阳县新开镇", "岳阳楼区新开路"), Some(Level::Differs));
        assert_eq!(check("岳阳市", "岳阳市"), None);
    }
}
