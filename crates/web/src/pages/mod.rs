//! The pages: one folder per noun, one file per verb holding struct, handler and, beside it, the template.

pub(crate) mod absences;
pub(crate) mod accounts;
pub(crate) mod audit;
pub(crate) mod avoidance;
pub(crate) mod cases;
pub(crate) mod errors;
pub(crate) mod exports;
pub(crate) mod imports;
pub(crate) mod looks;
pub(crate) mod lookups;
pub(crate) mod papers;
pub(crate) mod persons;
pub(crate) mod policies;
pub(crate) mod registry;
pub(crate) mod rights;
pub(crate) mod shared;
pub(crate) mod submissions;
pub(crate) mod together;
pub(crate) mod worklist;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::chrome::Done;
use crate::failure::Failure;

/// A rendered page.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Result<Response, Failure> {
    let body = template.render()?;
    Ok((status, [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))], body).into_response())
}

/// After an act: back to a page that says what was done.
pub(crate) fn done(path: &str, done: Done) -> Response {
    let joint = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{joint}done={}", done.code())).into_response()
}

/// What to tell above a form that was sent in vain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) way_on: String,
    /// The element to go back to; empty = the page has one form only.
    pub(crate) form_id: String,
}

impl Problem {
    /// The failures that a form is shown again for; any other gets its own page.
    pub(crate) fn from_failure(failure: Failure, form_id: &str) -> Result<Self, Failure> {
        let (message, way_on) = match failure {
            Failure::Refused { message, way_on } => (message, way_on),
            Failure::Invalid(messages) => (messages.join("；"), String::new()),
            Failure::Conflict => ("该事项刚刚被他人更新".to_owned(), "页面已显示最新情况，请核对后再办。".to_owned()),
            other => return Err(other),
        };
        Ok(Self { message, way_on, form_id: form_id.to_owned() })
    }
}

/// A file for the browser to keep. `name` may be Chinese.
pub(crate) fn attachment(name: &str, media_type: &'static str, body: Vec<u8>) -> Response {
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let disposition =
        HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{encoded}")).unwrap_or(HeaderValue::from_static("attachment"));
    ([(header::CONTENT_TYPE, HeaderValue::from_static(media_type)), (header::CONTENT_DISPOSITION, disposition)], body).into_response()
}
