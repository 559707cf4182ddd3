//! Values that are right by construction: a value of one of these types has passed its check.
//!
//! `Debug` never prints personal values: a stray `{:?}` in a log must not leak one.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// Why a cell is not a value of its type: what was expected, in Chinese, without the cell itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{expected}")]
pub struct ValueError {
    pub expected: &'static str,
}

const fn expected<T>(expected: &'static str) -> Result<T, ValueError> {
    Err(ValueError { expected })
}

/// Whether a character is invisible and only disturbs comparison: zero-width, bidi control, soft hyphen, BOM.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// Free text as people see it: invisible characters gone, outer white space trimmed; nothing else is touched.
pub fn clean_text(raw: &str) -> String {
    let is_kept = |c: char| !is_invisible(c) && (c >= ' ' || c == '\n' || c == '\t');
    // Nearly every cell is clean already.
    if raw.chars().all(is_kept) {
        return raw.trim().to_owned();
    }
    raw.chars().filter(|&c| is_kept(c)).collect::<String>().trim().to_owned()
}

/// A code or number as machines compare it: compatibility forms folded (full-width digits), all white space,
/// invisible characters and a leading apostrophe (a spreadsheet's text mark) gone, letters upper-case.
pub fn clean_code(raw: &str) -> String {
    if raw.is_ascii() {
        let kept = raw.bytes().filter(|b| !b.is_ascii_whitespace() && !b.is_ascii_control());
        let code: String = kept.map(|b| char::from(b.to_ascii_uppercase())).collect();
        return if code.starts_with('\'') { code.trim_start_matches('\'').to_owned() } else { code };
    }
    // Han characters are what compatibility folding makes of them, and have no case.
    if raw.chars().all(|c| c.is_ascii_graphic() || matches!(c, '\u{4E00}'..='\u{9FA5}')) && !raw.starts_with('\'') {
        return raw.to_ascii_uppercase();
    }
    let folded: String = raw
        .nfkc()
        .filter(|&c| !is_invisible(c) && !c.is_whitespace() && !c.is_control())
        .map(|c| if c == '＊' || c == '×' || c == '•' { '*' } else { c })
        .collect();
    folded.trim_start_matches('\'').to_uppercase()
}

/// Whether a spreadsheet has turned a long number into `4.30602E+17`: its last digits are lost for good.
pub fn is_scientific(code: &str) -> bool {
    let Some((mantissa, exponent)) = code.split_once(['E', 'e']) else { return false };
    !mantissa.is_empty()
        && mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && exponent.trim_start_matches('+').bytes().all(|b| b.is_ascii_digit())
        && !exponent.trim_start_matches('+').is_empty()
        && (mantissa.contains('.') || exponent.starts_with('+'))
}

macro_rules! personal {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

personal! {
    /// A person's name, or the name that a filer gave: 1 to 60 characters; may hold mask characters.
    PersonName
}

impl PersonName {
    pub fn parse(raw: &str) -> Result<Self, ValueError> {
        // The common case needs no folding: unified ideographs, ASCII letters, digits and masks without space.
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '*' | '·' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}');
        let trimmed = raw.trim();
        if !trimmed.is_empty() && trimmed.len() <= 60 && trimmed.chars().all(is_plain) {
            return Ok(Self(trimmed.to_owned()));
        }
        let text: String = clean_text(raw).nfkc().map(|c| if c == '•' || c == '・' || c == '‧' { '·' } else { c }).collect();
        let has_han = text.chars().any(|c| c as u32 >= 0x2E80);
        let name: String = if has_han { text.split_whitespace().collect() } else { text.split_whitespace().collect::<Vec<_>>().join(" ") };
        match name.chars().count() {
            0 => expected("姓名不能为空白"),
            1..=60 => Ok(Self(name)),
            _ => expected("姓名不超过60个字"),
        }
    }
}

personal! {
    /// 证件号码: a resident identity number of 18 digits (15-digit ones are upgraded), or another document's
    /// number; masked positions are `*`.
    IdNo
}

