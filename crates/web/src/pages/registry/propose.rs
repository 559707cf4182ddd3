//! `GET` and `POST /persons/{id}/registry`: a proposal on chosen bases.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::registry::ProposalForm;
use desk::view::{EACH_ON_ITS_OWN, ProposePage};

use crate::App;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, done, page};
use crate::security::form::{Fields, Posted};
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "registry/propose.html")]
pub(crate) struct ProposeTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: ProposePage,
    pub(crate) problem: Option<Problem>,
    pub(crate) reason: String,
    pub(crate) chosen: Vec<String>,
}

pub(crate) fn proposal(fields: &Fields) -> ProposalForm {
    ProposalForm { bases: fields.all("base").map(str::to_owned).collect(), reason: fields.text("reason").to_owned() }
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::registry::form(&app.desk, &signed.actor, id).await?;
    let chrome = signed.chrome(Nav::Registry);
    page(StatusCode::OK, &ProposeTemplate { chrome, view, problem: None, reason: String::new(), chosen: Vec::new() })
}

pub(crate) async fn propose(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let form = proposal(&fields);
    match desk::registry::propose(&app.desk, &signed.actor, id, &form, app.now()).await {
        Ok(entry) => Ok(done(&format!("/registry/{entry}"), Done::RegistryProposed)),
        Err(error) => {
            let failure = Failure::from(error);
            let status = failure.status();
            let problem = Problem::from_failure(failure, "proposal")?;
            let view = desk::registry::form(&app.desk, &signed.actor, id).await?;
            let chrome = signed.chrome(Nav::Registry);
            page(status, &ProposeTemplate { chrome, view, problem: Some(problem), reason: form.reason, chosen: form.bases })
        }
    }
}
