//! One run at a time, where a file is read, added to and written again.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::file::read::{display, plain};
use crate::model::Failure;

/// Held while nobody else may change a file of a folder.
#[derive(Debug)]
pub struct Guard {
    _lock: Option<File>,
}

/// How long another run is waited for: none needs more than a moment.
const PATIENCE: Duration = Duration::from_secs(20);

impl Guard {
    /// Waits until no other run holds the folder, and holds it until it is dropped.
    ///
    /// # Errors
    /// When another run does not let go of it. Where the system cannot lock a folder, nothing is
    /// held, and no error is made of it.
    pub fn of(folder: &Path) -> Result<Self, Failure> {
        let Ok(file) = File::open(folder) else { return Ok(Self { _lock: None }) };
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _lock: Some(file) }),
                Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Failure::new(
                        format!("another run writes in `{}` and does not end", display(folder)),
                        "try again when it has",
                    ));
                }
                Err(TryLockError::Error(error)) if cannot_lock(&error) => {
                    return Ok(Self { _lock: None });
                }
                Err(TryLockError::Error(error)) => {
                    let why = plain(&error);
                    let message = format!("cannot hold `{}`: {why}", display(folder));
                    return Err(Failure::plain(message));
                }
            }
        }
    }
}

fn cannot_lock(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    matches!(error.kind(), Unsupported | InvalidInput | PermissionDenied)
}
