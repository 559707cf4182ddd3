//! `GET /audit/integrity`: signals in officers' own acts, and complaints drawn to be checked again.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::audit::Outcome;
use desk::view::IntegrityPage;

use crate::App;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::cases::evidence::Evidence;
use crate::pages::{Problem, done, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

const ADDRESS: &str = "/audit/integrity";

#[derive(Template)]
#[template(path = "audit/integrity.html")]
pub(crate) struct IntegrityTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: IntegrityPage,
    pub(crate) problem: Option<Problem>,
    /// What was written in the form that is shown again.
    pub(crate) note: String,
}

impl IntegrityTemplate {
    fn problem_of(&self, form: &str) -> Option<&Problem> {
        self.problem.as_ref().filter(|problem| problem.form_id == form)
    }
}

pub(crate) async fn show(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    render(&app, &signed, None, String::new()).await
}

async fn render(app: &App, signed: &Signed, problem: Option<Problem>, note: String) -> Result<Response, Failure> {
    let view = desk::audit::integrity(&app.desk, &signed.actor, app.now()).await?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page(status, &IntegrityTemplate { chrome: signed.chrome(Nav::Audit), view, problem, note })
}

pub(crate) async fn draw(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    // A number that is none is no number between the bounds either: the use case says which they are.
    let count = fields.text("count").parse().unwrap_or(0);
    match desk::audit::draw(&app.desk, &signed.actor, count, app.now()).await {
        Ok(_) => Ok(done(ADDRESS, Done::Drawn)),
        Err(error) => render(&app, &signed, Some(Problem::from_failure(error.into(), "draw")?), String::new()).await,
    }
}

pub(crate) async fn conclude(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let outcome = fields.code("outcome", Outcome::from_code)?;
    match desk::audit::conclude(&app.desk, &signed.actor, id, outcome, fields.text("note"), app.now()).await {
        Ok(()) => Ok(done(ADDRESS, Done::Rechecked)),
        Err(error) => {
            let problem = Problem::from_failure(error.into(), &format!("recheck-{id}"))?;
            render(&app, &signed, Some(problem), fields.text("note").to_owned()).await
        }
    }
}
