//! `--locked`: score only what was locked.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::file::read::display;
use crate::load::Failure;
use crate::load::lock::{Hold, hold};
use crate::model::Index;
use crate::model::diagnostic::Code;

use super::common::Global;

/// Options of every command that scores.
#[derive(Clone, Debug, Args)]
pub(super) struct Locked {
    /// Go on only if the catalog is what fmti.lock says, which `fmti lock` writes
    #[arg(long)]
    locked: bool,
    /// The lock to go by [default: fmti.lock in the folder, else here]; implies --locked
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
}

impl Locked {
    /// How an edition is to be held to its lock, if it is.
    pub(super) fn wanted(&self) -> Option<Hold<'_>> {
        match &self.lock {
            Some(path) => Some(Hold::To(path)),
            None => self.locked.then_some(Hold::Locked),
        }
    }

    /// Shows where an edition is not what was locked, and refuses it.
    pub(super) fn hold(
        &self,
        index: &Index,
        folder: Option<&Path>,
        global: &Global,
    ) -> anyhow::Result<()> {
        let Some(wanted) = self.wanted() else { return Ok(()) };
        let held = hold(index, folder, wanted, global.links());
        global.has_read(held.file.clone());
        let edition = &index.edition.id;
        if held.problems.is_empty() {
            let file = held.file.as_deref().map(display).unwrap_or_default();
            global.detail(|| format!("edition {edition} is as locked in {file}"));
            return Ok(());
        }
        global.show(&held.problems)?;
        let (why, hint) = match held.problems[0].code {
            Code::LockMismatch => (
                format!("edition {edition} is not what was locked"),
                format!("`{} --check` lists every change", held.command),
            ),
            Code::LockMissing => (
                format!("edition {edition} is not locked"),
                "without --locked, what is there is scored as it is".into(),
            ),
            _ => (
                "the lock has errors".into(),
                format!("mend it, or remove it and make it anew: `{}`", held.command),
            ),
        };
        Err(Failure::new(format!("nothing was scored: {why}"), hint).into())
    }
}
