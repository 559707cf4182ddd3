//! What goes wrong, in people's own words. Every sentence ends in a comma: the teller goes on.

use casework::codes::{Category, Issue};

/// What is wrong: by issue, and where it would sound odd otherwise, by category.
pub(crate) fn wrongs(issue: Issue, category: Category) -> &'static [&'static str] {
    let is_eaten = matches!(category, Category::Food | Category::Catering | Category::HealthFood | Category::Medicine);
    let is_service =
        matches!(category, Category::Beauty | Category::Education | Category::Internet | Category::PrepaidCard | Category::Other);
    match issue {
        Issue::Label if is_eaten => &[
            "外包装上没有生产日期和厂名厂址，",
            "标签上的配料表和实物对不上，也没有贮存条件，",
            "进口食品没有中文标签，看不懂成分，",
            "营养成分表数值明显标错，",
            "标签执行标准号是早已作废的，",
            "包装只贴了一张手写纸条，没有任何标识，",
        ],
        Issue::Label => {
            &["没有厂名厂址和合格证，", "标签上的成分和检验报告对不上，", "进口商品没有中文标签，", "吊牌上的执行标准早已作废，"]
        }
        Issue::Expired if is_eaten => &[
            "回家才发现已经过了保质期十多天，",
            "打开后有霉点，闻着发酸，",
            "货架上摆的有好几件都过期了，",
            "日期被重新打码，原来的日期擦过还能看见，",
            "吃了以后拉肚子，去看了医生，一看日期早过了，",
            "里面已经生虫，照片可以提供，",
        ],
        Issue::Expired => &["限用日期早就过了还在卖，", "用了以后脸上起红疹，一看已经过期半年，", "日期被刮掉重新贴过，"],
        Issue::Quality if is_eaten => &[
            "里面有头发和塑料碎片，拍了照，",
            "味道不对，吃了几口就反胃，",
            "看着不新鲜，颜色发黑，",
            "和样品完全不是一回事，份量和用料都差，",
            "吃完当晚全家肚子疼，",
        ],
        Issue::Quality if is_service => {
            &["做完以后过敏红肿，", "和当初说的效果差得太远，", "服务人员明显不熟练，弄坏了东西，", "用的材料和介绍的不一样，"]
        }
        Issue::Quality => &[
            "用了不到一周就坏了，",
            "收到就有明显的裂痕，和样品完全不是一回事，",
            "做工粗糙，异味很重，戴上口罩都能闻到，",
            "质量太差，第二次使用就出现故障，",
            "拿去给师傅看，说是翻新的，",
        ],
        Issue::FalsePromotion if matches!(category, Category::HealthFood | Category::Medicine) => &[
            "当时店员说能治高血压、降血糖，实际毫无效果，",
            "讲座上说吃三个疗程就能停药，完全是骗老人的，",
            "说是专家坐诊，其实是推销员，",
        ],
        Issue::FalsePromotion if category == Category::Food => {
            &["说是纯手工原产地直供，其实是外地批发来的，", "宣传有机种植，问起来拿不出任何证书，", "直播里承诺的赠品一样都没有，"]
        }
        Issue::FalsePromotion if category == Category::Education => {
            &["宣称的名师根本不到场，换成了实习生，", "承诺包过，没有过也不退钱，", "招生时说的小班，实际四十多人一个班，"]
        }
        Issue::FalsePromotion => &[
            "宣传单写着全城最低价、百分百有效，和事实不符，",
            "介绍时说的功能一样都没有，",
            "标的是正品，找人一验是假货，",
            "广告上写的赠送项目到店就不认，",
        ],
        Issue::AdWording => &[
            "店内广告使用“最佳”“第一品牌”等绝对化用语，",
            "网页详情写“国家级配方”“顶级”字样，",
            "广告牌宣称“全网销量第一”，没有出处，",
            "商品页面使用“最好”“极致”等用语，",
            "宣传册上有“有效率百分之百”的表述，",
        ],
        Issue::Price => &[
            "标的价和结账的价不一样，多收了钱，",
            "没有明码标价，结账时临时加价，",
            "先涨价再打折，所谓优惠是假的，",
            "结账后才说要另收服务费，事先没有任何提示，",
            "同样的东西，别人买只要一半价钱，",
        ],
        Issue::Measure => &[
            "回家一称少了将近三两，",
            "店里的秤明显不准，复秤差得多，",
            "说好净重，结果连盒子一起称，",
            "称重的数虚高，当场不肯复秤，",
            "定量包装的实际重量比标的少了一成，",
        ],
        Issue::Unlicensed => &[
            "店里墙上没有营业执照，也没有许可证，",
            "在居民楼里经营，没有任何证照，环境很脏，",
            "人员没有健康证，里间满是油污，",
            "执照上的名称和实际门店不符，",
            "一直没有办证就开门营业，",
        ],
        Issue::AfterSales if is_service => {
            &["说好随时可以退，现在不给退，", "客服电话永远打不通，互相推脱，", "出了问题没有人管，群里也把我踢了，", "自动扣费取消不了，"]
        }
        Issue::AfterSales => &[
            "坏了找他们修，一拖再拖，到现在一个月没有结果，",
            "说好七天无理由，现在不给退，",
            "维修后问题更多，还要再收一次钱，",
            "客服电话永远打不通，店里互相推脱，",
            "保修期内却说是人为损坏，不给换，",
        ],
        Issue::Contract => &[
            "合同写明十五天内兑现，现在已经两个月，",
            "门关了，老板联系不上，钱还没有退，",
            "要退却说合同规定概不退款，",
            "定金不肯退，说是我违约，可是他们先改的方案，",
            "付钱时说随时能退，现在只肯退三成，",
            "换了老板就不认之前的约定，",
        ],
        Issue::Other => &[
            "弄丢了我的东西，只肯赔运费，",
            "服务态度恶劣，还出口伤人，",
            "没有经过同意就收集了人脸和电话，",
            "拒绝开发票，说开票要另外加钱，",
        ],
    }
}
