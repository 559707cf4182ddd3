//! Names with the frequencies of the country: the ten commonest surnames are two fifths of everybody.

use crate::city::dice::Dice;

/// Surnames by share of the population in hundredths of a percent, after the Ministry of Public Security's lists of
/// the hundred commonest; those below share what is left.
const SURNAMES: &str = "王725 李719 张683 刘538 陈453 杨308 黄223 赵229 吴205 周212 徐167 孙154 马129 朱126 胡131 郭115 何106 林118 高100 \
    罗104 郑93 梁85 谢81 宋81 唐73 许66 韩68 邓62 冯64 曹61 彭60 曾59 肖59 田52 董51 潘51 袁50 蔡47 蒋47 余45 于48 杜47 叶43 程47 魏45 苏46 \
    吕46 丁43 任42 卢42 姚41 沈44 钟41 姜40 崔40 谭42 陆38 范37 汪36 廖37 石35 金32 韦33 贾36 夏36 付33 方37 邹36 熊32 白32 孟31 秦33 邱34 侯30 \
    江33 尹29 薛29 闫29 段30 雷31 龙30 黎28 史29 陶26 贺27 毛26 郝26 顾25 龚25 邵24 万25 覃24 武22 钱21 戴24 严22 莫21 孔20 向21 汤20 易21 \
    欧阳8 喻8 柳9 单4 曾4 解4 仇3 章9 谌4 鲁8 俞6 伍9 苗5 尚5 成5 左5 倪6 裴4 庄7 颜8 殷5 施7 洪6 翟5 安6 常7 文7 詹5 申4 祝4 牛6 宁5 柯4 \
    司马1 上官1 诸葛1 牟3 佘2 阳3 晏2 湛2 涂4 瞿2 匡2 谷2 臧1 屈2 桂2 皮2 卜2 麻1 鄢1 简2";

/// Given characters of men and of women, commonest first; drawn the more often the nearer the front.
const OF_MEN: &str = "伟强军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建国志文海峰东亮成磊洋晨毅江江翔泽博昊轩睿铭瑞然浩宏庆\
    德福荣富贵生才根发兴义信昌盛春松柏山川云天民安邦彬武胜利学良友裕光忠孝廷树仁继先祥顺长权金宝玉石钢铁锋振中新立世康乐和怀远培炎焕\
    正大少卫红全有来清水木土火永万千百子家嘉承启晓小思源泓楠梓喆铎钧恺琛";
const OF_WOMEN: &str = "芳娟敏静丽艳娜霞燕玲婷红梅英秀兰玉萍珍桂凤莉洁琴云雪慧颖倩琳佳欣怡雨萱梓涵诗语晓思梦瑶晨悦菲丹青莹莲\
    荷菊香翠花春夏秋冬月娥淑惠贞素爱美华珠宝银金翠娇媛婉妍姣嫣妮娴爽露露冰清水文雅雯昕彤可可心妙若兰芷芸茜蕾薇蓉苗芬芝英萌菁琪璐瑾瑜琼\
    珊瑞璇艺乐宁安平和小新年友群巧改转招迎";

/// Whole given names that a decade loved.
const LOVED_MEN: &str = "建国 建军 建华 志强 国强 伟 军 勇 浩然 子轩 宇轩 浩宇 俊杰 志明 文杰 海涛 建平 卫东 红军 国庆 小军 永强 德明 振华 子豪 梓豪 \
    天佑 一鸣 家豪 俊豪";
const LOVED_WOMEN: &str = "秀英 桂英 秀兰 玉兰 桂兰 丽华 丽 敏 静 艳 芳 婷婷 子涵 梓涵 欣怡 雨欣 诗涵 佳怡 红梅 春梅 小红 玉梅 秀珍 淑珍 玉珍 小燕 海燕 \
    晓燕 丹丹 可馨";

/// Simplified and traditional of what occurs above.
const TRADITIONAL: &str = "张張 刘劉 陈陳 杨楊 黄黃 赵趙 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 许許 韩韓 邓鄧 冯馮 肖蕭 董董 蒋蔣 叶葉 苏蘇 吕呂 卢盧 钟鍾 谭譚 \
    陆陸 贾賈 邹鄒 闫閆 龙龍 贺賀 顾顧 龚龔 万萬 钱錢 严嚴 汤湯 欧歐 单單 鲁魯 庄莊 颜顏 诸諸 伟偉 强強 军軍 杰傑 涛濤 刚剛 辉輝 鹏鵬 华華 飞飛 宁寧 \
    建建 国國 东東 泽澤 铭銘 庆慶 荣榮 贵貴 发發 兴興 义義 云雲 学學 树樹 继繼 顺順 长長 权權 宝寶 钢鋼 铁鐵 锋鋒 乐樂 怀懷 远遠 焕煥 卫衛 红紅 来來 启啟 晓曉 \
    钧鈞 恺愷 丽麗 艳艷 兰蘭 凤鳳 洁潔 颖穎 诗詩 语語 梦夢 瑶瑤 悦悅 莹瑩 莲蓮 爱愛 银銀 娇嬌 娴嫻 艺藝 琼瓊 齐齊 静靜 娅婭 缘緣 锦錦 书書 丰豐 达達 迈邁";

