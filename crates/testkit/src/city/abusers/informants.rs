//! Those who tip off, report and sue without ground, and those who make the ground themselves.

use casework::codes::{Category, Issue, SubmissionKind};
use casework::fact::{FactKind, FactResult};
use jiff::civil::Date;

use super::{LUCRATIVE, attest, for_money};
use crate::city::calendar::{days_between, filing_day, plus};
use crate::city::filing::{Demand, Filed, Identity, Openness};
use crate::city::maker::{Fact, Maker};
use crate::city::outcome::Fate;
use crate::city::persona::Persona;
use crate::city::story::Voice;

/// 3（二）: the same issue against one kind of trader, found untrue each time.
pub(crate) fn untrue_informants(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 4 <= end {
        let person = maker.new_person();
        let category = maker.dice.pick(&LUCRATIVE);
        let issue = maker.dice.pick(&[Issue::AdWording, Issue::FalsePromotion, Issue::Label]);
        let mut day = filing_day(&mut maker.dice, maker.start, plus(maker.today, -300));
        let mut closed = 0;
        for _ in 0..(maker.dice.between(6, 15) as usize).min(end - maker.filed()) {
            if day >= maker.today {
                break;
            }
            let trader = maker.traders.of(&mut maker.dice, category);
            let mut draft = maker.draft(person, Persona::UntrueInformant, trader, day);
            draft.kind = SubmissionKind::Tipoff;
            draft.openness = if maker.dice.percent(80.0) { Openness::Open } else { Openness::ByChannel };
            (draft.issue, draft.demand, draft.voice, draft.fate) = (issue, Demand::Reward, Voice::RewardTemplate, Fate::Untrue);
            draft.gives_account = maker.dice.percent(40.0);
            closed += usize::from(maker.file(draft).closed_on.is_some());
            if closed == 5 {
                maker.plant("yy16.3.2", person);
            }
            day = plus(day, maker.dice.between(6, 32));
        }
    }
}

/// 3（三）（四）（五）: tip-offs found untrue, and after each a review, a disclosure request or a report about the officers.
pub(crate) fn procedure_abusers(maker: &mut Maker, persona: Persona, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 3 <= end {
        let person = maker.new_person();
        let identity = maker.identity(person);
        let category = maker.dice.pick(&LUCRATIVE);
        let issue = maker.dice.pick(&[Issue::Label, Issue::AdWording, Issue::FalsePromotion]);
        let mut day = filing_day(&mut maker.dice, maker.start, plus(maker.today, -300));
        let mut lost = 0;
        for _ in 0..(maker.dice.between(4, 9) as usize).min(end - maker.filed()) {
            if day >= maker.today {
                break;
            }
            let trader = maker.traders.of(&mut maker.dice, category);
            let mut draft = maker.draft(person, persona, trader, day);
            draft.kind = SubmissionKind::Tipoff;
            (draft.issue, draft.demand, draft.voice, draft.fate) = (issue, Demand::Reward, Voice::RewardTemplate, Fate::Empty);
            draft.openness = Openness::Open;
            draft.gives_account = false;
            let filed = maker.file(draft);
            for _ in 0..maker.dice.between(1, 2) {
                let on = plus(filed.received_on, maker.dice.between(25, 60));
                lost += usize::from(follow_up(maker, persona, &identity, &filed, on, issue));
            }
            if lost >= 4
                && let Some(circumstance) = persona.plants()
            {
                maker.plant(circumstance, person);
            }
            day = plus(day, maker.dice.between(12, 60));
        }
    }
}

