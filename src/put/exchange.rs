//! Moving in one step, where the system has it.

use std::io;
use std::path::Path;

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod system {
    use super::{Path, io};
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    /// Moves, unless the system cannot do it so.
    pub(super) fn rename(from: &Path, to: &Path, exchange: bool) -> Option<io::Result<()>> {
        let flag = if exchange { RenameFlags::EXCHANGE } else { RenameFlags::NOREPLACE };
        match renameat_with(CWD, from, CWD, to, flag) {
            Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => None,
            done => Some(done.map_err(io::Error::from)),
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
mod system {
    use super::{Path, io};

    pub(super) fn rename(_: &Path, _: &Path, _: bool) -> Option<io::Result<()>> {
        None
    }
}

/// Puts each of two folders in the other's place, in one step; `None` where the system or the file
/// system cannot.
pub(super) fn exchange(one: &Path, other: &Path) -> Option<io::Result<()>> {
    system::rename(one, other, true)
}

/// Moves a folder to where nothing is. Where the system cannot say so in one step, an empty folder
/// may be in the way, and is replaced.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    // A folder never replaces a file, nor one that holds anything.
    system::rename(from, to, false).unwrap_or_else(|| std::fs::rename(from, to))
}
