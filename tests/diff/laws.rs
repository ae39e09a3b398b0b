//! What holds of any two editions.

use std::collections::BTreeSet;

use fmti::analyze::breakdown::By;
use fmti::analyze::diff::Comparison;
use fmti::analyze::diff::answers::answers;
use fmti::analyze::diff::decomposition::{Regroup, Undecomposed, decompose};
use fmti::analyze::diff::developers::{
    Comparable, DeveloperChange, Move, Standing, Status, developers,
};
use fmti::analyze::diff::indicators::indicators;
use fmti::analyze::diff::pairs::{Pair, Pairs, pairs};
use fmti::analyze::diff::parts::parts;
use fmti::analyze::ranking::Rank;
use fmti::model::scale::Values;
use fmti::model::{Cell, Id, Index, Open, Points, Ratio, Span};
use proptest::prelude::*;

use crate::made::{Made, Two, two};

fn mean(points: &[Points], per: Ratio) -> Ratio {
    let sum: Points = points.iter().copied().sum();
    sum.exact() * Ratio::new(1, points.len().try_into().unwrap()).unwrap() * per
}

/// Everybody's points on some indicators, cell by cell.
fn points(made: &Made, rows: &[usize], columns: &[usize]) -> Vec<Points> {
    let one = |cell: Cell| match cell {
        Cell::Rated(points) => points,
        _ => panic!("not decided"),
    };
    rows.iter()
        .map(|row| columns.iter().map(|column| one(made.sheet.row(*row)[*column])).sum())
        .collect()
}

/// Whether the rater said anything of a developer, if only that a person must judge.
fn is_spoken_of(made: &Made, row: usize) -> bool {
    let silent = |cell: &Cell| matches!(cell, Cell::Open(Open::Unrated, ..));
    !made.sheet.row(row).iter().all(silent)
}

/// Cells of some developers that are not decided.
fn open(made: &Made, rows: impl Iterator<Item = usize>) -> usize {
    rows.map(|row| {
        made.sheet.row(row).iter().filter(|cell| !matches!(cell, Cell::Rated(_))).count()
    })
    .sum()
}

fn ends(made: &Made) -> (Ratio, Ratio) {
    let Values::Levels(levels) = &made.index.catalog.scale.values else { panic!("no levels") };
    (levels.first().unwrap().points.exact(), levels.last().unwrap().points.exact())
}

fn top(made: &Made) -> Ratio {
    ends(made).1
}

/// How far apart the worst and the best points are.
fn width(made: &Made) -> Ratio {
    ends(made).1 - ends(made).0
}

/// What a point is worth where totals are compared.
fn worth(two: &Two) -> (Ratio, Ratio) {
    let most =
        |made: &Made| top(made) * Ratio::new(made.sheet.indicators.try_into().unwrap(), 1).unwrap();
    if most(&two.old) == most(&two.new) {
        return (Ratio::ONE, Ratio::ONE);
    }
    let per = |made: &Made| Ratio::new(100, 1).unwrap().over(most(made)).unwrap();
    (per(&two.old), per(&two.new))
}

/// Who belongs together, by ids: a set of each edition's developers for everybody of both.
fn named(pairs: &Pairs, old: &Index, new: &Index) -> BTreeSet<(BTreeSet<Id>, BTreeSet<Id>)> {
    let ids = |index: &Index, rows: &[usize]| -> BTreeSet<Id> {
        rows.iter().map(|row| index.entries[*row].developer.id.clone()).collect()
    };
    let both = pairs.both.iter().map(|pair| (vec![pair.old], vec![pair.new]));
    let left = pairs.left.iter().map(|row| (vec![*row], vec![]));
    let joined = pairs.joined.iter().map(|row| (vec![], vec![*row]));
    let regrouped = pairs.regrouped.iter().map(|group| (group.old.clone(), group.new.clone()));
    let all = both.chain(left).chain(joined).chain(regrouped);
    all.map(|(olds, news)| (ids(old, &olds), ids(new, &news))).collect()
}

/// The comparable part of a pair.
fn comparable(changes: &[DeveloperChange], pair: Pair) -> &Comparable {
    let is = |c: &&DeveloperChange| c.new.is_some_and(|s| s.row == pair.new) && c.old.is_some();
    changes.iter().find(is).unwrap().comparable.as_ref().unwrap()
}

