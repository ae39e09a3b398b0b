//! Rows and columns: what every command shows, what every format writes, and what a kit's data is
//! made of.
//!
//! A column says once what it is called for machines and for people, what it means, and how its value
//! for a row comes about. **A key is a path**: `developer.id` is `developer_id` in CSV, and in JSON
//! `id` in an object `developer`.

use std::fmt;
use std::rc::Rc;

use serde_json::{Map, Value as Json, json};

use super::column::Column;

/// Rows and columns. Cells are made when they are asked for.
#[derive(Clone, Default)]
pub struct Table<'a> {
    /// What each column is.
    pub columns: Vec<Column>,
    rows: usize,
    cell: Option<Rc<MakeCell<'a>>>,
}

/// Makes the cell of a row and a column.
type MakeCell<'a> = dyn Fn(usize, usize) -> Cell + 'a;

impl fmt::Debug for Table<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<&str> = self.columns.iter().filter_map(|c| c.key.as_deref()).collect();
        write!(out, "Table({} rows, {keys:?})", self.rows)
    }
}

/// Some of a table's columns with the cells of every row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The columns.
    pub columns: Vec<Column>,
    /// As many cells in each row as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

impl Table<'_> {
    /// Rows that are there already, with as many cells in each as there are columns.
    pub fn of(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        let count = rows.len();
        let cell = move |row: usize, column: usize| rows[row][column].clone();
        Self { columns, rows: count, cell: Some(Rc::new(cell)) }
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// No row at all.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// A cell.
    pub fn cell(&self, row: usize, column: usize) -> Cell {
        self.cell.as_ref().map_or_else(Cell::default, |cell| cell(row, column))
    }

    /// The columns that are wanted, with their cells.
    pub fn pick(&self, wanted: impl Fn(&Column) -> bool) -> Grid {
        let columns: Vec<usize> =
            (0..self.columns.len()).filter(|at| wanted(&self.columns[*at])).collect();
        let row = |row: usize| columns.iter().map(|at| self.cell(row, *at)).collect();
        Grid {
            columns: columns.iter().map(|at| self.columns[*at].clone()).collect(),
            rows: (0..self.rows).map(row).collect(),
        }
    }

    /// The columns for people.
    pub fn for_people(&self) -> Grid {
        self.pick(|column| column.title.is_some())
    }

    /// The columns that hold data, which spreadsheets get.
    pub fn data(&self) -> Grid {
        self.pick(Column::is_data)
    }

    /// Each row as an object: the columns by their paths. Every row has every path.
    pub fn records(&self) -> impl Iterator<Item = Map<String, Json>> + '_ {
        let keyed: Vec<usize> =
            (0..self.columns.len()).filter(|at| self.columns[*at].key.is_some()).collect();
        (0..self.rows).map(move |row| {
            let mut record = Map::new();
            for at in &keyed {
                let column = &self.columns[*at];
                let value = self.cell(row, *at).data.json(column.kind.is_list());
                put(&mut record, column.key.as_deref().unwrap_or_default(), value);
            }
            record
        })
    }

    /// The same without columns in which every cell is missing.
    #[must_use]
    pub fn without_empty_columns(&self) -> Self {
        let filled =
            |at: &usize| (0..self.rows).any(|row| self.cell(row, *at).data != Datum::Empty);
        let kept: Vec<usize> = (0..self.columns.len()).filter(filled).collect();
        let columns = kept.iter().map(|at| self.columns[*at].clone()).collect();
        let (whole, rows) = (self.clone(), self.rows);
        let cell = move |row: usize, at: usize| whole.cell(row, kept[at]);
        Self { columns, rows, cell: Some(Rc::new(cell)) }
    }
}

/// Puts a value at a path, beside what is there already. Where the way is barred by a value, its last part takes the whole path.
pub(crate) fn put(object: &mut Map<String, Json>, path: &str, value: Json) {
    match path.split_once('.') {
        None => {
            object.insert(path.to_owned(), value);
        }
        Some((first, rest)) => match object.entry(first).or_insert_with(|| json!({})) {
            Json::Object(inner) => put(inner, rest, value),
            _ => {
                object.insert(path.to_owned(), value);
            }
        },
    }
}

