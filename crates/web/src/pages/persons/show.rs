//! `GET /persons/{id}` and the undoing of a link.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::{FactValue, PersonPage};

use crate::App;
use crate::chart;
use crate::chrome::{Chrome, Done, Nav};
use crate::failure::Failure;
use crate::pages::{done, page};
use crate::security::form::Posted;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "persons/show.html")]
pub(crate) struct PersonTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: PersonPage,
    chart: String,
    graph: String,
}

impl PersonTemplate {
    pub(crate) fn new(chrome: Chrome, view: PersonPage) -> Self {
        let (chart, graph) = (chart::months(&view.months), chart::graph(&view.graph));
        Self { chrome, view, chart, graph }
    }
}

/// Which page of the links, from 1.
#[derive(serde::Deserialize)]
pub(crate) struct Paging {
    #[serde(default)]
    links: u32,
}

pub(crate) async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<i64>,
    Query(paging): Query<Paging>,
) -> Result<Response, Failure> {
    let view = desk::persons::load(&app.desk, &signed.actor, id, paging.links, app.now()).await?;
    page(StatusCode::OK, &PersonTemplate::new(signed.chrome(Nav::Submissions), view))
}

/// `POST /persons/{id}/links`: an officer's ruling about two filings.
pub(crate) async fn judge(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let is_same = match fields.text("same") {
        "yes" => true,
        "no" => false,
        _ => return Err(Failure::BadRequest),
    };
    let (left, right) = (fields.id("left")?, fields.id("right")?);
    desk::persons::judge(&app.desk, &signed.actor, left, right, is_same, fields.text("reason"), app.now()).await?;
    Ok(done(&format!("/persons/{id}"), Done::Judged))
}

/// `POST /persons/{id}/links/{edge}/undo`. Should the person fall apart, its number stays with the larger part.
pub(crate) async fn undo(
    State(app): State<App>,
    Path((id, edge)): Path<(i64, i64)>,
    Posted { signed, fields }: Posted,
) -> Result<Response, Failure> {
    let (reason, forbid) = (fields.text("reason"), fields.is_ticked("forbid"));
    desk::persons::undo_edge(&app.desk, &signed.actor, edge, reason, forbid, app.now()).await?;
    Ok(done(&format!("/persons/{id}"), Done::LinkUndone))
}

/// `POST /persons/{id}/split`: filings that are somebody else's.
pub(crate) async fn split(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let filings = fields.ids("filing")?;
    desk::persons::split(&app.desk, &signed.actor, id, &filings, fields.text("reason"), app.now()).await?;
    Ok(done(&format!("/persons/{id}"), Done::Split))
}

/// `POST /persons/{id}/merge`: a filing, by its number, that is this person's too.
pub(crate) async fn merge(State(app): State<App>, Path(id): Path<i64>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    desk::persons::merge(&app.desk, &signed.actor, id, fields.text("number"), fields.text("reason"), app.now()).await?;
    Ok(done(&format!("/persons/{id}"), Done::Judged))
}
