//! Why did the mean move?
//!
//! With the means M over all developers of an edition and S over those in both,
//!
//! ```text
//! M₁ − M₀  =  (S₀ − M₀)  +  (M₁ − S₁)  +  (S₁ − S₀)
//!              who left      who joined    those in both
//! ```
//!
//! Where developers merged or split, they are in neither: with R over those in both and them,
//!
//! ```text
//! M₁ − M₀  =  (R₀ − M₀)  +  (M₁ − R₁)  +  (S₀ − R₀) + (R₁ − S₁)  +  (S₁ − S₀)
//!              who left      who joined    who merged or split       those in both
//! ```
//!
//! The last part is the sum, over the relations between the two catalogs, of the mean points on
//! their members now less those before. Nothing is left over: the parts sum to the change exactly.
//! Totals with different maxima are taken as points per 100.

use std::ops::Add;

use crate::analyze::scored::Scored;
use crate::model::crosswalk::Relation;
use crate::model::{Ratio, Span, Tally};

use super::pairs::Pair;
use super::{Comparison, Unit};

/// The change of the mean and its parts, in the comparison's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decomposition {
    /// Mean of the older edition.
    pub old: Ratio,
    /// Mean of the newer edition.
    pub new: Ratio,
    /// The change.
    pub total: Ratio,
    /// Because of who left.
    pub left: Ratio,
    /// Because of who joined.
    pub joined: Ratio,
    /// Mean of those who left, if anybody did.
    pub left_mean: Option<Ratio>,
    /// Mean of those who joined, if anybody did.
    pub joined_mean: Option<Ratio>,
    /// Because of who merged or split, if anybody did.
    pub regrouped: Option<Regroup>,
    /// Mean of those in both, before.
    pub stayed_old: Ratio,
    /// Mean of those in both, now.
    pub stayed_new: Ratio,
    /// Because of those in both, by relation.
    pub stayed: Stayed,
}

/// What those who merged or split do to the change of the mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regroup {
    /// Their mean before.
    pub old_mean: Ratio,
    /// Their mean now.
    pub new_mean: Ratio,
    /// The part of what they were before: the mean without them, less the mean with them.
    pub before: Ratio,
    /// The part of what they are now: the mean with them, less the mean without them.
    pub now: Ratio,
}

impl Regroup {
    /// Their part of the mean's change.
    #[must_use]
    pub fn change(self) -> Ratio {
        self.before + self.now
    }
}

/// The change of those in both editions, by the relation of what they were asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stayed {
    /// Their change.
    pub total: Ratio,
    /// On indicators that ask the same.
    pub kept: Moved,
    /// On those that ask the same thing differently.
    pub revised: Moved,
    /// On those that became several.
    pub split: Moved,
    /// On those that became one.
    pub merged: Moved,
    /// On indicators that are gone.
    pub dropped: Moved,
    /// On indicators that were added.
    pub added: Moved,
}

/// The mean points of those in both editions on the members of one relation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// On the older members.
    pub old: Ratio,
    /// On the newer members.
    pub new: Ratio,
    /// The most there could be on the older members.
    pub old_out_of: Ratio,
    /// The most there could be on the newer members.
    pub new_out_of: Ratio,
}

impl Moved {
    /// Both means as shares of what there could be; `None` of nothing.
    #[must_use]
    pub fn shares(self) -> [Option<Ratio>; 2] {
        [self.old.over(self.old_out_of), self.new.over(self.new_out_of)]
    }

    /// The part of the mean's change.
    #[must_use]
    pub fn change(self) -> Ratio {
        self.new - self.old
    }
}

impl Add for Moved {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            old: self.old + other.old,
            new: self.new + other.new,
            old_out_of: self.old_out_of + other.old_out_of,
            new_out_of: self.new_out_of + other.new_out_of,
        }
    }
}

impl Stayed {
    /// On all that neither side shares with the other one to one.
    #[must_use]
    pub fn replaced(&self) -> Moved {
        self.split + self.merged + self.dropped + self.added
    }

    /// The parts by name.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, Moved); 6] {
        [
            ("kept", self.kept),
            ("revised", self.revised),
            ("split", self.split),
            ("merged", self.merged),
            ("dropped", self.dropped),
            ("added", self.added),
        ]
    }
}

/// Why there is no decomposition. Those of whom nothing was rated are in no mean, and do not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecomposed {
    /// So many answers are open: the means are ranges.
    Open(usize),
    /// Nobody who was rated is in both editions.
    NobodyInBoth,
    /// Scores are no sums of points.
    NoSums,
}