impl Grid {
    /// The column that says what a row is about: the first of words that is never dropped.
    pub fn naming_column(&self) -> Option<usize> {
        let named = |c: &Column| c.title.as_ref().is_some_and(|title| !title.is_empty());
        self.columns.iter().position(|c| named(c) && c.keep && !c.right && !c.bar)
    }

    /// Headings for a person who sees nothing but rows and columns, no two alike.
    pub fn headings(&self) -> Vec<String> {
        let mut taken: Vec<String> = Vec::new();
        for column in &self.columns {
            let mut heading = column.heading();
            if taken.contains(&heading) {
                heading = format!("{heading} [{}]", column.flat_key());
            }
            taken.push(heading);
        }
        taken
    }
}

/// Columns in the making: what each is, and how its cell for a row comes about.
pub struct Columns<'a, R>(Vec<(Column, MakeOne<'a, R>)>);

/// Makes a column's cell of a row.
pub type MakeOne<'a, R> = Rc<dyn Fn(&R) -> Cell + 'a>;

impl<R> Clone for Columns<'_, R> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'a, R: 'a> Default for Columns<'a, R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a, R: 'a> Columns<'a, R> {
    /// None yet.
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// And one with these cells.
    #[must_use]
    pub fn with<C: Into<Cell>>(mut self, column: Column, cell: impl Fn(&R) -> C + 'a) -> Self {
        self.0.push((column, Rc::new(move |row| cell(row).into())));
        self
    }

    /// And these.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// And these, if so.
    #[must_use]
    pub fn and_if(self, so: bool, more: impl FnOnce() -> Self) -> Self {
        if so { self.and(more()) } else { self }
    }

    /// The columns that are wanted.
    #[must_use]
    pub fn only(mut self, wanted: impl Fn(&Column) -> bool) -> Self {
        self.0.retain(|(column, _)| wanted(column));
        self
    }

    /// The same with each column changed.
    #[must_use]
    pub fn each(mut self, change: impl Fn(Column) -> Column) -> Self {
        for (column, _) in &mut self.0 {
            *column = change(std::mem::take(column));
        }
        self
    }

    /// The same with the first column and its cells changed.
    #[must_use]
    pub fn map_first<F: Fn(&R) -> Cell + 'a>(
        mut self,
        change: impl FnOnce(Column, MakeOne<'a, R>) -> (Column, F),
    ) -> Self {
        if let Some((column, cell)) = self.0.first_mut() {
            let (changed, make) = change(std::mem::take(column), Rc::clone(cell));
            (*column, *cell) = (changed, Rc::new(make));
        }
        self
    }

