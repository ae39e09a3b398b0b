//! What did each developer gain and lose?

use crate::analyze::ranking::Rank;
use crate::analyze::scored::Scored;
use crate::model::{Points, Ratio, Span, Tally};

use super::pairs::{Pair, Regrouped};
use super::{Compared, Comparison, Unit};

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

/// A developer's score and rank in one edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Row of the scoresheet.
    pub row: usize,
    /// All its points.
    pub total: Tally,
    /// The score, if anything was rated.
    pub score: Option<Span>,
    /// The most it could be, of what applies to it.
    pub out_of: Ratio,
    /// The same in the comparison's unit.
    pub in_unit: Option<Span>,
    /// Rank among all of the edition.
    pub rank: Option<Rank>,
    /// Rank among those who are in both editions: what it would have been without entrants, or
    /// without those who left. `None` for those who are not.
    pub rank_among_both: Option<Rank>,
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    let old = standings(comparison.unit, comparison.old, pairs.both.iter().map(|pair| pair.old));
    let new = standings(comparison.unit, comparison.new, pairs.both.iter().map(|pair| pair.new));
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
            change: comparison.change(pair),
            comparable: Some(comparable_in(comparison, pair, comparison.comparable())),
        });
    }
    for row in old.order.iter().filter(|row| pairs.left.contains(row)) {
        out.push(only(Status::Left, old.by_row[*row], None));
    }
    out
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

fn standings(unit: Unit, scored: &Scored<'_>, both: impl Iterator<Item = usize>) -> Standings {
    let among_both = scored.ranks_among(both);
    let mut by_row = vec![None; scored.index.entries.len()];
    for place in scored.places() {
        by_row[place.developer] = Some(Standing {
            row: place.developer,
            total: place.total,
            score: place.score,
            out_of: place.out_of,
            in_unit: unit.score(scored, place.developer),
            rank: place.rank,
            rank_among_both: among_both[place.developer],
        });
    }
    Standings { by_row, order: scored.places().iter().map(|place| place.developer).collect() }
}

/// What a pair of developers has on some comparable links.
pub fn comparable_in(
    comparison: &Comparison<'_>,
    pair: Pair,
    links: impl Iterator<Item = usize>,
) -> Comparable {
    let mut found = Comparable::default();
    // What counts alike on both sides is summed without fractions.
    let (mut before, mut now, mut most) = (Points::ZERO, Points::ZERO, Points::ZERO);
    for link in links {
        let (old, new) = match comparison.compared(pair, link) {
            Compared::Outside => continue,
            Compared::Open => {
                found.open.push(link);
                continue;
            }
            Compared::Points(old, new) => (old, new),
        };
        found.indicators += 1;
        let by = if let Some(best) = comparison.plain(link) {
            (before, now, most) = (before + old, now + new, most + best);
            if old == new {
                continue;
            }
            (new - old).exact()
        } else {
            let (old, new) = comparison.on_newer_scale(link, old, new);
            (found.old, found.new) = (found.old + old, found.new + new);
            found.out_of = found.out_of + comparison.out_of([link]);
            new - old
        };
        match by.sign() {
            std::cmp::Ordering::Greater => found.gained.push(Move { link, by }),
            std::cmp::Ordering::Less => found.lost.push(Move { link, by }),
            std::cmp::Ordering::Equal => {}
        }
    }
    found.old = found.old + before.exact();
    found.new = found.new + now.exact();
    found.out_of = found.out_of + most.exact();
    found
}
