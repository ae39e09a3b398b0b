//! `schemas/` holds what `fmti schema` prints; `UPDATE_SCHEMAS=1` rewrites it.
#![allow(clippy::unwrap_used)]

use std::fs;

use assert_cmd::Command;

#[test]
fn generated_schemas_are_current() {
    for (name, arguments) in [
        ("catalog", vec!["catalog"]),
        ("card", vec!["card"]),
        ("edition", vec!["edition"]),
        ("lock", vec!["lock"]),
        ("disclosure-fmti-1", vec!["disclosure", "--catalog", "fmti-1"]),
        ("disclosure-fmti-2", vec!["disclosure", "--catalog", "fmti-2"]),
    ] {
        let output =
            Command::cargo_bin("fmti").unwrap().arg("schema").args(arguments).output().unwrap();
        assert!(output.status.success());
        let path = format!("schemas/{name}.schema.json");
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            fs::write(&path, &output.stdout).unwrap();
        }
        assert!(fs::read(&path).unwrap_or_default() == output.stdout, "{path} is not current");
    }
}

/// A new index and a new disclosure pass `check`, and are graded.
#[test]
fn what_is_new_is_valid() {
    let dir = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        Command::cargo_bin("fmti").unwrap().current_dir(&dir).args(arguments).output().unwrap()
    };
    for catalog in ["fmti-1", "fmti-2"] {
        let index = format!("new-{catalog}");
        assert!(run(&["new", "index", &index, "--catalog", catalog]).status.success());
        for developer in ["ibm", "Acme Corp.", "AI21"] {
            let output = run(&["new", "disclosure", developer, "--in", &index]);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let check = run(&["check", &index]);
        assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
        let score = run(&["score", &index, "--rater", "criteria", "-f", "csv"]);
        let table = String::from_utf8(score.stdout).unwrap();
        assert!(table.contains("1,true,acme-corp,Acme Corp.,,0,100,0,"), "{table}");
        assert!(table.contains(",ai21-labs,AI21 Labs,"), "{table}");
        assert_eq!(run(&["new", "index", &index]).status.code(), Some(2));
        assert_eq!(run(&["new", "disclosure", "ibm", "--in", &index]).status.code(), Some(2));
    }
}
