//! The first page: who ranks where, in figures, a table and pictures.

use askama::Template;

use crate::analyze::breakdown::{By, groups};
use crate::analyze::groups::{Mean, means};
use crate::analyze::ranking::Place;
use crate::answer::score::View;
use crate::model::{Group, Points};
use crate::page::words::{plain as number, range};
use crate::text::words::grouped;

use super::DataFile;
use super::base::Base;
use super::book::Book;
use super::change::Change;
use super::charts::{Figure, Kind, figure};
use super::ranking::Ranking;
use super::summary;
use crate::format::web::{named, plain};

#[derive(Template)]
#[template(path = "site/index.html")]
pub(super) struct Index<'a> {
    base: Base,
    label: String,
    attribution: String,
    figures: Vec<KeyFigure>,
    summary: Vec<String>,
    bars: Option<Figure>,
    ranking: Ranking,
    heat: Option<Figure>,
    themes: Vec<Theme>,
    traits: Vec<TraitMeans>,
    /// Means of groups are out of this.
    out_of: String,
    change: Option<Change>,
    pictures: Vec<(String, String)>,
    png: bool,
    data: &'a [DataFile],
    citation: Option<String>,
    licence: Option<String>,
    official: bool,
}

/// A number with what it counts.
struct KeyFigure {
    value: String,
    label: String,
}

/// What indicators are about, and how much of it was earned.
struct Theme {
    name: String,
    indicators: usize,
    mean: String,
    out_of: String,
    /// Percent of the points.
    percent: String,
    /// Who earned most of it.
    most: Vec<(String, String)>,
    more: usize,
    most_points: String,
}

/// Means of developers grouped by a trait.
struct TraitMeans {
    name: String,
    groups: Vec<GroupRow>,
}

struct GroupRow {
    label: String,
    developers: usize,
    names: Vec<String>,
    mean: String,
    percent: String,
}

pub(super) fn page<'a>(book: &Book<'a>) -> Index<'a> {
    let view = book.main();
    let (edition, rater) = (&view.index.edition, view.sheet.rater);
    let mut base = Base::new(book, 0, "ranking", &book.title()).with_script();
    let summary = summary::edition(book);
    base.about = summary.first().cloned().unwrap_or_default();
    let root = base.root;
    Index {
        label: book.labels[book.newest()].clone(),
        attribution: plain(edition.attribution(rater)),
        figures: key_figures(book),
        summary,
        bars: figure(book, Kind::Ranking, root),
        ranking: Ranking::new(book),
        heat: figure(book, Kind::Heatmap, root),
        themes: themes(book),
        traits: traits(book),
        out_of: view.index.catalog.out_of(view.sheet.indicators).to_string(),
        change: Change::new(book, root),
        pictures: pictures(book),
        png: book.site.png,
        data: book.site.data,
        citation: edition.citation.as_deref().map(plain),
        licence: edition.licence.as_deref().map(plain),
        official: edition.is_official(rater),
        base,
    }
}

fn key_figures(book: &Book<'_>) -> Vec<KeyFigure> {
    let view = book.main();
    let s = view.summary;
    let figure = |value: String, label: &str| KeyFigure { value, label: label.to_owned() };
    let mut out = vec![
        figure(grouped(s.developers + s.silent), "developers"),
        figure(grouped(s.indicators), "indicators"),
    ];
    if let (Some(mean), Some(median)) = (s.mean, s.median) {
        let high = s.mean_high.filter(|_| s.open > 0);
        let mean = match high {
            Some(high) => format!("{}–{}", mean.rounded(1), high.rounded(1)),
            None => mean.rounded(1),
        };
        out.push(figure(mean, "mean of the points"));
        let median = number(median, 1);
        let label = if s.open > 0 { "median, lower ends" } else { "median" };
        out.push(figure(median, label));
    }
    let scored = || view.places.iter().filter(|place| !place.total.is_silent());
    if let (Some(first), Some(last)) = (scored().next(), scored().next_back()) {
        let label = if s.open > 0 { "fewest to most, lower ends" } else { "fewest to most" };
        out.push(figure(format!("{} to {}", last.total.low, first.total.low), label));
    }
    out.push(figure(grouped(s.met_by_none), "indicators met by nobody"));
    out
}

