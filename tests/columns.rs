//! The columns that docs/formats.md promises are the ones there are.
#![allow(clippy::unwrap_used)]

use std::fs;

use assert_cmd::Command;

#[test]
fn documented_columns_are_true() {
    let document = fs::read_to_string("docs/formats.md").unwrap();
    let mut checked = 0;
    for line in document.lines().filter(|line| line.starts_with("| `fmti ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [command, columns] = cells[..] else { continue };
        let call = command.trim_matches('`').strip_prefix("fmti ").unwrap();
        let call = call
            .replace("diff", "diff 2024 2025")
            .replace("DEVELOPER", "openai")
            .replace("INDICATOR", "water-usage-final-run")
            .replace("--group", "--group weights");
        let check = "tests/cases/broken-catalog/cmd.in";
        let call = if call == "check" { format!("check {check}") } else { call };
        if call == "lock" {
            continue; // needs a folder of the user's
        }
        let mut run = Command::cargo_bin("fmti").unwrap();
        let output = run.args(call.split(' ')).args(["-f", "csv"]).output().unwrap();
        let header = String::from_utf8(output.stdout).unwrap();
        let header: Vec<&str> = header.lines().next().unwrap().split(',').collect();
        let lists: Vec<&str> = columns.split('`').skip(1).step_by(2).collect();
        if let [names] = lists[..] {
            let names: Vec<&str> = names.split(',').collect();
            assert!(header.starts_with(&names), "{call}: {header:?}");
            let next = header.get(names.len()).copied();
            assert!(matches!(next, None | Some("edition" | "old_edition")), "{call}: {next:?}");
            checked += names.len();
        } else {
            // Prose between the lists stands for prefixes and for parts.
            for name in lists.iter().flat_map(|names| names.split(',')) {
                let named =
                    |column: &&str| *column == name || column.ends_with(&format!("_{name}"));
                let prefix = name.ends_with('_') && header.iter().any(|c| c.starts_with(name));
                assert!(prefix || header.iter().any(named), "{call}: {name}");
                checked += 1;
            }
        }
    }
    assert!(checked > 90, "{checked}");
}
