//! The floors of the house: arrows only point down.
#![allow(clippy::unwrap_used)]

mod uses;

use std::fs;
use std::path::Path;

use uses::{arrows, circle, code, sources};

/// Each floor and the floors it may use.
const FLOORS: [(&str, &[&str]); 6] = [
    ("model", &[]),
    ("load", &["model"]),
    ("grade", &["model"]),
    ("analyze", &["model", "grade"]),
    ("report", &["model", "analyze", "grade"]),
    ("cli", &["model", "load", "grade", "analyze", "report"]),
];

#[test]
fn arrows_only_point_down() {
    let mut seen = 0;
    for (from, to) in arrows().iter().flat_map(|(from, all)| all.iter().map(move |to| (from, to))) {
        let Some((floor, below)) = FLOORS.iter().find(|(floor, _)| *floor == from[0]) else {
            continue;
        };
        seen += 1;
        let allowed = to[0] == *floor || below.contains(&to[0].as_str());
        assert!(allowed, "{} uses {}", from.join("::"), to.join("::"));
    }
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
    let rules: [(&str, &[&str]); 15] = [
        ("serde_yaml", &["src/load/yaml.rs"]),
        ("postcard", &["src/load/builtin.rs"]),
        ("walkdir", &["src/load", "src/cli/install.rs"]),
        ("clap", &["src/cli"]),
        ("comfy_table", &["src/report/terminal.rs"]),
        ("base64", &["src/report/html.rs", "src/report/site"]),
        ("rust_xlsxwriter", &["src/report/xlsx.rs"]),
        ("annotate_snippets", &["src/report/diagnostics.rs"]),
        ("quick_xml", &["src/report/junit.rs"]),
        ("percent_encoding", &["src/report/sarif.rs"]),
        ("anyhow", &["src/cli"]),
        ("askama", &["src/report/html.rs", "src/report/site"]),
        ("indicatif", &["src/cli/report.rs"]),
        ("resvg", &["src/report/chart/png.rs"]),
        ("std::fs", &["src/load", "src/cli"]),
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
