//! The typed values an answer can fill.

use super::Id;
use super::fraction::Fraction;
use super::quantity::{Dimension, Quantity};

/// A value a card asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key in an answer's `values`.
    pub id: Id,
    /// What can stand there.
    pub kind: Kind,
    /// What should stand there.
    pub help: String,
}

/// What can stand in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any words.
    Text,
    /// `true` or `false`.
    Flag,
    /// One of a closed set.
    Choice(Vec<String>),
    /// Some of a closed set.
    Choices(Vec<String>),
    /// A number with a unit of one of these dimensions.
    Quantity(Vec<Dimension>),
    /// So many of so many.
    Fraction,
    /// A day, month or year.
    Date,
    /// A web address.
    Url,
    /// Several of one kind.
    List(Box<Kind>),
    /// Rows with named columns.
    Table(Vec<Field>),
    /// Percentages of named parts.
    Shares,
    /// Something for each item of another indicator's list: a row per item, with named columns.
    Per(Target, Vec<Field>),
}

/// Another indicator's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Position of the indicator in the catalog.
    pub indicator: usize,
    /// Position of the field among the indicator's.
    pub field: usize,
}

/// A value that was filled.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// Truth.
    Flag(bool),
    /// Position in the closed set.
    Choice(usize),
    /// Positions in the closed set.
    Choices(Vec<usize>),
    /// A quantity, with the text it was read from.
    Quantity(Quantity, String),
    /// So many of so many.
    Fraction(Fraction),
    /// A date as written.
    Date(String),
    /// A web address.
    Url(String),
    /// Items in the order given.
    List(Vec<Value>),
    /// Rows; a cell for each column.
    Table(Vec<Row>),
    /// Named percentages, with the text each was read from.
    Shares(Vec<(String, f64, String)>),
    /// Rows by the name of the item they are for.
    Per(Vec<(String, Row)>),
}

/// A cell for each column, in the order the card declares them.
pub type Row = Vec<Option<Value>>;

impl Kind {
    /// The word in a card.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Flag => "flag",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Quantity(_) => "quantity",
            Self::Fraction => "fraction",
            Self::Date => "date",
            Self::Url => "url",
            Self::List(_) => "list",
            Self::Table(_) => "table",
            Self::Shares => "shares",
            Self::Per(..) => "per",
        }
    }

    /// What it wants, in words.
    pub fn wants(&self) -> String {
        match self {
            Self::Text => "text".into(),
            Self::Flag => "true or false".into(),
            Self::Choice(words) => format!("one of {}", words.join(", ")),
            Self::Choices(words) => format!("a list of {}", words.join(", ")),
            Self::Quantity(dimensions) => {
                dimensions.iter().map(|d| d.name()).collect::<Vec<_>>().join(" or ")
            }
            Self::Fraction => "so many of so many".into(),
            Self::Date => "a date".into(),
            Self::Url => "a web address".into(),
            Self::List(of) => format!("a list of {}", of.as_str()),
            Self::Table(columns) => format!("a list of rows with {}", names(columns)),
            Self::Shares => "names with percentages".into(),
            Self::Per(_, columns) => format!("a mapping from items to {}", names(columns)),
        }
    }

    /// How one is written in YAML.
    pub fn example(&self) -> String {
        match self {
            Self::Text => "…".into(),
            Self::Flag => "true".into(),
            Self::Choice(words) => words.first().cloned().unwrap_or_default(),
            Self::Choices(words) => {
                format!("[{}]", words.iter().take(2).cloned().collect::<Vec<_>>().join(", "))
            }
            Self::Quantity(dimensions) => {
                dimensions.first().map_or_else(String::new, |d| d.example().to_owned())
            }
            Self::Fraction => Fraction::EXAMPLE.into(),
            Self::Date => "2025-04-30".into(),
            Self::Url => "https://example.org/report".into(),
            Self::List(of) => format!("[{}]", of.example()),
            Self::Table(columns) => format!("[{{{}}}]", row_example(columns)),
            Self::Shares => "{English: 60 %, German: 40 %}".into(),
            Self::Per(_, columns) => format!("{{an item: {{{}}}}}", row_example(columns)),
        }
    }

    /// Whether it has items that can be counted and named.
    pub fn has_items(&self) -> bool {
        matches!(
            self,
            Self::List(_) | Self::Table(_) | Self::Shares | Self::Per(..) | Self::Choices(_)
        )
    }

    /// The columns of a table.
    pub fn columns(&self) -> Option<&[Field]> {
        match self {
            Self::Table(columns) | Self::Per(_, columns) => Some(columns),
            _ => None,
        }
    }
}

fn names(columns: &[Field]) -> String {
    columns.iter().map(|c| c.id.as_str()).collect::<Vec<_>>().join(", ")
}

fn row_example(columns: &[Field]) -> String {
    let cells = columns.iter().map(|c| format!("{}: {}", c.id, c.kind.example()));
    cells.collect::<Vec<_>>().join(", ")
}

impl Value {
    /// The text it was read from, of a value that is written as one.
    pub fn written(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Url(text) | Self::Date(text) | Self::Quantity(_, text) => {
                Some(text)
            }
            Self::Fraction(fraction) => Some(&fraction.written),
            _ => None,
        }
    }

    /// Whether it says anything: text that is not blank, a list that is not empty.
    pub fn is_filled(&self) -> bool {
        match self {
            // The dots of a template are still to be filled.
            Self::Text(text) | Self::Date(text) | Self::Url(text) => {
                !text.trim().trim_matches(['…', '.']).is_empty()
            }
            Self::Flag(_) | Self::Choice(_) | Self::Quantity(..) | Self::Fraction(_) => true,
            _ => self.count() > 0,
        }
    }

    /// How many items it has; a single value has one.
    pub fn count(&self) -> usize {
        match self {
            Self::Choices(all) => all.len(),
            Self::List(items) => items.iter().filter(|item| item.is_filled()).count(),
            Self::Table(rows) => rows.len(),
            Self::Shares(shares) => shares.len(),
            Self::Per(rows) => rows.len(),
            _ => 1,
        }
    }

    /// Whether it has an item of this name, whatever the case: a text of a list, the first column
    /// of a row, a key.
    pub fn names(&self, name: &str) -> bool {
        self.item_names().any(|item| same_name(item, name))
    }

    /// The names of its items.
    pub fn item_names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Self::List(items) => Box::new(items.iter().filter_map(Self::written)),
            Self::Table(rows) => {
                Box::new(rows.iter().filter_map(|row| row.first()?.as_ref()?.written()))
            }
            Self::Shares(shares) => Box::new(shares.iter().map(|(name, ..)| name.as_str())),
            Self::Per(rows) => Box::new(rows.iter().map(|(name, _)| name.as_str())),
            _ => Box::new(std::iter::empty()),
        }
    }
}

/// Names are the same whatever their case and surrounding white space.
fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim(), b.trim());
    a.eq_ignore_ascii_case(b) || a.to_lowercase() == b.to_lowercase()
}
