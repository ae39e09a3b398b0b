//! The editions the law is held to: the built-in ones by each rater, and one made up with everything
//! that is hard to show.

use std::sync::Arc;

use fmti::grade::{criteria, panel};
use fmti::load::index::builtin_edition;
use fmti::model::{Cell, Index, Open, Points, Scoresheet, Weight};

/// An edition with its points.
#[derive(Clone)]
pub(crate) struct Graded {
    pub(crate) name: String,
    pub(crate) index: Index,
    pub(crate) sheet: Scoresheet,
}

fn index(id: &str) -> Index {
    builtin_edition(id).unwrap().index.unwrap()
}

/// All of them.
pub(crate) fn every() -> Vec<Graded> {
    let mut all = Vec::new();
    for id in ["2023", "2024", "2025"] {
        let of = index(id);
        all.push(Graded { name: format!("{id} panel"), sheet: panel::scoresheet(&of), index: of });
        let of = index(id);
        let sheet = criteria::scoresheet(&of);
        all.push(Graded { name: format!("{id} criteria"), sheet, index: of });
    }
    all.push(made());
    all
}

/// An edition with weights, silent developers, two that are fully tied, and cells that are blank,
/// referred, or do not apply.
fn made() -> Graded {
    let mut index = index("2025");
    index.edition.id = fmti::model::Id::parse("made").unwrap();
    let catalog = Arc::make_mut(&mut index.catalog);
    for (at, card) in catalog.indicators.iter_mut().enumerate() {
        card.weight = Weight::of_thousandths([1000, 1500, 333][at % 3]).unwrap();
    }
    let developers = index.entries.iter().map(|entry| entry.developer.id.clone()).collect();
    let mut sheet = Scoresheet::new(fmti::model::Rater::panel(), developers, &index.catalog);
    for row in 0..index.entries.len() {
        for at in 0..sheet.indicators {
            match row {
                // Nobody said anything of these two.
                0 | 1 => {}
                // These two are alike to the last cell.
                2 | 3 => sheet.set(row, at, Cell::Rated(Points::whole(i32::from(at % 3 == 0)))),
                _ => match (row * 7 + at * 5) % 11 {
                    0 => sheet.leave(row, at, Open::Referred),
                    1 => sheet.leave(row, at, Open::Unrated),
                    2 if row % 2 == 0 => sheet.set(row, at, Cell::NotApplicable),
                    n => sheet.set(row, at, Cell::Rated(Points::whole(i32::from(n % 2 == 0)))),
                },
            }
        }
    }
    Graded { name: "made".to_owned(), index, sheet }
}
