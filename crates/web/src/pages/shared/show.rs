//! `GET /shared/{id}` and `POST /shared/{id}/reveal`: one filing as it concerns another department.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::codes::FieldClass;
use desk::view::SharedPage;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::cases::reveal::RevealPage;
use crate::pages::page;
use crate::security::form::Posted;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "shared/show.html")]
pub(crate) struct SharedCasePage {
    pub(crate) chrome: Chrome,
    pub(crate) view: SharedPage,
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::shared::load(&app.desk, &signed.actor, id).await?;
    page(StatusCode::OK, &SharedCasePage { chrome: signed.chrome(Nav::Shared), view })
}

pub(crate) async fn reveal(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let class = fields.code("class", FieldClass::from_code)?;
    let view = desk::shared::reveal(&app.desk, &signed.actor, id, class, &fields.purpose(), app.now()).await?;
    page(StatusCode::OK, &RevealPage { chrome: signed.chrome(Nav::Shared), view, back: format!("/shared/{id}") })
}
