//! Names: full, masked (张*、张某某), with a title instead of a given name (张先生、小张), or not Chinese at all.

use casework::values::clean_text;

use crate::compare::Level;
use crate::edit::one_slip;
use crate::han::{self, is_han};

/// Surnames of two characters that are still common; any other surname is the first character.
const COMPOUND_SURNAMES: [&str; 28] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "长孙", "宇文", "司徒", "令狐", "夏侯", "端木", "南宫", "轩辕",
    "钟离", "闻人", "澹台", "公冶", "淳于", "申屠", "太史", "闾丘", "万俟", "东郭", "百里",
];

/// The first characters of these, so that any other is not looked up.
const COMPOUND_BEGIN: &str = "欧司上诸东皇尉公慕长宇令夏端南轩钟闻澹淳申太闾万百";

/// The hundred commonest surnames: after 小 or 老 one of them is a surname, and nothing else is known.
const COMMON_SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎\
    余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";

/// Titles by which a desk writes down a caller who gave only a surname; longer ones first.
const TITLES: [&str; 24] = [
    "先生", "女士", "小姐", "同志", "老师", "师傅", "阿姨", "老板", "大爷", "大妈", "经理", "男士", "太太", "夫人", "同学", "医生", "大姐",
    "大哥", "叔叔", "奶奶", "爷爷", "总", "姐", "哥",
];

/// Words that stand in the name's cell where no name was given.
const PLACEHOLDERS: [&str; 22] = [
    "匿名",
    "匿名用户",
    "匿名群众",
    "匿名人",
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
    "投诉人",
    "来电人",
    "用户",
    "先生",
    "女士",
    "未提供",
    "不提供",
];

/// Characters of a name, in place where they are as few as nearly always.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Chars {
    Few(u8, [char; 4]),
    Many(Box<[char]>),
}

impl Chars {
    fn of(chars: &[char]) -> Self {
        if chars.len() > 4 {
            return Self::Many(chars.into());
        }
        let mut few = ['\0'; 4];
        few[..chars.len()].copy_from_slice(chars);
        Self::Few(chars.len() as u8, few)
    }
}

impl std::ops::Deref for Chars {
    type Target = [char];

    fn deref(&self) -> &[char] {
        match self {
            Self::Few(length, chars) => &chars[..usize::from(*length)],
            Self::Many(chars) => chars,
        }
    }
}

impl std::fmt::Debug for Chars {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} characters", self.len())
    }
}

/// What a title says of its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Sex {
    Man,
    Woman,
}

impl Sex {
    fn of_title(title: &str) -> Option<Self> {
        match title {
            "先生" | "男士" | "大爷" | "大哥" | "叔叔" | "爷爷" | "哥" => Some(Self::Man),
            "女士" | "小姐" | "阿姨" | "大妈" | "太太" | "夫人" | "大姐" | "奶奶" | "姐" => Some(Self::Woman),
            _ => None,
        }
    }
}

