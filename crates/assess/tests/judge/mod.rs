//! A labelled city resolved, assessed and held against its truth, per circumstance and person.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

use assess::narratives::{Boilerplate, Masking, Narrative, Narratives, Similarity};
use assess::{Assessment, Circumstances, FactInput, Facts, FactsBuilder, FilingInput, Signs, Verdict, assess};
use casework::codes::{Category, ImportKind, Issue, Outcome, SubmissionKind, Verification};
use casework::fact::{FactKind, FactResult};
use casework::values::{IdNo, Money, Phone};
use identity::Record;
use jiff::civil::{Date, DateTime, date};
use testkit::city::{City, Persona, Table};
use testkit::town::Town;

/// The circumstances that facts can decide; the others are officers' own or only ever a hint.
pub(crate) const DECIDABLE: [&str; 16] = [
    "yy16.2.1",
    "yy16.2.2",
    "yy16.2.3",
    "yy16.2.4",
    "yy16.2.5",
    "yy16.2.6",
    "yy16.2.7",
    "yy16.3.1",
    "yy16.3.2",
    "yy16.3.3",
    "yy16.3.4",
    "yy16.3.5",
    "o121.17.1",
    "o121.17.2",
    "o121.17.3",
    "o121.17.4",
];

/// Who somebody is, behind one row.
pub(crate) struct Filer {
    pub(crate) true_person: u32,
    pub(crate) kind: String,
    pub(crate) is_honest: bool,
}

/// A city with what is true.
pub(crate) struct Labelled<'a> {
    pub(crate) tables: &'a [Table],
    /// One per row of 来件.
    pub(crate) filers: Vec<Filer>,
    /// People whom a circumstance must find.
    pub(crate) planted: BTreeMap<&'static str, BTreeSet<u32>>,
    /// People whose deeds fall under its words: hits on them are right.
    pub(crate) fitting: BTreeMap<&'static str, BTreeSet<u32>>,
}

/// What of a circumstance was found, in people.
#[derive(Debug)]
pub(crate) struct Score {
    pub(crate) circumstance: &'static str,
    pub(crate) planted: usize,
    /// Of the planted.
    pub(crate) found: usize,
    pub(crate) hit: usize,
    /// Of those hit.
    pub(crate) right: usize,
    /// Who was hit though it is not right: kind and people.
    pub(crate) wrong: BTreeMap<String, usize>,
    /// Who was planted and not hit.
    pub(crate) missed: BTreeMap<String, usize>,
}

impl Score {
    pub(crate) fn recall(&self) -> f64 {
        share(self.found, self.planted)
    }