/// Says whether it is known by now that it was lost.
fn follow_up(maker: &mut Maker, persona: Persona, identity: &Identity, filed: &Filed, on: Date, issue: Issue) -> bool {
    use FactResult::{Dismissed, NotAdmitted, NotProcessed, OutOfScope, Partly, Untrue};
    let about = issue.label();
    let (kind, organ, matter, result, takes) = match persona {
        Persona::ReviewAbuser => {
            let kind = maker.dice.weighted(&[(75, FactKind::Reconsideration), (25, FactKind::Lawsuit)]);
            let organ =
                if kind == FactKind::Lawsuit { "岳阳市岳阳楼区人民法院" } else { "岳阳市人民政府行政复议局" };
            let result = maker.dice.weighted(&[(55, NotAdmitted), (43, Dismissed), (2, FactResult::Withdrawn)]);
            (kind, organ, format!("不服{about}类举报不予立案告知，要求撤销并责令重新处理"), result, 50)
        }
        Persona::DisclosureAbuser => {
            let result = maker.dice.weighted(&[(80, OutOfScope), (14, NotProcessed), (6, FactResult::PartlyDisclosed)]);
            (FactKind::Disclosure, "岳阳市市场监督管理局", format!("申请公开{about}类举报的内部讨论、审批记录"), result, 20)
        }
        _ => {
            let result = maker.dice.weighted(&[(95, Untrue), (5, Partly)]);
            (FactKind::Discipline, "岳阳市纪委监委派驻纪检监察组", format!("举报承办人办理{about}类举报不作为"), result, 30)
        }
    };
    let result_on = Some(plus(on, maker.dice.between(5, takes)));
    let is_known = maker.state(Fact {
        kind,
        organ: organ.into(),
        on,
        person: Some(identity),
        matter,
        submission_no: &filed.submission_no,
        result,
        result_on,
        penalty: None,
    });
    is_known && matches!(result, NotAdmitted | Dismissed | OutOfScope | NotProcessed | Untrue)
}

/// 2（七）, 3（一）: planted, swapped or invented evidence; extortion; the police.
pub(crate) fn planters(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 2 <= end {
        let person = maker.new_person();
        let identity = maker.identity(person);
        let mut day = filing_day(&mut maker.dice, maker.start, plus(maker.today, -80));
        let mut last: Option<Filed> = None;
        for _ in 0..(maker.dice.between(2, 6) as usize).min(end - maker.filed()) {
            if day >= maker.today {
                break;
            }
            let trader = maker.traders.of(&mut maker.dice, Category::Food);
            let mut draft = maker.draft(person, Persona::Planter, trader, day);
            for_money(maker, &mut draft);
            draft.issue = maker.dice.pick(&[Issue::Expired, Issue::Quality]);
            draft.demand = maker.dice.pick(&[Demand::HushMoney, Demand::HushMoney, Demand::Tenfold]);
            (draft.voice, draft.openness, draft.fate) = (Voice::Planter, Openness::Open, Fate::Empty);
            let filed = maker.file(draft);
            let (kind, matter) = maker.dice.pick(&[
                (FactKind::PlantedOrSwapped, "门店监控显示其自行将过期商品放入货架后购买"),
                (FactKind::InventedFacts, "检验与进货记录证明所称事实不存在"),
                (FactKind::Extortion, "以曝光、持续举报相要挟索要财物，有聊天记录"),
            ]);
            if maker.dice.percent(85.0) && attest(maker, kind, &identity, &filed, matter, FactResult::Established) {
                if kind != FactKind::InventedFacts {
                    maker.plant("yy16.3.1", person);
                }
                if kind != FactKind::Extortion {
                    maker.plant("yy16.2.7", person);
                }
            }
            day = plus(day, maker.dice.between(2, 25));
            last = Some(filed);
        }
        let Some(filed) = last else { continue };
        let on = plus(filed.received_on, maker.dice.between(10, 30));
        let result = maker.dice.weighted(&[
            (35, FactResult::PublicOrderPenalty),
            (30, FactResult::CaseOpened),
            (20, FactResult::Prosecuted),
            (15, FactResult::Convicted),
        ]);
        let takes = if days_between(on, maker.today) > 300 { 240 } else { 30 };
        let result_on = Some(plus(on, maker.dice.between(3, takes)));
        maker.state(Fact {
            kind: FactKind::Police,
            organ: "岳阳市公安局".into(),
            on,
            person: Some(&identity),
            matter: "涉嫌敲诈勒索经营者".into(),
            submission_no: &filed.submission_no,
            result,
            result_on,
            penalty: None,
        });
    }
}
