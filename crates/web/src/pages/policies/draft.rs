//! `GET /policies/draft/{circumstance}`: the text as it applies, to start a draft from.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::Permission;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, page};
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "policies/draft.html")]
pub(crate) struct DraftPolicyTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) circumstance: String,
    pub(crate) content: String,
    pub(crate) note: String,
    pub(crate) may_draft: bool,
    pub(crate) problem: Option<Problem>,
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(circumstance): Path<String>) -> Result<Response, Failure> {
    let content = desk::policies::text(&app.desk, &signed.actor, &circumstance, app.now()).await?;
    let may_draft = signed.actor.may(Permission::DraftPolicy);
    let chrome = signed.chrome(Nav::Policies);
    page(StatusCode::OK, &DraftPolicyTemplate { chrome, circumstance, content, note: String::new(), may_draft, problem: None })
}
