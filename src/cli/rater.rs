//! Whose points are counted: every command that scores asks here.

use clap::{Args, ValueEnum};

use crate::grade::{criteria, panel};
use crate::load::Failure;
use crate::model::{Index, Scoresheet};

use super::common::Global;

/// The option by which somebody chooses.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct RaterChoice {
    /// Whose points to count [default: the panel's, if it scored anything in every edition]
    #[arg(long, value_enum)]
    rater: Option<RaterName>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RaterName {
    /// The points recorded in the files; what is blank is open
    Panel,
    /// The verdicts of the catalog's criteria
    Criteria,
}

const HINT: &str = "--rater panel counts the panel's points, --rater criteria the criteria's";

impl RaterChoice {
    /// The scoresheets of some editions, all by one rater: the one named; else the panel, if it
    /// scored anything in each of them, however much is blank; else the criteria, which is said
    /// where the panel scored some of the editions.
    pub(super) fn sheets(self, indexes: &[&Index], global: &Global) -> Vec<Scoresheet> {
        if let Some(bare) = self.bare(indexes) {
            global.note(&format!("{bare}: the criteria's verdicts are counted in all; {HINT}"));
        }
        let by_panel = match self.rater {
            Some(rater) => rater == RaterName::Panel,
            None => !indexes.is_empty() && indexes.iter().all(|index| has_panel(index)),
        };
        let sheet = if by_panel { panel::scoresheet } else { criteria::scoresheet };
        indexes.iter().map(|index| sheet(index)).collect()
    }

    /// The scoresheet of one edition.
    pub(super) fn sheet(self, index: &Index, global: &Global) -> Scoresheet {
        // One index makes one sheet.
        self.sheets(&[index], global).remove(0)
    }

    /// Refuses to judge editions of which the panel scored some and not others, if nobody said whose
    /// points are meant: a gate must not pass because points were left out.
    pub(super) fn clear(self, indexes: &[&Index]) -> anyhow::Result<()> {
        match self.bare(indexes) {
            None => Ok(()),
            Some(bare) => {
                let message = format!("whose points to judge is not clear: {bare}");
                Err(Failure::new(message, HINT).into())
            }
        }
    }

    /// That nobody chose, and one edition has panel scores where another has none.
    fn bare(self, indexes: &[&Index]) -> Option<String> {
        let scored = indexes.iter().filter(|index| has_panel(index)).count();
        if self.rater.is_some() || scored == 0 || scored == indexes.len() {
            return None;
        }
        let bare = indexes.iter().find(|index| !has_panel(index))?;
        Some(format!(
            "edition {} has no panel score, and the panel scored {}",
            bare.edition.id,
            if indexes.len() == 2 { "the other" } else { "others" }
        ))
    }
}

/// Whether the panel scored any answer.
fn has_panel(index: &Index) -> bool {
    let mut answers = index.entries.iter().flat_map(|entry| &entry.disclosure.answers);
    answers.any(|answer| answer.as_ref().is_some_and(|answer| answer.panel.is_some()))
}
