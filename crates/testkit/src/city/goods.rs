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

/// A kind of shop and what it sells: item, unit, lowest and highest price, a household's most.
pub(crate) struct Line {
    pub(crate) shops: &'static [&'static str],
    pub(crate) goods: &'static [(&'static str, &'static str, i64, i64, i64)],
}

impl Line {
    pub(crate) fn goods_of(&self, category: Category, i: usize) -> Goods {
        let (item, unit, low, high, household) = self.goods[i];
        Goods { category, item, unit, low, high, household }
    }
}

/// A category: its share of filings, what goes wrong in it, and its kinds of shops.
pub(crate) struct Branch {
    pub(crate) category: Category,
    pub(crate) share: u32,
    pub(crate) issues: &'static [Issue],
    pub(crate) lines: &'static [Line],
}

impl Branch {
    /// What somebody outside the bargain can see and tip off; quarrels over contracts they cannot.
    pub(crate) fn visible_issues(&self) -> Vec<Issue> {
        self.issues.iter().copied().filter(|i| !matches!(i, Issue::Contract | Issue::AfterSales | Issue::Other)).collect()
    }
}

pub(crate) fn branch(category: Category) -> &'static Branch {
    BRANCHES.iter().find(|b| b.category == category).unwrap_or(&BRANCHES[0])
}

use Issue::{AdWording, AfterSales, Contract, Expired, FalsePromotion, Label, Measure, Other, Price, Quality, Unlicensed};

