//! Whether two purchases are of the same or similar goods.
//! Source: 岳市监〔2024〕16号 part two (一) "相同或相似商品", (二) "该商品".

use crate::facts::{Facts, Filing};

/// The same name; or names that have most of the shorter one in common; or, where one of them gives no name, the same
/// category and issue.
pub(super) fn are_alike(facts: &Facts, one: &Filing, other: &Filing) -> bool {
    let same_category = one.category == other.category;
    match (one.item, other.item) {
        (Some(a), Some(b)) if a == b => same_category || one.category.is_none() || other.category.is_none(),
        (Some(a), Some(b)) => same_category && are_similar(facts.item(a), facts.item(b)),
        _ => same_category && one.category.is_some() && one.issue.is_some() && one.issue == other.issue,
    }
}

/// Words at the end of a name that say how a thing is made up, not what it is.
const FORMS: [&str; 12] = ["软胶囊", "胶囊", "颗粒", "口服液", "礼盒装", "礼盒", "套装", "散装", "袋装", "盒装", "瓶装", "片"];

/// The longest stretch that two names have in common is two characters or more, and at least half of the shorter name
/// (`白酒`, `高度白酒`; `洞庭腊鱼`, `自制腊鱼`), dosage and packing aside.
fn are_similar(one: &str, other: &str) -> bool {
    let (a, b) = (essence(one), essence(other));
    let common = longest_common(&a, &b);
    common >= 2 && common * 2 >= a.len().min(b.len())
}

fn essence(name: &str) -> Vec<char> {
    let kept = FORMS.iter().find_map(|form| name.strip_suffix(form)).filter(|kept| kept.chars().count() >= 2);
    kept.unwrap_or(name).chars().collect()
}

/// Length of the longest common stretch.
fn longest_common(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut longest = 0;
    for x in a {
        let mut corner = 0;
        for (at, y) in b.iter().enumerate() {
            let length = if x == y { corner + 1 } else { 0 };
            corner = std::mem::replace(&mut before[at + 1], length);
            longest = longest.max(length);
        }
    }
    longest
}

/// The same trader, or one that sells the same kind of goods.
pub(super) fn are_traders_alike(one: &Filing, other: &Filing) -> bool {
    one.operator == other.operator || (one.category.is_some() && one.category == other.category)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_goods_are_compared_by_what_they_share() {
        assert!(are_similar("白酒", "高度白酒"));
        assert!(are_similar("君山银针茶叶", "君山银针茶"));
        assert!(are_similar("美白精华液", "烟酰胺美白精华"));
        assert!(are_similar("洞庭腊鱼", "自制腊鱼"));
        assert!(!are_similar("感冒胶囊", "止痛胶囊"));
        assert!(!are_similar("红葡萄酒", "白酒"));
        assert!(!are_similar("纯牛奶", "婴幼儿配方奶粉"));
        assert!(!are_similar("茶", "茶叶"));
    }
}
