//! What did every developer get for every indicator, why, and where can it be verified?

use crate::analyze::scored::Scored;
use crate::answer::columns::{indicator, place, who};
use crate::answer::score::answers::{Row, disclosed, grounds, points};
use crate::model::Points;

use super::origin::{edition, origin};
use super::table::{Link, Table};

/// One row for each edition, developer and indicator.
pub(super) fn answers<'a>(editions: &[&'a Scored<'a>]) -> Table<'a> {
    let bounds = bounds(editions);
    let columns = edition(|row: &Row<'a>| row.scored)
        .and(who(super::words(editions), |row: &Row<'a>| &row.scored.index.entries[row.developer]))
        .and(place().of(|row: &Row<'a>| row.asked()))
        .and(indicator(super::words(editions)).of(|row: &Row<'a>| row.asked()))
        .and(points().each(move |column| match column.key.as_deref() {
            Some("score" | "max_score") => column.within(bounds),
            _ => column,
        }))
        .and(grounds())
        .and(disclosed(super::words(editions)))
        .and(origin(|row: &Row<'a>| row.scored));
    Table {
        name: "answers",
        stem: None,
        title: "Answers",
        about: "One row for each edition, developer and indicator",
        key: &["edition_id", "developer_id", "indicator_id"],
        links: vec![
            Link::new(&["edition_id", "developer_id"], "developers"),
            Link::new(&["edition_id", "indicator_id"], "indicators"),
        ],
        rows: columns.table(rows(editions)),
    }
}

/// Every answer of every edition.
pub(super) fn rows<'a>(editions: &[&'a Scored<'a>]) -> impl Iterator<Item = Row<'a>> {
    editions.iter().flat_map(|scored| {
        let of = move |developer| {
            (0..scored.sheet.indicators).map(move |at| Row { scored, developer, at })
        };
        scored.everybody().flat_map(of)
    })
}

/// The least and the most an answer can earn in any edition.
fn bounds(editions: &[&Scored<'_>]) -> (Points, Points) {
    let bounds = editions.iter().flat_map(|side| &side.sheet.columns).map(|of| of.scale.bounds());
    bounds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or_default()
}
