//! SARIF, held to its schema and to what GitHub wants beyond it.

use std::collections::HashSet;
use std::sync::LazyLock;

use fmti::format::Format;
use fmti::model::diagnostic::{Code, Diagnostic, Place};
use proptest::prelude::*;
use serde_json::Value as Json;

use super::problems::{problems, written};
use super::{BROKEN, CLEAN, Schema, checked, printed, problems_of};

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::read("sarif-2.1.0.json"));

fn run(document: &Json) -> &Json {
    &document["runs"][0]
}

fn results(document: &Json) -> &[Json] {
    run(document)["results"].as_array().unwrap()
}

fn uri(result: &Json) -> &str {
    let location = &result["locations"][0]["physicalLocation"];
    location["artifactLocation"]["uri"].as_str().unwrap()
}

fn decoded(uri: &str) -> String {
    percent_encoding::percent_decode_str(uri).decode_utf8().unwrap().into_owned()
}

/// What code scanning refuses or shows wrongly though the schema allows it.
fn taken_by_github(document: &Json) {
    let rules = run(document)["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            let text = rule[text]["text"].as_str().unwrap();
            assert!(text.ends_with('.') && text.len() > 20, "{text}");
        }
    }
    let used: HashSet<&str> =
        results(document).iter().filter_map(|r| r["ruleId"].as_str()).collect();
    let known: HashSet<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(used, known);
    let mut fingerprints = HashSet::new();
    for result in results(document) {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let uri = uri(result);
        assert!(!uri.is_empty() && !uri.contains(['\\', ' ']) && !uri.starts_with('/'), "{uri}");
        let known = result["partialFingerprints"]["fmti/v1"].as_str().unwrap();
        assert!(fingerprints.insert(known.to_owned()));
    }
}

#[test]
fn logs_are_valid_and_say_what_json_says() {
    for case in BROKEN {
        let text = checked(case, "sarif");
        assert_eq!(text.lines().count(), 1);
        let document: Json = serde_json::from_str(text).unwrap();
        SCHEMA.check(&document).unwrap();
        taken_by_github(&document);
        let mut expected = problems_of(case);
        expected.sort_by_key(|problem| problem["severity"] == "warning");
        assert_eq!(results(&document).len(), expected.len());
        for (result, problem) in results(&document).iter().zip(expected) {
            assert_eq!(result["ruleId"], problem["code"]);
            assert_eq!(result["level"], problem["severity"]);
            assert_eq!(decoded(uri(result)), problem["path"].as_str().unwrap());
            let region = &result["locations"][0]["physicalLocation"]["region"];
            // What is of a whole file stands on its first line.
            let line = problem["line"].as_u64().unwrap_or(1);
            assert_eq!(region["startLine"].as_u64(), Some(line));
            assert_eq!(region["startColumn"], problem["column"]);
            let end = region["endColumn"].as_u64();
            assert!(end.is_none_or(|end| end > region["startColumn"].as_u64().unwrap()));
            let related = result["relatedLocations"][0]["message"]["text"].as_str();
            assert_eq!(related, problem["related"]["message"].as_str());
        }
    }
}

/// By message and fingerprint, what a run in a folder finds.
fn known(folder: &std::path::Path, arguments: &[&str]) -> Vec<(String, String, String)> {
    let mut command = assert_cmd::Command::cargo_bin("fmti").unwrap();
    let run = command.current_dir(folder).args(arguments).args(["-f", "sarif"]).output().unwrap();
    let document: Json = serde_json::from_slice(&run.stdout).unwrap();
    let one = |result: &Json| {
        let fingerprint = result["partialFingerprints"]["fmti/v1"].as_str().unwrap().to_owned();
        let message = result["message"]["text"].as_str().unwrap().to_owned();
        (message, fingerprint, decoded(uri(result)))
    };
    let found: Vec<_> = results(&document).iter().map(one).collect();
    let line = |result: &Json| {
        let location = &result["locations"][0]["physicalLocation"];
        location["region"]["startLine"].as_u64()
    };
    assert!(results(&document).iter().all(|result| line(result).is_some_and(|line| line > 0)));
    found
}

/// Of equal findings each is known by where it stands, not by how many stand before it.
#[test]
fn what_is_mended_changes_no_other_finding() {
    let dir = crate::lab::lab();
    let file = dir.path().join("lab/acme.yaml");
    let text = std::fs::read_to_string(&file).unwrap();
    let sources = "panel: 7\n    sources: [ftp://x, ftp://x]\n";
    let broken = text.replace("panel: 100\n", sources).replace("panel: 50\n", sources);
    let check = |text: &str| {
        std::fs::write(&file, text).unwrap();
        known(dir.path(), &["check", "lab"])
    };
    let before = check(&broken);
    assert_eq!(before.len(), 9);
    // Lines before it move everything, and change nothing.
    let moved = check(&format!("# A\n# B\n{broken}"));
    assert_eq!(moved, before);
    for (wrong, right) in [("panel: 7", "panel: 100"), ("[ftp://x,", "[https://x,")] {
        let after = check(&broken.replacen(wrong, right, 1));
        assert_eq!(after.len(), 8);
        assert!(after.iter().all(|finding| before.contains(finding)), "{wrong}");
    }
}

