//! `POST /batches`, `GET /batches/{id}`, `POST /batches/{id}/undo`: the same done with many matters. `POST /claim`: the next matter
//! that nobody has. `POST /reminders/seen`: notices put away. `GET /recounts/{id}`: what a new work calendar moved.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use desk::batch::{self, BatchForm};
use desk::view::{BatchPage, RecountPage};

use crate::App;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::{done, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "worklist/batch.html")]
pub(crate) struct BatchTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: BatchPage,
}

#[derive(Template)]
#[template(path = "worklist/recount.html")]
pub(crate) struct RecountTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: RecountPage,
}

pub(crate) async fn run(State(app): State<App>, posted: Posted) -> Result<Response, Failure> {
    let fields = &posted.fields;
    let chosen = |name: &str| fields.text(name).parse::<i64>().ok();
    let form = BatchForm {
        kind: fields.text("kind").to_owned(),
        matters: fields.ids("matter")?,
        officer_id: chosen("officer"),
        absent_id: chosen("absent"),
        reason: fields.text("reason").to_owned(),
    };
    let id = batch::run(&app.desk, &posted.signed.actor, &form, app.now()).await?;
    Ok(Redirect::to(&format!("/batches/{id}")).into_response())
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = batch::load(&app.desk, &signed.actor, id).await?;
    page(StatusCode::OK, &BatchTemplate { chrome: signed.chrome(Nav::Worklist), view })
}

pub(crate) async fn undo(State(app): State<App>, Path(id): Path<i64>, posted: Posted) -> Result<Response, Failure> {
    batch::undo(&app.desk, &posted.signed.actor, id, app.now()).await?;
    Ok(done(&format!("/batches/{id}"), Done::BatchUndone))
}

pub(crate) async fn claim(State(app): State<App>, posted: Posted) -> Result<Response, Failure> {
    Ok(match desk::claim::next(&app.desk, &posted.signed.actor, app.now()).await? {
        Some(submission_id) => done(&format!("/submissions/{submission_id}"), Done::Claimed),
        None => done("/", Done::NothingToClaim),
    })
}

pub(crate) async fn seen(State(app): State<App>, posted: Posted) -> Result<Response, Failure> {
    let (notices, recounts) = (posted.fields.ids("reminder")?, posted.fields.ids("recount")?);
    desk::reminders::mark_seen(&app.desk, &posted.signed.actor, &notices, &recounts, app.now()).await?;
    Ok(done("/", Done::RemindersSeen))
}

#[derive(serde::Deserialize)]
pub(crate) struct Paged {
    page: Option<u32>,
}

pub(crate) async fn recounted(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<i64>,
    Query(paged): Query<Paged>,
) -> Result<Response, Failure> {
    let view = desk::reminders::recounted(&app.desk, &signed.actor, id, paged.page.unwrap_or(1)).await?;
    page(StatusCode::OK, &RecountTemplate { chrome: signed.chrome(Nav::Worklist), view })
}
