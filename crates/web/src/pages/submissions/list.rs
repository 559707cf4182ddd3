//! `GET /submissions`: the 来件 list. The whole filter stands in the address; it holds nothing about a person.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::codes::{Category, Channel, Issue, SubmissionKind};
use desk::view::{Choice, Column, DueBucket, ListQuery, Sort, SubmissionList, Tone, Verdict};

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::page;
use crate::security::session::Signed;
use crate::text;

#[derive(Template)]
#[template(path = "submissions/list.html")]
pub(crate) struct ListPage {
    pub(crate) chrome: Chrome,
    pub(crate) view: SubmissionList,
    /// The filter as pairs, for the select boxes.
    pairs: Vec<(&'static str, String)>,
}

/// One condition in effect and the address without it.
struct Chip {
    label: &'static str,
    value: String,
    without: String,
}

impl ListPage {
    pub(crate) fn new(chrome: Chrome, view: SubmissionList) -> Self {
        let pairs = view.query.to_pairs();
        Self { chrome, view, pairs }
    }

    /// The filter from its first page.
    fn unpaged(&self) -> ListQuery {
        ListQuery { page: 0, ..self.view.query.clone() }
    }

    fn page_query(&self, number: u32) -> String {
        text::query(ListQuery { page: number, ..self.view.query.clone() }.to_pairs())
    }

    /// Whether a select box stands on this value.
    fn chosen(&self, name: &str, value: &str) -> bool {
        self.pairs.iter().any(|(key, chosen)| *key == name && chosen == value)
    }

    /// Whether a condition of the folded part is in effect, so that it is never hidden.
    fn has_more_filters(&self) -> bool {
        let query = &self.view.query;
        let shown = ListQuery {
            number: query.number.clone(),
            operator: query.operator.clone(),
            state: query.state.clone(),
            due: query.due,
            officer: query.officer,
            sort: query.sort,
            page: query.page,
            ..ListQuery::default()
        };
        shown != *query
    }

    fn chips(&self) -> Vec<Chip> {
        let query = &self.view.query;
        let options = &self.view.options;
        let named = |choices: &[Choice], value: &str| {
            choices.iter().find(|choice| choice.value == value).map_or_else(|| value.to_owned(), |choice| choice.label.clone())
        };
        let mut chips = Vec::new();
        let mut add = |label, value: Option<String>, without: &dyn Fn(&mut ListQuery)| {
            if let Some(value) = value {
                let mut rest = self.unpaged();
                without(&mut rest);
                chips.push(Chip { label, value, without: text::query(rest.to_pairs()) });
            }
        };
        add("来件编号", query.number.clone(), &|q| q.number = None);
        add("经营者", query.operator.clone(), &|q| q.operator = None);
        add("状态", query.state.as_deref().map(|v| named(&options.states, v)), &|q| q.state = None);
        add("期限", query.due.map(|v| v.label().to_owned()), &|q| q.due = None);
        let officer = query.officer.map(|id| if id == 0 { "未指派".to_owned() } else { named(&options.officers, &id.to_string()) });
        add("承办人", officer, &|q| q.officer = None);
        add("类型", query.kind.map(|v| v.label().to_owned()), &|q| q.kind = None);
        add("来源渠道", query.channel.map(|v| v.label().to_owned()), &|q| q.channel = None);
        add("行政区划", query.region.as_deref().map(|v| named(&options.regions, v)), &|q| q.region = None);
        add("类别", query.category.map(|v| v.label().to_owned()), &|q| q.category = None);
        add("问题类别", query.issue.map(|v| v.label().to_owned()), &|q| q.issue = None);
        add("研判情形", query.circumstance.as_deref().map(|v| named(&options.circumstances, v)), &|q| q.circumstance = None);
        add("研判结论", query.verdict.map(|v| v.label().to_owned()), &|q| q.verdict = None);
        add("登记日期自", query.from.map(|v| v.to_string()), &|q| q.from = None);
        add("登记日期至", query.to.map(|v| v.to_string()), &|q| q.to = None);
        chips
    }
}

pub(crate) async fn list(State(app): State<App>, signed: Signed, Query(pairs): Query<Vec<(String, String)>>) -> Result<Response, Failure> {
    let query = ListQuery::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let view = desk::submissions::list(&app.desk, &signed.actor, query, app.now()).await?;
    page(StatusCode::OK, &ListPage::new(signed.chrome(Nav::Submissions), view))
}
