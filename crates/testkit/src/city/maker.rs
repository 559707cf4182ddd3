//! Where a city is put together: everybody's filings and facts end up here as rows.

use std::collections::{BTreeMap, BTreeSet};

use casework::codes::{ImportKind, Issue, SubmissionKind};
use casework::fact::{FactKind, FactResult};
use jiff::civil::{Date, DateTime};

use super::calendar::{filing_day, plus};
use super::dice::Dice;
use super::filing::{Demand, Filed, Filing, Identity, Openness};
use super::goods::Goods;
use super::outcome::Fate;
use super::people::Person;
use super::persona::Persona;
use super::rows::{FACT_HEADERS, SUBMISSION_HEADERS, Written};
use super::story::Voice;
use super::table::Table;
use super::traders::Traders;
use super::{City, CityPlan, Label};

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
    planted: BTreeMap<&'static str, BTreeSet<u32>>,
    fitting: BTreeMap<&'static str, BTreeSet<u32>>,
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
            planted: BTreeMap::new(),
            fitting: BTreeMap::new(),
        }
    }

    /// Says that enough is known of a person for a circumstance to find them.
    pub(crate) fn plant(&mut self, circumstance: &'static str, person: usize) {
        self.planted.entry(circumstance).or_default().insert(u32::try_from(person).unwrap_or(u32::MAX));
    }

    /// Says that a person's deeds fall under a circumstance that was not planted.
    pub(crate) fn fits(&mut self, circumstance: &'static str, person: usize) {
        self.fitting.entry(circumstance).or_default().insert(u32::try_from(person).unwrap_or(u32::MAX));
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
        let line = self.traders.all[trader].line;
        let goods: Goods = line.goods_of(branch.category, self.dice.below(line.goods.len()));
        let careless = self.traders.all[trader].is_careless;
        let kind = self.dice.weighted(&[(74, SubmissionKind::Complaint), (16, SubmissionKind::Tipoff), (10, SubmissionKind::Both)]);
        let is_tip = kind == SubmissionKind::Tipoff;
        let visible = branch.visible_issues();
        let issue = self.dice.pick(if is_tip && !visible.is_empty() { &visible } else { branch.issues });
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
            fate: Fate::Usual { careless },
        }
    }

    /// Writes a filing down as its channel would.
    pub(crate) fn file(&mut self, filing: Filing) -> Filed {
        let written = Written::new(&mut self.dice, &filing, &self.traders.all[filing.trader], self.today, self.rows.len() + 1);
        let row = written.row(&mut self.dice, &filing, &self.traders.all[filing.trader]);
        let Written { submission_no, received_at, reported, .. } = written;
        let true_person = u32::try_from(filing.person).unwrap_or(u32::MAX);
        self.rows.push((received_at, row, Label { submission_no: submission_no.clone(), true_person, persona: filing.persona }));
        let is_awarded = reported.punitive == Some(true);
        Filed { submission_no, received_on: filing.received_on, closed_on: reported.closed_on, is_awarded }
    }

    /// Writes a department's fact down, and says whether its result is known. Facts of the future are dropped: nobody can
    /// know them.
    pub(crate) fn state(&mut self, fact: Fact<'_>) -> bool {
        let yesterday = self.yesterday();
        if fact.on > yesterday {
            return false;
        }
        let place = place_of(fact.kind);
        // Only what is known by now has a result; a kind without 在办 is told when it is decided.
        let known = fact.result_on.is_none_or(|on| on <= yesterday);
        let result = match (known, fact.kind.results().contains(&FactResult::Pending)) {
            (true, _) => fact.result,
            (false, true) => FactResult::Pending,
            (false, false) => return false,
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
        known
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
        City { tables, labels, planted: self.planted, fitting: self.fitting }
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
