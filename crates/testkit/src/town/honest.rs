//! Honest people, many of whom look like the others. No circumstance may ever hit one of them.

use casework::codes::SubmissionKind;
use casework::fact::{FactKind, FactResult};

use super::Kind;
use super::book::{Ask, Book, End};
use super::words;
use crate::city::calendar::plus;

/// Files until the town is full.
pub(super) fn all(book: &mut Book) {
    let total = book.plan.filings;
    let share = |permille: usize| total * permille / 1000;
    for (permille, make) in [
        (55, households as fn(&mut Book, usize)),
        (45, victims),
        (60, shoppers),
        (35, learned),
        (50, elders),
        (12, tenants),
        (14, hosts),
        (45, watchers),
        (5, insiders),
        (18, mistaken),
    ] {
        let end = book.filed() + share(permille);
        while book.filed() < end {
            make(book, end - book.filed());
        }
    }
    while book.filed() < total {
        consumer(book);
    }
}

fn any_shop(book: &mut Book) -> usize {
    let (one, other) = (book.dice.below(book.shops.len()), book.dice.below(book.shops.len()));
    // A few shops are complained of more than the others.
    if book.dice.percent(30.0) { one.min(other) } else { one }
}

fn consumer(book: &mut Book) {
    let person = book.person();
    book.lenders.push(person);
    for _ in 0..book.dice.weighted(&[(80, 1), (15, 2), (5, 3)]) {
        let (shop, on) = (any_shop(book), book.day(0));
        let mut draft = book.draft(person, Kind::Consumer, shop, on);
        if book.dice.percent(15.0) {
            book.tip(&mut draft);
        }
        let filed = book.file(&draft);
        // Rights are used: reviews, requests, suits over other things.
        if book.dice.percent(2.0) {
            let kind = book.dice.pick(&[FactKind::Reconsideration, FactKind::Disclosure, FactKind::Petition]);
            let result = match kind {
                FactKind::Reconsideration => {
                    book.dice.pick(&[FactResult::Upheld, FactResult::Dismissed, FactResult::Quashed, FactResult::Mediated])
                }
                FactKind::Disclosure => book.dice.pick(&[FactResult::Disclosed, FactResult::PartlyDisclosed, FactResult::OutOfScope]),
                _ => FactResult::Finished,
            };
            let matter = book.dice.pick(&["对处理结果有意见", "请求查处", "不服答复"]);
            book.state(kind, &draft.identity, (&filed.no, matter), (plus(filed.on, 30), 40), result);
        }
        if book.dice.percent(0.5) {
            for n in 0..4 {
                let matter = "不服房屋征收补偿决定";
                let on = plus(filed.on, 20 + n * 40);
                book.state(FactKind::Reconsideration, &draft.identity, ("", matter), (on, 50), FactResult::Dismissed);
            }
        }
    }
}

/// One telephone, one home, three to six people, up to three family names; a gym that closes harms them all.
fn households(book: &mut Book, room: usize) {
    let head = book.person();
    let mut members = vec![head];
    for _ in 0..book.dice.between(2, 5) {
        let member = if book.dice.percent(60.0) { book.relative(head) } else { book.person() };
        let (phone, home, county) = (book.people[head].phone.clone(), book.people[head].home.clone(), book.people[head].county);
        let person = &mut book.people[member];
        (person.phone, person.home, person.county) = (phone, home, county);
        members.push(member);
    }
    let together = (any_shop(book), book.day(10));
    let account = book.people[head].account.clone();
    for (n, member) in members.into_iter().enumerate().take(room.max(1)) {
        let is_together = n < 3 && book.dice.percent(50.0);
        let (shop, on) = if is_together { (together.0, plus(together.1, book.dice.between(0, 8))) } else { (any_shop(book), book.day(0)) };
        let mut draft = book.draft(member, Kind::Household, shop, on);
        draft.gives.1 = 15.0;
        draft.identity.account.clone_from(&account);
        book.file(&draft);
    }
}

