//! JUnit reports, held to the schema by which Jenkins' xUnit plugin refuses them.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use fmti::format::Format;
use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::problems::{problems, written};
use super::{BROKEN, CLEAN, checked, page_of, printed, problems_of};

const XSD: &str = "tests/data/schemas/junit-10.xsd";

/// What may be in an element.
#[derive(Default)]
struct Element {
    /// Each attribute: whether it must be there, and its type.
    attributes: HashMap<String, (bool, String)>,
    children: Vec<String>,
    text: bool,
}

static SCHEMA: LazyLock<HashMap<String, Element>> = LazyLock::new(|| {
    let text = fs::read_to_string(XSD).unwrap();
    let document = Document::parse(&text).unwrap();
    let top = document.root_element().children().filter(|n| n.has_tag_name((XS, "element")));
    let elements = top.map(|node| (node.attribute("name").unwrap().to_owned(), element(node)));
    elements.collect()
});

const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// A declaration. Of all that XML Schema has, the schema of JUnit needs these few things; children
/// may come as often as they like, and in any order.
fn element(node: Node<'_, '_>) -> Element {
    let mut element = Element { text: node.has_attribute("type"), ..Element::default() };
    for part in node.descendants().skip(1).filter(Node::is_element) {
        let is = |name| part.attribute(name);
        match part.tag_name().name() {
            "complexType" => element.text |= is("mixed") == Some("true"),
            "sequence" | "choice" => {}
            "element" => element.children.push(is("ref").unwrap().to_owned()),
            "attribute" => {
                let what = (is("use") == Some("required"), is("type").unwrap().to_owned());
                element.attributes.insert(is("name").unwrap().to_owned(), what);
            }
            other => panic!("{other} is not understood"),
        }
    }
    element
}

/// Why the schema refuses an element, or what is in it.
fn refused(node: Node<'_, '_>) -> Option<String> {
    let name = node.tag_name().name();
    let Some(known) = SCHEMA.get(name) else { return Some(format!("<{name}>")) };
    for attribute in node.attributes() {
        let (key, value) = (attribute.name(), attribute.value());
        match known.attributes.get(key) {
            None => return Some(format!("<{name} {key}>")),
            Some((_, kind)) if kind == "SUREFIRE_TIME" && value.parse::<f64>().is_err() => {
                return Some(format!("<{name} {key}={value}>"));
            }
            Some(_) => {}
        }
    }
    let missing = |(key, (required, _)): &(&String, &(bool, String))| {
        *required && !node.has_attribute(key.as_str())
    };
    if let Some((key, _)) = known.attributes.iter().find(missing) {
        return Some(format!("<{name}> without {key}"));
    }
    node.children().find_map(|child| {
        let inner = child.tag_name().name();
        if child.is_text() {
            let stray = !known.text && !child.text().unwrap().trim().is_empty();
            return stray.then(|| format!("text in <{name}>"));
        }
        if known.children.iter().any(|known| known == inner) {
            refused(child)
        } else {
            Some(format!("<{inner}> in <{name}>"))
        }
    })
}

/// What libxml2 says, where it is installed: the same as we do.
fn asked_elsewhere(text: &str) -> Option<bool> {
    let mut run = Command::new("xmllint")
        .args(["--noout", "--schema", XSD, "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    run.stdin.take().unwrap().write_all(text.as_bytes()).ok()?;
    Some(run.wait().unwrap().success())
}

fn check(text: &str) -> Result<(), String> {
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    refused(document.root_element()).map_or(Ok(()), Err)
}

/// The elements of a report that is taken.
fn elements<'a>(document: &'a Document<'a>, name: &str) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.has_tag_name(name)).collect()
}

#[test]
fn a_case_for_each_file() {
    for case in BROKEN.into_iter().chain([CLEAN]) {
        let text = checked(case, "junit");
        assert_eq!(check(text), Ok(()));
        assert_ne!(asked_elsewhere(text), Some(false));
        let page = page_of(case);
        let document = Document::parse(text).unwrap();
        let tests = elements(&document, "testcase");
        assert!(tests.len() as u64 >= page["summary"]["files"].as_u64().unwrap(), "{case}");
        let suite = elements(&document, "testsuite")[0];
        assert_eq!(suite.attribute("name"), Some("fmti check"));
        let failures = elements(&document, "failure");
        for element in [suite, document.root_element()] {
            let count = |name| element.attribute(name).unwrap().parse::<usize>().unwrap();
            assert_eq!((count("tests"), count("failures")), (tests.len(), failures.len()));
        }
        let problems = problems_of(case);
        for test in tests {
            let name = test.attribute("name").unwrap();
            let found =
                |level| problems.iter().any(|p| p["path"] == name && p["severity"] == level);
            let has = |child: &str| test.children().any(|node| node.has_tag_name(child));
            assert_eq!(has("failure"), found("error"), "{name}");
            assert_eq!(has("system-out"), found("warning"), "{name}");
        }
        for problem in problems.iter().filter(|p| p["severity"] == "error") {
            let code = format!("error[{}]", problem["code"].as_str().unwrap());
            assert!(failures.iter().any(|f| f.text().unwrap().contains(&code)), "{code}");
        }
    }
}

#[test]
fn gates_are_cases() {
    let gates = ["--fail-on", "lost-points", "--fail-on", "score-drop=100"];
    let text = printed(CLEAN, &[&["diff", "2024", "2025", "-f", "junit"][..], &gates].concat());
    assert_eq!(check(&text), Ok(()));
    let document = Document::parse(&text).unwrap();
    let tests = elements(&document, "testcase");
    let names: Vec<_> = tests.iter().filter_map(|test| test.attribute("name")).collect();
    assert_eq!(names, ["lost-points", "score-drop"]);
    assert!(tests[0].has_children() && !tests[1].has_children());
    // A gate may be asked twice; a test may not have the name of another.
    let arguments =
        ["check", "lab", "-f", "junit", "--rater", "panel", "--require", "data-size,data-origin"];
    let text = printed(CLEAN, &arguments);
    let document = Document::parse(&text).unwrap();
    let tests = elements(&document, "testcase");
    let mut names: Vec<_> = tests.iter().filter_map(|test| test.attribute("name")).collect();
    assert!(names.contains(&"require") && names.contains(&"require (2)"), "{names:?}");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), tests.len());
}

#[test]
fn the_schema_refuses_what_jenkins_would() {
    let good = checked("ci", "junit");
    for (from, to) in [
        ("<testsuites tests", "<testsuites skipped=\"0\" tests"),
        ("<testcase name", "<testcase file=\"a.yaml\" name"),
        ("time=\"0\">", "time=\"soon\">"),
        ("<testsuite name=\"fmti check\"", "<testsuite"),
        ("<failure ", "<wrong/><failure "),
        ("<failure ", "text<failure "),
        ("</failure>", "<testcase name=\"a\"/></failure>"),
        ("</failure>", "\u{fffe}</failure>"),
        ("</failure>", "\u{1}</failure>"),
        ("</testsuites>", ""),
    ] {
        assert!(good.contains(from));
        let bad = good.replacen(from, to, 1);
        assert!(check(&bad).is_err(), "{to}");
        assert_ne!(asked_elsewhere(&bad), Some(true), "{to}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_problems_make_a_report(found in problems(8)) {
        let text = written(found, Format::Junit);
        prop_assert_eq!(check(&text), Ok(()), "{}", text);
    }
}
