//! Running programs and watching what they say.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use anyhow::Context;

/// What a program said and whether it ended well.
pub(crate) struct Finished {
    pub(crate) ok: bool,
    /// Standard output and error, line by line as they came.
    pub(crate) lines: Vec<String>,
}

/// Runs a program, shows its lines as they come and keeps them.
pub(crate) fn watch(command: &mut Command) -> anyhow::Result<Finished> {
    announce(command);
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().with_context(|| cannot_start(command))?;
    let lines = Mutex::new(Vec::new());
    let outputs: [Option<Box<dyn Read + Send>>; 2] =
        [child.stdout.take().map(|out| Box::new(out) as _), child.stderr.take().map(|out| Box::new(out) as _)];
    std::thread::scope(|scope| {
        for output in outputs.into_iter().flatten() {
            scope.spawn(|| {
                for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
                    let line = String::from_utf8_lossy(&line).trim_end().to_owned();
                    println!("{line}");
                    lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(line);
                }
            });
        }
    });
    let ok = child.wait().with_context(|| cannot_start(command))?.success();
    Ok(Finished { ok, lines: lines.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) })
}

/// Runs a program with our own terminal and fails where it fails.
pub(crate) fn must(command: &mut Command) -> anyhow::Result<()> {
    announce(command);
    let status = command.status().with_context(|| cannot_start(command))?;
    anyhow::ensure!(status.success(), "{} ended with {status}", shown(command));
    Ok(())
}

/// Whether a program ends well. Its output is not shown but for errors: a server that it leaves behind keeps what it writes to.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// What a program says on standard output, or nothing where it cannot be run or fails.
pub(crate) fn said(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn announce(command: &Command) {
    println!("$ {}", shown(command));
}

fn cannot_start(command: &Command) -> String {
    format!("cannot run {}", shown(command))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
