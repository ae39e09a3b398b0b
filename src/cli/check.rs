//! `fmti check`: is this valid?

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::{Value as Json, json};

use crate::grade::consistency::{self, Concern};
use crate::grade::examples;
use crate::load::check::{Checked, check};
use crate::load::locate;
use crate::model::Index;
use crate::model::diagnostic::{self, Diagnostic, Severity};
use crate::report::words::counted;
use crate::report::{diagnostics, json};

use super::common::Global;
use super::output::print;

/// Check catalogs, editions and disclosures: every problem, located
///
/// Looks through folders for catalog.yaml, edition.yaml, developers.yaml and crosswalks, and at
/// everything that belongs to them. A single file is checked as part of its catalog or edition.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    fmti check                       everything below this folder\n  \
    fmti check my-index/2026         one edition\n  \
    fmti check my-index/2026/ibm.yaml\n  \
    fmti check -f json | jq -r '.problems[].code' | sort | uniq -c\n\n\
    Exit status: 0 valid, 1 errors were found, 2 there was nothing to look at.")]
pub(super) struct Args {
    /// Folders and files to check
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// How to write the problems
    #[arg(short, long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a person
    Text,
    /// One document
    Json,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let mut checked = check(&args.paths)?;
    for catalog in &checked.catalogs {
        // A card with errors of its own cannot keep promises.
        let said = |path: &str| checked.problems.iter().any(|p| p.place.path == path);
        let broken = examples::broken(catalog).into_iter();
        let broken: Vec<_> = broken.filter(|problem| !said(&problem.place.path)).collect();
        checked.problems.extend(broken);
    }
    for index in &checked.editions {
        let concerns = consistency::contradictions(index).into_iter();
        let concerns = concerns.chain(consistency::same_words(index));
        checked.problems.extend(concerns.map(|concern| warning(index, &concern)));
    }
    if args.strict {
        for problem in &mut checked.problems {
            problem.severity = Severity::Error;
        }
    }
    diagnostic::sort(&mut checked.problems);
    let count = |severity| checked.problems.iter().filter(|p| p.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match args.format {
        Form::Text => {
            let mut text = diagnostics::render(&checked.problems, global.stdout());
            text.push_str(&summary(&checked, errors, warnings));
            print(text.as_bytes())?;
        }
        Form::Json => {
            let problems: Vec<Json> = checked.problems.iter().map(diagnostics::to_json).collect();
            let document = json!({
                "schema": "fmti.check/1",
                "summary": {
                    "errors": errors,
                    "warnings": warnings,
                    "catalogs": checked.catalogs.len(),
                    "editions": checked.editions.len(),
                    "files": checked.files,
                    "answers": checked.answers,
                },
                "problems": problems,
            });
            print((json::pretty(&document) + "\n").as_bytes())?;
        }
    }
    Ok(ExitCode::from(u8::from(errors > 0)))
}

/// A concern where it stands in its file.
fn warning(index: &Index, concern: &Concern) -> Diagnostic {
    let place = |(row, column): (usize, usize)| {
        let indicator = index.catalog.indicators[column].id.as_str();
        locate::answer(&index.entries[row].file, indicator)
    };
    let problem = Diagnostic::warning(concern.code, concern.message.as_str(), place(concern.at));
    match concern.other {
        Some(other) => problem.related("for example here", place(other)),
        None => problem,
    }
}

fn summary(checked: &Checked, errors: usize, warnings: usize) -> String {
    let found = match (errors, warnings) {
        (0, 0) => "no problems".to_owned(),
        (e, 0) => counted(e, "error"),
        (0, w) => counted(w, "warning"),
        (e, w) => format!("{}, {}", counted(e, "error"), counted(w, "warning")),
    };
    let elsewhere = match checked.elsewhere {
        0 => String::new(),
        n => format!("; {} in other files of the folder", counted(n, "problem")),
    };
    format!(
        "{found} in {} ({}, {}, {}){elsewhere}\n",
        counted(checked.files, "file"),
        counted(checked.catalogs.len(), "catalog"),
        counted(checked.editions.len(), "edition"),
        counted(checked.answers, "answer")
    )
}