/// Weights of GB 11643 for the first seventeen digits.
const ID_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// The check digit of GB 11643 over seventeen ASCII digits.
pub fn id_check_digit(first17: &[u8]) -> Option<u8> {
    if first17.len() != 17 || !first17.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let sum: u32 = first17.iter().zip(ID_WEIGHTS).map(|(d, w)| u32::from(d - b'0') * w).sum();
    Some(b"10X98765432"[(sum % 11) as usize])
}

impl IdNo {
    /// A resident identity number, full or masked. Old region codes (4322xx) are valid.
    pub fn parse_resident(raw: &str) -> Result<Self, ValueError> {
        let mut code = clean_code(raw);
        if code.contains(['-', '—']) {
            code = code.replace(['-', '—'], "");
        }
        if is_scientific(&code) {
            return expected("证件号码被表格软件变成了科学计数法，末位数字已丢失，请把该列设为文本后重新填写");
        }
        let bytes = code.as_bytes();
        let masked = bytes.contains(&b'*');
        if !bytes.iter().enumerate().all(|(i, b)| b.is_ascii_digit() || *b == b'*' || (*b == b'X' && i == 17)) {
            return expected("18位居民身份证号码（末位可为X，可用*遮蔽）");
        }
        match (bytes.len(), masked) {
            (18, false) => {
                if id_check_digit(&bytes[..17]) != Some(bytes[17]) {
                    return expected("居民身份证号码校验位不符（GB 11643），请核对");
                }
                if !is_birth_date(&code[6..14]) {
                    return expected("居民身份证号码中的出生日期不存在");
                }
                Ok(Self(code))
            }
            (15, false) => {
                let upgraded = format!("{}19{}", &code[..6], &code[6..]);
                if !is_birth_date(&upgraded[6..14]) {
                    return expected("居民身份证号码中的出生日期不存在");
                }
                let check = id_check_digit(upgraded.as_bytes()).map(char::from);
                check.map_or_else(|| expected("15位或18位居民身份证号码"), |c| Ok(Self(format!("{upgraded}{c}"))))
            }
            (15 | 18, true) => Ok(Self(code)),
            _ => expected("18位居民身份证号码（末位可为X，可用*遮蔽）"),
        }
    }

    /// A number of another kind of document: 3 to 32 letters, digits, `-`, `(`, `)`, `*`.
    pub fn parse_other(raw: &str) -> Result<Self, ValueError> {
        let code = clean_code(raw);
        if is_scientific(&code) {
            return expected("证件号码被表格软件变成了科学计数法，末位数字已丢失，请把该列设为文本后重新填写");
        }
        let fits = (3..=32).contains(&code.chars().count()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || b"-()*".contains(&b));
        if fits { Ok(Self(code)) } else { expected("3至32位字母或数字的证件号码") }
    }

    pub fn is_masked(&self) -> bool {
        self.0.contains('*')
    }
}

fn is_birth_date(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|s| s.parse::<i16>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(4..6), number(6..8)) else { return false };
    jiff::civil::Date::new(year, i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0)).is_ok() && year >= 1880
}

personal! {
    /// 联系电话: a mobile number of eleven digits, a landline `0730-8840000`, a service number, with `*` where
    /// masked and `-` before an extension.
    Phone
}

impl Phone {
    pub fn parse(raw: &str) -> Result<Self, ValueError> {
        const EXPECTED: &str = "11位手机号码，或带区号的固定电话（可用*遮蔽）";
        let mut code = clean_code(raw);
        if code.len() == 11 && code.bytes().all(|b| b.is_ascii_digit()) && code.starts_with('1') && !code.starts_with("10") {
            return Ok(Self(code));
        }
        code = code.replace(['—', '–', '－', '(', ')', '.', '转'], "-");
        if is_scientific(&code) {
            return expected("电话号码被表格软件变成了科学计数法，请把该列设为文本后重新填写");
        }
        while code.contains("--") {
            code = code.replace("--", "-");
        }
        let code = code.trim_matches('-');
        let code = code.strip_prefix("+86").or_else(|| code.strip_prefix("0086")).unwrap_or(code).trim_start_matches('-');
        let code = if code.len() == 13 && code.starts_with("861") { &code[2..] } else { code };
        if !code.bytes().all(|b| b.is_ascii_digit() || b == b'*' || b == b'-') {
            return expected(EXPECTED);
        }
        let packed = code.replace('-', "");
        if packed.len() == 11 && packed.starts_with('1') && packed.as_bytes()[1] != b'0' {
            return Ok(Self(packed));
        }
        let is_landline = (7..=16).contains(&packed.len()) && !packed.starts_with('1');
        let is_service = (5..=6).contains(&packed.len()) && (packed.starts_with('1') || packed.starts_with('9'));
        if is_landline || is_service { Ok(Self(code.to_owned())) } else { expected(EXPECTED) }
    }

