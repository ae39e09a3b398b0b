//! Which gates does a comparison not pass?

use crate::model::crosswalk::Relation;
use crate::model::gate::{Breach, Gate, Key, Limit, Seen};
use crate::model::{Cell, Id, Ratio, Span};
use crate::text::words::counted;

mod said;

use self::said::{count, least, less, on, raw};
use super::asked;
use super::breakdown::By;
use super::diff::Comparison;
use super::diff::developers::{Comparable, DeveloperChange, Move};
use super::diff::left::left;
use super::diff::parts::{PartChange, parts};
use super::names;
use super::scored::Scored;

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
    /// Both editions with the developers to judge.
    pub comparison: &'a Comparison<'a>,
    /// Every developer of both editions, judged or not: ranks are among all.
    pub developers: &'a [DeveloperChange],
    /// What totals are judged by.
    pub basis: Basis,
}

/// Why a gate cannot be judged: there is nothing that could breach it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unjudged {
    /// None of the developers to judge is in both editions.
    NobodyInBoth,
    /// The editions share no comparable indicator.
    NothingComparable,
    /// No answer is decided on both sides.
    NothingDecided,
}

/// Why a gate cannot be judged, if it cannot. A gate that holds because there was nothing to judge
/// would say more than is known.
pub fn unjudged(judged: Judged<'_>, gate: Gate) -> Option<Unjudged> {
    let of_totals = matches!(
        gate,
        Gate::ScoreDrop | Gate::RankDrop | Gate::MeanDrop | Gate::DomainDrop | Gate::ThemeDrop
    );
    let of_everybody = matches!(gate, Gate::MeanDrop | Gate::DomainDrop | Gate::ThemeDrop);
    let raw = of_totals && judged.basis == Basis::All;
    let comparison = judged.comparison;
    let empty = |scored: &Scored<'_>| !scored.everybody().any(|row| scored.total(row).rated > 0);
    match gate {
        Gate::DeveloperVanished
        | Gate::DefinitionChanged
        | Gate::Regrouped
        | Gate::IndicatorVanished
        | Gate::Unlocked => None,
        _ if comparison.pairs.both.is_empty() && !(raw && of_everybody) => {
            Some(Unjudged::NobodyInBoth)
        }
        _ if raw => {
            let sides = [comparison.old, comparison.new];
            sides.into_iter().any(empty).then_some(Unjudged::NothingDecided)
        }
        _ if comparison.comparable().next().is_none() => Some(Unjudged::NothingComparable),
        Gate::Undecided | Gate::NewlyNotApplicable => None,
        _ => {
            let none = judged.in_both().all(|(_, _, found)| found.indicators == 0);
            none.then_some(Unjudged::NothingDecided)
        }
    }
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
        Gate::NewlyNotApplicable => judged.newly_not_applicable(),
        Gate::Regrouped => judged.regrouped(),
        Gate::IndicatorVanished => judged.vanished_indicators(),
        // These do not look at a comparison of points.
        Gate::Unlocked | Gate::MinScore | Gate::MinDomain | Gate::Require => Vec::new(),
    };
    found.retain(|breach| breach.by > limit.above.exact());
    largest_first(&mut found);
    found
}

