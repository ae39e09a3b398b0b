//! Where an answer stands in its file.

use std::path::Path;

use crate::model::diagnostic::Place;

use super::doc::Doc;
use super::node::Kind;

/// The place of an indicator's key among the answers of a disclosure file; the file itself when
/// it cannot be read again, or is built in.
pub fn answer(file: &str, indicator: &str) -> Place {
    let whole = Place { path: file.to_owned(), spot: None };
    let Ok(doc) = Doc::read(Path::new(file)) else { return whole };
    let Kind::Map(entries) = &doc.root.kind else { return whole };
    let answers = entries.iter().find(|(key, _)| key.text == "answers");
    let Some((_, Kind::Map(answers))) = answers.map(|(key, node)| (key, &node.kind)) else {
        return whole;
    };
    let key = answers.iter().find(|(key, _)| key.text == indicator);
    key.map_or(whole, |(key, _)| doc.file.at(key.span))
}
