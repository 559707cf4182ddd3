//! Where the town is written down: people, drafts of filings, rows with the handwriting of their channel, facts.

use std::collections::{BTreeMap, BTreeSet};

use casework::codes::{Channel, ImportKind, Issue, Outcome, SubmissionKind, Verification};
use casework::fact::{FactKind, FactResult};
use jiff::civil::{Date, DateTime};

use super::shops::{self, Good, Shop, TRADES};
use super::words::{self, Slots};
use super::{Filer, Kind, Town, TownPlan};
use crate::city::calendar::plus;
use crate::city::{Table, dice::Dice, rows};
use crate::crowd::names::{Names, misheard, surname_of};
use crate::crowd::people::{self, Person};
use crate::crowd::places::{self, Places};

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// The price back, or an exchange.
    Back,
    /// 退一赔三.
    Three,
    /// 退一赔十.
    Ten,
    Reward,
    Nothing,
}

/// What becomes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Usual,
    /// A punitive award, this often in a hundred.
    Paid(u8),
    /// A tip-off found true, this often in a hundred; else untrue or not to be found out.
    True(u8),
    /// Declined, broken off.
    Nothing,
}

/// Under whom a filing goes.
#[derive(Clone)]
pub(super) struct Identity {
    pub(super) name: String,
    pub(super) is_woman: bool,
    pub(super) id_no: String,
    pub(super) phone: String,
    pub(super) address: String,
    pub(super) account: String,
}

pub(super) struct Draft {
    pub(super) person: usize,
    pub(super) kind: Kind,
    pub(super) identity: Identity,
    /// In a hundred: how often the whole number is given, how often the account.
    pub(super) gives: (f64, f64),
    pub(super) agent: Option<(String, String)>,
    pub(super) on: Date,
    pub(super) bought_before: i64,
    pub(super) form: SubmissionKind,
    pub(super) shop: usize,
    pub(super) good: &'static Good,
    pub(super) issue: Issue,
    pub(super) quantity: i64,
    pub(super) ask: Ask,
    /// With slots.
    pub(super) wording: String,
    pub(super) evidence: String,
    pub(super) order: String,
    pub(super) end: End,
}

/// What is known of a filing once it is written.
pub(super) struct Filed {
    pub(super) no: String,
    pub(super) on: Date,
    pub(super) closed_on: Option<Date>,
    pub(super) is_paid: bool,
    pub(super) verification: Option<Verification>,
    /// Whether telephone and account stand in the row: facts decide nothing about what is not written.
    pub(super) shows_phone: bool,
    pub(super) shows_account: bool,
}

pub(super) struct Book {
    pub(super) dice: Dice,
    pub(super) plan: TownPlan,
    pub(super) start: Date,
    pub(super) people: Vec<Person>,
    /// Ordinary people, whose names may be borrowed.
    pub(super) lenders: Vec<usize>,
    pub(super) shops: Vec<Shop>,
    names: Names,
    places: Places,
    rows: Vec<(DateTime, Vec<String>, Filer)>,
    facts: BTreeMap<ImportKind, Vec<Vec<String>>>,
    planted: BTreeMap<&'static str, BTreeSet<u32>>,
    fitting: BTreeMap<&'static str, BTreeSet<u32>>,
}

impl Book {
    pub(super) fn new(mut dice: Dice, plan: TownPlan) -> Self {
        let shops = shops::shops(&mut dice, (plan.filings / 18).max(60));
        Self {
            dice,
            plan,
            start: plus(plan.today, -915),
            people: Vec::new(),
            lenders: Vec::new(),
            shops,
            names: Names::new(),
            places: Places::new(),
            rows: Vec::new(),
            facts: BTreeMap::new(),
            planted: BTreeMap::new(),
            fitting: BTreeMap::new(),
        }
    }

