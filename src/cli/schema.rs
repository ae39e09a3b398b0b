//! `fmti schema`: what editors need to know of the files.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::load::folder::Library;
use crate::load::{Failure, builtin, nearest, schema};
use crate::report::json;

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
    fmti schema card")]
pub(super) struct Args {
    /// The kind of file
    #[arg(value_enum)]
    file: File,
    /// For a disclosure: the built-in catalog whose questions it answers
    #[arg(long, value_name = "ID", default_value = "fmti-2")]
    catalog: String,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum File {
    /// catalog.yaml
    Catalog,
    /// An indicator's card
    Card,
    /// edition.yaml
    Edition,
    /// A developer's file
    Disclosure,
    /// fmti.lock
    Lock,
}

pub(super) fn run(args: &Args, _: &Global) -> anyhow::Result<ExitCode> {
    let document = match args.file {
        File::Catalog => schema::of_catalog(),
        File::Card => schema::of_card(),
        File::Edition => schema::of_edition(),
        File::Lock => schema::of_lock(),
        File::Disclosure => {
            let catalog = Library::default().builtin_catalog(&args.catalog);
            let catalog = catalog.ok_or_else(|| Failure {
                message: format!("no built-in catalog `{}`", args.catalog),
                hint: nearest::hint(&args.catalog, builtin::catalogs()),
            })?;
            schema::of_disclosure(&catalog)
        }
    };
    print((json::pretty(&document) + "\n").as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
