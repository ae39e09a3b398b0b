//! The engine's verdicts, as a scoresheet.

use crate::model::index::Entry;
use crate::model::{Answer, Cell, Index, Points, Rater, Scoresheet};

use super::verdict::{Verdict, verdict};

/// Full points where the criteria are met, the least where they are not, and an open cell where a
/// person must judge. An answer that nobody typed is unrated: criteria have nothing to go by.
pub fn scoresheet(index: &Index) -> Scoresheet {
    let bounds = index.catalog.bounds();
    let developers = index.entries.iter().map(|e| e.developer.id.clone()).collect();
    let indicators = index.catalog.indicators.len();
    let mut sheet = Scoresheet::new(Rater::Criteria, developers, indicators, bounds);
    for (row, entry) in index.entries.iter().enumerate() {
        let answers = entry.disclosure.answers.iter();
        for (column, (verdict, answer)) in verdicts(index, entry).zip(answers).enumerate() {
            if !answer.as_ref().is_some_and(Answer::is_untyped) {
                sheet.set(row, column, cell(verdict, bounds));
            }
        }
    }
    sheet
}

/// One verdict per indicator.
pub fn verdicts<'a>(index: &'a Index, entry: &'a Entry) -> impl Iterator<Item = Verdict> + 'a {
    let answers = &entry.disclosure.answers;
    let pairs = index.catalog.indicators.iter().zip(answers);
    pairs.map(move |(indicator, answer)| verdict(indicator, answer.as_ref(), answers).0)
}

fn cell(verdict: Verdict, bounds: (Points, Points)) -> Cell {
    match verdict {
        Verdict::Met => Cell::Rated(bounds.1),
        Verdict::NotMet => Cell::Rated(bounds.0),
        Verdict::Refer => Cell::Referred,
    }
}
