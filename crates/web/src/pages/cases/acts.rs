//! `POST /submissions/{id}/…`: the acts on a case. Each is parsed here, decided by the desk, and ends in a redirect that
//! says what was done, or in the same page with the form as it was filled.

use axum::extract::{Path, State};
use axum::response::Response;
use casework::codes::{AvoidanceRuling, Protection};
use desk::view::Outcome;

use crate::App;
use crate::chrome::Done;
use crate::failure::Failure;
use crate::pages::cases::act::{Attempt, Owner, form_id};
use crate::pages::cases::show::show_again;
use crate::pages::done;
use crate::security::form::Posted;

/// Ends an act that may call for a paper: the officer is led to its draft.
async fn finish_with_paper(app: &App, posted: &Posted, id: i64, form: String, outcome: Result<Done, Failure>) -> Result<Response, Failure> {
    if outcome.is_ok()
        && let Some((matter, kind)) = desk::papers::next(&app.desk, &posted.signed.actor, id).await?
    {
        return Ok(done(&format!("/submissions/{id}/papers/new/{matter}/{kind}"), Done::PaperNext));
    }
    finish(app, posted, id, form, outcome).await
}

/// Ends an act.
async fn finish(app: &App, posted: &Posted, id: i64, form: String, outcome: Result<Done, Failure>) -> Result<Response, Failure> {
    match outcome {
        Ok(what) => Ok(done(&format!("/submissions/{id}"), what)),
        Err(failure) => {
            let fields = &posted.fields;
            let attempt = Attempt {
                form_id: form,
                ground: fields.text("ground").to_owned(),
                came_to_light: fields.text("came_to_light").to_owned(),
                cited: fields.text("cited").to_owned(),
                records: fields.text("records").to_owned(),
                reason: fields.text("reason").to_owned(),
                findings: fields.ids("finding")?,
                values: fields.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
                errors: Vec::new(),
            };
            show_again(app, &posted.signed, id, attempt, failure).await
        }
    }
}

