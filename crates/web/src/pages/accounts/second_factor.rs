//! `/account/second-factor`: setting up codes from one's telephone.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use desk::second_factor::Enrolment;
use qrcode::{Color, QrCode};

use crate::App;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::accounts::mine;
use crate::pages::{Problem, done, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "accounts/second_factor.html")]
pub(crate) struct EnrolPage {
    pub(crate) chrome: Chrome,
    pub(crate) text: String,
    pub(crate) picture: Picture,
    pub(crate) problem: Option<Problem>,
}

#[derive(Template)]
#[template(path = "accounts/recovery_codes.html")]
pub(crate) struct RecoveryPage {
    pub(crate) chrome: Chrome,
    pub(crate) codes: Vec<String>,
}

/// A QR code: one path over its dark squares.
pub(crate) struct Picture {
    /// Squares along one side, the quiet zone of four on each side counted.
    pub(crate) width: usize,
    pub(crate) path: String,
}

impl Picture {
    pub(crate) fn of(address: &str) -> Result<Self, Failure> {
        const QUIET: usize = 4;
        let code = QrCode::new(address).map_err(|_| Failure::Fault)?;
        let side = code.width();
        let dark = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
        let path = dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % side + QUIET, at / side + QUIET)).collect();
        Ok(Self { width: side + 2 * QUIET, path })
    }
}

pub(crate) async fn begin(State(app): State<App>, Posted { signed, .. }: Posted) -> Result<Response, Failure> {
    match desk::second_factor::begin(&app.desk, &signed.actor).await {
        Ok(_) => Ok(Redirect::to("/account/second-factor").into_response()),
        Err(error) => mine::again(&app, &signed, error.into(), "second-factor").await,
    }
}

pub(crate) async fn show(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    match desk::second_factor::waiting(&app.desk, &signed.actor).await? {
        Some(enrolment) => enrol(&signed, enrolment, None),
        None => Ok(Redirect::to("/account").into_response()),
    }
}

fn enrol(signed: &Signed, enrolment: Enrolment, problem: Option<Problem>) -> Result<Response, Failure> {
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let picture = Picture::of(&enrolment.address)?;
    page(status, &EnrolPage { chrome: signed.chrome(Nav::Nowhere), text: enrolment.text, picture, problem })
}

pub(crate) async fn confirm(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    match desk::second_factor::confirm(&app.desk, &signed.actor, fields.text("code"), app.now()).await {
        Ok(codes) => page(StatusCode::OK, &RecoveryPage { chrome: signed.chrome(Nav::Nowhere), codes }),
        Err(error) => {
            let problem = Problem::from_failure(error.into(), "code")?;
            match desk::second_factor::waiting(&app.desk, &signed.actor).await? {
                Some(enrolment) => enrol(&signed, enrolment, Some(problem)),
                None => Ok(Redirect::to("/account").into_response()),
            }
        }
    }
}

pub(crate) async fn remove(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    match desk::second_factor::remove(&app.desk, &signed.actor, fields.untrimmed("password")).await {
        Ok(()) => Ok(done("/account", Done::SecondFactorOff)),
        Err(error) => mine::again(&app, &signed, error.into(), "second-factor").await,
    }
}
