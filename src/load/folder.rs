//! Catalogs, developers and disclosures of a user's folder.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::index::Entry;
use crate::model::{Catalog, Developers, Edition, Index};

use super::catalog::CatalogDocs;
use super::disclosure::{Context, Read};
use super::survey::{Survey, parent};
use super::{builtin, catalog, developers, disclosure, edition, published};
use crate::file::problems::Doc;
use crate::text::nearest;

/// A catalog with the files it came from.
#[derive(Debug)]
pub struct Shelved {
    /// The catalog, unless too broken.
    pub catalog: Option<Arc<Catalog>>,
    /// Its files, for later checks.
    pub docs: CatalogDocs,
}

/// Everything read so far: each catalog and list of developers once, and every problem.
#[derive(Debug, Default)]
pub struct Library {
    catalogs: HashMap<PathBuf, Option<Arc<Shelved>>>,
    builtin: HashMap<String, Arc<Catalog>>,
    developers: HashMap<PathBuf, Arc<Developers>>,
    /// Problems found on the way.
    pub problems: Vec<Diagnostic>,
    /// Files read, as messages name them.
    pub files: Vec<String>,
    /// Answers read.
    pub answers: usize,
}

impl Library {
    /// The catalog in a folder with a catalog.yaml.
    pub fn catalog_in(&mut self, folder: &Path, survey: &Survey) -> Option<Arc<Shelved>> {
        // One catalog may be reached by several paths.
        let key = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        if let Some(known) = self.catalogs.get(&key) {
            return known.clone();
        }
        let shelved = self.read_catalog(folder, survey).map(Arc::new);
        self.catalogs.insert(key, shelved.clone());
        shelved
    }

    fn read_catalog(&mut self, folder: &Path, survey: &Survey) -> Option<Shelved> {
        let contents = self.keep(Doc::read(&yaml_in(folder, "catalog")))?;
        let cards = self.read_all(&survey.cards(folder));
        let docs = CatalogDocs { contents, cards, without_examples: false };
        let (found, problems) = catalog::load(&docs);
        self.problems.extend(problems);
        Some(Shelved { catalog: found.map(Arc::new), docs })
    }

    /// A built-in catalog.
    pub fn builtin_catalog(&mut self, id: &str) -> Option<Arc<Catalog>> {
        if let Some(known) = self.builtin.get(id) {
            return Some(known.clone());
        }
        let (found, problems) = catalog::load(&builtin::catalog(id)?);
        self.problems.extend(problems);
        let found = Arc::new(found?);
        self.builtin.insert(id.to_owned(), found.clone());
        Some(found)
    }

    /// The developers known in a folder: its developers.yaml, or the one above it, and the built-in
    /// ones.
    pub fn developers_for(&mut self, folder: &Path) -> Arc<Developers> {
        let candidates = [folder.to_path_buf(), parent(folder)];
        let own = candidates.iter().map(|dir| yaml_in(dir, "developers")).find(|p| p.exists());
        match own {
            Some(path) => self.developers_in(&path),
            None => Arc::new(self.builtin_developers()),
        }
    }

    /// The developers of one developers.yaml, and the built-in ones.
    pub fn developers_in(&mut self, path: &Path) -> Arc<Developers> {
        let key = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if let Some(known) = self.developers.get(&key) {
            return known.clone();
        }
        let builtin = self.builtin_developers();
        let found = match self.keep(Doc::read(path)) {
            None => builtin,
            Some(doc) => {
                let (found, problems) = developers::load(&doc, &builtin);
                self.problems.extend(problems);
                found
            }
        };
        let found = Arc::new(found);
        self.developers.insert(key, found.clone());
        found
    }

    /// The developers in the binary.
    pub fn builtin_developers(&mut self) -> Developers {
        let Some(doc) = builtin::developers() else { return Developers::default() };
        let (found, problems) = developers::load(&doc, &Developers::default());
        self.problems.extend(problems);
        found
    }

