//! `GET /`: what is due, most urgent first.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use desk::Permission;
use desk::view::{DueBucket, Worklist};

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "worklist/show.html")]
pub(crate) struct WorklistPage {
    pub(crate) chrome: Chrome,
    pub(crate) view: Worklist,
}

/// For posts that work on no case.
#[derive(Template)]
#[template(path = "worklist/none.html")]
pub(crate) struct NoCasesPage {
    pub(crate) chrome: Chrome,
}

#[derive(serde::Deserialize)]
pub(crate) struct Asked {
    mine: Option<String>,
    /// One group in full: code of its bucket.
    group: Option<String>,
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    if signed.actor.may(Permission::ViewShared) {
        return Ok(Redirect::to("/shared").into_response());
    }
    if !signed.actor.may(Permission::ViewCases) {
        return page(StatusCode::OK, &NoCasesPage { chrome: signed.chrome(Nav::Worklist) });
    }
    let group = asked.group.as_deref().and_then(DueBucket::from_code);
    let view = desk::worklist::load(&app.desk, &signed.actor, asked.mine.is_some(), group, app.now()).await?;
    page(StatusCode::OK, &WorklistPage { chrome: signed.chrome(Nav::Worklist), view })
}
