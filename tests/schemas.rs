//! `schemas/` holds what `fmti schema` prints; `UPDATE_SCHEMAS=1` rewrites it.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value as Json;

/// What the program prints.
fn schema(arguments: &[&str]) -> Vec<u8> {
    let output =
        Command::cargo_bin("fmti").unwrap().arg("schema").args(arguments).output().unwrap();
    assert!(output.status.success());
    output.stdout
}

const KINDS: [&str; 9] = [
    "edition",
    "developers",
    "disclosure",
    "catalog",
    "card",
    "crosswalk",
    "allowances",
    "baseline",
    "lock",
];

#[test]
fn generated_schemas_are_current() {
    let whole = KINDS.iter().filter(|kind| **kind != "disclosure");
    let mut all: Vec<(String, Vec<&str>)> =
        whole.map(|kind| ((*kind).to_owned(), vec![*kind])).collect();
    for catalog in ["fmti-1", "fmti-2"] {
        all.push((format!("disclosure-{catalog}"), vec!["disclosure", "--catalog", catalog]));
    }
    for (name, arguments) in all {
        let printed = schema(&arguments);
        let path = format!("schemas/{name}.schema.json");
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            fs::write(&path, &printed).unwrap();
        }
        assert!(fs::read(&path).unwrap_or_default() == printed, "{path} is not current");
    }
}

/// `docs/files.md` is what `fmti schema --keys` prints of every kind; `UPDATE_SCHEMAS=1` rewrites it.
#[test]
fn the_reference_of_keys_is_current() {
    let mut text = String::from(
        "# The files people write\n\nEvery key of every file, as `fmti schema KIND --keys` prints \
         it. `fmti schema KIND`\nprints the same as a JSON Schema, with which editors complete, \
         explain and underline.\n",
    );
    for kind in KINDS {
        text.push('\n');
        text.push_str(&String::from_utf8(schema(&[kind, "--keys"])).unwrap());
    }
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        fs::write("docs/files.md", &text).unwrap();
    }
    assert!(fs::read_to_string("docs/files.md").unwrap_or_default() == text, "not current");
}

/// Every key of an object that a schema knows, by its path.
fn keys<'a>(schema: &'a Json, path: &str, found: &mut Vec<(String, &'a Json)>) {
    for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}/{key}");
        found.push((path.clone(), inner));
        keys(inner, &path, found);
    }
    for (name, inner) in schema["definitions"].as_object().into_iter().flatten() {
        keys(inner, &format!("{path}#{name}"), found);
    }
    for inner in ["items", "additionalProperties"].iter().filter_map(|key| schema.get(key)) {
        keys(inner, path, found);
    }
    for inner in schema["anyOf"].as_array().into_iter().flatten() {
        keys(inner, path, found);
    }
}

#[test]
fn editors_can_explain_every_key() {
    for kind in KINDS {
        let schema: Json = serde_json::from_slice(&schema(&[kind])).unwrap();
        let mut found = Vec::new();
        keys(&schema, kind, &mut found);
        assert!(found.len() > 1, "{kind}");
        for (path, key) in found {
            // What all answers share is explained where it stands.
            let shared = key["$ref"].is_string() && path.starts_with("disclosure/answers/");
            let said = key["description"].as_str().is_some_and(|text| !text.is_empty());
            assert!(said || shared, "{path}: {key}");
        }
    }
}

/// Refuses what a schema does not allow.
struct Schema {
    schemas: boon::Schemas,
    index: boon::SchemaIndex,
}

