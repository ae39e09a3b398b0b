//! Parts: what is written and not yet in place.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// How the name of every part begins. Nobody else calls anything so.
pub(super) const PREFIX: &str = ".fmti-part-";

/// How many letters follow.
pub(super) const LETTERS: usize = 8;

/// The parts of this run. Whoever makes, moves or removes one holds it for writing, so that a signal
/// finds all of them and nothing half moved; whoever writes into one, for reading.
static PARTS: RwLock<Vec<PathBuf>> = RwLock::new(Vec::new());

/// To write into parts.
pub(super) fn filling() -> RwLockReadGuard<'static, Vec<PathBuf>> {
    PARTS.read().unwrap_or_else(PoisonError::into_inner)
}

/// To make, move or remove parts.
pub(super) fn moving() -> RwLockWriteGuard<'static, Vec<PathBuf>> {
    PARTS.write().unwrap_or_else(PoisonError::into_inner)
}

/// Locks a file or folder, if nobody has.
pub(super) fn lock(path: &Path) -> Option<File> {
    let file = File::open(path).ok()?;
    file.try_lock().is_ok().then_some(file)
}

/// Removes a part, whatever it is.
pub(super) fn remove(path: &Path) {
    // What cannot be removed now is left to the next run.
    let _ = match fs::symlink_metadata(path) {
        Ok(kind) if kind.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(_) => Ok(()),
    };
}
