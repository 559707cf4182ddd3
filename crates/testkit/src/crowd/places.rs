//! Where people live: counties of 湖南 by their size, roads and estates of which a few are everywhere.

use crate::city::dice::Dice;

/// Weight in ten thousands of people, division code, city, county.
pub(crate) type County = (u32, &'static str, &'static str, &'static str);

pub(crate) const COUNTIES: [County; 60] = [
    (65, "430102", "长沙市", "芙蓉区"),
    (83, "430103", "长沙市", "天心区"),
    (150, "430104", "长沙市", "岳麓区"),
    (97, "430105", "长沙市", "开福区"),
    (126, "430111", "长沙市", "雨花区"),
    (90, "430112", "长沙市", "望城区"),
    (137, "430121", "长沙市", "长沙县"),
    (119, "430181", "长沙市", "浏阳市"),
    (126, "430182", "长沙市", "宁乡市"),
    (30, "430202", "株洲市", "荷塘区"),
    (28, "430203", "株洲市", "芦淞区"),
    (32, "430204", "株洲市", "石峰区"),
    (60, "430211", "株洲市", "天元区"),
    (93, "430281", "株洲市", "醴陵市"),
    (51, "430302", "湘潭市", "雨湖区"),
    (49, "430304", "湘潭市", "岳塘区"),
    (78, "430321", "湘潭市", "湘潭县"),
    (82, "430381", "湘潭市", "湘乡市"),
    (32, "430405", "衡阳市", "珠晖区"),
    (46, "430407", "衡阳市", "石鼓区"),
    (43, "430408", "衡阳市", "蒸湘区"),
    (104, "430421", "衡阳市", "衡阳县"),
    (80, "430422", "衡阳市", "衡南县"),
    (108, "430481", "衡阳市", "耒阳市"),
    (34, "430502", "邵阳市", "双清区"),
    (37, "430503", "邵阳市", "大祥区"),
    (101, "430521", "邵阳市", "邵东市"),
    (108, "430524", "邵阳市", "隆回县"),
    (61, "430581", "邵阳市", "武冈市"),
    (109, "430602", "岳阳市", "岳阳楼区"),
    (16, "430603", "岳阳市", "云溪区"),
    (21, "430611", "岳阳市", "君山区"),
    (58, "430621", "岳阳市", "岳阳县"),
    (61, "430623", "岳阳市", "华容县"),
    (58, "430624", "岳阳市", "湘阴县"),
    (94, "430626", "岳阳市", "平江县"),
    (62, "430681", "岳阳市", "汨罗市"),
    (43, "430682", "岳阳市", "临湘市"),
    (64, "430702", "常德市", "武陵区"),
    (55, "430703", "常德市", "鼎城区"),
    (77, "430725", "常德市", "桃源县"),
    (69, "430723", "常德市", "澧县"),
    (52, "430802", "张家界市", "永定区"),
    (40, "430822", "张家界市", "桑植县"),
    (47, "430902", "益阳市", "资阳区"),
    (91, "430903", "益阳市", "赫山区"),
    (70, "430923", "益阳市", "安化县"),
    (55, "431002", "郴州市", "北湖区"),
    (40, "431003", "郴州市", "苏仙区"),
    (71, "431021", "郴州市", "桂阳县"),
    (57, "431102", "永州市", "零陵区"),
    (62, "431103", "永州市", "冷水滩区"),
    (83, "431121", "永州市", "祁阳市"),
    (71, "431202", "怀化市", "鹤城区"),
    (46, "431225", "怀化市", "会同县"),
    (63, "431302", "娄底市", "娄星区"),
    (112, "431322", "娄底市", "新化县"),
    (77, "431382", "娄底市", "涟源市"),
    (42, "433101", "湘西土家族苗族自治州", "吉首市"),
    (48, "433127", "湘西土家族苗族自治州", "永顺县"),
];

/// Roads, commonest first: every county has a 人民路.
const ROADS: &str = "人民路 解放路 建设路 五一路 中山路 文化路 迎宾路 新华路 朝阳路 振兴路 环城路 沿江大道 站前路 学院路 富强路 和平路 劳动路 滨江路 \
    团结路 长征路 青年路 育才路 东风路 光明路 胜利路 南湖路 北正街 西正街 芙蓉大道 湘江路 友谊路 幸福路 八一路 桃源路 城南路 城北路 兴隆街 荷花路 工业大道 \
    书院路 枫林路 金星路 银杏路 桂花路 雷锋大道 洞庭路 巴陵路 金鹗路 五里牌路 花板桥路 潇湘大道 衡山路 资江路 沅江路 澧水路 白沙路 蔡锷路 黄兴路 韶山路 曙光路";

/// First and second half of an estate's name.
const ESTATE_FIRST: &str = "锦绣 阳光 金色 碧桂 翡翠 御景 滨江 湖畔 东方 世纪 天鹅 玫瑰 紫荆 梧桐 香樟 丽景 恒大 保利 中央 幸福 康乐 和谐 富丽 万达 绿地 华盛 鑫源 龙湖 凤凰 \
    银河 水岸 江南 南湖 北辰 春江 长岭 文昌 福星 嘉和 金盾";
const ESTATE_SECOND: &str = "花园 家园 名城 华府 公馆 城 苑 小区 新村 山庄 国际 豪庭 雅苑 广场 壹号 湾 公寓 府 华庭 佳苑";

const TOWNS: &str = "新开 筻口 黄沙 长乐 白水 大荆 石牛 龙潭 金井 高桥 双江 福临 官渡 镇头 花明 青山 云湖 石鼓 三塘 泉塘 洪山 白马 茶园 柳林 新市 沙溪 月田 公田 古塘 太平";
const VILLAGES: &str = "龙湾 新屋 石桥 黄泥 大塘 枫树 竹山 李家 王家 张家 刘家 陈家 桥头 双塘 水口 樟树 青龙 金鸡 和平 团结 红旗 前进 胜利 东风 光明 新建 长塘 白竹 杨柳 荷塘";

/// A home in its parts.
#[derive(Clone)]
pub(crate) enum Home {
    /// Road and number, estate, building, unit, room.
    Town { road: &'static str, number: i64, estate: String, building: i64, unit: i64, room: i64 },
    /// Town, village, group and number.
    Village { town: &'static str, village: &'static str, group: i64, number: i64 },
}

pub(crate) struct Places {
    roads: Vec<&'static str>,
    first: Vec<&'static str>,
    second: Vec<&'static str>,
    towns: Vec<&'static str>,
    villages: Vec<&'static str>,
}

impl Places {
    pub(crate) fn new() -> Self {
        let list = |text: &'static str| text.split_whitespace().collect();
        Self { roads: list(ROADS), first: list(ESTATE_FIRST), second: list(ESTATE_SECOND), towns: list(TOWNS), villages: list(VILLAGES) }
    }

    pub(crate) fn home(&self, dice: &mut Dice, county: &County) -> Home {
        let is_town = dice.percent(if county.3.ends_with('区') { 88.0 } else { 45.0 });
        if !is_town {
            let (town, village) = (dice.pick(&self.towns), dice.pick(&self.villages));
            return Home::Village { town, village, group: dice.between(1, 18), number: dice.between(1, 40) };
        }
        let near_front = |dice: &mut Dice, list: &[&'static str]| list[dice.below(list.len()).min(dice.below(list.len()))];
        let (road, number) = (near_front(dice, &self.roads), dice.between(1, 399));
        // An estate stands at one place of a road: its name follows from road and number.
        let seed = number as usize / 12 + road.len() * 7 + county.0 as usize;
        let estate = format!("{}{}", self.first[seed * 13 % self.first.len()], self.second[seed * 7 % self.second.len()]);
        let (building, unit) = (dice.between(1, 26), dice.between(1, 4));
        let room = dice.between(1, 18) * 100 + dice.between(1, 4);
        Home::Town { road, number, estate, building, unit, room }
    }
}

/// 二十三; up to ninety-nine.
fn numeral(number: i64) -> String {
    let digit = |d: i64| ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][usize::try_from(d).unwrap_or(0)];
    match number {
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number % 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}

/// Room by room: 三〇一.
fn spelled(number: i64) -> String {
    number.to_string().chars().map(|c| ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"][c as usize - '0' as usize]).collect()
}

/// How somebody writes it down; `careless` adds shortened forms and Chinese numerals.
pub(crate) fn written(dice: &mut Dice, county: &County, home: &Home, careless: bool) -> String {
    let (_, _, city, name) = county;
    let head = match dice.below(10) {
        0..=3 => format!("湖南省{city}{name}"),
        4..=5 => format!("{city}{name}"),
        6..=7 => (*name).to_owned(),
        8 => format!("湖南{}{name}", city.trim_end_matches('市')),
        _ if careless => String::new(),
        _ => (*name).to_owned(),
    };
    let numerals = careless && dice.percent(22.0);
    let number = |n: i64| if numerals { numeral(n) } else { n.to_string() };
    match home {
        Home::Village { town, village, group, number: house } => {
            let house = if careless && dice.percent(35.0) { String::new() } else { format!("{}号", number(*house)) };
            format!("{head}{town}镇{village}村{}组{house}", number(*group))
        }
        Home::Town { road, number: house, estate, building, unit, room } => {
            let street = format!("{road}{house}号");
            let (building, unit) = (number(*building), number(*unit));
            let room_text = if numerals && dice.percent(50.0) { spelled(*room) } else { room.to_string() };
            let inner = match dice.below(if careless { 7 } else { 3 }) {
                0 | 1 => format!("{building}栋{unit}单元{room_text}室"),
                2 => format!("{building}栋{unit}单元{room_text}"),
                3 => format!("{building}幢{room_text}室"),
                4 if !numerals => format!("{building}-{unit}-{room_text}"),
                5 => format!("{building}栋"),
                _ => format!("{building}栋{room_text}"),
            };
            match dice.below(10) {
                0..=5 => format!("{head}{street}{estate}{inner}"),
                6..=8 => format!("{head}{estate}{inner}"),
                _ => format!("{head}{street}{inner}"),
            }
        }
    }
}
