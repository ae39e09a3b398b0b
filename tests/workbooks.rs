//! The workbook of the real ranking, read as a spreadsheet program reads it.
#![cfg(feature = "xlsx")]
#![allow(clippy::unwrap_used)]

use std::collections::HashMap;

use assert_cmd::Command;
use calamine::{Data, Reader as _, Xlsx};
use tempfile::TempDir;

/// Each sheet's rows.
fn workbook(arguments: &[&str]) -> HashMap<String, Vec<Vec<Data>>> {
    let dir = TempDir::new().unwrap();
    let mut command = Command::cargo_bin("fmti").unwrap();
    let file = dir.path().join("out.xlsx");
    command.arg("score").args(arguments).arg("-o").arg(&file).assert().success();
    let mut book: Xlsx<_> = calamine::open_workbook(file).unwrap();
    let sheets = book.sheet_names();
    let rows = |name: String| {
        let rows = book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect();
        (name, rows)
    };
    sheets.into_iter().map(rows).collect()
}

fn at(rows: &[Vec<Data>], heading: &str) -> usize {
    let found = rows[0].iter().position(|cell| *cell == text(heading));
    found.unwrap_or_else(|| panic!("no {heading} in {:?}", rows[0]))
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

fn number(cell: &Data) -> f64 {
    match cell {
        Data::Float(number) => *number,
        other => panic!("{other:?} is no number"),
    }
}

#[test]
fn every_sheet_adds_up_to_the_ranking() {
    let book = workbook(&["2025"]);
    let (ranking, matrix) = (&book["ranking"], &book["indicators"]);
    assert_eq!((ranking.len(), matrix.len()), (14, 101));
    let (name, score) = (at(ranking, "Developer"), at(ranking, "Score (of 100)"));
    for row in &ranking[1..] {
        let developer = row[name].to_string();
        let column = at(matrix, &developer);
        let sum: f64 = matrix[1..].iter().map(|row| number(&row[column])).sum();
        assert!((sum - number(&row[score])).abs() < 1e-9, "{developer}");
        for sheet in ["domains", "subdomains", "themes"] {
            let rows = &book[sheet];
            let name = at(rows, "Developer");
            let row = rows.iter().find(|row| row[name] == text(&developer)).unwrap();
            let parts: f64 = row[at(rows, "Score (of 100)") + 1..].iter().map(number).sum();
            assert!((parts - sum).abs() < 1e-9, "{developer} in {sheet}");
        }
    }
    let met: f64 = matrix[1..].iter().map(|row| number(&row[at(matrix, "Met by")])).sum();
    assert!((met - 529.0).abs() < 1e-9, "{met}"); // 13 × the mean of 40.69
    assert!(book["sources"].len() > 500);
    assert!(book["sources"][1..].iter().all(|row| row[3].to_string().starts_with("http")));
    let notes: Vec<String> = book["notes"].iter().map(|row| row[1].to_string()).collect();
    assert!(notes.iter().any(|note| note.contains("CC BY 4.0")));
    assert!(notes.iter().any(|note| note.contains("arXiv:2512.10169")));
}

#[test]
fn open_answers_are_words_and_ranges() {
    let book = workbook(&["2025", "--rater", "criteria"]);
    let (ranking, matrix) = (&book["ranking"], &book["indicators"]);
    let (least, most) = (at(ranking, "Score, at least"), at(ranking, "Score, at most"));
    let ibm = &ranking[1];
    let column = at(matrix, "IBM");
    let cells = || matrix[1..].iter().map(|row| &row[column]);
    let met = cells().filter(|cell| **cell == Data::Float(1.0)).count() as f64;
    let open = cells().filter(|cell| **cell == text("refer")).count() as f64;
    assert!((number(&ibm[least]) - met).abs() < 1e-9);
    assert!((number(&ibm[most]) - met - open).abs() < 1e-9 && open > 0.0);
    let domains = &book["domains"];
    let range = format!("{}–{}", number(&ibm[least]), number(&ibm[most]));
    assert_eq!(domains[1][at(domains, "Score (of 100)")], text(&range));
    // Nobody typed Anthropic's report: its answers are not rated, which is not zero.
    let column = at(matrix, "Anthropic");
    assert!(matrix[1..].iter().all(|row| row[column] == text("–")));
}
