//! Nobody is cited for what they did not make.

use fmti::model::Rater;

use fmti::kit::File;

use super::kits::{CRITERIA, PUBLISHED, kit, panel_of};
use super::{json, text};

const TEAM: &str = "- name: \"Foundation Model Transparency Index team\"";

/// The lines before the references: what is cited is this data.
fn cited(files: &[File]) -> &str {
    text(files, "CITATION.cff").split("references:").next().unwrap()
}

#[test]
fn the_team_is_cited_for_its_own_scores() {
    let cited = cited(&PUBLISHED.files);
    assert!(cited.starts_with("cff-version: 1.2.0\n"), "{cited}");
    for line in [
        "type: dataset",
        "title: \"Foundation Model Transparency Index, October 2023, May 2024 and December 2025\"",
        "version: \"2023, 2024, 2025\"",
        "license: \"CC-BY-4.0\"",
        TEAM,
    ] {
        assert!(cited.contains(line), "no {line} in\n{cited}");
    }
    assert_eq!(cited.matches("- name: ").count(), 1);
    // The editions have months, and a month is not a date.
    assert!(!cited.contains("date-released"));
    let package = json(&PUBLISHED.files, "data/datapackage.json");
    assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
    assert_eq!(package["contributors"][0]["title"], "Foundation Model Transparency Index team");
}

#[test]
fn verdicts_of_criteria_are_nobodys() {
    let cited = cited(&CRITERIA.files);
    assert!(!cited.contains(TEAM), "{cited}");
    assert!(cited.contains("- name: \"fmti, applying the criteria of catalog fmti-2\""), "{cited}");
    assert!(cited.contains("not scores of the FMTI team"), "{cited}");
    // The licence is of the team's scores, which are not in the kit.
    assert!(!cited.contains("license"), "{cited}");
    assert!(json(&CRITERIA.files, "data/datapackage.json").get("licenses").is_none());
}

#[test]
fn an_edition_of_ones_own_is_ones_own() {
    let mut own = panel_of("2025");
    let edition = &mut own.index.edition;
    (edition.title, edition.date) = ("Lab \"index\"".into(), "2026-03-01".into());
    (edition.authors, edition.attribution, edition.citation) = (Vec::new(), None, None);
    edition.licence = Some("Ask us".into());
    assert_eq!(own.sheet.rater, Rater::panel());
    let files = kit(std::slice::from_ref(&own));
    let all = text(&files, "CITATION.cff");
    assert!(
        !all.contains(TEAM) && !all.contains("license") && !all.contains("references"),
        "{all}"
    );
    for line in [
        "title: \"Lab \\\"index\\\"\"",
        "- name: \"Authors of Lab \\\"index\\\"\"",
        "date-released: \"2026-03-01\"",
        "The user's own scores, not validated by the FMTI team.",
    ] {
        assert!(all.contains(line), "no {line} in\n{all}");
    }
    assert!(json(&files, "data/datapackage.json").get("licenses").is_none());
    assert!(
        text(&files, "data/README.md").contains("Licence of the scores of edition 2025: Ask us")
    );

    own.index.edition.authors = vec!["Lab team".into()];
    assert!(cited(&kit(&[own])).contains("- name: \"Lab team\""));
}
