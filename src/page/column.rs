//! What a column is: its key for machines, its heading for people, and what it means.

use crate::model::{Points, Ratio};

use super::words::plain;

/// A column: for people, for machines, or both.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Column {
    /// Path in machine formats; without it the column is for people only.
    pub key: Option<String>,
    /// The path with `ID` for what stands for each of many, where the column is one of such: a
    /// reference names them once.
    pub family: Option<String>,
    /// Heading for people; without it the column is for machines only.
    pub title: Option<String>,
    /// Heading in spreadsheets, where `title` says too little without what stands around it.
    pub alone: Option<String>,
    /// What it says, and when it is empty.
    pub about: String,
    /// In what its numbers are: points, percent, developers.
    pub unit: Option<&'static str>,
    /// Of what kind its values are.
    pub kind: Kind,
    /// Whether it is left to JSON, which has no width.
    pub only_nested: bool,
    /// What its numbers lie between.
    pub scale: Option<Scale>,
    /// Numbers stand right.
    pub right: bool,
    /// Never dropped from a narrow terminal.
    pub keep: bool,
    /// Shown as a bar of the cells' share.
    pub bar: bool,
    /// Whether no row leaves it empty.
    pub required: bool,
    /// The least and the most, for numbers.
    pub bounds: (Option<Points>, Option<Points>),
    /// What every text looks like, as a regular expression.
    pub pattern: Option<&'static str>,
    /// Whose what it holds is.
    pub owner: Owner,
}

/// Kinds of values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Text, possibly a stranger's.
    #[default]
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// Several texts, and what stands between them where there is one field for all.
    List(&'static str),
    /// One of these words; beside each, what it means.
    Choice(Vec<(String, String)>),
}

/// Whose something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Owner {
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

/// What the numbers of a column lie between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Sums of ratings, of at most this much.
    Sum(Ratio),
    /// Single ratings, from the least to the most.
    Rating(Points, Points),
}

/// What a SHA-256 hash looks like.
const HASH: &str = "^[0-9a-f]{64}$";
/// What an [`Id`](crate::model::Id) looks like.
const ID: &str = "^[a-z0-9][a-z0-9._-]{0,63}$";

impl Kind {
    /// Whether a value is several texts.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }

    /// The word in a reference.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Whole => "whole number",
            Self::Number => "number",
            Self::Flag => "`true` or `false`",
            Self::List(_) => "list",
            Self::Choice(_) => "word",
        }
    }
}

impl Column {
    /// A column for machines: its path, the kind of its values, and what it says.
    pub fn of_kind(key: impl Into<String>, kind: Kind, about: impl Into<String>) -> Self {
        Self { key: Some(key.into()), kind, about: about.into(), ..Self::default() }
    }

    /// Text.
    pub fn text(key: impl Into<String>, about: impl Into<String>) -> Self {
        Self::of_kind(key, Kind::Text, about)
    }

    /// An id.
    pub fn id(key: impl Into<String>, about: impl Into<String>) -> Self {
        Self { pattern: Some(ID), ..Self::text(key, about) }
    }

    /// A SHA-256 hash.
    pub fn hash(key: impl Into<String>, about: impl Into<String>) -> Self {
        Self { pattern: Some(HASH), ..Self::text(key, about) }
    }

    /// A date, or as much of it as is known.
    pub fn date(key: impl Into<String>, about: impl Into<String>) -> Self {
        Self { pattern: Some("^[0-9]{4}(-[0-9]{2}){0,2}$"), ..Self::text(key, about) }
    }

    /// How many of something.
    pub fn count(key: impl Into<String>, of: &'static str, about: impl Into<String>) -> Self {
        let column = Self { unit: Some(of), ..Self::of_kind(key, Kind::Whole, about) };
        column.from(Points::ZERO).right()
    }

    /// A place among others.
    pub fn rank(key: impl Into<String>, about: impl Into<String>) -> Self {
        Self { unit: Some("rank"), ..Self::of_kind(key, Kind::Whole, about) }.right()
    }

