//! Who is asking: the session cookie and the extractor that every page behind login takes.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OptionalFromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use desk::Actor;
use desk::login::Must;

use crate::App;
use crate::chrome::{Chrome, Done, Nav, Viewer};
use crate::failure::Failure;

/// A logged-in request.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) actor: Actor,
    /// The session's form token.
    pub(crate) csrf: String,
    /// What opens the session: for the owner's list of sessions.
    pub(crate) token: String,
    /// What has to be done before any work.
    pub(crate) must: Option<Must>,
    notice: Option<String>,
    done: Option<Done>,
}

impl Signed {
    /// What surrounds the page.
    pub(crate) fn chrome(&self, nav: Nav) -> Chrome {
        Chrome::new(nav, Viewer::new(&self.actor), self.csrf.clone(), self.notice.clone(), self.done)
    }
}

/// Why there is no [`Signed`]: off to the login page.
pub(crate) struct NotSigned {
    next: Option<String>,
}

impl IntoResponse for NotSigned {
    fn into_response(self) -> Response {
        match self.next {
            Some(next) => {
                let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", &next).finish();
                Redirect::to(&format!("/login?{query}")).into_response()
            }
            None => Failure::LoggedOut.into_response(),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Signed {
    type Rejection = NotSigned;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, NotSigned> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| NotSigned {
            next: (parts.method == Method::GET).then(|| parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned()),
        })
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Signed {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

/// Layer: looks the cookie up once per request and leaves a [`Signed`] for the extractor and the error page.
pub(crate) async fn load(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if let Some(token) = cookie(request.headers(), app.cookie_name()) {
        match desk::login::session(&app.desk, token, app.now()).await {
            Ok(Some(session)) => {
                if session.must.is_some() && !is_open_to_everybody(request.uri().path()) {
                    return Redirect::to("/account").into_response();
                }
                let done = request.uri().query().and_then(done);
                let (actor, csrf, must) = (session.actor, session.csrf, session.must);
                let signed = Signed { actor, csrf, token: token.to_owned(), must, notice: app.config.notice.clone(), done };
                request.extensions_mut().insert(signed);
            }
            Ok(None) => {}
            Err(error) => return Failure::from(error).into_response(),
        }
    }
    next.run(request).await
}

/// Where a person may go who has to change the password or to set up a second factor first.
fn is_open_to_everybody(path: &str) -> bool {
    path == "/account" || path == "/logout" || path.starts_with("/account/") || path.starts_with("/static/")
}

/// Browser and system as they name themselves, in a few words; empty where they do not.
pub(crate) fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // Browsers pretend to be others: the one named first is meant.
    let first = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = first(&[
        ("MicroMessenger", "微信"),
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("QQBrowser", "QQ浏览器"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn done(query: &str) -> Option<Done> {
    form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "done").and_then(|(_, code)| Done::from_code(&code))
}

/// The value of a cookie; the first one of that name counts.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// A cookie for this session: unreadable to scripts, never sent from another site, gone with the browser.
pub(crate) fn set_cookie(name: &str, token: &str, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict{secure}")).ok()
}

/// A cookie for a login that leaves to the identity service: it has to be there when the browser is sent back from another site.
pub(crate) fn set_travel_cookie(name: &str, state: &str, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={state}; Path=/; HttpOnly; SameSite=Lax; Max-Age=600{secure}")).ok()
}

/// Takes the cookie back.
pub(crate) fn clear_cookie(name: &str, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{secure}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; session=tok; b=2"));
        headers.append(header::COOKIE, HeaderValue::from_static("session=second"));
        assert_eq!(cookie(&headers, "session"), Some("tok"));
        assert_eq!(cookie(&headers, "sessio"), None);
        assert_eq!(cookie(&HeaderMap::new(), "session"), None);
    }

    #[test]
    fn devices_are_named_in_a_few_words() {
        let lines: String = [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0",
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
            "curl/8",
        ]
        .iter()
        .map(|agent| {
            let headers = HeaderMap::from_iter([(header::USER_AGENT, HeaderValue::from_static(agent))]);
            format!("{:?}\n", device(&headers))
        })
        .collect();
        expect_test::expect![[r#"
            "Edge · Windows"
            "Firefox · Linux"
            "Safari · iPhone"
            ""
        "#]]
        .assert_eq(&lines);
    }

    #[test]
    fn the_cookie_is_strict() {
        assert_eq!(
            set_cookie("__Host-session", "t", true),
            Some(HeaderValue::from_static("__Host-session=t; Path=/; HttpOnly; SameSite=Strict; Secure"))
        );
        assert_eq!(
            clear_cookie("session", false),
            Some(HeaderValue::from_static("session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"))
        );
    }
}
