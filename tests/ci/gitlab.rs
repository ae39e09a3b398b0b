//! Code Quality reports.

use std::collections::HashSet;
use std::fs;
use std::sync::LazyLock;

use fmti::format::Format;
use proptest::prelude::*;
use serde_json::Value as Json;

use super::problems::{problems, written};
use super::{BROKEN, CLEAN, Schema, checked, fmti, problems_of};

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::read("gitlab-code-quality.json"));

#[test]
fn reports_are_as_documented() {
    for case in BROKEN {
        let text = checked(case, "gitlab");
        let report: Json = serde_json::from_str(text).unwrap();
        SCHEMA.check(&report).unwrap();
        let mut expected = problems_of(case);
        expected.sort_by_key(|problem| problem["severity"] == "warning");
        let issues = report.as_array().unwrap();
        assert_eq!(issues.len(), expected.len());
        for (issue, problem) in issues.iter().zip(expected) {
            assert_eq!(issue["check_name"], problem["code"]);
            assert_eq!(issue["location"]["path"], problem["path"]);
            let line = problem["line"].as_u64().unwrap_or(1);
            assert_eq!(issue["location"]["lines"]["begin"], line);
        }
    }
    assert_eq!(checked(CLEAN, "gitlab"), "[]\n");
}

#[test]
fn the_schema_refuses_what_gitlab_would_drop() {
    let text = checked("ci", "gitlab");
    let good: Json = serde_json::from_str(text).unwrap();
    for (pointer, wrong) in [
        ("/0/severity", "error".into()),
        ("/0/location/path", "./lab/acme.yaml".into()),
        ("/0/location/lines/begin", 0.into()),
        ("/0/fingerprint", Json::Null),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = wrong;
        assert!(SCHEMA.check(&bad).is_err(), "{pointer}");
    }
}

/// Fingerprints of a folder's problems; other lines above them change nothing.
#[test]
fn fingerprints_outlive_edits_above() {
    let lab = tempfile::tempdir().unwrap();
    let copy = |above: &str| {
        let from = std::path::Path::new("tests/cases/ci/cmd.in/lab");
        for entry in walkdir::WalkDir::new(from) {
            let entry = entry.unwrap();
            let to = lab.path().join(entry.path().strip_prefix(from).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).unwrap();
            } else {
                let text = fs::read_to_string(entry.path()).unwrap();
                let above = if text.is_empty() { "" } else { above };
                fs::write(to, above.to_owned() + &text).unwrap();
            }
        }
        let run = fmti("ci").current_dir(&lab).args(["check", ".", "-f", "gitlab"]).output();
        let report: Json = serde_json::from_slice(&run.unwrap().stdout).unwrap();
        let issues = report.as_array().unwrap().clone();
        let lines: u64 =
            issues.iter().map(|i| i["location"]["lines"]["begin"].as_u64().unwrap()).sum();
        let known = issues.iter().map(|i| i["fingerprint"].as_str().unwrap().to_owned());
        (known.collect::<Vec<_>>(), lines)
    };
    let (before, lines) = copy("");
    let (after, moved) = copy("# a comment\n\n");
    assert_eq!(before, after);
    assert!(moved > lines);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_problems_make_a_report(found in problems(8)) {
        // A message without words, and paths no file can have, are not what is asked here.
        let found: Vec<_> = found
            .into_iter()
            .map(|mut problem| {
                problem.message.insert(0, 'm');
                problem.place.path.insert(0, 'p');
                problem
            })
            .collect();
        let all = found.len();
        let report: Json = serde_json::from_str(&written(found, Format::Gitlab)).unwrap();
        prop_assert_eq!(SCHEMA.check(&report), Ok(()));
        let known: HashSet<&str> = report
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|issue| issue["fingerprint"].as_str())
            .collect();
        prop_assert_eq!(known.len(), all);
    }
}
