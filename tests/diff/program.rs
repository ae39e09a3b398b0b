//! The program around a comparison: what `--only`, paths, threads and locales must not change.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value as Json;

use crate::run::{json, rows};

/// Ranks and changes by developer.
fn ranks(document: &Json) -> BTreeMap<String, Json> {
    let developers = document["developers"].as_array().unwrap().iter();
    developers
        .map(|row| (row["developer"]["id"].as_str().unwrap().to_owned(), row.clone()))
        .collect()
}

#[test]
fn who_is_shown_changes_nobodys_rank() {
    let all = ranks(&json(&["2023", "2024"]));
    for only in ["meta", "BigCode", "Hugging Face", "cohere,ibm", "openai,google,adept"] {
        let shown = json(&["2023", "2024", "--only", only]);
        let some = ranks(&shown);
        assert_eq!(some.len(), only.split(',').count());
        for (developer, row) in some {
            assert_eq!(row, all[&developer]);
        }
    }
    // Nor why the mean moved, nor how much is comparable.
    let (whole, part) = (json(&["2024", "2025"]), json(&["2024", "2025", "--only", "ibm"]));
    for key in ["old", "new", "comparable", "decomposition"] {
        assert_eq!(whole[key], part[key], "{key}");
    }
}

#[test]
fn every_shape_says_the_same() {
    let document = json(&["2024", "2025"]);
    for (by, key) in [("domain", "domains"), ("subdomain", "subdomains"), ("theme", "themes")] {
        let other = json(&["2024", "2025", "--by", by]);
        assert_eq!(document[key], other[key]);
        assert_eq!(document["developers"], other["developers"]);
        let table = rows(&["2024", "2025", "--by", by]);
        let (parts, id) = (document[key].as_array().unwrap(), format!("{by}_id"));
        assert_eq!(table.len(), parts.len());
        for (row, part) in table.iter().zip(parts) {
            assert_eq!(row.text(&id), part[by]["id"].as_str().unwrap());
            let change = part["comparable"]["change"].as_f64();
            let shown = row.text("comparable_change").parse().ok();
            assert_eq!(shown, change, "{by} {}", row.text(&id));
        }
    }
    // By indicator, rows stand in another order.
    let table = rows(&["2024", "2025", "--by", "indicator"]);
    let relations = document["indicators"].as_array().unwrap();
    assert_eq!(table.len(), relations.len());
    for relation in relations {
        let ids = |key: &str| {
            let ids = relation.pointer(key).unwrap().as_array().unwrap().iter();
            ids.map(|id| id.as_str().unwrap()).collect::<Vec<_>>().join(" ")
        };
        let is = |row: &&crate::run::Row| {
            row.text("old_indicators") == ids("/old/indicators")
                && row.text("new_indicators") == ids("/new/indicators")
        };
        let row = table.iter().find(is).unwrap();
        assert_eq!((row.text("gained"), row.text("lost")), (&*ids("/gained"), &*ids("/lost")));
    }
}

#[test]
fn one_row_per_developer_and_answer_adds_up() {
    let document = ranks(&json(&["2024", "2025", "--include", "revised"]));
    let table = rows(&["2024", "2025", "--include", "revised", "--long"]);
    for (developer, row) in document {
        let mine = || table.iter().filter(|r| r.text("developer_id") == developer);
        let count = |outcome: &str| mine().filter(|r| r.text("outcome") == outcome).count();
        let listed = |key: &str| row[key].as_array().unwrap().len();
        assert_eq!(
            (count("gained"), count("lost")),
            (listed("gained_indicators"), listed("lost_indicators"))
        );
        // All the points there are, each once.
        for (side, column) in [("old", "old_score"), ("new", "new_score")] {
            let sum: f64 = mine().filter_map(|r| r.text(column).parse::<f64>().ok()).sum();
            assert!((sum - row[side]["score"].as_f64().unwrap_or_default()).abs() < 1e-9);
        }
    }
}

#[test]
fn files_paths_threads_and_locales_change_nothing() {
    let cases = Path::new("tests/cases/diff-catalogs/cmd.in");
    let dir = tempfile::tempdir().unwrap();
    let copy = |from: &Path, to: &Path| {
        for entry in walkdir::WalkDir::new(from).sort_by_file_name() {
            let entry = entry.unwrap();
            let target = to.join(entry.path().strip_prefix(from).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(target).unwrap();
            } else {
                fs::copy(entry.path(), target).unwrap();
            }
        }
    };
    copy(cases, &dir.path().join("there"));
    // Other names, so that files are met in another order.
    let renamed = dir.path().join("there/2026");
    for name in ["acme", "three"] {
        fs::rename(renamed.join(format!("{name}.yaml")), renamed.join(format!("{name}.yml")))
            .unwrap();
    }
    let run = |home: &Path, threads: &str, locale: &str| {
        let mut command = Command::cargo_bin("fmti").unwrap();
        command.env("RAYON_NUM_THREADS", threads).env("LC_ALL", locale).env("TZ", "Asia/Tokyo");
        let output = command.current_dir(home).args(["diff", "2025", "2026", "-f", "json"]);
        let output = output.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let here = run(cases, "1", "C");
    assert_eq!(here, run(&dir.path().join("there"), "7", "tr_TR.UTF-8"));
}

#[test]
fn files_get_what_the_terminal_would() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("fmti").unwrap();
    command.current_dir(&dir).args(["diff", "2024", "2025", "--fail-on", "lost-points"]);
    let output = command.args(["-o", "a.json", "-o", "b.csv", "-o", "c.md"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    // Whoever sees only the exit status is told why.
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.matches("error[lost-points]").count(), 16, "{said}");
    let written: Json =
        serde_json::from_slice(&fs::read(dir.path().join("a.json")).unwrap()).unwrap();
    assert_eq!(written["gates"][0]["holds"], false);
    assert_eq!(written["gates"][0]["breaches"].as_array().unwrap().len(), 16);
    assert!(fs::read_to_string(dir.path().join("c.md")).unwrap().contains("lost-points"));
}
