//! Before and after, for each developer: on what is comparable, or in total.

use crate::analyze::diff::developers::{DeveloperChange, Standing};
use crate::answer::diff::{Order, View, also_changed_briefly, points_of};
use crate::chart::{Axis, Chart, Dumbbell, End, Frame, Pair, Plot};
use crate::model::Span;
use crate::page::labels::labels;
use crate::page::words::{range, rounded, signed};
use crate::text::words::{counted, with_choice};

use super::{credits, note};

/// The chart that leads: of what developers are ordered by, otherwise of what is comparable. Totals
/// lead where both editions asked the same, and where nothing can be compared.
pub fn dumbbell(view: View<'_>) -> Chart {
    let asked_the_same = view.whole.asks_the_same();
    let is_comparable = match view.order {
        Order::Comparable => true,
        Order::Change => false,
        Order::Rank | Order::Name => !asked_the_same,
    };
    comparable(view).filter(|_| is_comparable).unwrap_or_else(|| totals(view))
}

/// Points of those in both editions on what is comparable, with totals beside their names; none
/// where nothing is.
pub fn comparable(view: View<'_>) -> Option<Chart> {
    let whole = view.whole;
    let count = whole.comparable().count();
    let found =
        |change: &DeveloperChange| change.comparable.clone().filter(|found| found.indicators > 0);
    let drawn = view.developers.iter().filter(|change| found(change).is_some()).count();
    if drawn == 0 {
        return None;
    }
    let labels = labels(&[&whole.old.index.edition, &whole.new.index.edition]);
    let same = whole.asks_the_same();
    let pair = |change: &DeveloperChange| {
        let found = found(change)?;
        let end = |points| {
            Some(End {
                value: crate::model::Ratio::to_f64(points),
                text: points_of(&found, points, count),
            })
        };
        Some(Pair {
            label: view.name(change),
            note: if same { String::new() } else { totals_of(view, change) },
            before: end(found.old),
            after: end(found.new),
            regrouped: false,
            change: signed(found.change(), 1),
        })
    };
    let order = match view.order {
        Order::Rank => Some(format!("In the order of rank by all points, {}.", labels[1])),
        Order::Change => Some("In the order of the change of all points.".to_owned()),
        Order::Comparable | Order::Name => None,
    };
    let open = view.developers.iter().filter_map(found).any(|found| found.indicators < count);
    let notes = [
        (!same).then(|| {
            format!("{} Totals, beside the names, were earned on different questions.", asked(view))
        }),
        open.then(|| "3/5: of 5 points, where some answers are not decided.".to_owned()),
        order,
        shown(drawn, view.shown.pairs.both.len(), "the first by rank"),
    ];
    let most = whole.out_of(whole.comparable());
    Some(Chart {
        frame: Frame {
            title: with_choice(
                &format!("Points on what is comparable, {} and {}", labels[0], labels[1]),
                view.only,
            ),
            subtitle: format!(
                "{} in both editions, on {}",
                view.whole.new.words().ranked.capitals(),
                basis(view)
            ),
            note: note(notes.into_iter().flatten().chain(also_changed_briefly(view))),
            source: sources(view),
            ..Frame::default()
        },
        plot: Plot::Dumbbell(Dumbbell {
            before: labels[0].clone(),
            after: labels[1].clone(),
            rows: view.developers.iter().filter_map(pair).collect(),
            axis: Axis {
                label: format!("Points on what is comparable, out of {most}"),
                max: Some(most.to_f64()),
            },
        }),
    })
}

