//! Developers × indicators, by one rater.

use super::catalog::Catalog;
use super::cell::{Cell, Open};
use super::column::{Column, millionths};
use super::{Id, Points, Rater, Ratio, Span};

/// All points of one edition by one rater.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scoresheet {
    /// Who gave the points.
    pub rater: Rater,
    /// Rows, in the order of the index's entries.
    pub developers: Vec<Id>,
    /// How many indicators.
    pub indicators: usize,
    /// One for each indicator.
    pub columns: Vec<Column>,
    /// Row by row.
    cells: Vec<Cell>,
}

/// What a set of cells adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The points, from every open cell at its least to every one at its most.
    pub points: Span,
    /// The most all cells that apply can give.
    pub out_of: Ratio,
    /// Cells with points.
    pub rated: usize,
    /// Cells open for each reason, in the order of [`Open::ALL`].
    pub open: [usize; Open::ALL.len()],
    /// Cells of questions that do not arise.
    pub not_applicable: usize,
}

impl Tally {
    /// Whether the rater said nothing of any of the cells, or none of them counts: then there is no
    /// score, not even zero.
    pub fn is_silent(&self) -> bool {
        self.rated + self.count(Open::Referred) + self.count(Open::Disputed) == 0
            || self.out_of == Ratio::ZERO
    }

    /// The points, where there are any to speak of.
    #[must_use]
    pub fn score(&self) -> Option<Span> {
        (!self.is_silent()).then_some(self.points)
    }

    /// The points as a share of the most there could be.
    #[must_use]
    pub fn share(&self) -> Option<Span> {
        self.score()?.of(self.out_of)
    }

    /// Cells open for this reason.
    #[must_use]
    pub fn count(&self, why: Open) -> usize {
        let at = Open::ALL.iter().position(|(open, ..)| *open == why);
        at.map_or(0, |at| self.open[at])
    }

    /// Cells that count and apply.
    #[must_use]
    pub fn answers(&self) -> usize {
        self.rated + self.undecided()
    }

    /// Cells that are not decided.
    #[must_use]
    pub fn undecided(&self) -> usize {
        self.open.iter().sum()
    }
}

impl Scoresheet {
    /// An empty sheet of a catalog: every cell that counts is [`Open::Unrated`].
    pub fn new(rater: Rater, developers: Vec<Id>, catalog: &Catalog) -> Self {
        let columns: Vec<Column> = catalog.indicators.iter().map(|i| catalog.column(i)).collect();
        let row: Vec<Cell> = columns.iter().map(|column| column.open(Open::Unrated)).collect();
        let cells = std::iter::repeat_n(row, developers.len()).flatten().collect();
        Self { rater, developers, indicators: columns.len(), columns, cells }
    }

    /// Sets a cell; of an indicator that is only asked, it stays [`Cell::NotScored`]. Panics outside
    /// the sheet, as indexing does.
    pub fn set(&mut self, developer: usize, indicator: usize, cell: Cell) {
        let cell = if self.columns[indicator].scored { cell } else { Cell::NotScored };
        self.cells[developer * self.indicators + indicator] = cell;
    }

    /// Sets a cell to open, with all its scale's points possible.
    pub fn leave(&mut self, developer: usize, indicator: usize, why: Open) {
        self.set(developer, indicator, self.columns[indicator].open(why));
    }

    /// A developer's cells, one for each indicator.
    pub fn row(&self, developer: usize) -> &[Cell] {
        &self.cells[developer * self.indicators..][..self.indicators]
    }

    /// An indicator's cells, one for each developer.
    pub fn column(&self, indicator: usize) -> impl Iterator<Item = Cell> + '_ {
        (0..self.developers.len()).map(move |d| self.row(d)[indicator])
    }

    /// The most a set of indicators can give.
    pub fn out_of(&self, indicators: impl IntoIterator<Item = usize>) -> Ratio {
        let counts = |at: &usize| self.columns[*at].scored;
        let most = |at: usize| self.columns[at].most_millionths();
        millionths(indicators.into_iter().filter(counts).map(most).sum())
    }

    /// Adds up some of a developer's cells.
    pub fn tally(&self, developer: usize, indicators: impl IntoIterator<Item = usize>) -> Tally {
        let row = self.row(developer);
        let mut tally = Tally::default();
        let (mut low, mut high, mut out_of) = (0, 0, 0);
        for at in indicators {
            let column = &self.columns[at];
            let adds = |points: Points| column.millionths(column.scale.counted(points));
            match row[at] {
                Cell::Rated(points) => {
                    let adds = adds(points);
                    (low, high) = (low + adds, high + adds);
                    tally.rated += 1;
                }
                Cell::Open(why, least, most) => {
                    let (least, most) = (adds(least), adds(most));
                    (low, high) = (low + least.min(most), high + least.max(most));
                    let at = Open::ALL.iter().position(|(open, ..)| *open == why);
                    tally.open[at.unwrap_or_default()] += 1;
                }
                Cell::NotApplicable => {
                    tally.not_applicable += 1;
                    continue;
                }
                Cell::NotScored => continue,
            }
            out_of += column.most_millionths();
        }
        tally.points = Span { low: millionths(low), high: millionths(high) };
        tally.out_of = millionths(out_of);
        tally
    }
}
