//! Of which edition a row is, and who gave its points: the same words in every table.

use crate::analyze::scored::Scored;
use crate::page::column::{Column, Owner};
use crate::page::table::{Cell, Columns};

/// Which edition a row is of.
pub(super) fn edition<'a, R: 'a>(of: impl Fn(&R) -> &'a Scored<'a> + 'a) -> Columns<'a, R> {
    let column = Column::id("edition.id", "Id of the edition, as in editions.csv").required();
    Columns::new().with(column, move |row| Cell::text(of(row).index.edition.id.as_str()))
}

/// Who gave the points and what was asked, at the end of every row of numbers.
pub(super) fn origin<'a, R: 'a>(of: impl Fn(&R) -> &'a Scored<'a> + Copy + 'a) -> Columns<'a, R> {
    let catalog = Column::id("catalog.id", "Id of the catalog of indicators").required();
    let sha256 = "Hash of the catalog: another hash means that something else was asked";
    Columns::new()
        .with(rater(), move |row| Cell::text(of(row).sheet.rater.as_str()))
        .with(catalog, move |row| Cell::text(of(row).index.catalog.id.as_str()))
        .with(Column::hash("catalog.sha256", sha256).required(), move |row| {
            Cell::text(of(row).index.catalog.sha256.as_str())
        })
        .with(attribution(), move |row| Cell::text(credit(of(row))))
        .with(Column::text("published_by", PUBLISHED).owned(Owner::Computed), move |row| {
            Cell::maybe(of(row).index.catalog.published_by.as_deref())
        })
        .with(Column::text("words_by", WORDS), move |row| {
            Cell::maybe(of(row).index.catalog.words_by.as_deref())
        })
}

const PUBLISHED: &str = "Who published the catalog's indicators: their names, and those of domains \
                         and subdomains; empty where nobody says";
const WORDS: &str = "Who wrote the catalog's questions, guidance, criteria and themes, which is not \
                     who gave the points; empty where nobody says";

/// Who gave the points, in a word.
pub(super) fn rater() -> Column {
    Column::text("rater", "Id of who gave the points: `panel`, `criteria`, or another rater's")
        .required()
}

/// Who gave the points, in a line.
pub(super) fn attribution() -> Column {
    Column::text("attribution", "Who gave the points, in a line to print with them")
}

/// The line for one edition.
pub(super) fn credit(side: &Scored<'_>) -> String {
    side.index.attribution(&side.sheet.rater)
}
