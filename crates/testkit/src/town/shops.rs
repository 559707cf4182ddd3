//! What the town sells, and who sells it. A thing has several names and sometimes two units, as people write them.

use casework::codes::{Category, Issue};
use casework::values::uscc_check_character;

use crate::city::dice::Dice;
use crate::crowd::places::{COUNTIES, County};

/// A kind of goods: the names people give it, its unit, its price in yuan, the most that one household takes at once, and
/// what one household would use up in three months.
pub(crate) struct Good {
    pub(crate) names: &'static [&'static str],
    pub(crate) unit: &'static str,
    pub(crate) price: (i64, i64),
    pub(crate) once: i64,
    pub(crate) quarter: i64,
}

pub(crate) struct Trade {
    pub(crate) category: Category,
    pub(crate) share: u32,
    pub(crate) signs: &'static [&'static str],
    pub(crate) goods: &'static [Good],
    pub(crate) issues: &'static [Issue],
}

const fn good(names: &'static [&'static str], unit: &'static str, price: (i64, i64), once: i64, quarter: i64) -> Good {
    Good { names, unit, price, once, quarter }
}

use Issue::{AdWording, AfterSales, Contract, Expired, FalsePromotion, Label, Measure, Other, Price, Quality, Unlicensed};

pub(crate) static TRADES: [Trade; 16] = [
    Trade {
        category: Category::Food,
        share: 20,
        signs: &["便民超市", "零食铺子", "粮油行", "百货商场"],
        goods: &[
            good(&["牛肉干", "五香牛肉干", "手撕牛肉干"], "袋", (19, 49), 3, 10),
            good(&["麻辣豆干", "香辣豆腐干", "豆干"], "包", (5, 15), 6, 12),
            good(&["山茶油", "压榨山茶油", "山茶油5L装"], "桶", (120, 260), 2, 5),
            good(&["速冻水饺", "猪肉水饺", "速冻猪肉水饺"], "袋", (15, 32), 3, 12),
            good(&["婴儿米粉", "婴幼儿营养米粉"], "盒", (39, 89), 4, 12),
        ],
        issues: &[Label, Expired, Quality, Price, AdWording, FalsePromotion],
    },
    Trade {
        category: Category::Food,
        share: 10,
        signs: &["烟酒商行", "名酒坊", "土特产店"],
        goods: &[
            good(&["酱香型白酒", "酱香白酒", "酱香型白酒53度"], "瓶", (99, 600), 3, 10),
            good(&["黑茶", "安化黑茶", "黑茶砖"], "块", (60, 320), 2, 5),
            good(&["土蜂蜜", "野生土蜂蜜"], "瓶", (60, 190), 2, 5),
            good(&["腊鱼", "自制腊鱼", "洞庭腊鱼"], "斤", (35, 70), 5, 20),
        ],
        issues: &[Label, FalsePromotion, Quality, AdWording, Price],
    },
    Trade {
        category: Category::Food,
        share: 6,
        signs: &["水果店", "生鲜菜场摊位", "蛋糕房"],
        goods: &[
            good(&["车厘子", "进口车厘子"], "斤", (35, 90), 5, 25),
            good(&["生日蛋糕", "奶油蛋糕"], "个", (80, 300), 1, 4),
            good(&["五花肉", "猪五花"], "斤", (14, 28), 6, 40),
        ],
        issues: &[Quality, Measure, Price, Expired],
    },
    Trade {
        category: Category::HealthFood,
        share: 5,
        signs: &["健康体验馆", "保健品专卖店", "养生馆"],
        goods: &[
            good(&["鱼油软胶囊", "深海鱼油软胶囊"], "瓶", (98, 398), 2, 6),
            good(&["灵芝孢子粉", "破壁灵芝孢子粉"], "盒", (199, 980), 2, 6),
            good(&["蛋白粉", "乳清蛋白粉"], "罐", (128, 398), 2, 6),
        ],
        issues: &[FalsePromotion, Label, AdWording, Price],
    },
    Trade {
        category: Category::Cosmetics,
        share: 5,
        signs: &["美妆店", "化妆品折扣店"],
        goods: &[
            good(&["补水面膜", "玻尿酸补水面膜"], "盒", (39, 159), 3, 10),
            good(&["美白精华液", "烟酰胺美白精华"], "瓶", (79, 399), 2, 4),
        ],
        issues: &[Label, FalsePromotion, AdWording, Quality],
    },
    Trade {
        category: Category::Medicine,
        share: 4,
        signs: &["大药房", "连锁药店"],
        goods: &[good(&["感冒灵颗粒", "感冒灵"], "盒", (12, 28), 3, 8), good(&["降压片", "苯磺酸降压片"], "盒", (18, 60), 4, 12)],
        issues: &[Price, Expired, FalsePromotion, Unlicensed],
    },
    Trade {
        category: Category::Catering,
        share: 9,
        signs: &["湘菜馆", "火锅店", "小龙虾馆", "奶茶店"],
        goods: &[good(&["堂食套餐", "双人套餐"], "份", (68, 260), 3, 20), good(&["外卖盒饭", "外卖订单"], "份", (15, 60), 3, 60)],
        issues: &[Quality, Price, Unlicensed, FalsePromotion, Other],
    },
    Trade {
        category: Category::Appliance,
        share: 6,
        signs: &["家电城", "电器维修部", "厨电专卖"],
        goods: &[good(&["滚筒洗衣机", "洗衣机"], "台", (1_200, 4_500), 1, 1), good(&["空调挂机", "变频空调"], "台", (1_800, 5_500), 3, 4)],
        issues: &[Quality, AfterSales, Price, FalsePromotion],
    },
    Trade {
        category: Category::Clothing,
        share: 7,
        signs: &["服饰店", "鞋城", "童装店"],
        goods: &[good(&["羽绒服", "男士羽绒服"], "件", (199, 899), 2, 4), good(&["运动鞋", "跑步鞋"], "双", (99, 599), 2, 6)],
        issues: &[Quality, AfterSales, Label, FalsePromotion],
    },
    Trade {
        category: Category::Telecom,
        share: 4,
        signs: &["手机卖场", "数码店"],
        goods: &[good(&["智能手机", "5G手机"], "部", (999, 5_999), 1, 3)],
        issues: &[Quality, AfterSales, FalsePromotion, Price],
    },
    Trade {
        category: Category::Vehicle,
        share: 3,
        signs: &["电动车行", "汽车销售服务有限公司"],
        goods: &[good(&["电动自行车", "电动车"], "辆", (1_800, 4_200), 1, 2)],
        issues: &[Quality, AfterSales, Contract],
    },
    Trade {
        category: Category::Building,
        share: 4,
        signs: &["瓷砖城", "装饰工程有限公司", "门窗厂"],
        goods: &[good(&["抛光瓷砖", "瓷砖"], "块", (12, 60), 900, 1_500), good(&["乳胶漆", "内墙乳胶漆"], "桶", (180, 520), 8, 12)],
        issues: &[Quality, Contract, AfterSales, Price],
    },
    Trade {
        category: Category::Education,
        share: 4,
        signs: &["培训学校", "托管中心"],
        goods: &[good(&["暑期辅导班", "寒假班"], "期", (800, 4_800), 2, 3)],
        issues: &[Contract, FalsePromotion, AfterSales],
    },
    Trade {
        category: Category::PrepaidCard,
        share: 5,
        signs: &["健身俱乐部", "游泳馆", "洗车行"],
        goods: &[good(&["健身年卡", "会员年卡"], "张", (699, 3_999), 2, 3)],
        issues: &[Contract, AfterSales, FalsePromotion],
    },
    Trade {
        category: Category::Beauty,
        share: 3,
        signs: &["美发沙龙", "皮肤管理中心"],
        goods: &[good(&["护理套餐", "美容次卡"], "次", (68, 398), 20, 30)],
        issues: &[Quality, Contract, Price, FalsePromotion],
    },
    Trade {
        category: Category::Other,
        share: 5,
        signs: &["快递服务站", "干洗店", "家政服务部"],
        goods: &[good(&["快递服务", "寄件服务"], "单", (8, 60), 3, 30), good(&["干洗服务", "羽绒服清洗"], "件", (20, 80), 4, 10)],
        issues: &[Other, AfterSales, Price],
    },
];

