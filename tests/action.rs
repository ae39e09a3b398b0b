//! The action, the hook and the workflows of docs/ci.md, run outside of GitHub.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

#[path = "action/documents.rs"]
mod documents;
mod lab;
#[path = "action/repository.rs"]
mod repository;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use repository::{Repository, Run};

const PANEL: (&str, &str) = ("INPUT_RATER", "panel");
const BASE: (&str, &str) = ("GITHUB_BASE_REF", "main");

/// What outputs and status should be.
fn holds(run: &Run, status: i32, score: &str, regressions: &str) {
    let seen = (run.status, run.output("score"), run.output("regressions"));
    assert_eq!(seen, (status, score, regressions), "{}\n{}", run.printed, run.errors);
    // Nothing else was said, and what was begun is cleared away.
    assert_eq!(run.outputs.lines().count(), 3, "{}", run.outputs);
    assert_eq!(run.trees, 1);
}

#[test]
fn a_change_that_loses_nothing_passes() {
    let repository = Repository::new();
    repository.write("acme.yaml", "data-origin:\n    panel: 50", "data-origin:\n    panel: 100");
    let run = repository.action(&[PANEL, BASE]);
    holds(&run, 0, "175.0–200.0", "0");
    assert!(!run.printed.contains("::"), "{}", run.printed);
    let report = fs::read_to_string(run.output("report")).unwrap();
    assert_eq!(report, run.summary);
    let run = repository.action(&[PANEL, BASE, ("INPUT_SUMMARY", "false")]);
    assert_eq!((run.status, run.summary.as_str()), (0, ""));
    for part in ["no problems in 9 files", "| 1 | Acme |", "gates that hold: 8 of 8"] {
        assert!(report.contains(part), "{part}: {report}");
    }
}

#[test]
fn a_lost_point_fails_where_it_was_lost() {
    let repository = Repository::new();
    repository.write("acme.yaml", "data-size:\n    panel: 100", "data-size:\n    panel: 50");
    let run = repository.action(&[PANEL, BASE]);
    holds(&run, 1, "150.0–175.0", "1");
    let place = "::error file=my-index/acme.yaml,line=8,col=3,endLine=8,endColumn=12,";
    assert_eq!(run.commands().len(), 1);
    assert!(run.commands()[0].starts_with(place), "{}", run.printed);
    assert!(run.summary.contains("Acme lost points on Data size: 100 → 50"), "{}", run.summary);

    // It is let through for a reason, or where nothing is to be judged; other gates are others'.
    let allow = "allowances:\n  - gate: lost-points\n    developer: acme\n    reason: A slip.\n";
    fs::write(repository.top().join("allow.yaml"), allow).unwrap();
    let run = repository.action(&[PANEL, BASE, ("INPUT_ALLOW", "allow.yaml")]);
    holds(&run, 0, "150.0–175.0", "0");
    let run = repository.action(&[PANEL, BASE, ("INPUT_FAIL_ON", "")]);
    holds(&run, 0, "150.0–175.0", "");
    let gates = ("INPUT_FAIL_ON", "lost-points, developer-vanished\nscore-drop=49");
    holds(&repository.action(&[PANEL, BASE, gates]), 1, "150.0–175.0", "2");
    let run = repository.action(&[PANEL, ("INPUT_OLD", "my-index")]);
    holds(&run, 0, "150.0–175.0", "0");
    // Nothing to compare with.
    holds(&repository.action(&[PANEL]), 0, "150.0–175.0", "");
    let new = ("INPUT_BASE", "0000000000000000000000000000000000000000");
    let run = repository.action(&[PANEL, new]);
    holds(&run, 2, "150.0–175.0", "");
    assert!(run.printed.contains("the branch is new"), "{}", run.printed);
    let run = repository.action(&[PANEL, new, ("INPUT_FAIL_ON", " ,\n")]);
    holds(&run, 0, "150.0–175.0", "");
}

