//! The wording of one text as one number: copies of a template in which only names, dates and sums were changed have the same.

use super::words::Reader;

/// Characters below which a text says too little: [`super::SHINGLES_NEEDED`] shingles.
const CHARACTERS_NEEDED: usize = super::SHINGLES_NEEDED + 2;

/// The wording of a text with its numbers and the `changing` parts masked as [`super::Masking::Changing`] does it; `None` where
/// it says too little. Texts with one fingerprint have the same shingles, so that a run puts them in one template.
/// It tells whether a guessed text was filed: blind it before it is kept.
pub fn fingerprint(text: &str, changing: &[&str]) -> Option<u64> {
    Reader::default().wording(text, changing, CHARACTERS_NEEDED)
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn copies_have_one_fingerprint_and_other_words_another() {
        let one = fingerprint("我于3月1日在甲乙超市买了酱板鸭两袋，花了35元，要求退一赔十。", &["甲乙超市", "酱板鸭"]);
        let two = fingerprint("我于12月24日在丙丁商行买了毛尖茶两袋，花了1280.00元，要求退一赔十！", &["丙丁商行", "毛尖茶"]);
        assert!(one.is_some());
        assert_eq!(one, two);
        assert_ne!(one, fingerprint("我于3月1日在甲乙超市买了酱板鸭两袋，花了35元，要求退货退款。", &["甲乙超市", "酱板鸭"]));
        assert_eq!(fingerprint("请依法查处", &[]), None);
    }
}
