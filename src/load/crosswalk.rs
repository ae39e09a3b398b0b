//! A crosswalk file to a [`Crosswalk`], and whether it covers both catalogs.

use std::collections::HashMap;

use crate::model::Id;
use crate::model::catalog::Catalog;
use crate::model::crosswalk::{Change, Crosswalk, Related, Relation};
use crate::model::diagnostic::{Code, Diagnostic};

use super::doc::{self, Doc, Fields, Report};
use super::nearest;
use super::node::{Node, Span};

const KEYS: &[&str] = &["id", "from", "to", "attribution", "relations"];
const RELATION_KEYS: &[&str] = &["relation", "change", "from", "to", "reason"];

/// Understands a crosswalk against the catalogs `find` knows. `None` when it cannot be used.
pub fn load<'a>(
    doc: &Doc,
    find: impl Fn(&Id) -> Option<&'a Catalog>,
) -> (Option<Crosswalk>, Vec<Diagnostic>) {
    let mut report = Report::new(&doc.file);
    let crosswalk = crosswalk(doc, find, &mut report);
    (crosswalk, report.finish())
}

fn crosswalk<'a>(
    doc: &Doc,
    find: impl Fn(&Id) -> Option<&'a Catalog>,
    report: &mut Report<'_>,
) -> Option<Crosswalk> {
    let fields = Fields::open(&doc.root, "a crosswalk", KEYS, report)?;
    let mut side = |key: &'static str| {
        let node = fields.require(key, "a crosswalk", report)?;
        let id = doc::id(node, "the catalog", report)?;
        let catalog = find(&id);
        if catalog.is_none() {
            let message = format!("no catalog `{id}`");
            report.error(Code::UnknownCatalog, node.span, message, None);
        }
        Some((id, catalog?))
    };
    let (from, to) = (side("from"), side("to"));
    let attribution = fields.require("attribution", "a crosswalk", report);
    let attribution = attribution.and_then(|n| doc::text(n, "`attribution`", report));
    let relations = fields.require("relations", "a crosswalk", report)?;
    let items = doc::list(relations, "`relations`", report)?;
    let ((from_id, from), (to_id, to)) = (from?, to?);
    let mut olds = Side { catalog: from, seen: HashMap::new() };
    let mut news = Side { catalog: to, seen: HashMap::new() };
    let related: Vec<Related> =
        items.iter().filter_map(|n| related(n, &mut olds, &mut news, report)).collect();
    for side in [olds, news] {
        side.gap(fields.key_span("relations"), report);
    }
    Some(Crosswalk { from: from_id, to: to_id, attribution: attribution?, relations: related })
}

/// One side of a crosswalk: which of its catalog's indicators were named, and where.
struct Side<'a> {
    catalog: &'a Catalog,
    seen: HashMap<Id, Span>,
}

impl Side<'_> {
    fn members(&mut self, fields: &Fields<'_>, key: &str, report: &mut Report<'_>) -> Vec<Id> {
        let members =
            fields.get(key).map_or_else(Vec::new, |n| doc::ids(n, "an indicator", report));
        for (id, span) in &members {
            if self.catalog.position(id.as_str()).is_none() {
                let known = self.catalog.indicators.iter().map(|i| i.id.as_str());
                let message = format!("no indicator `{id}` in catalog {}", self.catalog.id);
                let hint = nearest::hint(id.as_str(), known);
                report.error(Code::UnknownIndicator, *span, message, hint);
            } else if let Some(earlier) = self.seen.insert(id.clone(), *span) {
                let message = format!("`{id}` of {} has a relation already", self.catalog.id);
                let earlier = report.at(earlier);
                report.push(
                    Diagnostic::error(Code::CrosswalkGap, message, report.at(*span))
                        .related("here", earlier),
                );
            }
        }
        members.into_iter().map(|(id, _)| id).collect()
    }

    fn gap(&self, span: Span, report: &mut Report<'_>) {
        let indicators = self.catalog.indicators.iter().map(|i| i.id.as_str());
        let missing: Vec<&str> = indicators.filter(|id| !self.seen.contains_key(*id)).collect();
        if !missing.is_empty() {
            let message = format!(
                "{} of {}'s indicators have no relation: {}",
                missing.len(),
                self.catalog.id,
                doc::some_of(&missing)
            );
            report.error(Code::CrosswalkGap, span, message, None);
        }
    }
}

fn related(
    node: &Node,
    olds: &mut Side<'_>,
    news: &mut Side<'_>,
    report: &mut Report<'_>,
) -> Option<Related> {
    const RELATIONS: &[(&str, Relation)] = &[
        ("kept", Relation::Kept),
        ("revised", Relation::Revised(None)),
        ("split", Relation::Split),
        ("merged", Relation::Merged),
        ("new", Relation::New),
        ("dropped", Relation::Dropped),
    ];
    const CHANGES: &[(&str, Change)] = &[
        ("stricter", Change::Stricter),
        ("looser", Change::Looser),
        ("reworded", Change::Reworded),
        ("mixed", Change::Mixed),
    ];
    let fields = Fields::open(node, "a relation", RELATION_KEYS, report)?;
    let from = olds.members(&fields, "from", report);
    let to = news.members(&fields, "to", report);
    let reason = fields.get("reason").and_then(|n| doc::text(n, "`reason`", report));
    let word = fields.require("relation", "a relation", report)?;
    let mut relation = doc::word(word, "`relation`", RELATIONS, report)?;
    if let Relation::Revised(_) = relation {
        let change = fields.require("change", "a revised relation", report)?;
        relation = Relation::Revised(Some(doc::word(change, "`change`", CHANGES, report)?));
    }
    let fits = match relation {
        Relation::Kept | Relation::Revised(_) => from.len() == 1 && to.len() == 1,
        Relation::Split => from.len() == 1 && to.len() > 1,
        Relation::Merged => from.len() > 1 && to.len() == 1,
        Relation::New => from.is_empty() && to.len() == 1,
        Relation::Dropped => from.len() == 1 && to.is_empty(),
    };
    if !fits {
        let message =
            format!("this relation cannot have {} before and {} after", from.len(), to.len());
        let hint = "kept and revised have 1 and 1, split 1 and more, merged more and 1";
        report.error(Code::CrosswalkGap, word.span, message, Some(hint.into()));
    }
    Some(Related { relation, from, to, reason: reason.unwrap_or_default() })
}

/// Where a card names other counterparts than the crosswalk gives its indicator.
pub fn counterparts(crosswalk: &Crosswalk, catalog: &Catalog, cards: &[Doc]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for indicator in &catalog.indicators {
        let mut by_crosswalk: Vec<&Id> = crosswalk
            .relations
            .iter()
            .filter(|related| related.to.contains(&indicator.id))
            .flat_map(|related| &related.from)
            .collect();
        let mut by_card: Vec<&Id> = indicator.counterparts.iter().collect();
        by_crosswalk.sort();
        by_card.sort();
        let Some(card) = cards.iter().find(|doc| doc.stem() == indicator.id.as_str()) else {
            continue;
        };
        if by_card != by_crosswalk {
            let list = by_crosswalk.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>();
            let list = if list.is_empty() { "none".into() } else { list.join(", ") };
            problems.push(Diagnostic::error(
                Code::CounterpartMismatch,
                format!(
                    "by the crosswalk from {}, the counterparts of `{}` are {list}",
                    crosswalk.from, indicator.id
                ),
                card.file.place(),
            ));
        }
    }
    problems
}
