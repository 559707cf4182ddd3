//! Which fonts the papers are set in: the best that the machine has, never none.

use std::path::PathBuf;

use typst::text::{FontBook, FontInfo};
use typst_kit::fonts::{self, FontPath, FontStore};

/// Where fonts are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FontSource {
    /// The folders in which the operating system keeps fonts.
    System,
    /// One folder and all below it, and nothing else.
    Folder(PathBuf),
}

/// No font on this machine can print Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("没有找到能印中文的字体，无法制作文书。请先安装一种，例如：apt-get install fonts-noto-cjk")]
pub struct NoFont;

/// 小标宋 for titles: what bureaus have bought, before the fallbacks.
const TITLE: &[&str] = &["FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05T"];

/// 仿宋 for text: what bureaus have, before the fallbacks.
const BODY: &[&str] = &["FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FZFangSong-Z02S", "FZFangSong-Z02"];

/// 宋体 of every system, then 黑体, then fonts that hold rare characters of personal names.
const FALLBACK: &[&str] = &[
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "思源宋体",
    "SimSun",
    "Songti SC",
    "AR PL UMing CN",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "SimSun-ExtB",
    "Plangothic P1",
    "Plangothic P2",
    "BabelStone Han",
    "HanaMinA",
    "HanaMinB",
];

/// What a font must hold to be one for Chinese papers.
const PROBE: &str = "市场监督管理局决定书〔〕（）《》，。";

/// The fonts found, and the families to use, best first.
pub(crate) struct Fonts {
    pub(crate) store: FontStore,
    pub(crate) title: Vec<String>,
    pub(crate) body: Vec<String>,
}

impl Fonts {
    pub(crate) fn find(source: &FontSource) -> Result<Self, NoFont> {
        let mut found: Vec<(FontPath, FontInfo)> = match source {
            FontSource::System => fonts::system().collect(),
            FontSource::Folder(folder) => fonts::scan(folder).collect(),
        };
        // Folders are read in any order; the choice of a fallback and so the bytes of a paper must not depend on it.
        found.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
        let mut store = FontStore::new();
        store.extend(found);
        let chinese = chinese_families(store.book());
        if chinese.is_empty() {
            return Err(NoFont);
        }
        let title = chain(store.book(), TITLE, &chinese);
        let body = chain(store.book(), BODY, &chinese);
        Ok(Self { store, title, body })
    }
}

/// Families that can set a whole paper.
fn chinese_families(book: &FontBook) -> Vec<String> {
    let holds_probe = |index| book.info(index).is_some_and(|info| PROBE.chars().all(|c| info.coverage.contains(u32::from(c))));
    book.families().filter_map(|(family, mut indices)| indices.any(holds_probe).then(|| family.to_owned())).collect()
}

/// The families of `wanted`, then of the fallbacks, that are there; the last resort is any Chinese font at all.
fn chain(book: &FontBook, wanted: &[&str], chinese: &[String]) -> Vec<String> {
    let present = |family: &&&str| book.contains_family(&family.to_lowercase());
    let named: Vec<String> = wanted.iter().chain(FALLBACK).filter(present).map(|family| (*family).to_owned()).collect();
    let rest = chinese.iter().filter(|family| !named.contains(family)).cloned().collect::<Vec<_>>();
    if named.iter().any(|family| chinese.contains(family)) { named } else { named.into_iter().chain(rest).collect() }
}
