//! Makes parts, and puts them in place or removes them.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::leftovers;
use super::parts::{LETTERS, PREFIX, lock, moving, remove};

/// A folder that is a part, removed with all that is in it in the end.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Locked as long as this run lives, where the system can.
    _lock: Option<File>,
}

impl Folder {
    /// A new one, which nobody else may look into.
    pub(super) fn new(beside: &Path) -> io::Result<Self> {
        leftovers::sweep(beside);
        let mut parts = moving();
        for _ in 0..8 {
            let made = builder(0o700).tempdir_in(beside)?;
            let lock = lock(made.path());
            // Another run may have taken it for a dead one's before it was locked.
            if made.path().is_dir() {
                let path = made.keep();
                parts.push(path.clone());
                return Ok(Self { path, _lock: lock });
            }
        }
        Err(io::Error::other("another run removes what this one makes"))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Leaves it where it is: it holds what cannot be put back.
    pub(super) fn keep(self) -> PathBuf {
        moving().retain(|part| *part != self.path);
        let path = self.path.clone();
        std::mem::forget(self);
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let mut parts = moving();
        remove(&self.path);
        parts.retain(|part| *part != self.path);
    }
}

/// A file that is a part, removed in the end unless it was put in place.
#[derive(Debug)]
pub(super) struct Part {
    file: Option<NamedTempFile>,
    path: PathBuf,
}

impl Part {
    /// A new file with the rights any new file gets, less the user's umask.
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        leftovers::sweep(folder);
        let mut parts = moving();
        for _ in 0..8 {
            let file = builder(0o666).tempfile_in(folder)?;
            let _ = file.as_file().try_lock();
            if file.path().exists() {
                let path = file.path().to_path_buf();
                parts.push(path.clone());
                return Ok(Self { file: Some(file), path });
            }
        }
        Err(io::Error::other("another run removes what this one makes"))
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        use io::Write as _;
        let Some(file) = &mut self.file else { return Ok(()) };
        file.write_all(bytes)?;
        file.as_file().sync_all()
    }

    pub(super) fn set_permissions(&self, permissions: fs::Permissions) -> io::Result<()> {
        self.file.as_ref().map_or(Ok(()), |file| file.as_file().set_permissions(permissions))
    }

    /// Puts it in place: over what is there, or only where nothing is.
    pub(super) fn persist(mut self, target: &Path, over: bool) -> io::Result<()> {
        let _parts = moving();
        let Some(file) = self.file.take() else { return Ok(()) };
        let put = if over { file.persist(target) } else { file.persist_noclobber(target) };
        put.map(drop).map_err(|error| {
            self.file = Some(error.file);
            error.error
        })
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        let mut parts = moving();
        drop(self.file.take());
        parts.retain(|part| *part != self.path);
    }
}

fn builder(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).rand_bytes(LETTERS);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = mode;
    builder
}
