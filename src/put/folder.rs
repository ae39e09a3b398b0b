//! A folder that appears whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::file::read::{display, plain};
use crate::model::Failure;

use super::exchange::{exchange, rename_new};
use super::leftovers::{self, Identity, NEW, OF, OLD, identity, mark, snapshot};
use super::parts::{filling, moving, remove};
use super::stage::Folder;

/// A new folder by its files: paths in it, and what they hold.
pub type Files = [(PathBuf, Vec<u8>)];

/// What a command writes into folders, so that one of its own is told from anybody else's.
#[derive(Clone, Copy)]
pub struct Maker<'a> {
    /// The option that names the folder.
    pub option: &'a str,
    /// What the command is called: `an import`.
    pub name: &'a str,
    /// Names the first thing in a folder that such a command would not have written.
    pub stranger: &'a dyn Fn(&Path) -> Option<String>,
}

/// Where a folder goes, found fit for it.
#[derive(Debug)]
pub struct Target {
    /// As the user named it.
    shown: String,
    /// Without links.
    path: PathBuf,
    /// What was there when it was looked at.
    seen: Seen,
}

/// What stands where a folder is to go.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    /// Nothing at all.
    Nothing,
    /// A folder with nothing in it.
    Empty,
    /// A folder of the same command, as the system knows it, and its [`snapshot`].
    Folder(Identity, String),
}

