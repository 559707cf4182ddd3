//! Drafting a paper: the form, the preview, the issue; and the same for a paper that puts an issued one right.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::papers::DraftForm;
use desk::view::{DraftPage, DraftShape};

use crate::App;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, done, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "papers/draft.html")]
pub(crate) struct DraftTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: DraftPage,
    pub(crate) problem: Option<Problem>,
}

/// `GET /submissions/{id}/papers/new/{matter}/{kind}`.
pub(crate) async fn new(
    State(app): State<App>,
    signed: Signed,
    Path((_, matter, kind)): Path<(i64, i64, String)>,
) -> Result<Response, Failure> {
    let view = desk::papers::new(&app.desk, &signed.actor, matter, &kind, app.now()).await?;
    page(StatusCode::OK, &DraftTemplate { chrome: signed.chrome(Nav::Submissions), view, problem: None })
}

/// `GET /papers/{id}/correct`.
pub(crate) async fn correct(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::papers::correction(&app.desk, &signed.actor, id, app.now()).await?;
    page(StatusCode::OK, &DraftTemplate { chrome: signed.chrome(Nav::Submissions), view, problem: None })
}

fn read(posted: &Posted) -> Result<DraftForm, Failure> {
    let fields = &posted.fields;
    let corrects = if fields.text("corrects").is_empty() { None } else { Some(fields.id("corrects")?) };
    Ok(DraftForm::read(fields.id("matter")?, fields.text("kind"), corrects, |key| fields.text(key).to_owned()))
}

/// `POST /submissions/{id}/papers`: issues the draft.
pub(crate) async fn issue(State(app): State<App>, Path(id): Path<i64>, posted: Posted) -> Result<Response, Failure> {
    let form = read(&posted)?;
    match desk::papers::issue(&app.desk, &posted.signed.actor, &form, app.now()).await {
        Ok(_) if form.corrects.is_some() => Ok(done(&format!("/submissions/{id}"), Done::PaperCorrected)),
        Ok(_) => Ok(done(&format!("/submissions/{id}"), Done::PaperIssued)),
        Err(error) => again(&app, &posted, &form, error.into()).await,
    }
}

/// `POST /submissions/{id}/papers/preview`: the draft on paper, in a window of its own.
pub(crate) async fn preview(State(app): State<App>, Path(_): Path<i64>, posted: Posted) -> Result<Response, Failure> {
    let form = read(&posted)?;
    match desk::papers::preview(&app.desk, &posted.signed.actor, &form, app.now()).await {
        Ok(file) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
                (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline")),
            ];
            Ok((headers, file.bytes).into_response())
        }
        Err(error) => again(&app, &posted, &form, error.into()).await,
    }
}

/// The form as it was filled, with what is wrong.
async fn again(app: &App, posted: &Posted, form: &DraftForm, failure: Failure) -> Result<Response, Failure> {
    let status = failure.status();
    let problem = Problem::from_failure(failure, "")?;
    let (desk, actor) = (&app.desk, &posted.signed.actor);
    let view = match form.corrects {
        Some(id) => desk::papers::correction(desk, actor, id, app.now()).await?,
        None => desk::papers::new(desk, actor, form.matter_id, &form.kind, app.now()).await?,
    };
    let view = view.filled(|key| posted.fields.text(key).to_owned());
    let chrome = posted.signed.chrome(Nav::Submissions);
    page(status, &DraftTemplate { chrome, view, problem: Some(problem) })
}
