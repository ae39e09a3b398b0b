//! Rows and columns: what every command shows and every format writes.

use crate::model::Points;

/// Rows and columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Headings.
    pub columns: Vec<Column>,
    /// As many cells in each row as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The columns that hold data, which spreadsheets get: those with a key.
    pub fn data_columns(&self) -> Vec<usize> {
        (0..self.columns.len()).filter(|at| self.columns[*at].key.is_some()).collect()
    }

    /// The same without columns in which every cell is missing.
    #[must_use]
    pub fn without_empty_columns(&self) -> Self {
        let filled = |at: &usize| self.rows.iter().any(|row| row[*at].data != Datum::Empty);
        let kept: Vec<usize> = (0..self.columns.len()).filter(filled).collect();
        let row = |row: &Vec<Cell>| kept.iter().map(|at| row[*at].clone()).collect();
        Self {
            columns: kept.iter().map(|at| self.columns[*at].clone()).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }

    /// The column that says what a row is about: the first of words that is never dropped.
    pub fn naming_column(&self) -> Option<usize> {
        let named = |c: &Column| c.title.as_ref().is_some_and(|title| !title.is_empty());
        self.columns.iter().position(|c| named(c) && c.keep && !c.right && !c.bar)
    }

    /// Headings of these columns for a person who sees nothing but rows and columns, no two alike.
    pub fn headings(&self, columns: &[usize]) -> Vec<String> {
        let mut taken: Vec<String> = Vec::new();
        for column in columns.iter().map(|at| &self.columns[*at]) {
            let mut heading = column.heading();
            if taken.contains(&heading) {
                heading = format!("{heading} [{}]", column.key.as_deref().unwrap_or_default());
            }
            taken.push(heading);
        }
        taken
    }
}

/// A column: for people, for machines, or both.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Name in machine formats; without it the column is for people only.
    pub key: Option<String>,
    /// Heading for people; without it the column is for machines only.
    pub title: Option<String>,
    /// Heading in spreadsheets, where `title` says too little without what stands around it.
    pub alone: Option<String>,
    /// What its numbers lie between.
    pub scale: Option<Scale>,
    /// Numbers stand right.
    pub right: bool,
    /// Never dropped from a narrow terminal.
    pub keep: bool,
    /// Shown as a bar of the cells' share.
    pub bar: bool,
}

/// What the numbers of a column lie between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Sums of ratings, of at most this much.
    Sum(Points),
    /// Single ratings, from the least to the most.
    Rating(Points, Points),
}

impl Column {
    /// A column for people and machines.
    pub fn new(key: impl Into<String>, title: impl Into<String>) -> Self {
        Self { key: Some(key.into()), title: Some(title.into()), ..Self::default() }
    }

    /// A column for machines only.
    pub fn machine(key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..Self::default() }
    }

    /// A column of bars, for people at a terminal only.
    pub fn bars() -> Self {
        Self { title: Some(String::new()), bar: true, ..Self::default() }
    }

    /// With this heading in spreadsheets.
    #[must_use]
    pub fn alone(mut self, heading: impl Into<String>) -> Self {
        self.alone = Some(heading.into());
        self
    }

    /// With numbers on this scale.
    #[must_use]
    pub fn scale(mut self, scale: Scale) -> Self {
        self.scale = Some(scale);
        self
    }

    /// The heading in spreadsheets: what it is, and of how much.
    ///
    /// ```
    /// use fmti::model::Points;
    /// use fmti::page::table::{Column, Scale};
    /// let column = Column::new("upstream", "Upstream").scale(Scale::Sum(Points::whole(34)));
    /// assert_eq!(column.heading(), "Upstream (of 34)");
    /// assert_eq!(Column::machine("out_of").heading(), "Out of");
    /// ```
    pub fn heading(&self) -> String {
        let named = self.alone.as_ref().or(self.title.as_ref()).filter(|name| !name.is_empty());
        let name = match (named, &self.key) {
            (Some(name), _) => name.clone(),
            (None, Some(key)) => from_key(key),
            (None, None) => String::new(),
        };
        match self.scale {
            Some(Scale::Sum(most)) => format!("{name} (of {most})"),
            Some(Scale::Rating(..)) | None => name,
        }
    }

    /// Right-aligned.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.right = true;
        self
    }

    /// Never dropped.
    #[must_use]
    pub fn keep(mut self) -> Self {
        self.keep = true;
        self
    }
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// For machines.
    pub data: Datum,
    /// For people, where it is not simply the datum.
    pub shown: Option<String>,
    /// How much of the possible this is, 0 to 1: length of a bar, strength of a colour.
    pub share: Option<f64>,
}

/// A machine-readable value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Datum {
    /// Missing: an empty field.
    #[default]
    Empty,
    /// Text, possibly a stranger's.
    Text(String),
    /// A number, written exactly.
    Number(String),
    /// A truth value.
    Flag(bool),
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { data: Datum::Text(text.into()), ..Self::default() }
    }

    /// Text that may be missing.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or_else(Self::default, Self::text)
    }

    /// A number.
    #[allow(clippy::needless_pass_by_value, reason = "numbers are small and copied")]
    pub fn number(number: impl ToString) -> Self {
        Self { data: Datum::Number(number.to_string()), ..Self::default() }
    }

    /// A truth value.
    pub fn flag(flag: bool) -> Self {
        Self { data: Datum::Flag(flag), ..Self::default() }
    }

    /// Shown to people as this instead.
    #[must_use]
    pub fn shown(mut self, shown: impl Into<String>) -> Self {
        self.shown = Some(shown.into());
        self
    }

    /// With its share of the possible.
    #[must_use]
    pub fn share(mut self, share: Option<f64>) -> Self {
        self.share = share;
        self
    }

    /// The text for people, as it was given: a format cleans or escapes it.
    pub fn display(&self) -> &str {
        match (&self.shown, &self.data) {
            (Some(shown), _) => shown,
            (None, data) => data.as_str(),
        }
    }
}

impl Datum {
    /// As the text of a field.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Text(text) | Self::Number(text) => text,
            Self::Flag(true) => "true",
            Self::Flag(false) => "false",
        }
    }
}

/// A heading for what only has a key: `catalog_sha256` is `Catalog sha256`.
pub(crate) fn from_key(key: &str) -> String {
    let text = key.replace('_', " ");
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
