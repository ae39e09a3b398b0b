//! A developer and an indicator through editions.

use crate::analyze::diff::pairs::Link;
use crate::model::crosswalk::Relation;
use crate::page::words::{plain as number, range, ranked};

use super::book::Book;
use crate::format::web::{named, plain};

/// A developer in one edition.
pub(super) struct Standing {
    pub(super) edition: String,
    /// What it was called, where that differs.
    pub(super) name: Option<String>,
    pub(super) model: Option<String>,
    pub(super) score: String,
    pub(super) out_of: String,
    pub(super) rank: String,
    pub(super) of: usize,
    /// Whether it merged or split since the edition before, under the id it had.
    pub(super) is_break: bool,
}

/// A developer in every edition it is in, the newest first.
pub(super) fn standings(book: &Book<'_>, edition: usize, row: usize) -> Vec<Standing> {
    let name = book.name(edition, row);
    let lineage = book.lineage(edition, row);
    let in_edition = |(at, row): (usize, &Option<usize>)| {
        let row = (*row)?;
        let view = book.view(at);
        let place = view.scored.place(row);
        let silent = place.score.is_none();
        let model = book.entry(at, row).disclosure.model.as_deref();
        Some(Standing {
            edition: book.labels[at].clone(),
            name: Some(book.name(at, row)).filter(|then| *then != name),
            model: model.map(named),
            score: if silent {
                "not rated".into()
            } else {
                range(place.score, view.scored.decimals())
            },
            out_of: number(place.out_of, 2),
            rank: ranked(place.rank),
            of: book.with_rank(at),
            is_break: lineage.breaks.contains(&at),
        })
    };
    lineage.rows.iter().enumerate().rev().filter_map(in_edition).collect()
}

/// How an indicator relates to those of a neighbouring edition.
pub(super) struct Relative {
    /// The other edition.
    pub(super) edition: String,
    /// Whether the other edition is the earlier.
    pub(super) is_before: bool,
    /// The relation in words.
    pub(super) relation: String,
    /// Whether that word is published, and not only read by whoever wrote the crosswalk.
    pub(super) published: bool,
    /// Name and page of each indicator there.
    pub(super) others: Vec<(String, Option<String>)>,
    pub(super) reason: String,
    /// Who says so.
    pub(super) by: String,
}

/// What an indicator was in the edition before its catalog's first, and what became of it in the
/// edition after its catalog's last.
pub(super) fn relatives(book: &Book<'_>, edition: usize, at: usize) -> Vec<Relative> {
    let id = book.catalog(edition).indicators[at].id.as_str();
    let catalog = &book.catalog(edition).id;
    let uses = |e: &usize| book.catalog(*e).id == *catalog;
    let count = book.site.editions.len();
    let first = (0..count).find(uses).unwrap_or(edition);
    let last = (0..count).rev().find(uses).unwrap_or(edition);
    let mut out = Vec::new();
    if let (Some(change), Some(at)) = (book.change(first), book.position(first, id))
        && let Some(link) = change.whole.links.iter().find(|link| link.to.contains(&at))
    {
        out.push(relative(book, first - 1, true, link, change.crosswalk));
    }
    if last + 1 < count
        && let (Some(change), Some(at)) = (book.change(last + 1), book.position(last, id))
        && let Some(link) = change.whole.links.iter().find(|link| link.from.contains(&at))
    {
        out.push(relative(book, last + 1, false, link, change.crosswalk));
    }
    out
}

fn relative(book: &Book<'_>, other: usize, is_before: bool, link: &Link, by: &str) -> Relative {
    let members = if is_before { &link.from } else { &link.to };
    let name = |at: &usize| {
        let name = plain(&book.catalog(other).indicators[*at].name);
        (name, book.indicator_page(other, *at))
    };
    let how = match link.relation {
        Relation::Revised(Some(how)) => format!("revised, {}", how.as_str()),
        Relation::Split if is_before => "part of what was asked".to_owned(),
        Relation::Split => "split".to_owned(),
        Relation::Merged if is_before => "merged".to_owned(),
        Relation::Merged => "merged with others".to_owned(),
        other => other.as_str().to_owned(),
    };
    Relative {
        edition: book.labels[other].clone(),
        is_before,
        relation: how,
        published: link.published,
        others: members.iter().map(name).collect(),
        reason: plain(&link.reason),
        by: plain(by),
    }
}

/// The edition since which an indicator is asked without a break, and whether it was revised on the
/// way.
pub(super) fn since(book: &Book<'_>, edition: usize, at: usize) -> (usize, bool) {
    let (mut edition, mut at, mut revised) = (edition, at, false);
    while let Some(change) = book.change(edition) {
        let link = change.whole.links.iter().find(|link| link.to.contains(&at));
        let Some(link) = link else { break };
        let single = (link.from.first(), link.from.len());
        let (Relation::Kept | Relation::Revised(_), (Some(before), 1)) = (link.relation, single)
        else {
            break;
        };
        revised |= link.relation != Relation::Kept;
        (edition, at) = (edition - 1, *before);
    }
    (edition, revised)
}
