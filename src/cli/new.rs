//! `fmti new`: files to start from.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use crate::file::problems::Doc;
use crate::load::folder::{Library, yaml_in};
use crate::load::survey::{Survey, parent};
use crate::load::{Failure, bridge, edition, layout};
use crate::model::{Id, Indicator};
use crate::write::blank::{self, Start};

use super::common::Global;
use super::write::create;

mod card;
mod index;

/// Start an index or a disclosure: valid files with every question in them
#[derive(Debug, clap::Args)]
#[command(
    arg_required_else_help = true,
    after_help = "Examples:\n  \
    fmti new index my-index                          a folder with edition.yaml\n  \
    fmti new index our-index --catalog blank         the same with questions of your own\n  \
    fmti new card 'Annual report' --in our-index     another question\n  \
    fmti new disclosure acme --in my-index           a developer's file in it\n  \
    fmti new crosswalk my-index/2026 my-index/2027   how their catalogs relate, to be filled in\n  \
    fmti check my-index"
)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A folder with edition.yaml and the schemas editors use
    Index {
        /// The folder to make
        #[arg(value_name = "DIR")]
        dir: PathBuf,
        /// The edition's id [default: the folder's name]
        #[arg(long)]
        id: Option<String>,
        /// The edition's title
        #[arg(long, default_value = "My index")]
        title: String,
        /// Whose questions are asked: a built-in catalog, `blank` for one of your own, or the folder
        /// of a catalog to copy
        #[arg(long, value_name = "blank|ID|DIR", default_value = "fmti-2")]
        catalog: String,
    },
    /// A question of an index with a catalog of its own
    Card {
        /// The question's id or name
        question: String,
        /// The question's name [default: made of the id]
        #[arg(long)]
        name: Option<String>,
        /// The folder with catalog.yaml
        #[arg(long = "in", value_name = "DIR", default_value = ".")]
        dir: PathBuf,
    },
    /// A developer's file in an edition's folder
    Disclosure {
        /// The developer's name or id
        developer: String,
        /// The id, for a name that none can be made of
        #[arg(long)]
        id: Option<String>,
        /// The folder with edition.yaml
        #[arg(long = "in", value_name = "DIR", default_value = ".")]
        dir: PathBuf,
    },
    /// How the catalogs of two editions relate: every indicator, for a person to fill in
    Crosswalk {
        /// The older edition or its folder
        old: String,
        /// The newer edition or its folder
        new: String,
        /// The file to write [default: in `crosswalks` beside the newer edition's folder]
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    match &args.what {
        What::Index { dir, id, title, catalog } => {
            index::index(&index::Asked { dir, id: id.as_deref(), title, catalog }, global)
        }
        What::Card { question, name, dir } => card::card(question, name.as_deref(), dir, global),
        What::Disclosure { developer, id, dir } => {
            disclosure(developer, id.as_deref(), dir, global)
        }
        What::Crosswalk { old, new, to } => crosswalk(old, new, to.as_deref(), global),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn disclosure(
    developer: &str,
    id: Option<&str>,
    dir: &Path,
    global: &Global,
) -> anyhow::Result<()> {
    let path = yaml_in(dir, "edition");
    let no_edition = |problem: String| {
        Failure::new(problem, "`fmti new index DIR` makes a folder with an edition.yaml")
    };
    let links = global.links();
    let doc = Doc::found(&path, dir, links)
        .map_err(|problem| no_edition(format!("{}: {}", problem.place.path, problem.message)))?;
    let (edition, problems) = edition::load(&doc);
    let edition = edition.filter(|_| problems.is_empty()).ok_or_else(|| {
        Failure::new(format!("{} has errors", doc.file.path), "`fmti check` lists them")
    })?;
    let mut library = Library::new(links);
    let survey = Survey::of(dir, links);
    let catalog = library.catalog_for(dir, &edition, &doc, &survey).ok_or_else(|| {
        Failure::new(format!("no catalog `{}`", edition.catalog), "see `fmti check`")
    })?;
    let known = library.developers_for(dir, &survey);
    let (id, name) = if let Some(found) = known.find(developer) {
        (found.id.clone(), None)
    } else {
        let name = id.unwrap_or(developer);
        let made = Id::parse(name).ok();
        let made = made.or_else(|| id.is_none().then(|| Id::from_name(name)).flatten());
        let id = made.ok_or_else(|| {
            let hint = "say one of small letters, digits and hyphens with --id";
            Failure::new(format!("no id can be made of `{name}`"), hint)
        })?;
        (id, Some(developer))
    };
    if layout::is_reserved(id.as_str()) {
        let message = format!("a disclosure cannot be called `{id}`");
        let hint = format!("{id}.yaml is another part of an index: use another name");
        return Err(Failure::new(message, hint).into());
    }
    let target = dir.join(format!("{id}.yaml"));
    let start = Start {
        edition: edition.id.as_str(),
        developer: id.as_str(),
        name,
        schema: "schemas/disclosure.schema.json",
    };
    create(&target, &blank::disclosure(&catalog, &start))?;
    let shown = crate::file::read::display(&target);
    let folder = crate::file::read::display(dir);
    let next = if catalog.indicators.iter().any(Indicator::has_criteria) {
        format!("`fmti score {folder} --rater criteria` grades it")
    } else {
        format!("write its scores, and `fmti score {folder}` ranks it")
    };
    global.note(&format!("wrote {shown}; {next}"));
    Ok(())
}

fn crosswalk(old: &str, new: &str, to: Option<&Path>, global: &Global) -> anyhow::Result<()> {
    let (old, old_folder) = global.read(Some(old), "written")?;
    let (new, folder) = global.read(Some(new), "written")?;
    let (from, into) = (&old.catalog, &new.catalog);
    if from.id == into.id {
        return Err(Failure::new(
            format!("both editions ask catalog {}", from.id),
            "versions of one catalog need no crosswalk: `fmti diff` goes by the cards",
        )
        .into());
    }
    let ends = [(&old, old_folder.as_deref()), (&new, folder.as_deref())];
    if let Ok(found) = bridge::find(ends[0], ends[1], None, global.links())
        && found.crosswalk.is_some()
    {
        let message = format!("a crosswalk from {} to {} is there already", from.id, into.id);
        return Err(Failure::new(message, "`fmti diff` goes by it").into());
    }
    let home = folder.as_deref().map_or_else(|| PathBuf::from("."), parent).join("crosswalks");
    let target = match to {
        Some(path) => path.to_path_buf(),
        None => home.join(format!("{}_{}.yaml", from.id, into.id)),
    };
    let made = to.is_none() && std::fs::create_dir(&home).is_ok();
    let written = create(&target, &blank::crosswalk(from, into));
    if written.is_err() && made {
        // It holds nothing, or it stays.
        let _ = std::fs::remove_dir(&home);
    }
    written?;
    let shown = crate::file::read::display(&target);
    global
        .note(&format!("wrote {shown}; fill it in, and `fmti check {shown}` says what is missing"));
    Ok(())
}
