//! Gates on any page: what was judged, what failed, and what was let through.

use serde_json::{Value as Json, json};

use crate::model::diagnostic::{Diagnostic, any_error};
use crate::model::gate::{Breach, Gate};
use crate::model::{Points, Ratio};

use crate::page::answer::{Case, Page, number};
use crate::page::problems;

/// A gate with what it found.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Which.
    pub gate: Gate,
    /// What it was called with: how much it lets through, or wants.
    pub limit: Option<Points>,
    /// Breaches that stand, each where it can be seen.
    pub failed: Vec<(Breach, Diagnostic)>,
    /// Breaches let through, and why.
    pub accepted: Vec<(Breach, String)>,
}

/// Adds gates to a page: a case for each, a line that counts them, and `gates` in JSON. `files` are
/// problems of the files that let breaches through.
pub fn attach(page: &mut Page<'_>, judged: &[Judged], files: Vec<Diagnostic>) {
    let held = judged.iter().filter(|gate| gate.failed.is_empty()).count();
    let breaches: usize = judged.iter().map(|gate| gate.failed.len()).sum();
    let accepted = || judged.iter().flat_map(|gate| &gate.accepted);
    page.notes.extend(accepted().map(|(b, why)| format!("accepted: {} ({why})", b.message)));
    let mut line = format!("gates that hold: {held} of {}; breaches: {breaches}", judged.len());
    if accepted().next().is_some() {
        line += &format!(", and {} accepted", accepted().count());
    }
    if any_error(&files) {
        line += "; an allowance has expired";
    }
    page.notes.push(line);
    page.extra.insert("gates".to_owned(), judged.iter().map(to_json).collect());
    page.cases.extend(judged.iter().map(|gate| Case {
        name: gate.gate.as_str().to_owned(),
        found: gate.failed.iter().map(|(_, problem)| problem.clone()).collect(),
    }));
    if !files.is_empty() {
        page.cases.push(Case { name: "allowances".to_owned(), found: files });
    }
    // Where problems are the answer, breaches are among them.
    if page.table.columns.is_empty() {
        page.records = Some(page.findings().map(problems::to_json).collect());
    }
}

fn to_json(judged: &Judged) -> Json {
    let failed = judged.failed.iter().map(|(breach, problem)| {
        let mut out = breach_json(breach);
        out["problem"] = problems::to_json(problem);
        out
    });
    let accepted = judged.accepted.iter().map(|(breach, why)| {
        let mut out = breach_json(breach);
        out["reason"] = json!(why);
        out
    });
    json!({
        "gate": judged.gate.as_str(),
        "limit": number(judged.limit.map(Points::to_f64)),
        "holds": judged.failed.is_empty(),
        "breaches": failed.collect::<Vec<_>>(),
        "accepted": accepted.collect::<Vec<_>>(),
    })
}

fn breach_json(breach: &Breach) -> Json {
    json!({
        "developer": breach.key.developer,
        "subject": breach.key.subject,
        "by": number(Some(Ratio::to_f64(breach.by))),
        "message": breach.message,
    })
}
