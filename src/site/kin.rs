//! Whom a developer came from, and who took its place, where that is not one for one.

use crate::analyze::lineage::Regrouping;

use super::book::Book;

/// A piece of a sentence: text, with a page if it is a name.
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) href: Option<String>,
}

type Sentence = Vec<Piece>;

/// Sentences about those a developer took the place of, and those who took its place.
pub(super) fn kin(book: &Book<'_>, edition: usize, row: usize) -> Vec<Sentence> {
    let rows = &book.lineage(edition, row).rows;
    let mut all: Vec<&Regrouping> = book.regroupings.iter().collect();
    all.sort_by_key(|found| (found.new, found.old));
    let mut out = Vec::new();
    for found in all {
        let has = |edition: usize, rows_of: &[usize]| rows[edition].filter(|r| rows_of.contains(r));
        out.extend(has(found.new, &found.group.new).and_then(|row| came(book, found, row)));
        out.extend(has(found.old, &found.group.old).and_then(|row| became(book, found, row)));
    }
    if out.is_empty() {
        out.extend(declared(book, edition, row));
    }
    out
}

/// In a later edition: whose place it took.
fn came(book: &Book<'_>, found: &Regrouping, row: usize) -> Option<Sentence> {
    let own = |edition: usize, other: usize| {
        book.developer_page(edition, other) == book.developer_page(found.new, row)
    };
    let before: Vec<usize> = found.group.old_of(row).collect();
    if before.iter().all(|old| own(found.old, *old)) {
        return None;
    }
    let goes_on = before.iter().any(|old| found.group.same_new(*old).is_some_and(|new| new != row));
    let how = if before.iter().any(|old| own(found.old, *old)) {
        "it stands for "
    } else if goes_on {
        "it took a part of the place of "
    } else {
        "it took the place of "
    };
    let mut out = vec![text(format!("In the edition of {} {how}", book.labels[found.new]))];
    out.extend(names(book, found.old, &before));
    let others = before.iter().flat_map(|old| found.group.new_of(*old));
    let others: Vec<usize> =
        unique(others.filter(|new| *new != row && found.group.same_old(*new).is_none()));
    if !others.is_empty() {
        out.push(text(", with "));
        out.extend(names(book, found.new, &others));
    }
    out.push(text(". Points are not compared one to one."));
    Some(out)
}

/// In an earlier edition: who took its place.
fn became(book: &Book<'_>, found: &Regrouping, row: usize) -> Option<Sentence> {
    let own = found.group.same_new(row);
    let after: Vec<usize> = found.group.new_of(row).filter(|new| Some(*new) != own).collect();
    if after.is_empty() {
        return None;
    }
    let mut out = vec![text(format!("In the edition of {} ", book.labels[found.new]))];
    out.extend(names(book, found.new, &after));
    let part = if own.is_some() { "a part of its place" } else { "its place" };
    out.push(text(format!(" took {part}")));
    let others = after.iter().flat_map(|new| found.group.old_of(*new));
    let others: Vec<usize> =
        unique(others.filter(|old| *old != row && found.group.same_new(*old).is_none()));
    if !others.is_empty() {
        out.push(text(", and that of "));
        out.extend(names(book, found.old, &others));
    }
    out.push(text(". Points are not compared one to one."));
    Some(out)
}

/// Of one that is gone: who took its place, in the first edition that has any of them.
fn declared(book: &Book<'_>, edition: usize, row: usize) -> Option<Sentence> {
    let id = &book.entry(edition, row).developer.id;
    let page = book.developer_page(edition, row);
    let took = |later: usize| -> Vec<usize> {
        let entries = book.view(later).scored.index.entries.iter().enumerate();
        let took = entries.filter(|(other, entry)| {
            entry.predecessors.contains(id) && book.developer_page(later, *other) != page
        });
        took.map(|(row, _)| row).collect()
    };
    let mut later = (edition + 1..=book.newest()).map(|later| (later, took(later)));
    let (later, took) = later.find(|(_, took)| !took.is_empty())?;
    let mut out = vec![text(format!("In the edition of {} ", book.labels[later]))];
    out.extend(names(book, later, &took));
    out.push(text(" took its place."));
    Some(out)
}

fn unique(rows: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut rows: Vec<usize> = rows.collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn text(text: impl Into<String>) -> Piece {
    Piece { text: text.into(), href: None }
}

/// Names with their pages, and what stands between them.
fn names(book: &Book<'_>, edition: usize, rows: &[usize]) -> Sentence {
    let mut rows: Vec<(String, usize)> =
        rows.iter().map(|row| (book.name(edition, *row), *row)).collect();
    rows.sort_by_cached_key(|(name, row)| (name.to_lowercase(), *row));
    let count = rows.len();
    let mut out = Vec::new();
    for (at, (name, row)) in rows.into_iter().enumerate() {
        if at > 0 {
            out.push(text(if at + 1 == count { " and " } else { ", " }));
        }
        out.push(Piece { text: name, href: Some(book.developer_page(edition, row)) });
    }
    out
}
