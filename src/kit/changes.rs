//! What changed between editions, for whom?

use crate::answer::diff::View;
use crate::answer::diff::columns::{End, Row, comparable, moved, raw, standing, who};
use crate::model::Words;
use crate::page::column::Column;
use crate::page::table::{Cell, Columns};

use super::origin::{attribution, credit, rater};
use super::table::{Link, Table};

/// One row for each developer of two editions that were compared.
pub(super) fn changes<'a>(views: &[View<'a>]) -> Table<'a> {
    let words = match views.last() {
        Some(view) => view.words(),
        None => Words::of_any(),
    };
    let columns = compared()
        .and(who(words))
        .and(standing(End::Old))
        .and(standing(End::New))
        .and(raw())
        .and(comparable(|row: &Row<'a>| row.change.comparable.as_ref()))
        .and(moved())
        .and(origin());
    let columns = columns.only(|column| column.key.is_some());
    let rows = views
        .iter()
        .flat_map(|view| view.developers.iter().map(|change| Row { view: *view, change }));
    Table {
        name: "changes",
        stem: None,
        title: "Changes",
        about: "One row for each developer and two editions that were compared",
        key: &["old_edition_id", "new_edition_id", "basis", "developer_id"],
        links: ["old_edition_id", "new_edition_id"]
            .map(|column| Link { columns: vec![(column, "edition_id")], table: "editions" })
            .to_vec(),
        rows: columns.table(rows),
    }
}

/// Which comparison a row is of.
fn compared<'a>() -> Columns<'a, Row<'a>> {
    let bases = [
        ("kept", "indicators that ask the same"),
        ("kept or revised", "also those that ask the same thing differently"),
    ];
    Columns::<Row<'a>>::new()
        .with(Column::id("old.edition.id", "Id of the edition compared with").required(), |row| {
            Cell::text(row.view.whole.old.index.edition.id.as_str())
        })
        .with(Column::id("new.edition.id", "Id of the edition looked at").required(), |row| {
            Cell::text(row.view.whole.new.index.edition.id.as_str())
        })
        .with(Column::choice("basis", &bases, "What counts as comparable").required(), |row| {
            Cell::text(if row.view.whole.basis.revised { "kept or revised" } else { "kept" })
        })
}

/// Who gave the points and how the catalogs relate, at the end of every row.
fn origin<'a>() -> Columns<'a, Row<'a>> {
    let side = |end: End| {
        move |row: &Row<'a>| if end == End::New { row.view.whole.new } else { row.view.whole.old }
    };
    let columns = Columns::<Row<'a>>::new()
        .with(Column::text("crosswalk_by", "Who says how the catalogs relate"), |row| {
            Cell::text(row.view.crosswalk)
        })
        .with(rater(), |row| Cell::text(row.view.whole.new.sheet.rater.as_str()));
    let columns = End::BOTH.into_iter().fold(columns, |columns, end| {
        let id = Column::id("catalog.id", "Id of the edition's catalog").required();
        let hash = Column::hash("catalog.sha256", "Hash of that catalog").required();
        let of = side(end);
        columns
            .with(id.below(end.path()), move |row| Cell::text(of(row).index.catalog.id.as_str()))
            .with(hash.below(end.path()), move |row| Cell::text(&*of(row).index.catalog.sha256))
    });
    columns.with(attribution(), move |row| {
        let [old, new] = End::BOTH.map(|end| credit(side(end)(row)));
        if old == new { Cell::text(old) } else { Cell::text(format!("{old}; {new}")) }
    })
}