/// Twelve to sixty people, some with one lawyer, against one trader in three weeks; most copy a text; in a third of these waves they rightly ask
/// for three times the price.
fn victims(book: &mut Book, room: usize) {
    let trade = book.dice.pick(&[0_usize, 1, 12, 13, 13]);
    let shop = book.shop_of(trade);
    let start = book.day(25);
    let is_fraud = trade <= 1;
    let round = words::ROUND[if is_fraud { 2 } else { book.dice.below(2) }];
    let lawyer = book.person();
    let lawyer = book.identity(lawyer);
    let has_lawyer = book.dice.percent(30.0);
    for n in 0..usize::try_from(book.dice.between(12, 60)).unwrap_or(12).min(room) {
        let person = book.person();
        let on = plus(start, book.dice.between(0, 20));
        let mut draft = book.draft(person, Kind::Victim, shop, on);
        draft.ask = if is_fraud && book.dice.percent(75.0) { Ask::Three } else { Ask::Back };
        if book.dice.percent(65.0) {
            round.clone_into(&mut draft.wording);
        }
        // Some of them have one lawyer.
        if has_lawyer && n % 3 == 0 {
            draft.agent = Some((lawyer.name.clone(), lawyer.phone.clone()));
        }
        // Couples and colleagues give one telephone.
        if book.dice.percent(6.0) {
            let other = book.relative(person);
            let phone = draft.identity.phone.clone();
            let mut second = book.draft(other, Kind::Victim, shop, on);
            (second.ask, second.identity.phone) = (draft.ask, phone);
            book.file(&second);
        }
        book.file(&draft);
    }
}

/// Ten to forty in thirty months, everything that a large family buys.
fn shoppers(book: &mut Book, room: usize) {
    let person = book.person();
    for _ in 0..usize::try_from(book.dice.between(10, 40)).unwrap_or(10).min(room) {
        let (shop, on) = (any_shop(book), book.day(0));
        let mut draft = book.draft(person, Kind::Shopper, shop, on);
        draft.ask = book.dice.weighted(&[(88, Ask::Back), (8, Ask::Three), (4, Ask::Ten)]);
        book.file(&draft);
    }
}

/// Knows the law and says so; a third of the time it is about a multiple.
fn learned(book: &mut Book, room: usize) {
    let person = book.person();
    for _ in 0..usize::try_from(book.dice.between(6, 16)).unwrap_or(6).min(room) {
        let (shop, on) = (any_shop(book), book.day(0));
        let mut draft = book.draft(person, Kind::Learned, shop, on);
        draft.wording = format!("{}[fault]{}", book.dice.pick(&words::LEARNED), book.dice.pick(&words::LEARNED_ENDS));
        draft.ask = book.dice.weighted(&[(65, Ask::Back), (25, Ask::Three), (10, Ask::Ten)]);
        draft.gives = (85.0, 20.0);
        book.file(&draft);
    }
}

/// A child for parents and the parents of the other; or a helper of the neighbourhood for a dozen old people.
fn elders(book: &mut Book, room: usize) {
    let helper = book.person();
    let helping = book.identity(helper);
    let is_neighbour = book.dice.percent(25.0);
    let count = if is_neighbour { book.dice.between(5, 12) } else { book.dice.between(1, 4) };
    let start = book.day(120);
    for n in 0..usize::try_from(count).unwrap_or(1).min(room) {
        let elder = if !is_neighbour && n < 2 { book.relative(helper) } else { book.person() };
        let trade = book.dice.pick(&[3_usize, 3, 5, 0, 7]);
        let shop = book.shop_of(trade);
        let on = plus(start, book.dice.between(0, 110));
        let mut draft = book.draft(elder, Kind::Elder, shop, on);
        draft.ask = if book.dice.percent(92.0) { Ask::Back } else { Ask::Three };
        draft.identity.phone.clone_from(&helping.phone);
        draft.form = SubmissionKind::Complaint;
        if book.dice.percent(60.0) {
            draft.agent = Some((helping.name.clone(), helping.phone.clone()));
        }
        draft.wording = format!("老人家不会弄手机，我帮着反映。{}", draft.wording);
        book.file(&draft);
    }
}

