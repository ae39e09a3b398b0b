//! What runs left that were killed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use walkdir::WalkDir;

use super::exchange::rename_new;
use super::parts::{LETTERS, PREFIX, lock, remove};

/// In a part: the folder that was in the way, where it had to be moved aside.
pub(super) const OLD: &str = "old";

/// In a part: the name of the place that [`OLD`] was moved from.
pub(super) const OF: &str = "of";

/// In a part, with [`told`] of the folder that was about to change places with the target and the
/// target's [`snapshot`] behind it. If another folder is found where the new one was, that is the
/// target; if it is not as it was, it may hold somebody's work. It is a folder's name, since a folder
/// is made in one step.
const UNSEEN: &str = "unseen";

/// In a part: the folder that is being made.
pub(super) const NEW: &str = "new";

/// Removes the parts in a folder whose runs are dead; a folder that one of them had moved aside goes
/// back to its place, and one that was changed before it was replaced stays.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let letters = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
        let named = letters.is_some_and(|letters| {
            letters.len() == LETTERS && letters.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        let kind = entry.file_type();
        if !named || !kind.is_ok_and(|kind| kind.is_dir() || kind.is_file()) {
            continue;
        }
        // A living run has it locked. Where nothing can be locked, nothing is removed.
        if let Some(_lock) = lock(&entry.path()) {
            bury(&entry.path(), folder);
        }
    }
}

/// Removes a dead run's part.
fn bury(part: &Path, folder: &Path) {
    let old = part.join(OLD);
    if old.symlink_metadata().is_ok() {
        let name = fs::read_to_string(part.join(OF)).unwrap_or_default();
        // A name and no path, whoever wrote it.
        let plain = !name.is_empty() && Path::new(&name).file_name() == Some(name.as_ref());
        if !plain || rename_new(&old, &folder.join(name)).is_err() {
            return;
        }
    } else if let Some((made, target)) = marked(part) {
        let new = part.join(NEW);
        if made != told(&new) && target != snapshot(&new) {
            return;
        }
    }
    remove(part);
}

/// Writes down that a new folder and its target are about to change places; says where.
pub(super) fn mark(part: &Path, new: &Path, target: &str) -> io::Result<PathBuf> {
    let mark = part.join(format!("{UNSEEN}_{}_{target}", told(new)));
    fs::create_dir(&mark)?;
    Ok(mark)
}

/// What [`mark`] wrote down, if it did.
fn marked(part: &Path) -> Option<(String, String)> {
    let names = fs::read_dir(part).ok()?.flatten().filter_map(|e| e.file_name().into_string().ok());
    let mut marks = names.filter_map(|name| {
        let (made, target) = name.strip_prefix(UNSEEN)?.strip_prefix('_')?.split_once('_')?;
        Some((made.to_owned(), target.to_owned()))
    });
    marks.next()
}

/// A folder as the system knows it, in letters.
fn told(folder: &Path) -> String {
    let known = fs::symlink_metadata(folder).map(|kind| identity(&kind));
    known.map_or_else(|_| String::new(), |(device, node)| format!("{device}-{node}"))
}

/// What tells whether anything in a folder was changed, without reading it: of everything below, the
/// name, the kind, the size, the rights, and when it was written.
pub(super) fn snapshot(folder: &Path) -> String {
    let mut hash = Sha256::new();
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let Ok((entry, kind)) = entry.and_then(|entry| entry.metadata().map(|kind| (entry, kind)))
        else {
            hash.update("?");
            continue;
        };
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let written = kind.modified().ok();
        // A folder's size says nothing that its contents do not.
        let size = if kind.is_dir() { 0 } else { kind.len() };
        let (file, folder, rights) = (kind.is_file(), kind.is_dir(), kind.permissions());
        let rest = format!("{:?}", (identity(&kind), file, folder, size, rights, written));
        hash.update(below.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(rest);
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A folder as the system knows it.
pub(super) type Identity = (u64, u64);

#[cfg(unix)]
pub(super) fn identity(kind: &fs::Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    (kind.dev(), kind.ino())
}

/// Elsewhere a folder is told by when it was made.
#[cfg(not(unix))]
pub(super) fn identity(kind: &fs::Metadata) -> Identity {
    let made = kind.created().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    (0, made.map_or(0, |at| u64::try_from(at.as_nanos()).unwrap_or_default()))
}
