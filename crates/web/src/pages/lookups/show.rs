//! `GET` and `POST /lookup`: whose is this number? The number travels in the body only.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::{LookupKey, LookupResult};

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "lookups/show.html")]
pub(crate) struct LookupPage {
    pub(crate) chrome: Chrome,
    pub(crate) problem: Option<Problem>,
    pub(crate) result: Option<LookupResult>,
}

pub(crate) async fn show(signed: Signed) -> Result<Response, Failure> {
    signed.actor.require(desk::Permission::Reveal)?;
    page(StatusCode::OK, &LookupPage { chrome: signed.chrome(Nav::Lookup), problem: None, result: None })
}

pub(crate) async fn lookup(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let key = fields.code("by", LookupKey::from_code)?;
    let chrome = signed.chrome(Nav::Lookup);
    match desk::submissions::lookup(&app.desk, &signed.actor, key, fields.text("value"), &fields.purpose(), app.now()).await {
        Ok(result) => page(StatusCode::OK, &LookupPage { chrome, problem: None, result: Some(result) }),
        Err(error) => {
            let failure = Failure::from(error);
            let status = failure.status();
            page(status, &LookupPage { chrome, problem: Some(Problem::from_failure(failure, "")?), result: None })
        }
    }
}
