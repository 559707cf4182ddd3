//! The general engine: what must hold whatever goes in, and that its weights find who is who.

use std::collections::{BTreeMap, BTreeSet};

use identity::linkage::{ColumnBuilder, Kind, Options, Table, finish_columns, resolve_table};
use proptest::prelude::*;
use testkit::crowd::{self, CrowdPlan, crowd};

const KINDS: [(&str, Kind); 5] =
    [("name", Kind::Name), ("born", Kind::BirthDate), ("phone", Kind::Phone), ("address", Kind::Address), ("id", Kind::IdNumber)];

type Row = (u16, String, [String; 5]);

fn table(rows: &[Row]) -> Table {
    let mut columns: Vec<ColumnBuilder> = KINDS.iter().map(|(name, kind)| ColumnBuilder::new(*name, *kind)).collect();
    for (_, _, cells) in rows {
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }
    Table::new(rows.iter().map(|(input, id, _)| (*input, id)).collect(), finish_columns(columns, 2))
}

/// Clusters of two and more as sets of ids.
fn clusters(rows: &[Row], options: &Options) -> BTreeSet<BTreeSet<String>> {
    let table = table(rows);
    let found = resolve_table(&table, options).clusters;
    assert_eq!(found.iter().map(<[u32]>::len).sum::<usize>(), rows.len(), "everybody is in one cluster");
    let named = |cluster: &[u32]| cluster.iter().map(|&record| table.id(record as usize).to_owned()).collect::<BTreeSet<_>>();
    found.iter().filter(|cluster| cluster.len() > 1).map(named).collect()
}

/// `people` persons, each told once in full and once with a slip or a gap.
fn made_up(people: usize) -> Vec<Row> {
    let given = ["wei", "anna", "jorge", "fatima", "kofi", "ingrid", "pablo", "yuki", "omar", "clara", "ivan", "lucia", "peter"];
    let surnames = ["smith", "garcia", "nakamura", "okafor", "lindqvist", "haddad", "novak", "silva", "keller", "moreau", "rossi"];
    let mut rows = Vec::new();
    for i in 0..people {
        let name = format!("{} {}", given[i * 7 % given.len()], surnames[i * 5 % surnames.len()]);
        let born = format!("{}-{:02}-{:02}", 1950 + i * 13 % 50, 1 + i * 5 % 12, 1 + i * 11 % 28);
        let phone = format!("138{:08}", (i * 7_919_337) % 100_000_000);
        let address = format!("{} {} street", 1 + i * 17 % 200, surnames[(i * 3 + 1) % surnames.len()]);
        let id = format!("{:09}", (i * 104_729_117) % 1_000_000_000);
        rows.push((0, format!("a{i}"), [name.clone(), born.clone(), phone.clone(), address.clone(), id.clone()]));
        let slipped = match i % 4 {
            0 => [format!("{name}n"), born, phone, String::new(), id],
            1 => [name, born, String::new(), address, format!("{}0", &id[..8])],
            2 => [name, String::new(), phone, address, id],
            _ => [name, born, phone, address, String::new()],
        };
        rows.push((1, format!("b{i}"), slipped));
    }
    rows
}

#[test]
fn slips_and_gaps_are_seen_through() {
    let rows = made_up(300);
    let expected: BTreeSet<BTreeSet<String>> = (0..300).map(|i| BTreeSet::from([format!("a{i}"), format!("b{i}")])).collect();
    for links_only in [false, true] {
        let found = clusters(&rows, &Options { links_only, ..Options::default() });
        let right = found.intersection(&expected).count();
        assert!(right >= 297 && found.len() <= 303, "{right} of {} found, links only: {links_only}", found.len());
    }
}

#[test]
fn neither_order_nor_threads_change_the_answer_and_a_model_gives_it_again() {
    let rows = made_up(120);
    let first = clusters(&rows, &Options::default());
    let mut turned = rows.clone();
    turned.reverse();
    turned.swap(3, 90);
    assert_eq!(clusters(&turned, &Options { threads: 3, ..Options::default() }), first);
    let table = table(&rows);
    let model = resolve_table(&table, &Options::default()).scorer.model;
    assert_eq!(clusters(&rows, &Options { model: Some(model), ..Options::default() }), first);
}

#[test]
fn what_must_not_link_does_not_and_two_valid_numbers_part() {
    let mut rows = made_up(120);
    let place = |rows: &[Row], id: &str| (0..rows.len()).find(|&i| table(rows).id(i) == id).expect("it is there");
    let pair = (place(&rows, "a3"), place(&rows, "b3"));
    let apart = clusters(&rows, &Options { must_not_link: vec![pair], ..Options::default() });
    assert!(!apart.iter().any(|cluster| cluster.contains("a3") && cluster.contains("b3")));
    // All else equal, but each with a resident's number of its own.
    for (id, number) in [("a6", "430602199003071231"), ("b6", "430621198511010018")] {
        let row = rows.iter_mut().find(|(_, of, _)| of == id).expect("it is there");
        row.2[4] = number.into();
    }
    let found = clusters(&rows, &Options::default());
    assert!(!found.iter().any(|cluster| cluster.contains("a6") && cluster.contains("b6")));
}