/// Moves by the ids of their indicators, so that they can be compared across directions.
fn moves(comparison: &Comparison<'_>, moves: &[Move], reversed: bool) -> Vec<(String, Ratio)> {
    let mut found: Vec<(String, Ratio)> = moves
        .iter()
        .map(|m| {
            let link = &comparison.links[m.link];
            let (side, at) = if reversed {
                (comparison.old, link.from[0])
            } else {
                (comparison.new, link.to[0])
            };
            (side.index.catalog.indicators[at].id.to_string(), m.by)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// A rank by its definition, of one's points among others'.
fn rank_of(mine: Span, others: &[Span]) -> Rank {
    let best = 1 + others.iter().filter(|other| other.low > mine.high).count();
    let worst = 1 + others.iter().filter(|other| other.high > mine.low).count();
    Rank { best, worst, tied: mine.low == mine.high && best == worst && others.contains(&mine) }
}

fn minus(ratio: Ratio) -> Ratio {
    Ratio::ZERO - ratio
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_parts_of_the_means_change_sum_to_it(two in two(false)) {
        let comparison = two.compare();
        let pairs = &comparison.pairs;
        let found = match decompose(&comparison) {
            Ok(found) => found,
            Err(why) => {
                prop_assert_eq!(why, Undecomposed::NobodyInBoth);
                prop_assert!(pairs.both.is_empty());
                return Ok(());
            }
        };
        let all = |made: &Made| (0..made.index.entries.len()).collect::<Vec<_>>();
        let every = |made: &Made| (0..made.sheet.indicators).collect::<Vec<_>>();
        let (old, new) = worth(&two);
        let before = mean(&points(&two.old, &all(&two.old), &every(&two.old)), old);
        let now = mean(&points(&two.new, &all(&two.new), &every(&two.new)), new);
        prop_assert_eq!((found.old, found.new, found.total), (before, now, now - before));
        let regrouped = found.regrouped.map_or(Ratio::ZERO, Regroup::change);
        let others = found.left + found.joined + regrouped;
        prop_assert_eq!(others + found.stayed.total, found.total);
        prop_assert_eq!(found.regrouped.is_some(), !pairs.regrouped.is_empty());
        let parts: Ratio = found.stayed.parts().iter().map(|(_, moved)| moved.change()).sum();
        prop_assert_eq!(parts, found.stayed.total);
        // Each part by itself, from the crosswalk and the cells.
        let (stayed_old, stayed_new): (Vec<usize>, Vec<usize>) =
            pairs.both.iter().map(|pair| (pair.old, pair.new)).unzip();
        for (name, moved) in found.stayed.parts() {
            let links = two.crosswalk.relations.iter().filter(|r| r.relation.as_str() == name);
            let (mut from, mut to) = (Vec::new(), Vec::new());
            for link in links {
                let at = |made: &Made, id: &fmti::model::Id| {
                    made.index.catalog.position(id.as_str()).unwrap()
                };
                from.extend(link.from.iter().map(|id| at(&two.old, id)));
                to.extend(link.to.iter().map(|id| at(&two.new, id)));
            }
            prop_assert_eq!(moved.old, mean(&points(&two.old, &stayed_old, &from), old));
            prop_assert_eq!(moved.new, mean(&points(&two.new, &stayed_new, &to), new));
        }
    }

    #[test]
    fn an_open_answer_leaves_the_reason_unsaid(two in two(true)) {
        let pairs = two.compare().pairs;
        // Of whom nothing was rated is in no mean, and does not matter; unless it would count with
        // what it has in the other edition.
        let counts = |made: &Made, row: usize, other: Option<(&Made, usize)>| {
            is_spoken_of(made, row) || other.is_some_and(|(made, row)| is_spoken_of(made, row))
        };
        let olds = (0..two.old.index.entries.len()).filter(|row| {
            let pair = pairs.both.iter().find(|pair| pair.old == *row);
            counts(&two.old, *row, pair.map(|pair| (&two.new, pair.new)))
        });
        let news = (0..two.new.index.entries.len()).filter(|row| {
            let pair = pairs.both.iter().find(|pair| pair.new == *row);
            counts(&two.new, *row, pair.map(|pair| (&two.old, pair.old)))
        });
        let open = open(&two.old, olds) + open(&two.new, news);
        if open > 0 {
            prop_assert_eq!(decompose(&two.compare()), Err(Undecomposed::Open(open)));
        }
    }

    #[test]
    fn an_edition_is_no_different_from_itself(given in two(true)) {
        let itself = Two::with_itself(&given.old, given.basis);
        let comparison = itself.compare();
        prop_assert!(comparison.pairs.left.is_empty() && comparison.pairs.joined.is_empty());
        prop_assert!(comparison.pairs.both.iter().all(|p| p.old == p.new && !p.succeeded));
        prop_assert_eq!(answers(&comparison), vec![]);
        for change in developers(&comparison) {
            prop_assert_eq!(change.status, Status::Stayed);
            prop_assert_eq!(change.old, change.new);
            // Who was not rated at all has no change, not even an unknown one.
            let silent = change.new.unwrap().total.is_silent();
            prop_assert_eq!(change.change.is_none(), silent);
            if let Some(span) = change.change {
                prop_assert_eq!(span.low, minus(span.high));
            }
            let found = change.comparable.unwrap();
            prop_assert_eq!(found.change(), Ratio::ZERO);
            prop_assert!(found.gained.is_empty() && found.lost.is_empty());
            prop_assert_eq!(found.indicators + found.open.len(), itself.new.sheet.indicators);
        }
        for change in indicators(&comparison) {
            prop_assert!(change.gained.is_empty() && change.lost.is_empty());
            prop_assert_eq!(&change.met_before, &change.met_now);
        }
        for by in [By::Total, By::Domain, By::Subdomain, By::Theme] {
            for part in parts(&comparison, by) {
                prop_assert_eq!(part.old, part.new);
                prop_assert_eq!(part.comparable.old, part.comparable.new);
            }
        }
        if let Ok(found) = decompose(&comparison) {
            prop_assert_eq!([found.total, found.left, found.joined], [Ratio::ZERO; 3]);
            let parts = found.stayed.parts().map(|(_, moved)| moved.change());
            prop_assert_eq!(parts, [Ratio::ZERO; 6]);
        }
    }

    #[test]
    fn looking_back_is_the_negative_of_looking_forward(two in two(true)) {
        let reversed = two.reversed();
        let (there, back) = (two.compare(), reversed.compare());
        prop_assert_eq!(&there.pairs.left, &back.pairs.joined);
        prop_assert_eq!(&there.pairs.joined, &back.pairs.left);
        let mut turned: Vec<Pair> = back
            .pairs
            .both
            .iter()
            .map(|p| Pair { old: p.new, new: p.old, succeeded: p.succeeded })
            .collect();
        turned.sort_by_key(|pair| pair.new);
        prop_assert_eq!(&there.pairs.both, &turned);
        let (forward, backward) = (developers(&there), developers(&back));
        // Points are as far between worst and best on either scale.
        let scale = width(&two.old).over(width(&two.new)).unwrap();
        for pair in &there.pairs.both {
            let (f, b) = (
                comparable(&forward, *pair),
                comparable(&backward, Pair { old: pair.new, new: pair.old, ..*pair }),
            );
            prop_assert_eq!((f.indicators, f.open.len()), (b.indicators, b.open.len()));
            prop_assert_eq!(minus(f.change()) * scale, b.change());
            let negative = |list: Vec<(String, Ratio)>| -> Vec<(String, Ratio)> {
                list.into_iter().map(|(id, by)| (id, minus(by) * scale)).collect()
            };
            let (won, lost) = (moves(&there, &f.gained, false), moves(&there, &f.lost, false));
            prop_assert_eq!(negative(won), moves(&back, &b.lost, true));
            prop_assert_eq!(negative(lost), moves(&back, &b.gained, true));
        }
        let change = |all: &[DeveloperChange], row: usize| -> Option<Span> {
            all.iter().find(|c| c.new.is_some_and(|s| s.row == row))?.change
        };
        for pair in &there.pairs.both {
            let (f, b) = (change(&forward, pair.new), change(&backward, pair.old));
            let turned = b.map(|b| (minus(b.high), minus(b.low)));
            prop_assert_eq!(f.map(|f| (f.low, f.high)), turned);
        }
        let groups = |pairs: &Pairs, turned: bool| -> Vec<(Vec<usize>, Vec<usize>)> {
            let rows = pairs.regrouped.iter().map(|g| (g.old.clone(), g.new.clone()));
            let mut rows: Vec<_> =
                rows.map(|(old, new)| if turned { (new, old) } else { (old, new) }).collect();
            rows.sort();
            rows
        };
        prop_assert_eq!(groups(&there.pairs, false), groups(&back.pairs, true));
        if let (Ok(f), Ok(b)) = (decompose(&there), decompose(&back)) {
            let part = |found: Option<Regroup>| found.map_or(Ratio::ZERO, Regroup::change);
            prop_assert_eq!(minus(part(f.regrouped)), part(b.regrouped));
            prop_assert_eq!([f.total, f.left, f.joined].map(minus), [b.total, b.joined, b.left]);
            let f = [f.stayed.kept, f.stayed.revised, f.stayed.split, f.stayed.merged,
                f.stayed.dropped, f.stayed.added].map(|moved| minus(moved.change()));
            let b = [b.stayed.kept, b.stayed.revised, b.stayed.merged, b.stayed.split,
                b.stayed.added, b.stayed.dropped].map(fmti::analyze::diff::decomposition::Moved::change);
            prop_assert_eq!(f, b);
        }
    }

    #[test]
    fn everybody_and_every_indicator_stands_once(two in two(true)) {
        let comparison = two.compare();
        let pairs = &comparison.pairs;
        let mut olds: Vec<usize> = pairs.both.iter().map(|p| p.old).chain(pairs.left.clone()).collect();
        let mut news: Vec<usize> = pairs.both.iter().map(|p| p.new).chain(pairs.joined.clone()).collect();
        olds.extend(pairs.regrouped.iter().flat_map(|group| group.old.clone()));
        news.extend(pairs.regrouped.iter().flat_map(|group| group.new.clone()));
        olds.sort_unstable();
        news.sort_unstable();
        prop_assert_eq!(olds, (0..two.old.index.entries.len()).collect::<Vec<_>>());
        prop_assert_eq!(news, (0..two.new.index.entries.len()).collect::<Vec<_>>());
        for pair in &pairs.both {
            let (old, new) = (&two.old.index.entries[pair.old], &two.new.index.entries[pair.new]);
            let same = old.developer.id == new.developer.id;
            prop_assert_eq!(pair.succeeded, !same);
            prop_assert!(same
                || new.predecessors.contains(&old.developer.id)
                || old.predecessors.contains(&new.developer.id));
        }
        // Whoever is in both under one id is one developer, whoever else took a place.
        for (at, entry) in two.new.index.entries.iter().enumerate() {
            let same = two.old.index.entries.iter().any(|e| e.developer.id == entry.developer.id);
            let kept = pairs.both.iter().any(|pair| pair.new == at && !pair.succeeded);
            let regrouped = pairs.regrouped.iter().any(|group| group.same_old(at).is_some());
            prop_assert_eq!(same, kept || regrouped);
        }
        for group in &pairs.regrouped {
            prop_assert!(group.old.len() + group.new.len() > 2);
            prop_assert!(!group.old.is_empty() && !group.new.is_empty());
            prop_assert!(group.old.iter().all(|row| group.new_of(*row).next().is_some()));
            prop_assert!(group.new.iter().all(|row| group.old_of(*row).next().is_some()));
        }
        let members = |of: fn(&fmti::analyze::diff::pairs::Link) -> &Vec<usize>| {
            let mut all: Vec<usize> = comparison.links.iter().flat_map(|l| of(l).clone()).collect();
            all.sort_unstable();
            all
        };
        prop_assert_eq!(members(|l| &l.from), (0..two.old.sheet.indicators).collect::<Vec<_>>());
        prop_assert_eq!(members(|l| &l.to), (0..two.new.sheet.indicators).collect::<Vec<_>>());
        let changes = developers(&comparison);
        prop_assert_eq!(changes.len(), pairs.developers());
        for change in &changes {
            let group = pairs.group(change.old.map(|s| s.row), change.new.map(|s| s.row));
            prop_assert_eq!(group.is_some(), change.status.is_regrouped());
            let compared = matches!(change.status, Status::Stayed | Status::Succeeded);
            prop_assert_eq!(change.comparable.is_some(), compared);
            let rated = [change.old, change.new].iter().flatten().all(|s| !s.total.is_silent());
            prop_assert_eq!(change.change.is_some(), compared && rated);
        }
    }

    #[test]
    fn what_is_comparable_adds_up(two in two(true)) {
        let comparison = two.compare();
        let changes = developers(&comparison);
        let admitted = two.crosswalk.relations.iter().filter(|r| match r.relation.as_str() {
            "kept" => true,
            "revised" => two.basis.revised,
            _ => false,
        });
        let admitted = admitted.count();
        prop_assert_eq!(comparison.comparable().count(), admitted);
        for pair in &comparison.pairs.both {
            let found = comparable(&changes, *pair);
            prop_assert_eq!(found.indicators + found.open.len(), admitted);
            let decided = Ratio::new(found.indicators.try_into().unwrap(), 1).unwrap();
            prop_assert_eq!(found.out_of, decided * top(&two.new));
            let (won, lost) = (Comparable::sum(&found.gained), Comparable::sum(&found.lost));
            prop_assert_eq!(won + lost, found.change());
            prop_assert!(found.gained.iter().all(|m| m.by > Ratio::ZERO));
            prop_assert!(found.lost.iter().all(|m| m.by < Ratio::ZERO));
        }
        // The same, looked at by indicator.
        let by_indicator = indicators(&comparison);
        let sum = |of: fn(&fmti::analyze::diff::indicators::LinkChange) -> usize| -> usize {
            by_indicator.iter().map(of).sum()
        };
        let both = || changes.iter().filter_map(|c| c.comparable.as_ref());
        prop_assert_eq!(sum(|c| c.gained.len()), both().map(|c| c.gained.len()).sum::<usize>());
        prop_assert_eq!(sum(|c| c.lost.len()), both().map(|c| c.lost.len()).sum::<usize>());
        prop_assert_eq!(sum(|c| c.open.len()), both().map(|c| c.open.len()).sum::<usize>());
        prop_assert_eq!(sum(|c| c.compared), both().map(|c| c.indicators).sum::<usize>());
        // And by part.
        for by in [By::Domain, By::Subdomain, By::Theme] {
            let all = parts(&comparison, by);
            let (whole, total) = (parts(&comparison, By::Total), |of: fn(&fmti::analyze::diff::parts::PartChange) -> Ratio| -> Ratio {
                all.iter().map(of).sum()
            });
            let count: usize = all.iter().map(|p| p.comparable.links.len()).sum();
            prop_assert_eq!(count, admitted);
            prop_assert_eq!(total(|p| p.comparable.gained), whole[0].comparable.gained);
            prop_assert_eq!(total(|p| p.comparable.lost), whole[0].comparable.lost);
        }
    }

    #[test]
    fn a_rank_is_one_more_than_how_many_are_better(two in two(true)) {
        let comparison = two.compare();
        let changes = developers(&comparison);
        let sides: [fn(&DeveloperChange) -> Option<Standing>; 2] = [|c| c.old, |c| c.new];
        for side in sides {
            let all: Vec<(&DeveloperChange, Standing)> =
                changes.iter().filter_map(|c| Some((c, side(c)?))).collect();
            // Who was not rated at all has no rank, and takes none from others.
            let rated: Vec<_> = all.iter().filter(|(_, s)| !s.total.is_silent()).collect();
            let both: fn(&DeveloperChange) -> bool = |c| c.comparable.is_some();
            for (change, mine) in &all {
                if mine.total.is_silent() {
                    prop_assert_eq!((mine.rank, mine.rank_among_both), (None, None));
                    continue;
                }
                let others = |among: fn(&DeveloperChange) -> bool| -> Vec<Span> {
                    let others = rated.iter().filter(|(c, s)| among(c) && s.row != mine.row);
                    others.map(|(_, s)| s.total.points).collect()
                };
                prop_assert_eq!(mine.rank, Some(rank_of(mine.total.points, &others(|_| true))));
                let among_both = rank_of(mine.total.points, &others(both));
                prop_assert_eq!(mine.rank_among_both, both(change).then_some(among_both));
            }
        }
    }

    #[test]
    fn the_order_of_developers_and_of_whom_they_succeed_changes_nothing(
        given in two(true),
        by in 0..7_usize,
        dates in (0..3_u8, 0..3_u8),
    ) {
        let dated = |made: &Made, date: u8| {
            let mut index = made.index.clone();
            index.edition.date = format!("202{date}");
            index
        };
        let (old, new) = (dated(&given.old, dates.0), dated(&given.new, dates.1));
        let moved = |index: &Index| {
            let mut index = index.clone();
            for entry in &mut index.entries {
                entry.predecessors.reverse();
                entry.developer.succeeds.reverse();
            }
            let count = index.entries.len().max(1);
            index.entries.rotate_left(by % count);
            index.entries.reverse();
            index
        };
        let (other_old, other_new) = (moved(&old), moved(&new));
        let first = named(&pairs(&old, &new), &old, &new);
        prop_assert_eq!(&first, &named(&pairs(&other_old, &other_new), &other_old, &other_new));
        // And exchanged, the same come out, exchanged.
        let turned = named(&pairs(&new, &old), &new, &old);
        let turned: BTreeSet<_> = turned.into_iter().map(|(a, b)| (b, a)).collect();
        prop_assert_eq!(first, turned);
    }

    #[test]
    fn the_order_of_relations_changes_nothing(given in two(true), by in 0..9_usize) {
        let mut other = given.clone();
        let count = other.crosswalk.relations.len();
        other.crosswalk.relations.rotate_left(by % count);
        for related in &mut other.crosswalk.relations {
            related.from.reverse();
            related.to.reverse();
        }
        let (one, two) = (given.compare(), other.compare());
        prop_assert_eq!(&one.links, &two.links);
        prop_assert_eq!(developers(&one), developers(&two));
        prop_assert_eq!(indicators(&one), indicators(&two));
        prop_assert_eq!(decompose(&one), decompose(&two));
    }
}
