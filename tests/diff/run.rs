//! The program, and what it said.

use assert_cmd::Command;
use serde_json::Value as Json;

/// What one run said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs `fmti diff` with these arguments, in this folder if one is named.
pub(crate) fn diff(folder: Option<&std::path::Path>, arguments: &[&str]) -> Said {
    let mut command = Command::cargo_bin("fmti").unwrap();
    // Nothing here takes ten seconds; a hang ends in a failure.
    command.timeout(std::time::Duration::from_mins(1));
    if let Some(folder) = folder {
        command.current_dir(folder);
    }
    let output = command.arg("diff").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The JSON document of a run that must succeed.
pub(crate) fn json(arguments: &[&str]) -> Json {
    let said = diff(None, &[arguments, &["-f", "json"]].concat());
    assert_eq!(said.code, Some(0), "{}", said.err);
    serde_json::from_str(&said.out).unwrap()
}

/// The rows of a run that must succeed, each by column.
pub(crate) fn rows(arguments: &[&str]) -> Vec<Row> {
    let said = diff(None, &[arguments, &["-f", "csv"]].concat());
    assert_eq!(said.code, Some(0), "{}", said.err);
    let mut reader = csv::Reader::from_reader(said.out.as_bytes());
    reader.deserialize().map(|row| Row(row.unwrap())).collect()
}

/// A row of a table.
#[derive(Debug)]
pub(crate) struct Row(std::collections::HashMap<String, String>);

impl Row {
    pub(crate) fn text(&self, column: &str) -> &str {
        self.0.get(column).unwrap_or_else(|| panic!("no column {column} in {:?}", self.0))
    }

    pub(crate) fn number(&self, column: &str) -> f64 {
        let text = self.text(column);
        text.parse().unwrap_or_else(|_| panic!("{column} is `{text}` in {:?}", self.0))
    }
}
