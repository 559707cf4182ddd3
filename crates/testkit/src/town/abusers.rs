//! Every abuse that the instruments name, in other shapes than the city's.

use casework::codes::{Issue, SubmissionKind, Verification};
use casework::fact::{FactKind, FactResult};
use jiff::civil::Date;

use super::Kind;
use super::book::{Ask, Book, Draft, End, Identity};
use super::shops::{LUCRATIVE, TRADES};
use crate::city::calendar::plus;
use crate::city::names::is_no_family;
use crate::crowd::people;

pub(super) fn all(book: &mut Book) {
    let total = book.plan.filings;
    for (permille, make) in [
        (30, returners as fn(&mut Book)),
        (22, hoarders),
        (40, bands),
        (20, clients),
        (60, floods),
        (9, forgers),
        (8, reusers),
        (22, accusers),
        (9, appellants),
        (7, requesters),
        (7, denouncers),
        (14, pouncers),
    ] {
        let end = book.filed() + (total * permille / 1000).max(12);
        while book.filed() < end {
            make(book);
        }
    }
    // Their victims must exist first.
    for _ in 0..(total / 20).max(40) {
        let person = book.person();
        book.lenders.push(person);
        let (shop, on) = (book.dice.below(book.shops.len()), book.day(0));
        let draft = book.draft(person, Kind::Consumer, shop, on);
        book.file(&draft);
    }
    let end = book.filed() + (total * 16 / 1000).max(12);
    while book.filed() < end {
        borrowers(book);
    }
}

/// An award, then months later the same thing by another of its names from another shop of the kind.
fn returners(book: &mut Book) {
    let person = book.person();
    let trade = book.dice.pick(&LUCRATIVE);
    let good = &TRADES[trade].goods[book.dice.below(TRADES[trade].goods.len())];
    let issue = book.dice.pick(&[Issue::Label, Issue::Expired, Issue::AdWording]);
    let wording = book.wording_for_money();
    let mut on = book.day(500);
    let mut paid_on: Option<Date> = None;
    for _ in 0..book.dice.between(4, 10) {
        if book.is_over(on) {
            break;
        }
        let shop = book.shop_of(trade);
        let mut draft = book.draft(person, Kind::Returner, shop, on);
        book.for_money(&mut draft, &wording);
        (draft.good, draft.issue, draft.end) = (good, issue, End::Paid(70));
        draft.quantity = book.dice.between(1, good.once);
        let bought = plus(on, -draft.bought_before);
        let filed = book.file(&draft);
        if paid_on.is_some_and(|paid| bought >= paid) {
            book.plant("yy16.2.1", person);
        }
        if filed.is_paid {
            paid_on = paid_on.or(filed.closed_on);
        }
        on = plus(filed.closed_on.unwrap_or(on), book.dice.between(12, 75));
    }
    book.fits(&["yy16.3.2", "o121.17.1", "o121.17.2", "yy16.2.6"], person);
}

/// Several purchases of one thing within three weeks, four to fifteen quarters' worth together.
fn hoarders(book: &mut Book) {
    let person = book.person();
    let trade = book.dice.pick(&LUCRATIVE);
    let good = &TRADES[trade].goods[book.dice.below(TRADES[trade].goods.len())];
    let wording = book.wording_for_money();
    let mut on = book.day(60);
    let parts = book.dice.between(2, 5);
    let whole = good.quarter * book.dice.between(4, 15);
    for _ in 0..parts {
        let shop = book.shop_of(trade);
        let mut draft = book.draft(person, Kind::Hoarder, shop, on);
        book.for_money(&mut draft, &wording);
        (draft.good, draft.issue, draft.end) = (good, Issue::Label, End::Paid(30));
        draft.quantity = (whole / parts).max(1);
        book.file(&draft);
        on = plus(on, book.dice.between(1, 4));
    }
    for circumstance in ["yy16.2.2", "o121.17.1"] {
        book.plant(circumstance, person);
    }
    book.fits(&["yy16.2.1", "o121.17.2", "yy16.3.2"], person);
}