impl<'a> Judged<'a> {
    fn newer(&self) -> &'a Scored<'a> {
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
    fn everybody(&self) -> impl Iterator<Item = (usize, &'a DeveloperChange, &'a Comparable)> {
        let both = self.developers.iter();
        both.filter_map(|change| Some((change.new?.row, change, change.comparable.as_ref()?)))
    }

    /// Those of them that are judged.
    fn in_both(&self) -> impl Iterator<Item = (usize, &'a DeveloperChange, &'a Comparable)> {
        self.everybody().filter(|(row, ..)| self.is_judged(*row))
    }

    fn is_judged(&self, row: usize) -> bool {
        // Pairs stand in the order of the newer edition's rows.
        self.comparison.pairs.both.binary_search_by_key(&row, |pair| pair.new).is_ok()
    }

    /// `1 → 0` on a link; where scales differ, `1 of 1 → 50 of 100`. The older cell is that of a
    /// developer's row, the newer that of another.
    fn scores(
        &self,
        link: usize,
        old_row: Option<usize>,
        new_row: usize,
    ) -> Option<(Cell, Cell, String)> {
        let link = &self.comparison.links[link];
        let (from, to) = (*link.from.first()?, *link.to.first()?);
        let (old, new) = (self.comparison.old, self.newer());
        let most = [&old.sheet.columns[from].scale, &new.sheet.columns[to].scale];
        let (before, now) = (old.cell(old_row?, from), new.cell(new_row, to));
        let word = |cell: Cell, at: usize| match cell {
            Cell::Rated(points) if most[0].bounds() != most[1].bounds() => {
                format!("{points} of {}", most[at].bounds().1)
            }
            cell => cell.to_string(),
        };
        Some((before, now, format!("{} → {}", word(before, 0), word(now, 1))))
    }

    fn lost_points(&self) -> Vec<Breach> {
        let mut found = Vec::new();
        for (row, change, comparable) in self.in_both() {
            for Move { link, by } in &comparable.lost {
                let at = self.position(*link);
                let (id, name) = self.developer(row);
                let indicator = &self.newer().index.catalog.indicators[at];
                let Some((_, _, scores)) = self.scores(*link, change.old.map(|s| s.row), row)
                else {
                    continue;
                };
                found.push(Breach {
                    key: key(Gate::LostPoints, Some(id), Some(&indicator.id)),
                    by: Ratio::ZERO - *by,
                    message: format!("{name} lost points on {}: {scores}", indicator.name),
                    seen: Seen::New(row, Some(at)),
                });
            }
        }
        found
    }

    fn score_drops(&self) -> Vec<Breach> {
        let unit = if self.comparison.unit.per_hundred { "point per 100" } else { "point" };
        let drop = |(row, change, comparable): (usize, &DeveloperChange, &Comparable)| {
            let (id, name) = self.developer(row);
            let (by, how) = match self.basis {
                Basis::Comparable => {
                    let by = comparable.change();
                    (by, format!("{} {}", less(by, "point"), on(comparable.indicators)))
                }
                Basis::All => {
                    let by = change.change?;
                    (by.high, format!("{} in total", least(by, unit)))
                }
            };
            Some(Breach {
                key: key(Gate::ScoreDrop, Some(id), None),
                by: Ratio::ZERO - by,
                message: format!("the score of {name} dropped by {how}"),
                seen: Seen::New(row, None),
            })
        };
        self.in_both().filter_map(drop).collect()
    }

    fn part_drops(&self, gate: Gate, by: By) -> Vec<Breach> {
        let drop = |part: PartChange| {
            let (change, how) = match self.basis {
                Basis::Comparable => {
                    let found = &part.comparable;
                    let change = found.new? - found.old?;
                    let on = on(found.links.len());
                    let over = counted(found.developers, "developer");
                    (change, format!("{} {on}, over {over} in both", less(change, "point")))
                }
                Basis::All => {
                    let change = if by == By::Total { self.mean() } else { raw(&part) }?;
                    let by = least(change, "point per 100");
                    (change.high, format!("{by}, over all developers"))
                }
            };
            let what = match by {
                By::Total => "the mean score".to_owned(),
                _ => format!("the mean of {} ({})", part.name, by.as_str()),
            };
            Some(Breach {
                key: key(gate, None, (by != By::Total).then_some(&part.id)),
                by: Ratio::ZERO - change,
                message: format!("{what} dropped by {how}"),
                seen: Seen::Edition,
            })
        };
        parts(self.comparison, by).into_iter().filter_map(drop).collect()
    }

    /// The change of the mean score over everybody looked at, in points per 100.
    fn mean(&self) -> Option<Span> {
        let comparison = self.comparison;
        let per_hundred = |scored: &Scored<'_>, rows: Vec<usize>| {
            let mean = comparison.mean(scored, rows)?;
            if comparison.unit.per_hundred {
                return Some(mean);
            }
            Some(mean.of(scored.out_of())?.times(Ratio::HUNDRED))
        };
        let old = per_hundred(comparison.old, comparison.old_rows())?;
        Some(per_hundred(comparison.new, comparison.new_rows())?.minus(old))
    }

