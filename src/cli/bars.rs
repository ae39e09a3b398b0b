//! What an edition must reach to pass `fmti check`.

use std::path::PathBuf;

use clap::Args;

use crate::analyze::bars::below;
use crate::analyze::scored::Scored;
use crate::file::read::display;
use crate::load::Failure;
use crate::model::gate::{Bar, Gate};
use crate::model::{Index, Points};

use super::common::Global;
use super::gates::Asked;
use super::names::{find_developer, find_indicator, unknown};
use super::rater::RaterChoice;

/// Options that gate one edition.
#[derive(Clone, Debug, Args)]
pub(super) struct Bars {
    /// Fail if a developer has fewer points in total
    #[arg(long, value_name = "N", value_parser = points)]
    min_score: Option<Points>,
    /// Fail if a developer has fewer points in a domain; may be repeated
    #[arg(long, value_name = "DOMAIN=N", value_parser = domain, value_delimiter = ',')]
    min_domain: Vec<(String, Points)>,
    /// Fail if a developer does not have full points on an indicator; may be repeated
    #[arg(long, value_name = "INDICATOR", value_delimiter = ',')]
    require: Vec<String>,
    /// Hold only these developers to it (id, name or alias)
    #[arg(long, value_name = "DEVELOPER", num_args = 1.., value_delimiter = ',')]
    only: Vec<String>,
    #[command(flatten)]
    rater: RaterChoice,
}

fn points(text: &str) -> Result<Points, String> {
    Points::parse(text).ok_or_else(|| "points are written like 40 or 12.5".to_owned())
}

fn domain(text: &str) -> Result<(String, Points), String> {
    let (domain, number) =
        text.split_once('=').ok_or("write a domain and points, for example upstream=20")?;
    Ok((domain.trim().to_owned(), points(number.trim())?))
}

impl Bars {
    /// Whether anything must be reached.
    pub(super) fn any(&self) -> bool {
        self.min_score.is_some() || !self.min_domain.is_empty() || !self.require.is_empty()
    }

    /// Whether every developer of the edition is held to it.
    pub(super) fn everybody(&self) -> bool {
        self.only.is_empty()
    }

    /// What is not reached, by gate; where files of developers are checked, by those.
    pub(super) fn asked(
        &self,
        index: &Index,
        paths: &[PathBuf],
        global: &Global,
    ) -> anyhow::Result<Vec<Asked>> {
        let mut bars: Vec<(Gate, Option<Points>, Bar)> = Vec::new();
        bars.extend(
            self.min_score.map(|points| (Gate::MinScore, Some(points), Bar::Score(points))),
        );
        for (name, points) in &self.min_domain {
            let at = find_domain(index, name)?;
            bars.push((Gate::MinDomain, Some(*points), Bar::Domain(at, *points)));
        }
        for name in &self.require {
            bars.push((Gate::Require, None, Bar::Indicator(find_indicator(index, name)?)));
        }
        let files: Vec<String> =
            paths.iter().filter(|path| !path.is_dir()).map(|path| display(path)).collect();
        let named = |row: &usize| files.is_empty() || files.contains(&index.entries[*row].file);
        let rows: Vec<usize> = if self.only.is_empty() {
            (0..index.entries.len()).filter(named).collect()
        } else {
            let rows = self.only.iter().map(|name| find_developer(index, name));
            rows.collect::<anyhow::Result<_>>()?
        };
        let scored = Scored::new(index, self.rater.sheet(index, global));
        let asked = bars.into_iter().map(|(gate, limit, bar)| {
            let breaches = below(&scored, &rows, &bar);
            Asked { gate, limit, breaches }
        });
        Ok(asked.collect())
    }
}

/// The one edition that is gated.
pub(super) fn gated(editions: &[Index]) -> anyhow::Result<&Index> {
    match editions {
        [only] if !only.entries.is_empty() => Ok(only),
        [_] => {
            Err(Failure::new("no gate can be judged: nobody is in the edition", "see `fmti new`")
                .into())
        }
        several => Err(Failure::new(
            format!("gates judge one edition, and there are {} here", several.len()),
            "name the folder of one edition",
        )
        .into()),
    }
}

fn find_domain(index: &Index, name: &str) -> anyhow::Result<usize> {
    let wanted = name.to_lowercase();
    let domains = &index.catalog.domains;
    let found =
        domains.iter().position(|d| d.id.as_str() == wanted || d.name.to_lowercase() == wanted);
    found.ok_or_else(|| {
        let message = format!("catalog {} has no domain `{name}`", index.catalog.id);
        unknown(&message, &wanted, domains.iter().map(|d| d.id.as_str()))
    })
}