/// Three to twelve people against one to three traders, each trader within two weeks. What ties them: an account; a chain
/// of unlike things; a telephone; the same papers.
fn bands(book: &mut Book) {
    let leader = book.person();
    let common = book.identity(leader);
    let shape = book.dice.below(4);
    let size = book.dice.between(4, 12);
    let members: Vec<usize> = std::iter::once(leader).chain((1..size).map(|_| book.person())).collect();
    let is_no_family = size >= 6 && is_no_family(members.iter().map(|&member| book.people[member].name.as_str()));
    let wording = book.wording_for_money();
    let start = book.day(110);
    let traders = book.dice.between(1, 3);
    let papers = book.hash();
    let papers = format!("{papers};{}", book.hash());
    for round in 0..traders {
        let shop = book.lucrative_shop();
        let trade = book.shops[shop].trade;
        let good = &TRADES[trade].goods[book.dice.below(TRADES[trade].goods.len())];
        let mut before = common.clone();
        for (n, &member) in members.iter().enumerate() {
            let on = plus(start, round * 30 + book.dice.between(0, 13));
            let mut draft = book.draft(member, Kind::Band, shop, on);
            book.for_money(&mut draft, &wording);
            (draft.good, draft.end) = (good, End::Paid(35));
            draft.quantity = book.dice.between(1, good.once);
            let own = draft.identity.clone();
            draft.gives.1 = 40.0;
            match shape {
                0 => {
                    draft.identity.account.clone_from(&common.account);
                    draft.gives.1 = 100.0;
                }
                1 => match n % 3 {
                    1 => draft.identity.phone.clone_from(&before.phone),
                    2 => {
                        draft.identity.account.clone_from(&before.account);
                        draft.gives.1 = 100.0;
                    }
                    _ => {
                        draft.identity.account.clone_from(&before.account);
                        draft.gives.1 = 100.0;
                    }
                },
                2 => draft.identity.phone.clone_from(&common.phone),
                _ => papers.clone_into(&mut draft.evidence),
            }
            before = Identity { phone: draft.identity.phone.clone(), account: draft.identity.account.clone(), ..own };
            let filed = book.file(&draft);
            let is_tied = match shape {
                0 => filed.shows_account,
                // A chain may break where a cell is empty.
                1 => false,
                2 => filed.shows_phone,
                _ => true,
            };
            if is_tied {
                book.plant("yy16.2.4", member);
                book.plant("o121.17.2", member);
            }
            if shape == 2 && is_no_family && is_tied {
                book.plant("o121.17.4", member);
            }
        }
    }
    for &member in &members {
        book.fits(
            &["yy16.2.4", "o121.17.2", "o121.17.4", "yy16.2.5", "yy16.2.1", "yy16.2.7", "o121.17.3", "yy16.3.2", "o121.17.1"],
            member,
        );
    }
}

/// One account or one agent behind six to fourteen people and as many traders.
fn clients(book: &mut Book) {
    let agent = book.person();
    let hand = book.identity(agent);
    let by_account = book.dice.percent(60.0);
    let wording = book.wording_for_money();
    let start = book.day(95);
    let is_proven = book.dice.percent(40.0);
    for n in 0..book.dice.between(6, 14) {
        let client = book.person();
        let shop = book.lucrative_shop();
        let on = plus(start, book.dice.between(0, 85));
        let mut draft = book.draft(client, Kind::Client, shop, on);
        book.for_money(&mut draft, &wording);
        draft.end = End::Paid(25);
        if by_account {
            draft.identity.account.clone_from(&hand.account);
            draft.gives.1 = 96.0;
        } else {
            draft.agent = Some((hand.name.clone(), hand.phone.clone()));
        }
        let filed = book.file(&draft);
        if is_proven && n < 3 {
            let about = (filed.no.as_str(), "本人称按件收钱，不清楚购买经过");
            book.state(FactKind::Hired, &draft.identity, about, (plus(filed.on, 9), 6), FactResult::Established);
        }
        if !by_account || filed.shows_account {
            book.plant("yy16.2.5", client);
        }
        book.fits(&["yy16.2.5", "yy16.2.4", "o121.17.2", "o121.17.4"], client);
    }
}

/// Thirty to a hundred and ten in a year, over all traders, three telephones, many without a number.
fn floods(book: &mut Book) {
    let person = book.person();
    let phones = [book.people[person].phone.clone(), people::phone(&mut book.dice), people::phone(&mut book.dice)];
    let wording = book.wording_for_money();
    let start = book.day(300);
    let count = book.dice.between(34, 110);
    for _ in 0..count {
        let shop = book.lucrative_shop();
        let on = plus(start, book.dice.between(0, 290));
        let mut draft = book.draft(person, Kind::Flood, shop, on);
        book.for_money(&mut draft, &wording);
        draft.end = End::Paid(30);
        draft.quantity = book.dice.between(1, draft.good.once);
        draft.gives = (72.0, 80.0);
        draft.identity.phone.clone_from(&phones[book.dice.below(3)]);
        book.file(&draft);
    }
    book.plant("yy16.2.6", person);
    book.fits(&["yy16.2.1", "yy16.3.2", "o121.17.1", "o121.17.2", "yy16.2.2"], person);
}

