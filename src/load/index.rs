//! The one argument that names data: a folder, or a built-in edition.

use std::path::{Path, PathBuf};

use crate::model::diagnostic::{self, Diagnostic};
use crate::model::{Edition, Index};

use super::folder::{Library, yaml_in};
use super::survey::Survey;
use super::{builtin, edition};
use crate::file::problems::Doc;
use crate::file::reach::Links;
use crate::model::Failure;
use crate::text::nearest;

/// What was asked for, and every problem found on the way.
#[derive(Debug)]
pub struct Loaded {
    /// The edition, unless it is too broken to be scored.
    pub index: Option<Index>,
    /// Sorted by file, line and column.
    pub problems: Vec<Diagnostic>,
    /// The files that were read, by their paths.
    pub files: Vec<PathBuf>,
    /// Where it came from: a folder, or `built in`.
    pub origin: String,
    /// That folder.
    pub folder: Option<PathBuf>,
    /// Something to tell the user: which of several editions was taken.
    pub note: Option<String>,
}

/// Before the id of a built-in edition, whatever folders there are: `fmti:2025`.
const BUILT_IN: &str = "fmti:";

/// Loads what `data` names: an existing path is a folder, anything else a built-in edition. Nothing
/// is the folder one stands in, if it holds an edition or a catalog of its own, and else the newest
/// built-in edition.
///
/// # Errors
/// When there is no such folder or edition, or nothing in it to score.
pub fn load(data: Option<&str>, links: Links) -> Result<Loaded, Failure> {
    let Some(data) = data else {
        let here = Path::new(".");
        if !["edition", "catalog"].iter().any(|name| yaml_in(here, name).is_file()) {
            return builtin_edition(builtin::newest());
        }
        let mut loaded = folder(here, links)?;
        let newest = format!("; fmti:{} is the newest built-in edition", builtin::newest());
        let note = loaded.note.unwrap_or_else(|| "this is the edition in the folder here".into());
        loaded.note = Some(note + &newest);
        return Ok(loaded);
    };
    if let Some(id) = data.strip_prefix(BUILT_IN) {
        return builtin_edition(id);
    }
    let path = Path::new(data);
    // A link that leads nowhere is a path too.
    if path.symlink_metadata().is_ok() {
        let mut loaded = folder(path, links)?;
        if loaded.note.is_none() && builtin::editions().any(|id| id == data) {
            let note =
                format!("`{data}` is the folder of that name here, not the built-in edition");
            loaded.note = Some(note);
        }
        return Ok(loaded);
    }
    builtin_edition(data)
}

/// Whether `data` names a folder or a built-in edition.
pub fn exists(data: &str) -> bool {
    let id = data.strip_prefix(BUILT_IN).unwrap_or(data);
    Path::new(data).is_dir() || builtin::editions().any(|known| known == id)
}

/// Loads a built-in edition, whatever folders there are.
///
/// # Errors
/// When no built-in edition has this id.
pub fn builtin_edition(id: &str) -> Result<Loaded, Failure> {
    if !builtin::editions().any(|known| known == id) {
        let known = builtin::editions();
        let hint = match nearest::nearest(id, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "built-in editions are {}; a folder has an edition.yaml in it",
                known.collect::<Vec<_>>().join(", ")
            ),
        };
        return Err(Failure::new(format!("no folder or edition `{id}`"), hint));
    }
    let mut library = Library::default();
    let index = library.builtin_edition(id);
    Ok(loaded(index, library, None, None))
}

fn loaded(
    index: Option<Index>,
    library: Library,
    folder: Option<PathBuf>,
    note: Option<String>,
) -> Loaded {
    let mut problems = library.problems;
    diagnostic::sort(&mut problems);
    let origin =
        folder.as_deref().map_or_else(|| "built in".to_owned(), crate::file::read::display);
    let files = library.files.into_iter().map(PathBuf::from).collect();
    Loaded { index, problems, files, origin, folder, note }
}

fn folder(path: &Path, links: Links) -> Result<Loaded, Failure> {
    if !path.is_dir() {
        return Err(Failure::new(
            format!("`{}` is not a folder", crate::file::read::display(path)),
            "name the folder that holds edition.yaml",
        ));
    }
    let survey = Survey::of(path, links);
    let (chosen, note) = choose(path, &survey, links)?;
    let mut library = Library::new(links);
    library.problems.clone_from(&survey.problems);
    let index = library.edition_in(&chosen, &survey);
    Ok(loaded(index, library, Some(chosen), note))
}

/// The edition in the folder itself, or the newest of those below it.
fn choose(
    path: &Path,
    survey: &Survey,
    links: Links,
) -> Result<(PathBuf, Option<String>), Failure> {
    if survey.editions.iter().any(|e| e == path) {
        return Ok((path.to_path_buf(), None));
    }
    let shown = crate::file::read::display(path);
    let dated = |folder: &PathBuf| -> Option<(String, Edition)> {
        let doc = Doc::found(&yaml_in(folder, "edition"), survey.bounds(folder), links).ok()?;
        let found = edition::load(&doc).0?;
        Some((found.date.clone(), found))
    };
    match survey.editions.as_slice() {
        [] if survey.yaml_files() > 0 => Err(Failure::new(
            format!("`{shown}` has no edition.yaml"),
            "an edition is a folder with edition.yaml (id, title, date, catalog) and one \
             <developer>.yaml for each developer",
        )),
        [] => Err(Failure::new(
            format!("there is nothing to score in `{shown}`"),
            "an edition is a folder with edition.yaml and one <developer>.yaml for each developer",
        )),
        [only] => Ok((only.clone(), None)),
        several => {
            let newest = several.iter().max_by_key(|folder| dated(folder).map(|(date, _)| date));
            let newest = newest.unwrap_or(&several[0]).clone();
            let name = dated(&newest)
                .map_or_else(|| crate::file::read::display(&newest), |(_, e)| e.id.to_string());
            let note =
                format!("`{shown}` holds {} editions; this is the newest, {name}", several.len());
            Ok((newest, Some(note)))
        }
    }
}
