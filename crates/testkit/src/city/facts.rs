//! The background of department facts: reviews, requests, petitions and penalties of ordinary life, so that no file
//! holds abuse only.

use casework::fact::{FactKind, FactResult};

use super::calendar::plus;
use super::filing::Identity;
use super::maker::{Fact, Maker};

/// Kind, organ, matters, results with weights, days to a result, one per this many filings.
type Background = (FactKind, &'static str, &'static [&'static str], &'static [(u32, FactResult)], i64, usize);

const BACKGROUND: [Background; 7] = [
    (
        FactKind::Reconsideration,
        "岳阳市人民政府行政复议局",
        &["不服投诉不予受理决定", "不服行政处罚决定", "请求履行查处职责"],
        &[
            (30, FactResult::Upheld),
            (14, FactResult::Quashed),
            (8, FactResult::HeldUnlawful),
            (18, FactResult::Mediated),
            (14, FactResult::Withdrawn),
            (10, FactResult::Dismissed),
            (6, FactResult::NotAdmitted),
        ],
        60,
        160,
    ),
    (
        FactKind::Lawsuit,
        "岳阳市岳阳楼区人民法院",
        &["诉不履行法定职责", "诉行政处罚决定"],
        &[(45, FactResult::Dismissed), (15, FactResult::Quashed), (10, FactResult::HeldUnlawful), (30, FactResult::Withdrawn)],
        120,
        500,
    ),
    (
        FactKind::Disclosure,
        "岳阳市市场监督管理局",
        &["申请公开抽检结果", "申请公开办事指南", "申请公开行政处罚案件数量", "申请公开小区电梯检验记录"],
        &[(55, FactResult::Disclosed), (25, FactResult::PartlyDisclosed), (10, FactResult::NotDisclosed), (10, FactResult::OutOfScope)],
        20,
        130,
    ),
    (
        FactKind::Discipline,
        "岳阳市纪委监委派驻纪检监察组",
        &["反映窗口人员态度差", "反映收受商户礼品", "反映推诿不办"],
        &[(25, FactResult::True), (30, FactResult::Partly), (45, FactResult::Untrue)],
        45,
        420,
    ),
    (
        FactKind::Police,
        "岳阳市公安局",
        &["移送涉嫌销售假冒注册商标商品线索", "消费纠纷引发肢体冲突"],
        &[(60, FactResult::NoCase), (25, FactResult::PublicOrderPenalty), (15, FactResult::CaseOpened)],
        20,
        900,
    ),
    (
        FactKind::Petition,
        "岳阳市信访局",
        &["预付卡商家关门，集体要求退款", "反映农贸市场缺斤少两", "反映小区门口占道经营", "要求解决装修款纠纷"],
        &[(30, FactResult::Admitted), (55, FactResult::Finished), (15, FactResult::NotAdmitted)],
        55,
        70,
    ),
    // A trader's accusation that did not hold.
    (
        FactKind::InventedFacts,
        "岳阳市市场监督管理局",
        &["被投诉人称事实系捏造，经核实无证据支持"],
        &[(1, FactResult::NotEstablished)],
        15,
        450,
    ),
];

/// Writes the facts of ordinary people, and the penalties of traders, in proportion to the city.
pub(crate) fn background(maker: &mut Maker) {
    if maker.ordinary.is_empty() {
        return;
    }
    for (kind, organ, matters, results, takes, every) in BACKGROUND {
        for _ in 0..maker.filed() / every {
            let one = maker.dice.pick(&maker.ordinary);
            let person: Identity = maker.identity(one);
            let on = maker.some_day();
            let matter = maker.dice.pick(matters).to_owned();
            let result = maker.dice.weighted(results);
            let result_on = Some(plus(on, maker.dice.between(3, takes)));
            let submission_no = if kind == FactKind::InventedFacts { maker.any_submission() } else { String::new() };
            maker.state(Fact {
                kind,
                organ: organ.into(),
                on,
                person: Some(&person),
                matter,
                submission_no: &submission_no,
                result,
                result_on,
                penalty: None,
            });
        }
    }
    penalties(maker);
}

fn penalties(maker: &mut Maker) {
    for _ in 0..maker.filed() / 60 {
        let trader = maker.traders.any(&mut maker.dice);
        let trader = maker.traders.all[trader].clone();
        let cause = maker.dice.pick(&[
            "经营超过保质期的食品",
            "发布虚假广告",
            "未明码标价",
            "销售标签不合规食品",
            "未取得食品经营许可从事经营",
            "计量器具不合格",
        ]);
        let on = maker.some_day();
        let fine = maker.dice.pick(&[500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000]);
        let result = maker.dice.weighted(&[(97, FactResult::Decided), (3, FactResult::Quashed)]);
        maker.state(Fact {
            kind: FactKind::Penalty,
            organ: "岳阳市市场监督管理局".into(),
            on,
            person: None,
            matter: cause.into(),
            submission_no: "",
            result,
            result_on: Some(on),
            penalty: Some([trader.name, trader.uscc, cause.into(), format!("{fine}.00")]),
        });
    }
}
