//! Every format byte for byte, for a made-up index and the real 2025 table. `tests/golden/` holds
//! what must come out; after a wanted change run with `UPDATE_GOLDEN=1` and read the difference.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn golden(name: &str, extension: &str, arguments: &[&str]) {
    let file = Path::new("tests/golden").join(format!("{name}.{extension}"));
    let output = Command::cargo_bin("fmti").unwrap().args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, &output.stdout).unwrap();
    }
    let wanted = fs::read(&file).unwrap_or_default();
    assert!(
        wanted == output.stdout,
        "{} is not what `fmti {}` prints:\n{}",
        file.display(),
        arguments.join(" "),
        String::from_utf8_lossy(&output.stdout)
    );
}

const LAB: &str = "tests/cases/small/cmd.in/lab";

const FORMATS: [(&str, &str); 8] = [
    ("table", "txt"),
    ("csv", "csv"),
    ("tsv", "tsv"),
    ("json", "json"),
    ("ndjson", "ndjson"),
    ("markdown", "md"),
    ("html", "html"),
    ("latex", "tex"),
];

#[test]
fn a_made_up_index_in_every_format() {
    for (format, extension) in FORMATS {
        golden("small", extension, &["score", LAB, "--rater", "panel", "-f", format]);
    }
}

#[test]
fn the_real_ranking_in_every_format() {
    for (format, extension) in FORMATS {
        golden("2025", extension, &["score", "2025", "-f", format]);
    }
}

#[test]
fn a_made_up_index_for_people() {
    let lab = ["score", LAB, "--rater", "panel", "-f", "csv"];
    let with = |name: &str, more: &[&str]| golden(name, "csv", &[&lab, more].concat());
    with("small-de", &["--locale", "de"]);
    with("small-exact", &["--csv-safety", "none"]);
    with("small-datawrapper", &["--shape", "datawrapper"]);
    with("small-flourish", &["--shape", "flourish"]);
    with("small-total", &["--shape", "flourish", "--by", "total", "--locale", "fr"]);
    with("small-means", &["--shape", "datawrapper", "--group", "size", "--by", "total"]);
    let shaped = ["score", LAB, "--rater", "panel", "--shape", "flourish", "-f", "json"];
    golden("small-flourish", "json", &shaped);
    let heat = ["score", LAB, "--rater", "panel", "--by", "indicator", "-f", "html"];
    golden("small-indicators", "html", &heat);
    let criteria = ["score", LAB, "--rater", "criteria", "--by", "indicator", "-f", "html"];
    golden("small-criteria", "html", &criteria);
    golden("small-answer", "html", &["explain", LAB, "acme", "data-size", "-f", "html"]);
    golden("small-answer", "tex", &["explain", LAB, "acme", "data-size", "-f", "latex"]);
}

#[test]
fn other_shapes_of_the_real_editions() {
    let csv = |name: &str, arguments: &[&str]| {
        golden(name, "csv", &[arguments, &["-f", "csv"]].concat());
    };
    csv("2023-indicators", &["score", "2023", "--by", "indicator"]);
    csv("2024-subdomains", &["score", "2024", "--by", "subdomain"]);
    csv("2025-themes", &["score", "2025", "--by", "theme", "--sort", "compute"]);
    csv("2025-business", &["score", "2025", "--group", "business"]);
    csv("2024-answers", &["score", "2024", "--long", "--only", "BigCode"]);
}

/// The comparison everybody asks for, and its other shapes. `diff-2025.csv` has a column for each of
/// docs/diff.md.
#[test]
fn the_real_comparison_in_every_format() {
    for (format, extension) in FORMATS {
        golden("diff-2025", extension, &["diff", "2024", "2025", "-f", format]);
    }
}

#[test]
fn other_shapes_of_the_real_comparison() {
    let csv = |name: &str, arguments: &[&str]| {
        let arguments = [&["diff", "2024", "2025"], arguments, &["-f", "csv"]].concat();
        golden(name, "csv", &arguments);
    };
    csv("diff-2025-indicators", &["--by", "indicator"]);
    csv("diff-2025-domains", &["--by", "domain"]);
    csv("diff-2025-weights", &["--group", "weights"]);
    csv("diff-2025-long", &["--by", "theme", "--long", "--only", "IBM,Mistral"]);
}

#[test]
fn colour_is_only_where_it_was_asked_for() {
    golden("2025-colour", "txt", &["score", "2025", "--color", "always"]);
    for when in ["auto", "never"] {
        golden("2025", "txt", &["score", "2025", "--color", when]);
    }
}
