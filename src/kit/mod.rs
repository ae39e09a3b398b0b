//! The data of a press kit: the same facts as tables, as one JSON document, and described so that
//! programs and people can find their way.
//!
//! [`Bundle::files`] is a pure function from scored editions to files; [`sums`] goes over all files
//! of a kit, whoever made them. Each table stands in a file of its own here, and each file of the
//! bundle that is no table in one more.

mod answers;
mod changes;
mod citation;
mod csv;
mod developers;
mod document;
mod editions;
mod guide;
mod indicators;
mod licence;
mod origin;
mod package;
mod ranking;
mod sums;
mod table;
mod values;
mod whose;

use crate::analyze::scored::Scored;
use crate::answer::diff::View;
use crate::format::csv::Safety;
use crate::model::{Id, Index, Words};
use crate::page::column::Column;
use crate::text::clean::clean;
use crate::text::words::listed;

pub use sums::sums;
use table::Table;

/// A file of a kit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it belongs, from the kit's folder, with forward slashes.
    pub path: String,
    /// What it holds, in a sentence.
    pub about: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The folder all but CITATION.cff stand in.
const FOLDER: &str = "data/";

impl File {
    /// A file of the data folder.
    fn data(name: &str, about: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { path: format!("{FOLDER}{name}"), about: about.into(), bytes }
    }

    /// Its name, as its neighbours call it.
    fn name(&self) -> &str {
        self.path.strip_prefix(FOLDER).unwrap_or(&self.path)
    }
}

/// What the newest of some editions calls things.
fn words<'a>(editions: &[&'a Scored<'a>]) -> &'a Words {
    match editions.last() {
        Some(side) => side.words(),
        None => Words::of_any(),
    }
}

/// Why editions do not go into one bundle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is none.
    #[error("there is no edition to report on")]
    Nothing,
    /// Tables tell editions apart by their ids.
    #[error("two of the editions have the id `{0}`")]
    SameEdition(Id),
    /// Points of one rater are not compared with another's.
    #[error("the editions are scored by different raters")]
    Raters,
    /// A comparison whose points are not in the tables.
    #[error("edition `{0}` is compared but not reported on")]
    Stranger(Id),
}

/// Scored editions whose facts go together.
#[derive(Clone, Debug)]
pub struct Bundle<'a> {
    editions: &'a [&'a Scored<'a>],
    changes: &'a [View<'a>],
    workbook: Option<Vec<u8>>,
}

