//! `GET /together/hot-issues/{id}`: one hot issue with its course.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::HotIssuePage;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "together/hot_issue.html")]
pub(crate) struct HotIssueTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: HotIssuePage,
}

impl HotIssueTemplate {
    fn chart(&self) -> String {
        crate::chart::months(&self.view.months)
    }
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::together::hot_issue(&app.desk, &signed.actor, id).await?;
    page(StatusCode::OK, &HotIssueTemplate { chrome: signed.chrome(Nav::Together), view })
}
