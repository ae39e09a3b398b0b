//! What the formats that CI systems read have in common.

pub(super) mod github;
pub(super) mod gitlab;
pub(super) mod junit;
pub(super) mod sarif;

use std::collections::HashMap;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::model::diagnostic::{Diagnostic, Place, Severity, Spot};

use crate::page::answer::{Case, Page};

/// A problem, and what it is known by in a later run.
pub(super) struct Finding<'a> {
    /// The problem.
    pub(super) problem: &'a Diagnostic,
    /// 32 hexadecimal digits.
    pub(super) fingerprint: String,
}

/// The problems of a page, errors first, since readers keep only so many; else in the page's order.
///
/// A fingerprint says nothing of lines: what moves stays the same problem. Problems alike in all
/// but their place are counted, so that no two of a page have the same.
pub(super) fn findings<'a>(page: &'a Page<'_>) -> Vec<Finding<'a>> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<Finding<'_>> = page
        .findings()
        .map(|problem| {
            let about = problem.about.as_ref().unwrap_or(&problem.message);
            let path = &problem.place.path;
            let identity = format!("{}\0{path}\0{about}", problem.code.as_str());
            let nth = seen.entry(identity.clone()).and_modify(|n| *n += 1).or_insert(1);
            let digest = Sha256::digest(format!("{identity}\0{nth}"));
            let digits = digest.iter().take(16).map(|byte| format!("{byte:02x}"));
            Finding { problem, fingerprint: digits.collect() }
        })
        .collect();
    found.sort_by_key(|finding| finding.problem.severity);
    found
}

/// How many there are of one severity.
pub(super) fn count(findings: &[Finding<'_>], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.problem.severity == severity).count()
}

/// More characters than this nobody reads in an annotation.
const TELLING: usize = 2_000;

/// What is wrong and, after `between`, what to do.
pub(super) fn told(problem: &Diagnostic, between: &str) -> String {
    let hint = problem.hint.iter().map(String::as_str);
    let parts: Vec<&str> = std::iter::once(problem.message.as_str()).chain(hint).collect();
    let mut text = parts.join(between);
    if let Some((at, _)) = text.char_indices().nth(TELLING) {
        text.truncate(at);
        text.push('…');
    }
    text
}

/// The file, if it is one and not a part of the program, and where in it.
pub(super) fn file(place: &Place) -> Option<(&str, Option<&Spot>)> {
    let outside = !place.path.is_empty() && !place.path.starts_with(BUILT_IN);
    outside.then_some((place.path.as_str(), place.spot.as_ref()))
}

/// The file, for formats in which each problem must have one: what is built in stands where this
/// project has it.
pub(super) fn some_file(place: &Place) -> (&str, Option<&Spot>) {
    file(place).unwrap_or_else(|| match place.path.strip_prefix(BUILT_IN) {
        Some(path) => (path, None),
        None => (".", None),
    })
}

/// How the paths of what the program holds begin.
const BUILT_IN: &str = "fmti:";

/// The command that made a page: `fmti check`.
pub(super) fn command(page: &Page<'_>) -> String {
    format!("fmti {}", page.command)
}

/// Whether a path says everything.
pub(super) fn is_whole(path: &str) -> bool {
    Path::new(path).is_absolute()
}

/// The page with the paths of problems, and cases that are named by a whole path, as `path` gives
/// them.
pub fn with_paths<'a>(page: &Page<'a>, path: impl Fn(&str) -> String) -> Page<'a> {
    let place = |place: &Place| match file(place) {
        Some((file, _)) => Place { path: path(file), spot: place.spot.clone() },
        None => place.clone(),
    };
    let problem = |problem: &Diagnostic| Diagnostic {
        place: place(&problem.place),
        related: problem.related.as_ref().map(|(how, other)| (how.clone(), place(other))),
        ..problem.clone()
    };
    let case = |case: &Case| Case {
        // A gate's name is no path.
        name: if is_whole(&case.name) { path(&case.name) } else { case.name.clone() },
        found: case.found.iter().map(problem).collect(),
    };
    Page { cases: page.cases.iter().map(case).collect(), ..page.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::check::{Looked, problems};
    use crate::model::diagnostic::Code;

    fn page(found: Vec<Diagnostic>) -> Page<'static> {
        let files = ["clean.yaml".to_owned()];
        let looked = Looked { catalogs: 1, editions: 1, files: &files, answers: 9, elsewhere: 0 };
        problems(&looked, found)
    }

    #[test]
    fn lines_move_and_findings_stay() {
        let spot = |line| Some(Spot { line, column: 3, text: "  a: b".into(), start: 2, end: 3 });
        let place = |line| Place { path: "lab/acme.yaml".into(), spot: spot(line) };
        let problem = |text: &str, line| Diagnostic::error(Code::BadUrl, text, place(line));
        let known = |found: Vec<Diagnostic>| -> Vec<String> {
            findings(&page(found)).into_iter().map(|finding| finding.fingerprint).collect()
        };
        let before = known(vec![problem("a", 1), problem("a", 4), problem("b", 5)]);
        assert_eq!(before, known(vec![problem("a", 11), problem("a", 17), problem("b", 19)]));
        assert_eq!(before[..2], known(vec![problem("a", 1), problem("a", 4)]));
        // A count in the message may change where there are words that stay.
        let about = |text: &str| problem(text, 1).about("answers");
        assert_eq!(known(vec![about("2 answers")]), known(vec![about("3 answers")]));
        assert_ne!(known(vec![problem("2", 1)]), known(vec![problem("3", 1)]));
    }

    #[cfg(unix)]
    #[test]
    fn cases_named_by_a_path_move_with_it() {
        let place = |path: &str| Place { path: path.into(), spot: None };
        let mut page = page(vec![
            Diagnostic::error(Code::BadUrl, "a", place("/top/lab/acme.yaml"))
                .related("b", place("fmti:indicators/x.yaml")),
        ]);
        page.cases.push(Case { name: "no regression".into(), found: Vec::new() });
        let moved = with_paths(&page, |path| path.trim_start_matches("/top/").to_owned());
        let names: Vec<&str> = moved.cases.iter().map(|case| case.name.as_str()).collect();
        assert_eq!(names, ["lab/acme.yaml", "clean.yaml", "no regression"]);
        let problem = &moved.cases[0].found[0];
        assert_eq!(problem.place.path, "lab/acme.yaml");
        assert_eq!(problem.related.as_ref().unwrap().1.path, "fmti:indicators/x.yaml");
    }
}
