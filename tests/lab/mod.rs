//! A copy of the good made-up index, to be spoilt.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// A folder with the index in it, called `lab`.
pub(crate) fn lab() -> TempDir {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let target = to.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                copy(&entry.path(), &target);
            } else {
                fs::copy(entry.path(), target).unwrap();
            }
        }
    }
    let dir = TempDir::new().unwrap();
    copy(Path::new("tests/cases/small/cmd.in/lab"), &dir.path().join("lab"));
    dir
}
