//! Text of strangers comes out of the machine's files as it went in, and stays text in the others.

use super::kits::{Graded, HOSTILE, nasty};
use super::{json, rows, rows_of, text};
use fmti::text::clean::{is_hidden, tidy};
use serde_json::Value as Json;

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

fn name_of(field: &Json) -> &str {
    field["name"].as_str().unwrap()
}

/// What the page links is opened with a click.
#[test]
fn no_spreadsheet_takes_a_field_for_a_formula() {
    let files = &HOSTILE.files;
    let package = json(files, "data/datapackage.json");
    let mut guarded = 0;
    for resource in package["resources"].as_array().unwrap() {
        let path = resource["path"].as_str().unwrap();
        if resource["type"] != "table" || path.starts_with("exact/") {
            continue;
        }
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let columns: Vec<&str> = fields.iter().map(name_of).collect();
        let is_number =
            |field: &&Json| matches!(field["type"].as_str(), Some("number" | "integer"));
        let numbers: Vec<&str> = fields.iter().filter(is_number).map(name_of).collect();
        let exact = rows_of(files, &format!("exact/{path}"));
        let safe = rows_of(files, path);
        assert_eq!(safe.len(), exact.len());
        for (safe, exact) in safe.iter().zip(&exact) {
            for column in columns.iter().copied() {
                let text = &safe[column];
                if numbers.contains(&column) {
                    assert_eq!(text, &exact[column], "{path}.{column}");
                    continue;
                }
                let seen = text.trim_start();
                assert!(!seen.starts_with(['=', '+', '-', '@']), "{path}.{column}: {text:?}");
                assert!(!text.starts_with(['\t', '\n']), "{path}.{column}: {text:?}");
                assert!(!text.chars().any(|c| is_hidden(c) && c != '\n' && c != '\t'));
                // The guard can be undone.
                let undone = text.strip_prefix('\'').unwrap_or(text);
                assert_eq!(undone, tidy(&exact[column]), "{path}.{column}");
                guarded += usize::from(undone != text);
            }
        }
    }
    assert!(guarded > 100, "{guarded}");
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
