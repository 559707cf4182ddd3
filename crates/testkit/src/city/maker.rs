//! Where a city is put together: everybody's filings and facts end up here as rows.

use casework::codes::{Channel, ImportKind, Issue, SubmissionKind};
use casework::fact::{FactKind, FactResult};
use jiff::civil::{Date, DateTime};

use super::calendar::{filing_day, filing_time, plus, spoken};
use super::dice::Dice;
use super::filing::{Demand, Filed, Filing, Identity, Openness};
use super::goods::Goods;
use super::outcome::{Reported, report};
use super::people::Person;
use super::persona::Persona;
use super::present::{Shown, present};
use super::story::{self, Scene, Voice};
use super::table::Table;
use super::traders::Traders;
use super::{City, CityPlan, Label};

const SUBMISSION_HEADERS: [&str; 40] = [
    "来件编号",
    "来源渠道",
    "登记时间",
    "类型",
    "姓名",
    "证件类型",
    "证件号码",
    "联系电话",
    "联系地址",
    "代理人姓名",
    "代理人电话",
    "是否实名",
    "同意公示",
    "同意委托调解",
    "被投诉举报单位",
    "统一社会信用代码",
    "单位地址",
    "行政区划代码",
    "电商平台",
    "商品或服务",
    "类别",
    "问题类别",
    "购买时间",
    "数量",
    "单位",
    "金额",
    "订单编号",
    "收货人",
    "收货电话",
    "收货地址",
    "收款账号",
    "诉求",
    "索赔金额",
    "内容",
    "附件指纹",
    "办理结果",
    "办结时间",
    "获赔金额",
    "惩罚性赔偿",
    "核查结论",
];

const FACT_HEADERS: [&str; 10] = ["编号", "办理机关", "日期", "姓名", "证件号码", "联系电话", "事项", "关联来件编号", "结果", "结果日期"];

/// A department's fact before it is written down.
pub(crate) struct Fact<'a> {
    pub(crate) kind: FactKind,
    pub(crate) organ: String,
    pub(crate) on: Date,
    /// Whom it names; `None` = nobody.
    pub(crate) person: Option<&'a Identity>,
    pub(crate) matter: String,
    pub(crate) submission_no: &'a str,
    pub(crate) result: FactResult,
    pub(crate) result_on: Option<Date>,
    /// 被处罚单位, its code, 案由, 罚款金额 in yuan.
    pub(crate) penalty: Option<[String; 4]>,
}

pub(crate) struct Maker {
    pub(crate) dice: Dice,
    pub(crate) today: Date,
    pub(crate) start: Date,
    pub(crate) people: Vec<Person>,
    pub(crate) traders: Traders,
    /// Ordinary people: impostors find their victims among them.
    pub(crate) ordinary: Vec<usize>,
    rows: Vec<(DateTime, Vec<String>, Label)>,
    facts: [Vec<(Date, Vec<String>)>; 7],
}

impl Maker {
    pub(crate) fn new(plan: CityPlan) -> Self {
        let mut dice = Dice::new(plan.seed);
        let traders = Traders::new(&mut dice, plan.filings);
        let start = plus(plan.today, -1096);
        Self {
            dice,
            today: plan.today,
            start,
            people: Vec::new(),
            traders,
            ordinary: Vec::new(),
            rows: Vec::new(),
            facts: Default::default(),
        }
    }

