//! `GET /registry`.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::{EACH_ON_ITS_OWN, RegistryList};
use serde::Deserialize;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "registry/list.html")]
pub(crate) struct RegistryListPage {
    pub(crate) chrome: Chrome,
    pub(crate) view: RegistryList,
}

/// Which half, from where on.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    over: String,
    before: Option<i64>,
}

pub(crate) async fn list(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let view = desk::registry::list(&app.desk, &signed.actor, asked.over.is_empty(), asked.before, app.now()).await?;
    page(StatusCode::OK, &RegistryListPage { chrome: signed.chrome(Nav::Registry), view })
}
