//! What people buy in the city, and what goes wrong with it.

use casework::codes::{Category, Issue};

/// A kind of goods or service with its usual price in yuan and the most that one household buys at a time.
#[derive(Clone, Copy)]
pub(crate) struct Goods {
    pub(crate) category: Category,
    pub(crate) item: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) low: i64,
    pub(crate) high: i64,
    pub(crate) household: i64,
}

/// Share of filings, issues, what a trader of it is called, and what it sells.
pub(crate) struct Branch {
    pub(crate) category: Category,
    pub(crate) share: u32,
    pub(crate) issues: &'static [Issue],
    pub(crate) shops: &'static [&'static str],
    pub(crate) goods: &'static [(&'static str, &'static str, i64, i64, i64)],
}

impl Branch {
    pub(crate) fn goods_at(&self, i: usize) -> Goods {
        let (item, unit, low, high, household) = self.goods[i % self.goods.len()];
        Goods { category: self.category, item, unit, low, high, household }
    }
}

pub(crate) fn branch(category: Category) -> &'static Branch {
    BRANCHES.iter().find(|b| b.category == category).unwrap_or(&BRANCHES[0])
}

use Issue::{AdWording, AfterSales, Contract, Expired, FalsePromotion, Label, Measure, Other, Price, Quality, Unlicensed};

