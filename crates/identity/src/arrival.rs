//! One filing that comes alone: the keys under which its filer's earlier ones are found, its links, and whose it may be.
//!
//! Compared and judged as in a run over everything ([`crate::resolve`]), among those alone who share a key with it.

use crate::cluster::persons_from_edges;
use crate::compare::compare_prepared;
use crate::edge::Edge;
use crate::judge::Judgement;
use crate::keys::{BlockKey, block_keys};
use crate::record::{Prepared, Record};

/// Of those who say exactly the same.
const WHOLE: &str = "whole";

/// Between the parts of a whole record; `casework::values` keeps it out of every value.
const SEPARATOR: &str = "\u{1f}";

/// Every key under which a filing is to be found by later ones: its blocking keys, whatever its person may deny later, and one
/// for all that it says together.
pub fn link_keys(record: &Record) -> Vec<BlockKey> {
    let mut keys = block_keys(&Record { denied: false, ..record.clone() });
    let parts = [&record.name, &record.id_no, &record.phone, &record.address, &record.account];
    if parts.iter().any(|part| part.is_some()) {
        let kind = record.id_kind.map_or("", |kind| kind.code());
        let said: Vec<&str> = parts.iter().map(|part| part.as_deref().unwrap_or("")).chain([kind]).collect();
        keys.push(BlockKey { index: WHOLE, value: said.join(SEPARATOR) });
    }
    keys
}

/// The edges between a record and those that share a key with it. Where some say exactly the same, it hangs on the latest of
/// them before it, as in a run, and is compared with nobody else.
pub fn links_of_arrival(record: &Record, candidates: &[Record]) -> Vec<Edge> {
    let own = Prepared::of(record);
    let others: Vec<(i64, Prepared)> =
        candidates.iter().filter(|other| other.id != record.id).map(|other| (other.id, Prepared::of(other))).collect();
    let same = others.iter().filter(|(_, prepared)| *prepared == own);
    // Before it the latest, else after it the earliest.
    if let Some((id, prepared)) = same.min_by_key(|(id, _)| (*id > record.id, (record.id - *id).abs())) {
        return Edge::judged(record.id, *id, compare_prepared(&own, prepared)).into_iter().collect();
    }
    let mut edges: Vec<Edge> =
        others.iter().filter_map(|(id, prepared)| Edge::judged(record.id, *id, compare_prepared(&own, prepared))).collect();
    edges.sort_by_key(|edge| (edge.left, edge.right));
    edges
}

/// The persons whose the filing may be, the one to whom the strongest link leads first. `person_of` a filing on file.
pub fn suitors(edges: &[Edge], submission_id: i64, person_of: impl Fn(i64) -> Option<i64>) -> Vec<i64> {
    let mut links: Vec<&Edge> = edges.iter().filter(|edge| edge.judgement == Judgement::Same && !edge.undone).collect();
    links.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then((a.left, a.right).cmp(&(b.left, b.right))));
    let mut persons = Vec::new();
    for edge in links {
        let other = if edge.left == submission_id { edge.right } else { edge.left };
        if let Some(person) = person_of(other).filter(|person| !persons.contains(person)) {
            persons.push(person);
        }
    }
    persons
}

/// Whether a record can be of the person who filed these: no identity number of theirs excludes its own.
pub fn fits(record: &Record, members: &[Record]) -> bool {
    let mut all: Vec<Record> = members.iter().filter(|member| member.id != record.id).cloned().collect();
    let same = |a: &Record, b: &Record| Edge::ruling(a.id, b.id, Judgement::Same, 0);
    let mut edges: Vec<Edge> = all.windows(2).map(|pair| same(&pair[0], &pair[1])).collect();
    let Some(last) = all.last() else { return true };
    edges.push(same(last, record));
    all.push(record.clone());
    let clusters = persons_from_edges(&all, &edges);
    !clusters.refused.iter().any(|refused| refused.left == record.id || refused.right == record.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve;

    fn record(id: i64, name: &str, id_no: &str, phone: &str) -> Record {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Record { id, name: some(name), id_no: some(id_no), phone: some(phone), ..Record::default() }
    }

    fn indexes(record: &Record) -> Vec<&'static str> {
        link_keys(record).iter().map(|key| key.index).collect()
    }

    #[test]
    fn a_filing_is_found_whatever_its_person_denies() {
        let filed = record(1, "王虚", "430602198805052222", "13900139000");
        assert_eq!(indexes(&filed), indexes(&Record { denied: true, ..filed.clone() }));
        assert!(indexes(&filed).contains(&"whole"));
        assert_eq!(indexes(&Record { id: 1, ..Record::default() }), Vec::<&str>::new());
    }

    #[test]
    fn it_links_as_a_run_does() {
        let on_file = [
            record(1, "王虚", "430602198805052222", "13900139000"),
            record(2, "王虚", "", "13900139000"),
            record(3, "陆生", "430602199003071231", "13900139000"),
            record(4, "王虚", "", "13900139000"),
        ];
        for new in [record(5, "王墟", "", "13900139000"), record(5, "王虚", "", "13900139000"), record(5, "陆生", "", "13800138000")]
        {
            let mut all = on_file.to_vec();
            all.push(new.clone());
            let of_run: Vec<Edge> = resolve(&all, &[]).edges.into_iter().filter(|edge| edge.right == 5).collect();
            let alone = links_of_arrival(&new, &on_file);
            // A run compares one of those who say the same, an arrival each of them: the same people.
            let people = |edges: &[Edge]| edges.iter().map(|edge| edge.left == 3).collect::<std::collections::BTreeSet<_>>();
            assert_eq!(people(&alone), people(&of_run), "{:?}", new.name);
        }
        assert_eq!(links_of_arrival(&record(5, "王虚", "", "13900139000"), &on_file).len(), 1, "it hangs on the latest that says the same");
    }

    #[test]
    fn the_strongest_link_goes_first_and_numbers_exclude() {
        let on_file = [record(1, "王虚", "430602198805052222", "13900139000"), record(2, "王虚", "", "13900139000")];
        let new = record(3, "王虚", "430602198805052222", "13900139000");
        let edges = links_of_arrival(&new, &on_file[..1]).into_iter().chain(links_of_arrival(&new, &on_file[1..])).collect::<Vec<_>>();
        assert_eq!(suitors(&edges, 3, |id| (id < 3).then_some(80 - id * 10)), [70, 60]);
        assert!(fits(&new, &on_file));
        assert!(!fits(&record(4, "王虚", "430602199003071231", ""), &on_file), "two valid numbers are two people");
        assert!(fits(&new, &[]));
    }
}
