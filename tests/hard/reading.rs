//! What is read, what is not, and that it is said.

use std::fs;
use std::os::unix::fs::symlink;

use crate::{code, fmti, index, run, said, write};

const SECRET: &str = "hunter2";

/// A folder outside of everything that is read, with a file in it that nearly is one of ours.
fn outside() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let text = format!("{SECRET}: {SECRET}\nid: {SECRET}\ndeveloper: {SECRET}\n{SECRET}\t: x\n");
    write(dir.path().join("secret"), &text);
    dir
}

/// Every file that a stranger could replace by a link, and a command that comes by it.
const PLACES: [(&str, &[&str]); 13] = [
    ("idx/evil.yaml", &["check", "idx"]),
    ("idx/acme.yaml", &["check", "idx/acme.yaml"]),
    ("idx/acme.yaml", &["score", "idx", "--rater", "criteria"]),
    ("idx/acme.yaml", &["explain", "idx", "acme"]),
    ("idx/edition.yaml", &["check", "idx"]),
    ("idx/edition.yaml", &["new", "disclosure", "b", "--in", "idx"]),
    ("idx/developers.yaml", &["check", "idx"]),
    ("developers.yaml", &["score", "idx", "--rater", "criteria"]),
    ("idx/crosswalks/a.yaml", &["check", "idx"]),
    ("idx/crosswalks/a.yaml", &["diff", "2024", "idx", "--rater", "criteria"]),
    ("idx/indicators/fmti-2/catalog.yaml", &["score", "idx", "--rater", "criteria"]),
    ("idx/fmti.lock", &["score", "idx", "--rater", "criteria", "--locked"]),
    ("idx/fmti.lock", &["lock", "idx"]),
];

#[test]
fn what_a_link_leads_to_outside_is_never_shown() {
    for (place, command) in PLACES {
        for formats in [&[][..], &["-f", "json"]] {
            for follow in [&[][..], &["--follow-links"]] {
                let (dir, outside) = (index(), outside());
                let path = dir.path().join(place);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                let _ = fs::remove_file(&path);
                symlink(outside.path().join("secret"), &path).unwrap();
                let formats = if command[0] == "new" { &[] } else { formats };
                let arguments = [command, formats, follow].concat();
                let output = run(dir.path(), &arguments);
                let said = said(&output);
                assert!(!said.contains(SECRET), "{place} {arguments:?}: {said}");
                if follow.is_empty() {
                    assert!(code(&output) > 0, "{place} {arguments:?}: {said}");
                    assert!(said.contains("leads out of the folder"), "{arguments:?}: {said}");
                }
            }
        }
    }
}

#[test]
fn annotations_and_reports_of_a_linked_file_quote_nothing() {
    for format in ["github", "junit", "sarif", "gitlab", "markdown", "csv"] {
        for follow in [&[][..], &["--follow-links"]] {
            let (dir, outside) = (index(), outside());
            symlink(outside.path().join("secret"), dir.path().join("idx/evil.yaml")).unwrap();
            let output = run(dir.path(), &[&["check", "idx", "-f", format], follow].concat());
            assert!(!said(&output).contains(SECRET), "{format}: {}", said(&output));
            assert_eq!(code(&output), 1);
        }
    }
}

/// A whole folder behind a link is no folder of the index.
#[test]
fn a_catalog_behind_a_linked_folder_is_refused() {
    let (dir, outside) = (index(), outside());
    let secret = fs::read_to_string(outside.path().join("secret")).unwrap();
    write(outside.path().join("fmti-2/catalog.yaml"), &secret);
    symlink(outside.path(), dir.path().join("idx/indicators")).unwrap();
    let output = run(dir.path(), &["score", "idx", "--rater", "criteria"]);
    assert!(!said(&output).contains(SECRET), "{}", said(&output));
    assert_eq!(code(&output), 2);
}

#[test]
fn an_import_stays_in_its_folder() {
    let (dir, outside) = (index(), outside());
    fs::create_dir(dir.path().join("release")).unwrap();
    symlink(outside.path().join("secret"), dir.path().join("release/2025.csv")).unwrap();
    symlink(outside.path(), dir.path().join("release/more")).unwrap();
    let output = run(dir.path(), &["import", "crfm", "release", "--out", "out"]);
    assert!(!said(&output).contains(SECRET), "{}", said(&output));
    assert!(said(&output).contains("release/2025.csv"), "{}", said(&output));
    assert_eq!(code(&output), 2);
}

