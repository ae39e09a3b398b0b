//! The engine's verdicts, as a scoresheet.

use crate::model::{Answer, Cell, Index, Open, Rater, Scoresheet};

use super::verdict::{Verdict, verdict};

/// Full points where the criteria are met, the least where they are not, and an open cell where a
/// person must judge. An answer that nobody typed is unrated: criteria have nothing to go by.
pub fn scoresheet(index: &Index) -> Scoresheet {
    let developers = index.entries.iter().map(|e| e.developer.id.clone()).collect();
    let mut sheet = Scoresheet::new(Rater::criteria(), developers, &index.catalog);
    for (row, entry) in index.entries.iter().enumerate() {
        let answers = &entry.disclosure.answers;
        for (column, (indicator, answer)) in
            index.catalog.indicators.iter().zip(answers).enumerate()
        {
            if !entry.disclosure.assessed {
                continue;
            }
            match entry.applies(indicator, column) {
                Some(true) => {}
                Some(false) => {
                    sheet.set(row, column, Cell::NotApplicable);
                    continue;
                }
                None => continue,
            }
            if indicator.has_criteria() && !answer.as_ref().is_some_and(Answer::is_untyped) {
                let (verdict, _) = verdict(indicator, answer.as_ref(), answers);
                let scale = index.catalog.scale_of(indicator);
                match verdict {
                    Verdict::Met => sheet.set(row, column, Cell::Rated(scale.best())),
                    Verdict::NotMet => sheet.set(row, column, Cell::Rated(scale.worst())),
                    Verdict::Refer => sheet.leave(row, column, Open::Referred),
                }
            }
        }
    }
    sheet
}
