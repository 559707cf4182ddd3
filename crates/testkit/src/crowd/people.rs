//! Who there is: people, households, rings, and those who file without end.

use casework::values::id_check_digit;

use super::names::{Names, surname_of};
use super::places::{COUNTIES, County, Home, Places};
use crate::city::dice::Dice;

/// Unassigned mobile segments, so that no made-up number can ring.
const SEGMENTS: [&str; 8] = ["154", "160", "161", "163", "164", "168", "169", "179"];

#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) is_woman: bool,
    pub(crate) born: i64,
    pub(crate) id_no: String,
    pub(crate) phone: String,
    pub(crate) county: &'static County,
    pub(crate) home: Home,
    pub(crate) account: String,
    pub(crate) is_prolific: bool,
}

pub(crate) fn phone(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(&SEGMENTS), dice.digits(8))
}

fn account(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(&["622848", "621700", "622208", "623059", "621661", "622262"]), dice.digits(13))
}

pub(crate) fn county(dice: &mut Dice) -> &'static County {
    let weights: Vec<(u32, usize)> = COUNTIES.iter().enumerate().map(|(i, county)| (county.0, i)).collect();
    &COUNTIES[dice.weighted(&weights)]
}

fn id_no(dice: &mut Dice, county: &County, born: i64, is_woman: bool) -> String {
    let place = if dice.percent(82.0) { county.1 } else { self::county(dice).1 };
    let sequence = dice.between(0, 499) * 2 + i64::from(!is_woman);
    let first = format!("{place}{born}{:02}{:02}{sequence:03}", dice.between(1, 12), dice.between(1, 28));
    let check = id_check_digit(first.as_bytes()).map_or('0', char::from);
    format!("{first}{check}")
}

pub(crate) fn one(dice: &mut Dice, names: &Names, places: &Places) -> Person {
    let county = county(dice);
    let is_woman = dice.percent(49.0);
    // Filers are of working age more often than not.
    let born = 1940 + dice.between(0, 65).max(dice.between(8, 58));
    let surname = names.surname(dice);
    let name = format!("{surname}{}", names.given(dice, is_woman, born));
    Person {
        id_no: id_no(dice, county, born, is_woman),
        phone: phone(dice),
        home: places.home(dice, county),
        account: account(dice),
        is_prolific: dice.percent(0.1),
        name,
        is_woman,
        born,
        county,
    }
}

/// `count` people: half of them with others under one roof, one in three thousand the head of a ring.
pub(crate) fn people(dice: &mut Dice, (names, places): (&Names, &Places), count: usize) -> Vec<Person> {
    let mut people = Vec::with_capacity(count);
    while people.len() < count {
        let head = one(dice, names, places);
        let others = if dice.percent(30.0) { dice.weighted(&[(55, 1), (30, 2), (15, 3)]) } else { 0 };
        for _ in 0..others {
            let mut member = one(dice, names, places);
            // A child or a brother bears the name; a husband or wife does not.
            if dice.percent(55.0) {
                let given = names.given(dice, member.is_woman, member.born);
                member.name = format!("{}{given}", surname_of(&head.name));
            }
            member.county = head.county;
            member.home = head.home.clone();
            if dice.percent(30.0) {
                member.phone.clone_from(&head.phone);
            }
            people.push(member);
        }
        if dice.percent(0.03) {
            for _ in 0..dice.between(4, 20) {
                let mut member = one(dice, names, places);
                member.account.clone_from(&head.account);
                if dice.percent(50.0) {
                    member.phone.clone_from(&head.phone);
                }
                member.is_prolific |= dice.percent(20.0);
                people.push(member);
            }
        }
        people.push(head);
    }
    people.truncate(count);
    people
}
