//! Annotations, read as the runner of GitHub Actions does.

use std::path::Path;

use fmti::format::Format;
use fmti::model::diagnostic::{Diagnostic, Severity};
use fmti::text::clean::{few_marks, is_hidden};
use proptest::prelude::*;

use super::hostile::obeyed;
use super::problems::{problems, written};
use super::{BROKEN, checked, fmti, problems_of};

/// A workflow command: its name, properties and data.
struct Command {
    name: String,
    properties: Vec<(String, String)>,
    data: String,
}

impl Command {
    fn read(line: &str) -> Option<Self> {
        let (head, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
        let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
        let properties = properties.split(',').filter_map(|pair| pair.split_once('='));
        let properties = properties.map(|(name, value)| (name.into(), unescape(value))).collect();
        Some(Self { name: name.into(), properties, data: unescape(data) })
    }

    fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn unescape(text: &str) -> String {
    let pairs = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    pairs.iter().fold(text.to_owned(), |text, (code, c)| text.replace(code, c))
}

fn seen(text: &str) -> String {
    few_marks(text).chars().filter(|c| !is_hidden(*c) || matches!(c, '\n' | '\r')).collect()
}

#[test]
fn annotations_say_what_json_says() {
    for case in BROKEN {
        let text = checked(case, "github");
        let mut expected = problems_of(case);
        expected.sort_by_key(|problem| problem["severity"] == "warning");
        let commands: Vec<Command> = text.lines().map_while(Command::read).collect();
        assert!(!commands.is_empty());
        for (command, problem) in commands.iter().zip(&expected).take(9) {
            assert_eq!(command.name, problem["severity"]);
            assert_eq!(command.property("title"), problem["code"].as_str());
            assert_eq!(command.property("file"), problem["path"].as_str());
            let line = command.property("line").map(|line| line.parse::<u64>().unwrap());
            assert_eq!(line, problem["line"].as_u64());
            assert!(command.data.starts_with(problem["message"].as_str().unwrap()), "{case}");
        }
        // What is no annotation is in the log all the same.
        for problem in expected {
            let code = problem["code"].as_str().unwrap();
            assert!(text.contains(&format!("={code}::")) || text.contains(&format!("[{code}]: ")));
        }
    }
}

#[test]
fn paths_start_where_the_repository_does() {
    let files = |run: &mut assert_cmd::Command| {
        let output = String::from_utf8(run.output().unwrap().stdout).unwrap();
        let commands = output.lines().map_while(Command::read);
        let files: Vec<String> = commands.filter_map(|c| c.property("file").map(seen)).collect();
        assert!(!files.is_empty());
        files
    };
    let lab = Path::new("tests/cases/ci/cmd.in/lab").canonicalize().unwrap();
    let relative = files(fmti("ci").args(["check", "lab", "-f", "github"]));
    assert!(relative.iter().all(|file| file.starts_with("lab/")), "{relative:?}");
    let whole = files(fmti("ci").args(["check", "-f", "github"]).arg(&lab));
    assert_eq!(whole, relative);
    // A step may run below the top.
    let top = Path::new("tests").canonicalize().unwrap();
    for name in ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"] {
        let below = files(fmti("ci").env(name, &top).args(["check", "lab", "-f", "github"]));
        let expected = relative.iter().map(|file| format!("cases/ci/cmd.in/{file}"));
        assert_eq!(below, expected.collect::<Vec<_>>());
    }
    // Where nothing is checked out, paths are those of the step.
    let mut beside = fmti("ci");
    beside.env("GITHUB_WORKSPACE", lab.join("inputs")).args(["check", "lab", "-f", "github"]);
    assert_eq!(files(&mut beside), relative);
}

/// One problem's annotation.
fn one(problem: Diagnostic) -> Command {
    let text = written(vec![problem], Format::Github);
    Command::read(text.split('\n').next().unwrap()).unwrap()
}

proptest! {
    #[test]
    fn an_annotation_says_what_was_meant(found in problems(1)) {
        let problem = &found[0];
        let command = one(problem.clone());
        prop_assert_eq!(&command.name, problem.severity.as_str());
        let hint = problem.hint.iter().map(|hint| format!("\n{hint}"));
        let message = problem.message.clone() + &hint.collect::<String>();
        let cut: String = message.chars().take(2_000).collect();
        prop_assert!(command.data.starts_with(&seen(&cut)));
        let names = ["file", "line", "col", "endLine", "endColumn", "title"];
        prop_assert!(command.properties.iter().all(|(name, _)| names.contains(&name.as_str())));
        let path = &problem.place.path;
        let is_file = !path.is_empty() && !path.starts_with("fmti:");
        prop_assert_eq!(command.property("file").is_some(), is_file && !seen(path).is_empty());
        if let Some(file) = command.property("file") {
            prop_assert_eq!(file, seen(path));
        }
        prop_assert_eq!(command.property("title"), Some(problem.code.as_str()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn ten_of_a_level_are_commands_and_nothing_else_is(found in problems(40)) {
        let count = |level| found.iter().filter(|p| p.severity == level).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let text = written(found, Format::Github);
        let commands = text.lines().take_while(|line| line.starts_with("::")).count();
        prop_assert_eq!(commands, errors.min(10) + warnings.min(10));
        let log: Vec<&str> = text.split(['\n', '\r']).skip(commands).collect();
        prop_assert!(!log.iter().any(|line| obeyed(line)), "{log:?}");
        // Beside the problems that are left, two notes, and nothing after the last line's end.
        let hidden = |all: usize| if all > 10 { all - 9 } else { 0 };
        prop_assert_eq!(log.len(), hidden(errors) + hidden(warnings) + 3);
    }
}
