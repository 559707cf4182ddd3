//! The error workbook of a run and the blank template of a kind.

use axum::extract::{Path, State};
use axum::response::Response;
use casework::codes::ImportKind;

use crate::App;
use crate::failure::Failure;
use crate::pages::attachment;
use crate::security::session::Signed;

pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /imports/{id}/errors.xlsx`.
pub(crate) async fn errors(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let bytes = desk::imports::errors(&app.desk, &signed.actor, id, app.now()).await?;
    Ok(attachment(&format!("错误工作簿-{id}.xlsx"), XLSX, bytes))
}

/// `GET /imports/template/{kind}`.
pub(crate) async fn template(signed: Signed, Path(kind): Path<String>) -> Result<Response, Failure> {
    let kind = ImportKind::from_code(&kind).ok_or(Failure::NotFound)?;
    let bytes = desk::imports::template(&signed.actor, kind)?;
    Ok(attachment(&format!("导入模板-{}.xlsx", kind.label()), XLSX, bytes))
}
