//! Ranks through editions.

use crate::analyze::diff::Comparison;
use crate::analyze::lineage::lineages;
use crate::analyze::ranking::Rank;
use crate::analyze::scored::Scored;
use crate::chart::colour::Palette;
use crate::chart::{Axis, Bump, Chart, Frame, Height, Line, Plot, Stop};
use crate::model::Words;
use crate::page::labels::labels;
use crate::page::words::{range, ranked};
use crate::text::words::{capital, listed, with_choice};

use super::{credits, note};

/// An edition, and which of its developers to draw.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The edition.
    pub scored: &'a Scored<'a>,
    /// Rows; `None` for everybody.
    pub rows: Option<&'a [usize]>,
    /// Which developers were chosen, in words; `None` for all.
    pub only: Option<&'a str>,
}

/// The rank of the developers shown in each edition, oldest first, with the comparisons of each with
/// the next. Developers are followed through those whose place they took; those who are in the last
/// edition stand out. Of more than `most`, whole lines are drawn of the first: those of the newest
/// edition by rank, then those of the one before.
pub fn bump(shown: &[Shown<'_>], changes: &[&Comparison<'_>], most: usize) -> Chart {
    let editions: Vec<&Scored<'_>> = shown.iter().map(|shown| shown.scored).collect();
    let indexes: Vec<_> = editions.iter().map(|scored| scored.index).collect();
    let found = lineages(&indexes);
    let lineages = found.lines;
    let newest = |at: usize| {
        let (edition, row) = lineages[at].newest()?;
        Some(&indexes[edition].entries[row].developer)
    };
    let ids = (0..lineages.len()).filter_map(|at| Some(newest(at)?.id.as_str()));
    let palette = Palette::new(ids);
    let place = |edition: usize, row: Option<usize>| {
        let row = row.filter(|row| shown[edition].rows.is_none_or(|rows| rows.contains(row)));
        editions[edition].places().iter().position(|place| Some(place.developer) == row)
    };
    // The newest edition first, and within it the order of its ranking.
    let order = |at: usize| {
        let (edition, row) = lineages[at].newest()?;
        Some((std::cmp::Reverse(edition), place(edition, Some(row))?))
    };
    let line = |at: usize, rows: &[Option<usize>]| {
        let developer = newest(at)?;
        let stop = |(edition, row): (usize, &Option<usize>)| {
            let place = &editions[edition].places()[place(edition, *row)?];
            place.rank.map(|rank| Stop {
                rank: middle(rank),
                rank_text: ranked(place.rank),
                score: place.score.map_or(0.0, |score| score.low.to_f64()),
                score_text: range(place.score, editions[edition].decimals()),
                name: Some(&indexes[edition].entries[place.developer].developer.name)
                    .filter(|name| **name != developer.name)
                    .cloned()
                    .unwrap_or_default(),
            })
        };
        let stops: Vec<Option<Stop>> = rows.iter().enumerate().map(stop).collect();
        let unranked = (0..rows.len()).filter(|at| rows[*at].is_some() && stops[*at].is_none());
        let unranked = unranked.collect();
        stops.iter().any(Option::is_some).then(|| Line {
            label: developer.name.clone(),
            style: palette.style(developer.id.as_str()),
            muted: rows.last().is_none_or(Option::is_none),
            unranked,
            stops,
        })
    };
    let mut chosen: Vec<usize> = (0..lineages.len()).filter(|at| order(*at).is_some()).collect();
    chosen.sort_by_key(|at| order(*at));
    // A developer that merged or split is another line from then on.
    let stretches = chosen
        .into_iter()
        .flat_map(|at| lineages[at].stretches().into_iter().map(move |rows| (at, rows)));
    let drawn = stretches.filter_map(|(at, rows)| Some((line(at, &rows)?, rows)));
    let (mut lines, mut rows): (Vec<Line>, Vec<Vec<Option<usize>>>) = drawn.unzip();
    let all = lines.len();
    lines.truncate(most);
    rows.truncate(most);
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
    let stages = labels(&indexes.iter().map(|index| &index.edition).collect::<Vec<_>>());
    let cut = (lines.len() < all).then(|| {
        format!("{} of {all} shown, the first by rank in the newest edition.", lines.len())
    });
    let words = match shown.last() {
        Some(shown) => shown.scored.words(),
        None => Words::of_any(),
    };
    let notes = [Some(differ(words, &stages, changes)), cut];
    Chart {
        frame: Frame {
            title: with_choice("Ranks through editions", shown.last().and_then(|shown| shown.only)),
            subtitle: "Ranks are among all of an edition".into(),
            note: note(notes.into_iter().flatten()),
            source: credits(&editions, None),
            ..Frame::default()
        },
        plot: Plot::Bump(Bump {
            stages,
            lines,
            regrouped,
            by: Height::Rank,
            axis: Axis { label: "Rank in the dot, points beside it".into(), max: None },
        }),
    }
}

/// Where a rank is drawn: between the best and the worst it may be.
fn middle(rank: Rank) -> f64 {
    (rank.best + rank.worst) as f64 / 2.0
}

/// Between which editions other questions were asked, and between which others were scored.
fn differ(words: &Words, stages: &[String], changes: &[&Comparison<'_>]) -> String {
    let who = &words.ranked.many;
    let between = |differs: &dyn Fn(&Comparison<'_>) -> bool| {
        let steps = changes.iter().zip(stages.windows(2));
        let steps = steps.filter(|(change, _)| differs(change));
        let steps: Vec<String> =
            steps.map(|(_, ends)| format!("between {} and {}", ends[0], ends[1])).collect();
        match steps.len() {
            0 => None,
            n if n == changes.len() && n > 1 => Some("from edition to edition".to_owned()),
            _ => Some(listed(&steps.iter().map(String::as_str).collect::<Vec<_>>())),
        }
    };
    let asked = between(&|change| !change.asks_the_same());
    let scored = between(&|change| !change.scores_the_same());
    let text = match (asked, scored) {
        _ if changes.is_empty() => return String::new(),
        (None, None) => {
            return format!("Every edition asked the same questions of the same {who}.");
        }
        (Some(asked), None) => {
            format!("every edition scored the same {who}, but questions changed {asked}")
        }
        (None, Some(scored)) => {
            format!("every edition asked the same questions, but {who} changed {scored}")
        }
        (Some(asked), Some(scored)) if asked == scored => {
            format!("questions and {who} changed {asked}")
        }
        (Some(asked), Some(scored)) => {
            format!("questions changed {asked}; {who} changed {scored}")
        }
    };
    capital(&text) + "."
}