/// A name in the form in which it is compared. Only the filer's own writing counts: tones, spaces and dots do not,
/// traditional and old forms are folded.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum NameForm {
    /// Every character is known. `head` is what stands before the first dot: of 阿依古丽·买买提 many systems keep only that.
    Full { chars: Chars, head: u16 },
    /// Some characters are `*`; the first is not.
    Masked { chars: Chars },
    /// Only the surname is known, and by most titles the sex.
    Titled { surname: Chars, sex: Option<Sex> },
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
        let written: Vec<char> = text.chars().filter_map(fold_character).collect();
        let head = written.iter().position(|c| *c == '·').filter(|at| *at >= 2);
        let chars: Vec<char> = written.into_iter().filter(|c| *c != '·').collect();
        if chars.first().is_none_or(|c| *c == '*') {
            return None;
        }
        if let Some(surname) = nickname(&chars) {
            return Some(Self::Titled { surname: Chars::of(&[surname]), sex: None });
        }
        let title = TITLES.iter().map(|t| t.chars().count()).zip(TITLES).find(|(length, title)| {
            // 总, 姐 and 哥 are also the last character of a given name.
            chars.len() > *length && (*length == 2 || chars.len() == 2) && title.chars().eq(chars[chars.len() - length..].iter().copied())
        });
        let body = title.map_or(chars.as_slice(), |(length, _)| &chars[..chars.len() - length]);
        let sex = title.and_then(|(_, title)| Sex::of_title(title));
        let surname = surname_length(body);
        if title.is_some() && body[surname..].iter().all(|&c| c == '*') {
            return Some(Self::Titled { surname: Chars::of(&body[..surname]), sex });
        }
        match body.len() {
            1 => Some(Self::Titled { surname: Chars::of(body), sex }),
            2 if surname == 2 => Some(Self::Titled { surname: Chars::of(body), sex }),
            _ if body.contains(&'*') => Some(Self::Masked { chars: Chars::of(body) }),
            length => {
                Some(Self::Full { head: u16::try_from(head.unwrap_or(length).min(length)).unwrap_or(u16::MAX), chars: Chars::of(body) })
            }
        }
    }

    /// What a title says of its bearer.
    pub(crate) fn sex(&self) -> Option<Sex> {
        if let Self::Titled { sex, .. } = self { *sex } else { None }
    }

    /// Any part of it, so that it is near.
    pub(crate) fn touch(&self) -> u32 {
        u32::from(matches!(self, Self::Full { head: 0, .. }))
    }

    /// Appends a text that is the same for names that count as equal.
    pub(crate) fn write_text(&self, text: &mut String) {
        match self {
            Self::Full { chars, .. } | Self::Masked { chars } => text.extend(chars.iter()),
            Self::Titled { surname, sex } => {
                text.extend(surname.iter());
                text.push('?');
                text.extend(sex.map(|sex| if sex == Sex::Man { '男' } else { '女' }));
            }
            Self::Foreign { text: letters } => text.push_str(letters),
        }
    }

    /// The part of a blocking key that a name gives: how a full name sounds in a southern mouth, so that homophones,
    /// near sounds and the same name in Latin letters meet.
    pub(crate) fn sound(&self) -> Option<String> {
        let mut text = String::new();
        self.write_sound(&mut text);
        (!text.is_empty()).then_some(text)
    }

    /// As [`NameForm::sound`]; writes nothing where there is none.
    pub(crate) fn write_sound(&self, text: &mut String) {
        match self {
            Self::Full { chars, .. } => spell(chars, han::accented, text),
            Self::Foreign { text: letters } => text.push_str(&han::accent(letters)),
            Self::Masked { .. } | Self::Titled { .. } => {}
        }
    }

    /// How alike two records are that both bear this name.
    pub(crate) fn same_level(&self) -> Level {
        match self {
            Self::Full { .. } | Self::Foreign { .. } => Level::Equal,
            Self::Masked { .. } => Level::Masked,
            Self::Titled { .. } => Level::Title,
        }
    }

    /// How the surname sounds, of any Chinese name.
    pub(crate) fn write_surname_sound(&self, text: &mut String) {
        spell(self.surname(), han::accented, text);
    }

    /// How alike two names are, and how many characters agree where both are readable.
    pub(crate) fn compare(&self, other: &Self) -> (Level, usize) {
        let names = [self.surname(), other.surname()];
        match (self, other) {
            (Self::Foreign { text: a }, Self::Foreign { text: b }) => {
                let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
                let shared = a.len().min(b.len());
                if a == b {
                    (Level::Equal, shared)
                } else if shared >= 6 && one_slip(&a, &b) {
                    (Level::Near, shared)
                } else {
                    (Level::Differs, 0)
                }
            }
            (Self::Foreign { text }, Self::Full { chars, .. }) | (Self::Full { chars, .. }, Self::Foreign { text }) => {
                let (surname, given) = chars.split_at(surname_length(chars).min(chars.len()));
                let mut latin = String::new();
                spell(surname, han::reading, &mut latin);
                let surname = latin;
                let given: String = given.iter().filter_map(|c| han::reading(*c, false)).collect();
                let is_spelling = *text == format!("{surname}{given}") || *text == format!("{given}{surname}");
                if is_spelling { (Level::Homophone, chars.len()) } else { (Level::Differs, 0) }
            }
            (Self::Foreign { .. }, _) | (_, Self::Foreign { .. }) => (Level::Differs, 0),
            (Self::Full { chars: a, head: x }, Self::Full { chars: b, head: y }) => compare_full(a, usize::from(*x), b, usize::from(*y)),
            (Self::Titled { sex: Some(one), .. }, Self::Titled { sex: Some(other), .. }) if one != other => {
                (if names[0] == names[1] { Level::GivenDiffers } else { Level::Differs }, 0)
            }
            (Self::Titled { .. }, _) | (_, Self::Titled { .. }) => {
                let (a, b) = (self.surname(), other.surname());
                let sounds = a.len() == b.len() && a.iter().zip(b).all(|(&p, &q)| p == q || han::sound_alike(p, q, true));
                if sounds { (Level::Title, 1) } else { (Level::Differs, 0) }
            }
            _ => masks_agree(self.characters(), other.characters()).map_or((Level::Differs, 0), |visible| (Level::Masked, visible)),
        }
    }

    fn characters(&self) -> &[char] {
        match self {
            Self::Full { chars, .. } | Self::Masked { chars } => chars,
            Self::Titled { surname, .. } => surname,
            Self::Foreign { .. } => &[],
        }
    }

    fn surname(&self) -> &[char] {
        let chars = self.characters();
        &chars[..surname_length(chars).min(chars.len())]
    }
}

