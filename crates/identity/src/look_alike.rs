//! 形近字: characters that an eye, a scanner or a hurried copyist takes for one another.
//!
//! The table is our own. A group holds characters that (a) differ by one stroke or its length or place (未末, 己已巳),
//! (b) share their frame and differ in one small part of like shape (杨扬场, 孟盂, 薛薜), or (c) are neighbours on the
//! sheets from which names are read aloud, as teachers' lists of commonly confused characters give them. Only characters
//! that occur in names are listed; characters alike in sound as well (清青) are found by sound.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

const GROUPS: &str = "\
    未末朱 土士壬 己已巳 日曰白 大太犬 天夭夫 干千于 人入八 刀力刁 王玉主五 田由甲申 百白自 目且日 今令 贝见 午牛 毛手 木本术禾 晴睛 请情清靖 杨扬汤场 陈阵 林材村 李季 刘刻 张帐 徐除 侯候 何河 梁粱 \
    崔催 程呈 丁于 吴昊 邓郑 邵郡 宋宗 许讦 洪拱 沈沉枕 薛薜 卢户 史吏 孟盂 秦奏泰春 袁哀衷 汪注 戴载 祁祈 莫奠 赖籁 贾贡 柳抑仰 庄压 丘兵岳 文又 元无 荣莹萤营 萍苹 芬芳 茹菇 菊鞠 琳淋 琴瑟 \
    瑛映 珍诊 玲冷 晓饶 晨震 昌冒 旭旮 明朋 鹏朋 辉晖 建健 伟纬 佳住 俊峻浚 傅博 娜哪 娟绢 婷停 媛缓 宇字 安按 宏宠 寿寸 小少 山出 峰锋 川州 平乎 广厂 庆床 廷延 彬杉 彤丹 德得 志忘 怡恰 恒桓 \
    慧惠 成戊戌 振震 敏繁 斌赋 新斯 旺旰 晶品 曼蔓 松枪 柏伯 桂佳 梅海悔 楠南 欣欢 波坡 泽择 洁沽 洋样 浩洁 涛祷 淑椒 源原 滨宾 潇萧 炜伟 烨晔 珊删 琪祺淇 瑞端 瑶遥 璐路 甜恬 皓浩 睿容 磊垒 \
    祥详 福富 秀季 纯钝 维雅 美羡 翔羽 翠萃 耀跃 艳绝 菲非 蓉容 蕾雷 薇微 虎虑 蝶碟 裕俗 豪毫 超起 进近 远还 郎朗 金全 铭名 锦绵 闯间 阳阴 雪雷 霞露 霜箱 青清 静净 韵均 顺须 颖颗 鸣呜 鹃娟 \
    龙尤 龚龛 万方 丽两 义叉 亚业 亮壳 仁仕 仙汕 任仁 伊尹 余佘 作怍 依衣 俞愈 允充 光先 兵乒 冰永 凌陵 凤风 利刊 利和 勤勒 包句 匡框 华毕 厉历 口日 可司 同司 吉古 向尚 吕吴 君群 周同 和知 \
    哲誓 唐康 国园 坤神 城诚 培陪 堂常 夏复 奇寄 如始 妍研 妮泥 姚桃 姣饺 娇骄 婉碗 嫣焉 孔扎 宜宣 容客 岩若 崇祟 巧朽 左右 希布 帅师 年牛 康庸 强弘 彦产 忠患 思恩 惟推 戈弋 拓祏 振拆 政攻 \
    施旋 时对 昕听 易昜 星里 春眷 景影 智知 曹曾 朋用 望旺 杏否 杜社 来米 杰烈 柯河 栋拣 桃挑 梓样 棠常 武式 民氏 永水 沁泌 治冶 泉皇 法泫 泓弘 济剂 浪狼 淳谆 温湿 湘相 滕藤 潘播 澄橙 灵炅 \
    炎灾 烈列 焕涣 牧枚 狄狱 玄幺 玫玖 珂坷 珠株 班斑 瑜喻 璇旋 瓦互 甘廿 生主 甫浦 男勇 畅场 疆彊 益盖 眉看 真直 石右 祝视 程稆 穆稻 空穷 章童 竞竟 童重 管菅 精睛 素紊 紫柴 索素 纪记 纲钢 \
    练炼 继断 绪诸 缪谬 育肓 胡湖 腾滕 臣巨 航抗 良艮 芝乏 苑宛 若苦 范苑 茵菌 荷苛 莉利 莎沙 菁箐 蔡葵 裴斐 西酉 诗持 谢射 谭潭 贺货 辛幸 辰唇 迅讯 邢刑 邹皱 郁都 郝赫 郭廓 里理 金釜 钟种 \
    钱线 镇慎 闫闰 阎阁 陶淘 雨两 雯雪 霖霜 顾颐 颜颂 饶绕 骆络 魏巍 麦表 黄寅 齐济 龄铃 姜妻 顾硕 滢莹";

static GROUP_OF: LazyLock<FxHashMap<char, Vec<u16>>> = LazyLock::new(|| {
    let mut groups: FxHashMap<char, Vec<u16>> = FxHashMap::default();
    for (number, group) in (0_u16..).zip(GROUPS.split_whitespace()) {
        for c in group.chars() {
            groups.entry(c).or_default().push(number);
        }
    }
    groups
});

/// Whether two different characters stand in one group.
pub(crate) fn are_alike(a: char, b: char) -> bool {
    let groups = |c| GROUP_OF.get(&c).map_or(&[][..], Vec::as_slice);
    groups(a).iter().any(|group| groups(b).contains(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_of_different_characters_and_both_ways() {
        for group in GROUPS.split_whitespace() {
            let chars: Vec<char> = group.chars().collect();
            assert!((2..=5).contains(&chars.len()), "{group}");
            for (i, &a) in chars.iter().enumerate() {
                for &b in &chars[i + 1..] {
                    assert!(a != b && are_alike(a, b) && are_alike(b, a), "{group}");
                }
            }
        }
        assert!(!are_alike('张', '李') && !are_alike('䶮', '垚'));
    }
}
