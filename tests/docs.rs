//! What the documents and the help say is there, is there.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use assert_cmd::Command;

const DOCUMENTS: [&str; 12] = [
    "README.md",
    "ARCHITECTURE.md",
    "BENCHMARKS.md",
    "CHANGELOG.md",
    "docs/criteria.md",
    "docs/formats.md",
    "docs/typing.md",
    "docs/diff.md",
    "docs/lock.md",
    "docs/ci.md",
    "docs/security.md",
    "docs/own-index.md",
];
const COMMANDS: [&str; 9] =
    ["score", "diff", "report", "lock", "explain", "check", "import", "new", "schema"];

fn help(arguments: &[&str]) -> String {
    let output = Command::cargo_bin("fmti").unwrap().args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What stands between backticks, and the lines of code blocks.
fn quoted(document: &str) -> Vec<String> {
    let text = fs::read_to_string(document).unwrap();
    let mut found = Vec::new();
    for (at, part) in text.split("```").enumerate() {
        if at % 2 == 1 {
            found.extend(part.lines().skip(1).map(str::to_owned));
        } else {
            found.extend(part.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

/// `a/{b,c}.rs` as `a/b.rs` and `a/c.rs`.
fn expanded(path: &str) -> Vec<String> {
    match (path.find('{'), path.find('}')) {
        (Some(open), Some(close)) if open < close => path[open + 1..close]
            .split(',')
            .map(|middle| format!("{}{middle}{}", &path[..open], &path[close + 1..]))
            .collect(),
        _ => vec![path.to_owned()],
    }
}

#[test]
fn every_path_exists() {
    let mut checked = 0;
    let tops = ["src", "tests", "benches", "indicators", "disclosures", "docs", ".ci", "action"];
    let floors = [
        "text", "model", "file", "load", "put", "write", "import", "grade", "analyze", "page",
        "chart", "format", "answer", "site", "kit", "cli",
    ];
    for document in DOCUMENTS {
        for code in quoted(document) {
            let word = code.split_whitespace().next().unwrap_or_default();
            let Some((top, _)) = word.split_once('/') else { continue };
            let home = if floors.contains(&top) { "src" } else { "." };
            if word.contains(['<', '>']) || !(tops.contains(&top) || floors.contains(&top)) {
                continue;
            }
            for path in expanded(word) {
                assert!(Path::new(home).join(&path).exists(), "{document}: {path}");
                checked += 1;
            }
        }
    }
    assert!(checked > 20, "{checked}");
}

#[test]
fn every_flag_and_command_exists() {
    let mut all = help(&["--help"]);
    for command in COMMANDS {
        assert!(all.contains(&format!("  {command} ")), "{command} is not in the help");
        all += &help(&[command, "--help"]);
    }
    for what in ["index", "card", "disclosure", "crosswalk"] {
        all += &help(&["new", what, "--help"]);
    }
    let mut checked = 0;
    for document in DOCUMENTS {
        // Output may speak of fmti too; a call begins with it.
        let calls = |code: &&String| code.trim_start_matches("$ ").starts_with("fmti ");
        for code in quoted(document).iter().filter(calls) {
            let after = code.split("fmti ").skip(1);
            for call in after {
                let mut words = call.split_whitespace();
                let command = words.next().unwrap();
                assert!(COMMANDS.contains(&command) || command == "score`", "{document}: {code}");
                for flag in words.filter(|word| word.starts_with("--")) {
                    let flag = flag.split('=').next().unwrap();
                    assert!(all.contains(flag), "{document}: {flag}");
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 4, "{checked}");
}

/// The commands of each help's examples do what they show.
#[test]
fn examples_in_the_help_work() {
    let mut tried = 0;
    for command in ["score", "diff", "explain", "schema"] {
        let text = help(&[command, "--help"]);
        for line in text.lines().filter(|line| line.starts_with("  fmti ")) {
            let call = line.trim().split("   ").next().unwrap();
            // These need a folder of the user's, or write one.
            let needs_more = ["my-index", "|", " -o ", " DIR", ">", " before", "--fail-on"]
                .iter()
                .any(|w| call.contains(w));
            if needs_more || call == "fmti check" {
                continue;
            }
            let arguments = call.split_whitespace().skip(1);
            Command::cargo_bin("fmti").unwrap().args(arguments).assert().success();
            tried += 1;
        }
    }
    assert!(tried >= 4, "{tried}");
}
