//! Annotations of GitHub Actions: workflow commands, one on a line.

use crate::model::diagnostic::{Diagnostic, Severity};

use crate::format::ci::{self, Finding};
use crate::page::answer::Page;
use crate::page::problems;
use crate::text::clean::{clean, few_marks, is_hidden};
use crate::text::inert::inert;
use crate::text::words::counted;

/// More than these of one level GitHub drops without a word.
const SHOWN: usize = 10;

/// Errors, then warnings; what is too much for annotations, and the notes, as lines of the log.
pub(crate) fn render(page: &Page<'_>) -> String {
    let findings = ci::findings(page);
    let (mut commands, mut log) = (String::new(), String::new());
    for level in [Severity::Error, Severity::Warning] {
        let found = || findings.iter().filter(|finding| finding.problem.severity == level);
        let all = ci::count(&findings, level);
        let shown = if all > SHOWN { SHOWN - 1 } else { all };
        found().take(shown).for_each(|Finding { problem, .. }| commands += &annotation(problem));
        if shown < all {
            let more = counted(all - shown, &format!("more {}", level.as_str()));
            let title = property(&ci::command(page));
            let level = level.as_str();
            commands += &format!("::{level} title={title}::{more}: see the log of this step\n");
        }
        for Finding { problem, .. } in found().skip(shown) {
            log += &problems::line(problem);
            log.push('\n');
        }
    }
    for note in page.footer() {
        log += &clean(note);
        log.push('\n');
    }
    commands + &inert(&log)
}

fn annotation(problem: &Diagnostic) -> String {
    let mut place = String::new();
    let file = ci::file(&problem.place).map(|(path, spot)| (property(path), spot));
    if let Some((path, spot)) = file.filter(|(path, _)| !path.is_empty()) {
        place += &format!("file={path},");
        if let Some(spot) = spot {
            let (line, column) = (spot.line, spot.column);
            place += &format!("line={line},col={column},endLine={line},");
            if let Some(end) = spot.end_column() {
                place += &format!("endColumn={end},");
            }
        }
    }
    let level = problem.severity.as_str();
    let title = property(problem.code.as_str());
    format!("::{level} {place}title={title}::{}\n", data(&ci::told(problem, "\n")))
}

/// What follows the second `::`, as the runner reads it back.
fn data(text: &str) -> String {
    escape(text, &['%', '\r', '\n'])
}

/// A value of the part before it.
fn property(text: &str) -> String {
    escape(text, &['%', '\r', '\n', ':', ','])
}

fn escape(text: &str, escaped: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in few_marks(text).chars() {
        if escaped.contains(&c) {
            out += &format!("%{:02X}", u32::from(c));
        } else if !is_hidden(c) {
            out.push(c);
        }
    }
    out
}