    /// The same columns of rows in which theirs are found.
    pub fn of<S: 'a>(self, row: impl Fn(&S) -> R + Clone + 'a) -> Columns<'a, S> {
        self.of_some(move |outer| Some(row(outer)))
    }

    /// The same columns of rows in which theirs may be found; empty where they are not.
    pub fn of_some<S: 'a>(self, row: impl Fn(&S) -> Option<R> + Clone + 'a) -> Columns<'a, S> {
        self.0.into_iter().fold(Columns::new(), |columns, (column, cell)| {
            let row = row.clone();
            columns.with(column, move |outer| row(outer).map_or_else(Cell::default, |r| cell(&r)))
        })
    }

    /// The same columns of rows that hold theirs.
    pub fn of_ref<S: 'a>(self, row: impl for<'s> Fn(&'s S) -> &'s R + Copy + 'a) -> Columns<'a, S> {
        self.0.into_iter().fold(Columns::new(), |columns, (column, cell)| {
            columns.with(column, move |outer| cell(row(outer)))
        })
    }

    /// A table of these rows.
    pub fn table(self, rows: impl IntoIterator<Item = R>) -> Table<'a> {
        let (columns, cells): (Vec<Column>, Vec<_>) = self.0.into_iter().unzip();
        let rows: Vec<R> = rows.into_iter().collect();
        let count = rows.len();
        let cell = move |row: usize, column: usize| cells[column](&rows[row]);
        Table { columns, rows: count, cell: Some(Rc::new(cell)) }
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
    /// Several texts, and what stands between them where there is one field for all.
    List(Vec<String>, &'static str),
}

impl From<Datum> for Cell {
    fn from(data: Datum) -> Self {
        Self { data, ..Self::default() }
    }
}

impl Cell {
    /// Text; none where there is nothing to read.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::default() } else { Datum::Text(text).into() }
    }

    /// Text that may be missing.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or_else(Self::default, Self::text)
    }

    /// A number.
    #[allow(clippy::needless_pass_by_value, reason = "numbers are small and copied")]
    pub fn number(number: impl ToString) -> Self {
        Datum::Number(number.to_string()).into()
    }

    /// A number that may not be known.
    pub fn known(number: Option<impl ToString>) -> Self {
        number.map_or_else(Self::default, Self::number)
    }

    /// A truth value.
    pub fn flag(flag: bool) -> Self {
        Datum::Flag(flag).into()
    }

    /// Words that hold no space; in one field with a space between them.
    pub fn words<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> Self {
        Self::list(words, " ")
    }

    /// Sentences; in one field with a semicolon between them.
    pub fn sentences<T: AsRef<str>>(sentences: impl IntoIterator<Item = T>) -> Self {
        Self::list(sentences, "; ")
    }

    fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>, between: &'static str) -> Self {
        let items: Vec<String> = items.into_iter().map(|item| item.as_ref().to_owned()).collect();
        if items.is_empty() { Self::default() } else { Datum::List(items, between).into() }
    }

    /// For people only.
    pub fn people(shown: impl Into<String>) -> Self {
        Self::default().shown(shown)
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
    pub fn display(&self) -> std::borrow::Cow<'_, str> {
        match &self.shown {
            Some(shown) => shown.into(),
            None => self.data.text(),
        }
    }
}

impl Datum {
    /// As the text of a field.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::Text(text) | Self::Number(text) => text.into(),
            Self::Flag(true) => "true".into(),
            Self::Flag(false) => "false".into(),
            Self::List(items, between) => items.join(between).into(),
        }
    }

    /// As JSON has it: what is missing as null, or as an empty list where there would be one.
    pub fn json(self, is_list: bool) -> Json {
        match self {
            Self::Empty if is_list => json!([]),
            Self::Empty => Json::Null,
            Self::Text(text) => json!(text),
            // Whole numbers are written without a fraction: points are counts in most indices.
            Self::Number(number) => match (number.parse::<i64>(), number.parse::<f64>()) {
                (Ok(whole), _) => json!(whole),
                // Not by the reader of JSON, whose last digit may be another.
                (_, Ok(value)) if value.is_finite() => json!(value),
                _ => json!(number),
            },
            Self::Flag(flag) => json!(flag),
            Self::List(items, _) => json!(items),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_path() {
        type Row = (&'static str, Option<i32>, Vec<&'static str>);
        let columns = Columns::<Row>::new()
            .with(Column::id("developer.id", "Id"), |row| Cell::text(row.0))
            .with(Column::number("old.score", "points", "Score"), |row| Cell::known(row.1))
            .with(Column::list("old.urls", "Where"), |row| Cell::words(&row.2))
            .with(Column::people("Shown"), |_| Cell::people("x"));
        let table = columns.table([("a", Some(1), vec!["u", "v"]), ("b", None, vec![])]);
        let records: Vec<Json> = table.records().map(Json::Object).collect();
        assert_eq!(
            records,
            [
                json!({"developer": {"id": "a"}, "old": {"score": 1, "urls": ["u", "v"]}}),
                json!({"developer": {"id": "b"}, "old": {"score": null, "urls": []}}),
            ]
        );
        let keys: Vec<String> = table.data().columns.iter().map(Column::flat_key).collect();
        assert_eq!(keys, ["developer_id", "old_score", "old_urls"]);
        assert_eq!(table.data().rows[0][2].data.text(), "u v");
        assert_eq!(table.for_people().rows[1][0].display(), "x");
    }
}
