//! Ranked bars: who has most, and where.

use crate::analyze::breakdown::{By, groups};
use crate::analyze::scored::Place;
use crate::answer::score::View;
use crate::chart::{Bar, Bars, Chart, Part, Plot};
use crate::page::words::{plain, range, ranked};

use super::{ranking_frame, total_axis};

/// The developers of a view, ranked, each with a bar made of the view's parts; with a plain one where
/// the parts of a score do not add up to it.
pub fn ranked_bars(view: View<'_>) -> Chart {
    let by = if matches!(view.by, By::Domain | By::Theme) { view.by } else { By::Domain };
    let adds_up = view.scored.is_additive();
    let parts = if adds_up { groups(&view.scored.index.catalog, by) } else { Vec::new() };
    let row = |place: &Place| {
        let entry = &view.scored.index.entries[place.developer];
        let silent = place.score.is_none();
        let part = |members: &[usize]| {
            let tally = view.scored.tally(place.developer, members);
            Part { value: tally.points.low.to_f64(), text: plain(tally.points.low, 2) }
        };
        Bar {
            rank: if silent { String::new() } else { ranked(place.rank) },
            label: entry.developer.name.clone(),
            note: entry.disclosure.model.clone().unwrap_or_default(),
            parts: match place.score {
                None => Vec::new(),
                Some(_) if adds_up => parts.iter().map(|of| part(&of.members)).collect(),
                // Its number stands beside it.
                Some(score) => vec![Part { value: score.low.to_f64(), text: String::new() }],
            },
            high: place.score.map_or(0.0, |score| score.high.to_f64()),
            text: if silent {
                "not rated".into()
            } else {
                range(place.score, view.scored.decimals())
            },
        }
    };
    let all = view.scored.index.entries.len();
    let who = match view.summary.developers + view.summary.silent {
        shown if shown == all => view.scored.words().ranked.counted(all),
        shown => format!("{shown} of {}", view.scored.words().ranked.counted(all)),
    };
    let title = if adds_up {
        format!("{who} ranked by points, and points by {}", by.as_str())
    } else {
        format!("{who} ranked by score")
    };
    Chart {
        frame: ranking_frame(view, by, &title),
        plot: Plot::Bars(Bars {
            parts: if adds_up {
                parts.iter().map(|part| part.name.clone()).collect()
            } else {
                vec!["Score".to_owned()]
            },
            rows: view.places.iter().map(row).collect(),
            axis: total_axis(view.scored),
        }),
    }
}
