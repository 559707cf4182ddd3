//! `GET /looks`: the latest looks, or who looked at the person of a filing. A filing number says nothing about a person.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::LooksPage;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "looks/show.html")]
pub(crate) struct LooksShowPage {
    pub(crate) chrome: Chrome,
    pub(crate) view: LooksPage,
}

#[derive(serde::Deserialize)]
pub(crate) struct Asked {
    before: Option<i64>,
    number: Option<String>,
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let view = match asked.number.as_deref().map(str::trim).filter(|number| !number.is_empty()) {
        Some(number) => desk::looks::at_person(&app.desk, &signed.actor, number).await?,
        None => desk::looks::latest(&app.desk, &signed.actor, asked.before).await?,
    };
    page(StatusCode::OK, &LooksShowPage { chrome: signed.chrome(Nav::Looks), view })
}
