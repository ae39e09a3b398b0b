//! JUnit XML, as Jenkins, GitLab and others read it: a test case for each case.

use std::collections::HashMap;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::model::diagnostic::{Diagnostic, Severity};

use crate::format::ci;
use crate::page::Screen;
use crate::page::answer::{Case, Page};
use crate::page::problems;
use crate::text::clean::{clean, is_hidden};
use crate::text::words::counted;

/// One suite. A case with errors failed; warnings are only told.
pub(crate) fn render(page: &Page<'_>) -> Vec<u8> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory does not fail.
    let _ = suites(page, &mut out);
    let mut bytes = out.into_inner();
    bytes.push(b'\n');
    bytes
}

fn suites(page: &Page<'_>, out: &mut Writer<Vec<u8>>) -> io::Result<()> {
    let command = ci::command(page);
    let failures = page.cases.iter().filter(|case| errors(case).next().is_some()).count();
    let (tests, failures) = (page.cases.len().to_string(), failures.to_string());
    // A clock would make every run another.
    let counts =
        [("tests", tests.as_str()), ("failures", &failures), ("errors", "0"), ("time", "0")];
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let suites = out.create_element("testsuites").with_attributes(counts);
    suites.write_inner_content(|out| {
        let suite = out.create_element("testsuite").with_attribute(("name", command.as_str()));
        let suite = suite.with_attributes(counts).with_attribute(("skipped", "0"));
        suite.write_inner_content(|out| {
            let mut names: HashMap<String, usize> = HashMap::new();
            page.cases.iter().try_for_each(|case| {
                let name = clean(&case.name).into_owned();
                // A gate may be asked twice, and of tests with one name all but one are dropped.
                let nth = names.entry(name.clone()).and_modify(|n| *n += 1).or_insert(1);
                let name = if *nth == 1 { name } else { format!("{name} ({nth})") };
                test_case(&name, case, &command, out)
            })
        })?;
        Ok(())
    })?;
    Ok(())
}

fn test_case(name: &str, case: &Case, command: &str, out: &mut Writer<Vec<u8>>) -> io::Result<()> {
    let class = command.replace(' ', ".");
    let test = out.create_element("testcase").with_attributes([
        ("name", name),
        ("classname", class.as_str()),
        ("time", "0"),
    ]);
    let warnings = case.found.iter().filter(|problem| problem.severity != Severity::Error);
    let warnings = legal(&problems::render(warnings, Screen::PLAIN));
    let Some(first) = errors(case).next() else {
        if warnings.is_empty() {
            test.write_empty()?;
        } else {
            test.write_inner_content(|out| told(&warnings, out))?;
        }
        return Ok(());
    };
    let message = match errors(case).count() - 1 {
        0 => clean(&first.message).into_owned(),
        more => format!("{}; {}", clean(&first.message), counted(more, "more error")),
    };
    let shown = legal(&problems::render(errors(case), Screen::PLAIN));
    test.write_inner_content(|out| {
        out.create_element("failure")
            .with_attributes([("message", message.as_str()), ("type", first.code.as_str())])
            .write_text_content(BytesText::new(&shown))?;
        if warnings.is_empty() { Ok(()) } else { told(&warnings, out) }
    })?;
    Ok(())
}

fn told(text: &str, out: &mut Writer<Vec<u8>>) -> io::Result<()> {
    out.create_element("system-out").write_text_content(BytesText::new(text))?;
    Ok(())
}

fn errors(case: &Case) -> impl Iterator<Item = &Diagnostic> {
    case.found.iter().filter(|problem| problem.severity == Severity::Error)
}

/// Lines without what XML forbids.
fn legal(text: &str) -> String {
    text.trim_end().chars().filter(|c| !is_hidden(*c) || *c == '\n').collect()
}