    pub(crate) fn precision(&self) -> f64 {
        share(self.right, self.hit)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Scores by circumstance, honest people who are hit by anything, honest people in all.
pub(crate) struct Judged {
    pub(crate) scores: Vec<Score>,
    /// By kind, circumstance and what the finding says.
    pub(crate) honest_hit: BTreeMap<String, BTreeSet<u32>>,
    /// Likewise everybody who was hit though it is not right.
    pub(crate) wrongly_hit: BTreeMap<String, BTreeSet<u32>>,
    pub(crate) honest: usize,
}

impl Judged {
    pub(crate) fn honest_hits(&self) -> usize {
        self.honest_hit.values().flatten().collect::<BTreeSet<_>>().len()
    }

    /// A line for each circumstance, and one for the honest.
    pub(crate) fn report(&self) -> String {
        let mut text = String::from("circumstance  planted  found  recall   hit  right  precision\n");
        for score in &self.scores {
            let Score { circumstance, planted, found, hit, right, wrong, missed } = score;
            let (recall, precision) = (score.recall(), score.precision());
            text += &format!("{circumstance:<12}  {planted:>7}  {found:>5}  {recall:.4}  {hit:>4}  {right:>5}     {precision:.4}");
            text += &format!("{}{}\n", of("  wrong", wrong), of("  missed", missed));
        }
        text += &format!("honest people hit: {} of {}\n", self.honest_hits(), self.honest);
        for (why, people) in &self.honest_hit {
            text += &format!("  {} × {why}\n", people.len());
        }
        for (why, people) in &self.wrongly_hit {
            text += &format!("  wrong: {} × {why}\n", people.len());
        }
        text
    }
}

fn of(what: &str, counts: &BTreeMap<String, usize>) -> String {
    if counts.is_empty() { String::new() } else { format!("{what} {counts:?}") }
}

pub(crate) fn assessed(labelled: &Labelled<'_>) -> Assessment {
    let facts = facts(labelled.tables, &persons(labelled.tables), &templates(labelled.tables));
    assess(&facts, &Circumstances::builtin(), facts.subjects(), |_, _| true)
}

/// Resolves, assesses and scores.
pub(crate) fn judge(labelled: &Labelled<'_>) -> Judged {
    let assessment = assessed(labelled);
    let mut hit: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    let kind_of: BTreeMap<u32, &str> = labelled.filers.iter().map(|filer| (filer.true_person, filer.kind.as_str())).collect();
    let mut honest_hit: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let mut wrongly_hit = honest_hit.clone();
    for finding in assessment.findings.iter().filter(|finding| finding.verdict == Verdict::Hit) {
        let filer = &labelled.filers[usize::try_from(finding.submission_id).expect("ids are row numbers")];
        hit.entry(finding.circumstance.as_str()).or_default().insert(filer.true_person);
        let why = || format!("{} by {}: {}", filer.kind, finding.circumstance, finding.summary);
        if filer.is_honest {
            honest_hit.entry(why()).or_default().insert(filer.true_person);
        } else if labelled.fitting.get(finding.circumstance.as_str()).is_some_and(|fitting| !fitting.contains(&filer.true_person)) {
            wrongly_hit.entry(why()).or_default().insert(filer.true_person);
        }
    }
    let kinds = |people: &mut dyn Iterator<Item = &u32>| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        people.for_each(|person| *counts.entry(kind_of[person].to_owned()).or_default() += 1);
        counts
    };
    let nobody = BTreeSet::new();
    let scores = DECIDABLE.map(|circumstance| {
        let (planted, fitting) = (&labelled.planted[circumstance], &labelled.fitting[circumstance]);
        let hit = hit.get(circumstance).unwrap_or(&nobody);
        Score {
            circumstance,
            planted: planted.len(),
            found: planted.intersection(hit).count(),
            hit: hit.len(),
            right: hit.intersection(fitting).count(),
            wrong: kinds(&mut hit.difference(fitting)),
            missed: kinds(&mut planted.difference(hit)),
        }
    });
    let honest: BTreeSet<u32> = labelled.filers.iter().filter(|filer| filer.is_honest).map(|filer| filer.true_person).collect();
    Judged { scores: scores.into(), honest_hit, wrongly_hit, honest: honest.len() }
}

/// The city of `testkit` that the rules grew up in.
pub(crate) fn of_city(city: &City) -> Labelled<'_> {
    let filers = city.labels.iter().map(|label| Filer {
        true_person: label.true_person,
        kind: format!("{:?}", label.persona),
        is_honest: label.persona.is_honest(),
    });
    let planted: BTreeMap<&'static str, BTreeSet<u32>> = DECIDABLE.iter().map(|&id| (id, city.planted(planted_as(id)))).collect();
    let fits = |id: &'static str| {
        let right = |persona: Persona| persona.plants() == Some(planted_as(id)) || also(id).contains(&persona);
        let of_personas = city.labels.iter().filter(|label| right(label.persona)).map(|label| label.true_person);
        of_personas.chain(city.fitting(planted_as(id))).collect::<BTreeSet<u32>>()
    };
    Labelled { tables: &city.tables, filers: filers.collect(), fitting: DECIDABLE.iter().map(|&id| (id, fits(id))).collect(), planted }
}

/// The town, made otherwise than the city.
pub(crate) fn of_town(town: &Town) -> Labelled<'_> {
    let filers = town.filers.iter().map(|filer| Filer {
        true_person: filer.true_person,
        kind: format!("{:?}", filer.kind),
        is_honest: filer.kind.is_honest(),
    });
    Labelled {
        tables: &town.tables,
        filers: filers.collect(),
        planted: DECIDABLE.iter().map(|&id| (id, town.planted(id))).collect(),
        fitting: DECIDABLE.iter().map(|&id| (id, town.fitting(id))).collect(),
    }
}

/// Where Order 121 names what the local instrument names too, the city plants both at once.
fn planted_as(circumstance: &str) -> &str {
    match circumstance {
        "o121.17.1" => "yy16.2.2",
        "o121.17.2" => "yy16.2.4",
        "o121.17.3" => "yy16.2.7",
        other => other,
    }
}

/// Personas of the city that a circumstance hits by its own words beside the one that plants it: whoever was paid and bought
/// the same again, whoever's tip-offs are found untrue three times, whoever files in one name after another from one telephone.
fn also(circumstance: &str) -> &'static [Persona] {
    use Persona as P;
    match circumstance {
        "yy16.2.1" => &[P::QuantityBuyer, P::Volume, P::Ring, P::Impostor, P::HiredHand],
        "yy16.2.7" | "o121.17.3" => &[P::Planter],
        "yy16.3.2" => {
            &[P::Repeater, P::QuantityBuyer, P::Ring, P::Volume, P::ReviewAbuser, P::DisclosureAbuser, P::DisciplineAbuser, P::Planter]
        }
        "o121.17.1" => &[P::QuantityBuyer, P::Repeater, P::Volume],
        "o121.17.2" => &[P::Ring, P::QuantityBuyer, P::Volume, P::Repeater],
        "o121.17.4" => &[P::Ring, P::Impostor, P::HiredHand],
        _ => &[],
    }
}

