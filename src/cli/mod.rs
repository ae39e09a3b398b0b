//! The command line: one file per command, with its arguments and its action.

mod bars;
mod check;
mod clock;
mod common;
mod diff;
mod explain;
mod gates;
mod import;
mod lock;
mod locked;
mod names;
mod new;
mod open;
mod output;
mod paths;
mod rater;
mod report;
mod schema;
mod score;
mod summary;
mod usage;
mod write;

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use common::Global;

use crate::file::read::display;

/// Transparency indices as code: score developers' disclosures against a catalog of indicators.
///
/// Ships with the three published editions of the Foundation Model Transparency Index (2023, 2024
/// and 2025).
#[derive(Debug, Parser)]
#[command(
    name = "fmti",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    subcommand_required = true,
    max_term_width = 100,
    after_help = "Examples:\n  \
        fmti score                          the newest edition, ranked\n  \
        fmti score 2024 --by subdomain      an older one, in more detail\n  \
        fmti score my-index -o ranking.csv  your own folder, to a file\n  \
        fmti diff 2024 2025                 what changed, and how much of it is comparable\n  \
        fmti check my-index                 every problem in your files\n  \
        fmti explain ibm                    which points it has not, and what is known of why\n  \
        fmti report 2024 2025 -o site       pages and charts, ready to publish\n  \
        fmti new index my-index             start your own\n\n\
        Exit status: 0 yes, 1 the check found errors or a gate does not hold, 2 it could not be done."
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Score(score::Args),
    Diff(diff::Args),
    Check(check::Args),
    Explain(explain::Args),
    Import(import::Args),
    Lock(lock::Args),
    New(new::Args),
    Report(report::Args),
    Schema(schema::Args),
}

/// Runs the program with these arguments, the first being its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // Some would be taken and some not: no name is taken by one command and refused by another.
    if let Some(strange) = arguments.iter().skip(1).find(|argument| argument.to_str().is_none()) {
        let shown = display(Path::new(strange));
        usage::refuse(&format!("`{shown}` is not UTF-8: rename it, or name it by another path"));
        return ExitCode::from(2);
    }
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        // Help and version are answers; anything else is wrong usage.
        Err(error) if !error.use_stderr() => {
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            usage::explain::<Cli>(&error, &arguments);
            return ExitCode::from(2);
        }
    };
    crate::put::signals::watch();
    let result = match cli.command {
        Command::Score(args) => score::run(&args, &cli.global),
        Command::Diff(args) => diff::run(&args, &cli.global),
        Command::Check(args) => check::run(&args, &cli.global),
        Command::Explain(args) => explain::run(&args, &cli.global),
        Command::Import(args) => import::run(&args, &cli.global),
        Command::Lock(args) => lock::run(&args, &cli.global),
        Command::New(args) => new::run(&args, &cli.global),
        Command::Report(args) => report::run(&args, &cli.global),
        Command::Schema(args) => schema::run(&args, &cli.global),
    };
    match result {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            cli.global.complain(&error);
            ExitCode::from(2)
        }
    }
}

/// Whoever read the output has seen enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}
