//! Correcting and erasing, because a person asked for it.

use casework::codes::FieldClass;
use casework::decision::Reason;
use casework::rights::Right;
use casework::values::{IdNo, PersonName, Phone, clean_text};
use jiff::Timestamp;
use store::Tx;
use store::rights as rows;
use store::submission::Submission;

use super::holdings::Holdings;
use super::open;
use crate::case::Pen;
use crate::{Actor, Desk, DeskError, Permission, assessment, personal, random};

pub(super) const CORRECTED: &str = "corrected";
pub(super) const ERASED: &str = "erased";

/// What can be corrected on request: what the person knows better than anybody.
pub(super) const CLASSES: &[FieldClass] = &[FieldClass::Name, FieldClass::IdNo, FieldClass::Phone, FieldClass::Address];

/// A correction.
#[derive(Clone, Default)]
pub struct CorrectForm {
    pub submission_id: i64,
    /// Code of the class of field.
    pub class: String,
    pub value: String,
    pub reason: String,
}

impl CorrectForm {
    fn read(&self) -> Result<(FieldClass, String), DeskError> {
        let class = FieldClass::from_code(&self.class).filter(|class| CLASSES.contains(class));
        let class = class.ok_or_else(|| DeskError::invalid("class", "请选择要更正的项目"))?;
        let wrong = |error: casework::values::ValueError| DeskError::invalid("value", error.to_string());
        let value = match class {
            FieldClass::Name => PersonName::parse(&self.value).map_err(wrong)?.as_str().to_owned(),
            FieldClass::IdNo => IdNo::parse_resident(&self.value).map_err(wrong)?.as_str().to_owned(),
            FieldClass::Phone => Phone::parse(&self.value).map_err(wrong)?.as_str().to_owned(),
            _ => clean_text(&self.value),
        };
        if value.trim().is_empty() || value.contains('*') {
            return Err(DeskError::invalid("value", "请填写更正后的完整内容"));
        }
        Ok((class, value))
    }
}

/// Corrects one field of one filing that is surely the person's. The row as it arrived stays as it was: it says what was
/// filed, not what is true.
#[crate::boxed]
pub async fn correct(desk: &Desk, actor: &Actor, id: i64, form: &CorrectForm, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    actor.require(Permission::Reveal)?;
    let (class, value) = form.read()?;
    Reason::new(&form.reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let (request, anchor) = open(tx, actor, id).await?;
        if request.subject_right != Right::Correct {
            return Err(DeskError::refused("请求的不是更正、补充", "本人要求更正的，请另行登记请求。"));
        }
        let holdings = Holdings::of(desk, tx, actor, &anchor).await?;
        let filing = holdings.filings.iter().find(|filing| filing.id == form.submission_id);
        let filing = filing.ok_or_else(|| DeskError::invalid("submission", "请选择要更正的来件"))?;
        for entry in assessment::keys_of(desk, tx, filing.id).await? {
            store::blind::delete(tx, &entry).await?;
        }
        let sealed = personal::seal_one(desk.vault(), class, filing.id, &value, &mut random::rng());
        store::sealed::set_cell(tx, filing.id, class, Some(&sealed)).await?;
        let fresh = assessment::keys_of(desk, tx, filing.id).await?;
        store::blind::insert_many(tx, &fresh).await?;
        record(tx, CORRECTED, class.code(), filing.id, (Some(id), 1), Some(pen.actor.account_id), now).await
    })
}

/// Erases the personal part of filings of which nothing more is to be done (47). By the head: it cannot be taken back.
#[crate::boxed]
pub async fn erase(desk: &Desk, actor: &Actor, id: i64, submission_ids: &[i64], reason: &str, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Approve, now)?;
    Reason::new(reason)?;
    if submission_ids.is_empty() {
        return Err(DeskError::invalid("submission", "请选择要清除的来件"));
    }
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let (request, anchor) = open(tx, actor, id).await?;
        if request.subject_right != Right::Delete {
            return Err(DeskError::refused("请求的不是删除", "本人要求删除的，请另行登记请求。"));
        }
        let holdings = Holdings::of(desk, tx, actor, &anchor).await?;
        for wanted in submission_ids {
            let filing = holdings.filings.iter().find(|filing| filing.id == *wanted);
            let filing = filing.ok_or_else(|| DeskError::invalid("submission", "请选择要清除的来件"))?;
            if let Some(why) = in_use(tx, filing).await? {
                return Err(DeskError::refused(
                    format!("来件{}{why}", filing.submission_no),
                    "处理目的实现之后才能清除（第四十七条第一款）。",
                ));
            }
            let cells = erase_filing(desk, tx, filing).await?;
            record(tx, ERASED, "submission", filing.id, (Some(id), cells), Some(pen.actor.account_id), now).await?;
        }
        Ok(())
    })
}

/// Why a filing still needs its personal part.
pub(super) async fn in_use(tx: &mut Tx, filing: &Submission) -> Result<Option<&'static str>, DeskError> {
    if filing.open {
        return Ok(Some("尚未办结"));
    }
    for entry_id in store::registry::entries_on(tx, filing.id).await? {
        if store::registry::get(tx, entry_id).await?.is_some_and(|entry| entry.live) {
            return Ok(Some("是异常名录记录的依据"));
        }
    }
    Ok(None)
}

/// Erases every cell of a filing and the keys that lead to it. How many cells.
pub(super) async fn erase_filing(desk: &Desk, tx: &mut Tx, filing: &Submission) -> Result<i64, DeskError> {
    for entry in assessment::keys_of(desk, tx, filing.id).await? {
        store::blind::delete(tx, &entry).await?;
    }
    Ok(store::sealed::erase(tx, filing.id).await?)
}

pub(super) async fn record(
    tx: &mut Tx,
    kind: &str,
    class: &str,
    ref_id: i64,
    (request_id, cells): (Option<i64>, i64),
    by: Option<i64>,
    now: Timestamp,
) -> Result<(), DeskError> {
    let change =
        rows::Change { id: 0, kind: kind.to_owned(), class: class.to_owned(), ref_id, request_id, cells, changed_by: by, changed_at: now };
    rows::record_change(tx, &change).await?;
    Ok(())
}
