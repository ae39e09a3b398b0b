//! Which crosswalk leads from one edition's catalog to another's?

use std::path::{Path, PathBuf};

use crate::model::diagnostic::{Diagnostic, any_error};
use crate::model::{Catalog, Crosswalk, Index};

use super::crosswalk;
use super::{builtin, folder};
use crate::file::problems::Doc;
use crate::file::reach::Links;
use crate::model::Failure;

/// A crosswalk, and every problem found on the way to it.
#[derive(Debug)]
pub struct Found {
    /// From the older edition's catalog to the newer's, unless it has errors.
    pub crosswalk: Option<Crosswalk>,
    /// Sorted by file, line and column.
    pub problems: Vec<Diagnostic>,
}

/// Finds how the catalogs of two editions relate: by the ids of their indicators where it is one
/// catalog; else by the crosswalk in `named`, or in a folder `crosswalks` where an edition's catalog
/// may stand, or built in. A crosswalk leads both ways.
///
/// # Errors
/// When there is none.
pub fn find(
    old: (&Index, Option<&Path>),
    new: (&Index, Option<&Path>),
    named: Option<&Path>,
    links: Links,
) -> Result<Found, Failure> {
    let (from, to) = (&*old.0.catalog, &*new.0.catalog);
    let mut problems = Vec::new();
    let candidates = match named {
        Some(_) if from.id == to.id => {
            let message =
                format!("both editions ask catalog {}, and a crosswalk leads between two", to.id);
            let hint = "leave --crosswalk out: cards are compared by their ids and hashes";
            return Err(Failure::new(message, hint));
        }
        Some(path) => keep([Doc::named(path)], &mut problems),
        None if from.id == to.id => {
            let crosswalk = Some(Crosswalk::of_versions(from, to));
            return Ok(Found { crosswalk, problems });
        }
        None => {
            let files = files([new.1, old.1]);
            let read = files.iter().map(|(path, base)| Doc::found(path, base, links));
            let mut docs = keep(read, &mut problems);
            docs.extend(builtin::crosswalks());
            docs
        }
    };
    for doc in &candidates {
        let ends = crosswalk::ends(doc);
        let forward = ends.as_ref().is_some_and(|(a, b)| *a == from.id && *b == to.id);
        let backward = ends.as_ref().is_some_and(|(a, b)| *a == to.id && *b == from.id);
        if !forward && !backward {
            continue;
        }
        let known = |id: &crate::model::Id| -> Option<&Catalog> {
            [from, to].into_iter().find(|catalog| catalog.id == *id)
        };
        let (found, more) = crosswalk::load(doc, known);
        problems.extend(more);
        let usable = found.filter(|_| !any_error(&problems));
        let crosswalk = usable.map(|c| if forward { c } else { c.reversed() });
        return Ok(Found { crosswalk, problems });
    }
    if any_error(&problems) {
        return Ok(Found { crosswalk: None, problems });
    }
    Err(missing(old.0, new.0, named.zip(candidates.first().and_then(crosswalk::ends))))
}

fn missing(
    old: &Index,
    new: &Index,
    named: Option<(&Path, (crate::model::Id, crate::model::Id))>,
) -> Failure {
    let (from, to) = (&old.catalog.id, &new.catalog.id);
    if let Some((path, (a, b))) = named {
        return Failure::new(
            format!(
                "`{}` leads from {a} to {b}, not from {from} to {to}",
                crate::file::read::display(path)
            ),
            "name the crosswalk of these two catalogs",
        );
    }
    let message = format!(
        "editions {} and {} cannot be compared: no crosswalk leads from catalog {from} to {to}",
        old.edition.id, new.edition.id
    );
    let hint = format!(
        "`fmti new crosswalk OLD NEW` starts crosswalks/{from}_{to}.yaml, in which every indicator of \
         both stands once; or name one with --crosswalk"
    );
    Failure::new(message, hint)
}

/// The crosswalk files near some folders: beside the edition, above it, and where catalogs stand;
/// each with the folder it may not lead out of.
fn files(folders: [Option<&Path>; 2]) -> Vec<(PathBuf, PathBuf)> {
    let mut found: Vec<(PathBuf, PathBuf)> = Vec::new();
    for folder in folders.into_iter().flatten() {
        for (base, home) in folder::homes(folder) {
            let Ok(entries) = std::fs::read_dir(home.join("crosswalks")) else { continue };
            let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
            let mut paths: Vec<PathBuf> = paths.filter(|p| super::layout::is_yaml(p)).collect();
            paths.sort();
            paths.retain(|path| !found.iter().any(|(known, _)| known == path));
            found.extend(paths.into_iter().map(|path| (path, base.clone())));
        }
    }
    found
}

fn keep(
    read: impl IntoIterator<Item = Result<Doc, Box<Diagnostic>>>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Doc> {
    let keep =
        |read: Result<Doc, Box<Diagnostic>>| read.map_err(|problem| problems.push(*problem)).ok();
    read.into_iter().filter_map(keep).collect()
}
