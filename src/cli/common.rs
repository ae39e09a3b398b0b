//! What every command shares: colour, quietness, where text goes.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use clap::{Args, ColorChoice, ValueEnum};

use crate::analyze::breakdown::By;
use crate::file::reach::Links;
use crate::load::Failure;
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::page::{Screen, problems};
use crate::text::clean::clean;
use crate::text::inert::inert;

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub(super) struct Global {
    /// When to use colour; `auto` respects the terminal and `NO_COLOR`
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
    /// Say nothing but the answer and errors
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Say what is read and where it comes from
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
    /// Also read what links in a folder lead to outside of it; nothing of that is ever quoted
    #[arg(long, global = true)]
    follow_links: bool,
    /// What was read so far, so that no output is written over it.
    #[arg(skip)]
    inputs: Arc<Mutex<Vec<PathBuf>>>,
}

impl Global {
    /// Remembers that these files were read.
    pub(super) fn has_read(&self, files: impl IntoIterator<Item = PathBuf>) {
        self.inputs.lock().unwrap_or_else(PoisonError::into_inner).extend(files);
    }

    /// The files that were read.
    pub(super) fn inputs(&self) -> Vec<PathBuf> {
        self.inputs.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What becomes of links in folders that are read.
    pub(super) fn links(&self) -> Links {
        if self.follow_links { Links::Followed } else { Links::Inside }
    }

    /// The screen data goes to.
    pub(super) fn stdout(&self) -> Screen {
        let terminal = std::io::stdout().is_terminal();
        let width = if terminal { terminal_width() } else { Screen::PLAIN.width };
        Screen { width, colour: self.colour(terminal) }
    }

    /// The screen talk goes to.
    pub(super) fn stderr(&self) -> Screen {
        let terminal = std::io::stderr().is_terminal();
        let width = if terminal { terminal_width() } else { Screen::PLAIN.width };
        Screen { width, colour: self.colour(terminal) }
    }

    fn colour(&self, terminal: bool) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                terminal && !set("NO_COLOR") && !dumb
            }
        }
    }

    /// Whether nothing but the answer and errors is wanted.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Tells the user something that is not the answer.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            self.say("note", text);
        }
    }

    /// Tells a user who wants to know how the answer came about.
    pub(super) fn detail(&self, text: impl FnOnce() -> String) {
        if self.verbose {
            self.say("note", &text());
        }
    }

    /// Tells the user what went wrong, and what to do.
    pub(super) fn complain(&self, error: &anyhow::Error) {
        let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
        self.say("error", &causes.join(": "));
        if let Some(Failure { hint: Some(hint), .. }) = error.downcast_ref::<Failure>() {
            self.say("  help", hint);
        }
    }

    /// Shows problems, on the screen talk goes to.
    pub(super) fn show(&self, problems: &[Diagnostic]) -> anyhow::Result<()> {
        let quiet = |p: &&Diagnostic| !self.quiet || p.severity == Severity::Error;
        let text = problems::render(problems.iter().filter(quiet), self.stderr());
        let mut err = std::io::stderr().lock();
        err.write_all(text.as_bytes()).context("cannot write to standard error")
    }

    fn say(&self, label: &str, text: &str) {
        let text = clean(text);
        let colour = self.stderr().colour;
        let (on, off) = match (colour, label) {
            (true, "error") => ("\u{1b}[1;31m", "\u{1b}[0m"),
            (true, _) => ("\u{1b}[1;36m", "\u{1b}[0m"),
            _ => ("", ""),
        };
        // Nothing can be done about a standard error that is closed.
        let _ = writeln!(std::io::stderr().lock(), "{on}{label}:{off} {}", inert(&text));
    }
}

/// By what totals are broken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ByName {
    Total,
    Domain,
    Subdomain,
    Theme,
    Indicator,
}

impl From<ByName> for By {
    fn from(name: ByName) -> Self {
        match name {
            ByName::Total => Self::Total,
            ByName::Domain => Self::Domain,
            ByName::Subdomain => Self::Subdomain,
            ByName::Theme => Self::Theme,
            ByName::Indicator => Self::Indicator,
        }
    }
}

fn terminal_width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let measured = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.or_else(measured).unwrap_or(Screen::PLAIN.width).max(20)
}
