//! The city's people. None of them exists: their phones are of number segments that no operator has been given.

use casework::values::id_check_digit;

use super::dice::Dice;
use super::names;

/// Unassigned mobile segments, so that no made-up number can ring.
const SEGMENTS: [&str; 8] = ["154", "160", "161", "163", "164", "168", "169", "179"];

/// Division codes of 岳阳 with a rough share of its people, and their short names.
pub(crate) const REGIONS: [(u32, (&str, &str)); 9] = [
    (28, ("430602", "岳阳楼区")),
    (6, ("430603", "云溪区")),
    (7, ("430611", "君山区")),
    (11, ("430621", "岳阳县")),
    (11, ("430623", "华容县")),
    (11, ("430624", "湘阴县")),
    (14, ("430626", "平江县")),
    (10, ("430681", "汨罗市")),
    (8, ("430682", "临湘市")),
];

const ROADS: [&str; 20] = [
    "五里牌路",
    "洞庭北路",
    "青年东路",
    "建湘路",
    "求索西路",
    "巴陵中路",
    "金鹗路",
    "花板桥路",
    "南湖大道",
    "学院路",
    "站前路",
    "屈原大道",
    "长盛东路",
    "迎宾路",
    "文昌街",
    "河西路",
    "柳林街",
    "富强路",
    "新建路",
    "滨湖路",
];

#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) is_woman: bool,
    pub(crate) id_no: String,
    pub(crate) phone: String,
    pub(crate) region: (&'static str, &'static str),
    pub(crate) address: String,
    pub(crate) account: String,
}

pub(crate) fn phone(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(&SEGMENTS), dice.digits(8))
}

pub(crate) fn account(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(&["622848", "621700", "622208", "623059"]), dice.digits(13))
}

pub(crate) fn address(dice: &mut Dice, region: (&str, &str)) -> String {
    let (road, number, block, flat) =
        (dice.pick(&ROADS), dice.between(1, 299), dice.between(1, 40), dice.between(1, 6) * 100 + dice.between(1, 6));
    format!("湖南省岳阳市{}{road}{number}号{block}栋{flat}室", region.1)
}

/// A number with a right check digit; some of the old carry the prefecture's code of before 1986.
fn id_no(dice: &mut Dice, region: &str, is_woman: bool) -> String {
    let year = dice.between(1942, 2006);
    let code = if year < 1970 && dice.percent(15.0) { "432201" } else { region };
    let sequence = dice.between(0, 499) * 2 + i64::from(!is_woman);
    let first = format!("{code}{year}{:02}{:02}{sequence:03}", dice.between(1, 12), dice.between(1, 28));
    let check = id_check_digit(first.as_bytes()).map_or('0', char::from);
    format!("{first}{check}")
}

impl Person {
    pub(crate) fn new(dice: &mut Dice) -> Self {
        let region = dice.weighted(&REGIONS);
        let is_woman = dice.percent(49.0);
        let surname = names::surname(dice);
        let name = names::name_under(dice, surname);
        let id_no = id_no(dice, region.0, is_woman);
        Self { name, is_woman, id_no, phone: phone(dice), region, address: address(dice, region), account: account(dice) }
    }

    /// One who lives with `head`: the same home and phone, an account and number of their own.
    pub(crate) fn at_home_with(dice: &mut Dice, head: &Self, same_surname: bool) -> Self {
        let mut person = Self::new(dice);
        if same_surname {
            person.name = names::name_under(dice, names::surname_of(&head.name));
        }
        person.id_no = id_no(dice, head.region.0, person.is_woman);
        Self { phone: head.phone.clone(), address: head.address.clone(), region: head.region, ..person }
    }
}
