//! `mingjian serve`: the pages.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context;
use desk::Desk;

use crate::data_folder::DataFolder;

#[derive(clap::Args)]
pub(crate) struct ServeArguments {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Browsers reach us by HTTPS (a proxy in front): cookies are then bound to it.
    #[arg(long)]
    https: bool,
}

pub(crate) async fn run(arguments: ServeArguments) -> anyhow::Result<()> {
    let desk = DataFolder::open(&arguments.data).await?;
    let outside = DataFolder::read(&arguments.data)?.outside;
    let config = web::Config { https: arguments.https, outside, ..web::Config::new(super::now) };
    serve(desk, arguments.listen, config, |address| println!("明鉴已启动：http://{address}")).await
}

/// Serves until the terminal says stop; requests under way are finished.
pub(crate) async fn serve(desk: Desk, listen: SocketAddr, config: web::Config, on_ready: impl FnOnce(SocketAddr)) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(listen).await.with_context(|| format!("无法监听 {listen}"))?;
    start_log();
    on_ready(listener.local_addr()?);
    let current = desk::Current::from(desk);
    let chores = tokio::spawn(keep_house(current.clone()));
    let served = web::serve(current, config, listener, stop_signal()).await.context("页面服务意外停止");
    chores.abort();
    served
}

/// Entries of the log wait at most so long for their place in the tree.
const LOG_EVERY: std::time::Duration = std::time::Duration::from_secs(1);
/// New law and new data keys are looked for so many rounds apart: longer than a request takes.
const NEWS_ROUNDS: u32 = 5;
/// Registry entries are looked over so many rounds apart: once an hour.
const SWEEP_ROUNDS: u32 = 3_600;

/// What has to be done while pages are served: the log grows, new law and new keys are taken, registry entries run out. A failure is told and tried
/// again.
async fn keep_house(current: desk::Current) {
    let mut round = 0_u32;
    loop {
        if round.is_multiple_of(NEWS_ROUNDS)
            && let Err(error) = current.take_new_law(super::now()).await
        {
            tracing::error!(%error, "new law could not be taken; the law of before stays");
        }
        if round.is_multiple_of(NEWS_ROUNDS)
            && let Err(error) = current.take_new_keys().await
        {
            tracing::error!(%error, "new data keys could not be taken: start this server again with the present key file");
        }
        let desk = current.desk();
        if let Err(error) = desk::ledger::integrate(&desk, super::now()).await {
            tracing::error!(%error, "the log could not be integrated");
        }
        if round.is_multiple_of(SWEEP_ROUNDS)
            && let Err(error) = desk::registry::sweep(&desk, super::now()).await
        {
            tracing::error!(%error, "the registry could not be looked over");
        }
        if round.is_multiple_of(SWEEP_ROUNDS) {
            match desk::rights::sweep(&desk, super::now()).await {
                Ok(swept) if swept == desk::rights::Swept::default() => {}
                Ok(swept) => tracing::info!(?swept, "personal data over its time was erased"),
                Err(error) => tracing::error!(%error, "personal data over its time could not be erased"),
            }
        }
        round = round.wrapping_add(1);
        tokio::time::sleep(LOG_EVERY).await;
    }
}

/// Logs go to stderr, without personal data; `RUST_LOG` chooses how much.
fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn,web=info,desk=info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal()).init();
}

async fn stop_signal() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::error!(%error, "the stop signal cannot be heard; stop with kill -9");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        result = tokio::signal::ctrl_c() => if let Err(error) = result {
            tracing::error!(%error, "Ctrl-C cannot be heard");
            std::future::pending::<()>().await;
        }
    }
}
