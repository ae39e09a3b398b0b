//! SARIF 2.1.0, as code scanning reads it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value as Json, json};

use crate::model::diagnostic::{Code, Place, Spot};

use crate::format::ci::{self, Finding};
use crate::format::json;
use crate::page::answer::Page;
use crate::text::words::{counted, grouped};

/// GitHub refuses a run of more.
const MOST_RESULTS: usize = 25_000;
/// It refuses a file of over 10 MB when compressed: what is no larger before is safe.
const MOST_BYTES: usize = 9_500_000;
/// What a relative address may hold as it is. A colon would make a scheme of what is before it.
const KEPT: AsciiSet =
    NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One run, on one line.
pub(crate) fn render(page: &Page<'_>) -> String {
    let command = ci::command(page);
    let findings = ci::findings(page);
    let rules = rules(&findings);
    let mut results = Vec::new();
    let mut bytes = 0;
    for finding in findings.iter().take(MOST_RESULTS) {
        let result = result(finding, &rules);
        bytes += json::line(&result).len() + 1;
        if bytes > MOST_BYTES {
            break;
        }
        results.push(result);
    }
    let left_out = findings.len() - results.len();
    let mut driver = json!({"name": "fmti", "version": VERSION, "semanticVersion": VERSION});
    if let Some(home) = home() {
        driver["informationUri"] = json!(home);
    }
    driver["rules"] = rules.iter().map(|code| rule(*code)).collect();
    let mut run = Map::new();
    run.insert("tool".into(), json!({"driver": driver}));
    // Uploads of two commands for one commit would else replace each other.
    run.insert(
        "automationDetails".into(),
        json!({"id": format!("{}/", command.replace(' ', "-"))}),
    );
    run.insert("columnKind".into(), json!("unicodeCodePoints"));
    if left_out > 0 {
        let text = format!(
            "{} of {} are left out of this file, which may hold only so many; `{command}` shows all",
            grouped(left_out),
            counted(findings.len(), "problem")
        );
        let note = json!({"level": "warning", "message": {"text": text}});
        let invocation = json!({"executionSuccessful": true, "toolExecutionNotifications": [note]});
        run.insert("invocations".into(), json!([invocation]));
    }
    run.insert("results".into(), Json::Array(results));
    let document = json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]});
    json::line(&document) + "\n"
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Where the tool is at home, once it says so.
fn home() -> Option<&'static str> {
    [env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY")]
        .into_iter()
        .find(|address| !address.is_empty())
}

/// Each code that was found, once, in the order of their names.
fn rules(findings: &[Finding<'_>]) -> Vec<Code> {
    let mut codes: Vec<Code> = findings.iter().map(|finding| finding.problem.code).collect();
    codes.sort_by_key(|code| code.as_str());
    codes.dedup();
    codes
}

fn rule(code: Code) -> Json {
    let about = json!({"text": code.about()});
    json!({"id": code.as_str(), "shortDescription": about, "fullDescription": about, "help": about})
}

fn result(Finding { problem, fingerprint }: &Finding<'_>, rules: &[Code]) -> Json {
    let mut result = json!({
        "ruleId": problem.code.as_str(),
        "ruleIndex": rules.iter().position(|code| *code == problem.code),
        "level": problem.severity.as_str(),
        "message": {"text": plain(&ci::told(problem, "\n"))},
        // GitHub refuses a file in which any result has no place.
        "locations": [location(&problem.place)],
    });
    if let Some((how, place)) = &problem.related {
        let mut related = location(place);
        related["id"] = json!(0);
        related["message"] = json!({"text": plain(how)});
        result["relatedLocations"] = json!([related]);
    }
    // GitHub's own key is left to its upload action, which reads the file's lines, and warns of
    // every fingerprint that it would not have made.
    result["partialFingerprints"] = json!({"fmti/v1": fingerprint});
    result
}

fn location(place: &Place) -> Json {
    let (path, spot) = ci::some_file(place);
    let mut physical = json!({"artifactLocation": {"uri": uri(path)}});
    // Code scanning shows nothing that stands on no line: what is of a whole file stands on its first.
    physical["region"] = spot.map_or_else(|| json!({"startLine": 1}), region);
    json!({"physicalLocation": physical})
}

fn region(spot: &Spot) -> Json {
    let mut region = json!({"startLine": spot.line, "startColumn": spot.column});
    if let Some(end) = spot.end_column() {
        region["endColumn"] = json!(end);
    }
    region
}

/// The address of a file: relative, or whole where the file lies elsewhere.
fn uri(path: &str) -> String {
    let encoded = bytes(&utf8_percent_encode(path, &KEPT).to_string());
    match (ci::is_whole(path), path.starts_with('/')) {
        (true, true) => format!("file://{encoded}"),
        (true, false) => format!("file:///{encoded}"),
        (false, _) => encoded,
    }
}

/// Turns `\xFF`, by which a path shows a byte that is no text, into that byte.
fn bytes(encoded: &str) -> String {
    let mut parts = encoded.split("%5Cx");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let hex = part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        // Only what is no text is shown so.
        out += if hex.is_some_and(|byte| byte >= 0x80) { "%" } else { "%5Cx" };
        out += part;
    }
    out
}

/// Text that is not taken for a link, which would be `[words](target)`.
fn plain(text: &str) -> String {
    text.replace("](", "] (")
}
