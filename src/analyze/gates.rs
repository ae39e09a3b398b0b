//! Which gates does a comparison not pass?

use crate::model::crosswalk::Relation;
use crate::model::gate::{Breach, Gate, Key, Limit, Seen};
use crate::model::{Cell, Id, Points, Ratio};

use super::breakdown::By;
use super::diff::developers::{Comparable, DeveloperChange, Move};
use super::diff::parts::{PartChange, PartMeans, parts};
use super::diff::{Comparison, Side};

/// What totals, means and ranks are judged by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// Only what is comparable.
    #[default]
    Comparable,
    /// Everything, whatever was asked.
    All,
}

/// A comparison and what is judged of it.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The developers to judge, compared.
    pub comparison: &'a Comparison<'a>,
    /// The same, one by one.
    pub developers: &'a [DeveloperChange],
    /// What totals are judged by.
    pub basis: Basis,
}

/// The breaches of one gate, the largest first.
pub fn breaches(judged: Judged<'_>, limit: Limit) -> Vec<Breach> {
    let mut found = match limit.gate {
        Gate::LostPoints => judged.lost_points(),
        Gate::ScoreDrop => judged.score_drops(),
        Gate::MeanDrop => judged.part_drops(limit.gate, By::Total),
        Gate::DomainDrop => judged.part_drops(limit.gate, By::Domain),
        Gate::ThemeDrop => judged.part_drops(limit.gate, By::Theme),
        Gate::RankDrop => judged.rank_drops(),
        Gate::UnmetIndicator => judged.unmet_indicators(),
        Gate::DeveloperVanished => judged.vanished(),
        Gate::DefinitionChanged => judged.definitions(),
        Gate::Undecided => judged.undecided(),
        Gate::MinScore | Gate::MinDomain | Gate::Require => Vec::new(),
    };
    found.retain(|breach| breach.by > limit.above.exact());
    largest_first(&mut found);
    found
}

