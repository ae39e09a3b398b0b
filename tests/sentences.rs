//! Sentences and pictures that were once untrue, each held by what the program prints: so that the
//! same tests can be run against any version of it.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

fn fmti(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("fmti").unwrap();
    let output = command.current_dir(dir).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    output
}

/// A text without markup, on one line: what a person reads, or hears of a picture.
fn words(text: &str) -> String {
    let bare: Vec<&str> =
        text.split('<').filter_map(|part| part.split_once('>')).map(|p| p.1).collect();
    let bare = bare.join(" ").replace("&#39;", "'").replace("&amp;", "&").replace("\u{2068}", "");
    bare.replace('\u{2069}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(dir: &Path, path: &str) -> String {
    fs::read_to_string(dir.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A picture that a command draws of built-in editions, with what it is called for those who hear it.
fn picture(arguments: &[&str]) -> String {
    let dir = TempDir::new().unwrap();
    fmti(dir.path(), &[arguments, &["-o", "x.svg", "-q"]].concat());
    read(dir.path(), "x.svg")
}

/// An edition with one catalog: each developer's points for each of its indicators.
struct Edition<'a> {
    date: &'a str,
    catalog: &'a str,
    indicators: &'a [&'a str],
    people: Vec<(String, Vec<u8>)>,
}

fn people(all: &[(&str, &[u8])]) -> Vec<(String, Vec<u8>)> {
    all.iter().map(|(name, points)| ((*name).to_owned(), points.to_vec())).collect()
}

impl Edition<'_> {
    fn write(&self, dir: &Path, name: &str) {
        let write = |path: String, text: String| {
            let path = dir.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let (catalog, ids) = (self.catalog, self.indicators.join(", "));
        let scale: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        write(
            format!("{name}/catalog.yaml"),
            format!(
                "id: {catalog}\ntitle: Made up\nscale: [{}]\nthemes: [{{id: t, name: T}}]\ndomains:\n  \
                 - id: d\n    name: D\n    subdomains: [{{id: s, name: S, indicators: [{ids}]}}]\n",
                scale.join(", ")
            ),
        );
        for id in self.indicators {
            write(
                format!("{name}/s/{id}.yaml"),
                format!(
                    "id: {id}\nname: {id}\ntheme: t\nquestion: What of {id}?\nguidance: Say it.\nvalues: \
                     {{a: {{kind: text}}}}\nearns: {{present: a}}\nexamples:\n  earns: [{{values: {{a: b \
                     c}}}}]\n  does_not_earn: [{{stance: not-found}}]\n"
                ),
            );
        }
        write(
            format!("{name}/edition.yaml"),
            format!(
                "id: {name}\ntitle: Made up\ndate: {}\ncatalog: {catalog}\nattribution: Us\n",
                self.date
            ),
        );
        for (who, points) in &self.people {
            let answers = self.indicators.iter().zip(points);
            let answers = answers.map(|(id, points)| format!("  {id}: {{panel: {points}}}\n"));
            let id = who.to_lowercase().replace(' ', "-");
            write(
                format!("{name}/{id}.yaml"),
                format!(
                    "edition: {name}\ndeveloper: {id}\nname: {who}\nanswers:\n{}",
                    answers.collect::<String>()
                ),
            );
        }
    }
}

/// Two editions and their report.
fn report(old: &Edition<'_>, new: &Edition<'_>) -> TempDir {
    let dir = TempDir::new().unwrap();
    old.write(dir.path(), "old");
    new.write(dir.path(), "new");
    fmti(dir.path(), &["report", "old", "new", "-o", "site", "--no-png", "-q"]);
    dir
}

/// Editions that asked the same one question.
fn alike(date: &'static str, people: Vec<(String, Vec<u8>)>) -> Edition<'static> {
    Edition { date, catalog: "a-1", indicators: &["q1"], people }
}

#[test]
fn editions_that_asked_the_same_are_not_said_to_differ() {
    let both = || people(&[("Alder", &[3]), ("Birch", &[2])]);
    let dir = report(&alike("2024", both()), &alike("2025", both()));
    let ranks = words(&read(dir.path(), "site/charts/ranks.svg"));
    assert!(!ranks.contains("different"), "{ranks}");
    // Others were scored, and asked the same.
    let other = people(&[("Alder", &[3]), ("Cedar", &[2])]);
    let dir = report(&alike("2024", both()), &alike("2025", other));
    let ranks = words(&read(dir.path(), "site/charts/ranks.svg"));
    assert!(!ranks.contains("different questions"), "{ranks}");
    assert!(ranks.contains("entries changed"), "{ranks}");
    let points = words(&read(dir.path(), "site/charts/points.svg"));
    assert!(
        points.contains("on the same 1 indicator") && !points.contains("1 indicators"),
        "{points}"
    );
}

/// Forty-five, of whom the last rose to the 31st place and one fell to the last.
fn many(moved: bool) -> Vec<(String, Vec<u8>)> {
    let points = |n: u8| match n {
        45 if moved => 69,
        31 if moved => 55,
        n => 100 - n,
    };
    (1..=45).map(|n| (format!("Country {n}"), vec![points(n)])).collect()
}

#[test]
fn a_picture_of_some_says_of_how_many() {
    let dir = report(&alike("2024", many(false)), &alike("2025", many(true)));
    for chart in ["ranks", "points", "heatmap", "ranking"] {
        let text = words(&read(dir.path(), &format!("site/charts/{chart}.svg")));
        assert!(text.contains("40 of 45"), "{chart}: {text}");
    }
    // All were there before: nobody is said not to have been.
    let ranks = words(&read(dir.path(), "site/charts/ranks.svg"));
    assert!(!ranks.contains("No line"), "{ranks}");
}

#[test]
fn something_happens_on_a_day_and_in_a_month() {
    for (date, said) in [("2026-03-01", "on 1 March 2026"), ("2026-03", "in March 2026")] {
        let dir = TempDir::new().unwrap();
        alike(date, people(&[("Alder", &[3])])).write(dir.path(), "new");
        fmti(dir.path(), &["report", "new", "-o", "site", "--no-png", "-q"]);
        let index = words(&read(dir.path(), "site/index.html"));
        assert!(index.contains(said), "{date}: {index}");
        assert!(!index.contains("in 1 March"), "{index}");
    }
}

#[test]
fn ties_among_those_in_both_are_marked_on_the_page_too() {
    let old = people(&[("Alder", &[9]), ("Birch", &[5]), ("Cedar", &[5]), ("Dill", &[1])]);
    let new = people(&[("Alder", &[5]), ("Birch", &[5]), ("Cedar", &[7]), ("Elm", &[8])]);
    let dir = report(&alike("2024", old), &alike("2025", new));
    let index = words(&read(dir.path(), "site/index.html"));
    // Birch: second of all with Cedar before, third with Alder now; among the three the same but one.
    assert!(index.contains("=2 → =3 =2 → =2"), "{index}");
}

#[test]
fn a_choice_stands_in_the_title() {
    let dir = TempDir::new().unwrap();
    let said = "(only Model weights: Open)";
    for format in ["table", "markdown", "html", "latex"] {
        let output = fmti(dir.path(), &["score", "2025", "--where", "weights=open", "-f", format]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(said), "{format}: {text}");
    }
    assert!(words(&picture(&["score", "2025", "--where", "weights=open"])).contains(said));
    let only = words(&picture(&["score", "2025", "--only", "ibm"]));
    assert!(only.contains("(only IBM)"), "{only}");
    let diff = words(&picture(&["diff", "2024", "2025", "--only", "ibm"]));
    assert!(diff.contains("(only IBM)"), "{diff}");
}

#[test]
fn what_else_changed_stands_beside_the_change() {
    let dir = TempDir::new().unwrap();
    let said = "Company report → FMTI report for 2 of the 9 in both (Anthropic and Mistral)";
    let output = fmti(dir.path(), &["diff", "2024", "2025", "-f", "markdown"]);
    assert!(String::from_utf8(output.stdout).unwrap().contains(said));
    fmti(dir.path(), &["report", "2024", "2025", "-o", "site", "--no-png", "-q"]);
    assert!(words(&read(dir.path(), "site/index.html")).contains(said));
    for chart in ["points", "totals", "mean"] {
        let text = words(&read(dir.path(), &format!("site/charts/{chart}.svg")));
        assert!(text.contains("Company report → FMTI report"), "{chart}: {text}");
    }
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_is_said_to_hold_one_edition_of_several() {
    let dir = TempDir::new().unwrap();
    fmti(dir.path(), &["report", "2024", "2025", "-o", "site", "--no-png", "-q"]);
    for file in ["index.html", "data/README.md", "data/datapackage.json"] {
        let text = read(dir.path(), &format!("site/{file}"));
        assert!(text.contains("Edition 2025 alone"), "{file}");
    }
}

#[test]
fn a_picture_draws_what_it_is_sorted_by() {
    let svg = picture(&["diff", "2024", "2025", "--sort", "comparable"]);
    let text = words(&svg);
    // Amazon gained most on what is comparable, 3 → 6, and lost in total, 41 → 39.
    let order: Vec<usize> =
        ["Amazon", "Google", "OpenAI"].iter().map(|name| svg.find(name).unwrap()).collect();
    assert!(order.is_sorted(), "{text}");
    assert!(text.contains("Amazon 3 → 6 (+3)"), "{text}");
    // By rank, what is comparable leads as well, with the caveat for those who hear it.
    let text = words(&picture(&["diff", "2024", "2025"]));
    assert!(text.contains("IBM 7 → 8 (+1), total 64 → 95"), "{text}");
    assert!(text.contains("were earned on different questions"), "{text}");
}

#[test]
fn what_is_comparable_leads_on_the_page() {
    let dir = TempDir::new().unwrap();
    fmti(dir.path(), &["report", "2024", "2025", "-o", "site", "--no-png", "-q"]);
    let index = words(&read(dir.path(), "site/index.html"));
    assert!(index.contains("IBM 7 8 +1 +1 0 64 95 +31"), "{index}");
}

#[test]
fn no_two_themes_look_alike() {
    let svg = picture(&["score", "2025", "--by", "theme"]);
    // IBM has points in all eight; each part of its bar begins with what fills it.
    let parts = svg.split("<title>IBM, ").skip(1);
    let fill = |part: &str| {
        let (_, rest) = part.split_once("fill=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let mut fills: Vec<String> = parts.map(fill).collect();
    assert_eq!(fills.len(), 8, "{fills:?}");
    fills.sort_unstable();
    fills.dedup();
    assert_eq!(fills.len(), 8, "{fills:?}");
}