/// The older edition may lie in a folder that is gone when somebody looks.
#[test]
fn who_vanished_is_shown_where_it_is_missed() {
    let dir = crate::lab::lab();
    let mut found = Vec::new();
    for name in ["first", "second"] {
        let old = crate::lab::lab();
        let there = dir.path().join("lab/acme.yaml");
        if there.exists() {
            std::fs::remove_file(there).unwrap();
        }
        let old = old.path().join("lab").display().to_string();
        let arguments =
            ["diff", &old, "lab", "--rater", "panel", "--fail-on", "developer-vanished"];
        let said = known(dir.path(), &arguments);
        assert_eq!(said.len(), 1, "{name}");
        assert_eq!(said[0].2, "lab/edition.yaml");
        found.push(said);
    }
    assert_eq!(found[0], found[1]);
}

#[test]
fn nothing_found_is_a_valid_log_too() {
    let text = checked(CLEAN, "sarif");
    let document: Json = serde_json::from_str(text).unwrap();
    SCHEMA.check(&document).unwrap();
    assert!(results(&document).is_empty());
    assert_eq!(run(&document)["automationDetails"]["id"], "fmti-check/");
}

#[test]
fn breaches_in_what_is_built_in_have_a_place() {
    let arguments = ["diff", "2024", "2025", "--fail-on", "lost-points", "-f", "sarif"];
    let document: Json = serde_json::from_str(&printed(CLEAN, &arguments)).unwrap();
    SCHEMA.check(&document).unwrap();
    taken_by_github(&document);
    assert!(!results(&document).is_empty());
    for result in results(&document) {
        assert!(uri(result).starts_with("disclosures/2025/"), "{}", uri(result));
    }
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let good: Json = serde_json::from_str(checked("ci", "sarif")).unwrap();
    for (pointer, wrong) in [
        ("/version", "2.0.0".into()),
        ("/runs/0/tool/driver/name", 1.into()),
        ("/runs/0/results/0/level", "fatal".into()),
        ("/runs/0/results/0/locations/0/physicalLocation/region/startLine", 0.into()),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri", "a b|c".into()),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = wrong;
        assert!(SCHEMA.check(&bad).is_err(), "{pointer}");
    }
}

/// GitHub refuses runs of over 25,000 results and files of over 10 MB.
#[test]
fn what_is_too_much_is_left_out_and_said() {
    let many = |count: usize, message: &str| -> (Json, usize) {
        let place = Place { path: "a".into(), spot: None };
        let mut found: Vec<Diagnostic> = (0..count)
            .map(|n| Diagnostic::warning(Code::BadUrl, format!("{message}{n}"), place.clone()))
            .collect();
        found.push(Diagnostic::error(Code::WrongType, "last", place));
        let text = written(found, Format::Sarif);
        (serde_json::from_str(&text).unwrap(), text.len())
    };
    for (count, message) in [(25_100, ""), (2_000, "漢".repeat(1_990).as_str())] {
        let (mut document, size) = many(count, message);
        let kept = results(&document).len();
        assert!(kept <= 25_000 && kept > 1_000, "{kept}");
        assert!(size <= 10_000_000, "{size}");
        assert_eq!(results(&document)[0]["message"]["text"], "last");
        let note = &run(&document)["invocations"][0]["toolExecutionNotifications"][0];
        let left_out = fmti::text::words::grouped(count + 1 - kept);
        let text = note["message"]["text"].as_str().unwrap();
        assert!(text.starts_with(&format!("{left_out} of ")), "{text}");
        // Results are valid one by one: a few will do.
        document["runs"][0]["results"].as_array_mut().unwrap().truncate(9);
        SCHEMA.check(&document).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_problems_make_a_log(found in problems(8)) {
        let text = written(found.clone(), Format::Sarif);
        prop_assert_eq!(text.matches('\n').count(), 1);
        let document: Json = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(SCHEMA.check(&document), Ok(()));
        prop_assert_eq!(results(&document).len(), found.len());
        let mut paths: Vec<String> = found.into_iter().map(|p| p.place.path).collect();
        let mut named: Vec<String> = results(&document).iter().map(|r| decoded(uri(r))).collect();
        for path in &mut paths {
            *path = match path.strip_prefix("fmti:") {
                Some(path) => path.to_owned(),
                None if path.is_empty() => ".".to_owned(),
                None if path.starts_with('/') => format!("file://{path}"),
                None => path.clone(),
            };
        }
        paths.sort();
        named.sort();
        prop_assert_eq!(named, paths);
        for result in results(&document) {
            prop_assert!(!result["message"]["text"].as_str().unwrap().contains("]("));
        }
    }
}
