//! `GET /imports/{id}`: progress and what was turned away; `GET /imports/{id}/progress`: the counters for the script.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::view::{ImportPage, ImportState};

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "imports/show.html")]
pub(crate) struct ImportTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: ImportPage,
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::imports::page(&app.desk, &signed.actor, id).await?;
    page(StatusCode::OK, &ImportTemplate { chrome: signed.chrome(Nav::Imports), view })
}

pub(crate) async fn progress(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let run = desk::imports::progress(&app.desk, &signed.actor, id).await?;
    let json = serde_json::json!({
        "state": run.state.code(),
        "percent": run.percent(),
        "read": run.read,
        "inserted": run.inserted,
        "updated": run.updated,
        "unchanged": run.unchanged,
        "rejected": run.rejected,
    });
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], json.to_string()).into_response())
}
