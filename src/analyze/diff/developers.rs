//! What did each developer gain and lose?

use crate::analyze::ranking::rank;
use crate::model::{Points, Ratio, Tally};

use super::pairs::Pair;
use super::{Comparison, Side, Span};

/// Whether a developer is in both editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In both under one id.
    Stayed,
    /// In both, as one that took another's place.
    Succeeded,
    /// Only in the newer.
    Joined,
    /// Only in the older.
    Left,
}

impl Status {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stayed => "stayed",
            Self::Succeeded => "succeeded",
            Self::Joined => "joined",
            Self::Left => "left",
        }
    }
}

/// A developer's total and rank in one edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Row of the scoresheet.
    pub row: usize,
    /// The total.
    pub total: Tally,
    /// Rank among all of the edition.
    pub rank: usize,
    /// Whether another developer has the same rank.
    pub tied: bool,
    /// Rank among those who are in both editions: what it would have been without entrants, or
    /// without those who left. `None` for those who are not.
    pub rank_among_both: Option<usize>,
    /// Whether another of them has the same.
    pub tied_among_both: bool,
}

/// Points won or lost on one indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Position of the link.
    pub link: usize,
    /// By how much, on the newer scale; below zero if lost.
    pub by: Ratio,
}

/// A developer's points on what is comparable: decided on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparable {
    /// Indicators decided on both sides.
    pub indicators: usize,
    /// Comparable indicators of which an answer is open.
    pub open: Vec<usize>,
    /// The most the indicators can give.
    pub out_of: Ratio,
    /// Points before, on the newer scale.
    pub old: Ratio,
    /// Points now.
    pub new: Ratio,
    /// Where points were won, in the order of links.
    pub gained: Vec<Move>,
    /// Where points were lost.
    pub lost: Vec<Move>,
}

impl Comparable {
    /// The net of what was gained and lost.
    #[must_use]
    pub fn change(&self) -> Ratio {
        self.new - self.old
    }

    /// All that was gained, or all that was lost (below zero).
    pub fn sum(moves: &[Move]) -> Ratio {
        moves.iter().map(|m| m.by).sum()
    }
}

/// One developer in two editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeveloperChange {
    /// In which editions.
    pub status: Status,
    /// In the older edition.
    pub old: Option<Standing>,
    /// In the newer edition.
    pub new: Option<Standing>,
    /// Raw change of the total, in the comparison's unit; for those in both.
    pub change: Option<Span>,
    /// On what is comparable; for those in both.
    pub comparable: Option<Comparable>,
}

/// Every developer of both editions: those in the newer by rank, then those who left by theirs.
pub fn developers(comparison: &Comparison<'_>) -> Vec<DeveloperChange> {
    let pairs = &comparison.pairs;
    let old = standings(comparison.old, pairs.both.iter().map(|pair| pair.old));
    let new = standings(comparison.new, pairs.both.iter().map(|pair| pair.new));
    let mut pair_of: Vec<Option<Pair>> = vec![None; new.by_row.len()];
    for pair in &pairs.both {
        pair_of[pair.new] = Some(*pair);
    }
    let mut out = Vec::with_capacity(new.order.len() + pairs.left.len());
    for row in &new.order {
        let now = new.by_row[*row];
        let change = match pair_of[*row] {
            None => DeveloperChange {
                status: Status::Joined,
                old: None,
                new: now,
                change: None,
                comparable: None,
            },
            Some(pair) => {
                let before = old.by_row[pair.old];
                DeveloperChange {
                    status: if pair.succeeded { Status::Succeeded } else { Status::Stayed },
                    old: before,
                    new: now,
                    change: before.zip(now).map(|(before, now)| {
                        let old = |points| comparison.unit.before(points);
                        let new = |points| comparison.unit.now(points);
                        let before =
                            Span { low: old(before.total.low), high: old(before.total.high) };
                        Span { low: new(now.total.low), high: new(now.total.high) }.minus(before)
                    }),
                    comparable: Some(comparable_in(comparison, pair, comparison.comparable())),
                }
            }
        };
        out.push(change);
    }
    for row in old.order.iter().filter(|row| pairs.left.contains(row)) {
        out.push(DeveloperChange {
            status: Status::Left,
            old: old.by_row[*row],
            new: None,
            change: None,
            comparable: None,
        });
    }
    out
}

/// Everybody's standing in one edition, by row, and the rows by rank.
struct Standings {
    by_row: Vec<Option<Standing>>,
    order: Vec<usize>,
}

fn standings(side: Side<'_>, both: impl Iterator<Item = usize>) -> Standings {
    let entries = &side.index.entries;
    let names: Vec<&str> = entries.iter().map(|e| e.developer.name.as_str()).collect();
    let places = rank(side.sheet, &names);
    let mut in_both = vec![false; entries.len()];
    both.for_each(|row| in_both[row] = true);
    let mut by_row = vec![None; entries.len()];
    let lows: Vec<Points> =
        places.iter().filter(|p| in_both[p.developer]).map(|p| p.total.low).collect();
    let mut better = 0;
    for place in &places {
        let low = place.total.low;
        // Places stand from the highest total down, and so do these.
        while lows.get(better).is_some_and(|other| *other > low) {
            better += 1;
        }
        let among_both = in_both[place.developer];
        by_row[place.developer] = Some(Standing {
            row: place.developer,
            total: place.total,
            rank: place.rank,
            tied: place.tied,
            rank_among_both: among_both.then_some(better + 1),
            tied_among_both: among_both && lows.get(better + 1) == Some(&low),
        });
    }
    Standings { by_row, order: places.iter().map(|place| place.developer).collect() }
}

/// What a pair of developers has on some comparable links.
pub fn comparable_in(
    comparison: &Comparison<'_>,
    pair: Pair,
    links: impl Iterator<Item = usize>,
) -> Comparable {
    let mut found = Comparable {
        indicators: 0,
        open: Vec::new(),
        out_of: Ratio::ZERO,
        old: Ratio::ZERO,
        new: Ratio::ZERO,
        gained: Vec::new(),
        lost: Vec::new(),
    };
    let (mut before, mut now) = (Points::ZERO, Points::ZERO);
    for link in links {
        let Some((old, new)) = comparison.decided(pair, link) else {
            found.open.push(link);
            continue;
        };
        found.indicators += 1;
        before += old;
        now += new;
        if let Some(by) = comparison.unit.step(old, new) {
            let moves = if by.sign().is_gt() { &mut found.gained } else { &mut found.lost };
            moves.push(Move { link, by });
        }
    }
    (found.old, found.new) = (comparison.unit.rescaled(before), now.exact());
    let most = comparison.new.index.catalog.out_of(found.indicators);
    found.out_of = most.exact();
    found
}
