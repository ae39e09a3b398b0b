//! What changed between two editions, for whom, and how much of it can be compared?
//!
//! - [`pairs`]: which developers and indicators of the two belong together;
//! - [`developers`]: what each developer gained and lost;
//! - [`indicators`]: who gained and lost each indicator;
//! - [`parts`]: how means moved, by domain, subdomain or theme;
//! - [`groups`]: how means of groups of developers moved;
//! - [`decomposition`]: why the mean moved;
//! - [`traits`]: what else changed about those in both, besides what they disclosed;
//! - [`answers`]: which words stand behind a score, where they changed.
//!
//! Raw change never stands alone: beside it stands the change on what is comparable, which is the
//! indicators [`Basis`] lets in, for developers in both editions, where both answers are decided.

pub mod answers;
pub mod decomposition;
pub mod developers;
pub mod groups;
pub mod indicators;
pub mod pairs;
pub mod parts;
mod succession;
pub mod traits;

use crate::model::crosswalk::{Published, Relation};
use crate::model::{Cell, Crosswalk, Index, Points, Ratio, Scoresheet};

use pairs::{Link, Pairs};

/// One edition with the points of one rater.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What was scored.
    pub index: &'a Index,
    /// Its points.
    pub sheet: &'a Scoresheet,
}

/// Which indicators count as comparable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Also those that ask the same thing differently.
    pub revised: bool,
}

impl Basis {
    /// Whether points on both sides of this relation may be compared one to one.
    #[must_use]
    pub fn admits(self, relation: Relation) -> bool {
        match relation {
            Relation::Kept => true,
            Relation::Revised(_) => self.revised,
            _ => false,
        }
    }
}

/// Two editions side by side.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The edition compared with.
    pub old: Side<'a>,
    /// The edition looked at.
    pub new: Side<'a>,
    /// Every indicator of both, once.
    pub links: Vec<Link>,
    /// Who published what became of indicators, where somebody did.
    pub published_by: Option<Published>,
    /// Every developer of both, once.
    pub pairs: Pairs,
    /// What counts as comparable.
    pub basis: Basis,
    /// In what unit totals are compared.
    pub unit: Unit,
}

/// The unit of totals and means: points where both editions can give the same, else points per 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What a point of the older edition is in it.
    old: Ratio,
    /// What a point of the newer edition is in it.
    new: Ratio,
    /// What a point of the older scale is on the newer scale.
    scale: Ratio,
    /// Whether it is points per 100.
    pub per_hundred: bool,
}

impl Unit {
    /// `per_hundred` is false when both totals have the same maximum.
    fn of(old: Side<'_>, new: Side<'_>) -> Self {
        let most = |side: Side<'_>| side.index.catalog.out_of(side.sheet.indicators);
        let top = |side: Side<'_>| side.sheet.bounds.1;
        let per_hundred = most(old) != most(new);
        let factor = |side| {
            let share = Points::whole(100).of(most(side)).filter(|_| per_hundred);
            share.unwrap_or(Ratio::ONE)
        };
        let scale = top(new).of(top(old)).unwrap_or(Ratio::ONE);
        Self { old: factor(old), new: factor(new), scale, per_hundred }
    }

    /// Points of the older edition in this unit.
    pub fn before(self, points: Points) -> Ratio {
        points.exact() * self.old
    }

    /// Points of the newer edition in this unit.
    pub fn now(self, points: Points) -> Ratio {
        points.exact() * self.new
    }

    /// Points of the older edition on the scale of the newer: the same, where both give the same
    /// for one answer.
    pub fn rescaled(self, points: Points) -> Ratio {
        points.exact() * self.scale
    }

    /// How far one answer's points moved, on the newer scale; `None` where they did not.
    fn step(self, old: Points, new: Points) -> Option<Ratio> {
        // Most cells did not move, and most scales are the same: neither needs fractions.
        if old == new && self.scale == Ratio::ONE {
            return None;
        }
        Some(new.exact() - self.rescaled(old)).filter(|by| *by != Ratio::ZERO)
    }
}

