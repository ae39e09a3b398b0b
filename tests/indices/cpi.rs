//! Corruption Perceptions Index: one figure for each country and year, where 0.0 is not assessed.

use std::collections::BTreeMap;

use crate::folder::{Folder, rows, slug};

const YEARS: [&str; 2] = ["2016", "2017"];

fn folder() -> Folder {
    let catalog = "id: cpi-1\ntitle: Corruption perceptions\nscale: {from: 0, to: 10}\n\
                   words: {ranked: country, asked: figure}\n\
                   domains: [{id: all, name: Perceptions, indicators: [figure]}]\n";
    let folder = Folder::new(catalog, &[("figure", "Figure")]);
    // A country that stands twice has its figures in one row or the other.
    let mut countries: BTreeMap<String, BTreeMap<&str, String>> = BTreeMap::new();
    for row in rows("cpi.csv") {
        let country = countries.entry(row["country"].clone()).or_default();
        for year in YEARS.into_iter().filter(|year| row[*year] != "0.0") {
            assert_eq!(country.insert(year, row[year].clone()), None, "{}", row["country"]);
        }
    }
    assert_eq!(countries.len(), 244);
    for year in YEARS {
        folder.edition(year, "cpi-1", "");
        let mut ids: BTreeMap<String, String> = BTreeMap::new();
        for (country, figures) in &countries {
            // Other spellings of one name are other countries here: nobody joined them.
            let same = ids.values().filter(|id| **id == slug(country)).count();
            let id =
                if same == 0 { slug(country) } else { format!("{}-{}", slug(country), same + 1) };
            ids.insert(country.clone(), slug(country));
            let scores: Vec<(&str, &str)> =
                figures.get(year).map(|figure| ("figure", figure.as_str())).into_iter().collect();
            folder.entry_as(year, (&id, country), "", &scores);
        }
    }
    folder
}

#[test]
fn who_was_not_assessed_has_no_rank() {
    let folder = folder();
    // Two names stand in two spellings, in both years.
    folder.check(4);
    let found = folder.json(&["score", "2016"]);
    let ranking = found["ranking"].as_array().unwrap();
    assert_eq!(ranking.len(), 244);
    let ranked: Vec<_> = ranking.iter().filter(|one| !one["rank"].is_null()).collect();
    assert_eq!(ranked.len(), 176);
    assert_eq!(found["summary"]["developers"], 176);
    // The first is the best, and a rank is one more than how many are better.
    for one in &ranked {
        let better = ranked.iter().filter(|o| o["score"].as_f64() > one["score"].as_f64()).count();
        assert_eq!(one["rank"], better + 1, "{}", one["developer"]["name"]);
    }
}

#[test]
fn two_years_are_compared() {
    let folder = folder();
    let found = folder.json(&["diff", "2016", "2017"]);
    let text = found.to_string();
    assert!(text.contains("\"kept\""), "{text}");
    let developers = found["developers"].as_array().unwrap();
    let figures = rows("cpi.csv");
    let mut compared = 0;
    for row in figures.iter().filter(|row| row["2016"] != "0.0" && row["2017"] != "0.0") {
        let change = developers.iter().find(|one| one["developer"]["name"] == row["country"]);
        let [old, new]: [f64; 2] = YEARS.map(|year| row[year].parse().unwrap());
        let found = change.unwrap()["change"].as_f64().unwrap();
        assert!((found - (new - old)).abs() < 1e-9, "{} {found}", row["country"]);
        compared += 1;
    }
    // The other eleven that were assessed in 2016 have their years in two rows, or one year only.
    assert_eq!(compared, 165);
}
