//! The model back to YAML, in the one layout the project's own files have.
//!
//! Whatever is written here reads back as what it was written from: text that YAML would take for
//! something else is quoted, and prose stands as a literal block that people can read and diff.

use std::fmt::Write as _;

use crate::model::disclosure::{Answer, Disclosure, Rating, Source, Stance, WithheldFor};
use crate::model::value::Field;
use crate::model::{Catalog, Developers, Edition};

use super::scalar::{self, address, key, line, quoted, scalar, word};
use super::values;

/// A developer's file. `name` is for a developer whom developers.yaml does not list.
pub fn disclosure(
    edition: &Edition,
    catalog: &Catalog,
    name: Option<&str>,
    disclosure: &Disclosure,
) -> String {
    let mut out = String::new();
    field(&mut out, 0, "edition", edition.id.as_str());
    field(&mut out, 0, "developer", disclosure.developer.as_str());
    if let Some(name) = name {
        field(&mut out, 0, "name", name);
    }
    if let Some(model) = &disclosure.model {
        field(&mut out, 0, "model", model);
    }
    if !disclosure.traits.is_empty() {
        out.push_str("traits:\n");
        for (id, value) in &disclosure.traits {
            line(&mut out, 2, &format!("{id}: {}", word(value)));
        }
    }
    out.push_str("answers:\n");
    let mut last = None;
    for (indicator, given) in catalog.indicators.iter().zip(&disclosure.answers) {
        let home = (indicator.domain, indicator.subdomain);
        if last != Some(home) {
            if last.is_some() {
                out.push('\n');
            }
            line(&mut out, 2, &format!("# {}", comment(&catalog.home(indicator, ": "))));
            last = Some(home);
        }
        let id = key(indicator.id.as_str());
        match given {
            None => line(&mut out, 2, &format!("{id}:")),
            Some(given) if *given == Answer::default() => {
                line(&mut out, 2, &format!("{id}: {{}}"));
            }
            Some(given) => {
                line(&mut out, 2, &format!("{id}:"));
                answer(&mut out, &indicator.fields, given);
            }
        }
    }
    out
}

fn answer(out: &mut String, fields: &[Field], answer: &Answer) {
    let (stance, reason) = match answer.stance {
        None => (None, None),
        Some(Stance::Disclosed) => (Some("disclosed"), None),
        Some(Stance::None) => (Some("none"), None),
        Some(Stance::NoAccess) => (Some("no-access"), None),
        Some(Stance::NotFound) => (Some("not-found"), None),
        Some(Stance::NotApplicable) => (Some("not-applicable"), None),
        Some(Stance::Withheld(WithheldFor::Contract)) => (Some("withheld"), Some("contract")),
        Some(Stance::Withheld(WithheldFor::Security)) => (Some("withheld"), Some("security")),
        Some(Stance::Withheld(WithheldFor::Other)) => (Some("withheld"), None),
    };
    for (name, word) in [("stance", stance), ("withheld_for", reason)] {
        if let Some(word) = word {
            line(out, 4, &format!("{name}: {word}"));
        }
    }
    if let Some(part) = &answer.in_part {
        field(out, 4, "in_part", part);
    }
    if let Some(phrase) = &answer.stance_from {
        field(out, 4, "stance_from", phrase);
    }
    if answer.values.iter().any(Option::is_some) {
        line(out, 4, "values:");
        values::row(out, 6, fields, &answer.values);
    }
    if let Some(statement) = &answer.statement {
        field(out, 4, "statement", statement);
    }
    if !answer.sources.is_empty() {
        line(out, 4, "sources:");
        for given in &answer.sources {
            source(out, given);
        }
    }
    if let Some(newly_disclosed) = answer.newly_disclosed {
        line(out, 4, &format!("newly_disclosed: {newly_disclosed}"));
    }
    match &answer.panel {
        None => {}
        Some(Rating { points, reason: None }) => line(out, 4, &format!("panel: {points}")),
        Some(Rating { points, reason: Some(reason) }) => {
            line(out, 4, "panel:");
            line(out, 6, &format!("score: {points}"));
            field(out, 6, "reason", reason);
        }
    }
}

