//! 近似文本: which filings say the same in other people's names. Of the latest run; ids and similarities, no text.

use jiff::civil::{Date, Time};

use crate::table::{IN_LIMIT, args, in_list, insert_all, select, table};
use crate::value::Value;
use crate::{Result, Tx};

table! {
    /// A filing whose text is near another's; filings that are like no other have no row.
    pub NearText of "near_text" {
        submission_id: i64,
        /// The template that it is a copy of, named by its first filing.
        template_id: Option<i64>,
        /// To the template's representative, in thousandths.
        similarity: Option<i64>,
        /// Templates that hang together, named by the first filing.
        cluster_id: i64,
    }
}

/// Puts these in the place of all earlier ones.
pub async fn replace_all(tx: &mut Tx, rows: &[NearText]) -> Result<()> {
    tx.execute("delete from near_text", args![]).await?;
    insert_all(tx, rows, "").await.map(|_| ())
}

pub async fn get(tx: &mut Tx, submission_id: i64) -> Result<Option<NearText>> {
    tx.optional(select::<NearText>("where submission_id = $1"), args![submission_id]).await
}

/// Of these filings, by id.
pub async fn of_submissions(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<NearText>> {
    let mut found = Vec::new();
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        let sql = select::<NearText>(&format!("where submission_id in ({list}) order by submission_id"));
        found.extend(tx.all::<NearText>(sql, &values).await?);
    }
    Ok(found)
}

/// The first filings of a template, by id.
pub async fn of_template(tx: &mut Tx, template_id: i64, limit: i64) -> Result<Vec<NearText>> {
    tx.all(select::<NearText>("where template_id = $1 order by submission_id limit $2"), args![template_id, limit]).await
}

/// Filings of a template against traders of that name received within the days, the last included, by id; at most `limit`.
pub async fn of_template_against(
    tx: &mut Tx,
    template_id: i64,
    operator: &str,
    (from, until): (Date, Date),
    limit: i64,
) -> Result<Vec<i64>> {
    let (from, until) = (from.to_datetime(Time::midnight()), until.to_datetime(Time::MAX));
    let rows: Vec<(i64,)> = tx
        .all(
            "select s.id from submission s join near_text n on n.submission_id = s.id \
             where s.operator_name = $1 and s.received_at between $2 and $3 and n.template_id = $4 order by s.id limit $5",
            args![operator, from, until, template_id, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The first filings of a cluster, by id.
pub async fn of_cluster(tx: &mut Tx, cluster_id: i64, limit: i64) -> Result<Vec<NearText>> {
    tx.all(select::<NearText>("where cluster_id = $1 order by submission_id limit $2"), args![cluster_id, limit]).await
}

/// How many filings, people and traders a template has.
pub async fn template_size(tx: &mut Tx, template_id: i64) -> Result<(i64, i64, i64)> {
    tx.one(
        "select count(*), count(distinct s.person_id), count(distinct s.operator_name) \
         from near_text n join submission s on s.id = n.submission_id where n.template_id = $1",
        args![template_id],
    )
    .await
}
