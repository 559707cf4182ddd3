//! 外地名录线索: rows of lists that other places keep. Pointers with their source and date; nothing reads them but the person's
//! page, and they go when their list's time is over.

use jiff::Timestamp;
use jiff::civil::Date;
use vault::BlindKey;

use crate::ledger::{self, Act};
use crate::table::{IN_LIMIT, args, columns_of, in_list, insert as insert_row, insert_all, select, table};
use crate::value::Value;
use crate::{Result, Tx};

table! {
    /// A list as it was taken in.
    pub HintList of "hint_list" {
        id: i64,
        /// Who keeps it.
        source: String,
        /// Under which document it was given, with its number.
        basis: String,
        /// The day for which the list speaks.
        as_of: Date,
        /// The last day on which its rows may be shown.
        expires_on: Date,
        /// Of the file, lower-case hex.
        sha256: String,
        row_count: i64,
        /// Nobody for a command run on the machine itself.
        imported_by: Option<i64>,
        imported_at: Timestamp,
        /// When its rows were erased.
        erased_on: Option<Date>,
    }
}

table! {
    /// A row of a list. It speaks of whoever carries one of its keys.
    pub Hint of "hint" {
        id: i64,
        list_id: i64,
        row_no: i64,
        /// What the list says of the person, sealed.
        said: Vec<u8>,
    }
}

table! {
    KeyRow of "hint_key" {
        key: Vec<u8>,
        hint_id: i64,
    }
}

/// The id of a new list.
pub async fn reserve_list(tx: &mut Tx) -> Result<i64> {
    tx.reserve("hint_list", 1).await
}

/// Ids for that many new rows, to which their sealed words are bound; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("hint", count).await
}

/// Takes a list in with its rows and the keys that lead to them.
pub async fn insert(tx: &mut Tx, list: &HintList, rows: &[Hint], keys: &[(BlindKey, i64)]) -> Result<()> {
    insert_row(tx, list).await?;
    insert_all(tx, rows, "").await?;
    let mut keys: Vec<KeyRow> = keys.iter().map(|(key, hint_id)| KeyRow { key: key.as_bytes().to_vec(), hint_id: *hint_id }).collect();
    keys.sort_by(|a, b| (&a.key, a.hint_id).cmp(&(&b.key, b.hint_id)));
    insert_all(tx, &keys, "on conflict do nothing").await?;
    let (kind, key) = ("hint.list_imported".to_owned(), list.id.to_string());
    ledger::append(tx, Act { kind, account_id: list.imported_by, at: Some(list.imported_at), key: &key }, list).await
}

/// All lists, latest first.
pub async fn lists(tx: &mut Tx) -> Result<Vec<HintList>> {
    tx.all(select::<HintList>("order by id desc"), args![]).await
}

/// Rows under one of these keys, by id; at most `limit`.
pub async fn find(tx: &mut Tx, keys: &[BlindKey], limit: i64) -> Result<Vec<Hint>> {
    let columns = columns_of::<Hint>("h");
    let mut found: Vec<Hint> = Vec::new();
    for chunk in keys.chunks(IN_LIMIT) {
        let mut values = vec![Value::Int(Some(limit))];
        let list = in_list(2, &mut values, chunk.iter().map(|key| Value::Blob(Some(key.as_bytes()))));
        let sql = format!(
            "select distinct {columns} from hint_key k join hint h on h.id = k.hint_id where k.key in ({list}) order by h.id limit $1"
        );
        found.extend(tx.all::<Hint>(sql, &values).await?);
    }
    found.sort_by_key(|hint| hint.id);
    found.dedup_by_key(|hint| hint.id);
    Ok(found)
}

/// Lists whose last day is before that day and whose rows are still there, by id.
pub async fn over(tx: &mut Tx, today: Date) -> Result<Vec<HintList>> {
    tx.all(select::<HintList>("where expires_on < $1 and erased_on is null order by id"), args![today]).await
}

/// Erases the rows of a list; the list itself stays, as the record that it was here. How many rows there were.
pub async fn erase(tx: &mut Tx, list_id: i64, on: Date) -> Result<u64> {
    tx.execute("delete from hint_key where hint_id in (select id from hint where list_id = $1)", args![list_id]).await?;
    let rows = tx.execute("delete from hint where list_id = $1", args![list_id]).await?;
    tx.execute("update hint_list set erased_on = $1 where id = $2", args![on, list_id]).await?;
    Ok(rows)
}
