//! Whether two purchases are of the same or similar goods.
//! Source: 岳市监〔2024〕16号 part two (一) "相同或相似商品", (二) "该商品".

use crate::facts::{Facts, Filing};

/// The same name; or names that have most of their characters, pair by pair, in common; or, where one of them gives no
/// name, the same category and issue.
pub(super) fn are_alike(facts: &Facts, one: &Filing, other: &Filing) -> bool {
    let same_category = one.category == other.category;
    match (one.item, other.item) {
        (Some(a), Some(b)) if a == b => same_category || one.category.is_none() || other.category.is_none(),
        (Some(a), Some(b)) => same_category && are_similar(facts.item(a), facts.item(b)),
        _ => same_category && one.category.is_some() && one.issue.is_some() && one.issue == other.issue,
    }
}

/// One contains the other (`白酒`, `高度白酒`), or at least half of the pairs of characters are in both.
fn are_similar(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.chars().count() >= 2 && long.contains(short) {
        return true;
    }
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<Vec<_>>();
    let (mut a, mut b) = (pairs(one), pairs(other));
    for list in [&mut a, &mut b] {
        list.sort_unstable();
        list.dedup();
    }
    let common = a.iter().filter(|pair| b.binary_search(pair).is_ok()).count();
    common > 0 && common * 2 >= a.len() + b.len() - common
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
        assert!(!are_similar("红葡萄酒", "白酒"));
        assert!(!are_similar("纯牛奶", "婴幼儿配方奶粉"));
        assert!(!are_similar("茶", "茶叶"));
    }
}
