//! `GET /papers/{id}` and `/papers/{id}/docx`: an issued paper byte for byte as it was issued, and an editable copy.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::App;
use crate::failure::Failure;
use crate::pages::attachment;
use crate::security::session::Signed;

pub(crate) const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

pub(crate) async fn download(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let file = desk::papers::download(&app.desk, &signed.actor, id, app.now()).await?;
    Ok(attachment(&file.name, "application/pdf", file.bytes))
}

pub(crate) async fn docx(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let file = desk::papers::docx(&app.desk, &signed.actor, id, app.now()).await?;
    Ok(attachment(&file.name, DOCX, file.bytes))
}
