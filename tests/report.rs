//! `fmti report` as a whole: the folder appears or does not, nothing of anybody else's is lost, and
//! the same data gives the same bytes.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

mod lab;
use lab::lab;

fn fmti(dir: &TempDir) -> Command {
    let mut command = Command::cargo_bin("fmti").unwrap();
    command.current_dir(dir).env_remove("RAYON_NUM_THREADS");
    command
}

fn report(dir: &TempDir, arguments: &[&str]) -> (i32, String) {
    let output = fmti(dir).arg("report").args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap(), said)
}

fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let below = entry.path().strip_prefix(folder).unwrap();
            let name = below.to_str().unwrap().replace('\\', "/");
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

fn has(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == extension)
}

fn page(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

#[test]
fn the_three_editions_have_a_page_for_everybody_and_everything() {
    let dir = TempDir::new().unwrap();
    let (code, said) = report(&dir, &["2025", "2023", "2024", "-o", "site", "--no-png"]);
    assert_eq!((code, said.as_str()), (0, ""));
    let files = read(&dir.path().join("site"));
    let count = |start: &str| files.keys().filter(|name| name.starts_with(start)).count();
    assert_eq!(count("indicators/fmti-1/"), 100);
    assert_eq!(count("indicators/fmti-2/"), 100);
    assert!(count("developers/") >= 18, "{}", count("developers/"));
    assert!(!files.keys().any(|name| has(name, "png")));

    let index = page(&files, "index.html");
    for word in [
        "Foundation Model Transparency Index, December 2025",
        "IBM has the most points, 95; Midjourney and xAI the fewest, 14.",
        "The mean is 40.7, the median 35.",
        "4 are met by every developer and 2 by none",
        "Since May 2024 the mean went from 57.9 to 40.7, a change of −17.2 points: −2.6 from the 5 developers \
         in that edition alone, −8.5 from the 4 developers in this one alone and −6.1 from the 9 in both.",
        "9 of 18 developers · 9 of 100 indicators kept, 18 revised; 73 replaced by 73.",
        "Scores by the Foundation Model Transparency Index team, CC BY 4.0",
    ] {
        assert!(index.contains(word), "no {word:?}");
    }
    assert!(!index.contains("Unofficial"));

    let ibm = page(&files, "developers/ibm.html");
    for word in [
        "IBM earned 95 of 100 points with Granite 3.3: rank 1 of 13.",
        "In May 2024 it had 64 of 100 points and rank 4 of 14.",
        "of 9 before, 8 now.",
    ] {
        assert!(ibm.contains(word), "no {word:?}");
    }
    let gone = page(&files, "developers/stability-ai.html");
    assert!(gone.contains("Not in the edition of December 2025."));
    let energy = page(&files, "indicators/fmti-2/energy-usage-final-run.html");
    for word in ["energy spent on building the model, to 1 significant figure", "IBM", "May 2024"] {
        assert!(energy.contains(word), "no {word:?}");
    }
    let merged = page(&files, "indicators/fmti-2/basic-model-properties.html");
    let methods = page(&files, "methods.html");
    for (page, word) in [
        (&merged, "kind as published"),
        (
            &merged,
            "as published by the Foundation Model Transparency Index team. Which indicators belong",
        ),
        (&methods, "Added: 55 indicators"),
        (&methods, "Dec2025/visuals/domain_sankey.pdf"),
    ] {
        assert!(page.contains(word), "no {word:?}");
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let dir = lab();
    let make = |data: &[&str], out: &str, threads: &str, zone: &str| {
        let mut command = fmti(&dir);
        command.arg("report").args(data).args(["-o", out]);
        command.env("RAYON_NUM_THREADS", threads).env("TZ", zone).env("LC_ALL", "tr_TR.UTF-8");
        command.assert().success();
        read(&dir.path().join(out))
    };
    for (n, pair) in [
        [&["2024", "2025", "--no-png"][..], &["2025", "2024", "--no-png"][..]],
        [&["lab"][..], &["lab/"][..]],
    ]
    .into_iter()
    .enumerate()
    {
        let one = make(pair[0], &format!("a{n}"), "1", "UTC");
        let other = make(pair[1], &format!("b{n}"), "7", "Pacific/Auckland");
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        assert_eq!(one.keys().any(|name| has(name, "png")), n == 1 && cfg!(feature = "png"));
        for (name, bytes) in &one {
            assert!(*bytes == other[name], "{name} differs");
        }
    }
}

#[test]
fn an_earlier_report_is_replaced_and_nothing_else_is() {
    let dir = lab();
    let site = dir.path().join("site");
    assert_eq!(report(&dir, &["lab", "-o", "site", "--no-png"]).0, 0);
    let before = read(&site);

    let (code, said) = report(&dir, &["lab", "-o", "site", "--no-png"]);
    assert_eq!(code, 2);
    assert!(said.contains("exists and is not empty") && said.contains("--force"), "{said}");

    fs::write(site.join("old.html"), "x").unwrap();
    let (code, said) = report(&dir, &["lab", "-o", "site", "--no-png", "--force"]);
    assert_eq!(code, 2);
    assert!(said.contains("a report would not have written `old.html`"), "{said}");
    assert_eq!(fs::read_to_string(site.join("old.html")).unwrap(), "x");

    fs::remove_file(site.join("old.html")).unwrap();
    let index = fs::read(site.join("index.html")).unwrap();
    fs::write(site.join("index.html"), "edited").unwrap();
    let (code, said) = report(&dir, &["lab", "-o", "site", "--no-png", "--force"]);
    assert_eq!(code, 2);
    assert!(said.contains("would not have written `index.html` as it is now"), "{said}");
    fs::write(site.join("index.html"), index).unwrap();
    fs::write(site.join(".DS_Store"), "").unwrap();
    assert_eq!(report(&dir, &["lab", "-o", "site", "--no-png", "--force"]).0, 0);
    assert_eq!(read(&site), before);

    // A folder without a marker is somebody's.
    fs::create_dir(dir.path().join("mine")).unwrap();
    fs::write(dir.path().join("mine/index.html"), "mine").unwrap();
    let (code, said) = report(&dir, &["lab", "-o", "mine", "--force"]);
    assert_eq!(code, 2);
    assert!(said.contains("is not replaced"), "{said}");
    fs::write(dir.path().join("mine/fmti-report.json"), "{\"schema\": \"other/1\"}").unwrap();
    assert_eq!(report(&dir, &["lab", "-o", "mine", "--force"]).0, 2);
    assert_eq!(fs::read_to_string(dir.path().join("mine/index.html")).unwrap(), "mine");
}

#[test]
fn bad_places_are_refused_before_any_work() {
    let dir = lab();
    fs::write(dir.path().join("file"), "x").unwrap();
    for (out, word) in [
        ("lab/site", "is in the folder that is read"),
        (".", "contains the folder that is read"),
        ("file", "is not a folder"),
        ("file/site", "cannot be written to"),
    ] {
        // The edition does not exist: that would be the next thing said.
        let (code, said) = report(&dir, &["lab", "no-such", "-o", out]);
        assert_eq!(code, 2);
        assert!(said.contains(word), "{out}: {said}");
    }
    assert_eq!(fs::read_to_string(dir.path().join("file")).unwrap(), "x");
    let (code, said) = report(&dir, &["2025", "2025", "-o", "site"]);
    assert_eq!(code, 2);
    assert!(said.contains("is named twice"), "{said}");
    assert!(!dir.path().join("site").exists());
}

#[test]
fn nothing_is_left_behind_when_an_edition_is_broken() {
    let dir = lab();
    let acme = dir.path().join("lab/acme.yaml");
    let text = fs::read_to_string(&acme).unwrap();
    fs::write(&acme, text + "\nnonsense: 1\n").unwrap();
    assert_eq!(report(&dir, &["lab", "-o", "site"]).0, 2);
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["lab"]);
}

#[test]
fn scores_of_ones_own_and_verdicts_are_said_to_be_unofficial() {
    let dir = lab();
    for (rater, word) in
        [("panel", "the user’s own scores"), ("criteria", "Verdicts of the catalog’s criteria")]
    {
        let out = format!("site-{rater}");
        assert_eq!(report(&dir, &["lab", "-o", &out, "--no-png", "--rater", rater]).0, 0);
        let files = read(&dir.path().join(&out));
        for (name, bytes) in files.iter().filter(|(name, _)| has(name, "html")) {
            let text = String::from_utf8_lossy(bytes).replace("&#39;", "’").replace('\'', "’");
            let text = text.to_lowercase();
            assert!(text.contains("<strong>unofficial.</strong>"), "{name}");
            assert!(text.contains(&word.to_lowercase()), "{name}");
        }
    }
}

#[test]
fn open_answers_are_ranges_and_never_zero() {
    let dir = TempDir::new().unwrap();
    let arguments = ["2025", "-o", "site", "--no-png", "--rater", "criteria"];
    assert_eq!(report(&dir, &arguments).0, 0);
    let files = read(&dir.path().join("site"));
    let index = page(&files, "index.html");
    assert!(index.contains("Not decided"));
    assert!(index.contains("answers are not decided"));
    let open = files.iter().filter(|(name, _)| name.starts_with("developers/"));
    let open =
        open.filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("to judge")).count();
    assert!(open > 5, "{open}");
}

