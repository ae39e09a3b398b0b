//! One JSON object per line: each record, with whose numbers it holds.

use serde_json::{Value as Json, json};

use super::json;
use crate::page::answer::Page;
use crate::page::table::put;

/// The records, one per line.
pub(super) fn render(page: &Page<'_>) -> String {
    let mut out = String::new();
    for record in page.objects() {
        let Json::Object(mut object) = record else { continue };
        for (key, value) in page.origin() {
            put(&mut object, key, json!(value));
        }
        out.push_str(&json::line(&Json::Object(object)));
        out.push('\n');
    }
    out
}