impl<'a> Judged<'a> {
    fn newer(&self) -> Side<'a> {
        self.comparison.new
    }

    /// The developer of a row of the newer edition.
    fn developer(&self, row: usize) -> (&'a Id, &'a str) {
        let developer = &self.newer().index.entries[row].developer;
        (&developer.id, &developer.name)
    }

    /// The newer position of a comparable link.
    fn position(&self, link: usize) -> usize {
        // A comparable link has one member on each side.
        self.comparison.links[link].to.first().copied().unwrap_or_default()
    }

    /// Everybody in both editions: the row in the newer, and what is comparable.
    fn in_both(&self) -> impl Iterator<Item = (usize, &'a DeveloperChange, &'a Comparable)> {
        let both = self.developers.iter();
        both.filter_map(|change| Some((change.new?.row, change, change.comparable.as_ref()?)))
    }

    fn lost_points(&self) -> Vec<Breach> {
        let mut found = Vec::new();
        for (row, change, comparable) in self.in_both() {
            for Move { link, by } in &comparable.lost {
                let at = self.position(*link);
                let (id, name) = self.developer(row);
                let indicator = &self.newer().index.catalog.indicators[at];
                let from = &self.comparison.links[*link].from;
                let before = change.old.zip(from.first());
                let before = before.map(|(old, at)| self.comparison.old.sheet.row(old.row)[*at]);
                let scores = [before, Some(self.newer().sheet.row(row)[at])].map(word);
                found.push(Breach {
                    key: key(Gate::LostPoints, Some(id), Some(&indicator.id)),
                    by: Ratio::ZERO - *by,
                    message: format!(
                        "{name} lost points on {}: {} → {}",
                        indicator.name, scores[0], scores[1]
                    ),
                    seen: Seen::New(row, Some(at)),
                });
            }
        }
        found
    }

    fn score_drops(&self) -> Vec<Breach> {
        let drop = |(row, change, comparable): (usize, &DeveloperChange, &Comparable)| {
            let (id, name) = self.developer(row);
            let (by, of) = match self.basis {
                Basis::Comparable => (comparable.change(), on(comparable.indicators)),
                Basis::All => (change.change?.known()?, "in total".to_owned()),
            };
            Some(Breach {
                key: key(Gate::ScoreDrop, Some(id), None),
                by: Ratio::ZERO - by,
                message: format!("the score of {name} dropped by {} {of}", less(by)),
                seen: Seen::New(row, None),
            })
        };
        self.in_both().filter_map(drop).collect()
    }

    fn part_drops(&self, gate: Gate, by: By) -> Vec<Breach> {
        let drop = |part: PartChange| {
            let (change, of) = match self.basis {
                Basis::Comparable => {
                    let found = &part.comparable;
                    (found.new? - found.old?, on(found.links.len()))
                }
                Basis::All => (raw(&part)?, "per 100, over all developers".to_owned()),
            };
            let what = match by {
                By::Total => "the mean score".to_owned(),
                _ => format!("the mean of {} ({})", part.name, by.as_str()),
            };
            Some(Breach {
                key: key(gate, None, (by != By::Total).then_some(&part.id)),
                by: Ratio::ZERO - change,
                message: format!("{what} dropped by {} {of}", less(change)),
                seen: Seen::Edition,
            })
        };
        parts(self.comparison, by).into_iter().filter_map(drop).collect()
    }

    fn rank_drops(&self) -> Vec<Breach> {
        let ranks: Vec<(usize, usize, usize)> = match self.basis {
            Basis::All => {
                let both = self.developers.iter();
                both.filter_map(|d| Some((d.new?.row, d.old?.rank, d.new?.rank))).collect()
            }
            Basis::Comparable => {
                // With an open answer a place is not known, neither one's own nor others'.
                let known: Vec<_> =
                    self.in_both().filter(|(_, _, found)| found.open.is_empty()).collect();
                let rank = |mine: Ratio, of: fn(&Comparable) -> Ratio| {
                    1 + known.iter().filter(|(_, _, other)| of(other) > mine).count()
                };
                let place = |(row, _, found): &(usize, &DeveloperChange, &Comparable)| {
                    (*row, rank(found.old, |c| c.old), rank(found.new, |c| c.new))
                };
                known.iter().map(place).collect()
            }
        };
        let among = match self.basis {
            Basis::Comparable => "among those in both editions, on what is comparable",
            Basis::All => "among all",
        };
        let drop = |(row, old, new): (usize, usize, usize)| {
            let by =
                Points::whole(i32::try_from(new).ok()?) - Points::whole(i32::try_from(old).ok()?);
            let (id, name) = self.developer(row);
            Some(Breach {
                key: key(Gate::RankDrop, Some(id), None),
                by: by.exact(),
                message: format!("{name} fell from rank {old} to {new} {among}"),
                seen: Seen::New(row, None),
            })
        };
        ranks.into_iter().filter_map(drop).collect()
    }

    fn unmet_indicators(&self) -> Vec<Breach> {
        let comparison = self.comparison;
        let full = |side: Side<'_>, row: usize, at: usize| {
            side.sheet.row(row)[at] == Cell::Rated(side.sheet.bounds.1)
        };
        let unmet = |link: usize| {
            let from = comparison.links[link].from.first()?;
            let at = self.position(link);
            let before = comparison.pairs.both.iter();
            let before = before.filter(|pair| full(comparison.old, pair.old, *from)).count();
            let rated = |cell: Cell| matches!(cell, Cell::Rated(_));
            let nobody = comparison.new.sheet.column(at).all(rated)
                && !(0..comparison.new.sheet.developers.len())
                    .any(|row| full(comparison.new, row, at));
            (before > 0 && nobody).then(|| {
                let indicator = &self.newer().index.catalog.indicators[at];
                Breach {
                    key: key(Gate::UnmetIndicator, None, Some(&indicator.id)),
                    by: count(before),
                    message: format!("nobody meets {} any more; {before} did", indicator.name),
                    seen: Seen::Card(at),
                }
            })
        };
        comparison.comparable().filter_map(unmet).collect()
    }

    fn vanished(&self) -> Vec<Breach> {
        let gone = |row: &usize| {
            let old = self.comparison.old.index;
            let developer = &old.entries[*row].developer;
            Breach {
                key: key(Gate::DeveloperVanished, Some(&developer.id), None),
                by: Ratio::ONE,
                message: format!("{} is gone, and nobody took its place", developer.name),
                seen: Seen::Old(*row),
            }
        };
        self.comparison.pairs.left.iter().map(gone).collect()
    }

    fn definitions(&self) -> Vec<Breach> {
        let links = self.comparison.links.iter();
        // A change nobody described is one between versions of a card.
        let changed = links.filter(|link| link.relation == Relation::Revised(None));
        changed
            .filter_map(|link| {
                let at = *link.to.first()?;
                let indicator = &self.newer().index.catalog.indicators[at];
                Some(Breach {
                    key: key(Gate::DefinitionChanged, None, Some(&indicator.id)),
                    by: Ratio::ONE,
                    message: format!("{} asks or earns something else now", indicator.name),
                    seen: Seen::Card(at),
                })
            })
            .collect()
    }

    fn undecided(&self) -> Vec<Breach> {
        let mut found = Vec::new();
        for (row, change, comparable) in self.in_both() {
            for link in &comparable.open {
                let at = self.position(*link);
                let before = change.old.zip(self.comparison.links[*link].from.first());
                let before = before.map(|(old, at)| self.comparison.old.sheet.row(old.row)[*at]);
                let now = self.newer().sheet.row(row)[at];
                if matches!(now, Cell::Rated(_)) || !matches!(before, Some(Cell::Rated(_))) {
                    continue;
                }
                let (id, name) = self.developer(row);
                let indicator = &self.newer().index.catalog.indicators[at];
                let scores = [before, Some(now)].map(word);
                found.push(Breach {
                    key: key(Gate::Undecided, Some(id), Some(&indicator.id)),
                    by: Ratio::ONE,
                    message: format!(
                        "the answer of {name} on {} is no longer decided: {} → {}",
                        indicator.name, scores[0], scores[1]
                    ),
                    seen: Seen::New(row, Some(at)),
                });
            }
        }
        found
    }
}

