//! One JSON object per line: each record, with whose numbers it holds.

use serde_json::{Value as Json, json};

use super::json;
use crate::page::answer::Page;

/// The records, one per line.
pub(super) fn render(page: &Page) -> String {
    let mut out = String::new();
    for record in &page.records {
        let mut object = record.as_object().cloned().unwrap_or_default();
        for (key, value) in page.origin() {
            object.insert((*key).to_owned(), json!(value));
        }
        out.push_str(&json::line(&Json::Object(object)));
        out.push('\n');
    }
    out
}