/// Han characters stay in their usual form, everything that hides one becomes `*`, every dot `·`; the rest goes.
fn fold_character(c: char) -> Option<char> {
    match c {
        '*' | '＊' | '某' | '×' | '○' | '〇' | '□' | 'x' | 'X' | 'ｘ' | 'Ｘ' | '?' | '？' | '●' | '■' | '※' => Some('*'),
        '·' | '•' | '・' | '‧' | '∙' | '．' | '.' | '。' => Some('·'),
        c if is_han(c) => Some(han::folded(c)),
        _ => None,
    }
}

/// 王 of 小王, 老王 and 阿王.
fn nickname(chars: &[char]) -> Option<char> {
    match chars {
        ['小' | '老' | '阿', surname] if COMMON_SURNAMES.contains(*surname) => Some(*surname),
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
            _ if depth == 0 && (!c.is_whitespace() || c.is_ascii()) => kept.push(c),
            _ => {}
        }
    }
    kept.trim().to_owned()
}

fn surname_length(chars: &[char]) -> usize {
    let compound =
        chars.len() >= 2 && COMPOUND_BEGIN.contains(chars[0]) && COMPOUND_SURNAMES.iter().any(|s| s.chars().eq(chars[..2].iter().copied()));
    if compound { 2 } else { 1 }
}

/// The name in Latin letters, surname first. A character that the dictionary of sounds lacks stands for itself.
fn spell(chars: &[char], reading: fn(char, bool) -> Option<&'static str>, text: &mut String) {
    for (i, &c) in chars.iter().enumerate() {
        match reading(c, i == 0) {
            Some(syllable) => text.push_str(syllable),
            None => text.push(c),
        }
    }
}

