//! A table of a kit: its columns and rows, and what a program needs to find its way. Its CSV files,
//! their schemas, its records in index.json and its lines in the guide are all made from this one thing, so
//! that none can contradict another.

use crate::page::table::Table as Rows;

/// The folder of what is exact.
const EXACT: &str = "exact/";

/// One question's answer, a row for each thing it is about.
pub(super) struct Table<'a> {
    /// Its key in index.json and, where no other is said, the stem of its file.
    pub(super) name: &'static str,
    /// The stem of its file where that is another.
    pub(super) stem: Option<String>,
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
    fn stem(&self) -> &str {
        self.stem.as_deref().unwrap_or(self.name)
    }

    /// The name of its file for people, whose spreadsheets take no text of it for a formula.
    pub(super) fn file(&self) -> String {
        format!("{}.csv", self.stem())
    }

    /// The name of its file for programs, which has every character.
    pub(super) fn exact_file(&self) -> String {
        format!("{EXACT}{}.csv", self.stem())
    }
}
