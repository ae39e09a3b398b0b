//! The columns by which a file that has lost its folder still says whose numbers it holds.

use crate::analyze::diff::Side;
use crate::model::Rater;

use super::table::{Columns, Field, maybe, text};

/// Which edition a row is of.
pub(super) fn edition<'a, R: 'a>(of: impl Fn(&R) -> Side<'a> + 'a) -> Columns<'a, R> {
    let field = Field::id("edition", "Id of the edition, as in editions.csv").required();
    Columns::new().with(field, move |row| text(of(row).index.edition.id.as_str()))
}

/// Who gave the points and what was asked, at the end of every row of numbers.
pub(super) fn origin<'a, R: 'a>(of: impl Fn(&R) -> Side<'a> + Copy + 'a) -> Columns<'a, R> {
    let catalog = Field::id("catalog", "Id of the catalog of indicators").required();
    let sha256 = "Hash of the catalog: another hash means that something else was asked";
    Columns::new()
        .with(rater(), move |row| text(of(row).sheet.rater.as_str()))
        .with(catalog, move |row| text(of(row).index.catalog.id.as_str()))
        .with(Field::hash("catalog_sha256", sha256).required(), move |row| {
            text(of(row).index.catalog.sha256.as_str())
        })
        .with(attribution(), move |row| text(credit(of(row))))
        .with(Field::text("published_by", PUBLISHED), move |row| {
            maybe(of(row).index.catalog.published_by.as_deref())
        })
        .with(Field::text("words_by", WORDS), move |row| {
            maybe(of(row).index.catalog.words_by.as_deref())
        })
}

const PUBLISHED: &str = "Who published the catalog's indicators: their names, and those of domains and \
                         subdomains; empty where nobody says";
const WORDS: &str = "Who wrote the catalog's questions, guidance, criteria and themes, which is not who gave \
                     the points; empty where nobody says";

/// Who gave the points, in a word.
pub(super) fn rater() -> Field {
    let words = [
        (Rater::Panel.as_str(), "the panel of the edition"),
        (Rater::Criteria.as_str(), "the criteria of the catalog's cards, applied by fmti"),
    ];
    Field::choice("rater", &words, "Who gave the points").required()
}

/// Who gave the points, in a line.
pub(super) fn attribution() -> Field {
    Field::text("attribution", "Who gave the points, in a line to print with them")
}

/// The line for one edition.
pub(super) fn credit(side: Side<'_>) -> &str {
    side.index.edition.attribution(side.sheet.rater)
}
