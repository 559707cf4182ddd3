//! Chinese characters as people mistake them for one another: by form (traditional, variant), by sound (every reading,
//! also as an accent says it), by look.
//!
//! Traditional to simplified is what the crate `simplet2s` makes of a character that stands alone (of the crates that carry
//! such a table it is the one that brings no source of randomness into this pure room), readings are those of the crate
//! `pinyin`. Both are looked up once per character of the basic plane and kept in one table.

use std::sync::LazyLock;

use pinyin::ToPinyinMulti;
use rustc_hash::FxHashMap;

use crate::look_alike;

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;
/// Readings kept of one character: the most usual and, of a surname, the one that it has as such, of another the next.
/// The dictionary lists rare ones last; with all of them strangers' names would sound alike.
const READINGS: usize = 2;

/// Characters that the crate would fold but that the Table of General Standard Characters of 2013 has as characters of
/// their own, in surnames (甯 is not 宁) and given names.
const KEPT: &str = "甯琯祐薰炁疋珮暱燿";

/// Old shapes of common characters that the crate leaves alone, and traditional characters of names that it lacks. Variants that the Table of General Standard Characters
/// of 2013 gave back as characters of their own for names (喆 beside 哲, 堃 beside 坤) stay apart: they sound alike, and that is found.
const VARIANTS: &str = "崑昆崙仑嫺娴祕秘徧遍喦岩嵒岩弍二弎三叁三寗宁峯峰羣群畧略勛勋勲勋恆恒谿溪昻昂寔实寳宝琹琴廼乃桺柳栢柏楳梅\
    峩峨鵞鹅澂澄灋法濶阔煇辉箇个汙污呉吴髙高恵惠徳德瑠琉産产彥彦戶户冄冉靑青淸清眞真敎教內内絶绝説说兪俞曁暨\
    産产蕓芸澐沄潙沩儁俊嫿婳孋㛤覎觃薴苧蘺蓠槼椝璯㻅欅榉灡㳕瀂澛紬䌷絅䌹緄绲訒讱囌苏畵画嬃媭峯峰僨偾冑胄卽即嚐尝寀采\
    慼戚斆敩査查棊棋榘矩櫱蘖痾疴綈绨繰缲繢缋蔘参藭䓖裊袅襉裥録录緑绿絛绦鎭镇鷄鸡閲阅鋭锐悅悦";

/// What an accent does, in this order; after the sibilants are flat, every `hu` begins a syllable.
const ACCENT: [(&str, &str); 9] =
    [("zh", "z"), ("ch", "c"), ("sh", "s"), ("eng", "en"), ("ing", "in"), ("hua", "fa"), ("hui", "fei"), ("hun", "fen"), ("hu", "fu")];

/// One character of the table.
#[derive(Clone, Copy, Default)]
struct Entry {
    /// The simplified, usual form; 0 = itself.
    folded: u16,
    /// Syllables, most usual first; 0 = none.
    readings: [u16; READINGS],
    /// The same as an accent of the south says them.
    accents: [u16; READINGS],
}

struct Table {
    entries: Vec<Entry>,
    /// Syllables by number; 0 is none.
    syllables: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let mut table = Self { entries: vec![Entry::default(); (LAST - FIRST + 1) as usize], syllables: vec![String::new()] };
        let mut number_of: FxHashMap<String, u16> = FxHashMap::default();
        let mut number = |syllables: &mut Vec<String>, text: &str| {
            *number_of.entry(text.to_owned()).or_insert_with(|| {
                syllables.push(text.to_owned());
                u16::try_from(syllables.len() - 1).expect("a language has a few hundred syllables")
            })
        };
        for code in FIRST..=LAST {
            let Some(c) = char::from_u32(code) else { continue };
            let Some(all) = c.to_pinyin_multi() else { continue };
            let entry = &mut table.entries[(code - FIRST) as usize];
            let mut kept = 0;
            let mut readings = all.into_iter().map(pinyin::Pinyin::plain);
            let usual = readings.next();
            for reading in usual.into_iter().chain(surname_reading(c)).chain(readings) {
                let syllable = number(&mut table.syllables, reading);
                if kept < READINGS && !entry.readings[..kept].contains(&syllable) {
                    entry.readings[kept] = syllable;
                    entry.accents[kept] = number(&mut table.syllables, &accent(reading));
                    kept += 1;
                }
            }
        }
        for c in (FIRST..=LAST).filter_map(char::from_u32).filter(|c| !KEPT.contains(*c)) {
            let simplified = simplet2s::convert(c.encode_utf8(&mut [0; 4]));
            if let Some(to) = simplified.chars().next().filter(|to| *to != c) {
                table.fold(c, to);
            }
        }
        let variants: Vec<char> = VARIANTS.chars().filter(|c| !c.is_whitespace()).collect();
        for pair in variants.chunks_exact(2) {
            table.fold(pair[0], pair[1]);
        }
        table
    }

    fn fold(&mut self, from: char, to: char) {
        if let (Some(at), Ok(to)) = (place(from), u16::try_from(u32::from(to))) {
            self.entries[at].folded = to;
        }
    }
}

fn place(c: char) -> Option<usize> {
    let code = u32::from(c);
    (FIRST..=LAST).contains(&code).then(|| (code - FIRST) as usize)
}

