//! Changes that the Foundation Model Transparency Index printed, against what the program prints.

use std::collections::BTreeSet;

use fmti::model::crosswalk::Relation;
use fmti::model::{Developer, Index};
use serde::Deserialize;

use crate::data;
use crate::editions::Two;
use crate::run::{Row, rows};

/// Charts' names for subdomains, where more than capitals tells them from the catalog's.
const SUBDOMAINS: [(&str, &str); 2] =
    [("Labor", "Data labor"), ("Mitigations", "Model Mitigations")];

/// A cell of the heatmap of percentage-point changes from 2023 to 2024, printed in
/// `May2024/visuals/heatmap_selected_subdomains_perc_point_change_v1.0_vs_v1.1.pdf`.
#[derive(Debug, Deserialize)]
struct Change {
    developer: String,
    subdomain: String,
    published: i64,
}

/// The id of the developer with this published name.
fn id<'a>(index: &'a Index, name: &str) -> &'a str {
    let called = |d: &Developer| d.name == name || d.aliases.iter().any(|alias| alias == name);
    let found = index.entries.iter().find(|entry| called(&entry.developer));
    found.unwrap_or_else(|| panic!("nobody is called {name}")).developer.id.as_str()
}

#[test]
fn all_104_changes_by_subdomain_from_2023_to_2024() {
    let index = data::edition("2024");
    let table = rows(&["2023", "2024", "--by", "subdomain", "--long"]);
    let mut seen = BTreeSet::new();
    for (line, change) in data::rows::<Change>("published_changes.csv") {
        let renamed = SUBDOMAINS.iter().find(|(chart, _)| *chart == change.subdomain);
        let subdomain = renamed.map_or(change.subdomain.as_str(), |(_, catalog)| catalog);
        let developer = id(&index, &change.developer);
        let is = |row: &&Row| {
            row.text("developer_id") == developer
                && row.text("subdomain_name").eq_ignore_ascii_case(subdomain)
        };
        let row = table.iter().find(is).unwrap_or_else(|| panic!("line {line}: no row"));
        let share = |side: &str| {
            row.number(&format!("{side}_score")) / row.number(&format!("{side}_max_score")) * 100.0
        };
        // None of these ends in a half.
        let ours = (share("new") - share("old")).round();
        assert!((ours - change.published as f64).abs() < 1e-9, "line {line}: {ours}, {change:?}");
        seen.insert((developer, subdomain.to_lowercase()));
    }
    assert_eq!(seen.len(), 104, "eight developers and thirteen subdomains, each once");
}

/// A point of the charts of scores over time.
#[derive(Debug, Deserialize)]
struct Point {
    edition: String,
    figure: String,
    item: String,
    published: String,
}

#[test]
fn all_71_domain_scores_over_time() {
    let index = data::edition("2024");
    let parts = rows(&["2024", "2025", "--by", "domain", "--long"]);
    let totals = rows(&["2024", "2025"]);
    let mut points = data::rows::<Point>("published_figures.csv");
    points.retain(|(_, point)| point.figure == "domain score over time");
    for (line, point) in &points {
        let (name, domain) = point.item.split_once(" | ").unwrap();
        let developer = id(&index, name);
        let side = if point.edition == "2024" { "old_score" } else { "new_score" };
        let is = |row: &&Row| row.text("developer_id") == developer;
        let row = match domain {
            "Total" => totals.iter().find(is),
            _ => parts.iter().filter(is).find(|row| row.text("domain_name") == domain),
        };
        let ours = row.unwrap_or_else(|| panic!("line {line}: no row")).text(side);
        assert_eq!(ours, point.published, "line {line}: {point:?}");
    }
    assert_eq!(points.len(), 71);
}

/// What became of an indicator, by the figure of the FMTI team in
/// `Dec2025/visuals/domain_sankey.pdf`: one ribbon for each, in the order of the catalogs.
#[derive(Debug, Deserialize)]
struct Assigned {
    edition: String,
    indicator: String,
    kind: String,
}

#[test]
fn all_200_kinds_of_the_crosswalk() {
    let two = Two::load("2024", "2025");
    let mut kinds = data::rows::<Assigned>("published_kinds.csv").into_iter();
    for (at, index) in two.indexes.iter().enumerate() {
        for card in &index.catalog.indicators {
            let (line, published) = kinds.next().unwrap();
            assert_eq!(
                (published.edition.as_str(), &published.indicator),
                (index.edition.id.as_str(), &card.name),
                "line {line}"
            );
            let members = |related: &fmti::model::crosswalk::Related| {
                if at == 0 { related.from.clone() } else { related.to.clone() }
            };
            let mut relations = two.crosswalk.relations.iter();
            let related = relations.find(|related| members(related).contains(&card.id)).unwrap();
            assert!(related.published, "line {line}: {}", card.id);
            assert_eq!(related.relation.as_str(), published.kind, "line {line}: {}", card.id);
        }
    }
    assert!(kinds.next().is_none());
}

/// What the figure's ribbons come to in each domain.
#[test]
fn all_kinds_by_domain() {
    let two = Two::load("2024", "2025");
    let comparison = two.compare(false);
    let [old, new] = [&two.indexes[0].catalog, &two.indexes[1].catalog];
    let count = |domain: usize, wanted: &str| {
        let links = comparison.links.iter().filter(|link| link.relation.as_str() == wanted);
        links.fold([0, 0], |[from, to], link| {
            let before = link.from.iter().filter(|at| old.indicators[**at].domain == domain);
            let now = link.to.iter().filter(|at| new.indicators[**at].domain == domain);
            [from + before.count(), to + now.count()]
        })
    };
    let kinds = ["kept", "revised", "split", "merged", "dropped", "added"];
    let found = [0, 1, 2].map(|domain| kinds.map(|kind| count(domain, kind)));
    let wanted = [
        [[5, 5], [6, 6], [2, 8], [8, 3], [11, 0], [0, 12]],
        [[0, 1], [6, 7], [0, 0], [13, 6], [14, 0], [0, 16]],
        [[4, 3], [6, 5], [0, 0], [6, 1], [19, 0], [0, 27]],
    ];
    assert_eq!(found, wanted);
    let revised = comparison.links.iter().filter(|l| matches!(l.relation, Relation::Revised(_)));
    assert_eq!(revised.count(), 18);
}
