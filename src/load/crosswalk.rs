//! A crosswalk file to a [`Crosswalk`], and whether it covers both catalogs.

use std::collections::HashMap;

use crate::model::Id;
use crate::model::catalog::Catalog;
use crate::model::crosswalk::{Crosswalk, Published, Related, Relation};
use crate::model::diagnostic::{Code, Diagnostic};

use super::keys::crosswalk::{CHANGES, CROSSWALK, PUBLISHED, RELATION, RELATIONS};
use crate::file::fields::Fields;
use crate::file::node::{Kind, Node, Span};
use crate::file::problems::{self, Doc, Report};

/// Understands a crosswalk against the catalogs `find` knows. `None` when it cannot be used.
pub fn load<'a>(
    doc: &Doc,
    find: impl Fn(&Id) -> Option<&'a Catalog>,
) -> (Option<Crosswalk>, Vec<Diagnostic>) {
    let mut report = Report::of(doc);
    let crosswalk = crosswalk(doc, find, &mut report);
    (crosswalk, report.finish())
}

/// The ids of the catalogs a crosswalk leads from and to, if its file names them.
pub fn ends(doc: &Doc) -> Option<(Id, Id)> {
    Some((doc.id("from")?, doc.id("to")?))
}

fn crosswalk<'a>(
    doc: &Doc,
    find: impl Fn(&Id) -> Option<&'a Catalog>,
    report: &mut Report<'_>,
) -> Option<Crosswalk> {
    let fields = Fields::open(&doc.root, &CROSSWALK, report)?;
    let mut side = |key: &'static str| {
        let node = fields.get(key)?;
        let id = problems::id(node, "the catalog", report)?;
        let catalog = find(&id);
        if catalog.is_none() {
            let message = format!("no catalog `{id}`");
            report.error(Code::UnknownCatalog, node.span, message, None);
        }
        Some((id, catalog?))
    };
    let (from, to) = (side("from"), side("to"));
    let published_by = fields.get("published_by");
    let (is_published, published_by) =
        (published_by.is_some(), published_by.and_then(|n| published(n, report)));
    let attribution = fields.get("attribution");
    let attribution = attribution.and_then(|n| problems::written(n, "`attribution`", report));
    let relations = fields.get("relations")?;
    let items = problems::list(relations, "`relations`", report)?;
    let ((from_id, from), (to_id, to)) = (from?, to?);
    let mut olds = Side { catalog: from, known: from.positions(), seen: HashMap::new() };
    let mut news = Side { catalog: to, known: to.positions(), seen: HashMap::new() };
    let related: Vec<Option<Related>> =
        items.iter().map(|n| related(n, &mut olds, &mut news, is_published, report)).collect();
    for side in [olds, news] {
        side.gap(fields.key_span("relations"), report);
    }
    // Without one of its relations, a crosswalk would say of cards what is not so.
    let relations = related.into_iter().collect::<Option<_>>()?;
    let attribution = attribution?;
    Some(Crosswalk { from: from_id, to: to_id, attribution, published_by, relations })
}

fn published(node: &Node, report: &mut Report<'_>) -> Option<Published> {
    let fields = Fields::open(node, &PUBLISHED, report)?;
    let url = fields.get("url").and_then(|n| problems::url(n, report));
    let name = fields.get("name")?;
    let name = problems::written(name, "`name`", report)?;
    Some(Published { name, url, turned: false })
}

/// One side of a crosswalk: which of its catalog's indicators were named, and where.
struct Side<'a> {
    catalog: &'a Catalog,
    known: HashMap<&'a str, usize>,
    seen: HashMap<Id, Span>,
}

impl Side<'_> {
    fn members(&mut self, fields: &Fields<'_>, key: &str, report: &mut Report<'_>) -> Vec<Id> {
        let members =
            fields.get(key).map_or_else(Vec::new, |n| problems::ids(n, "an indicator", report));
        for (id, span) in &members {
            if !self.known.contains_key(id.as_str()) {
                let known = self.catalog.indicators.iter().map(|i| i.id.as_str());
                let message = format!("no indicator `{id}` in catalog {}", self.catalog.id);
                let hint = report.hint(id.as_str(), known);
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
                problems::some_of(&missing)
            );
            report.error(Code::CrosswalkGap, span, message, None);
        }
    }
}