impl Target {
    /// Looks at the place before any work is done. It may not be in what is read, nor hold it. A
    /// folder that holds anything is refused, unless it may be replaced and was made by the same
    /// command.
    ///
    /// # Errors
    /// When nothing may be written there.
    pub fn check(
        out: &Path,
        sources: &[&Path],
        force: bool,
        maker: Maker<'_>,
    ) -> Result<Self, Failure> {
        let shown = display(out);
        let fail = |what: &str, hint: String| Err(Failure::new(format!("`{shown}` {what}"), hint));
        let path = match resolve(out) {
            Ok(path) => path,
            Err(_) if out.symlink_metadata().is_ok() => {
                return fail("is a link that leads nowhere", "remove it, or name a folder".into());
            }
            Err(_) => {
                return fail("cannot be written to", "name a folder in one that exists".into());
            }
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
        let seen = match fs::symlink_metadata(&path) {
            Err(_) => Seen::Nothing,
            Ok(kind) if !kind.is_dir() => {
                return fail("is not a folder", format!("name a new folder with {}", maker.option));
            }
            Ok(_) if is_empty(&path) => Seen::Empty,
            Ok(_) if !force => {
                let hint = "name a new folder, or replace it: --force";
                return fail("exists and is not empty", hint.into());
            }
            Ok(kind) => {
                // Before it is looked at, so that no change falls between.
                let as_it_is = snapshot(&path);
                if let Some(stranger) = (maker.stranger)(&path) {
                    let name = maker.name;
                    let what = format!("is not replaced: {name} would not have written {stranger}");
                    return fail(&what, "name a new folder, or remove it yourself".into());
                }
                Seen::Folder(identity(&kind), as_it_is)
            }
        };
        let parent = path.ancestors().skip(1).find(|folder| folder.exists());
        if parent.is_none_or(|parent| !parent.is_dir()) {
            return fail("cannot be written to", "name a folder in one that exists".into());
        }
        Ok(Self { shown, path, seen })
    }

    /// As the user named it.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// What is there now.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the files into a part beside the target, has them looked at there, and puts the folder
    /// in place.
    ///
    /// # Errors
    /// What `look` says; that it cannot be written; or that something came to be there
    /// meanwhile, which is then as it was.
    pub fn write(
        &self,
        files: &Files,
        look: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let cannot = |error: io::Error| {
            Failure::plain(format!("cannot write `{}`: {}", self.shown, plain(&error)))
        };
        let beside = self.path.ancestors().skip(1).find(|folder| folder.is_dir());
        let part = Folder::new(beside.unwrap_or(Path::new("."))).map_err(cannot)?;
        let new = part.path().join(NEW);
        fs::create_dir(&new).map_err(cannot)?;
        let write = |(path, bytes): &(PathBuf, Vec<u8>)| write_file(&new.join(path), bytes);
        files.par_iter().map(write).collect::<io::Result<Vec<()>>>().map_err(cannot)?;
        look(&new)?;
        match &self.seen {
            Seen::Nothing => {
                if let Some(parent) = self.path.parent() {
                    fs::create_dir_all(parent).map_err(cannot)?;
                }
                let _parts = moving();
                rename_new(&new, &self.path).map_err(|error| self.in_the_way(&error))
            }
            Seen::Empty => {
                keep_rights(&self.path, &new).map_err(cannot)?;
                let _parts = moving();
                // A folder that holds anything is never replaced by a rename.
                fs::rename(&new, &self.path).map_err(|error| self.in_the_way(&error))
            }
            Seen::Folder(seen, as_it_was) => {
                keep_rights(&self.path, &new).map_err(cannot)?;
                self.replace(part, *seen, as_it_was)
            }
        }
    }

    /// Why a finished folder could not be put where nothing was.
    fn in_the_way(&self, error: &io::Error) -> Failure {
        if self.path.symlink_metadata().is_ok() {
            return Failure::new(
                format!("`{}` came to be there meanwhile: it is left as it is", self.shown),
                "name a new folder",
            );
        }
        Failure::plain(format!("cannot write `{}`: {}", self.shown, plain(error)))
    }

    /// Puts a finished folder in place of the one that was looked at, which is looked at again once
    /// nobody finds it at its place any more: what is not the same goes back.
    fn replace(&self, part: Folder, seen: Identity, as_it_was: &str) -> Result<(), Failure> {
        let cannot = |error: io::Error| {
            Failure::plain(format!("cannot write `{}`: {}", self.shown, plain(&error)))
        };
        let new = part.path().join(NEW);
        let unseen = mark(part.path(), &new, as_it_was).map_err(cannot)?;
        let parts = moving();
        let old = self.swap(part.path(), &new).map_err(cannot)?;
        let is_same = fs::symlink_metadata(&old).is_ok_and(|kind| identity(&kind) == seen);
        if !is_same || snapshot(&old) != as_it_was {
            let why = Failure::new(
                format!("`{}` was changed meanwhile, and is left as it is", self.shown),
                "name a new folder, or run it again to replace what is there now",
            );
            let back = if old == new {
                exchange(&new, &self.path).unwrap_or_else(|| Err(io::ErrorKind::Unsupported.into()))
            } else {
                fs::rename(&self.path, &new).and_then(|()| fs::rename(&old, &self.path))
            };
            drop(parts);
            if back.is_err() {
                // Better a folder too many than one lost.
                let below =
                    old.strip_prefix(part.path()).map(Path::to_path_buf).unwrap_or_default();
                let kept = display(&part.keep().join(below));
                let message = format!("{}; what was there is now `{kept}`", why.message);
                return Err(Failure { message, hint: why.hint });
            }
            return Err(why);
        }
        let _ = fs::remove_dir(&unseen);
        Ok(())
    }

    /// Puts the new folder in place and says where the old one is.
    fn swap(&self, part: &Path, new: &Path) -> io::Result<PathBuf> {
        if let Some(done) = exchange(new, &self.path) {
            return done.map(|()| new.to_path_buf());
        }
        // Two steps: the next run puts the old folder back where this one ends between them.
        let old = part.join(OLD);
        let name = self.path.file_name().unwrap_or_default();
        fs::write(part.join(OF), name.as_encoded_bytes())?;
        fs::rename(&self.path, &old)?;
        match fs::rename(new, &self.path) {
            Ok(()) => Ok(old),
            Err(error) => {
                fs::rename(&old, &self.path)?;
                Err(error)
            }
        }
    }
}

/// Starts a folder with some files: a new one, or one that is there and holds nothing. Where anything
/// goes wrong, nothing of it is there.
///
/// # Errors
/// When the folder holds anything, or cannot be written.
pub fn start(dir: &Path, files: &Files) -> Result<(), Failure> {
    let shown = display(dir);
    let cannot = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => {
            Failure::new(format!("`{shown}` is there already and not empty"), "name a new folder")
        }
        _ => Failure::plain(format!("cannot make `{shown}`: {}", plain(&error))),
    };
    leftovers::sweep(dir);
    let there = dir.symlink_metadata().is_ok();
    if there && !is_empty(dir) {
        let error = dir.read_dir().err();
        return Err(cannot(error.unwrap_or_else(|| io::ErrorKind::DirectoryNotEmpty.into())));
    }
    // Beside a new folder; in one that is there, which may be where the user stands.
    let whole = if there { dir.to_path_buf() } else { resolve(dir).map_err(cannot)? };
    let beside = if there { Some(dir) } else { whole.ancestors().skip(1).find(|up| up.is_dir()) };
    let part = Folder::new(beside.unwrap_or(Path::new("."))).map_err(cannot)?;
    let new = part.path().join(NEW);
    fs::create_dir(&new).map_err(cannot)?;
    for (path, bytes) in files {
        write_file(&new.join(path), bytes).map_err(cannot)?;
    }
    if !there {
        let parent = whole.parent().map_or(Ok(()), fs::create_dir_all);
        let _parts = moving();
        return parent.and_then(|()| rename_new(&new, &whole)).map_err(cannot);
    }
    let _parts = moving();
    let mut moved: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&new).map_err(cannot)?.flatten() {
        let to = whole.join(entry.file_name());
        if let Err(error) = rename_new(&entry.path(), &to) {
            for path in &moved {
                remove(path);
            }
            return Err(cannot(error));
        }
        moved.push(to);
    }
    Ok(())
}

/// Gives a new folder, and all in it that was in the old one too, the rights these had there. Links
/// are not followed.
fn keep_rights(old: &Path, new: &Path) -> io::Result<()> {
    for entry in WalkDir::new(new).contents_first(true) {
        let entry = entry?;
        let below = entry.path().strip_prefix(new).unwrap_or(Path::new(""));
        let Ok(was) = fs::symlink_metadata(old.join(below)) else { continue };
        if was.file_type() == entry.file_type() {
            fs::set_permissions(entry.path(), was.permissions())?;
        }
    }
    Ok(())
}

/// Something in a folder.
pub struct Found {
    /// Its path in the folder; of what cannot be read, nothing.
    pub below: Option<PathBuf>,
    /// Whether it is a regular file.
    pub is_file: bool,
    /// Whether it is a folder.
    pub is_folder: bool,
}

impl Found {
    /// Whether it is what a desktop leaves in every folder that is looked at.
    pub fn is_litter(&self) -> bool {
        let name = self.below.as_deref().and_then(Path::file_name);
        self.is_file && name.is_some_and(|name| name == ".DS_Store")
    }
}

/// Everything below a folder, sorted by name; links are not followed.
pub fn contents(folder: &Path) -> impl Iterator<Item = Found> {
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

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let _parts = filling();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
