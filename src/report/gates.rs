//! Gates on any page: what was judged, what failed, and what was let through.

use serde_json::{Value as Json, json};

use crate::model::Points;
use crate::model::diagnostic::Diagnostic;
use crate::model::gate::Gate;

use super::diagnostics;
use super::page::{Case, Page, number};
use super::words::{counted, plural};

/// A gate with what it found.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Which.
    pub gate: Gate,
    /// What it was called with: how much it lets through, or wants.
    pub limit: Option<Points>,
    /// Breaches that stand.
    pub failed: Vec<Diagnostic>,
    /// Breaches let through: what, and why.
    pub accepted: Vec<(String, String)>,
}

/// Adds gates to a page: a case for each, a line that counts them, and `gates` in JSON. `files` are
/// problems of the files that let breaches through.
pub fn attach(page: &mut Page, judged: &[Judged], files: Vec<Diagnostic>) {
    if judged.is_empty() {
        return;
    }
    let held = judged.iter().filter(|gate| gate.failed.is_empty()).count();
    let breaches: usize = judged.iter().map(|gate| gate.failed.len()).sum();
    let accepted: usize = judged.iter().map(|gate| gate.accepted.len()).sum();
    let mut line = format!("{held} of {} hold", counted(judged.len(), "gate"));
    if breaches > 0 {
        line += &format!("; {breaches} {}", plural_breach(breaches));
    }
    if accepted > 0 {
        line += &format!("; {accepted} accepted");
    }
    page.notes.push(line);
    page.head.insert("gates".to_owned(), judged.iter().map(to_json).collect());
    page.cases.extend(
        judged
            .iter()
            .map(|gate| Case { name: gate.gate.as_str().to_owned(), found: gate.failed.clone() }),
    );
    if !files.is_empty() {
        page.cases.push(Case { name: "allowances".to_owned(), found: files });
    }
}

fn plural_breach(count: usize) -> String {
    if count == 1 { "breach".to_owned() } else { plural(count, "breache") }
}

fn to_json(judged: &Judged) -> Json {
    let accepted: Vec<Json> =
        judged.accepted.iter().map(|(what, why)| json!({"breach": what, "reason": why})).collect();
    json!({
        "gate": judged.gate.as_str(),
        "limit": number(judged.limit.map(Points::to_f64)),
        "holds": judged.failed.is_empty(),
        "breaches": judged.failed.iter().map(diagnostics::to_json).collect::<Vec<_>>(),
        "accepted": accepted,
    })
}