/// What an authority found out: planted, invented, extorted; sometimes the police.
fn forgers(book: &mut Book) {
    let person = book.person();
    let identity = book.identity(person);
    let wording = book.wording_for_money();
    let start = book.day(150);
    let mut is_proven = [false; 3];
    for n in 0..book.dice.between(1, 4) {
        let (shop, on) = (book.lucrative_shop(), plus(start, n * 12));
        let mut draft = book.draft(person, Kind::Forger, shop, on);
        book.for_money(&mut draft, &wording);
        draft.end = End::Nothing;
        let filed = book.file(&draft);
        if n > 0 && book.dice.percent(40.0) {
            continue;
        }
        let at = book.dice.below(3);
        let (kind, matter) = [
            (FactKind::PlantedOrSwapped, "监控可见其将自带商品混入货架"),
            (FactKind::InventedFacts, "涉案批次从未进货，所述不实"),
            (FactKind::Extortion, "多次索要现金并威胁发帖"),
        ][at];
        is_proven[at] |= book.state(kind, &identity, (&filed.no, matter), (plus(filed.on, 10), 12), FactResult::Established);
    }
    if is_proven[0] || is_proven[1] {
        book.plant("yy16.2.7", person);
        book.plant("o121.17.3", person);
    }
    if is_proven[0] || is_proven[2] {
        book.plant("yy16.3.1", person);
    }
    if book.dice.percent(50.0) {
        let result = book.dice.pick(&[FactResult::CaseOpened, FactResult::PublicOrderPenalty, FactResult::Convicted]);
        let about = ("", "涉嫌以虚假投诉敲诈勒索商户");
        if book.state(FactKind::Police, &identity, about, (plus(start, 45), 20), result) {
            book.plant("yy16.3.1", person);
        }
    }
    book.fits(&["yy16.2.7", "yy16.3.1", "o121.17.3", "yy16.2.1", "o121.17.1"], person);
}

/// The same two files against three to six traders.
fn reusers(book: &mut Book) {
    let person = book.person();
    let papers = format!("{};{}", book.hash(), book.hash());
    let wording = book.wording_for_money();
    let start = book.day(120);
    for n in 0..book.dice.between(4, 7) {
        let (shop, on) = (book.lucrative_shop(), plus(start, n * 15));
        let mut draft = book.draft(person, Kind::Reuser, shop, on);
        book.for_money(&mut draft, &wording);
        papers.clone_into(&mut draft.evidence);
        draft.end = End::Paid(10);
        book.file(&draft);
    }
    book.plant("yy16.2.7", person);
    book.plant("o121.17.3", person);
    book.fits(&["yy16.2.1", "o121.17.1", "o121.17.2"], person);
}

/// Tip-offs on one issue, untrue nine times in ten, half of the accusers for a reward.
fn accusers(book: &mut Book) {
    let person = book.person();
    let wants_reward = book.dice.percent(55.0);
    let issue = book.dice.pick(&[Issue::AdWording, Issue::Unlicensed, Issue::Label, Issue::FalsePromotion]);
    let wording = book.wording_for_money();
    let mut on = book.day(420);
    let mut untrue = 0;
    for _ in 0..book.dice.between(7, 14) {
        if book.is_over(on) {
            break;
        }
        let shop = book.lucrative_shop();
        let mut draft = tip(book, person, Kind::Accuser, shop, on, &wording);
        (draft.issue, draft.end) = (issue, End::True(5));
        draft.ask = if wants_reward { Ask::Reward } else { Ask::Nothing };
        let filed = book.file(&draft);
        untrue += usize::from(filed.verification == Some(Verification::Untrue));
        on = plus(on, book.dice.between(8, 40));
    }
    if untrue >= 6 {
        book.plant("yy16.3.2", person);
    }
    book.fits(&["yy16.3.2"], person);
}

fn tip(book: &mut Book, person: usize, kind: Kind, shop: usize, on: Date, wording: &str) -> Draft {
    let mut draft = book.draft(person, kind, shop, on);
    book.for_money(&mut draft, wording);
    (draft.form, draft.ask) = (SubmissionKind::Tipoff, Ask::Nothing);
    draft.gives = (80.0, 10.0);
    draft
}

fn appellants(book: &mut Book) {
    const RESULTS: [FactResult; 4] = [FactResult::NotAdmitted, FactResult::Dismissed, FactResult::Dismissed, FactResult::Upheld];
    let matters = ["对不予立案决定不服", "请求确认未履职违法", "对举报答复不服，请求重作"];
    procedure(
        book,
        Kind::Appellant,
        "yy16.3.3",
        (&[FactKind::Reconsideration, FactKind::Reconsideration, FactKind::Lawsuit], &RESULTS),
        &matters,
    );
}

fn requesters(book: &mut Book) {
    const RESULTS: [FactResult; 3] = [FactResult::OutOfScope, FactResult::OutOfScope, FactResult::NotProcessed];
    let matters = ["申请公开举报案卷内部请示", "索取承办人与商家通话录音", "申请公开办案人员考核材料及举报处理会议纪要"];
    procedure(book, Kind::Requester, "yy16.3.4", (&[FactKind::Disclosure], &RESULTS), &matters);
}