pub(crate) const BRANCHES: [Branch; 15] = [
    Branch {
        category: Category::Food,
        share: 26,
        issues: &[Label, Expired, Expired, Quality, FalsePromotion, Price, Measure, Unlicensed, AdWording],
        shops: &["生鲜超市", "食品商行", "便利店", "土特产店", "副食批发部", "茶叶店", "酒业商行"],
        goods: &[
            ("散装卤鸭脖", "斤", 28, 60, 3),
            ("纯牛奶", "箱", 45, 75, 4),
            ("君山银针茶叶", "盒", 128, 680, 2),
            ("腊肉", "斤", 35, 68, 6),
            ("坚果礼盒", "盒", 68, 168, 3),
            ("白酒", "瓶", 98, 1299, 2),
            ("鲜米粉", "袋", 5, 12, 6),
            ("儿童饼干", "盒", 15, 39, 4),
            ("食用菜籽油", "桶", 60, 135, 2),
            ("洞庭小银鱼干", "包", 25, 58, 4),
            ("婴幼儿配方奶粉", "罐", 198, 368, 6),
            ("速冻水饺", "袋", 16, 32, 4),
        ],
    },
    Branch {
        category: Category::Medicine,
        share: 4,
        issues: &[Expired, Price, FalsePromotion, Quality, AdWording],
        shops: &["大药房", "医药连锁店"],
        goods: &[("感冒灵颗粒", "盒", 12, 28, 3), ("阿胶", "盒", 320, 1280, 2), ("膏药贴", "盒", 25, 88, 4), ("中药饮片", "副", 30, 90, 7)],
    },
    Branch {
        category: Category::HealthFood,
        share: 5,
        issues: &[FalsePromotion, AdWording, Price, Label, AfterSales],
        shops: &["健康生活馆", "养生馆", "保健品店"],
        goods: &[
            ("蛋白粉", "罐", 168, 498, 2),
            ("鱼油软胶囊", "瓶", 98, 398, 3),
            ("灵芝孢子粉", "盒", 398, 2980, 2),
            ("钙片", "瓶", 58, 198, 3),
        ],
    },
    Branch {
        category: Category::Cosmetics,
        share: 5,
        issues: &[Label, FalsePromotion, Quality, AdWording, Expired],
        shops: &["化妆品店", "美妆生活馆", "日化商行"],
        goods: &[
            ("祛斑面霜", "瓶", 68, 398, 2),
            ("补水面膜", "盒", 39, 168, 4),
            ("染发剂", "盒", 28, 98, 2),
            ("儿童润肤露", "瓶", 35, 99, 2),
        ],
    },
    Branch {
        category: Category::Appliance,
        share: 6,
        issues: &[Quality, AfterSales, AfterSales, FalsePromotion, Price],
        shops: &["电器城", "家电专卖店", "家电维修部"],
        goods: &[
            ("空调", "台", 1899, 6999, 1),
            ("电热水器", "台", 699, 2699, 1),
            ("电动按摩椅", "台", 1980, 9800, 1),
            ("电饭煲", "个", 129, 599, 1),
        ],
    },
    Branch {
        category: Category::Clothing,
        share: 6,
        issues: &[Quality, AfterSales, FalsePromotion, Label, Price],
        shops: &["服饰店", "鞋业专卖店", "童装店"],
        goods: &[
            ("羽绒服", "件", 199, 1299, 1),
            ("运动鞋", "双", 129, 799, 2),
            ("羊毛衫", "件", 159, 699, 2),
            ("童装套装", "套", 79, 269, 3),
        ],
    },
    Branch {
        category: Category::Telecom,
        share: 5,
        issues: &[Quality, AfterSales, Price, Contract, FalsePromotion],
        shops: &["通讯器材店", "手机卖场", "营业厅代办点"],
        goods: &[("智能手机", "台", 899, 5999, 1), ("儿童电话手表", "个", 299, 1299, 1), ("宽带套餐", "年", 360, 1200, 1)],
    },
    Branch {
        category: Category::Vehicle,
        share: 5,
        issues: &[Quality, Contract, AfterSales, Price, FalsePromotion],
        shops: &["汽车销售服务有限公司", "二手车行", "电动车专卖店", "汽车维修厂"],
        goods: &[
            ("电动自行车", "辆", 1999, 4999, 1),
            ("二手轿车", "辆", 28000, 98000, 1),
            ("汽车保养服务", "次", 299, 1980, 1),
            ("轮胎", "条", 280, 980, 4),
        ],
    },
    Branch {
        category: Category::Building,
        share: 5,
        issues: &[Quality, Contract, AfterSales, Price, FalsePromotion],
        shops: &["建材商行", "装饰工程有限公司", "定制家居馆", "门窗厂"],
        goods: &[
            ("木地板", "平方米", 89, 328, 90),
            ("全屋定制", "套", 12000, 68000, 1),
            ("断桥铝门窗", "平方米", 380, 980, 20),
            ("乳胶漆", "桶", 268, 780, 4),
        ],
    },
    Branch {
        category: Category::Catering,
        share: 9,
        issues: &[Quality, Price, Unlicensed, Expired, Contract, Measure],
        shops: &["土菜馆", "火锅店", "烧烤店", "奶茶店", "大酒店", "鱼馆"],
        goods: &[
            ("洞庭鱼火锅", "份", 128, 268, 1),
            ("酒席", "桌", 688, 1888, 3),
            ("奶茶", "杯", 9, 24, 6),
            ("外卖套餐", "份", 18, 58, 4),
            ("烧烤拼盘", "份", 68, 188, 2),
        ],
    },
    Branch {
        category: Category::Education,
        share: 5,
        issues: &[Contract, FalsePromotion, AfterSales, Unlicensed],
        shops: &["教育培训中心", "艺术培训学校", "托管中心", "驾校"],
        goods: &[
            ("美术课程", "期", 1980, 6800, 1),
            ("驾驶培训", "人次", 3200, 5200, 1),
            ("少儿编程课", "期", 2980, 9800, 1),
            ("考研辅导班", "期", 3980, 16800, 1),
        ],
    },
    Branch {
        category: Category::Beauty,
        share: 5,
        issues: &[Quality, FalsePromotion, Contract, Price, Unlicensed],
        shops: &["美容院", "美发沙龙", "美甲店"],
        goods: &[("烫染服务", "次", 198, 880, 1), ("皮肤护理疗程", "疗程", 980, 6980, 1), ("纹眉服务", "次", 380, 1580, 1)],
    },
    Branch {
        category: Category::PrepaidCard,
        share: 6,
        issues: &[Contract, Contract, AfterSales, FalsePromotion],
        shops: &["健身俱乐部", "洗车行", "游泳馆", "儿童乐园"],
        goods: &[
            ("健身年卡", "张", 899, 2999, 1),
            ("洗车卡", "张", 299, 999, 1),
            ("游泳次卡", "张", 480, 1280, 2),
            ("儿童乐园充值卡", "张", 300, 2000, 1),
        ],
    },
    Branch {
        category: Category::Internet,
        share: 4,
        issues: &[AfterSales, Contract, FalsePromotion, Price],
        shops: &["网络科技有限公司", "电子商务有限公司", "文化传媒有限公司"],
        goods: &[("会员自动续费", "月", 15, 198, 1), ("网络游戏充值", "次", 30, 648, 3), ("直播课程", "套", 199, 2980, 1)],
    },
    Branch {
        category: Category::Other,
        share: 4,
        issues: &[Price, AfterSales, Quality, Other, Contract],
        shops: &["家政服务部", "物业服务有限公司", "照相馆", "宠物店", "快递服务站"],
        goods: &[
            ("家政保洁", "次", 120, 480, 1),
            ("宠物猫", "只", 500, 2800, 1),
            ("婚纱摄影", "套", 2999, 8999, 1),
            ("快递寄件", "件", 10, 60, 3),
        ],
    },
];
