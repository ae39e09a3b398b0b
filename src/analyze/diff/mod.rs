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
pub mod left;
pub mod pairs;
pub mod parts;
mod succession;
pub mod traits;

use crate::analyze::scored::Scored;
use crate::model::crosswalk::{Published, Relation};
use crate::model::{Cell, Crosswalk, Points, Ratio, Span, Tally};

use pairs::{Link, Pairs};

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
    pub old: &'a Scored<'a>,
    /// The edition looked at.
    pub new: &'a Scored<'a>,
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
    /// Of each comparable link, the most it gives where points are the same on both sides.
    plain: Vec<Option<Points>>,
}

/// The unit of scores and means: points where everybody in both editions can have the same, else
/// points per 100 of what applies to a developer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Whether it is points per 100.
    pub per_hundred: bool,
}

impl Unit {
    fn of(old: &Scored<'_>, new: &Scored<'_>) -> Self {
        let most = new.out_of();
        let other = |scored: &Scored<'_>| {
            let of = |row: usize| scored.index.catalog.method.out_of(scored.total(row).out_of);
            scored.counted(scored.everybody()).any(|row| of(row) != most)
        };
        Self { per_hundred: old.out_of() != most || other(old) || other(new) }
    }

    /// Points of a developer in this unit, by all its points.
    pub fn points(self, points: Span, total: &Tally) -> Option<Span> {
        if self.per_hundred {
            return Some(points.of(total.out_of)?.times(Ratio::HUNDRED));
        }
        Some(points)
    }

    /// The score of a developer in this unit, if it has one.
    pub fn score(self, scored: &Scored<'_>, row: usize) -> Option<Span> {
        let score = scored.score(row)?;
        if !scored.is_additive() {
            return Some(score);
        }
        self.points(score, scored.total(row))
    }
}

/// What a comparable answer comes to on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Points on both, each on its own scale.
    Points(Points, Points),
    /// One or both are not decided.
    Open,
    /// It does not apply to the developer on one side or both, or is not scored.
    Outside,
}

impl<'a> Comparison<'a> {
    /// Puts two editions side by side by a crosswalk from the older one's catalog to the newer's.
    pub fn new(
        old: &'a Scored<'a>,
        new: &'a Scored<'a>,
        crosswalk: &Crosswalk,
        basis: Basis,
    ) -> Self {
        let links = pairs::links(crosswalk, &old.index.catalog, &new.index.catalog);
        let pairs = pairs::pairs(old.index, new.index);
        let published_by = crosswalk.published_by.clone();
        let plain = links.iter().map(|link| plain(old, new, link)).collect();
        Self { old, new, links, published_by, pairs, basis, unit: Unit::of(old, new), plain }
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

    /// The mean score of each edition over everybody that counts, in the comparison's unit.
    pub fn means(&self) -> [Option<Span>; 2] {
        [self.old, self.new].map(|scored| self.mean(scored, scored.everybody()))
    }

    /// The mean score of some developers of one side that count, in the comparison's unit.
    pub fn mean(&self, scored: &Scored<'_>, rows: impl IntoIterator<Item = usize>) -> Option<Span> {
        Span::mean(rows.into_iter().filter_map(|row| self.unit.score(scored, row)))
    }

    /// The change of a pair's score in the comparison's unit, if both have one.
    pub fn change(&self, pair: pairs::Pair) -> Option<Span> {
        let (before, now) =
            (self.unit.score(self.old, pair.old), self.unit.score(self.new, pair.new));
        Some(now?.minus(before?))
    }

    /// Both cells of a pair of developers on a comparable link.
    fn cells(&self, pair: pairs::Pair, link: usize) -> Option<(Cell, Cell)> {
        let link = &self.links[link];
        let old = self.old.cell(pair.old, *link.from.first()?);
        let new = self.new.cell(pair.new, *link.to.first()?);
        Some((old, new))
    }

    /// What a pair of developers has on a comparable link.
    pub fn compared(&self, pair: pairs::Pair, link: usize) -> Compared {
        match self.cells(pair, link) {
            Some((Cell::Rated(old), Cell::Rated(new))) => Compared::Points(old, new),
            Some((old, new)) if is_asked(old) && is_asked(new) => Compared::Open,
            _ => Compared::Outside,
        }
    }

    /// The most a comparable link gives, where points are the same on both sides.
    pub(super) fn plain(&self, link: usize) -> Option<Points> {
        self.plain[link]
    }

    /// Points of both sides of a comparable link on the newer scale, with the newer weight.
    pub fn on_newer_scale(&self, link: usize, old: Points, new: Points) -> (Ratio, Ratio) {
        let link = &self.links[link];
        let column = |scored: &'a Scored<'a>, members: &[usize]| {
            members.first().map(|at| &scored.sheet.columns[*at])
        };
        match (column(self.old, &link.from), column(self.new, &link.to)) {
            (Some(from), Some(to)) => (to.rescaled(from, old), to.adds(new)),
            _ => (old.exact(), new.exact()),
        }
    }

    /// The most that comparable links can give on the newer scale.
    pub fn out_of(&self, links: impl IntoIterator<Item = usize>) -> Ratio {
        let member = |link: usize| self.links[link].to.first().copied();
        self.new.sheet.out_of(links.into_iter().filter_map(member))
    }
}

fn plain(old: &Scored<'_>, new: &Scored<'_>, link: &Link) -> Option<Points> {
    let from = &old.sheet.columns[*link.from.first()?];
    let to = &new.sheet.columns[*link.to.first()?];
    to.is_plainly(from).then(|| to.scale.bounds().1)
}

fn is_asked(cell: Cell) -> bool {
    matches!(cell, Cell::Rated(_) | Cell::Open(..))
}
