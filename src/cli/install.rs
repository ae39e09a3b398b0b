//! A folder that appears whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use rayon::prelude::*;
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::file::read::{display, plain};
use crate::load::Failure;

/// A new folder by its files: paths in it, and what they hold.
pub(super) type Files = [(PathBuf, Vec<u8>)];

/// What a command writes into folders, so that one of its own is told from anybody else's.
#[derive(Clone, Copy)]
pub(super) struct Maker<'a> {
    /// The option that names the folder.
    pub(super) option: &'a str,
    /// What the command is called: `an import`.
    pub(super) name: &'a str,
    /// Names the first thing in a folder that such a command would not have written.
    pub(super) stranger: &'a dyn Fn(&Path) -> Option<String>,
}

/// Where a folder goes, found fit for it.
#[derive(Debug)]
pub(super) struct Target {
    /// As the user named it.
    shown: String,
    /// Without links.
    path: PathBuf,
}

impl Target {
    /// Looks at the place before any work is done. It may not be in what is read, nor hold it. A
    /// folder that holds anything is refused, unless it may be replaced and was made by the same
    /// command.
    pub(super) fn check(
        out: &Path,
        sources: &[&Path],
        force: bool,
        maker: Maker<'_>,
    ) -> Result<Self, Failure> {
        let shown = display(out);
        let fail = |what: &str, hint: String| Err(Failure::new(format!("`{shown}` {what}"), hint));
        let Ok(path) = resolve(out) else {
            return fail("cannot be written to", "name a folder in one that exists".into());
        };
        for source in sources.iter().filter_map(|source| source.canonicalize().ok()) {
            let hint = format!("name a folder elsewhere with {}", maker.option);
            if path.starts_with(&source) {
                return fail("is in the folder that is read", hint);
            }
            if source.starts_with(&path) {
                return fail("contains the folder that is read", hint);
            }
        }
        let here = std::env::current_dir().and_then(|dir| dir.canonicalize());
        if here.is_ok_and(|here| here.starts_with(&path)) {
            return fail("is the current folder or contains it", "name a new folder in it".into());
        }
        match fs::symlink_metadata(&path) {
            Err(_) => {}
            Ok(kind) if !kind.is_dir() => {
                return fail("is not a folder", format!("name a new folder with {}", maker.option));
            }
            Ok(_) if is_empty(&path) => {}
            Ok(_) if !force => {
                let hint = "name a new folder, or replace it: --force";
                return fail("exists and is not empty", hint.into());
            }
            Ok(_) => {
                if let Some(stranger) = (maker.stranger)(&path) {
                    let name = maker.name;
                    let what = format!("is not replaced: {name} would not have written {stranger}");
                    return fail(&what, "name a new folder, or remove it yourself".into());
                }
            }
        }
        let parent = path.ancestors().skip(1).find(|folder| folder.exists());
        if parent.is_none_or(|parent| !parent.is_dir()) {
            return fail("cannot be written to", "name a folder in one that exists".into());
        }
        Ok(Self { shown, path })
    }

    /// As the user named it.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// What is there now.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the files into a folder beside the target, has them looked at there, and puts the
    /// folder in place.
    pub(super) fn write(
        &self,
        files: &Files,
        look: impl FnOnce(&Path) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let cannot = || format!("cannot write `{}`", self.shown);
        let beside = self.path.ancestors().skip(1).find(|folder| folder.is_dir());
        let beside = beside.unwrap_or(Path::new("."));
        let new = folder_in(beside).map_err(|error| readable(&error)).with_context(cannot)?;
        let write = |(path, bytes): &(PathBuf, Vec<u8>)| write_file(&new.path().join(path), bytes);
        files
            .par_iter()
            .map(write)
            .collect::<io::Result<Vec<()>>>()
            .map_err(|error| readable(&error))
            .with_context(cannot)?;
        look(new.path())?;
        self.put(new, beside).with_context(cannot)
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

/// Something in a folder.
pub(super) struct Found {
    /// Its path in the folder; of what cannot be read, nothing.
    pub(super) below: Option<PathBuf>,
    /// Whether it is a regular file.
    pub(super) is_file: bool,
    /// Whether it is a folder.
    pub(super) is_folder: bool,
}

impl Found {
    /// Whether it is what a desktop leaves in every folder that is looked at.
    pub(super) fn is_litter(&self) -> bool {
        let name = self.below.as_deref().and_then(Path::file_name);
        self.is_file && name.is_some_and(|name| name == ".DS_Store")
    }
}

/// Everything below a folder, sorted by name; links are not followed.
pub(super) fn contents(folder: &Path) -> impl Iterator<Item = Found> {
    let walk = WalkDir::new(folder).min_depth(1).sort_by_file_name();
    walk.into_iter().map(move |entry| {
        let kind = entry.as_ref().ok().map(walkdir::DirEntry::file_type);
        let below = entry.ok().and_then(|entry| {
            let below = entry.path().strip_prefix(folder).ok()?;
            Some(below.to_path_buf())
        });
        Found {
            below,
            is_file: kind.is_some_and(|kind| kind.is_file()),
            is_folder: kind.is_some_and(|kind| kind.is_dir()),
        }
    })
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

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn readable(error: &io::Error) -> anyhow::Error {
    anyhow::Error::msg(plain(error))
}
