//! What are the scores of an edition, by one rater?
//!
//! Everything that is said of scores comes from here. **Who counts** is decided here, once: a
//! developer of whom nothing was rated has no score and no rank, and is in no mean.

use std::cmp::Reverse;
use std::sync::OnceLock;

use crate::grade::grounds::{Grounds, grounds};
use crate::grade::verdict::{Basis, Verdict};
use crate::model::column::Column;
use crate::model::{Cell, Index, Ratio, Scoresheet, Span, Tally, Words};

use super::aggregate::Row;
use super::ranking::{Rank, ranks};

/// An edition with the points of one rater.
#[derive(Debug)]
pub struct Scored<'a> {
    /// What was scored.
    pub index: &'a Index,
    /// The points.
    pub sheet: Scoresheet,
    totals: Vec<Tally>,
    scores: Vec<Option<Span>>,
    ranked_by: Vec<Option<Span>>,
    ranks: Vec<Option<Rank>>,
    places: Vec<Place>,
    grounds: OnceLock<Vec<Decision>>,
}

/// What an answer's points rest on, with the criteria's verdict and its reason.
pub type Decision = (Grounds, Option<(Verdict, Basis)>);

/// One developer's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Row of the scoresheet.
    pub developer: usize,
    /// Its rank; who was not rated at all has none.
    pub rank: Option<Rank>,
    /// The score; who was not rated at all has none.
    pub score: Option<Span>,
    /// The most its score could be, of what applies to it.
    pub out_of: Ratio,
    /// All its points.
    pub total: Tally,
}

impl Place {
    /// The score as a share of the most it could be.
    #[must_use]
    pub fn share(&self) -> Option<Span> {
        self.score?.of(self.out_of)
    }
}

impl<'a> Scored<'a> {
    /// Scores an edition by the points of a sheet, which has a row for each of its entries.
    pub fn new(index: &'a Index, sheet: Scoresheet) -> Self {
        let method = index.catalog.method;
        let rows = 0..index.entries.len();
        let totals: Vec<Tally> = rows.map(|row| sheet.tally(row, 0..sheet.indicators)).collect();
        let whole = |at: usize| Row { catalog: &index.catalog, sheet: &sheet, at }.whole();
        let scores: Vec<Option<Span>> =
            (0..index.entries.len()).map(|row| whole(row).score()).collect();
        let by = |(score, total): (&Option<Span>, &Tally)| {
            score.and_then(|score| method.ranked_by(score, method.out_of(total.out_of)))
        };
        let ranked_by: Vec<Option<Span>> = scores.iter().zip(&totals).map(by).collect();
        let found = ranks(&ranked_by);
        let place = |developer: usize| Place {
            developer,
            rank: found[developer],
            score: scores[developer],
            out_of: method.out_of(totals[developer].out_of),
            total: totals[developer],
        };
        let mut places: Vec<Place> = (0..index.entries.len()).map(place).collect();
        // By what is certain, then by what is possible, then by name, whatever the case.
        places.sort_by_cached_key(|place| {
            let by = ranked_by[place.developer].map(|span| (span.low, span.high));
            let name = index.entries[place.developer].developer.name.to_lowercase();
            (Reverse(by), name, place.developer)
        });
        Self {
            index,
            sheet,
            totals,
            scores,
            ranked_by,
            ranks: found,
            places,
            grounds: OnceLock::new(),
        }
    }

