//! 规则发布: a new version of a circumstance goes from draft through a back-test and a run in the shadow to the approval of a
//! second person and its day of effect. The versions that the program carries apply until then.
//!
//! A text never changes once drafted: another text is another version. Source: issue 6 §2; LAW §3: thresholds are settings
//! with a version, an approver and a back-test.

mod back_test;
mod trial;

use assess::{Circumstance, Circumstances, PolicyFile, Trial};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::policy::{PolicyVersion, Shadow};

use crate::view::{CircumstanceView, PoliciesPage, PolicyPage, PrecisionView, ShadowView, VersionView};
use crate::{Actor, Desk, DeskError, Permission, time};

pub use back_test::{back_test, start_back_test};

/// How far a version is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyState {
    Draft,
    Shadow,
    Approved,
    Withdrawn,
}

impl PolicyState {
    const ALL: [Self; 4] = [Self::Draft, Self::Shadow, Self::Approved, Self::Withdrawn];

    /// As kept.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Shadow => "shadow",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "草案",
            Self::Shadow => "影子运行",
            Self::Approved => "已批准",
            Self::Withdrawn => "已撤回",
        }
    }

    fn from_code(code: &str) -> Result<Self, DeskError> {
        Self::ALL.into_iter().find(|state| state.code() == code).ok_or_else(|| DeskError::Fault("规则版本的状态无法识别".into()))
    }
}

/// The stretch that a back-test looks at.
const TRIAL_MONTHS: i32 = 24;

/// Shadow runs that a page shows.
const SHADOWS_SHOWN: i64 = 10;

/// Numbers of 来件 that a shadow run keeps as examples.
const EXAMPLES: usize = 20;

/// The circumstances that apply on a day: those carried, each replaced by its latest approved version in effect.
pub(crate) async fn live(tx: &mut Tx, desk: &Desk, on: Date) -> Result<Circumstances, DeskError> {
    let versions = store::policy::effective_on(tx, PolicyState::Approved.code(), on).await?;
    let versions = versions.iter().map(parsed).collect::<Result<Vec<_>, _>>()?;
    Ok(desk.circumstances().with(versions))
}

/// Versions that run in the shadow, by id.
pub(crate) async fn in_shadow(tx: &mut Tx) -> Result<Vec<(i64, Circumstance)>, DeskError> {
    let versions = store::policy::in_state(tx, PolicyState::Shadow.code()).await?;
    versions.iter().map(|version| Ok((version.id, parsed(version)?))).collect()
}

/// Keeps what versions in the shadow would have found in a run.
pub(crate) async fn write_shadows(tx: &mut Tx, run_id: i64, as_of: Date, trials: &[(i64, Trial)]) -> Result<(), DeskError> {
    for (policy_id, trial) in trials {
        let hit = Some(assess::Verdict::Hit);
        let entered = trial.changes.iter().filter(|change| change.after == hit).count();
        let left = trial.changes.iter().filter(|change| change.before == hit).count();
        let examples: Vec<&str> = trial.changes.iter().take(EXAMPLES).map(|change| change.submission_no.as_str()).collect();
        let shadow = Shadow {
            policy_id: *policy_id,
            run_id,
            as_of,
            live_hits: number(trial.before.hits),
            live_hints: number(trial.before.hints),
            shadow_hits: number(trial.after.hits),
            shadow_hints: number(trial.after.hints),
            entered: number(entered as u64),
            left_over: number(left as u64),
            examples: serde_json::to_string(&examples).map_err(|error| DeskError::Fault(error.to_string()))?,
        };
        store::policy::insert_shadow(tx, &shadow).await?;
    }
    Ok(())
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn parsed(version: &PolicyVersion) -> Result<Circumstance, DeskError> {
    read(&version.content).map_err(|_| DeskError::Fault(format!("规则版本 {} {} 无法读取", version.circumstance, version.version)))
}

/// The one circumstance of a policy file; the error names the line.
fn read(text: &str) -> Result<Circumstance, String> {
    let circumstances = Circumstances::parse(&[PolicyFile { name: "草案", text }]).map_err(|error| error.to_string())?;
    circumstances.iter().next().cloned().ok_or_else(|| "没有写情形".to_owned())
}

/// 起草: checks the text and keeps it. Returns the id of the version.
#[crate::boxed]
pub async fn draft(desk: &Desk, actor: &Actor, text: &str, note: &str, now: Timestamp) -> Result<i64, DeskError> {
    actor.require(Permission::DraftPolicy)?;
    let circumstance = read(text).map_err(|message| DeskError::invalid("content", message))?;
    let note = casework::values::clean_text(note);
    if note.chars().count() < 10 {
        return Err(DeskError::invalid("note", "请写明修改理由，不少于10个字"));
    }
    let Some(carried) = desk.circumstances().get(&circumstance.id) else {
        return Err(DeskError::invalid("content", format!("没有编号为 {} 的情形；只能修改已有的情形", circumstance.id)));
    };
    if carried.instrument != circumstance.instrument
        || carried.clause != circumstance.clause
        || carried.applies_to != circumstance.applies_to
    {
        return Err(DeskError::invalid("content", "依据、条文原文和适用事项不能修改，只能修改条件和阈值"));
    }
    store::transact!(desk.store(), async |tx| -> Result<i64, DeskError> {
        let known = store::policy::all(tx).await?;
        let is_taken = known.iter().any(|other| other.circumstance == circumstance.id && other.version == circumstance.version);
        if is_taken || carried.version == circumstance.version {
            return Err(DeskError::invalid("content", format!("版本号 {} 已经用过，请另取", circumstance.version)));
        }
        let id = store::policy::reserve(tx, 1).await?;
        let row = PolicyVersion {
            id,
            circumstance: circumstance.id.clone(),
            version: circumstance.version.clone(),
            content: text.to_owned(),
            state: PolicyState::Draft.code().to_owned(),
            note: note.clone(),
            drafted_by: actor.account_id,
            drafted_at: now,
            trial: None,
            tried_at: None,
            approved_by: None,
            approved_at: None,
            effective_on: None,
        };
        store::policy::insert(tx, &row).await?;
        Ok(id)
    })
}

/// 影子运行: from the next assessment on the draft is weighed beside the live version, and shows on no case.
#[crate::boxed]
pub async fn shadow(desk: &Desk, actor: &Actor, id: i64) -> Result<(), DeskError> {
    actor.require(Permission::DraftPolicy)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let version = store::policy::get(tx, id).await?.ok_or(DeskError::NotFound)?;
        if version.trial.is_none() {
            return Err(DeskError::refused("草案还没有回测", "请先回测，看清谁会进入、谁会离开。"));
        }
        moved(store::policy::set_state(tx, id, PolicyState::Draft.code(), PolicyState::Shadow.code()).await?)
    })
}

