//! Of an answer that nobody typed, no page and no explanation says what it lacks; where criteria and
//! panel differ, both are named. Mostly on a made-up edition: those of the built-in ones that nobody
//! typed may be typed one day.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// Cards with every kind of condition an untyped answer could be said to fail.
const CARDS: [(&str, &str); 5] = [
    ("size", "values: {size: {kind: text, help: in words}}\nearns: {present: size}"),
    (
        "parts",
        "values:\n  size: {kind: text, help: in words}\n  parts: {kind: list}\nearns:\n  any:\n    \
         - present: size\n    - all: [{count: {field: parts, at_least: 2}}, {source: any}]",
    ),
    (
        "water",
        "values: {water: {kind: quantity, of: water}}\nearns: {quantity: {field: water, \
         significant_figures: 1}}\nalso_earns: [none, no-access, contract, justified]",
    ),
    (
        "depth",
        "values: {size: {kind: text, help: in words}}\nearns: {present: size}\njudge: Is it deep?",
    ),
    ("taste", "judge: Is it in good taste?"),
];

/// Who answered how: `silent` and `reasoned` were scored and never typed, `unmarked` is blank
/// throughout, `typed` has an answer of each kind.
const PEOPLE: [(&str, &str); 5] = [
    (
        "silent",
        "size: {panel: 0}\n  parts: {panel: 0, statement: ' ', values: {parts: []}}\n  water: {panel: 0, \
         sources: [https://example.org/a]}\n  depth: {panel: 0}\n  taste: {panel: 0}",
    ),
    (
        "reasoned",
        "size: {panel: {score: 0, reason: A page was read.}}\n  parts: {panel: 0}\n  water: {panel: 0}\n  \
         depth: {panel: 0}\n  taste: {panel: 0}",
    ),
    ("unmarked", "size:\n  parts:\n  water:\n  depth:\n  taste:"),
    (
        "earner",
        "size: {panel: 1}\n  parts: {panel: 1}\n  water: {panel: 1}\n  depth: {panel: 1}\n  taste: {panel: 1}",
    ),
    (
        "typed",
        "size: {panel: 0, values: {size: Three terabytes.}}\n  parts: {panel: 0, stance: withheld}\n  water: \
         {panel: 1, stance: not-found}\n  depth: {panel: 1, stance: not-found}\n  taste: {panel: 0, stance: disclosed}",
    ),
];

