//! Those who buy in order to be paid.

use casework::codes::Issue;
use jiff::civil::Date;

use super::{LUCRATIVE, for_money};
use crate::city::calendar::{filing_day, plus};
use crate::city::goods::Goods;
use crate::city::maker::Maker;
use crate::city::outcome::Fate;
use crate::city::people;
use crate::city::persona::Persona;

/// 2（一）: an award first, then the same goods and issue from the same kind of trader, again and again.
pub(crate) fn repeaters(maker: &mut Maker, quota: usize) {
    let end = maker.filed() + quota;
    while maker.filed() + 5 <= end {
        let person = maker.new_person();
        let category = maker.dice.pick(&LUCRATIVE);
        let trader = maker.traders.of(&mut maker.dice, category);
        let mut day = filing_day(&mut maker.dice, maker.start, plus(maker.today, -420));
        let pattern = maker.draft(person, Persona::Repeater, trader, day);
        let mut was_paid = false;
        for _ in 0..(maker.dice.between(6, 16) as usize).min(end - maker.filed()) {
            if day >= maker.today {
                break;
            }
            let at = if maker.dice.percent(30.0) { trader } else { maker.traders.like(&mut maker.dice, trader) };
            let mut draft = maker.draft(person, Persona::Repeater, at, day);
            (draft.goods, draft.issue) = (pattern.goods, pattern.issue);
            for_money(maker, &mut draft);
            draft.quantity = maker.dice.between(1, draft.goods.household + 2);
            draft.fate = Fate::Awarded { percent: 80 };
            let filed = maker.file(draft);
            if was_paid {
                maker.plant("yy16.2.1", person);
            }
            was_paid |= filed.is_awarded;
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
            maker.plant("yy16.2.2", person);
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
        maker.plant("yy16.2.6", person);
        let mut bought: Vec<(Goods, Date, i64)> = Vec::new();
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
            bought.push((draft.goods, draft.purchased_on, draft.quantity));
            maker.file(draft);
        }
        if hoarded(&bought) {
            maker.fits("yy16.2.2", person);
        }
    }
}

/// Whether what was bought of one thing within thirty days is five times what a household buys at most at a time: more than
/// the most, every week. Who files by the hundred in a few trades comes to that now and then, whatever each purchase was.
fn hoarded(bought: &[(Goods, Date, i64)]) -> bool {
    bought.iter().any(|(goods, first, _)| {
        let of_stretch = bought.iter().filter(|(other, day, _)| other.item == goods.item && (*first..plus(*first, 30)).contains(day));
        of_stretch.map(|(_, _, quantity)| quantity).sum::<i64>() >= 5 * goods.household
    })
}
