//! Baselines and allowances: files that let breaches through.

use std::path::Path;

use crate::model::Points;
use crate::model::diagnostic::{Code, Diagnostic, Place};
use crate::model::gate::{Allowance, Gate, Key, Known};

use super::keys::acceptance::{ACCEPTED, ALLOWANCE, ALLOWANCES, BASELINE, BASELINE_SCHEMA};
use crate::file::fields::{Fields, Object};
use crate::file::node::Node;
use crate::file::problems::{self, Doc, Report};

/// What was read from a file, each with its place, and every problem in it.
#[derive(Debug)]
pub struct Read<T> {
    /// In file order.
    pub items: Vec<(T, Place)>,
    /// Sorted by line and column.
    pub problems: Vec<Diagnostic>,
}

/// Reads a baseline: JSON, as a run with `--write-baseline` wrote it.
pub fn baseline(path: &Path) -> Read<Known> {
    items(Doc::listed(path), &BASELINE, "accepted", known)
}

/// Reads allowances: YAML, written by people.
pub fn allowances(path: &Path) -> Read<Allowance> {
    items(Doc::named(path), &ALLOWANCES, "allowances", allowance)
}

fn items<T>(
    doc: Result<Doc, Box<Diagnostic>>,
    object: &Object,
    list: &str,
    read: fn(&Node, &mut Report<'_>) -> Option<T>,
) -> Read<T> {
    let doc = match doc {
        Ok(doc) => doc,
        Err(problem) => return Read { items: Vec::new(), problems: vec![*problem] },
    };
    let mut report = Report::of(&doc);
    let mut items = Vec::new();
    if let Some(fields) = Fields::open(&doc.root, object, &mut report) {
        if let Some(node) = fields.get("schema") {
            problems::word(node, "`schema`", &[(BASELINE_SCHEMA, ())], &mut report);
        }
        let nodes = fields.get(list);
        let nodes = nodes.and_then(|node| problems::list(node, &format!("`{list}`"), &mut report));
        for node in nodes.unwrap_or_default() {
            let place = report.at(node.span);
            items.extend(read(node, &mut report).map(|item| (item, place)));
        }
    }
    Read { items, problems: report.finish() }
}

fn gate(fields: &Fields<'_>, report: &mut Report<'_>) -> Option<Gate> {
    let words = Gate::ALL.map(|gate| (gate.as_str(), gate));
    problems::word(fields.get("gate")?, "`gate`", &words, report)
}

fn known(node: &Node, report: &mut Report<'_>) -> Option<Known> {
    let fields = Fields::open(node, &ACCEPTED, report)?;
    let developer = optional(&fields, "developer", report, problems::id);
    let subject = optional(&fields, "subject", report, problems::id);
    let gate = gate(&fields, report);
    let by = fields.get("by")?;
    let text = problems::text(by, "`by`", report)?;
    let Some(points) = Points::parse(&text).filter(|points| *points >= Points::ZERO) else {
        let message = format!("`by` wants a number from 0 up, got `{}`", problems::show(&text));
        report.error(Code::WrongType, by.span, message, None);
        return None;
    };
    let key = Key { gate: gate?, developer: developer.ok()?, subject: subject.ok()? };
    Some(Known { key, by: points })
}

fn allowance(node: &Node, report: &mut Report<'_>) -> Option<Allowance> {
    let fields = Fields::open(node, &ALLOWANCE, report)?;
    let gate = gate(&fields, report);
    let developer = optional(&fields, "developer", report, problems::id);
    let subjects: Vec<&str> = ["indicator", "domain", "theme"]
        .into_iter()
        .filter(|key| fields.get(key).is_some())
        .collect();
    let subject =
        subjects.first().map_or(Ok(None), |key| optional(&fields, key, report, problems::id));
    let reason = fields.get("reason");
    let reason = reason.and_then(|node| problems::written(node, "`reason`", report));
    let day = |node: &Node, what: &str, report: &mut Report<'_>| {
        problems::date(node, what, &[10], report)
    };
    let expires = optional(&fields, "expires", report, day);
    Some(Allowance {
        gate: gate?,
        developer: developer.ok()?,
        subject: subject.ok()?,
        reason: reason?,
        expires: expires.ok()?,
    })
}

/// What stands under a key: nothing is fine, and what cannot be read is not, lest an allowance for
/// one becomes one for all.
fn optional<T>(
    fields: &Fields<'_>,
    key: &str,
    report: &mut Report<'_>,
    read: impl Fn(&Node, &str, &mut Report<'_>) -> Option<T>,
) -> Result<Option<T>, Unreadable> {
    match fields.get(key) {
        None => Ok(None),
        Some(node) => read(node, &format!("`{key}`"), report).map(Some).ok_or(Unreadable),
    }
}

/// A value that is there and was reported.
struct Unreadable;

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T>(text: &str, read: fn(&Path) -> Read<T>) -> (usize, Vec<(Code, usize)>) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let read = read(file.path());
        let line = |p: &Diagnostic| p.place.spot.as_ref().map_or(0, |spot| spot.line);
        (read.items.len(), read.problems.iter().map(|p| (p.code, line(p))).collect())
    }

    #[test]
    fn allowances_say_why_and_until_when() {
        let text = "allowances:\n  - gate: lost-points\n    developer: ibm\n    indicator: data-size\n    \
                    reason: withdrawn\n    expires: 2026-12-31\n  - gate: mean-drop\n    reason: new cards\n";
        assert_eq!(read(text, allowances), (2, vec![]));
    }

    #[test]
    fn what_is_wrong_in_an_allowance_is_located_and_lets_nothing_through() {
        let text = "allowances:\n  - gate: lost-point\n    reason: a\n  - gate: mean-drop\n  \
                    - {gate: mean-drop, developer: 'A b', reason: b}\n  \
                    - {gate: mean-drop, expires: 2026-02-30, reason: c}\n  \
                    - {gate: mean-drop, until: x, reason: d}\n";
        let (items, problems) = read(text, allowances);
        assert_eq!(items, 1, "only the one with an unknown key besides");
        assert_eq!(
            problems,
            [
                (Code::UnknownValue, 2),
                (Code::MissingKey, 4),
                (Code::InvalidId, 5),
                (Code::BadDate, 6),
                (Code::UnknownKey, 7)
            ]
        );
    }

    #[test]
    fn a_baseline_is_json_with_sizes() {
        let text = r#"{"schema": "fmti.baseline/1", "accepted": [
            {"gate": "score-drop", "developer": "ibm", "by": 2.5},
            {"gate": "score-drop", "developer": "ibm", "by": "much"}]}"#;
        assert_eq!(read(text, baseline), (1, vec![(Code::WrongType, 3)]));
        let (items, problems) = read(r#"{"schema": "fmti.baseline/9", "accepted": []}"#, baseline);
        assert_eq!((items, problems.len()), (0, 1));
    }
}
