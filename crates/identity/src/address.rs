//! Addresses: county, places (road, estate, village), and the numbers of house, building, unit and room.
//!
//! What the province and the city say is left out: people leave it out themselves, and here nearly everybody says the same.

mod numerals;
mod regions;

use casework::values::clean_code;

use crate::compare::Level;
use crate::han;
use crate::weights;

/// A number that an address gives, coarse to fine.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// 号 of a road, 组 of a village.
    House,
    Building,
    Unit,
    Room,
}

const SLOTS: usize = 4;

/// Marks behind a number, longest first; `None` = the number says nothing that the others do not (a floor).
const MARKS: [(&str, Option<Slot>); 26] = [
    ("号楼", Some(Slot::Building)),
    ("#楼", Some(Slot::Building)),
    ("号房", Some(Slot::Room)),
    ("号院", Some(Slot::House)),
    ("单元", Some(Slot::Unit)),
    ("房间", Some(Slot::Room)),
    ("号", Some(Slot::House)),
    ("弄", Some(Slot::House)),
    ("组", Some(Slot::House)),
    ("队", Some(Slot::House)),
    ("社", Some(Slot::House)),
    ("屋", Some(Slot::House)),
    ("栋", Some(Slot::Building)),
    ("幢", Some(Slot::Building)),
    ("座", Some(Slot::Building)),
    ("梯", Some(Slot::Unit)),
    ("门", Some(Slot::Unit)),
    ("室", Some(Slot::Room)),
    ("户", Some(Slot::Room)),
    ("房", Some(Slot::Room)),
    ("铺", Some(Slot::Room)),
    ("#", Some(Slot::Building)),
    ("楼", None),
    ("层", None),
    ("米", None),
    ("期", None),
];

/// Ends of a place's name: what follows is another place.
const PLACE_ENDS: [&str; 12] = ["街道办事处", "街道办", "街道", "大道", "社区", "小区", "路", "街", "巷", "村", "镇", "乡"];

/// An address in its parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct AddressForm {
    /// With its suffix: 岳阳楼区.
    county: Option<String>,
    /// Road, estate, village, as written, without 小区 and the like.
    places: Vec<String>,
    /// By [`Slot`], without leading zeros.
    numbers: [Option<String>; SLOTS],
}

