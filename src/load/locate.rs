//! Where an answer stands in its file.

use std::path::Path;

use crate::model::diagnostic::Place;

use super::doc::Doc;

/// The place of an indicator's key among the answers of a disclosure file; the file itself when
/// it cannot be read again, or is built in.
pub fn answer(file: &str, indicator: &str) -> Place {
    let whole = Place { path: file.to_owned(), spot: None };
    let Ok(doc) = Doc::read(Path::new(file)) else { return whole };
    let key = doc.root.entry("answers").and_then(|(_, answers)| answers.entry(indicator));
    key.map_or(whole, |(key, _)| doc.file.at(key.span))
}
