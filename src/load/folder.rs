//! Catalogs, developers and disclosures of a user's folder.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::diagnostic::{Code, Diagnostic, Place};
use crate::model::index::Entry;
use crate::model::{Catalog, Developers, Edition, Id, Index};

use super::catalog::CatalogDocs;
use super::disclosure::{Context, Read};
use super::survey::{Survey, parent};
use super::{builtin, catalog, developers, disclosure, edition, layout, published};
use crate::file::problems::Doc;
use crate::file::reach::Links;
use crate::file::read::MAX_FILE;
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
    /// What becomes of links.
    links: Links,
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
    /// Nothing read yet.
    pub fn new(links: Links) -> Self {
        Self { links, ..Self::default() }
    }

    /// What becomes of links.
    pub fn links(&self) -> Links {
        self.links
    }

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
        let contents = self.read(&yaml_in(folder, "catalog"), survey.bounds(folder))?;
        let cards = self.read_all(&survey.cards(folder), survey.bounds(folder));
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
    pub fn developers_for(&mut self, folder: &Path, survey: &Survey) -> Arc<Developers> {
        for home in [folder.to_path_buf(), parent(folder)] {
            let path = yaml_in(&home, "developers");
            if path.symlink_metadata().is_ok() {
                return self.developers_in(&path, survey.bounds(&home));
            }
        }
        Arc::new(self.builtin_developers())
    }

    /// The developers of one developers.yaml in these bounds, and the built-in ones.
    pub fn developers_in(&mut self, path: &Path, bounds: &Path) -> Arc<Developers> {
        let key = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if let Some(known) = self.developers.get(&key) {
            return known.clone();
        }
        let builtin = self.builtin_developers();
        let found = match self.read(path, bounds) {
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
        let bounds = survey.bounds(folder);
        let doc = self.read(&yaml_in(folder, "edition"), bounds)?;
        let (found, problems) = edition::load(&doc);
        self.problems.extend(problems);
        let developers = self.developers_for(folder, survey);
        let found = found.and_then(|found| {
            let catalog = self.catalog_for(folder, &found, &doc, survey)?;
            Some((found, catalog))
        });
        let Some((found, catalog)) = found else {
            // Still worth knowing which of the files cannot even be read.
            self.read_all(survey.disclosures(folder), bounds);
            return None;
        };
        self.problems.extend(edition::hold(&found, &catalog, &doc));
        if survey.disclosures(folder).is_empty() {
            self.problems.push(
                Diagnostic::warning(
                    Code::EmptyFile,
                    "no disclosure files beside this edition.yaml",
                    doc.file.place(),
                )
                .hint("write one <developer>.yaml for each developer"),
            );
        }
        let mut index = Assembly::new(found, catalog);
        for window in windows(survey.disclosures(folder)) {
            let docs = self.read_all(window, bounds);
            self.add(&mut index, &developers, &docs);
        }
        let mut index = self.finish(index);
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
        let mut index = Assembly::new(edition, catalog);
        self.add(&mut index, developers, docs);
        self.finish(index)
    }

    /// Adds the disclosures of some files to an edition.
    fn add(&mut self, index: &mut Assembly, developers: &Developers, docs: &[Doc]) {
        let Assembly { index, places } = index;
        let context = Context { edition: &index.edition, catalog: &index.catalog, developers };
        // Order is the order of `docs`, whatever thread reads which.
        let read: Vec<_> = if docs.len() < 32 {
            docs.iter().map(|doc| disclosure::load(doc, context)).collect()
        } else {
            docs.par_iter().map(|doc| disclosure::load(doc, context)).collect()
        };
        for (doc, (found, problems)) in docs.iter().zip(read) {
            self.problems.extend(problems);
            let Some(Read { developer, disclosure, spots }) = found else { continue };
            self.answers += disclosure.answers.iter().flatten().count();
            if let Some(earlier) = places.insert(developer.id.clone(), doc.file.place()) {
                let message = format!("two files for developer `{}`", developer.id);
                self.problems.push(
                    Diagnostic::error(Code::DuplicateDeveloper, message, doc.file.place())
                        .related("the other one", earlier),
                );
                continue;
            }
            let file = doc.file.path.clone();
            let predecessors = developers.predecessors(&developer);
            index.entries.push(Entry { developer, predecessors, disclosure, file, spots });
        }
    }

    /// The edition with all its disclosures, by id; reports those that would be taken for something
    /// else.
    fn finish(&mut self, assembly: Assembly) -> Index {
        let Assembly { mut index, places } = assembly;
        index.entries.sort_by(|a, b| a.developer.id.cmp(&b.developer.id));
        let mut names: HashMap<String, &Entry> = HashMap::with_capacity(index.entries.len());
        let place = |entry: &Entry| places[&entry.developer.id].clone();
        for entry in &index.entries {
            let (id, name) = (&entry.developer.id, &entry.developer.name);
            if layout::is_reserved(id.as_str()) {
                let message = format!("a developer cannot have the id `{id}`");
                let problem = Diagnostic::error(Code::ReservedName, message, place(entry));
                let hint = "a file of that name is another part of an index: choose another id";
                self.problems.push(problem.hint(hint));
            }
            let page = layout::file_of(id.as_str()).and_then(|id| Id::parse(id).ok());
            if let Some(other) = page.and_then(|id| places.get_key_value(&id)) {
                let message = format!("`{id}` is what a file of `{}` is called", other.0);
                let problem = Diagnostic::error(Code::ReservedName, message, place(entry))
                    .related("the other one", other.1.clone())
                    .hint("choose another id for one of them");
                self.problems.push(problem);
            }
            if let Some(earlier) = names.insert(name.trim().to_lowercase(), entry) {
                let other = &earlier.developer.id;
                let code = Code::AliasClaimedTwice;
                let problem = if earlier.developer.name == *name {
                    let message = format!("`{other}` and `{id}` have the same name");
                    Diagnostic::error(code, message, place(entry))
                } else {
                    // Nobody can tell whether they are one: a reader may take them for it.
                    let message = format!("`{other}` and `{id}` have the same name but for case");
                    Diagnostic::warning(code, message, place(entry))
                        .hint("if they are one, keep one of the files; else tell them apart")
                };
                self.problems.push(problem.related("the other one", place(earlier)));
            }
        }
        index
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
        for (base, home) in &homes(folder) {
            for dir in [home.join(id), home.clone()] {
                let path = yaml_in(&dir, "catalog");
                if path.symlink_metadata().is_err() {
                    continue;
                }
                // Where the folder itself is a link, only its base tells whether it leads out.
                let contents = match Doc::found(&path, survey.bounds(base), self.links) {
                    Ok(contents) => contents,
                    Err(problem) => {
                        self.problems.push(*problem);
                        return None;
                    }
                };
                if contents.id("id").is_some_and(|found| found != edition.catalog) {
                    continue;
                }
                let own;
                let survey = if survey.catalogs.contains(&dir) {
                    survey
                } else {
                    own = Survey::of(&dir, self.links);
                    &own
                };
                return self.catalog_in(&dir, survey)?.catalog.clone();
            }
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
    fn read_all(&mut self, paths: &[PathBuf], bounds: &Path) -> Vec<Doc> {
        let links = self.links;
        let read: Vec<_> = paths.par_iter().map(|path| Doc::found(path, bounds, links)).collect();
        read.into_iter().filter_map(|doc| self.keep(doc)).collect()
    }

    /// Reads one file, found in these bounds.
    pub fn read(&mut self, path: &Path, bounds: &Path) -> Option<Doc> {
        self.keep(Doc::found(path, bounds, self.links))
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

/// An edition that is being put together.
struct Assembly {
    index: Index,
    /// Where each developer was found.
    places: HashMap<Id, Place>,
}

impl Assembly {
    fn new(edition: Edition, catalog: Arc<Catalog>) -> Self {
        let index = Index { edition, catalog, entries: Vec::new() };
        Self { index, places: HashMap::new() }
    }
}

/// How many bytes of files are held at once, unless a single file is larger.
const WINDOW: u64 = 32 * 1024 * 1024;

/// Files in groups, each of which fits in memory with all that is made of it.
fn windows(paths: &[PathBuf]) -> Vec<&[PathBuf]> {
    let mut groups = Vec::new();
    let (mut from, mut held) = (0, 0);
    for (at, path) in paths.iter().enumerate() {
        let size = path.metadata().map_or(0, |kind| kind.len().min(MAX_FILE));
        if held + size > WINDOW && at > from {
            groups.push(&paths[from..at]);
            (from, held) = (at, 0);
        }
        held += size;
    }
    groups.push(&paths[from..]);
    groups
}

/// Where the catalog of the edition in a folder may stand, the nearest first, each below the folder
/// it may not lead out of.
pub fn homes(folder: &Path) -> [(PathBuf, PathBuf); 5] {
    let above = parent(folder);
    let top = parent(&above);
    let in_indicators = |base: &Path| (base.to_path_buf(), base.join("indicators"));
    [
        (folder.to_path_buf(), folder.to_path_buf()),
        in_indicators(folder),
        (above.clone(), above.clone()),
        in_indicators(&above),
        in_indicators(&top),
    ]
}

/// `name`.yaml in a folder, or `name`.yml if that is what is there.
pub fn yaml_in(folder: &Path, name: &str) -> PathBuf {
    let yml = folder.join(format!("{name}.yml"));
    if yml.symlink_metadata().is_ok() { yml } else { folder.join(format!("{name}.yaml")) }
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