    pub(super) fn filed(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn person(&mut self) -> usize {
        self.people.push(people::one(&mut self.dice, &self.names, &self.places));
        self.people.len() - 1
    }

    /// Somebody else who bears the family name of `head`.
    pub(super) fn relative(&mut self, head: usize) -> usize {
        let relative = self.person();
        let given = self.names.given(&mut self.dice, self.people[relative].is_woman, self.people[relative].born);
        self.people[relative].name = format!("{}{given}", surname_of(&self.people[head].name));
        relative
    }

    pub(super) fn identity(&mut self, person: usize) -> Identity {
        let Person { name, is_woman, id_no, phone, account, county, home, .. } = self.people[person].clone();
        let address = places::written(&mut self.dice, county, &home, false);
        Identity { name, is_woman, id_no, phone, address, account }
    }

    /// Any day of the town's time that leaves `days` until its end.
    pub(super) fn day(&mut self, days: i64) -> Date {
        let length = i64::from((self.plan.today - self.start).get_days()) - 1 - days;
        plus(self.start, self.dice.between(0, length.max(0)))
    }

    pub(super) fn is_over(&self, on: Date) -> bool {
        on >= self.plan.today
    }

    /// A shop of this trade.
    pub(super) fn shop_of(&mut self, trade: usize) -> usize {
        loop {
            let shop = self.dice.below(self.shops.len());
            if self.shops[shop].trade == trade {
                return shop;
            }
        }
    }

    pub(super) fn lucrative_shop(&mut self) -> usize {
        let trade = self.dice.pick(&shops::LUCRATIVE);
        self.shop_of(trade)
    }

    /// The wording of one who files for money: made once, used again and again.
    pub(super) fn wording_for_money(&mut self) -> String {
        let dice = &mut self.dice;
        let (first, second) = (dice.below(words::TRADE_MIDDLES.len()), dice.below(words::TRADE_MIDDLES.len()));
        format!(
            "{}[fault]{}{}{}",
            dice.pick(&words::TRADE_OPENINGS),
            words::TRADE_MIDDLES[first],
            if first == second { "" } else { words::TRADE_MIDDLES[second] },
            dice.pick(&words::TRADE_ENDS)
        )
    }

    /// An ordinary complaint of an ordinary person; the kinds change what is theirs.
    pub(super) fn draft(&mut self, person: usize, kind: Kind, shop: usize, on: Date) -> Draft {
        let identity = self.identity(person);
        let dice = &mut self.dice;
        let trade = &TRADES[self.shops[shop].trade];
        let good = &trade.goods[dice.below(trade.goods.len())];
        let ask = dice.weighted(&[(90, Ask::Back), (7, Ask::Three), (3, Ask::Ten)]);
        let wording = format!("{}[fault]{}", dice.pick(&words::PLAIN), dice.pick(&words::PLAIN_ENDS));
        Draft {
            person,
            kind,
            identity,
            gives: (48.0, 6.0),
            agent: None,
            on,
            bought_before: dice.weighted(&[(30, 0), (30, 2), (20, 7), (12, 25), (8, 60)]),
            form: dice.weighted(&[(85, SubmissionKind::Complaint), (15, SubmissionKind::Both)]),
            shop,
            good,
            issue: dice.pick(trade.issues),
            quantity: dice.between(1, good.once),
            ask,
            wording,
            evidence: String::new(),
            order: String::new(),
            end: End::Usual,
        }
    }

    /// Turns a draft into one of somebody who files for money, in that wording.
    pub(super) fn for_money(&mut self, draft: &mut Draft, wording: &str) {
        draft.gives = (82.0, 70.0);
        draft.ask = if self.shops[draft.shop].trade <= 5 && draft.issue != Issue::FalsePromotion { Ask::Ten } else { Ask::Three };
        wording.clone_into(&mut draft.wording);
        draft.form = self.dice.weighted(&[(60, SubmissionKind::Both), (40, SubmissionKind::Complaint)]);
        draft.bought_before = self.dice.between(0, 6);
    }

    /// A tip-off that asks for nothing.
    pub(super) fn tip(&mut self, draft: &mut Draft) {
        draft.form = SubmissionKind::Tipoff;
        draft.ask = Ask::Nothing;
        draft.wording = format!("{}[fault]{}", self.dice.pick(&words::TIPS), self.dice.pick(&words::TIP_ENDS));
        draft.gives = (40.0, 0.0);
    }

    pub(super) fn plant(&mut self, circumstance: &'static str, person: usize) {
        self.planted.entry(circumstance).or_default().insert(u32::try_from(person).unwrap_or(u32::MAX));
    }

    pub(super) fn fits(&mut self, circumstances: &[&'static str], person: usize) {
        for circumstance in circumstances {
            self.fitting.entry(circumstance).or_default().insert(u32::try_from(person).unwrap_or(u32::MAX));
        }
    }

    pub(super) fn hash(&mut self) -> String {
        (0..64).map(|_| char::from(self.dice.pick(b"0123456789abcdef"))).collect()
    }

    pub(super) fn file(&mut self, draft: &Draft) -> Filed {
        let no = format!("SYN-T{:07}", self.rows.len() + 1);
        let dice = &mut self.dice;
        let at = draft.on.at(i8::try_from(dice.between(7, 22)).unwrap_or(9), i8::try_from(dice.between(0, 59)).unwrap_or(0), 0, 0);
        let shop = &self.shops[draft.shop];
        let trade = &TRADES[shop.trade];
        let paid_fen = dice.between(draft.good.price.0, draft.good.price.1) * draft.quantity * 100;
        let (ask, claim_fen) = match draft.ask {
            Ask::Back => (dice.pick(&["退款", "退货退款", "把钱退给我", "换一个新的", "退还费用", "赔礼道歉并退款"]), Some(paid_fen)),
            Ask::Three => (dice.pick(&["退一赔三", "退还货款并三倍赔偿", "按三倍赔偿"]), Some(paid_fen + (paid_fen * 3).max(50_000))),
            Ask::Ten => (dice.pick(&["退一赔十", "退还货款并支付十倍赔偿金", "十倍赔偿"]), Some(paid_fen + (paid_fen * 10).max(100_000))),
            Ask::Reward => (dice.pick(&["发放举报奖金", "按规定给予举报奖励"]), None),
            Ask::Nothing => ("", None),
        };
        let item = dice.pick(draft.good.names);
        let (quantity, paid) = (format!("{}{}", draft.quantity, draft.good.unit), format!("{}元", paid_fen / 100));
        let bought = plus(draft.on, -draft.bought_before);
        let day = format!("{}月{}日", bought.month(), bought.day());
        let known_shop = dice.pick(&[&shop.name, &shop.name, &shop.short]).clone();
        let slots = Slots {
            name: &draft.identity.name,
            shop: &known_shop,
            item,
            quantity: &quantity,
            paid: &paid,
            day: &day,
            ask: if ask.is_empty() { "处理" } else { ask },
        };
        let wording = draft.wording.replace("[fault]", words::fault(dice, draft.issue));
        let text = format!("{}【虚构数据】", words::fill(&wording, &slots));
        let ended = ended(dice, draft, (paid_fen, claim_fen), self.plan.today);
        let channel = match draft.kind {
            kind if kind.is_honest() => dice.weighted(&[
                (40, Channel::Platform12315),
                (25, Channel::Hotline12345),
                (22, Channel::Hotline12315),
                (6, Channel::Visit),
                (4, Channel::Letter),
                (3, Channel::Department),
            ]),
            _ => dice.weighted(&[(70, Channel::Platform12315), (15, Channel::Letter), (15, Channel::Hotline12345)]),
        };
        let shown = shown(dice, draft, channel);
        let is_tip = draft.form == SubmissionKind::Tipoff;
        let some = |dice: &mut Dice, percent: f64, text: String| if dice.percent(percent) { text } else { String::new() };
        let is_sent = shop.is_online && !is_tip;
        let (agent_name, agent_phone) = draft.agent.clone().unwrap_or_default();
        let order = match draft.order.as_str() {
            "" if is_sent => format!("SYN{}", dice.digits(15)),
            order => order.to_owned(),
        };
        let evidence = match draft.evidence.as_str() {
            "" if dice.percent(25.0) => (0..64).map(|_| char::from(dice.pick(b"0123456789abcdef"))).collect(),
            evidence => evidence.to_owned(),
        };
        let keeps = !draft.kind.is_honest() || dice.percent(88.0);
        let has_sum = !is_tip && dice.percent(90.0);
        let cells = vec![
            no.clone(),
            channel.label().to_owned(),
            at.strftime("%Y-%m-%d %H:%M").to_string(),
            draft.form.label().to_owned(),
            shown[0].clone(),
            String::new(),
            shown[1].clone(),
            shown[2].clone(),
            shown[3].clone(),
            agent_name,
            agent_phone,
            if is_tip { "是".into() } else { String::new() },
            String::new(),
            String::new(),
            known_shop.clone(),
            some(dice, 72.0, shop.uscc.clone()),
            String::new(),
            shop.county.1.to_owned(),
            if is_sent { "抖音".into() } else { String::new() },
            item.to_owned(),
            some(dice, 97.0, trade.category.label().to_owned()),
            some(dice, 95.0, draft.issue.label().to_owned()),
            if is_tip || !keeps { String::new() } else { bought.to_string() },
            if is_tip || !keeps { String::new() } else { draft.quantity.to_string() },
            if is_tip || !keeps { String::new() } else { draft.good.unit.to_owned() },
            if has_sum { format!("{}.{:02}", paid_fen / 100, paid_fen % 100) } else { String::new() },
            order,
            if is_sent { draft.identity.name.clone() } else { String::new() },
            if is_sent { draft.identity.phone.clone() } else { String::new() },
            if is_sent { draft.identity.address.clone() } else { String::new() },
            some(dice, draft.gives.1, draft.identity.account.clone()),
            ask.to_owned(),
            some(dice, 65.0, claim_fen.map(|fen| format!("{}.{:02}", fen / 100, fen % 100)).unwrap_or_default()),
            text,
            evidence,
            ended.outcome.map_or("", Outcome::label).to_owned(),
            ended.on.map(|on| format!("{on} 16:00")).unwrap_or_default(),
            ended.award_fen.map(|fen| format!("{}.{:02}", fen / 100, fen % 100)).unwrap_or_default(),
            ended.punitive.to_owned(),
            ended.verification.map_or("", Verification::label).to_owned(),
        ];
        let (shows_phone, shows_account) = (cells[7] == draft.identity.phone, cells[30] == draft.identity.account);
        let filer = Filer { true_person: u32::try_from(draft.person).unwrap_or(u32::MAX), kind: draft.kind };
        self.rows.push((at, cells, filer));
        Filed {
            no,
            on: draft.on,
            closed_on: ended.on,
            is_paid: ended.is_paid,
            verification: ended.verification,
            shows_phone,
            shows_account,
        }
    }

    /// A department's fact, decided `after` days later. Whether it is known by the last day; what is not is not written.
    pub(super) fn state(
        &mut self,
        kind: FactKind,
        who: &Identity,
        about: (&str, &str),
        (on, after): (Date, i64),
        result: FactResult,
    ) -> bool {
        let known_on = plus(on, after);
        if known_on >= self.plan.today {
            return false;
        }
        let (file, organ) = match kind {
            FactKind::Reconsideration => (ImportKind::Reviews, "岳阳市人民政府"),
            FactKind::Lawsuit => (ImportKind::Reviews, "岳阳楼区人民法院"),
            FactKind::Disclosure => (ImportKind::Disclosures, "岳阳市市场监督管理局"),
            FactKind::Discipline => (ImportKind::Discipline, "岳阳市纪委监委"),
            FactKind::Police => (ImportKind::Police, "岳阳市公安局"),
            FactKind::Petition => (ImportKind::Petitions, "岳阳市信访局"),
            FactKind::Penalty => (ImportKind::Penalties, "岳阳市市场监督管理局"),
            _ => (ImportKind::Attestations, "岳阳市市场监督管理局"),
        };
        let rows = self.facts.entry(file).or_default();
        let (no, matter) = about;
        let mut row = vec![
            format!("SYN-T{}-{:05}", file.code(), rows.len() + 1),
            organ.to_owned(),
            on.to_string(),
            who.name.clone(),
            // Half of the departments write the number down, the others the telephone.
            if self.dice.percent(60.0) { who.id_no.clone() } else { String::new() },
            who.phone.clone(),
            matter.to_owned(),
            no.to_owned(),
            result.label().to_owned(),
            known_on.to_string(),
        ];
        if matches!(file, ImportKind::Reviews | ImportKind::Attestations) {
            row.push(kind.label().to_owned());
        }
        rows.push(row);
        true
    }

    pub(super) fn close(mut self) -> Town {
        self.rows.sort_by(|a, b| (a.0, &a.1[0]).cmp(&(b.0, &b.1[0])));
        let (rows, filers): (Vec<Vec<String>>, Vec<Filer>) = self.rows.into_iter().map(|(_, row, filer)| (row, filer)).unzip();
        let tables = ImportKind::ALL
            .iter()
            .map(|&kind| {
                let mut headers = rows::FACT_HEADERS.to_vec();
                match kind {
                    ImportKind::Submissions => headers = rows::SUBMISSION_HEADERS.to_vec(),
                    ImportKind::Reviews | ImportKind::Attestations => headers.push("类型"),
                    ImportKind::Penalties => headers.extend(["被处罚单位", "统一社会信用代码", "案由", "罚款金额"]),
                    _ => {}
                }
                let rows = if kind == ImportKind::Submissions { rows.clone() } else { self.facts.remove(&kind).unwrap_or_default() };
                Table { kind, headers, rows }
            })
            .collect();
        Town { tables, filers, planted: self.planted, fitting: self.fitting }
    }
}

#[derive(Default)]
struct Ended {
    outcome: Option<Outcome>,
    on: Option<Date>,
    award_fen: Option<i64>,
    punitive: &'static str,
    is_paid: bool,
    verification: Option<Verification>,
}

/// How it ends, as far as that is known on the last day.
fn ended(dice: &mut Dice, draft: &Draft, (paid_fen, claim_fen): (i64, Option<i64>), today: Date) -> Ended {
    use Verification::{Partly, True, Untrue, Unverifiable};
    let on = plus(draft.on, dice.between(9, 52));
    if on >= today {
        return Ended::default();
    }
    let verification = (draft.form != SubmissionKind::Complaint).then(|| match draft.end {
        End::True(percent) if dice.percent(f64::from(percent)) => dice.pick(&[True, True, True, Partly]),
        End::True(_) => dice.pick(&[Untrue, Untrue, Untrue, Unverifiable]),
        End::Usual => dice.weighted(&[(38, True), (22, Partly), (22, Untrue), (18, Unverifiable)]),
        End::Paid(_) => dice.weighted(&[(40, True), (30, Partly), (20, Untrue), (10, Unverifiable)]),
        End::Nothing => dice.weighted(&[(5, True), (10, Partly), (60, Untrue), (25, Unverifiable)]),
    });
    if draft.form == SubmissionKind::Tipoff {
        let outcome = if matches!(verification, Some(True | Partly)) { Outcome::CaseOpened } else { Outcome::NoCase };
        return Ended { outcome: Some(outcome), on: Some(on), verification, ..Ended::default() };
    }
    let closed = |outcome| Ended { outcome: Some(outcome), on: Some(on), verification, ..Ended::default() };
    match draft.end {
        End::Paid(percent) if dice.percent(f64::from(percent)) => Ended {
            award_fen: Some(claim_fen.unwrap_or(paid_fen * 4).max(paid_fen * 3)),
            // Not everybody fills the column in.
            punitive: if dice.percent(65.0) { "是" } else { "" },
            is_paid: true,
            ..closed(Outcome::Settled)
        },
        End::Nothing => closed(dice.pick(&[Outcome::Declined, Outcome::MediationEnded, Outcome::NotSettled])),
        _ => match dice.below(10) {
            0 => closed(Outcome::Declined),
            1 | 2 => closed(Outcome::NotSettled),
            3 => Ended { award_fen: dice.percent(40.0).then_some(paid_fen), ..closed(Outcome::Withdrawn) },
            // Whoever rightly asks for a multiple is now and then paid it.
            4 if matches!(draft.ask, Ask::Three | Ask::Ten) => {
                Ended { award_fen: claim_fen, punitive: "是", is_paid: true, ..closed(Outcome::Settled) }
            }
            _ => Ended { award_fen: Some(paid_fen), punitive: "否", ..closed(Outcome::Settled) },
        },
    }
}

/// Name, number, telephone, address as the channel writes them down.
fn shown(dice: &mut Dice, draft: &Draft, channel: Channel) -> [String; 4] {
    let identity = &draft.identity;
    let by_phone = matches!(channel, Channel::Hotline12315 | Channel::Hotline12345);
    let name = match dice.below(100) {
        0..=4 if by_phone => format!("{}{}", surname_of(&identity.name), if identity.is_woman { "女士" } else { "先生" }),
        5..=11 if by_phone => misheard(dice, &identity.name),
        12..=13 => String::new(),
        14..=16 => format!("{}*", surname_of(&identity.name)),
        _ => identity.name.clone(),
    };
    let id_no = if dice.percent(draft.gives.0) {
        identity.id_no.clone()
    } else if dice.percent(25.0) {
        format!("{}********{}", &identity.id_no[..6], &identity.id_no[14..])
    } else {
        String::new()
    };
    let phone = match dice.below(100) {
        0..=3 => String::new(),
        4..=11 if draft.kind.is_honest() => format!("{}****{}", &identity.phone[..3], &identity.phone[7..]),
        _ => identity.phone.clone(),
    };
    let address = if dice.percent(55.0) { identity.address.clone() } else { String::new() };
    [name, id_no, phone, address]
}
