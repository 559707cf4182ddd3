//! 回避: officers declare what ties them to traders and people; work that touches a declared tie is not put in their hands, and
//! they decide nothing on it, before the head ruled with reasons that they need not stand aside. Nobody rules on themselves, and
//! nobody handles what they filed themselves (公务员法第七十六条, 行政处罚法第四十三条).
//!
//! A person is declared by a number, of which the keyed digest is kept and nothing else: nobody reads the number again.

use std::collections::{BTreeMap, HashSet};

use casework::codes::{AvoidanceRuling, Relation};
use casework::decision::Reason;
use casework::values::{Uscc, clean_text};
use jiff::Timestamp;
use store::Tx;
use store::avoidance::{OfficerRelation, Ruling};
use store::submission::Submission;
use vault::{Cell, Class};

use crate::view::{AvoidancePage, AvoidanceState, AvoidanceView, RelationRow};
use crate::{Actor, Desk, DeskError, Permission, case, random, time};

/// Relations that stand of one officer at once.
const MOST: usize = 200;
/// The longest name of a trader, in characters.
const NAME_CHARS: usize = 100;

/// What an officer declares: a trader by code or name, or a person by one or two numbers.
#[derive(Clone, Default)]
pub struct DeclareForm {
    /// Code.
    pub relation: String,
    pub operator_uscc: String,
    pub operator_name: String,
    pub id_no: String,
    pub phone: String,
}

const fn cell(id: i64) -> Cell {
    Cell { table: "avoidance_ruling", column: "reason", row: id }
}

/// What the actor declared.
#[crate::boxed]
pub async fn mine(desk: &Desk, actor: &Actor) -> Result<AvoidancePage, DeskError> {
    actor.require(Permission::Decide)?;
    let mut tx = desk.store().read().await?;
    let rows = store::avoidance::of_account(&mut tx, actor.account_id).await?;
    Ok(AvoidancePage { relations: rows.iter().rev().map(|row| told(row, &actor.display_name)).collect() })
}

/// Declares a relation of the actor.
#[crate::boxed]
pub async fn declare(desk: &Desk, actor: &Actor, form: &DeclareForm, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::Decide)?;
    let relation = Relation::from_code(&form.relation).ok_or_else(|| DeskError::invalid("relation", "请选择关系"))?;
    let subjects = subjects(desk, relation, form)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let mut standing = store::avoidance::of_account(tx, actor.account_id).await?;
        standing.retain(|row| row.ended_at.is_none());
        if standing.len() + subjects.len() > MOST {
            return Err(DeskError::refused(format!("申报的关系不超过{MOST}项"), "请先解除不再存在的关系。"));
        }
        for subject in &subjects {
            let row = OfficerRelation {
                id: store::avoidance::reserve_relation(tx).await?,
                account_id: actor.account_id,
                relation,
                operator_uscc: subject.operator_uscc.clone(),
                operator_name: subject.operator_name.clone(),
                key: subject.key.clone(),
                key_sort: subject.key_sort.map(str::to_owned),
                declared_at: now,
                ended_at: None,
            };
            let is_same = |old: &OfficerRelation| {
                old.relation == relation
                    && (&old.operator_uscc, &old.operator_name, &old.key) == (&row.operator_uscc, &row.operator_name, &row.key)
            };
            if standing.iter().any(is_same) {
                return Err(DeskError::refused("这一关系已经申报过", "无须重复申报。"));
            }
            store::avoidance::declare(tx, &row).await?;
        }
        Ok(())
    })
}

/// Ends a relation of the actor; that it stood remains on record.
#[crate::boxed]
pub async fn end(desk: &Desk, actor: &Actor, id: i64, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::Decide)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        if store::avoidance::end(tx, id, actor.account_id, now).await? { Ok(()) } else { Err(DeskError::NotFound) }
    })
}

/// To whom or what a relation is.
#[derive(Default)]
struct RelatedTo {
    operator_uscc: Option<String>,
    operator_name: Option<String>,
    key: Option<Vec<u8>>,
    key_sort: Option<&'static str>,
}

