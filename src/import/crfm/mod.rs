//! A release of the Foundation Model Transparency Index as its team publishes it: score matrices
//! and transparency reports as CSV, each edition laid out a little differently.
//!
//! Files are told apart by what is in them, not by what they are called, and joined to the
//! built-in editions by the names of indicators and developers in every published spelling.
//! Whatever cannot be understood is a located problem, and then there is no release at all;
//! whatever is odd but understood is an [`Oddity`].

mod assemble;
mod classify;
mod known;
mod matrix;
mod owner;
mod report;
mod role;
mod roster;
mod rows;
pub mod stance;
mod table;
mod text;
mod totals;
mod urls;
mod walk;

use std::path::Path;

use crate::model::diagnostic::{self, Code, Diagnostic};
use crate::model::{Id, Index};

use crate::file::reach::Links;
use crate::file::read::display;
use crate::model::Failure;
use classify::{Kind, Layout};
use known::Known;
use owner::{Dated, Owned};
use roster::Roster;
use table::Table;

/// Something in a file that is not as it should be, and how it was taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Oddity {
    /// The file, as the user named it.
    pub path: String,
    /// What is odd.
    pub text: String,
}

impl Oddity {
    fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}

/// What was found in a release.
#[derive(Debug)]
pub struct Read {
    /// The editions, oldest first; empty when there are problems.
    pub editions: Vec<Imported>,
    /// Everything that keeps the release from being understood.
    pub problems: Vec<Diagnostic>,
    /// Everything odd, file by file.
    pub oddities: Vec<Oddity>,
}

/// One edition of the release.
#[derive(Debug)]
pub struct Imported {
    /// The edition with every developer's answers.
    pub index: Index,
    /// Developers the built-in list does not know: their files give their names.
    pub newcomers: Vec<Id>,
    /// Scores of the matrix.
    pub matrix_scores: usize,
    /// Reports read.
    pub reports: usize,
    /// Cells that are in both, and those of them that differ.
    pub compared: (usize, usize),
}

/// Reads a release.
///
/// # Errors
/// When there is no such folder, or nothing in it is part of a release.
pub fn read(dir: &Path, links: Links) -> Result<Read, Failure> {
    let shown = display(dir);
    if !dir.exists() {
        return Err(Failure::new(
            format!("there is no folder `{shown}`"),
            "name the folder the release was unpacked or cloned into",
        ));
    }
    if !dir.is_dir() {
        return Err(Failure::new(
            format!("`{shown}` is not a folder"),
            "name the folder the release was unpacked or cloned into",
        ));
    }
    let found = walk::walk(dir, links);
    let known = Known::load();
    let mut reading = Reading {
        roster: Roster::new(&known.developers),
        known,
        matrices: Vec::new(),
        reports: Vec::new(),
        problems: found.problems,
        oddities: found.oddities,
    };
    let tables = reading.tables(dir, &found.files, links);
    reading.matrices(&tables);
    reading.reports(&tables);
    if reading.matrices.is_empty() && reading.reports.is_empty() && reading.problems.is_empty() {
        return Err(Failure::new(
            format!("no score matrix and no report in `{shown}`"),
            match found.files.len() {
                0 => {
                    "a release holds CSV files: one matrix of scores per edition, and a report \
                      per developer"
                }
                _ => {
                    "none of its CSV files has scores under names of indicators that are known; \
                      expected are columns `Indicator` and one per developer, or `Indicator`, \
                      `Disclosure`, `Score`"
                }
            },
        ));
    }
    let mut read = reading.finish();
    quote_nothing_from_outside(&mut read, &tables);
    Ok(read)
}

/// Of tables that a link led to outside of the folder, only says that there is something to say.
fn quote_nothing_from_outside(read: &mut Read, tables: &[(Table, Layout)]) {
    for (table, _) in tables.iter().filter(|(table, _)| !table.file.is_quoted()) {
        let file = &table.file;
        for problem in read.problems.iter_mut().filter(|problem| problem.place.path == file.path) {
            *problem = file.told(problem.clone());
        }
        let known = read.oddities.len();
        read.oddities.retain(|oddity| oddity.path != file.path);
        if read.oddities.len() < known {
            let text = "a link led out of the folder to it: what is odd in it is not quoted";
            read.oddities.push(Oddity::new(&file.path, text));
        }
    }
}

/// A release while it is read.
struct Reading {
    known: Known,
    roster: Roster,
    matrices: Vec<Dated>,
    reports: Vec<Owned>,
    problems: Vec<Diagnostic>,
    oddities: Vec<Oddity>,
}

