//! Where answers go, what is refused before any work, and what a log must not hold.

use std::fs;
use std::process::Stdio;

use super::hostile::obeyed;
use super::{CLEAN, fmti, printed};

/// A run in an empty folder: its exit status and what it says.
fn refused(arguments: &[&str]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let output = fmti(CLEAN).current_dir(&dir).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty());
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 0);
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn answers_without_cases_are_refused_before_any_work() {
    for arguments in [
        // There is no such folder; that would be said first if it were looked for.
        &["score", "nowhere", "-f", "sarif"][..],
        &["score", "nowhere", "-o", "a.csv", "-o", "report.sarif"],
        &["score", "nowhere", "-o", "junit.xml"],
        &["explain", "nowhere", "ibm", "-f", "github"],
        &["diff", "nowhere", "2025", "-o", "gitlab=gl.json"],
    ] {
        let said = refused(arguments);
        assert!(said.contains("shows problems, and this answer has none"), "{said}");
        assert!(said.contains("`fmti check` and the gates of `fmti diff`"), "{said}");
    }
}

#[test]
fn a_format_may_stand_before_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    let run = |outputs: &[String]| {
        let outputs = outputs.iter().flat_map(|output| ["-o", output]);
        fmti("ci").args(["check", "lab"]).args(outputs).output().unwrap()
    };
    let gitlab = printed("ci", &["check", "lab", "-f", "gitlab"]);
    let output = run(&[
        format!("gitlab={}", path("gl.json")),
        format!("xml={}", path("tests.out")),
        path("report.sarif"),
        path("a=b.csv"),
        "github=-".to_owned(),
    ]);
    assert_eq!(output.status.code(), Some(1));
    let github = printed("ci", &["check", "lab", "-f", "github"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), github);
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    assert_eq!(read("gl.json"), gitlab);
    assert_eq!(read("tests.out"), printed("ci", &["check", "lab", "-f", "junit"]));
    assert_eq!(read("report.sarif"), printed("ci", &["check", "lab", "-f", "sarif"]));
    assert_eq!(read("a=b.csv"), printed("ci", &["check", "lab", "-f", "csv"]));
    // In this folder such a file has a folder before it.
    let plain = fmti(CLEAN).current_dir(&dir).args(["score", "-o", "./json=x.csv"]).output();
    assert!(plain.unwrap().status.success());
    assert!(read("json=x.csv").starts_with("rank,"));
}

#[test]
fn a_format_that_is_not_known_is_no_file_name() {
    for (output, says) in [
        ("gitlb=gl.json", "did you mean `gitlab`?"),
        ("zzz=x", "known: table, csv,"),
        ("gitlb=gl.json", "A file of that name is `./gitlb=gl.json`"),
        ("sarif=", "names no file"),
    ] {
        let said = refused(&["check", "-o", output]);
        assert!(said.contains(says), "{said}");
    }
}

/// A folder whose developers are called like commands.
fn called_like_commands() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let run = fmti(CLEAN).current_dir(&dir).args(arguments).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    run(&["new", "index", "lab"]);
    for (id, name) in
        [("a", "::error::a"), ("b", r"x\n ::add-mask::1"), ("c", "##[warning]c ##vso[d]")]
    {
        run(&["new", "disclosure", id, "--in", "lab"]);
        let file = dir.path().join(format!("lab/{id}.yaml"));
        let text = fs::read_to_string(&file).unwrap();
        let named = text.lines().filter(|line| !line.starts_with("name:"));
        let text = named.collect::<Vec<_>>().join("\n").replacen(
            &format!("developer: {id}"),
            &format!("developer: {id}\nname: \"{name}\""),
            1,
        );
        fs::write(file, text).unwrap();
    }
    dir
}

#[test]
fn no_line_of_a_log_is_obeyed() {
    let dir = called_like_commands();
    for format in ["table", "csv", "tsv", "json", "ndjson", "markdown"] {
        for more in [&[][..], &["--long"]] {
            let mut run = fmti(CLEAN);
            run.current_dir(&dir).env("GITHUB_ACTIONS", "true");
            let output = run.args(["score", "lab", "-f", format]).args(more).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let all = [output.stdout, output.stderr].concat();
            let text = String::from_utf8(all).unwrap();
            assert!(text.contains("add-mask"), "{text}");
            for line in text.split(['\n', '\r']) {
                assert!(!obeyed(line), "{format}: {line}");
            }
        }
    }
}

#[test]
fn a_file_is_exact_also_in_a_log() {
    let dir = called_like_commands();
    let arguments = ["score", "lab", "-f", "csv"];
    let outside = fmti(CLEAN).current_dir(&dir).args(arguments).output().unwrap().stdout;
    assert!(String::from_utf8_lossy(&outside).contains("::error::a"));
    let file = fs::File::create(dir.path().join("out.csv")).unwrap();
    let binary = assert_cmd::cargo::cargo_bin("fmti");
    let run = std::process::Command::new(binary)
        .current_dir(&dir)
        .env("GITHUB_ACTIONS", "true")
        .args(arguments)
        .stdout(Stdio::from(file))
        .status();
    assert!(run.unwrap().success());
    assert_eq!(fs::read(dir.path().join("out.csv")).unwrap(), outside);
}
