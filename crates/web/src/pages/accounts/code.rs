//! `GET` and `POST /login/code`: the second step of a login.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::login::{LoginRefusal, Origin};

use crate::App;
use crate::chrome::Chrome;
use crate::failure::Failure;
use crate::pages::accounts::login::{Asked, local, with_cookie};
use crate::pages::page;
use crate::security::form::Fields;
use crate::security::remote::Remote;
use crate::security::session::{clear_cookie, cookie, device, set_cookie};

#[derive(Template)]
#[template(path = "accounts/code.html")]
pub(crate) struct CodePage {
    pub(crate) chrome: Chrome,
    pub(crate) problem: Option<String>,
    pub(crate) next: String,
}

pub(crate) async fn show(State(app): State<App>, headers: HeaderMap, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    if cookie(&headers, app.step_cookie_name()).is_none() {
        return Ok(Redirect::to("/login").into_response());
    }
    let next = local(asked.next.as_deref());
    page(StatusCode::OK, &CodePage { chrome: Chrome::anonymous(app.config.notice.clone()), problem: None, next })
}

pub(crate) async fn code(State(app): State<App>, Remote(remote): Remote, headers: HeaderMap, fields: Fields) -> Result<Response, Failure> {
    let Some(step) = cookie(&headers, app.step_cookie_name()) else { return Ok(Redirect::to("/login").into_response()) };
    let next = local(Some(fields.text("next")));
    let device = device(&headers);
    match desk::login::code(&app.desk, step, fields.text("code"), Origin { address: &remote, device: &device }, app.now()).await {
        Ok(token) => {
            let mut response = with_cookie(Redirect::to(&next), set_cookie(app.cookie_name(), &token, app.config.https))?;
            let spent = clear_cookie(app.step_cookie_name(), app.config.https).ok_or(Failure::Fault)?;
            response.headers_mut().append(header::SET_COOKIE, spent);
            Ok(response)
        }
        Err(LoginRefusal::Desk(error)) => Err(error.into()),
        Err(refusal) => {
            let chrome = Chrome::anonymous(app.config.notice.clone());
            page(StatusCode::UNPROCESSABLE_ENTITY, &CodePage { chrome, problem: Some(refusal.to_string()), next })
        }
    }
}
