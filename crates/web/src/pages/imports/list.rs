//! `GET /imports` and the upload, `POST /imports`. The file stays in memory: no clear copy touches a disk.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::codes::ImportKind;
use desk::view::ImportList;

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, page};
use crate::security::form::is_same;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "imports/list.html")]
pub(crate) struct ImportsPage {
    pub(crate) chrome: Chrome,
    pub(crate) view: ImportList,
    pub(crate) problem: Option<Problem>,
}

pub(crate) async fn list(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    show(&app, &signed, StatusCode::OK, None).await
}

async fn show(app: &App, signed: &Signed, status: StatusCode, problem: Option<Problem>) -> Result<Response, Failure> {
    let mut view = desk::imports::list(&app.desk, &signed.actor).await?;
    view.limit_bytes = app.config.upload_limit_bytes as u64;
    page(status, &ImportsPage { chrome: signed.chrome(Nav::Imports), view, problem })
}

pub(crate) async fn upload(State(app): State<App>, signed: Signed, form: Multipart) -> Result<Response, Failure> {
    let upload = read(form, &signed.csrf).await?;
    let profile = Some(upload.profile.as_str()).filter(|name| !name.is_empty());
    let started = desk::imports::start(&app.desk, &signed.actor, upload.kind, profile, &upload.file_name, upload.bytes, app.now()).await;
    match started.map_err(Failure::from) {
        Ok(run_id) => Ok(Redirect::to(&format!("/imports/{run_id}")).into_response()),
        Err(failure) => {
            let status = failure.status();
            let problem = Problem::from_failure(failure, "")?;
            show(&app, &signed, status, Some(problem)).await
        }
    }
}

/// The parts of the form.
struct Upload {
    kind: ImportKind,
    profile: String,
    file_name: String,
    bytes: Vec<u8>,
}

/// Longest name of a file that is kept, in characters.
const NAME_LIMIT: usize = 120;

/// Reads the form part by part. The token comes first, so that nothing of a forged form is kept.
async fn read(mut form: Multipart, csrf: &str) -> Result<Upload, Failure> {
    let (mut is_ours, mut kind, mut profile, mut file) = (false, None, String::new(), None);
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("csrf") => is_ours = is_same(&field.text().await.map_err(unreadable)?, csrf),
            _ if !is_ours => return Err(Failure::StaleForm),
            Some("kind") => kind = ImportKind::from_code(&field.text().await.map_err(unreadable)?),
            Some("profile") => profile = field.text().await.map_err(unreadable)?,
            Some("file") => {
                let name: String = field.file_name().unwrap_or("").chars().filter(|c| !c.is_control()).take(NAME_LIMIT).collect();
                file = Some((name, field.bytes().await.map_err(unreadable)?.to_vec()));
            }
            _ => {}
        }
    }
    match (kind, file) {
        (Some(kind), Some((file_name, bytes))) => Ok(Upload { kind, profile, file_name, bytes }),
        _ => Err(Failure::BadRequest),
    }
}

fn unreadable(error: axum::extract::multipart::MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge } else { Failure::BadRequest }
}
