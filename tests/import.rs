//! `fmti import crfm`: the published release, made-up releases with its traps, and what must never
//! be left behind.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]
#![allow(clippy::print_stdout, reason = "a test says what it compared, or that it was skipped")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use fmti::load::index;
use fmti::model::{Answer, Index, Points};
use tempfile::TempDir;

/// A release in a folder of its own, and a place to import it to.
struct Release {
    home: TempDir,
}

type Rows = Vec<Vec<String>>;

/// What one run of the program said.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Release {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("release")).unwrap();
        Self { home }
    }

    fn dir(&self) -> PathBuf {
        self.home.path().join("release")
    }

    fn out(&self) -> PathBuf {
        self.home.path().join("out")
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.dir().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    fn rows(&self, name: &str, rows: &Rows) -> &Self {
        self.write(name, csv(rows, "\n"))
    }

    fn import(&self) -> Said {
        self.run(&[])
    }

    fn run(&self, more: &[&str]) -> Said {
        let (dir, out) = (self.dir(), self.out());
        let mut command = Command::cargo_bin("fmti").unwrap();
        command.current_dir(self.home.path()).args(["import", "crfm"]);
        let output = command.arg(dir).arg("--out").arg(out).args(more).output().unwrap();
        Said {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Imports, which must succeed, and loads one edition of the result.
    fn imported(&self, edition: &str) -> (Index, Said) {
        let said = self.import();
        assert_eq!(said.code, Some(0), "{}", said.err);
        (loaded(self.out().join(edition).to_str().unwrap()), said)
    }

    /// Imports, which must fail, and leave nothing behind.
    fn refused(&self) -> String {
        let said = self.import();
        assert_eq!(said.code, Some(2), "{}{}", said.out, said.err);
        assert_eq!(said.out, "");
        assert_eq!(self.entries(), ["release"]);
        said.err
    }

    fn entries(&self) -> Vec<String> {
        let entries = fs::read_dir(self.home.path()).unwrap();
        let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

fn loaded(data: &str) -> Index {
    let loaded = index::load(Some(data)).unwrap();
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded.index.unwrap()
}

fn built_in(edition: &str) -> Index {
    index::builtin_edition(edition).unwrap().index.unwrap()
}

fn csv(rows: &Rows, end: &str) -> String {
    let quote = |cell: &String| {
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let lines: Vec<String> =
        rows.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(",")).collect();
    lines.join(end)
}

fn points(answer: Option<&Answer>) -> Points {
    answer.unwrap().panel.as_ref().unwrap().points
}

fn urls(answer: Option<&Answer>) -> Vec<&str> {
    answer.iter().flat_map(|a| &a.sources).filter_map(|s| s.url.as_deref()).collect()
}

/// The name a developer has in the matrices of the release.
fn heading(name: &str) -> &str {
    match name {
        "BigCode/Hugging Face/ServiceNow" => "BigCode",
        name => name,
    }
}

/// The matrix of an edition as published: one column of names, one per developer.
fn matrix(index: &Index) -> Rows {
    let names = index.entries.iter().map(|e| heading(&e.developer.name).to_owned());
    let mut rows = vec![std::iter::once("Indicator".to_owned()).chain(names).collect::<Vec<_>>()];
    for (at, indicator) in index.catalog.indicators.iter().enumerate() {
        let scores =
            index.entries.iter().map(|e| points(e.disclosure.answers[at].as_ref()).to_string());
        rows.push(std::iter::once(indicator.name.clone()).chain(scores).collect());
    }
    rows
}

/// A developer's report, with made-up texts.
fn report(index: &Index, developer: &str) -> Rows {
    let entry = index.entries.iter().find(|e| e.developer.id.as_str() == developer).unwrap();
    let header = ["Indicator", "Definition", "Notes", "Disclosure", "References", "Score"];
    let header = header.into_iter().chain(["Justification", "New disclosure?"]);
    let mut rows = vec![header.map(str::to_owned).collect::<Vec<_>>()];
    for (at, indicator) in index.catalog.indicators.iter().enumerate() {
        rows.push(vec![
            indicator.name.clone(),
            "Is it, perhaps, disclosed?".into(),
            "One \"note\"\nand another.".into(),
            format!("{developer} says {at}."),
            format!("https://example.org/{developer}/{at}"),
            points(entry.disclosure.answers[at].as_ref()).to_string(),
            format!("because {at}"),
            if at % 10 == 0 { "Yes" } else { "No" }.into(),
        ]);
    }
    rows
}

/// Column of a report.
const DISCLOSURE: usize = 3;
const REFERENCES: usize = 4;
const SCORE: usize = 5;
const FLAG: usize = 7;

fn column(rows: &Rows, heading: &str) -> usize {
    rows[0].iter().position(|h| h == heading).unwrap()
}

/// A whole release of three editions, every developer of the last two with a report.
fn whole() -> BTreeMap<String, Rows> {
    let mut files = BTreeMap::new();
    for (id, folder) in [("2023", "October2023"), ("2024", "May2024"), ("2025", "Dec2025")] {
        let index = built_in(id);
        files.insert(format!("{folder}/{folder}_scores.csv"), matrix(&index));
        for entry in index.entries.iter().filter(|_| id != "2023") {
            let name = match entry.developer.name.as_str() {
                "BigCode/Hugging Face/ServiceNow" => "BigCode:Hugging Face:ServiceNow".to_owned(),
                name if id == "2025" => name.replace(' ', "_"),
                name => name.to_owned(),
            };
            let path = format!("{folder}/reports/{name}_fmtransparencyreport_{folder}.csv");
            files.insert(path, report(&index, entry.developer.id.as_str()));
        }
    }
    files
}

fn same_scores(found: &Index, wanted: &Index) -> usize {
    assert_eq!(found.edition, wanted.edition);
    assert_eq!(found.entries.len(), wanted.entries.len());
    let mut cells = 0;
    for (found, wanted) in found.entries.iter().zip(&wanted.entries) {
        assert_eq!(found.developer, wanted.developer);
        assert_eq!(found.disclosure.model, wanted.disclosure.model);
        assert_eq!(found.disclosure.traits, wanted.disclosure.traits);
        for (a, b) in found.disclosure.answers.iter().zip(&wanted.disclosure.answers) {
            assert_eq!(points(a.as_ref()), points(b.as_ref()));
            cells += 1;
        }
    }
    cells
}

#[test]
fn the_published_part_is_what_is_built_in_cell_for_cell() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/crfm");
    if !shared.is_dir() {
        println!("skipped: no published files at {}", shared.display());
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let mut command = Command::cargo_bin("fmti").unwrap();
    command.args(["import", "crfm"]).arg(&shared).arg("--out").arg(&out).assert().success();
    let (mut cells, mut reports, mut addresses, mut new) = (0, 0, 0, 0);
    for edition in ["2023", "2024", "2025"] {
        let found = loaded(out.join(edition).to_str().unwrap());
        let wanted = built_in(edition);
        cells += same_scores(&found, &wanted);
        for (found, wanted) in found.entries.iter().zip(&wanted.entries) {
            let said = |a: &Answer| a.statement.is_some() || !a.sources.is_empty();
            let answers = &found.disclosure.answers;
            if !answers.iter().flatten().any(said) {
                continue;
            }
            reports += 1;
            let at = format!("{edition} {}", found.developer.id);
            let pairs = answers.iter().zip(&wanted.disclosure.answers);
            for (a, b) in pairs {
                let (a, b) = (a.as_ref(), b.as_ref());
                assert_eq!(urls(a), urls(b), "{at}");
                addresses += urls(a).len();
                let flags = [a, b].map(|answer| answer.unwrap().newly_disclosed);
                assert_eq!(flags[0], flags[1], "{at}");
                new += usize::from(flags[0]);
            }
        }
        for file in ["edition.yaml", "../developers.yaml"] {
            let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("disclosures").join(edition);
            let [a, b] =
                [out.join(edition), own].map(|dir| fs::read_to_string(dir.join(file)).unwrap());
            assert_eq!(a, b);
        }
    }
    println!("{cells} scores, {addresses} addresses and {new} flags of {reports} reports compared");
    assert_eq!(cells, 3_700);
    assert_eq!(reports, 17);
    assert_eq!(addresses, 999);
    assert_eq!(new, 151);
}

#[test]
fn a_whole_release_is_imported_with_its_texts() {
    let release = Release::new();
    for (name, rows) in whole() {
        release.rows(&name, &rows);
    }
    release.write("README.md", "scores").write(".DS_Store", [0, 1]).write("x.pdf", "%PDF");
    release.write(".git/x.csv", "a,b\n\"");
    let (_, said) = release.imported("2025");
    assert!(said.out.contains("2024: 14 developers, 1,400 scores, 14 reports"), "{}", said.out);
    assert!(said.out.contains("2,700 scores in both, agree"), "{}", said.out);
    for edition in ["2023", "2024", "2025"] {
        let found = loaded(release.out().join(edition).to_str().unwrap());
        same_scores(&found, &built_in(edition));
        for entry in found.entries.iter().filter(|_| edition != "2023") {
            for (at, answer) in entry.disclosure.answers.iter().enumerate() {
                let answer = answer.as_ref().unwrap();
                let id = &entry.developer.id;
                assert_eq!(answer.statement, Some(format!("{id} says {at}.")));
                assert_eq!(
                    answer.sources.iter().map(|s| s.url.clone().unwrap()).collect::<Vec<_>>(),
                    [format!("https://example.org/{id}/{at}")]
                );
                assert_eq!(answer.newly_disclosed, at % 10 == 0);
                let reason = answer.panel.as_ref().unwrap().reason.clone();
                assert_eq!(reason, Some(format!("because {at}")));
            }
        }
    }
}

#[test]
fn names_and_places_of_files_do_not_matter() {
    let release = Release::new();
    for (at, (_, rows)) in whole().into_iter().enumerate() {
        release.rows(&format!("{at}.CSV"), &rows);
    }
    let said = release.import();
    assert_eq!(said.code, Some(0), "{}", said.err);
    for edition in ["2023", "2024", "2025"] {
        let found = loaded(release.out().join(edition).to_str().unwrap());
        same_scores(&found, &built_in(edition));
        let texts = found.entries.iter().flat_map(|e| e.disclosure.answers.iter().flatten());
        let texts = texts.filter(|a| a.statement.is_some()).count();
        assert_eq!(texts, if edition == "2023" { 0 } else { found.entries.len() * 100 });
    }
    assert!(said.err.contains("taken for the report of Writer for 2025"), "{}", said.err);
}

#[test]
fn a_misleading_year_is_noted_and_not_followed() {
    let release = Release::new();
    release.rows("2024/scores.csv", &matrix(&built_in("2023")));
    release.rows("scores_2023.csv", &matrix(&built_in("2025")));
    let (found, said) = release.imported("2023");
    same_scores(&found, &built_in("2023"));
    assert!(said.err.contains("taken for 2023"), "{}", said.err);
    assert!(said.err.contains("its name says 2023, its indicators are those of 2025"));
}

#[test]
fn the_traps_of_the_matrices() {
    let release = Release::new();
    let index = built_in("2023");
    let mut rows = matrix(&index);
    for (at, row) in rows.iter_mut().enumerate() {
        let (domain, subdomain) = match at.checked_sub(1).map(|at| &index.catalog.indicators[at]) {
            None => ("Domain".into(), "Subdomain".into()),
            Some(i) => (
                index.catalog.domains[i.domain].name.clone(),
                index.catalog.subdomains[i.subdomain].name.clone() + if at == 3 { " " } else { "" },
            ),
        };
        let sum: usize = row[1..].iter().filter_map(|c| c.parse::<usize>().ok()).sum();
        row.push(if at == 0 { "Total".into() } else { sum.to_string() });
        row.splice(0..0, [domain, subdomain]);
    }
    let sums = (3..rows[0].len() - 1).map(|column| {
        rows[1..].iter().map(|row| row[column].parse::<usize>().unwrap()).sum::<usize>().to_string()
    });
    let total = ["", "", "Total"].map(str::to_owned).into_iter().chain(sums).chain([String::new()]);
    let total: Vec<String> = total.collect();
    rows.push(total);
    // Another order of developers and of indicators, other spellings, stray characters.
    for row in &mut rows {
        row.swap(3, 9);
    }
    rows.swap(5, 60);
    rows[3][2] = "Data creators ".into();
    rows[8][2] = "Data copyright\u{a0}status\u{200b}".into();
    rows[46][2] = "third-party capabilities evaluation".into();
    rows[71][2] = "Model Asset License".into();
    let text = csv(&rows, "\r\n");
    release.write("a.csv", format!("\u{feff}{text}\r\n\r\n"));
    let (found, said) = release.imported("2023");
    same_scores(&found, &index);
    for note in [
        "byte order mark",
        "a Total row and a Total column: checked and left out",
        "`Data creators `",
        "`Data copyright status` (Copyrighted data)",
        "no reports of 2023",
    ] {
        assert!(said.err.contains(note), "{note}: {}", said.err);
    }
    assert!(!said.err.contains("says `"), "{}", said.err);

    // The same with sums that are wrong, an index column, and totals by another name.
    let last = rows.len() - 1;
    rows[last][3] = "99".into();
    rows[1][13] = "11".into();
    for (at, row) in rows.iter_mut().enumerate() {
        row.insert(0, if at == 0 { String::new() } else { at.to_string() });
    }
    release.rows("a.csv", &rows);
    fs::remove_dir_all(release.out()).unwrap();
    let (found, said) = release.imported("2023");
    same_scores(&found, &index);
    assert!(said.err.contains("says `99`, the scores add up to"), "{}", said.err);
    assert!(said.err.contains("the total of row 2 says `11`"), "{}", said.err);
    assert!(said.err.contains("column 1 (``) has no scores: left out"), "{}", said.err);
}

#[test]
fn sums_are_recognised_whatever_they_are_called() {
    let release = Release::new();
    let index = built_in("2025");
    let mut rows = matrix(&index);
    let mut sums = vec!["All".to_owned()];
    for column in 1..rows[0].len() {
        let sum: usize = rows[1..].iter().map(|row| row[column].parse::<usize>().unwrap()).sum();
        sums.push(sum.to_string());
    }
    rows.push(sums);
    for row in &mut rows {
        let sum: usize = row[1..].iter().filter_map(|cell| cell.parse::<usize>().ok()).sum();
        row.push(if row[0] == "Indicator" { "Everybody".into() } else { sum.to_string() });
    }
    release.rows("a.csv", &rows);
    let (found, said) = release.imported("2025");
    same_scores(&found, &index);
    assert!(said.err.contains("`All`) holds the sums of the columns"), "{}", said.err);
    assert!(said.err.contains("column `Everybody` holds the sums of the rows"), "{}", said.err);
}

#[test]
fn the_traps_of_the_reports() {
    let release = Release::new();
    let index = built_in("2024");
    release.rows("May2024_scores.csv", &matrix(&index));
    let mut rows = report(&index, "adept");
    rows[0][0] = "Downstream applications".into();
    rows[3][0] = "Data creators ".into();
    rows[1][DISCLOSURE] = "one\r\ntwo \u{2028}three\u{a0}\u{a0}four\u{200b}\r\n".into();
    rows[1][REFERENCES] =
        "A paper (https://example.org/a_(1).pdf), and\r\nhttps://b.example/.".into();
    rows[2][DISCLOSURE] = "See https://c.example/x; https://b.example.".into();
    rows[2][REFERENCES] = "https://b.example,\u{a0}https://d.example".into();
    rows[3][DISCLOSURE] = " \u{a0} ".into();
    rows[3][REFERENCES] = "xAI, API".into();
    rows[4][FLAG] = " yes".into();
    rows[5][FLAG] = String::new();
    let order = [DISCLOSURE, FLAG, 0, 6, 1, SCORE, 2, REFERENCES];
    let rows: Rows =
        rows.iter().map(|row| order.iter().map(|at| row[*at].clone()).collect()).collect();
    release.write("Adept_fmtransparencyreport-May2024.csv", csv(&rows, "\r\n"));
    let (found, said) = release.imported("2024");
    same_scores(&found, &index);
    let answers = &found.entries[0].disclosure.answers;
    let answer = |at: usize| answers[at].as_ref().unwrap();
    assert_eq!(answer(0).statement.as_deref(), Some("one\ntwo\nthree  four"));
    assert_eq!(urls(answers[0].as_ref()), ["https://example.org/a_(1).pdf", "https://b.example/"]);
    assert_eq!(
        answer(0).sources[2].title.as_deref(),
        Some("A paper (https://example.org/a_(1).pdf), and\nhttps://b.example/.")
    );
    let both = ["https://b.example", "https://d.example", "https://c.example/x"];
    assert_eq!(urls(answers[1].as_ref()), both);
    assert_eq!(answer(1).sources.len(), 3);
    assert_eq!(answer(2).statement, None);
    assert_eq!(answer(2).sources[0].title.as_deref(), Some("xAI, API"));
    assert!(answer(3).newly_disclosed && !answer(4).newly_disclosed);
    for note in [
        "headed `Downstream applications`",
        "1 cell with U+2028",
        "2 cells with CR line breaks",
        "3 cells with no-break spaces",
        "1 cell with characters of no width",
        "its name is not `<developer>_fmtransparencyreport_<edition>`",
        "column `BigCode` is BigCode/Hugging Face/ServiceNow",
    ] {
        assert!(said.err.contains(note), "{note}: {}", said.err);
    }
}

#[test]
fn the_matrix_decides_and_each_disagreement_is_said() {
    let release = Release::new();
    let index = built_in("2025");
    release.rows("scores.csv", &matrix(&index));
    let mut rows = report(&index, "ibm");
    rows[7][SCORE] = "0".into();
    rows[99][SCORE] = "0".into();
    release.rows("IBM.csv", &rows);
    let (found, said) = release.imported("2025");
    same_scores(&found, &index);
    let name = &index.catalog.indicators[6].name;
    let note = format!("row 8 (`{name}`): the report says 0, the matrix 1; the matrix is used");
    assert!(said.err.contains(&note), "{}", said.err);
    assert!(said.out.contains("100 scores in both, differ in 2"), "{}", said.out);
}

#[test]
fn a_report_under_a_name_of_another_edition_finds_its_column() {
    let release = Release::new();
    let index = built_in("2024");
    release.rows("May2024_scores.csv", &matrix(&index));
    let name = "HuggingFace_fmtransparencyreport_May2024.csv";
    release.rows(name, &report(&index, "bigcode"));
    let (found, said) = release.imported("2024");
    same_scores(&found, &index);
    let bigcode = &found.entries.iter().find(|e| e.developer.id.as_str() == "bigcode").unwrap();
    assert!(bigcode.disclosure.answers[0].as_ref().unwrap().statement.is_some());
    assert!(said.err.contains("taken for the report of BigCode/Hugging Face/ServiceNow for 2024"));
}

#[test]
fn a_report_stands_alone_where_there_is_no_matrix() {
    let release = Release::new();
    let index = built_in("2024");
    release.rows("Amazon May 2024.csv", &report(&index, "amazon"));
    let (found, said) = release.imported("2024");
    assert_eq!(found.entries.len(), 1);
    let wanted = index.entries.iter().find(|e| e.developer.id.as_str() == "amazon").unwrap();
    let scores = |e: &fmti::model::index::Entry| -> Vec<Points> {
        e.disclosure.answers.iter().map(|a| points(a.as_ref())).collect()
    };
    assert_eq!(scores(&found.entries[0]), scores(wanted));
    assert!(said.err.contains("there is no matrix of 2024: the scores are the report's"));

    // Beside a matrix that lacks the developer, too.
    fs::remove_dir_all(release.out()).unwrap();
    let mut rows = matrix(&index);
    let amazon = column(&rows, "Amazon");
    for row in &mut rows {
        row.remove(amazon);
    }
    release.rows("2024.csv", &rows);
    let (found, said) = release.imported("2024");
    same_scores(&found, &index);
    assert!(said.err.contains("Amazon is not in the matrix: the scores are the report's"));
}

#[test]
fn a_developer_nobody_knows_gets_a_name_and_an_id() {
    let release = Release::new();
    let index = built_in("2025");
    let mut rows = matrix(&index);
    let writer = column(&rows, "Writer");
    rows[0][writer] = "New Co.".into();
    release.rows("scores.csv", &rows);
    release.rows("new_co_report.csv", &report(&index, "writer"));
    release.rows("Other_fmtransparencyreport_Dec2025.csv", &{
        let mut rows = report(&index, "ibm");
        for row in &mut rows[1..] {
            row[SCORE] = "1".into();
        }
        rows
    });
    let (found, said) = release.imported("2025");
    let named = |id: &str| found.entries.iter().find(|e| e.developer.id.as_str() == id).unwrap();
    assert_eq!(named("new-co").developer.name, "New Co.");
    assert!(named("new-co").disclosure.answers[0].as_ref().unwrap().statement.is_some());
    assert_eq!(named("other").developer.name, "Other");
    assert!(said.err.contains("`New Co.` is new here: called `new-co`"), "{}", said.err);
    assert!(said.err.contains("imported without model and traits"));
    assert!(said.err.contains("the published edition 2025 also has Writer"));
}

#[test]
fn what_cannot_be_understood_is_located_and_nothing_is_written() {
    let release = Release::new();
    let index = built_in("2025");
    let mut rows = matrix(&index);
    rows[1][0] = "Data acquisition methodology".into();
    rows[2][1] = String::new();
    rows[3][2] = "N/A".into();
    rows[4][3] = "2".into();
    rows[6][0] = rows[5][0].clone();
    release.rows("scores.csv", &rows);
    let mut rows = report(&index, "ibm");
    rows[9][FLAG] = "maybe".into();
    rows[10][SCORE] = "0.5".into();
    let gone = format!("no row for `{}`", rows.remove(50)[0]);
    release.rows("IBM.csv", &rows);
    let err = release.refused();
    let ibm = csv(&rows[..9].to_vec(), "\n").lines().count() + 2;
    for said in [
        "error[unknown-indicator]: row 2: no indicator `Data acquisition methodology` is known",
        "scores.csv:2:1",
        "did you mean `Data acquisition methods`?",
        "row 3 (`Public datasets`), column `AI21 Labs`: no score",
        "scores.csv:3:17",
        "row 4 (`Crawling`), column `Alibaba`: `N/A` is no score",
        "error[score-out-of-range]: row 5",
        "error[duplicate-answer]: row 7",
        "error[missing-answer]: no rows for `Data acquisition methods`, `Licensed data sources`",
        "`maybe` is neither Yes nor No",
        "`0.5` is no score",
        &gone,
        "nothing was imported: 9 problems above",
    ] {
        assert!(err.contains(said), "{said}: {err}");
    }
    assert!(err.contains(&format!("IBM.csv:{ibm}:")), "line {ibm}: {err}");
}

#[test]
fn two_files_for_one_thing_are_not_chosen_from() {
    let release = Release::new();
    let index = built_in("2025");
    let rows = matrix(&index);
    release.rows("a.csv", &rows).rows("copy.csv", &rows);
    let ibm = report(&index, "ibm");
    release.rows("IBM.csv", &ibm).rows("IBM (copy).csv", &ibm);
    let (found, said) = release.imported("2025");
    same_scores(&found, &index);
    assert!(said.err.contains("copy.csv: the same scores as"), "{}", said.err);
    assert!(said.err.contains(": the same report as"), "{}", said.err);

    fs::remove_dir_all(release.out()).unwrap();
    let mut rows = rows;
    rows[1][1] = if rows[1][1] == "1" { "0" } else { "1" }.into();
    let mut ibm = ibm;
    ibm[1][DISCLOSURE] = "something else".into();
    release.rows("copy.csv", &rows).rows("IBM (copy).csv", &ibm);
    let err = release.refused();
    assert!(err.contains("a second, different matrix of edition 2025"), "{err}");
    assert!(err.contains("a second, different report of IBM for edition 2025"), "{err}");
}

#[test]
fn files_of_other_kinds_are_named_and_left() {
    let release = Release::new();
    let index = built_in("2025");
    release.rows("scores.csv", &matrix(&index));
    let without = |mut rows: Rows, drop: std::ops::Range<usize>| -> Rows {
        for row in &mut rows {
            row.drain(drop.clone());
        }
        rows
    };
    let ibm = report(&index, "ibm");
    release.rows("IBM blind.csv", &without(ibm.clone(), SCORE..FLAG));
    release.rows("indicators.csv", &without(ibm, DISCLOSURE..FLAG + 1));
    let mut texts = matrix(&index);
    for row in &mut texts[1..] {
        for cell in &mut row[1..] {
            *cell = if cell == "1" { "We, for one, do.".into() } else { String::new() };
        }
    }
    release.rows("disclosures.csv", &texts).write("other.csv", "year,sales\n2024,7\n");
    let (found, said) = release.imported("2025");
    same_scores(&found, &index);
    for note in [
        "IBM blind.csv: a report without a `Score` column: not imported",
        "indicators.csv: indicators without scores: not imported",
        "disclosures.csv: texts by developer without scores: not imported",
        "other.csv: not a part of a release that is known here: skipped",
    ] {
        assert!(said.err.contains(note), "{note}: {}", said.err);
    }
    let quiet = Release::new();
    quiet.rows("scores.csv", &matrix(&index));
    let said = quiet.run(&["--quiet"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
}

#[test]
fn broken_files_are_refused() {
    let index = built_in("2025");
    let rows = matrix(&index);
    let text = csv(&rows, "\n");
    let cut = csv(&report(&index, "ibm"), "\n");
    let cut = &cut[..cut.rfind("\"One").unwrap() + 9];
    let strange = text.replace('a', "b").replace('e', "o");
    let twice = text.replacen("xAI", "IBM", 1);
    let comma = text.replacen("Crawling,", "Crawling,0,", 1);
    for (name, text, said) in [
        ("IBM.csv", cut, "a quote is opened here and never closed"),
        ("scores.csv", &strange, "a matrix of scores, but not of a catalog that is known"),
        ("scores.csv", &twice, "columns `IBM` and `IBM` are the same developer"),
        ("scores.csv", &comma, "row 4 has a cell beyond the last column"),
        ("scores.csv", "", "this file is empty"),
        ("scores.csv", "Indicator,IBM\n", "no score matrix and no report"),
    ] {
        let release = Release::new();
        release.write(name, text);
        let err = release.refused();
        assert!(err.contains(said), "{said}: {err}");
    }
    let release = Release::new();
    release.write("scores.csv", b"Indicator,\xE9\n");
    assert!(release.refused().contains("not UTF-8"));
    assert!(Release::new().refused().contains("no score matrix and no report"));
    let release = Release::new();
    release.rows("someone.csv", &{
        let mut rows = report(&index, "ibm");
        for (at, row) in rows.iter_mut().enumerate().skip(1) {
            row[SCORE] = (at % 2).to_string();
        }
        rows
    });
    assert!(release.refused().contains("cannot tell whose report this is"));
}

#[test]
fn the_target_is_replaced_only_on_request_and_only_if_it_is_an_index() {
    let release = Release::new();
    release.rows("scores.csv", &matrix(&built_in("2025")));
    fs::create_dir(release.out()).unwrap();
    assert_eq!(release.import().code, Some(0), "an empty folder is free");
    let said = release.import();
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("exists and is not empty"), "{}", said.err);
    let stale = release.out().join("2025/gone.yaml");
    fs::write(&stale, "a: 1\n").unwrap();
    for _ in 0..2 {
        assert_eq!(release.run(&["--force"]).code, Some(0));
        assert!(!stale.exists());
        assert_eq!(release.entries(), ["out", "release"]);
    }
    let own = release.out().join("2025/ranking.xlsx");
    fs::write(&own, "mine").unwrap();
    let said = release.run(&["--force"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("would not have written `2025/ranking.xlsx`"), "{}", said.err);
    assert_eq!(fs::read_to_string(own).unwrap(), "mine");

    // A failed import leaves what is there.
    fs::remove_file(release.out().join("2025/ranking.xlsx")).unwrap();
    release.write("scores.csv", "");
    assert_eq!(release.run(&["--force"]).code, Some(2));
    loaded(release.out().join("2025").to_str().unwrap());
    assert_eq!(release.entries(), ["out", "release"]);
}

#[test]
fn source_and_target_are_kept_apart() {
    let release = Release::new();
    release.rows("sub/scores.csv", &matrix(&built_in("2025")));
    let run = |dir: &str, out: &str| {
        let mut command = Command::cargo_bin("fmti").unwrap();
        command.current_dir(release.home.path());
        let output = command.args(["import", "crfm", dir, "--force", "--out", out]).output();
        let output = output.unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for (dir, out, said) in [
        ("release", "release", "is in the folder that is imported"),
        ("release", "release/new/index", "is in the folder that is imported"),
        ("release/sub", "release", "contains the folder that is imported"),
        ("release", "release/sub/../x", "is in the folder that is imported"),
        ("release", "release/sub/scores.csv", "is in the folder that is imported"),
        ("gone", "out", "there is no folder `gone`"),
        ("release/sub/scores.csv", "out", "is not a folder"),
    ] {
        let (code, err) = run(dir, out);
        assert_eq!(code, Some(2), "{dir} {out}: {err}");
        assert!(err.contains(said), "{dir} {out}: {err}");
    }
    assert_eq!(release.entries(), ["release"]);
    assert_eq!(run("release/sub", "a/b").0, Some(0), "folders above are made");
}

#[cfg(unix)]
#[test]
fn links_in_circles_and_pipes_do_no_harm() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let release = Release::new();
    release.rows("sub/scores.csv", &matrix(&built_in("2025")));
    symlink(release.dir(), release.dir().join("sub/again")).unwrap();
    symlink("nowhere", release.dir().join("dangling")).unwrap();
    let pipe = release.dir().join("x.csv");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    let (found, said) = release.imported("2025");
    same_scores(&found, &built_in("2025"));
    assert!(said.err.contains("a link back to"), "{}", said.err);
    assert!(said.err.contains("a link that leads nowhere"), "{}", said.err);
    if made.is_ok_and(|status| status.success()) {
        assert!(said.err.contains("a pipe, socket or device"), "{}", said.err);
    }
    let rights = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights(release.out()), rights(release.dir()), "as any new folder");
    fs::remove_dir_all(release.out()).unwrap();
    symlink("nowhere", release.dir().join("lost.csv")).unwrap();
    assert!(release.refused().contains("cannot look into this"));
}
