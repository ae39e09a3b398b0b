//! Comma-separated values for programs: RFC 4180 quoting, lines that end in `\n`, every character as
//! it was given. What is empty is missing.

use crate::page::column::Column;
use crate::page::table::Table;

/// A header row, and a row for each of the table's.
pub(super) fn write(table: &Table<'_>) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and every record has the same length.
    let _ = out.write_record(table.columns.iter().map(Column::flat_key));
    for row in 0..table.len() {
        let cells = (0..table.columns.len()).map(|at| table.cell(row, at));
        let _ = out.write_record(cells.map(|cell| cell.data.text().into_owned()));
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
        let written = String::from_utf8(write(&table(&rows))).unwrap();
        assert_eq!(written, "column_0,column_1,column_2\n=1+1,,\"a \"\"b\"\"\r\nc\"\n");
    }

    proptest! {
        #[test]
        fn every_text_reads_back(rows in prop::collection::vec(
            prop::collection::vec(any::<String>(), 3), 0..5,
        )) {
            prop_assert_eq!(read(&write(&table(&rows))), rows);
        }
    }
}
