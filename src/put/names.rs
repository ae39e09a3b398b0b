//! Which file is it? One file is written once, and none that was read.

use std::path::{Path, PathBuf};

use crate::file::read::display;
use crate::model::Failure;

/// A file as the system knows it, by whatever path it is named.
#[derive(Debug, PartialEq, Eq)]
enum Identity {
    /// One that is there.
    There(same::Handle),
    /// One that is not there yet, by its folder and name.
    New(PathBuf),
}

/// What a path names; `None` for what may be named any number of times: a pipe, a device.
fn identity(path: &Path) -> Option<Identity> {
    if let Ok(kind) = path.metadata() {
        return kind.is_file().then(|| Identity::There(same::handle(path, &kind)));
    }
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => return None,
    };
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    Some(Identity::New(folder.join(path.file_name()?)))
}

#[cfg(unix)]
mod same {
    use std::fs::Metadata;
    use std::os::unix::fs::MetadataExt as _;
    use std::path::Path;

    pub(super) type Handle = (u64, u64);

    pub(super) fn handle(_: &Path, kind: &Metadata) -> Handle {
        (kind.dev(), kind.ino())
    }
}

#[cfg(not(unix))]
mod same {
    use std::fs::Metadata;
    use std::path::{Path, PathBuf};

    pub(super) type Handle = PathBuf;

    pub(super) fn handle(path: &Path, _: &Metadata) -> Handle {
        path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
    }
}

/// Whether two paths name one file.
pub fn is_same(one: &Path, other: &Path) -> bool {
    identity(one).is_some_and(|is| identity(other) == Some(is))
}

/// Refuses outputs of which two are one file, or one is a file that was read.
///
/// # Errors
/// Which they are.
pub fn apart(outputs: &[&Path], inputs: &[PathBuf]) -> Result<(), Failure> {
    let outputs: Vec<(&Path, Identity)> =
        outputs.iter().filter_map(|path| Some((*path, identity(path)?))).collect();
    for (at, (path, is)) in outputs.iter().enumerate() {
        if let Some((earlier, _)) = outputs[..at].iter().find(|(_, other)| other == is) {
            let message = if earlier == path {
                format!("`{}` is named for two outputs", display(path))
            } else {
                format!("`{}` and `{}` are one file", display(earlier), display(path))
            };
            return Err(Failure::new(message, "name a file for each"));
        }
        if inputs.iter().any(|input| identity(input).as_ref() == Some(is)) {
            let message = format!("`{}` is read: it is not written over", display(path));
            return Err(Failure::new(message, "name another file"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_any_path() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("a"), dir.path().join("b"));
        std::fs::write(&a, "").unwrap();
        std::fs::create_dir(dir.path().join("sub")).unwrap();
        let round = dir.path().join("sub/../b");
        assert!(apart(&[&a, &b], &[]).is_ok());
        assert!(apart(&[&b, &round], &[]).is_err());
        assert!(apart(&[&b], std::slice::from_ref(&a)).is_ok());
        assert!(apart(&[&dir.path().join("sub/../a")], &[a]).is_err());
        #[cfg(unix)]
        assert!(apart(&[Path::new("/dev/null"), Path::new("/dev/null")], &[]).is_ok());
    }
}
