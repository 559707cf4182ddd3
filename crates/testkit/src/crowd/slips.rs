//! How a person is written down: once with care, later with every slip there is.

use super::Row;
use super::names::{self as given, Names, surname_of};
use super::people::{self, Person};
use super::places::{Places, written as address};
use crate::city::dice::Dice;

/// The first filing: what was given is mostly right, but not everything is given.
pub(crate) fn first_row(dice: &mut Dice, number: u32, person: &Person) -> Row {
    let masked_id = |dice: &mut Dice| mask_id(dice, &person.id_no);
    Row {
        person: number,
        name: if dice.percent(98.0) { person.name.clone() } else { titled(person) },
        id_no: match dice.below(100) {
            0..=69 => person.id_no.clone(),
            70..=79 => masked_id(dice),
            _ => String::new(),
        },
        phone: match dice.below(100) {
            0..=92 => person.phone.clone(),
            93..=97 => mask_phone(&person.phone),
            _ => String::new(),
        },
        address: if dice.percent(78.0) { address(dice, person.county, &person.home, false) } else { String::new() },
        account: if dice.percent(40.0) { person.account.clone() } else { String::new() },
        region: person.county.1.to_owned(),
    }
}

/// A later filing: another desk, another phone, another home.
pub(crate) fn further_row(dice: &mut Dice, (names, places): (&Names, &Places), number: u32, person: &Person) -> Row {
    let has_moved = dice.percent(18.0);
    let county = if has_moved && dice.percent(40.0) { people::county(dice) } else { person.county };
    let home = if dice.percent(28.0) {
        String::new()
    } else if has_moved {
        let home = places.home(dice, county);
        address(dice, county, &home, true)
    } else {
        address(dice, county, &person.home, true)
    };
    Row {
        person: number,
        name: name(dice, names, person),
        id_no: id_no(dice, person),
        phone: phone(dice, person),
        address: home,
        account: match dice.below(100) {
            0..=35 => person.account.clone(),
            36..=39 => slip(dice, &person.account),
            _ => String::new(),
        },
        region: county.1.to_owned(),
    }
}

fn titled(person: &Person) -> String {
    format!("{}{}", surname_of(&person.name), if person.is_woman { "女士" } else { "先生" })
}

fn name(dice: &mut Dice, names: &Names, person: &Person) -> String {
    let name = &person.name;
    match dice.below(100) {
        0..=13 => given::misheard(dice, name),
        14..=23 => given::traditional(name),
        24..=29 => titled(person),
        30..=33 => mask_name(dice, name),
        34..=35 => {
            let wrong = names.any_character(dice);
            let at = name.chars().count() - 1;
            name.chars().enumerate().map(|(i, c)| if i == at { wrong } else { c }).collect()
        }
        36..=37 => swapped_name(name),
        38 => String::new(),
        39 => name.chars().map(|c| c.to_string()).collect::<Vec<_>>().join(" "),
        _ => name.clone(),
    }
}

fn swapped_name(name: &str) -> String {
    let mut chars: Vec<char> = name.chars().collect();
    let last = chars.len() - 1;
    if last >= 2 {
        chars.swap(last - 1, last);
    }
    chars.into_iter().collect()
}

fn mask_name(dice: &mut Dice, name: &str) -> String {
    let surname = surname_of(name);
    let given: Vec<char> = name.chars().skip(surname.chars().count()).collect();
    match (dice.below(3), given.as_slice()) {
        (0, [_, last]) => format!("{surname}*{last}"),
        (1, _) => format!("{surname}{}", "某".repeat(given.len())),
        _ => format!("{surname}*"),
    }
}

fn id_no(dice: &mut Dice, person: &Person) -> String {
    let full = &person.id_no;
    match dice.below(100) {
        0..=37 => full.clone(),
        38..=41 => swap_digits(dice, full),
        42..=44 => slip(dice, full),
        // Cards of fifteen digits ended with those born before 2000.
        45..=48 if person.born < 2000 => format!("{}{}", &full[..6], &full[8..17]),
        49 => format!("{} {} {}", &full[..6], &full[6..14], &full[14..]),
        50..=64 => mask_id(dice, full),
        _ => String::new(),
    }
}

fn phone(dice: &mut Dice, person: &Person) -> String {
    let full = &person.phone;
    match dice.below(100) {
        0..=19 => people::phone(dice),
        20..=26 => mask_phone(full),
        27..=29 => swap_digits(dice, full),
        30..=31 => slip(dice, full),
        32..=34 => format!("+86 {full}"),
        35..=37 => format!("{}-{}-{}", &full[..3], &full[3..7], &full[7..]),
        38..=47 => String::new(),
        _ => full.clone(),
    }
}

fn mask_id(dice: &mut Dice, full: &str) -> String {
    match dice.below(4) {
        0 => format!("{}**********{}", &full[..4], &full[14..]),
        1 => format!("{}****", &full[..14]),
        _ => format!("{}********{}", &full[..6], &full[14..]),
    }
}

fn mask_phone(full: &str) -> String {
    format!("{}****{}", &full[..3], &full[7..])
}

/// Two neighbouring digits change places.
fn swap_digits(dice: &mut Dice, digits: &str) -> String {
    let mut bytes: Vec<char> = digits.chars().collect();
    let at = 1 + dice.below(bytes.len() - 3);
    bytes.swap(at, at + 1);
    bytes.into_iter().collect()
}

/// One digit is another.
fn slip(dice: &mut Dice, digits: &str) -> String {
    let at = 3 + dice.below(digits.len() - 5);
    let wrong = dice.below(10).to_string();
    format!("{}{wrong}{}", &digits[..at], &digits[at + 1..])
}
