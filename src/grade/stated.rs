//! What does an answer state? Every value of every field, row and column, in words and as data.

use crate::model::quantity::Dimension;
use crate::model::value::{Field, Kind, Row, Value};

/// One value of an answer, by where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated<'a> {
    /// The field of the card.
    pub field: &'a Field,
    /// The number of the row or item, from 1; `None` for a field with a single value.
    pub row: Option<usize>,
    /// What the row is about, where the answer names it: the part of a share, the item of a list.
    pub item: Option<&'a str>,
    /// The column of the row.
    pub column: Option<&'a Field>,
    /// The value as written.
    pub text: String,
    /// What it amounts to, where it is a number.
    pub amount: Option<Amount>,
}

/// A number of a value, in the base unit of its dimension.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// What is measured; a fraction is measured in percent.
    pub dimension: Dimension,
    /// The least it says.
    pub low: f64,
    /// The most it says.
    pub high: f64,
}

/// Every value of an answer, in the card's order.
pub fn stated<'a>(fields: &'a [Field], values: &'a [Option<Value>]) -> Vec<Stated<'a>> {
    let mut out = Vec::new();
    for (field, value) in fields.iter().zip(values) {
        let Some(value) = value else { continue };
        let one = |row, item, text: String, amount| Stated {
            field,
            row,
            item,
            column: None,
            text,
            amount,
        };
        match value {
            Value::List(items) => {
                out.extend(items.iter().enumerate().map(|(at, item)| {
                    one(Some(at + 1), None, single(item, &field.kind), amount(item))
                }));
            }
            Value::Choices(all) => {
                let words = all.iter().map(|choice| choice_word(&field.kind, *choice));
                out.extend(words.enumerate().map(|(at, text)| one(Some(at + 1), None, text, None)));
            }
            Value::Shares(shares) => {
                let shares = shares.iter().enumerate();
                out.extend(shares.map(|(at, (part, share, written))| {
                    let amount = Amount::exactly(Dimension::Percent, *share);
                    one(Some(at + 1), Some(part.as_str()), written.clone(), Some(amount))
                }));
            }
            Value::Table(rows) => {
                for (at, row) in rows.iter().enumerate() {
                    cells(field, at + 1, None, row, &mut out);
                }
            }
            Value::Per(rows) => {
                for (at, (item, row)) in rows.iter().enumerate() {
                    cells(field, at + 1, Some(item), row, &mut out);
                }
            }
            value => out.push(one(None, None, single(value, &field.kind), amount(value))),
        }
    }
    out
}

fn cells<'a>(
    field: &'a Field,
    number: usize,
    item: Option<&'a str>,
    row: &'a Row,
    out: &mut Vec<Stated<'a>>,
) {
    let columns = field.kind.columns().unwrap_or_default();
    let before = out.len();
    for (column, value) in columns.iter().zip(row) {
        let Some(value) = value else { continue };
        out.push(Stated {
            field,
            row: Some(number),
            item,
            column: Some(column),
            text: shown(value, column),
            amount: amount(value),
        });
    }
    // An item that is named and nothing else was still named.
    if out.len() == before && item.is_some() {
        let (row, text) = (Some(number), String::new());
        out.push(Stated { field, row, item, column: None, text, amount: None });
    }
}

impl Amount {
    fn exactly(dimension: Dimension, amount: f64) -> Self {
        Self { dimension, low: amount, high: amount }
    }
}

fn amount(value: &Value) -> Option<Amount> {
    match value {
        Value::Quantity(quantity, _) => {
            let (dimension, low, high) = (quantity.dimension, quantity.low, quantity.high);
            Some(Amount { dimension, low, high })
        }
        Value::Fraction(fraction) => {
            Some(Amount::exactly(Dimension::Percent, fraction.share().to_percent_f64()))
        }
        _ => None,
    }
}

/// A value in words, all of it.
///
/// A row of a table is what its first column says, with the other columns behind it: `H100 (units
/// 16384)`; a row for an item is the item with its columns: `pre-training: update next token`.
pub fn shown(value: &Value, field: &Field) -> String {
    in_words(value, &field.kind)
}

