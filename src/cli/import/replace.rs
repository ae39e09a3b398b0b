//! What of an index folder an import may replace, and whether the new one says what was read.

use std::path::{Path, PathBuf};

use crate::file::reach::Links;
use crate::file::read::display;
use crate::import::crfm::Imported;
use crate::load::Failure;
use crate::load::folder::Library;
use crate::load::layout::{self, Kind, is_yaml};
use crate::load::survey::Survey;

use crate::cli::common::Global;
use crate::put::folder::{Files, Target, contents};

/// What is in a folder besides an index as an import writes it: the first such thing, by name.
pub(super) fn stranger(folder: &Path) -> Option<String> {
    let mut index = false;
    for found in contents(folder) {
        let Some(below) = &found.below else { return Some("something unreadable".into()) };
        let path = folder.join(below);
        let ours = match below.components().count() {
            1 if found.is_folder => path.join("edition.yaml").is_file(),
            1 if found.is_file => is_yaml(below) && layout::kind(below) == Kind::Developers,
            2 if found.is_file => is_yaml(below),
            _ => false,
        };
        if !ours && !found.is_litter() {
            return Some(format!("`{}`", display(below)));
        }
        index |= ours;
    }
    (!index).then(|| "what is".into())
}

/// Refuses to replace a folder with files that the new one would not have: they are somebody's
/// work.
pub(super) fn keeps_all(target: &Target, files: &Files) -> Result<(), Failure> {
    for found in contents(target.path()).filter(|found| found.is_file) {
        let Some(below) = found.below.filter(|below| is_yaml(below)) else { continue };
        if !files.iter().any(|(path, _): &(PathBuf, _)| *path == below) {
            let message = format!(
                "`{}` is not replaced: this import would not write `{}` again",
                target.shown(),
                display(&below)
            );
            return Err(Failure::new(message, "name a new folder, or remove the file yourself"));
        }
    }
    Ok(())
}

/// Makes sure that what was written says what was read: no import leaves a folder with problems.
pub(super) fn reads_back(
    folder: &Path,
    editions: &[Imported],
    global: &Global,
) -> Result<(), Failure> {
    let survey = Survey::of(folder, Links::Inside);
    let mut library = Library::default();
    library.problems.clone_from(&survey.problems);
    let mut same = survey.editions.len() == editions.len();
    for imported in editions {
        let index = &imported.index;
        let found = library.edition_in(&folder.join(index.edition.id.as_str()), &survey);
        same &= found.is_some_and(|found| {
            found.edition == index.edition
                && found.entries.len() == index.entries.len()
                && found.entries.iter().zip(&index.entries).all(|(found, given)| {
                    found.developer == given.developer && found.disclosure == given.disclosure
                })
        });
    }
    if same && library.problems.is_empty() {
        return Ok(());
    }
    // That they could not be shown is not worth more than what follows.
    let _ = global.show(&library.problems);
    Err(Failure::new(
        "internal error: what would be written does not read back as what was read",
        "nothing was written; please report this, with the files",
    ))
}
