//! What strangers write is shown and not obeyed, on any screen, in any format, however long it is.

use std::fs;
use std::path::Path;

use fmti::analyze::breakdown::By;
use fmti::analyze::diff::Comparison;
use fmti::analyze::diff::developers::developers;
use fmti::analyze::diff::groups::group_changes;
use fmti::answer::diff::{self as pages, Order, View};
use fmti::format::csv::Dialect;
use fmti::format::{Format, render};
use fmti::model::{Answer, Id, Points, Rating, Source, Trait};
use fmti::page::Screen;
use fmti::page::answer::Page;
use fmti::text::clean::{is_hidden, width};
use proptest::prelude::*;

use crate::made::{Made, Two, two};
use crate::run::diff;
use crate::strangers;

/// Every page there is about two editions.
fn all_pages<E>(
    comparison: &Comparison<'_>,
    names: [&str; 2],
    crosswalk: &str,
    look: impl FnMut(&Page<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let rows = developers(comparison);
    let view = View {
        whole: comparison,
        shown: comparison,
        developers: &rows,
        crosswalk,
        names,
        order: Order::Rank,
        only: None,
    };
    let group = Trait {
        id: Id::parse("kind").unwrap(),
        name: names[0].to_owned(),
        values: vec![("a".to_owned(), names[1].to_owned())],
    };
    let changes = group_changes(comparison, &group, &group);
    let mut all = vec![pages::developers(view), pages::indicators(view), pages::by_answer(view)];
    for by in [By::Domain, By::Subdomain, By::Theme] {
        all.extend([pages::parts(view, by), pages::by_part(view, by)]);
    }
    all.push(pages::groups(view, &group, &changes));
    all.iter().try_for_each(look)
}

/// Whether a page is shown and not obeyed.
fn harmless(page: &Page<'_>) -> Result<(), TestCaseError> {
    for (format, name, _) in Format::ALL {
        // What is no text is for other tests.
        let bytes = render(page, *format, Screen::PLAIN, Dialect::default());
        let Some(text) = bytes.ok().and_then(|b| String::from_utf8(b).ok()) else { continue };
        let plain = |c: char| matches!(c, '\n' | '\r' | '\t' | '\u{2060}') || !is_hidden(c);
        let hidden = text.chars().find(|c| !plain(*c));
        prop_assert!(hidden.is_none(), "{name}: {hidden:?} in {text}");
        match format {
            Format::Table | Format::Markdown => {
                let obeyed = text.lines().find(|line| strangers::obeyed(line));
                prop_assert!(obeyed.is_none(), "{name}: {obeyed:?}");
            }
            Format::Json => {
                prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
            }
            Format::Csv => {
                let rows = csv::Reader::from_reader(text.as_bytes()).records().count();
                prop_assert_eq!(rows, page.table.len());
            }
            _ => {}
        }
    }
    for room in [20, 40, 60] {
        let screen = Screen { width: room, colour: false };
        let text = render(page, Format::Table, screen, Dialect::default()).unwrap();
        // A space keeps a line from being a command; a long word stands whole at an end.
        let fits = |line: &&str| {
            let line = line.replace(": :", "::").replace("# #", "##");
            let (head, last) = line.rsplit_once(' ').unwrap_or(("", &line));
            width(&line) <= room || width(head) <= room && width(last) > room / 4
        };
        let text = String::from_utf8(text).unwrap();
        let wide = text.lines().find(|line| !fits(line));
        prop_assert!(wide.is_none(), "{room}: {wide:?}");
    }
    Ok(())
}

/// Gives everything that has a name another.
fn rename(made: &mut Made, mut next: impl FnMut() -> String) {
    made.index.edition.title = next();
    made.index.edition.attribution = Some(next());
    let catalog = std::sync::Arc::make_mut(&mut made.index.catalog);
    for group in
        catalog.domains.iter_mut().chain(&mut catalog.subdomains).chain(&mut catalog.themes)
    {
        group.name = next();
    }
    for indicator in &mut catalog.indicators {
        indicator.name = next();
    }
    for entry in &mut made.index.entries {
        entry.developer.name = next();
        entry.disclosure.model = Some(next());
        for (at, answer) in entry.disclosure.answers.iter_mut().enumerate() {
            let source = Source { title: Some(next()), quote: Some(next()), ..Source::default() };
            *answer = Some(Answer {
                statement: (at % 3 > 0).then(&mut next),
                sources: vec![source],
                panel: Some(Rating { points: Points::ZERO, reason: Some(next()) }),
                ..Answer::default()
            });
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_they_are_called(
        mut two in two(true), texts in prop::collection::vec(strangers::text(), 8..24),
    ) {
        let mut texts = texts.iter().cycle().cloned();
        let mut next = || texts.next().unwrap();
        rename(&mut two.old, &mut next);
        rename(&mut two.new, &mut next);
        two.crosswalk.relations.iter_mut().for_each(|related| related.reason = next());
        let (names, crosswalk) = ([next(), next()], next());
        let names = [names[0].as_str(), names[1].as_str()];
        all_pages(&two.compare(), names, &crosswalk, harmless)?;
        let mut versions = Two::with_itself(&two.old, two.basis);
        rename(&mut versions.new, &mut next);
        all_pages(&versions.compare(), names, &crosswalk, harmless)?;
    }
}

/// Two versions of an edition with one developer, whose only answers these are.
fn versions(old: &str, new: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "lab-1/catalog.yaml",
        "id: lab-1\ntitle: Lab\nscale: [0, 1]\nthemes: [{id: data, name: Data}]\ndomains:\n  \
         - id: all\n    name: All\n    subdomains:\n      - {id: one, name: One, indicators: \
         [data]}\n",
    );
    write(
        "lab-1/one/data.yaml",
        "id: data\nname: Data\ntheme: data\nquestion: Which?\nguidance: All.\nvalues:\n  rows:\n    \
         kind: table\n    help: one each\n    columns:\n      name: {kind: text, help: name}\n      \
         use: {kind: text, help: use}\nearns: {present: rows}\nexamples:\n  earns:\n    - values: \
         {rows: [{name: a, use: b}]}\n  does_not_earn:\n    - stance: withheld\n",
    );
    for (folder, answer) in [("before", old), ("after", new)] {
        let edition = "id: \"1\"\ntitle: Lab\ndate: 2026-01\ncatalog: lab-1\n";
        write(&format!("{folder}/edition.yaml"), edition);
        write(
            &format!("{folder}/acme.yaml"),
            &format!(
                "edition: \"1\"\ndeveloper: acme\nname: Acme\nanswers:\n  data:\n{answer}    panel: 1\n"
            ),
        );
    }
    dir
}

fn compared(dir: &Path, format: &str) -> String {
    let said = diff(Some(dir), &["before", "after", "-f", format]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    said.out
}

#[test]
fn a_megabyte_against_another_is_quick_and_short() {
    let words = |word: &str| -> String {
        let all: String = (0..110_000).map(|n| format!("{word}{n} ")).collect();
        format!("    statement: {all}\n")
    };
    assert!(words("w").len() > 700_000);
    let dir = versions(&words("w"), &words("v"));
    let started = std::time::Instant::now();
    for format in ["table", "markdown"] {
        let shown = compared(dir.path(), format);
        assert!(shown.contains("w0 w1") && shown.contains("v0 v1"));
        assert!(shown.len() < 10_000, "{format}: {}", shown.len());
    }
    // JSON has both texts in full.
    assert!(compared(dir.path(), "json").len() > 1_400_000);
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

#[test]
fn a_word_of_a_megabyte_is_cut() {
    let word = |end: &str| format!("    statement: {}{end}\n", "x".repeat(1 << 20));
    let dir = versions(&word("1"), &word("2"));
    let shown = compared(dir.path(), "table");
    assert!(shown.contains("[-…1-]{+…2+}"), "{shown}");
    assert!(shown.len() < 10_000);
}

#[test]
fn one_cell_of_a_long_table_is_seen() {
    let table = |changed: &str| -> String {
        let row = |n| {
            let what = if n == 1_700 { changed } else { "training" };
            format!("        - {{name: Source {n}, use: {what}}}\n")
        };
        format!("    values:\n      rows:\n{}", (0..3_000).map(row).collect::<String>())
    };
    let dir = versions(&table("training"), &table("evaluation"));
    let shown = compared(dir.path(), "table");
    assert!(shown.contains("Source 1700 (use [-training-]{+evaluation+}); Source"), "{shown}");
}
