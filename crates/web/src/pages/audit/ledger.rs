//! `GET /audit`: the state of the log and its entries.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::{AuditPage, AuditQuery};

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "audit/ledger.html")]
pub(crate) struct LedgerTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: AuditPage,
}

#[derive(serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    officer: String,
    before: Option<i64>,
}

impl LedgerTemplate {
    fn is_subject(&self, subject: &str) -> bool {
        self.view.query.subject.as_deref() == Some(subject)
    }

    fn is_officer(&self, id: &i64) -> bool {
        self.view.query.account_id == Some(*id)
    }

    /// The address of the entries before that place.
    fn earlier(&self, before: &i64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(subject) = &self.view.query.subject {
            query.append_pair("subject", subject);
        }
        if let Some(officer) = self.view.query.account_id {
            query.append_pair("officer", &officer.to_string());
        }
        format!("/audit?{}", query.append_pair("before", &before.to_string()).finish())
    }
}

pub(crate) async fn show(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let officer = match asked.officer.trim() {
        "" => None,
        id => Some(id.parse().map_err(|_| Failure::BadRequest)?),
    };
    let subject = Some(asked.subject).filter(|subject| !subject.is_empty());
    let query = AuditQuery { subject, account_id: officer, before: asked.before };
    let view = desk::audit::page(&app.desk, &signed.actor, query).await?;
    page(StatusCode::OK, &LedgerTemplate { chrome: signed.chrome(Nav::Audit), view })
}
