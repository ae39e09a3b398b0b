//! The tables say what the scoresheets say.

use std::collections::HashMap;

use fmti::analyze::ranking::Rank;
use fmti::model::{Open, Points, Ratio, Span};

use super::kits::{CRITERIA, Graded, Kit, PUBLISHED, every};
use super::{Row, rows};

fn points(text: &str) -> Option<Points> {
    (!text.is_empty()).then(|| Points::parse(text).unwrap())
}

fn ratio(text: &str) -> Option<Ratio> {
    points(text).map(Points::exact)
}

/// Rows of one edition, by developer.
fn by_developer<'a>(all: &'a [Row], edition: &str) -> HashMap<&'a str, Vec<&'a Row>> {
    let mut found: HashMap<&str, Vec<&Row>> = HashMap::new();
    for row in all.iter().filter(|row| row["edition_id"] == edition) {
        found.entry(&row["developer_id"]).or_default().push(row);
    }
    found
}

fn agree(kit: &Kit) {
    let (answers, ranking) = (rows(&kit.files, "answers"), rows(&kit.files, "ranking"));
    for edition @ Graded { index, sheet } in &kit.editions {
        let id = index.edition.id.as_str();
        let (answers, ranking) = (by_developer(&answers, id), by_developer(&ranking, id));
        assert_eq!((answers.len(), ranking.len()), (index.entries.len(), index.entries.len()));
        for place in edition.scored().places() {
            let developer = index.entries[place.developer].developer.id.as_str();
            let [ranked] = ranking[developer][..] else { panic!("{developer} is ranked once") };
            let rank = place.rank.and_then(Rank::known).map(|rank| rank.to_string());
            assert_eq!(ranked["rank"], rank.unwrap_or_default());
            let tied = place.rank.map(|rank| rank.tied.to_string());
            assert_eq!(ranked["tied"], tied.unwrap_or_default());
            let worst = place.rank.map(|rank| rank.worst.to_string());
            assert_eq!(ranked["rank_worst"], worst.unwrap_or_default());
            let tally = place.total;
            let low = (!tally.is_silent()).then_some(tally.points.low);
            assert_eq!(ratio(&ranked["score_low"]), low, "{developer}");
            assert_eq!(ratio(&ranked["score_high"]), tally.score().map(|score| score.high));
            assert_eq!(ratio(&ranked["score"]), tally.score().and_then(Span::known));
            assert_eq!(ratio(&ranked["max_score"]), Some(tally.out_of));
            for domain in &index.catalog.domains {
                let tally = sheet.tally(place.developer, domain.members.iter().copied());
                let low = (!tally.is_silent()).then_some(tally.points.low);
                assert_eq!(ratio(&ranked[&format!("domain_{}_score_low", domain.id)]), low);
            }

            let rows = &answers[developer];
            assert_eq!(rows.len(), sheet.indicators);
            // Every indicator of these catalogs gives 0 or 1: what is open has nothing at the least.
            let sum: Points = rows.iter().filter_map(|row| points(&row["score"])).sum();
            assert_eq!(sum.exact(), tally.points.low, "{developer}");
            let count = |status: &str| rows.iter().filter(|row| row["status"] == status).count();
            assert_eq!(count("rated"), tally.rated);
            assert_eq!(count("referred"), tally.count(Open::Referred));
            assert_eq!(count("unrated"), tally.count(Open::Unrated));
            assert_eq!(count("referred") + count("unrated"), tally.undecided());
            for (row, cell) in rows.iter().zip(sheet.row(place.developer)) {
                // What is open is empty, never zero; what is zero is never empty.
                assert_eq!(points(&row["score"]), cell.points());
            }
        }
    }
}

#[test]
fn totals_are_those_of_the_scoresheets() {
    for (_, kit) in every() {
        agree(kit);
    }
}

#[test]
fn criteria_leave_answers_open_and_give_their_own_reasons() {
    let answers = rows(&CRITERIA.files, "answers");
    let open = answers.iter().filter(|row| row["status"] == "referred").count();
    assert!(open > 100, "{open} referred");
    for row in &answers {
        assert_eq!(row["rater"], "criteria");
        // The panel's reasons are not the reasons of these points.
        assert_eq!(row["reason"].is_empty(), row["status"] == "unrated");
    }
    let reasons: std::collections::HashSet<&str> =
        answers.iter().map(|row| row["reason"].as_str()).collect();
    assert!(reasons.len() <= 8, "{reasons:?}");
}

/// What is published of the editions, and what `fmti diff` says of them.
#[test]
fn published_figures_stand_in_the_tables() {
    let files = &PUBLISHED.files;
    let editions = rows(files, "editions");
    let means: Vec<f64> = editions.iter().map(|row| row["mean"].parse().unwrap()).collect();
    let wanted = [370.0 / 10.0, 811.0 / 14.0, 529.0 / 13.0];
    assert!(
        means.iter().zip(wanted).all(|(mean, wanted)| (mean - wanted).abs() < 1e-12),
        "{means:?}"
    );
    let ranking = rows(files, "ranking");
    let first = ranking.iter().find(|row| row["edition_id"] == "2025").unwrap();
    assert_eq!((&*first["developer_name"], &*first["score"], &*first["rank"]), ("IBM", "95", "1"));
    assert_eq!((&*first["model"], &*first["max_score"]), ("Granite 3.3", "100"));

    let changes = rows(files, "changes");
    let of = |new: &str, developer: &str| {
        let mut found = changes.iter();
        found.find(|row| row["new_edition_id"] == new && row["developer_id"] == developer).unwrap()
    };
    let ibm = of("2025", "ibm");
    assert_eq!((&*ibm["old_score"], &*ibm["new_score"], &*ibm["change"]), ("64", "95", "31"));
    assert_eq!((&*ibm["basis"], &*ibm["comparable_indicators"]), ("kept", "9"));
    assert_eq!((&*ibm["comparable_old_score"], &*ibm["comparable_new_score"]), ("7", "8"));
    assert_eq!((&*ibm["comparable_gained"], &*ibm["comparable_lost"]), ("1", "0"));
    assert_eq!(ibm["gained_indicators"].split(' ').count(), 1);
    let bigcode = of("2024", "bigcode");
    assert_eq!((&*bigcode["status"], &*bigcode["old_developer_id"]), ("succeeded", "hugging-face"));
    // Who is not in both has no change, not a change of nothing.
    for row in &changes {
        let both = matches!(&*row["status"], "stayed" | "succeeded");
        for column in ["change", "comparable_indicators", "comparable_change"] {
            assert_eq!(row[column].is_empty(), !both, "{column} of {}", row["developer_id"]);
        }
    }
}
