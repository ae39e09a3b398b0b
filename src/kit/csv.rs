//! Comma-separated values: RFC 4180 quoting, lines that end in `\n`. What is empty is missing. A table
//! is written twice: for spreadsheets, and for programs with every character as it was given.

use crate::format::csv::{Safety, harmless};
use crate::page::column::Column;
use crate::page::table::{Datum, Table};

/// A header row, and a row for each of the table's.
pub(super) fn write(table: &Table<'_>, safety: Safety) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and every record has the same length.
    let _ = out.write_record(table.columns.iter().map(Column::flat_key));
    for row in 0..table.len() {
        let cells = (0..table.columns.len()).map(|at| table.cell(row, at).data);
        let written = cells.map(|datum| match &datum {
            Datum::Text(_) | Datum::List(..) => harmless(&datum.text(), safety).into_owned(),
            other => other.text().into_owned(),
        });
        let _ = out.write_record(written);
    }
    out.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::table::Cell;
    use proptest::prelude::*;

    fn table(rows: &[Vec<String>]) -> Table<'static> {
        let columns = (0..3).map(|at| Column::text(format!("column_{at}"), "")).collect();
        let cells = rows.iter().map(|row| row.iter().map(Cell::text).collect());
        Table::of(columns, cells.collect())
    }

    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(bytes);
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn lines_end_alike_and_only_what_must_be_is_quoted() {
        let rows = vec![["=1+1", "", "a \"b\"\r\nc"].map(str::to_owned).to_vec()];
        let written = |safety| String::from_utf8(write(&table(&rows), safety)).unwrap();
        let head = "column_0,column_1,column_2\n";
        let exact = format!("{head}=1+1,,\"a \"\"b\"\"\r\nc\"\n");
        assert_eq!(written(Safety::None), exact);
        let guarded = format!("{head}'=1+1,,\"a \"\"b\"\"\nc\"\n");
        assert_eq!(written(Safety::Spreadsheet), guarded);
    }

    proptest! {
        #[test]
        fn every_text_reads_back(rows in prop::collection::vec(
            prop::collection::vec(any::<String>(), 3), 0..5,
        )) {
            prop_assert_eq!(read(&write(&table(&rows), Safety::None)), rows);
        }
    }
}
