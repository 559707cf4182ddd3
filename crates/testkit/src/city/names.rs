//! Names of people who do not exist, and the ways in which desks write them down wrongly.

use super::dice::Dice;

const SURNAMES: [(u32, &str); 40] = [
    (90, "李"),
    (85, "王"),
    (75, "张"),
    (70, "刘"),
    (60, "陈"),
    (45, "杨"),
    (45, "周"),
    (40, "黄"),
    (38, "彭"),
    (36, "吴"),
    (36, "赵"),
    (32, "徐"),
    (30, "许"),
    (30, "何"),
    (28, "胡"),
    (28, "朱"),
    (26, "谢"),
    (26, "罗"),
    (24, "邓"),
    (24, "易"),
    (22, "方"),
    (22, "任"),
    (20, "余"),
    (20, "万"),
    (18, "柳"),
    (18, "汤"),
    (16, "湛"),
    (16, "钟"),
    (15, "龚"),
    (15, "孟"),
    (14, "毛"),
    (14, "姜"),
    (12, "涂"),
    (12, "晏"),
    (10, "喻"),
    (10, "卢"),
    (8, "苏"),
    (6, "欧阳"),
    (3, "司马"),
    (2, "上官"),
];

/// Whether people of these names cannot be one household: five family names, none of them a third of the people's.
pub(crate) fn is_no_family<'a>(names: impl Iterator<Item = &'a str>) -> bool {
    let mut surnames: Vec<&str> = names.map(surname_of).collect();
    surnames.sort_unstable();
    let commonest = surnames.chunk_by(|a, b| a == b).map(<[_]>::len).max().unwrap_or(0);
    surnames.chunk_by(|a, b| a == b).count() >= 5 && commonest * 3 <= surnames.len()
}

/// Given characters in groups of one sound: two of a group are a homophone's slip apart.
const SOUNDS: [&str; 44] = [
    "伟炜玮",
    "明铭鸣",
    "建健",
    "军君钧",
    "芳方",
    "丽莉俐",
    "静婧敬",
    "强",
    "红宏洪",
    "辉晖徽",
    "文雯闻",
    "玲铃灵",
    "华桦",
    "杰洁捷",
    "超",
    "涛韬",
    "英瑛莹",
    "娟鹃",
    "平萍苹",
    "国帼",
    "志智致",
    "海",
    "林琳霖",
    "佳嘉家",
    "欣鑫新",
    "雨宇羽",
    "晨辰",
    "浩皓昊",
    "然",
    "博",
    "子梓紫",
    "萱轩宣",
    "秀绣",
    "兰岚",
    "桂",
    "春椿",
    "梅玫",
    "勇永咏",
    "爱",
    "小晓筱",
    "云芸",
    "思斯",
    "敏闽",
    "立力利",
];

/// Characters that fonts and keyboards lack: papers must print them.
const RARE: [&str; 4] = ["垚", "喆", "赟", "䶮"];

pub(crate) fn surname(dice: &mut Dice) -> &'static str {
    dice.weighted(&SURNAMES)
}

fn given_character(dice: &mut Dice) -> char {
    let group = dice.pick(&SOUNDS);
    let at = dice.below(group.chars().count());
    group.chars().nth(at).unwrap_or('明')
}

/// A full name under `surname`; most have two given characters.
pub(crate) fn name_under(dice: &mut Dice, surname: &str) -> String {
    let mut name = surname.to_owned();
    if dice.percent(84.0) || surname.chars().count() == 2 {
        name.push(given_character(dice));
    }
    if dice.percent(0.4) {
        name.push_str(dice.pick(&RARE));
    } else {
        name.push(given_character(dice));
    }
    name
}

/// The name as a telephone desk might mishear it: one character of the same sound. Unchanged where it has no homophone here.
pub(crate) fn misheard(dice: &mut Dice, name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let slips: Vec<(usize, char)> = chars
        .iter()
        .enumerate()
        .skip(1)
        .flat_map(|(i, c)| {
            let group = SOUNDS.iter().find(|g| g.contains(*c)).copied().unwrap_or("");
            group.chars().filter(move |other| other != c).map(move |other| (i, other))
        })
        .collect();
    if slips.is_empty() {
        return name.to_owned();
    }
    let (at, wrong) = dice.pick(&slips);
    chars.iter().enumerate().map(|(i, c)| if i == at { wrong } else { *c }).collect()
}

/// 张先生: what is left when a caller gives only a surname.
pub(crate) fn titled(name: &str, is_woman: bool) -> String {
    format!("{}{}", surname_of(name), if is_woman { "女士" } else { "先生" })
}

/// 张*, 张*国 or 张**, as the sending system masks.
pub(crate) fn masked(dice: &mut Dice, name: &str) -> String {
    let surname = surname_of(name);
    let given: Vec<char> = name.chars().skip(surname.chars().count()).collect();
    match (dice.below(3), given.as_slice()) {
        (0, [_, last]) => format!("{surname}*{last}"),
        (1, _) => format!("{surname}{}", "*".repeat(given.len())),
        _ => format!("{surname}*"),
    }
}

pub(crate) fn surname_of(name: &str) -> &str {
    let compound = ["欧阳", "司马", "上官"].iter().find(|s| name.starts_with(**s));
    compound.copied().unwrap_or_else(|| name.chars().next().map_or("", |c| &name[..c.len_utf8()]))
}
