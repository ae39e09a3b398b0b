//! A Code Quality report of GitLab.

use serde_json::{Value as Json, json};

use crate::model::diagnostic::Severity;

use crate::format::ci::{self, Finding};
use crate::format::json;
use crate::page::answer::Page;

/// One object for each problem; none is an empty list.
pub(crate) fn render(page: &Page<'_>) -> String {
    let findings = ci::findings(page);
    json::pretty(&Json::Array(findings.iter().map(issue).collect())) + "\n"
}

fn issue(Finding { problem, fingerprint }: &Finding<'_>) -> Json {
    let (path, spot) = ci::some_file(&problem.place);
    json!({
        "description": ci::told(problem, "; "),
        "check_name": problem.code.as_str(),
        "fingerprint": fingerprint,
        "severity": match problem.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
        },
        "location": {"path": path, "lines": {"begin": spot.map_or(1, |spot| spot.line.max(1))}},
    })
}