/// `POST /submissions/{id}/matters/{matter}/{act}`.
pub(crate) async fn matter(
    State(app): State<App>,
    Path((id, matter, act)): Path<(i64, i64, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let version = posted.fields.id("version")?;
    let form = form_id(Owner::Matter { id: matter, version }, &act);
    let outcome = act_on_matter(&app, &posted, matter, version, &act).await;
    finish_with_paper(&app, &posted, id, form, outcome).await
}

async fn act_on_matter(app: &App, posted: &Posted, matter: i64, version: i64, act: &str) -> Result<Done, Failure> {
    let (desk, actor, now) = (&app.desk, &posted.signed.actor, app.now());
    let fields = &posted.fields;
    let reason = fields.text("reason");
    let on = desk::case::MatterRef { matter_id: matter, version };
    Ok(match act {
        "assign" => {
            desk::case::assign(desk, actor, on, fields.id("officer")?, now).await?;
            Done::Assigned
        }
        "accept" => {
            desk::case::accept(desk, actor, on, now).await?;
            Done::Accepted
        }
        "decline" => {
            let form = desk::case::DeclineForm {
                ground: fields.text("ground").to_owned(),
                reason: reason.to_owned(),
                findings: fields.ids("finding")?,
                cited: fields.text("cited").to_owned(),
                records: fields.text("records").to_owned(),
            };
            desk::case::decline(desk, actor, on, form, now).await?;
            Done::Declined
        }
        "settle" => {
            desk::case::settle(desk, actor, on, &desk::case::Filled::new(fields.pairs()), now).await?;
            Done::Settled
        }
        "end-mediation" => {
            let form = desk::case::EndForm {
                ground: fields.text("ground").to_owned(),
                came_to_light: fields.text("came_to_light").to_owned(),
                reason: reason.to_owned(),
                findings: fields.ids("finding")?,
                cited: fields.text("cited").to_owned(),
                records: fields.text("records").to_owned(),
            };
            desk::case::end_mediation(desk, actor, on, form, now).await?;
            Done::MediationEnded
        }
        "withdraw" => {
            desk::case::withdraw(desk, actor, on, reason, now).await?;
            Done::Withdrawn
        }
        "tell" => {
            desk::case::tell(desk, actor, on, now).await?;
            Done::Told
        }
        "conclude" => {
            desk::case::conclude_case(desk, actor, on, reason, now).await?;
            Done::Concluded
        }
        "open-case" => {
            desk::case::open_case(desk, actor, on, reason, now).await?;
            Done::CaseOpened
        }
        "no-case" => {
            desk::case::no_case(desk, actor, on, reason, now).await?;
            Done::NoCase
        }
        "propose_referral" => {
            desk::case::propose(desk, actor, on, &desk::case::Filled::new(fields.pairs()), now).await?;
            Done::Recorded
        }
        _ => {
            desk::case::step(desk, actor, on, act, &desk::case::Filled::new(fields.pairs()), now).await?;
            Done::Recorded
        }
    })
}

/// `POST /submissions/{id}/referrals/{referral}/{act}`.
pub(crate) async fn referral(
    State(app): State<App>,
    Path((id, referral, act)): Path<(i64, i64, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let version = posted.fields.id("version")?;
    let on = desk::case::ReferralRef { referral_id: referral, version };
    let filled = desk::case::Filled::new(posted.fields.pairs());
    let outcome = desk::case::refer(&app.desk, &posted.signed.actor, on, &act, &filled, app.now()).await;
    let form = form_id(Owner::Referral { id: referral, version }, &act);
    finish_with_paper(&app, &posted, id, form, outcome.map(|_| Done::Recorded).map_err(Failure::from)).await
}

/// `POST /submissions/{id}/clues`.
pub(crate) async fn raise_clue(State(app): State<App>, Path(id): Path<i64>, posted: Posted) -> Result<Response, Failure> {
    let outcome = desk::case::raise_clue(&app.desk, &posted.signed.actor, id, posted.fields.text("reason"), app.now()).await;
    finish(&app, &posted, id, form_id(Owner::Case, "clues"), outcome.map(|()| Done::ClueRaised).map_err(Failure::from)).await
}

/// `POST /submissions/{id}/clues/{clue}/{act}`.
pub(crate) async fn clue(
    State(app): State<App>,
    Path((id, clue, act)): Path<(i64, i64, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (desk, actor, reason) = (&app.desk, &posted.signed.actor, posted.fields.text("reason"));
    let outcome = match act.as_str() {
        "file" => desk::case::file_clue(desk, actor, clue, reason, app.now()).await.map(|()| Done::ClueFiled),
        "not-file" => desk::case::not_file_clue(desk, actor, clue, reason, app.now()).await.map(|()| Done::ClueNotFiled),
        "conclude" => desk::case::conclude_clue(desk, actor, clue, reason, app.now()).await.map(|()| Done::Concluded),
        _ => {
            let filled = desk::case::Filled::new(posted.fields.pairs());
            desk::case::step_clue(desk, actor, clue, &act, &filled, app.now()).await.map(|_| Done::Recorded)
        }
    };
    finish(&app, &posted, id, form_id(Owner::Clue { id: clue }, &act), outcome.map_err(Failure::from)).await
}

/// `POST /submissions/{id}/protections`.
pub(crate) async fn protect(State(app): State<App>, Path(id): Path<i64>, posted: Posted) -> Result<Response, Failure> {
    let kind = posted.fields.code("kind", Protection::from_code)?;
    let outcome = desk::case::protect(&app.desk, &posted.signed.actor, id, kind, posted.fields.text("reason"), app.now()).await;
    finish(&app, &posted, id, form_id(Owner::Case, "protections"), outcome.map(|()| Done::Protected).map_err(Failure::from)).await
}

/// `POST /submissions/{id}/protections/{protection}/lift`.
pub(crate) async fn lift(State(app): State<App>, Path((id, protection)): Path<(i64, i64)>, posted: Posted) -> Result<Response, Failure> {
    let reason = posted.fields.text("reason");
    let outcome = desk::case::lift_protection(&app.desk, &posted.signed.actor, id, protection, reason, app.now()).await;
    let form = form_id(Owner::Protection { id: protection }, "lift");
    finish(&app, &posted, id, form, outcome.map(|()| Done::ProtectionLifted).map_err(Failure::from)).await
}

/// `POST /submissions/{id}/findings`.
pub(crate) async fn find(State(app): State<App>, Path(id): Path<i64>, posted: Posted) -> Result<Response, Failure> {
    let fields = &posted.fields;
    let (circumstance, reason) = (fields.text("circumstance"), fields.text("reason"));
    let outcome = desk::case::find(&app.desk, &posted.signed.actor, id, circumstance, reason, app.now()).await;
    finish(&app, &posted, id, "finding-own".to_owned(), outcome.map(|()| Done::FindingMade).map_err(Failure::from)).await
}

/// `POST /submissions/{id}/avoidance`.
pub(crate) async fn rule_avoidance(State(app): State<App>, Path(id): Path<i64>, posted: Posted) -> Result<Response, Failure> {
    let account = posted.fields.id("account")?;
    let ruling = posted.fields.code("ruling", AvoidanceRuling::from_code)?;
    let reason = posted.fields.text("reason");
    let ruled = desk::avoidance::rule(&app.desk, &posted.signed.actor, id, account, ruling, reason, app.now()).await;
    finish(&app, &posted, id, format!("avoid-{account}"), ruled.map(|()| Done::AvoidanceRuled).map_err(Failure::from)).await
}

/// `POST /submissions/{id}/findings/{finding}/outcomes`.
pub(crate) async fn judge_finding(
    State(app): State<App>,
    Path((id, finding)): Path<(i64, i64)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let outcome = posted.fields.code("outcome", Outcome::from_code)?;
    let reason = posted.fields.text("reason");
    let judged = desk::case::judge_finding(&app.desk, &posted.signed.actor, id, finding, outcome, reason, app.now()).await;
    finish(&app, &posted, id, format!("outcome-{finding}"), judged.map(|()| Done::FindingJudged).map_err(Failure::from)).await
}
