//! Recording how an issued paper was served.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::papers::ServiceForm;

use super::service_form;
use crate::App;
use crate::chrome::Done;
use crate::failure::Failure;
use crate::pages::cases::act::Attempt;
use crate::pages::cases::show::show_again;
use crate::pages::done;
use crate::security::form::Posted;

/// `POST /submissions/{id}/papers/{paper}/services`.
pub(crate) async fn serve(State(app): State<App>, Path((id, paper)): Path<(i64, i64)>, posted: Posted) -> Result<Response, Failure> {
    let text = |name: &str| posted.fields.text(name).to_owned();
    let form = ServiceForm {
        recipient: text("recipient"),
        way: text("way"),
        happened_on: text("happened_on"),
        happened_at: text("happened_at"),
        note: text("note"),
    };
    let outcome = desk::papers::serve(&app.desk, &posted.signed.actor, paper, &form, app.now()).await;
    finish(&app, &posted, id, paper, outcome.map_err(Failure::from)).await
}

/// `POST /submissions/{id}/papers/{paper}/services/{service}/complete`.
pub(crate) async fn complete(
    State(app): State<App>,
    Path((id, paper, service)): Path<(i64, i64, i64)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let outcome = desk::papers::complete_announcement(&app.desk, &posted.signed.actor, service, app.now()).await;
    finish(&app, &posted, id, paper, outcome.map_err(Failure::from)).await
}

async fn finish(app: &App, posted: &Posted, id: i64, paper: i64, outcome: Result<(), Failure>) -> Result<Response, Failure> {
    match outcome {
        Ok(()) => Ok(done(&format!("/submissions/{id}"), Done::PaperServed)),
        Err(failure) => {
            let attempt = Attempt { form_id: service_form(paper), ..Attempt::default() };
            show_again(app, &posted.signed, id, attempt, failure).await
        }
    }
}
