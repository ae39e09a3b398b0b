//! docs/formats.md has every column of every table, made of the tables themselves.
//! `UPDATE_COLUMNS=1 cargo test --test columns` rewrites it.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use fmti::analyze::breakdown::{By, groups};
use fmti::analyze::diff::developers::developers;
use fmti::analyze::diff::groups::group_changes;
use fmti::analyze::diff::{Basis, Comparison};
use fmti::analyze::groups::means;
use fmti::analyze::previous::previous_ranks;
use fmti::analyze::scored::Scored;
use fmti::analyze::summary::summarize;
use fmti::answer::explain::{Subject, answer, developer};
use fmti::answer::{diff, score};
use fmti::file::reach::Links;
use fmti::grade::panel;
use fmti::kit::Bundle;
use fmti::load::{bridge, index};
use fmti::page::answer::Page;
use fmti::page::column::{Column, Kind};
use fmti::page::problems;

const DOCUMENT: &str = "docs/formats.md";
const START: &str = "<!-- columns: UPDATE_COLUMNS=1 cargo test --test columns -->\n";
const END: &str = "<!-- end of columns -->\n";

/// One line for each column; of those that stand for each of many, one for all.
fn lines(columns: &[Column]) -> String {
    let mut out = String::from("| CSV | JSON | kind, unit | what it says |\n|---|---|---|---|\n");
    let mut seen = BTreeSet::new();
    for column in columns {
        let Some(key) = column.family.as_ref().or(column.key.as_ref()) else { continue };
        if !seen.insert(key.clone()) {
            continue;
        }
        let flat = if column.only_nested {
            "–".to_owned()
        } else {
            format!("`{}`", key.replace('.', "_"))
        };
        let mut kind = column.kind.as_str().to_owned();
        if let Kind::Choice(words) = &column.kind {
            let words: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            kind = if words.is_empty() { kind } else { words.join(" ") };
        }
        if let Some(unit) = column.unit {
            kind += &format!(", {unit}");
        }
        let about = match (&column.family, column.about.as_str()) {
            (Some(_), about) if key.starts_with("trait.") => format!("A trait: {about}"),
            (Some(_), about) => {
                // What it is of stands for each part; the words behind a comma hold for all.
                let rest = about.split_once([';', ',']).map_or("", |(_, rest)| rest);
                let what = match key.rsplit('.').next().unwrap_or_default() {
                    "max_score" => "The most that can be had in the part",
                    "name" => "Name of the part",
                    "status" => "What the rater said of it",
                    word if word.starts_with("mean") => "Mean in the part",
                    _ => "Points in the part",
                };
                if rest.is_empty() { what.to_owned() } else { format!("{what};{rest}") }
            }
            (None, about) => about.to_owned(),
        };
        assert!(!about.is_empty(), "{key} says nothing");
        let _ = writeln!(out, "| {flat} | `{key}` | {kind} | {about} |");
    }
    out
}

fn section(out: &mut String, command: &str, page: &Page<'_>) {
    let _ = write!(out, "\n### `{command}`\n\n{}", lines(&page.table.columns));
}