pub(crate) static BRANCHES: [Branch; 15] = [
    Branch {
        category: Category::Food,
        share: 26,
        issues: &[Label, Expired, Expired, Quality, FalsePromotion, Price, Measure, Unlicensed, AdWording],
        lines: &[
            Line {
                shops: &["生鲜超市", "副食批发部", "便利店"],
                goods: &[
                    ("散装卤鸭脖", "斤", 28, 60, 3),
                    ("纯牛奶", "箱", 45, 75, 4),
                    ("腊肉", "斤", 35, 68, 6),
                    ("坚果礼盒", "盒", 68, 168, 3),
                    ("鲜米粉", "袋", 5, 12, 6),
                    ("儿童饼干", "盒", 15, 39, 4),
                    ("食用菜籽油", "桶", 60, 135, 2),
                    ("速冻水饺", "袋", 16, 32, 4),
                    ("白酒", "瓶", 98, 599, 2),
                ],
            },
            Line {
                shops: &["酒业商行"], goods: &[("白酒", "瓶", 98, 1299, 2), ("红葡萄酒", "瓶", 68, 398, 3), ("米酒", "坛", 38, 98, 2)]
            },
            Line {
                shops: &["茶叶店"],
                goods: &[("君山银针茶叶", "盒", 128, 680, 2), ("黑茶", "饼", 68, 398, 2), ("绿茶", "斤", 88, 460, 2)],
            },
            Line {
                shops: &["土特产店", "食品商行"],
                goods: &[
                    ("洞庭小银鱼干", "包", 25, 58, 4),
                    ("腊肉", "斤", 35, 68, 6),
                    ("酱板鸭", "只", 35, 69, 4),
                    ("坚果礼盒", "盒", 68, 168, 3),
                    ("蜂蜜", "瓶", 48, 168, 2),
                ],
            },
            Line {
                shops: &["母婴用品店"],
                goods: &[("婴幼儿配方奶粉", "罐", 198, 368, 6), ("儿童饼干", "盒", 15, 39, 4), ("婴儿米粉", "盒", 28, 88, 4)],
            },
        ],
    },
    Branch {
        category: Category::Medicine,
        share: 4,
        issues: &[Expired, Price, FalsePromotion, Quality, AdWording],
        lines: &[Line {
            shops: &["大药房", "医药连锁店"],
            goods: &[
                ("感冒灵颗粒", "盒", 12, 28, 3),
                ("阿胶", "盒", 320, 1280, 2),
                ("膏药贴", "盒", 25, 88, 4),
                ("中药饮片", "副", 30, 90, 7),
            ],
        }],
    },
    Branch {
        category: Category::HealthFood,
        share: 5,
        issues: &[FalsePromotion, AdWording, Price, Label, AfterSales],
        lines: &[Line {
            shops: &["健康生活馆", "养生馆", "保健品店"],
            goods: &[
                ("蛋白粉", "罐", 168, 498, 2),
                ("鱼油软胶囊", "瓶", 98, 398, 3),
                ("灵芝孢子粉", "盒", 398, 2980, 2),
                ("钙片", "瓶", 58, 198, 3),
            ],
        }],
    },
    Branch {
        category: Category::Cosmetics,
        share: 5,
        issues: &[Label, FalsePromotion, Quality, AdWording, Expired],
        lines: &[Line {
            shops: &["化妆品店", "美妆生活馆", "日化商行"],
            goods: &[
                ("祛斑面霜", "瓶", 68, 398, 2),
                ("补水面膜", "盒", 39, 168, 4),
                ("染发剂", "盒", 28, 98, 2),
                ("儿童润肤露", "瓶", 35, 99, 2),
            ],
        }],
    },
    Branch {
        category: Category::Appliance,
        share: 6,
        issues: &[Quality, AfterSales, AfterSales, FalsePromotion, Price],
        lines: &[
            Line {
                shops: &["电器城", "家电专卖店"],
                goods: &[
                    ("空调", "台", 1899, 6999, 1),
                    ("电热水器", "台", 699, 2699, 1),
                    ("电饭煲", "个", 129, 599, 1),
                    ("洗衣机", "台", 899, 3999, 1),
                ],
            },
            Line { shops: &["康养器材店"], goods: &[("电动按摩椅", "台", 1980, 9800, 1), ("足浴盆", "个", 199, 699, 1)] },
            Line {
                shops: &["家电维修部"], goods: &[("空调加氟维修", "次", 150, 480, 1), ("冰箱维修", "次", 120, 600, 1)]
            },
        ],
    },
    Branch {
        category: Category::Clothing,
        share: 6,
        issues: &[Quality, AfterSales, FalsePromotion, Label, Price],
        lines: &[
            Line {
                shops: &["服饰店"],
                goods: &[("羽绒服", "件", 199, 1299, 1), ("羊毛衫", "件", 159, 699, 2), ("西装", "套", 399, 1999, 1)],
            },
            Line { shops: &["鞋业专卖店"], goods: &[("运动鞋", "双", 129, 799, 2), ("皮鞋", "双", 199, 899, 1)] },
            Line { shops: &["童装店"], goods: &[("童装套装", "套", 79, 269, 3), ("儿童书包", "个", 89, 299, 1)] },
        ],
    },
    Branch {
        category: Category::Telecom,
        share: 5,
        issues: &[Quality, AfterSales, Price, Contract, FalsePromotion],
        lines: &[
            Line {
                shops: &["通讯器材店", "手机卖场"],
                goods: &[("智能手机", "台", 899, 5999, 1), ("儿童电话手表", "个", 299, 1299, 1), ("蓝牙耳机", "副", 99, 999, 1)],
            },
            Line { shops: &["营业厅代办点"], goods: &[("宽带套餐", "年", 360, 1200, 1), ("手机套餐", "月", 39, 199, 3)] },
        ],
    },
    Branch {
        category: Category::Vehicle,
        share: 5,
        issues: &[Quality, Contract, AfterSales, Price, FalsePromotion],
        lines: &[
            Line {
                shops: &["汽车销售服务有限公司", "二手车行"],
                goods: &[("二手轿车", "辆", 28000, 98000, 1), ("购车定金", "笔", 2000, 10000, 1)],
            },
            Line {
                shops: &["电动车专卖店"], goods: &[("电动自行车", "辆", 1999, 4999, 1), ("电动车电池", "组", 380, 980, 1)]
            },
            Line {
                shops: &["汽车维修厂"],
                goods: &[("汽车保养服务", "次", 299, 1980, 1), ("轮胎", "条", 280, 980, 4), ("钣金喷漆", "次", 400, 2800, 1)],
            },
        ],
    },
    Branch {
        category: Category::Building,
        share: 5,
        issues: &[Quality, Contract, AfterSales, Price, FalsePromotion],
        lines: &[
            Line {
                shops: &["建材商行"],
                goods: &[("木地板", "平方米", 89, 328, 90), ("乳胶漆", "桶", 268, 780, 4), ("瓷砖", "箱", 68, 268, 40)],
            },
            Line {
                shops: &["装饰工程有限公司", "定制家居馆"],
                goods: &[("全屋定制", "套", 12000, 68000, 1), ("装修设计", "套", 2000, 9800, 1)],
            },
            Line { shops: &["门窗厂"], goods: &[("断桥铝门窗", "平方米", 380, 980, 20), ("防盗门", "樘", 980, 3980, 1)] },
        ],
    },
    Branch {
        category: Category::Catering,
        share: 9,
        issues: &[Quality, Price, Unlicensed, Expired, Contract, Measure],
        lines: &[
            Line {
                shops: &["土菜馆", "鱼馆"], goods: &[("洞庭鱼火锅", "份", 128, 268, 1), ("剁椒鱼头", "份", 68, 168, 1)]
            },
            Line { shops: &["火锅店"], goods: &[("火锅套餐", "份", 98, 298, 1), ("毛肚", "份", 38, 78, 2)] },
            Line { shops: &["烧烤店"], goods: &[("烧烤拼盘", "份", 68, 188, 2), ("小龙虾", "斤", 48, 98, 5)] },
            Line { shops: &["奶茶店"], goods: &[("奶茶", "杯", 9, 24, 6), ("果茶", "杯", 12, 26, 4)] },
            Line { shops: &["大酒店"], goods: &[("酒席", "桌", 688, 1888, 3), ("包厢套餐", "份", 298, 1280, 1)] },
            Line { shops: &["快餐店"], goods: &[("外卖套餐", "份", 18, 58, 4), ("盒饭", "份", 12, 28, 4)] },
        ],
    },
    Branch {
        category: Category::Education,
        share: 5,
        issues: &[Contract, FalsePromotion, AfterSales, Unlicensed],
        lines: &[
            Line {
                shops: &["教育培训中心"], goods: &[("少儿编程课", "期", 2980, 9800, 1), ("考研辅导班", "期", 3980, 16800, 1)]
            },
            Line {
                shops: &["艺术培训学校"], goods: &[("美术课程", "期", 1980, 6800, 1), ("舞蹈课程", "期", 1580, 5800, 1)]
            },
            Line { shops: &["托管中心"], goods: &[("午托服务", "月", 500, 1200, 3)] },
            Line { shops: &["驾校"], goods: &[("驾驶培训", "人次", 3200, 5200, 1)] },
        ],
    },
    Branch {
        category: Category::Beauty,
        share: 5,
        issues: &[Quality, FalsePromotion, Contract, Price, Unlicensed],
        lines: &[
            Line { shops: &["美容院"], goods: &[("皮肤护理疗程", "疗程", 980, 6980, 1), ("纹眉服务", "次", 380, 1580, 1)] },
            Line { shops: &["美发沙龙"], goods: &[("烫染服务", "次", 198, 880, 1), ("头皮护理", "次", 98, 680, 1)] },
            Line { shops: &["美甲店"], goods: &[("美甲服务", "次", 88, 398, 1)] },
        ],
    },
    Branch {
        category: Category::PrepaidCard,
        share: 6,
        issues: &[Contract, Contract, AfterSales, FalsePromotion],
        lines: &[
            Line { shops: &["健身俱乐部"], goods: &[("健身年卡", "张", 899, 2999, 1), ("私教课程", "节", 180, 400, 20)] },
            Line { shops: &["洗车行"], goods: &[("洗车卡", "张", 299, 999, 1)] },
            Line { shops: &["游泳馆"], goods: &[("游泳次卡", "张", 480, 1280, 2)] },
            Line { shops: &["儿童乐园"], goods: &[("儿童乐园充值卡", "张", 300, 2000, 1)] },
        ],
    },
    Branch {
        category: Category::Internet,
        share: 4,
        issues: &[AfterSales, Contract, FalsePromotion, Price],
        lines: &[
            Line {
                shops: &["网络科技有限公司"], goods: &[("会员自动续费", "月", 15, 198, 1), ("网络游戏充值", "次", 30, 648, 3)]
            },
            Line {
                shops: &["文化传媒有限公司", "电子商务有限公司"],
                goods: &[("直播课程", "套", 199, 2980, 1), ("代运营服务", "项", 980, 6980, 1)],
            },
        ],
    },
    Branch {
        category: Category::Other,
        share: 4,
        issues: &[Price, AfterSales, Quality, Other, Contract],
        lines: &[
            Line { shops: &["家政服务部"], goods: &[("家政保洁", "次", 120, 480, 1), ("月嫂服务", "月", 5800, 12800, 1)] },
            Line { shops: &["宠物店"], goods: &[("宠物猫", "只", 500, 2800, 1), ("宠物寄养", "天", 40, 120, 10)] },
            Line { shops: &["照相馆"], goods: &[("婚纱摄影", "套", 2999, 8999, 1), ("证件照", "套", 20, 60, 2)] },
            Line { shops: &["快递服务站"], goods: &[("快递寄件", "件", 10, 60, 3)] },
            Line { shops: &["物业服务有限公司"], goods: &[("停车服务", "月", 150, 400, 3)] },
        ],
    },
];
