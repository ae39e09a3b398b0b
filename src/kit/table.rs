//! A table of a kit: its columns and rows, and what a program needs to find its way. Its CSV files,
//! their schemas, its records in index.json and its lines in the guide are all made from this one thing, so
//! that none can contradict another.

use crate::page::table::Table as Rows;

/// The folder of what is exact.
const EXACT: &str = "exact/";

/// One question's answer, a row for each thing it is about.
pub(super) struct Table<'a> {
    /// Stem of its file, and its key in index.json.
    pub(super) name: &'static str,
    /// Heading.
    pub(super) title: &'static str,
    /// What a row is, in a sentence.
    pub(super) about: &'static str,
    /// The columns that tell rows apart.
    pub(super) key: &'static [&'static str],
    /// The columns that lead to a row of another table.
    pub(super) links: Vec<Link>,
    /// Its columns and rows.
    pub(super) rows: Rows<'a>,
}

/// Columns whose values stand in another table's column of the second name.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// Column here, column there.
    pub(super) columns: Vec<(&'static str, &'static str)>,
    /// The other table.
    pub(super) table: &'static str,
}

impl Link {
    /// Columns of the same names lead to a table.
    pub(super) fn new(columns: &[&'static str], table: &'static str) -> Self {
        Self { columns: columns.iter().map(|name| (*name, *name)).collect(), table }
    }
}

impl Table<'_> {
    /// The name of its file for people, whose spreadsheets take no text of it for a formula.
    pub(super) fn file(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// The name of its file for programs, which has every character.
    pub(super) fn exact_file(&self) -> String {
        format!("{EXACT}{}.csv", self.name)
    }
}
