//! What an officer sees before giving a purpose: enough to tell people apart, too little to find them.
//!
//! Every function takes any text, also one that is masked already, and never fails.

mod address;
mod narrative;

pub use address::address;
pub use narrative::narrative;

/// Surnames of two characters that are common enough to be kept whole.
const COMPOUND_SURNAMES: &[&str] = &[
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫",
    "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官",
    "司寇", "巫马", "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐", "段干", "百里", "呼延",
    "东郭", "南门", "羊舌", "微生", "公户", "公玉", "公仪", "梁丘", "公仲", "公上", "公门", "公山", "公坚", "左丘", "公伯", "西门", "公祖",
    "第五", "公乘", "贯丘", "公皙", "南荣", "东里", "东宫", "仲长", "子书", "子桑", "即墨", "达奚", "褚师",
];

/// 张三丰 → 张*; 欧阳修 → 欧阳*. The star stands for any number of characters, so that the length is not given away.
pub fn name(text: &str) -> String {
    let text = text.trim();
    let is_longer_than_its_surname = text.chars().count() > 2;
    let surname = COMPOUND_SURNAMES.iter().find(|surname| is_longer_than_its_surname && text.starts_with(**surname));
    match (surname, text.chars().next()) {
        (Some(surname), _) => format!("{surname}*"),
        (None, Some(first)) => format!("{first}*"),
        (None, None) => String::new(),
    }
}

/// A resident number keeps its division and its last four: 430602********1231. Other documents keep one character before and two after.
pub fn id_no(text: &str) -> String {
    let text = text.trim();
    match text.chars().count() {
        18 => keep(text, 6, 4),
        15 => keep(text, 6, 3),
        _ => keep_if_long(text, 1, 2),
    }
}

/// 138****8000; a landline keeps its area code and last two: 0730-*****00; a short service number is nobody's own and stays.
pub fn phone(text: &str) -> String {
    let text = text.trim();
    let length = text.chars().count();
    if let Some((area, number)) = text.split_once('-')
        && area.starts_with('0')
    {
        return format!("{area}-{}", keep_if_long(number, 0, 2));
    }
    match length {
        0..=6 => text.to_owned(),
        11 if text.starts_with('0') => keep(text, 4, 2),
        11 => keep(text, 3, 4),
        _ => keep_if_long(text, 2, 2),
    }
}

/// A card or payment account keeps its last four behind four stars; an e-mail its first letter and its host.
pub fn account(text: &str) -> String {
    let text = text.trim();
    if let Some((local, host)) = text.split_once('@') {
        return email(local, host);
    }
    let length = text.chars().count();
    let is_mobile = length == 11 && text.starts_with('1');
    match length {
        _ if is_mobile => phone(text),
        0 => String::new(),
        1..=7 => "****".to_owned(),
        _ => format!("****{}", text.chars().skip(length - 4).collect::<String>()),
    }
}

fn email(local: &str, host: &str) -> String {
    let first: String = local.chars().take(1).filter(|c| *c != '*').collect();
    format!("{first}***@{host}")
}

/// The first `head` and last `tail` characters, a star for each one between. Stars over everything where that would hide nothing.
fn keep(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    let is_hidden = |place: usize| length <= head + tail || (head..length - tail).contains(&place);
    text.chars().enumerate().map(|(place, c)| if is_hidden(place) { '*' } else { c }).collect()
}

/// As [`keep`], but in a text so short that the kept characters would be most of it, all are hidden.
fn keep_if_long(text: &str, head: usize, tail: usize) -> String {
    if text.chars().count() < 2 * (head + tail) { "*".repeat(text.chars().count()) } else { keep(text, head, tail) }
}
