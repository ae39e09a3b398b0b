//! `fmti lock` and `--locked`: what is scored is what was locked, or nothing is scored.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

mod lab;
use lab::lab;

/// What a run in a folder says.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

fn fmti(dir: &TempDir, arguments: &[&str]) -> Run {
    let output = Command::cargo_bin("fmti").unwrap().current_dir(dir).args(arguments).output();
    let output = output.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn lock(dir: &TempDir, arguments: &[&str]) {
    let run = fmti(dir, &[&["lock"], arguments].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
}

/// The index, locked.
fn locked_lab() -> TempDir {
    let dir = lab();
    lock(&dir, &["lab"]);
    assert_eq!(fmti(&dir, &["score", "lab", "--locked"]).code, Some(0));
    dir
}

fn edit(dir: &TempDir, file: &str, change: impl Fn(String) -> String) {
    let path = dir.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    let changed = change(text.clone());
    assert_ne!(text, changed);
    fs::write(path, changed).unwrap();
}

fn replace(dir: &TempDir, file: &str, from: &str, to: &str) {
    edit(dir, file, |text| text.replace(from, to));
}

/// Whatever scores refuses, writes nothing, and says exactly this of the lock.
fn refused(dir: &TempDir, says: &[&str]) {
    for arguments in [
        &["score", "lab", "--locked", "-o", "out.csv"][..],
        &["score", "lab", "--lock", "lab/fmti.lock", "-o", "out.csv"],
        &["explain", "lab", "acme", "--locked", "-o", "out.csv"],
    ] {
        let run = fmti(dir, arguments);
        assert_eq!(run.code, Some(2), "{}", run.err);
        assert!(run.out.is_empty());
        assert!(!dir.path().join("out.csv").exists());
        let said: Vec<&str> = run
            .err
            .lines()
            .filter_map(|line| line.strip_prefix("error[lock-mismatch]: "))
            .collect();
        assert_eq!(said, says);
        assert!(run.err.contains("`fmti lock lab` accepts it"), "{}", run.err);
        assert!(run.err.contains("`fmti lock lab --check` lists every change"), "{}", run.err);
    }
    // Without the flag, a lock binds nobody.
    assert_eq!(fmti(dir, &["score", "lab"]).code, Some(0));
    let check = |more: &[&str]| fmti(dir, &[&["check", "lab"], more].concat()).code;
    assert_eq!(
        (check(&[]), check(&["--strict"]), check(&["--locked"])),
        (Some(0), Some(1), Some(1))
    );
    assert_eq!(fmti(dir, &["lock", "lab", "--check"]).code, Some(1));
    lock(dir, &["lab"]);
    assert_eq!(fmti(dir, &["score", "lab", "--locked"]).code, Some(0));
    assert_eq!(fmti(dir, &["lock", "lab", "--check"]).code, Some(0));
}

#[test]
fn a_changed_bar_is_refused() {
    let dir = locked_lab();
    replace(&dir, "lab/inputs/data-size.yaml", "Half the points", "A third of the points");
    replace(&dir, "lab/outcomes/who-uses-it.yaml", "in a sentence", "in two sentences");
    refused(&dir, &["changed since edition 2026 was locked: `data-size`, `who-uses-it`"]);
}

#[test]
fn a_new_theme_heading_or_scale_is_refused() {
    for (file, from, to) in [
        ("lab/inputs/data-size.yaml", "theme: data", "theme: impact"),
        ("lab/inputs/data-size.yaml", "name: Data size", "name: Size of data"),
        ("lab/catalog.yaml", "name: Inputs", "name: Input"),
        ("lab/catalog.yaml", "[0, 50, 100]", "[0, 25, 50, 100]"),
    ] {
        let dir = locked_lab();
        replace(&dir, file, from, to);
        refused(
            &dir,
            &[
                "since edition 2026 was locked, only names, headings, themes, counterparts or the scale \
             changed: each indicator asks what it asked",
            ],
        );
    }
}

#[test]
fn an_indicator_more_less_or_elsewhere_is_refused() {
    let dir = locked_lab();
    edit(&dir, "lab/catalog.yaml", |text| {
        text.replace("[data-size, data-origin]", "[data-origin, data-size, data-age]")
    });
    let card = dir.path().join("lab/inputs/data-age.yaml");
    let size = fs::read_to_string(dir.path().join("lab/inputs/data-size.yaml")).unwrap();
    fs::write(&card, size.replace("data-size", "data-age").replace("Data size", "Data age"))
        .unwrap();
    let developers = ["acme", "beta", "gamma", "delta"];
    for name in developers {
        edit(&dir, &format!("lab/{name}.yaml"), |text| text + "  data-age:\n");
    }
    refused(
        &dir,
        &[
            "added since edition 2026 was locked: `data-age`",
            "moved since edition 2026 was locked: `data-origin`",
        ],
    );

    replace(&dir, "lab/catalog.yaml", ", data-age", "");
    fs::remove_file(card).unwrap();
    for name in developers {
        replace(&dir, &format!("lab/{name}.yaml"), "  data-age:\n", "");
    }
    refused(&dir, &["removed since edition 2026 was locked: `data-age`"]);
}

#[test]
fn another_catalog_is_refused() {
    let dir = locked_lab();
    replace(&dir, "lab/catalog.yaml", "lab-1", "lab-2");
    replace(&dir, "lab/edition.yaml", "lab-1", "lab-2");
    refused(&dir, &["edition 2026 was locked with catalog `lab-1`, and asks another now"]);
}

#[test]
fn disclosures_examples_and_layout_are_not_locked() {
    let dir = locked_lab();
    replace(&dir, "lab/acme.yaml", "panel: 100", "panel: 0");
    fs::remove_file(dir.path().join("lab/beta.yaml")).unwrap();
    replace(&dir, "lab/edition.yaml", "Laboratory", "Other");
    replace(&dir, "lab/inputs/data-size.yaml", "About three", "About four");
    edit(&dir, "lab/inputs/data-size.yaml", |text| format!("# A comment.\r\n{text}"));
    assert_eq!(fmti(&dir, &["score", "lab", "--locked"]).code, Some(0));
    assert_eq!(fmti(&dir, &["check", "lab", "--locked", "--strict"]).code, Some(0));
}

#[test]
fn a_catalog_can_be_locked_before_anything_is_disclosed() {
    let dir = lab();
    for name in ["acme", "beta", "gamma", "delta"] {
        fs::remove_file(dir.path().join(format!("lab/{name}.yaml"))).unwrap();
    }
    lock(&dir, &["lab"]);
    let run = fmti(&dir, &["score", "lab", "--locked"]);
    assert!(run.err.contains("there is nothing to score"), "{}", run.err);
}

#[test]
fn the_lock_beside_the_edition_goes_before_the_one_here() {
    let dir = locked_lab();
    fs::copy(dir.path().join("lab/fmti.lock"), dir.path().join("fmti.lock")).unwrap();
    replace(&dir, "lab/inputs/data-size.yaml", "Half", "Most");
    let run = fmti(&dir, &["score", "lab", "--locked"]);
    assert!(run.err.contains("--> lab/fmti.lock:"), "{}", run.err);
    fs::remove_file(dir.path().join("lab/fmti.lock")).unwrap();
    let run = fmti(&dir, &["score", "lab", "--locked"]);
    assert!(run.err.contains("--> fmti.lock:"), "{}", run.err);
    // What is said to accept it does.
    assert!(run.err.contains("`fmti lock lab --lock fmti.lock` accepts it"), "{}", run.err);
    lock(&dir, &["lab", "--lock", "fmti.lock"]);
    assert_eq!(fmti(&dir, &["score", "lab", "--locked"]).code, Some(0));
    assert!(!dir.path().join("lab/fmti.lock").exists());
}

#[test]
fn one_lock_holds_several_editions_in_any_order() {
    let dir = lab();
    lock(&dir, &["2025", "2024"]);
    lock(&dir, &["lab", "--lock", "fmti.lock"]);
    let together = fs::read(dir.path().join("fmti.lock")).unwrap();
    fs::remove_file(dir.path().join("fmti.lock")).unwrap();
    lock(&dir, &["lab", "2024", "--lock", "fmti.lock"]);
    // The same file by another path.
    lock(&dir, &["lab", "2025", "2025", "--lock", "./lab/../fmti.lock"]);
    assert_eq!(fs::read(dir.path().join("fmti.lock")).unwrap(), together);
    for data in ["2024", "2025", "lab"] {
        assert_eq!(fmti(&dir, &["score", data, "--locked"]).code, Some(0), "{data}");
    }
    let run = fmti(&dir, &["diff", "2024", "2025", "--locked"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let run = fmti(&dir, &["diff", "2023", "2024", "--locked", "-o", "out.csv"]);
    assert!(run.code == Some(2) && run.err.contains("edition 2023 is not locked"), "{}", run.err);
    assert!(!dir.path().join("out.csv").exists());
    let run = fmti(&dir, &["score", "2023", "--locked"]);
    let says = "edition 2023 is not locked here; locked: `2024`, `2025`, `2026`";
    assert!(run.code == Some(2) && run.err.contains(says), "{}", run.err);

    let run = fmti(&dir, &["lock", "2025", "--lock", "fmti.lock", "-f", "json"]);
    let page: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&page["schema"], &page["editions"][0]["state"]),
        (&"fmti.lock/2".into(), &"unchanged".into())
    );
}

#[test]
fn editions_in_their_folder_share_its_lock() {
    let dir = lab();
    let inside = TempDir::new_in(&dir).unwrap();
    fs::remove_dir(inside.path()).unwrap();
    fs::rename(dir.path().join("lab"), inside.path()).unwrap();
    lock(&inside, &["2025", "."]);
    let text = fs::read_to_string(inside.path().join("fmti.lock")).unwrap();
    assert!(text.contains("  \"2025\":\n") && text.contains("  \"2026\":\n"), "{text}");
    assert_eq!(fmti(&inside, &["check", "--locked", "--strict"]).code, Some(0));
}

#[test]
fn two_editions_of_one_name_do_not_overwrite_each_other() {
    let dir = lab();
    replace(&dir, "lab/edition.yaml", "\"2026\"", "\"2025\"");
    for name in ["acme", "beta", "gamma", "delta"] {
        replace(&dir, &format!("lab/{name}.yaml"), "\"2026\"", "\"2025\"");
    }
    let run = fmti(&dir, &["lock", "2025", "lab", "--lock", "fmti.lock"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("two editions called 2025"), "{}", run.err);
    assert!(!dir.path().join("fmti.lock").exists());
    // Each in its own place.
    lock(&dir, &["2025", "lab"]);
}

#[test]
fn an_unchanged_lock_is_left_as_it_is_and_a_broken_one_too() {
    let dir = locked_lab();
    let path = dir.path().join("lab/fmti.lock");
    let text = fs::read_to_string(&path).unwrap();
    let mine = format!("# Locked for the spring.\r\n{}", text.replace('\n', "\r\n"));
    fs::write(&path, &mine).unwrap();
    lock(&dir, &["lab"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), mine);

    for broken in [text.replace("version: 1", "version: 2"), text.replace("id: ", "<<<<<<< ")] {
        fs::write(&path, &broken).unwrap();
        for arguments in
            [&["lock", "lab"][..], &["lock", "2024", "lab"], &["score", "lab", "--locked"]]
        {
            let run = fmti(&dir, arguments);
            assert_eq!(run.code, Some(2));
            assert!(run.out.is_empty());
            assert!(run.err.contains("--> lab/fmti.lock:"), "{}", run.err);
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), broken);
        assert!(!dir.path().join("fmti.lock").exists());
        assert_eq!(fmti(&dir, &["check", "lab"]).code, Some(1));
        assert_eq!(fmti(&dir, &["score", "lab"]).code, Some(0));
    }
}

#[test]
fn a_single_file_is_checked_with_its_lock() {
    let dir = locked_lab();
    replace(&dir, "lab/inputs/data-size.yaml", "Half", "Most");
    let check = |path: &str, more: &[&str]| fmti(&dir, &[&["check", path], more].concat());
    assert_eq!(check("lab/inputs/data-size.yaml", &["--locked"]).code, Some(1));
    let run = check("lab/inputs/data-size.yaml", &["--strict"]);
    assert!(run.code == Some(0) && run.out.contains("1 problem in other files"), "{}", run.out);
    assert!(check("lab/fmti.lock", &[]).out.contains("warning[lock-mismatch]"));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for_and_not_replaced() {
    use std::os::unix::fs::symlink;
    let make = |what: &str, path: &Path| match what {
        "pipe" => {
            let made = std::process::Command::new("mkfifo").arg(path).status().unwrap();
            assert!(made.success());
        }
        "folder" => fs::create_dir(path).unwrap(),
        "link" => symlink("gone", path).unwrap(),
        _ => fs::File::create(path).unwrap().set_len(1 << 30).unwrap(),
    };
    for (what, code) in [
        ("pipe", "not-a-file"),
        ("folder", "not-a-file"),
        ("link", "unreadable"),
        ("gibibyte", "file-too-large"),
    ] {
        let dir = lab();
        make(what, &dir.path().join("lab/fmti.lock"));
        for arguments in [["score", "lab", "--locked"], ["lock", "lab", "-q"]] {
            let run = fmti(&dir, &arguments);
            assert_eq!(run.code, Some(2));
            assert!(run.err.contains(&format!("error[{code}]")), "{}", run.err);
        }
        assert!(fmti(&dir, &["check", "lab"]).out.contains(&format!("error[{code}]")));
    }
    // A link to a lock is followed, and stays a link.
    let dir = lab();
    fs::write(dir.path().join("lab/real"), "version: 1\neditions: {}\n").unwrap();
    let link: PathBuf = dir.path().join("lab/fmti.lock");
    symlink("real", &link).unwrap();
    lock(&dir, &["lab"]);
    assert!(link.is_symlink());
    assert!(fs::read_to_string(dir.path().join("lab/real")).unwrap().contains("data-size"));
    assert_eq!(fmti(&dir, &["score", "lab", "--locked"]).code, Some(0));
}
