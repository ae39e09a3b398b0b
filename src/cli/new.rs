//! `fmti new`: files to start from.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;

use crate::file::problems::Doc;
use crate::format::json;
use crate::load::folder::{Library, yaml_in};
use crate::load::survey::{Survey, parent};
use crate::load::{Failure, bridge, builtin, edition, layout};
use crate::model::{Catalog, Id};
use crate::put::folder;
use crate::text::clean::is_blank;
use crate::text::nearest;
use crate::write::blank::{self, Start};
use crate::write::jsonschema;

use super::clock::today;
use super::common::Global;
use super::write::create;

/// Start an index or a disclosure: valid files with every question in them
#[derive(Debug, clap::Args)]
#[command(
    arg_required_else_help = true,
    after_help = "Examples:\n  \
    fmti new index my-index                          a folder with edition.yaml\n  \
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
        /// The built-in catalog whose questions are asked
        #[arg(long, value_name = "ID", default_value = "fmti-2")]
        catalog: String,
    },
    /// A developer's file in an edition's folder
    Disclosure {
        /// The developer's name or id
        developer: String,
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
            index(dir, id.as_deref(), title, catalog, global)
        }
        What::Disclosure { developer, dir } => disclosure(developer, dir, global),
        What::Crosswalk { old, new, to } => crosswalk(old, new, to.as_deref(), global),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn index(
    dir: &Path,
    id: Option<&str>,
    title: &str,
    catalog: &str,
    global: &Global,
) -> anyhow::Result<()> {
    let folder_name = dir.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = id.map(str::to_owned).or(folder_name).unwrap_or_default();
    let id = Id::parse(&name).ok().or_else(|| Id::from_name(&name)).ok_or_else(|| {
        Failure::new(format!("`{name}` cannot be an edition's id"), "name one with --id")
    })?;
    if is_blank(title) {
        return Err(Failure::new("the title is empty", "leave --title out, or say one").into());
    }
    let found = builtin_catalog(catalog)?;
    let text = |document: &serde_json::Value| (json::pretty(document) + "\n").into_bytes();
    let edition =
        blank::edition(id.as_str(), title, &today()?[..7], catalog, "schemas/edition.schema.json");
    let schemas = Path::new("schemas");
    let files = [
        ("edition.yaml".into(), edition.into_bytes()),
        (schemas.join("edition.schema.json"), text(&jsonschema::of(jsonschema::File::Edition))),
        (schemas.join("disclosure.schema.json"), text(&jsonschema::of_disclosure(&found))),
    ];
    folder::start(dir, &files)?;
    global.note(&format!(
        "made {0}; next: fmti new disclosure NAME --in {0}",
        crate::file::read::display(dir)
    ));
    Ok(())
}

fn disclosure(developer: &str, dir: &Path, global: &Global) -> anyhow::Result<()> {
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
        let id = Id::parse(developer).ok().or_else(|| Id::from_name(developer));
        let id = id.ok_or_else(|| {
            Failure::new(format!("`{developer}` cannot be an id"), "use letters or digits")
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
    global.note(&format!("wrote {shown}; `fmti score {folder} --rater criteria` grades it"));
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

fn builtin_catalog(id: &str) -> Result<Arc<Catalog>, Failure> {
    Library::default().builtin_catalog(id).ok_or_else(|| Failure {
        message: format!("no built-in catalog `{id}`"),
        hint: nearest::hint(id, builtin::catalogs()),
    })
}
