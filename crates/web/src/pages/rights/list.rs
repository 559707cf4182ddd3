//! `GET /rights`.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::RightsList;
use serde::Deserialize;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "rights/list.html")]
pub(crate) struct RightsListPage {
    pub(crate) chrome: Chrome,
    pub(crate) view: RightsList,
}

/// Which half, from where on.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    answered: String,
    before: Option<i64>,
}

pub(crate) async fn list(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let view = desk::rights::list(&app.desk, &signed.actor, asked.answered.is_empty(), asked.before, app.now()).await?;
    page(StatusCode::OK, &RightsListPage { chrome: signed.chrome(Nav::Registry), view })
}