    pub(crate) fn filed(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn add(&mut self, person: Person) -> usize {
        self.people.push(person);
        self.people.len() - 1
    }

    pub(crate) fn new_person(&mut self) -> usize {
        let person = Person::new(&mut self.dice);
        self.add(person)
    }

    pub(crate) fn identity(&self, person: usize) -> Identity {
        let Person { name, is_woman, id_no, phone, address, account, .. } = self.people[person].clone();
        Identity { name, is_woman, id_no, phone, address, account }
    }

    /// The number of some ordinary filing; empty where none is found in a few draws.
    pub(crate) fn any_submission(&mut self) -> String {
        let draws: Vec<usize> = (0..32).map(|_| self.dice.below(self.rows.len())).collect();
        let labels = draws.into_iter().filter_map(|i| self.rows.get(i)).map(|r| &r.2);
        labels.into_iter().find(|l| l.persona == Persona::Ordinary).map(|l| l.submission_no.clone()).unwrap_or_default()
    }

    /// A day of filing at any time of the city's 36 months.
    pub(crate) fn some_day(&mut self) -> Date {
        filing_day(&mut self.dice, self.start, plus(self.today, -1))
    }

    pub(crate) fn yesterday(&self) -> Date {
        plus(self.today, -1)
    }

    /// A filing with everything drawn as an ordinary consumer's; personas change what is theirs.
    pub(crate) fn draft(&mut self, person: usize, persona: Persona, trader: usize, received_on: Date) -> Filing {
        let branch = self.traders.branch_of(trader);
        let goods: Goods = branch.goods_at(self.dice.below(branch.goods.len()));
        let careless = self.traders.all[trader].is_careless;
        let issue = self.dice.pick(branch.issues);
        let demand = match issue {
            Issue::Contract => self.dice.weighted(&[(7, Demand::Perform), (4, Demand::Refund), (1, Demand::Apology)]),
            _ => self.dice.weighted(&[
                (56, Demand::Refund),
                (20, Demand::Replace),
                (14, Demand::Apology),
                (4, Demand::Threefold),
                (2, Demand::Tenfold),
            ]),
        };
        let kind = self.dice.weighted(&[(74, SubmissionKind::Complaint), (16, SubmissionKind::Tipoff), (10, SubmissionKind::Both)]);
        let is_tip = kind == SubmissionKind::Tipoff;
        Filing {
            person,
            persona,
            identity: self.identity(person),
            openness: if is_tip && self.dice.percent(28.0) { Openness::Anonymous } else { Openness::ByChannel },
            agent: None,
            received_on,
            purchased_on: plus(received_on, -self.dice.weighted(&[(30, 1), (25, 3), (20, 8), (15, 20), (10, 45)])),
            kind,
            trader,
            goods,
            issue,
            quantity: self.dice.between(1, goods.household),
            demand: if is_tip { Demand::Nothing } else { demand },
            gives_account: !is_tip && self.dice.percent(12.0),
            voice: if is_tip { Voice::Citizen } else { Voice::Consumer },
            is_copy: false,
            fate: super::outcome::Fate::Usual { careless },
        }
    }

    /// Writes a filing down as its channel would.
    pub(crate) fn file(&mut self, filing: Filing) -> Filed {
        let dice = &mut self.dice;
        let channel = channel_of(dice, &filing);
        let trader = &self.traders.all[filing.trader];
        let received_at = filing_time(dice, filing.received_on);
        let yuan = dice.between(filing.goods.low, filing.goods.high) * filing.quantity;
        let paid_fen = yuan * 100 + if dice.percent(30.0) { dice.between(0, 99) } else { 0 };
        let (demand, claim_fen) = filing.demand.text_and_claim(dice, filing.issue, paid_fen);
        let has_purchase = filing.kind != SubmissionKind::Tipoff || matches!(filing.voice, Voice::RewardTemplate);
        let reported = report(dice, filing.kind, filing.fate, filing.received_on, self.today, (paid_fen, claim_fen));
        let shown = present(dice, &filing, channel);
        let scene = Scene {
            name: if shown.name.is_empty() { "本人" } else { &shown.name },
            phone: if shown.phone.is_empty() { "见登记" } else { &shown.phone },
            trader: &trader.name,
            item: filing.goods.item,
            category: filing.goods.category,
            quantity: format!("{}{}", filing.quantity, filing.goods.unit),
            amount: format!("{}元", yuan_text(paid_fen)),
            day: spoken(filing.purchased_on),
            demand,
        };
        let is_call = matches!(channel, Channel::Hotline12315 | Channel::Hotline12345) && filing.voice == Voice::Consumer;
        let narrative = if filing.is_copy {
            story::ring_copy(filing.issue, &scene)
        } else {
            story::tell(dice, if is_call { Voice::Hotline } else { filing.voice }, filing.issue, &scene)
        };
        let submission_no = format!("SYN-{}-{}-{:06}", code_of(channel), filing.received_on.strftime("%Y%m%d"), self.rows.len() + 1);
        let is_anonymous = filing.openness == Openness::Anonymous;
        let given = |text: String, keep: bool| if keep { text } else { String::new() };
        let online = trader.platform.is_some() && has_purchase && !is_anonymous;
        let Shown { name, id_kind, id_no, phone, address } = shown;
        let (agent_name, agent_phone) = filing.agent.unwrap_or_default();
        let gives = |dice: &mut Dice, text: &str, percent: f64| given(text.to_owned(), dice.percent(percent));
        let row = vec![
            submission_no.clone(),
            channel.label().into(),
            received_at.strftime(if dice.percent(50.0) { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M" }).to_string(),
            filing.kind.label().into(),
            name,
            id_kind,
            id_no,
            phone,
            address,
            agent_name,
            agent_phone,
            given(yes_no(!is_anonymous).into(), filing.kind != SubmissionKind::Complaint),
            given(yes_no(dice.percent(70.0)).into(), filing.kind != SubmissionKind::Tipoff && dice.percent(60.0)),
            given(yes_no(dice.percent(80.0)).into(), filing.kind != SubmissionKind::Tipoff && dice.percent(60.0)),
            trader.name.clone(),
            gives(dice, &trader.uscc, 82.0),
            gives(dice, &trader.address, 70.0),
            trader.region.into(),
            trader.platform.unwrap_or("").into(),
            filing.goods.item.into(),
            filing.goods.category.label().into(),
            gives(dice, filing.issue.label(), 97.0),
            given(filing.purchased_on.to_string(), has_purchase && dice.percent(88.0)),
            given(filing.quantity.to_string(), has_purchase),
            given(filing.goods.unit.into(), has_purchase),
            given(yuan_text(paid_fen), has_purchase),
            given(format!("SYN{}", dice.digits(14)), online),
            given(filing.identity.name.clone(), online),
            given(filing.identity.phone.clone(), online),
            given(filing.identity.address.clone(), online),
            given(filing.identity.account.clone(), filing.gives_account),
            demand.into(),
            given(claim_fen.map(yuan_text).unwrap_or_default(), dice.percent(90.0)),
            narrative,
            if dice.percent(30.0) { fingerprints(dice) } else { String::new() },
            reported.outcome.map_or("", casework::codes::Outcome::label).into(),
            closed_at(dice, &reported),
            reported.award_fen.map(yuan_text).unwrap_or_default(),
            reported.punitive.map_or("", yes_no).into(),
            reported.verification.map_or("", casework::codes::Verification::label).into(),
        ];
        let true_person = u32::try_from(filing.person).unwrap_or(u32::MAX);
        let label = Label { submission_no: submission_no.clone(), true_person, persona: filing.persona };
        self.rows.push((received_at, row, label));
        let is_awarded = reported.punitive == Some(true);
        Filed { submission_no, received_on: filing.received_on, closed_on: reported.closed_on, is_awarded }
    }

    /// Writes a department's fact down. Facts of the future are dropped: nobody can know them.
    pub(crate) fn state(&mut self, fact: Fact<'_>) {
        let yesterday = self.yesterday();
        if fact.on > yesterday {
            return;
        }
        let place = place_of(fact.kind);
        // Only what is known by now has a result; a kind without 在办 is told when it is decided.
        let known = fact.result_on.is_none_or(|on| on <= yesterday);
        let result = match (known, fact.kind.results().contains(&FactResult::Pending)) {
            (true, _) => fact.result,
            (false, true) => FactResult::Pending,
            (false, false) => return,
        };
        let number =
            format!("SYN-{}-{}-{:04}", ["FY", "XX", "JJ", "GA", "XF", "CF", "HS"][place], fact.on.year(), self.facts[place].len() + 1);
        let person = |pick: fn(&Identity) -> &String| fact.person.map(pick).cloned().unwrap_or_default();
        let mut row = vec![
            number,
            fact.organ,
            fact.on.to_string(),
            person(|i| &i.name),
            if self.dice.percent(85.0) { person(|i| &i.id_no) } else { String::new() },
            person(|i| &i.phone),
            fact.matter,
            fact.submission_no.to_owned(),
            result.label().into(),
            fact.result_on.filter(|_| known).map(|d| d.to_string()).unwrap_or_default(),
        ];
        match ImportKind::ALL[place + 1] {
            ImportKind::Reviews | ImportKind::Attestations => row.push(fact.kind.label().into()),
            ImportKind::Penalties => row.extend(fact.penalty.unwrap_or_default()),
            _ => {}
        }
        self.facts[place].push((fact.on, row));
    }

    pub(crate) fn finish(mut self) -> City {
        self.rows.sort_by(|a, b| (a.0, &a.2.submission_no).cmp(&(b.0, &b.2.submission_no)));
        let (mut rows, mut labels) = (Vec::with_capacity(self.rows.len()), Vec::with_capacity(self.rows.len()));
        for (_, row, label) in self.rows {
            rows.push(row);
            labels.push(label);
        }
        let mut tables = vec![Table { kind: ImportKind::Submissions, headers: SUBMISSION_HEADERS.to_vec(), rows }];
        for (place, mut facts) in self.facts.into_iter().enumerate() {
            facts.sort();
            let kind = ImportKind::ALL[place + 1];
            let mut headers = FACT_HEADERS.to_vec();
            match kind {
                ImportKind::Reviews | ImportKind::Attestations => headers.push("类型"),
                ImportKind::Penalties => headers.extend(["被处罚单位", "统一社会信用代码", "案由", "罚款金额"]),
                _ => {}
            }
            tables.push(Table { kind, headers, rows: facts.into_iter().map(|f| f.1).collect() });
        }
        City { tables, labels }
    }
}

fn channel_of(dice: &mut Dice, filing: &Filing) -> Channel {
    use Channel::{Department, Hotline12315, Hotline12345, Letter, Platform12315, Superior, Visit};
    match filing.voice {
        Voice::Template | Voice::RewardTemplate => {
            dice.weighted(&[(72, Platform12315), (14, Letter), (6, Superior), (5, Department), (3, Hotline12345)])
        }
        Voice::Insider => dice.weighted(&[(30, Letter), (30, Platform12315), (25, Hotline12315), (15, Visit)]),
        _ => dice.weighted(&[
            (44, Platform12315),
            (20, Hotline12315),
            (24, Hotline12345),
            (3, Letter),
            (4, Visit),
            (2, Superior),
            (3, Department),
        ]),
    }
}

const fn code_of(channel: Channel) -> &'static str {
    match channel {
        Channel::Platform12315 => "PT",
        Channel::Hotline12315 => "RX15",
        Channel::Hotline12345 => "RX45",
        Channel::Letter => "LX",
        Channel::Visit => "LF",
        Channel::Superior => "SJ",
        Channel::Department => "BM",
    }
}

/// The place of a fact's kind among the seven department files.
const fn place_of(kind: FactKind) -> usize {
    match kind {
        FactKind::Reconsideration | FactKind::Lawsuit => 0,
        FactKind::Disclosure => 1,
        FactKind::Discipline => 2,
        FactKind::Police => 3,
        FactKind::Petition => 4,
        FactKind::Penalty => 5,
        FactKind::DeniedByPerson
        | FactKind::Hired
        | FactKind::InventedFacts
        | FactKind::PlantedOrSwapped
        | FactKind::Extortion
        | FactKind::Whistleblower
        | FactKind::PublicInterest => 6,
    }
}

const fn yes_no(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

fn yuan_text(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

fn closed_at(dice: &mut Dice, reported: &Reported) -> String {
    let at = |day: Date, dice: &mut Dice| {
        day.at(dice.between(9, 17) as i8, dice.between(0, 59) as i8, 0, 0).strftime("%Y-%m-%d %H:%M").to_string()
    };
    reported.closed_on.map(|day| at(day, dice)).unwrap_or_default()
}

fn fingerprints(dice: &mut Dice) -> String {
    let one = |dice: &mut Dice| (0..64).map(|_| char::from(dice.pick(b"0123456789abcdef"))).collect::<String>();
    let count = dice.between(1, 2);
    (0..count).map(|_| one(dice)).collect::<Vec<_>>().join(";")
}
