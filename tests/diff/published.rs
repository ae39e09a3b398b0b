//! Changes that the Foundation Model Transparency Index printed, against what the program prints.

use std::collections::BTreeSet;

use fmti::model::{Developer, Index};
use serde::Deserialize;

use crate::data;
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
            row.text("developer") == developer && row.text("part").eq_ignore_ascii_case(subdomain)
        };
        let row = table.iter().find(is).unwrap_or_else(|| panic!("line {line}: no row"));
        let share = |side: &str| {
            row.number(&format!("{side}_points")) / row.number(&format!("{side}_out_of")) * 100.0
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
        let side = if point.edition == "2024" { "old_points" } else { "new_points" };
        let is = |row: &&Row| row.text("developer") == developer;
        let row = match domain {
            "Total" => totals.iter().find(is),
            _ => parts.iter().filter(is).find(|row| row.text("part") == domain),
        };
        let ours = row.unwrap_or_else(|| panic!("line {line}: no row")).text(side);
        assert_eq!(ours, point.published, "line {line}: {point:?}");
    }
    assert_eq!(points.len(), 71);
}