/// Decomposes the change of the mean.
///
/// # Errors
/// When a mean is not known, or nobody is in both editions.
pub fn decompose(comparison: &Comparison<'_>) -> Result<Decomposition, Undecomposed> {
    let (old, new, pairs) = (comparison.old, comparison.new, &comparison.pairs);
    if !old.is_additive() || !new.is_additive() {
        return Err(Undecomposed::NoSums);
    }
    let open = old.open(old.everybody()) + new.open(new.everybody());
    // Who is in both and was rated in one alone would neither join nor leave.
    let half = |pair: &&Pair| old.counts(pair.old) != new.counts(pair.new);
    let halves = pairs.both.iter().filter(half).map(|pair| {
        let silent = if old.counts(pair.old) { new.total(pair.new) } else { old.total(pair.old) };
        silent.undecided()
    });
    let open = open + halves.sum::<usize>();
    if open > 0 {
        return Err(Undecomposed::Open(open));
    }
    let before = |rows: &[usize], members: Option<&[usize]>| {
        mean(comparison.unit, old, rows, members, |tally| tally.points)
    };
    let now = |rows: &[usize], members: Option<&[usize]>| {
        mean(comparison.unit, new, rows, members, |tally| tally.points)
    };
    let old_rows: Vec<usize> = pairs.both.iter().map(|pair| pair.old).collect();
    let new_rows: Vec<usize> = pairs.both.iter().map(|pair| pair.new).collect();
    let olds: Vec<usize> = pairs.regrouped.iter().flat_map(|group| group.old.clone()).collect();
    let news: Vec<usize> = pairs.regrouped.iter().flat_map(|group| group.new.clone()).collect();
    let all = |scored: &Scored<'_>| -> Vec<usize> { scored.everybody().collect() };
    let means = || {
        let (mean, mean_now) = (before(&all(old), None)?, now(&all(new), None)?);
        Some((mean, mean_now, before(&old_rows, None)?, now(&new_rows, None)?))
    };
    let Some((old, new, stayed_old, stayed_new)) = means() else {
        return Err(Undecomposed::NobodyInBoth);
    };
    let with_old = before(&[old_rows.as_slice(), &olds].concat(), None).unwrap_or_default();
    let with_new = now(&[new_rows.as_slice(), &news].concat(), None).unwrap_or_default();
    let regrouped = before(&olds, None).zip(now(&news, None)).map(|(old_mean, new_mean)| Regroup {
        old_mean,
        new_mean,
        before: stayed_old - with_old,
        now: with_new - stayed_new,
    });
    let part = |wanted: fn(Relation) -> bool| {
        let links = comparison.links.iter().filter(|link| wanted(link.relation));
        let (mut lost, mut won) = (Vec::new(), Vec::new());
        for link in links {
            lost.extend_from_slice(&link.from);
            won.extend_from_slice(&link.to);
        }
        let most = |scored, rows: &[usize], members: &[usize]| {
            mean(comparison.unit, scored, rows, Some(members), |tally| Span::exactly(tally.out_of))
        };
        Moved {
            old: before(&old_rows, Some(&lost)).unwrap_or_default(),
            new: now(&new_rows, Some(&won)).unwrap_or_default(),
            old_out_of: most(comparison.old, &old_rows, &lost).unwrap_or_default(),
            new_out_of: most(comparison.new, &new_rows, &won).unwrap_or_default(),
        }
    };
    Ok(Decomposition {
        old,
        new,
        total: new - old,
        left: with_old - old,
        joined: new - with_new,
        left_mean: before(&pairs.left, None),
        joined_mean: now(&pairs.joined, None),
        regrouped,
        stayed_old,
        stayed_new,
        stayed: Stayed {
            total: stayed_new - stayed_old,
            kept: part(|r| r == Relation::Kept),
            revised: part(|r| matches!(r, Relation::Revised(_))),
            split: part(|r| r == Relation::Split),
            merged: part(|r| r == Relation::Merged),
            dropped: part(|r| r == Relation::Dropped),
            added: part(|r| r == Relation::Added),
        },
    })
}

/// The mean of some developers that count, on some indicators or all, in the comparison's unit.
fn mean(
    unit: Unit,
    scored: &Scored<'_>,
    rows: &[usize],
    members: Option<&[usize]>,
    of: fn(&Tally) -> Span,
) -> Option<Ratio> {
    let counted: Vec<usize> = scored.counted(rows.iter().copied()).collect();
    let points = |row: &usize| {
        let total = scored.total(*row);
        let found = members.map_or(*total, |members| scored.tally(*row, members));
        Some(unit.points(of(&found), total)?.low)
    };
    let sum: Ratio = counted.iter().filter_map(points).sum();
    sum.per(counted.len())
}
