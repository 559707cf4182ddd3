//! `POST /registry/{id}/…`: the steps of an entry. A refused form comes back with what was typed.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::DeskError;
use desk::registry::{self, AnswerForm, DeferForm, EntryRef, ObjectionForm, Stance};
use desk::view::RegistryAct as Act;

use crate::App;
use crate::chrome::{Done, Nav};
use crate::failure::Failure;
use crate::pages::registry::propose::proposal;
use crate::pages::registry::show::EntryTemplate;
use crate::pages::{Problem, done, page};
use crate::security::form::{Fields, Posted};
use crate::security::session::Signed;

/// Back to the entry; or the entry again with the problem above and the form open.
pub(crate) async fn answered(
    app: &App,
    signed: &Signed,
    entry_id: i64,
    form_id: &str,
    typed: &str,
    result: Result<Done, DeskError>,
) -> Result<Response, Failure> {
    match result {
        Ok(what) => Ok(done(&format!("/registry/{entry_id}"), what)),
        Err(error) => {
            let failure = Failure::from(error);
            let status = failure.status();
            let problem = Some(Problem::from_failure(failure, form_id)?);
            let view = registry::load(&app.desk, &signed.actor, entry_id, app.now()).await?;
            page(status, &EntryTemplate::new(signed.chrome(Nav::Registry), view, problem, typed.to_owned()))
        }
    }
}

/// `POST /registry/{id}/{act}`.
pub(crate) async fn act(
    State(app): State<App>,
    Path((id, code)): Path<(i64, String)>,
    Posted { signed, fields }: Posted,
) -> Result<Response, Failure> {
    let act = Act::from_code(&code).ok_or(Failure::NotFound)?;
    let on = EntryRef { entry_id: id, version: fields.id("version")? };
    let typed = if act == Act::Object { fields.text("words") } else { fields.text("reason") };
    let result = take(&app, &signed, act, on, &fields).await;
    answered(&app, &signed, id, &format!("act-{}", act.code()), typed, result).await
}

async fn take(app: &App, signed: &Signed, act: Act, on: EntryRef, fields: &Fields) -> Result<Done, DeskError> {
    let (desk, actor, now) = (&app.desk, &signed.actor, app.now());
    let reason = fields.text("reason");
    let text = |name: &str| fields.text(name).to_owned();
    match act {
        Act::Approve => registry::review(desk, actor, on, true, reason, now).await.map(|()| Done::RegistryApproved),
        Act::TurnDown => registry::review(desk, actor, on, false, reason, now).await.map(|()| Done::RegistryTurnedDown),
        Act::Serve => registry::serve(desk, actor, on, now).await.map(|()| Done::RegistryNoticed),
        Act::Defer => {
            let form = DeferForm { ground: text("ground"), reason: text("reason") };
            registry::defer(desk, actor, on, &form, now).await.map(|()| Done::RegistryDeferred)
        }
        Act::Enter => registry::enter(desk, actor, on, now).await.map(|()| Done::RegistryListed),
        Act::Object => {
            let form = ObjectionForm { channel: text("channel"), words: text("words") };
            registry::object(desk, actor, on, &form, now).await.map(|()| Done::ObjectionRaised)
        }
        Act::ReviewAgain => registry::review_again(desk, actor, on, reason, now).await.map(|()| Done::RegistryReviewed),
        Act::ProposeRenewal => registry::propose_renewal(desk, actor, on, &proposal(fields), now).await.map(|()| Done::RenewalProposed),
        Act::Renew => registry::renew(desk, actor, on, reason, now).await.map(|()| Done::RegistryRenewed),
        Act::DeclineRenewal => registry::decline_renewal(desk, actor, on, reason, now).await.map(|()| Done::RenewalDeclined),
        Act::Withdraw => registry::withdraw(desk, actor, on, reason, now).await.map(|()| Done::RegistryWithdrawn),
        Act::Remove => registry::remove(desk, actor, on, reason, now).await.map(|()| Done::RegistryRemoved),
    }
}

/// `POST /registry/{id}/objections/{objection}`.
pub(crate) async fn answer(
    State(app): State<App>,
    Path((id, objection)): Path<(i64, i64)>,
    Posted { signed, fields }: Posted,
) -> Result<Response, Failure> {
    let on = EntryRef { entry_id: id, version: fields.id("version")? };
    let form = AnswerForm { outcome: fields.text("outcome").to_owned(), reason: fields.text("reason").to_owned() };
    let result = registry::answer(&app.desk, &signed.actor, on, objection, &form, app.now()).await.map(|()| Done::ObjectionAnswered);
    answered(&app, &signed, id, &format!("answer-{objection}"), &form.reason, result).await
}

/// `POST /registry/{id}/stance`.
pub(crate) async fn stance(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let stance = fields.code("stance", Stance::from_code)?;
    let reason = fields.text("reason");
    let result = registry::take_stance(&app.desk, &signed.actor, id, stance, reason, app.now()).await.map(|()| Done::StanceTaken);
    answered(&app, &signed, id, "act-stance", reason, result).await
}

/// `POST /registry/{id}/confirm`.
pub(crate) async fn confirm(State(app): State<App>, Path(id): Path<i64>, Posted { signed, .. }: Posted) -> Result<Response, Failure> {
    registry::confirm(&app.desk, &signed.actor, id, app.now()).await?;
    Ok(done(&format!("/registry/{id}"), Done::WithdrawalConfirmed))
}