/// Twelve strangers behind one dormitory door, over two years, about unlike things.
fn tenants(book: &mut Book, room: usize) {
    let first = book.person();
    let door = book.identity(first).address;
    for _ in 0..usize::try_from(book.dice.between(6, 12)).unwrap_or(6).min(room) {
        let (person, shop, on) = (book.person(), any_shop(book), book.day(0));
        let mut draft = book.draft(person, Kind::Tenant, shop, on);
        draft.identity.address.clone_from(&door);
        book.file(&draft);
    }
}

/// A feast, a canteen, a flat to be fitted out: much at once.
fn hosts(book: &mut Book, _room: usize) {
    let person = book.person();
    let trade = book.dice.pick(&[0_usize, 1, 2, 6, 11]);
    let (shop, on) = (book.shop_of(trade), book.day(0));
    let mut draft = book.draft(person, Kind::Host, shop, on);
    draft.quantity = draft.good.quarter * book.dice.between(1, 5);
    let (occasion, ask) = book.dice.pick(&[
        ("儿子结婚办酒用的，", Ask::Back),
        ("老人八十寿宴，", Ask::Ten),
        ("给厂里食堂买的，", Ask::Back),
        ("公司发福利，", Ask::Back),
        ("几家人一起团购，", Ask::Three),
        ("", Ask::Back),
    ]);
    // Tiles and paint are for one's own flat.
    draft.ask = if trade == 11 { Ask::Back } else { ask };
    draft.wording = format!("{occasion}{}", draft.wording);
    book.file(&draft);
}

/// Ten to fifty tip-offs, mostly true.
fn watchers(book: &mut Book, room: usize) {
    let person = book.person();
    let trade = book.dice.pick(&[0_usize, 2, 6]);
    let percent = u8::try_from(book.dice.between(70, 92)).unwrap_or(80);
    let is_known = book.dice.percent(40.0);
    for n in 0..usize::try_from(book.dice.between(10, 50)).unwrap_or(10).min(room) {
        let (shop, on) = (book.shop_of(trade), book.day(0));
        let mut draft = book.draft(person, Kind::Watcher, shop, on);
        book.tip(&mut draft);
        draft.end = End::True(percent);
        let filed = book.file(&draft);
        if is_known && n == 0 {
            let about = (filed.no.as_str(), "无个人诉求，线索有价值");
            book.state(FactKind::PublicInterest, &draft.identity, about, (plus(filed.on, 4), 2), FactResult::Established);
        }
    }
}

fn insiders(book: &mut Book, _room: usize) {
    let person = book.person();
    let trade = book.dice.pick(&[0_usize, 2, 6, 3]);
    let (shop, on) = (book.shop_of(trade), book.day(0));
    let mut draft = book.draft(person, Kind::Insider, shop, on);
    book.tip(&mut draft);
    draft.wording = book.dice.pick(&words::INSIDE).to_owned();
    draft.end = End::True(85);
    let filed = book.file(&draft);
    let about = (filed.no.as_str(), "经核对为在职员工");
    book.state(FactKind::Whistleblower, &draft.identity, about, (plus(filed.on, 3), 1), FactResult::Established);
}

/// In good faith and wrong half of the time: issues vary, nothing is asked for.
fn mistaken(book: &mut Book, room: usize) {
    let person = book.person();
    for _ in 0..usize::try_from(book.dice.between(4, 12)).unwrap_or(4).min(room) {
        let (shop, on) = (any_shop(book), book.day(0));
        let mut draft = book.draft(person, Kind::Mistaken, shop, on);
        book.tip(&mut draft);
        draft.end = End::True(52);
        book.file(&draft);
    }
}