fn table_of(tables: &[Table], kind: ImportKind) -> &Table {
    tables.iter().find(|table| table.kind == kind).expect("every city has every table")
}

/// Texts at least this alike are near, as the desk has it.
const NEAR: Similarity = Similarity::permille(600);

/// Set phrases of complaints of every kind.
const PHRASES: [&str; 3] = [
    "请求依法组织调解，依法查处，书面答复",
    "请贵局依法受理并在七个工作日内书面告知是否受理",
    "中华人民共和国食品安全法第一百四十八条第二款 中华人民共和国消费者权益保护法第五十五条 中华人民共和国广告法",
];

/// By row: the template that its text is a copy of.
pub(crate) fn templates(tables: &[Table]) -> BTreeMap<i64, i64> {
    let table = table_of(tables, ImportKind::Submissions);
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let mut narratives = Narratives::new(Boilerplate::of(PHRASES), Masking::Changing);
    for first in (0..table.rows.len()).step_by(5_000) {
        let rows = first..(first + 5_000).min(table.rows.len());
        let headers = ["被投诉举报单位", "姓名", "联系地址", "商品或服务", "订单编号", "代理人姓名", "收货地址"];
        let changing: Vec<Vec<&str>> = rows.clone().map(|row| headers.iter().filter_map(|h| cell(table, row, h)).collect()).collect();
        let page: Vec<Narrative<'_>> = rows
            .zip(&changing)
            .map(|(row, changing)| Narrative {
                submission_id: i64::try_from(row).expect("few rows"),
                text: cell(table, row, "内容").unwrap_or_default(),
                changing,
            })
            .collect();
        narratives.add(&page, threads);
    }
    let near = narratives.compare(NEAR, threads);
    near.templates().into_iter().flat_map(|template| template.members.into_iter().map(move |(id, _)| (id, template.id))).collect()
}

pub(crate) const TODAY: Date = date(2026, 6, 30);

/// A cell, `None` where it is empty.
fn cell<'a>(table: &'a Table, row: usize, header: &str) -> Option<&'a str> {
    table.cell(row, header).filter(|text| !text.is_empty())
}

fn day(text: &str) -> Date {
    text.get(..10).and_then(|d| d.parse().ok()).expect("the city writes ISO dates")
}

/// The identity number where it is whole and right, the phone where it is one.
fn id_no(table: &Table, row: usize) -> Option<String> {
    cell(table, row, "证件号码").and_then(|t| IdNo::parse_resident(t).ok()).map(|v| v.as_str().to_owned())
}

fn phone(table: &Table, row: usize, header: &str) -> Option<String> {
    cell(table, row, header).and_then(|t| Phone::parse(t).ok()).map(|v| v.as_str().to_owned())
}

/// Derived persons by row, as identity resolution gives them.
pub(crate) fn persons(tables: &[Table]) -> Vec<i64> {
    let table = table_of(tables, ImportKind::Submissions);
    let denied: BTreeSet<&str> = attestations(tables).filter(|a| a.1 == FactKind::DeniedByPerson).map(|a| a.0).collect();
    let record = |row: usize| Record {
        id: i64::try_from(row).expect("few rows"),
        name: cell(table, row, "姓名").map(str::to_owned),
        id_no: id_no(table, row),
        phone: phone(table, row, "联系电话"),
        address: cell(table, row, "联系地址").map(str::to_owned),
        account: cell(table, row, "收款账号").map(str::to_owned),
        denied: denied.contains(table.cell(row, "来件编号").unwrap_or_default()),
        ..Record::default()
    };
    let records: Vec<Record> = (0..table.rows.len()).map(record).collect();
    let mut person_of = vec![0; records.len()];
    for (person, rows) in (1..).zip(identity::resolve(&records, &[]).persons) {
        for row in rows {
            person_of[usize::try_from(row).expect("ids are row numbers")] = person;
        }
    }
    person_of
}

/// Submission number, kind, result, day of the result.
fn attestations(tables: &[Table]) -> impl Iterator<Item = (&str, FactKind, FactResult, Date)> {
    let table = table_of(tables, ImportKind::Attestations);
    (0..table.rows.len()).filter_map(|row| {
        let kind = FactKind::from_label(cell(table, row, "类型")?)?;
        let result = FactResult::from_label(cell(table, row, "结果")?)?;
        Some((cell(table, row, "关联来件编号")?, kind, result, day(cell(table, row, "结果日期").or(cell(table, row, "日期"))?)))
    })
}

