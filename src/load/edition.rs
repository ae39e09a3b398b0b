//! edition.yaml to [`Edition`].

use std::collections::HashSet;

use crate::model::diagnostic::{Code, Diagnostic, Place};
use crate::model::edition::Record;
use crate::model::{Catalog, Edition, Trait};

use super::keys::edition::{EDITION, TRAIT};
use crate::file::fields::Fields;
use crate::file::problems::{self, Doc, Report};

/// Understands edition.yaml. `None` when it is too broken to be used.
pub fn load(doc: &Doc) -> (Option<Edition>, Vec<Diagnostic>) {
    let mut report = Report::of(doc);
    let edition = edition(doc, &mut report);
    (edition, report.finish())
}

fn edition(doc: &Doc, report: &mut Report<'_>) -> Option<Edition> {
    let fields = Fields::open(&doc.root, &EDITION, report)?;
    let id = fields.get("id").and_then(|node| problems::id(node, "the edition's id", report));
    let title = fields.get("title").and_then(|node| problems::written(node, "`title`", report));
    let date =
        fields.get("date").and_then(|node| problems::date(node, "`date`", &[4, 7, 10], report));
    let catalog = fields.get("catalog").and_then(|node| problems::id(node, "the catalog", report));
    let mut optional =
        |key: &str| fields.get(key).and_then(|n| problems::text(n, &format!("`{key}`"), report));
    let (citation, licence, attribution) =
        (optional("citation"), optional("licence"), optional("attribution"));
    let (published_by, words_by) = (optional("published_by"), optional("words_by"));
    let mut link = |key: &str| fields.get(key).and_then(|n| problems::url(n, report));
    let (licence_url, site, paper) = (link("licence_url"), link("site"), link("paper"));
    let records = fields.get("records").and_then(|n| problems::list(n, "`records`", report));
    let records = records.unwrap_or_default();
    let records: Vec<Record> = records
        .iter()
        .filter_map(|item| problems::word(item, "a record", Record::ALL, report))
        .collect();
    let authors = fields.get("authors").map(|n| problems::texts(n, "`authors`", report));
    let traits = fields.get("traits");
    let traits = traits.and_then(|n| problems::entries(n, "`traits`", Code::DuplicateKey, report));
    let mut declared = Vec::new();
    for (key, node) in traits.unwrap_or_default() {
        let Some(id) = problems::parse_id(&key.text, key.span, "the trait", report) else {
            continue;
        };
        let Some(fields) = Fields::open(node, &TRAIT, report) else {
            continue;
        };
        let name = fields.get("name").and_then(|n| problems::written(n, "`name`", report));
        let values = fields.get("values");
        let values = values
            .and_then(|n| problems::entries(n, "a trait's values", Code::DuplicateKey, report));
        let values = values.unwrap_or_default().into_iter().map(|(value, label)| {
            problems::shows(&value.text, value.span, "a trait's value", report);
            let label = problems::written(label, "a value's label", report);
            (value.text.clone(), label.unwrap_or_else(|| value.text.clone()))
        });
        let values = values.collect();
        declared.push(Trait { name: name.unwrap_or_else(|| id.to_string()), id, values });
    }
    Some(Edition {
        id: id?,
        // An edition without a title or date cannot be scored, but its files can be checked.
        title: title.unwrap_or_default(),
        date: date.unwrap_or_default(),
        catalog: catalog?,
        citation,
        authors: authors.unwrap_or_default(),
        licence,
        licence_url,
        site,
        paper,
        attribution,
        published_by,
        words_by,
        records,
        traits: declared,
    })
}

/// Holds an edition to its catalog: the traits by which questions apply must be declared, with the
/// values that the rules name.
pub fn hold(edition: &Edition, catalog: &Catalog, doc: &Doc) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut seen = HashSet::new();
    let traits = doc.root.entry("traits").map_or(doc.root.span, |(key, _)| key.span);
    for indicator in &catalog.indicators {
        for rule in &indicator.applies_to {
            let declared = edition.get_trait(rule.by.as_str());
            let strange = |value: &&String| {
                declared.is_some_and(|of| !of.values.iter().any(|(known, _)| known == *value))
            };
            let (code, message, hint) = if let Some(value) = rule.to.iter().find(strange) {
                let message = format!(
                    "`{}` applies to `{}: {}`, and the trait has no such value",
                    indicator.id,
                    rule.by,
                    problems::show(value)
                );
                let hint = "declare the value in edition.yaml, or mend the rule";
                (Code::UnknownTraitValue, message, hint)
            } else if declared.is_none() {
                let message = format!(
                    "`{}` applies by trait `{}`, which this edition does not declare",
                    indicator.id, rule.by
                );
                (Code::UnknownTrait, message, "declare it under `traits`, or mend the rule")
            } else {
                continue;
            };
            // A rule of a domain stands with every one of its indicators.
            if seen.insert(rule) {
                let mut problem = Diagnostic::error(code, message, doc.file.at(traits)).hint(hint);
                if !indicator.file.is_empty() {
                    let card = Place { path: indicator.file.clone(), spot: None };
                    problem = problem.related("its card", card);
                }
                problems.push(problem);
            }
        }
    }
    problems
}
