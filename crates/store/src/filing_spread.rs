//! How often people file: the population against which one person is seen. Of the latest run.

use crate::table::{args, insert_all, select, table};
use crate::{Result, Tx};

table! {
    /// That many people filed that often in the year up to the day of the run.
    pub Spread of "filing_spread" {
        filings: i64,
        persons: i64,
    }
}

/// Puts these in the place of all earlier ones.
pub async fn replace_all(tx: &mut Tx, rows: &[Spread]) -> Result<()> {
    tx.execute("delete from filing_spread", args![]).await?;
    insert_all(tx, rows, "").await.map(|_| ())
}

/// Everything, by how often.
pub async fn all(tx: &mut Tx) -> Result<Vec<Spread>> {
    tx.all(select::<Spread>("order by filings"), args![]).await
}

table! {
    /// That many people had that many complaints, the same dispute pressed again counted once.
    pub Complaints of "complaint_spread" {
        complaints: i64,
        persons: i64,
    }
}

/// Puts these in the place of all earlier ones.
pub async fn replace_complaints(tx: &mut Tx, rows: &[Complaints]) -> Result<()> {
    tx.execute("delete from complaint_spread", args![]).await?;
    insert_all(tx, rows, "").await.map(|_| ())
}

/// Everything, by how many.
pub async fn complaints(tx: &mut Tx) -> Result<Vec<Complaints>> {
    tx.all(select::<Complaints>("order by complaints"), args![]).await
}
