//! `GET /account`: one's own password, sessions and second factor.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::login::Must;
use desk::own_account::OwnAccount;

use crate::App;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, done, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "accounts/mine.html")]
pub(crate) struct MinePage {
    pub(crate) chrome: Chrome,
    pub(crate) view: OwnAccount,
    pub(crate) must: Option<Must>,
    pub(crate) problem: Option<Problem>,
}

impl MinePage {
    fn problem_of(&self, form: &str) -> Option<&Problem> {
        self.problem.as_ref().filter(|problem| problem.form_id == form)
    }
}

pub(crate) async fn show(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    render(&app, &signed, None).await
}

async fn render(app: &App, signed: &Signed, problem: Option<Problem>) -> Result<Response, Failure> {
    let view = desk::own_account::show(&app.desk, &signed.actor, &signed.token, app.now()).await?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page(status, &MinePage { chrome: signed.chrome(Nav::Nowhere), view, must: signed.must, problem })
}

/// The page again with what went wrong, or a page of its own for what a form cannot mend.
pub(crate) async fn again(app: &App, signed: &Signed, failure: Failure, form: &str) -> Result<Response, Failure> {
    render(app, signed, Some(Problem::from_failure(failure, form)?)).await
}

pub(crate) async fn change_password(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let (old, new) = (fields.untrimmed("old"), fields.untrimmed("new"));
    if new != fields.untrimmed("again") {
        return again(&app, &signed, Failure::Invalid(vec!["两次输入的新密码不一致".to_owned()]), "password").await;
    }
    match desk::own_account::change_password(&app.desk, &signed.actor, &signed.token, old, new).await {
        Ok(()) => Ok(done("/account", Done::PasswordChanged)),
        Err(error) => again(&app, &signed, error.into(), "password").await,
    }
}

pub(crate) async fn end_sessions(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    match fields.text("session") {
        "" => desk::own_account::end_other_sessions(&app.desk, &signed.actor, &signed.token).await?,
        id => desk::own_account::end_session(&app.desk, &signed.actor, id, app.now()).await?,
    }
    Ok(done("/account", Done::SessionEnded))
}
