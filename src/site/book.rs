//! What all pages know: who is who, where every page is, and how editions are called.

use std::collections::{HashMap, HashSet};

use crate::analyze::lineage::{Lineage, Regrouping, lineages};
use crate::answer::diff;
use crate::answer::score::View;
use crate::model::Catalog;
use crate::model::index::Entry;
use crate::page::labels::{labels, times};
use crate::page::whose::{self, links, words};

use super::Site;
use crate::format::web::{self, Reference, link, plain};

/// A report with what is looked up while its pages are written.
pub(super) struct Book<'a> {
    pub(super) site: Site<'a>,
    /// How each edition is called, for example `December 2025`.
    pub(super) labels: Vec<String>,
    /// The same in a sentence: `in December 2025`, `on 9 December 2025`.
    pub(super) times: Vec<String>,
    /// Everybody once.
    pub(super) lineages: Vec<Lineage>,
    /// Who merged or split on the way.
    pub(super) regroupings: Vec<Regrouping>,
    /// For each lineage, the name of its page: its newest id.
    pages: Vec<String>,
    /// For each edition and row, the position of its lineage.
    of_row: Vec<Vec<usize>>,
    /// For each edition and indicator, how many have full points.
    pub(super) met: Vec<Vec<usize>>,
    /// The newest edition of each catalog, the newest first.
    pub(super) catalogs: Vec<usize>,
    /// For each edition, the position of each indicator.
    positions: Vec<HashMap<&'a str, usize>>,
    /// Whose words are on the pages.
    pub(super) words: Option<String>,
    /// Who says how catalogs relate, each once.
    pub(super) crosswalks: Vec<String>,
    /// Where the index, its papers and licences are.
    pub(super) links: Vec<Reference>,
}

/// Who says how different catalogs relate.
fn crosswalks(site: &Site<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for change in site.changes {
        let [old, new] = [change.whole.old, change.whole.new].map(|side| &side.index.catalog.id);
        let by = plain(change.crosswalk);
        if old != new && !found.contains(&by) {
            found.push(by);
        }
    }
    found
}

impl<'a> Book<'a> {
    pub(super) fn new(site: Site<'a>) -> Self {
        let indexes: Vec<_> = site.editions.iter().map(|view| view.scored.index).collect();
        let editions: Vec<_> = indexes.iter().map(|index| &index.edition).collect();
        let found = lineages(&indexes);
        let (lineages, regroupings) = (found.lines, found.regroupings);
        let mut of_row: Vec<Vec<usize>> =
            indexes.iter().map(|index| vec![0; index.entries.len()]).collect();
        for (at, lineage) in lineages.iter().enumerate() {
            for (edition, row) in lineage.rows.iter().enumerate() {
                if let Some(row) = row {
                    of_row[edition][*row] = at;
                }
            }
        }
        let mut pages: Vec<String> = Vec::with_capacity(lineages.len());
        let mut used: HashSet<String> = HashSet::new();
        for (edition, row) in lineages.iter().filter_map(Lineage::newest) {
            let mut page = indexes[edition].entries[row].developer.id.to_string();
            // An id may come again after others took its place: the latest has the plain name.
            while !used.insert(page.clone()) {
                page = format!("{page}-{}", indexes[edition].edition.id);
            }
            pages.push(page);
        }
        let met = |view: &View<'a>| {
            let scored = view.scored;
            scored.index.catalog.all().map(|at| scored.met_by(at, scored.everybody())).collect()
        };
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
            words: words(&indexes, whose::ALL).map(|words| plain(&words)),
            crosswalks: crosswalks(&site),
            links: links(&indexes).iter().map(link).collect(),
            site,
            lineages,
            regroupings,
            pages,
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
        self.view(edition).places.iter().filter(|place| place.score.is_some()).count()
    }

    pub(super) fn catalog(&self, edition: usize) -> &'a Catalog {
        &self.view(edition).scored.index.catalog
    }

    pub(super) fn entry(&self, edition: usize, row: usize) -> &'a Entry {
        &self.view(edition).scored.index.entries[row]
    }

    /// An edition against the one before it.
    pub(super) fn change(&self, edition: usize) -> Option<diff::View<'a>> {
        self.site.changes.get(edition.checked_sub(1)?).copied()
    }

    pub(super) fn lineage(&self, edition: usize, row: usize) -> &Lineage {
        &self.lineages[self.of_row[edition][row]]
    }

    /// The page of a developer, from the report's folder.
    pub(super) fn developer_page(&self, edition: usize, row: usize) -> String {
        format!("developers/{}.html", self.pages[self.of_row[edition][row]])
    }

    /// The name of a developer in an edition.
    pub(super) fn name(&self, edition: usize, row: usize) -> String {
        web::named(&self.entry(edition, row).developer.name)
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
        let own = || web::named(&self.main().scored.index.edition.title);
        self.site.title.map(web::named).filter(|title| !title.is_empty()).unwrap_or_else(own)
    }
}
