//! One edition from its matrix, its reports and what is built in.

use crate::model::disclosure::{Answer, Disclosure, Rating};
use crate::model::edition::Record;
use crate::model::index::Entry;
use crate::model::{Developer, Index, Points};

use super::matrix::Matrix;
use super::owner::Owned;
use super::report::Report;
use super::roster::Roster;
use super::stance::stance;
use super::{Imported, Oddity};

/// Puts an edition together. The matrix decides every score it has.
pub(super) fn assemble(
    published: &Index,
    matrix: Option<&Matrix>,
    reports: &[&Owned],
    roster: &Roster,
    oddities: &mut Vec<Oddity>,
) -> Imported {
    let mut developers: Vec<&Developer> = Vec::new();
    developers.extend(matrix.iter().flat_map(|m| &m.columns).map(|column| &column.developer));
    for owned in reports {
        if !developers.iter().any(|developer| developer.id == owned.developer.id) {
            developers.push(&owned.developer);
        }
    }
    developers.sort_by(|a, b| a.id.cmp(&b.id));
    let mut imported = Imported {
        index: Index {
            edition: published.edition.clone(),
            catalog: published.catalog.clone(),
            entries: Vec::new(),
        },
        newcomers: Vec::new(),
        matrix_scores: matrix
            .map_or(0, |m| m.columns.iter().map(|column| column.points.len()).sum()),
        reports: reports.len(),
        compared: (0, 0),
    };
    for developer in developers {
        let report = reports.iter().find(|owned| owned.developer.id == developer.id);
        let report = report.map(|owned| &owned.report);
        let column = matrix.and_then(|matrix| matrix.column(developer));
        let points = column.map(|column| column.points.as_slice());
        if let (Some(points), Some(report)) = (points, report) {
            let disagreements = disagreements(published, points, report, oddities);
            imported.compared.0 += points.len();
            imported.compared.1 += disagreements;
        }
        if let (None, Some(report)) = (points, report) {
            let why = match matrix {
                Some(_) => format!("{} is not in the matrix", developer.name),
                None => format!("there is no matrix of {}", published.edition.id),
            };
            let text = format!("{why}: the scores are the report's");
            oddities.push(Oddity::new(&report.place.path, text));
        }
        if roster.is_new(developer) {
            imported.newcomers.push(developer.id.clone());
        }
        // Before 2025 the texts were put together after scoring: a blank says nothing there.
        let blanks = published.edition.catalog.as_str() == "fmti-2";
        let answers = answers(points, report, blanks);
        let built_in = published.entries.iter().find(|e| e.developer.id == developer.id);
        if built_in.is_none() {
            let place = report.map(|report| &report.place);
            let place = place.or(matrix.map(|matrix| &matrix.place));
            let text = format!(
                "{} is not in the published edition {}: imported without model and traits",
                developer.name, published.edition.id
            );
            oddities.push(Oddity::new(place.map_or("", |place| &place.path), text));
        }
        let (model, traits) = built_in
            .map(|entry| (entry.disclosure.model.clone(), entry.disclosure.traits.clone()))
            .unwrap_or_default();
        let disclosure = Disclosure {
            developer: developer.id.clone(),
            organisation: None,
            model,
            assessed: true,
            traits,
            answers,
        };
        imported.index.entries.push(Entry {
            developer: developer.clone(),
            predecessors: Vec::new(),
            disclosure,
            file: String::new(),
            spots: Vec::new(),
        });
    }
    whose(&mut imported.index);
    if let Some(matrix) = matrix {
        gaps(published, matrix, reports, oddities);
    }
    if let Some(text) = crate::load::folder::not_published(&mut imported.index) {
        let place = matrix.map(|m| &m.place).or(reports.first().map(|o| &o.report.place));
        oddities.push(Oddity::new(place.map_or("", |place| &place.path), text));
    }
    imported
}

