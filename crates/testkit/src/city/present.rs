//! How a channel writes a filer down: full, masked, misheard, or not at all.

use casework::codes::Channel;

use super::dice::Dice;
use super::filing::{Filing, Identity, Openness};
use super::names;

/// 姓名, 证件类型, 证件号码, 联系电话, 联系地址 as they stand in the row.
#[derive(Default)]
pub(crate) struct Shown {
    pub(crate) name: String,
    pub(crate) id_kind: String,
    pub(crate) id_no: String,
    pub(crate) phone: String,
    pub(crate) address: String,
}

/// In a hundred: name full, masked, title only; number full, masked; phone full, masked; address given.
struct Habits {
    name: [u32; 4],
    id_no: [u32; 3],
    phone: [u32; 3],
    address: f64,
}

const fn habits(channel: Channel) -> Habits {
    match channel {
        Channel::Platform12315 => Habits { name: [99, 0, 0, 1], id_no: [74, 16, 10], phone: [88, 12, 0], address: 60.0 },
        Channel::Hotline12315 => Habits { name: [77, 0, 17, 6], id_no: [12, 3, 85], phone: [96, 0, 4], address: 30.0 },
        Channel::Hotline12345 => Habits { name: [60, 23, 15, 2], id_no: [10, 28, 62], phone: [56, 42, 2], address: 35.0 },
        Channel::Letter | Channel::Visit => Habits { name: [96, 0, 0, 4], id_no: [62, 0, 38], phone: [85, 0, 15], address: 88.0 },
        Channel::Superior | Channel::Department => Habits { name: [84, 12, 2, 2], id_no: [45, 25, 30], phone: [78, 18, 4], address: 55.0 },
    }
}

pub(crate) fn present(dice: &mut Dice, filing: &Filing, channel: Channel) -> Shown {
    let identity = &filing.identity;
    let mut shown = match filing.openness {
        Openness::Anonymous => {
            let phone = if dice.percent(30.0) { identity.phone.clone() } else { String::new() };
            return Shown { name: if dice.percent(40.0) { "匿名".into() } else { String::new() }, phone, ..Shown::default() };
        }
        Openness::Open => openly(dice, identity),
        Openness::ByChannel => by_channel(dice, identity, &habits(channel)),
    };
    if !shown.id_no.is_empty() && dice.percent(70.0) {
        shown.id_kind = "居民身份证".into();
    }
    blur(dice, &mut shown);
    shown
}

fn openly(dice: &mut Dice, identity: &Identity) -> Shown {
    let id_no = if dice.percent(94.0) { identity.id_no.clone() } else { String::new() };
    let address = if dice.percent(75.0) { identity.address.clone() } else { String::new() };
    Shown { name: identity.name.clone(), id_kind: String::new(), id_no, phone: identity.phone.clone(), address }
}

fn by_channel(dice: &mut Dice, identity: &Identity, habits: &Habits) -> Shown {
    let weigh = |weights: &[u32]| weights.iter().enumerate().map(|(i, w)| (*w, i)).collect::<Vec<_>>();
    let name = match dice.weighted(&weigh(&habits.name)) {
        0 => identity.name.clone(),
        1 => names::masked(dice, &identity.name),
        2 => names::titled(&identity.name, identity.is_woman),
        _ => String::new(),
    };
    let id_no = match dice.weighted(&weigh(&habits.id_no)) {
        0 => identity.id_no.clone(),
        1 => mask_id(dice, &identity.id_no),
        _ => String::new(),
    };
    let phone = match dice.weighted(&weigh(&habits.phone)) {
        0 => identity.phone.clone(),
        1 => format!("{}****{}", &identity.phone[..3], &identity.phone[7..]),
        _ => String::new(),
    };
    let address = if dice.percent(habits.address) { shorten(dice, &identity.address) } else { String::new() };
    Shown { name, id_kind: String::new(), id_no, phone, address }
}

fn mask_id(dice: &mut Dice, id_no: &str) -> String {
    match dice.below(4) {
        0 => format!("{}**********{}", &id_no[..4], &id_no[14..]),
        1 => format!("{}****", &id_no[..14]),
        _ => format!("{}********{}", &id_no[..6], &id_no[14..]),
    }
}

/// People leave out the province, or the flat.
fn shorten(dice: &mut Dice, address: &str) -> String {
    let address = if dice.percent(60.0) { address.trim_start_matches("湖南省").to_owned() } else { address.to_owned() };
    let cut = address.rfind('栋').map(|i| i + '栋'.len_utf8()).filter(|_| dice.percent(35.0));
    cut.map_or(address.clone(), |end| address[..end].to_owned())
}

/// Slips of the hand: homophones, full-width digits, spaces and dashes in numbers.
fn blur(dice: &mut Dice, shown: &mut Shown) {
    if dice.percent(2.5) && shown.name.chars().count() >= 2 && !shown.name.contains('*') {
        shown.name = names::misheard(dice, &shown.name);
    }
    if dice.percent(2.0) {
        shown.phone = full_width(&shown.phone);
    } else if dice.percent(2.0) && shown.phone.len() == 11 {
        shown.phone = format!("{}-{}-{}", &shown.phone[..3], &shown.phone[3..7], &shown.phone[7..]);
    }
    if dice.percent(1.5) {
        shown.id_no = full_width(&shown.id_no);
    } else if dice.percent(1.5) && shown.id_no.len() == 18 {
        shown.id_no = format!("{} {} {}", &shown.id_no[..6], &shown.id_no[6..14], &shown.id_no[14..]);
    }
}

fn full_width(digits: &str) -> String {
    digits.chars().map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap_or(c) } else { c }).collect()
}
