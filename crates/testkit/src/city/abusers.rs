//! Every abuse that the local instrument names, planted so that it can be found.

use casework::codes::{Category, Issue, SubmissionKind};
use casework::fact::{FactKind, FactResult};

use super::calendar::{days_between, filing_day, plus};
use super::filing::{Demand, Filed, Filing, Identity, Openness};
use super::maker::{Fact, Maker};
use super::names;
use super::outcome::Fate;
use super::people;
use super::persona::Persona;
use super::story::Voice;

const LUCRATIVE: [Category; 6] =
    [Category::Food, Category::Food, Category::Food, Category::HealthFood, Category::Cosmetics, Category::Medicine];

/// Money on every line: named, with an account, and in the words of a template.
fn for_money(maker: &mut Maker, filing: &mut Filing) {
    let is_food = matches!(filing.goods.category, Category::Food | Category::HealthFood | Category::Medicine);
    filing.kind = maker.dice.weighted(&[(55, SubmissionKind::Both), (45, SubmissionKind::Complaint)]);
    filing.demand = if is_food { Demand::Tenfold } else { Demand::Threefold };
    filing.openness = if maker.dice.percent(75.0) { Openness::Open } else { Openness::ByChannel };
    filing.gives_account = maker.dice.percent(80.0);
    filing.voice = Voice::Template;
    filing.purchased_on = plus(filing.received_on, -maker.dice.between(1, 9));
}

/// An attestation about one filing, known some weeks later.
fn attest(maker: &mut Maker, kind: FactKind, identity: &Identity, filed: &Filed, matter: &str, result: FactResult) {
    let on = plus(filed.received_on, maker.dice.between(4, 25));
    maker.state(Fact {
        kind,
        organ: "岳阳市市场监督管理局".into(),
        on,
        person: Some(identity),
        matter: matter.into(),
        submission_no: &filed.submission_no,
        result,
        result_on: Some(on),
        penalty: None,
    });
}

/// 2（一）: an award first, then the same goods and issue from the same kind of trader, again and again.
pub(crate) fn repeaters(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 5 <= end {
        let person = maker.new_person();
        let category = maker.dice.pick(&LUCRATIVE);
        let trader = maker.traders.of(&mut maker.dice, category);
        let mut day = filing_day(&mut maker.dice, maker.start, plus(maker.today, -420));
        let pattern = maker.draft(person, Persona::Repeater, trader, day);
        for _ in 0..(maker.dice.between(6, 16) as usize).min(end - maker.filed()) {
            if day >= maker.today {
                break;
            }
            let at = if maker.dice.percent(30.0) { trader } else { maker.traders.of(&mut maker.dice, category) };
            let mut draft = maker.draft(person, Persona::Repeater, at, day);
            (draft.goods, draft.issue) = (pattern.goods, pattern.issue);
            for_money(maker, &mut draft);
            draft.quantity = maker.dice.between(1, draft.goods.household + 2);
            draft.fate = Fate::Awarded { percent: 80 };
            let filed = maker.file(draft);
            // Only after the award is paid does the next purchase follow.
            let known = filed.closed_on.filter(|_| filed.is_awarded).unwrap_or(filed.received_on);
            day = plus(known, maker.dice.between(8, 40));
        }
    }
}

/// 2（二）: far beyond what a household uses, of one thing, in several orders.
pub(crate) fn quantity_buyers(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 3 <= end {
        let person = maker.new_person();
        let category = maker.dice.pick(&LUCRATIVE);
        let trader = maker.traders.of(&mut maker.dice, category);
        let mut day = filing_day(&mut maker.dice, maker.start, plus(maker.today, -60));
        let pattern = maker.draft(person, Persona::QuantityBuyer, trader, day);
        for _ in 0..(maker.dice.between(4, 9) as usize).min(end - maker.filed()) {
            if day >= maker.today {
                break;
            }
            let mut draft = maker.draft(person, Persona::QuantityBuyer, trader, day);
            (draft.goods, draft.issue) = (pattern.goods, pattern.issue);
            for_money(maker, &mut draft);
            draft.quantity = maker.dice.between(30, 200);
            draft.fate = Fate::Awarded { percent: 35 };
            maker.file(draft);
            day = plus(day, maker.dice.between(1, 12));
        }
    }
}

/// 2（六）: by the hundred within a year or so, over many traders, money in every one, two phones in turn.
pub(crate) fn volume(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 40 <= end {
        let person = maker.new_person();
        let second_phone = people::phone(&mut maker.dice);
        let first = filing_day(&mut maker.dice, maker.start, plus(maker.today, -200));
        let last = plus(first, maker.dice.between(150, 500)).min(maker.yesterday());
        let issue = maker.dice.pick(&[Issue::AdWording, Issue::Label, Issue::FalsePromotion]);
        for _ in 0..(maker.dice.between(60, 160) as usize).min(end - maker.filed()) {
            let category = maker.dice.pick(&LUCRATIVE);
            let trader = maker.traders.of(&mut maker.dice, category);
            let day = filing_day(&mut maker.dice, first, last);
            let mut draft = maker.draft(person, Persona::Volume, trader, day);
            for_money(maker, &mut draft);
            draft.issue = issue;
            draft.quantity = maker.dice.between(1, 4);
            draft.fate = Fate::Awarded { percent: 30 };
            if maker.dice.percent(35.0) {
                draft.identity.phone.clone_from(&second_phone);
            }
            maker.file(draft);
        }
    }
}

