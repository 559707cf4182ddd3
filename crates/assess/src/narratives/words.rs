//! From a text to its shingles: every stretch of three characters that remains when spelling, punctuation and the
//! changing parts of a template are taken away.

use super::boilerplate::Boilerplate;

/// Stands where a number, a date, a sum or a telephone stood.
const NUMBER: char = '#';

/// Stands where something stood that the caller named as changing: a trader, a person, a product.
const CHANGING: char = '□';

/// Characters per shingle. Two are too common in Chinese to tell texts apart, four tear at every changed word.
const LENGTH: usize = 3;

/// Whether the changing parts of a text are masked before it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masking {
    /// Numbers and what the caller names as changing become one mark each: copies of a template come out alike.
    Changing,
    /// Spelling and punctuation only: similarity of the words as they stand.
    Nothing,
}

/// Reads texts; holds only room to work in, wiped after every text.
#[derive(Default)]
pub(crate) struct Reader {
    chars: Vec<char>,
    part: Vec<char>,
    masked: Vec<char>,
}

impl Reader {
    /// Appends the text's own shingles, sorted, each once. Shingles of statutes are not the text's own.
    pub(crate) fn shingles(&mut self, text: &str, changing: &[&str], masking: Masking, known: &Boilerplate, into: &mut Vec<u64>) {
        fold(text, &mut self.chars);
        if masking == Masking::Changing {
            self.mask_parts(changing);
            mask_numbers(&self.chars, &mut self.masked);
            std::mem::swap(&mut self.chars, &mut self.masked);
        }
        let start = into.len();
        into.extend(self.chars.windows(LENGTH).map(shingle).filter(|shingle| !known.holds(*shingle)));
        into[start..].sort_unstable();
        dedup_from(into, start);
        self.wipe();
    }

    /// A hash of the masked text as it stands; `None` where fewer than `needed` characters are left.
    pub(super) fn wording(&mut self, text: &str, changing: &[&str], needed: usize) -> Option<u64> {
        fold(text, &mut self.chars);
        self.mask_parts(changing);
        mask_numbers(&self.chars, &mut self.masked);
        let hash = self.masked.iter().fold(0, |hash, c| mix(hash ^ u64::from(u32::from(*c))));
        let says_enough = self.masked.len() >= needed;
        self.wipe();
        says_enough.then_some(hash)
    }

    /// Appends every shingle of a text with its numbers masked, in the order in which they stand, repeats too.
    pub(crate) fn all_shingles(&mut self, text: &str, known: &Boilerplate, into: &mut Vec<u64>) {
        fold(text, &mut self.chars);
        mask_numbers(&self.chars, &mut self.masked);
        into.extend(self.masked.windows(LENGTH).map(shingle).filter(|shingle| !known.holds(*shingle)));
        self.wipe();
    }

    fn mask_parts(&mut self, changing: &[&str]) {
        for part in changing {
            fold(part, &mut self.part);
            if self.part.len() < 2 {
                continue;
            }
            self.masked.clear();
            let mut at = 0;
            while at < self.chars.len() {
                if self.chars[at] == self.part[0] && self.chars[at..].starts_with(&self.part) {
                    self.masked.push(CHANGING);
                    at += self.part.len();
                } else {
                    self.masked.push(self.chars[at]);
                    at += 1;
                }
            }
            std::mem::swap(&mut self.chars, &mut self.masked);
        }
    }

    fn wipe(&mut self) {
        for room in [&mut self.chars, &mut self.part, &mut self.masked] {
            room.fill('\0');
            room.clear();
        }
    }
}

/// The characters that carry meaning: full-width forms as their plain ones, Latin letters small, no punctuation or space.
fn fold(text: &str, into: &mut Vec<char>) {
    into.clear();
    into.extend(text.chars().filter_map(|c| match c {
        '\u{4e00}'..='\u{9fff}' | '0'..='9' | 'a'..='z' | CHANGING => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        '\u{ff01}'..='\u{ff5e}' => {
            let plain = char::from(u8::try_from(u32::from(c) - 0xfee0).unwrap_or(b' '));
            plain.is_ascii_alphanumeric().then(|| plain.to_ascii_lowercase())
        }
        _ => c.is_alphanumeric().then_some(c),
    }));
}

/// Runs of digits, and of at least two Chinese numerals (`五十五`), become one mark; a single `一` is a word like any other.
fn mask_numbers(chars: &[char], into: &mut Vec<char>) {
    into.clear();
    let mut at = 0;
    while at < chars.len() {
        let run = chars[at..].iter().take_while(|c| is_numeral(**c)).count();
        let is_number = run >= 2 || (run == 1 && chars[at].is_ascii_digit());
        if is_number {
            into.push(NUMBER);
            at += run;
        } else {
            into.push(chars[at]);
            at += 1;
        }
    }
}

const fn is_numeral(c: char) -> bool {
    matches!(c, '0'..='9' | '零' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '两')
}

/// Three characters as one number: 21 bits each, then mixed by a bijection. Different shingles never meet, and sorting by
/// the mixed number puts them in an order that has nothing to do with the words.
fn shingle(chars: &[char]) -> u64 {
    mix(chars.iter().fold(0, |packed, c| packed << 21 | u64::from(u32::from(*c))))
}

/// A bijection of 64 bits (the finaliser of SplitMix64, Steele et al., OOPSLA 2014).
pub(super) const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Removes repeats from the sorted tail that begins at `start`.
fn dedup_from(values: &mut Vec<u64>, start: usize) {
    let mut kept = start;
    for at in start..values.len() {
        if kept == start || values[kept - 1] != values[at] {
            values[kept] = values[at];
            kept += 1;
        }
    }
    values.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, changing: &[&str]) -> Vec<u64> {
        let mut found = Vec::new();
        Reader::default().shingles(text, changing, Masking::Changing, &Boilerplate::default(), &mut found);
        found
    }

    fn masked(text: &str, changing: &[&str]) -> String {
        let mut reader = Reader::default();
        fold(text, &mut reader.chars);
        reader.mask_parts(changing);
        mask_numbers(&reader.chars, &mut reader.masked);
        reader.masked.iter().collect()
    }

    #[test]
    fn the_changing_parts_of_a_template_are_marks() {
        assert_eq!(
            masked("本人张三于2025年3月5日在【好又多】超市，花了￥12.50元、三十五元。", &["好又多", "张三"]),
            "本人□于#年#月#日在□超市花了#元#元"
        );
        assert_eq!(masked("一个电话１３８****８０００，ＱＱ不回", &[]), "一个电话#qq不回");
    }

    #[test]
    fn copies_of_a_template_are_one_text() {
        let one = read("我于3月1日在甲乙超市买了酱板鸭两袋，花了35元，要求退一赔十。", &["甲乙超市", "酱板鸭"]);
        let two = read("我于12月24日在丙丁商行买了毛尖茶两袋，花了1280.00元，要求退一赔十！", &["丙丁商行", "毛尖茶"]);
        assert_eq!(one, two);
        assert!(one.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn spelling_is_no_difference_and_words_are() {
        assert_eq!(read("生产日期 ABC，模糊", &[]), read("生产日期ａｂｃ模糊！", &[]));
        assert_ne!(read("生产日期模糊不清", &[]), read("生产日期清清楚楚", &[]));
        assert_eq!(read("两字", &[]), Vec::<u64>::new());
    }
}
