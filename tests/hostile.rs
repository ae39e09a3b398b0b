//! Files no person would write, in a folder beside good ones: never a panic, never a hang, never a
//! partial result.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs;
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use tempfile::TempDir;

mod lab;
use lab::lab;

fn fmti() -> Command {
    let mut command = Command::cargo_bin("fmti").unwrap();
    // Nothing here takes a second; a hang ends in a failure.
    command.timeout(Duration::from_mins(1));
    command
}

/// Checking reports `code` at `path`; scoring refuses, prints no result and writes no file.
fn refused(dir: &TempDir, path: &str, code: &str) {
    let check = fmti().current_dir(dir).args(["check", "lab", "-f", "json"]).output().unwrap();
    assert_eq!(check.status.code(), Some(1), "{}", String::from_utf8_lossy(&check.stderr));
    let found: serde_json::Value = serde_json::from_slice(&check.stdout).unwrap();
    let problems = found["problems"].as_array().unwrap();
    let said = problems.iter().any(|p| p["path"] == path && p["code"] == code);
    assert!(said, "no {code} at {path} in {found:#}");

    let score = fmti().current_dir(dir).args(["score", "lab", "-o", "out.csv"]).output().unwrap();
    assert_eq!(score.status.code(), Some(2));
    assert!(score.stdout.is_empty());
    assert!(!dir.path().join("out.csv").exists());
}

fn file(name: &str, content: &[u8], code: &str) {
    let dir = lab();
    fs::write(dir.path().join("lab").join(name), content).unwrap();
    refused(&dir, &format!("lab/{name}"), code);
}

#[test]
fn the_good_index_is_good() {
    let dir = lab();
    fmti().current_dir(&dir).args(["check", "lab"]).assert().success();
}

#[test]
fn encodings() {
    let utf16: Vec<u8> = "edition: x\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    file("utf16.yaml", &utf16, "not-utf8");
    file("utf16-mark.yaml", &[&[0xFF, 0xFE], utf16.as_slice()].concat(), "not-utf8");
    file("latin1.yaml", b"model: caf\xE9\n", "not-utf8");
    file("nul.yaml", b"a: \0\n", "invalid-yaml");
    file("empty.yaml", b"", "empty-file");
    file("comment.yaml", b"# nothing\n", "empty-file");
}

#[test]
fn a_byte_order_mark_is_no_problem() {
    let dir = lab();
    let acme = dir.path().join("lab/acme.yaml");
    let text = fs::read(&acme).unwrap();
    fs::write(&acme, [b"\xEF\xBB\xBF", text.as_slice()].concat()).unwrap();
    fmti().current_dir(&dir).args(["score", "lab"]).assert().success();
}

#[test]
fn line_ends_of_another_system_are_no_problem() {
    let dir = lab();
    let acme = dir.path().join("lab/acme.yaml");
    let text = fs::read_to_string(&acme).unwrap().replace('\n', "\r\n");
    fs::write(&acme, text).unwrap();
    fmti().current_dir(&dir).args(["score", "lab"]).assert().success();
}

#[test]
fn shapes() {
    for text in
        ["- a\n", "just text\n", "12\n", "a: [\n", "\"open\n", "a: 1\n---\nb: 2\n", "a\n\tb: c"]
    {
        let dir = lab();
        fs::write(dir.path().join("lab/shape.yaml"), text).unwrap();
        let code = if ["- a\n", "just text\n", "12\n"].contains(&text) {
            "wrong-type"
        } else {
            "invalid-yaml"
        };
        refused(&dir, "lab/shape.yaml", code);
    }
}

#[test]
fn bombs() {
    let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for i in 1..12 {
        bomb += &format!("a{i}: &a{i} [{}]\n", format!("*a{},", i - 1).repeat(9));
    }
    file("bomb.yaml", bomb.as_bytes(), "invalid-yaml");
    file("deep.yaml", "[".repeat(10_000).as_bytes(), "invalid-yaml");
    file("deep-map.yaml", "a: {".repeat(10_000).as_bytes(), "invalid-yaml");
    file("deeper.yaml", "- ".repeat(100_000).as_bytes(), "invalid-yaml");
}

#[test]
fn a_gibibyte_is_refused_unread() {
    let dir = lab();
    let huge = fs::File::create(dir.path().join("lab/huge.yaml")).unwrap();
    huge.set_len(1 << 30).unwrap();
    refused(&dir, "lab/huge.yaml", "file-too-large");
}

#[test]
fn a_folder_called_like_a_file() {
    let dir = lab();
    fs::create_dir(dir.path().join("lab/folder.yaml")).unwrap();
    refused(&dir, "lab/folder.yaml", "not-a-file");
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_links() {
    use std::os::unix::fs::symlink;
    let dir = lab();
    let lab = dir.path().join("lab");
    std::process::Command::new("mkfifo").arg(lab.join("pipe.yaml")).status().unwrap();
    refused(&dir, "lab/pipe.yaml", "not-a-file");
    symlink("/dev/zero", lab.join("zero.yaml")).unwrap();
    refused(&dir, "lab/zero.yaml", "link-not-followed");
    symlink("loop.yaml", lab.join("loop.yaml")).unwrap();
    refused(&dir, "lab/loop.yaml", "unreadable");
    symlink("gone.yaml", lab.join("dangling.yaml")).unwrap();
    refused(&dir, "lab/dangling.yaml", "unreadable");
    symlink("..", lab.join("above")).unwrap();
    symlink("/", lab.join("everything")).unwrap();
    refused(&dir, "lab/above", "link-not-followed");
    refused(&dir, "lab/everything", "link-not-followed");
}

#[cfg(unix)]
#[test]
fn a_file_nobody_may_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = lab();
    let acme = dir.path().join("lab/acme.yaml");
    fs::set_permissions(&acme, fs::Permissions::from_mode(0o0)).unwrap();
    if fs::read(&acme).is_ok() {
        println!("not tried: this user may read everything");
        return;
    }
    refused(&dir, "lab/acme.yaml", "unreadable");
}