/// Notes each cell in which a report does not say what the matrix says.
fn disagreements(
    published: &Index,
    points: &[Points],
    report: &Report,
    oddities: &mut Vec<Oddity>,
) -> usize {
    let mut count = 0;
    for (at, (matrix, answer)) in points.iter().zip(&report.answers).enumerate() {
        if *matrix == answer.points {
            continue;
        }
        count += 1;
        let text = format!(
            "row {} (`{}`): the report says {}, the matrix {matrix}; the matrix is used",
            report.rows[at], published.catalog.indicators[at].name, answer.points
        );
        oddities.push(Oddity::new(&report.place.path, text));
    }
    count
}

/// Every answer: the matrix's points, what the report says, or both.
fn answers(
    points: Option<&[Points]>,
    report: Option<&Report>,
    blanks: bool,
) -> Vec<Option<Answer>> {
    let Some(report) = report else {
        let scored = |points: &Points| {
            let panel = Some(Rating { points: *points, reason: None });
            Some(Answer { panel, ..Answer::default() })
        };
        return points.unwrap_or_default().iter().map(scored).collect();
    };
    let said = report.answers.iter().enumerate().map(|(at, said)| {
        let points = points.map_or(said.points, |points| points[at]);
        let text = said.statement.as_deref().unwrap_or_default();
        let unsaid = !blanks || !said.sources.is_empty();
        let (stance, from) = stance(text, unsaid).unzip();
        let stance_from = from.filter(|phrase| !phrase.is_empty());
        Some(Answer {
            stance,
            stance_from,
            statement: said.statement.clone(),
            sources: said.sources.clone(),
            newly_disclosed: said.newly_disclosed,
            panel: Some(Rating { points, reason: said.reason.clone() }),
            ..Answer::default()
        })
    });
    said.collect()
}

/// Takes back what the built-in edition says of its own words, and says whether a blank is a no: what
/// was imported may be from other files. Its statements are a developer's or the index's team's, its
/// stances this program's, so that nobody is named for all of them.
fn whose(index: &mut Index) {
    index.edition.words_by = None;
    let answers = || index.entries.iter().flat_map(|entry| &entry.disclosure.answers);
    let recorded = |answer: &Option<Answer>| {
        answer.as_ref().is_some_and(|answer| answer.newly_disclosed.is_some())
    };
    let all = answers().all(recorded);
    index.edition.records.retain(|record| *record != Record::NewlyDisclosed);
    if all {
        index.edition.records.push(Record::NewlyDisclosed);
        for entry in &mut index.entries {
            for answer in entry.disclosure.answers.iter_mut().flatten() {
                answer.newly_disclosed = answer.newly_disclosed.filter(|new| *new);
            }
        }
    }
}

/// Notes who is scored without a report, and who is missing altogether.
fn gaps(published: &Index, matrix: &Matrix, reports: &[&Owned], oddities: &mut Vec<Oddity>) {
    let id = &published.edition.id;
    let reported = |developer: &Developer| reports.iter().any(|o| o.developer.id == developer.id);
    let silent: Vec<&str> = matrix
        .columns
        .iter()
        .filter(|column| !reported(&column.developer))
        .map(|column| column.developer.name.as_str())
        .collect();
    if reports.is_empty() {
        oddities.push(Oddity::new(&matrix.place.path, format!("no reports of {id}: scores only")));
    } else if !silent.is_empty() {
        let text = format!("no report of {}: scores only", silent.join(", "));
        oddities.push(Oddity::new(&matrix.place.path, text));
    }
    let absent: Vec<&str> = published
        .entries
        .iter()
        .map(|entry| &entry.developer)
        .filter(|developer| matrix.column(developer).is_none() && !reported(developer))
        .map(|developer| developer.name.as_str())
        .collect();
    if !absent.is_empty() {
        let text = format!("the published edition {id} also has {}", absent.join(", "));
        oddities.push(Oddity::new(&matrix.place.path, text));
    }
}