impl AddressForm {
    /// `None` where it names no place below the county, or fewer than four characters are left before the first mask.
    pub(crate) fn parse(raw: &str) -> Option<Self> {
        let code = clean_code(raw);
        let visible = code.split('*').next().unwrap_or("");
        let kept: String = visible.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '#' | '〇')).map(han::folded).collect();
        let text = numerals::to_digits(&kept);
        let (county, rest) = regions::split(&text);
        if text.chars().count() < 4 || rest.is_empty() {
            return None;
        }
        let mut form = Self { county: county.map(str::to_owned), places: Vec::new(), numbers: Default::default() };
        form.read(rest);
        (!form.places.is_empty() || form.numbers.iter().any(Option::is_some)).then_some(form)
    }

    fn read(&mut self, text: &str) {
        let mut place = String::new();
        let mut rest = text;
        while let Some(begin) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
            self.add_places(&mut place, &rest[..begin]);
            rest = &rest[begin..];
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let (number, after) = rest.split_at(end);
            let mark = MARKS.iter().find(|(mark, _)| after.starts_with(mark));
            rest = &after[mark.map_or(0, |(mark, _)| mark.len())..];
            match mark {
                Some((_, Some(slot))) => self.put(*slot, number),
                Some((_, None)) => {}
                None => self.put_bare(number, after.starts_with('-')),
            }
        }
        self.add_places(&mut place, rest);
    }

    fn put(&mut self, slot: Slot, number: &str) {
        let trimmed = number.trim_start_matches('0');
        let number = if trimmed.is_empty() { "0" } else { trimmed };
        self.numbers[slot as usize].get_or_insert_with(|| number.to_owned());
    }

    /// A number without a mark: of 3-2-301 the last is the room, those before fill building and unit.
    fn put_bare(&mut self, number: &str, goes_on: bool) {
        let slot = match (goes_on, &self.numbers) {
            (true, [_, None, _, _]) => Slot::Building,
            (true, _) => Slot::Unit,
            (false, [None, None, None, None]) if number.len() <= 2 => Slot::House,
            (false, _) => Slot::Room,
        };
        self.put(slot, number);
    }

    /// `scratch` is for a text with signs in it.
    fn add_places(&mut self, scratch: &mut String, text: &str) {
        let mut rest = text;
        if text.contains(['-', '#']) {
            scratch.clear();
            scratch.extend(text.chars().filter(|c| !matches!(c, '-' | '#')));
            rest = scratch;
        }
        while !rest.is_empty() {
            let (place, after) = place_end(rest).map_or((rest, ""), |end| rest.split_at(end));
            let name = place.strip_suffix("小区").filter(|name| !name.is_empty()).unwrap_or(place);
            if name.chars().count() >= 2 {
                self.places.push(name.to_owned());
            }
            rest = after;
        }
    }

    /// The finest place and every number: what two who live together write alike.
    pub(crate) fn key(&self) -> Option<String> {
        let place = self.places.last()?;
        let numbers: Vec<&str> = self.numbers.iter().filter_map(Option::as_deref).collect();
        (!numbers.is_empty()).then(|| format!("{place}{}", numbers.join("-")))
    }

    /// Appends a text that is the same for addresses that count as equal.
    pub(crate) fn write_text(&self, text: &mut String) {
        text.push_str(self.county.as_deref().unwrap_or(""));
        for place in &self.places {
            text.push(' ');
            text.push_str(place);
        }
        for (number, sign) in self.numbers.iter().zip([' ', '-', '-', '-']) {
            text.push(sign);
            text.push_str(number.as_deref().unwrap_or(""));
        }
    }

    pub(crate) fn county(&self) -> Option<&str> {
        self.county.as_deref()
    }

    /// House, building, unit, room.
    pub(crate) fn numbers(&self) -> [Option<&str>; SLOTS] {
        self.numbers.each_ref().map(Option::as_deref)
    }

    /// Places, coarse to fine.
    pub(crate) fn places(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.places.iter().map(String::as_str)
    }

    /// How alike two addresses of one place are by their numbers, coarse to fine: `None` = neither says it, `Some(None)` =
    /// one does. [`Level::Near`] where they say the same in other words.
    pub(crate) fn level_of_numbers(numbers: impl Iterator<Item = Option<Option<bool>>>) -> Level {
        let (mut agree, mut conflict, mut one_sided, mut room_agrees) = (0, 0, 0, false);
        for (slot, pair) in numbers.enumerate() {
            match pair {
                Some(Some(true)) => {
                    agree += 1;
                    room_agrees |= slot == Slot::Room as usize;
                }
                Some(Some(false)) => conflict += 1,
                Some(None) => one_sided += 1,
                None => {}
            }
        }
        match (agree, conflict, one_sided) {
            (1.., 0, 0) | (0, 0, 0) => Level::Near,
            (2.., 0, _) if room_agrees => Level::Near,
            (1.., 0, _) => Level::Part,
            (1.., ..) => Level::Neighbour,
            _ => Level::Street,
        }
    }

    pub(crate) fn compare(&self, other: &Self) -> (Level, f64) {
        let differs = (Level::Differs, weights::ADDRESS_DIFFERS);
        if self == other {
            let has_number = self.numbers.iter().any(Option::is_some);
            return (Level::Equal, if has_number { weights::ADDRESS_EQUAL } else { weights::ADDRESS_EQUAL_NO_NUMBER });
        }
        let county_differs = self.county.is_some() && other.county.is_some() && self.county != other.county;
        let is_shared = self.places.iter().any(|a| other.places.iter().any(|b| same_place(a, b)));
        if county_differs || !is_shared {
            return differs;
        }
        let (mut agree, mut conflict, mut one_sided) = (0, 0, 0);
        for pair in self.numbers.iter().zip(&other.numbers) {
            match pair {
                (Some(a), Some(b)) if a == b => agree += 1,
                (Some(_), Some(_)) => conflict += 1,
                (None, None) => {}
                _ => one_sided += 1,
            }
        }
        let room_agrees =
            self.numbers[Slot::Room as usize].is_some() && self.numbers[Slot::Room as usize] == other.numbers[Slot::Room as usize];
        let finest_agrees = room_agrees && agree >= 2;
        match (agree, conflict, one_sided) {
            (1.., 0, 0) => (Level::Equal, weights::ADDRESS_EQUAL),
            (_, 0, _) if finest_agrees => (Level::Equal, weights::ADDRESS_EQUAL),
            (1.., 0, _) => (Level::Part, weights::ADDRESS_PART),
            (0, 0, 0) => (Level::Equal, weights::ADDRESS_EQUAL_NO_NUMBER),
            (1.., _, _) => (Level::Neighbour, weights::ADDRESS_NEIGHBOUR),
            _ => (Level::Street, weights::ADDRESS_STREET),
        }
    }
}

