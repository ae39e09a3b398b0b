//! Which edition a file belongs to, and whose report it is.
//!
//! Names say it where there are names: a year in the file's or a folder's name, a developer in the
//! file's name. Where they do not, or are contradicted, the content does: whom a matrix has, how
//! an edition spells its indicators, whose scores a report has.

use crate::model::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Developer, Points};

use super::Oddity;
use super::known::Known;
use super::matrix::Matrix;
use super::report::Report;
use super::roster::Roster;
use super::text::{key, words};

/// A matrix and the edition it was found to be of.
#[derive(Debug)]
pub(super) struct Dated {
    /// Position in [`Known::editions`].
    pub(super) edition: usize,
    pub(super) matrix: Matrix,
}

/// A report, its edition and its developer.
#[derive(Debug)]
pub(super) struct Owned {
    /// Position in [`Known::editions`].
    pub(super) edition: usize,
    pub(super) developer: Developer,
    pub(super) report: Report,
}

/// Indicators that only one edition spells like this, where several ask the same catalog.
const SPELLINGS: [(&str, &str); 3] = [
    ("model asset license", "2023"),
    ("release decision making protocol", "2023"),
    ("license", "2024"),
];

/// What the published reports have in their names, between developer and edition.
const USUAL: &str = "fmtransparencyreport";

/// The most cells in which scores may differ and still be taken for the same developer's; and how
/// much further everybody else's must be.
const NEAR: usize = 5;

/// The edition of a matrix.
///
/// # Errors
/// When neither names nor content tell.
pub(super) fn edition_of(
    matrix: &Matrix,
    known: &Known,
    oddities: &mut Vec<Oddity>,
) -> Result<usize, Box<Diagnostic>> {
    let candidates = known.editions_of(matrix.catalog);
    let named = named_edition(&matrix.names, &candidates, known);
    if let [only] = candidates.as_slice() {
        oddities.extend(other_year(&matrix.names, &matrix.place.path, *only, known));
        return Ok(*only);
    }
    let content = by_developers(matrix, &candidates, known)
        .or_else(|| by_spelling(matrix, &candidates, known))
        .or_else(|| by_scores(matrix, &candidates, known));
    let id = |at: usize| &known.editions[at].index.edition.id;
    match (named, content) {
        (Some(named), Some(content)) if named != content => {
            let text = format!(
                "its name says {}, its developers and indicators are those of {}: taken for {}",
                id(named),
                id(content),
                id(content)
            );
            oddities.push(Oddity::new(&matrix.place.path, text));
            Ok(content)
        }
        (Some(found), _) | (None, Some(found)) => Ok(found),
        (None, None) => Err(undated("matrix", &candidates, known, matrix.place.clone())),
    }
}

fn undated(what: &str, candidates: &[usize], known: &Known, place: Place) -> Box<Diagnostic> {
    let ids: Vec<&str> =
        candidates.iter().map(|at| known.editions[*at].index.edition.id.as_str()).collect();
    let message = format!("cannot tell whether this {what} is of edition {}", ids.join(" or "));
    let problem = Diagnostic::error(Code::EditionMismatch, message, place);
    Box::new(problem.hint("put the year in the file's name, or the file in a folder called by it"))
}

/// The edition whose year stands in the file's name, else in the name of the nearest folder.
fn named_edition(names: &[String], candidates: &[usize], known: &Known) -> Option<usize> {
    names.iter().rev().find_map(|name| {
        let mut years = years(name);
        years.dedup();
        let [year] = years.as_slice() else { return None };
        candidates.iter().copied().find(|at| is_of(known, *at, year))
    })
}

fn years(name: &str) -> Vec<String> {
    let year =
        |word: &String| word.len() == 4 && word.starts_with("20") && word.parse::<u16>().is_ok();
    let mut years: Vec<String> = words(name).into_iter().filter(year).collect();
    years.sort();
    years
}

fn is_of(known: &Known, edition: usize, year: &str) -> bool {
    let edition = &known.editions[edition].index.edition;
    edition.id.as_str() == year || edition.date.starts_with(year)
}

/// A year in the file's name that is not the edition's.
fn other_year(names: &[String], path: &str, edition: usize, known: &Known) -> Option<Oddity> {
    let years = names.last().map(|name| years(name)).unwrap_or_default();
    let other = years.iter().find(|year| !is_of(known, edition, year))?;
    if years.iter().any(|year| is_of(known, edition, year)) {
        return None;
    }
    let id = &known.editions[edition].index.edition.id;
    let text = format!("its name says {other}, its indicators are those of {id}: taken for {id}");
    Some(Oddity::new(path, text))
}

