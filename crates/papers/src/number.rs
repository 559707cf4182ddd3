//! 文号: how papers are numbered.

use crate::form::Form;

/// The number of a paper as the official form writes it, such as `岳市监诉受〔2026〕第1号`.
///
/// `organ_mark` is the organ's short name in its numbers (机关代字, such as `岳市监`); `sequence` counts from 1 within
/// organ, form and year, without leading zeros (GB/T 9704: 序号不编虚位).
pub fn paper_no(organ_mark: &str, form: Form, year: i16, sequence: u32) -> String {
    format!("{organ_mark}{}〔{year}〕第{sequence}号", form.mark())
}

/// The number of a preview: the place for it, empty.
pub fn unnumbered(organ_mark: &str, form: Form, year: i16) -> String {
    format!("{organ_mark}{}〔{year}〕第　号", form.mark())
}

/// A ground's number as the law writes it: 一 to 十.
pub(crate) const fn chinese_numeral(number: u8) -> Option<&'static str> {
    const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    match number {
        1..=10 => Some(NUMERALS[number as usize - 1]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Edition, PaperKind};

    #[test]
    fn numbers_are_written_as_the_form_writes_them() {
        let number = |kind| paper_no("岳市监", Form { edition: Edition::Order121, kind }, 2026, 12);
        assert_eq!(number(PaperKind::ComplaintAccepted), "岳市监诉受〔2026〕第12号");
        assert_eq!(number(PaperKind::ComplaintDeclined), "岳市监诉不受〔2026〕第12号");
        let form = Form { edition: Edition::Order20, kind: PaperKind::MediationEnded };
        assert_eq!(paper_no("岳市监", form, 2025, 3), "岳市监调终〔2025〕第3号");
        assert_eq!(unnumbered("岳市监", form, 2025), "岳市监调终〔2025〕第　号");
    }

    #[test]
    fn numerals_end_at_ten() {
        assert_eq!([0, 1, 3, 7, 10, 11].map(chinese_numeral), [None, Some("一"), Some("三"), Some("七"), Some("十"), None]);
    }
}
