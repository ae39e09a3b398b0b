//! Who ranks where, in total and by domain?

use crate::analyze::breakdown::{By, groups};
use crate::analyze::diff::Side;
use crate::analyze::ranking::{Place, rank};
use crate::model::{Id, Points, Tally};
use crate::page::table::Datum;

use super::developers::who;
use super::origin::{edition, origin};
use super::table::{Columns, Field, Link, Table, known, number};

struct Row<'a> {
    side: Side<'a>,
    place: Place,
}

/// One row for each developer in each edition, the best first.
pub(super) fn ranking<'a>(editions: &[Side<'a>]) -> Table<'a> {
    let of = |row: &Row<'a>| row.side;
    let rank_of = Field::count(
        "rank",
        "Rank among all of the edition by score: 1, 2, 2, 4; none for who was not rated at all",
    );
    let tied = "Whether another developer has the same rank; within a tie, rows go by name";
    let columns = edition(of)
        .with(rank_of, |row| row.place.rank.map_or(Datum::Empty, number))
        .with(Field::flag("tied", tied).required(), |row| Datum::Flag(row.place.tied))
        .and(who(|row: &Row<'a>| &row.side.index.entries[row.place.developer]))
        .and(scores("", "", |row| Some(row.place.total)))
        .and(counts());
    let columns = domains(editions).into_iter().fold(columns, |columns, (id, name)| {
        let tally = |row: &Row<'a>| {
            let parts = groups(&row.side.index.catalog, By::Domain);
            let part = parts.into_iter().find(|part| part.id == *id)?;
            Some(row.side.sheet.tally(row.place.developer, part.members))
        };
        columns.and(scores(&format!("_domain_{id}"), &format!(" in {name}"), tally))
    });
    let rows = editions.iter().flat_map(|side| {
        let names = side.index.entries.iter().map(|entry| entry.developer.name.as_str());
        let places = rank(side.sheet, &names.collect::<Vec<_>>());
        places.into_iter().map(|place| Row { side: *side, place })
    });
    let (fields, rows) = columns.and(origin(of)).fill(rows);
    Table {
        name: "ranking",
        title: "Ranking",
        about: "One row for each developer in each edition, the best first",
        fields,
        key: &["edition", "developer_id"],
        links: vec![Link::new(&["edition", "developer_id"], "developers")],
        rows,
    }
}

/// The columns of a tally; empty where the edition has no such part.
fn scores<'a>(
    suffix: &str,
    part: &str,
    tally: impl Fn(&Row<'a>) -> Option<Tally> + Copy + 'a,
) -> Columns<'a, Row<'a>> {
    let least = "an open answer counts as the least, and without any rating there are none";
    let field = |name: &str, about: &str| Field::number(format!("{name}{suffix}"), about);
    let value =
        |of: fn(Tally) -> Option<Points>| move |row: &Row<'a>| known(tally(row).and_then(of));
    Columns::new()
        .with(
            field("score", &format!("Points{part}; {least}")),
            value(|tally| (!tally.is_silent()).then_some(tally.low)),
        )
        .with(
            field("score_high", &format!("Points{part} if every open answer got the most")),
            value(|tally| Some(tally.high)),
        )
        .with(
            field("max_score", &format!("The most that can be had{part}")),
            value(|tally| Some(tally.out_of)),
        )
}

fn counts<'a>() -> Columns<'a, Row<'a>> {
    let field = |name: &str, about: &str| Field::count(name, about).required();
    Columns::<Row<'a>>::new()
        .with(field("rated", "Answers with a rating"), |row| number(row.place.total.rated))
        .with(field("referred", "Answers a person must judge"), |row| {
            number(row.place.total.referred)
        })
        .with(field("unrated", "Answers of which the rater said nothing"), |row| {
            number(row.place.total.unrated)
        })
}

/// Every domain of every edition once, with its newest name.
fn domains<'a>(editions: &[Side<'a>]) -> Vec<(&'a Id, &'a str)> {
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
