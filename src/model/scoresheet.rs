//! Developers × indicators, by one rater.

use std::fmt;

use serde::Serialize;

use super::{Id, Points};

/// Whoever gave the points of a scoresheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rater {
    /// The index's published panel.
    Panel,
    /// The criteria of the catalog's cards.
    Criteria,
}

impl Rater {
    /// The word in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Panel => "panel",
            Self::Criteria => "criteria",
        }
    }
}

/// What the rater said of one answer. Unknown is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// These points.
    Rated(Points),
    /// A person must judge.
    Referred,
    /// The rater said nothing.
    Unrated,
}

impl fmt::Display for Cell {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rated(points) => points.fmt(out),
            Self::Referred => out.pad("to judge"),
            Self::Unrated => out.pad("unrated"),
        }
    }
}

/// All points of one edition by one rater.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scoresheet {
    /// Who gave the points.
    pub rater: Rater,
    /// Rows, in the order of the index's entries.
    pub developers: Vec<Id>,
    /// Columns: how many indicators.
    pub indicators: usize,
    /// The least and the most a cell can hold.
    pub bounds: (Points, Points),
    /// Row by row.
    cells: Vec<Cell>,
}

/// What a set of cells adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The points if every open cell (referred or unrated) gets the least.
    pub low: Points,
    /// The points if every open cell gets the most.
    pub high: Points,
    /// The most all cells can give.
    pub out_of: Points,
    /// Cells with points.
    pub rated: usize,
    /// Cells a person must judge.
    pub referred: usize,
    /// Cells without a rating.
    pub unrated: usize,
}

impl Tally {
    /// Whether the rater said nothing of any of the cells: then there is no score, not even zero.
    pub fn is_silent(&self) -> bool {
        self.rated + self.referred == 0
    }
}

impl Scoresheet {
    /// An empty sheet: every cell [`Cell::Unrated`].
    pub fn new(
        rater: Rater,
        developers: Vec<Id>,
        indicators: usize,
        bounds: (Points, Points),
    ) -> Self {
        let cells = vec![Cell::Unrated; developers.len() * indicators];
        Self { rater, developers, indicators, bounds, cells }
    }

    /// Sets a cell. Panics outside the sheet, as indexing does.
    pub fn set(&mut self, developer: usize, indicator: usize, cell: Cell) {
        self.cells[developer * self.indicators + indicator] = cell;
    }

    /// A developer's cells, one for each indicator.
    pub fn row(&self, developer: usize) -> &[Cell] {
        &self.cells[developer * self.indicators..][..self.indicators]
    }

    /// An indicator's cells, one for each developer.
    pub fn column(&self, indicator: usize) -> impl Iterator<Item = Cell> + '_ {
        (0..self.developers.len()).map(move |d| self.row(d)[indicator])
    }

    /// Adds up some of a developer's cells.
    pub fn tally(&self, developer: usize, indicators: impl IntoIterator<Item = usize>) -> Tally {
        let row = self.row(developer);
        let mut tally = Tally::default();
        for indicator in indicators {
            match row[indicator] {
                Cell::Rated(points) => {
                    tally.low += points;
                    tally.high += points;
                    tally.rated += 1;
                }
                open @ (Cell::Referred | Cell::Unrated) => {
                    tally.low += self.bounds.0;
                    tally.high += self.bounds.1;
                    if open == Cell::Referred {
                        tally.referred += 1;
                    } else {
                        tally.unrated += 1;
                    }
                }
            }
            tally.out_of += self.bounds.1;
        }
        tally
    }
}
