//! Does a path stay in its folder? What was found rather than named must not lead out of it.

use std::io;
use std::path::{Path, PathBuf};

/// What becomes of links in a folder that is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// Those that stay in the folder are read; those that leave it are refused.
    #[default]
    Inside,
    /// All are followed; what is read outside of the folder is never quoted.
    Followed,
}

/// Whether a path below a folder leads out of it by a link. A path that is not below the folder does
/// not stay in it either.
///
/// # Errors
/// Where a part of the path, or what a link leads to, is not there or cannot be looked at.
pub fn leaves(path: &Path, folder: &Path) -> io::Result<bool> {
    let Ok(below) = path.strip_prefix(folder) else {
        return Ok(!path.canonicalize()?.starts_with(folder.canonicalize()?));
    };
    let mut at = PathBuf::from(folder);
    for part in below {
        at.push(part);
        // Links are rare: only where there is one is it worth asking where all of it leads.
        if at.symlink_metadata()?.is_symlink() {
            return Ok(!path.canonicalize()?.starts_with(folder.canonicalize()?));
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn links_are_judged_by_where_they_lead() {
        use super::leaves;
        use std::fs;
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let (inside, outside) = (dir.path().join("in"), dir.path().join("out"));
        fs::create_dir_all(inside.join("sub")).unwrap();
        fs::create_dir(&outside).unwrap();
        for file in [inside.join("a"), inside.join("sub/b"), outside.join("c")] {
            fs::write(file, "").unwrap();
        }
        symlink("../a", inside.join("sub/near")).unwrap();
        symlink("../out/c", inside.join("far")).unwrap();
        symlink("../out", inside.join("folder")).unwrap();
        symlink("gone", inside.join("nowhere")).unwrap();
        symlink(&inside, dir.path().join("named")).unwrap();
        let leads_out = |path: &str| leaves(&inside.join(path), &inside).ok();
        assert_eq!(leads_out("a"), Some(false));
        assert_eq!(leads_out("sub/near"), Some(false));
        assert_eq!(leads_out("far"), Some(true));
        assert_eq!(leads_out("folder/c"), Some(true));
        assert_eq!(leads_out("nowhere"), None);
        // The folder may itself be named by a link.
        let named = dir.path().join("named");
        assert!(!leaves(&named.join("sub/near"), &named).unwrap());
        assert!(leaves(&named.join("far"), &named).unwrap());
        assert!(leaves(&outside.join("c"), &inside).unwrap());
    }
}
