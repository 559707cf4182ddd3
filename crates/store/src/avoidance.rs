//! 回避: relations that officers declared, and what heads ruled on single filings.

use casework::codes::{AvoidanceRuling, Relation};
use jiff::Timestamp;

use crate::ledger::{self, Act};
use crate::table::{IN_LIMIT, args, in_list, insert, select, table};
use crate::value::Value;
use crate::{Result, Tx};

table! {
    /// A relation to a trader, by code or name, or to a person, by the keyed digest of a number.
    pub OfficerRelation of "officer_relation" {
        id: i64,
        account_id: i64,
        relation: Relation,
        operator_uscc: Option<String>,
        operator_name: Option<String>,
        /// A key of `blind_key`; the number itself is nowhere.
        key: Option<Vec<u8>>,
        /// What the number was: `id_no`, `phone`.
        key_sort: Option<String>,
        declared_at: Timestamp,
        ended_at: Option<Timestamp>,
    }
}

table! {
    /// What a head ruled. The latest about an officer and a filing counts.
    pub Ruling of "avoidance_ruling" {
        id: i64,
        submission_id: i64,
        account_id: i64,
        ruling: AvoidanceRuling,
        /// Sealed.
        reason: Vec<u8>,
        ruled_by: i64,
        ruled_at: Timestamp,
    }
}

/// The id of a new relation.
pub async fn reserve_relation(tx: &mut Tx) -> Result<i64> {
    tx.reserve("officer_relation", 1).await
}

pub async fn declare(tx: &mut Tx, row: &OfficerRelation) -> Result<()> {
    insert(tx, row).await?;
    let key = row.id.to_string();
    let act = Act { kind: "relation.declared".to_owned(), account_id: Some(row.account_id), at: Some(row.declared_at), key: &key };
    ledger::append(tx, act, row).await
}

/// Ends a relation of that officer. `false` = none of theirs stands under this id.
pub async fn end(tx: &mut Tx, id: i64, account_id: i64, at: Timestamp) -> Result<bool> {
    let sql = "update officer_relation set ended_at = $1 where id = $2 and account_id = $3 and ended_at is null";
    if tx.execute(sql, args![at, id, account_id]).await? != 1 {
        return Ok(false);
    }
    let row: OfficerRelation = tx.one(select::<OfficerRelation>("where id = $1"), args![id]).await?;
    let key = id.to_string();
    let act = Act { kind: "relation.ended".to_owned(), account_id: Some(account_id), at: Some(at), key: &key };
    ledger::append(tx, act, &row).await?;
    Ok(true)
}

/// What one officer declared, ended ones too, oldest first.
pub async fn of_account(tx: &mut Tx, account_id: i64) -> Result<Vec<OfficerRelation>> {
    tx.all(select::<OfficerRelation>("where account_id = $1 order by id"), args![account_id]).await
}

/// What all officers declared, ended ones too, oldest first.
pub async fn all(tx: &mut Tx) -> Result<Vec<OfficerRelation>> {
    tx.all(select::<OfficerRelation>("order by id"), args![]).await
}

/// Which relations, ended ones too, touch which of these filings: as filing and relation, ordered. A person is met in every filing
/// that is linked to one under the declared number.
pub async fn touching(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<(i64, i64)>> {
    let mut found = Vec::new();
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        let sql = format!(
            "select s.id, r.id from submission s join officer_relation r on r.operator_uscc = s.operator_uscc where s.id in ({list}) \
             union \
             select s.id, r.id from submission s join officer_relation r on r.operator_name = s.operator_name where s.id in ({list}) \
             union \
             select b.subject_id, r.id from officer_relation r join blind_key b on b.key = r.key and b.subject = 1 \
             where b.subject_id in ({list}) \
             union \
             select s.id, r.id from officer_relation r join blind_key b on b.key = r.key and b.subject = 1 \
             join submission o on o.id = b.subject_id join submission s on s.person_id = o.person_id where s.id in ({list})"
        );
        found.extend(tx.all::<(i64, i64)>(sql, &values).await?);
    }
    found.sort_unstable();
    Ok(found)
}

/// The id of a new ruling.
pub async fn reserve_ruling(tx: &mut Tx) -> Result<i64> {
    tx.reserve("avoidance_ruling", 1).await
}

pub async fn rule(tx: &mut Tx, row: &Ruling) -> Result<()> {
    insert(tx, row).await?;
    let (kind, key) = (format!("avoidance.{}", row.ruling.code()), row.id.to_string());
    ledger::append(tx, Act { kind, account_id: Some(row.ruled_by), at: Some(row.ruled_at), key: &key }, row).await
}

/// All rulings on these filings, oldest first.
pub async fn rulings(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<Ruling>> {
    let mut found = Vec::new();
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        found.extend(tx.all::<Ruling>(select::<Ruling>(&format!("where submission_id in ({list}) order by id")), &values).await?);
    }
    found.sort_by_key(|ruling| ruling.id);
    Ok(found)
}
