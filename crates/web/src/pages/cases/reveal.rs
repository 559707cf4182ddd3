//! `POST /submissions/{id}/reveal`: one class of values in clear, for a stated purpose, on a page that nobody stores.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::codes::FieldClass;
use desk::view::Revealed;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::form::Posted;

#[derive(Template)]
#[template(path = "cases/reveal.html")]
pub(crate) struct RevealPage {
    pub(crate) chrome: Chrome,
    pub(crate) view: Revealed,
    /// The page that it was asked from.
    pub(crate) back: String,
}

pub(crate) async fn reveal(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let class = fields.code("class", FieldClass::from_code)?;
    let view = desk::reveal::reveal(&app.desk, &signed.actor, id, class, &fields.purpose(), app.now()).await?;
    page(StatusCode::OK, &RevealPage { chrome: signed.chrome(Nav::Submissions), view, back: format!("/submissions/{id}") })
}
