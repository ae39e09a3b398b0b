//! A folder that appears whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::load::Failure;
use crate::load::crfm::Imported;
use crate::load::folder::Library;
use crate::load::reader::{display, plain};
use crate::load::survey::{Survey, is_yaml, stem};

use super::super::common::Global;

/// Where an index folder goes, found fit for it.
#[derive(Debug)]
pub(super) struct Target {
    /// As the user named it.
    shown: String,
    /// Without links.
    path: PathBuf,
}

impl Target {
    /// Looks at the place before any work is done. A folder that holds anything is refused, unless
    /// it may be replaced and holds an index and nothing else.
    pub(super) fn check(out: &Path, source: &Path, force: bool) -> Result<Self, Failure> {
        let shown = display(out);
        let fail = |what: &str, hint: &str| Err(Failure::new(format!("`{shown}` {what}"), hint));
        let Ok(path) = resolve(out) else {
            return fail("cannot be written to", "name a folder in one that exists");
        };
        if let Ok(source) = source.canonicalize() {
            let hint = "name a folder elsewhere with --out";
            if path.starts_with(&source) {
                return fail("is in the folder that is imported", hint);
            }
            if source.starts_with(&path) {
                return fail("contains the folder that is imported", hint);
            }
        }
        let here = std::env::current_dir().and_then(|dir| dir.canonicalize());
        if here.is_ok_and(|here| here.starts_with(&path)) {
            return fail("is the current folder or contains it", "name a new folder in it");
        }
        match fs::symlink_metadata(&path) {
            Err(_) => {}
            Ok(kind) if !kind.is_dir() => {
                return fail("is not a folder", "name a new folder with --out");
            }
            Ok(_) if is_empty(&path) => {}
            Ok(_) if !force => {
                return fail(
                    "exists and is not empty",
                    "name a new folder, or replace it: --force",
                );
            }
            Ok(_) => {
                if let Some(stranger) = stranger(&path) {
                    let what = format!(
                        "is not replaced: an import would not have written {stranger} in it"
                    );
                    return fail(&what, "name a new folder, or remove it yourself");
                }
            }
        }
        Ok(Self { shown, path })
    }

    /// Writes the files into a folder beside the target, reads it back, and puts it in place.
    pub(super) fn write(
        &self,
        files: &[(PathBuf, String)],
        editions: &[Imported],
        global: &Global,
    ) -> anyhow::Result<()> {
        self.keeps_all(files)?;
        let cannot = || format!("cannot write `{}`", self.shown);
        let beside = self.path.ancestors().skip(1).find(|folder| folder.is_dir());
        let beside = beside.unwrap_or(Path::new("."));
        let new = folder_in(beside).map_err(|error| readable(&error)).with_context(cannot)?;
        for (path, text) in files {
            write_file(&new.path().join(path), text)
                .map_err(|error| readable(&error))
                .with_context(cannot)?;
        }
        reads_back(new.path(), editions, global)?;
        self.put(new, beside).with_context(cannot)
    }

    /// Refuses to replace a folder with files that the new one would not have: they are somebody's
    /// work.
    fn keeps_all(&self, files: &[(PathBuf, String)]) -> Result<(), Failure> {
        for entry in WalkDir::new(&self.path).min_depth(1).sort_by_file_name().into_iter().flatten()
        {
            let below = entry.path().strip_prefix(&self.path).unwrap_or(entry.path());
            let again = files.iter().any(|(path, _)| path == below);
            if entry.file_type().is_file() && is_yaml(below) && !again {
                let message = format!(
                    "`{}` is not replaced: this import would not write `{}` again",
                    self.shown,
                    display(below)
                );
                return Err(Failure::new(
                    message,
                    "name a new folder, or remove the file yourself",
                ));
            }
        }
        Ok(())
    }

    /// Puts a finished folder in place of the target. What was there is moved aside first, moved
    /// back if that fails, and removed only when the new folder stands.
    fn put(&self, new: TempDir, beside: &Path) -> anyhow::Result<()> {
        let readable = |error: io::Error| readable(&error);
        if let Some(parent) = self.path.parent() {
            fs::create_dir_all(parent).map_err(readable)?;
        }
        let aside = folder_in(beside).map_err(readable)?;
        let old = aside.path().join("old");
        let replaced = fs::symlink_metadata(&self.path).is_ok();
        if replaced {
            fs::rename(&self.path, &old).map_err(readable)?;
        }
        if let Err(error) = fs::rename(new.path(), &self.path) {
            let error = readable(error);
            if replaced && fs::rename(&old, &self.path).is_err() {
                // Better a folder too many than one lost.
                let kept = display(&aside.keep().join("old"));
                return Err(error.context(format!("what was there is now `{kept}`")));
            }
            return Err(error);
        }
        // The folder is no longer where its handle would remove it.
        let _ = new.keep();
        Ok(())
    }
}

/// The path without links, though its end may not exist yet.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    match path.canonicalize() {
        Ok(found) => Ok(found),
        Err(error) if path.symlink_metadata().is_ok() => Err(error),
        Err(error) => match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) if parent.as_os_str().is_empty() => {
                Ok(Path::new(".").canonicalize()?.join(name))
            }
            (Some(parent), Some(name)) => Ok(resolve(parent)?.join(name)),
            _ => Err(error),
        },
    }
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// What is in a folder besides an index as an import writes it: the first such thing, by name.
fn stranger(folder: &Path) -> Option<String> {
    let mut index = false;
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let Ok(entry) = entry else { return Some("something unreadable".into()) };
        let path = entry.path();
        let below = path.strip_prefix(folder).unwrap_or(path);
        let name = format!("`{}`", display(below));
        let litter = entry.file_name() == ".DS_Store" && entry.file_type().is_file();
        let developers = stem(path) == "developers";
        let ours = match (entry.depth(), entry.file_type()) {
            (1, kind) if kind.is_dir() => path.join("edition.yaml").is_file(),
            (1, kind) if kind.is_file() => is_yaml(path) && developers,
            (2, kind) if kind.is_file() => is_yaml(path),
            _ => false,
        };
        if !ours && !litter {
            return Some(name);
        }
        index |= ours;
    }
    (!index).then(|| "what is".into())
}

/// A new folder with the rights any new folder gets, removed again unless it is kept.
fn folder_in(parent: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.prefix(".fmti-").tempdir_in(parent)
}

fn write_file(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn readable(error: &io::Error) -> anyhow::Error {
    anyhow::Error::msg(plain(error))
}

/// Makes sure that what was written says what was read: no import leaves a folder with problems.
fn reads_back(folder: &Path, editions: &[Imported], global: &Global) -> anyhow::Result<()> {
    let survey = Survey::of(folder);
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
    global.show(&library.problems)?;
    Err(Failure::new(
        "internal error: what would be written does not read back as what was read",
        "nothing was written; please report this, with the files",
    )
    .into())
}
