//! `fmti new index`: a folder to start an index in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::file::read;
use crate::format::json;
use crate::load::folder::{Library, yaml_in};
use crate::load::survey::Survey;
use crate::load::{Failure, builtin};
use crate::model::diagnostic::any_error;
use crate::model::{Catalog, Id};
use crate::put::folder;
use crate::text::clean::is_blank;
use crate::text::nearest;
use crate::write::{blank, jsonschema, start};

use crate::cli::clock::today;
use crate::cli::common::Global;

/// The catalog that is made for an index of one's own.
const BLANK: &str = "blank";
/// The question it begins with.
const FIRST: &str = "first-question";

/// What is asked for.
pub(super) struct Asked<'a> {
    pub(super) dir: &'a Path,
    pub(super) id: Option<&'a str>,
    pub(super) title: &'a str,
    pub(super) catalog: &'a str,
}

pub(super) fn index(asked: &Asked<'_>, global: &Global) -> anyhow::Result<()> {
    let Asked { dir, title, .. } = *asked;
    let folder_name = dir.file_name().map(|name| name.to_string_lossy().into_owned());
    let own = folder_name.as_deref().and_then(Id::from_name);
    let name = asked.id.map(str::to_owned).or(folder_name).unwrap_or_default();
    let id = Id::parse(&name).ok().or_else(|| Id::from_name(&name)).ok_or_else(|| {
        Failure::new(format!("`{name}` cannot be an edition's id"), "name one with --id")
    })?;
    if is_blank(title) {
        return Err(Failure::new("the title is empty", "leave --title out, or say one").into());
    }
    let schemas = Path::new("schemas");
    let text = |document: &serde_json::Value| (json::pretty(document) + "\n").into_bytes();
    let (catalog, mut files) = match asked.catalog {
        // It outlives its first edition, and is named after the folder.
        BLANK => blank_catalog(own.as_ref().unwrap_or(&id), title)?,
        known => {
            builtin_catalog(known).or_else(|problem| copied(Path::new(known), problem, global))?
        }
    };
    let edition = blank::edition(
        id.as_str(),
        title,
        &today()?[..7],
        catalog.id.as_str(),
        "schemas/edition.schema.json",
    );
    files.extend([
        (PathBuf::from("edition.yaml"), edition.into_bytes()),
        (schemas.join("edition.schema.json"), text(&jsonschema::of(jsonschema::File::Edition))),
        (schemas.join("disclosure.schema.json"), text(&jsonschema::of_disclosure(&catalog))),
    ]);
    // With questions of its own, they are edited too.
    if files.iter().any(|(path, _)| path.starts_with("catalog.yaml")) {
        for (name, file) in
            [("catalog", jsonschema::File::Catalog), ("card", jsonschema::File::Card)]
        {
            let path = schemas.join(format!("{name}.schema.json"));
            files.push((path, text(&jsonschema::of(file))));
        }
    }
    folder::start(dir, &files)?;
    let shown = read::display(dir);
    let next = if asked.catalog == BLANK {
        format!(
            "ask more with fmti new card NAME --in {shown}, then fmti new disclosure NAME --in {shown}"
        )
    } else {
        format!("fmti new disclosure NAME --in {shown}")
    };
    global.note(&format!("made {shown}; next: {next}"));
    Ok(())
}

/// A catalog, and the files of its own that a new index needs for it.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// A catalog with one question.
fn blank_catalog(id: &Id, title: &str) -> Result<(Arc<Catalog>, Files), Failure> {
    use crate::file::problems::Doc;
    use crate::file::source::SourceFile;
    use crate::load::catalog::{CatalogDocs, load};
    let of = format!("{id}-1");
    let contents = start::catalog(&of, title, FIRST, "schemas/catalog.schema.json");
    let card = start::card(FIRST, "First question", "../schemas/card.schema.json");
    let files = [("catalog.yaml".to_owned(), contents), (format!("cards/{FIRST}.yaml"), card)];
    let docs: Vec<Doc> = files
        .iter()
        .filter_map(|(path, text)| Doc::parse(SourceFile::new(path.as_str(), text.clone())).ok())
        .collect();
    let mut docs = docs.into_iter();
    let docs = docs.next().map(|contents| CatalogDocs {
        contents,
        cards: docs.collect(),
        without_examples: false,
    });
    let catalog = docs.and_then(|docs| load(&docs).0).ok_or_else(|| {
        Failure::new(format!("no catalog can be called `{of}`"), "name another id with --id")
    })?;
    let files = files.into_iter().map(|(path, text)| (PathBuf::from(path), text.into_bytes()));
    Ok((Arc::new(catalog), files.collect()))
}

fn builtin_catalog(id: &str) -> Result<(Arc<Catalog>, Files), Failure> {
    let found = Library::default().builtin_catalog(id).ok_or_else(|| Failure {
        message: format!("no catalog `{id}`"),
        hint: nearest::hint(id, builtin::catalogs())
            .map(|hint| format!("say `{BLANK}` for one of your own, or the folder of one; {hint}")),
    })?;
    Ok((found, Vec::new()))
}

/// The catalog in a folder, whose files are copied; `problem` where there is no such folder.
fn copied(
    home: &Path,
    problem: Failure,
    global: &Global,
) -> Result<(Arc<Catalog>, Files), Failure> {
    let home = if home.is_file() { home.parent().unwrap_or(home) } else { home };
    let contents = yaml_in(home, "catalog");
    if !contents.is_file() {
        return Err(problem);
    }
    let links = global.links();
    let survey = Survey::of(home, links);
    let mut library = Library::new(links);
    let shelved = library.catalog_in(home, &survey);
    let catalog = shelved.and_then(|shelved| shelved.catalog.clone());
    let broken = any_error(&library.problems);
    let shown = read::display(home);
    let Some(catalog) = catalog.filter(|_| !broken) else {
        let message = format!("the catalog in `{shown}` has errors");
        return Err(Failure::new(message, format!("`fmti check {shown}` lists them")));
    };
    let mut files = Vec::new();
    for path in std::iter::once(contents).chain(survey.cards(home)) {
        let place = path.strip_prefix(home).unwrap_or(&path).to_path_buf();
        let text = read::found(&path, survey.bounds(home), links)
            .map_err(|problem| Failure::new(problem.message.clone(), "nothing was written"))?;
        files.push((place, text.text.into_bytes()));
    }
    Ok((catalog, files))
}
