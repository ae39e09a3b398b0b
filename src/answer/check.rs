//! The page of `fmti check`: every problem, by file.

use serde_json::json;

use crate::model::diagnostic::{Diagnostic, Severity};

use crate::page::answer::{Case, Page};
use crate::page::problems;
use crate::text::words::counted;

/// What was looked at.
#[derive(Clone, Copy, Debug)]
pub struct Looked<'a> {
    /// Catalogs.
    pub catalogs: usize,
    /// Editions.
    pub editions: usize,
    /// Every file, as messages name it.
    pub files: &'a [String],
    /// Answers in them.
    pub answers: usize,
    /// Problems in other files, which are not shown.
    pub elsewhere: usize,
}

/// One row per problem; `found` is sorted.
pub fn problems(looked: &Looked<'_>, found: Vec<Diagnostic>) -> Page<'static> {
    let count = |severity| found.iter().filter(|p| p.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let head = json!({
        "summary": {
            "errors": errors,
            "warnings": warnings,
            "catalogs": looked.catalogs,
            "editions": looked.editions,
            "files": looked.files.len(),
            "answers": looked.answers,
        },
    });
    Page {
        title: "fmti check".into(),
        notes: vec![summary(looked, errors, warnings)],
        command: "check",
        extra: head.as_object().cloned().unwrap_or_default(),
        records_key: "problems",
        records: Some(found.iter().map(problems::to_json).collect()),
        cases: by_file(looked.files, found),
        ..Page::default()
    }
}

/// A case for each file, in order, also for those without problems.
fn by_file(files: &[String], found: Vec<Diagnostic>) -> Vec<Case> {
    let case = |name: &String| Case { name: name.clone(), found: Vec::new() };
    let mut cases: Vec<Case> = files.iter().map(case).collect();
    for problem in found {
        let path = &problem.place.path;
        let at = cases.binary_search_by(|case| case.name.cmp(path)).unwrap_or_else(|at| {
            // What is no file that was read, such as a folder that cannot be walked.
            cases.insert(at, case(path));
            at
        });
        cases[at].found.push(problem);
    }
    cases
}

fn summary(looked: &Looked<'_>, errors: usize, warnings: usize) -> String {
    let found = match (errors, warnings) {
        (0, 0) => "no problems".to_owned(),
        (e, 0) => counted(e, "error"),
        (0, w) => counted(w, "warning"),
        (e, w) => format!("{}, {}", counted(e, "error"), counted(w, "warning")),
    };
    let elsewhere = match looked.elsewhere {
        0 => String::new(),
        n => format!("; {} in other files of the folder", counted(n, "problem")),
    };
    format!(
        "{found} in {} ({}, {}, {}){elsewhere}",
        counted(looked.files.len(), "file"),
        counted(looked.catalogs, "catalog"),
        counted(looked.editions, "edition"),
        counted(looked.answers, "answer")
    )
}
