//! `GET` and `POST /registry/hints`: lists of other places, taken in as hints.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::registry::HintForm;
use desk::view::HintsPage;

use crate::App;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, done, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "registry/hints.html")]
pub(crate) struct HintsTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: HintsPage,
    pub(crate) problem: Option<Problem>,
    pub(crate) filled: HintForm,
}

pub(crate) async fn show(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    let view = desk::registry::hints_page(&app.desk, &signed.actor).await?;
    let chrome = signed.chrome(Nav::Registry);
    page(StatusCode::OK, &HintsTemplate { chrome, view, problem: None, filled: HintForm::default() })
}

pub(crate) async fn import(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let text = |name: &str| fields.text(name).to_owned();
    let form =
        HintForm { source: text("source"), basis: text("basis"), as_of: text("as_of"), expires_on: text("expires_on"), rows: text("rows") };
    match desk::registry::import_hints(&app.desk, &signed.actor, &form, app.now()).await {
        Ok(_) => Ok(done("/registry/hints", Done::HintsImported)),
        Err(error) => {
            let failure = Failure::from(error);
            let status = failure.status();
            let problem = Some(Problem::from_failure(failure, "hints")?);
            let view = desk::registry::hints_page(&app.desk, &signed.actor).await?;
            page(status, &HintsTemplate { chrome: signed.chrome(Nav::Registry), view, problem, filled: form })
        }
    }
}
