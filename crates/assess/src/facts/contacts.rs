//! Which phones and addresses are one household's or one person's own, so that sharing them says something.

use casework::values::clean_code;

/// What kind of line a phone number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    Mobile,
    /// A landline may be a switchboard.
    Landline,
}

/// The kind of line of a full number; `None` for masked numbers and service numbers such as 12315, which name nobody.
pub(crate) fn line(phone: &str) -> Option<Line> {
    if phone.contains('*') {
        return None;
    }
    let digits = phone.bytes().filter(u8::is_ascii_digit).count();
    if digits == 11 && phone.starts_with('1') { Some(Line::Mobile) } else { (digits >= 7).then_some(Line::Landline) }
}

/// An address in comparable form; `None` where it is masked or empty.
pub(crate) fn comparable(address: &str) -> Option<String> {
    let code = clean_code(address);
    (!code.is_empty() && !code.contains('*')).then_some(code)
}

/// An address in comparable form, if it names one dwelling. A street, an estate, a building or a village is home to
/// many strangers who may complain of one trader together, with every right; only a door behind which one group
/// lives or works says something when several people give it.
pub(crate) fn dwelling(address: &str) -> Option<String> {
    let code = comparable(address)?;
    let tail = code.trim_end_matches(['室', '房', '户']);
    let number = tail.chars().rev().take_while(char::is_ascii_digit).count();
    let has_door_word = tail.len() < code.len();
    let is_door = number > 0 && (has_door_word || number >= 3);
    let has_earlier_number = tail.chars().rev().skip(number).any(|c| c.is_ascii_digit());
    (is_door && has_earlier_number).then_some(tail.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_door_is_a_dwelling() {
        for door in ["岳阳市岳阳楼区建湘路12号3栋502室", "建湘路 12号3栋502", "五里牌街道8号小区3-2-502", "巴陵中路66号12栋5室"]
        {
            assert!(dwelling(door).is_some(), "{door}");
        }
        for many in [
            "岳阳市",
            "岳阳大道100号",
            "建湘路12号5栋",
            "建湘路12号5栋2单元",
            "平江县加义镇某村3组",
            "建湘路**号3栋502室",
            "湖南理工学院1203",
            "",
        ] {
            assert_eq!(dwelling(many), None, "{many}");
        }
        assert_eq!(dwelling("建湘路１２号3栋502室"), dwelling("建湘路 12号3栋502"));
    }

    #[test]
    fn service_numbers_and_masked_numbers_are_nobodys() {
        assert_eq!(line("13800138000"), Some(Line::Mobile));
        assert_eq!(line("0730-8840000"), Some(Line::Landline));
        assert_eq!(line("12315"), None);
        assert_eq!(line("138****8000"), None);
    }
}
