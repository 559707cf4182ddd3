//! Law that a deployment added to what the program carries: next year's calendar, an adoption, a local instrument.

use jiff::Timestamp;

use crate::table::{args, insert_all, select, table};
use crate::{Result, Tx};

table! {
    /// One policy file, as it was loaded.
    pub LawFile of "law_file" {
        name: String,
        text: String,
        /// Who loaded it, as they are logged in to the machine.
        loaded_by: String,
        loaded_at: Timestamp,
    }
}

/// All of them by name.
pub async fn all(tx: &mut Tx) -> Result<Vec<LawFile>> {
    tx.all(select::<LawFile>("order by name"), args![]).await
}

/// Adds a file, or puts it in the place of the one with its name.
pub async fn put(tx: &mut Tx, file: &LawFile) -> Result<()> {
    let tail = "on conflict (name) do update set text = excluded.text, loaded_by = excluded.loaded_by, loaded_at = excluded.loaded_at";
    insert_all(tx, std::slice::from_ref(file), tail).await.map(|_| ())
}
