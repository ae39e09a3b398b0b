//! The data inside the binary. Only what is asked for is unpacked.

use super::catalog::CatalogDocs;
use crate::file::node::{Key, Kind, Node, Span};
use crate::file::problems::Doc;
use crate::file::source::SourceFile;

/// Folder and its files, packed by the build script.
static UNITS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/units.rs"));

/// Ids of the built-in editions, oldest first.
pub fn editions() -> impl DoubleEndedIterator<Item = &'static str> + Clone {
    UNITS.iter().filter_map(|(name, _)| name.strip_prefix("disclosures/"))
}

/// Ids of the built-in catalogs.
pub fn catalogs() -> impl Iterator<Item = &'static str> + Clone {
    let below = UNITS.iter().filter_map(|(name, _)| name.strip_prefix("indicators/"));
    below.filter(|name| *name != "crosswalks")
}

/// The edition asked for when none is named.
pub fn newest() -> &'static str {
    editions().next_back().unwrap_or_default()
}

/// edition.yaml and the disclosures of a built-in edition.
pub fn edition(id: &str) -> Option<(Doc, Vec<Doc>)> {
    split(&format!("disclosures/{id}"), "edition.yaml")
}

/// A built-in catalog, without the examples of its cards.
pub fn catalog(id: &str) -> Option<CatalogDocs> {
    if id == "crosswalks" {
        return None;
    }
    let (contents, cards) = split(&format!("indicators/{id}"), "catalog.yaml")?;
    Some(CatalogDocs { contents, cards, without_examples: true })
}

/// A built-in catalog with the examples of its cards.
pub fn catalog_with_examples(id: &str) -> Option<CatalogDocs> {
    let mut docs = catalog(id)?;
    for examples in unit(&format!("examples/{id}"))? {
        let card = docs.cards.iter_mut().find(|card| card.file.path == examples.file.path)?;
        if let Kind::Map(entries) = &mut card.root.kind {
            let key = Key { text: "examples".to_owned(), span: Span::default() };
            entries.push((key, examples.root));
        }
    }
    docs.without_examples = false;
    Some(docs)
}

/// developers.yaml.
pub fn developers() -> Option<Doc> {
    unit("disclosures")?.into_iter().next()
}

/// The crosswalk files.
pub fn crosswalks() -> Vec<Doc> {
    unit("indicators/crosswalks").unwrap_or_default()
}

/// A unit's files, the one called `first` apart from the others.
fn split(name: &str, first: &str) -> Option<(Doc, Vec<Doc>)> {
    let mut docs = unit(name)?;
    let at = docs.iter().position(|doc| doc.file.path.ends_with(&format!("/{first}")))?;
    let main = docs.remove(at);
    Some((main, docs))
}

fn unit(name: &str) -> Option<Vec<Doc>> {
    let (_, bytes) = UNITS.iter().find(|(unit, _)| *unit == name)?;
    let files: Vec<(String, Node)> = postcard::from_bytes(bytes).ok()?;
    let doc = |(path, root)| Doc { file: SourceFile::new(format!("fmti:{path}"), ""), root };
    Some(files.into_iter().map(doc).collect())
}
