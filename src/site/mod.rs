//! A report as a folder of pages: it opens from a disk and can be served as it is. No page asks the
//! network for anything, and each is whole by itself.
//!
//! Everything here is a function of results: nothing is read and nothing written. `templates/site`
//! holds the pages' HTML, style and script.

mod base;
mod book;
mod catalog;
mod change;
mod charts;
mod developer;
mod history;
mod index;
mod indicator;
mod kin;
mod methods;
mod ranking;
mod summary;

use askama::Template;
use rayon::prelude::*;
use serde_json::json;

use crate::answer::{diff, score};
use crate::chart::PngError;
use crate::format::json::pretty;
use crate::text::clean::tidy;
use book::Book;

/// What a report is about.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The editions, oldest first, all by one rater: the last is the one reported on, and compared
    /// with the one before.
    pub editions: &'a [score::View<'a>],
    /// Each edition but the first against the one before it.
    pub changes: &'a [diff::View<'a>],
    /// What it is called; otherwise the title of the edition reported on.
    pub title: Option<&'a str>,
    /// Whether charts are there as PNG too.
    pub png: bool,
    /// Files of data beside the pages.
    pub data: &'a [DataFile],
}

/// A file of data in the report's folder.
#[derive(Clone, Debug)]
pub struct DataFile {
    /// Path in the folder.
    pub path: String,
    /// What it holds, in a sentence.
    pub about: String,
}

/// A file of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path in the folder, with forward slashes.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Why a report could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unmade {
    /// A page's template failed.
    #[error("a page could not be written: {0}")]
    Page(String),
    /// A picture could not be drawn.
    #[error(transparent)]
    Picture(#[from] PngError),
}

impl From<askama::Error> for Unmade {
    fn from(error: askama::Error) -> Self {
        Self::Page(error.to_string())
    }
}

/// The name of the file by which a report is known again, with the list of its files.
pub const MARKER: &str = "fmti-report.json";

/// What stands in that file under `schema`.
pub const SCHEMA: &str = "fmti.kit/1";

/// A report before it is made: its pages and pictures are known, and can be counted.
pub struct Plan<'a> {
    book: Book<'a>,
    jobs: Vec<Job>,
}

/// A page, or a picture's files.
#[derive(Clone, Copy)]
enum Job {
    Index,
    Methods,
    Indicators,
    /// By position of the lineage.
    Developer(usize),
    /// By edition and position.
    Indicator(usize, usize),
    Picture(charts::Kind),
}

impl<'a> Plan<'a> {
    /// Looks up what there will be. A report is about at least one edition.
    pub fn new(site: Site<'a>) -> Self {
        let book = Book::new(site);
        let mut jobs = vec![Job::Index, Job::Methods, Job::Indicators];
        jobs.extend((0..book.lineages.len()).map(Job::Developer));
        for edition in &book.catalogs {
            jobs.extend(book.catalog(*edition).all().map(|at| Job::Indicator(*edition, at)));
        }
        jobs.extend(charts::kinds(&book).into_iter().map(Job::Picture));
        Self { book, jobs }
    }

    /// How many pages and pictures there will be.
    pub fn steps(&self) -> usize {
        self.jobs.len()
    }

    /// Makes every file, on all cores; calls `done` after each page and picture. The files and their
    /// order are the same whatever the number of cores.
    pub fn files(&self, done: &(dyn Fn() + Sync)) -> Result<Vec<File>, Unmade> {
        let made: Result<Vec<Vec<File>>, Unmade> = self
            .jobs
            .par_iter()
            .map(|job| {
                let files = self.make(*job);
                done();
                files
            })
            .collect();
        Ok(made?.into_iter().flatten().collect())
    }

    fn make(&self, job: Job) -> Result<Vec<File>, Unmade> {
        let book = &self.book;
        match job {
            Job::Index => page("index.html".into(), &index::page(book)),
            Job::Methods => page("methods.html".into(), &methods::page(book)),
            Job::Indicators => page("indicators.html".into(), &catalog::page(book)),
            Job::Developer(lineage) => {
                let Some((edition, row)) = book.lineages[lineage].newest() else {
                    return Ok(Vec::new());
                };
                page(book.developer_page(edition, row), &developer::page(book, edition, row))
            }
            Job::Indicator(edition, at) => {
                let Some(path) = book.indicator_page(edition, at) else { return Ok(Vec::new()) };
                page(path, &indicator::page(book, edition, at))
            }
            Job::Picture(kind) => {
                let Some(chart) = charts::chart(book, kind) else { return Ok(Vec::new()) };
                Ok(charts::files(&chart, &charts::path(book, kind), book.site.png)?)
            }
        }
    }
}

/// The file by which a report is known again: what it is about, and every file in it.
pub fn marker<'f>(site: &Site<'_>, others: impl Iterator<Item = &'f str>) -> File {
    let mut paths: Vec<&str> = others.chain([MARKER]).collect();
    paths.sort_unstable();
    let edition = |view: &score::View<'_>| {
        let (edition, catalog) = (&view.scored.index.edition, &view.scored.index.catalog);
        json!({
            "edition": edition.id,
            "title": edition.title,
            "date": edition.date,
            "catalog": {"id": catalog.id, "sha256": catalog.sha256},
            "rater": &view.scored.sheet.rater,
            "attribution": view.scored.index.attribution(&view.scored.sheet.rater),
        })
    };
    let editions: Vec<_> = site.editions.iter().map(edition).collect();
    let json = json!({
        "schema": SCHEMA,
        "fmti": env!("CARGO_PKG_VERSION"),
        "editions": editions,
        "files": paths,
    });
    File { path: MARKER.to_owned(), bytes: (pretty(&json) + "\n").into_bytes() }
}

fn page(path: String, template: &impl Template) -> Result<Vec<File>, Unmade> {
    // The template engine drops the line end at the end of a file. Texts come here clean; a field
    // that forgot it shows nothing it should not, all the same.
    let text = tidy(&template.render()?).into_owned() + "\n";
    Ok(vec![File { path, bytes: text.into_bytes() }])
}