fn subjects(desk: &Desk, relation: Relation, form: &DeclareForm) -> Result<Vec<RelatedTo>, DeskError> {
    let text = |text: &str| Some(clean_text(text)).filter(|text| !text.is_empty());
    let (uscc, name) = (text(&form.operator_uscc), text(&form.operator_name));
    let (id_no, phone) = (text(&form.id_no), text(&form.phone));
    let (is_trader, is_person) = (uscc.is_some() || name.is_some(), id_no.is_some() || phone.is_some());
    if is_trader == is_person {
        return Err(DeskError::invalid("operator_name", "请填写经营者（代码或名称）或者个人（证件号码或电话），一次申报一个"));
    }
    if relation == Relation::Myself && !is_person {
        return Err(DeskError::invalid("id_no", "申报本人的，请填写本人的证件号码或者电话"));
    }
    if is_trader {
        let uscc = uscc.map(|code| Uscc::parse(&code)).transpose();
        let uscc = uscc.map_err(|error| DeskError::invalid("operator_uscc", format!("应为{}", error.expected)))?;
        if name.as_ref().is_some_and(|name| !(2..=NAME_CHARS).contains(&name.chars().count())) {
            return Err(DeskError::invalid("operator_name", format!("名称为2至{NAME_CHARS}个字")));
        }
        return Ok(vec![RelatedTo {
            operator_uscc: uscc.map(|code| code.as_str().to_owned()),
            operator_name: name,
            ..RelatedTo::default()
        }]);
    }
    let mut found = Vec::new();
    if let Some(number) = id_no {
        let key = identity::id_key(None, &number).or_else(|| identity::id_key(Some(casework::codes::IdKind::Passport), &number));
        found.push((key.ok_or_else(|| DeskError::invalid("id_no", "请填写完整的证件号码（不含遮蔽符号）"))?, "id_no"));
    }
    if let Some(number) = phone {
        let key = identity::phone_key(&number);
        found.push((key.ok_or_else(|| DeskError::invalid("phone", "请填写完整的电话号码（不含遮蔽符号）"))?, "phone"));
    }
    let digest = |(key, sort): (identity::BlockKey, &'static str)| RelatedTo {
        key: Some(desk.vault().blind(key.index, &key.value).as_bytes().to_vec()),
        key_sort: Some(sort),
        ..RelatedTo::default()
    };
    Ok(found.into_iter().map(digest).collect())
}

/// Of one officer towards one filing.
pub(crate) struct Tie {
    relations: Vec<OfficerRelation>,
    ruling: Option<Ruling>,
}

impl Tie {
    fn is_own_filing(&self) -> bool {
        self.relations.iter().any(|relation| relation.relation == Relation::Myself)
    }

    /// A ruling that somebody may stay covers what was declared when it was made, and never their own filing.
    pub(crate) fn state(&self) -> AvoidanceState {
        match &self.ruling {
            Some(ruling) if ruling.ruling == AvoidanceRuling::Avoid => AvoidanceState::Avoids,
            _ if self.relations.is_empty() => AvoidanceState::Free,
            Some(ruling) if !self.is_own_filing() && self.relations.iter().all(|relation| relation.declared_at <= ruling.ruled_at) => {
                AvoidanceState::Stays
            }
            _ => AvoidanceState::Undecided,
        }
    }

    fn is_in_the_way(&self) -> bool {
        matches!(self.state(), AvoidanceState::Avoids | AvoidanceState::Undecided)
    }
}

/// Who is tied to which of these filings, by filing and account.
async fn ties(tx: &mut Tx, submission_ids: &[i64]) -> Result<BTreeMap<(i64, i64), Tie>, DeskError> {
    let mut found: BTreeMap<(i64, i64), Tie> = BTreeMap::new();
    let mut of = |submission_id, account_id, relation: Option<OfficerRelation>, ruling: Option<Ruling>| {
        let tie = found.entry((submission_id, account_id)).or_insert_with(|| Tie { relations: Vec::new(), ruling: None });
        tie.relations.extend(relation);
        tie.ruling = ruling.or_else(|| tie.ruling.take());
    };
    let relations = store::avoidance::all(tx).await?;
    let standing: BTreeMap<i64, OfficerRelation> =
        relations.into_iter().filter(|relation| relation.ended_at.is_none()).map(|relation| (relation.id, relation)).collect();
    if !standing.is_empty() {
        for (submission_id, relation_id) in store::avoidance::touching(tx, submission_ids).await? {
            if let Some(relation) = standing.get(&relation_id) {
                of(submission_id, relation.account_id, Some(relation.clone()), None);
            }
        }
    }
    for ruling in store::avoidance::rulings(tx, submission_ids).await? {
        of(ruling.submission_id, ruling.account_id, None, Some(ruling));
    }
    Ok(found)
}

