//! `GET /submissions/{id}`: one case with everything that may be done.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::codes::FieldClass;
use desk::view::{Action, CasePage, FactValue, MatterView, Outcome, ProtectionView, ReferralView, Tone, Verdict};

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::cases::act::{ActForm, ActTemplate, Attempt, Owner};
use crate::pages::cases::evidence::Evidence;
use crate::pages::{Problem, page};
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "cases/show.html")]
pub(crate) struct CaseTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: CasePage,
    pub(crate) problem: Option<Problem>,
    /// A form that was sent in vain.
    pub(crate) attempt: Option<Attempt>,
}

impl CaseTemplate {
    fn act<'a>(&'a self, owner: Owner, action: &'a Action) -> ActTemplate<'a> {
        ActTemplate {
            form: ActForm::new(self.view.submission_id, owner, action, self.attempt.as_ref()),
            findings: &self.view.findings,
            csrf: &self.chrome.csrf,
            open_clues: self.view.open_clues(),
        }
    }

    fn links_action(&self) -> String {
        format!("/submissions/{}/links", self.view.submission_id)
    }

    fn matter_act<'a>(&'a self, matter: &MatterView, action: &'a Action) -> ActTemplate<'a> {
        self.act(Owner::Matter { id: matter.matter_id, version: matter.version }, action)
    }

    fn clue_act<'a>(&'a self, id: i64, action: &'a Action) -> ActTemplate<'a> {
        self.act(Owner::Clue { id }, action)
    }

    fn referral_act<'a>(&'a self, referral: &ReferralView, action: &'a Action) -> ActTemplate<'a> {
        self.act(Owner::Referral { id: referral.referral_id, version: referral.version }, action)
    }

    fn lift_act(&self, protection: &ProtectionView) -> ActTemplate<'_> {
        self.act(Owner::Protection { id: protection.protection_id }, &Action::LiftProtection)
    }

    /// Whether this form was sent in vain.
    fn is_attempted(&self, form_id: &str) -> bool {
        self.attempt.as_ref().is_some_and(|attempt| attempt.form_id == form_id)
    }

    fn attempted_reason(&self) -> &str {
        self.attempt.as_ref().map_or("", |attempt| attempt.reason.as_str())
    }

    fn case_act<'a>(&'a self, action: &'a Action) -> ActTemplate<'a> {
        self.act(Owner::Case, action)
    }
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::case::load(&app.desk, &signed.actor, id, app.now()).await?;
    page(StatusCode::OK, &CaseTemplate { chrome: signed.chrome(Nav::Submissions), view, problem: None, attempt: None })
}

/// The page again with the form that was refused, as it was filled.
pub(crate) async fn show_again(app: &App, signed: &Signed, id: i64, mut attempt: Attempt, failure: Failure) -> Result<Response, Failure> {
    let status = failure.status();
    let problem = Problem::from_failure(failure, &attempt.form_id)?;
    attempt.errors = vec![problem.message.clone()];
    let view = desk::case::load(&app.desk, &signed.actor, id, app.now()).await?;
    let chrome = signed.chrome(Nav::Submissions);
    page(status, &CaseTemplate { chrome, view, problem: Some(problem), attempt: Some(attempt) })
}