fn themes(book: &Book<'_>) -> Vec<Theme> {
    let view = book.main();
    let theme = |group: &Group| {
        let tally =
            |place: &Place| view.sheet.tally(place.developer, group.members.iter().copied());
        let scored: Vec<&Place> =
            view.places.iter().filter(|place| !tally(place).is_silent()).collect();
        let low: Points = scored.iter().map(|place| tally(place).low).sum();
        let high: Points = scored.iter().map(|place| tally(place).high).sum();
        let out_of = view.index.catalog.out_of(group.members.len());
        // Nobody has most of nothing.
        let best = scored.iter().map(|place| tally(place).low).max();
        let best = best.filter(|best| *best > Points::ZERO);
        let most: Vec<&&Place> =
            scored.iter().filter(|place| Some(tally(place).low) == best).collect();
        let mean = Some(scored.len())
            .and_then(|count| Some(Mean { low: low.per(count)?, high: high.per(count)? }));
        Theme {
            name: named(&group.name),
            indicators: group.members.len(),
            mean: mean.map_or_else(|| "–".into(), mean_text),
            out_of: out_of.to_string(),
            percent: mean
                .and_then(|mean| mean.low.of(out_of))
                .map_or_else(|| "0".into(), |share| share.percent(1)),
            most: most
                .iter()
                .take(3)
                .map(|place| {
                    let at = book.newest();
                    (book.name(at, place.developer), book.developer_page(at, place.developer))
                })
                .collect(),
            more: most.len().saturating_sub(3),
            most_points: match most.first().map(|place| tally(place)) {
                Some(first) if most.iter().all(|place| tally(place) == first) => range(&first),
                Some(first) => format!("at least {}", first.low),
                None => String::new(),
            },
        }
    };
    groups(&view.index.catalog, By::Theme).iter().map(theme).collect()
}

/// `40.7`, or `40.7–52.0` where answers are open.
fn mean_text(mean: Mean) -> String {
    if mean.low == mean.high {
        mean.low.rounded(1)
    } else {
        format!("{}–{}", mean.low.rounded(1), mean.high.rounded(1))
    }
}

fn traits(book: &Book<'_>) -> Vec<TraitMeans> {
    let view: View<'_> = book.main();
    let rated = |row: &usize| !view.sheet.tally(*row, 0..view.sheet.indicators).is_silent();
    let rows: Vec<usize> = (0..view.index.entries.len()).filter(rated).collect();
    let out_of = view.index.catalog.out_of(view.sheet.indicators);
    let of = |by: &crate::model::Trait| {
        let found = means(view.index, view.sheet, &rows, by, &[]);
        let groups = found.iter().map(|group| GroupRow {
            label: named(&group.label),
            developers: group.developers.len(),
            names: group.developers.iter().map(|row| book.name(book.newest(), *row)).collect(),
            mean: mean_text(group.total),
            percent: group.total.low.of(out_of).map_or_else(|| "0".into(), |s| s.percent(1)),
        });
        TraitMeans { name: named(&by.name), groups: groups.collect() }
    };
    let all = view.index.edition.traits.iter().map(of);
    all.filter(|of| of.groups.len() > 1).collect()
}

/// The charts of whole editions: path without extension, and what each shows.
fn pictures(book: &Book<'_>) -> Vec<(String, String)> {
    let kinds = super::charts::kinds(book).into_iter();
    let kinds = kinds.filter(|kind| !matches!(kind, Kind::Profile(..)));
    let picture = |kind| {
        let frame = super::charts::chart(book, kind)?.frame;
        Some((super::charts::path(book, kind), plain(&frame.title)))
    };
    kinds.filter_map(picture).collect()
}
