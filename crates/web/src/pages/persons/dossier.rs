//! `GET /persons/{id}/dossier` and `GET /submissions/{id}/dossier`: 研判全卷, for the screen and for the file.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::view::{DossierPage, GroupPage};

use crate::App;
use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::pages::cases::evidence::Evidence;
use crate::pages::page;
use crate::security::session::Signed;
use crate::{chart, graph};

#[derive(Template)]
#[template(path = "persons/dossier.html")]
pub(crate) struct DossierTemplate {
    pub(crate) chrome: Chrome,
    pub(crate) view: DossierPage,
}

impl DossierTemplate {
    fn course(&self) -> String {
        chart::course(&self.view.course)
    }

    fn ring(group: &GroupPage) -> Option<String> {
        graph::ring(&group.persons, &group.ties)
    }

    fn name(&self) -> String {
        match (&self.view.case, self.view.person_id) {
            (Some(case), _) => format!("来件 {}", case.submission_no),
            (None, Some(person)) => format!("人员 {person}"),
            (None, None) => String::new(),
        }
    }
}

pub(crate) async fn of_person(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::persons::dossier::of_person(&app.desk, &signed.actor, id, app.now()).await?;
    page(StatusCode::OK, &DossierTemplate { chrome: signed.chrome(Nav::Submissions), view })
}

pub(crate) async fn of_case(State(app): State<App>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Failure> {
    let view = desk::persons::dossier::of_case(&app.desk, &signed.actor, id, app.now()).await?;
    page(StatusCode::OK, &DossierTemplate { chrome: signed.chrome(Nav::Submissions), view })
}
