//! Text of strangers comes out of the machine's files as it went in, and stays text in the others.

use super::kits::{Graded, HOSTILE, nasty};
use super::{json, rows, text};

#[test]
fn every_character_is_kept_in_tables_and_document() {
    let files = &HOSTILE.files;
    let Graded { index, .. } = &HOSTILE.editions[0];
    let document = json(files, "data/index.json");
    let answers = rows(files, "answers");
    assert_eq!(answers.len(), index.entries.len() * index.catalog.indicators.len());
    for (at, row) in answers.iter().enumerate() {
        let entry = &index.entries[at / index.catalog.indicators.len()];
        let column = at % index.catalog.indicators.len();
        let indicator = &index.catalog.indicators[column];
        let answer = entry.disclosure.answers[column].as_ref().unwrap();
        let panel = answer.panel.as_ref().unwrap();
        for (name, given) in [
            ("developer_name", Some(&entry.developer.name)),
            ("model", entry.disclosure.model.as_ref()),
            ("indicator_name", Some(&indicator.name)),
            ("domain_name", Some(&index.catalog.domains[indicator.domain].name)),
            ("statement", answer.statement.as_ref()),
            ("reason", panel.reason.as_ref().filter(|_| row["status"] != "unrated")),
            ("attribution", index.edition.attribution.as_ref()),
        ] {
            assert_eq!(&row[name], given.map_or("", |text| text), "{name}");
            let path = name.replace("_name", "/name");
            let said = document["answers"][at].pointer(&format!("/{path}")).unwrap();
            assert_eq!(said.as_str(), given.map(String::as_str), "{name}");
        }
    }
    // Every such text was in there.
    for text in nasty() {
        assert!(answers.iter().any(|row| row["statement"] == text), "{text:.40?}");
    }
}

#[test]
fn what_people_read_holds_nothing_that_is_obeyed() {
    let files = &HOSTILE.files;
    for path in ["data/README.md", "CITATION.cff"] {
        let text = text(files, path);
        let hidden = |c: char| fmti::text::clean::is_hidden(c) && c != '\n' && c != '\u{2060}';
        assert!(!text.chars().any(hidden), "{path}");
        assert!(path == "CITATION.cff" || !text.contains("<script"), "{path}");
    }
    for path in ["data/datapackage.json", "data/index.json"] {
        let hidden = |c: char| fmti::text::clean::is_hidden(c) && c != '\n';
        assert!(!text(files, path).chars().any(hidden), "{path}");
    }
}