    /// What the catalog calls a score, where it has a name for such: by the published score where ranks
    /// go by it, so that equal published scores have one name.
    pub fn band(&self, score: Ratio) -> Option<&'a str> {
        let method = self.index.catalog.method;
        Some(self.index.catalog.band(method.as_ranked(score))?.name.as_str())
    }

    /// With how many decimals the index publishes scores, where it says so.
    pub fn decimals(&self) -> Option<u32> {
        self.index.catalog.method.decimals
    }

    /// What the index calls things.
    pub fn words(&self) -> &'a Words {
        &self.index.catalog.words
    }

    /// Everybody by rank; within a tie by name. Those of whom nothing was rated come last.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// A developer's place.
    pub fn place(&self, row: usize) -> Place {
        Place {
            developer: row,
            rank: self.ranks[row],
            score: self.scores[row],
            out_of: self.index.catalog.method.out_of(self.totals[row].out_of),
            total: self.totals[row],
        }
    }

    /// All points of a developer.
    pub fn total(&self, row: usize) -> &Tally {
        &self.totals[row]
    }

    /// The score of a developer, if anything of it was rated.
    pub fn score(&self, row: usize) -> Option<Span> {
        self.scores[row]
    }

    /// Whether anything of a developer was rated, so that it counts.
    pub fn counts(&self, row: usize) -> bool {
        self.scores[row].is_some()
    }

    /// Those of some developers that count.
    pub fn counted(&self, rows: impl IntoIterator<Item = usize>) -> impl Iterator<Item = usize> {
        rows.into_iter().filter(|row| self.counts(*row))
    }

    /// Every row.
    pub fn everybody(&self) -> std::ops::Range<usize> {
        0..self.index.entries.len()
    }

    /// Ranks of some developers among each other, by row; of the others none.
    pub fn ranks_among(&self, rows: impl IntoIterator<Item = usize>) -> Vec<Option<Rank>> {
        let mut by = vec![None; self.ranked_by.len()];
        rows.into_iter().for_each(|row| by[row] = self.ranked_by[row]);
        ranks(&by)
    }

    /// The rank a developer would have if its points were these, and nobody else's moved.
    pub fn rank_with(&self, row: usize, total: &Tally) -> Option<Rank> {
        let method = self.index.catalog.method;
        let mut by = self.ranked_by.clone();
        // Only a score that is a sum is known from its points alone.
        by[row] = total.score().and_then(|score| method.ranked_by(score, total.out_of));
        ranks(&by)[row]
    }

    /// What a developer has on some indicators, in the unit of scores.
    pub fn tally(&self, row: usize, members: &[usize]) -> Tally {
        Row { catalog: &self.index.catalog, sheet: &self.sheet, at: row }.part(members)
    }

    /// The mean score of some developers that count.
    pub fn mean(&self, rows: impl IntoIterator<Item = usize>) -> Option<Span> {
        Span::mean(rows.into_iter().filter_map(|row| self.scores[row]))
    }

    /// The mean points that some developers have on some indicators: those that count, and to whom
    /// any of the indicators applies.
    pub fn mean_on(
        &self,
        members: &[usize],
        rows: impl IntoIterator<Item = usize>,
    ) -> Option<Span> {
        let tallies = self.counted(rows).map(|row| self.tally(row, members));
        Span::mean(tallies.filter(|t| t.out_of != Ratio::ZERO).map(|tally| tally.points))
    }

    /// The most that a score can be.
    pub fn out_of(&self) -> Ratio {
        self.index.catalog.method.out_of(self.sheet.out_of(0..self.sheet.indicators))
    }

    /// The most that some indicators can give.
    pub fn out_of_on(&self, members: &[usize]) -> Ratio {
        self.index.catalog.method.out_of(self.sheet.out_of(members.iter().copied()))
    }

    /// How much of everything some indicators are worth.
    pub fn part_of_all(&self, members: &[usize]) -> Option<Ratio> {
        self.sheet.out_of(members.iter().copied()).over(self.sheet.out_of(0..self.sheet.indicators))
    }

    /// Whether the points of parts add up to scores out of the same for everybody.
    pub fn is_additive(&self) -> bool {
        self.index.catalog.method.aggregation.is_additive()
    }

    /// Whether everybody who counts can have as much, so that scores alone tell who is better.
    pub fn is_out_of_the_same(&self) -> bool {
        let mut most = self.places.iter().filter(|p| p.score.is_some()).map(|place| place.out_of);
        let first = most.next();
        most.all(|most| Some(most) == first)
    }

    /// Whether every indicator counts alike, and scores are sums of points.
    pub fn is_plain_sum(&self) -> bool {
        let first = self.sheet.columns.first();
        let alike = |column: &Column| Some(column) == first;
        self.is_additive() && self.sheet.columns.iter().all(alike)
    }

    /// Whether every answer that counts is either in full or not at all.
    pub fn is_yes_or_no(&self) -> bool {
        self.sheet.columns.iter().filter(|column| column.scored).all(|c| c.scale.is_yes_or_no())
    }

    /// A cell.
    pub fn cell(&self, row: usize, indicator: usize) -> Cell {
        self.sheet.row(row)[indicator]
    }

    /// Whether a developer has the best points on an indicator.
    pub fn is_full(&self, row: usize, indicator: usize) -> bool {
        self.sheet.columns[indicator].is_full(self.cell(row, indicator))
    }

    /// Those with the most certain points on some indicators, by rank; nobody has most of nothing.
    pub fn leaders_on(&self, members: &[usize]) -> Vec<(usize, Span)> {
        let scores = self.places.iter().filter_map(|place| {
            Some((place.developer, self.tally(place.developer, members).score()?))
        });
        let scores: Vec<(usize, Span)> = scores.collect();
        let most = scores.iter().map(|(_, score)| score.low).max();
        let is_most =
            |(_, score): &(usize, Span)| Some(score.low) == most && score.low > Ratio::ZERO;
        scores.into_iter().filter(is_most).collect()
    }

    /// On how many indicators a developer has the best points.
    pub fn full(&self, row: usize) -> usize {
        (0..self.sheet.indicators).filter(|at| self.is_full(row, *at)).count()
    }

    /// The indicators that count on which a developer does not have the best points.
    pub fn without_full(&self, row: usize) -> impl Iterator<Item = usize> {
        let counts =
            move |at: &usize| !matches!(self.cell(row, *at), Cell::NotApplicable | Cell::NotScored);
        (0..self.sheet.indicators).filter(counts).filter(move |at| !self.is_full(row, *at))
    }

    /// How many of some developers have the best points on an indicator.
    pub fn met_by(&self, indicator: usize, rows: impl IntoIterator<Item = usize>) -> usize {
        rows.into_iter().filter(|row| self.is_full(*row, indicator)).count()
    }

    /// Of how many developers the rater said anything on an indicator, if only that a person must
    /// judge.
    pub fn spoken_of(&self, indicator: usize) -> usize {
        use crate::model::Open;
        let column = self.sheet.column(indicator);
        column.filter(|cell| cell.points().is_some() || cell.is(Open::Referred)).count()
    }

    /// The mean share that those who are rated on an indicator have of the most it gives.
    pub fn mean_share_on(&self, indicator: usize) -> Option<Span> {
        let rows = self.everybody().filter(|row| self.cell(*row, indicator).points().is_some());
        Span::mean(rows.filter_map(|row| self.tally(row, &[indicator]).share()))
    }

    /// Whether an answer to an indicator is in full or not at all.
    pub fn is_met_or_not(&self, indicator: usize) -> bool {
        self.sheet.columns[indicator].scale.is_yes_or_no()
    }

    /// How many of those the rater spoke of have the best points on an indicator.
    pub fn met_share(&self, indicator: usize) -> Option<Ratio> {
        let met = self.met_by(indicator, self.everybody());
        Ratio::new(met.try_into().ok()?, self.spoken_of(indicator).try_into().ok()?)
    }

    /// The cells of some developers that count which are not decided.
    pub fn open(&self, rows: impl IntoIterator<Item = usize>) -> usize {
        self.counted(rows).map(|row| self.totals[row].undecided()).sum()
    }

    /// Their cells that apply.
    pub fn answers(&self, rows: impl IntoIterator<Item = usize>) -> usize {
        self.counted(rows).map(|row| self.totals[row].answers()).sum()
    }

    /// What an answer's points rest on.
    pub fn decision(&self, row: usize, indicator: usize) -> Decision {
        self.grounds.get_or_init(|| self.decide())[row * self.sheet.indicators + indicator]
    }

    fn decide(&self) -> Vec<Decision> {
        let mut found = Vec::with_capacity(self.index.entries.len() * self.sheet.indicators);
        for entry in &self.index.entries {
            let answers = &entry.disclosure.answers;
            let cards = self.index.catalog.indicators.iter().zip(answers).enumerate();
            for (at, (card, answer)) in cards {
                if entry.applies(card, at) == Some(false) {
                    found.push((Grounds::NotApplicable, None));
                    continue;
                }
                let scale = self.index.catalog.scale_of(card);
                found.push(grounds(card, answer.as_ref(), answers, scale.best()));
            }
        }
        found
    }
}
