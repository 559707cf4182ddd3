//! `GET /rights/{id}`.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::rights::{Right, RightsOutcome};
use desk::view::RightsPage;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, page};
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "rights/show.html")]
pub(crate) struct RightsTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: RightsPage,
    pub(crate) problem: Option<Problem>,
    /// The reason that was typed into the form that was sent in vain.
    pub(crate) reason: String,
}

impl RightsTemplate {
    fn is_open(&self, form_id: &str) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.form_id == form_id)
    }

    fn typed<'a>(&'a self, form_id: &str, fresh: &'a str) -> &'a str {
        if self.is_open(form_id) { &self.reason } else { fresh }
    }
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::rights::load(&app.desk, &signed.actor, id, app.now()).await?;
    page(StatusCode::OK, &RightsTemplate { chrome: signed.chrome(Nav::Registry), view, problem: None, reason: String::new() })
}