#[test]
fn links_that_stay_in_the_folder_are_read() {
    let dir = index();
    fs::rename(dir.path().join("idx/acme.yaml"), dir.path().join("idx/acme.txt")).unwrap();
    symlink("acme.txt", dir.path().join("idx/acme.yaml")).unwrap();
    let output = run(dir.path(), &["check", "idx"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    // And an index may be named by a link.
    symlink("idx", dir.path().join("named")).unwrap();
    assert_eq!(code(&run(dir.path(), &["check", "named"])), 0);
}

#[test]
fn nothing_that_is_found_can_block() {
    let dir = index();
    let fifo = dir.path().join("idx/fifo.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    symlink("/dev/zero", dir.path().join("idx/zero.yaml")).unwrap();
    symlink("fifo.yaml", dir.path().join("idx/link.yaml")).unwrap();
    for follow in [&[][..], &["--follow-links"]] {
        let output = run(dir.path(), &[&["check", "idx"], follow].concat());
        assert_eq!(code(&output), 1, "{}", said(&output));
        assert!(said(&output).contains("a pipe, socket or device is not read"));
    }
}

/// What the user names may be a pipe.
#[test]
fn named_files_may_be_pipes_of_bounded_length() {
    let dir = tempfile::tempdir().unwrap();
    let gate = ["diff", "2024", "2025", "--fail-on", "lost-points"];
    let wrote = run(dir.path(), &[&gate[..], &["--write-baseline", "b.json"]].concat());
    assert!(wrote.status.success() || code(&wrote) == 1, "{}", said(&wrote));
    for (input, expected) in [("b.json", 0), ("/dev/zero", 2)] {
        let file = fs::File::open(dir.path().join(input)).unwrap();
        let arguments = [&gate[..], &["--baseline", "/dev/stdin", "-q"]].concat();
        let output = fmti(dir.path(), &arguments).stdin(file).output().unwrap();
        assert_eq!(code(&output), expected, "{input}: {}", said(&output));
    }
}

#[test]
fn what_is_not_read_is_named() {
    let unread = [
        "idx/sub/b.yaml",
        "idx/sub/deeper/b.yml",
        "idx/b.json",
        "idx/b.yaml.txt",
        "idx/.b.yaml",
        "idx/b.yaml~",
        "idx/b.yml.bak",
        "idx/.hidden/b.yaml",
    ];
    let dir = index();
    for path in unread {
        write(dir.path().join(path), "developer: b\n");
    }
    for path in ["idx/README.md", "idx/.pre-commit-config.yaml", "idx/baseline.json", "notes.yaml"]
    {
        write(dir.path().join(path), "{}");
    }
    let output = run(dir.path(), &["check", "idx", "-f", "json"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut named: Vec<&str> = Vec::new();
    for problem in found["problems"].as_array().unwrap() {
        assert_eq!(problem["code"], "file-not-read");
        named.push(problem["file"].as_str().or(problem["path"].as_str()).unwrap());
    }
    let mut expected = unread.map(|path| path.trim_end_matches("/b.yaml").to_owned());
    expected[0] = unread[0].to_owned();
    expected.sort_unstable();
    named.sort_unstable();
    assert_eq!(named, expected);
    assert_eq!(code(&run(dir.path(), &["check", "idx", "--strict"])), 1);
    let scored = run(dir.path(), &["score", "idx", "--rater", "criteria"]);
    assert!(said(&scored).contains("idx/sub/b.yaml"), "{}", said(&scored));
}

#[test]
fn two_files_of_one_kind_are_not_chosen_from() {
    for name in ["edition", "catalog", "developers"] {
        let dir = index();
        write(dir.path().join(format!("idx/{name}.yml")), "a: b\n");
        if name != "edition" {
            write(dir.path().join(format!("idx/{name}.yaml")), "a: b\n");
        }
        let output = run(dir.path(), &["check", "idx"]);
        assert!(said(&output).contains("is read instead of this"), "{name}: {}", said(&output));
        assert_eq!(code(&output), 1);
    }
}

#[test]
fn where_nothing_can_be_checked_it_is_said() {
    let dir = index();
    fs::create_dir(dir.path().join("empty")).unwrap();
    fs::create_dir(dir.path().join("linked")).unwrap();
    symlink(dir.path().join("idx"), dir.path().join("linked/idx")).unwrap();
    for folder in ["empty", "linked"] {
        let output = run(dir.path(), &["check", folder]);
        assert_eq!(code(&output), 2, "{folder}: {}", said(&output));
    }
}

#[test]
fn names_that_would_be_taken_for_others_are_refused_where_they_are_written() {
    let dir = index();
    for name in ["Developers", "edition", "Catalog"] {
        let output = run(dir.path(), &["new", "disclosure", name, "--in", "idx"]);
        assert_eq!(code(&output), 2, "{name}: {}", said(&output));
    }
    let acme = fs::read_to_string(dir.path().join("idx/acme.yaml")).unwrap();
    for (id, name, fault, exit) in [
        ("acme.html", "Other", "is what a file of `acme` is called", 1),
        ("other", "ACME", "warning[alias-claimed-twice]", 0),
        ("other", "acme", "have the same name", 1),
    ] {
        let path = dir.path().join(format!("idx/{id}.yaml"));
        let text = acme.replace("developer: acme", &format!("developer: {id}"));
        let text = text.replace("name: acme", &format!("name: {name}"));
        assert_ne!(text, acme);
        write(&path, &text);
        let output = run(dir.path(), &["check", "idx"]);
        assert!(said(&output).contains(fault), "{id}: {}", said(&output));
        assert_eq!(code(&output), exit);
        fs::remove_file(path).unwrap();
    }
    write(dir.path().join("idx/acme-4.5.yaml"), &acme.replace("acme", "acme-4.5"));
    assert_eq!(code(&run(dir.path(), &["check", "idx"])), 0);
}

#[test]
fn names_that_are_no_text_are_refused_by_every_command_and_stay_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let dir = index();
    let strange = OsStr::from_bytes(b"i\xffdx");
    fs::create_dir(dir.path().join(strange)).unwrap();
    for command in [
        &["check"][..],
        &["score"],
        &["explain"],
        &["report", "-o", "out"],
        &["lock"],
        &["diff", "idx"],
        &["new", "index"],
        &["new", "disclosure", "b", "--in"],
        &["import", "crfm", "--out", "out"],
        &["score", "idx", "-o"],
    ] {
        let output = fmti(dir.path(), command).arg(strange).output().unwrap();
        assert_eq!(code(&output), 2, "{command:?}: {}", said(&output));
        assert!(said(&output).contains("`i\\xFFdx` is not UTF-8"), "{}", said(&output));
    }
    for name in [&b"a\xff.yaml"[..], b"a\xfe.yaml"] {
        fs::write(dir.path().join("idx").join(OsStr::from_bytes(name)), "a: b\n").unwrap();
    }
    let output = run(dir.path(), &["check", "idx", "-f", "sarif"]);
    for bytes in ["idx/a%FF.yaml", "idx/a%FE.yaml"] {
        assert!(said(&output).contains(bytes), "{}", said(&output));
    }
}

/// A workflow names these files, and a stranger's pull request may put links in their place.
#[test]
fn named_files_behind_links_are_not_quoted() {
    let gate = ["diff", "idx", "idx", "--rater", "criteria", "--fail-on", "lost-points"];
    for option in ["--allow", "--baseline", "--lock", "--crosswalk"] {
        let (dir, outside) = (index(), outside());
        symlink(outside.path().join("secret"), dir.path().join("named.yaml")).unwrap();
        let output = run(dir.path(), &[&gate[..], &[option, "named.yaml"]].concat());
        assert!(!said(&output).contains(SECRET), "{option}: {}", said(&output));
        assert_eq!(code(&output), 2, "{option}");
    }
}

/// A name that goes to another id would take its points along.
#[test]
fn names_that_change_places_are_a_breach() {
    let dir = index();
    assert_eq!(code(&run(dir.path(), &["new", "disclosure", "bolt", "--in", "idx"])), 0);
    let text = |id: &str| fs::read_to_string(dir.path().join(format!("idx/{id}.yaml"))).unwrap();
    for (id, points, other) in [("acme", 1, "bolt"), ("bolt", 0, "acme")] {
        let answer = format!("\n  data-size: {{panel: {points}}}\n");
        let old = text(id).replace("\n  data-size:\n", &answer);
        let new = old.replace(&format!("\nname: {id}\n"), &format!("\nname: {other}\n"));
        assert_ne!(old, new);
        write(dir.path().join(format!("idx/{id}.yaml")), &old);
        write(dir.path().join(format!("new/{id}.yaml")), &new);
    }
    let edition = fs::read_to_string(dir.path().join("idx/edition.yaml")).unwrap();
    write(dir.path().join("new/edition.yaml"), &edition);
    let output = run(dir.path(), &["diff", "idx", "new", "--fail-on", "default"]);
    assert!(said(&output).contains("`acme` is called bolt now"), "{}", said(&output));
    assert_eq!(code(&output), 1);
    assert_eq!(code(&run(dir.path(), &["diff", "idx", "idx", "--fail-on", "default"])), 0);
}

#[test]
fn an_import_that_follows_links_quotes_nothing_either() {
    let (dir, outside) = (index(), outside());
    fs::create_dir(dir.path().join("release")).unwrap();
    let scored = run(dir.path(), &["score", "2025", "--long", "-f", "json"]);
    let scored: serde_json::Value = serde_json::from_slice(&scored.stdout).unwrap();
    let answers = scored["answers"].as_array().unwrap();
    let mut table = format!("Indicator,{SECRET} one,{SECRET} two\n");
    for answer in answers.iter().filter(|a| a["developer"]["id"] == "ibm") {
        let name = answer["indicator"]["name"].as_str().unwrap().replace('"', "");
        table += &format!("\"{name}\",1,0\n");
    }
    write(outside.path().join("scores.csv"), &table);
    symlink(outside.path().join("scores.csv"), dir.path().join("release/scores.csv")).unwrap();
    let arguments = ["import", "crfm", "release", "--out", "out", "--follow-links"];
    let output = run(dir.path(), &arguments);
    assert!(!said(&output).contains(SECRET), "{}", said(&output));
    assert!(said(&output).contains("led out of the folder"), "{}", said(&output));
}
