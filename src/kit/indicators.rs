//! What was asked, and by how many is it met?

use crate::analyze::diff::Side;
use crate::analyze::standing::met_by;
use crate::model::{Catalog, Cell, Id, Indicator};
use crate::page::table::Datum;

use super::origin::{edition, origin};
use super::table::{Columns, Field, Link, Owner, Table, number, text};

/// An indicator of an edition.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) side: Side<'a>,
    pub(super) at: usize,
}

impl<'a> Asked<'a> {
    fn catalog(&self) -> &'a Catalog {
        &self.side.index.catalog
    }

    fn indicator(&self) -> &'a Indicator {
        &self.catalog().indicators[self.at]
    }

    fn count(&self, is: fn(Cell) -> bool) -> usize {
        self.side.sheet.column(self.at).filter(|cell| is(*cell)).count()
    }
}

/// The columns that say what an answer is to.
pub(super) fn what<'a>() -> Columns<'a, Asked<'a>> {
    let id = Field::id("indicator_id", "Id of the indicator, unique in its catalog").required();
    let theme = Field::text("theme", "Name of its theme: what it is about, across domains")
        .of(Owner::Questions);
    Columns::<Asked<'a>>::new()
        .with(id, |row| text(row.indicator().id.as_str()))
        .with(Field::text("indicator", "Name of the indicator").of(Owner::Indicators), |row| {
            text(&row.indicator().name)
        })
        .with(Field::text("domain", "Name of its domain").of(Owner::Indicators), |row| {
            text(&row.catalog().domains[row.indicator().domain].name)
        })
        .with(Field::text("subdomain", "Name of its subdomain").of(Owner::Indicators), |row| {
            text(&row.catalog().subdomains[row.indicator().subdomain].name)
        })
        .with(theme, |row| text(&row.catalog().themes[row.indicator().theme].name))
}

/// One row for each indicator of each edition, in the order of the index.
pub(super) fn indicators<'a>(editions: &[Side<'a>]) -> Table<'a> {
    let position = Field::count("position", "Its place in the index, from 1").required();
    let sha256 = "Hash of its card: changes when what is asked or what earns points does";
    let most = Field::number("max_score", "The most an answer can earn").required();
    let columns = edition(|row: &Asked<'a>| row.side)
        .with(position, |row| number(row.at + 1))
        .and(what())
        .and(group_ids())
        .with(Field::text("question", "What should be disclosed").of(Owner::Questions), |row| {
            text(&row.indicator().question)
        })
        .with(Field::text("guidance", "The bar an answer must meet").of(Owner::Questions), |row| {
            text(&row.indicator().guidance)
        })
        .with(most, |row| number(row.catalog().top()))
        .and(counts())
        .with(Field::hash("indicator_sha256", sha256).required(), |row| {
            text(&row.indicator().sha256)
        })
        .and(origin(|row: &Asked<'a>| row.side));
    let rows = editions
        .iter()
        .flat_map(|side| (0..side.sheet.indicators).map(|at| Asked { side: *side, at }));
    let (fields, rows) = columns.fill(rows);
    Table {
        name: "indicators",
        title: "Indicators",
        about: "One row for each indicator of each edition, in the order of the index",
        fields,
        key: &["edition", "indicator_id"],
        links: vec![Link::new(&["edition"], "editions")],
        rows,
    }
}

fn group_ids<'a>() -> Columns<'a, Asked<'a>> {
    type Of = for<'c> fn(&'c Catalog, &Indicator) -> &'c Id;
    let groups: [(&str, Of); 3] = [
        ("domain", |catalog, indicator| &catalog.domains[indicator.domain].id),
        ("subdomain", |catalog, indicator| &catalog.subdomains[indicator.subdomain].id),
        ("theme", |catalog, indicator| &catalog.themes[indicator.theme].id),
    ];
    groups.into_iter().fold(Columns::new(), |columns, (name, of)| {
        let field = Field::id(&format!("{name}_id"), &format!("Id of its {name}")).required();
        columns
            .with(field, move |row: &Asked<'a>| text(of(row.catalog(), row.indicator()).as_str()))
    })
}

fn counts<'a>() -> Columns<'a, Asked<'a>> {
    let met = "Developers with full points; empty where nobody has a rating";
    let rated = |cell: Cell| matches!(cell, Cell::Rated(_));
    let field = |name: &str, about: &str| Field::count(name, about).required();
    Columns::<Asked<'a>>::new()
        .with(Field::count("met_by", met), move |row| match row.count(rated) {
            0 => Datum::Empty,
            _ => number(met_by(row.side.sheet, row.at)),
        })
        .with(field("rated", "Developers with a rating"), move |row| number(row.count(rated)))
        .with(field("referred", "Developers whose answer a person must judge"), |row| {
            number(row.count(|cell| cell == Cell::Referred))
        })
        .with(field("unrated", "Developers of whose answer the rater said nothing"), |row| {
            number(row.count(|cell| cell == Cell::Unrated))
        })
}
