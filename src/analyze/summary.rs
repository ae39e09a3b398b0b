//! How do the scores spread, and how widely are indicators met?

use crate::model::column::Column;
use crate::model::{Cell, Ratio, Span};

use super::scored::Scored;

/// Statistics over some developers, those of whom nothing was rated left out. Where answers are open
/// they lie between two ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How many developers there are statistics of.
    pub developers: usize,
    /// How many more there are of whom nothing was rated.
    pub silent: usize,
    /// How many indicators.
    pub indicators: usize,
    /// Arithmetic mean of the scores.
    pub mean: Option<Span>,
    /// Middle score, or the mean of the two middle ones.
    pub median: Option<Span>,
    /// Sample standard deviation: squared distances from the mean over n − 1. `None` below two, and
    /// where a score is not known.
    pub sd: Option<f64>,
    /// Lowest score.
    pub min: Option<Span>,
    /// Highest score.
    pub max: Option<Span>,
    /// Indicators for which at least one developer has full points.
    pub met_by_any: usize,
    /// Indicators for which everybody to whom they apply has full points.
    pub met_by_all: usize,
    /// Indicators that apply to somebody, and for which nobody has full points, nor could.
    pub met_by_none: usize,
    /// How good ratings are.
    pub spread: Spread,
    /// Cells that count and apply.
    pub answers: usize,
    /// Of those, cells that are not decided.
    pub open: usize,
}

/// How many ratings are the best there is, the worst, and between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// The best points of their scale.
    pub full: usize,
    /// Neither the best nor the worst.
    pub between: usize,
    /// The worst points of their scale.
    pub least: usize,
}

impl Spread {
    /// All of them.
    #[must_use]
    pub fn ratings(self) -> usize {
        self.full + self.between + self.least
    }

    /// How much of all ratings is the best there is.
    #[must_use]
    pub fn full_share(self) -> Option<Ratio> {
        Ratio::new(self.full.try_into().ok()?, self.ratings().try_into().ok()?)
    }

    /// Of some cells of one indicator.
    fn of(column: &Column, cells: impl Iterator<Item = Cell>) -> Self {
        let mut spread = Self::default();
        for cell in cells.filter(|cell| cell.points().is_some()) {
            let side = match (column.is_full(cell), column.is_least(cell)) {
                (true, _) => &mut spread.full,
                (_, true) => &mut spread.least,
                _ => &mut spread.between,
            };
            *side += 1;
        }
        spread
    }
}

/// Summarises the rows named that count.
///
/// The ends of each statistic are the statistics of the ends: mean, median, least and greatest only
/// grow where a score does.
pub fn summarize(scored: &Scored<'_>, rows: &[usize]) -> Summary {
    let counted: Vec<usize> = scored.counted(rows.iter().copied()).collect();
    let each: Vec<Span> = counted.iter().filter_map(|row| scored.score(*row)).collect();
    let sorted = |end: fn(&Span) -> Ratio| -> Vec<Ratio> {
        let mut ends: Vec<Ratio> = each.iter().map(end).collect();
        ends.sort_unstable();
        ends
    };
    let (lows, highs) = (sorted(|span| span.low), sorted(|span| span.high));
    let both = |of: fn(&[Ratio]) -> Option<Ratio>| {
        of(&lows).zip(of(&highs)).map(|(low, high)| Span { low, high })
    };
    let (mut any, mut all, mut none, mut spread) = (0, 0, 0, Spread::default());
    for (at, column) in scored.sheet.columns.iter().enumerate().filter(|(_, c)| c.scored) {
        let applies = |row: &&usize| scored.cell(**row, at) != Cell::NotApplicable;
        let asked: Vec<usize> = counted.iter().filter(applies).copied().collect();
        let here = Spread::of(column, asked.iter().map(|row| scored.cell(*row, at)));
        spread.full += here.full;
        spread.between += here.between;
        spread.least += here.least;
        let full = scored.met_by(at, asked.iter().copied());
        let possible = |row: &usize| column.may_be_full(scored.cell(*row, at));
        any += usize::from(full > 0);
        all += usize::from(full > 0 && full == asked.len());
        none += usize::from(!asked.is_empty() && !asked.iter().any(possible));
    }
    Summary {
        developers: counted.len(),
        silent: rows.len() - counted.len(),
        indicators: scored.sheet.indicators,
        mean: Span::mean(each.iter().copied()),
        median: both(median),
        sd: if lows == highs { sd(&lows) } else { None },
        min: both(|sorted| sorted.first().copied()),
        max: both(|sorted| sorted.last().copied()),
        met_by_any: any,
        met_by_all: all,
        met_by_none: none,
        spread,
        answers: counted.iter().map(|row| scored.total(*row).answers()).sum(),
        open: scored.open(counted.iter().copied()),
    }
}

/// The middle share that developers have of what some indicators can give, those left out of whom
/// nothing of them was rated.
pub fn median_share(scored: &Scored<'_>, members: &[usize]) -> Option<Span> {
    let rows = scored.everybody();
    let shares: Vec<Span> = rows.filter_map(|row| scored.tally(row, members).share()).collect();
    let middle = |end: fn(&Span) -> Ratio| {
        let mut ends: Vec<Ratio> = shares.iter().map(end).collect();
        ends.sort_unstable();
        median(&ends)
    };
    Some(Span { low: middle(|span| span.low)?, high: middle(|span| span.high)? })
}

/// The middle of sorted scores, exactly.
fn median(sorted: &[Ratio]) -> Option<Ratio> {
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[n / 2]),
        n => (sorted[n / 2 - 1] + sorted[n / 2]).per(2),
    }
}

/// √(Σ(x − x̄)² / (n − 1)), from the exact sums nΣx² − (Σx)².
///
/// Of 2, 4 and 9 it is √((9 + 1 + 16) / 2) = √13.
fn sd(scores: &[Ratio]) -> Option<f64> {
    let n = i128::try_from(scores.len()).ok().filter(|n| *n >= 2)?;
    let count = Ratio::new(n, 1)?;
    let sum: Ratio = scores.iter().copied().sum();
    let squares: Ratio = scores.iter().map(|score| *score * *score).sum();
    let spread = (count * squares - sum * sum).over(Ratio::new(n * (n - 1), 1)?)?;
    Some(spread.to_f64().sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(points: &[i128]) -> Vec<Ratio> {
        points.iter().map(|n| Ratio::new(*n, 1).unwrap()).collect()
    }

    #[test]
    fn statistics_are_those_of_the_textbook() {
        assert_eq!(median(&points(&[2, 4, 9])), Ratio::new(4, 1));
        assert_eq!(median(&points(&[2, 4])), Ratio::new(3, 1));
        assert!((sd(&points(&[2, 4, 9])).unwrap() - 13_f64.sqrt()).abs() < 1e-12);
        assert_eq!((median(&[]), sd(&points(&[2]))), (None, None));
    }
}
