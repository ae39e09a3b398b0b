//! Whose words and whose numbers stand apart, in every output that has both; and an index that names
//! nobody is credited to nobody.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value as Json;
use tempfile::TempDir;

const OURS: &str = "the authors of fmti";
const THEIRS: &str = "Foundation Model Transparency Index team, CC BY 4.0";
const LINKS: [&str; 2] =
    ["https://crfm.stanford.edu/fmti/", "https://creativecommons.org/licenses/by/4.0/"];
const PAPERS: [(&str, &str); 3] = [
    ("2023", "https://arxiv.org/abs/2310.12941"),
    ("2024", "https://arxiv.org/abs/2407.12929"),
    ("2025", "https://arxiv.org/abs/2512.10169"),
];
const FORMATS: [&str; 8] = ["table", "csv", "tsv", "json", "ndjson", "markdown", "html", "latex"];

fn fmti(arguments: &[&str]) -> Vec<u8> {
    let output = Command::cargo_bin("fmti").unwrap().args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    output.stdout
}

/// The output on one line: a terminal's wraps.
fn said(arguments: &[&str]) -> String {
    String::from_utf8(fmti(arguments)).unwrap().replace('\n', " ")
}

/// Every text of a workbook.
#[cfg(feature = "xlsx")]
fn workbook(arguments: &[&str]) -> String {
    use calamine::Reader as _;
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("out.xlsx");
    fmti(&[arguments, &["-o", file.to_str().unwrap()]].concat());
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).unwrap();
    let mut cells = Vec::new();
    for name in book.sheet_names() {
        let sheet = book.worksheet_range(&name).unwrap();
        cells.extend(sheet.rows().flatten().map(ToString::to_string));
    }
    cells.join(" ")
}

/// The commands whose output has words that are not the index's own.
fn pages(edition: &str) -> Vec<Vec<&str>> {
    let mut pages = vec![
        vec!["explain", edition, "openai", "data-size"],
        vec!["explain", edition, "openai"],
        vec!["score", edition, "--by", "theme"],
        vec!["score", edition, "--long"],
    ];
    if edition == "2025" {
        pages.push(vec!["diff", "2024", "2025", "--by", "indicator"]);
        pages.push(vec!["diff", "2024", "2025", "--by", "theme"]);
        pages.push(vec!["diff", "2024", "2025"]);
    }
    pages
}

#[test]
fn every_page_with_words_names_both_authors() {
    for (edition, paper) in PAPERS {
        for page in pages(edition) {
            for format in FORMATS {
                let text = said(&[&page[..], &["-f", format]].concat());
                let text = text.replace("\\allowbreak{}", "");
                let at = format!("{page:?} {format}");
                assert!(text.contains(THEIRS), "{at}: no credit for the scores");
                let for_people = ["table", "markdown", "html", "latex"].contains(&format);
                // Statements and themes of single answers are for machines only.
                if for_people && page.contains(&"--long") {
                    assert!(!text.contains(OURS), "{at}");
                } else {
                    assert!(text.contains(OURS), "{at}: no credit for the words");
                }
                // What is shown is said; of rows and documents the keys say it.
                if for_people && page[0] != "diff" && !page.contains(&"--long") {
                    assert!(text.contains("not by the FMTI team"), "{at}");
                }
                if ["json", "markdown", "html", "latex"].contains(&format) {
                    for link in LINKS.iter().chain([&paper]) {
                        assert!(text.contains(link), "{at}: no {link}");
                    }
                }
            }
            #[cfg(feature = "xlsx")]
            {
                let text = workbook(&page);
                for wanted in [THEIRS, OURS, paper].iter().chain(&LINKS) {
                    assert!(text.contains(wanted), "{page:?}: no {wanted} in the workbook");
                }
            }
        }
    }
}

#[test]
fn a_ranking_of_their_names_and_scores_stays_short() {
    let text = said(&["score", "2025"]);
    assert!(text.contains(THEIRS) && !text.contains(OURS));
    // Its workbook has more in it.
    #[cfg(feature = "xlsx")]
    assert!(workbook(&["score", "2025"]).contains(OURS));
}

