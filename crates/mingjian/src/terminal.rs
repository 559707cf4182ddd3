//! What the terminal shows: results on stdout, progress and the one sentence of a failure on stderr.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use serde_json::Value;

/// How results are told.
#[derive(Clone, Copy)]
pub(crate) struct Output {
    pub(crate) json: bool,
}

impl Output {
    /// One result: a JSON line for programs, the sentence for people.
    pub(crate) fn result(self, json: &Value, sentence: &str) {
        if self.json {
            println!("{json}");
        } else {
            println!("{sentence}");
        }
    }

    /// Work under way. People see one line that changes in place; a pipe sees nothing but JSON lines where asked for.
    pub(crate) fn progress(self, json: &Value, sentence: &str) {
        if self.json {
            println!("{json}");
        } else if std::io::stderr().is_terminal() {
            eprint!("\r\x1b[K{sentence}");
            // A terminal that went away is no reason to stop an import.
            if std::io::stderr().flush().is_err() {}
        }
    }

    /// Ends the line that [`Output::progress`] was changing.
    pub(crate) fn progress_done(self) {
        if !self.json && std::io::stderr().is_terminal() {
            eprint!("\r\x1b[K");
        }
    }
}

/// Tells a failure in one line and gives exit status 1.
pub(crate) fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("错误：{error:#}");
    ExitCode::FAILURE
}