fn entry(c: char) -> Entry {
    place(c).map_or(Entry::default(), |at| TABLE.entries[at])
}

/// How a southern speaker says a syllable, or a name spelled without spaces: n and l, h and f before u, flat and curled
/// sibilants, -n and -ng after e and i are one. 福 and 胡, 刘 and 牛, 陈 and 程 are the same name on the telephone in Hunan.
pub(crate) fn accent(spelled: &str) -> String {
    let mut text = spelled.to_owned();
    for (said, meant) in ACCENT {
        if text.contains(said) {
            text = text.replace(said, meant);
        }
    }
    let letters: Vec<char> = text.chars().collect();
    let is_vowel = |c: Option<&char>| c.is_some_and(|c| "aeiouvü".contains(*c));
    (0..letters.len()).map(|i| if letters[i] == 'n' && is_vowel(letters.get(i + 1)) { 'l' } else { letters[i] }).collect()
}

/// Whether a character is a Chinese one, of any plane.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// The usual simplified form.
pub(crate) fn folded(c: char) -> char {
    let mut c = c;
    // A variant of a traditional form takes two steps; more would be a circle.
    for _ in 0..2 {
        match entry(c).folded {
            0 => return c,
            code => c = char::from_u32(u32::from(code)).unwrap_or(c),
        }
    }
    c
}

/// How a character is read, without tone; `None` for one that the dictionary lacks.
pub(crate) fn reading(c: char, is_surname: bool) -> Option<&'static str> {
    syllable(entry(c).readings, is_surname && surname_reading(c).is_some())
}

/// How an accent says it.
pub(crate) fn accented(c: char, is_surname: bool) -> Option<&'static str> {
    syllable(entry(c).accents, is_surname && surname_reading(c).is_some())
}

/// The reading of a surname stands second where it is not the most usual one.
fn syllable(readings: [u16; READINGS], is_second: bool) -> Option<&'static str> {
    let number = if is_second && readings[1] != 0 { readings[1] } else { readings[0] };
    (number != 0).then(|| TABLE.syllables[number as usize].as_str())
}

/// A reading of a surname where it differs from the most usual one of the character.
const fn surname_reading(c: char) -> Option<&'static str> {
    Some(match c {
        '单' => "shan",
        '曾' => "zeng",
        '解' => "xie",
        '仇' => "qiu",
        '查' => "zha",
        '区' => "ou",
        '朴' => "piao",
        '盖' => "ge",
        '翟' => "zhai",
        '乐' => "yue",
        '覃' => "qin",
        '缪' => "miao",
        '燕' => "yan",
        '员' => "yun",
        '召' => "shao",
        '尉' => "yu",
        '种' => "chong",
        '繁' => "po",
        '秘' => "bi",
        '折' => "she",
        '隗' => "wei",
        '长' => "zhang",
        '逄' => "pang",
        '郇' => "huan",
        _ => return None,
    })
}

/// Whether two characters can be read alike: any reading of the one is any of the other. A surname has one reading.
pub(crate) fn sound_alike(a: char, b: char, is_surname: bool) -> bool {
    if is_surname { alike(reading(a, true), reading(b, true)) } else { share(&entry(a).readings, &entry(b).readings) }
}

/// Whether an accent makes them alike.
pub(crate) fn sound_near(a: char, b: char, is_surname: bool) -> bool {
    if is_surname { alike(accented(a, true), accented(b, true)) } else { share(&entry(a).accents, &entry(b).accents) }
}

fn alike(a: Option<&str>, b: Option<&str>) -> bool {
    a.is_some() && a == b
}

/// Whether an eye or a scanner takes one for the other.
pub(crate) fn look_alike(a: char, b: char) -> bool {
    look_alike::are_alike(a, b)
}

fn share(a: &[u16; READINGS], b: &[u16; READINGS]) -> bool {
    a.iter().any(|syllable| *syllable != 0 && b.contains(syllable))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_fold() {
        let fold = |text: &str| text.chars().map(folded).collect::<String>();
        let table = [
            ("張建國", "张建国"),
            ("葉問", "叶问"),
            ("鄧麗君", "邓丽君"),
            ("陳喆", "陈喆"),
            ("呉靑", "吴青"),
            ("鍾傑", "钟杰"),
            ("劉峯", "刘峰"),
            ("李明", "李明"),
            ("䶮垚", "䶮垚"),
        ];
        for (raw, wanted) in table {
            assert_eq!(fold(raw), wanted, "{raw}");
        }
    }

    #[test]
    fn sounds() {
        let table = [
            ('明', '鸣', true, true),
            ('曾', '增', true, true),
            ('单', '善', true, true),
            ('刘', '牛', false, true),
            ('胡', '福', false, true),
            ('陈', '程', false, true),
            ('黄', '方', false, true),
            ('张', '李', false, false),
            ('王', '万', false, false),
            ('王', '玉', false, false),
        ];
        for (a, b, alike, near) in table {
            assert_eq!((sound_alike(a, b, true), sound_near(a, b, true)), (alike, near), "{a} {b}");
            assert_eq!((sound_alike(b, a, true), sound_near(b, a, true)), (alike, near), "{b} {a}");
        }
        assert!(sound_alike('乐', '悦', false) && sound_alike('乐', '勒', false) && !sound_alike('乐', '勒', true));
    }
}
