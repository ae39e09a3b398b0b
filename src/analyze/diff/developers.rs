//! What did each developer gain and lose?

use crate::analyze::ranking::rank;
use crate::model::{Points, Ratio, Tally};

use super::pairs::{Pair, Regrouped};
use super::{Comparison, Side, Span};

/// Whether a developer is in both editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In both under one id.
    Stayed,
    /// In both, as one that took another's place.
    Succeeded,
    /// Of several that became one.
    Merged,
    /// Of one that became several.
    Split,
    /// Of several that became several others.
    Regrouped,
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
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Regrouped => "regrouped",
            Self::Joined => "joined",
            Self::Left => "left",
        }
    }

    /// What became of a group, as time went.
    fn of(group: &Regrouped, looks_back: bool) -> Self {
        let (mut before, mut now) = (group.old.len(), group.new.len());
        if looks_back {
            std::mem::swap(&mut before, &mut now);
        }
        match (before, now) {
            (_, 1) => Self::Merged,
            (1, _) => Self::Split,
            _ => Self::Regrouped,
        }
    }

    /// Whether it is of those who merged or split.
    #[must_use]
    pub fn is_regrouped(self) -> bool {
        matches!(self, Self::Merged | Self::Split | Self::Regrouped)
    }

    /// Where those of this status stand in a list: those compared with themselves first.
    #[must_use]
    pub fn order(self) -> usize {
        match self {
            Self::Stayed | Self::Succeeded => 0,
            Self::Merged | Self::Split | Self::Regrouped => 1,
            Self::Joined => 2,
            Self::Left => 3,
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
    pub rank: Option<usize>,
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

/// One developer in two editions. One that merged or split under the id it had is in both, and is not
/// compared with itself.
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

/// Every developer of both editions: those in the newer by rank, then those who left by theirs. Those
/// who merged or split stand together, where the best of them in the newer edition ranks.
pub fn developers(comparison: &Comparison<'_>) -> Vec<DeveloperChange> {
    let pairs = &comparison.pairs;
    let old = standings(comparison.old, pairs.both.iter().map(|pair| pair.old));
    let new = standings(comparison.new, pairs.both.iter().map(|pair| pair.new));
    let mut pair_of: Vec<Option<Pair>> = vec![None; new.by_row.len()];
    for pair in &pairs.both {
        pair_of[pair.new] = Some(*pair);
    }
    let groups = &pairs.regrouped;
    let olds = by_group(&old, groups.iter().map(|group| group.old.as_slice()));
    let news = by_group(&new, groups.iter().map(|group| group.new.as_slice()));
    let group_of = |row: usize| groups.iter().position(|group| group.new.contains(&row));
    let only = |status: Status, old: Option<Standing>, new: Option<Standing>| DeveloperChange {
        status,
        old,
        new,
        change: None,
        comparable: None,
    };
    let mut out = Vec::with_capacity(pairs.developers());
    for row in &new.order {
        let now = new.by_row[*row];
        let Some(pair) = pair_of[*row] else {
            let Some(at) = group_of(*row) else {
                out.push(only(Status::Joined, None, now));
                continue;
            };
            // With the first of them stand the others.
            if news[at].first() == Some(row) {
                let (group, status) =
                    (&groups[at], Status::of(&groups[at], comparison.looks_back()));
                out.extend(news[at].iter().map(|row| {
                    let same = group.same_old(*row).and_then(|same| old.by_row[same]);
                    only(status, same, new.by_row[*row])
                }));
                let gone = olds[at].iter().filter(|row| group.same_new(**row).is_none());
                out.extend(gone.map(|row| only(status, old.by_row[*row], None)));
            }
            continue;
        };
        let before = old.by_row[pair.old];
        out.push(DeveloperChange {
            status: if pair.succeeded { Status::Succeeded } else { Status::Stayed },
            old: before,
            new: now,
            change: before.zip(now).filter(both_rated).map(|(before, now)| {
                let old = |points| comparison.unit.before(points);
                let new = |points| comparison.unit.now(points);
                let before = Span { low: old(before.total.low), high: old(before.total.high) };
                Span { low: new(now.total.low), high: new(now.total.high) }.minus(before)
            }),
            comparable: Some(comparable_in(comparison, pair, comparison.comparable())),
        });
    }
    for row in old.order.iter().filter(|row| pairs.left.contains(row)) {
        out.push(only(Status::Left, old.by_row[*row], None));
    }
    out
}

/// Whether anything was rated on both sides: otherwise there is no change, not even an unknown one.
fn both_rated(sides: &(Standing, Standing)) -> bool {
    !sides.0.total.is_silent() && !sides.1.total.is_silent()
}

/// The rows of each group, by rank.
fn by_group<'a>(side: &Standings, groups: impl Iterator<Item = &'a [usize]>) -> Vec<Vec<usize>> {
    let mut place = vec![0; side.order.len()];
    side.order.iter().enumerate().for_each(|(at, row)| place[*row] = at);
    let sorted = groups.map(|rows| {
        let mut rows = rows.to_vec();
        rows.sort_by_key(|row| place[*row]);
        rows
    });
    sorted.collect()
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
    // Who was not rated at all has no rank, among whom ever.
    let ranked = places.iter().filter(|p| p.rank.is_some() && in_both[p.developer]);
    let lows: Vec<Points> = ranked.map(|p| p.total.low).collect();
    let mut better = 0;
    for place in &places {
        let low = place.total.low;
        // Places stand from the highest total down, and so do these.
        while lows.get(better).is_some_and(|other| *other > low) {
            better += 1;
        }
        let among_both = in_both[place.developer] && place.rank.is_some();
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
