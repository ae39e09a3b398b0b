//! An index as a folder, written from figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value as Json;
use tempfile::TempDir;

/// The rows of a table of figures, each by the names of its columns.
pub(crate) fn rows(name: &str) -> Vec<BTreeMap<String, String>> {
    let path = Path::new("tests/indices/figures").join(name);
    let mut table = csv::Reader::from_path(path).unwrap();
    let headers = table.headers().unwrap().clone();
    let named = |row: csv::StringRecord| {
        headers.iter().zip(&row).map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
    };
    table.records().map(|row| named(row.unwrap())).collect()
}

/// An id of a name: its letters and digits.
pub(crate) fn slug(name: &str) -> String {
    let mut id = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// A folder that is being written.
pub(crate) struct Folder {
    dir: TempDir,
}

impl Folder {
    /// A folder with a catalog, and a card of an id and a name for each question.
    pub(crate) fn new(catalog: &str, cards: &[(&str, &str)]) -> Self {
        let folder = Self { dir: TempDir::new().unwrap() };
        folder.write("catalog.yaml", catalog);
        for (id, name) in cards {
            folder.write(&format!("cards/{id}.yaml"), &format!("id: {id}\nname: {name:?}\n"));
        }
        folder
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Adds an edition of the catalog.
    pub(crate) fn edition(&self, id: &str, catalog: &str, more: &str) {
        let text = format!("id: \"{id}\"\ntitle: Made {id}\ndate: \"{id}\"\ncatalog: {catalog}\n");
        self.write(&format!("{id}/edition.yaml"), &(text + more));
    }

    /// Adds who is ranked, with a score for each question as it is written in a file; with none it was
    /// not assessed.
    pub(crate) fn entry(&self, edition: &str, name: &str, more: &str, scores: &[(&str, &str)]) {
        self.entry_as(edition, (&slug(name), name), more, scores);
    }

    /// The same with another id.
    pub(crate) fn entry_as(
        &self,
        edition: &str,
        (id, name): (&str, &str),
        more: &str,
        scores: &[(&str, &str)],
    ) {
        let mut text = format!("edition: \"{edition}\"\ndeveloper: {id}\nname: {name:?}\n{more}");
        if scores.is_empty() {
            text += "status: not-assessed\n";
        } else {
            text += "answers:\n";
        }
        for (question, score) in scores {
            let _ = writeln!(text, "  {question}: {{panel: {score}}}");
        }
        self.write(&format!("{edition}/{id}.yaml"), &text);
    }

    /// Runs the program on this folder.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fmti"));
        command.args(args).current_dir(self.dir.path()).env("NO_COLOR", "1");
        command.output().unwrap()
    }

    /// Checks the whole folder: nothing may be wrong with it, and so many things are odd.
    pub(crate) fn check(&self, odd: usize) {
        let out = self.run(&["check", "."]);
        let said = String::from_utf8_lossy(&out.stdout);
        assert!(out.status.success(), "{said}{}", String::from_utf8_lossy(&out.stderr));
        assert_eq!(said.matches("warning[").count(), odd, "{said}");
    }

    /// What the program writes as JSON.
    pub(crate) fn json(&self, args: &[&str]) -> Json {
        let out = self.run(&[args, &["-f", "json"]].concat());
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&out.stdout).unwrap()
    }
}
