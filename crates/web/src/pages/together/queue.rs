//! `GET /together`: what to look at first, and why. The filter stands in the address; it holds nothing about a person.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::{HotIssueFilter, TogetherPage};

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;

#[derive(Template)]
#[template(path = "together/queue.html")]
pub(crate) struct QueuePage {
    pub(crate) chrome: Chrome,
    pub(crate) view: TogetherPage,
}

impl QueuePage {
    fn is_region(&self, code: &str) -> bool {
        self.view.filter.region.as_deref() == Some(code)
    }

    fn bars(&self) -> String {
        crate::graph::hot_issues(&self.view.hot_issues)
    }
}

pub(crate) async fn queue(State(app): State<App>, signed: Signed, Query(pairs): Query<Vec<(String, String)>>) -> Result<Response, Failure> {
    let value = |name: &str| pairs.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str());
    let day = |name: &str| value(name).map(|text| text.parse().map_err(|_| Failure::BadRequest)).transpose();
    let filter = HotIssueFilter { region: value("region").map(str::to_owned), from: day("from")?, until: day("until")? };
    let view = desk::together::queue(&app.desk, &signed.actor, filter).await?;
    page(StatusCode::OK, &QueuePage { chrome: signed.chrome(Nav::Together), view })
}
