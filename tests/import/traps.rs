//! Every trap of the published files, one by one.

use std::fs;

use fmti::model::Points;

use crate::release::{
    DISCLOSURE, FLAG, REFERENCES, Release, Rows, SCORE, built_in, column, csv, matrix, points,
    report, same_scores, urls,
};

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
                index.catalog.subdomain_of(i).unwrap().name.clone()
                    + if at == 3 { " " } else { "" },
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
        "a Total row and a Total column: compared with the scores and left out",
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
    rows[11][FLAG] = "Perhaps".into();
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
    let newly = |at| found.edition.newly_disclosed(Some(answer(at)));
    assert_eq!([3, 4].map(newly), [Some(true), Some(false)]);
    for note in [
        "headed `Downstream applications`",
        "1 cell with U+2028",
        "2 cells with CR line breaks",
        "3 cells with no-break spaces",
        "1 cell with characters of no width",
        "column `New disclosure?`: `perhaps` is neither Yes nor No: taken for No",
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
