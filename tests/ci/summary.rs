//! `--summary`: what is added to the Markdown of a CI step.

use std::fs;
use std::path::Path;

use super::{CLEAN, fmti, printed};

/// The file after a run that adds to it.
fn added(path: &Path, arguments: &[&str]) -> String {
    let run = fmti(CLEAN).args(arguments).arg("--summary").arg(path).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    // The answer is still given where it would be without.
    assert_eq!(String::from_utf8(run.stdout).unwrap(), printed(CLEAN, arguments));
    fs::read_to_string(path).unwrap()
}

#[test]
fn the_answer_is_added_after_what_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("summary.md");
    let markdown = printed(CLEAN, &["score", "2025", "-f", "markdown"]);
    assert_eq!(added(&path, &["score", "2025"]), markdown);
    assert_eq!(added(&path, &["score", "2025"]), format!("{markdown}\n{markdown}"));
    for (before, gap) in [("a line", "\n\n"), ("a line\n", "\n"), ("a line\n\n", "")] {
        fs::write(&path, before).unwrap();
        assert_eq!(added(&path, &["score", "2025"]), format!("{before}{gap}{markdown}"));
    }
}

#[test]
fn github_gets_no_more_than_it_takes() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("summary.md");
    let long = ["score", "2024", "--long", "-o", "/dev/null", "-f", "markdown"];
    let whole = printed(CLEAN, &["score", "2024", "--long", "-f", "markdown"]);
    let last = whole.trim_end().lines().last().unwrap();
    for room in [whole.len(), whole.len() / 2, 2_000, 600] {
        let before = "x\n".repeat((1_000_000 - room) / 2 - 1) + "\n";
        fs::write(&path, &before).unwrap();
        let after = added(&path, &long);
        assert!(after.len() <= 1_000_000, "{}", after.len());
        let mine = after.strip_prefix(&before).unwrap();
        let rows = |text: &str| text.lines().filter(|line| line.starts_with("| ")).count();
        let left_out = rows(&whole) - rows(mine);
        if mine != whole {
            let said = fmti::text::words::counted(left_out, "row");
            assert!(mine.contains(&format!("\n{said} left out")), "{mine}");
        }
        assert!(mine.trim_end().ends_with(last), "whose numbers these are is always said");
        assert!(rows(mine) > 0 || room < 700);
    }
    // Full: nothing is added, and it is said.
    let full = "x".repeat(999_990);
    fs::write(&path, &full).unwrap();
    let run = fmti(CLEAN).args(["score", "2025", "--summary"]).arg(&path).output().unwrap();
    assert!(run.status.success());
    assert!(String::from_utf8_lossy(&run.stderr).contains("it is full"));
    assert_eq!(fs::read_to_string(&path).unwrap(), full);
}

#[test]
fn what_cannot_be_added_to_stops_the_run() {
    let dir = tempfile::tempdir().unwrap();
    for path in [dir.path().join("no/such.md"), dir.path().to_path_buf()] {
        let output = dir.path().join("out.csv");
        let run = fmti(CLEAN)
            .args(["score", "2025", "-o"])
            .arg(&output)
            .arg("--summary")
            .arg(path)
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(2));
        assert!(!output.exists());
    }
}