/// Whatever is done to an index in one change: no part of its points goes unseen.
#[test]
fn every_way_to_take_points_away_is_seen() {
    /// What is done, by which code it is seen, and the doing.
    type Way = (&'static str, &'static str, fn(&Repository));
    let ways: [Way; 16] = [
        ("lower a score", "lost-points", |r| put(r, "acme.yaml", "panel: 100", "panel: 50")),
        ("blank a score", "undecided", |r| put(r, "acme.yaml", "\n    panel: 50", "")),
        ("blank a developer", "undecided", |r| blank(r, "acme.yaml")),
        ("blank everybody", "", |r| ALL.iter().for_each(|name| blank(r, name))),
        ("remove an answer", "missing-answer", |r| without_answer(r, "acme.yaml")),
        ("remove a developer", "developer-vanished", |r| remove(r, "acme.yaml")),
        ("hide a developer", "developer-vanished", |r| {
            fs::rename(index(r).join("acme.yaml"), index(r).join("acme.yaml.txt")).unwrap();
        }),
        ("rename a developer", "developer-vanished", |r| {
            put(r, "acme.yaml", "developer: acme", "developer: zeta");
            fs::rename(index(r).join("acme.yaml"), index(r).join("zeta.yaml")).unwrap();
        }),
        ("merge developers", "regrouped", |r| {
            put(r, "acme.yaml", "developer: acme\nname: Acme", "developer: union");
            fs::rename(index(r).join("acme.yaml"), index(r).join("union.yaml")).unwrap();
            remove(r, "delta.yaml");
            let known = "acme: {name: Acme}\ndelta: {name: Delta}\n\
                         union: {name: Union, succeeds: [acme, delta]}\n";
            fs::write(index(r).join("developers.yaml"), known).unwrap();
        }),
        ("remove an indicator", "indicator-vanished", |r| {
            remove(r, "inputs/data-size.yaml");
            put(r, "catalog.yaml", "[data-size, ", "[");
            for name in ALL {
                without_answer(r, name);
            }
        }),
        ("ask something else", "definition-changed", |r| {
            put(r, "inputs/data-size.yaml", "question: ", "question: Now: ".trim_end());
        }),
        ("widen the scale", "", |r| {
            put(r, "catalog.yaml", "[0, 50, 100]", "[0, 50, 100, 200]");
        }),
        ("ask another catalog", "indicator-vanished", |r| {
            put(r, "catalog.yaml", "id: lab-1", "id: lab-2");
            put(r, "edition.yaml", "catalog: lab-1", "catalog: lab-2");
            let pair =
                |id| format!("  - {{relation: kept, from: [{id}], to: [{id}], reason: b}}\n");
            let crosswalk = format!(
                "from: lab-1\nto: lab-2\nattribution: a\nrelations:\n{}{}  \
                 - {{relation: dropped, from: [data-size], reason: b}}\n  \
                 - {{relation: added, to: [data-size], reason: b}}\n",
                pair("data-origin"),
                pair("who-uses-it"),
            );
            fs::create_dir(index(r).join("crosswalks")).unwrap();
            fs::write(index(r).join("crosswalks/lab-1_lab-2.yaml"), crosswalk).unwrap();
        }),
        ("remove the catalog", "unknown-catalog", |r| remove(r, "catalog.yaml")),
        ("remove the lock", "unlocked", |r| remove(r, "fmti.lock")),
        ("hide the edition among others", "", |r| {
            for folder in ["first", "second"] {
                fs::create_dir(index(r).join(folder)).unwrap();
                for name in ALL.iter().chain(&["edition.yaml"]) {
                    fs::copy(index(r).join(name), index(r).join(folder).join(name)).unwrap();
                }
            }
            ALL.iter().chain(&["edition.yaml"]).for_each(|name| remove(r, name));
        }),
    ];
    for (what, code, change) in ways {
        let repository = Repository::new();
        repository.fmti(&["lock", "my-index"]);
        repository.git(&["add", "--all"]);
        repository.git(&["commit", "--quiet", "--message", "Lock"]);
        repository.git(&["switch", "--quiet", "--create", "work"]);
        change(&repository);
        for inputs in [&[PANEL, BASE][..], &[BASE]] {
            let run = repository.action(inputs);
            let told = format!("{what}: {}{}", run.printed, run.errors);
            if code.is_empty() {
                // Nothing could be judged.
                assert_eq!((run.status, run.output("regressions")), (2, ""), "{told}");
            } else {
                assert_eq!(run.status, 1, "{told}");
                let said = [format!("title={code}::"), format!("error[{code}]")];
                assert!(said.iter().any(|said| run.printed.contains(said)), "{told}");
            }
        }
    }
}

/// The files of developers.
const ALL: [&str; 4] = ["acme.yaml", "beta.yaml", "gamma.yaml", "delta.yaml"];

