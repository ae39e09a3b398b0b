//! What action.yml, the hooks and docs/ci.md say, held to each other and run.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value as Json;

use crate::repository::Repository;

fn parsed(text: &str) -> Json {
    serde_yaml::from_str(text).unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap()
}

/// The code blocks of docs/ci.md: language and text.
fn blocks() -> Vec<(String, String)> {
    let document = read("docs/ci.md");
    let fenced = document.split("```").skip(1).step_by(2);
    let blocks = fenced.filter_map(|block| block.split_once('\n'));
    blocks.map(|(language, text)| (language.to_owned(), text.to_owned())).collect()
}

/// Every map inside, in order.
fn maps<'a>(value: &'a Json, found: &mut Vec<&'a serde_json::Map<String, Json>>) {
    match value {
        Json::Object(map) => {
            found.push(map);
            map.values().for_each(|value| maps(value, found));
        }
        Json::Array(values) => values.iter().for_each(|value| maps(value, found)),
        _ => {}
    }
}

fn keys(value: &Json) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn variable(input: &str) -> String {
    format!("INPUT_{}", input.to_uppercase().replace('-', "_"))
}

#[test]
fn inputs_reach_the_scripts_through_the_environment() {
    let action = parsed(&read("action.yml"));
    assert_eq!(action["runs"]["using"], "composite");
    let mut passed = BTreeSet::new();
    for step in action["runs"]["steps"].as_array().unwrap() {
        let run = step["run"].as_str().unwrap();
        assert_eq!(step["shell"], "bash", "{run}");
        assert!(!run.contains("${{"), "{run}");
        let script = run.strip_prefix("bash \"$GITHUB_ACTION_PATH/").unwrap();
        let script = read(script.strip_suffix('"').unwrap());
        assert!(!script.contains("${{"));
        let words = script.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let used: BTreeSet<&str> =
            words.filter(|w| w.len() > 6 && w.starts_with("INPUT_")).collect();
        assert_eq!(used, keys(&step["env"]), "{run}");
        for (name, value) in step["env"].as_object().unwrap() {
            let input = value.as_str().unwrap().strip_prefix("${{ inputs.").unwrap();
            let input = input.strip_suffix(" }}").unwrap().to_owned();
            assert_eq!(*name, variable(&input));
            passed.insert(input);
        }
    }
    let passed: BTreeSet<&str> = passed.iter().map(String::as_str).collect();
    assert_eq!(passed, keys(&action["inputs"]));

    let outputs = keys(&action["outputs"]);
    assert_eq!(outputs, BTreeSet::from(["score", "regressions", "report"]));
    let document = read("docs/ci.md");
    for name in passed.union(&outputs) {
        assert!(document.contains(&format!("`{name}`")), "{name} is not in docs/ci.md");
    }
}

/// The hook takes many files, and fails when one of them is broken.
#[test]
fn the_hook_judges_the_files_it_is_given() {
    let hooks = parsed(&read(".pre-commit-hooks.yaml"));
    let hook = &hooks.as_array().unwrap()[0];
    assert_eq!((&hook["id"], &hook["language"]), (&"fmti-check".into(), &"rust".into()));
    let repository = Repository::new();
    let files = repository.git(&["ls-files"]);
    let run = || {
        let mut words = hook["entry"].as_str().unwrap().split(' ');
        let mut command = repository.command(words.next().unwrap());
        command.args(words).args(files.lines());
        command.output().unwrap().status.code()
    };
    assert!(files.lines().count() > 5);
    assert_eq!(run(), Some(0));
    repository.write("gamma.yaml", "panel: 100", "panel: 101");
    assert_eq!(run(), Some(1));
}

/// The commands of every workflow and the steps with the action, in the order of the page.
#[test]
fn the_page_for_ci_does_what_it_shows() {
    let repository = Repository::new();
    let bash = |script: &str| {
        let summary = repository.top().join("summary.md");
        let mut command = repository.command("bash");
        command.args(["-euo", "pipefail", "-c", script]).env("GITHUB_STEP_SUMMARY", summary);
        command
            .env("CI_MERGE_REQUEST_DIFF_BASE_SHA", repository.git(&["rev-parse", "main"]).trim());
        let run = command.output().unwrap();
        assert!(run.status.success(), "{script}\n{}", String::from_utf8_lossy(&run.stderr));
    };
    let inputs = parsed(&read("action.yml"));
    let inputs = keys(&inputs["inputs"]);
    let (mut commands, mut actions) = (0, 0);
    for (language, text) in blocks() {
        match language.as_str() {
            "sh" => bash(&text),
            "groovy" => {
                let calls = text.lines().filter_map(|line| line.strip_prefix("sh '"));
                calls.for_each(|call| bash(call.strip_suffix('\'').unwrap()));
            }
            "yaml" => {
                let block = parsed(&text);
                let mut found = Vec::new();
                maps(&block, &mut found);
                for map in found {
                    for value in ["run", "script", "after_script"].map(|key| map.get(key)) {
                        let lines = value.map_or(&[][..], |value| match value {
                            Json::Array(lines) => lines,
                            line => std::slice::from_ref(line),
                        });
                        for line in lines {
                            let line = line.as_str().unwrap();
                            assert!(!line.contains("${{"), "{line}");
                            bash(line);
                            commands += 1;
                        }
                    }
                    let called = map.get("uses").and_then(Json::as_str).unwrap_or_default();
                    if called.starts_with("OWNER/fmti@") {
                        let with: Vec<(String, &str)> = map["with"]
                            .as_object()
                            .unwrap()
                            .iter()
                            .map(|(name, value)| {
                                assert!(inputs.contains(name.as_str()), "{name}");
                                (variable(name), value.as_str().unwrap())
                            })
                            .collect();
                        let mut with: Vec<_> = with.iter().map(|(n, v)| (n.as_str(), *v)).collect();
                        with.push(("GITHUB_BASE_REF", "main"));
                        let run = repository.action(&with);
                        assert_eq!(run.status, 0, "{}{}", run.printed, run.errors);
                        assert_eq!(run.output("regressions"), "0");
                        actions += 1;
                    }
                }
            }
            other => panic!("{other}: nobody tries this"),
        }
    }
    assert!(commands >= 5 && actions == 2, "{commands} {actions}");
    let top = repository.top();
    for file in ["public/ranking.xlsx", "public/points.csv", "report.sarif", "regressions.xml"] {
        assert!(fs::metadata(top.join(file)).unwrap().len() > 100, "{file}");
    }
}