/// The largest first; of equals, in the order of their keys.
pub(super) fn largest_first(found: &mut [Breach]) {
    found.sort_by(|a, b| b.by.cmp(&a.by).then_with(|| a.key.cmp(&b.key)));
}

pub(super) fn key(gate: Gate, developer: Option<&Id>, subject: Option<&Id>) -> Key {
    Key { gate, developer: developer.cloned(), subject: subject.cloned() }
}

fn count(n: usize) -> Ratio {
    Points::whole(i32::try_from(n).unwrap_or(i32::MAX)).exact()
}

/// The size of a drop, for people.
fn less(change: Ratio) -> String {
    let drop = Ratio::ZERO - change;
    let points = drop.whole().map_or_else(|| drop.rounded(1), |whole| whole.to_string());
    format!("{points} {}", if points == "1" { "point" } else { "points" })
}

fn on(indicators: usize) -> String {
    let s = if indicators == 1 { "" } else { "s" };
    format!("on {indicators} comparable indicator{s}")
}

fn word(cell: Option<Cell>) -> String {
    cell.unwrap_or(Cell::Unrated).to_string()
}

/// The raw change of a part's mean over everybody, in points per 100 of what the part can give;
/// `None` where the part is in one edition only, or a mean is a range.
fn raw(part: &PartChange) -> Option<Ratio> {
    let share = |means: PartMeans| {
        let mean = means.all.filter(|mean| mean.low == mean.high)?;
        Some(mean.low * Points::whole(100).of(means.out_of)?)
    };
    Some(share(part.new?)? - share(part.old?)?)
}