    /// The edition in a folder with an edition.yaml. `None` when it cannot be scored at all.
    pub fn edition_in(&mut self, folder: &Path, survey: &Survey) -> Option<Index> {
        let doc = self.keep(Doc::read(&yaml_in(folder, "edition")))?;
        let (found, problems) = edition::load(&doc);
        self.problems.extend(problems);
        let developers = self.developers_for(folder);
        let found = found.and_then(|found| {
            let catalog = self.catalog_for(folder, &found, &doc, survey)?;
            Some((found, catalog))
        });
        let Some((found, catalog)) = found else {
            // Still worth knowing which of the files cannot even be read.
            self.read_all(survey.disclosures(folder));
            return None;
        };
        let docs = self.read_all(survey.disclosures(folder));
        if docs.is_empty() && survey.disclosures(folder).is_empty() {
            self.problems.push(
                Diagnostic::warning(
                    Code::EmptyFile,
                    "no disclosure files beside this edition.yaml",
                    doc.file.place(),
                )
                .hint("write one <developer>.yaml for each developer"),
            );
        }
        let mut index = self.assemble(found, catalog, &developers, &docs);
        if let Some(message) = not_published(&mut index) {
            self.problems.push(
                Diagnostic::warning(Code::AttributionNotEarned, message, doc.file.place())
                    .hint("remove `attribution`, or name who gave these scores"),
            );
        }
        Some(index)
    }

    /// A built-in edition, if there is one of this id and it can be scored.
    pub fn builtin_edition(&mut self, id: &str) -> Option<Index> {
        let (doc, docs) = builtin::edition(id)?;
        let (edition, problems) = edition::load(&doc);
        self.problems.extend(problems);
        let developers = self.builtin_developers();
        let edition = edition?;
        let catalog = self.builtin_catalog(edition.catalog.as_str())?;
        Some(self.assemble(edition, catalog, &developers, &docs))
    }

    /// Puts an edition together from its read parts.
    pub fn assemble(
        &mut self,
        edition: Edition,
        catalog: Arc<Catalog>,
        developers: &Developers,
        docs: &[Doc],
    ) -> Index {
        let context = Context { edition: &edition, catalog: &catalog, developers };
        // Order is the order of `docs`, whatever thread reads which.
        let read: Vec<_> = if docs.len() < 32 {
            docs.iter().map(|doc| disclosure::load(doc, context)).collect()
        } else {
            docs.par_iter().map(|doc| disclosure::load(doc, context)).collect()
        };
        let mut entries: Vec<Entry> = Vec::with_capacity(read.len());
        let mut places = HashMap::new();
        for (doc, (found, problems)) in docs.iter().zip(read) {
            self.problems.extend(problems);
            let Some(Read { developer, disclosure, spots }) = found else { continue };
            self.answers += disclosure.answers.iter().flatten().count();
            if let Some(earlier) = places.insert(developer.id.clone(), doc) {
                let message = format!("two files for developer `{}`", developer.id);
                self.problems.push(
                    Diagnostic::error(Code::DuplicateDeveloper, message, doc.file.place())
                        .related("the other one", earlier.file.place()),
                );
                continue;
            }
            let file = doc.file.path.clone();
            let predecessors = developers.predecessors(&developer);
            entries.push(Entry { developer, predecessors, disclosure, file, spots });
        }
        entries.sort_by(|a, b| a.developer.id.cmp(&b.developer.id));
        Index { edition, catalog, entries }
    }

    /// The catalog an edition names: beside it, else in the binary.
    pub fn catalog_for(
        &mut self,
        folder: &Path,
        edition: &Edition,
        doc: &Doc,
        survey: &Survey,
    ) -> Option<Arc<Catalog>> {
        let id = edition.catalog.as_str();
        for dir in homes(folder).iter().flat_map(|home| [home.join(id), home.clone()]) {
            let path = yaml_in(&dir, "catalog");
            let named =
                |contents: &Doc| contents.id("id").is_none_or(|found| found == edition.catalog);
            if !path.is_file() || !Doc::read(&path).as_ref().map_or(true, named) {
                continue;
            }
            let own;
            let survey = if survey.catalogs.contains(&dir) {
                survey
            } else {
                own = Survey::of(&dir);
                &own
            };
            return self.catalog_in(&dir, survey)?.catalog.clone();
        }
        let found = self.builtin_catalog(id);
        if found.is_none() {
            let message = format!("no catalog `{id}` beside this edition or built in");
            let place = doc
                .root
                .entry("catalog")
                .map_or_else(|| doc.file.place(), |(_, node)| doc.file.at(node.span));
            let mut problem = Diagnostic::error(Code::UnknownCatalog, message, place);
            problem.hint = nearest::hint(id, builtin::catalogs());
            self.problems.push(problem);
        }
        found
    }

