//! 法律文件: laws, orders and local instruments, with their validity and text.

use jiff::civil::Date;

use crate::{Clause, ClauseRef};

/// What the numbered pieces of an instrument are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// 条.
    #[default]
    Article,
    /// 部分.
    Part,
}

/// A law, order or local instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// Short and stable: `o121`, `yy16`.
    pub id: String,
    pub title: String,
    /// How it is named in a citation, with its brackets.
    pub cite_as: String,
    pub document_no: String,
    pub issued_by: String,
    pub issued_on: Option<Date>,
    /// First day in force.
    pub from: Date,
    /// Last day in force.
    pub to: Option<Date>,
    pub unit: Unit,
    /// Empty where the instrument is cited by number only.
    pub articles: Vec<Article>,
}

/// One 条 or 部分.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    pub no: u16,
    /// Paragraphs up to the items, the last of which introduces them.
    pub text: Vec<String>,
    pub items: Vec<String>,
    /// Paragraphs after the items.
    pub after: Vec<String>,
}

/// 采用记录: an authority brings the clauses of an instrument into force for a time of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adoption {
    pub instrument: String,
    pub document_no: String,
    pub adopted_by: String,
    pub from: Date,
    pub to: Option<Date>,
}

/// Whether a day lies in a validity whose end may be open.
pub(crate) fn covers(from: Date, to: Option<Date>, on: Date) -> bool {
    from <= on && to.is_none_or(|to| on <= to)
}

impl Instrument {
    /// By its own validity; [`crate::Pack::in_force`] also knows adoptions.
    pub fn is_valid_on(&self, on: Date) -> bool {
        covers(self.from, self.to, on)
    }

    pub fn article(&self, no: u16) -> Option<&Article> {
        self.articles.iter().find(|article| article.no == no)
    }

    /// The clause at that place. `None` if the text on file has no such place.
    pub(crate) fn clause(&self, place: &ClauseRef) -> Option<Clause> {
        let mut cited = place.clone();
        let text = if self.articles.is_empty() {
            None
        } else {
            let article = self.article(place.article)?;
            if place.item.is_some() {
                cited.paragraph = self.paragraph_of_items(article);
                if place.paragraph.is_some() && place.paragraph != cited.paragraph {
                    return None;
                }
            }
            Some(article.text_at(place)?)
        };
        let citation = format!("{}{}", self.cite_as, cited.place(self.unit));
        Some(Clause { id: place.to_string(), instrument: self.id.clone(), citation, text })
    }

    /// The paragraph that a citation of an item has to name: none where the article has only one, or where pieces are parts.
    fn paragraph_of_items(&self, article: &Article) -> Option<u16> {
        let only_one = article.text.len() + article.after.len() == 1;
        if only_one || self.unit == Unit::Part { None } else { u16::try_from(article.text.len()).ok() }
    }
}

impl Article {
    /// The whole article on lines of its own, items numbered.
    pub fn whole(&self) -> String {
        let items = self.items.iter().zip(1..).map(|(item, no)| format!("（{}）{item}", crate::clause::chinese(no)));
        let lines: Vec<String> = self.text.iter().cloned().chain(items).chain(self.after.iter().cloned()).collect();
        lines.join("\n")
    }

    fn text_at(&self, place: &ClauseRef) -> Option<String> {
        let nth = |list: &[String], no: u16| list.get(usize::from(no).checked_sub(1)?).cloned();
        match (place.item, place.paragraph) {
            (Some(item), _) => nth(&self.items, item),
            (None, None) => Some(self.whole()),
            (None, Some(paragraph)) if usize::from(paragraph) <= self.text.len() => nth(&self.text, paragraph),
            (None, Some(paragraph)) => nth(&self.after, paragraph.checked_sub(u16::try_from(self.text.len()).ok()?)?),
        }
    }
}
