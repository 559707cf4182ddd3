#![doc = include_str!("../README.md")]

mod commands;
mod data_folder;
mod terminal;
mod token;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// One thread reads and seals what another writes and frees; the system's allocator makes them wait for each other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// 明鉴: consumer complaints and tip-offs, from the workbook to the official paper.
#[derive(Parser)]
#[command(name = "mingjian", version, about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Progress and results as JSON lines.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// A made-up city, imported, assessed and served with ready accounts.
    Demo(commands::demo::DemoArguments),
    /// A new data folder: database, key file, first administrator.
    Init(commands::init::InitArguments),
    /// Add a person who may log in, or list those who may.
    #[command(subcommand)]
    Account(commands::account::AccountCommand),
    /// Bring files in.
    Import(commands::import::ImportArguments),
    /// Who filed what, then every circumstance.
    Assess(commands::assess::AssessArguments),
    /// Tables for other people, masked unless a purpose is given.
    Export(commands::export::ExportArguments),
    /// Which records of any table are one person's or body's.
    Resolve(commands::resolve::ResolveArguments),
    /// What the law says on a day.
    #[command(subcommand)]
    Law(commands::law::LawCommand),
    /// Versions of circumstances, from draft to effect.
    #[command(subcommand)]
    Policy(commands::policy::PolicyCommand),
    /// The transparency log: check it, hand it out, witness another's.
    #[command(subcommand)]
    Ledger(commands::ledger::LedgerCommand),
    /// Keys: which there are, whether everything opens, a new key-encryption key.
    #[command(subcommand)]
    Keys(commands::keys::KeysCommand),
    /// The pages.
    Serve(commands::serve::ServeArguments),
    /// Notices of terms by stage, sent on by e-mail or webhook.
    Worker(commands::worker::WorkerArguments),
    /// Bring the database of a data folder to this version.
    Migrate(DataArgument),
}

/// The folder made by `mingjian init`.
#[derive(clap::Args)]
pub(crate) struct DataArgument {
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return terminal::fail(&anyhow::Error::new(error).context("无法启动运行环境")),
    };
    match runtime.block_on(run(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => terminal::fail(&error),
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let output = terminal::Output { json: arguments.json };
    match arguments.command {
        Command::Demo(a) => commands::demo::run(a, output).await,
        Command::Init(a) => commands::init::run(a, output).await,
        Command::Account(c) => commands::account::run(c, output).await,
        Command::Import(a) => commands::import::run(a, output).await,
        Command::Assess(a) => commands::assess::run(a, output).await,
        Command::Export(a) => commands::export::run(a, output).await,
        Command::Resolve(a) => commands::resolve::run(&a, output),
        Command::Law(c) => commands::law::run(c, output).await,
        Command::Policy(c) => commands::policy::run(c, output).await,
        Command::Ledger(c) => commands::ledger::run(c, output).await,
        Command::Keys(c) => commands::keys::run(c, output).await,
        Command::Serve(a) => commands::serve::run(a).await,
        Command::Worker(a) => commands::worker::run(a, output).await,
        Command::Migrate(a) => commands::migrate::run(&a.data, output).await,
    }
}