impl<'a> Bundle<'a> {
    /// Editions, oldest first, and the comparisons made between them, each pair once for a basis.
    ///
    /// # Errors
    /// When the rows of the tables could not be told apart, or would mix raters.
    pub fn new(editions: &'a [&'a Scored<'a>], changes: &'a [View<'a>]) -> Result<Self, Refusal> {
        let first = editions.first().ok_or(Refusal::Nothing)?;
        let id = |side: &'a Scored<'a>| &side.index.edition.id;
        for (at, side) in editions.iter().enumerate() {
            if editions[..at].iter().any(|other| id(other) == id(side)) {
                return Err(Refusal::SameEdition(id(side).clone()));
            }
        }
        let ends = || changes.iter().flat_map(|view| [view.whole.old, view.whole.new]);
        if editions.iter().copied().chain(ends()).any(|s| s.sheet.rater != first.sheet.rater) {
            return Err(Refusal::Raters);
        }
        if let Some(end) = ends().find(|end| !editions.iter().any(|side| id(side) == id(end))) {
            return Err(Refusal::Stranger(id(end).clone()));
        }
        Ok(Self { editions, changes, workbook: None })
    }

    /// With a workbook of the newest edition beside the tables.
    #[must_use]
    pub fn with_workbook(mut self, bytes: Vec<u8>) -> Self {
        self.workbook = Some(bytes);
        self
    }

    /// What all of it is called: the edition's title, or what the titles share and then each one's
    /// rest.
    pub fn title(&self) -> String {
        let titles = once(self.editions.iter().map(|side| side.index.edition.title.as_str()));
        let shared = titles[0].rfind(", ").map_or("", |at| &titles[0][..at + 2]);
        let rests: Option<Vec<&str>> = titles.iter().map(|t| t.strip_prefix(shared)).collect();
        match (titles.as_slice(), rests) {
            ([only], _) => (*only).to_owned(),
            (_, Some(rests)) if !shared.is_empty() => format!("{shared}{}", listed(&rests)),
            _ => listed(&titles),
        }
    }

    /// Every file of the bundle: the tables, once for spreadsheets and once exact, `index.json`, the workbook if there is one,
    /// `datapackage.json` and `README.md` in `data/`, and `CITATION.cff` beside that folder.
    pub fn files(&self) -> Vec<File> {
        let tables = self.tables();
        let words = words(self.editions);
        let mut files: Vec<File> = tables
            .iter()
            .map(|table| {
                let bytes = csv::write(&table.rows, Safety::Spreadsheet);
                File::data(
                    &table.file(),
                    format!("{}; safe to open in a spreadsheet", clean(&words.say(table.about))),
                    bytes,
                )
            })
            .collect();
        files.extend(tables.iter().map(|table| {
            let bytes = csv::write(&table.rows, Safety::None);
            File::data(
                &table.exact_file(),
                format!("{}; exact, for programs", clean(&words.say(table.about))),
                bytes,
            )
        }));
        files.push(document::document(self, &tables));
        files.push(package::package(self, &tables, &files));
        if let Some(bytes) = &self.workbook {
            files.push(File::data("workbook.xlsx", self.about_workbook(), bytes.clone()));
        }
        files.push(guide::guide(self, &tables, &files));
        files.push(citation::citation(self));
        files
    }

    /// What the workbook holds: of several editions only the newest.
    fn about_workbook(&self) -> String {
        let newest = self.editions.last().map_or("", |side| side.index.edition.id.as_str());
        let which = match self.editions.len() {
            1 => format!("Edition {newest}"),
            _ => format!("Edition {newest} alone, not the others,"),
        };
        format!(
            "{which} as a workbook for spreadsheet programs: its ranking, points by domain, \
             subdomain, theme and indicator, and sources where there are any"
        )
    }

    /// The columns of every table, by the name of its file.
    pub fn columns(&self) -> Vec<(String, Vec<Column>)> {
        self.tables().into_iter().map(|table| (table.file(), table.rows.columns)).collect()
    }

    fn tables(&self) -> Vec<Table<'a>> {
        let mut tables = vec![
            editions::editions(self.editions),
            developers::developers(self.editions),
            indicators::indicators(self.editions),
            ranking::ranking(self.editions),
            answers::answers(self.editions),
            values::values(self.editions),
        ];
        if !self.changes.is_empty() {
            tables.push(changes::changes(self.changes));
        }
        tables
    }

    /// The editions, oldest first.
    fn indexes(&self) -> Vec<&'a Index> {
        self.editions.iter().map(|side| side.index).collect()
    }

    /// Who says how catalogs relate, each once.
    fn crosswalks(&self) -> Vec<&'a str> {
        let of_two = |view: &&View<'_>| {
            let [old, new] = [view.whole.old, view.whole.new].map(|side| &side.index.catalog.id);
            old != new
        };
        once(self.changes.iter().filter(of_two).map(|view| view.crosswalk))
    }

    /// The lines that say who gave the points, each once.
    fn attributions(&self) -> Vec<String> {
        once(self.editions.iter().map(|side| origin::credit(side)))
    }
}

/// Each of some things once, in the order of their first coming.
fn once<T: PartialEq>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    items.into_iter().fold(Vec::new(), |mut found, item| {
        if !found.contains(&item) {
            found.push(item);
        }
        found
    })
}
