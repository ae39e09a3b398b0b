//! The built-in catalogs against the published lists of indicators.

mod data;

use std::sync::Arc;

use fmti::model::Catalog;
use serde::Deserialize;

#[derive(Debug, PartialEq, Deserialize)]
struct Listed {
    catalog: String,
    domain: String,
    subdomain: String,
    indicator: String,
}

#[derive(Debug, Deserialize)]
struct Alias {
    edition: String,
    name_in_file: String,
    canonical_name: String,
}

/// The catalog of fmti-1, and that of fmti-2.
fn catalogs() -> [Arc<Catalog>; 2] {
    ["2023", "2025"].map(|edition| data::edition(edition).catalog)
}

#[test]
fn cards_have_the_published_names_places_and_order() {
    let published = data::rows::<Listed>("indicators.csv");
    let mut published = published.iter();
    for catalog in catalogs() {
        for (at, card) in catalog.indicators.iter().enumerate() {
            let ours = Listed {
                catalog: catalog.id.to_string(),
                domain: catalog.domains[card.domain].name.clone(),
                subdomain: catalog.subdomain_of(card).unwrap().name.clone(),
                indicator: card.name.clone(),
            };
            let (line, listed) = published.next().expect("more cards than published indicators");
            assert_eq!(ours, *listed, "line {line}");
            let members = [&catalog.domains[card.domain], catalog.subdomain_of(card).unwrap()];
            assert!(members.iter().all(|group| group.members.contains(&at)), "{}", card.id);
        }
        assert_eq!(catalog.indicators.len(), 100, "{}", catalog.id);
    }
    assert_eq!(published.next().map(|(line, _)| line), None, "published, but no card");
}

#[test]
fn domains_and_subdomains_are_as_large_as_published() {
    let sizes = |groups: &[fmti::model::Group]| -> Vec<usize> {
        groups.iter().map(|group| group.members.len()).collect()
    };
    let [first, second] = catalogs();
    assert_eq!(sizes(&first.domains), [32, 33, 35]);
    assert_eq!(sizes(&second.domains), [34, 30, 36]);
    assert_eq!((first.subdomains.len(), second.subdomains.len()), (23, 19));
    for catalog in [first, second] {
        assert_eq!(sizes(&catalog.subdomains).iter().sum::<usize>(), 100);
        assert_eq!(sizes(&catalog.themes).iter().sum::<usize>(), 100, "one theme each");
    }
}

#[test]
fn both_editions_of_the_first_catalog_share_it() {
    let [first, second] = ["2023", "2024"].map(|id| data::edition(id).catalog);
    assert_eq!(first, second);
}

#[test]
fn every_card_asks_a_question_and_says_what_answers_it() {
    let mut cards = 0;
    let mut bad = Vec::new();
    for catalog in catalogs() {
        for card in &catalog.indicators {
            cards += 1;
            if !card.question.ends_with('?') || card.guidance.trim().is_empty() {
                bad.push(format!("{}/{}: {:?}", catalog.id, card.id, card.question));
            }
        }
    }
    assert!(bad.is_empty(), "{} of {cards} cards:\n{}", bad.len(), bad.join("\n"));
    assert_eq!(cards, 200);
}

#[test]
fn every_other_published_spelling_leads_to_its_card() {
    let aliases = data::rows::<Alias>("indicator_aliases.csv");
    assert_eq!(aliases.len(), 20);
    for (line, alias) in aliases {
        let catalog = data::edition(&alias.edition).catalog;
        let called = |name: &String| *name == alias.name_in_file;
        let cards = catalog.indicators.iter();
        let cards = cards.filter(|c| called(&c.name) || c.aliases.iter().any(called));
        let found: Vec<&str> = cards.map(|card| card.name.as_str()).collect();
        assert_eq!(found, [alias.canonical_name.as_str()], "line {line}: {alias:?}");
    }
}

#[test]
fn counterparts_are_cards_of_the_first_catalog() {
    let [first, second] = catalogs();
    let mut counterparts = 0;
    for card in &second.indicators {
        for id in &card.counterparts {
            assert!(first.position(id.as_str()).is_some(), "{} names {id}", card.id);
            counterparts += 1;
        }
    }
    assert!(counterparts > 0, "no card of {} names a counterpart", second.id);
    let own = first.indicators.iter().find(|card| !card.counterparts.is_empty());
    assert_eq!(own.map(|card| &card.id), None, "nothing came before {}", first.id);
}
