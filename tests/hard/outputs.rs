//! What is written appears whole, over nothing but what was checked, and leaves nothing behind.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::{code, fmti, index, run, said, write};

/// What is in a folder, hidden or not.
fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

const REPORT: [&str; 6] = ["report", "2025", "-o", "site", "--no-png", "-q"];
const AGAIN: [&str; 7] = ["report", "2025", "-o", "site", "--no-png", "-q", "--force"];

/// Starts a report and waits until it writes; `None` where it was too quick to be seen.
fn writing(dir: &Path, arguments: &[&str]) -> (Child, bool) {
    let mut command = fmti(dir, arguments);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    loop {
        if names(dir).iter().any(|name| name.starts_with(".fmti-part-")) {
            return (child, true);
        }
        if child.try_wait().unwrap().is_some() {
            return (child, false);
        }
        std::thread::yield_now();
    }
}

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args([format!("-{name}"), id]).status().unwrap().success());
}

#[test]
fn what_came_to_be_there_meanwhile_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let precious = dir.path().join("site/precious.txt");
    let (mut child, seen) = writing(dir.path(), &REPORT);
    assert!(seen);
    write(&precious, "my thesis");
    assert_eq!(child.wait().unwrap().code(), Some(2));
    assert_eq!(fs::read_to_string(&precious).unwrap(), "my thesis");
    assert_eq!(names(dir.path()), ["site"]);
    fs::remove_dir_all(dir.path().join("site")).unwrap();
    // Neither is what was added to a report that is being replaced, nor a report made anew.
    assert_eq!(code(&run(dir.path(), &REPORT)), 0);
    let (mut child, seen) = writing(dir.path(), &AGAIN);
    assert!(seen);
    write(&precious, "my thesis");
    assert_eq!(child.wait().unwrap().code(), Some(2));
    assert_eq!(fs::read_to_string(&precious).unwrap(), "my thesis");
    assert_eq!(names(dir.path()), ["site"]);
    fs::remove_file(precious).unwrap();
    assert_eq!(code(&run(dir.path(), &AGAIN)), 0);
}

#[test]
fn of_two_reports_at_once_one_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut both = [(); 2].map(|()| {
        let mut command = fmti(dir.path(), &REPORT);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    });
    let mut codes = both.each_mut().map(|child| child.wait().unwrap().code().unwrap());
    codes.sort_unstable();
    assert_eq!(codes, [0, 2]);
    assert_eq!(names(dir.path()), ["site"]);
}

#[test]
fn a_signal_leaves_nothing_behind() {
    for (name, expected) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let dir = tempfile::tempdir().unwrap();
        let (mut child, seen) = writing(dir.path(), &REPORT);
        assert!(seen);
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(expected), "{name}");
        assert_eq!(names(dir.path()), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_signal_that_is_ignored_stays_ignored() {
    let dir = tempfile::tempdir().unwrap();
    let script = format!("trap '' HUP; exec \"$0\" {}", REPORT.join(" "));
    let mut child = Command::new("sh")
        .current_dir(dir.path())
        .args(["-c", &script, env!("CARGO_BIN_EXE_fmti")])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    while !names(dir.path()).iter().any(|name| name.starts_with(".fmti-part-")) {
        assert!(child.try_wait().unwrap().is_none());
        std::thread::yield_now();
    }
    signal(&child, "HUP");
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(names(dir.path()), ["site"]);
}

#[test]
fn the_next_run_removes_what_a_dead_one_left_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let (mut dead, seen) = writing(dir.path(), &REPORT);
    assert!(seen);
    signal(&dead, "KILL");
    dead.wait().unwrap();
    assert_eq!(names(dir.path()).len(), 1);
    write(dir.path().join(".fmti-part-of-a-user/notes"), "mine");
    write(dir.path().join(".fmti-notes"), "mine");
    // A living run's part stays: it ends well.
    let (mut living, seen) = writing(dir.path(), &["report", "2024", "-o", "other", "--no-png"]);
    assert!(seen);
    assert_eq!(code(&run(dir.path(), &["score", "2025", "-o", "a.csv", "-q"])), 0);
    assert_eq!(living.wait().unwrap().code(), Some(0));
    assert_eq!(names(dir.path()), [".fmti-notes", ".fmti-part-of-a-user", "a.csv", "other"]);
}

