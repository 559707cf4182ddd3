//! Filings per second of building facts and of assessing every circumstance, on a made-up city.
//!
//! `cargo run --release -p assess --example assess_speed -- [FILINGS]` (default 300,000).

#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::time::Instant;

use assess::{Circumstances, FactsBuilder, FilingInput, assess};
use casework::codes::{Category, Issue, SubmissionKind, Verification};
use jiff::ToSpan;
use jiff::civil::{Date, date};

const START: Date = date(2024, 1, 1);
const DAYS: u64 = 730;

/// A multiplicative generator: the same city every time, without a dependency.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// One made-up filing; every tenth comes from a heavy filer, every tenth from a shared phone.
struct Row {
    number: String,
    name: String,
    phone: String,
    operator: String,
    person: i64,
    day: i64,
    kind: SubmissionKind,
    category: Category,
    issue: Issue,
    claim_fen: i64,
    verification: Option<Verification>,
}

fn row(dice: &mut Dice, id: u64, filings: u64) -> Row {
    let heavy = dice.below(10) == 0;
    let person = if heavy { dice.below(filings / 300 + 1) } else { 1_000_000 + dice.below(filings / 2 + 1) };
    let phone = if dice.below(10) == 0 { person / 5 } else { person };
    let surname = ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '吴', '周'][(person % 10) as usize];
    Row {
        number: format!("TS{id:09}"),
        name: format!("{surname}人{person}"),
        phone: format!("139{:08}", phone % 100_000_000),
        operator: format!("商户{}", dice.below(filings / 30 + 1)),
        person: i64::try_from(person).unwrap_or(0),
        day: i64::try_from(dice.below(DAYS)).unwrap_or(0),
        kind: if dice.below(4) == 0 { SubmissionKind::Tipoff } else { SubmissionKind::Complaint },
        category: Category::ALL[dice.below(if heavy { 2 } else { 15 }) as usize],
        issue: Issue::ALL[dice.below(if heavy { 2 } else { 11 }) as usize],
        claim_fen: if heavy { 100_000 } else { 1_000 },
        verification: [None, Some(Verification::True), Some(Verification::Untrue)][dice.below(3) as usize],
    }
}

fn main() {
    let filings: u64 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(300_000);
    let mut dice = Dice(20_260_415);
    let rows: Vec<Row> = (0..filings).map(|id| row(&mut dice, id, filings)).collect();

    let clock = Instant::now();
    let mut builder = FactsBuilder::new(date(2026, 6, 30));
    for (id, row) in (1_i64..).zip(&rows) {
        let received_at = (START + row.day.days()).at(9, 0, 0, 0);
        let mut input = FilingInput::new(id, &row.number, row.kind, received_at, &row.operator);
        input.person_id = Some(row.person);
        input.name = Some(&row.name);
        input.phone = Some(&row.phone);
        input.address = Some("岳阳市岳阳楼区建湘路12号3栋502室");
        input.category = Some(row.category);
        input.issue = Some(row.issue);
        input.amount_fen = Some(2_000);
        input.claim_fen = Some(row.claim_fen);
        input.demand = Some("要求退款并赔偿");
        input.verification = row.verification;
        builder.filing(&input);
    }
    let facts = builder.build();
    let built = clock.elapsed().as_secs_f64();

    let circumstances = Circumstances::builtin();
    let clock = Instant::now();
    let assessment = assess(&facts, &circumstances, facts.subjects(), |_, _| true);
    let assessed = clock.elapsed().as_secs_f64();
    let per_second = |seconds: f64| filings as f64 / seconds;
    println!("{filings} filings, {} findings", assessment.findings.len());
    println!("build  {built:.2} s  {:.0} filings/s", per_second(built));
    println!("assess {assessed:.2} s  {:.0} filings/s", per_second(assessed));
    println!("both   {:.2} s  {:.0} filings/s", built + assessed, per_second(built + assessed));
}
