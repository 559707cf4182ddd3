//! `POST /submissions/filters…` and `/submissions/columns`: what an account keeps about its list.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::view::{Column, ListQuery};

use crate::App;
use crate::chrome::Done;
use crate::failure::Failure;
use crate::pages::done;
use crate::security::form::{Fields, Posted};
use crate::text;

/// The list that the form was on, rebuilt from its own words so that no address of others gets in.
fn query(fields: &Fields) -> ListQuery {
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(fields.text("query").trim_start_matches('?').as_bytes()).into_owned().collect();
    ListQuery::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

fn back(query: &ListQuery) -> String {
    format!("/submissions{}", text::query(query.to_pairs()))
}

pub(crate) async fn save(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let query = query(&fields);
    desk::filters::save(&app.desk, &signed.actor, fields.text("name"), &query, app.now()).await?;
    Ok(done(&back(&query), Done::FilterSaved))
}

pub(crate) async fn delete(State(app): State<App>, Path(id): Path<i64>, Posted { signed, .. }: Posted) -> Result<Response, Failure> {
    desk::filters::delete(&app.desk, &signed.actor, id).await?;
    Ok(done("/submissions", Done::FilterDeleted))
}

pub(crate) async fn columns(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let columns: Vec<Column> = fields.all("column").filter_map(Column::from_code).collect();
    desk::filters::save_columns(&app.desk, &signed.actor, &columns, app.now()).await?;
    Ok(done(&back(&query(&fields)), Done::ColumnsSaved))
}