/// 2（四）: four to eight people with a phone, an address or an account in common, one trader, two or three weeks.
pub(crate) fn rings(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 4 <= end {
        let leader = maker.new_person();
        let common = maker.identity(leader);
        let tie = maker.dice.below(3);
        let mut members = vec![leader];
        for _ in 0..maker.dice.between(3, 7) {
            let member = maker.new_person();
            let person = &mut maker.people[member];
            match tie {
                0 => person.phone.clone_from(&common.phone),
                1 => person.address.clone_from(&common.address),
                _ => {}
            }
            person.account.clone_from(&common.account);
            members.push(member);
        }
        let first = filing_day(&mut maker.dice, maker.start, plus(maker.today, -75));
        for _ in 0..maker.dice.between(1, 2) {
            let category = maker.dice.pick(&LUCRATIVE);
            let trader = maker.traders.of(&mut maker.dice, category);
            let start = plus(first, maker.dice.between(0, 50));
            let pattern = maker.draft(leader, Persona::Ring, trader, start);
            for &member in &members {
                if maker.filed() >= end {
                    return;
                }
                let day = plus(start, maker.dice.between(0, 16)).min(maker.yesterday());
                let mut draft = maker.draft(member, Persona::Ring, trader, day);
                (draft.goods, draft.issue) = (pattern.goods, pattern.issue);
                for_money(maker, &mut draft);
                draft.openness = Openness::Open;
                draft.gives_account = maker.dice.percent(90.0);
                draft.is_copy = maker.dice.percent(85.0);
                draft.fate = Fate::Awarded { percent: 40 };
                maker.file(draft);
            }
        }
    }
}

/// 2（三）: under the names and numbers of people who know nothing of it, or one's own number under other names.
pub(crate) fn impostors(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 3 <= end && !maker.ordinary.is_empty() {
        let person = maker.new_person();
        let own = maker.identity(person);
        let uses_own_number = maker.dice.percent(25.0);
        let mut day = filing_day(&mut maker.dice, maker.start, plus(maker.today, -90));
        for i in 0..(maker.dice.between(4, 8) as usize).min(end - maker.filed()) {
            if day >= maker.today {
                break;
            }
            let category = maker.dice.pick(&LUCRATIVE);
            let trader = maker.traders.of(&mut maker.dice, category);
            let mut draft = maker.draft(person, Persona::Impostor, trader, day);
            for_money(maker, &mut draft);
            (draft.openness, draft.gives_account, draft.fate) = (Openness::Open, true, Fate::Awarded { percent: 30 });
            let lent = maker.dice.pick(&maker.ordinary);
            let victim = maker.identity(lent);
            if uses_own_number {
                let surname = names::surname(&mut maker.dice);
                draft.identity.name = if i == 0 { own.name.clone() } else { names::name_under(&mut maker.dice, surname) };
            } else {
                draft.identity =
                    Identity { phone: own.phone.clone(), account: own.account.clone(), address: own.address.clone(), ..victim.clone() };
            }
            let filed = maker.file(draft);
            if !uses_own_number && maker.dice.percent(85.0) {
                // The record names the one who denies, by their own phone.
                attest(
                    maker,
                    FactKind::DeniedByPerson,
                    &victim,
                    &filed,
                    "经电话及当面核实，本人否认提出该投诉举报",
                    FactResult::Established,
                );
            }
            day = plus(day, maker.dice.between(3, 40));
        }
    }
}

/// 2（五）: one agent, one account, many clients who bought nothing for themselves.
pub(crate) fn hired_hands(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 5 <= end {
        let agent = maker.new_person();
        let hand = maker.identity(agent);
        let first = filing_day(&mut maker.dice, maker.start, plus(maker.today, -120));
        for _ in 0..(maker.dice.between(6, 15) as usize).min(end - maker.filed()) {
            let client = maker.new_person();
            let category = maker.dice.pick(&LUCRATIVE);
            let trader = maker.traders.of(&mut maker.dice, category);
            let last = plus(first, 110).min(maker.yesterday());
            let day = filing_day(&mut maker.dice, first, last);
            let mut draft = maker.draft(client, Persona::HiredHand, trader, day);
            for_money(maker, &mut draft);
            (draft.openness, draft.gives_account, draft.fate) = (Openness::Open, true, Fate::Awarded { percent: 30 });
            draft.identity.account.clone_from(&hand.account);
            if maker.dice.percent(60.0) {
                draft.identity.phone.clone_from(&hand.phone);
            }
            if maker.dice.percent(55.0) {
                draft.agent = Some((hand.name.clone(), hand.phone.clone()));
            }
            let identity = draft.identity.clone();
            let filed = maker.file(draft);
            if maker.dice.percent(50.0) {
                attest(
                    maker,
                    FactKind::Hired,
                    &identity,
                    &filed,
                    "本人陈述系受他人付酬提交，购物与投诉均由他人操作",
                    FactResult::Established,
                );
            }
        }
    }
}

/// 3（二）: the same issue against one kind of trader, found untrue each time.
pub(crate) fn untrue_informants(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 4 <= end {
        let person = maker.new_person();
        let category = maker.dice.pick(&LUCRATIVE);
        let issue = maker.dice.pick(&[Issue::AdWording, Issue::FalsePromotion, Issue::Label]);
        let mut day = filing_day(&mut maker.dice, maker.start, plus(maker.today, -300));
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
            maker.file(draft);
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
                follow_up(maker, persona, &identity, &filed, on, issue);
            }
            day = plus(day, maker.dice.between(12, 60));
        }
    }
}

fn follow_up(maker: &mut Maker, persona: Persona, identity: &Identity, filed: &Filed, on: jiff::civil::Date, issue: Issue) {
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
    maker.state(Fact {
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
            if maker.dice.percent(85.0) {
                attest(maker, kind, &identity, &filed, matter, FactResult::Established);
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