fn source(out: &mut String, source: &Source) {
    if let Source { url: Some(url), title: None, accessed: None, archived: None, quote: None } =
        source
    {
        line(out, 6, &format!("- {}", address(url)));
        return;
    }
    let mut lead = "- ";
    let mut entry = |name: &str, value: &str| {
        let _ = writeln!(out, "      {lead}{name}:{value}");
        lead = "  ";
    };
    let prose = |text: &str| scalar(text, 10);
    if let Some(url) = &source.url {
        entry("url", &format!(" {}", address(url)));
    }
    if let Some(title) = &source.title {
        entry("title", &prose(title));
    }
    if let Some(day) = &source.accessed {
        entry("accessed", &format!(" {}", scalar::date(day)));
    }
    if let Some(url) = &source.archived {
        entry("archived", &format!(" {}", address(url)));
    }
    if let Some(quote) = &source.quote {
        entry("quote", &prose(quote));
    }
}

/// edition.yaml.
pub fn edition(edition: &Edition) -> String {
    let mut out = String::new();
    field(&mut out, 0, "id", edition.id.as_str());
    field(&mut out, 0, "title", &edition.title);
    line(&mut out, 0, &format!("date: {}", scalar::date(&edition.date)));
    field(&mut out, 0, "catalog", edition.catalog.as_str());
    if let Some(citation) = &edition.citation {
        // A citation has colons and periods in every style: always quoted, always on one line.
        line(&mut out, 0, &format!("citation: {}", quoted(citation)));
    }
    texts(&mut out, 0, "authors", &edition.authors);
    for (name, text) in [
        ("licence", &edition.licence),
        ("licence_url", &edition.licence_url),
        ("attribution", &edition.attribution),
        ("site", &edition.site),
        ("paper", &edition.paper),
        ("published_by", &edition.published_by),
        ("words_by", &edition.words_by),
    ] {
        if let Some(text) = text {
            field(&mut out, 0, name, text);
        }
    }
    if !edition.records.is_empty() {
        let words: Vec<&str> = edition.records.iter().map(|record| record.as_str()).collect();
        line(&mut out, 0, &format!("records: [{}]", words.join(", ")));
    }
    if !edition.traits.is_empty() {
        out.push_str("traits:\n");
    }
    for declared in &edition.traits {
        line(&mut out, 2, &format!("{}:", key(declared.id.as_str())));
        field(&mut out, 4, "name", &declared.name);
        if declared.values.is_empty() {
            line(&mut out, 4, "values: {}");
            continue;
        }
        line(&mut out, 4, "values:");
        for (value, label) in &declared.values {
            field(&mut out, 6, &key(value), label);
        }
    }
    out
}

/// developers.yaml.
pub fn developers(developers: &Developers) -> String {
    let mut out = String::new();
    for developer in developers {
        line(&mut out, 0, &format!("{}:", key(developer.id.as_str())));
        field(&mut out, 2, "name", &developer.name);
        texts(&mut out, 2, "aliases", &developer.aliases);
        if !developer.succeeds.is_empty() {
            let ids: Vec<String> = developer.succeeds.iter().map(|id| key(id.as_str())).collect();
            line(&mut out, 2, &format!("succeeds: [{}]", ids.join(", ")));
        }
    }
    if out.is_empty() {
        out.push_str("{}\n");
    }
    out
}

/// A list of texts under a key; nothing where there are none.
fn texts(out: &mut String, indent: usize, key: &str, items: &[String]) {
    if !items.is_empty() {
        line(out, indent, &format!("{key}:"));
    }
    for item in items {
        let text = scalar(item, indent + 4);
        line(out, indent + 2, &format!("-{text}"));
    }
}

/// `key: text`, the text in whatever form keeps it.
fn field(out: &mut String, indent: usize, key: &str, text: &str) {
    let _ = writeln!(out, "{:indent$}{key}:{}", "", scalar(text, indent + 2));
}

/// A heading in a comment: on one line, whatever it holds.
fn comment(text: &str) -> String {
    let visible = |c: char| if scalar::is_shown(c) { c } else { ' ' };
    text.chars().map(visible).collect::<String>().trim_end().to_owned()
}