/// 撤回 a version that is not approved yet.
#[crate::boxed]
pub async fn withdraw(desk: &Desk, actor: &Actor, id: i64) -> Result<(), DeskError> {
    actor.require(Permission::DraftPolicy)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let version = store::policy::get(tx, id).await?.ok_or(DeskError::NotFound)?;
        let state = PolicyState::from_code(&version.state)?;
        if !matches!(state, PolicyState::Draft | PolicyState::Shadow) {
            return Err(DeskError::refused("已批准的版本不能撤回", "请起草新的版本取代它。"));
        }
        moved(store::policy::set_state(tx, id, state.code(), PolicyState::Withdrawn.code()).await?)
    })
}

/// 批准 by a second person, with its day of effect: not before today, so that no finding changes in hindsight.
#[crate::boxed]
pub async fn approve(desk: &Desk, actor: &Actor, id: i64, effective_on: Date, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::ApprovePolicy)?;
    if effective_on < time::local_date(now) {
        return Err(DeskError::invalid("effective_on", "生效日期不能早于今天"));
    }
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let version = store::policy::get(tx, id).await?.ok_or(DeskError::NotFound)?;
        if version.drafted_by == actor.account_id {
            return Err(DeskError::refused("起草人不能批准自己起草的版本", "请由另一名负责人批准。"));
        }
        if PolicyState::from_code(&version.state)? != PolicyState::Shadow {
            return Err(DeskError::refused("该版本不在影子运行中", "回测、影子运行之后才能批准。"));
        }
        if store::policy::shadows(tx, id, 1).await?.is_empty() {
            return Err(DeskError::refused("该版本还没有影子运行的结果", "请在下一次研判之后再批准。"));
        }
        let (before, after) = (PolicyState::Shadow.code(), PolicyState::Approved.code());
        moved(store::policy::approve(tx, id, before, after, actor.account_id, now, effective_on).await?)
    })
}

const fn moved(is_moved: bool) -> Result<(), DeskError> {
    if is_moved { Ok(()) } else { Err(DeskError::Conflict) }
}

/// The page of all circumstances: which version applies, what became of its findings, what is under way.
#[crate::boxed]
pub async fn page(desk: &Desk, actor: &Actor, now: Timestamp) -> Result<PoliciesPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let today = time::local_date(now);
    let mut tx = desk.store().read().await?;
    let live = live(&mut tx, desk, today).await?;
    let versions = store::policy::all(&mut tx).await?;
    let accounts = store::account::all(&mut tx).await?;
    let found = store::finding::count_by_circumstance(&mut tx).await?;
    let counts = store::finding_outcome::counts(&mut tx).await?;
    drop(tx);
    let of = |circumstance: &str, verdict: &str| {
        found.iter().find(|(id, code, _)| id == circumstance && code == verdict).map_or(0, |(_, _, count)| *count)
    };
    let circumstances = live
        .iter()
        .map(|circumstance| CircumstanceView {
            circumstance: circumstance.id.clone(),
            title: circumstance.title.clone(),
            citation: circumstance.citation.clone(),
            version: circumstance.version.clone(),
            by_officer: circumstance.hit.is_none() && circumstance.hint.is_none(),
            hits: of(&circumstance.id, "hit"),
            hints: of(&circumstance.id, "hint"),
        })
        .collect();
    Ok(PoliciesPage {
        circumstances,
        versions: versions.iter().map(|version| version_view(version, &accounts)).collect::<Result<_, _>>()?,
        precision: precision(desk, &counts),
        may_draft: actor.may(Permission::DraftPolicy),
    })
}