    /// Reads files on all cores, in order; those that cannot be read are reported.
    fn read_all(&mut self, paths: &[PathBuf]) -> Vec<Doc> {
        let read: Vec<_> = paths.par_iter().map(|path| Doc::read(path)).collect();
        read.into_iter().filter_map(|doc| self.keep(doc)).collect()
    }

    /// Reads one file.
    pub fn read(&mut self, path: &Path) -> Option<Doc> {
        self.keep(Doc::read(path))
    }

    fn keep(&mut self, read: Result<Doc, Box<Diagnostic>>) -> Option<Doc> {
        match read {
            Ok(doc) => {
                self.files.push(doc.file.path.clone());
                Some(doc)
            }
            Err(problem) => {
                self.files.push(problem.place.path.clone());
                self.problems.push(*problem);
                None
            }
        }
    }
}

/// Takes the attribution from an edition that claims published scores and holds others; says why.
pub fn not_published(index: &mut Index) -> Option<String> {
    if !published::is_claimed(index) {
        return None;
    }
    let published = Library::default().builtin_edition(index.edition.id.as_str());
    published::guard(index, published.as_ref())
}

/// Where the catalog of the edition in a folder may stand, the nearest first.
pub fn homes(folder: &Path) -> [PathBuf; 5] {
    let above = parent(folder);
    [
        folder.to_path_buf(),
        folder.join("indicators"),
        above.clone(),
        above.join("indicators"),
        parent(&above).join("indicators"),
    ]
}

/// `name`.yaml in a folder, or `name`.yml if that is what is there.
pub fn yaml_in(folder: &Path, name: &str) -> PathBuf {
    let yml = folder.join(format!("{name}.yml"));
    if yml.exists() { yml } else { folder.join(format!("{name}.yaml")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::source::SourceFile;

    /// No file of these names exists, so that a place can only be of the first and only reading.
    #[test]
    fn an_answer_knows_its_place_from_the_only_reading() {
        let mut library = Library::default();
        let published = library.builtin_edition("2025").unwrap();
        assert!(published.entries.iter().all(|e| e.place(0).spot.is_none()));
        let read = |library: &mut Library, above: &str| {
            let catalog = published.catalog.clone();
            let ids = catalog.indicators.iter().map(|i| format!("  {}: {{}}\n", i.id));
            let answers: String = ids.rev().collect();
            let text = format!("{above}edition: \"2025\"\ndeveloper: ibm\nanswers:\n{answers}");
            let docs = [Doc::parse(SourceFile::new("not/there/ibm.yaml", text)).unwrap()];
            let developers = library.builtin_developers();
            library.assemble(published.edition.clone(), catalog, &developers, &docs)
        };
        let (plain, lower) = (read(&mut library, ""), read(&mut library, "# é\n\n"));
        assert_eq!(library.problems, []);
        let (plain, lower) = (&plain.entries[0], &lower.entries[0]);
        // Written in the opposite order, the last indicator comes first, on the fourth line.
        let last = published.catalog.indicators.len() - 1;
        for (entry, line) in [(plain, 4), (lower, 6)] {
            let place = entry.place(last);
            let spot = place.spot.unwrap();
            assert_eq!(
                (place.path.as_str(), spot.line, spot.column),
                ("not/there/ibm.yaml", line, 3)
            );
            let id = published.catalog.indicators[last].id.as_str();
            assert_eq!(&spot.text[spot.start..spot.end], id);
            assert_eq!(entry.place(0).spot.unwrap().line, line + last);
        }
        assert_eq!(plain.disclosure, lower.disclosure, "a place is no part of what was disclosed");
    }
}