/// Characters of names that sound alike, as a telephone desk mistakes them; tones aside.
const SOUNDS: &str = "张章 徐许 余于俞喻 何贺 程成 江姜蒋 吴武伍 王汪 李黎 刘柳 陈谌 单善 曾增 解谢 钟中忠 胡湖 林琳霖 高皋 沈申 石史 夏霞 方芳 白柏 \
    孟梦 秦琴 江江 尹银英 段缎 龙隆 陶涛韬 毛茂 顾谷 龚宫 万婉 武五 严颜燕艳 莫墨 易艺亿怡 伟炜玮维为 强蔷 军君钧俊 勇永咏泳 杰洁捷婕 明铭鸣茗 超朝 \
    刚钢岗 平萍苹屏 辉晖惠慧会 鹏彭朋 华花桦 飞菲妃 鑫欣新馨昕心 波博勃 斌彬滨冰兵 宇雨羽语玉裕 浩昊皓豪 凯恺 健建剑 帆凡 帅率 旭绪 宁凝 阳洋杨扬 国帼 \
    志智致芝治 文雯纹闻 海亥 峰锋丰枫凤 东冬栋 亮良 磊蕾雷 晨辰诚 毅艺义怡 翔祥香 泽择 轩萱宣璇 睿瑞锐 然燃 宏红鸿洪泓 庆清青卿 德得 福富付 荣容蓉 贵桂 \
    生升胜盛声 才财 根跟 兴星 信鑫 昌长畅 春椿 松嵩 山珊 川传 云芸韵 天田 民敏岷 安岸 邦帮 利莉丽立力 学雪 良梁 友有佑 光广 孝晓小筱 廷婷庭 树淑书舒 仁人任 继季 \
    先仙贤 金锦今瑾 宝保 振镇珍贞 家佳嘉 子梓紫 思斯丝 娟鹃 静婧敬靖 娜那 玲铃灵凌 梅玫媚美 秀绣 兰岚蓝 洁杰 倩茜 莹盈营 月悦越 娥鹅 爱艾 珠竹 丹单 雅亚 琪奇琦 璐露路 \
    芬纷 晶菁京 可珂 若偌 妍研 涵晗含 悦月 妮尼 群裙";

pub(crate) struct Names {
    surnames: Vec<(u32, &'static str)>,
    men: Vec<char>,
    women: Vec<char>,
}

impl Names {
    pub(crate) fn new() -> Self {
        let surname = |text: &'static str| {
            let at = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
            (text[at..].parse().unwrap_or(1), &text[..at])
        };
        let list = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect();
        Self { surnames: SURNAMES.split_whitespace().map(surname).collect(), men: list(OF_MEN), women: list(OF_WOMEN) }
    }

    pub(crate) fn surname(&self, dice: &mut Dice) -> &'static str {
        dice.weighted(&self.surnames)
    }

    /// A given name, two characters for most of those born since 1990 and before 1970, less often between.
    pub(crate) fn given(&self, dice: &mut Dice, is_woman: bool, born: i64) -> String {
        if dice.percent(16.0) {
            let loved: Vec<&str> = if is_woman { LOVED_WOMEN } else { LOVED_MEN }.split_whitespace().collect();
            return dice.pick(&loved).to_owned();
        }
        let list = if is_woman { &self.women } else { &self.men };
        // Of three draws the foremost: common characters are common.
        let mut draw = || list[(0..2).map(|_| dice.below(list.len())).min().unwrap_or(0)];
        let (first, second) = (draw(), draw());
        let is_long = dice.percent(if (1970..1990).contains(&born) { 72.0 } else { 88.0 });
        if is_long { format!("{first}{second}") } else { first.to_string() }
    }

    /// Any given character, for a wrong one.
    pub(crate) fn any_character(&self, dice: &mut Dice) -> char {
        let list = if dice.percent(50.0) { &self.men } else { &self.women };
        dice.pick(list)
    }
}

pub(crate) fn surname_of(name: &str) -> &str {
    let compound = ["欧阳", "司马", "上官", "诸葛"].iter().find(|s| name.starts_with(**s));
    compound.copied().unwrap_or_else(|| name.chars().next().map_or("", |c| &name[..c.len_utf8()]))
}

/// One character, surname included, of the same sound; the name itself where the tables know none.
pub(crate) fn misheard(dice: &mut Dice, name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let others = |c: char| -> Vec<char> {
        let groups = SOUNDS.split_whitespace().filter(|group| group.contains(c));
        groups.flat_map(str::chars).filter(|other| *other != c).collect()
    };
    let places: Vec<usize> = (0..chars.len()).filter(|&i| !others(chars[i]).is_empty()).collect();
    if places.is_empty() {
        return name.to_owned();
    }
    let at = dice.pick(&places);
    let wrong = dice.pick(&others(chars[at]));
    chars.iter().enumerate().map(|(i, c)| if i == at { wrong } else { *c }).collect()
}

/// The name in traditional characters.
pub(crate) fn traditional(name: &str) -> String {
    let old = |c: char| TRADITIONAL.split_whitespace().find(|pair| pair.starts_with(c)).and_then(|pair| pair.chars().nth(1)).unwrap_or(c);
    name.chars().map(old).collect()
}
