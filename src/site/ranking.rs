//! The ranked table.

use crate::analyze::breakdown::{By, groups};
use crate::analyze::scored::Place;
use crate::answer::score::View;
use crate::model::{Group, Ratio, Span};
use crate::page::words::{NOT_APPLICABLE, plain as number, range, ranked};

use super::book::Book;
use crate::format::web::named;

/// The table with the controls that filter it.
pub(super) struct Ranking {
    /// Title for those who only hear the table.
    pub(super) caption: String,
    /// The most points in total.
    pub(super) out_of: String,
    /// What the further columns are.
    pub(super) columns: Vec<PartColumn>,
    /// What rows may be filtered by.
    pub(super) traits: Vec<TraitChoice>,
    pub(super) rows: Vec<Row>,
    /// Whether any score is a range.
    pub(super) open: bool,
}

/// A domain or theme.
pub(super) struct PartColumn {
    /// Its key among the columns.
    pub(super) key: String,
    pub(super) name: String,
    pub(super) out_of: String,
    /// Shown only when it is asked for, where there is a script to ask.
    pub(super) is_theme: bool,
}

/// A trait with its values.
pub(super) struct TraitChoice {
    pub(super) name: String,
    /// Token and label.
    pub(super) values: Vec<(String, String)>,
}

/// One developer.
pub(super) struct Row {
    pub(super) rank: String,
    pub(super) rank_value: usize,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) model: Option<String>,
    pub(super) score: Points,
    /// Percent of what is possible: certain, and possible besides.
    pub(super) bar: (String, String),
    pub(super) open: usize,
    pub(super) parts: Vec<Points>,
    /// Which traits it has.
    pub(super) tokens: String,
}

/// Points of a cell.
pub(super) struct Points {
    /// As printed.
    pub(super) text: String,
    /// What rows are sorted by: the lower end; nothing where nothing was rated.
    pub(super) value: String,
    /// `all` and `none` are set off from what lies between.
    pub(super) class: &'static str,
}

/// Points as printed, and by which they are sorted.
pub(super) fn points(score: Option<Span>, out_of: Ratio, decimals: Option<u32>) -> Points {
    if out_of == Ratio::ZERO {
        return Points { text: NOT_APPLICABLE.to_owned(), value: String::new(), class: "unrated" };
    }
    let Some(score) = score else {
        return Points { text: "not rated".to_owned(), value: String::new(), class: "unrated" };
    };
    let class = match score.low {
        low if low == out_of => "all",
        _ if score.high == Ratio::ZERO => "nil",
        _ => "",
    };
    Points { text: range(Some(score), decimals), value: score.low.to_string(), class }
}

impl Ranking {
    pub(super) fn new(book: &Book<'_>) -> Self {
        let view = book.main();
        let catalog = &view.scored.index.catalog;
        let parts = [By::Domain, By::Theme].map(|by| (by, groups(catalog, by)));
        let columns = parts.iter().flat_map(|(by, parts)| {
            parts.iter().enumerate().map(|(at, part)| PartColumn {
                key: format!("{}{at}", by.as_str()),
                name: named(&part.name),
                out_of: number(view.scored.out_of_on(&part.members), 2),
                is_theme: *by == By::Theme,
            })
        });
        let groups: Vec<Group> = parts.iter().flat_map(|(_, parts)| parts.clone()).collect();
        let used = |id: &str, value: &str| {
            let mut entries = view.scored.index.entries.iter();
            entries.any(|entry| entry.disclosure.trait_value(id) == Some(value))
        };
        let traits =
            view.scored.index.edition.traits.iter().enumerate().map(|(at, of)| TraitChoice {
                name: named(&of.name),
                values: of
                    .values
                    .iter()
                    .enumerate()
                    .filter(|(_, (value, _))| used(of.id.as_str(), value))
                    .map(|(nth, (_, label))| (token(at, nth), named(label)))
                    .collect(),
            });
        Self {
            caption: format!("Ranking, {}", book.labels[book.newest()]),
            out_of: number(view.scored.out_of(), 2),
            columns: columns.collect(),
            traits: traits.filter(|choice| choice.values.len() > 1).collect(),
            rows: view.places.iter().map(|place| row(book, view, place, &groups)).collect(),
            open: view.summary.open > 0,
        }
    }

    pub(super) fn themes(&self) -> impl Iterator<Item = &PartColumn> {
        self.columns.iter().filter(|column| column.is_theme)
    }
}

/// A trait's value as a word without spaces.
fn token(of: usize, value: usize) -> String {
    format!("t{of}={value}")
}

fn row(book: &Book<'_>, view: View<'_>, place: &Place, groups: &[Group]) -> Row {
    let entry = &view.scored.index.entries[place.developer];
    let traits = view.scored.index.edition.traits.iter().enumerate();
    let tokens: Vec<String> = traits
        .filter_map(|(at, of)| {
            let value = entry.disclosure.trait_value(of.id.as_str())?;
            let nth = of.values.iter().position(|(known, _)| known == value)?;
            Some(token(at, nth))
        })
        .collect();
    let share = place.share().unwrap_or_default();
    let decimals = view.scored.decimals();
    let part = |group: &Group| {
        let tally = view.scored.tally(place.developer, &group.members);
        points(tally.score(), tally.out_of, decimals)
    };
    Row {
        rank: ranked(place.rank),
        rank_value: place.rank.map_or(usize::MAX, |rank| rank.best),
        name: named(&entry.developer.name),
        href: book.developer_page(book.newest(), place.developer),
        model: entry.disclosure.model.as_deref().map(named),
        score: points(place.score, place.out_of, decimals),
        bar: (share.low.percent(1), share.high.percent(1)),
        open: place.total.undecided(),
        parts: groups.iter().map(part).collect(),
        tokens: tokens.join(" "),
    }
}