    fn rank_drops(&self) -> Vec<Breach> {
        let (ranks, among) = match self.basis {
            Basis::Comparable => {
                (self.comparable_ranks(), "among those in both editions, on what is comparable")
            }
            Basis::All => (self.raw_ranks(), "among all"),
        };
        let drop = |(row, old, new): (usize, usize, usize)| {
            let (id, name) = self.developer(row);
            Breach {
                key: key(Gate::RankDrop, Some(id), None),
                by: count(new) - count(old),
                message: format!("{name} fell from rank {old} to {new} {among}"),
                seen: Seen::New(row, None),
            }
        };
        ranks.into_iter().filter(|(row, ..)| self.is_judged(*row)).map(drop).collect()
    }

    /// The newer row of everybody in both, and the ranks on what is comparable. With an open answer
    /// a place is not known, neither one's own nor others'.
    fn comparable_ranks(&self) -> Vec<(usize, usize, usize)> {
        let known: Vec<_> = self.everybody().filter(|(.., found)| found.open.is_empty()).collect();
        let rank = |mine: Ratio, of: fn(&Comparable) -> Ratio| {
            1 + known.iter().filter(|(.., other)| of(other) > mine).count()
        };
        let place = |(row, _, found): &(usize, &DeveloperChange, &Comparable)| {
            (*row, rank(found.old, |c| c.old), rank(found.new, |c| c.new))
        };
        known.iter().map(place).collect()
    }

    /// The newer row of everybody in both, and the ranks among all. Where answers are open, the worst
    /// there may have been before and the best there may be now: a fall from one to the other is
    /// certain.
    fn raw_ranks(&self) -> Vec<(usize, usize, usize)> {
        let place = |(row, change, _): (usize, &DeveloperChange, &Comparable)| {
            Some((row, change.old?.rank?.worst, change.new?.rank?.best))
        };
        self.everybody().filter_map(place).collect()
    }