/// A value that is only known to lie between two ends where answers are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The least it can be.
    pub low: Ratio,
    /// The most it can be.
    pub high: Ratio,
}

impl Span {
    /// The value, if it is known.
    #[must_use]
    pub fn known(self) -> Option<Ratio> {
        (self.low == self.high).then_some(self.low)
    }

    /// How much this is above another: from the least to the most it can be.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self { low: self.low - other.high, high: self.high - other.low }
    }
}

impl<'a> Comparison<'a> {
    /// Puts two editions side by side by a crosswalk from the older one's catalog to the newer's.
    pub fn new(old: Side<'a>, new: Side<'a>, crosswalk: &Crosswalk, basis: Basis) -> Self {
        let links = pairs::links(crosswalk, &old.index.catalog, &new.index.catalog);
        let pairs = pairs::pairs(old.index, new.index);
        let published_by = crosswalk.published_by.clone();
        Self { old, new, links, published_by, pairs, basis, unit: Unit::of(old, new) }
    }

    /// Whether the older edition, as it is called here, is the later one in time.
    pub fn looks_back(&self) -> bool {
        self.old.index.edition.date > self.new.index.edition.date
    }

    /// Rows of the older edition that are looked at: those in both, those who left, and those who
    /// merged or split.
    pub fn old_rows(&self) -> Vec<usize> {
        let both = self.pairs.both.iter().map(|pair| pair.old);
        let regrouped = self.pairs.regrouped.iter().flat_map(|group| &group.old);
        let others = self.pairs.left.iter().chain(regrouped).copied();
        let mut rows: Vec<usize> = both.chain(others).collect();
        rows.sort_unstable();
        rows
    }

    /// Rows of the newer edition that are looked at: those in both, those who joined, and those who
    /// merged or split.
    pub fn new_rows(&self) -> Vec<usize> {
        let both = self.pairs.both.iter().map(|pair| pair.new);
        let regrouped = self.pairs.regrouped.iter().flat_map(|group| &group.new);
        let others = self.pairs.joined.iter().chain(regrouped).copied();
        let mut rows: Vec<usize> = both.chain(others).collect();
        rows.sort_unstable();
        rows
    }

    /// Positions of the links whose points may be compared one to one.
    pub fn comparable(&self) -> impl Iterator<Item = usize> + '_ {
        let admitted = |at: &usize| self.basis.admits(self.links[*at].relation);
        (0..self.links.len()).filter(admitted)
    }

    /// Whether both editions asked the same questions throughout, so that totals are comparable.
    pub fn asks_the_same(&self) -> bool {
        self.links.iter().all(|link| link.relation == Relation::Kept)
    }

    /// How many indicators of the newer edition ask the same as before, and how many the same thing
    /// differently.
    pub fn alike(&self) -> [usize; 2] {
        let count = |wanted: fn(Relation) -> bool| {
            self.links.iter().filter(|link| wanted(link.relation)).count()
        };
        [count(|r| r == Relation::Kept), count(|r| matches!(r, Relation::Revised(_)))]
    }

    /// Whether nobody joined or left, so that both editions scored the same developers.
    pub fn scores_the_same(&self) -> bool {
        let pairs = &self.pairs;
        pairs.left.is_empty() && pairs.joined.is_empty() && pairs.regrouped.is_empty()
    }

    /// Both cells of a pair of developers on a comparable link.
    fn cells(&self, pair: pairs::Pair, link: usize) -> Option<(Cell, Cell)> {
        let link = &self.links[link];
        let old = self.old.sheet.row(pair.old)[*link.from.first()?];
        let new = self.new.sheet.row(pair.new)[*link.to.first()?];
        Some((old, new))
    }

    /// The points of a pair of developers on a comparable link, each on its own scale; `None` where
    /// one of the answers is not decided.
    pub fn decided(&self, pair: pairs::Pair, link: usize) -> Option<(Points, Points)> {
        match self.cells(pair, link)? {
            (Cell::Rated(old), Cell::Rated(new)) => Some((old, new)),
            _ => None,
        }
    }
}
