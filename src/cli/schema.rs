//! `fmti schema`: what editors need to know of the files.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::format::json;
use crate::load::folder::Library;
use crate::load::{Failure, builtin};
use crate::text::nearest;
use crate::write::jsonschema::{self, File};
use crate::write::reference;

use super::common::Global;
use super::write::print;

/// Print the JSON Schema of a kind of file, for editors
///
/// Save it and name it in the first line of a YAML file, as `fmti new` does; editors with a YAML
/// language server then complete keys, show each question, and underline what is wrong.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    fmti schema disclosure > disclosure.schema.json\n  \
    fmti schema disclosure --catalog fmti-1\n  \
    fmti schema card\n  \
    fmti schema edition --keys                        what may stand in the file, for people")]
pub(super) struct Args {
    /// The kind of file
    #[arg(value_enum)]
    file: Name,
    /// For a disclosure: the built-in catalog whose questions it answers
    #[arg(long, value_name = "ID", default_value = "fmti-2")]
    catalog: String,
    /// Print the keys with what belongs under them, as Markdown for people
    #[arg(long)]
    keys: bool,
}

/// The kinds of files, as the command line names them.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Name {
    /// catalog.yaml
    Catalog,
    /// An indicator's card
    Card,
    /// edition.yaml
    Edition,
    /// developers.yaml
    Developers,
    /// A developer's file
    Disclosure,
    /// How two catalogs relate
    Crosswalk,
    /// What `--allow` reads
    Allowances,
    /// What `--baseline` reads
    Baseline,
    /// fmti.lock
    Lock,
}

impl From<Name> for File {
    fn from(name: Name) -> Self {
        match name {
            Name::Catalog => Self::Catalog,
            Name::Card => Self::Card,
            Name::Edition => Self::Edition,
            Name::Developers => Self::Developers,
            Name::Disclosure => Self::Disclosure,
            Name::Crosswalk => Self::Crosswalk,
            Name::Allowances => Self::Allowances,
            Name::Baseline => Self::Baseline,
            Name::Lock => Self::Lock,
        }
    }
}

pub(super) fn run(args: &Args, _: &Global) -> anyhow::Result<ExitCode> {
    let file = File::from(args.file);
    if args.keys {
        print(reference::of(file).as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let document = if file == File::Disclosure {
        let catalog = Library::default().builtin_catalog(&args.catalog);
        let catalog = catalog.ok_or_else(|| Failure {
            message: format!("no built-in catalog `{}`", args.catalog),
            hint: nearest::hint(&args.catalog, builtin::catalogs()),
        })?;
        jsonschema::of_disclosure(&catalog)
    } else {
        jsonschema::of(file)
    };
    print((json::pretty(&document) + "\n").as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
