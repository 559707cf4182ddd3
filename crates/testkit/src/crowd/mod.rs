//! A crowd: made-up filers by the million, a part of them on file more than once and badly written, with the truth of who is who.
//!
//! Where [`crate::city`] is a whole bureau's work, this is only who filed: names, numbers, phones, addresses and accounts
//! with the frequencies of a province (a few surnames are everywhere, a few given names of every decade, cities crowd
//! the file), to measure how well and how fast filers are recognised. Every slip is drawn here, from tables of this crate:
//! the engine that is measured knows none of them. All of it is synthetic: the phones are of segments that no operator has.

pub(crate) mod names;
pub(crate) mod people;
pub(crate) mod places;
mod slips;

use crate::city::dice::Dice;
use people::Person;

/// What crowd to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrowdPlan {
    pub seed: u64,
    /// Rows in all; one in five is a further row of somebody who is there already.
    pub records: usize,
}

/// One filer as written down once. Empty = nothing was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Who it really is.
    pub person: u32,
    pub name: String,
    pub id_no: String,
    pub phone: String,
    pub address: String,
    pub account: String,
    /// Division code of the county that took the filing down.
    pub region: String,
}

impl Row {
    /// Headers of [`Row::cells`].
    pub const HEADERS: [&'static str; 6] = ["name", "id_no", "phone", "address", "account", "region"];

    /// What is written, without the truth.
    pub fn cells(&self) -> [&str; 6] {
        [&self.name, &self.id_no, &self.phone, &self.address, &self.account, &self.region]
    }
}

/// Makes the crowd of `plan`, in an order that tells nothing: the same plan, the same crowd.
pub fn crowd(plan: CrowdPlan) -> Vec<Row> {
    let mut dice = Dice::new(plan.seed);
    let (names, places) = (names::Names::new(), places::Places::new());
    let people = people::people(&mut dice, (&names, &places), plan.records - plan.records / 5);
    let mut rows: Vec<Row> = Vec::with_capacity(plan.records);
    for (person, number) in people.iter().zip(0..) {
        rows.push(slips::first_row(&mut dice, number, person));
    }
    while rows.len() < plan.records {
        let number = dice.below(people.len());
        let person: &Person = &people[number];
        let times = if person.is_prolific { dice.between(8, 40) } else { dice.weighted(&[(75, 1), (17, 2), (8, 3)]) };
        for _ in 0..times.min(i64::try_from(plan.records - rows.len()).unwrap_or(i64::MAX)) {
            rows.push(slips::further_row(&mut dice, (&names, &places), u32::try_from(number).unwrap_or(u32::MAX), person));
        }
    }
    for at in (1..rows.len()).rev() {
        rows.swap(at, dice.below(at + 1));
    }
    rows
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use expect_test::expect;

    use super::*;

    #[test]
    fn a_crowd_is_repeatable_and_one_in_five_is_a_repeat() {
        let plan = CrowdPlan { seed: 7, records: 20_000 };
        let rows = crowd(plan);
        assert_eq!(rows, crowd(plan));
        let mut of_person: BTreeMap<u32, usize> = BTreeMap::new();
        for row in &rows {
            *of_person.entry(row.person).or_default() += 1;
        }
        let share = |test: fn(&Row) -> bool| rows.iter().filter(|row| test(row)).count() * 100 / rows.len();
        let text = format!(
            "{} rows of {} people, most {}\nname {}%, number {}% (masked {}%), phone {}% (masked {}%), address {}%, account {}%\n",
            rows.len(),
            of_person.len(),
            of_person.values().max().copied().unwrap_or(0),
            share(|row| !row.name.is_empty()),
            share(|row| !row.id_no.is_empty()),
            share(|row| row.id_no.contains('*')),
            share(|row| !row.phone.is_empty()),
            share(|row| row.phone.contains('*')),
            share(|row| !row.address.is_empty()),
            share(|row| !row.account.is_empty()),
        );
        expect![[r#"
            20000 rows of 16000 people, most 41
            name 99%, number 76% (masked 11%), phone 96% (masked 5%), address 76%, account 40%
        "#]]
        .assert_eq(&text);
    }

    #[test]
    fn what_is_written_looks_like_this() {
        let rows = crowd(CrowdPlan { seed: 7, records: 400 });
        let mut of_person: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for row in &rows {
            of_person.entry(row.person).or_default().push(row.cells().join(" | "));
        }
        let seen: Vec<String> = of_person
            .into_values()
            .filter(|written| written.len() > 1)
            .take(6)
            .map(|mut written| {
                written.sort();
                written.join("\n") + "\n"
            })
            .collect();
        expect![[r#"
            范乐择 | 431021196407138539 | 16419426655 | 湖南省长沙市长沙县幸福家园4幢1302室 | 6230590018953803836 | 430121
            范乐泽 |  |  | 湖南省长沙市长沙县幸福家园4幢1302室 | 6230590018953803836 | 430121
            范乐泽 |  | 16167182513 | 长沙县芙蓉大道32号幸福家园4栋4单元1302室 |  | 430121

            李欣 | 430481196104154969 | 16951954397 | 湖南省衡阳市耒阳市锦绣花园4栋1单元904室 | 6222083707079497023 | 430481
            李馨 | 430481********4969 | 16951954397 | 岳麓区龙潭镇金鸡村17组38号 | 6222083707079497023 | 430104

            林先兴 | 433127199205222790 | 17931147110 | 永顺县东风路393号14栋2单元102室 |  | 433127
            林先生 | 433127199202522790 | 17931147110 | 湖南省湘西土家族苗族自治州永顺县新华路257号文昌公馆二栋一单元四〇三室 | 6230598805387308066 | 433127
            林先興 |  | 17931147110 | 永顺县云湖镇樟树村8组9号 |  | 433127

            刘桂兰 | 430481198002088242 | 16060021223 | 湖南省衡阳市耒阳市新市镇团结村11组20号 |  | 430481
            劉桂蘭 |  | 160****1223 | 衡阳市耒阳市新市镇团结村11组 |  | 430481

            张凤梓 |  | 16082559968 | 浏阳市新开镇新屋村13组20号 |  | 430181
            张凤梓 |  | 16498031189 | 湖南省长沙市浏阳市新开镇新屋村13组 |  | 430181
            张凤梓 | 43018119921016536X | 16082559968 | 环城路194号南湖新村22栋3单元702室 | 6230594870234771891 | 430102
            张女士 | 43018119921016536X | 16082559968 | 长沙市宁乡市太平镇张家村17组 |  | 430182

            王红秀 | 403181194806025840 | 16449660878 | 永州市零陵区碧桂府十七栋一六〇二 | 6217005009388746858 | 431102
            王红秀 | 430181194806025840 | 16449660878 |  |  | 431102
        "#]].assert_eq(&seen.join("\n"));
    }
}
