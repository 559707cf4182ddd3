//! `GET /policies/{id}`: one version: what the back-test showed, how it runs in the shadow, what may be done next.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::PolicyPage;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, page};
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "policies/show.html")]
pub(crate) struct PolicyTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: PolicyPage,
    pub(crate) problem: Option<Problem>,
}

impl PolicyTemplate {
    fn is_running(&self) -> bool {
        self.view.running.as_ref().is_some_and(|running| running.is_running)
    }
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::policies::load(&app.desk, &signed.actor, id, app.now()).await?;
    page(StatusCode::OK, &PolicyTemplate { chrome: signed.chrome(Nav::Policies), view, problem: None })
}

/// The page again with what was refused.
pub(crate) async fn show_again(app: &App, signed: &Signed, id: i64, failure: Failure) -> Result<Response, Failure> {
    let status = failure.status();
    let problem = Some(Problem::from_failure(failure, "next")?);
    let view = desk::policies::load(&app.desk, &signed.actor, id, app.now()).await?;
    page(status, &PolicyTemplate { chrome: signed.chrome(Nav::Policies), view, problem })
}
