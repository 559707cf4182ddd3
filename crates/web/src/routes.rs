//! Every address, and the layers around them.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;

use crate::House;
use crate::assets;
use crate::failure::{self, Failure};
use crate::pages::{
    absences, accounts, audit, avoidance, cases, exports, imports, looks, lookups, papers, persons, policies, registry, rights, shared,
    submissions, together, worklist,
};
use crate::security::{headers, log, session};

/// Largest form but for uploads, in bytes.
const FORM_LIMIT_BYTES: usize = 64 * 1024;

/// What a multipart form adds to its file, in bytes.
const MULTIPART_ALLOWANCE_BYTES: usize = 64 * 1024;

pub(crate) fn build(house: House) -> Router {
    let upload_limit = DefaultBodyLimit::max(house.config.upload_limit_bytes + MULTIPART_ALLOWANCE_BYTES);
    Router::new()
        .route("/", get(worklist::show::show))
        .route("/login", get(accounts::login::show).post(accounts::login::login))
        .route("/login/code", get(accounts::code::show).post(accounts::code::code))
        .route("/login/outside", get(accounts::outside::depart))
        .route("/login/outside/return", get(accounts::outside::arrive))
        .route("/logout", post(accounts::login::logout))
        .route("/account", get(accounts::mine::show))
        .route("/account/password", post(accounts::mine::change_password))
        .route("/account/sessions", post(accounts::mine::end_sessions))
        .route("/account/second-factor", get(accounts::second_factor::show).post(accounts::second_factor::begin))
        .route("/account/second-factor/confirm", post(accounts::second_factor::confirm))
        .route("/account/second-factor/remove", post(accounts::second_factor::remove))
        .route("/absences", get(absences::show::show).post(absences::show::record))
        .route("/absences/end", post(absences::show::end))
        .route("/avoidance", get(avoidance::mine::show).post(avoidance::mine::declare))
        .route("/avoidance/{id}/end", post(avoidance::mine::end))
        .route("/batches", post(worklist::batch::run))
        .route("/batches/{id}", get(worklist::batch::show))
        .route("/batches/{id}/undo", post(worklist::batch::undo))
        .route("/claim", post(worklist::batch::claim))
        .route("/reminders/seen", post(worklist::batch::seen))
        .route("/recounts/{id}", get(worklist::batch::recounted))
        .route("/submissions", get(submissions::list::list))
        .route("/submissions/columns", post(submissions::filters::columns))
        .route("/submissions/filters", post(submissions::filters::save))
        .route("/submissions/filters/{id}/delete", post(submissions::filters::delete))
        .route("/submissions/{id}", get(cases::show::show))
        .route("/submissions/{id}/reveal", post(cases::reveal::reveal))
        .route("/submissions/{id}/matters/{matter}/{act}", post(cases::acts::matter))
        .route("/submissions/{id}/clues", post(cases::acts::raise_clue))
        .route("/submissions/{id}/clues/{clue}/{act}", post(cases::acts::clue))
        .route("/submissions/{id}/referrals/{referral}/{act}", post(cases::acts::referral))
        .route("/submissions/{id}/protections", post(cases::acts::protect))
        .route("/submissions/{id}/protections/{protection}/lift", post(cases::acts::lift))
        .route("/submissions/{id}/findings", post(cases::acts::find))
        .route("/submissions/{id}/findings/{finding}/outcomes", post(cases::acts::judge_finding))
        .route("/submissions/{id}/avoidance", post(cases::acts::rule_avoidance))
        .route("/submissions/{id}/links", post(persons::review::answer_on_case))
        .route("/persons/review", get(persons::review::show).post(persons::review::answer))
        .route("/persons/{id}", get(persons::show::show))
        .route("/persons/{id}/dossier", get(persons::dossier::of_person))
        .route("/submissions/{id}/dossier", get(persons::dossier::of_case))
        .route("/persons/{id}/split", post(persons::show::split))
        .route("/persons/{id}/merge", post(persons::show::merge))
        .route("/persons/{id}/links", post(persons::show::judge))
        .route("/persons/{id}/links/{edge}/undo", post(persons::show::undo))
        .route("/persons/{id}/registry", get(registry::propose::show).post(registry::propose::propose))
        .route("/persons/{id}/rights", get(rights::form::show).post(rights::form::ask))
        .route("/rights", get(rights::list::list))
        .route("/rights/{id}", get(rights::show::show))
        .route("/rights/{id}/copy", post(rights::acts::copy))
        .route("/rights/{id}/correct", post(rights::acts::correct))
        .route("/rights/{id}/erase", post(rights::acts::erase))
        .route("/rights/{id}/answer", post(rights::acts::answer))
        .route("/rights/papers/{id}", get(rights::acts::paper))
        .route("/registry", get(registry::list::list))
        .route("/registry/switch", get(registry::switch::show).post(registry::switch::switch))
        .route("/registry/assessments", post(registry::switch::prepare))
        .route("/registry/assessments/{id}/approve", post(registry::switch::approve))
        .route("/registry/hints", get(registry::hints::show).post(registry::hints::import))
        .route("/registry/papers/{id}", get(registry::papers::download))
        .route("/registry/papers/{id}/docx", get(registry::papers::docx))
        .route("/registry/papers/{id}/services", post(registry::papers::serve))
        .route("/registry/{id}", get(registry::show::show))
        .route("/registry/{id}/stance", post(registry::acts::stance))
        .route("/registry/{id}/confirm", post(registry::acts::confirm))
        .route("/registry/{id}/{act}", post(registry::acts::act))
        .route("/registry/{id}/objections/{objection}", post(registry::acts::answer))
        .route("/submissions/{id}/together", get(together::near::show))
        .route("/together", get(together::queue::queue))
        .route("/together/groups/{id}", get(together::group::show))
        .route("/together/hot-issues/{id}", get(together::hot_issue::show))
        .route("/policies", get(policies::list::list).post(policies::acts::draft))
        .route("/policies/draft/{circumstance}", get(policies::draft::show))
        .route("/policies/{id}", get(policies::show::show))
        .route("/policies/{id}/{act}", post(policies::acts::act))
        .route("/lookup", get(lookups::show::show).post(lookups::show::lookup))
        .route("/audit", get(audit::ledger::show))
        .route("/audit/integrity", get(audit::integrity::show))
        .route("/audit/rechecks", post(audit::integrity::draw))
        .route("/audit/rechecks/{id}", post(audit::integrity::conclude))
        .route("/imports", get(imports::list::list).merge(post(imports::list::upload).layer(upload_limit)))
        .route("/imports/template/{kind}", get(imports::files::template))
        .route("/imports/{id}", get(imports::show::show))
        .route("/imports/{id}/progress", get(imports::show::progress))
        .route("/imports/{id}/errors.xlsx", get(imports::files::errors))
        .route("/exports", get(exports::show::show).post(exports::show::export))
        .route("/shared", get(shared::list::list))
        .route("/shared/{id}", get(shared::show::show))
        .route("/shared/{id}/reveal", post(shared::show::reveal))
        .route("/looks", get(looks::show::show))
        .route("/papers/{id}", get(papers::download::download))
        .route("/papers/{id}/docx", get(papers::download::docx))
        .route("/papers/{id}/correct", get(papers::draft::correct))
        .route("/submissions/{id}/papers", post(papers::draft::issue))
        .route("/submissions/{id}/papers/preview", post(papers::draft::preview))
        .route("/submissions/{id}/papers/new/{matter}/{kind}", get(papers::draft::new))
        .route("/submissions/{id}/papers/{paper}/services", post(papers::service::serve))
        .route("/submissions/{id}/papers/{paper}/services/{service}/complete", post(papers::service::complete))
        .route("/static/{file}", get(assets::serve))
        .fallback(async || Failure::NotFound)
        .method_not_allowed_fallback(async || Failure::WrongMethod)
        // The last layer is the outermost.
        .layer(DefaultBodyLimit::max(FORM_LIMIT_BYTES))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            tracing::error!("a handler panicked");
            Failure::Fault.into_response()
        }))
        .layer(from_fn(headers::same_site_posts))
        .layer(from_fn_with_state(house.clone(), failure::render))
        .layer(from_fn_with_state(house.clone(), session::load))
        .layer(from_fn(headers::set))
        .layer(from_fn(log::record))
        .with_state(house)
}