/// Replaces what stands first in a file of the index.
fn put(repository: &Repository, name: &str, old: &str, new: &str) {
    let path = index(repository).join(name);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{name}: {old}");
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

/// Takes the answer on data-size, the first, out of a file.
fn without_answer(repository: &Repository, name: &str) {
    let path = index(repository).join(name);
    let text = fs::read_to_string(&path).unwrap();
    let (begin, end) = (text.find("  data-size:").unwrap(), text.find("  data-origin:").unwrap());
    fs::write(path, format!("{}{}", &text[..begin], &text[end..])).unwrap();
}

/// Takes every panel score out of a file.
fn blank(repository: &Repository, name: &str) {
    let path = index(repository).join(name);
    let text = fs::read_to_string(&path).unwrap();
    let bare: Vec<&str> = text.lines().filter(|line| !line.contains("panel: ")).collect();
    fs::write(path, bare.join("\n")).unwrap();
}

fn index(repository: &Repository) -> PathBuf {
    repository.top().join("my-index")
}

fn remove(repository: &Repository, name: &str) {
    fs::remove_file(index(repository).join(name)).unwrap();
}

/// What a link stands for may be another folder than the one that was compared.
#[test]
fn an_index_behind_a_link_is_refused() {
    use std::os::unix::fs::symlink;

    let repository = Repository::new();
    let top = repository.top();
    fs::create_dir(top.join("inner")).unwrap();
    repository.git(&["mv", "my-index", "inner/my-index"]);
    repository.git(&["commit", "--quiet", "--message", "Move in"]);
    repository.git(&["switch", "--quiet", "--create", "work"]);
    let path = ("INPUT_PATH", "inner/my-index");
    holds(&repository.action(&[PANEL, BASE, path]), 0, "162.5–187.5", "0");
    // The index goes elsewhere with fewer points, and a link stands in its place, or a folder's.
    let lower = |at: &str| {
        let acme = top.join(at).join("acme.yaml");
        let text = fs::read_to_string(&acme).unwrap();
        fs::write(acme, text.replace("data-size:\n    panel: 100", "data-size:\n    panel: 50"))
            .unwrap();
    };
    repository.git(&["mv", "inner/my-index", "other"]);
    lower("other");
    fs::create_dir_all(top.join("inner")).unwrap();
    symlink("../other", top.join("inner/my-index")).unwrap();
    let refused = |path: (&str, &str)| {
        let run = repository.action(&[PANEL, BASE, path]);
        holds(&run, 2, "", "");
        assert!(run.commands()[0].contains("leads through a link"), "{}", run.printed);
    };
    refused(path);
    refused(("INPUT_PATH", "./inner//my-index/."));
    refused(("INPUT_PATH", &top.join("inner/my-index").display().to_string()));
    fs::remove_file(top.join("inner/my-index")).unwrap();
    fs::remove_dir(top.join("inner")).unwrap();
    fs::create_dir(top.join("far")).unwrap();
    fs::rename(top.join("other"), top.join("far/my-index")).unwrap();
    symlink("far", top.join("inner")).unwrap();
    refused(path);
    // The base is found by the path as given, never by where something leads.
    let run = repository.action(&[PANEL, BASE, ("INPUT_PATH", "far/my-index")]);
    holds(&run, 2, "150.0–175.0", "");
    // A base that was a link is none.
    repository.git(&["add", "--all"]);
    repository.git(&["commit", "--quiet", "--message", "Link"]);
    fs::remove_file(top.join("inner")).unwrap();
    fs::rename(top.join("far"), top.join("inner")).unwrap();
    let run = repository.action(&[PANEL, ("INPUT_BASE", "work"), path]);
    holds(&run, 2, "150.0–175.0", "");
    assert!(run.printed.contains("leads through a link in `work`"), "{}", run.printed);
    let up = ("INPUT_PATH", "inner/../inner/my-index");
    assert_eq!(repository.action(&[PANEL, BASE, up]).status, 2);
}

/// A folder that a change adds does not stand in for a built-in edition.
#[test]
fn a_folder_does_not_take_a_built_in_editions_place() {
    let repository = Repository::new();
    let old = ("INPUT_OLD", "2024");
    fs::create_dir(repository.top().join("2024")).unwrap();
    let run = repository.action(&[PANEL, old]);
    holds(&run, 2, "162.5–187.5", "");
    assert!(run.printed.contains("is a folder here and a built-in edition"), "{}", run.printed);
    let run = repository.action(&[PANEL, ("INPUT_OLD", "./my-index")]);
    holds(&run, 0, "162.5–187.5", "0");
}

#[test]
fn what_every_developer_must_have_is_judged_beside_what_was_lost() {
    let repository = Repository::new();
    repository.write("acme.yaml", "data-size:\n    panel: 100", "data-size:\n    panel: 50");
    let wanted = [("INPUT_MIN_SCORE", "160"), ("INPUT_REQUIRE", "data-size, who-uses-it")];
    let run = repository.action(&[PANEL, BASE, wanted[0], wanted[1]]);
    holds(&run, 1, "150.0–175.0", "1");
    for code in ["min-score", "require", "lost-points"] {
        assert!(run.printed.contains(&format!("title={code}::")), "{code}: {}", run.printed);
    }
}

#[test]
fn a_base_that_went_on_was_not_lost_here() {
    let repository = Repository::new();
    repository.git(&["switch", "--quiet", "--create", "work"]);
    repository.git(&["switch", "--quiet", "main"]);
    repository.write("acme.yaml", "data-origin:\n    panel: 50", "data-origin:\n    panel: 100");
    repository.git(&["commit", "--quiet", "--all", "--message", "Gain a point"]);
    repository.git(&["switch", "--quiet", "work"]);
    holds(&repository.action(&[PANEL, BASE]), 0, "162.5–187.5", "0");
    // A base that is named is meant.
    holds(&repository.action(&[PANEL, ("INPUT_BASE", "main")]), 1, "162.5–187.5", "1");
}

/// The index may be the repository, or have a name that shells and YAML would split.
#[test]
fn an_index_may_stand_anywhere() {
    let repository = Repository::new();
    repository.git(&["mv", "my-index", "an index, 100 % ü"]);
    repository.git(&["commit", "--quiet", "--message", "Move"]);
    let odd = ("INPUT_PATH", "an index, 100 % ü");
    holds(&repository.action(&[PANEL, BASE, odd]), 0, "162.5–187.5", "0");
    // Before, it was elsewhere.
    let run = repository.action(&[PANEL, ("INPUT_BASE", "main~1"), odd]);
    holds(&run, 2, "162.5–187.5", "");
    let told =
        "`an index, 100 %25 ü` is not in `main~1`: nothing is compared, and no gate was judged";
    assert!(run.commands()[0].ends_with(told), "{}", run.printed);
    let run = repository.action(&[PANEL, ("INPUT_BASE", "main~1"), odd, ("INPUT_FAIL_ON", "")]);
    holds(&run, 0, "162.5–187.5", "");
    assert!(run.commands()[0].starts_with("::warning "), "{}", run.printed);

    let inside = repository.top().join(odd.1);
    for entry in fs::read_dir(&inside).unwrap() {
        let entry = entry.unwrap();
        fs::rename(entry.path(), repository.top().join(entry.file_name())).unwrap();
    }
    repository.git(&["add", "--all"]);
    repository.git(&["commit", "--quiet", "--message", "Move up"]);
    let whole = repository.top().display().to_string();
    for path in [".", whole.as_str()] {
        holds(&repository.action(&[PANEL, BASE, ("INPUT_PATH", path)]), 0, "162.5–187.5", "0");
    }
}

#[test]
fn errors_come_alone() {
    let repository = Repository::new();
    repository.write("acme.yaml", "developer: acme", "developer: \"acme");
    let sarif = ("INPUT_SARIF", "report.sarif");
    let run = repository.action(&[PANEL, BASE, sarif]);
    holds(&run, 1, "", "");
    let errors = run.commands().iter().filter(|line| line.starts_with("::error file=my-i")).count();
    assert_eq!(errors, 1, "{}", run.printed);
    assert_eq!(run.errors, "");
    assert!(repository.top().join("report.sarif").exists());

    // Whoever mends them is stopped only by gates, which cannot be judged.
    repository.git(&["commit", "--quiet", "--all", "--message", "Break it"]);
    repository.write("acme.yaml", "developer: \"acme", "developer: acme");
    holds(&repository.action(&[PANEL, BASE]), 2, "162.5–187.5", "");
    let run = repository.action(&[PANEL, BASE, ("INPUT_FAIL_ON", "")]);
    holds(&run, 0, "162.5–187.5", "");
    assert!(run.commands()[0].starts_with("::warning "), "{}", run.printed);
}

#[test]
fn what_cannot_be_done_is_said() {
    let repository = Repository::new();
    let locked = ("INPUT_LOCKED", "true");
    holds(&repository.action(&[PANEL, BASE, locked]), 1, "", "");
    for (inputs, said) in [
        (vec![PANEL, ("GITHUB_BASE_REF", "gone")], "`gone` is not in this checkout"),
        (vec![PANEL, ("INPUT_BASE", "x\n::warning::y")], "`x%0A::warning::y` is not in this"),
        (vec![PANEL, ("INPUT_BASE", "--all")], "`--all` is not in this checkout"),
        (vec![PANEL, ("INPUT_BASE", "main"), ("INPUT_OLD", "2024")], "give one"),
        (vec![PANEL, ("INPUT_STRICT", "maybe")], "`strict` is true or false, not `maybe`"),
        (vec![PANEL, ("INPUT_SUMMARY", "maybe")], "`summary` is true or false, not `maybe`"),
        (vec![("INPUT_PATH", "nowhere")], "`nowhere` is no folder"),
    ] {
        let run = repository.action(&inputs);
        assert_eq!(run.status, 2, "{said}: {}", run.printed);
        assert!(run.commands().iter().any(|line| line.contains(said)), "{said}: {}", run.printed);
        assert_eq!(run.commands().len(), 1, "{}", run.printed);
        assert_eq!(run.output("regressions"), "");
        assert_eq!(run.trees, 1);
    }
    // Here it is fmti that says it: a gate there is not, and answers the panel has not scored.
    let run = repository.action(&[PANEL, BASE, ("INPUT_FAIL_ON", "lost-point")]);
    assert!(run.errors.contains("did you mean `lost-points`?"), "{}", run.errors);
    holds(&run, 2, "162.5–187.5", "");
    // One blank answer leaves the panel's scores what they are; an edition without any does not.
    holds(&repository.action(&[BASE]), 0, "162.5–187.5", "0");
    for name in ["acme.yaml", "beta.yaml", "gamma.yaml", "delta.yaml"] {
        let path = repository.top().join("my-index").join(name);
        let text = fs::read_to_string(&path).unwrap();
        let bare: Vec<&str> = text.lines().filter(|line| !line.contains("panel: ")).collect();
        fs::write(path, bare.join("\n")).unwrap();
    }
    let run = repository.action(&[BASE]);
    assert!(run.errors.contains("whose points to judge is not clear"), "{}", run.errors);
    holds(&run, 2, "0.0", "");
}

/// A name with commands in it, and with lines that would be outputs.
#[test]
fn a_name_commands_nothing() {
    let repository = Repository::new();
    let name =
        r#"name: "A\n::error::x\r\n::add-mask::1\n##[error]x\nscore=1\nmean 999 x\n        {""#;
    repository.write("acme.yaml", "name: Acme", name);
    repository.write("acme.yaml", "data-size:\n    panel: 100", "data-size:\n    panel: 50");
    let run = repository.action(&[PANEL, BASE]);
    holds(&run, 1, "150.0–175.0", "1");
    let ours = |line: &&str| line.starts_with("::error file=my-index/acme.yaml,line=");
    assert!(run.commands().iter().all(ours), "{}", run.printed);
    let log = run.printed.lines().chain(run.errors.lines()).filter(|line| !ours(line));
    assert_eq!(log.filter(|line| line.contains("##[")).count(), 0, "{}", run.printed);
}

/// An `fmti` that is there is taken; otherwise cargo, here one that only notes it, builds ours.
#[test]
fn fmti_is_built_where_there_is_none() {
    let repository = Repository::new();
    let top = repository.top();
    let cargo = top.join("cargo");
    fs::write(&cargo, "#!/bin/sh\nprintf '%s ' \"$@\" >asked\n").unwrap();
    fs::set_permissions(&cargo, Permissions::from_mode(0o755)).unwrap();
    let install = |how: &str, path: &str| {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("action/install.sh");
        let mut command = repository.command("/bin/bash");
        command.arg(script).env("INPUT_INSTALL", how).env("GITHUB_PATH", top.join("path"));
        command.env("RUNNER_TEMP", "/temp").env("GITHUB_ACTION_PATH", "/the action");
        let built = Path::new(env!("CARGO_BIN_EXE_fmti")).parent().unwrap().display();
        command.env("PATH", path.replace("FMTI", &built.to_string()));
        command.output().unwrap().status.code()
    };
    let without = top.display().to_string();
    let with = format!("{without}:FMTI");
    assert_eq!((install("auto", &with), install("never", &with)), (Some(0), Some(0)));
    assert_eq!(install("never", &without), Some(127));
    assert_eq!(install("sometimes", &with), Some(2));
    assert!(!top.join("asked").exists());
    for (how, path) in [("auto", &without), ("always", &with)] {
        assert_eq!(install(how, path), Some(0));
        let asked = fs::read_to_string(top.join("asked")).unwrap();
        assert_eq!(asked, "install --locked --path /the action --root /temp/fmti-root ");
        let added = fs::read_to_string(top.join("path")).unwrap();
        assert_eq!(added, "/temp/fmti-root/bin\n");
        fs::remove_file(top.join("asked")).unwrap();
        fs::remove_file(top.join("path")).unwrap();
    }
}
