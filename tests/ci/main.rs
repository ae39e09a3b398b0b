//! The formats that CI systems read, held to what those systems publish.
#![allow(clippy::unwrap_used)]

mod github;
mod gitlab;
#[path = "../data/hostile.rs"]
mod hostile;
mod junit;
#[path = "../lab/mod.rs"]
mod lab;
mod outputs;
mod problems;
mod sarif;
mod summary;

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use assert_cmd::Command;
use serde_json::Value as Json;

/// Folders with everything that can be wrong, and one with nothing.
const BROKEN: [&str; 4] = ["ci", "broken-catalog", "broken-criteria", "broken-disclosures"];
const CLEAN: &str = "small";

/// The program in a case's folder, outside of any CI system.
fn fmti(case: &str) -> Command {
    let mut command = Command::cargo_bin("fmti").unwrap();
    command.current_dir(Path::new("tests/cases").join(case).join("cmd.in"));
    for name in ["GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "TF_BUILD"] {
        command.env_remove(name);
    }
    command
}

/// What a run prints.
fn printed(case: &str, arguments: &[&str]) -> String {
    String::from_utf8(fmti(case).args(arguments).output().unwrap().stdout).unwrap()
}

const FORMATS: [&str; 5] = ["json", "github", "gitlab", "junit", "sarif"];

/// What `fmti check lab` writes, by case and format: all of a case's formats in one run.
static CHECKED: LazyLock<HashMap<(&str, &str), String>> = LazyLock::new(|| {
    let mut written = HashMap::new();
    for case in BROKEN.into_iter().chain([CLEAN]) {
        let dir = tempfile::tempdir().unwrap();
        let path = |format: &str| dir.path().join(format);
        let outputs = FORMATS.map(|format| format!("-o{format}={}", path(format).display()));
        let run = fmti(case).args(["check", "lab"]).args(outputs).output().unwrap();
        assert_eq!(run.status.code(), Some(i32::from(case != CLEAN)));
        let read = |format| ((case, format), fs::read_to_string(path(format)).unwrap());
        written.extend(FORMATS.map(read));
    }
    written
});

fn checked(case: &'static str, format: &'static str) -> &'static str {
    &CHECKED[&(case, format)]
}

fn page_of(case: &'static str) -> Json {
    serde_json::from_str(checked(case, "json")).unwrap()
}

/// The problems of a case's folder, as `-f json` has them.
fn problems_of(case: &'static str) -> Vec<Json> {
    page_of(case)["problems"].as_array().unwrap().clone()
}

/// Refuses, saying why, what a JSON schema does not allow.
struct Schema {
    schemas: boon::Schemas,
    index: boon::SchemaIndex,
}

impl Schema {
    fn read(name: &str) -> Self {
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        compiler.enable_format_assertions();
        let index = compiler.compile(&format!("tests/data/schemas/{name}"), &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn check(&self, document: &Json) -> Result<(), String> {
        self.schemas.validate(document, self.index).map_err(|error| format!("{error:#}"))
    }
}

/// Byte for byte what is in `tests/golden`; `UPDATE_GOLDEN=1` rewrites it.
#[test]
fn a_broken_folder_in_every_format() {
    for (format, name) in [
        ("github", "ci.github.txt"),
        ("gitlab", "ci.gitlab.json"),
        ("junit", "ci.junit.xml"),
        ("sarif", "ci.sarif"),
    ] {
        let file = Path::new("tests/golden").join(name);
        let output = checked("ci", format);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&file, output).unwrap();
        }
        assert_eq!(fs::read_to_string(&file).unwrap_or_default(), output, "{name}");
    }
}
