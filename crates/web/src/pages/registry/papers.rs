//! Papers of an entry: taken byte for byte as they were issued, as an editable copy, and recorded as served.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::registry::{self, PaperServiceForm};

use crate::App;
use crate::chrome::Done;
use crate::failure::Failure;
use crate::pages::attachment;
use crate::pages::papers::download::DOCX;
use crate::pages::registry::acts::answered;
use crate::security::form::Posted;
use crate::security::session::Signed;

/// `GET /registry/papers/{id}`.
pub(crate) async fn download(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let file = registry::download(&app.desk, &signed.actor, id, app.now()).await?;
    Ok(attachment(&file.name, "application/pdf", file.bytes))
}

/// `GET /registry/papers/{id}/docx`.
pub(crate) async fn docx(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let file = registry::docx(&app.desk, &signed.actor, id, app.now()).await?;
    Ok(attachment(&file.name, DOCX, file.bytes))
}

/// `POST /registry/papers/{id}/services`.
pub(crate) async fn serve(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let text = |name: &str| fields.text(name).to_owned();
    let form = PaperServiceForm { way: text("way"), served_on: text("served_on"), note: text("note") };
    let entry_id = fields.id("entry")?;
    let result = registry::serve_paper(&app.desk, &signed.actor, id, &form, app.now()).await.map(|_| Done::PaperServed);
    answered(&app, &signed, entry_id, &format!("paper-{id}-service"), &form.note, result).await
}