/// Derived persons by identity number and by telephone, where it is one person's alone.
fn owners(tables: &[Table], person_of: &[i64]) -> BTreeMap<String, Option<i64>> {
    let table = table_of(tables, ImportKind::Submissions);
    let mut owners: BTreeMap<String, Option<i64>> = BTreeMap::new();
    for (row, person) in person_of.iter().enumerate() {
        for key in [id_no(table, row), phone(table, row, "联系电话")].into_iter().flatten() {
            owners.entry(key).and_modify(|known| *known = known.filter(|known| known == person)).or_insert(Some(*person));
        }
    }
    owners
}

const DEPARTMENTS: [(ImportKind, Option<FactKind>); 6] = [
    (ImportKind::Reviews, None),
    (ImportKind::Disclosures, Some(FactKind::Disclosure)),
    (ImportKind::Discipline, Some(FactKind::Discipline)),
    (ImportKind::Police, Some(FactKind::Police)),
    (ImportKind::Petitions, Some(FactKind::Petition)),
    (ImportKind::Attestations, None),
];

/// Everything that an assessment of the desk weighs, near texts and groups among it.
pub(crate) fn facts(tables: &[Table], person_of: &[i64], templates: &BTreeMap<i64, i64>) -> Facts {
    let table = table_of(tables, ImportKind::Submissions);
    let mut builder = FactsBuilder::new(TODAY);
    let mut ids = BTreeMap::new();
    for (row, person) in person_of.iter().enumerate() {
        let id = i64::try_from(row).expect("few rows");
        let text = |header| cell(table, row, header);
        let number = text("来件编号").expect("required");
        ids.insert(number, id);
        let kind = text("类型").and_then(SubmissionKind::from_label).expect("required");
        let received_at =
            text("登记时间").map(|t| format!("{}T{:0>5}:00", &t[..10], t[11..].split(':').take(2).collect::<Vec<_>>().join(":")));
        let received_at: DateTime = received_at.and_then(|t| t.parse().ok()).expect("required");
        let (id_no, phone, consignee_phone) = (id_no(table, row), phone(table, row, "联系电话"), phone(table, row, "收货电话"));
        let agent_phone = self::phone(table, row, "代理人电话");
        builder.filing(&FilingInput {
            person_id: Some(*person),
            name: text("姓名"),
            id_no: id_no.as_deref(),
            phone: phone.as_deref(),
            address: text("联系地址"),
            agent_name: text("代理人姓名"),
            agent_phone: agent_phone.as_deref(),
            order_no: text("订单编号"),
            consignee_phone: consignee_phone.as_deref(),
            consignee_address: text("收货地址"),
            payee_account: text("收款账号"),
            operator_uscc: text("统一社会信用代码"),
            item: text("商品或服务"),
            category: text("类别").and_then(Category::from_label),
            issue: text("问题类别").and_then(Issue::from_label),
            purchased_on: text("购买时间").map(day),
            quantity_milli: text("数量").and_then(|t| t.parse::<i64>().ok()).map(|n| n * 1_000),
            unit: text("单位"),
            amount_fen: text("金额").and_then(|t| Money::parse(t).ok()).map(|m| m.fen),
            demand: text("诉求"),
            claim_fen: text("索赔金额").and_then(|t| Money::parse(t).ok()).map(|m| m.fen),
            template: templates.get(&id).copied(),
            signs: Signs::read(text("内容"), text("诉求")),
            evidence_hashes: text("附件指纹").unwrap_or_default(),
            outcome: text("办理结果").and_then(Outcome::from_label),
            award_fen: text("获赔金额").and_then(|t| Money::parse(t).ok()).map(|m| m.fen),
            closed_on: text("办结时间").map(day),
            punitive: text("惩罚性赔偿").map(|t| t == "是"),
            verification: text("核查结论").and_then(Verification::from_label),
            ..FilingInput::new(id, number, kind, received_at, text("被投诉举报单位").expect("required"))
        });
    }
    let owners = owners(tables, person_of);
    let mut fact_id = 0;
    for (import, kind) in DEPARTMENTS {
        let table = table_of(tables, import);
        for row in 0..table.rows.len() {
            fact_id += 1;
            let text = |header| cell(table, row, header);
            let owner = |key: Option<String>| key.and_then(|key| owners.get(&key).copied().flatten());
            builder.fact(&FactInput {
                fact_id,
                fact_no: text("编号").expect("required"),
                kind: kind.or_else(|| text("类型").and_then(FactKind::from_label)).expect("required"),
                result: text("结果").and_then(FactResult::from_label).expect("required"),
                happened_on: text("日期").map(day).expect("required"),
                result_on: text("结果日期").map(day),
                submission_id: text("关联来件编号").and_then(|number| ids.get(number).copied()),
                person_id: owner(id_no(table, row)).or_else(|| owner(phone(table, row, "联系电话"))),
                matter: text("事项"),
            });
        }
    }
    builder.build()
}
