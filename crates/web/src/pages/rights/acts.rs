//! `POST /rights/{id}/…`: what is done about a request. A refused form comes back with what was typed.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::DeskError;
use desk::rights::{self, AnswerForm, CorrectForm};

use crate::App;
use crate::chrome::{Done, Nav};
use crate::failure::Failure;
use crate::pages::rights::show::RightsTemplate;
use crate::pages::{Problem, attachment, done, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

async fn answered(
    app: &App,
    signed: &Signed,
    id: i64,
    form_id: &str,
    typed: &str,
    result: Result<Done, DeskError>,
) -> Result<Response, Failure> {
    match result {
        Ok(what) => Ok(done(&format!("/rights/{id}"), what)),
        Err(error) => {
            let failure = Failure::from(error);
            let status = failure.status();
            let problem = Some(Problem::from_failure(failure, form_id)?);
            let view = rights::load(&app.desk, &signed.actor, id, app.now()).await?;
            page(status, &RightsTemplate { chrome: signed.chrome(Nav::Registry), view, problem, reason: typed.to_owned() })
        }
    }
}

/// `POST /rights/{id}/copy`.
pub(crate) async fn copy(State(app): State<App>, Path(id): Path<i64>, Posted { signed, .. }: Posted) -> Result<Response, Failure> {
    let result = rights::copy(&app.desk, &signed.actor, id, app.now()).await.map(|()| Done::RightsCopied);
    answered(&app, &signed, id, "act-copy", "", result).await
}

/// `POST /rights/{id}/correct`.
pub(crate) async fn correct(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let text = |name: &str| fields.text(name).to_owned();
    let form = CorrectForm { submission_id: fields.id("submission")?, class: text("class"), value: text("value"), reason: text("reason") };
    let result = rights::correct(&app.desk, &signed.actor, id, &form, app.now()).await.map(|()| Done::RightsCorrected);
    answered(&app, &signed, id, "act-correct", &form.reason, result).await
}

/// `POST /rights/{id}/erase`.
pub(crate) async fn erase(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let chosen: Result<Vec<i64>, _> = fields.all("submission").map(str::parse).collect();
    let chosen = chosen.map_err(|_| Failure::Invalid(vec!["请选择要清除的来件".to_owned()]))?;
    let reason = fields.text("reason");
    let result = rights::erase(&app.desk, &signed.actor, id, &chosen, reason, app.now()).await.map(|()| Done::RightsErased);
    answered(&app, &signed, id, "act-erase", reason, result).await
}

/// `POST /rights/{id}/answer`.
pub(crate) async fn answer(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let text = |name: &str| fields.text(name).to_owned();
    let form = AnswerForm { outcome: text("outcome"), ground: text("ground"), reason: text("reason") };
    let result = rights::answer(&app.desk, &signed.actor, id, &form, app.now()).await.map(|()| Done::RightsAnswered);
    answered(&app, &signed, id, "act-answer", &form.reason, result).await
}

/// `GET /rights/papers/{id}`.
pub(crate) async fn paper(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let file = rights::download(&app.desk, &signed.actor, id, app.now()).await?;
    Ok(attachment(&file.name, "application/pdf", file.bytes))
}
