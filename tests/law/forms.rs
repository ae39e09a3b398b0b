//! The formats for machines: each read back into rows of named texts.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use fmti::format::csv::{Dialect, Safety};
use fmti::format::{Format, render};
use fmti::page::Screen;
use fmti::page::answer::Page;
use serde_json::Value as Json;

/// A row by the names of its columns, as CSV has them.
pub(crate) type Row = BTreeMap<String, String>;

pub(crate) fn bytes(page: &Page<'_>, format: Format) -> Vec<u8> {
    let dialect = Dialect { safety: Safety::None, locale: None };
    render(page, format, Screen::PLAIN, dialect).unwrap()
}

pub(crate) fn written(page: &Page<'_>, format: Format) -> String {
    String::from_utf8(bytes(page, format)).unwrap()
}

fn separated(text: &str, separator: u8) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

pub(crate) fn csv(text: &str) -> Vec<Row> {
    separated(text, b',')
}

/// An object by the names its values have in CSV.
pub(crate) fn flat(value: &Json) -> BTreeMap<String, Json> {
    let mut found = BTreeMap::new();
    for (key, value) in value.as_object().unwrap() {
        if value.is_object() {
            found.extend(flat(value).into_iter().map(|(rest, of)| (format!("{key}_{rest}"), of)));
        } else {
            found.insert(key.clone(), value.clone());
        }
    }
    found
}

/// A value as CSV writes it.
fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

pub(crate) fn as_text(rows: Vec<BTreeMap<String, Json>>) -> Vec<Row> {
    let row = |row: BTreeMap<String, Json>| row.iter().map(|(k, v)| (k.clone(), text(v))).collect();
    rows.into_iter().map(row).collect()
}

/// The JSON document, and the objects of NDJSON.
pub(crate) fn documents(page: &Page<'_>) -> (Json, Vec<Json>) {
    let lines = written(page, Format::Ndjson);
    let lines = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (serde_json::from_str(&written(page, Format::Json)).unwrap(), lines)
}

/// Whether two cells say the same. Lists may be joined in another way, and this reader of JSON takes
/// the last of seventeen digits for its neighbour.
pub(crate) fn equal(one: &str, other: &str) -> bool {
    if let (Ok(one), Ok(other)) = (one.parse::<f64>(), other.parse::<f64>()) {
        return (one - other).abs() <= one.abs() * 1e-15;
    }
    let plain = |text: &str| text.replace("; ", " ");
    one == other || plain(one) == plain(other)
}

/// Holds the formats for machines to each other, and gives back the rows of CSV.
pub(crate) fn agree(page: &Page<'_>, what: &str) -> Vec<Row> {
    let rows = csv(&written(page, Format::Csv));
    assert_eq!(rows, separated(&written(page, Format::Tsv), b'\t'), "{what}: TSV");
    let (document, lines) = documents(page);
    let records = document[page.records_key].as_array().unwrap();
    assert_eq!((records.len(), lines.len()), (rows.len(), rows.len()), "{what}");
    for (row, (record, line)) in rows.iter().zip(records.iter().zip(&lines)) {
        let (record, line) = (flat(record), flat(line));
        for (key, value) in row {
            let of_line = text(&line[key]);
            assert!(equal(&of_line, value), "{what}: NDJSON {key}: {of_line} is not {value}");
            // Whose numbers these are stands once in the document.
            if let Some(found) = record.get(key) {
                assert_eq!(found, &line[key], "{what}: JSON {key}");
            }
        }
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(page, Format::Xlsx))).unwrap();
    let sheet = book.worksheet_range(page.records_key).unwrap();
    let grid = page.table.data();
    assert_eq!(sheet.height(), rows.len() + 1, "{what}: workbook");
    for (row, cells) in rows.iter().zip(sheet.rows().skip(1)) {
        for (column, cell) in grid.columns.iter().zip(cells) {
            let (key, given) = (column.flat_key(), &row[&column.flat_key()]);
            let fits = match cell {
                Data::Empty => given.is_empty(),
                Data::Float(number) => given.parse::<f64>() == Ok(*number),
                Data::Bool(flag) => *given == flag.to_string(),
                // Words stand for what is no number; other text may lose what cannot be seen.
                Data::String(text) if given.is_empty() => text.parse::<f64>().is_err(),
                Data::String(text) => text == given,
                _ => false,
            };
            assert!(fits, "{what}: workbook {key}: {cell:?} is not {given}");
        }
    }
    rows
}