#[test]
fn a_row_says_whose_statement_it_has() {
    let page: Json =
        serde_json::from_slice(&fmti(&["score", "2025", "--long", "-f", "json"])).unwrap();
    let rows = page["answers"].as_array().unwrap();
    for row in rows {
        if !row["statement"].is_null() {
            assert_eq!(row["statement_by"], OURS);
        }
    }
    let of = |id: &str| rows.iter().find(|row| row["developer"]["id"] == id).unwrap();
    // Nobody typed Google's report.
    assert!(of("google")["statement_by"].is_null());
    assert_eq!(of("ibm")["statement_by"], OURS);
}

#[test]
fn pictures_say_where_the_index_is_and_whose_its_themes_are() {
    for (edition, paper) in PAPERS {
        let dir = TempDir::new().unwrap();
        let draw = |arguments: &[&str]| {
            let file = dir.path().join("x.svg");
            fmti(&[arguments, &["-o", file.to_str().unwrap()]].concat());
            let text = fs::read_to_string(file).unwrap();
            // Lines of a wrapped text are texts of their own, and an address may go on in the next.
            let parts = text.split('<').filter_map(|part| part.split_once('>'));
            let lines: Vec<&str> = parts.map(|(_, text)| text.trim()).collect();
            lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ").replace("/ ", "/")
        };
        let text = draw(&["score", edition]);
        for wanted in [THEIRS, &paper["https://".len()..], "crfm.stanford.edu/fmti"] {
            assert!(text.contains(wanted), "no {wanted} in {text}");
        }
        assert!(!text.contains(OURS));
        let text = draw(&["score", edition, "--by", "theme"]);
        assert!(text.contains("themes by the authors of fmti, not by the FMTI team"), "{text}");
    }
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        (name, String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned())
    };
    files.map(read).collect()
}

fn report(data: &[&str]) -> (TempDir, Vec<(String, String)>) {
    let dir = TempDir::new().unwrap();
    let out = dir.path().join("site");
    fmti(&[&["report"], data, &["--no-png", "-q", "-o", out.to_str().unwrap()]].concat());
    let found = files(&out);
    (dir, found)
}

#[test]
fn every_file_of_a_report_names_both_authors() {
    let (_dir, files) = report(&["2023", "2024", "2025"]);
    let of = |name: &str| &files.iter().find(|(known, _)| known == name).unwrap().1;
    let papers = PAPERS.map(|(_, paper)| paper);
    for (name, text) in &files {
        if Path::new(name).extension().is_some_and(|found| found == "html") {
            for wanted in [THEIRS, OURS, "not by the FMTI team"].iter().chain(&LINKS).chain(&papers)
            {
                assert!(text.contains(wanted), "{name}: no {wanted}");
            }
        }
    }
    for name in ["data/README.md", "CITATION.cff", "data/datapackage.json", "data/index.json"] {
        for wanted in [THEIRS, OURS].iter().chain(&papers) {
            assert!(of(name).contains(wanted), "{name}: no {wanted}");
        }
    }
    for wanted in LINKS {
        assert!(of("data/README.md").contains(wanted));
        assert!(of("data/editions.csv").contains(wanted));
    }
    let readme = of("data/README.md");
    for line in [
        "| Questions, guidance and themes | indicators.csv: `theme_name`, `question`, `guidance`; \
         answers.csv: `theme_name` | the authors of fmti |",
        "| Points, and the reasons for them | answers.csv: `score`, `reason` | Scores by the Foundation \
         Model Transparency Index team, CC BY 4.0 |",
    ] {
        assert!(readme.contains(line), "no {line}");
    }
    assert!(of("CITATION.cff").contains("- name: \"the authors of fmti\""));

    let mut rows = csv::Reader::from_reader(of("data/answers.csv").as_bytes());
    let heads = rows.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let mut newly = [[0; 3]; 3];
    for row in rows.records() {
        let row = row.unwrap();
        let cell = |name: &str| &row[at(name)];
        assert_eq!(cell("words_by"), OURS);
        assert_eq!(cell("published_by"), "the FMTI team");
        assert!(cell("attribution").contains(THEIRS));
        let typed = !cell("statement").is_empty() || !cell("stance").is_empty();
        assert_eq!(cell("statement_by"), if typed { OURS } else { "" });
        let edition = PAPERS.iter().position(|(id, _)| *id == cell("edition_id")).unwrap();
        let said = ["true", "false", ""].iter().position(|text| *text == cell("newly_disclosed"));
        newly[edition][said.unwrap()] += 1;
    }
    // Only 2024 wrote down what was new.
    assert_eq!(newly, [[0, 0, 1000], [233, 1167, 0], [0, 0, 1300]]);
}

