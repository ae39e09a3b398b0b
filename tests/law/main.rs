//! One law over all formats: every number that two of them show is the same.
//!
//! CSV is the reference. JSON and NDJSON have its columns by their paths; a workbook has its rows, with
//! a range in words where there is no number; Markdown and HTML have the words that the numbers make;
//! a kit's tables have the rows of the commands, and a site's pages their scores and ranks.
#![allow(clippy::unwrap_used)]

mod editions;
mod forms;
mod people;

use std::collections::BTreeMap;

use fmti::analyze::breakdown::{By, groups};
use fmti::analyze::diff::developers::developers;
use fmti::analyze::diff::{Basis, Comparison};
use fmti::analyze::groups::means;
use fmti::analyze::scored::Scored;
use fmti::analyze::summary::{Summary, summarize};
use fmti::answer::{diff, score};
use fmti::file::reach::Links;
use fmti::format::Format;
use fmti::kit::Bundle;
use fmti::load::bridge;
use fmti::site::{Plan, Site};

use editions::{Graded, every};
use forms::{Row, csv, documents, written};

const BY: [By; 5] = [By::Total, By::Domain, By::Subdomain, By::Theme, By::Indicator];

fn view<'a>(scored: &'a Scored<'a>, summary: &'a Summary, by: By) -> score::View<'a> {
    score::View { scored, places: scored.places(), summary, by, only: None, previous: None }
}

fn whole(scored: &Scored<'_>) -> Summary {
    summarize(scored, &scored.everybody().collect::<Vec<_>>())
}

#[test]
fn a_ranking_is_the_same_in_every_format() {
    for Graded { name, index, sheet } in every() {
        let scored = Scored::new(&index, sheet);
        let summary = whole(&scored);
        for by in BY {
            let page = score::ranking(view(&scored, &summary, by));
            let what = format!("{name} by {}", by.as_str());
            let rows = forms::agree(&page, &what);
            people::agree(&page, &rows, &what);
            // Who has no score has no rank, and is in no mean.
            for row in &rows {
                let silent = row["score_low"].is_empty();
                assert_eq!(silent, row["rank_best"].is_empty(), "{what}: {row:?}");
            }
            people::statistics(&page, &rows, &what);
        }
        forms::agree(&score::answers(view(&scored, &summary, By::Total)), &name);
        for of in &index.edition.traits {
            let parts = groups(&index.catalog, By::Domain);
            let everybody: Vec<usize> = scored.everybody().collect();
            let means = means(&scored, &everybody, of, &parts);
            let page = score::group_means(view(&scored, &summary, By::Domain), of, &means);
            forms::agree(&page, &format!("{name} grouped by {}", of.id));
        }
    }
}

/// The columns that both have are the same, row by row.
fn same(here: &[Row], there: &[Row], what: &str) {
    assert_eq!(here.len(), there.len(), "{what}");
    for (one, other) in here.iter().zip(there) {
        let mut shared = 0;
        for (key, value) in one.iter().filter(|(key, _)| other.contains_key(*key)) {
            assert!(forms::equal(value, &other[key]), "{what}: {key} of {one:?} is {}", other[key]);
            shared += 1;
        }
        assert!(shared > 10, "{what}: {shared} columns in common");
    }
}

/// Answers in an order of their own: commands have them by rank, a kit by id.
fn by_id(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| (row["developer_id"].clone(), row["indicator_id"].clone()));
    rows
}

#[test]
fn a_kit_and_a_site_say_what_the_commands_say() {
    for Graded { name, index, sheet } in every() {
        let scored = Scored::new(&index, sheet);
        let summary = whole(&scored);
        let domains = view(&scored, &summary, By::Domain);
        let ranking = csv(&written(&score::ranking(domains), Format::Csv));
        let answers = csv(&written(&score::answers(domains), Format::Csv));
        let sides = [&scored];
        let files = Bundle::new(&sides, &[]).unwrap().files();
        let file = |path: &str| {
            let found = files.iter().find(|file| file.path == format!("data/{path}")).unwrap();
            String::from_utf8(found.bytes.clone()).unwrap()
        };
        same(&ranking, &csv(&file("ranking.csv")), &name);
        same(&by_id(answers), &by_id(csv(&file("answers.csv"))), &name);
        let document: serde_json::Value = serde_json::from_str(&file("index.json")).unwrap();
        let rows = document["ranking"].as_array().unwrap().iter().map(forms::flat).collect();
        same(&ranking, &forms::as_text(rows), &name);
        people::editions(&csv(&file("editions.csv"))[0], &ranking, &name);

        let views = [domains];
        let site = Site { editions: &views, changes: &[], title: None, png: false, data: &[] };
        let pages: BTreeMap<String, String> = Plan::new(site)
            .files(&|| {})
            .unwrap()
            .into_iter()
            .filter_map(|file| Some((file.path, String::from_utf8(file.bytes).ok()?)))
            .collect();
        people::site(&pages, &ranking, &name);
    }
}

#[test]
fn a_comparison_is_the_same_in_every_format() {
    let all = every();
    for [old, new] in [
        ["2023 panel", "2024 panel"],
        ["2024 panel", "2025 panel"],
        ["2024 criteria", "2025 criteria"],
    ] {
        let of = |name: &str| all.iter().find(|graded| graded.name == name).unwrap();
        let (old, new) = (of(old), of(new));
        let crosswalk =
            bridge::find((&old.index, None), (&new.index, None), None, Links::Inside).unwrap();
        let crosswalk = crosswalk.crosswalk.unwrap();
        let scored = [old, new].map(|of| Scored::new(&of.index, of.sheet.clone()));
        let comparison = Comparison::new(&scored[0], &scored[1], &crosswalk, Basis::default());
        let rows = developers(&comparison);
        let view = diff::View {
            whole: &comparison,
            shown: &comparison,
            developers: &rows,
            crosswalk: "ours",
            names: ["old", "new"],
            order: diff::Order::Rank,
            only: None,
        };
        let what = format!("{} to {}", old.name, new.name);
        let table = forms::agree(&diff::developers(view), &what);
        for by in [By::Domain, By::Subdomain, By::Theme] {
            forms::agree(&diff::parts(view, by), &what);
            forms::agree(&diff::by_part(view, by), &what);
        }
        forms::agree(&diff::indicators(view), &what);
        forms::agree(&diff::by_answer(view), &what);
        let document = &documents(&diff::indicators(view)).0;
        let listed = document["developers"].as_array().unwrap().iter().map(forms::flat).collect();
        same(&table, &forms::as_text(listed), &what);
        let files = Bundle::new(&[&scored[0], &scored[1]], &[view]).unwrap().files();
        let kit = files.iter().find(|file| file.path == "data/changes.csv").unwrap();
        same(&table, &csv(std::str::from_utf8(&kit.bytes).unwrap()), &what);
        // Each side is what that edition says of itself.
        for (end, scored) in ["old", "new"].iter().zip(&scored) {
            let summary = whole(scored);
            let page = score::ranking(self::view(scored, &summary, By::Total));
            for row in csv(&written(&page, Format::Csv)) {
                let is =
                    |found: &&Row| found[&format!("{end}_developer_id")] == row["developer_id"];
                let found = table.iter().find(is).unwrap();
                for key in ["score_low", "score_high", "max_score", "rank_best", "rank_worst"] {
                    assert_eq!(found[&format!("{end}_{key}")], row[key], "{what}: {end} {key}");
                }
            }
        }
    }
}
