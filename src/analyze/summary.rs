//! How do the totals spread, and how widely are indicators met?

use crate::model::{Cell, Points, Ratio, Scoresheet};

/// Statistics over some developers of a scoresheet, those of whom nothing was rated left out. Where cells are open, totals count at their
/// lower end, and `mean_high` says what the mean would be at the upper end.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How many developers there are statistics of.
    pub developers: usize,
    /// How many more there are of whom nothing was rated.
    pub silent: usize,
    /// How many indicators.
    pub indicators: usize,
    /// Arithmetic mean of the totals.
    pub mean: Option<Ratio>,
    /// The same, if every open cell got the most.
    pub mean_high: Option<Ratio>,
    /// Middle total, or the mean of the two middle ones.
    pub median: Option<Ratio>,
    /// Sample standard deviation: squared distances from the mean over n − 1. `None` below two.
    pub sd: Option<f64>,
    /// Lowest total.
    pub min: Option<Points>,
    /// Highest total.
    pub max: Option<Points>,
    /// Indicators for which at least one developer has full points.
    pub met_by_any: usize,
    /// Indicators for which every developer has full points.
    pub met_by_all: usize,
    /// Indicators for which no developer has full points, nor could.
    pub met_by_none: usize,
    /// Cells referred or unrated.
    pub open: usize,
}

/// Summarises the rows named in `developers` of which anything was rated.
///
/// ```
/// use fmti::analyze::summary::summarize;
/// use fmti::model::{Cell, Id, Points, Rater, Scoresheet};
/// let ids = ["a", "b", "c"].map(|id| Id::parse(id).unwrap()).to_vec();
/// let mut sheet = Scoresheet::new(Rater::Panel, ids, 1, (Points::ZERO, Points::whole(9)));
/// for (row, points) in [2, 4, 9].into_iter().enumerate() {
///     sheet.set(row, 0, Cell::Rated(Points::whole(points)));
/// }
/// let s = summarize(&sheet, &[0, 1, 2]);
/// assert_eq!(s.mean.unwrap().rounded(1), "5.0");
/// assert_eq!(s.median.unwrap().rounded(1), "4.0");
/// assert!((s.sd.unwrap() - 13_f64.sqrt()).abs() < 1e-12); // (9 + 1 + 16) / 2
/// ```
pub fn summarize(sheet: &Scoresheet, developers: &[usize]) -> Summary {
    let tallies = developers.iter().map(|d| (*d, sheet.tally(*d, 0..sheet.indicators)));
    let named = developers.len();
    let (developers, tallies): (Vec<usize>, Vec<_>) =
        tallies.filter(|(_, tally)| !tally.is_silent()).unzip();
    let mut totals: Vec<Points> = tallies.iter().map(|t| t.low).collect();
    totals.sort_unstable();
    let sum: Points = totals.iter().copied().sum();
    let high: Points = tallies.iter().map(|t| t.high).sum();
    let (mut any, mut all, mut none) = (0, 0, 0);
    for indicator in 0..sheet.indicators {
        let cell = |d: &usize| sheet.row(*d)[indicator];
        let met = |cell: Cell| cell == Cell::Rated(sheet.bounds.1);
        let open = |cell: Cell| matches!(cell, Cell::Referred | Cell::Unrated);
        any += usize::from(developers.iter().map(cell).any(met));
        all += usize::from(!developers.is_empty() && developers.iter().map(cell).all(met));
        none += usize::from(!developers.iter().map(cell).any(|c| met(c) || open(c)));
    }
    Summary {
        developers: developers.len(),
        silent: named - developers.len(),
        indicators: sheet.indicators,
        mean: sum.per(developers.len()),
        mean_high: high.per(developers.len()),
        median: median(&totals),
        sd: sd(&totals),
        min: totals.first().copied(),
        max: totals.last().copied(),
        met_by_any: any,
        met_by_all: all,
        met_by_none: none,
        open: tallies.iter().map(|t| t.referred + t.unrated).sum(),
    }
}

/// The middle of sorted totals, exactly.
fn median(sorted: &[Points]) -> Option<Ratio> {
    let n = sorted.len();
    match n {
        0 => None,
        n if n % 2 == 1 => sorted[n / 2].per(1),
        _ => (sorted[n / 2 - 1] + sorted[n / 2]).per(2),
    }
}

/// √(Σ(x − x̄)² / (n − 1)), from the exact sums nΣx² − (Σx)².
fn sd(totals: &[Points]) -> Option<f64> {
    let n = i128::try_from(totals.len()).ok()?;
    if n < 2 {
        return None;
    }
    let sum: i128 = totals.iter().map(|t| i128::from(t.thousandths())).sum();
    let squares: i128 = totals.iter().map(|t| i128::from(t.thousandths()).pow(2)).sum();
    let spread = (n * squares - sum * sum) as f64 / (n * (n - 1)) as f64;
    Some(spread.sqrt() / 1000.0)
}
