//! `GET /submissions/{id}/together`: near texts beside each other, the group and the hot issues of one 来件.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::NearPage;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "together/near.html")]
pub(crate) struct NearTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: NearPage,
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::together::near(&app.desk, &signed.actor, id).await?;
    page(StatusCode::OK, &NearTemplate { chrome: signed.chrome(Nav::Submissions), view })
}
