//! A CSV file as rows of cells, each of which can be pointed at.

use std::path::Path;

use crate::file::node::Span;
use crate::file::reach::Links;
use crate::file::read;
use crate::file::source::SourceFile;
use crate::model::diagnostic::{Code, Diagnostic};

use super::Oddity;
use super::text::{is_blank, is_zero_width};

/// The most columns a table may have; each becomes a file.
const MOST_COLUMNS: usize = 1_000;

/// A file's rows.
#[derive(Debug)]
pub(super) struct Table {
    /// The file, for places.
    pub(super) file: SourceFile,
    /// Folders below the one that is imported, then the file's name without extension.
    pub(super) names: Vec<String>,
    /// The first row.
    pub(super) header: Vec<String>,
    /// The other rows that are not blank.
    pub(super) rows: Vec<Row>,
    /// Whether it began with a byte order mark.
    marked: bool,
    /// Byte at which the header begins.
    start: usize,
}

/// One row.
#[derive(Debug)]
pub(super) struct Row {
    /// Counted from the first row of the file, which is 1.
    pub(super) number: usize,
    cells: Vec<String>,
    start: usize,
}

impl Row {
    /// A cell; rows may be shorter than the header.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Table {
    /// Reads a file below `root`.
    ///
    /// # Errors
    /// One diagnostic: unreadable, empty, or not CSV.
    pub(super) fn read(path: &Path, root: &Path, links: Links) -> Result<Self, Box<Diagnostic>> {
        let file = read::found(path, root, links)?;
        // The reader drops the mark; the file is longer by it.
        let bytes = std::fs::metadata(path).map_or(0, |meta| meta.len());
        let marked = bytes == file.text.len() as u64 + 3;
        let below = path.strip_prefix(root).unwrap_or(path).with_extension("");
        let names = below.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        Self::parse(file, names, marked)
    }

    fn parse(file: SourceFile, names: Vec<String>, marked: bool) -> Result<Self, Box<Diagnostic>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(file.text.as_bytes());
        let mut rows: Vec<Row> = Vec::new();
        for (at, record) in reader.records().enumerate() {
            let record = record.map_err(|error| {
                Diagnostic::error(Code::Unreadable, format!("not CSV: {error}"), file.place())
            })?;
            let byte = record.position().map_or(0, csv::Position::byte);
            let start = usize::try_from(byte).unwrap_or_default();
            let cells = record.iter().map(str::to_owned).collect();
            rows.push(Row { number: at + 1, cells, start });
        }
        if rows.iter().all(|row| row.cells.iter().all(|cell| is_blank(cell))) {
            return Err(Diagnostic::error(Code::EmptyFile, "this file is empty", file.place())
                .hint("download it again, or remove it")
                .into());
        }
        if let Some(span) = unclosed(&file.text, rows.last().map_or(0, |row| row.start)) {
            let message = "a quote is opened here and never closed: is the file cut off?";
            return Err(Diagnostic::error(Code::Unreadable, message, file.at(span))
                .hint("download it again, or close the quote")
                .into());
        }
        rows.retain(|row| row.cells.iter().any(|cell| !is_blank(cell)));
        let header = rows.remove(0);
        if header.cells.len() > MOST_COLUMNS {
            let message =
                format!("{} columns: more than {MOST_COLUMNS} are not read", header.cells.len());
            let span = cell_span(&file.text, header.start, MOST_COLUMNS);
            return Err(Diagnostic::error(Code::FileTooLarge, message, file.at(span))
                .hint("a release has a column for each developer: is this another table?")
                .into());
        }
        Ok(Self { file, names, header: header.cells, rows, marked, start: header.start })
    }

    /// The heading of a column.
    pub(super) fn heading(&self, column: usize) -> &str {
        self.header.get(column).map_or("", String::as_str)
    }

    /// How many columns the longest row has.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).chain([self.header.len()]).max().unwrap_or(0)
    }

    /// Where a cell stands in the file.
    pub(super) fn span(&self, row: &Row, column: usize) -> Span {
        cell_span(&self.file.text, row.start, column)
    }

    /// Where a heading stands in the file.
    pub(super) fn heading_span(&self, column: usize) -> Span {
        cell_span(&self.file.text, self.start, column)
    }

    /// The first cell beyond the header's last column that is not blank: a comma too many.
    pub(super) fn overflow<'a>(&self, row: &'a Row) -> Option<(usize, &'a str)> {
        let beyond = row.cells.iter().enumerate().skip(self.header.len());
        beyond.map(|(at, cell)| (at, cell.as_str())).find(|(_, cell)| !is_blank(cell))
    }

    /// What the file's characters show of its history.
    pub(super) fn oddities(&self) -> Vec<Oddity> {
        let cells = || {
            let rows = self.rows.iter().flat_map(|row| &row.cells);
            self.header.iter().chain(rows)
        };
        let with = |test: &dyn Fn(char) -> bool| cells().filter(|cell| cell.contains(test)).count();
        let mut found = Vec::new();
        if self.marked {
            found.push("begins with a byte order mark: dropped".to_owned());
        }
        for (count, what) in [
            (with(&|c| c == '\r'), "with CR line breaks inside: read as LF"),
            (with(&|c| matches!(c, '\u{2028}' | '\u{2029}')), "with U+2028: read as a line break"),
            (with(&|c| matches!(c, '\u{a0}' | '\u{202f}')), "with no-break spaces: read as spaces"),
            (with(&is_zero_width), "with characters of no width: dropped"),
        ] {
            if count > 0 {
                let cells = if count == 1 { "cell" } else { "cells" };
                found.push(format!("{count} {cells} {what}"));
            }
        }
        if self.names.last().is_some_and(|name| name.contains(':')) {
            found.push("its name has colons, which not every system can store".to_owned());
        }
        found.into_iter().map(|text| Oddity::new(&self.file.path, text)).collect()
    }
}