fn in_words(value: &Value, kind: &Kind) -> String {
    let columns = kind.columns().unwrap_or_default();
    match value {
        Value::Choices(all) => {
            all.iter().map(|choice| choice_word(kind, *choice)).collect::<Vec<_>>().join(", ")
        }
        Value::Shares(shares) => {
            let shares = shares.iter().map(|(name, _, written)| format!("{name} {written}"));
            shares.collect::<Vec<_>>().join(", ")
        }
        Value::List(items) => {
            items.iter().map(|item| single(item, kind)).collect::<Vec<_>>().join(", ")
        }
        Value::Table(rows) => {
            let rows: Vec<String> = rows.iter().map(|row| table_row(row, columns)).collect();
            // Rows of one cell read as a list.
            rows.join(if columns.len() > 1 { "; " } else { ", " })
        }
        Value::Per(rows) => {
            let rows = rows.iter().map(|(item, row)| match named_cells(row, columns) {
                cells if cells.is_empty() => item.clone(),
                cells => format!("{item}: {}", cells.join(", ")),
            });
            rows.collect::<Vec<_>>().join("; ")
        }
        single_value => single(single_value, kind),
    }
}

fn table_row(row: &Row, columns: &[Field]) -> String {
    let first = row.first().and_then(Option::as_ref).zip(columns.first());
    let Some((value, column)) = first else {
        let cells = named_cells(row, columns);
        return if cells.is_empty() { "an empty row".to_owned() } else { cells.join(", ") };
    };
    let name = shown(value, column);
    match named_cells(&row[1..], &columns[1..]) {
        cells if cells.is_empty() => name,
        cells => format!("{name} ({})", cells.join(", ")),
    }
}

/// `units 16384` for each cell that is filled.
fn named_cells(row: &[Option<Value>], columns: &[Field]) -> Vec<String> {
    let filled =
        row.iter().zip(columns).filter_map(|(cell, column)| Some((cell.as_ref()?, column)));
    filled
        .map(|(cell, column)| {
            let name = column.id.as_str().replace(['-', '_'], " ");
            format!("{name} {}", shown(cell, column))
        })
        .collect()
}

/// A value that stands alone.
fn single(value: &Value, kind: &Kind) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Choice(choice) => choice_word(kind, *choice),
        value => value.written().map_or_else(|| in_words(value, kind), str::to_owned),
    }
}

/// The word of a choice.
pub fn choice_word(kind: &Kind, choice: usize) -> String {
    match kind {
        Kind::Flag => if choice == 1 { "true" } else { "false" }.to_owned(),
        Kind::Choice(words) | Kind::Choices(words) => {
            words.get(choice).cloned().unwrap_or_default()
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;
    use crate::model::value::Target;

    fn field(id: &str, kind: Kind) -> Field {
        Field { id: Id::parse(id).unwrap(), kind, help: String::new() }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn every_column_is_shown() {
        let columns = vec![field("type", Kind::Text), field("units", Kind::Text)];
        let kind = Kind::Table(columns.clone());
        let rows =
            vec![vec![Some(text("H100")), Some(text("16384"))], vec![Some(text("A100")), None]];
        let table = Value::Table(rows);
        assert_eq!(in_words(&table, &kind), "H100 (units 16384); A100");
        let of = Target { indicator: 0, field: 0 };
        let kind = Kind::Per(of, columns.clone());
        let per = Value::Per(vec![
            ("PRE".to_owned(), vec![None, Some(text("next token"))]),
            ("SFT".to_owned(), vec![None, None]),
        ]);
        assert_eq!(in_words(&per, &kind), "PRE: units next token; SFT");

        let fields = [field("hardware", Kind::Table(columns.clone())), field("per", kind)];
        let values = [Some(table), Some(per)];
        let found: Vec<_> = stated(&fields, &values)
            .into_iter()
            .map(|s| (s.row.unwrap(), s.item, s.column.map(|c| c.id.to_string()), s.text))
            .collect();
        let column = |name: &str| Some(name.to_owned());
        assert_eq!(
            found,
            [
                (1, None, column("type"), "H100".to_owned()),
                (1, None, column("units"), "16384".to_owned()),
                (2, None, column("type"), "A100".to_owned()),
                (1, Some("PRE"), column("units"), "next token".to_owned()),
                (2, Some("SFT"), None, String::new()),
            ]
        );
    }
}