fn compare_full(a: &[char], x: usize, b: &[char], y: usize) -> (Level, usize) {
    if a == b {
        return (Level::Equal, a.len());
    }
    let agreeing = || a.iter().zip(b).filter(|(p, q)| p == q).count();
    if a.len() == b.len() {
        let alike = |test: fn(char, char, bool) -> bool| a.iter().zip(b).enumerate().all(|(i, (&p, &q))| p == q || test(p, q, i == 0));
        if alike(han::sound_alike) {
            return (Level::Homophone, a.len());
        }
        if alike(|p, q, is_surname| han::look_alike(p, q) || han::sound_alike(p, q, is_surname)) {
            return (Level::Lookalike, agreeing());
        }
        if alike(han::sound_near) {
            return (Level::NearSound, agreeing());
        }
    }
    let is_head = |long: &[char], head: usize, short: &[char]| head < long.len() && long[..head] == *short;
    if is_head(a, x, b) || is_head(b, y, a) {
        return (Level::Near, x.min(y));
    }
    let same_surname = a[..surname_length(a)] == b[..surname_length(b)];
    // With two characters an edit leaves one: that is a surname, or a given name that thousands bear.
    let enough_left = a.len().min(b.len()) >= 3 || (same_surname && a.len().max(b.len()) <= 3);
    if enough_left && one_slip(a, b) {
        let is_swap = a.len() == b.len() && agreeing() + 2 == a.len();
        return (if is_swap { Level::Swapped } else { Level::Near }, agreeing());
    }
    (if same_surname { Level::GivenDiffers } else { Level::Differs }, 0)
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
            ("张建国", "張建國", Level::Equal, 3),
            ("葉鳳儀", "叶凤仪", Level::Equal, 3),
            ("张建国（代）", "张建国", Level::Equal, 3),
            ("李明", "李鸣", Level::Homophone, 2),
            ("张建国", "章建国", Level::Homophone, 3),
            ("张建国", "章健国", Level::Homophone, 3),
            ("曾小红", "增小红", Level::Homophone, 3),
            ("单雄", "善雄", Level::Homophone, 2),
            ("李喆", "李哲", Level::Homophone, 2),
            ("张建国", "Zhang Jianguo", Level::Homophone, 3),
            ("张建国", "JIANGUO ZHANG", Level::Homophone, 3),
            ("张建国", "Zhang Jianmin", Level::Differs, 0),
            ("刘福生", "牛胡生", Level::NearSound, 1),
            ("陈明", "程明", Level::NearSound, 1),
            ("杨海生", "杨梅生", Level::Lookalike, 2),
            ("吴昊", "昊昊", Level::Lookalike, 1),
            ("李小红", "李小明", Level::Near, 2),
            ("李小明", "李明小", Level::Swapped, 1),
            ("王小明", "李小明", Level::Near, 2),
            ("李明", "李小明", Level::Near, 1),
            ("李明", "李鹏", Level::Near, 1),
            ("建国", "张建国", Level::Differs, 0),
            ("阿依古丽·买买提", "阿依古丽", Level::Near, 4),
            ("阿依古丽·买买提", "阿依古丽•买买提", Level::Equal, 7),
            ("李明", "王明", Level::Differs, 0),
            ("李建军", "李爱华", Level::GivenDiffers, 0),
            ("张建国", "李爱华", Level::Differs, 0),
            ("张*", "张建国", Level::Masked, 1),
            ("张*国", "张建国", Level::Masked, 2),
            ("张某某", "张建国", Level::Masked, 1),
            ("张XX", "張建國", Level::Masked, 1),
            ("张*军", "张建国", Level::Differs, 0),
            ("张先生", "张建国", Level::Title, 1),
            ("小张", "张建国", Level::Title, 1),
            ("张总", "张建国", Level::Title, 1),
            ("张", "张建国", Level::Title, 1),
            ("张*先生", "张建国", Level::Title, 1),
            ("章女士", "张建国", Level::Title, 1),
            ("欧阳女士", "欧阳修竹", Level::Title, 1),
            ("欧阳", "欧阳修竹", Level::Title, 1),
            ("张先生", "李建国", Level::Differs, 0),
            ("张先生", "张女士", Level::GivenDiffers, 0),
            ("张先生", "张经理", Level::Title, 1),
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
    fn names_that_sound_alike_meet_in_one_key() {
        let sound = |raw: &str| NameForm::parse(raw).and_then(|name| name.sound());
        for (a, b) in [("张建国", "章健国"), ("刘福生", "牛胡生"), ("曾小红", "增小红"), ("张建国", "Zhang Jianguo"), ("張國榮", "张国荣")]
        {
            assert!(sound(a).is_some() && sound(a) == sound(b), "{a} {b}");
        }
        assert_eq!(sound("张*"), None);
    }

    #[test]
    fn no_name_is_no_evidence() {
        for empty in ["匿名", "热心市民", "", "**", "（保密）", "·", "先生"] {
            assert!(NameForm::parse(empty).is_none(), "{empty}");
        }
    }
}
