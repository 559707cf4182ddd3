//! Province and city at the head of an address, written in full, short, or not at all; then the county.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Provinces by their short names, each with what may follow it.
const PROVINCES: &str = "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 \
    重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门";
const PROVINCE_ENDS: [&str; 7] = ["维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市"];

/// Cities of prefecture rank by their short names (GB/T 2260, 2020), so that one written without 市 is recognised.
const CITIES: &str = "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 \
    呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 \
    长春 四平 辽源 通化 白山 松原 白城 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 \
    南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 \
    合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 \
    南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 \
    郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 \
    长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 \
    清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 \
    成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 \
    昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 拉萨 日喀则 昌都 林芝 山南 那曲 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 \
    兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密";
const CITY_ENDS: [&str; 5] = ["土家族苗族自治州", "自治州", "地区", "市", "盟"];

/// Ends of a county's name.
const COUNTY_ENDS: [char; 4] = ['区', '县', '市', '旗'];
/// 小区, 社区 and the like are no county.
const NOT_BEFORE_END: [char; 9] = ['小', '社', '园', '院', '校', '街', '厂', '住', '片'];
/// The longest name of a county, in characters, without minorities' names.
const COUNTY_LIMIT: usize = 6;

/// Names by their first character: an address is asked for one character, not for four hundred names.
type ByFirst = FxHashMap<char, Vec<&'static str>>;

static PROVINCE_OF: LazyLock<ByFirst> = LazyLock::new(|| by_first(PROVINCES));
static CITY_OF: LazyLock<ByFirst> = LazyLock::new(|| by_first(CITIES));

fn by_first(names: &'static str) -> ByFirst {
    let mut found = ByFirst::default();
    for name in names.split_whitespace() {
        found.entry(name.chars().next().unwrap_or_default()).or_default().push(name);
    }
    found
}

/// The county, if one is written, and what stands behind it.
pub(super) fn split(text: &str) -> (Option<&str>, &str) {
    let rest = strip(text, &PROVINCE_OF, &PROVINCE_ENDS);
    let rest = strip(rest, &CITY_OF, &CITY_ENDS);
    let rest = unknown_city(rest);
    match county_end(rest) {
        Some(end) => (Some(&rest[..end]), &rest[end..]),
        None => (None, rest),
    }
}

/// Takes one of `names` off the head, with what may follow it; 岳阳楼区 and 岳阳县 begin like the city but are not it.
fn strip<'a>(text: &'a str, names: &ByFirst, ends: &[&str]) -> &'a str {
    let known = text.chars().next().and_then(|first| names.get(&first)).map_or(&[][..], Vec::as_slice);
    let Some(rest) = known.iter().find_map(|name| text.strip_prefix(name)) else { return text };
    if let Some(after) = ends.iter().find_map(|end| rest.strip_prefix(end)) {
        return after;
    }
    let is_longer_name = rest.chars().take(2).any(|c| COUNTY_ENDS.contains(&c)) && !rest.starts_with('市');
    // 长沙路, 湖南街: a road that is named after it.
    let is_road = rest.chars().take(2).any(|c| matches!(c, '路' | '街' | '道' | '巷'));
    if is_longer_name || is_road { text } else { rest }
}

/// A city that the list lacks: something of two to four characters before 市 with a county behind it.
fn unknown_city(text: &str) -> &str {
    let Some((at, _)) = text.char_indices().take(5).skip(2).find(|(_, c)| *c == '市') else { return text };
    let rest = &text[at + '市'.len_utf8()..];
    if county_end(rest).is_some() { rest } else { text }
}

fn county_end(text: &str) -> Option<usize> {
    let mut before = None;
    for (count, (at, c)) in text.char_indices().take(COUNTY_LIMIT).enumerate() {
        if c.is_ascii_digit() || matches!(c, '路' | '街' | '村' | '镇') {
            return None;
        }
        if COUNTY_ENDS.contains(&c) && count >= 1 {
            let is_county = before.is_some_and(|before| !NOT_BEFORE_END.contains(&before));
            return is_county.then(|| at + c.len_utf8());
        }
        before = Some(c);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counties() {
        let table = [
            ("湖南省岳阳市岳阳楼区五里牌路", Some("岳阳楼区"), "五里牌路"),
            ("湖南岳阳五里牌路", None, "五里牌路"),
            ("岳阳县新开镇", Some("岳阳县"), "新开镇"),
            ("岳阳岳阳县新开镇", Some("岳阳县"), "新开镇"),
            ("岳阳楼区五里牌路", Some("岳阳楼区"), "五里牌路"),
            ("汨罗市屈原大道", Some("汨罗市"), "屈原大道"),
            ("湖南省汨罗市屈原大道", Some("汨罗市"), "屈原大道"),
            ("北京市朝阳区建国路", Some("朝阳区"), "建国路"),
            ("锦绣小区3栋", None, "锦绣小区3栋"),
            ("长沙路12号", None, "长沙路12号"),
            ("广西壮族自治区南宁市青秀区民族大道", Some("青秀区"), "民族大道"),
            ("湖南省湘西土家族苗族自治州吉首市人民路", Some("吉首市"), "人民路"),
        ];
        for (text, county, rest) in table {
            assert_eq!(split(text), (county, rest), "{text}");
        }
    }
}
