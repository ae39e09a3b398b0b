//! What was typed, value by value?

use crate::analyze::scored::Scored;
use crate::answer::columns::{indicator, who};
use crate::answer::score::answers::Row;
use crate::grade::stated::{Stated, stated};
use crate::page::column::{Column, Owner};
use crate::page::table::{Cell, Columns};

use super::answers::rows;
use super::origin::{edition, origin};
use super::table::{Link, Table};

/// A value with the answer it stands in, and how many stand before it there.
type Value<'a> = (Row<'a>, usize, Stated<'a>);

/// One row for each typed value: of a field, a row of a table, an item of a list.
pub(super) fn values<'a>(editions: &[&'a Scored<'a>]) -> Table<'a> {
    let answer = |value: &Value<'a>| value.0;
    let columns = edition(|value: &Value<'a>| value.0.scored)
        .and(who(super::words(editions), |value: &Value<'a>| {
            &value.0.scored.index.entries[value.0.developer]
        }))
        .and(indicator(super::words(editions)).of(|row: &Row<'a>| row.asked()).of(answer))
        .and(value())
        .and(origin(|value: &Value<'a>| value.0.scored));
    let values = rows(editions).flat_map(|row| {
        let given = row.answer().map_or(&[][..], |answer| &answer.values);
        let stated = stated(&row.asked().card().fields, given);
        stated.into_iter().enumerate().map(move |(at, value)| (row, at + 1, value))
    });
    Table {
        name: "values",
        stem: None,
        title: "Values",
        about: "One row for each typed value of an answer",
        key: &["edition_id", "developer_id", "indicator_id", "position"],
        links: vec![Link::new(&["edition_id", "developer_id", "indicator_id"], "answers")],
        rows: columns.table(values),
    }
}

fn value<'a>() -> Columns<'a, Value<'a>> {
    let row = "The number of the row or item, from 1; empty for a field with one value";
    let item = "What the row is about: the part of a share, the item that is spoken of";
    let least = "The least it says, in the base unit of the dimension: FLOP, accelerator-hours, bytes, \
                 one, Wh, W, kg of CO2, litres, hours, one of the currency, percent";
    let most = "The most it says, in the same unit";
    Columns::<Value<'a>>::new()
        .with(
            Column::count("position", "values", "Its place in the answer, from 1").required(),
            |v| Cell::number(v.1),
        )
        .with(Column::id("field", "Id of the field of the card").required(), |value| {
            Cell::text(value.2.field.id.as_str())
        })
        .with(Column::count("row", "rows", row), |value| Cell::known(value.2.row))
        .with(Column::text("item", item).owned(Owner::Statements), |value| {
            Cell::maybe(value.2.item)
        })
        .with(Column::id("column", "Id of the column of the row"), |value| {
            Cell::maybe(value.2.column.map(|column| column.id.as_str()))
        })
        .with(Column::text("value", "The value as written").owned(Owner::Statements), |value| {
            Cell::text(&*value.2.text)
        })
        .with(
            Column::text(
                "dimension",
                "What is measured, where it is one number; a fraction and a share are in percent",
            ),
            |value| Cell::maybe(value.2.amount.map(|amount| amount.dimension.as_str())),
        )
        .with(Column::number("low", "base unit", least), |value| {
            Cell::known(value.2.amount.map(|amount| amount.low))
        })
        .with(Column::number("high", "base unit", most), |value| {
            Cell::known(value.2.amount.map(|amount| amount.high))
        })
}
