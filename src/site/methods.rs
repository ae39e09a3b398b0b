//! How the numbers came about, and how to cite them.

use askama::Template;

use crate::analyze::breakdown::{By, groups};
use crate::model::crosswalk::Relation;
use crate::text::words::capital;

use super::base::Base;
use super::book::Book;
use crate::format::web::{Reference, link, named, plain};
use crate::page::whose::{self, links, words};
use crate::page::words::plain as number;

#[derive(Template)]
#[template(path = "site/methods.html")]
pub(super) struct Methods {
    base: Base,
    panel: bool,
    attribution: String,
    official: bool,
    scale: String,
    /// Whether every indicator counts the same, and scores are sums.
    is_plain: bool,
    indicators: usize,
    out_of: String,
    /// How scores are made.
    method: String,
    domains: Vec<(String, usize, String)>,
    editions: Vec<Edition>,
    comparisons: Vec<Comparison>,
    open: Option<String>,
}

struct Edition {
    label: String,
    id: String,
    title: String,
    date: String,
    developers: usize,
    indicators: usize,
    catalog: String,
    sha256: String,
    citation: Option<String>,
    licence: Option<String>,
    attribution: String,
    words: Option<String>,
    links: Vec<Reference>,
}

struct Comparison {
    old: String,
    new: String,
    crosswalk: String,
    /// Where the kinds were published.
    published: Option<String>,
    kinds: Vec<(&'static str, String)>,
}

pub(super) fn page(book: &Book<'_>) -> Methods {
    let view = book.main();
    let (index, rater) = (view.scored.index, &view.scored.sheet.rater);
    let catalog = &index.catalog;
    let domains = groups(catalog, By::Domain);
    let share = |members: &[usize]| {
        view.scored.part_of_all(members).map(|share| share.percent(0)).unwrap_or_default()
    };
    let edition = |at: usize| {
        let index = book.view(at).scored.index;
        let (edition, catalog) = (&index.edition, &index.catalog);
        Edition {
            label: book.labels[at].clone(),
            id: edition.id.to_string(),
            title: named(&edition.title),
            date: plain(&edition.date),
            developers: index.entries.len(),
            indicators: catalog.indicators.len(),
            catalog: catalog.id.to_string(),
            sha256: catalog.sha256.clone(),
            citation: edition.citation.as_deref().map(plain),
            licence: edition.licence.as_deref().map(plain),
            attribution: plain(&index.attribution(rater)),
            words: words(&[index], whose::ALL).map(|words| plain(&words)),
            links: links(&[index]).iter().map(link).collect(),
        }
    };
    let title = format!("Methods · {}", book.title());
    Methods {
        base: Base::new(book, 0, "methods", &title),
        panel: rater.is_panel(),
        attribution: plain(&index.attribution(rater)),
        official: index.is_official(rater),
        scale: catalog.scale.words(),
        indicators: catalog.indicators.len(),
        out_of: number(view.scored.out_of(), 2),
        method: capital(&catalog.method.sentence()),
        is_plain: view.scored.is_plain_sum(),
        domains: domains
            .iter()
            .map(|domain| (named(&domain.name), domain.members.len(), share(&domain.members)))
            .collect(),
        editions: (0..book.site.editions.len()).rev().map(edition).collect(),
        comparisons: (1..book.site.editions.len())
            .rev()
            .filter_map(|at| comparison(book, at))
            .collect(),
        open: (view.summary.open > 0).then(|| {
            crate::page::words::open_answers(rater, view.summary.open, view.summary.answers)
        }),
    }
}

fn comparison(book: &Book<'_>, at: usize) -> Option<Comparison> {
    let change = book.change(at)?;
    let asked = &change.whole.new.words().asked;
    let kind = |word: &'static str, wanted: fn(Relation) -> bool| {
        let links = || change.whole.links.iter().filter(|link| wanted(link.relation));
        let (old, new): (usize, usize) =
            links().fold((0, 0), |(old, new), l| (old + l.from.len(), new + l.to.len()));
        let text = match (old, new) {
            (0, 0) => return None,
            (old, 0) => asked.counted(old),
            (0, new) => asked.counted(new),
            (old, new) if old == new => asked.counted(new),
            (old, new) => format!("{} became {new}", asked.counted(old)),
        };
        Some((word, text))
    };
    let kinds = [
        kind("Kept", |r| r == Relation::Kept),
        kind("Revised", |r| matches!(r, Relation::Revised(_))),
        kind("Split", |r| r == Relation::Split),
        kind("Merged", |r| r == Relation::Merged),
        kind("Dropped", |r| r == Relation::Dropped),
        kind("Added", |r| r == Relation::Added),
    ];
    Some(Comparison {
        old: book.labels[at - 1].clone(),
        new: book.labels[at].clone(),
        crosswalk: plain(change.crosswalk),
        published: change.whole.published_by.as_ref().and_then(|by| by.url.clone()),
        kinds: kinds.into_iter().flatten().collect(),
    })
}
