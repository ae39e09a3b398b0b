//! A table of facts, and what its columns mean. The CSV file, its schema, its records in index.json
//! and its lines in the guide are all made from this one thing, so that none can contradict another.

use serde_json::{Map, Value as Json};

use crate::model::Points;
use crate::page::table::Datum;

/// One question's answer, a row for each thing it is about.
pub(super) struct Table<'a> {
    /// Stem of its file, and its key in index.json.
    pub(super) name: &'static str,
    /// Heading.
    pub(super) title: &'static str,
    /// What a row is, in a sentence.
    pub(super) about: &'static str,
    /// Its columns, in order.
    pub(super) fields: Vec<Field>,
    /// The columns that tell rows apart.
    pub(super) key: &'static [&'static str],
    /// The columns that lead to a row of another table.
    pub(super) links: Vec<Link>,
    /// As many data in each row as there are columns.
    pub(super) rows: Rows<'a>,
}

/// Rows, made whenever they are asked for: a large index has a great many.
pub(super) struct Rows<'a> {
    count: usize,
    row: Box<dyn Fn(usize) -> Vec<Datum> + 'a>,
}

impl Rows<'_> {
    /// How many.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// One after the other.
    pub(super) fn iter(&self) -> impl Iterator<Item = Vec<Datum>> + '_ {
        (0..self.count).map(&self.row)
    }
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

/// What a column holds.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Heading in the file.
    pub(super) name: String,
    /// What it says, and when it is empty.
    pub(super) about: String,
    /// Of what kind its values are.
    pub(super) kind: Kind,
    /// Whether no row leaves it empty.
    pub(super) required: bool,
    /// The least and the most, for numbers.
    pub(super) bounds: (Option<Points>, Option<Points>),
    /// What every text looks like, as a regular expression.
    pub(super) pattern: Option<&'static str>,
    /// Whose what it holds is.
    pub(super) owner: Owner,
}

/// Whose something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Owner {
    /// Computed, or put there to find one's way.
    #[default]
    Computed,
    /// Whoever gave the points.
    Rater,
    /// Whoever published the catalog's indicators.
    Indicators,
    /// Whoever wrote the catalog's words.
    Questions,
    /// Whoever published the edition.
    Edition,
    /// Whoever wrote the edition's words.
    Statements,
    /// Whoever says how catalogs relate.
    Crosswalk,
}

/// Kinds of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, possibly a stranger's.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// Words that hold no space, with a space between them.
    List,
    /// One of these words; beside each, what it means.
    Choice(Vec<(String, String)>),
}

/// What a SHA-256 hash looks like.
const HASH: &str = "^[0-9a-f]{64}$";
/// What an [`Id`](crate::model::Id) looks like.
const ID: &str = "^[a-z0-9][a-z0-9._-]{0,63}$";

impl Field {
    /// A column of any kind.
    pub(super) fn new(name: impl Into<String>, kind: Kind, about: impl Into<String>) -> Self {
        let (name, about) = (name.into(), about.into());
        let bounds = (None, None);
        Self { name, about, kind, required: false, bounds, pattern: None, owner: Owner::Computed }
    }

    /// Text.
    pub(super) fn text(name: &str, about: &str) -> Self {
        Self::new(name, Kind::Text, about)
    }

    /// An id.
    pub(super) fn id(name: &str, about: &str) -> Self {
        Self { pattern: Some(ID), ..Self::text(name, about) }
    }

    /// A SHA-256 hash.
    pub(super) fn hash(name: &str, about: &str) -> Self {
        Self { pattern: Some(HASH), ..Self::text(name, about) }
    }

    /// A date, or as much of it as is known.
    pub(super) fn date(name: &str, about: &str) -> Self {
        Self { pattern: Some("^[0-9]{4}(-[0-9]{2}){0,2}$"), ..Self::text(name, about) }
    }

    /// How many.
    pub(super) fn count(name: &str, about: &str) -> Self {
        Self::new(name, Kind::Whole, about).from(Points::ZERO)
    }

    /// A number.
    pub(super) fn number(name: impl Into<String>, about: impl Into<String>) -> Self {
        Self::new(name, Kind::Number, about)
    }

    /// A truth value.
    pub(super) fn flag(name: &str, about: &str) -> Self {
        Self::new(name, Kind::Flag, about)
    }

    /// Words with a space between them.
    pub(super) fn list(name: &str, about: &str) -> Self {
        Self::new(name, Kind::List, about)
    }

    /// One of some words.
    pub(super) fn choice(name: &str, words: &[(&str, &str)], about: &str) -> Self {
        let words = words.iter().map(|(word, means)| ((*word).to_owned(), (*means).to_owned()));
        Self::new(name, Kind::Choice(words.collect()), about)
    }

    /// Never empty.
    #[must_use]
    pub(super) fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Somebody's.
    #[must_use]
    pub(super) fn of(mut self, owner: Owner) -> Self {
        self.owner = owner;
        self
    }

