//! Whole releases: the published part, and complete ones under any names.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use fmti::model::Answer;

use crate::release::{Release, built_in, loaded, matrix, same_scores, urls, whole};

#[test]
fn the_published_part_is_what_is_built_in_cell_for_cell() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/crfm");
    if !shared.is_dir() {
        println!("skipped: no published files at {}", shared.display());
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let mut command = Command::cargo_bin("fmti").unwrap();
    command.args(["import", "crfm"]).arg(&shared).arg("--out").arg(&out).assert().success();
    let (mut cells, mut reports, mut addresses, mut new) = (0, 0, 0, 0);
    for edition in ["2023", "2024", "2025"] {
        let found = loaded(out.join(edition).to_str().unwrap());
        let wanted = built_in(edition);
        cells += same_scores(&found, &wanted);
        let editions = [&found.edition, &wanted.edition];
        for (found, wanted) in found.entries.iter().zip(&wanted.entries) {
            let said = |a: &Answer| a.statement.is_some() || !a.sources.is_empty();
            let answers = &found.disclosure.answers;
            if !answers.iter().flatten().any(said) {
                continue;
            }
            reports += 1;
            let at = format!("{edition} {}", found.developer.id);
            let pairs = answers.iter().zip(&wanted.disclosure.answers);
            for (a, b) in pairs {
                let (a, b) = (a.as_ref(), b.as_ref());
                assert_eq!(urls(a), urls(b), "{at}");
                addresses += urls(a).len();
                let flags = [editions[0].newly_disclosed(a), editions[1].newly_disclosed(b)];
                assert_eq!(flags[0], flags[1], "{at}");
                new += usize::from(flags[0] == Some(true));
            }
        }
        for file in ["edition.yaml", "../developers.yaml"] {
            let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("disclosures").join(edition);
            let [a, b] =
                [out.join(edition), own].map(|dir| fs::read_to_string(dir.join(file)).unwrap());
            // Whose texts these are, and what a part of a release recorded, is another matter.
            let shared = |text: &str| -> Vec<String> {
                let own = ["words_by:", "records:"];
                let lines =
                    text.lines().filter(|line| !own.iter().any(|key| line.starts_with(key)));
                lines.map(str::to_owned).collect()
            };
            assert_eq!(shared(&a), shared(&b));
        }
    }
    println!("{cells} scores, {addresses} addresses and {new} flags of {reports} reports compared");
    assert_eq!(cells, 3_700);
    assert_eq!(reports, 17);
    assert_eq!(addresses, 999);
    assert_eq!(new, 151);
}

#[test]
fn a_whole_release_is_imported_with_its_texts() {
    let release = Release::new();
    for (name, rows) in whole() {
        release.rows(&name, &rows);
    }
    release.write("README.md", "scores").write(".DS_Store", [0, 1]).write("x.pdf", "%PDF");
    release.write(".git/x.csv", "a,b\n\"");
    let (_, said) = release.imported("2025");
    assert!(said.out.contains("2024: 14 developers, 1,400 scores, 14 reports"), "{}", said.out);
    assert!(said.out.contains("2,700 scores in both, agree"), "{}", said.out);
    for edition in ["2023", "2024", "2025"] {
        let found = loaded(release.out().join(edition).to_str().unwrap());
        same_scores(&found, &built_in(edition));
        for entry in found.entries.iter().filter(|_| edition != "2023") {
            for (at, answer) in entry.disclosure.answers.iter().enumerate() {
                let answer = answer.as_ref().unwrap();
                let id = &entry.developer.id;
                assert_eq!(answer.statement, Some(format!("{id} says {at}.")));
                assert_eq!(
                    answer.sources.iter().map(|s| s.url.clone().unwrap()).collect::<Vec<_>>(),
                    [format!("https://example.org/{id}/{at}")]
                );
                let newly = found.edition.newly_disclosed(Some(answer));
                assert_eq!(newly, Some(at % 10 == 0));
                let reason = answer.panel.as_ref().unwrap().reason.clone();
                assert_eq!(reason, Some(format!("because {at}")));
            }
        }
    }
}

#[test]
fn names_and_places_of_files_do_not_matter() {
    let release = Release::new();
    for (at, (_, rows)) in whole().into_iter().enumerate() {
        release.rows(&format!("{at}.CSV"), &rows);
    }
    let said = release.import();
    assert_eq!(said.code, Some(0), "{}", said.err);
    for edition in ["2023", "2024", "2025"] {
        let found = loaded(release.out().join(edition).to_str().unwrap());
        same_scores(&found, &built_in(edition));
        let texts = found.entries.iter().flat_map(|e| e.disclosure.answers.iter().flatten());
        let texts = texts.filter(|a| a.statement.is_some()).count();
        assert_eq!(texts, if edition == "2023" { 0 } else { found.entries.len() * 100 });
    }
    assert!(said.err.contains("taken for the report of Writer for 2025"), "{}", said.err);
}

#[test]
fn a_misleading_year_is_noted_and_not_followed() {
    let release = Release::new();
    release.rows("2024/scores.csv", &matrix(&built_in("2023")));
    release.rows("scores_2023.csv", &matrix(&built_in("2025")));
    let (found, said) = release.imported("2023");
    same_scores(&found, &built_in("2023"));
    assert!(said.err.contains("taken for 2023"), "{}", said.err);
    assert!(said.err.contains("its name says 2023, its indicators are those of 2025"));
}
