//! Before and after, for each developer.

use crate::analyze::diff::Span;
use crate::analyze::diff::developers::{DeveloperChange, Standing};
use crate::report::chart::{Axis, Chart, Dumbbell, End, Frame, Pair, Plot};
use crate::report::diff::View;
use crate::report::labels::labels;
use crate::report::words::{range, signed};

use super::credits;

/// Totals of two editions. That they were earned on different questions is said where it is so.
pub fn dumbbell(view: View<'_>) -> Chart {
    let whole = view.whole;
    let (old, new) = (whole.old, whole.new);
    let labels = labels(&[&old.index.edition, &new.index.edition]);
    let end = |standing: Option<Standing>, newer: bool| {
        let total = standing.filter(|standing| !standing.total.is_silent())?.total;
        let unit = if newer { whole.unit.now(total.low) } else { whole.unit.before(total.low) };
        let text = if whole.unit.per_hundred { unit.rounded(1) } else { range(&total) };
        Some(End { value: unit.to_f64(), text })
    };
    let row = |change: &DeveloperChange, before, after| Pair {
        label: view.name(&DeveloperChange { old: before, new: after, ..change.clone() }),
        before: end(before, false),
        after: end(after, true),
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
    let most = new.index.catalog.out_of(new.sheet.indicators);
    let (unit, most) = if whole.unit.per_hundred {
        ("Points per 100".to_owned(), 100.0)
    } else {
        (format!("Points out of {most}"), most.to_f64())
    };
    Chart {
        frame: Frame {
            title: format!("Points in {} and {}", labels[0], labels[1]),
            subtitle: format!("Totals, earned {}", view.questions()),
            source: credits(
                &[(whole.old.index, whole.old.sheet.rater), (new.index, new.sheet.rater)],
                Some(view.crosswalk),
            ),
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
