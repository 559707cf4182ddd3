//! `GET /papers/{id}`: an issued paper as PDF, byte for byte as it was issued.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::App;
use crate::failure::Failure;
use crate::pages::attachment;
use crate::security::session::Signed;

pub(crate) async fn download(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let file = desk::papers::download(&app.desk, &signed.actor, id, app.now()).await?;
    Ok(attachment(&file.name, "application/pdf", file.bytes))
}