/// Filings and accounts that must be kept apart.
pub(crate) async fn apart(tx: &mut Tx, submission_ids: &[i64]) -> Result<HashSet<(i64, i64)>, DeskError> {
    Ok(ties(tx, submission_ids).await?.into_iter().filter(|(_, tie)| tie.is_in_the_way()).map(|(pair, _)| pair).collect())
}

/// Refuses to have this officer handle the filing while something declared stands in the way.
pub(crate) async fn require_free(tx: &mut Tx, account_id: i64, name: &str, submission_id: i64) -> Result<(), DeskError> {
    let ties = ties(tx, &[submission_id]).await?;
    let state = ties.get(&(submission_id, account_id)).map_or(AvoidanceState::Free, Tie::state);
    match state {
        AvoidanceState::Free | AvoidanceState::Stays => Ok(()),
        AvoidanceState::Avoids => Err(DeskError::refused(format!("已决定{name}回避本件"), "请由其他承办人办理。")),
        AvoidanceState::Undecided => Err(DeskError::refused(
            format!("{name}申报了与本件当事人的关系，应当回避"),
            "请由其他承办人办理；确需由其办理的，由负责人在本件的“回避”一栏说明理由并作出决定。",
        )),
    }
}

/// 决定是否回避: by a head who is neither the officer nor tied to the filing.
#[crate::boxed]
pub async fn rule(
    desk: &Desk,
    actor: &Actor,
    submission_id: i64,
    account_id: i64,
    ruling: AvoidanceRuling,
    reason: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    actor.require(Permission::ViewCases)?;
    actor.require(Permission::Approve)?;
    let reason = Reason::new(reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        case::submission(tx, actor, submission_id).await?;
        if actor.account_id == account_id {
            return Err(DeskError::refused("不能决定本人是否回避", "请由其他负责人或者上级单位负责人决定。"));
        }
        let ties = ties(tx, &[submission_id]).await?;
        let tie = ties.get(&(submission_id, account_id)).ok_or(DeskError::NotFound)?;
        if ties.get(&(submission_id, actor.account_id)).is_some_and(Tie::is_in_the_way) {
            return Err(DeskError::refused("您与本件也有申报的关系", "请由其他负责人或者上级单位负责人决定。"));
        }
        if ruling == AvoidanceRuling::Stay && tie.is_own_filing() {
            return Err(DeskError::refused("来件人就是承办人本人的，必须回避", "请另行分派承办人。"));
        }
        let id = store::avoidance::reserve_ruling(tx).await?;
        let row = Ruling {
            id,
            submission_id,
            account_id,
            ruling,
            reason: desk.vault().seal(Class::Reason, &cell(id), reason.as_str().as_bytes(), &mut random::rng()),
            ruled_by: actor.account_id,
            ruled_at: now,
        };
        Ok(store::avoidance::rule(tx, &row).await?)
    })
}