fn related(
    node: &Node,
    olds: &mut Side<'_>,
    news: &mut Side<'_>,
    is_published: bool,
    report: &mut Report<'_>,
) -> Option<Related> {
    let fields = Fields::open(node, &RELATION, report)?;
    let from = olds.members(&fields, "from", report);
    let to = news.members(&fields, "to", report);
    let reason = fields.get("reason");
    let reason = reason.and_then(|n| problems::written(n, "`reason`", report));
    let published = fields.get("published").is_some_and(|node| {
        let published = problems::flag(node, "`published`", report) == Some(true);
        if published && !is_published {
            let message = "who published it? the crosswalk needs `published_by`".to_owned();
            let hint = "`published_by: {name: …, url: …}` beside `attribution`".to_owned();
            report.error(Code::MissingKey, node.span, message, Some(hint));
        }
        published
    });
    let word = fields.get("relation")?;
    let mut relation = kind(word, report)?;
    let fits = match relation {
        Relation::Kept | Relation::Revised(_) => from.len() == 1 && to.len() == 1,
        Relation::Split => from.len() == 1 && to.len() > 1,
        Relation::Merged => from.len() > 1 && to.len() == 1,
        Relation::Added => from.is_empty() && to.len() == 1,
        Relation::Dropped => from.len() == 1 && to.is_empty(),
    };
    if !fits {
        let message =
            format!("this relation cannot have {} before and {} after", from.len(), to.len());
        let hint = "kept and revised have 1 and 1, split 1 and more, merged more and 1, added 0 \
                    and 1, dropped 1 and 0";
        report.error(Code::CrosswalkGap, word.span, message, Some(hint.into()));
    }
    if let Relation::Revised(_) = relation {
        let change = fields.get("change")?;
        relation = Relation::Revised(Some(problems::word(change, "`change`", CHANGES, report)?));
    }
    // Without a reason its members can still be held against the cards.
    Some(Related { relation, published, from, to, reason: reason.unwrap_or_default() })
}

/// What became of the members, but for how a revised one changed.
fn kind(node: &Node, report: &mut Report<'_>) -> Option<Relation> {
    if matches!(&node.kind, Kind::Scalar(word) if word.text == "new") {
        let message = "`relation` cannot be `new`".to_owned();
        let hint = "`new` is called `added` now".to_owned();
        report.error(Code::UnknownValue, node.span, message, Some(hint));
        return None;
    }
    problems::word(node, "`relation`", RELATIONS, report)
}

/// Where a card names other counterparts than the crosswalk gives its indicator.
pub fn counterparts(crosswalk: &Crosswalk, catalog: &Catalog, cards: &[Doc]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut given: HashMap<&Id, Vec<&Id>> = HashMap::new();
    for related in &crosswalk.relations {
        for id in &related.to {
            given.entry(id).or_default().extend(&related.from);
        }
    }
    let files: HashMap<&str, &Doc> = cards.iter().rev().map(|doc| (doc.stem(), doc)).collect();
    for indicator in &catalog.indicators {
        let mut by_crosswalk: Vec<&Id> = given.get(&indicator.id).cloned().unwrap_or_default();
        let mut by_card: Vec<&Id> = indicator.counterparts.iter().collect();
        by_crosswalk.sort();
        by_card.sort();
        let Some(card) = files.get(indicator.id.as_str()) else { continue };
        // A card need not name them: the crosswalk does.
        if card.root.entry("counterparts").is_some() && by_card != by_crosswalk {
            let list = by_crosswalk.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>();
            let list = if list.is_empty() { "none".into() } else { list.join(", ") };
            problems.push(
                Diagnostic::error(
                    Code::CounterpartMismatch,
                    format!(
                        "by the crosswalk from {}, the counterparts of `{}` are {list}",
                        crosswalk.from, indicator.id
                    ),
                    card.file.place(),
                )
                .hint("list these under `counterparts`, or leave the key out"),
            );
        }
    }
    problems
}

#[cfg(test)]
mod tests;
