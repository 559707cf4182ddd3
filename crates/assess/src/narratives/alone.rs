//! One text that comes alone, held against the middles of templates one by one.

use super::boilerplate::Boilerplate;
use super::similarity::Similarity;
use super::sketch;
use super::words::{Masking, Reader};
use super::{SHINGLES_NEEDED, sets};

/// Bands of the sketch under which the middles of templates are kept. A text joins a template at four fifths and more, and meets
/// its middle in one of sixteen bands with a probability of 0.9998 then.
pub const TEMPLATE_BANDS: usize = 16;

/// The shingles of one text. Numbers from which no word can be read, but which tell whether a guessed text is this one: not to be kept.
pub struct Words {
    shingles: Vec<u64>,
}

impl Words {
    /// Reads a text as [`super::Narratives`] with [`Masking::Changing`] does; `None` where it says too little to be like another.
    pub fn read(text: &str, changing: &[&str], known: &Boilerplate) -> Option<Self> {
        let mut shingles = Vec::with_capacity(text.len() / 3);
        Reader::default().shingles(text, changing, Masking::Changing, known, &mut shingles);
        (shingles.len() >= SHINGLES_NEEDED).then_some(Self { shingles })
    }

    /// The keys of its bands; blind them before they are kept.
    pub fn bands(&self) -> [u32; TEMPLATE_BANDS] {
        of_template(&self.shingles)
    }

    /// How alike two texts are.
    pub fn similarity(&self, other: &Self) -> Similarity {
        let size = |words: &Self| u32::try_from(words.shingles.len()).unwrap_or(u32::MAX);
        Similarity::of(sets::common(&self.shingles, &other.shingles), size(self), size(other))
    }

    /// Whether a text belongs to the template whose middle this is, where members of one template are `near` each other.
    pub fn leads(&self, other: &Self, near: Similarity) -> bool {
        self.similarity(other) >= near.halfway()
    }
}

pub(super) fn of_template(shingles: &[u64]) -> [u32; TEMPLATE_BANDS] {
    let keys = sketch::keys(shingles);
    std::array::from_fn(|band| keys[band])
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::*;
    use crate::narratives::{Narrative, Narratives};

    const NEAR: Similarity = Similarity::permille(600);

    #[test]
    fn a_text_alone_finds_the_template_that_a_comparison_of_all_puts_it_in() {
        let text = |end: &str| format!("我在店里购买的白酒外包装没有标注生产日期和保质期限，经营者拒绝出示进货票据，态度十分恶劣，{end}");
        let texts: Vec<String> = ["要求退款", "要求退货", "要求处理"].iter().map(|end| text(end)).collect();
        let known = Boilerplate::default();
        let mut narratives = Narratives::new(known.clone(), Masking::Changing);
        let given: Vec<Narrative<'_>> =
            (1..).zip(&texts).map(|(submission_id, text)| Narrative { submission_id, text, changing: &[] }).collect();
        narratives.add(&given, NonZeroUsize::MIN);
        let near = narratives.compare(NEAR, NonZeroUsize::MIN);
        let template = &near.templates()[0];
        assert_eq!(template.members.len(), 3);
        let representative = usize::try_from(template.representative - 1).expect("an index");
        let middle = Words::read(&texts[representative], &[], &known).expect("enough");
        let alone = Words::read(&text("要求赔偿"), &[], &known).expect("enough");
        assert!(middle.leads(&alone, NEAR));
        assert!(middle.bands().iter().zip(alone.bands()).any(|(a, b)| *a == b));
        assert_eq!(near.bands_of_templates(), [(template.representative, middle.bands())]);
        let other = Words::read("快递员把包裹丢在雨里，手机屏幕摔碎了，客服一直推诿不肯负责任", &[], &known).expect("enough");
        assert!(!middle.leads(&other, NEAR));
        assert!(Words::read("没有", &[], &known).is_none());
    }
}
