//! Every text a stranger can write, in every field of every file, read in every output: it is shown
//! as text, and nothing obeys or hides it.
//!
//! The fields come from the declared keys, so that a new one is tried by itself.
#![allow(clippy::unwrap_used)]

mod files;
#[path = "../data/hostile.rs"]
mod hostile;
mod outputs;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// Texts that nobody should write. None shows nothing: that is refused.
const PAYLOADS: [&str; 11] = [
    "/approve",
    "::add-mask::a\n::stop-commands::b\r##[add-mask]c ##vso[task.setvariable]d",
    "\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}2J\0",
    "=HYPERLINK(\"http://evil.example\",\"click\")",
    "'@SUM(1+1)*cmd|' /C calc'!A0",
    "</title></script></style><script>alert(1)</script><img src=x onerror=alert(1)>",
    "\u{202e}evil\u{2066}\u{200b}\u{3164}\u{ffa0}\u{115f}\u{2800}\u{fe0f}\u{e0141}\u{e0041}\u{1d173}",
    "\u{338}a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a} \u{338}b",
    "@somebody merge #1 \\input{/etc/passwd} $x^2$ ~~~ `code` {{ 7*7 }} ]]><!--",
    "\u{feff}- one\u{2028}* two\u{85}# three\u{b}+ four\u{fffe}\u{fdd0}",
    "&R&D&Z&F&\"Webdings\"&999 a",
];

/// Runs the program; its words for people are read, too.
fn run(dir: &Path, payload: &str, statuses: &[i32], arguments: &[&str]) {
    let mut program = Command::cargo_bin("fmti").unwrap();
    program.current_dir(dir).env("GITHUB_ACTIONS", "true").env_remove("GITHUB_WORKSPACE");
    let output = program.args(arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let status = output.status.code().unwrap();
    assert!(statuses.contains(&status), "{arguments:?} ends with {status} for {payload:?}: {said}");
    outputs::harmless("stderr.txt", said.as_bytes(), payload);
    outputs::harmless("stdout.txt", &output.stdout, payload);
}

/// A run for every format of a kind, each into a file.
fn write(dir: &Path, payload: &str, statuses: &[i32], arguments: &[&str], formats: &[&str]) {
    let out = dir.join("out");
    fs::create_dir(&out).unwrap();
    let outputs: Vec<String> = formats.iter().map(|f| format!("-o{f}=out/{f}")).collect();
    let outputs = outputs.iter().map(String::as_str);
    let arguments: Vec<&str> = arguments.iter().copied().chain(["-q"]).chain(outputs).collect();
    run(dir, payload, statuses, &arguments);
    for format in formats {
        outputs::harmless(format, &fs::read(out.join(format)).unwrap(), payload);
    }
    fs::remove_dir_all(out).unwrap();
}

#[cfg(feature = "xlsx")]
const TABLES: &[&str] =
    &["table", "csv", "tsv", "json", "ndjson", "markdown", "html", "latex", "xlsx"];
#[cfg(not(feature = "xlsx"))]
const TABLES: &[&str] = &["table", "csv", "tsv", "json", "ndjson", "markdown", "html", "latex"];
const PROBLEMS: &[&str] =
    &["table", "csv", "json", "ndjson", "markdown", "html", "github", "sarif", "junit", "gitlab"];

/// Everything that is printed of an index, in every format.
fn read_all(dir: &Path, payload: &str) {
    let table = |arguments: &[&str]| write(dir, payload, &[0], arguments, TABLES);
    table(&["score", "new"]);
    table(&["score", "new", "--by", "indicator", "--rater", "panel"]);
    table(&["score", "new", "--rater", "criteria", "--by", "theme"]);
    table(&["score", "new", "--long"]);
    table(&["score", "new", "--group", "size"]);
    table(&["explain", "new", "d1"]);
    table(&["explain", "new", "d1", "first"]);
    table(&["explain", "new", "d2", "second"]);
    table(&["diff", "old", "new", "--crosswalk", "crosswalk.yaml"]);
    table(&[
        "diff",
        "old",
        "new",
        "--crosswalk",
        "crosswalk.yaml",
        "--by",
        "indicator",
        "--include",
        "revised",
    ]);
    table(&["diff", "old", "new", "--crosswalk", "crosswalk.yaml", "--group", "size"]);
    table(&["diff", "old", "new", "--crosswalk", "crosswalk.yaml", "--long"]);
    let charts = ["svg"];
    write(dir, payload, &[0], &["score", "new"], &charts);
    write(dir, payload, &[0], &["score", "new", "--by", "indicator"], &charts);
    write(dir, payload, &[0], &["diff", "old", "new", "--crosswalk", "crosswalk.yaml"], &charts);
    write(dir, payload, &[0], &["explain", "new", "d1"], &charts);
    let gates = [
        "diff",
        "old",
        "new",
        "--crosswalk",
        "crosswalk.yaml",
        "--fail-on",
        "lost-points,rank-drop=1,developer-vanished",
    ];
    write(dir, payload, &[1], &[&gates[..], &["--allow", "allow.yaml"]].concat(), PROBLEMS);
    write(dir, payload, &[0, 1], &["check", "new"], PROBLEMS);
    let title = format!("--title={}", payload.replace('\0', ""));
    let report = ["report", "old", "new", "--crosswalk", "crosswalk.yaml", "--no-png"];
    run(dir, payload, &[0], &[&report[..], &["-o", "site", &title]].concat());
    for entry in walkdir::WalkDir::new(dir.join("site")) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(dir.join("site")).unwrap();
            let path = path.to_str().unwrap();
            outputs::harmless(path, &fs::read(entry.path()).unwrap(), payload);
        }
    }
    fs::remove_dir_all(dir.join("site")).unwrap();
    run(dir, payload, &[0], &["lock", "new", "-v"]);
}

#[test]
fn texts_stay_texts() {
    for payload in PAYLOADS {
        let dir = TempDir::new().unwrap();
        files::write(dir.path(), payload, None);
        read_all(dir.path(), payload);
    }
}

/// What stands where no text belongs is refused, and shown to whoever reads the log.
#[test]
fn refusals_are_harmless() {
    let payload = "::add-mask::a\n##[add-mask]b\u{1b}[2J\u{202e}\u{3164}\u{e0141}a\u{301}\u{301}\u{301}\
                   \u{301}\u{301}<script>/approve";
    let places = files::places();
    assert!(places.len() > 40, "{places:?}");
    let dir = TempDir::new().unwrap();
    for place in 0..places.len() {
        files::write(dir.path(), payload, Some(place));
        write(dir.path(), payload, &[0, 1], &["check", "new"], PROBLEMS);
    }
}

/// Names of files are a stranger's as well.
#[cfg(unix)]
#[test]
fn names_of_files_are_harmless() {
    for payload in PAYLOADS {
        let dir = TempDir::new().unwrap();
        files::write(dir.path(), "text", None);
        let name = payload.replace(['\0', '/'], "");
        fs::copy(dir.path().join("new/d1.yaml"), dir.path().join(format!("new/{name}.yaml")))
            .unwrap();
        write(dir.path(), payload, &[1], &["check", "new"], PROBLEMS);
        run(dir.path(), payload, &[2], &["score", "new"]);
    }
}