    /// A number in a unit.
    pub fn number(key: impl Into<String>, unit: &'static str, about: impl Into<String>) -> Self {
        Self { unit: Some(unit), ..Self::of_kind(key, Kind::Number, about) }.right()
    }

    /// A truth value.
    pub fn flag(key: impl Into<String>, about: impl Into<String>) -> Self {
        Self::of_kind(key, Kind::Flag, about)
    }

    /// Words that hold no space.
    pub fn list(key: impl Into<String>, about: impl Into<String>) -> Self {
        Self::of_kind(key, Kind::List(" "), about)
    }

    /// Sentences.
    pub fn sentences(key: impl Into<String>, about: impl Into<String>) -> Self {
        Self::of_kind(key, Kind::List("; "), about)
    }

    /// One of some words.
    pub fn choice(
        key: impl Into<String>,
        words: &[(&str, &str)],
        about: impl Into<String>,
    ) -> Self {
        let words = words.iter().map(|(word, means)| ((*word).to_owned(), (*means).to_owned()));
        Self::of_kind(key, Kind::Choice(words.collect()), about)
    }

    /// For people only.
    pub fn people(title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..Self::default() }
    }

    /// A column of bars, for people at a terminal only.
    pub fn bars() -> Self {
        Self { bar: true, ..Self::people("") }
    }

    /// Shown to people too, under this heading.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Left to JSON.
    #[must_use]
    pub fn nested(mut self) -> Self {
        self.only_nested = true;
        self
    }

    /// One of many: this is the path of all of them, with `ID` for each.
    #[must_use]
    pub fn one_of(mut self, family: impl Into<String>) -> Self {
        self.family = Some(family.into());
        self
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

    /// Never empty.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Somebody's.
    #[must_use]
    pub fn owned(mut self, owner: Owner) -> Self {
        self.owner = owner;
        self
    }

    /// Not below this.
    #[must_use]
    pub fn from(mut self, least: Points) -> Self {
        self.bounds.0 = Some(least);
        self
    }

    /// Neither below the first nor above the second.
    #[must_use]
    pub fn within(mut self, bounds: (Points, Points)) -> Self {
        self.bounds = (Some(bounds.0), Some(bounds.1));
        self
    }

    /// The same below another path.
    #[must_use]
    pub fn below(mut self, path: &str) -> Self {
        self.key = self.key.map(|key| format!("{path}.{key}"));
        self.family = self.family.map(|family| format!("{path}.{family}"));
        self
    }

    /// Whether spreadsheets get it.
    pub fn is_data(&self) -> bool {
        self.key.is_some() && !self.only_nested
    }

    /// The path on one line, as CSV has it: `developer_id`.
    pub fn flat_key(&self) -> String {
        self.key.as_deref().unwrap_or_default().replace('.', "_")
    }

    /// The heading in spreadsheets: what it is, and of how much.
    ///
    /// ```
    /// use fmti::model::Points;
    /// use fmti::page::column::{Column, Scale};
    /// let column = Column::number("upstream", "points", "").titled("Upstream");
    /// let column = column.scale(Scale::Sum(Points::whole(34).exact()));
    /// assert_eq!(column.heading(), "Upstream (of 34)");
    /// assert_eq!(Column::text("developer.id", "").heading(), "Developer id");
    /// ```
    pub fn heading(&self) -> String {
        let named = self.alone.as_ref().or(self.title.as_ref()).filter(|name| !name.is_empty());
        let name = match (named, &self.key) {
            (Some(name), _) => name.clone(),
            (None, Some(key)) => from_key(key),
            (None, None) => String::new(),
        };
        match self.scale {
            Some(Scale::Sum(most)) => format!("{name} (of {})", plain(most, 2)),
            Some(Scale::Rating(..)) | None => name,
        }
    }
}

/// A heading for what only has a key: `catalog_sha256` is `Catalog sha256`.
pub(crate) fn from_key(key: &str) -> String {
    crate::text::words::capital(&key.replace(['_', '.'], " "))
}