#[test]
fn two_files_for_one_developer() {
    let dir = lab();
    let lab = dir.path().join("lab");
    fs::copy(lab.join("acme.yaml"), lab.join("acme.yml")).unwrap();
    refused(&dir, "lab/acme.yml", "duplicate-developer");
}

#[test]
fn nothing_to_work_on() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("empty")).unwrap();
    fs::write(dir.path().join("file.txt"), "x").unwrap();
    for (arguments, says) in [
        (["score", "empty"], "there is nothing to score in `empty`"),
        (["check", "empty"], "there is nothing to check in `empty`"),
        (["score", "20255"], "did you mean `2025`?"),
        (["score", "nowhere/at/all"], "built-in editions are 2023, 2024, 2025"),
        (["check", "emty"], "did you mean `empty`?"),
        (["score", "file.txt"], "is not a folder"),
    ] {
        let output = fmti().current_dir(&dir).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn output_files_are_whole_or_absent() {
    let dir = lab();
    let score = |arguments: &[&str]| {
        let arguments = [&["score", "lab"], arguments].concat();
        fmti().current_dir(&dir).args(arguments).output().unwrap().status.code()
    };
    assert_eq!(score(&["-o", "a.csv", "-o", "b.xyz"]), Some(2));
    assert_eq!(score(&["-o", "a.csv", "-o", "no/such/folder.csv"]), Some(2));
    assert_eq!(score(&["-o", "a.csv", "-o", "lab"]), Some(2));
    assert!(!dir.path().join("a.csv").exists());
    assert_eq!(score(&["-o", "a.csv", "-o", "b.md", "-o", "c.jsonl"]), Some(0));
    for name in ["a.csv", "b.md", "c.jsonl"] {
        assert!(fs::metadata(dir.path().join(name)).unwrap().len() > 100);
    }
    let hidden = fs::read_dir(&dir)
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(hidden.count(), 0);
}

#[cfg(unix)]
#[test]
fn output_follows_links_and_respects_devices_and_rights() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let dir = lab();
    let score = |file: &str| {
        let arguments = ["score", "lab", "-f", "csv", "-o", file];
        fmti().current_dir(&dir).args(arguments).output().unwrap().status.code()
    };
    let (real, link) = (dir.path().join("real.csv"), dir.path().join("link.csv"));
    fs::write(&real, "old").unwrap();
    symlink("real.csv", &link).unwrap();
    assert_eq!(score("link.csv"), Some(0));
    assert!(link.is_symlink() && fs::metadata(&real).unwrap().len() > 100);
    assert_eq!(score("/dev/null"), Some(0));
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    fs::set_permissions(&real, fs::Permissions::from_mode(0o444)).unwrap();
    assert_eq!(score("real.csv"), Some(2));
}

#[test]
fn only_published_scores_carry_the_name_of_their_authors() {
    let dir = TempDir::new().unwrap();
    let copy = dir.path().join("2025");
    fs::create_dir(&copy).unwrap();
    for entry in fs::read_dir("disclosures/2025").unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    let attribution = || {
        let output = fmti().arg("score").arg(&copy).args(["-f", "json"]).output().unwrap();
        let page: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        page["attribution"].as_str().unwrap().to_owned()
    };
    assert!(attribution().contains("Foundation Model Transparency Index team"));
    let ibm = copy.join("ibm.yaml");
    let text = fs::read_to_string(&ibm).unwrap();
    fs::write(&ibm, text.replacen("panel: 1", "panel: 0", 1)).unwrap();
    assert!(attribution().contains("user's own"));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_quiet_success() {
    let binary = assert_cmd::cargo::cargo_bin("fmti");
    let script = format!("set -o pipefail; {} score --long -f csv | head -c 10", binary.display());
    let output = std::process::Command::new("bash").args(["-c", &script]).output().unwrap();
    assert!(output.status.success());
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn threads_paths_and_locale_change_nothing() {
    let dir = TempDir::new().unwrap();
    let copy = lab();
    fs::rename(copy.path().join("lab"), dir.path().join("elsewhere")).unwrap();
    let run = |threads: &str, locale: &str, path: &Path| {
        let mut command = fmti();
        command.env("RAYON_NUM_THREADS", threads).env("LC_ALL", locale).env("TZ", "Asia/Tokyo");
        command.arg("score").arg(path).args(["-f", "json"]).output().unwrap().stdout
    };
    let one = run("1", "C", Path::new("tests/cases/small/cmd.in/lab"));
    assert!(!one.is_empty());
    assert_eq!(one, run("7", "tr_TR.UTF-8", &dir.path().join("elsewhere")));
}
