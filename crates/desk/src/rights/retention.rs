//! 保存期限: what is erased when its time is over, and the job that does it.

use jiff::{Span, Timestamp};
use std::sync::LazyLock;

use super::change::{ERASED, erase_filing, in_use, record};
use crate::{Desk, DeskError, time};

/// One class of personal data with its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    pub id: String,
    pub title: String,
    /// Whole years; nothing where another day ends it.
    pub years: Option<i64>,
    /// From which day, and what is left alone.
    pub from: String,
    /// What happens then.
    pub then: String,
    pub source: String,
}

impl Class {
    /// As it is told to people.
    pub fn told(&self) -> String {
        let years = self.years.map(|years| format!("满{years}年，")).unwrap_or_default();
        format!("{}：自{}起，{years}{}。", self.title, self.from.trim_end_matches('。'), self.then)
    }
}

static CLASSES: LazyLock<Vec<Class>> = LazyLock::new(|| read(include_str!("../../../../policy/retention.toml")));

/// The classes of `policy/retention.toml`.
pub fn classes() -> &'static [Class] {
    &CLASSES
}

/// A shipped file that cannot be read is a fault of the build, found by the test below.
fn read(text: &str) -> Vec<Class> {
    let table: toml::Table = text.parse().expect("policy/retention.toml is TOML");
    let classes = table["class"].as_array().expect("[[class]]");
    let word = |class: &toml::Value, key: &str| class.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    classes
        .iter()
        .map(|class| Class {
            id: word(class, "id").expect("id"),
            title: word(class, "title").expect("title"),
            years: class.get("years").and_then(toml::Value::as_integer),
            from: word(class, "from").expect("from"),
            then: word(class, "then").expect("then"),
            source: word(class, "source").expect("source"),
        })
        .collect()
}

/// What a run of the job erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub filings: u64,
    /// Lists of other places.
    pub lists: u64,
    pub hints: u64,
}

/// Filings erased in one transaction.
const PAGE: i64 = 200;

/// Erases what is over its time: a page of filings a transaction, each on record. Run daily.
#[crate::boxed]
pub async fn sweep(desk: &Desk, now: Timestamp) -> Result<Swept, DeskError> {
    let today = time::local_date(now);
    let mut swept = store::transact!(desk.store(), async |tx| -> Result<Swept, DeskError> {
        let mut swept = Swept::default();
        for list in store::hint::over(tx, today).await? {
            let rows = store::hint::erase(tx, list.id, today).await?;
            record(tx, ERASED, "hint_list", list.id, (None, i64::try_from(rows).unwrap_or(i64::MAX)), None, now).await?;
            (swept.lists, swept.hints) = (swept.lists + 1, swept.hints + rows);
        }
        Ok(swept)
    })?;
    let years = classes().iter().find(|class| class.id == "submission").and_then(|class| class.years);
    let Some(day) = years.and_then(|years| today.checked_sub(Span::new().years(years)).ok()) else { return Ok(swept) };
    let mut after = 0;
    loop {
        let (last, erased) = store::transact!(desk.store(), async |tx| -> Result<(Option<i64>, u64), DeskError> {
            let page = store::rights::received_before(tx, day, after, PAGE).await?;
            let mut erased = 0;
            for id in &page {
                let Some(filing) = store::submission::get(tx, *id).await? else { continue };
                if in_use(tx, &filing).await?.is_some() || is_asked_about(tx, &filing).await? {
                    continue;
                }
                let cells = erase_filing(desk, tx, &filing).await?;
                record(tx, ERASED, "submission", filing.id, (None, cells), None, now).await?;
                erased += 1;
            }
            Ok((page.last().copied(), erased))
        })?;
        swept.filings += erased;
        let Some(last) = last else { return Ok(swept) };
        after = last;
    }
}

/// Whether a request about its filer waits for an answer.
async fn is_asked_about(tx: &mut store::Tx, filing: &store::submission::Submission) -> Result<bool, DeskError> {
    let Some(person_id) = filing.person_id else { return Ok(false) };
    Ok(store::rights::of_person(tx, person_id).await?.iter().any(|request| request.open))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_times_are_whole() {
        let ids: Vec<(&str, Option<i64>)> = classes().iter().map(|class| (class.id.as_str(), class.years)).collect();
        assert_eq!(ids, [("submission", Some(10)), ("hint_list", None), ("registry", None), ("access", None)]);
        assert!(classes().iter().all(|class| class.told().starts_with(&class.title) && class.source.contains("个人信息保护法")));
    }
}
