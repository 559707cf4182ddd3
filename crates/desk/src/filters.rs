//! What an account keeps about its list: named filters, choice of columns.

use jiff::Timestamp;
use store::Tx;

use crate::view::{Column, ListQuery, SavedFilter};
use crate::{Actor, Desk, DeskError, Permission};

/// Filters of one account; the column choice is one setting.
const LIMIT: usize = 30;
const NAME_CHARS: usize = 30;

/// Keeps a filter under a name; the same name again replaces it.
#[crate::boxed]
pub async fn save(desk: &Desk, actor: &Actor, name: &str, query: &ListQuery, _now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::ViewCases)?;
    let name = casework::values::clean_text(name);
    if name.is_empty() || name.chars().count() > NAME_CHARS {
        return Err(DeskError::invalid("name", format!("请填写{NAME_CHARS}字以内的名称")));
    }
    let kept = ListQuery { page: 0, ..query.clone() };
    let pairs: Vec<String> = kept.to_pairs().iter().map(|(key, value)| format!("{key}\t{value}")).collect();
    let text = pairs.join("\n");
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let saved = store::saved_filter::of_account(tx, actor.account_id).await?;
        if saved.len() >= LIMIT && saved.iter().all(|filter| filter.name != name) {
            return Err(DeskError::refused(format!("最多保存{LIMIT}个筛选"), "请先删除不用的筛选"));
        }
        Ok(store::saved_filter::save(tx, actor.account_id, &name, &text).await?)
    })
}

/// Forgets a filter of one's own.
#[crate::boxed]
pub async fn delete(desk: &Desk, actor: &Actor, filter_id: i64) -> Result<(), DeskError> {
    actor.require(Permission::ViewCases)?;
    let was_there = store::transact!(desk.store(), async |tx| -> Result<bool, DeskError> {
        Ok(store::saved_filter::delete(tx, actor.account_id, filter_id).await?)
    })?;
    if was_there { Ok(()) } else { Err(DeskError::NotFound) }
}

pub(crate) async fn saved(tx: &mut Tx, actor: &Actor) -> Result<Vec<SavedFilter>, DeskError> {
    let filters = store::saved_filter::of_account(tx, actor.account_id).await?;
    Ok(filters
        .into_iter()
        .map(|filter| {
            let query = ListQuery::from_pairs(filter.query.lines().filter_map(|line| line.split_once('\t')));
            SavedFilter { filter_id: filter.id, name: filter.name, query }
        })
        .collect())
}

fn columns_key(actor: &Actor) -> String {
    format!("columns.{}", actor.account_id)
}

/// Keeps the choice of columns; none chosen brings the usual ones back.
#[crate::boxed]
pub async fn save_columns(desk: &Desk, actor: &Actor, columns: &[Column], _now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::ViewCases)?;
    let codes: Vec<&str> = columns.iter().map(|column| column.code()).collect();
    let (key, value) = (columns_key(actor), codes.join(" "));
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> { Ok(store::setting::set(tx, &key, &value).await?) })
}

pub(crate) async fn columns(tx: &mut Tx, actor: &Actor) -> Result<Vec<Column>, DeskError> {
    let kept = store::setting::get(tx, &columns_key(actor)).await?.unwrap_or_default();
    let columns: Vec<Column> = kept.split_whitespace().filter_map(Column::from_code).collect();
    Ok(if columns.is_empty() { Column::DEFAULT.to_vec() } else { columns })
}