    pub fn is_masked(&self) -> bool {
        self.0.contains('*')
    }

    pub fn is_mobile(&self) -> bool {
        self.0.len() == 11 && self.0.starts_with('1')
    }
}

personal! {
    /// 收款账号: a bank card, a payment account, an e-mail; compared without spaces, upper-case.
    Account
}

impl Account {
    pub fn parse(raw: &str) -> Result<Self, ValueError> {
        let code = clean_code(raw);
        if is_scientific(&code) {
            return expected("账号被表格软件变成了科学计数法，末位数字已丢失，请把该列设为文本后重新填写");
        }
        if (4..=64).contains(&code.chars().count()) { Ok(Self(code)) } else { expected("4至64个字符的收款账号") }
    }
}

/// 统一社会信用代码, GB 32100, with a right check character.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uscc(String);

const USCC_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const USCC_WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// The check character of GB 32100 over the first seventeen.
pub fn uscc_check_character(first17: &[u8]) -> Option<u8> {
    if first17.len() != 17 {
        return None;
    }
    let mut sum = 0;
    for (c, weight) in first17.iter().zip(USCC_WEIGHTS) {
        sum += USCC_ALPHABET.iter().position(|a| a == c)? * weight;
    }
    Some(USCC_ALPHABET[(31 - sum % 31) % 31])
}

