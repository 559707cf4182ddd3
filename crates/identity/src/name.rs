//! Names: full, masked (张*、张某某), with a title instead of a given name (张先生), or not Chinese at all.

use casework::values::clean_text;
use pinyin::ToPinyin;

use crate::compare::Level;

/// Surnames of two characters that are still common; any other surname is the first character.
const COMPOUND_SURNAMES: [&str; 16] =
    ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "长孙", "宇文", "司徒", "令狐", "夏侯", "端木", "南宫"];

/// Titles by which a desk writes down a caller who gave only a surname.
const TITLES: [&str; 12] = ["先生", "女士", "小姐", "同志", "老师", "师傅", "阿姨", "老板", "大爷", "大妈", "经理", "男士"];

/// Words that stand in the name's cell where no name was given.
const PLACEHOLDERS: [&str; 14] = [
    "匿名",
    "匿名用户",
    "匿名群众",
    "未知",
    "不详",
    "无",
    "群众",
    "市民",
    "热心市民",
    "消费者",
    "保密",
    "不愿透露",
    "不愿透露姓名",
    "举报人",
];

/// A name in the form in which it is compared. Only the filer's own writing counts: tones, spaces and dots do not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum NameForm {
    /// Every character is known.
    Full { chars: Vec<char>, sounds: Vec<&'static str> },
    /// Some characters are `*`; the first is not.
    Masked { chars: Vec<char> },
    /// Only the surname is known.
    Titled { surname: Vec<char> },
    /// Letters of another script, case folded.
    Foreign { text: String },
}

impl NameForm {
    pub(crate) fn parse(raw: &str) -> Option<Self> {
        let text = without_brackets(&clean_text(raw));
        if PLACEHOLDERS.contains(&text.as_str()) || text.is_empty() {
            return None;
        }
        if !text.chars().any(is_han) {
            let folded: String = text.chars().filter(|c| c.is_alphanumeric() || *c == '*').flat_map(char::to_lowercase).collect();
            return (folded.chars().count() >= 3 && !folded.contains('*')).then_some(Self::Foreign { text: folded });
        }
        let chars: Vec<char> = text.chars().filter_map(fold_character).collect();
        let title = TITLES.iter().find(|t| chars.len() > 2 && chars.ends_with(&t.chars().collect::<Vec<_>>()));
        let (body, titled) = title.map_or((chars.as_slice(), false), |_| (&chars[..chars.len() - 2], true));
        let surname = surname_length(body);
        if body[0] == '*' {
            return None;
        }
        if titled && body[surname..].iter().all(|&c| c == '*') {
            return Some(Self::Titled { surname: body[..surname].to_vec() });
        }
        match body.len() {
            1 => Some(Self::Titled { surname: body.to_vec() }),
            _ if body.contains(&'*') => Some(Self::Masked { chars: body.to_vec() }),
            _ => {
                let sounds = body.iter().map(|c| c.to_pinyin().map_or("?", pinyin::Pinyin::plain)).collect();
                Some(Self::Full { chars: body.to_vec(), sounds })
            }
        }
    }

    /// The same text for names that count as equal.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Full { chars, .. } | Self::Masked { chars } => chars.iter().collect(),
            Self::Titled { surname } => surname.iter().collect::<String>() + "?",
            Self::Foreign { text } => text.clone(),
        }
    }

    /// The part of a blocking key that a name gives: how a full name sounds, so that homophones meet.
    pub(crate) fn sound(&self) -> Option<String> {
        match self {
            // A character that the table of sounds lacks (rare ones) stands for itself.
            Self::Full { chars, sounds } => Some(
                chars
                    .iter()
                    .zip(sounds)
                    .map(|(c, s)| if *s == "?" { c.to_string() } else { (*s).to_owned() })
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            Self::Foreign { text } => Some(text.clone()),
            Self::Masked { .. } | Self::Titled { .. } => None,
        }
    }

    /// How alike two names are, and how many characters agree where both are readable.
    pub(crate) fn compare(&self, other: &Self) -> (Level, usize) {
        match (self, other) {
            (Self::Foreign { text: a }, Self::Foreign { text: b }) => {
                let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
                let shared = a.len().min(b.len());
                if a == b {
                    (Level::Equal, shared)
                } else if shared >= 6 && one_edit(&a, &b) {
                    (Level::Near, shared)
                } else {
                    (Level::Differs, 0)
                }
            }
            (Self::Foreign { .. }, _) | (_, Self::Foreign { .. }) => (Level::Differs, 0),
            (Self::Full { chars: a, sounds: x }, Self::Full { chars: b, sounds: y }) => compare_full(a, x, b, y),
            (Self::Titled { .. }, _) | (_, Self::Titled { .. }) => {
                if self.surname() == other.surname() {
                    (Level::Title, 1)
                } else {
                    (Level::Differs, 0)
                }
            }
            _ => {
                let (a, b) = (self.characters(), other.characters());
                masks_agree(a, b).map_or((Level::Differs, 0), |visible| (Level::Masked, visible))
            }
        }
    }

    fn characters(&self) -> &[char] {
        match self {
            Self::Full { chars, .. } | Self::Masked { chars } => chars,
            Self::Titled { surname } => surname,
            Self::Foreign { .. } => &[],
        }
    }

    fn surname(&self) -> &[char] {
        let chars = self.characters();
        &chars[..surname_length(chars).min(chars.len())]
    }
}

fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Han characters stay, everything that hides one becomes `*`, the rest (dots, spaces, digits) goes.
fn fold_character(c: char) -> Option<char> {
    match c {
        '*' | '＊' | '某' | '×' | '○' | '〇' | '□' => Some('*'),
        c if is_han(c) => Some(c),
        _ => None,
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && !c.is_whitespace() => kept.push(c),
            _ => {}
        }
    }
    kept
}

fn surname_length(chars: &[char]) -> usize {
    let compound = chars.len() >= 2 && COMPOUND_SURNAMES.iter().any(|s| s.chars().eq(chars[..2].iter().copied()));
    if compound { 2 } else { 1 }
}

fn compare_full(a: &[char], x: &[&str], b: &[char], y: &[&str]) -> (Level, usize) {
    let same_surname = a[..surname_length(a)] == b[..surname_length(b)];
    if a == b {
        return (Level::Equal, a.len());
    }
    let sounds_agree = a.len() == b.len() && (0..a.len()).all(|i| a[i] == b[i] || (x[i] != "?" && x[i] == y[i]));
    if sounds_agree {
        return (Level::Homophone, a.len());
    }
    // With two characters an edit leaves one: that is a surname, or a given name that thousands bear.
    let enough_left = a.len().min(b.len()) >= 3 || (same_surname && a.len().max(b.len()) <= 3);
    if enough_left && one_edit(a, b) {
        return (Level::Near, a.iter().zip(b).filter(|(p, q)| p == q).count());
    }
    (if same_surname { Level::GivenDiffers } else { Level::Differs }, 0)
}

/// Whether one substitution, insertion, deletion or swap of neighbours turns `a` into `b`, by character.
fn one_edit(a: &[char], b: &[char]) -> bool {
    if a.len() == b.len() {
        let wrong: Vec<usize> = (0..a.len()).filter(|&i| a[i] != b[i]).collect();
        return match wrong.as_slice() {
            [_] => true,
            [i, j] => i + 1 == *j && a[*i] == b[*j] && a[*j] == b[*i],
            _ => false,
        };
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.len() == short.len() + 1 && (0..long.len()).any(|i| long[..i] == short[..i] && long[i + 1..] == short[i..])
}

/// The number of characters visible in both, where nothing visible disagrees. A single trailing `*` hides any number of characters.
fn masks_agree(a: &[char], b: &[char]) -> Option<usize> {
    let is_open = |n: &[char]| n.len() == 2 && n[1] == '*';
    if is_open(a) || is_open(b) {
        return (a[0] == b[0]).then_some(1);
    }
    if a.len() != b.len() {
        return None;
    }
    let mut visible = 0;
    for (p, q) in a.iter().zip(b) {
        match (p, q) {
            ('*', _) | (_, '*') => {}
            _ if p == q => visible += 1,
            _ => return None,
        }
    }
    Some(visible)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str) -> Option<(Level, usize)> {
        Some(NameForm::parse(a)?.compare(&NameForm::parse(b)?))
    }

    #[test]
    fn levels_of_names() {
        let table = [
            ("张建国", "张 建 国", Level::Equal, 3),
            ("张建国（代）", "张建国", Level::Equal, 3),
            ("李明", "李鸣", Level::Homophone, 2),
            ("张建国", "章建国", Level::Homophone, 3),
            ("李小红", "李小明", Level::Near, 2),
            ("李小明", "李明小", Level::Near, 1),
            ("王小明", "李小明", Level::Near, 2),
            ("李明", "李小明", Level::Near, 1),
            ("李明", "李鹏", Level::Near, 1),
            ("李明", "王明", Level::Differs, 0),
            ("李建军", "李爱华", Level::GivenDiffers, 0),
            ("张建国", "李爱华", Level::Differs, 0),
            ("张*", "张建国", Level::Masked, 1),
            ("张*国", "张建国", Level::Masked, 2),
            ("张某某", "张建国", Level::Masked, 1),
            ("张*军", "张建国", Level::Differs, 0),
            ("张先生", "张建国", Level::Title, 1),
            ("欧阳女士", "欧阳修竹", Level::Title, 1),
            ("张先生", "李建国", Level::Differs, 0),
            ("张建国先生", "张建国", Level::Equal, 3),
            ("John Smith", "JOHN SMITH", Level::Equal, 9),
            ("John Smith", "Jon Smith", Level::Near, 8),
            ("䶮垚", "䶮垚", Level::Equal, 2),
        ];
        for (a, b, level, shared) in table {
            assert_eq!(check(a, b), Some((level, shared)), "{a} {b}");
            assert_eq!(check(b, a), Some((level, shared)), "{b} {a}");
        }
    }

    #[test]
    fn no_name_is_no_evidence() {
        for empty in ["匿名", "热心市民", "", "**", "（保密）"] {
            assert!(NameForm::parse(empty).is_none(), "{empty}");
        }
    }
}
