//! `index.json`: all tables as one document, a record on a line.

use serde_json::{Value as Json, json};

use crate::format::json::line;

use super::table::Table;
use super::{Bundle, File};

/// The tables by their names, each a list of objects with the same keys as the file's columns.
pub(super) fn document(bundle: &Bundle<'_>, tables: &[Table<'_>]) -> File {
    let tool = json!({"name": "fmti", "version": env!("CARGO_PKG_VERSION")});
    let mut text = format!(
        "{{\n\"schema\": \"fmti.report/2\",\n\"tool\": {},\n\"title\": {}",
        line(&tool),
        line(&json!(bundle.title()))
    );
    for table in tables {
        text += &format!(",\n{}: [", line(&json!(table.name)));
        for (at, record) in table.rows.records().enumerate() {
            text += if at == 0 { "\n" } else { ",\n" };
            text += &line(&Json::Object(record));
        }
        text += "\n]";
    }
    text += "\n}\n";
    let about = "All tables as one JSON document: numbers as numbers, lists as lists";
    File::data("index.json", about, text.into_bytes())
}
