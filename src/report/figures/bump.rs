//! Ranks through editions.

use crate::analyze::lineage::lineages;
use crate::report::chart::colour::Palette;
use crate::report::chart::{Axis, Bump, Chart, Frame, Height, Line, Plot, Stop};
use crate::report::labels::labels;
use crate::report::score::View;
use crate::report::words::{range, ranked};

use super::credits;

/// Everybody's rank in each edition, oldest first. Developers are followed
/// through those whose place they took. Those who are in the last edition stand out.
pub fn bump(editions: &[View<'_>]) -> Chart {
    let indexes: Vec<_> = editions.iter().map(|view| view.index).collect();
    let found = lineages(&indexes);
    let lineages = found.lines;
    let newest = |at: usize| {
        let (edition, row) = lineages[at].newest()?;
        Some(&indexes[edition].entries[row].developer)
    };
    let ids = (0..lineages.len()).filter_map(|at| Some(newest(at)?.id.as_str()));
    let palette = Palette::new(ids);
    let line = |at: usize, rows: &[Option<usize>]| {
        let developer = newest(at)?;
        let stop = |(view, row): (&View<'_>, &Option<usize>)| {
            let place = view.places.iter().find(|place| Some(place.developer) == *row)?;
            let total = &place.total;
            (!total.is_silent()).then(|| Stop {
                rank: place.rank as f64,
                rank_text: ranked(place.rank, place.tied),
                score: total.low.to_f64(),
                score_text: range(total),
            })
        };
        let stops: Vec<Option<Stop>> = editions.iter().zip(rows).map(stop).collect();
        stops.iter().any(Option::is_some).then(|| Line {
            label: developer.name.clone(),
            style: palette.style(developer.id.as_str()),
            muted: lineages[at].rows.last().is_none_or(Option::is_none),
            stops,
        })
    };
    // A developer that merged or split is another line from then on.
    let stretches = (0..lineages.len())
        .flat_map(|at| lineages[at].stretches().into_iter().map(move |rows| (at, rows)));
    let drawn = stretches.filter_map(|(at, rows)| Some((line(at, &rows)?, rows)));
    let (lines, rows): (Vec<Line>, Vec<Vec<Option<usize>>>) = drawn.unzip();
    let regrouped = rows.iter().enumerate().flat_map(|(line, rows)| {
        let gaps = found.regroupings.iter().flat_map(|r| {
            let ends = [(r.old, &r.group.old, r.old + 1), (r.new, &r.group.new, r.new)];
            ends.into_iter().filter_map(|(stage, members, gap)| {
                rows[stage].filter(|row| members.contains(row)).map(|_| gap)
            })
        });
        gaps.map(move |gap| (line, gap)).collect::<Vec<_>>()
    });
    let regrouped = regrouped.collect();
    Chart {
        frame: Frame {
            title: "Ranks through editions".into(),
            subtitle: "Ranks are among all of an edition; editions asked different questions of \
                       different developers"
                .into(),
            source: credits(
                &editions.iter().map(|v| (v.index, v.sheet.rater)).collect::<Vec<_>>(),
                None,
            ),
            ..Frame::default()
        },
        plot: Plot::Bump(Bump {
            stages: labels(&indexes.iter().map(|index| &index.edition).collect::<Vec<_>>()),
            lines,
            regrouped,
            by: Height::Rank,
            axis: Axis { label: "Rank in the dot, points beside it".into(), max: None },
        }),
    }
}
