//! The first page: who ranks where, in figures, a table and pictures.

use askama::Template;

use crate::analyze::breakdown::{By, groups};
use crate::analyze::groups::means;
use crate::answer::score::View;
use crate::model::{Group, Ratio, Span};
use crate::page::words::{plain as number, range, rounded, span};
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
    let (edition, rater) = (&view.scored.index.edition, &view.scored.sheet.rater);
    let mut base = Base::new(book, 0, "ranking", &book.title()).with_script();
    let summary = summary::edition(book);
    base.about = summary.first().cloned().unwrap_or_default();
    let root = base.root;
    Index {
        label: book.labels[book.newest()].clone(),
        attribution: plain(&view.scored.index.attribution(rater)),
        figures: key_figures(book),
        summary,
        bars: figure(book, Kind::Ranking, root),
        ranking: Ranking::new(book),
        heat: figure(book, Kind::Heatmap, root),
        themes: themes(book),
        traits: traits(book),
        out_of: number(view.scored.out_of(), 2),
        change: Change::new(book, root),
        pictures: pictures(book),
        png: book.site.png,
        data: book.site.data,
        citation: edition.citation.as_deref().map(plain),
        licence: edition.licence.as_deref().map(plain),
        official: view.scored.index.is_official(rater),
        base,
    }
}

fn key_figures(book: &Book<'_>) -> Vec<KeyFigure> {
    let view = book.main();
    let (s, words) = (view.summary, view.scored.words());
    let figure = |value: String, label: &str| KeyFigure { value, label: label.to_owned() };
    let mut out = vec![
        figure(grouped(s.developers + s.silent), &words.ranked.many),
        figure(grouped(s.indicators), &words.asked.many),
    ];
    if let (Some(mean), Some(median)) = (s.mean, s.median) {
        out.push(figure(rounded(mean, 1), "mean of the points"));
        out.push(figure(span(median, 1), "median"));
    }
    if let (Some(least), Some(most)) = (s.min, s.max) {
        out.push(figure(format!("{} to {}", span(least, 2), span(most, 2)), "fewest to most"));
    }
    if view.scored.is_yes_or_no() {
        let label = format!("{} met by nobody", words.asked.many);
        out.push(figure(grouped(s.met_by_none), &label));
    } else if let Some(share) = s.spread.full_share() {
        out.push(figure(format!("{} %", share.percent(0)), "of all ratings are the best there is"));
    }
    out
}

fn themes(book: &Book<'_>) -> Vec<Theme> {
    let view = book.main();
    let theme = |group: &Group| {
        let scored = view.scored;
        let out_of = scored.out_of_on(&group.members);
        let mean = scored.mean_on(&group.members, scored.everybody());
        let most = scored.leaders_on(&group.members);
        let at = book.newest();
        Theme {
            name: named(&group.name),
            indicators: group.members.len(),
            mean: mean.map_or_else(|| "–".into(), |mean| rounded(mean, 1)),
            out_of: number(out_of, 2),
            percent: percent(mean, out_of),
            most: most
                .iter()
                .take(3)
                .map(|(row, _)| (book.name(at, *row), book.developer_page(at, *row)))
                .collect(),
            more: most.len().saturating_sub(3),
            most_points: match most.first() {
                Some((_, first)) if most.iter().all(|(_, score)| score == first) => {
                    range(Some(*first), view.scored.decimals())
                }
                Some((_, first)) => format!("at least {}", first.low),
                None => String::new(),
            },
        }
    };
    groups(&view.scored.index.catalog, By::Theme).iter().map(theme).collect()
}

/// Percent of a whole for the length of a bar.
fn percent(mean: Option<Span>, out_of: Ratio) -> String {
    let share = mean.and_then(|mean| mean.of(out_of));
    share.map_or_else(|| "0".into(), |share| share.low.percent(1))
}

fn traits(book: &Book<'_>) -> Vec<TraitMeans> {
    let view: View<'_> = book.main();
    let everybody: Vec<usize> = view.scored.everybody().collect();
    let of = |by: &crate::model::Trait| {
        let found = means(view.scored, &everybody, by, &[]);
        let groups = found.iter().map(|group| GroupRow {
            label: named(&group.label),
            developers: group.developers.len(),
            names: group.developers.iter().map(|row| book.name(book.newest(), *row)).collect(),
            mean: rounded(group.total, 1),
            percent: percent(Some(group.total), view.scored.out_of()),
        });
        TraitMeans { name: named(&by.name), groups: groups.collect() }
    };
    let all = view.scored.index.edition.traits.iter().map(of);
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
