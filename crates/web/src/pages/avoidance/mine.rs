//! `GET` and `POST /avoidance`, `POST /avoidance/{id}/end`. Numbers go into a digest: a refused form comes back without them.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::codes::Relation;
use desk::avoidance::DeclareForm;
use desk::view::AvoidancePage;

use crate::App;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::{Problem, done, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

const ADDRESS: &str = "/avoidance";

#[derive(Template)]
#[template(path = "avoidance/mine.html")]
pub(crate) struct AvoidanceTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: AvoidancePage,
    pub(crate) problem: Option<Problem>,
    /// What was filled in, numbers aside.
    pub(crate) filled: DeclareForm,
}

pub(crate) async fn show(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    let view = desk::avoidance::mine(&app.desk, &signed.actor).await?;
    let chrome = signed.chrome(Nav::Nowhere);
    page(StatusCode::OK, &AvoidanceTemplate { chrome, view, problem: None, filled: DeclareForm::default() })
}

pub(crate) async fn declare(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let text = |name: &str| fields.text(name).to_owned();
    let form = DeclareForm {
        relation: text("relation"),
        operator_uscc: text("operator_uscc"),
        operator_name: text("operator_name"),
        id_no: text("id_no"),
        phone: text("phone"),
    };
    match desk::avoidance::declare(&app.desk, &signed.actor, &form, app.now()).await {
        Ok(()) => Ok(done(ADDRESS, Done::RelationDeclared)),
        Err(error) => {
            let failure = Failure::from(error);
            let status = failure.status();
            let problem = Some(Problem::from_failure(failure, "declare")?);
            let view = desk::avoidance::mine(&app.desk, &signed.actor).await?;
            let filled = DeclareForm { id_no: String::new(), phone: String::new(), ..form };
            page(status, &AvoidanceTemplate { chrome: signed.chrome(Nav::Nowhere), view, problem, filled })
        }
    }
}

pub(crate) async fn end(State(app): State<App>, Path(id): Path<i64>, Posted { signed, .. }: Posted) -> Result<Response, Failure> {
    desk::avoidance::end(&app.desk, &signed.actor, id, app.now()).await?;
    Ok(done(ADDRESS, Done::RelationEnded))
}
