//! 关联群体: people who acted together, of the latest run. What ties them is told by kind, never by value.

use jiff::civil::Date;

use crate::submission::OrgScope;
use crate::table::{IN_LIMIT, args, columns_of, in_list, insert_all, select, table};
use crate::{Result, Tx};

table! {
    /// A group, or a wave of people whom only words tie.
    pub FilerGroup of "filer_group" {
        /// The smallest id of its filings.
        id: i64,
        /// From 1: those who act most suddenly and narrowly first.
        place: i64,
        is_wave: bool,
        persons: i64,
        submissions: i64,
        operators: i64,
        first_on: Date,
        last_on: Date,
        /// Codes of the kinds of ties, separated by `;`.
        tie_kinds: String,
        /// Ties and indicators with their filings, as JSON text.
        detail: String,
    }
}

table! {
    /// A filing by which a group acts.
    pub Member of "filer_group_member" {
        submission_id: i64,
        group_id: i64,
        person_id: i64,
    }
}

/// Puts these in the place of all earlier ones.
pub async fn replace_all(tx: &mut Tx, groups: &[FilerGroup], members: &[Member]) -> Result<()> {
    tx.execute("delete from filer_group_member", args![]).await?;
    tx.execute("delete from filer_group", args![]).await?;
    insert_all(tx, groups, "").await?;
    insert_all(tx, members, "").await.map(|_| ())
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<FilerGroup>> {
    tx.optional(select::<FilerGroup>("where id = $1"), args![id]).await
}

/// The group by which a filing acts.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Option<FilerGroup>> {
    let columns = columns_of::<FilerGroup>("g");
    let sql = format!("select {columns} from filer_group_member m join filer_group g on g.id = m.group_id where m.submission_id = $1");
    tx.optional(sql, args![submission_id]).await
}

/// The groups to which a person belongs, in the order of looking.
pub async fn of_person(tx: &mut Tx, person_id: i64) -> Result<Vec<FilerGroup>> {
    let columns = columns_of::<FilerGroup>("g");
    let sql = format!(
        "select {columns} from filer_group g where g.id in (select group_id from filer_group_member where person_id = $1) order by g.place"
    );
    tx.all(sql, args![person_id]).await
}

/// Its filings with their people, by id.
pub async fn members(tx: &mut Tx, group_id: i64) -> Result<Vec<Member>> {
    tx.all(select::<Member>("where group_id = $1 order by submission_id"), args![group_id]).await
}

/// Filings of the groups to which one of these persons belongs, by id; at most `limit`.
pub async fn filings_beside(tx: &mut Tx, person_ids: &[i64], limit: i64) -> Result<Vec<i64>> {
    let mut values = vec![crate::value::Value::Int(Some(limit))];
    let list = in_list(2, &mut values, person_ids.iter().take(IN_LIMIT).map(|id| crate::value::Value::Int(Some(*id))));
    let sql = format!(
        "select submission_id from filer_group_member where group_id in (select group_id from filer_group_member where person_id in ({list})) \
         order by submission_id limit $1"
    );
    let rows: Vec<(i64,)> = tx.all(sql, &values).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Groups, or waves, with a filing of these units, in the order of looking.
pub async fn list(tx: &mut Tx, is_wave: bool, orgs: &OrgScope, limit: i64) -> Result<Vec<FilerGroup>> {
    let mut values = vec![crate::value::Value::Bool(Some(is_wave)), crate::value::Value::Int(Some(limit))];
    let seen = orgs.condition("s.org_id", &mut values).map_or_else(String::new, |term| {
        format!(
            " and exists (select 1 from filer_group_member m join submission s on s.id = m.submission_id \
             where m.group_id = g.id and {term})"
        )
    });
    let sql = format!("select {} from filer_group g where g.is_wave = $1{seen} order by g.place limit $2", columns_of::<FilerGroup>("g"));
    tx.all(sql, &values).await
}
