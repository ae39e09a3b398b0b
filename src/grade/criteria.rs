//! The engine's verdicts, as a scoresheet.

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
        let answers = &entry.disclosure.answers;
        for (column, (indicator, answer)) in
            index.catalog.indicators.iter().zip(answers).enumerate()
        {
            if !answer.as_ref().is_some_and(Answer::is_untyped) {
                let (verdict, _) = verdict(indicator, answer.as_ref(), answers);
                sheet.set(row, column, cell(verdict, bounds));
            }
        }
    }
    sheet
}

fn cell(verdict: Verdict, bounds: (Points, Points)) -> Cell {
    match verdict {
        Verdict::Met => Cell::Rated(bounds.1),
        Verdict::NotMet => Cell::Rated(bounds.0),
        Verdict::Refer => Cell::Referred,
    }
}
