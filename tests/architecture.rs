//! The floors of the house: arrows only point down.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// Each floor and the floors it may use.
const FLOORS: [(&str, &[&str]); 6] = [
    ("model", &[]),
    ("load", &["model"]),
    ("grade", &["model"]),
    ("analyze", &["model", "grade"]),
    ("report", &["model", "analyze", "grade"]),
    ("cli", &["model", "load", "grade", "analyze", "report"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().into_path());
    let mut found: Vec<PathBuf> =
        walk.filter(|p| p.extension().is_some_and(|e| e == "rs")).collect();
    found.sort();
    found
}

/// The code of a file: comments and the tests at its end may speak of anything.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn arrows_only_point_down() {
    let mut arrows = 0;
    for (floor, below) in FLOORS {
        let files = sources(&Path::new("src").join(floor));
        assert!(!files.is_empty(), "no floor {floor}");
        for path in files {
            let text = code(&path);
            for (other, _) in FLOORS {
                let used = text.matches(&format!("crate::{other}")).count();
                arrows += used;
                let allowed = other == floor || below.contains(&other);
                assert!(used == 0 || allowed, "{} uses {other}", path.display());
            }
        }
    }
    assert!(arrows > 50, "the test no longer sees how floors use each other");
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
