//! Who ranks where, in total and by domain?

use crate::analyze::breakdown::{By, groups};
use crate::analyze::scored::{Place, Scored};
use crate::answer::columns::{Said, amount, of_part, rank, who};
use crate::answer::score::{counts, total_of};
use crate::model::Id;
use crate::page::table::{Columns, Table as Rows};

use super::origin::{edition, origin};
use super::table::{Link, Table};

/// A developer's place in an edition.
#[derive(Clone, Copy)]
struct Row<'a> {
    side: &'a Scored<'a>,
    place: Place,
}

/// One row for each developer in each edition, the best first.
pub(super) fn ranking<'a>(editions: &[&'a Scored<'a>]) -> Table<'a> {
    Table {
        name: "ranking",
        stem: None,
        title: "Ranking",
        about: "One row for each developer in each edition, the best first",
        key: &["edition_id", "developer_id"],
        links: vec![Link::new(&["edition_id", "developer_id"], "developers")],
        rows: rows(editions),
    }
}

fn rows<'a>(editions: &[&'a Scored<'a>]) -> Rows<'a> {
    let place = |row: &Row<'a>| row.place;
    let columns = edition(|row: &Row<'a>| row.side)
        .and(rank("among all of the edition", |row: &Row<'a>| row.place.rank))
        .and(who(super::words(editions), |row: &Row<'a>| {
            &row.side.index.entries[row.place.developer]
        }))
        .and(amount(&Said::score("Score"), |row: &Row<'a>| Some(total_of(&row.place))))
        .and(counts().of(place));
    let columns = domains(editions).into_iter().fold(columns, |columns, (id, name)| {
        let columns_of = amount(&Said::score(format!("Points in {name}")), move |row: &Row<'a>| {
            let parts = groups(&row.side.index.catalog, By::Domain);
            let part = parts.into_iter().find(|part| part.id == *id)?;
            Some(row.side.tally(row.place.developer, &part.members).into())
        });
        columns.and(of_part("domain", id, columns_of))
    });
    let rows = editions
        .iter()
        .flat_map(|side| side.places().iter().map(|place| Row { side, place: *place }));
    let columns: Columns<'a, Row<'a>> = columns.and(origin(|row: &Row<'a>| row.side));
    columns.table(rows)
}

/// Every domain of every edition once, with its newest name.
fn domains<'a>(editions: &[&'a Scored<'a>]) -> Vec<(&'a Id, &'a str)> {
    let mut found: Vec<(&Id, &str)> = Vec::new();
    for side in editions {
        for domain in side.index.catalog.domains.iter().filter(|d| !d.members.is_empty()) {
            match found.iter_mut().find(|(id, _)| **id == domain.id) {
                Some(known) => known.1 = &domain.name,
                None => found.push((&domain.id, &domain.name)),
            }
        }
    }
    found
}