/// Totals of two editions. That they were earned on different questions is said where it is so.
pub fn totals(view: View<'_>) -> Chart {
    let whole = view.whole;
    let (old, new) = (whole.old, whole.new);
    let labels = labels(&[&old.index.edition, &new.index.edition]);
    let row = |change: &DeveloperChange, before, after| Pair {
        label: view.name(&DeveloperChange { old: before, new: after, ..change.clone() }),
        note: String::new(),
        before: total(view, before.as_ref()),
        after: total(view, after.as_ref()),
        regrouped: change.status.is_regrouped(),
        change: change.change.and_then(Span::known).map_or_else(String::new, |by| signed(by, 1)),
    };
    // No arrow leads from what merged or split to what it is since, though the id be the same.
    let pairs = |change: &DeveloperChange| match (change.old, change.new) {
        (Some(_), Some(_)) if change.comparable.is_none() => {
            vec![row(change, None, change.new), row(change, change.old, None)]
        }
        (old, new) => vec![row(change, old, new)],
    };
    let most = new.out_of();
    let (unit, most) = if whole.unit.per_hundred {
        ("Points per 100".to_owned(), 100.0)
    } else {
        (format!("Points out of {most}"), most.to_f64())
    };
    let same = whole.asks_the_same();
    let order = (view.order == Order::Comparable)
        .then(|| "In the order of the change on what is comparable.".to_owned());
    let notes = [
        (!same)
            .then(|| format!("{} These totals were earned on different questions.", asked(view))),
        order,
        shown(
            view.developers.len(),
            view.shown.pairs.developers(),
            "those in both editions first, by rank",
        ),
    ];
    Chart {
        frame: Frame {
            title: with_choice(&format!("All points, {} and {}", labels[0], labels[1]), view.only),
            subtitle: if same {
                format!("Totals, earned on the same {}", counted(new.sheet.indicators, "indicator"))
            } else {
                "Totals, earned on different questions".to_owned()
            },
            note: note(notes.into_iter().flatten().chain(also_changed_briefly(view))),
            source: sources(view),
            ..Frame::default()
        },
        plot: Plot::Dumbbell(Dumbbell {
            before: labels[0].clone(),
            after: labels[1].clone(),
            rows: view.developers.iter().flat_map(pairs).collect(),
            axis: Axis { label: unit, max: Some(most) },
        }),
    }
}

/// A total as one end of a row.
fn total(view: View<'_>, standing: Option<&Standing>) -> Option<End> {
    let standing = standing?;
    let score = standing.in_unit?;
    let per_hundred = view.whole.unit.per_hundred;
    let text = if per_hundred {
        rounded(score, 1)
    } else {
        range(standing.score, view.whole.new.decimals())
    };
    Some(End { value: score.low.to_f64(), text })
}

/// `total 64 → 95`.
fn totals_of(view: View<'_>, change: &DeveloperChange) -> String {
    let text = |standing: &Option<Standing>| {
        total(view, standing.as_ref()).map_or("–".to_owned(), |end| end.text)
    };
    let per = if view.whole.unit.per_hundred { " per 100" } else { "" };
    format!("total{per} {} → {}", text(&change.old), text(&change.new))
}

/// `40 of 180 shown: …`.
fn shown(drawn: usize, of: usize, which: &str) -> Option<String> {
    (drawn < of).then(|| format!("{drawn} of {of} shown: {which}."))
}

/// The comparable indicators in a few words.
fn basis(view: View<'_>) -> String {
    let [kept, revised] = view.whole.alike();
    let kept = format!("{} that ask the same", counted(kept, "indicator"));
    if view.whole.basis.revised {
        format!("{kept} and {revised} that ask the same differently")
    } else {
        kept
    }
}

/// How much of the newer edition's questions can be compared.
fn asked(view: View<'_>) -> String {
    let [kept, revised] = view.whole.alike();
    let all = view.whole.new.sheet.indicators;
    let revised = if view.whole.basis.revised {
        format!(", {revised} the same differently")
    } else {
        String::new()
    };
    format!("{kept} of {all} indicators ask the same as before{revised}.")
}

fn sources(view: View<'_>) -> String {
    let (old, new) = (view.whole.old, view.whole.new);
    credits(&[old, new], Some(view.crosswalk))
}