#[test]
fn what_is_new_is_empty_where_it_was_not_recorded() {
    for (edition, _) in PAPERS {
        let page: Json =
            serde_json::from_slice(&fmti(&["score", edition, "--long", "-f", "json"])).unwrap();
        let rows = page["answers"].as_array().unwrap();
        let known = rows.iter().filter(|row| !row["newly_disclosed"].is_null()).count();
        assert_eq!(known, if edition == "2024" { 1400 } else { 0 }, "{edition}");
    }
}

#[test]
fn a_change_of_what_is_new_is_seen() {
    let dir = TempDir::new().unwrap();
    let copy = |name: &str, change: &dyn Fn(String) -> String| {
        let to = dir.path().join(name);
        fs::create_dir(&to).unwrap();
        for entry in fs::read_dir("disclosures/2024").unwrap() {
            let entry = entry.unwrap();
            let text = fs::read_to_string(entry.path()).unwrap();
            let is = entry.file_name() == "google.yaml";
            fs::write(to.join(entry.file_name()), if is { change(text) } else { text }).unwrap();
        }
        to.to_str().unwrap().to_owned()
    };
    let old = copy("old", &|text| text);
    let new = copy("new", &|text| text.replacen("    newly_disclosed: true\n", "", 1));
    let page: Json = serde_json::from_slice(&fmti(&["diff", &old, &new, "-f", "json"])).unwrap();
    let answers = page["answers"].as_array().unwrap();
    assert_eq!(answers.len(), 1);
    let said = [&answers[0]["part"], &answers[0]["old"]["text"], &answers[0]["new"]["text"]];
    assert_eq!(said, ["newly_disclosed", "yes", "no"]);
}

/// Whether a text credits somebody of the built-in index. That scores are not validated by them is no
/// credit.
fn credits(text: &str) -> bool {
    // A picture breaks its lines where they are full.
    let words: String = text
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, rest)| rest))
        .collect::<Vec<_>>()
        .join(" ");
    let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let text =
        text.replace("validated by the FMTI team", "").replace("scores of the FMTI team", "");
    [OURS, "FMTI team", "Foundation Model Transparency Index", "stanford.edu"]
        .iter()
        .any(|credit| text.contains(credit))
}

#[test]
fn an_index_of_ones_own_is_credited_to_nobody() {
    let lab = "tests/cases/small/cmd.in/lab";
    for page in [
        vec!["score", lab, "--by", "theme", "--rater", "panel"],
        vec!["score", lab, "--long", "--rater", "panel"],
        vec!["explain", lab, "acme", "data-size"],
        vec!["explain", lab, "acme"],
        vec!["score", lab, "--rater", "criteria"],
        vec!["diff", lab, lab],
    ] {
        for format in FORMATS {
            let text = said(&[&page[..], &["-f", format]].concat());
            assert!(!credits(&text), "{page:?} {format}: {text}");
        }
        #[cfg(feature = "xlsx")]
        assert!(!credits(&workbook(&page)), "{page:?}");
    }
    let (_dir, files) = report(&[lab]);
    for (name, text) in &files {
        assert!(!credits(text), "{name}");
    }
}

#[test]
fn an_index_that_asks_the_built_in_questions_says_whose_they_are() {
    let dir = TempDir::new().unwrap();
    let own = dir.path().join("own");
    let own = own.to_str().unwrap();
    fmti(&["new", "index", own]);
    fmti(&["new", "disclosure", "Acme", "--in", own]);
    let text = said(&["explain", own, "acme", "data-size"]);
    assert!(
        text.contains("Names of indicators by the FMTI team; questions, guidance and criteria by")
    );
    assert!(!text.contains(THEIRS) && !text.contains("statements"), "{text}");
}
