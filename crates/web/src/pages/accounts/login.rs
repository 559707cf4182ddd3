//! `GET` and `POST /login`, `POST /logout`.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::login::{LoginForm, LoginRefusal, Origin};

use crate::App;
use crate::chrome::Chrome;
use crate::failure::Failure;
use crate::pages::page;
use crate::security::form::{Fields, Posted};
use crate::security::remote::Remote;
use crate::security::session::{Signed, clear_cookie, cookie, device, set_cookie};

#[derive(Template)]
#[template(path = "accounts/login.html")]
pub(crate) struct LoginPage {
    pub(crate) chrome: Chrome,
    pub(crate) problem: Option<String>,
    /// Where to go afterwards: a path of ours.
    pub(crate) next: String,
    /// What the link to the identity service says and where it leads, where there is one. A form would not be let through: its
    /// answer leads away.
    pub(crate) outside: Option<(String, String)>,
}

impl LoginPage {
    pub(crate) fn new(app: &App, problem: Option<String>, next: String) -> Self {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", &next).finish();
        let outside = app.config.outside.as_ref().map(|service| (service.label.clone(), format!("/login/outside?{query}")));
        Self { chrome: Chrome::anonymous(app.config.notice.clone()), problem, next, outside }
    }
}

#[derive(serde::Deserialize)]
pub(crate) struct Asked {
    pub(crate) next: Option<String>,
}

/// A path of this site, else the first page: an address from outside must not steer the browser away.
pub(crate) fn local(next: Option<&str>) -> String {
    let is_local = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.starts_with("/login")
            && !path.contains('\\')
            && path.bytes().all(|byte| byte.is_ascii_graphic())
    };
    next.filter(is_local).unwrap_or("/").to_owned()
}

pub(crate) async fn show(State(app): State<App>, signed: Option<Signed>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let next = local(asked.next.as_deref());
    if signed.is_some() {
        return Ok(Redirect::to(&next).into_response());
    }
    page(StatusCode::OK, &LoginPage::new(&app, None, next))
}

pub(crate) async fn login(State(app): State<App>, Remote(remote): Remote, headers: HeaderMap, fields: Fields) -> Result<Response, Failure> {
    let next = local(Some(fields.text("next")));
    let form = LoginForm { login: fields.text("login").to_owned(), password: fields.untrimmed("password").to_owned() };
    let device = device(&headers);
    match desk::login::login(&app.desk, &form, Origin { address: &remote, device: &device }, app.now()).await {
        Ok(token) => with_cookie(Redirect::to(&next), set_cookie(app.cookie_name(), &token, app.config.https)),
        Err(LoginRefusal::NeedsCode(step)) => {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", &next).finish();
            with_cookie(Redirect::to(&format!("/login/code?{query}")), set_cookie(app.step_cookie_name(), &step, app.config.https))
        }
        Err(LoginRefusal::Desk(error)) => Err(error.into()),
        Err(refusal) => page(StatusCode::UNPROCESSABLE_ENTITY, &LoginPage::new(&app, Some(refusal.to_string()), next)),
    }
}

pub(crate) async fn logout(State(app): State<App>, headers: HeaderMap, _: Posted) -> Result<Response, Failure> {
    if let Some(token) = cookie(&headers, app.cookie_name()) {
        desk::login::logout(&app.desk, token).await?;
    }
    with_cookie(Redirect::to("/login"), clear_cookie(app.cookie_name(), app.config.https))
}

pub(crate) fn with_cookie(redirect: Redirect, value: Option<HeaderValue>) -> Result<Response, Failure> {
    let value = value.ok_or(Failure::Fault)?;
    Ok(([(header::SET_COOKIE, value)], redirect).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_never_leads_away() {
        let lines: String = ["/submissions?due=today", "//evil", "https://evil", "/\\evil", "/login?next=/", "/a\r\nb", ""]
            .iter()
            .map(|next| format!("{next:?} -> {}\n", local(Some(next))))
            .collect();
        expect_test::expect![[r#"
            "/submissions?due=today" -> /submissions?due=today
            "//evil" -> /
            "https://evil" -> /
            "/\\evil" -> /
            "/login?next=/" -> /
            "/a\r\nb" -> /
            "" -> /
        "#]]
        .assert_eq(&lines);
    }
}