impl Reading {
    /// Reads every file and decides what it is. Those that are no part of a release are noted.
    fn tables(
        &mut self,
        dir: &Path,
        files: &[std::path::PathBuf],
        links: Links,
    ) -> Vec<(Table, Layout)> {
        let mut tables = Vec::new();
        for path in files {
            let table = match Table::read(path, dir, links) {
                Ok(table) => table,
                Err(problem) => {
                    self.problems.push(*problem);
                    continue;
                }
            };
            let kind = classify::classify(&table, &self.known, &self.roster);
            if !matches!(kind, Kind::Foreign) {
                self.oddities.extend(table.oddities());
            }
            match kind {
                Kind::Scores(layout) => {
                    self.oddities.extend(layout.oddities(&table, &self.known));
                    tables.push((table, layout));
                }
                Kind::Aside(what, layout) => {
                    self.oddities.extend(layout.oddities(&table, &self.known));
                    let text = format!("{what}: not imported");
                    self.oddities.push(Oddity::new(&table.file.path, text));
                }
                Kind::Foreign => {
                    let text = "not a part of a release that is known here: skipped";
                    self.oddities.push(Oddity::new(&table.file.path, text));
                }
                Kind::Broken(problem) => self.problems.push(*problem),
            }
        }
        tables
    }

    fn matrices(&mut self, tables: &[(Table, Layout)]) {
        for (table, layout) in tables.iter().filter(|(_, layout)| layout.is_matrix()) {
            let read =
                matrix::read(table, layout, &self.known, &mut self.roster, &mut self.oddities);
            let matrix = match read {
                Ok(matrix) => matrix,
                Err(problems) => {
                    self.problems.extend(problems);
                    continue;
                }
            };
            match owner::edition_of(&matrix, &self.known, &mut self.oddities) {
                Ok(edition) => self.keep_matrix(Dated { edition, matrix }),
                Err(problem) => self.problems.push(*problem),
            }
        }
    }

    /// Keeps a matrix unless its edition has one.
    fn keep_matrix(&mut self, dated: Dated) {
        let Some(other) = self.matrices.iter().find(|other| other.edition == dated.edition) else {
            self.matrices.push(dated);
            return;
        };
        let (place, other) = (dated.matrix.place.clone(), &other.matrix);
        if other.same_scores(&dated.matrix) {
            let text = format!("the same scores as {}: read once", other.place.path);
            self.oddities.push(Oddity::new(place.path, text));
            return;
        }
        let edition = &self.known.editions[dated.edition].index.edition.id;
        let message = format!("a second, different matrix of edition {edition}");
        let problem = Diagnostic::error(Code::DuplicateId, message, place)
            .related("the other one", other.place.clone())
            .hint("keep one of them in the folder");
        self.problems.push(problem);
    }

    fn reports(&mut self, tables: &[(Table, Layout)]) {
        for (table, layout) in tables.iter().filter(|(_, layout)| !layout.is_matrix()) {
            let report = match report::read(table, layout, &self.known, &mut self.oddities) {
                Ok(report) => report,
                Err(problems) => {
                    self.problems.extend(problems);
                    continue;
                }
            };
            let owner = owner::owner_of(
                &report,
                &self.known,
                &mut self.roster,
                &self.matrices,
                &mut self.oddities,
            );
            match owner {
                Ok((edition, developer)) => {
                    self.keep_report(Owned { edition, developer, report });
                }
                Err(problem) => self.problems.push(*problem),
            }
        }
    }

    /// Keeps a report unless its developer has one in its edition.
    fn keep_report(&mut self, owned: Owned) {
        let same = |other: &&Owned| {
            other.edition == owned.edition && other.developer.id == owned.developer.id
        };
        let Some(other) = self.reports.iter().find(same) else {
            self.reports.push(owned);
            return;
        };
        let (place, other) = (owned.report.place.clone(), &other.report);
        if other.answers == owned.report.answers {
            let text = format!("the same report as {}: read once", other.place.path);
            self.oddities.push(Oddity::new(place.path, text));
            return;
        }
        let edition = &self.known.editions[owned.edition].index.edition.id;
        let name = &owned.developer.name;
        let message = format!("a second, different report of {name} for edition {edition}");
        let problem = Diagnostic::error(Code::DuplicateDeveloper, message, place)
            .related("the other one", other.place.clone())
            .hint("keep one of them in the folder, or name the developer in the file name");
        self.problems.push(problem);
    }

    fn finish(mut self) -> Read {
        diagnostic::sort(&mut self.problems);
        let mut editions = Vec::new();
        if self.problems.is_empty() {
            for (at, known) in self.known.editions.iter().enumerate() {
                let matrix = self.matrices.iter().find(|dated| dated.edition == at);
                let reports: Vec<&Owned> =
                    self.reports.iter().filter(|owned| owned.edition == at).collect();
                if matrix.is_some() || !reports.is_empty() {
                    editions.push(assemble::assemble(
                        &known.index,
                        matrix.map(|dated| &dated.matrix),
                        &reports,
                        &self.roster,
                        &mut self.oddities,
                    ));
                }
            }
        }
        // By file; within a file in the order things were found.
        self.oddities.sort_by(|a, b| a.path.cmp(&b.path));
        self.oddities.dedup();
        Read { editions, problems: self.problems, oddities: self.oddities }
    }
}
