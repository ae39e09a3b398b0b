//! A crosswalk file to a [`Crosswalk`], and whether it covers both catalogs.

use std::collections::HashMap;

use crate::model::Id;
use crate::model::catalog::Catalog;
use crate::model::crosswalk::{Crosswalk, Related, Relation};
use crate::model::diagnostic::{Code, Diagnostic};

use super::doc::{self, Doc, Report};
use super::fields::Fields;
use super::keys::crosswalk::{CHANGES, CROSSWALK, RELATION, RELATIONS};
use super::nearest;
use super::node::{Node, Span};

/// Understands a crosswalk against the catalogs `find` knows. `None` when it cannot be used.
pub fn load<'a>(
    doc: &Doc,
    find: impl Fn(&Id) -> Option<&'a Catalog>,
) -> (Option<Crosswalk>, Vec<Diagnostic>) {
    let mut report = Report::new(&doc.file);
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
        let id = doc::id(node, "the catalog", report)?;
        let catalog = find(&id);
        if catalog.is_none() {
            let message = format!("no catalog `{id}`");
            report.error(Code::UnknownCatalog, node.span, message, None);
        }
        Some((id, catalog?))
    };
    let (from, to) = (side("from"), side("to"));
    let attribution = fields.get("attribution");
    let attribution = attribution.and_then(|n| doc::written(n, "`attribution`", report));
    let relations = fields.get("relations")?;
    let items = doc::list(relations, "`relations`", report)?;
    let ((from_id, from), (to_id, to)) = (from?, to?);
    let mut olds = Side { catalog: from, seen: HashMap::new() };
    let mut news = Side { catalog: to, seen: HashMap::new() };
    let related: Vec<Option<Related>> =
        items.iter().map(|n| related(n, &mut olds, &mut news, report)).collect();
    for side in [olds, news] {
        side.gap(fields.key_span("relations"), report);
    }
    // Without one of its relations, a crosswalk would say of cards what is not so.
    let relations = related.into_iter().collect::<Option<_>>()?;
    Some(Crosswalk { from: from_id, to: to_id, attribution: attribution?, relations })
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
    let fields = Fields::open(node, &RELATION, report)?;
    let from = olds.members(&fields, "from", report);
    let to = news.members(&fields, "to", report);
    let reason = fields.get("reason");
    let reason = reason.and_then(|n| doc::written(n, "`reason`", report));
    let word = fields.get("relation")?;
    let mut relation = doc::word(word, "`relation`", RELATIONS, report)?;
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
        let hint = "kept and revised have 1 and 1, split 1 and more, merged more and 1, new 0 and \
                    1, dropped 1 and 0";
        report.error(Code::CrosswalkGap, word.span, message, Some(hint.into()));
    }
    if let Relation::Revised(_) = relation {
        let change = fields.get("change")?;
        relation = Relation::Revised(Some(doc::word(change, "`change`", CHANGES, report)?));
    }
    // Without a reason its members can still be held against the cards.
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
mod tests {
    use super::*;
    use crate::load::catalog::{self, CatalogDocs};
    use crate::load::source::SourceFile;
    use crate::model::crosswalk::Change;

    fn doc(path: &str, text: &str) -> Doc {
        Doc::parse(SourceFile::new(path, text)).unwrap()
    }

    /// A catalog with these indicators and no cards.
    fn small(id: &str, indicators: &str) -> Catalog {
        let text = format!(
            "id: {id}\ndomains:\n  - id: all\n    name: All\n    subdomains:\n      - {{id: all, \
             name: All, indicators: [{indicators}]}}\n"
        );
        let docs = CatalogDocs {
            contents: doc("catalog.yaml", &text),
            cards: Vec::new(),
            without_examples: true,
        };
        catalog::load(&docs).0.unwrap()
    }

    /// Reads relations, of which the first stands on line 5, between {a, b} and {x, y}.
    fn read(relations: &str) -> (Option<Crosswalk>, Vec<Diagnostic>) {
        let catalogs = [small("old", "a, b"), small("new", "x, y")];
        let text = format!("from: old\nto: new\nattribution: us\nrelations:\n{relations}");
        load(&doc("old_new.yaml", &text), |id| catalogs.iter().find(|c| c.id == *id))
    }

    fn line(place: &crate::model::diagnostic::Place) -> usize {
        place.spot.as_ref().map_or(0, |spot| spot.line)
    }

    /// Each problem's code, line and message.
    fn problems(relations: &str) -> Vec<(Code, usize, String)> {
        let problems = read(relations).1.into_iter();
        problems.map(|p| (p.code, line(&p.place), p.message)).collect()
    }

    fn problem(code: Code, line: usize, message: &str) -> (Code, usize, String) {
        (code, line, message.to_owned())
    }

    #[test]
    fn a_whole_crosswalk_reads_as_written() {
        let (found, problems) = read(concat!(
            "  - {relation: kept, from: [a], to: [x], reason: asks the same}\n",
            "  - relation: revised\n    change: looser\n    from: [b]\n    to: [y]\n",
            "    reason: >-\n      asks\n      for less\n",
        ));
        assert_eq!(problems, []);
        let found = found.unwrap().relations;
        let read: Vec<_> = found.iter().map(|r| (r.relation, r.reason.as_str())).collect();
        let revised = Relation::Revised(Some(Change::Looser));
        assert_eq!(read, [(Relation::Kept, "asks the same"), (revised, "asks for less")]);
        assert_eq!((found[1].from[0].as_str(), found[1].to[0].as_str()), ("b", "y"));
    }

