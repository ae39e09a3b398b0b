//! What would full points on one indicator be worth?

use crate::model::{Cell, Ratio, Span};

use super::ranking::Rank;
use super::scored::Scored;

/// A developer's score and rank, now and with one indicator's points in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worth {
    /// Score now.
    pub now: Span,
    /// Score with the indicator's points.
    pub then: Span,
    /// What the points would add, for certain.
    pub by: Ratio,
    /// Rank now.
    pub rank_now: Rank,
    /// Rank with the indicator's points, if nobody else moved.
    pub rank_then: Rank,
}

/// What full points on an indicator would do; `None` where the developer has no score, the indicator
/// does not count for it, or a score is no sum of points.
pub fn worth(scored: &Scored<'_>, row: usize, indicator: usize) -> Option<Worth> {
    let cell = scored.cell(row, indicator);
    if !scored.is_additive() || matches!(cell, Cell::NotApplicable | Cell::NotScored) {
        return None;
    }
    let column = &scored.sheet.columns[indicator];
    let have = scored.tally(row, &[indicator]).points;
    let mut total = *scored.total(row);
    total.points.low = total.points.low - have.low + column.most();
    total.points.high = total.points.high - have.high + column.most();
    total.rated += 1;
    let by = total.points.low - scored.score(row)?.low;
    let place = scored.ranks_among(scored.everybody())[row];
    Some(Worth {
        now: scored.score(row)?,
        then: total.points,
        by,
        rank_now: place?,
        rank_then: scored.rank_with(row, &total)?,
    })
}