fn index() -> TempDir {
    let dir = TempDir::new().unwrap();
    let write = |path: &str, text: String| {
        let path = dir.path().join("made").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let ids: Vec<&str> = CARDS.iter().map(|(id, _)| *id).collect();
    write(
        "catalog.yaml",
        format!(
            "id: made-1\ntitle: Made up\nscale: [0, 1]\nthemes: [{{id: t, name: T}}]\ndomains:\n  - id: d\n    \
             name: D\n    subdomains: [{{id: s, name: S, indicators: [{}]}}]\n",
            ids.join(", ")
        ),
    );
    for (id, conditions) in CARDS {
        let values = if conditions.contains("water:") { "water: 3 ML" } else { "size: Big." };
        let earns = if conditions.starts_with("judge") {
            "{stance: disclosed}".to_owned()
        } else {
            format!("{{values: {{{values}}}}}")
        };
        write(
            &format!("s/{id}.yaml"),
            format!(
                "id: {id}\nname: The {id}\ntheme: t\nquestion: What of the {id}?\nguidance: Say it.\n\
                 {conditions}\nexamples:\n  earns: [{earns}]\n  does_not_earn: [{{stance: not-found}}]\n"
            ),
        );
    }
    write(
        "edition.yaml",
        "id: '2026'\ntitle: Made up, 2026\ndate: '2026'\ncatalog: made-1\n".to_owned(),
    );
    for (id, answers) in PEOPLE {
        write(
            &format!("{id}.yaml"),
            format!(
                "edition: '2026'\ndeveloper: {id}\nname: The {id} one\nanswers:\n  {answers}\n"
            ),
        );
    }
    dir
}

fn run(dir: &Path, arguments: &[&str]) -> String {
    let output =
        Command::cargo_bin("fmti").unwrap().current_dir(dir).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn report(dir: &Path, data: &[&str], more: &[&str]) {
    let arguments = [&["report"], data, &["-o", "site", "--no-png", "--force"], more].concat();
    run(dir, &arguments);
}

/// Words that find something wanting in somebody.
const FINDINGS: [&str; 9] = [
    "lack",
    "missing",
    "not met",
    "not-met",
    "to earn it",
    "weakest",
    "✗ ",
    "state `",
    "is missing",
];

/// The findings in a text, but for keys of JSON documents and where a mark shows the panel's zero.
fn findings(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    let text = text.replace("\"missing\":", "").replace("\"weakest\":", "");
    // Of the guide to the data.
    let text = text.replace("what each file is, what is missing", "");
    let text = text.replace("<span aria-hidden=\"true\">✗</span>", "");
    FINDINGS.into_iter().filter(|word| text.contains(word)).collect()
}

const NOT_TYPED: [&str; 3] = ["silent", "reasoned", "unmarked"];

#[test]
fn pages_find_nothing_in_what_nobody_typed() {
    let dir = index();
    for rater in ["panel", "criteria"] {
        report(dir.path(), &["made"], &["--rater", rater]);
        let page = |path: &str| fs::read_to_string(dir.path().join("site").join(path)).unwrap();
        for id in NOT_TYPED {
            let text = page(&format!("developers/{id}.html"));
            assert_eq!(findings(&text), [""; 0], "{id} by {rater}");
            let asked = text.matches("It asks</span>").count();
            // In the list of all answers, and for the panel in that of points others were given.
            let twice = rater == "panel" && id != "unmarked";
            assert_eq!(asked, if twice { 10 } else { 5 }, "{id} by {rater}");
            assert_eq!(text.contains("id=\"gaps\""), twice, "{id} by {rater}");
            for asked in
                ["or it is stated that there is no such thing", "a person decides: Is it deep?"]
            {
                assert!(text.contains(asked), "{id} by {rater}: {asked}");
            }
        }
        for path in ["index.html", "indicators.html", "indicators/made-1/size.html"] {
            assert_eq!(findings(&page(path)), [""; 0], "{path} by {rater}");
        }
        let silent = page("developers/silent.html");
        let said =
            silent.matches("The panel gave no point; its reason is not in our data.").count();
        assert_eq!(said, if rater == "panel" { 10 } else { 0 });
        let reasoned = page("developers/reasoned.html");
        assert_eq!(reasoned.contains("A page was read."), rater == "panel");
    }
}

#[test]
fn explain_finds_nothing_in_what_nobody_typed_in_any_format() {
    let dir = index();
    for id in NOT_TYPED {
        for format in ["table", "csv", "tsv", "json", "ndjson", "markdown", "html", "latex"] {
            for rater in ["panel", "criteria"] {
                let call = ["explain", "made", id, "-f", format, "--rater", rater];
                let text = run(dir.path(), &call);
                assert_eq!(findings(&text), [""; 0], "{call:?}\n{text}");
                assert!(text.contains("untyped"), "{call:?}\n{text}");
                for (card, _) in CARDS {
                    let call = ["explain", "made", id, card, "-f", format, "--rater", rater];
                    let text = run(dir.path(), &call);
                    assert_eq!(findings(&text), [""; 0], "{call:?}\n{text}");
                    let asked = ["in words", "volume", "a person decides", "a person decides"];
                    assert!(asked.iter().any(|word| text.contains(word)), "{call:?}\n{text}");
                }
            }
        }
    }
    let text = run(dir.path(), &["explain", "made", "silent", "size"]);
    assert!(text.contains("its reason is not in our data"), "{text}");
    let json = run(dir.path(), &["explain", "made", "silent", "size", "-f", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["verdict"], "untyped");
    assert_eq!(json["grounds"], "score-alone");
    assert_eq!(json["says"], "The panel gave no point; its reason is not in our data.");
    assert_eq!(json["to_earn"], serde_json::json!([]));
}

#[test]
fn what_somebody_typed_is_still_explained() {
    let dir = index();
    let text = run(dir.path(), &["explain", "made", "typed", "parts"]);
    assert!(text.contains("To earn it") && text.contains("✗ "), "{text}");
    report(dir.path(), &["made"], &[]);
    let page = fs::read_to_string(dir.path().join("site/developers/typed.html")).unwrap();
    assert!(page.contains("By the criteria it lacks</span>"));
}

#[test]
fn where_criteria_and_panel_differ_both_are_named() {
    let dir = index();
    for rater in ["panel", "criteria"] {
        let met = run(dir.path(), &["explain", "made", "typed", "size", "--rater", rater]);
        let met = met.split_whitespace().collect::<Vec<_>>().join(" ");
        let said =
            "by the criteria it is met (every required part is there), the panel gave no point";
        assert!(met.contains(said), "{met}");
        let not = run(dir.path(), &["explain", "made", "typed", "water", "--rater", rater]);
        assert!(not.contains("by the criteria it is not met"), "{not}");
        assert!(not.contains("the panel gave the point") && !not.contains("To earn it"), "{not}");
        report(dir.path(), &["made"], &["--rater", rater]);
        let page = fs::read_to_string(dir.path().join("site/developers/typed.html")).unwrap();
        let every = page.split("id=\"answers\"").nth(1).unwrap();
        assert_eq!(every.matches("Criteria and panel differ").count(), 3);
    }
}

/// The answers of the eight reports of 2025 that were typed first on which criteria and panel differ.
#[test]
fn twenty_six_answers_of_2025_are_shown_as_differing() {
    const TYPED: [&str; 8] =
        ["ai21-labs", "alibaba", "amazon", "deepseek", "ibm", "mistral", "openai", "xai"];
    let dir = TempDir::new().unwrap();
    report(dir.path(), &["2025"], &[]);
    let (mut met, mut not_met) = (0, 0);
    let mut explained = [0, 0];
    for id in TYPED {
        let page = dir.path().join(format!("site/developers/{id}.html"));
        let page = fs::read_to_string(page).unwrap();
        let answers = page.split("id=\"answers\"").nth(1).unwrap();
        met += answers.matches("Criteria and panel differ: by the criteria it is met").count();
        not_met +=
            answers.matches("Criteria and panel differ: by the criteria it is not met").count();
        let json = run(dir.path(), &["explain", "2025", id, "-f", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        for (count, key) in explained.iter_mut().zip(["met_without_points", "not_met_with_points"])
        {
            *count += json[key].as_array().unwrap().len();
        }
    }
    assert_eq!((met, not_met), (8, 18));
    assert_eq!(explained, [8, 18]);
    let table = dir.path().join("site/data/answers.csv");
    let mut reader = csv::Reader::from_path(table).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (who, grounds) = (column("developer_id"), column("grounds"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let count = |word: &str| {
        rows.iter().filter(|row| TYPED.contains(&&row[who]) && &row[grounds] == word).count()
    };
    assert_eq!([count("met-without-points"), count("not-met-with-points")], [8, 18]);
    assert_eq!(count("score-alone"), 0);
}

/// Editions that nobody typed have no finding at all.
#[test]
fn no_page_of_2023_and_2024_says_what_a_company_lacks() {
    let dir = TempDir::new().unwrap();
    for edition in ["2023", "2024"] {
        report(dir.path(), &[edition], &[]);
        let mut pages = 0;
        for page in fs::read_dir(dir.path().join("site/developers")).unwrap() {
            let text = fs::read_to_string(page.unwrap().path()).unwrap();
            assert!(!text.contains("lacks") && !text.contains("Lacks"));
            pages += 1;
        }
        assert!(pages >= 10, "{pages}");
    }
}

#[test]
fn a_blank_cell_is_open_in_a_report() {
    let dir = index();
    report(dir.path(), &["made"], &[]);
    let page = |path: &str| fs::read_to_string(dir.path().join("site").join(path)).unwrap();
    assert!(page("index.html").contains("4 of 5 entries were scored"));
    assert!(page("index.html").contains("nothing of 1 entry was rated: no score, no rank"));
    assert!(!page("index.html").contains("verdicts of the catalog"));
    // Of the five, one was not rated: nobody failed for that.
    assert!(page("indicators/made-1/size.html").contains("1 <span class=\"small\">of 4</span>"));
    assert!(page("indicators.html").contains("1<span class=\"of\">/4</span>"));
    assert!(page("developers/unmarked.html").contains("nothing of The unmarked one was rated"));
}