    fn unmet_indicators(&self) -> Vec<Breach> {
        let comparison = self.comparison;
        let unmet = |link: usize| {
            let from = *comparison.links[link].from.first()?;
            let at = self.position(link);
            let before = comparison.pairs.both.iter().map(|pair| pair.old);
            let before = comparison.old.met_by(from, before);
            let new = comparison.new;
            let column = &new.sheet.columns[at];
            // What nobody settled may yet be met.
            let nobody = new.everybody().all(|row| !column.may_be_full(new.cell(row, at)));
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
                seen: Seen::Edition,
            }
        };
        self.comparison.pairs.left.iter().map(gone).collect()
    }

    fn definitions(&self) -> Vec<Breach> {
        let links = self.comparison.links.iter();
        let whole =
            asked::otherwise(self.comparison.old.index, self.newer().index).map(|message| Breach {
                key: key(Gate::DefinitionChanged, None, None),
                by: Ratio::ONE,
                message,
                seen: Seen::Edition,
            });
        // A change nobody described is one between versions of a card.
        let changed = links.filter(|link| link.relation == Relation::Revised(None));
        let cards = changed.filter_map(|link| {
            let at = *link.to.first()?;
            let indicator = &self.newer().index.catalog.indicators[at];
            Some(Breach {
                key: key(Gate::DefinitionChanged, None, Some(&indicator.id)),
                by: Ratio::ONE,
                message: format!("{} asks or earns something else now", indicator.name),
                seen: Seen::Card(at),
            })
        });
        let renamed = names::indicators(self.comparison).into_iter().map(|taken| Breach {
            key: key(
                Gate::DefinitionChanged,
                None,
                Some(&self.newer().index.catalog.indicators[taken.at].id),
            ),
            by: Ratio::ONE,
            message: taken.message,
            seen: Seen::Card(taken.at),
        });
        whole.into_iter().chain(cards).chain(renamed).collect()
    }

    fn regrouped(&self) -> Vec<Breach> {
        let old = self.comparison.old.index;
        let groups = self.comparison.pairs.regrouped.iter();
        let gone = |row: &usize| {
            let developer = &old.entries[*row].developer;
            Breach {
                key: key(Gate::Regrouped, Some(&developer.id), None),
                by: Ratio::ONE,
                message: format!(
                    "{} merged or split, and its points are compared with nobody's",
                    developer.name
                ),
                seen: Seen::Edition,
            }
        };
        let renamed = names::developers(self.comparison).into_iter().map(|taken| Breach {
            key: key(Gate::Regrouped, Some(self.developer(taken.at).0), None),
            by: Ratio::ONE,
            message: taken.message,
            seen: Seen::Edition,
        });
        groups.flat_map(|group| &group.old).map(gone).chain(renamed).collect()
    }

    fn vanished_indicators(&self) -> Vec<Breach> {
        let comparison = self.comparison;
        let gone = comparison.links.iter().filter(|link| {
            // What only changed under its id is another gate's.
            !comparison.basis.admits(link.relation) && link.relation != Relation::Revised(None)
        });
        let catalogs = [comparison.old, comparison.new].map(|side| &*side.index.catalog);
        gone.flat_map(|link| link.from.iter().map(move |at| (link.relation, *at)))
            .map(|(relation, at)| {
                let indicator = &catalogs[0].indicators[at];
                let how = match relation {
                    Relation::Dropped => format!("catalog {} does not ask it", catalogs[1].id),
                    relation => format!("it was {}", relation.as_str()),
                };
                Breach {
                    key: key(Gate::IndicatorVanished, None, Some(&indicator.id)),
                    by: Ratio::ONE,
                    message: format!("{} has nothing to compare it with: {how}", indicator.name),
                    seen: Seen::Edition,
                }
            })
            .collect()
    }

    fn newly_not_applicable(&self) -> Vec<Breach> {
        let new = self.newer();
        let left = left(self.comparison).into_iter().filter(|one| self.is_judged(one.pair.new));
        left.map(|one| {
            let (id, name) = self.developer(one.pair.new);
            let at = self.position(one.link);
            let indicator = &new.index.catalog.indicators[at];
            Breach {
                key: key(Gate::NewlyNotApplicable, Some(id), Some(&indicator.id)),
                by: Ratio::ONE,
                message: format!(
                    "{} no longer applies to {name}: {} → n/a",
                    indicator.name, one.before
                ),
                seen: Seen::New(one.pair.new, Some(at)),
            }
        })
        .collect()
    }

    fn undecided(&self) -> Vec<Breach> {
        let mut found = Vec::new();
        let (old, new) = (self.comparison.old, self.newer());
        for (row, change, _) in self.in_both() {
            let Some(before) = change.old.map(|standing| standing.row) else { continue };
            for link in self.comparison.comparable() {
                let at = self.position(link);
                let from = self.comparison.links[link].from.first().copied().unwrap_or_default();
                let given = old.cell(before, from).points().is_some();
                if !given || !new.cell(row, at).is_open() {
                    continue;
                }
                let Some((.., scores)) = self.scores(link, Some(before), row) else { continue };
                let (id, name) = self.developer(row);
                let indicator = &new.index.catalog.indicators[at];
                found.push(Breach {
                    key: key(Gate::Undecided, Some(id), Some(&indicator.id)),
                    by: Ratio::ONE,
                    message: format!(
                        "the answer of {name} on {} is no longer decided: {scores}",
                        indicator.name
                    ),
                    seen: Seen::New(row, Some(at)),
                });
            }
        }
        found
    }
}

/// That an edition which was locked no longer is, or is not what its lock says. A lock is a file
/// beside an edition: whether each side keeps to one is for whoever reads files to say.
pub fn unlocked(old: bool, new: bool) -> Vec<Breach> {
    let breach = || Breach {
        key: key(Gate::Unlocked, None, None),
        by: Ratio::ONE,
        message: "the edition was locked, and is locked no longer, or not as it is now".to_owned(),
        seen: Seen::Edition,
    };
    (old && !new).then(breach).into_iter().collect()
}

/// The largest first; of equals, in the order of their keys.
pub(super) fn largest_first(found: &mut [Breach]) {
    found.sort_by(|a, b| b.by.cmp(&a.by).then_with(|| a.key.cmp(&b.key)));
}

pub(super) fn key(gate: Gate, developer: Option<&Id>, subject: Option<&Id>) -> Key {
    Key { gate, developer: developer.cloned(), subject: subject.cloned() }
}