/// North and South became Union, Whole became East and West; then West took in East, and Child left
/// Fresh.
#[test]
fn pages_and_data_say_who_merged_and_who_split() {
    let dir = TempDir::new().unwrap();
    let cases = Path::new("tests/cases/diff-regrouped/cmd.in").canonicalize().unwrap();
    let editions = ["2026", "2027", "2028"].map(|id| cases.join(id).to_str().unwrap().to_owned());
    let named: Vec<&str> = editions.iter().map(String::as_str).collect();
    let (code, said) = report(&dir, &[&named[..], &["-o", "site", "--no-png"]].concat());
    assert_eq!((code, said.as_str()), (0, ""));
    let files = read(&dir.path().join("site"));
    let text = |name: &str| -> String {
        let page = scraper::Html::parse_document(&page(&files, name));
        let text: Vec<&str> = page.root_element().text().collect();
        text.concat().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let says = |developer: &str, sentence: &str| {
        let text = text(&format!("developers/{developer}.html"));
        assert!(text.contains(sentence), "{developer} does not say {sentence}: {text}");
    };
    let of = |day: &str| format!("In the edition of {day}");
    let (first, second, third) = (of("1 March 2026"), of("1 March 2027"), of("1 March 2028"));
    says("union", &format!("{second} it took the place of North and South."));
    says("north", &format!("{second} Union took its place, and that of South."));
    says("whole", &format!("{second} East and West took its place."));
    says("east", &format!("{second} it took the place of Whole, with West."));
    says("east", &format!("{first}, Whole had 4 of 4 points and rank 1 of 5."));
    says("east", &format!("{third} West took its place."));
    says("west", &format!("{third} it stands for East and West."));
    says("west", "1 March 2028 merged or split since the row below");
    says("fresh", &format!("{third} Child took a part of its place."));
    says("child", &format!("{third} it took a part of the place of Fresh."));
    let union = page(&files, "developers/union.html");
    assert!(union.contains(r#"<a href="../developers/south.html"><bdi>South</bdi></a>"#));
    // No page compares one with several, or says that somebody was not there who was under a name.
    for developer in ["east", "west", "child"] {
        let text = text(&format!("developers/{developer}.html"));
        assert!(!text.contains("since then it gained"), "{developer}");
        assert!(!text.contains("It was not in the edition"), "{developer}");
    }
    let index = text("index.html");
    assert!(index.contains(
        "Merged or split, and not compared one to one: Fresh became Child and Fresh; East and West \
         became West."
    ));
    assert!(index.contains("from those that merged or split"));
    let ranks = page(&files, "charts/ranks.svg");
    assert!(ranks.contains("Where developers merged or split, lines end and others begin."));
    // Fresh, which is new in 2027, is all this is said of.
    assert!(ranks.contains("No line from the left: not in the edition before."));
    let developers = page(&files, "data/entries.csv");
    assert!(developers.contains("\n2026,north,North,,North 1,,union,large"));
    assert!(developers.contains("\n2027,union,Union,,Union 1,north south,,large"));
    assert!(developers.contains("\n2026,whole,Whole,,Whole 1,,east west,large"));
    let changes = page(&files, "data/changes.csv");
    assert!(changes.contains("\n2026,2027,kept,union,Union,merged,north south,,"));
    assert!(changes.contains("\n2026,2027,kept,whole,Whole,split,,east west,whole"));
}