    /// Not below this.
    #[must_use]
    pub(super) fn from(mut self, least: Points) -> Self {
        self.bounds.0 = Some(least);
        self
    }

    /// Neither below the first nor above the second.
    #[must_use]
    pub(super) fn within(mut self, bounds: (Points, Points)) -> Self {
        self.bounds = (Some(bounds.0), Some(bounds.1));
        self
    }
}

/// Columns: what each holds, and how its value for a row comes about.
pub(super) struct Columns<'a, R>(Vec<Column<'a, R>>);

struct Column<'a, R> {
    field: Field,
    value: Box<dyn Fn(&R) -> Datum + 'a>,
}

impl<'a, R: 'a> Columns<'a, R> {
    /// None yet.
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// And one whose values are these.
    #[must_use]
    pub(super) fn with(mut self, field: Field, value: impl Fn(&R) -> Datum + 'a) -> Self {
        self.0.push(Column { field, value: Box::new(value) });
        self
    }

    /// And these.
    #[must_use]
    pub(super) fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// The same columns of rows in which theirs are found.
    pub(super) fn of<S: 'a>(self, row: impl Fn(&S) -> R + Copy + 'a) -> Columns<'a, S> {
        self.0.into_iter().fold(Columns::new(), |columns, column| {
            columns.with(column.field, move |outer| (column.value)(&row(outer)))
        })
    }

    /// The columns, and for every row the value of each.
    pub(super) fn fill(self, rows: impl IntoIterator<Item = R>) -> (Vec<Field>, Rows<'a>) {
        let (fields, values): (Vec<_>, Vec<_>) =
            self.0.into_iter().map(|column| (column.field, column.value)).unzip();
        let rows: Vec<R> = rows.into_iter().collect();
        let count = rows.len();
        let row = move |at: usize| values.iter().map(|value| value(&rows[at])).collect();
        (fields, Rows { count, row: Box::new(row) })
    }
}

impl Table<'_> {
    /// Its file's name.
    pub(super) fn file(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// Its rows as objects.
    pub(super) fn records(&self) -> impl Iterator<Item = Map<String, Json>> + '_ {
        self.rows.iter().map(|row| {
            let cells = self.fields.iter().zip(row);
            cells.map(|(field, datum)| (field.name.clone(), json(&field.kind, datum))).collect()
        })
    }
}

/// A datum as JSON has it: a number as a number, a list as a list, what is missing as null.
fn json(kind: &Kind, datum: Datum) -> Json {
    match (kind, datum) {
        (_, Datum::Empty) => Json::Null,
        (_, Datum::Flag(flag)) => Json::Bool(flag),
        (_, Datum::Number(number)) => serde_json::from_str(&number).unwrap_or_default(),
        (Kind::List, Datum::Text(words)) => words.split(' ').collect(),
        (_, Datum::Text(text)) => Json::String(text),
    }
}

/// Text; none where there is nothing to read.
pub(super) fn text(text: impl Into<String>) -> Datum {
    let text = text.into();
    if text.is_empty() { Datum::Empty } else { Datum::Text(text) }
}

/// Text that may be missing.
pub(super) fn maybe(words: Option<impl Into<String>>) -> Datum {
    words.map_or(Datum::Empty, text)
}

/// A number.
#[allow(clippy::needless_pass_by_value, reason = "numbers are small and copied")]
pub(super) fn number(number: impl ToString) -> Datum {
    Datum::Number(number.to_string())
}

/// A number that may be missing.
pub(super) fn known(value: Option<impl ToString>) -> Datum {
    value.map_or(Datum::Empty, number)
}

/// Words that hold no space; none where there are none.
pub(super) fn list<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> Datum {
    let words: Vec<String> = words.into_iter().map(|word| word.as_ref().to_owned()).collect();
    text(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_record_has_values_of_their_kinds_and_null_for_what_is_missing() {
        type Row = (Option<Points>, bool, Vec<&'static str>, &'static str);
        let columns = Columns::<Row>::new()
            .with(Field::number("score", ""), |row| known(row.0))
            .with(Field::flag("tied", ""), |row| Datum::Flag(row.1))
            .with(Field::list("urls", ""), |row| list(&row.2))
            .with(Field::text("note", ""), |row| text(row.3));
        let rows: [Row; 2] =
            [(Points::parse("0.5"), true, vec!["a", "b"], "1"), (None, false, Vec::new(), "")];
        let (fields, rows) = columns.fill(rows);
        let table =
            Table { name: "t", title: "", about: "", fields, key: &[], links: Vec::new(), rows };
        let records: Vec<Json> = table.records().map(Json::Object).collect();
        assert_eq!(
            records,
            [
                json!({"score": 0.5, "tied": true, "urls": ["a", "b"], "note": "1"}),
                json!({"score": null, "tied": false, "urls": null, "note": null}),
            ]
        );
    }
}