    #[test]
    fn every_relation_without_a_reason_is_named() {
        let found = problems(concat!(
            "  - {relation: kept, from: [a], to: [x]}\n",
            "  - relation: dropped\n    from: [b]\n    reason:\n",
            "  - {relation: new, to: [y], reason: [nothing before]}\n",
        ));
        let needs = "a relation needs `reason`";
        assert_eq!(
            found,
            [
                problem(Code::MissingKey, 5, needs),
                problem(Code::MissingKey, 8, needs),
                problem(Code::WrongType, 9, "`reason` wants text, got a list"),
            ]
        );
    }

    #[test]
    fn an_indicator_named_twice_is_shown_at_both_places() {
        let (_, found) = read(concat!(
            "  - {relation: kept, from: [a], to: [x], reason: same}\n",
            "  - {relation: kept, from: [b], to: [y], reason: same}\n",
            "  - {relation: dropped, from: [a], reason: gone}\n",
            "  - {relation: new, to: [y], reason: new}\n",
        ));
        let found: Vec<_> = found
            .iter()
            .map(|p| {
                let earlier = p.related.as_ref().map(|(_, place)| line(place));
                (p.code, line(&p.place), earlier, p.message.as_str())
            })
            .collect();
        assert_eq!(
            found,
            [
                (Code::CrosswalkGap, 7, Some(5), "`a` of old has a relation already"),
                (Code::CrosswalkGap, 8, Some(6), "`y` of new has a relation already"),
            ]
        );
    }

    #[test]
    fn indicators_left_out_are_listed_for_each_side() {
        let found = problems("  - {relation: kept, from: [b], to: [x], reason: same}\n");
        let gap = |message| problem(Code::CrosswalkGap, 4, message);
        assert_eq!(
            found,
            [
                gap("1 of old's indicators have no relation: `a`"),
                gap("1 of new's indicators have no relation: `y`"),
            ]
        );
    }

    #[test]
    fn unknown_indicators_are_shown_where_they_stand() {
        let found = problems(concat!(
            "  - {relation: merged, from: [a, b], to: [x], reason: one}\n",
            "  - relation: new\n    to: [z]\n    reason: new\n",
            "  - {relation: new, to: [y], reason: new}\n",
        ));
        assert_eq!(found, [problem(Code::UnknownIndicator, 7, "no indicator `z` in catalog new")]);
    }

    #[test]
    fn each_relation_has_its_own_number_of_members() {
        for (relation, from, to) in [
            ("kept", "a, b", "x, y"),
            ("kept", "a", ""),
            ("revised, change: mixed", "", "x"),
            ("split", "a", "x"),
            ("split", "a, b", "x, y"),
            ("merged", "a", "x"),
            ("merged", "a, b", "x, y"),
            ("new", "a", "x"),
            ("new", "", "x, y"),
            ("dropped", "a", "x"),
            ("dropped", "a, b", ""),
        ] {
            let (_, found) = read(&format!(
                "  - {{relation: {relation}, from: [{from}], to: [{to}], reason: r}}\n"
            ));
            let count = |members: &str| members.split(", ").filter(|m| !m.is_empty()).count();
            let message =
                format!("this relation cannot have {} before and {} after", count(from), count(to));
            let first = found.first().map(|p| (p.code, line(&p.place), p.message.as_str()));
            assert_eq!(first, Some((Code::CrosswalkGap, 5, message.as_str())), "{relation}");
        }
    }

    #[test]
    fn a_revised_relation_shows_all_that_is_wrong_with_it() {
        let found = problems("  - relation: revised\n    from: [a, b]\n    to: [x, y]\n");
        assert_eq!(
            found,
            [
                problem(Code::MissingKey, 5, "a relation needs `reason`"),
                problem(Code::MissingKey, 5, "a relation with `relation: revised` needs `change`"),
                problem(Code::CrosswalkGap, 5, "this relation cannot have 2 before and 2 after"),
            ]
        );
    }

    #[test]
    fn an_unknown_relation_leaves_nothing_to_hold_cards_against() {
        let (found, problems) = read(concat!(
            "  - {relation: merged, from: [a, b], to: [x], reason: one}\n",
            "  - to: [y]\n    reason: new\n    relation: renamed\n",
        ));
        let problems: Vec<_> = problems
            .iter()
            .map(|p| (p.code, line(&p.place), p.message.as_str(), p.hint.as_deref()))
            .collect();
        let known = "known: kept, revised, split, merged, new, dropped";
        assert_eq!(
            problems,
            [(Code::UnknownValue, 8, "`relation` cannot be `renamed`", Some(known))]
        );
        assert_eq!(found, None);
    }

    #[test]
    fn every_relation_of_the_built_in_crosswalk_has_a_reason_of_its_own() {
        let catalogs = ["fmti-1", "fmti-2"]
            .map(|id| catalog::load(&crate::load::builtin::catalog(id).unwrap()).0.unwrap());
        let [doc] = &crate::load::builtin::crosswalks()[..] else { panic!("one crosswalk") };
        let (found, problems) = load(doc, |id| catalogs.iter().find(|c| c.id == *id));
        assert_eq!(problems, []);
        let relations = found.unwrap().relations;
        let count = |like: fn(&Relation) -> bool| {
            relations.iter().filter(|related| like(&related.relation)).count()
        };
        assert_eq!(count(|r| *r == Relation::Kept), 9);
        assert_eq!(count(|r| matches!(r, Relation::Revised(_))), 21);
        assert_eq!(count(|r| *r == Relation::Split), 2);
        assert_eq!(count(|r| *r == Relation::Merged), 10);
        assert_eq!(count(|r| *r == Relation::New), 52);
        assert_eq!(count(|r| *r == Relation::Dropped), 41);
        let reasons: std::collections::HashSet<&str> =
            relations.iter().map(|related| related.reason.trim()).collect();
        assert_eq!(reasons.len(), relations.len());
        assert!(!reasons.contains(""));
    }
}