/// The cells of the row that begins at `start`, as ranges of bytes, and whether the last one's
/// quote is closed.
fn cells(text: &str, start: usize) -> (Vec<Span>, bool) {
    let bytes = text.as_bytes();
    let mut at = start.min(bytes.len());
    while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
        at += 1;
    }
    let mut spans = Vec::new();
    loop {
        let begin = at;
        let mut closed = true;
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                match (bytes.get(at), bytes.get(at + 1)) {
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), _) => break,
                    (Some(_), _) => at += 1,
                    (None, _) => {
                        closed = false;
                        break;
                    }
                }
            }
        }
        while !matches!(bytes.get(at), None | Some(b',' | b'\r' | b'\n')) {
            at += 1;
        }
        spans.push(Span { start: begin, end: at });
        if bytes.get(at) != Some(&b',') {
            return (spans, closed);
        }
        at += 1;
    }
}

fn cell_span(text: &str, start: usize, column: usize) -> Span {
    let (spans, _) = cells(text, start);
    spans.get(column).or(spans.last()).copied().unwrap_or_default()
}

/// The cell of the last row whose quote is never closed.
fn unclosed(text: &str, start: usize) -> Option<Span> {
    let (spans, closed) = cells(text, start);
    (!closed).then(|| spans.last().map(|span| Span { end: span.start + 1, ..*span })).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Result<Table, Box<Diagnostic>> {
        Table::parse(SourceFile::new("x.csv", text), vec!["x".into()], false)
    }

    #[test]
    fn cells_are_pointed_at_whatever_is_before_them() {
        let text = "a,b,c\r\n\r\n\"one\r\n,\"\"two\"\"\", x,3\r\n\n,\u{2028}é,z";
        let table = table(text).unwrap();
        let at =
            |row: &Row, column| &text[table.span(row, column).start..table.span(row, column).end];
        let [first, second] = table.rows.as_slice() else { panic!("{:?}", table.rows) };
        assert_eq!(first.cell(0), "one\r\n,\"two\"");
        assert_eq!(at(first, 0), "\"one\r\n,\"\"two\"\"\"");
        assert_eq!((at(first, 1), at(first, 2), first.cell(3)), (" x", "3", ""));
        assert_eq!((at(second, 1), at(second, 2)), ("\u{2028}é", "z"));
        assert_eq!((first.number, second.number), (2, 3));
        assert_eq!(&text[table.heading_span(1).start..table.heading_span(1).end], "b");
    }

    #[test]
    fn a_file_that_is_cut_off_is_no_file() {
        let problem = table("a,b\n1,2\n3,\"four\n").unwrap_err();
        assert_eq!(problem.place.spot.map(|s| (s.line, s.column)), Some((3, 3)));
        assert_eq!(table(" , \n,\n").unwrap_err().code, Code::EmptyFile);
        assert_eq!(table("").unwrap_err().code, Code::EmptyFile);
    }

    #[test]
    fn rows_may_be_long_or_short() {
        let table = table("a,b\n1\n1,2,,\n1,2,,4\n").unwrap();
        let over: Vec<_> = table.rows.iter().map(|row| table.overflow(row)).collect();
        assert_eq!(over, [None, None, Some((3, "4"))]);
        assert_eq!(table.width(), 4);
    }
}
