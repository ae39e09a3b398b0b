//! Crosswalk files are understood, or everything wrong with them is shown where it stands.

use super::*;
use crate::file::source::SourceFile;
use crate::load::catalog::{self, CatalogDocs};
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
        "  - {relation: added, to: [y], reason: [nothing before]}\n",
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
        "  - {relation: added, to: [y], reason: new}\n",
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
        "  - relation: added\n    to: [z]\n    reason: new\n",
        "  - {relation: added, to: [y], reason: new}\n",
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
        ("added", "a", "x"),
        ("added", "", "x, y"),
        ("dropped", "a", "x"),
        ("dropped", "a, b", ""),
    ] {
        let (_, found) =
            read(&format!("  - {{relation: {relation}, from: [{from}], to: [{to}], reason: r}}\n"));
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
    let known = "known: kept, revised, split, merged, added, dropped";
    assert_eq!(problems, [(Code::UnknownValue, 8, "`relation` cannot be `renamed`", Some(known))]);
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
    assert!(relations.iter().all(|related| related.published), "every kind is published");
    let count = |like: fn(&Relation) -> bool| {
        relations.iter().filter(|related| like(&related.relation)).count()
    };
    assert_eq!(count(|r| *r == Relation::Kept), 9);
    assert_eq!(count(|r| matches!(r, Relation::Revised(_))), 18);
    assert_eq!(count(|r| *r == Relation::Split), 2);
    assert_eq!(count(|r| *r == Relation::Merged), 10);
    assert_eq!(count(|r| *r == Relation::Added), 55);
    assert_eq!(count(|r| *r == Relation::Dropped), 44);
    let reasons: std::collections::HashSet<&str> =
        relations.iter().map(|related| related.reason.trim()).collect();
    assert_eq!(reasons.len(), relations.len());
    assert!(!reasons.contains(""));
}

#[test]
fn the_word_of_before_is_told_what_it_is_now() {
    let (found, problems) = read("  - {relation: new, to: [y], reason: nothing before}\n");
    let problems: Vec<_> =
        problems.iter().map(|p| (p.code, line(&p.place), p.hint.as_deref())).collect();
    let hint = Some("`new` is called `added` now");
    assert_eq!(problems.first(), Some(&(Code::UnknownValue, 5, hint)));
    assert_eq!(found, None);
}

/// Reads relations below a `published_by`, which stands on line 4.
fn read_published(by: &str, relations: &str) -> (Option<Crosswalk>, Vec<Diagnostic>) {
    let catalogs = [small("old", "a, b"), small("new", "x, y")];
    let text =
        format!("from: old\nto: new\nattribution: us\npublished_by: {by}\nrelations:\n{relations}");
    load(&doc("old_new.yaml", &text), |id| catalogs.iter().find(|c| c.id == *id))
}

#[test]
fn who_published_a_kind_is_known_of_each_relation() {
    let (found, problems) = read_published(
        "{name: index team, url: https://example.org}",
        concat!(
            "  - {relation: kept, published: true, from: [a], to: [x], reason: same}\n",
            "  - {relation: kept, from: [b], to: [y], reason: same too}\n",
        ),
    );
    assert_eq!(problems, []);
    let found = found.unwrap();
    let by = found.published_by.as_ref().unwrap();
    assert_eq!((by.name.as_str(), by.url.as_deref()), ("index team", Some("https://example.org")));
    let published: Vec<bool> = found.relations.iter().map(|r| r.published).collect();
    assert_eq!(published, [true, false]);
}

#[test]
fn a_published_kind_needs_somebody_who_published_it() {
    let found = problems(concat!(
        "  - {relation: kept, published: true, from: [a], to: [x], reason: same}\n",
        "  - {relation: kept, published: maybe, from: [b], to: [y], reason: same}\n",
    ));
    assert_eq!(
        found,
        [
            problem(Code::MissingKey, 5, "who published it? the crosswalk needs `published_by`"),
            problem(Code::WrongType, 6, "`published` wants true or false, got `maybe`"),
        ]
    );
    let relations = "  - {relation: kept, published: true, from: [a], to: [x], reason: same}\n  - \
                     {relation: kept, from: [b], to: [y], reason: same}\n";
    let (_, found) = read_published("{url: https://example.org}", relations);
    let found: Vec<_> = found.iter().map(|p| (p.code, line(&p.place))).collect();
    assert_eq!(found, [(Code::MissingKey, 4)]);
}
