//! The floors of the house: arrows only point down.
#![allow(clippy::unwrap_used)]

mod uses;

use std::fs;
use std::path::Path;

use uses::{arrows, circle, code, sources};

/// Each room and the rooms it may use: those below it, and of those beside it only what is named.
const ROOMS: [(&str, &[&str]); 16] = [
    ("text", &[]),
    ("model", &["text"]),
    ("file", &["text", "model"]),
    ("put", &["text", "model", "file"]),
    ("load", &["text", "model", "file"]),
    ("write", &["text", "model", "file", "load"]),
    ("import", &["text", "model", "file", "load"]),
    ("grade", &["text", "model"]),
    ("analyze", &["text", "model", "grade"]),
    ("chart", &["text", "model"]),
    ("page", &["text", "model", "analyze", "chart"]),
    ("format", &["text", "model", "chart", "page"]),
    ("answer", &["text", "model", "grade", "analyze", "chart", "page"]),
    ("site", &["text", "model", "grade", "analyze", "chart", "page", "format", "answer"]),
    ("kit", &["text", "model", "grade", "analyze", "page", "format", "answer"]),
    (
        "cli",
        &[
            "text", "model", "file", "load", "write", "import", "grade", "analyze", "chart",
            "page", "format", "answer", "site", "kit", "put",
        ],
    ),
];

#[test]
fn arrows_only_point_down() {
    let (mut seen, mut upward) = (0, Vec::new());
    for (from, to) in arrows().iter().flat_map(|(from, all)| all.iter().map(move |to| (from, to))) {
        let Some((floor, below)) = ROOMS.iter().find(|(floor, _)| *floor == from[0]) else {
            continue;
        };
        seen += 1;
        let allowed = to[0] == *floor || below.contains(&to[0].as_str());
        if !allowed {
            upward.push(format!("{} uses {}", from.join("::"), to.join("::")));
        }
    }
    assert!(upward.is_empty(), "{upward:#?}");
    assert!(seen > 500, "the test no longer sees how files use each other: {seen}");
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let found = circle(&arrows()).map(|circle| {
        circle.iter().map(|module| module.join("::")).collect::<Vec<_>>().join(" -> ")
    });
    assert_eq!(found, None);
}

#[test]
fn each_crate_stays_on_its_floor() {
    let rules: [(&str, &[&str]); 18] = [
        ("serde_yaml", &["src/file/yaml.rs"]),
        ("postcard", &["src/load/builtin.rs"]),
        ("walkdir", &["src/load", "src/import", "src/put"]),
        ("rustix", &["src/file/read.rs", "src/put/exchange.rs"]),
        ("signal_hook", &["src/put/signals.rs"]),
        ("tempfile", &["src/put/stage.rs"]),
        ("clap", &["src/cli"]),
        ("comfy_table", &["src/format/terminal.rs"]),
        ("base64", &["src/format/html.rs", "src/site"]),
        ("rust_xlsxwriter", &["src/format/xlsx"]),
        ("annotate_snippets", &["src/page/problems.rs"]),
        ("quick_xml", &["src/format/ci/junit.rs"]),
        ("percent_encoding", &["src/format/ci/sarif.rs"]),
        ("anyhow", &["src/cli"]),
        ("askama", &["src/format/html.rs", "src/site"]),
        ("indicatif", &["src/cli/report.rs"]),
        ("resvg", &["src/chart/png.rs"]),
        (
            "std::fs",
            &["src/file", "src/put", "src/load", "src/import", "src/cli", "src/write/tests.rs"],
        ),
    ];
    for path in sources(Path::new("src")) {
        let text = code(&path);
        for (name, homes) in rules {
            let at_home = homes.iter().any(|home| path.starts_with(home));
            let named = text.contains(&format!("{name}::"));
            assert!(at_home || !named, "{} names {name}", path.display());
        }
    }
}

/// What is said of scores is computed in `analyze`, once: above it nothing adds, divides or rounds
/// points by itself.
#[test]
fn no_room_above_analyze_reckons_with_points() {
    const RECKONING: [&str; 8] = [
        "sheet.tally(",
        ".per(",
        ".over(",
        "Ratio::new",
        "Ratio::ONE",
        "Ratio::HUNDRED",
        ".exact()",
        "Span::mean",
    ];
    for room in ["answer", "format", "site", "kit", "cli"] {
        for path in sources(&Path::new("src").join(room)) {
            let text = code(&path);
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for word in RECKONING {
                assert!(!text.contains(word), "{} has `{word}`", path.display());
            }
        }
    }
}

#[test]
fn files_can_be_read_in_one_sitting() {
    for folder in ["src", "tests", "benches"] {
        for path in sources(Path::new(folder)) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            assert!(
                lines <= 500,
                "{} has {lines} lines: is there a second idea in it?",
                path.display()
            );
        }
    }
}