/// As a run leaves it that is killed between moving the old folder aside and the new one in place,
/// where the system cannot exchange them.
#[test]
fn a_folder_moved_aside_by_a_dead_run_goes_back() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path().join(".fmti-part-abcDEF12/old/index.html"), "old");
    write(dir.path().join(".fmti-part-abcDEF12/of"), "site");
    write(dir.path().join(".fmti-part-abcDEF13/old/index.html"), "old");
    write(dir.path().join(".fmti-part-abcDEF13/of"), "../out");
    assert_eq!(code(&run(dir.path(), &["score", "2025", "-o", "a.csv", "-q"])), 0);
    assert_eq!(names(dir.path()), [".fmti-part-abcDEF13", "a.csv", "site"]);
    assert_eq!(fs::read_to_string(dir.path().join("site/index.html")).unwrap(), "old");
}

#[test]
fn rights_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let csv = dir.path().join("r.csv");
    let score = ["score", "2025", "-o", "r.csv", "-q"];
    assert_eq!(code(&run(dir.path(), &score)), 0);
    let new = mode(&csv);
    write(dir.path().join("plain"), "");
    assert_eq!(new, mode(&dir.path().join("plain")), "as any new file");
    for wanted in [0o600, 0o640, 0o664, 0o755] {
        set_mode(&csv, wanted);
        assert_eq!(code(&run(dir.path(), &score)), 0);
        assert_eq!(mode(&csv), wanted);
    }
    let site = dir.path().join("site");
    assert_eq!(code(&run(dir.path(), &REPORT)), 0);
    let page = site.join("index.html");
    for (folder, file) in [(0o700, 0o600), (0o750, 0o644)] {
        set_mode(&site, folder);
        set_mode(&page, file);
        assert_eq!(code(&run(dir.path(), &AGAIN)), 0);
        assert_eq!((mode(&site), mode(&page)), (folder, file));
    }
    let empty = dir.path().join("empty");
    fs::create_dir(&empty).unwrap();
    set_mode(&empty, 0o700);
    let report = ["report", "2025", "-o", "empty", "--no-png", "-q"];
    assert_eq!(code(&run(dir.path(), &report)), 0);
    assert_eq!(mode(&empty), 0o700);
}

#[test]
fn a_link_is_written_through_or_refused() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path().join("there/r.csv"), "old");
    symlink("there/r.csv", dir.path().join("good.csv")).unwrap();
    symlink("gone.csv", dir.path().join("nowhere.csv")).unwrap();
    symlink("loop.csv", dir.path().join("loop.csv")).unwrap();
    for (name, expected) in [("good.csv", 0), ("nowhere.csv", 2), ("loop.csv", 2)] {
        let output = run(dir.path(), &["score", "2025", "-o", name, "-q"]);
        assert_eq!(code(&output), expected, "{name}: {}", said(&output));
        assert!(dir.path().join(name).is_symlink(), "{name}");
        if expected == 2 {
            assert!(said(&output).contains("leads nowhere"), "{}", said(&output));
        }
    }
    assert!(fs::read_to_string(dir.path().join("there/r.csv")).unwrap().starts_with("rank,"));
    assert_eq!(names(dir.path()), ["good.csv", "loop.csv", "nowhere.csv", "there"]);
    symlink("gone", dir.path().join("site")).unwrap();
    let output = run(dir.path(), &REPORT);
    assert!(said(&output).contains("leads nowhere"), "{}", said(&output));
    assert_eq!(code(&output), 2);
    // A link in a report is nobody's but its maker's.
    fs::remove_file(dir.path().join("site")).unwrap();
    assert_eq!(code(&run(dir.path(), &REPORT)), 0);
    fs::remove_file(dir.path().join("site/index.html")).unwrap();
    symlink("../there/r.csv", dir.path().join("site/index.html")).unwrap();
    assert_eq!(code(&run(dir.path(), &AGAIN)), 2);
}

