//! `mingjian worker`: what has to happen without a person: notices of terms by stage, sent on by e-mail or webhook.

mod mail;
mod smtp;
mod webhook;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use desk::Desk;
use desk::reminders::{self, Message};
use serde_json::json;

use crate::data_folder::DataFolder;
use crate::terminal::Output;
use mail::Mailer;
use webhook::Webhook;

/// How long a receiver may take for one step.
const SEND_LIMIT: Duration = Duration::from_secs(30);

#[derive(clap::Args)]
pub(crate) struct WorkerArguments {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// One round, then end: for cron.
    #[arg(long)]
    once: bool,
    /// Seconds between rounds.
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    every: u64,
    /// Post each message as JSON to this address of a relay in the house (`http://host[:port]/path`).
    #[arg(long, value_name = "URL", group = "way")]
    webhook: Option<String>,
    /// Send mail by this relay in the house, which asks for no password.
    #[arg(long, value_name = "HOST[:PORT]", group = "way", requires = "mail_domain")]
    smtp: Option<String>,
    /// Send mail by a program that takes it on its input, such as /usr/sbin/sendmail.
    #[arg(long, value_name = "PROGRAM", group = "way", requires = "mail_domain")]
    sendmail: Option<PathBuf>,
    /// Officers' addresses are LOGIN@DOMAIN; the sender is mingjian@DOMAIN.
    #[arg(long, value_name = "DOMAIN")]
    mail_domain: Option<String>,
}

/// The one way by which notices leave. With two, a failure of one would double what the other has sent.
enum Way {
    Webhook(Webhook),
    Mail(Mailer),
}

impl Way {
    fn chosen(arguments: &WorkerArguments) -> anyhow::Result<Option<Self>> {
        let domain = arguments.mail_domain.as_deref().unwrap_or_default();
        Ok(match (&arguments.webhook, &arguments.smtp, &arguments.sendmail) {
            (Some(url), ..) => Some(Self::Webhook(Webhook::parse(url)?)),
            (_, Some(relay), _) => Some(Self::Mail(Mailer::by_relay(relay, domain)?)),
            (.., Some(program)) => Some(Self::Mail(Mailer::by_program(program, domain)?)),
            (None, None, None) => None,
        })
    }

    /// Hands one message over; done only when the receiver said so.
    fn send(&self, message: &Message) -> anyhow::Result<()> {
        match self {
            Self::Webhook(webhook) => webhook.post(message),
            Self::Mail(mailer) => mailer.send(message),
        }
    }
}

pub(crate) async fn run(arguments: WorkerArguments, output: Output) -> anyhow::Result<()> {
    let way = Way::chosen(&arguments)?.map(std::sync::Arc::new);
    let current = desk::Current::from(DataFolder::open(&arguments.data).await?);
    loop {
        let round = round(&current, way.as_ref(), output).await;
        if arguments.once {
            return round;
        }
        // What failed is tried again in the next round; the worker stays.
        if let Err(error) = round {
            eprintln!("{error:#}");
        }
        tokio::time::sleep(Duration::from_secs(arguments.every)).await;
    }
}

async fn round(current: &desk::Current, way: Option<&std::sync::Arc<Way>>, output: Output) -> anyhow::Result<()> {
    current.take_new_keys().await?;
    current.take_new_law(super::now()).await?;
    let desk = current.desk();
    let made = reminders::run(&desk, super::now()).await?;
    let (sent, failed) = match way {
        Some(way) => deliver(&desk, way).await?,
        None => (0, Vec::new()),
    };
    output.result(&json!({"made": made, "sent": sent, "failed": failed.len()}), &format!("新提醒 {made} 条，送出 {sent} 条"));
    match failed.first() {
        Some(first) => bail!("{} 份提醒没有送出，下一轮再送：{first}", failed.len()),
        None => Ok(()),
    }
}

/// Sends what has not left: how many notices left, and why messages did not. One that cannot be sent holds up no other; it stays and is
/// tried again in the next round.
async fn deliver(desk: &Desk, way: &std::sync::Arc<Way>) -> anyhow::Result<(usize, Vec<String>)> {
    let (mut sent, mut failed, mut after) = (0, Vec::new(), 0);
    loop {
        let batch = reminders::outbox(desk, after).await?;
        let Some(last) = batch.last_id else { return Ok((sent, failed)) };
        after = last;
        for message in batch.messages {
            let told = message.told.clone();
            let way = std::sync::Arc::clone(way);
            // Sending waits for others: it stays off the threads that serve.
            let done = tokio::task::spawn_blocking(move || way.send(&message)).await.context("送出提醒时程序出错")?;
            match done {
                Ok(()) => {
                    reminders::mark_sent(desk, &told, super::now()).await?;
                    sent += told.count();
                }
                Err(error) => failed.push(format!("{error:#}")),
            }
        }
    }
}
