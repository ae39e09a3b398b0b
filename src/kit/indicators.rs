//! What was asked, and by how many is it met?

use crate::analyze::scored::Scored;
use crate::answer::columns::{Asked, indicator, place};
use crate::model::{Cell as Score, Open, Words};
use crate::page::column::{Column, Owner};
use crate::page::table::{Cell, Columns};

use super::origin::{edition, origin};
use super::table::{Link, Table};

/// An indicator of an edition.
#[derive(Clone, Copy)]
struct Row<'a> {
    side: &'a Scored<'a>,
    at: usize,
}

impl<'a> Row<'a> {
    fn asked(&self) -> Asked<'a> {
        Asked { catalog: &self.side.index.catalog, at: self.at }
    }

    fn count(&self, is: impl Fn(Score) -> bool) -> usize {
        self.side.sheet.column(self.at).filter(|cell| is(*cell)).count()
    }
}

/// One row for each indicator of each edition, in the order of the index.
pub(super) fn indicators<'a>(editions: &[&'a Scored<'a>]) -> Table<'a> {
    let position = "Its place in the index, from 1";
    let sha256 = "Hash of its card: changes when what is asked or what earns points does";
    let most = "The most an answer can earn";
    let words = super::words(editions);
    let columns = edition(|row: &Row<'a>| row.side)
        .with(Column::count("position", "indicators", position).required(), |row| {
            Cell::number(row.at + 1)
        })
        .and(indicator(super::words(editions)).of(|row: &Row<'a>| row.asked()))
        .and(place().of(|row: &Row<'a>| row.asked()))
        .with(
            Column::text("question", words.say("What should be disclosed")).owned(Owner::Questions),
            |row| Cell::text(&*row.asked().card().question),
        )
        .with(
            Column::text("guidance", "The bar an answer must meet").owned(Owner::Questions),
            |row| Cell::text(&*row.asked().card().guidance),
        )
        .with(Column::number("max_score", "points", most).required(), |row| {
            let asked = row.asked();
            Cell::number(asked.catalog.scale_of(asked.card()).best())
        })
        .and(counts(words))
        .with(Column::hash("indicator.sha256", sha256).required(), |row| {
            Cell::text(&*row.asked().card().sha256)
        })
        .and(origin(|row: &Row<'a>| row.side));
    let rows =
        editions.iter().flat_map(|side| (0..side.sheet.indicators).map(|at| Row { side, at }));
    Table {
        name: "indicators",
        stem: None,
        title: "Indicators",
        about: "One row for each indicator of each edition, in the order of the index",
        key: &["edition_id", "indicator_id"],
        links: vec![Link::new(&["edition_id"], "editions")],
        rows: columns.table(rows),
    }
}

fn counts<'a>(words: &Words) -> Columns<'a, Row<'a>> {
    let met = "Developers with full points; empty where nobody has a rating";
    let count = |key: &str, about: &'static str| Column::count(key, "developers", words.say(about));
    let rated = |cell: Score| cell.points().is_some();
    Columns::<Row<'a>>::new()
        .with(count("met_by", met), move |row| {
            let met = row.side.met_by(row.at, row.side.everybody());
            Cell::known((row.count(rated) > 0).then_some(met))
        })
        .with(count("rated", "Developers with a rating").required(), move |row| {
            Cell::number(row.count(rated))
        })
        .with(count("referred", "Developers whose answer a person must judge").required(), |row| {
            Cell::number(row.count(|cell| cell.is(Open::Referred)))
        })
        .with(
            count("unrated", "Developers of whose answer the rater said nothing").required(),
            |row| Cell::number(row.count(|cell| cell.is(Open::Unrated))),
        )
}
