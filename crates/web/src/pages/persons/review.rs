//! `GET /persons/review`: 疑似同一人, the open questions worth most; and the answers, from there or from a case page.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::{QuestionPage, RulingGround};

use crate::App;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::{done, page};
use crate::security::form::{Fields, Posted};
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "persons/review.html")]
pub(crate) struct ReviewTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: QuestionPage,
}

pub(crate) async fn show(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    let view = desk::persons::queue(&app.desk, &signed.actor).await?;
    page(StatusCode::OK, &ReviewTemplate { chrome: signed.chrome(Nav::Review), view })
}

pub(crate) async fn answer(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    judge(&app, &signed, &fields).await?;
    Ok(done("/persons/review", Done::Judged))
}

/// `POST /submissions/{id}/links`: the same from the case page, which then shows what has become of it.
pub(crate) async fn answer_on_case(
    State(app): State<App>,
    Path(id): Path<i64>,
    Posted { signed, fields }: Posted,
) -> Result<Response, Failure> {
    judge(&app, &signed, &fields).await?;
    Ok(done(&format!("/submissions/{id}"), Done::Judged))
}

async fn judge(app: &App, signed: &Signed, fields: &Fields) -> Result<(), Failure> {
    let is_same = match fields.text("same") {
        "yes" => true,
        "no" => false,
        _ => return Err(Failure::BadRequest),
    };
    let reason = fields.code("ground", RulingGround::from_code)?.reason(fields.text("note"));
    let (left, right) = (fields.id("left")?, fields.id("right")?);
    Ok(desk::persons::judge(&app.desk, &signed.actor, left, right, is_same, &reason, app.now()).await?)
}
