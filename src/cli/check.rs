//! `fmti check`: is this valid?

use std::path::PathBuf;
use std::process::ExitCode;

use crate::answer::check::{Looked, problems};
use crate::grade::consistency::{self, Concern};
use crate::grade::examples;
use crate::load::Failure;
use crate::load::check::check;
use crate::load::lock::Hold;
use crate::model::Index;
use crate::model::diagnostic::{self, Diagnostic, Severity};

use super::bars::{Bars, gated};
use super::common::Global;
use super::gates::{Acceptance, Where};
use super::locked::Locked;
use super::output::Output;
use super::write::write;

/// Check catalogs, editions and disclosures: every problem, located
///
/// Looks through folders for catalog.yaml, edition.yaml, developers.yaml and crosswalks, and at
/// everything that belongs to them. A single file is checked as part of its catalog or edition.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    fmti check                       everything below this folder\n  \
    fmti check my-index/2026         one edition\n  \
    fmti check my-index/2026/ibm.yaml\n  \
    fmti check my-index/2026 --min-score 40 --min-domain upstream=20 --require data-size\n  \
    fmti check -f json | jq -r '.problems[].code' | sort | uniq -c\n\n\
    Exit status: 0 valid, and every gate holds; 1 errors were found, or a gate does not hold; 2 there\n\
    was nothing to look at.")]
pub(super) struct Args {
    /// Folders and files to check
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    bars: Bars,
    #[command(flatten)]
    acceptance: Acceptance,
    #[command(flatten)]
    locked: Locked,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let plan = args.output.plan_cases()?;
    let hold = args.locked.wanted().unwrap_or(Hold::IfLocked);
    let mut checked = check(&args.paths, hold, global.links())?;
    global.has_read(checked.files.iter().map(PathBuf::from));
    if checked.files.is_empty() {
        global.show(&checked.problems)?;
        let hint = "what was found and is not read is named above";
        return Err(Failure::new("nothing could be checked", hint).into());
    }
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
    let failed = diagnostic::any_error(&checked.problems);
    let looked = Looked {
        catalogs: checked.catalogs.len(),
        editions: checked.editions.len(),
        files: &checked.files,
        answers: checked.answers,
        elsewhere: checked.elsewhere,
    };
    let mut page = problems(&looked, checked.problems);
    let mut holds = !failed;
    if !args.bars.any() {
        args.acceptance.without_gates("add --min-score, --min-domain or --require")?;
    } else if failed {
        global.note("no gate was judged: there are errors");
    } else {
        let index = gated(&checked.editions)?;
        let everybody = args.bars.everybody() && args.paths.iter().all(|path| path.is_dir());
        let asked = args.bars.asked(index, &args.paths, global)?;
        let seen = Where { new: index, edition: String::new() };
        holds = args.acceptance.settle(asked, &seen, everybody, &mut page, &plan, global)?;
    }
    write(&page, &plan, global)?;
    Ok(ExitCode::from(u8::from(!holds)))
}

/// A concern where it stands in its file.
fn warning(index: &Index, concern: &Concern) -> Diagnostic {
    let place = |(row, column): (usize, usize)| index.entries[row].place(column);
    let answer = &index.catalog.indicators[concern.at.1].id;
    let problem = Diagnostic::warning(concern.code, concern.message.as_str(), place(concern.at))
        .about(format!("{} of {answer}", concern.message));
    match concern.other {
        Some(other) => problem.related("for example here", place(other)),
        None => problem,
    }
}
