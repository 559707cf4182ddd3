//! `GET` and `POST /absences`, `POST /absences/end`.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::absences::{self, AbsenceForm};
use desk::view::AbsencePage;

use crate::App;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, done, page};
use crate::security::form::{Fields, Posted};
use crate::security::session::Signed;

const ADDRESS: &str = "/absences";

/// The form as it was filled.
#[derive(Clone, Default)]
pub(crate) struct Filled {
    pub(crate) login: String,
    pub(crate) deputy: String,
    pub(crate) from: String,
    pub(crate) until: String,
}

#[derive(Template)]
#[template(path = "absences/show.html")]
pub(crate) struct AbsenceTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: AbsencePage,
    pub(crate) problem: Option<Problem>,
    pub(crate) filled: Filled,
}

impl AbsenceTemplate {
    /// The day that the form begins with.
    fn from(&self) -> &str {
        if self.filled.from.is_empty() { &self.view.today } else { &self.filled.from }
    }
}

pub(crate) async fn show(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    render(&app, &signed, None, Filled::default()).await
}

async fn render(app: &App, signed: &Signed, failure: Option<Failure>, filled: Filled) -> Result<Response, Failure> {
    let status = failure.as_ref().map_or(StatusCode::OK, Failure::status);
    let problem = failure.map(|failure| Problem::from_failure(failure, "away")).transpose()?;
    let view = absences::page(&app.desk, &signed.actor, app.now()).await?;
    page(status, &AbsenceTemplate { chrome: signed.chrome(Nav::Absences), view, problem, filled })
}

fn form(fields: &Fields) -> Result<AbsenceForm, Failure> {
    let day = |name: &str, message: &str| fields.text(name).parse().map_err(|_| Failure::Invalid(vec![message.to_owned()]));
    Ok(AbsenceForm {
        login: fields.text("login").to_owned(),
        deputy: Some(fields.text("deputy").to_owned()).filter(|login| !login.is_empty()),
        from: day("from", "请填写开始日期，如2026-05-12")?,
        until: day("until", "请填写截止日期，如2026-05-15")?,
    })
}

pub(crate) async fn record(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let recorded = match form(&fields) {
        Ok(form) => absences::record(&app.desk, Some(&signed.actor), &form, app.now()).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    let text = |name: &str| fields.text(name).to_owned();
    let filled = Filled { login: text("login"), deputy: text("deputy"), from: text("from"), until: text("until") };
    match recorded {
        Ok(()) => Ok(done(ADDRESS, Done::AbsenceRecorded)),
        Err(failure) => render(&app, &signed, Some(failure), filled).await,
    }
}

pub(crate) async fn end(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    match absences::end(&app.desk, Some(&signed.actor), fields.text("login"), app.now()).await {
        Ok(()) => Ok(done(ADDRESS, Done::AbsenceEnded)),
        Err(error) => render(&app, &signed, Some(error.into()), Filled::default()).await,
    }
}
