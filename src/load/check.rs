//! Is everything under these paths valid?

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::diagnostic::{self, Diagnostic};
use crate::model::{Catalog, Index};

use super::crosswalk;
use super::folder::{Library, Shelved, yaml_in};
use super::lock::{self, Hold};
use super::survey::{Survey, parent};
use crate::file::reach::Links;
use crate::file::read::display;
use crate::model::Failure;
use crate::text::nearest;

/// What was looked at, and every problem in it.
#[derive(Debug, Default)]
pub struct Checked {
    /// Sorted by file, line and column.
    pub problems: Vec<Diagnostic>,
    /// Catalogs looked at, as far as they can be used.
    pub catalogs: Vec<Arc<Catalog>>,
    /// Editions looked at, as far as they can be used.
    pub editions: Vec<Index>,
    /// Files read, as messages name them, sorted.
    pub files: Vec<String>,
    /// Answers read.
    pub answers: usize,
    /// Problems in other files of the folders that single files were checked with.
    pub elsewhere: usize,
}

/// Checks folders and files; a file is checked as part of the catalog or edition it belongs to.
/// Editions are held to their locks as firmly as `hold` says.
///
/// # Errors
/// When a path does not exist, or there is nothing under it that could be checked.
pub fn check(paths: &[PathBuf], hold: Hold<'_>, links: Links) -> Result<Checked, Failure> {
    let mut library = Library::new(links);
    let mut checked = Checked::default();
    let mut seen = HashSet::new();
    for path in paths {
        if path.symlink_metadata().is_err() {
            return Err(no_such_path(path));
        }
        if path.is_dir() {
            let mut survey = Survey::of(path, links);
            if survey.is_empty() && survey.problems.is_empty() {
                return Err(nothing_in(path, &survey));
            }
            // A folder named twice, or by two paths, is looked at once.
            survey
                .editions
                .retain(|dir| seen.insert(dir.canonicalize().unwrap_or_else(|_| dir.clone())));
            let problems = tree(&survey, hold, &mut library, &mut checked);
            checked.problems.extend(problems);
        } else {
            let home = home_of(path)?;
            let mut problems = tree(&Survey::of(&home, links), hold, &mut library, &mut checked);
            let name = display(path);
            let same = |p: &Diagnostic| Path::new(&p.place.path) == Path::new(&name);
            let all = problems.len();
            problems.retain(same);
            checked.elsewhere += all - problems.len();
            checked.problems.extend(problems);
        }
    }
    checked.answers = library.answers;
    checked.files = library.files;
    checked.files.sort();
    checked.files.dedup();
    diagnostic::sort(&mut checked.problems);
    Ok(checked)
}

/// All problems of what a walk found.
fn tree(
    survey: &Survey,
    hold: Hold<'_>,
    library: &mut Library,
    checked: &mut Checked,
) -> Vec<Diagnostic> {
    library.problems.clone_from(&survey.problems);
    let shelved: Vec<Arc<Shelved>> =
        survey.catalogs.iter().filter_map(|dir| library.catalog_in(dir, survey)).collect();
    for path in &survey.developers {
        library.developers_in(path, survey.bounds(path));
    }
    for folder in &survey.editions {
        let Some(index) = library.edition_in(folder, survey) else { continue };
        let found = lock::hold(&index, Some(folder), hold, library.links());
        library.files.extend(found.file.as_deref().map(display));
        if hold == Hold::IfLocked {
            library.problems.extend(found.problems);
        } else {
            // Asked for by itself, also where only one other file was to be checked.
            checked.problems.extend(found.problems);
        }
        checked.editions.push(index);
    }
    for path in &survey.crosswalks {
        check_crosswalk(path, survey, &shelved, library);
    }
    checked.catalogs.extend(shelved.iter().filter_map(|s| s.catalog.clone()));
    std::mem::take(&mut library.problems)
}

fn check_crosswalk(path: &Path, survey: &Survey, shelved: &[Arc<Shelved>], library: &mut Library) {
    let Some(doc) = library.read(path, survey.bounds(path)) else { return };
    let mut known: Vec<Arc<Catalog>> =
        shelved.iter().filter_map(|shelved| shelved.catalog.clone()).collect();
    for id in super::builtin::catalogs() {
        if !known.iter().any(|catalog| catalog.id.as_str() == id) {
            known.extend(library.builtin_catalog(id));
        }
    }
    let (found, problems) =
        crosswalk::load(&doc, |id| known.iter().map(AsRef::as_ref).find(|c| c.id == *id));
    library.problems.extend(problems);
    let Some(found) = found else { return };
    for shelved in shelved {
        if let Some(catalog) = shelved.catalog.as_ref().filter(|c| c.id == found.to) {
            let problems = crosswalk::counterparts(&found, catalog, &shelved.docs.cards);
            library.problems.extend(problems);
        }
    }
}

/// The catalog or edition folder a file belongs to.
fn home_of(file: &Path) -> Result<PathBuf, Failure> {
    let mut folder = parent(file);
    for _ in 0..3 {
        let marked = ["edition", "catalog", "developers"].iter();
        if marked.clone().any(|name| yaml_in(&folder, name).exists()) {
            return Ok(folder);
        }
        if folder.file_name().is_some_and(|name| name == "crosswalks") {
            return Ok(folder);
        }
        folder = parent(&folder);
    }
    Err(Failure::new(
        format!("cannot tell what `{}` belongs to", display(file)),
        "a disclosure is in a folder with edition.yaml, a card below a folder with catalog.yaml",
    ))
}

fn no_such_path(path: &Path) -> Failure {
    let shown = display(path);
    let siblings: Vec<String> = std::fs::read_dir(parent(path))
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let near = nearest::nearest(&name, siblings.iter().map(String::as_str));
    if super::builtin::editions().any(|id| id == shown) {
        let message = format!("`{shown}` is no folder here; the built-in edition needs no check");
        return Failure { message, hint: None };
    }
    Failure {
        message: format!("`{shown}` does not exist"),
        hint: near.map(|near| format!("did you mean `{}`?", display(&path.with_file_name(near)))),
    }
}

fn nothing_in(path: &Path, survey: &Survey) -> Failure {
    let shown = display(path);
    let message = match survey.yaml_files() {
        0 => format!("there is nothing to check in `{shown}`"),
        1 => format!("`{shown}` holds a YAML file, but no edition.yaml or catalog.yaml"),
        n => format!("`{shown}` holds {n} YAML files, but no edition.yaml or catalog.yaml"),
    };
    Failure::new(
        message,
        "an edition is a folder with edition.yaml and one <developer>.yaml for each developer; a \
         catalog is a folder with catalog.yaml and its cards below it",
    )
}
