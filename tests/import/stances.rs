//! How well stances taken from free text agree with the panel, on the reports of 2025.

use std::path::Path;

use fmti::grade::verdict::{Verdict, verdict};
use fmti::model::Index;

use crate::release::loaded;

/// Reports that were read while the rules were written.
const READ: [&str; 4] = ["alibaba", "amazon", "openai", "xai"];
/// Reports that were not.
const UNREAD: [&str; 4] = ["ai21-labs", "deepseek", "ibm", "mistral"];

/// Entries, decided entries, and those decided as the panel did.
fn measure(index: &Index, developers: &[&str]) -> (usize, usize, usize) {
    let (mut entries, mut decided, mut agreed) = (0, 0, 0);
    for id in developers {
        let entry = index.entries.iter().find(|e| e.developer.id.as_str() == *id).unwrap();
        let answers = &entry.disclosure.answers;
        for (indicator, answer) in index.catalog.indicators.iter().zip(answers) {
            entries += 1;
            let answer = answer.as_ref().unwrap();
            if answer.stance.is_none() {
                continue;
            }
            decided += 1;
            let earned = answer.panel.as_ref().unwrap().points == index.catalog.scale.best();
            agreed += usize::from(!earned);
            let (verdict, _) = verdict(indicator, Some(answer), answers);
            assert_ne!(verdict, Verdict::Met, "{id} {}", indicator.id);
        }
    }
    (entries, decided, agreed)
}

#[test]
fn texts_that_leave_no_doubt_are_decided_as_the_panel_did() {
    if !Path::new("../shared/crfm").is_dir() {
        println!("not measured: the published release is not beside this folder");
        return;
    }
    let out = tempfile::tempdir().unwrap();
    let target = out.path().join("index");
    let mut command = assert_cmd::Command::cargo_bin("fmti").unwrap();
    command
        .args(["import", "crfm", "../shared/crfm", "-q", "--out"])
        .arg(&target)
        .assert()
        .success();
    let index = loaded(target.join("2025").to_str().unwrap());
    let document = std::fs::read_to_string("docs/agreement.md").unwrap();
    for (name, developers) in [("read", READ), ("not read", UNREAD)] {
        let (entries, decided, agreed) = measure(&index, &developers);
        assert!(agreed * 100 >= decided * 96, "{name}: {agreed} of {decided}");
        let row = format!("| {name} | {entries} | {decided} | {agreed} |");
        assert!(document.contains(&row), "docs/agreement.md does not say: {row}");
    }
}
