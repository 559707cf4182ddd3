//! `GET /shared`: what concerns one's own unit.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::SharedList;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "shared/list.html")]
pub(crate) struct SharedListPage {
    pub(crate) chrome: Chrome,
    pub(crate) view: SharedList,
}

#[derive(serde::Deserialize)]
pub(crate) struct Asked {
    before: Option<i64>,
}

pub(crate) async fn list(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let view = desk::shared::list(&app.desk, &signed.actor, asked.before).await?;
    page(StatusCode::OK, &SharedListPage { chrome: signed.chrome(Nav::Shared), view })
}
