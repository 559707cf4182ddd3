//! `/registry/switch`: impact assessments, and the switch that needs one.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::registry::AssessmentForm;
use desk::view::SwitchPage;

use crate::App;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, done, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "registry/switch.html")]
pub(crate) struct SwitchTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: SwitchPage,
    pub(crate) problem: Option<Problem>,
    pub(crate) filled: AssessmentForm,
}

const HERE: &str = "/registry/switch";

async fn again(app: &App, signed: &Signed, failure: Failure, filled: AssessmentForm) -> Result<Response, Failure> {
    let status = failure.status();
    let problem = Some(Problem::from_failure(failure, "")?);
    let view = desk::registry::switch_page(&app.desk, &signed.actor).await?;
    page(status, &SwitchTemplate { chrome: signed.chrome(Nav::Registry), view, problem, filled })
}

pub(crate) async fn show(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    let view = desk::registry::switch_page(&app.desk, &signed.actor).await?;
    let chrome = signed.chrome(Nav::Registry);
    page(StatusCode::OK, &SwitchTemplate { chrome, view, problem: None, filled: AssessmentForm::default() })
}

/// `POST /registry/assessments`.
pub(crate) async fn prepare(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let text = |name: &str| fields.text(name).to_owned();
    let form = AssessmentForm { basis: text("basis"), purpose: text("purpose"), effects: text("effects"), measures: text("measures") };
    match desk::registry::prepare_assessment(&app.desk, &signed.actor, &form, app.now()).await {
        Ok(()) => Ok(done(HERE, Done::AssessmentPrepared)),
        Err(error) => again(&app, &signed, error.into(), form).await,
    }
}

/// `POST /registry/assessments/{id}/approve`.
pub(crate) async fn approve(State(app): State<App>, Path(id): Path<i64>, Posted { signed, .. }: Posted) -> Result<Response, Failure> {
    match desk::registry::approve_assessment(&app.desk, &signed.actor, id, app.now()).await {
        Ok(()) => Ok(done(HERE, Done::AssessmentApproved)),
        Err(error) => again(&app, &signed, error.into(), AssessmentForm::default()).await,
    }
}

/// `POST /registry/switch`: on with an assessment, off without.
pub(crate) async fn switch(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let on = match fields.text("assessment") {
        "" => None,
        _ => Some(fields.id("assessment")?),
    };
    match desk::registry::switch(&app.desk, &signed.actor, on, fields.text("reason"), app.now()).await {
        Ok(()) => Ok(done(HERE, Done::RegistrySwitched)),
        Err(error) => again(&app, &signed, error.into(), AssessmentForm::default()).await,
    }
}
