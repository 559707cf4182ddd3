//! What was written: near texts and messages, taken in page by page as numbers, never kept as text.

use std::num::NonZeroUsize;

use assess::narratives::{Boilerplate, Masking, Narrative, Narratives, NearTexts, Similarity};
use assess::topics::Messages;
use jiff::civil::Date;
use store::submission::Submission;

use crate::Desk;

/// Texts at least this alike are near: the same wording, perhaps with a sentence of one's own.
pub(super) const NEAR: Similarity = Similarity::permille(600);

/// What profiles write where a file names no trader.
pub(super) const NO_OPERATOR: &str = "未载明";

/// Set phrases that stand in complaints of every kind; the statutes come from the law pack.
const PHRASES: &[&str] = &[
    "请市场监管部门依法查处并书面答复处理结果",
    "请贵局依法受理并在七个工作日内书面告知是否受理",
    "请求依法组织调解，依法查处，书面答复",
    "望相关部门核实处理并回复，谢谢",
    "逾期将依法申请行政复议或者提起行政诉讼",
    "商家的行为已构成欺诈，侵害了消费者的合法权益",
    "中华人民共和国食品安全法第一百四十八条第二款 中华人民共和国消费者权益保护法第五十五条 中华人民共和国产品质量法 中华人民共和国广告法 中华人民共和国价格法",
];

/// The narratives of everything that was known on a day.
pub(super) struct Texts {
    as_of: Date,
    narratives: Narratives,
    pub(super) messages: Messages,
}

/// One opened text with the parts that change from copy to copy.
pub(super) struct Written<'a> {
    pub(super) row: &'a Submission,
    pub(super) text: &'a str,
    pub(super) changing: Vec<&'a str>,
}

impl Texts {
    pub(super) fn new(desk: &Desk, as_of: Date) -> Self {
        let known = desk.boilerplate().clone();
        Self { as_of, narratives: Narratives::new(known.clone(), Masking::Changing), messages: Messages::new(known) }
    }

    /// Takes a page of texts in, in the order of ids.
    pub(super) fn take(&mut self, page: &[Written<'_>]) {
        let known: Vec<Narrative<'_>> = page
            .iter()
            .filter(|written| written.row.received_at.date() <= self.as_of)
            .map(|written| Narrative { submission_id: written.row.id, text: written.text, changing: &written.changing })
            .collect();
        self.narratives.add(&known, threads());
        for written in page.iter().filter(|written| written.row.operator_name == NO_OPERATOR) {
            self.messages.add(written.row.id, written.row.item.as_deref().unwrap_or(""), written.text);
        }
    }

    /// Compares everything with everything.
    pub(super) fn compare(self) -> (NearTexts, Messages) {
        (self.narratives.compare(NEAR, threads()), self.messages)
    }
}

/// What everybody quotes, under this law.
pub(crate) fn boilerplate(pack: &law::Pack) -> Boilerplate {
    let instruments = pack.instruments();
    let articles: Vec<String> = instruments.iter().flat_map(|instrument| &instrument.articles).map(law::Article::whole).collect();
    let titles = instruments.iter().map(|instrument| instrument.title.as_str());
    Boilerplate::of(articles.iter().map(String::as_str).chain(titles).chain(PHRASES.iter().copied()))
}

/// As many as the machine has; the answer does not depend on it.
pub(super) fn threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}
