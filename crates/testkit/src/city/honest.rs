//! Honest people of every kind. No circumstance may ever hit one of them.

use casework::codes::{Category, Issue, SubmissionKind};
use casework::fact::{FactKind, FactResult};

use super::calendar::plus;
use super::filing::{Demand, Openness};
use super::maker::{Fact, Maker};
use super::outcome::Fate;
use super::people::Person;
use super::persona::Persona;
use super::story::Voice;

/// Files until the city has `total` filings.
pub(crate) fn ordinary(maker: &mut Maker, total: usize) {
    while maker.filed() < total {
        let person = maker.new_person();
        maker.ordinary.push(person);
        let times = maker.dice.weighted(&[(74, 1), (18, 2), (6, 3), (2, 4)]).min(total - maker.filed());
        for _ in 0..times {
            let trader = maker.traders.any(&mut maker.dice);
            let day = maker.some_day();
            let draft = maker.draft(person, Persona::Ordinary, trader, day);
            maker.file(draft);
        }
    }
}

/// Parents, children, sometimes grandparents: one phone, one home, unlike traders, years apart.
pub(crate) fn families(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 2 <= end {
        let head = maker.new_person();
        let mut members = vec![head];
        for i in 0..maker.dice.between(1, 3) {
            let person = Person::at_home_with(&mut maker.dice, &maker.people[head], i > 0);
            members.push(maker.add(person));
        }
        for person in members {
            for _ in 0..maker.dice.weighted(&[(70, 1), (30, 2)]).min(end - maker.filed()) {
                let trader = maker.traders.any(&mut maker.dice);
                let day = maker.some_day();
                let draft = maker.draft(person, Persona::Family, trader, day);
                maker.file(draft);
            }
        }
    }
}

pub(crate) fn banquets(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() < end {
        let person = maker.new_person();
        let category = maker.dice.pick(&[Category::Food, Category::Food, Category::Catering]);
        let trader = maker.traders.of(&mut maker.dice, category);
        let day = maker.some_day();
        let mut draft = maker.draft(person, Persona::Banquet, trader, day);
        draft.kind = SubmissionKind::Complaint;
        draft.openness = Openness::ByChannel;
        draft.quantity = maker.dice.between(20, 80);
        draft.demand = maker.dice.pick(&[Demand::Refund, Demand::Replace, Demand::Apology]);
        draft.issue = maker.dice.pick(&[Issue::Quality, Issue::Expired, Issue::Price]);
        draft.voice = Voice::Banquet;
        maker.file(draft);
    }
}

/// The old person is the filer; a child writes, and gives their own phone as the agent's and often as the parent's.
pub(crate) fn elderly(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() < end {
        let (parent, child) = (maker.new_person(), maker.new_person());
        let helper = maker.identity(child);
        for _ in 0..maker.dice.weighted(&[(80, 1), (20, 2)]).min(end - maker.filed()) {
            let category = maker.dice.pick(&[Category::HealthFood, Category::Medicine, Category::Appliance, Category::Food]);
            let trader = maker.traders.of(&mut maker.dice, category);
            let day = maker.some_day();
            let mut draft = maker.draft(parent, Persona::Elderly, trader, day);
            draft.kind = SubmissionKind::Complaint;
            draft.demand = Demand::Refund;
            draft.voice = Voice::ForParent;
            draft.openness = Openness::ByChannel;
            draft.agent = Some((helper.name.clone(), helper.phone.clone()));
            if maker.dice.percent(50.0) {
                draft.identity.phone.clone_from(&helper.phone);
            }
            maker.file(draft);
        }
    }
}

/// Eight to forty tip-offs each, mostly true; nothing is asked for. Half of them are known to the bureau as such.
pub(crate) fn public_interest(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 4 <= end {
        let person = maker.new_person();
        // What somebody with open eyes sees in shops and kitchens.
        let category = maker.dice.pick(&[Category::Food, Category::Catering]);
        let issues = [Issue::Unlicensed, Issue::Expired, Issue::Measure, Issue::Price];
        let favourite = maker.dice.pick(&issues);
        let is_attested = maker.dice.percent(50.0);
        for i in 0..(maker.dice.between(8, 40) as usize).min(end - maker.filed()) {
            let trader = maker.traders.of(&mut maker.dice, category);
            let day = maker.some_day();
            let mut draft = maker.draft(person, Persona::PublicInterest, trader, day);
            draft.kind = SubmissionKind::Tipoff;
            draft.issue = if maker.dice.percent(45.0) { favourite } else { maker.dice.pick(&issues) };
            draft.openness = Openness::ByChannel;
            (draft.demand, draft.gives_account, draft.voice, draft.fate) =
                (Demand::Nothing, false, Voice::PublicInterest, Fate::MostlyTrue);
            let identity = draft.identity.clone();
            let filed = maker.file(draft);
            if is_attested && i % 6 == 0 {
                maker.state(Fact {
                    kind: FactKind::PublicInterest,
                    organ: "岳阳市市场监督管理局".into(),
                    on: plus(filed.received_on, 5),
                    person: Some(&identity),
                    matter: "线索属实、无个人诉求，记为公益举报".into(),
                    submission_no: &filed.submission_no,
                    result: FactResult::Established,
                    result_on: Some(plus(filed.received_on, 5)),
                    penalty: None,
                });
            }
        }
    }
}

pub(crate) fn whistleblowers(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() < end {
        let person = maker.new_person();
        let category = maker.dice.pick(&[Category::Food, Category::Catering, Category::Medicine, Category::HealthFood]);
        let employer = maker.traders.of(&mut maker.dice, category);
        let day = maker.some_day();
        for i in 0..maker.dice.between(1, 3).min((end - maker.filed()) as i64) {
            let on = plus(day, i * 12);
            if on >= maker.today {
                break;
            }
            let mut draft = maker.draft(person, Persona::Whistleblower, employer, on);
            draft.kind = SubmissionKind::Tipoff;
            draft.issue = maker.dice.pick(&[Issue::Expired, Issue::Quality, Issue::Unlicensed]);
            draft.openness = maker.dice.pick(&[Openness::Open, Openness::ByChannel, Openness::ByChannel]);
            (draft.demand, draft.gives_account, draft.voice, draft.fate) = (Demand::Nothing, false, Voice::Insider, Fate::MostlyTrue);
            let identity = draft.identity.clone();
            let filed = maker.file(draft);
            maker.state(Fact {
                kind: FactKind::Whistleblower,
                organ: "岳阳市市场监督管理局".into(),
                on: plus(filed.received_on, 3),
                person: Some(&identity),
                matter: "核对用工关系，系单位内部人员举报".into(),
                submission_no: &filed.submission_no,
                result: FactResult::Established,
                result_on: Some(plus(filed.received_on, 3)),
                penalty: None,
            });
        }
    }
}

/// Ten to thirty complaints in three years about whatever they buy; they want their money back and no more.
pub(crate) fn heavy_users(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 4 <= end {
        let person = maker.new_person();
        for _ in 0..(maker.dice.between(10, 30) as usize).min(end - maker.filed()) {
            let trader = maker.traders.any(&mut maker.dice);
            let day = maker.some_day();
            let mut draft = maker.draft(person, Persona::HonestHeavy, trader, day);
            if matches!(draft.demand, Demand::Threefold | Demand::Tenfold) {
                draft.demand = Demand::Refund;
            }
            draft.openness = Openness::ByChannel;
            maker.file(draft);
        }
    }
}