impl Schema {
    fn read(name: &str) -> Self {
        let mut schemas = boon::Schemas::new();
        let path = format!("schemas/{name}.schema.json");
        let index = boon::Compiler::new().compile(&path, &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn check(&self, text: &str) -> Result<(), String> {
        let document: Json = serde_yaml::from_str(text).unwrap();
        self.schemas.validate(&document, self.index).map_err(|error| format!("{error:#}"))
    }
}

/// What is valid for `check` is valid for an editor.
#[test]
fn the_files_of_the_project_are_what_their_schemas_say() {
    let mut read = 0;
    let mut check = |schema: &Schema, path: &Path| {
        read += 1;
        let said = schema.check(&fs::read_to_string(path).unwrap());
        assert_eq!(said, Ok(()), "{}", path.display());
    };
    let inside = |folder: &str| -> Vec<PathBuf> {
        let walk = walkdir::WalkDir::new(folder).into_iter().map(|e| e.unwrap().into_path());
        walk.filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect()
    };
    check(&Schema::read("developers"), Path::new("disclosures/developers.yaml"));
    for (edition, catalog) in [("2023", "fmti-1"), ("2024", "fmti-1"), ("2025", "fmti-2")] {
        let (whole, one) =
            (Schema::read("edition"), Schema::read(&format!("disclosure-{catalog}")));
        for path in inside(&format!("disclosures/{edition}")) {
            check(if path.ends_with("edition.yaml") { &whole } else { &one }, &path);
        }
    }
    for catalog in ["fmti-1", "fmti-2"] {
        let (whole, one) = (Schema::read("catalog"), Schema::read("card"));
        for path in inside(&format!("indicators/{catalog}")) {
            check(if path.ends_with("catalog.yaml") { &whole } else { &one }, &path);
        }
    }
    for path in inside("indicators/crosswalks") {
        check(&Schema::read("crosswalk"), &path);
    }
    assert!(read > 240, "{read}");
}

/// An answer to an indicator, and whether it is valid.
const ANSWERS: &[(&str, &str, bool)] = &[
    ("data-size", "{panel: 1}", true),
    ("data-size", "{panel: 2}", false),
    ("data-size", "{panel: 0.5}", false),
    ("data-size", "{panel: \"1\"}", false),
    ("data-size", "{panel: {score: 1, reason: a}}", true),
    ("data-size", "{panel: {score: 3}}", false),
    ("data-size", "{panel: {reason: a}}", false),
    ("data-size", "{panel: }", true),
    ("data-size", "{sources: [{title: a, accessed: 0000-01-01}]}", false),
    ("data-size", "{stance: disclosed, withheld_for: contract}", false),
    ("data-size", "{withheld_for: contract}", false),
    ("data-size", "{stance: withheld, withheld_for: contract}", true),
    ("data-size", "{stance: Withheld}", false),
    ("data-size", "{stance: withheld, withheld_for: contract, in_part: the code}", true),
    ("data-size", "{stance: disclosed, in_part: 2024}", true),
    ("data-size", "{stance: none, in_part: }", true),
    ("data-size", "{stance: no-access, in_part: \" …. \"}", false),
    ("data-size", "{stance: no-access, in_part: \"\"}", false),
    ("data-size", "{stance: none, in_part: [code]}", false),
    ("data-size", "{stance: not-found, in_part: the code}", false),
    ("data-size", "{in_part: the code}", false),
    ("data-size", "{values: }", true),
    ("data-size", "{values: {nothing: 1}}", false),
    ("data-size", "{sources: [{accessed: 2025-01-01}]}", false),
    ("data-size", "{sources: [{title: a, accessed: soon}]}", false),
    ("data-size", "{sources: [ftp://example.org]}", false),
    ("data-size", "{sources: [https://example.org]}", true),
    ("data-size", "{sources: [\"https://example.org:80/a?b[]=c|d#é\"]}", true),
    ("data-size", "{sources: [{url: \"http://[::1]:8080/@a\"}]}", true),
    ("data-size", "{sources: [\"https://bücher.example/\"]}", true),
    ("data-size", "{sources: [\"https:///\"]}", false),
    ("data-size", "{sources: [\"https:///example.org\"]}", false),
    ("data-size", "{sources: [\"https://[::1\"]}", false),
    ("data-size", "{sources: ['https://\"']}", false),
    ("data-size", "{sources: [{url: \"https://a:b@example.org/\"}]}", false),
    ("data-size", "{sources: [\"https://@example.org/\"]}", false),
    ("data-size", "{sources: [{title: a, archived: \"https://example.org/\\u202Egpj\"}]}", false),
    ("data-size", "{sources: [\"https://example.org\\\\a\"]}", false),
    ("data-size", "{sources: [\"https://example.org/a b\"]}", false),
    ("data-size", "{newly_disclosed: maybe}", false),
    ("data-size", "{sorces: []}", false),
    ("energy-usage-final-run", "{values: {energy: 12}}", false),
    ("energy-usage-final-run", "{values: {energy: much}}", false),
    ("energy-usage-final-run", "{values: {energy: 1.2 GWh}}", true),
    ("model-cost", "{values: {cost: 4.2M}}", false),
    ("model-cost", "{values: {cost: $4.2M}}", true),
    ("data-domain-composition", "{values: {domains: {a: sixty}}}", false),
    ("data-domain-composition", "{values: {domains: {a: 60, b: 40 %}}}", true),
    ("data-domain-composition", "{values: {domains: {a: 160}}}", false),
];

/// As strict as `check` wherever a schema can be, and never stricter.
#[test]
fn schemas_and_check_agree_on_answers() {
    let dir = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        Command::cargo_bin("fmti").unwrap().current_dir(&dir).args(arguments).output().unwrap()
    };
    assert!(run(&["new", "index", "i"]).status.success());
    assert!(run(&["new", "disclosure", "acme", "--in", "i"]).status.success());
    let file = dir.path().join("i/acme.yaml");
    let blank = fs::read_to_string(&file).unwrap();
    let schema = Schema::read("disclosure-fmti-2");
    for (indicator, answer, valid) in ANSWERS {
        let before = format!("\n  {indicator}:\n");
        assert!(blank.contains(&before), "{indicator}");
        let text = blank.replace(&before, &format!("\n  {indicator}: {answer}\n"));
        fs::write(&file, &text).unwrap();
        let checked = run(&["check", "i"]).status.success();
        assert_eq!(checked, *valid, "check of {indicator}: {answer}");
        assert_eq!(schema.check(&text).is_ok(), *valid, "schema of {indicator}: {answer}");
    }
}

/// Files of other kinds, and whether they are valid.
#[test]
fn schemas_of_other_files_are_as_strict_as_check() {
    let relation = |text: &str| {
        format!("from: a\nto: b\nattribution: us\nrelations:\n  - {{{text}, reason: c}}\n")
    };
    let allowance = |text: &str| format!("allowances:\n  - {{gate: mean-drop, {text}}}\n");
    for (kind, text, valid) in [
        ("crosswalk", relation("relation: kept, from: [a], to: [b]"), true),
        ("crosswalk", relation("relation: kept, from: [a]"), false),
        ("crosswalk", relation("relation: revised, from: [a], to: [b]"), false),
        ("crosswalk", relation("relation: revised, change: looser, from: [a], to: [b]"), true),
        ("crosswalk", relation("relation: dropped, to: [b]"), false),
        ("crosswalk", relation("relation: renamed, from: [a]"), false),
        ("allowances", allowance("reason: a"), true),
        ("allowances", allowance("developer: ibm"), false),
        ("allowances", allowance("reason: …"), false),
        ("allowances", allowance("reason: a, domain: b, theme: c"), false),
        ("allowances", allowance("reason: a, expires: 2026"), false),
        ("developers", "a: {name: A, succeeds: [b]}".into(), true),
        ("developers", "a: {aliases: [A]}".into(), false),
        ("edition", "{id: a, title: b, date: 2025-13-01x, catalog: c}".into(), false),
        ("edition", "{id: a, title: b, date: 2025, catalog: c}".into(), true),
        ("edition", "{id: a, title: \"\", date: 2025, catalog: c}".into(), false),
        ("edition", "{id: a, title: \"\\u200B \", date: 2025, catalog: c}".into(), false),
        ("edition", "{id: a, title: b, date: \"0000\", catalog: c}".into(), false),
        ("developers", "a: {name: \" \"}".into(), false),
        ("edition", "{id: A B, title: b, date: 2025, catalog: c}".into(), false),
    ] {
        assert_eq!(Schema::read(kind).check(&text).is_ok(), valid, "{kind}: {text}");
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
        assert!(table.contains("1,1,1,true,acme-corp,Acme Corp.,,,0,0,0,100,0,"), "{table}");
        assert!(table.contains(",ai21-labs,AI21 Labs,"), "{table}");
        assert_eq!(run(&["new", "index", &index]).status.code(), Some(2));
        assert_eq!(run(&["new", "disclosure", "ibm", "--in", &index]).status.code(), Some(2));
    }
}