fn version_view(version: &PolicyVersion, accounts: &[store::account::Account]) -> Result<VersionView, DeskError> {
    let name =
        |id: i64| accounts.iter().find(|account| account.id == id).map_or("已注销的账号", |account| account.display_name.as_str());
    Ok(VersionView {
        policy_id: version.id,
        circumstance: version.circumstance.clone(),
        version: version.version.clone(),
        state: PolicyState::from_code(&version.state)?.label(),
        note: version.note.clone(),
        drafted: format!("{} {}", name(version.drafted_by), time::shown(version.drafted_at)),
        approved: version.approved_by.zip(version.approved_at).map(|(by, at)| format!("{} {}", name(by), time::shown(at))),
        effective_on: version.effective_on,
    })
}

/// By circumstance and version: of the hits that an officer judged, how many were confirmed.
fn precision(desk: &Desk, counts: &[(String, String, String, String, i64)]) -> Vec<PrecisionView> {
    let mut rows: Vec<PrecisionView> = Vec::new();
    for (circumstance, version, verdict, outcome, count) in counts {
        let is_of = |row: &PrecisionView| row.circumstance == *circumstance && row.version == *version && row.verdict.code() == verdict;
        let Some(verdict) = crate::view::Verdict::from_code(verdict) else { continue };
        if !rows.iter().any(is_of) {
            let title = crate::wording::circumstance_title(desk.circumstances(), circumstance);
            rows.push(PrecisionView {
                circumstance: circumstance.clone(),
                title,
                version: version.clone(),
                verdict,
                confirmed: 0,
                unfounded: 0,
                not_needed: 0,
            });
        }
        let Some(row) = rows.iter_mut().find(|row| is_of(row)) else { continue };
        match outcome.as_str() {
            "confirmed" => row.confirmed += count,
            "unfounded" => row.unfounded += count,
            _ => row.not_needed += count,
        }
    }
    rows
}

/// The page of one version: its text, what the back-test showed, how it runs in the shadow.
#[crate::boxed]
pub async fn load(desk: &Desk, actor: &Actor, id: i64, now: Timestamp) -> Result<PolicyPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    let version = store::policy::get(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
    let accounts = store::account::all(&mut tx).await?;
    let shadows = store::policy::shadows(&mut tx, id, SHADOWS_SHOWN).await?;
    let back_test = store::back_test::get(&mut tx, id).await?;
    let mut trial = version.trial.as_deref().map(trial::from_json).transpose()?;
    let mut changes: Vec<_> = trial.iter_mut().flat_map(|trial| &mut trial.classes).flat_map(|class| &mut class.shown).collect();
    let ids: Vec<i64> = changes.iter().filter_map(|change| change.submission_id).collect();
    let filings = store::submission::get_many(&mut tx, &ids).await?;
    let is_open = |id: i64| filings.iter().any(|filing| filing.id == id && actor.sees_org(filing.org_id));
    changes.iter_mut().for_each(|change| change.submission_id = change.submission_id.filter(|id| is_open(*id)));
    drop(tx);
    let state = PolicyState::from_code(&version.state)?;
    let is_open = matches!(state, PolicyState::Draft | PolicyState::Shadow);
    Ok(PolicyPage {
        version: version_view(&version, &accounts)?,
        title: crate::wording::circumstance_title(desk.circumstances(), &version.circumstance),
        content: version.content.clone(),
        running: back_test::view(back_test.as_ref()),
        trial,
        tried_at: version.tried_at.map(time::shown),
        shadows: shadows.iter().map(shadow_view).collect(),
        today: time::local_date(now),
        may_draft: is_open && actor.may(Permission::DraftPolicy),
        may_shadow: state == PolicyState::Draft && version.trial.is_some() && actor.may(Permission::DraftPolicy),
        may_approve: state == PolicyState::Shadow
            && !shadows.is_empty()
            && version.drafted_by != actor.account_id
            && actor.may(Permission::ApprovePolicy),
    })
}

fn shadow_view(shadow: &Shadow) -> ShadowView {
    ShadowView {
        as_of: shadow.as_of,
        live_hits: shadow.live_hits,
        live_hints: shadow.live_hints,
        shadow_hits: shadow.shadow_hits,
        shadow_hints: shadow.shadow_hints,
        entered: shadow.entered,
        left: shadow.left_over,
    }
}

/// The text of a circumstance as it applies, to start a draft from.
#[crate::boxed]
pub async fn text(desk: &Desk, actor: &Actor, circumstance: &str, now: Timestamp) -> Result<String, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    let versions = store::policy::effective_on(&mut tx, PolicyState::Approved.code(), time::local_date(now)).await?;
    let latest = versions.into_iter().rfind(|version| version.circumstance == circumstance).map(|version| version.content);
    latest.or_else(|| Circumstances::builtin_text(circumstance).map(str::to_owned)).ok_or(DeskError::NotFound)
}
