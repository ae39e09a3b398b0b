//! Ranking Digital Rights, 2020 and 2022: means over the indicators that apply.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::folder::{Folder, rows};

const CATALOG: &str = "rdr-1";

fn folder() -> Folder {
    let indicators = rows("rdr-indicators.csv");
    let mut catalog = format!(
        "id: {CATALOG}\ntitle: Ranking Digital Rights\nscale: {{from: 0, to: 100, step: 1}}\n\
         method: {{score: mean, decimals: 0, ranks: rounded}}\nwords: {{ranked: company}}\ndomains:\n"
    );
    for (id, name) in [("g", "Governance"), ("f", "Freedom of expression"), ("p", "Privacy")] {
        let here = indicators.iter().filter(|row| row["category"].to_lowercase() == id);
        let ids: Vec<String> = here.map(|row| row["id"].to_lowercase()).collect();
        catalog += &format!("  - {{id: {id}, name: {name}, indicators: [{}]}}\n", ids.join(", "));
    }
    let cards: Vec<(String, &str)> =
        indicators.iter().map(|row| (row["id"].to_lowercase(), row["name"].as_str())).collect();
    let cards: Vec<(&str, &str)> = cards.iter().map(|(id, name)| (id.as_str(), *name)).collect();
    let folder = Folder::new(&catalog, &cards);
    let mut scores: BTreeMap<(String, String), Vec<(String, String)>> = BTreeMap::new();
    for row in rows("rdr-scores.csv") {
        let score = if row["score"] == "NA" { "n/a".to_owned() } else { row["score"].clone() };
        let of = scores.entry((row["edition"].clone(), row["company"].clone())).or_default();
        of.push((row["indicator"].to_lowercase(), score));
    }
    for edition in ["2020", "2022"] {
        folder.edition(edition, CATALOG, "");
    }
    for ((edition, company), scores) in &scores {
        let mut given: Vec<(&str, &str)> =
            scores.iter().map(|(id, score)| (id.as_str(), score.as_str())).collect();
        // What a company was not asked in an edition does not apply to it.
        for (id, _) in &cards {
            if !given.iter().any(|(known, _)| known == id) {
                given.push((id, "n/a"));
            }
        }
        folder.entry(edition, company, "", &given);
    }
    folder
}

/// To the nearest whole number, a half up, as the tool rounds.
fn rounded(score: &Json) -> f64 {
    (score.as_f64().unwrap() + 0.5).floor()
}

#[test]
fn totals_categories_and_ranks_are_those_published() {
    let folder = folder();
    folder.check(0);
    let found: BTreeMap<&str, Json> = ["2020", "2022"]
        .into_iter()
        .map(|edition| (edition, folder.json(&["score", edition])))
        .collect();
    let (mut totals, mut categories, mut ranks) = (0, 0, 0);
    let mut differ = Vec::new();
    for row in rows("rdr-published.csv") {
        let edition = row["edition"].as_str();
        let standing = found[edition]["ranking"].as_array().unwrap().iter();
        let company = standing.clone().find(|one| one["developer"]["name"] == row["company"]);
        let company = company.unwrap();
        let value: f64 = row["value"].parse().unwrap();
        match row["what"].as_str() {
            "total" => {
                totals += 1;
                if (rounded(&company["score"]) - value).abs() > 0.1 {
                    differ.push(format!("{edition} {} total", row["company"]));
                }
            }
            "rank" => {
                ranks += 1;
                assert_eq!(company["rank"].as_f64(), Some(value), "{edition} {}", row["company"]);
            }
            category => {
                categories += 1;
                let id = category.strip_prefix("category ").unwrap().to_lowercase();
                let score = &company["domain"][id]["score"];
                if (score.as_f64().unwrap() - value).abs() > 0.5 {
                    differ.push(format!("{edition} {} {category}", row["company"]));
                }
            }
        }
    }
    assert_eq!((totals, categories, ranks), (28, 84, 14));
    // Their indicator scores are rounded themselves: Yandex is exactly 27.5, published as 27, and the
    // other is 19.64, published as 19.
    assert_eq!(differ, ["2020 Yandex total", "2020 VK category F"]);
}
