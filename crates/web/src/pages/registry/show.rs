//! `GET /registry/{id}`.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::registry::{DeferralGround, ObjectionChannel, ObjectionOutcome};
use desk::view::{EACH_ON_ITS_OWN, FactValue, RegistryAct, RegistryEntryPage};

use crate::App;
use crate::chart;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, page};
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "registry/show.html")]
pub(crate) struct EntryTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: RegistryEntryPage,
    pub(crate) problem: Option<Problem>,
    /// What was typed into the form that was sent in vain.
    pub(crate) reason: String,
    life: String,
}

impl EntryTemplate {
    pub(crate) fn new(chrome: Chrome, view: RegistryEntryPage, problem: Option<Problem>, reason: String) -> Self {
        let life = chart::life(&view.life);
        Self { chrome, view, problem, reason, life }
    }

    /// Whether that form is the one to show open.
    fn is_open(&self, form_id: &str) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.form_id == form_id)
    }

    fn typed(&self, form_id: &str) -> &str {
        if self.is_open(form_id) { &self.reason } else { "" }
    }
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::registry::load(&app.desk, &signed.actor, id, app.now()).await?;
    page(StatusCode::OK, &EntryTemplate::new(signed.chrome(Nav::Registry), view, None, String::new()))
}
