//! `GET /together/groups/{id}`: one group with its ties drawn.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::GroupPage;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "together/group.html")]
pub(crate) struct GroupTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: GroupPage,
}

impl GroupTemplate {
    fn ring(&self) -> Option<String> {
        crate::graph::ring(&self.view.persons, &self.view.ties)
    }
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::together::group(&app.desk, &signed.actor, id).await?;
    page(StatusCode::OK, &GroupTemplate { chrome: signed.chrome(Nav::Together), view })
}