impl Uscc {
    pub fn parse(raw: &str) -> Result<Self, ValueError> {
        let code = clean_code(raw);
        if is_scientific(&code) {
            return expected("统一社会信用代码被表格软件变成了科学计数法，请把该列设为文本后重新填写");
        }
        let bytes = code.as_bytes();
        if bytes.len() != 18 || !bytes.iter().all(|b| USCC_ALPHABET.contains(b)) {
            return expected("18位统一社会信用代码（不含I、O、S、V、Z）");
        }
        if uscc_check_character(&bytes[..17]) != Some(bytes[17]) {
            return expected("统一社会信用代码校验位不符（GB 32100），请核对");
        }
        Ok(Self(code))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// 行政区划代码: six digits of GB/T 2260, or a unit code of the deployment (2 to 16 letters, digits, `-`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region(String);

impl Region {
    pub fn parse(raw: &str) -> Result<Self, ValueError> {
        let code = clean_code(raw);
        let is_division = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()) && matches!(code.as_bytes()[0], b'1'..=b'8');
        let is_unit = (2..=16).contains(&code.len())
            && code.as_bytes()[0].is_ascii_uppercase()
            && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
        if is_division || is_unit {
            Ok(Self(code))
        } else {
            expected("6位行政区划代码（GB/T 2260），或本系统的单位代码")
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An amount of money in fen (0.01 yuan), never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money {
    pub fen: i64,
}

impl Money {
    /// At most 10^13 fen: no consumer dispute is larger, a slipped column is.
    pub const LIMIT_FEN: i64 = 10_000_000_000_000;

    /// Yuan with at most two decimals; `,`, `¥`, `元` allowed.
    pub fn parse(raw: &str) -> Result<Self, ValueError> {
        let code = clean_code(raw).replace([',', '¥', '￥'], "");
        match parse_decimal(code.strip_suffix('元').unwrap_or(&code), 2) {
            Some(fen) if fen <= Self::LIMIT_FEN => Ok(Self { fen }),
            _ => expected("以元为单位的金额，最多两位小数，不为负数"),
        }
    }
}

/// 数量 in thousandths.
pub fn parse_quantity_milli(raw: &str) -> Result<i64, ValueError> {
    match parse_decimal(&clean_code(raw).replace(',', ""), 3) {
        Some(milli) if milli <= 1_000_000_000_000 => Ok(milli),
        _ => expected("数量：不为负数，最多三位小数"),
    }
}

/// A plain decimal without sign, scaled by 10^`digits`. More decimals are allowed only where they are zero.
fn parse_decimal(code: &str, digits: u32) -> Option<i64> {
    let (whole, fraction) = code.split_once('.').unwrap_or((code, ""));
    if whole.is_empty() || whole.len() > 14 || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (kept, rest) = fraction.split_at(fraction.len().min(digits as usize));
    if rest.bytes().any(|b| b != b'0') {
        return None;
    }
    let scaled = whole.parse::<i64>().ok()?.checked_mul(10_i64.pow(digits))?;
    let fraction_value = if kept.is_empty() { 0 } else { kept.parse::<i64>().ok()? * 10_i64.pow(digits - u32::try_from(kept.len()).ok()?) };
    scaled.checked_add(fraction_value)
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.fen / 100, self.fen % 100)
    }
}

/// 附件指纹: SHA-256 in lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sha256Hex(String);

impl Sha256Hex {
    pub fn parse(raw: &str) -> Result<Self, ValueError> {
        let code = clean_code(raw).to_ascii_lowercase();
        if code.len() == 64 && code.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(Self(code))
        } else {
            expected("64位十六进制的SHA-256指纹，多个以;分隔")
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_numbers_of_the_law_page_are_valid() {
        for id in ["430602199003071231", "430621198511010018", "430682200002294529"] {
            assert_eq!(IdNo::parse_resident(id).map(|i| i.as_str().to_owned()), Ok(id.to_owned()));
        }
        for uscc in ["91430600MA4L16JQ1E", "114306000062900116"] {
            assert!(Uscc::parse(uscc).is_ok());
        }
    }

    #[test]
    fn identity_numbers() {
        let check = |raw: &str| IdNo::parse_resident(raw).map(|i| i.as_str().to_owned()).map_err(|e| e.expected);
        assert_eq!(check(" ４３０６０２１９９００３０７１２３１\u{200b}"), Ok("430602199003071231".into()));
        assert_eq!(check("'430602 19900307 1231"), Ok("430602199003071231".into()));
        assert_eq!(check("430602********1231"), Ok("430602********1231".into()));
        assert_eq!(check("430602900307123"), Ok("430602199003071231".into()));
        assert!(check("430602199003071232").is_err_and(|e| e.contains("校验位")));
        assert!(check("4.30602E+17").is_err_and(|e| e.contains("科学计数法")));
        assert!(check("430602199013071231").is_err());
    }

    #[test]
    fn phones() {
        let check = |raw: &str| Phone::parse(raw).map(|p| p.as_str().to_owned()).ok();
        assert_eq!(check("+86 138-0013-8000"), Some("13800138000".into()));
        assert_eq!(check("１３８００１３８０００"), Some("13800138000".into()));
        assert_eq!(check("138****8000"), Some("138****8000".into()));
        assert_eq!(check("(0730)8840000转12"), Some("0730-8840000-12".into()));
        assert_eq!(check("12315"), Some("12315".into()));
        assert_eq!(check("1380013800"), None);
        assert_eq!(check("1.38E+10"), None);
    }

    #[test]
    fn money_is_exact() {
        let check = |raw: &str| Money::parse(raw).map(|m| m.fen).ok();
        assert_eq!(check("1,234.5"), Some(123_450));
        assert_eq!(check("¥0.01"), Some(1));
        assert_eq!(check("10.000元"), Some(1000));
        assert_eq!(check("10.001"), None);
        assert_eq!(check("-1"), None);
        assert_eq!(check("1e5"), None);
    }

    #[test]
    fn names_keep_rare_characters() {
        assert_eq!(PersonName::parse("䶮 垚").map(|n| n.as_str().to_owned()), Ok("䶮垚".into()));
        assert_eq!(PersonName::parse("阿依古丽•买买提").map(|n| n.as_str().to_owned()), Ok("阿依古丽·买买提".into()));
        assert_eq!(format!("{:?}", PersonName::parse("张三").map(|_| ())), "Ok(())");
    }
}