#[test]
fn hostile_tables_cost_little_and_are_reported() {
    let empty = || std::array::from_fn(|_| String::new());
    // Everything empty: nobody is anybody's.
    let nothing: Vec<Row> = (0..3_000).map(|i| (0, format!("r{i}"), empty())).collect();
    assert!(clusters(&nothing, &Options::default()).is_empty());

    // One phone for all, names that differ.
    let one_phone: Vec<Row> = (0..5_000)
        .map(|i| {
            let mut cells: [String; 5] = empty();
            cells[0] = format!("person{} family{}", i * 31 % 4_999, i * 17 % 997);
            cells[2] = "13800001111".into();
            (0, format!("r{i}"), cells)
        })
        .collect();
    let table_of_one = table(&one_phone);
    let options = Options { blocking: Some(vec![rule_on_phone()]), ..Options::default() };
    let found = resolve_table(&table_of_one, &options);
    assert_eq!(found.skewed.iter().map(|key| key.records).collect::<Vec<_>>(), [5_000]);
    assert!(found.compared < 5_000 * 30, "{} pairs", found.compared);
    assert!(resolve_table(&table_of_one, &Options::default()).compared < 5_000 * 200);

    // Names of ten thousand characters.
    let novels: Vec<Row> = (0..40)
        .map(|i| {
            let mut cells: [String; 5] = empty();
            cells[0] = format!("{i} {}", "very long name ".repeat(700));
            cells[3] = "明".repeat(10_000);
            (0, format!("r{i}"), cells)
        })
        .collect();
    clusters(&novels, &Options::default());
}

/// A name that sounds like another says little where hundreds sound so, much where nobody else does.
#[test]
fn a_rare_homophone_says_more_than_a_common_one() {
    let cells = |name: &str, phone: usize| [name.to_owned(), String::new(), format!("1640000{phone:04}"), String::new(), String::new()];
    let common = ["李明", "李鸣", "李铭"];
    let mut rows: Vec<Row> = (0..300).map(|i| (0, format!("c{i}"), cells(common[i % 3], i))).collect();
    rows.extend([(0, "r0".into(), cells("谌珺", 400)), (0, "r1".into(), cells("谌军", 400))]);
    let table = table(&rows);
    let resolved = resolve_table(&table, &Options::default());
    let scorer = resolved.scorer.scorer();
    let place = |id: &str| (0..table.len()).find(|&i| table.id(i) == id).expect("it is there");
    let of_name = |a: &str, b: &str| scorer.explain(place(a), place(b)).columns[0];
    let (rare, often) = (of_name("r0", "r1"), of_name("c0", "c1"));
    assert_eq!((rare.level, often.level), (Some(identity::Level::Homophone), Some(identity::Level::Homophone)));
    assert!(rare.weight > often.weight + 5.0, "{} and {}", rare.weight, often.weight);
}

/// Members of a family share address and phone, and one in two gives only a masked number, a title or nothing.
#[test]
fn a_crowd_with_families_and_rings_is_told_apart() {
    let rows = crowd(CrowdPlan { seed: 7, records: 20_000 });
    let kinds = [Kind::Name, Kind::IdNumber, Kind::Phone, Kind::Address, Kind::Account, Kind::Exact];
    let columns = crowd::Row::HEADERS.iter().zip(kinds).enumerate().map(|(i, (name, kind))| {
        let mut column = ColumnBuilder::new(*name, kind);
        rows.iter().for_each(|row| column.push(row.cells()[i]));
        column.finish()
    });
    let table = Table::new((0..rows.len()).map(|i| (0, i.to_string())).collect(), columns.collect());
    let resolved = resolve_table(&table, &Options { threads: 2, ..Options::default() });
    let person = |record: u32| rows[table.id(record as usize).parse::<usize>().expect("a number")].person;
    let pairs = |n: usize| n * n.saturating_sub(1) / 2;
    let (mut of_person, mut found, mut right) = (BTreeMap::<u32, usize>::new(), 0, 0);
    for cluster in resolved.clusters.iter() {
        let mut of_cluster = BTreeMap::<u32, usize>::new();
        for &record in cluster {
            *of_cluster.entry(person(record)).or_default() += 1;
            *of_person.entry(person(record)).or_default() += 1;
        }
        found += pairs(cluster.len());
        right += of_cluster.values().map(|n| pairs(*n)).sum::<usize>();
    }
    let wanted: usize = of_person.values().map(|n| pairs(*n)).sum();
    let (precision, recall) = (right as f64 / found as f64, right as f64 / wanted as f64);
    assert!(precision >= 0.965 && recall >= 0.965, "precision {precision:.4}, recall {recall:.4}");
    assert!(resolved.scorer.model.shared_prior > 0.0, "families are seen");
}

fn rule_on_phone() -> identity::linkage::BlockingRule {
    use identity::linkage::{BlockingRule, Derivation, KeyPart};
    BlockingRule { parts: vec![KeyPart { column: 2, derivation: Derivation::Whole }] }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_small_table_has_one_answer(
        rows in prop::collection::vec((0..2_u16, "(张|李)(明|鸣|\\*)?", "(1990-0[1-3]-0[1-3])?", "(1380000111[1-3]|138\\*{4}1111)?"), 0..30),
        links_only in any::<bool>(),
    ) {
        let fill = |(i, (input, name, born, phone)): (usize, &(u16, String, String, String))| {
            (*input, format!("r{i}"), [name.clone(), born.clone(), phone.clone(), String::new(), String::new()])
        };
        let rows: Vec<Row> = rows.iter().enumerate().map(fill).collect();
        let mut turned = rows.clone();
        turned.reverse();
        let options = Options { links_only, ..Options::default() };
        prop_assert_eq!(clusters(&rows, &options), clusters(&turned, &options));
    }
}
