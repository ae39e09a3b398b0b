//! The page that leads from nothing to a published index does.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use tempfile::TempDir;

/// The commands of a page, one script.
fn commands(page: &str) -> String {
    let text = fs::read_to_string(page).unwrap();
    let blocks = text.split("```sh\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap()).collect()
}

#[test]
fn the_page_leads_to_a_site() {
    let dir = TempDir::new().unwrap();
    let script = format!("set -eu\n{}", commands("docs/own-index.md"));
    let program = Path::new(env!("CARGO_BIN_EXE_fmti")).parent().unwrap();
    let path = format!("{}:{}", program.display(), env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", &script])
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .current_dir(dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    // (60 · 1 + 40 · 0.5) / 100, and 60 · 1 / 60: what does not apply is left out.
    for line in ["2  Ashby        80.0", "1  Brookfield  100.0", "2 councils · 2 questions"] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let front = fs::read_to_string(dir.path().join("site/index.html")).unwrap();
    assert!(
        front.contains("Open Councils, 2026")
            && dir.path().join("site/data/councils.csv").is_file()
    );
    // It reads as that index's own.
    for word in ["FMTI", "eveloper", "isclos"] {
        let text = without_tags(&front);
        assert!(!text.contains(word), "{word}: {text}");
    }
}

/// What a person sees of a page.
fn without_tags(page: &str) -> String {
    let mut text = page.to_owned();
    for hidden in ["style", "script"] {
        while let Some(from) = text.find(&format!("<{hidden}")) {
            let end = format!("</{hidden}>");
            let to = text[from..].find(&end).map_or(text.len(), |at| from + at + end.len());
            text.replace_range(from..to, "");
        }
    }
    let parts = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_worked_index_holds() {
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_fmti")).args(args).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        said
    };
    assert!(run(&["check", "examples/councils"]).starts_with("no problems in 24 files"));
    let said = run(&["score", "examples/councils/2026", "-f", "csv"]);
    let dunmere = said.lines().find(|line| line.contains("dunmere")).unwrap();
    // A district has no schools: 40 · (2 · 0.5 + 1 + 0) / (2 + 4 + 1) and 35 · 1/3, over 75.
    assert!(dunmere.contains("30.79"), "{dunmere}");
}
