//! Those who act together, or as somebody else.

use casework::fact::{FactKind, FactResult};

use super::{LUCRATIVE, attest, for_money};
use crate::city::calendar::{filing_day, plus};
use crate::city::filing::{Identity, Openness};
use crate::city::maker::Maker;
use crate::city::names;
use crate::city::outcome::Fate;
use crate::city::persona::Persona;

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
        let is_no_family = members.len() >= 6 && names::is_no_family(members.iter().map(|&member| maker.people[member].name.as_str()));
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
                // Who gives neither the account nor the telephone is tied by nothing that facts show.
                if draft.gives_account || tie == 0 {
                    maker.plant("yy16.2.4", member);
                }
                if tie == 0 && is_no_family {
                    maker.plant("o121.17.4", member);
                }
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
            // The record names the one who denies, by their own phone.
            let is_denied = !uses_own_number
                && maker.dice.percent(85.0)
                && attest(
                    maker,
                    FactKind::DeniedByPerson,
                    &victim,
                    &filed,
                    "经电话及当面核实，本人否认提出该投诉举报",
                    FactResult::Established,
                );
            if is_denied || (uses_own_number && i == 3) {
                maker.plant("yy16.2.3", person);
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
            maker.plant("yy16.2.5", client);
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