/// The one edition that has every developer of the matrix whom any of them has.
fn by_developers(matrix: &Matrix, candidates: &[usize], known: &Known) -> Option<usize> {
    let has = |at: usize, column: &super::matrix::Column| {
        known.editions[at].has(column.developer.id.as_str())
    };
    let published: Vec<_> = matrix
        .columns
        .iter()
        .filter(|column| candidates.iter().any(|at| has(*at, column)))
        .collect();
    only(candidates.iter().filter(|at| published.iter().all(|column| has(**at, column))))
}

/// The one edition whose own spellings the matrix uses.
fn by_spelling(matrix: &Matrix, candidates: &[usize], known: &Known) -> Option<usize> {
    let spelled: Vec<&str> = SPELLINGS
        .iter()
        .filter(|(name, _)| matrix.spellings.iter().any(|written| key(written) == *name))
        .map(|(_, edition)| *edition)
        .collect();
    let uses = |at: &&usize| spelled.contains(&known.editions[**at].index.edition.id.as_str());
    only(candidates.iter().filter(uses))
}

/// The one edition whose published scores are those of the matrix, or nearly.
fn by_scores(matrix: &Matrix, candidates: &[usize], known: &Known) -> Option<usize> {
    let mut distances: Vec<(usize, usize)> = candidates
        .iter()
        .filter_map(|at| {
            let mut distance = None;
            for column in &matrix.columns {
                let published = known.editions[*at].points(column.developer.id.as_str());
                if let Some(published) = published {
                    *distance.get_or_insert(0) += differing(&column.points, &published);
                }
            }
            Some((distance?, *at))
        })
        .collect();
    nearest(&mut distances)
}

fn only<'a>(mut found: impl Iterator<Item = &'a usize>) -> Option<usize> {
    let first = *found.next()?;
    found.next().is_none().then_some(first)
}

fn differing(a: &[Points], b: &[Points]) -> usize {
    a.iter().zip(b).filter(|(a, b)| a != b).count()
}

/// What is at no distance, alone; else what is near when everything else is far.
fn nearest<T: Copy + Ord>(distances: &mut [(usize, T)]) -> Option<T> {
    distances.sort_unstable();
    let (distance, found) = *distances.first()?;
    let apart = if distance == 0 { 1 } else { NEAR };
    let far = distances.get(1).is_none_or(|(next, _)| *next >= distance + apart);
    (distance <= NEAR && far).then_some(found)
}

/// The edition and developer of a report.
///
/// # Errors
/// When neither names nor scores tell.
pub(super) fn owner_of(
    report: &Report,
    known: &Known,
    roster: &mut Roster,
    matrices: &[Dated],
    oddities: &mut Vec<Oddity>,
) -> Result<(usize, Developer), Box<Diagnostic>> {
    let mut candidates = known.editions_of(report.catalog);
    if let [only] = candidates.as_slice() {
        oddities.extend(other_year(&report.names, &report.place.path, *only, known));
    }
    let name = report.name();
    if name.contains(USUAL) && !name.contains(&format!("_{USUAL}_")) {
        let text = format!("its name is not `<developer>_{USUAL}_<edition>` like others'");
        oddities.push(Oddity::new(&report.place.path, text));
    }
    if let Some(named) = named_edition(&report.names, &candidates, known) {
        candidates = vec![named];
    }
    let mut meant: Vec<Developer> = roster.named_in(name).into_iter().cloned().collect();
    let rivals = Rivals { known, matrices };
    if let [developer] = meant.as_slice() {
        let present = |at: &&usize| rivals.has(**at, developer);
        let found = only(candidates.iter().filter(present)).or_else(|| only(candidates.iter()));
        if let Some(edition) = found {
            // Under a name the edition does not have, it may be somebody else's under another name.
            let Some(other) = rivals.exactly(report, edition, developer) else {
                rivals.doubt(report, edition, developer, oddities);
                return Ok((edition, developer.clone()));
            };
            meant = vec![other];
        }
    }
    // A name in the published place counts for more than scores that are merely near.
    let newcomer = before_the_usual_words(name).filter(|_| meant.is_empty());
    let whose = rivals.whose(report, &candidates, &meant).filter(|(edition, developer)| {
        newcomer.is_none() || rivals.points(*edition, developer) == Some(report.points())
    });
    if let Some((edition, developer)) = whose {
        let text = format!(
            "taken for the report of {} for {}, whose scores it has",
            developer.name, known.editions[edition].index.edition.id
        );
        oddities.push(Oddity::new(&report.place.path, text));
        return Ok((edition, developer));
    }
    let message = match (meant.as_slice(), candidates.as_slice()) {
        ([_], _) => return Err(undated("report", &candidates, known, report.place.clone())),
        ([], [edition]) => match newcomer {
            Some(name) => match roster.admit(&name) {
                Ok(developer) => {
                    let text = format!("`{name}` is new here: called `{}`", developer.id);
                    oddities.push(Oddity::new(&report.place.path, text));
                    return Ok((*edition, developer));
                }
                Err(message) => message,
            },
            None => "cannot tell whose report this is: its name has no developer's name, and \
                     nobody has its scores"
                .to_owned(),
        },
        ([], _) => "cannot tell whose report this is: its name has neither a developer's name \
                    nor a year, and nobody has its scores"
            .to_owned(),
        (several, _) => {
            let names: Vec<&str> = several.iter().map(|d| d.name.as_str()).collect();
            format!("cannot tell whose report this is: its name has {}", names.join(" and "))
        }
    };
    let problem = Diagnostic::error(Code::UnknownDeveloper, message, report.place.clone());
    Err(problem.hint("put the developer's name in the file's name").into())
}

