//! How a request fails, and the page that then says what to do next.
//!
//! A failing handler answers an empty response that carries the [`Failure`]; one layer near the outside turns it into
//! a page with the viewer's navigation, so that every way of failing (a route, a limit, a panic) looks the same.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use desk::DeskError;

use crate::App;
use crate::pages::errors::show::ErrorPage;
use crate::security::log::RequestId;

/// Every way in which a request ends without its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    NotFound,
    Forbidden,
    /// The form's token is not the session's.
    StaleForm,
    /// Nobody is logged in and the request cannot simply be repeated after login.
    LoggedOut,
    Refused {
        message: String,
        way_on: String,
    },
    Invalid(Vec<String>),
    Conflict,
    TooLarge,
    /// The request itself is not understood.
    BadRequest,
    WrongMethod,
    /// Disk, database, key or a bug; details are in the log.
    Fault,
}

impl Failure {
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::StaleForm => StatusCode::FORBIDDEN,
            Self::LoggedOut => StatusCode::UNAUTHORIZED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Refused { .. } | Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::NotFound => Self::NotFound,
            DeskError::Forbidden => Self::Forbidden,
            DeskError::Refused { message, way_on } => Self::Refused { message, way_on },
            DeskError::Invalid(fields) => Self::Invalid(fields.into_iter().map(|field| field.message).collect()),
            DeskError::Conflict => Self::Conflict,
            DeskError::File(message) => Self::Refused { message, way_on: "请按提示修改文件后重新上传。".to_owned() },
            error => {
                // The desk's own words never hold personal data; its source may, and is not printed.
                tracing::error!(%error, "request failed");
                Self::Fault
            }
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "page could not be rendered");
        Self::Fault
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The page for a limit or a wrong method that a layer, not a handler, answered.
fn from_bare_status(status: StatusCode) -> Option<Failure> {
    match status {
        StatusCode::NOT_FOUND => Some(Failure::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Some(Failure::WrongMethod),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Failure::TooLarge),
        StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(Failure::BadRequest),
        _ => None,
    }
}

/// Layer: puts a page where a failure stands.
pub(crate) async fn render(State(app): State<App>, request: Request, next: Next) -> Response {
    let signed = request.extensions().get::<crate::security::session::Signed>().cloned();
    let id = request.extensions().get::<RequestId>().copied();
    let mut response = next.run(request).await;
    let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let Some(failure) =
        response.extensions_mut().remove::<Failure>().or_else(|| (!is_page).then(|| from_bare_status(response.status())).flatten())
    else {
        return response;
    };
    let page = ErrorPage::new(&failure, signed.as_ref(), app.config.notice.clone(), id);
    match askama::Template::render(&page) {
        Ok(body) => {
            let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            (failure.status(), [kind], body).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "error page could not be rendered");
            failure.status().into_response()
        }
    }
}
