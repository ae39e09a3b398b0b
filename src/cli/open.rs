//! Opening what a command works on: loaded, shown with its problems, refused where broken.

use std::path::PathBuf;

use crate::grade::examples;
use crate::load::{Failure, index, lock};
use crate::model::Index;
use crate::model::diagnostic::{any_error, sort};

use super::common::Global;
use super::locked::Locked;

impl Global {
    /// Loads what `data` names to score it: refuses what is broken, empty, or not what was locked.
    pub(super) fn load(&self, data: Option<&str>, locked: &Locked) -> anyhow::Result<Index> {
        Ok(self.open(data, locked)?.0)
    }

    /// The same, with the folder it came from, unless it is built in.
    pub(super) fn open(
        &self,
        data: Option<&str>,
        locked: &Locked,
    ) -> anyhow::Result<(Index, Option<PathBuf>)> {
        let (index, folder) = self.read(data, "scored")?;
        if index.entries.is_empty() {
            return Err(Failure::new(
                "there is nothing to score: the edition has no disclosures",
                "`fmti new disclosure DEVELOPER --in DIR` starts one",
            )
            .into());
        }
        locked.hold(&index, folder.as_deref(), self)?;
        Ok((index, folder))
    }

    /// Loads what `data` names and where it came from, shows its problems, and refuses what is
    /// broken: nothing is then `done`.
    pub(super) fn read(
        &self,
        data: Option<&str>,
        done: &str,
    ) -> anyhow::Result<(Index, Option<PathBuf>)> {
        let mut loaded = index::load(data, self.links())?;
        if let Some(index) = &loaded.index {
            loaded.problems.extend(examples::broken(&index.catalog));
            sort(&mut loaded.problems);
        }
        self.has_read(std::mem::take(&mut loaded.files));
        // Some commands go by the lock, and none writes over it.
        self.has_read(loaded.folder.as_deref().map(|folder| lock::home(Some(folder))));
        self.show(&loaded.problems)?;
        let Some(index) = loaded.index.filter(|_| !any_error(&loaded.problems)) else {
            return Err(Failure::new(
                format!("nothing was {done}: the files above have errors"),
                "mend them; `fmti check` lists all problems",
            )
            .into());
        };
        if let Some(note) = &loaded.note {
            self.note(note);
        }
        self.detail(|| {
            format!(
                "edition {} ({}), {} developers; catalog {}, {} indicators, sha256 {}",
                index.edition.id,
                loaded.origin,
                index.entries.len(),
                index.catalog.id,
                index.catalog.indicators.len(),
                index.catalog.sha256
            )
        });
        Ok((index, loaded.folder))
    }
}
