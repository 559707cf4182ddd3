//! `GET /policies`: which version of each circumstance applies, what is under way, and precision by version.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::PoliciesPage;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "policies/list.html")]
pub(crate) struct PoliciesTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: PoliciesPage,
}

pub(crate) async fn list(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    let view = desk::policies::page(&app.desk, &signed.actor, app.now()).await?;
    page(StatusCode::OK, &PoliciesTemplate { chrome: signed.chrome(Nav::Policies), view })
}