fn reference() -> String {
    let mut out = String::new();
    let [old, new] = ["2024", "2025"].map(|id| index::builtin_edition(id).unwrap().index.unwrap());
    let crosswalk =
        bridge::find((&old, None), (&new, None), None, Links::Inside).unwrap().crosswalk.unwrap();
    let scored = [&old, &new].map(|index| Scored::new(index, panel::scoresheet(index)));
    let everybody: Vec<usize> = scored[1].everybody().collect();
    let summary = summarize(&scored[1], &everybody);
    let view = |by| score::View {
        scored: &scored[1],
        places: scored[1].places(),
        summary: &summary,
        by,
        only: None,
        previous: None,
    };
    section(&mut out, "fmti score", &score::ranking(view(By::Domain)));
    let ranks = previous_ranks(&scored[0], &scored[1]);
    let previous = Some(score::Previous { of: &scored[0], ranks: &ranks });
    let since = score::ranking(score::View { previous, ..view(By::Total) });
    let columns: Vec<Column> = since
        .table
        .columns
        .iter()
        .filter(|c| c.key.as_deref().is_some_and(|k| k.starts_with("previous.")))
        .cloned()
        .collect();
    let _ = write!(out, "\n### `fmti score --since EDITION`, besides\n\n{}", lines(&columns));
    section(&mut out, "fmti score --by indicator", &score::ranking(view(By::Indicator)));
    let weights = new.edition.get_trait("weights").unwrap();
    let grouped = means(&scored[1], &everybody, weights, &groups(&new.catalog, By::Domain));
    section(
        &mut out,
        "fmti score --group TRAIT",
        &score::group_means(view(By::Domain), weights, &grouped),
    );
    section(&mut out, "fmti score --long", &score::answers(view(By::Domain)));
    let whole = Comparison::new(&scored[0], &scored[1], &crosswalk, Basis::default());
    let rows = developers(&whole);
    let view = diff::View {
        whole: &whole,
        shown: &whole,
        developers: &rows,
        crosswalk: "",
        names: ["2024", "2025"],
        order: diff::Order::Rank,
        only: None,
    };
    let whole_page = diff::developers(view);
    section(&mut out, "fmti diff OLD NEW", &whole_page);
    section(&mut out, "fmti diff OLD NEW --by domain", &diff::parts(view, By::Domain));
    section(&mut out, "fmti diff OLD NEW --by indicator", &diff::indicators(view));
    let changes = group_changes(&whole, old.edition.get_trait("weights").unwrap(), weights);
    section(&mut out, "fmti diff OLD NEW --group TRAIT", &diff::groups(view, weights, &changes));
    section(&mut out, "fmti diff OLD NEW --long", &diff::by_answer(view));
    section(&mut out, "fmti diff OLD NEW --long --by domain", &diff::by_part(view, By::Domain));
    let same = Scored::new(&new, panel::scoresheet(&new));
    let kept =
        bridge::find((&new, None), (&new, None), None, Links::Inside).unwrap().crosswalk.unwrap();
    let versions = Comparison::new(&same, &scored[1], &kept, Basis::default());
    let rows = developers(&versions);
    let page = diff::developers(diff::View {
        whole: &versions,
        shown: &versions,
        developers: &rows,
        ..view
    });
    for (key, list) in &page.lists {
        if matches!(*key, "answers" | "disclosures") {
            let columns = list.as_ref().unwrap().get().columns;
            let _ =
                write!(out, "\n### `{key}` in `fmti diff OLD NEW -f json`\n\n{}", lines(&columns));
        }
    }
    let subject = Subject { scored: &scored[1], developer: 0 };
    section(&mut out, "fmti explain DEVELOPER", &developer(subject));
    section(&mut out, "fmti explain DEVELOPER INDICATOR", &answer(subject, 0));
    section(&mut out, "fmti lock", &fmti::answer::lock::renewed(&[], false));
    let _ = write!(out, "\n### `fmti check`\n\n{}", lines(&problems::table([]).columns));
    let rows = developers(&whole);
    let changes = [diff::View { developers: &rows, ..view }];
    let editions = [&scored[0], &scored[1]];
    for (file, columns) in Bundle::new(&editions, &changes).unwrap().columns() {
        let _ = write!(out, "\n### `data/{file}` of `fmti report`\n\n{}", lines(&columns));
    }
    out
}

#[test]
fn every_column_is_documented() {
    let document = fs::read_to_string(DOCUMENT).unwrap();
    let (before, rest) = document.split_once(START).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let made = format!("{before}{START}{}\n{END}{after}", reference());
    if std::env::var_os("UPDATE_COLUMNS").is_some() {
        fs::write(DOCUMENT, &made).unwrap();
        return;
    }
    assert!(
        document == made,
        "{DOCUMENT} is not what the tables are: UPDATE_COLUMNS=1 rewrites it"
    );
}

/// A name in a document is that of a column, or how one begins or ends.
#[test]
fn the_columns_that_documents_name_are_there() {
    let formats = fs::read_to_string(DOCUMENT).unwrap();
    let columns: Vec<&str> = formats.split('`').collect();
    let text = fs::read_to_string("docs/diff.md").unwrap();
    let (_, section) = text.split_once("\n## Columns\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let mut checked = 0;
    for name in section.split('`').skip(1).step_by(2).filter(|name| !name.contains(['-', ' '])) {
        let there = columns.iter().any(|column| {
            *column == name
                || column.ends_with(&format!("_{name}"))
                || name.ends_with('_') && column.contains(name)
        });
        let way = ["domain", "subdomain", "theme", "indicator"].contains(&name);
        assert!(there || way, "{name}");
        checked += 1;
    }
    assert!(checked > 15, "{checked}");
}

/// What the guide of a report's data tells to write works on its files.
#[test]
fn the_columns_that_recipes_name_are_there() {
    let formats = fs::read_to_string(DOCUMENT).unwrap();
    let (_, answers) = formats.split_once("\n### `data/answers.csv`").unwrap();
    let answers = answers.split("\n### ").next().unwrap();
    let recipes = fs::read_to_string("src/kit/guide.md").unwrap();
    let mut checked = 0;
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    for code in recipes.split("```").skip(1).step_by(2) {
        for word in code.split(|c: char| !is_name(c)) {
            if ["developer", "edition"].iter().any(|thing| word.starts_with(thing)) {
                assert!(answers.contains(&format!("| `{word}` |")), "{word}");
                checked += 1;
            }
        }
    }
    assert!(checked > 10, "{checked}");
}
