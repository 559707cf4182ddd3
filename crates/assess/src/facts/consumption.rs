//! 合理生活消费数量: how much of a thing one household would buy, from a dated table of the policy.
//! Source: 岳市监〔2024〕16号 part two (二); Order 121 art. 17(1); 法释〔2024〕9号 art. 12 (shelf life, usual habit).

use std::sync::LazyLock;

use casework::codes::Category;
use serde::Deserialize;

/// The table of usual consumption, `policy/consumption.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Consumption {
    /// Recorded wherever the table is shown.
    pub version: String,
    pub effective_from: jiff::civil::Date,
    pub source: String,
    goods: Vec<Goods>,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Goods {
    pub category: Category,
    /// Any of these in the item's name; empty = every item of the category.
    pub words: Vec<String>,
    /// `None` = any unit.
    pub unit: Option<String>,
    /// What one household would buy at most for its own use, in thousandths of the unit.
    pub allowance_milli: i64,
    pub rationale: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableDto {
    version: String,
    effective_from: String,
    source: String,
    household: u32,
    stock_days: i64,
    goods: Vec<GoodsDto>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GoodsDto {
    category: String,
    words: Vec<String>,
    unit: String,
    per_month: i64,
    shelf_days: i64,
    once: i64,
    rationale: String,
}

/// Read once: a filing that comes alone is weighed in less time than reading the table takes.
static BUILTIN: LazyLock<Consumption> = LazyLock::new(|| {
    Consumption::parse(include_str!("../../../../policy/consumption.toml")).expect("the table compiled in is read by a test")
});

/// No table is right for more: a slip of the pen.
const QUANTITY_LIMIT: i64 = 1_000_000;

impl Consumption {
    /// The table that the program carries.
    pub fn builtin() -> Self {
        BUILTIN.clone()
    }

    /// Reads a table. The message is Chinese and names the line of the table that is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let dto: TableDto = toml::from_str(text).map_err(|error| format!("消费量表不合格式：{}", error.message()))?;
        let effective_from = dto.effective_from.parse().map_err(|_| "effective_from 应为 YYYY-MM-DD".to_owned())?;
        if dto.household == 0 || !(1..=366).contains(&dto.stock_days) {
            return Err("household 应不小于 1，stock_days 应为 1 至 366".to_owned());
        }
        let goods = dto.goods.into_iter().map(|line| line.checked(dto.stock_days)).collect::<Result<_, _>>()?;
        Ok(Self { version: dto.version, effective_from, source: dto.source, goods })
    }

    /// The lines, in the order in which they are tried.
    pub fn goods(&self) -> &[Goods] {
        &self.goods
    }

    /// The line of the table that is about these goods in this unit; `None` where it does not know the category.
    /// The first line that fits decides; a line with words or a unit goes before one without, as the file lists them.
    pub fn line(&self, category: Category, item: Option<&str>, unit: Option<&str>) -> Option<&Goods> {
        let names =
            |line: &Goods| line.words.is_empty() || item.is_some_and(|item| line.words.iter().any(|word| item.contains(word.as_str())));
        let measures = |line: &Goods| line.unit.is_none() || line.unit.as_deref() == unit;
        self.goods.iter().find(|line| line.category == category && names(line) && measures(line))
    }

    /// What one household would buy at most, in thousandths of `unit`.
    pub(crate) fn allowance_milli(&self, category: Category, item: Option<&str>, unit: Option<&str>) -> Option<i64> {
        self.line(category, item, unit).map(|line| line.allowance_milli)
    }
}

impl GoodsDto {
    fn checked(self, stock_days: i64) -> Result<Goods, String> {
        let place = format!("{}（{}）", self.category, self.unit);
        let category = Category::from_label(&self.category).ok_or_else(|| format!("没有名为 {} 的类别", self.category))?;
        let fits = |n: i64| (1..=QUANTITY_LIMIT).contains(&n);
        if !(fits(self.per_month) && fits(self.shelf_days) && fits(self.once)) {
            return Err(format!("{place}：per_month、shelf_days、once 应为 1 至 {QUANTITY_LIMIT}"));
        }
        if self.rationale.trim().is_empty() {
            return Err(format!("{place}：须写明 rationale"));
        }
        let stock_milli = self.per_month * 1_000 * self.shelf_days.min(stock_days) / 30;
        Ok(Goods {
            category,
            words: self.words,
            unit: Some(self.unit).filter(|unit| unit != "*"),
            allowance_milli: stock_milli.max(self.once * 1_000),
            rationale: self.rationale,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_carried_knows_every_category() {
        let table = Consumption::builtin();
        for &category in Category::ALL {
            assert!(table.allowance_milli(category, None, None).is_some(), "{}", category.label());
        }
    }

    #[test]
    fn shelf_life_limits_the_stock() {
        let of = |item, unit| Consumption::builtin().allowance_milli(Category::Food, Some(item), Some(unit));
        // A week of cooked meat; three months of biscuits; wine by the case.
        assert_eq!(of("散装卤鸭脖", "斤"), Some(8_000));
        assert_eq!(of("儿童饼干", "盒"), Some(12_000));
        assert_eq!(of("白酒", "瓶"), Some(12_000));
        assert_eq!(of("纯牛奶", "箱"), Some(18_000));
    }

    #[test]
    fn a_wrong_table_is_refused() {
        let right = include_str!("../../../../policy/consumption.toml");
        let said = |from: &str, to: &str| Consumption::parse(&right.replacen(from, to, 1)).map(|_| ()).unwrap_err();
        assert!(said("category = \"食品\"", "category = \"粮食\"").contains("没有名为 粮食 的类别"));
        assert!(said("per_month = 20", "per_month = 0").contains("per_month"));
        assert!(said("effective_from = \"2026-01-01\"", "effective_from = \"今年\"").contains("YYYY-MM-DD"));
    }
}