/// The developer's name in a file name of the published form, whoever that is.
fn before_the_usual_words(name: &str) -> Option<String> {
    let at = name.to_ascii_lowercase().find(USUAL)?;
    let name = name[..at].replace('_', " ");
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    (!name.is_empty()).then(|| name.to_owned())
}

/// The scores a report may be compared with: the release's own, else the built-in ones.
struct Rivals<'a> {
    known: &'a Known,
    matrices: &'a [Dated],
}

impl Rivals<'_> {
    /// Whether an edition has a developer, by its matrix or as published.
    fn has(&self, edition: usize, developer: &Developer) -> bool {
        self.points(edition, developer).is_some()
    }

    /// Who has exactly the scores of a report whose developer the edition does not have.
    fn exactly(&self, report: &Report, edition: usize, named: &Developer) -> Option<Developer> {
        if self.has(edition, named) {
            return None;
        }
        let points = report.points();
        let mut columns = self.columns(&[edition]);
        columns.retain(|(.., other)| *other == points);
        columns.pop().map(|(_, developer, _)| developer)
    }

    /// Who, among `named` if anybody is, has a report's scores, in which edition.
    fn whose(
        &self,
        report: &Report,
        editions: &[usize],
        named: &[Developer],
    ) -> Option<(usize, Developer)> {
        let points = report.points();
        let meant = |d: &Developer| named.is_empty() || named.iter().any(|n| n.id == d.id);
        let mut columns = self.columns(editions);
        columns.retain(|(_, developer, _)| meant(developer));
        let mut distances: Vec<(usize, usize)> =
            columns.iter().enumerate().map(|(i, (.., p))| (differing(&points, p), i)).collect();
        let (edition, developer, _) = columns.swap_remove(nearest(&mut distances)?);
        Some((edition, developer))
    }

    fn points(&self, edition: usize, developer: &Developer) -> Option<Vec<Points>> {
        match self.matrices.iter().find(|dated| dated.edition == edition) {
            Some(dated) => dated.matrix.column(developer).map(|column| column.points.clone()),
            None => self.known.editions[edition].points(developer.id.as_str()),
        }
    }

    fn columns(&self, editions: &[usize]) -> Vec<(usize, Developer, Vec<Points>)> {
        let mut found = Vec::new();
        for edition in editions {
            let entries = &self.known.editions[*edition].index.entries;
            let developers: Vec<&Developer> =
                match self.matrices.iter().find(|dated| dated.edition == *edition) {
                    Some(dated) => dated.matrix.columns.iter().map(|c| &c.developer).collect(),
                    None => entries.iter().map(|e| &e.developer).collect(),
                };
            for developer in developers {
                if let Some(points) = self.points(*edition, developer) {
                    found.push((*edition, developer.clone(), points));
                }
            }
        }
        found
    }

    /// Notes that a report has the scores of somebody it is not named after.
    fn doubt(
        &self,
        report: &Report,
        edition: usize,
        developer: &Developer,
        oddities: &mut Vec<Oddity>,
    ) {
        let points = report.points();
        let own = self.points(edition, developer);
        if own.is_none_or(|own| differing(&own, &points) <= NEAR) {
            return;
        }
        let editions = self.known.editions_of(report.catalog);
        let others = self.columns(&editions);
        let other = others
            .iter()
            .find(|(at, other, p)| (*at, &other.id) != (edition, &developer.id) && *p == points);
        if let Some((at, other, _)) = other {
            let id = &self.known.editions[*at].index.edition.id;
            let text = format!(
                "named after {}, but its scores are those of {} for {id}",
                developer.name, other.name
            );
            oddities.push(Oddity::new(&report.place.path, text));
        }
    }
}