/// The trades in which somebody buys in order to be paid.
pub(crate) const LUCRATIVE: [usize; 6] = [0, 0, 1, 3, 4, 5];

pub(crate) struct Shop {
    pub(crate) trade: usize,
    pub(crate) county: &'static County,
    /// As it stands on the licence.
    pub(crate) name: String,
    /// As people call it.
    pub(crate) short: String,
    pub(crate) uscc: String,
    pub(crate) is_online: bool,
}

const OF_NAMES: &str = "晓 春 天 乐 禾 喜 满 旺 聚 优 家 众 好 鲜 青 海 长 大 新 一 九 三 百 千";
const TO_NAMES: &str = "惠 邻 品 味 香 福 来 多 优 嘉 盛 益 民 生 缘 佳 丰 源 康 乡 巷 里 记 坊";

pub(crate) fn shops(dice: &mut Dice, count: usize) -> Vec<Shop> {
    let (first, second): (Vec<&str>, Vec<&str>) = (OF_NAMES.split(' ').collect(), TO_NAMES.split(' ').collect());
    let weights: Vec<(u32, usize)> = TRADES.iter().zip(0..).map(|(trade, at)| (trade.share, at)).collect();
    (0..count)
        .map(|at| {
            // Every trade has a shop of its own, however small the town.
            let trade = if at < TRADES.len() { at } else { dice.weighted(&weights) };
            let county = &COUNTIES[dice.weighted(&(29..38).map(|at| (COUNTIES[at].0, at)).collect::<Vec<_>>())];
            let sign = dice.pick(TRADES[trade].signs);
            let word = format!("{}{}{}", dice.pick(&first), dice.pick(&second), dice.pick(&second));
            let is_company = sign.ends_with("公司") || dice.percent(35.0);
            let name = match (is_company, sign.ends_with("公司")) {
                (_, true) => format!("岳阳{word}{sign}"),
                (true, _) => format!("岳阳市{word}{sign}有限公司"),
                (false, _) => format!("{}{word}{sign}", county.3),
            };
            let body: String = (0..6).map(|_| char::from(dice.pick(b"0123456789ABCDEFGHJKLMNPQRTUWXY"))).collect();
            let code = format!("{}{}MA4{body}", if is_company { "91" } else { "92" }, county.1);
            let check = uscc_check_character(code.as_bytes()).map_or('0', char::from);
            Shop { trade, county, name, short: format!("{word}{sign}"), uscc: format!("{code}{check}"), is_online: dice.percent(25.0) }
        })
        .collect()
}
