//! Files to start from: valid, and asking every question.

use std::fmt::Write as _;

use crate::model::catalog::{Catalog, Indicator};
use crate::model::value::{Field, Kind};

use super::emit::scalar::{key, scalar, word};

/// Columns of a comment, its mark and indentation included.
const WIDTH: usize = 88;

/// What a new disclosure says of itself.
#[derive(Clone, Debug)]
pub struct Start<'a> {
    /// Edition id.
    pub edition: &'a str,
    /// Developer id.
    pub developer: &'a str,
    /// Name, for a developer whom no developers.yaml lists.
    pub name: Option<&'a str>,
    /// Where the editor finds the schema.
    pub schema: &'a str,
}

/// edition.yaml of a new index.
pub fn edition(id: &str, title: &str, catalog: &str, schema: &str) -> String {
    format!(
        "# yaml-language-server: $schema={schema}\nid: {}\ntitle:{}\n\
         # When it is published: a year, a month or a day.\ndate: 2026-01\ncatalog: {catalog}\n\
         # What developers may be grouped by: `fmti score --group weights`.\ntraits:\n  weights:\n    \
         name: Model weights\n    values:\n      open: Open\n      closed: Closed\n",
        word(id),
        scalar(title, 2)
    )
}

/// A developer's file: every indicator with its question, its bar and its fields as comments.
pub fn disclosure(catalog: &Catalog, start: &Start<'_>) -> String {
    let mut out = format!("# yaml-language-server: $schema={}\n", start.schema);
    let _ = writeln!(out, "edition: {}", word(start.edition));
    let _ = writeln!(out, "developer: {}", key(start.developer));
    if let Some(name) = start.name {
        let _ = writeln!(out, "name:{}", scalar(name, 2));
    }
    out.push_str("# The flagship model the answers are about.\nmodel:\n");
    out.push_str(
        "# Write each answer below its question. `stance` is disclosed, none (there is no such thing), \n\
         # no-access (it cannot be known), withheld or not-found; `sources` are addresses.\nanswers:\n"
            .replace(", \n", ",\n")
            .as_str(),
    );
    let mut last = None;
    for indicator in &catalog.indicators {
        if last != Some(indicator.subdomain) {
            let domain = &catalog.domains[indicator.domain].name;
            let subdomain = &catalog.subdomains[indicator.subdomain].name;
            let _ = writeln!(out, "\n  # ── {domain}: {subdomain}");
            last = Some(indicator.subdomain);
        }
        question(&mut out, indicator);
    }
    out
}

fn question(out: &mut String, indicator: &Indicator) {
    out.push('\n');
    comment(out, &indicator.name);
    comment(out, &indicator.question);
    comment(out, &indicator.guidance);
    let _ = writeln!(out, "  {}:", key(indicator.id.as_str()));
    if indicator.fields.is_empty() {
        return;
    }
    out.push_str("  #   values:\n");
    for field in &indicator.fields {
        let _ = writeln!(out, "  #     {}", example(field));
    }
}

fn example(field: &Field) -> String {
    let written = format!("{}: {}", field.id, field.kind.example());
    let mut notes = Vec::new();
    if !field.help.is_empty() {
        notes.push(field.help.clone());
    }
    if let Kind::Choice(words) | Kind::Choices(words) = &field.kind {
        notes.push(format!("of {}", words.join(", ")));
    }
    if notes.is_empty() { written } else { format!("{written}   # {}", notes.join("; ")) }
}

/// A text as comment lines.
fn comment(out: &mut String, text: &str) {
    let mut line = String::from("  #");
    for word in text.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(&line);
            out.push('\n');
            line = String::from("  #");
        }
        line.push(' ');
        line.push_str(word);
    }
    out.push_str(&line);
    out.push('\n');
}