fn denouncers(book: &mut Book) {
    const RESULTS: [FactResult; 4] = [FactResult::Untrue, FactResult::Untrue, FactResult::Untrue, FactResult::Partly];
    let matters = ["反映执法人员袒护商家", "举报科长不履职", "反映办案人员收受好处不查处举报"];
    procedure(book, Kind::Denouncer, "yy16.3.5", (&[FactKind::Discipline], &RESULTS), &matters);
}

/// Tip-offs that come to nothing, and after each one or two procedures that are lost.
fn procedure(book: &mut Book, kind: Kind, circumstance: &'static str, (facts, results): (&[FactKind], &[FactResult]), matters: &[&str]) {
    let person = book.person();
    let identity = book.identity(person);
    let wording = book.wording_for_money();
    let mut on = book.day(430);
    let (mut lost, mut other) = (0, 0);
    for _ in 0..book.dice.between(3, 8) {
        if book.is_over(on) {
            break;
        }
        let shop = book.lucrative_shop();
        let mut draft = tip(book, person, kind, shop, on, &wording);
        draft.end = End::Nothing;
        draft.ask = if book.dice.percent(50.0) { Ask::Reward } else { Ask::Nothing };
        let filed = book.file(&draft);
        for _ in 0..book.dice.between(1, 2) {
            let result = book.dice.pick(results);
            let fact = book.dice.pick(facts);
            // Half of the departments do not say which 来件 it was about.
            let no = if book.dice.percent(50.0) { filed.no.clone() } else { String::new() };
            let matter = book.dice.pick(matters);
            let when = (plus(filed.on, book.dice.between(20, 50)), book.dice.between(10, 40));
            let is_known = book.state(fact, &identity, (&no, matter), when, result);
            let counts = !matches!(result, FactResult::Upheld | FactResult::Partly);
            lost += usize::from(is_known && counts);
            other += usize::from(is_known && !counts);
        }
        on = plus(on, book.dice.between(15, 50));
    }
    // Whoever is right now and then has a reason to go on.
    if lost >= 5 && other * 4 <= lost {
        book.plant(circumstance, person);
    }
    book.fits(&[circumstance, "yy16.3.2"], person);
}

/// Nine to sixteen complaints against one trader, each a new purchase, within four weeks.
fn pouncers(book: &mut Book) {
    let person = book.person();
    let shop = book.lucrative_shop();
    let wording = book.wording_for_money();
    let start = book.day(40);
    for _ in 0..book.dice.between(9, 16) {
        let on = plus(start, book.dice.between(0, 27));
        let mut draft = book.draft(person, Kind::Pouncer, shop, on);
        book.for_money(&mut draft, &wording);
        draft.bought_before = book.dice.between(0, 2);
        draft.quantity = book.dice.between(1, draft.good.once);
        draft.end = End::Paid(20);
        book.file(&draft);
    }
    book.plant("o121.17.2", person);
    book.fits(&["o121.17.1", "yy16.2.1", "yy16.2.2", "yy16.2.6", "yy16.3.2"], person);
}

/// Other people's names and numbers with one's own telephone and account; or one's own number under many names.
fn borrowers(book: &mut Book) {
    let person = book.person();
    let own = book.identity(person);
    let with_own_number = book.dice.percent(30.0);
    let wording = book.wording_for_money();
    let mut on = book.day(130);
    let mut denied = 0;
    for n in 0..book.dice.between(4, 9) {
        if book.is_over(on) {
            break;
        }
        let shop = book.lucrative_shop();
        let mut draft = book.draft(person, Kind::Borrower, shop, on);
        book.for_money(&mut draft, &wording);
        draft.end = End::Paid(20);
        draft.gives = (96.0, 90.0);
        let lent = book.lenders[book.dice.below(book.lenders.len())];
        let lender = book.identity(lent);
        if with_own_number {
            let other = book.person();
            if n > 0 {
                draft.identity.name = book.identity(other).name;
            }
        } else {
            let address = draft.identity.address.clone();
            draft.identity = Identity { phone: own.phone.clone(), account: own.account.clone(), address, ..lender.clone() };
        }
        let filed = book.file(&draft);
        if !with_own_number && book.dice.percent(80.0) {
            let about = (filed.no.as_str(), "上门核实，其称未提出过该投诉");
            denied += usize::from(book.state(FactKind::DeniedByPerson, &lender, about, (plus(filed.on, 8), 5), FactResult::Established));
        }
        on = plus(on, book.dice.between(2, 22));
        if denied > 0 || (with_own_number && n >= 4) {
            book.plant("yy16.2.3", person);
        }
    }
    book.fits(&["yy16.2.3", "yy16.2.1", "yy16.2.5", "yy16.2.6", "yy16.2.4", "o121.17.4", "o121.17.1", "o121.17.2", "yy16.3.2"], person);
}
