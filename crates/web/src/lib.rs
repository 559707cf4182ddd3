#![doc = include_str!("../README.md")]

mod assets;
mod chart;
mod chrome;
mod config;
mod failure;
pub mod gallery;
mod graph;
mod pages;
mod routes;
mod security;
mod text;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use desk::{Current, Desk};
use jiff::Timestamp;
use tokio::net::TcpListener;

pub use assets::files as static_files;
pub use config::Config;

/// What the server holds between requests.
#[derive(Clone)]
pub(crate) struct House {
    current: Current,
    config: Arc<Config>,
}

impl FromRef<House> for App {
    /// Each request has the law that is on file when it comes, to its end.
    fn from_ref(house: &House) -> Self {
        Self { desk: house.current.desk(), config: Arc::clone(&house.config) }
    }
}

/// What every handler may touch.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) desk: Desk,
    pub(crate) config: Arc<Config>,
}

impl App {
    pub(crate) fn now(&self) -> Timestamp {
        (self.config.now)()
    }

    /// `__Host-` binds the cookie to this host and to HTTPS; browsers refuse the prefix without it.
    pub(crate) fn cookie_name(&self) -> &'static str {
        if self.config.https { "__Host-session" } else { "session" }
    }

    /// Of a login that was sent to the identity service.
    pub(crate) fn outside_cookie_name(&self) -> &'static str {
        if self.config.https { "__Host-outside-step" } else { "outside-step" }
    }

    /// Of a login whose password was right and whose code is awaited.
    pub(crate) fn step_cookie_name(&self) -> &'static str {
        if self.config.https { "__Host-login-step" } else { "login-step" }
    }
}

/// Every page over this desk.
pub fn router(desk: impl Into<Current>, config: Config) -> Router {
    routes::build(House { current: desk.into(), config: Arc::new(config) })
}

/// Serves the pages until `shutdown` ends, then lets running requests finish.
pub async fn serve(
    desk: impl Into<Current>,
    config: Config,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(desk, config).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(shutdown).await
}
