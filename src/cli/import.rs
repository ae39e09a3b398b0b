//! `fmti import`: an index folder from other people's files.

mod replace;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::file::read::display;
use crate::import::crfm::{self, Imported};
use crate::load::Failure;
use crate::load::folder::Library;
use crate::model::diagnostic::any_error;
use crate::text::clean::clean;
use crate::text::inert::inert;
use crate::text::words::{counted, grouped};
use crate::write::disclosure;

use super::common::Global;
use super::write;
use crate::put::folder::{Maker, Target};

/// Make an index folder from files of another form
#[derive(Debug, clap::Args)]
#[command(
    arg_required_else_help = true,
    after_help = "Examples:\n  \
        fmti import crfm fmti-release --out my-index  the published release, as an index folder\n  \
        fmti score my-index/2024                      then: as with any index folder"
)]
pub(super) struct Args {
    #[command(subcommand)]
    source: Source,
}

#[derive(Debug, clap::Subcommand)]
enum Source {
    Crfm(Crfm),
}

/// Import the release of Stanford CRFM's Foundation Model Transparency Index
///
/// DIR is a clone or an unpacked archive of it, or any part: score matrices and transparency
/// reports as CSV, of any of the editions 2023, 2024 and 2025. Files are told apart by what is in
/// them, so they may be renamed and moved.
///
/// Each edition becomes a folder with edition.yaml and a file per developer, holding the scores
/// and, where there is a report, the disclosure, its sources and the panel's reason. Everything odd
/// in the files is noted, and so is each score on which matrix and report disagree; the matrix
/// decides. When something cannot be understood, nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    fmti import crfm fmti-release --out my-index          every edition found\n  \
    fmti import crfm fmti-release/May2024 --out may       one of them\n  \
    fmti import crfm fmti-release --out my-index --force  again, replacing the folder")]
struct Crfm {
    /// The folder with the release, or a part of it
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// The folder to write; it appears whole or not at all
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Replace the folder if it holds an index and nothing else
    #[arg(long)]
    force: bool,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let Source::Crfm(args) = &args.source;
    let maker = Maker { option: "--out", name: "an import", stranger: &replace::stranger };
    let target = Target::check(&args.out, &[&args.dir], args.force, maker)?;
    let read = crfm::read(&args.dir, global.links())?;
    for oddity in &read.oddities {
        global.note(&format!("{}: {}", oddity.path, oddity.text));
    }
    global.show(&read.problems)?;
    if any_error(&read.problems) {
        return Err(Failure::new(
            format!("nothing was imported: {} above", counted(read.problems.len(), "problem")),
            "mend the files, or leave the broken ones out of the folder",
        )
        .into());
    }
    let files = files(&read.editions);
    replace::keeps_all(&target, &files)?;
    target.write(&files, |folder| replace::reads_back(folder, &read.editions, global))?;
    write::print(summary(&read.editions, &args.out).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Every file of the new folder, by its path in it.
fn files(editions: &[Imported]) -> Vec<(PathBuf, Vec<u8>)> {
    let listed = Library::default().builtin_developers();
    let mut files =
        vec![(PathBuf::from("developers.yaml"), disclosure::developers(&listed).into_bytes())];
    for Imported { index, newcomers, .. } in editions {
        let folder = Path::new(index.edition.id.as_str());
        files.push((folder.join("edition.yaml"), disclosure::edition(&index.edition).into_bytes()));
        for entry in &index.entries {
            let new = newcomers.contains(&entry.developer.id);
            let name = new.then_some(entry.developer.name.as_str());
            let text =
                disclosure::disclosure(&index.edition, &index.catalog, name, &entry.disclosure);
            files.push((folder.join(format!("{}.yaml", entry.developer.id)), text.into_bytes()));
        }
    }
    files
}

fn summary(editions: &[Imported], out: &Path) -> String {
    let mut text = String::new();
    let (mut compared, mut differing) = (0, 0);
    for imported in editions {
        let answers = || {
            let disclosures = imported.index.entries.iter().map(|entry| &entry.disclosure);
            disclosures.flat_map(|disclosure| disclosure.answers.iter().flatten())
        };
        let mut parts = vec![
            counted(imported.index.entries.len(), "developer"),
            counted(answers().filter(|answer| answer.panel.is_some()).count(), "score"),
        ];
        if imported.reports == 0 {
            parts.push("no reports".into());
        } else {
            let statements = answers().filter(|answer| answer.statement.is_some()).count();
            let sources = answers().map(|answer| answer.sources.len()).sum();
            parts.push(counted(imported.reports, "report"));
            parts.push(counted(statements, "statement"));
            parts.push(counted(sources, "source"));
        }
        let new = answers().filter(|answer| answer.newly_disclosed == Some(true)).count();
        if new > 0 {
            parts.push(format!("{} newly disclosed", grouped(new)));
        }
        let _ = writeln!(text, "{}: {}", imported.index.edition.id, parts.join(", "));
        compared += imported.compared.0;
        differing += imported.compared.1;
    }
    if compared > 0 {
        let verdict = match differing {
            0 => "agree".to_owned(),
            1 => "differ in 1: the matrix's is used".to_owned(),
            _ => format!("differ in {}: the matrix's are used", grouped(differing)),
        };
        let cells = counted(compared, "score");
        let _ = writeln!(text, "matrix and report: {cells} in both, {verdict}");
    }
    let _ = writeln!(text, "wrote {}", clean(&display(out)));
    inert(&text).into_owned()
}
