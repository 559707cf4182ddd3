//! `GET /login/outside` and `/login/outside/return`: logging in with the identity service.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Redirect, Response};
use desk::login::{LoginRefusal, Origin};

use crate::App;
use crate::chrome::Chrome;
use crate::failure::Failure;
use crate::pages::accounts::login::{Asked, LoginPage, local, with_cookie};
use crate::pages::page;
use crate::security::form::is_same;
use crate::security::remote::Remote;
use crate::security::session::{clear_cookie, cookie, device, set_cookie, set_travel_cookie};

/// The browser came from another site: a redirect would still count as sent from there, and the strict session cookie would stay
/// behind. This page sends it on from here.
#[derive(Template)]
#[template(path = "accounts/arrived.html")]
pub(crate) struct ArrivedPage {
    pub(crate) chrome: Chrome,
    pub(crate) next: String,
}

#[derive(serde::Deserialize)]
pub(crate) struct Returned {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
}

pub(crate) async fn depart(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let service = app.config.outside.as_ref().ok_or(Failure::NotFound)?;
    let next = local(asked.next.as_deref());
    match desk::outside_login::depart(&app.desk, service, &next, app.now()).await {
        Ok(departure) => {
            let cookie = set_travel_cookie(app.outside_cookie_name(), &departure.state, app.config.https);
            with_cookie(Redirect::to(&departure.address), cookie)
        }
        Err(refusal) => refused(&app, refusal, next),
    }
}

pub(crate) async fn arrive(
    State(app): State<App>,
    Remote(remote): Remote,
    headers: HeaderMap,
    Query(returned): Query<Returned>,
) -> Result<Response, Failure> {
    let service = app.config.outside.as_ref().ok_or(Failure::NotFound)?;
    let is_own = cookie(&headers, app.outside_cookie_name()).is_some_and(|state| is_same(&returned.state, state));
    if !is_own || returned.code.is_empty() {
        return refused(&app, LoginRefusal::StepEnded, "/".to_owned());
    }
    let device = device(&headers);
    let origin = Origin { address: &remote, device: &device };
    match desk::outside_login::arrive(&app.desk, service, &returned.state, &returned.code, origin, app.now()).await {
        Ok(arrival) => {
            let chrome = Chrome::anonymous(app.config.notice.clone());
            let mut response = page(StatusCode::OK, &ArrivedPage { chrome, next: local(Some(&arrival.next)) })?;
            for cookie in
                [set_cookie(app.cookie_name(), &arrival.token, app.config.https), clear_cookie(app.outside_cookie_name(), app.config.https)]
            {
                response.headers_mut().append(header::SET_COOKIE, cookie.ok_or(Failure::Fault)?);
            }
            Ok(response)
        }
        Err(refusal) => refused(&app, refusal, "/".to_owned()),
    }
}

fn refused(app: &App, refusal: LoginRefusal, next: String) -> Result<Response, Failure> {
    match refusal {
        LoginRefusal::Desk(error) => Err(error.into()),
        refusal => page(StatusCode::UNPROCESSABLE_ENTITY, &LoginPage::new(app, Some(refusal.to_string()), next)),
    }
}
