//! `GET` and `POST /persons/{id}/rights`: a request of a person about their own data.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::registry::ObjectionChannel;
use casework::rights::{Applicant, Right};
use desk::rights::AskForm;
use desk::view::RightsFormPage;

use crate::App;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, done, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "rights/form.html")]
pub(crate) struct RightsFormTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: RightsFormPage,
    pub(crate) problem: Option<Problem>,
    pub(crate) filled: AskForm,
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::rights::form(&app.desk, &signed.actor, id).await?;
    page(StatusCode::OK, &RightsFormTemplate { chrome: signed.chrome(Nav::Registry), view, problem: None, filled: AskForm::default() })
}

pub(crate) async fn ask(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let text = |name: &str| fields.text(name).to_owned();
    let form = AskForm {
        submission_id: fields.text("submission").parse().unwrap_or(0),
        right: text("right"),
        channel: text("channel"),
        applicant: text("applicant"),
        words: text("words"),
        verified: text("verified"),
    };
    match desk::rights::ask(&app.desk, &signed.actor, id, &form, app.now()).await {
        Ok(request) => Ok(done(&format!("/rights/{request}"), Done::RightsAsked)),
        Err(error) => {
            let failure = Failure::from(error);
            let status = failure.status();
            let problem = Some(Problem::from_failure(failure, "ask")?);
            let view = desk::rights::form(&app.desk, &signed.actor, id).await?;
            page(status, &RightsFormTemplate { chrome: signed.chrome(Nav::Registry), view, problem, filled: form })
        }
    }
}
