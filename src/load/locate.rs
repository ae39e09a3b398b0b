//! Where an answer stands in its file.

use std::collections::HashMap;
use std::path::Path;

use crate::model::diagnostic::Place;

use crate::file::problems::Doc;

/// Reads files again to say where answers stand in them, each file once.
#[derive(Debug, Default)]
pub struct Locator {
    /// Files by name; none that cannot be read again.
    docs: HashMap<String, Option<Doc>>,
}

impl Locator {
    /// The place of an indicator's key among the answers of a disclosure file; the file itself when
    /// it cannot be read again, or is built in.
    pub fn answer(&mut self, file: &str, indicator: &str) -> Place {
        let whole = Place { path: file.to_owned(), spot: None };
        let read = || Doc::read(Path::new(file)).ok();
        let Some(doc) = self.docs.entry(file.to_owned()).or_insert_with(read) else {
            return whole;
        };
        let key = doc.root.entry("answers").and_then(|(_, answers)| answers.entry(indicator));
        key.map_or(whole, |(key, _)| doc.file.at(key.span))
    }
}
