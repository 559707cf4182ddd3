//! 回测: who would have entered and who would have left over the last 24 months, with what is on record today. It reads
//! everything on file, so a page only starts it and shows how far it is.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::{Timestamp, ToSpan};
use store::back_test::BackTest;

use super::{TRIAL_MONTHS, live, parsed, trial};
use crate::view::BackTestView;
use crate::{Actor, Desk, DeskError, Permission, assessment, time};

/// How often the row that pages read is brought up to date.
const TELL_EVERY: Duration = Duration::from_secs(1);

/// One that has said nothing of its end for so long was cut off with the program.
const GIVEN_UP_AFTER_MINUTES: i64 = 30;

/// Runs a back-test to its end.
#[crate::boxed]
pub async fn back_test(desk: &Desk, actor: &Actor, id: i64, now: Timestamp) -> Result<(), DeskError> {
    begin(desk, actor, id, now).await?;
    to_the_end(desk, id, now).await
}

/// Starts a back-test and returns at once; [`super::load`] tells how far it is.
#[crate::boxed]
pub async fn start_back_test(desk: &Desk, actor: &Actor, id: i64, now: Timestamp) -> Result<(), DeskError> {
    begin(desk, actor, id, now).await?;
    let desk = desk.clone();
    tokio::spawn(async move {
        if let Err(error) = to_the_end(&desk, id, now).await {
            tracing::warn!(policy = id, %error, "a back-test ended early");
        }
    });
    Ok(())
}

async fn begin(desk: &Desk, actor: &Actor, id: i64, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::DraftPolicy)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let version = store::policy::get(tx, id).await?.ok_or(DeskError::NotFound)?;
        parsed(&version)?;
        let before = store::back_test::get(tx, id).await?;
        if before.is_some_and(|row| row.state == "running" && now.duration_since(row.started_at).as_mins() < GIVEN_UP_AFTER_MINUTES) {
            return Err(DeskError::refused("这个版本正在回测", "请等它完成；结果显示在本页。"));
        }
        let row = BackTest {
            policy_id: id,
            state: "running".to_owned(),
            step: "读取来件".to_owned(),
            done: 0,
            account_id: actor.account_id,
            started_at: now,
            finished_at: None,
            message: None,
        };
        Ok(store::back_test::start(tx, &row).await?)
    })
}

async fn to_the_end(desk: &Desk, id: i64, now: Timestamp) -> Result<(), DeskError> {
    let read = AtomicUsize::new(0);
    let outcome = tokio::select! {
        outcome = compare(desk, id, now, &read) => outcome,
        error = tell(desk, id, &read) => Err(error),
    };
    let (state, message) = match &outcome {
        Ok(()) => ("finished", None),
        Err(error) => ("failed", Some(error.to_string())),
    };
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        Ok(store::back_test::finish(tx, id, state, message.as_deref(), now).await?)
    })?;
    outcome
}

async fn compare(desk: &Desk, id: i64, now: Timestamp, read: &AtomicUsize) -> Result<(), DeskError> {
    let as_of = time::local_date(now);
    let (version, live) = store::transact!(desk.store(), async |tx| -> Result<_, DeskError> {
        Ok((store::policy::get(tx, id).await?.ok_or(DeskError::NotFound)?, live(tx, desk, as_of).await?))
    })?;
    let draft = parsed(&version)?;
    let before = live.get(&draft.id).cloned().ok_or(DeskError::NotFound)?;
    let facts = assessment::facts_on_record(desk, as_of, &|count| read.store(count, Ordering::Relaxed)).await?;
    let since = as_of.saturating_sub(TRIAL_MONTHS.months());
    let trial = assessment::off_thread(move || {
        let subjects: Vec<assess::Subject> = facts.subjects_since(since).collect();
        assess::compare(&facts, &before, &draft, subjects)
    })
    .await?;
    let text = trial::to_json(&trial, since, as_of)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> { Ok(store::policy::set_trial(tx, id, &text, now).await?) })
}

/// Tells how far it is, for as long as it lasts; returns only where that cannot be written.
async fn tell(desk: &Desk, id: i64, read: &AtomicUsize) -> DeskError {
    let mut told = 0;
    loop {
        tokio::time::sleep(TELL_EVERY).await;
        let count = read.load(Ordering::Relaxed);
        // Reading that no longer goes on is over: what is left is comparing.
        let step = if count > 0 && count == told { "比对近文本，逐件计算" } else { "读取来件" };
        told = count;
        let done = i64::try_from(count).unwrap_or(i64::MAX);
        let written = store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
            Ok(store::back_test::progress(tx, id, step, done).await?)
        });
        if let Err(error) = written {
            return error;
        }
    }
}

/// What a page says of the latest one; nothing once it has ended well, since its result is there.
pub(super) fn view(row: Option<&BackTest>) -> Option<BackTestView> {
    let row = row.filter(|row| row.state != "finished")?;
    Some(BackTestView {
        is_running: row.state == "running",
        words: match &row.message {
            Some(message) => format!("回测没有完成：{message}"),
            None => format!("{}，已读取 {} 件", row.step, row.done),
        },
        started_at: time::shown(row.started_at),
    })
}
