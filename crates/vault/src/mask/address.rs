/// Endings of the places that may be shown, coarse to fine.
const PLACE_ENDINGS: &[&str] = &["省", "市", "州", "盟", "区", "县", "旗", "镇", "乡", "街", "街道", "大道", "路", "巷"];

/// Words that end like a place but name a home, a shop or a person's surroundings.
const NOT_PLACES: &[&str] = &["小区", "社区", "园区", "校区", "厂区", "院区", "超市", "门市", "菜市"];

/// A name between two endings is at most this long; longer is not an address but a story, and stays hidden.
const NAME_CHARACTERS_LIMIT: usize = 9;

/// Down to the district or the road: 岳阳市岳阳楼区金鹗中路188号3栋1502室 → 岳阳市岳阳楼区金鹗中路***.
pub fn address(text: &str) -> String {
    let text: String = text.split_whitespace().collect();
    let shown = shown_prefix(&text);
    if shown.len() == text.len() { text } else { format!("{shown}***") }
}

/// The longest prefix of Han characters that is a chain of place names.
fn shown_prefix(text: &str) -> &str {
    let mut shown_bytes = 0;
    let mut name_start = 0;
    for (at, c) in text.char_indices() {
        let so_far = &text[..at + c.len_utf8()];
        let is_place_name = is_han(c) && so_far[name_start..].chars().count() <= NAME_CHARACTERS_LIMIT;
        if !is_place_name || NOT_PLACES.iter().any(|word| so_far.ends_with(word)) {
            break;
        }
        let ending = PLACE_ENDINGS.iter().filter(|ending| so_far.ends_with(**ending)).max_by_key(|ending| ending.len());
        if ending.is_some_and(|ending| so_far.len() - ending.len() > name_start || so_far.ends_with("街道")) {
            shown_bytes = so_far.len();
            name_start = shown_bytes;
        }
    }
    &text[..shown_bytes]
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}
