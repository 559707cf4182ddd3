//! Prints how long it takes to resolve made-up files of growing size: `cargo run --release -p identity --example resolve_speed`.

use std::time::Instant;

use identity::{Record, resolve};

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn main() {
    for size in [20_000, 200_000] {
        let records = made_up(size);
        let started = Instant::now();
        let found = resolve(&records, &[]);
        let (persons, edges, skewed) = (found.persons.len(), found.edges.len(), found.skewed.len());
        println!(
            "{size} records: {persons} persons, {edges} edges, {} pairs, {skewed} skewed blocks, {:.2?}",
            found.pairs,
            started.elapsed()
        );
    }
}

/// Three filings a person on average, a third of them masked, and one in fifty on the phone of a call centre.
fn made_up(size: usize) -> Vec<Record> {
    let surnames: Vec<char> = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧".chars().collect();
    let given: Vec<char> = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文辉力永健世广志义兴良海".chars().collect();
    let mut state = 20_261_124_u64;
    let mut below = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n as u64) as usize
    };
    let mut records = Vec::with_capacity(size);
    for id in 0..size {
        let person = below(size / 3) * 7_919;
        let name: String = [surnames[person % 30], given[person / 30 % 40], given[person / 1_200 % 40]].iter().collect();
        let tail = person % 10_000;
        let phone = match below(50) {
            0 => "07308880000".to_owned(),
            1..=16 => format!("139****{tail:04}"),
            _ => format!("139{:04}{tail:04}", person / 10_000 % 10_000),
        };
        let id_no = (below(3) == 0).then(|| format!("430602********{tail:04}"));
        let address = Some(format!("五里牌路{}号{}栋", person % 300, person / 300 % 40));
        records.push(Record { id: id as i64, name: Some(name), id_no, phone: Some(phone), address, ..Record::default() });
    }
    records
}
