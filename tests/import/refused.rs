//! What is refused, and what must never be left behind.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;

use crate::release::{
    DISCLOSURE, FLAG, Release, Rows, SCORE, built_in, csv, loaded, matrix, report, same_scores,
};

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
    rows[10][SCORE] = "0.5".into();
    let gone = format!("no row for `{}`", rows.remove(50)[0]);
    release.rows("IBM.csv", &rows);
    let err = release.refused();
    let ibm = csv(&rows[..10].to_vec(), "\n").lines().count() + 2;
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
        "`0.5` is no score",
        &gone,
        "nothing was imported: 8 problems above",
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
    let said = release.run(&["--force"]);
    assert_eq!(said.code, Some(2), "somebody's work is not thrown away");
    assert!(said.err.contains("would not write `2025/gone.yaml` again"), "{}", said.err);
    fs::remove_file(&stale).unwrap();
    for _ in 0..2 {
        assert_eq!(release.run(&["--force"]).code, Some(0));
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
        ("release", "release", "is in the folder that is read"),
        ("release", "release/new/index", "is in the folder that is read"),
        ("release/sub", "release", "contains the folder that is read"),
        ("release", "release/sub/../x", "is in the folder that is read"),
        ("release", "release/sub/scores.csv", "is in the folder that is read"),
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
    assert!(said.err.contains("a link to a folder: skipped"), "{}", said.err);
    assert!(said.err.contains("a link that leads nowhere"), "{}", said.err);
    if made.is_ok_and(|status| status.success()) {
        assert!(said.err.contains("a pipe, socket or device"), "{}", said.err);
    }
    let rights = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights(release.out()), rights(release.dir()), "as any new folder");
    fs::remove_dir_all(release.out()).unwrap();
    symlink("nowhere", release.dir().join("lost.csv")).unwrap();
    assert!(release.refused().contains("cannot read this file"));
}