#[test]
fn one_file_is_written_once_and_none_that_is_read() {
    let gate = ["diff", "idx", "idx", "--rater", "criteria", "--fail-on", "lost-points"];
    let score = ["score", "idx", "--rater", "criteria"];
    for arguments in [
        [&score[..], &["-o", "csv=a.x", "-o", "json=a.x"]].concat(),
        [&score[..], &["-o", "csv=a.x", "-o", "json=idx/../a.x"]].concat(),
        [&score[..], &["-o", "csv=a.x", "--summary", "./a.x"]].concat(),
        [&score[..], &["-o", "csv=idx/acme.yaml"]].concat(),
        [&score[..], &["-o", "csv=idx/edition.yaml"]].concat(),
        [&score[..], &["--summary", "idx/acme.yaml"]].concat(),
        [&score[..], &["-o", "csv=linked.yaml"]].concat(),
        ["check", "idx", "-o", "json=idx/acme.yaml"].to_vec(),
        ["lock", "idx", "-o", "json=idx/fmti.lock"].to_vec(),
        ["lock", "idx", "--check", "-o", "json=idx/fmti.lock"].to_vec(),
        [&score[..], &["--locked", "-o", "json=idx/fmti.lock"]].concat(),
        [&score[..], &["--summary", "idx/fmti.lock"]].concat(),
        [&gate[..], &["-o", "json=idx/fmti.lock"]].concat(),
        [&gate[..], &["--write-baseline", "idx/fmti.lock"]].concat(),
        [&gate[..], &["--write-baseline", "b.json", "-o", "b.json"]].concat(),
        [&gate[..], &["--write-baseline", "idx/acme.yaml"]].concat(),
        [&gate[..], &["--allow", "allow.yaml", "-o", "json=allow.yaml"]].concat(),
    ] {
        let dir = index();
        write(dir.path().join("allow.yaml"), "allowances: []\n");
        symlink("idx/acme.yaml", dir.path().join("linked.yaml")).unwrap();
        assert_eq!(code(&run(dir.path(), &["lock", "./idx", "--lock", "./idx/fmti.lock"])), 0);
        let before = fs::read(dir.path().join("idx/acme.yaml")).unwrap();
        let files = [names(dir.path()), names(&dir.path().join("idx"))];
        let output = run(dir.path(), &arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", said(&output));
        assert_eq!([names(dir.path()), names(&dir.path().join("idx"))], files, "{arguments:?}");
        assert_eq!(fs::read(dir.path().join("idx/acme.yaml")).unwrap(), before);
    }
    // What is no file may be named often.
    let dir = index();
    let twice = ["-o", "csv=/dev/null", "-o", "json=/dev/null"];
    assert_eq!(code(&run(dir.path(), &[&score[..], &twice].concat())), 0);
}

#[test]
fn locks_at_once_lose_nothing() {
    for _ in 0..5 {
        let dir = tempfile::tempdir().unwrap();
        let all = ["2023", "2024", "2025"].map(|edition| {
            let mut command = fmti(dir.path(), &["lock", edition, "-q"]);
            command.stdout(Stdio::null()).spawn().unwrap()
        });
        for mut child in all {
            assert!(child.wait().unwrap().success());
        }
        let lock = fs::read_to_string(dir.path().join("fmti.lock")).unwrap();
        let editions = lock.lines().filter(|line| line.starts_with("  \"20")).count();
        assert_eq!(editions, 3, "{lock}");
        assert_eq!(names(dir.path()), ["fmti.lock"]);
    }
}

#[test]
fn what_is_new_replaces_nothing_and_leaves_nothing() {
    let dir = index();
    fs::create_dir(dir.path().join("empty")).unwrap();
    assert_eq!(code(&run(&dir.path().join("empty"), &["new", "index", ".", "--id", "e"])), 0);
    assert_eq!(names(&dir.path().join("empty")), ["edition.yaml", "schemas"]);
    assert_eq!(code(&run(dir.path(), &["new", "index", "a/b/c"])), 0);
    symlink("gone", dir.path().join("idx/b.yaml")).unwrap();
    for arguments in [
        &["new", "index", "idx"][..],
        &["new", "index", "idx/acme.yaml"],
        &["new", "disclosure", "acme", "--in", "idx"],
        &["new", "disclosure", "b", "--in", "idx"],
        &["new", "crosswalk", "2024", "2025", "--to", "gone/a.yaml"],
        &["new", "crosswalk", "2024", "2025"],
    ] {
        let output = run(dir.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", said(&output));
        assert!(!said(&output).contains("os error"), "{}", said(&output));
    }
    assert_eq!(names(dir.path()), ["a", "empty", "idx"]);
    assert_eq!(names(&dir.path().join("idx")), ["acme.yaml", "b.yaml", "edition.yaml", "schemas"]);
}

#[test]
fn pipes_are_written_to_and_never_read() {
    let dir = index();
    for arguments in [
        &["score", "2025", "-o", "csv=/dev/stdout", "-q"][..],
        &["score", "2025", "-o", "csv=/dev/stderr", "-q"],
        &["score", "2025", "--summary", "/dev/stdout", "-q"],
        &["score", "2025", "--summary", "/dev/stderr", "-q"],
    ] {
        let output = run(dir.path(), arguments);
        assert_eq!(code(&output), 0, "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains("IBM"), "{arguments:?}: {}", said(&output));
    }
}
