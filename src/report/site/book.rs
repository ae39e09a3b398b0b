//! What all pages know: who is who, where every page is, and how editions are called.

use std::collections::HashMap;

use crate::analyze::lineage::{Lineage, lineages};
use crate::analyze::standing::met_by;
use crate::model::index::Entry;
use crate::model::{Catalog, Id};
use crate::report::diff;
use crate::report::labels::{labels, times};
use crate::report::score::View;

use super::Site;
use super::text;

/// A report with what is looked up while its pages are written.
pub(super) struct Book<'a> {
    pub(super) site: Site<'a>,
    /// How each edition is called, for example `December 2025`.
    pub(super) labels: Vec<String>,
    /// The same in a sentence: `in December 2025`, `on 9 December 2025`.
    pub(super) times: Vec<String>,
    /// Everybody once.
    pub(super) lineages: Vec<Lineage>,
    /// For each edition and row, the position of its lineage.
    of_row: Vec<Vec<usize>>,
    /// For each edition and indicator, how many have full points.
    pub(super) met: Vec<Vec<usize>>,
    /// The newest edition of each catalog, the newest first.
    pub(super) catalogs: Vec<usize>,
    /// For each edition, the position of each indicator.
    positions: Vec<HashMap<&'a str, usize>>,
}

impl<'a> Book<'a> {
    pub(super) fn new(site: Site<'a>) -> Self {
        let indexes: Vec<_> = site.editions.iter().map(|view| view.index).collect();
        let editions: Vec<_> = indexes.iter().map(|index| &index.edition).collect();
        let lineages = lineages(&indexes);
        let mut of_row: Vec<Vec<usize>> =
            indexes.iter().map(|index| vec![0; index.entries.len()]).collect();
        for (at, lineage) in lineages.iter().enumerate() {
            for (edition, row) in lineage.rows.iter().enumerate() {
                if let Some(row) = row {
                    of_row[edition][*row] = at;
                }
            }
        }
        let met =
            |view: &View<'a>| view.index.catalog.all().map(|at| met_by(view.sheet, at)).collect();
        let mut catalogs: Vec<usize> = Vec::new();
        for edition in (0..indexes.len()).rev() {
            let id = &indexes[edition].catalog.id;
            if !catalogs.iter().any(|known| indexes[*known].catalog.id == *id) {
                catalogs.push(edition);
            }
        }
        let positions = indexes.iter().map(|index| {
            let indicators = index.catalog.indicators.iter().enumerate();
            indicators.map(|(at, indicator)| (indicator.id.as_str(), at)).collect()
        });
        Self {
            labels: labels(&editions),
            times: times(&editions),
            met: site.editions.iter().map(met).collect(),
            positions: positions.collect(),
            site,
            lineages,
            of_row,
            catalogs,
        }
    }

    /// Position of the edition reported on.
    pub(super) fn newest(&self) -> usize {
        self.site.editions.len() - 1
    }

    /// The edition reported on.
    pub(super) fn main(&self) -> View<'a> {
        self.view(self.newest())
    }

    pub(super) fn view(&self, edition: usize) -> View<'a> {
        self.site.editions[edition]
    }

    /// How many developers of an edition have a rank: those of whom something was rated.
    pub(super) fn with_rank(&self, edition: usize) -> usize {
        self.view(edition).places.iter().filter(|place| !place.total.is_silent()).count()
    }

    pub(super) fn catalog(&self, edition: usize) -> &'a Catalog {
        &self.view(edition).index.catalog
    }

    pub(super) fn entry(&self, edition: usize, row: usize) -> &'a Entry {
        &self.view(edition).index.entries[row]
    }

    /// An edition against the one before it.
    pub(super) fn change(&self, edition: usize) -> Option<diff::View<'a>> {
        self.site.changes.get(edition.checked_sub(1)?).copied()
    }

    pub(super) fn lineage(&self, edition: usize, row: usize) -> &Lineage {
        &self.lineages[self.of_row[edition][row]]
    }

    /// The id a developer's page goes by: the newest.
    pub(super) fn developer(&self, lineage: &Lineage) -> Option<&'a Id> {
        let (edition, row) = lineage.newest()?;
        Some(&self.entry(edition, row).developer.id)
    }

    /// The page of a developer, from the report's folder.
    pub(super) fn developer_page(&self, edition: usize, row: usize) -> String {
        let id = self.developer(self.lineage(edition, row));
        format!("developers/{}.html", id.map_or("", Id::as_str))
    }

    /// The name of a developer in an edition.
    pub(super) fn name(&self, edition: usize, row: usize) -> String {
        text::named(&self.entry(edition, row).developer.name)
    }

    /// The page of an indicator, from the report's folder; none if its card was dropped from a later
    /// version of its catalog.
    pub(super) fn indicator_page(&self, edition: usize, at: usize) -> Option<String> {
        let catalog = self.catalog(edition);
        let id = catalog.indicators[at].id.as_str();
        let newest = self.catalogs.iter().find(|known| self.catalog(**known).id == catalog.id)?;
        self.position(*newest, id)?;
        Some(format!("indicators/{}/{id}.html", catalog.id))
    }

    /// Where an edition asks an indicator.
    pub(super) fn position(&self, edition: usize, id: &str) -> Option<usize> {
        self.positions[edition].get(id).copied()
    }

    /// The title of the report.
    pub(super) fn title(&self) -> String {
        let own = || text::named(&self.main().index.edition.title);
        self.site.title.map_or_else(own, text::named)
    }
}
