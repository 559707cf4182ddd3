//! Traders that do not exist, with codes whose check characters are right.

use casework::codes::Category;
use casework::values::uscc_check_character;

use super::dice::Dice;
use super::goods::{BRANCHES, Branch, Line, branch};
use super::people::{REGIONS, address};

#[derive(Clone)]
pub(crate) struct Trader {
    pub(crate) name: String,
    pub(crate) uscc: String,
    pub(crate) category: Category,
    /// What kind of shop it is, and so what it sells.
    pub(crate) line: &'static Line,
    pub(crate) region: &'static str,
    pub(crate) address: String,
    pub(crate) platform: Option<&'static str>,
    /// Breaks rules more than others: complained of more, and tip-offs about it tend to be true.
    pub(crate) is_careless: bool,
}

const FIRST: [&str; 24] = [
    "锦", "恒", "鑫", "润", "和", "福", "佳", "百", "旺", "德", "云", "湘", "楚", "康", "美", "盛", "金", "泰", "瑞", "宏", "乐", "万",
    "东", "益",
];
const SECOND: [&str; 24] = [
    "禾", "源", "丰", "达", "顺", "隆", "客", "兴", "悦", "邦", "汇", "城", "园", "辰", "诚", "家", "利", "茂", "通", "华", "雅", "民",
    "信", "泽",
];
const PLATFORMS: [&str; 5] = ["美团", "抖音", "淘宝", "拼多多", "京东"];
const CODE_ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

fn uscc(dice: &mut Dice, region: &str, is_company: bool) -> String {
    let kind = if is_company { "91" } else { "92" };
    let body: String = (0..6).map(|_| char::from(dice.pick(CODE_ALPHABET))).collect();
    let first = format!("{kind}{region}MA0{body}");
    let check = uscc_check_character(first.as_bytes()).map_or('0', char::from);
    format!("{first}{check}")
}

impl Trader {
    fn new(dice: &mut Dice, branch: &'static Branch) -> Self {
        let region = dice.weighted(&REGIONS);
        let line = &branch.lines[dice.below(branch.lines.len())];
        let (shop, first, second) = (dice.pick(line.shops), dice.pick(&FIRST), dice.pick(&SECOND));
        let is_company = shop.ends_with("公司") || dice.percent(20.0);
        let city = if region.1.ends_with('区') { "岳阳市" } else { "" };
        let owner = if is_company || dice.percent(70.0) { "" } else { "老" };
        let platform = match branch.category {
            Category::Internet => Some(dice.pick(&PLATFORMS)),
            Category::Food | Category::HealthFood | Category::Cosmetics | Category::Clothing | Category::Telecom => {
                dice.percent(35.0).then(|| dice.pick(&PLATFORMS))
            }
            _ => None,
        };
        Self {
            name: format!("{city}{}{owner}{first}{second}{shop}", region.1),
            uscc: uscc(dice, region.0, is_company),
            category: branch.category,
            line,
            region: region.0,
            address: address(dice, region),
            platform,
            is_careless: dice.percent(12.0),
        }
    }
}

/// All traders of a city, and where those of each branch stand.
pub(crate) struct Traders {
    pub(crate) all: Vec<Trader>,
    by_branch: Vec<Vec<usize>>,
}

impl Traders {
    /// Enough for `filings` filings; every branch has a few.
    pub(crate) fn new(dice: &mut Dice, filings: usize) -> Self {
        let count = (filings / 14).clamp(90, 6_000);
        let shares: u32 = BRANCHES.iter().map(|b| b.share).sum();
        let (mut all, mut by_branch) = (Vec::with_capacity(count), Vec::new());
        for branch in &BRANCHES {
            let of_branch = (count * branch.share as usize / shares as usize).max(4);
            by_branch.push((all.len()..all.len() + of_branch).collect());
            all.extend((0..of_branch).map(|_| Trader::new(dice, branch)));
        }
        Self { all, by_branch }
    }

    /// Some trader: branches by their share of filings, careless traders twice as often.
    pub(crate) fn any(&self, dice: &mut Dice) -> usize {
        let shares: Vec<(u32, usize)> = BRANCHES.iter().enumerate().map(|(i, b)| (b.share, i)).collect();
        let among = &self.by_branch[dice.weighted(&shares)];
        self.prefer_careless(dice, among)
    }

    /// Some trader of one branch.
    pub(crate) fn of(&self, dice: &mut Dice, category: Category) -> usize {
        let at = BRANCHES.iter().position(|b| b.category == category).unwrap_or(0);
        self.prefer_careless(dice, &self.by_branch[at])
    }

    /// Some trader of the same kind as this one, perhaps itself.
    pub(crate) fn like(&self, dice: &mut Dice, trader: usize) -> usize {
        let at = BRANCHES.iter().position(|b| b.category == self.all[trader].category).unwrap_or(0);
        let same_line = |t: &usize| std::ptr::eq(self.all[*t].line, self.all[trader].line);
        let among: Vec<usize> = self.by_branch[at].iter().copied().filter(same_line).collect();
        self.prefer_careless(dice, &among)
    }

    fn prefer_careless(&self, dice: &mut Dice, among: &[usize]) -> usize {
        let (first, second) = (dice.pick(among), dice.pick(among));
        if self.all[second].is_careless { second } else { first }
    }

    pub(crate) fn branch_of(&self, trader: usize) -> &'static Branch {
        branch(self.all[trader].category)
    }
}
