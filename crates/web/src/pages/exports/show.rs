//! `GET` and `POST /exports`.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::{ExportFormat, ExportKind, ExportPage};

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::imports::files::XLSX;
use crate::pages::{Problem, attachment, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "exports/show.html")]
pub(crate) struct ExportTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: ExportPage,
    pub(crate) problem: Option<Problem>,
}

pub(crate) async fn show(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    let view = desk::exports::page(&app.desk, &signed.actor, app.now()).await?;
    page(StatusCode::OK, &ExportTemplate { chrome: signed.chrome(Nav::Exports), view, problem: None })
}

/// Clear values leave only when the box is ticked and a purpose is chosen.
pub(crate) async fn export(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let kind = fields.code("kind", ExportKind::from_code)?;
    let format = fields.code("format", ExportFormat::from_code)?;
    let reveal = fields.is_ticked("reveal").then(|| fields.purpose());
    match desk::exports::export(&app.desk, &signed.actor, kind, format, reveal.as_deref(), app.now()).await {
        Ok(bytes) => {
            let media_type = match format {
                ExportFormat::Xlsx => XLSX,
                ExportFormat::Csv => "text/csv; charset=utf-8",
            };
            Ok(attachment(&format!("{}.{}", kind.label(), format.code()), media_type, bytes))
        }
        Err(error) => {
            let failure = Failure::from(error);
            let status = failure.status();
            let problem = Problem::from_failure(failure, "")?;
            let view = desk::exports::page(&app.desk, &signed.actor, app.now()).await?;
            page(status, &ExportTemplate { chrome: signed.chrome(Nav::Exports), view, problem: Some(problem) })
        }
    }
}
