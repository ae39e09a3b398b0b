//! A file that appears whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::file::read::{display, plain};
use crate::model::Failure;

use super::stage::Part;

/// Bytes on their way to a path.
#[derive(Debug)]
pub struct Ready {
    /// As the user named it.
    shown: String,
    way: Way,
}

#[derive(Debug)]
enum Way {
    /// Written beside the file they will replace, or that is not there yet.
    Beside { part: Part, target: PathBuf, over: bool },
    /// For a pipe or device, which cannot be replaced.
    Stream { path: PathBuf, bytes: Vec<u8> },
}

impl Ready {
    /// Writes the bytes beside the file they are for. A link is written through; what may not be
    /// written is not replaced either, and rights are kept.
    ///
    /// # Errors
    /// When it cannot be written there.
    pub fn over(path: &Path, bytes: Vec<u8>) -> Result<Self, Failure> {
        Self::prepare(path, bytes, true)
    }

    /// The same for a file that must not be there, then or later.
    ///
    /// # Errors
    /// When it is there, or cannot be written.
    pub fn new(path: &Path, bytes: Vec<u8>) -> Result<Self, Failure> {
        if path.symlink_metadata().is_ok() {
            return Err(there_already(&display(path)));
        }
        Self::prepare(path, bytes, false)
    }

    fn prepare(path: &Path, bytes: Vec<u8>, over: bool) -> Result<Self, Failure> {
        let shown = display(path);
        let cannot = |reason: &str| Failure::plain(format!("cannot write `{shown}`: {reason}"));
        // A pipe may have no path of its own: `/dev/stdout` leads to one.
        if path.metadata().is_ok_and(|kind| !kind.is_file() && !kind.is_dir()) {
            return Ok(Self { shown, way: Way::Stream { path: path.to_path_buf(), bytes } });
        }
        let target = match path.canonicalize() {
            Ok(target) => target,
            Err(_) if path.symlink_metadata().is_ok() => {
                return Err(Failure::new(
                    format!("cannot write `{shown}`: it is a link that leads nowhere"),
                    "remove the link, or make what it leads to",
                ));
            }
            Err(_) => path.to_path_buf(),
        };
        let there = target.metadata().ok();
        if let Some(kind) = &there {
            if kind.is_dir() {
                return Err(cannot("it is a folder"));
            }
            if kind.permissions().readonly() {
                return Err(cannot("it is read-only"));
            }
        }
        let folder = match target.parent() {
            Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
            Some(folder) => folder,
            None => return Err(cannot("it cannot be a file")),
        };
        if !folder.is_dir() {
            return Err(cannot(&format!("there is no folder `{}`", display(folder))));
        }
        let write = || -> io::Result<Part> {
            let mut part = Part::new(folder)?;
            part.write(&bytes)?;
            if let Some(kind) = &there {
                part.set_permissions(kind.permissions())?;
            }
            Ok(part)
        };
        let part = write().map_err(|error| cannot(&plain(&error)))?;
        Ok(Self { shown, way: Way::Beside { part, target, over } })
    }

    /// As the user named it.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Puts the bytes in place.
    ///
    /// # Errors
    /// When they cannot be put there; then what is there is as it was.
    pub fn put(self) -> io::Result<()> {
        match self.way {
            Way::Beside { part, target, over } => part.persist(&target, over),
            Way::Stream { path, bytes } => {
                let mut file = fs::OpenOptions::new().write(true).open(path)?;
                file.write_all(&bytes)
            }
        }
    }
}

/// That a file was to be new and is not.
pub fn there_already(shown: &str) -> Failure {
    Failure::new(format!("`{shown}` is there already"), "edit it, or move it away first")
}