/// Where the first place of a text ends: at the first end of a name that does not begin the text; where two begin there
/// (街, 街道), the longer.
fn place_end(text: &str) -> Option<usize> {
    let begins = |c: char| matches!(c, '街' | '大' | '社' | '小' | '路' | '巷' | '村' | '镇' | '乡');
    let mut candidates = text.char_indices().skip(1).filter(|(_, c)| begins(*c));
    candidates.find_map(|(at, _)| PLACE_ENDS.iter().find(|end| text[at..].starts_with(**end)).map(|end| at + end.len()))
}

/// The same place written twice: equal, one within the other, or of one sound.
pub(crate) fn same_place(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.chars().nth(2).is_none() {
        return false;
    }
    let sounds = || a.chars().zip(b.chars()).all(|(p, q)| p == q || han::sound_alike(p, q, false));
    long.contains(short) || (sounds() && a.chars().count() == b.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let table = [
            ("湖南省岳阳市岳阳楼区 五里牌路12号3栋", "岳阳楼区五里牌路１２号３栋", Some(Level::Equal)),
            ("湖南岳阳五里牌路12号3栋", "岳阳楼区五里牌路12号3幢", Some(Level::Equal)),
            ("五里牌路12号3栋2单元301室", "五里牌路十二号三栋二单元三〇一", Some(Level::Equal)),
            ("五里牌路12号3栋2单元301室", "五里牌路12号3栋二单元三百零一室", Some(Level::Equal)),
            ("锦绣花园3栋2单元301室", "锦绣花园小区3-2-301", Some(Level::Equal)),
            ("锦绣花园3栋301室", "锦绣花园3#楼0301", Some(Level::Equal)),
            ("五里牌路12号锦绣花园3栋301室", "锦绣花园3栋301", Some(Level::Equal)),
            ("岳阳楼区五里牌路12号3栋301", "岳阳楼区五里牌路12号3栋****", Some(Level::Part)),
            ("岳阳楼区五里牌路12号3栋301", "岳阳楼区五里牌路12号", Some(Level::Part)),
            ("岳阳楼区五里牌路12号3栋301", "岳阳楼区五里牌路12号3栋402", Some(Level::Neighbour)),
            ("岳阳楼区五里牌路12号", "岳阳楼区五里牌路88号", Some(Level::Street)),
            ("岳阳楼区五里牌路12号", "岳阳楼区五里牌路", Some(Level::Street)),
            ("岳阳楼区五里牌路12号", "君山区五里牌路12号", Some(Level::Differs)),
            ("岳阳县新开镇", "岳阳楼区新开路", Some(Level::Differs)),
            ("岳阳县新開鎮龙湾村三组", "岳阳县新开镇龙湾村3组", Some(Level::Equal)),
            ("湘潭市岳塘区建设路9号", "长沙市岳麓区建设路9号", Some(Level::Differs)),
            ("汨罗市屈原大道18号", "湖南省汨罗市屈原大道18号", Some(Level::Equal)),
            ("八一路100号", "八一路一百号", Some(Level::Equal)),
            ("五里牌路12号", "武里牌路12号", Some(Level::Equal)),
            ("岳阳市", "岳阳市", None),
            ("岳阳楼区", "岳阳楼区", None),
        ];
        for (a, b, level) in table {
            let found = AddressForm::parse(a).zip(AddressForm::parse(b)).map(|(a, b)| {
                assert_eq!(a.compare(&b), b.compare(&a));
                a.compare(&b).0
            });
            assert_eq!(found, level, "{a} {b}");
        }
    }

    #[test]
    fn a_key_is_what_both_write() {
        let key = |raw: &str| AddressForm::parse(raw).and_then(|address| address.key());
        assert_eq!(key("湖南省岳阳市岳阳楼区五里牌路12号锦绣花园3栋二单元301室"), key("五里牌路12号锦绣花园小区3-2-301"));
        assert_eq!(key("岳阳楼区五里牌路"), None);
    }
}
