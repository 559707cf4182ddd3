//! `POST /policies…`: a version on its way from draft to effect.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::Permission;

use crate::App;
use crate::chrome::{Done, Nav};
use crate::failure::Failure;
use crate::pages::policies::draft::DraftPolicyTemplate;
use crate::pages::policies::show::show_again;
use crate::pages::{Problem, done, page};
use crate::security::form::Posted;

/// `POST /policies`.
pub(crate) async fn draft(State(app): State<App>, Posted { signed, fields }: Posted) -> Result<Response, Failure> {
    let (content, note) = (fields.untrimmed("content").replace("\r\n", "\n"), fields.text("note"));
    match desk::policies::draft(&app.desk, &signed.actor, &content, note, app.now()).await {
        Ok(id) => Ok(done(&format!("/policies/{id}"), Done::PolicyDrafted)),
        Err(error) => {
            let failure = Failure::from(error);
            let status = failure.status();
            let template = DraftPolicyTemplate {
                chrome: signed.chrome(Nav::Policies),
                circumstance: fields.text("circumstance").to_owned(),
                content,
                note: note.to_owned(),
                may_draft: signed.actor.may(Permission::DraftPolicy),
                problem: Some(Problem::from_failure(failure, "draft")?),
            };
            page(status, &template)
        }
    }
}

/// `POST /policies/{id}/{act}`.
pub(crate) async fn act(
    State(app): State<App>,
    Path((id, act)): Path<(i64, String)>,
    Posted { signed, fields }: Posted,
) -> Result<Response, Failure> {
    let (desk, actor, now) = (&app.desk, &signed.actor, app.now());
    let outcome = match act.as_str() {
        "back-test" => desk::policies::start_back_test(desk, actor, id, now).await.map(|()| Done::PolicyTried),
        "shadow" => desk::policies::shadow(desk, actor, id).await.map(|()| Done::PolicyShadowed),
        "withdraw" => desk::policies::withdraw(desk, actor, id).await.map(|()| Done::PolicyWithdrawn),
        "approve" => {
            let day = fields.text("effective_on").parse().map_err(|_| Failure::BadRequest)?;
            desk::policies::approve(desk, actor, id, day, now).await.map(|()| Done::PolicyApproved)
        }
        _ => return Err(Failure::NotFound),
    };
    match outcome {
        Ok(what) => Ok(done(&format!("/policies/{id}"), what)),
        Err(error) => show_again(&app, &signed, id, Failure::from(error)).await,
    }
}
