//! The published panel's points, as a scoresheet.

use crate::model::{Cell, Index, Rater, Scoresheet};

/// What the panel recorded for every answer; where it recorded nothing, the cell is unrated,
/// and where the question does not arise, not applicable.
pub fn scoresheet(index: &Index) -> Scoresheet {
    let developers = index.entries.iter().map(|e| e.developer.id.clone()).collect();
    let mut sheet = Scoresheet::new(Rater::panel(), developers, &index.catalog);
    for (row, entry) in index.entries.iter().enumerate() {
        for (column, answer) in entry.disclosure.answers.iter().enumerate() {
            let applies = entry.applies(&index.catalog.indicators[column], column);
            if applies == Some(false) {
                sheet.set(row, column, Cell::NotApplicable);
            } else if let Some(rating) = answer.as_ref().and_then(|a| a.panel.as_ref()) {
                sheet.set(row, column, Cell::Rated(rating.points));
            }
        }
    }
    sheet
}