/// What the case page says: of those in charge, of the viewer, and to whoever rules of everybody of their units who is tied to it.
/// Only the officer and whoever rules or audits read what the relation is.
pub(crate) async fn on_case(
    desk: &Desk,
    tx: &mut Tx,
    actor: &Actor,
    submission: &Submission,
    in_charge: &[i64],
) -> Result<Vec<AvoidanceView>, DeskError> {
    let rules = actor.may(Permission::Approve);
    let ties = ties(tx, &[submission.id]).await?;
    if ties.is_empty() {
        return Ok(Vec::new());
    }
    let viewer_is_apart = ties.get(&(submission.id, actor.account_id)).is_some_and(Tie::is_in_the_way);
    let accounts = store::account::all(tx).await?;
    let mut views = Vec::new();
    for (&(_, account_id), tie) in &ties {
        let Some(account) = accounts.iter().find(|account| account.id == account_id) else { continue };
        let is_in_charge = in_charge.contains(&account_id);
        let is_own = account_id == actor.account_id;
        if !(is_in_charge || is_own || ((rules || actor.may(Permission::Audit)) && actor.sees_org(account.org_id))) {
            continue;
        }
        let reads = is_own || rules || actor.may(Permission::Audit);
        let mut ruled = None;
        if let Some(ruling) = tie.ruling.as_ref().filter(|_| reads) {
            let reason = desk.vault().open_text(Class::Reason, &cell(ruling.id), &ruling.reason)?;
            let by = accounts.iter().find(|account| account.id == ruling.ruled_by).map_or("—", |account| &account.display_name);
            ruled = Some(format!("{} {by}决定{}：{}", time::shown(ruling.ruled_at), ruling.ruling.label(), *reason));
        }
        let mut relations: Vec<String> = tie.relations.iter().filter(|_| reads).map(named).collect();
        relations.dedup();
        views.push(AvoidanceView {
            account_id,
            officer: account.display_name.clone(),
            is_in_charge,
            is_own,
            relations,
            state: tie.state(),
            ruled,
            may_rule: rules && !is_own && !viewer_is_apart,
            may_stay: !tie.is_own_filing(),
        });
    }
    Ok(views)
}

/// `配偶（来件人）`: which side, and never by which number.
fn named(relation: &OfficerRelation) -> String {
    format!("{}（{}）", relation.relation.label(), if relation.key.is_some() { "来件人" } else { "被投诉举报的经营者" })
}

fn told(row: &OfficerRelation, officer: &str) -> RelationRow {
    let subject = match row.key_sort.as_deref() {
        Some("phone") => "个人，按电话（只留指纹，不存号码）".to_owned(),
        Some(_) => "个人，按证件号码（只留指纹，不存号码）".to_owned(),
        None => [row.operator_name.as_deref(), row.operator_uscc.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" "),
    };
    RelationRow {
        relation_id: row.id,
        officer: officer.to_owned(),
        relation: row.relation.label(),
        subject,
        declared_at: time::shown(row.declared_at),
        ended_at: row.ended_at.map(time::shown),
    }
}

/// What officers of the actor's units declared, latest first: for the auditor.
pub(crate) async fn declared(tx: &mut Tx, actor: &Actor) -> Result<Vec<RelationRow>, DeskError> {
    let accounts = store::account::all(tx).await?;
    let rows = store::avoidance::all(tx).await?;
    let of_units = rows.iter().rev().filter_map(|row| {
        let account = accounts.iter().find(|account| account.id == row.account_id && actor.sees_org(account.org_id))?;
        Some(told(row, &account.display_name))
    });
    Ok(of_units.collect())
}

/// Which of these lines of a timeline, as filing and account, are by somebody who ever declared a tie to the filing.
pub(crate) async fn acted_on(tx: &mut Tx, deeds: impl Iterator<Item = (i64, i64)>) -> Result<HashSet<(i64, i64)>, DeskError> {
    let owners: BTreeMap<i64, i64> = store::avoidance::all(tx).await?.into_iter().map(|row| (row.id, row.account_id)).collect();
    let officers: HashSet<i64> = owners.values().copied().collect();
    let deeds: HashSet<(i64, i64)> = deeds.filter(|(_, account_id)| officers.contains(account_id)).collect();
    let mut filings: Vec<i64> = deeds.iter().map(|(submission_id, _)| *submission_id).collect();
    filings.sort_unstable();
    filings.dedup();
    let touching = store::avoidance::touching(tx, &filings).await?;
    let pairs = touching.into_iter().filter_map(|(submission_id, relation_id)| Some((submission_id, *owners.get(&relation_id)?)));
    Ok(pairs.filter(|pair| deeds.contains(pair)).collect())
}
