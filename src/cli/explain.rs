//! `fmti explain`: why each point was or was not earned, as far as that is known.

use std::process::ExitCode;

use crate::analyze::scored::Scored;
use crate::answer::explain::{Subject, answer, developer, indicator};
use crate::answer::figures::profile;
use crate::load::{Failure, index};
use crate::model::Index;
use crate::page::answer::Page;
use crate::page::lazy::Lazy;

use super::common::Global;
use super::locked::Locked;
use super::names::{find_developer, find_indicator, unknown};
use super::output::Output;
use super::rater::RaterChoice;
use super::write::write;

/// Show why points were or were not earned, and what would earn them
///
/// With an indicator: what was asked and disclosed, which conditions hold, and what would earn the
/// point. Without: the answers of a developer without all points, those most others have them for
/// first. Where nobody typed an answer, what is asked of anybody. With an indicator and no developer:
/// what it asks, what earns it, and what everybody got for it.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "fmti explain [OPTIONS] [EDITION or FOLDER] [DEVELOPER] [INDICATOR]",
    after_help = "Examples:\n  \
    fmti explain ibm                                        a developer's answers without the point\n  \
    fmti explain deepseek compute-usage-final-run           one answer\n  \
    fmti explain 2024 meta data-sources                     in another edition\n  \
    fmti explain compute-usage-final-run                    one question: who has its points\n  \
    fmti explain my-index acme -f json"
)]
pub(super) struct Args {
    /// A folder or edition, a developer, and an indicator; one of the last two is needed
    #[arg(value_name = "WHAT", num_args = 1..=3, required = true)]
    what: Vec<String>,
    #[command(flatten)]
    rater: RaterChoice,
    #[command(flatten)]
    locked: Locked,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let plan = args.output.plan()?;
    let (data, who, what) = match args.what.as_slice() {
        [data] if index::exists(data) => {
            let message = format!("`{data}` is an edition, and no developer is named");
            return Err(Failure::new(message, format!("fmti explain {data} DEVELOPER")).into());
        }
        [who] => (None, who, None),
        [data, who] if index::exists(data) => (Some(data.as_str()), who, None),
        [who, what] => (None, who, Some(what)),
        [data, who, what, ..] => (Some(data.as_str()), who, Some(what)),
        [] => return Err(Failure::new("no developer is named", "see --help").into()),
    };
    let index = global.load(data, &args.locked)?;
    let scored = Scored::new(&index, args.rater.sheet(&index, global));
    if what.is_none()
        && let Some(at) = question(&index, who)?
    {
        write(&indicator(&scored, at), &plan, global)?;
        return Ok(ExitCode::SUCCESS);
    }
    let row = find_developer(&index, who)?;
    let subject = Subject { scored: &scored, developer: row };
    let page = if let Some(what) = what {
        answer(subject, find_indicator(&index, what)?)
    } else {
        let charts = Lazy::new(move || vec![("profile", profile(subject))]);
        Page { charts, ..developer(subject) }
    };
    write(&page, &plan, global)?;
    Ok(ExitCode::SUCCESS)
}

/// The question that is meant where a single name is given: one that nobody has who is ranked.
fn question(index: &Index, name: &str) -> anyhow::Result<Option<usize>> {
    let words = &index.catalog.words;
    let (who, what) = (find_developer(index, name), find_indicator(index, name));
    match (who, what) {
        (Ok(row), Ok(at)) => {
            let (entry, card) = (&index.entries[row].developer, &index.catalog.indicators[at]);
            let message = format!(
                "`{name}` is a {}, {} ({}), and a {}, {} ({})",
                words.ranked.one, entry.name, entry.id, words.asked.one, card.name, card.id
            );
            Err(Failure::new(message, "name it by an id that the other does not have").into())
        }
        (Err(_), Ok(at)) => Ok(Some(at)),
        (Ok(_), Err(_)) => Ok(None),
        (Err(_), Err(_)) => {
            let message = format!(
                "edition {} has no {} and no {} `{name}`",
                index.edition.id, words.ranked.one, words.asked.one
            );
            let entries = index.entries.iter().map(|entry| entry.developer.id.as_str());
            let cards = index.catalog.indicators.iter().map(|card| card.id.as_str());
            Err(unknown(&message, &name.to_lowercase(), entries.chain(cards)))
        }
    }
}
