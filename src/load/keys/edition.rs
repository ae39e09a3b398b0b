//! The keys of edition.yaml.

use crate::file::fields::{Key, Object, Shape};
use crate::model::edition::Record;

/// edition.yaml.
pub static EDITION: Object = Object {
    name: "an edition",
    about: "edition.yaml: one issue of an index. The disclosures of its developers stand beside it.",
    keys: &[
        Key::required("id", Shape::Id, "The id that disclosures name, for example 2025."),
        Key::required("title", Shape::Written, "The title of tables and pages."),
        Key::required("date", Shape::Date, "When it was published."),
        Key::required(
            "catalog",
            Shape::Id,
            "The id of the catalog it asks: a built-in one, or one in this folder, above it, or in \
             a folder `indicators` there.",
        ),
        Key::optional("citation", Shape::Text, "How to cite it, in one line."),
        Key::optional(
            "authors",
            Shape::List(&Shape::Text),
            "Who made the scores, as a citation names them: teams, organisations or people.",
        ),
        Key::optional("licence", Shape::Text, "The licence of the scores."),
        Key::optional("licence_url", Shape::Url, "Where the licence can be read."),
        Key::optional(
            "attribution",
            Shape::Text,
            "Who gave the scores. It stands under every output; without it the scores are called \
             the user's own.",
        ),
        Key::optional("site", Shape::Url, "The index's site."),
        Key::optional("paper", Shape::Url, "Where the paper about the edition is."),
        Key::optional(
            "published_by",
            Shape::Text,
            "Who published the names of developers and models, and the addresses of sources.",
        ),
        Key::optional(
            "words_by",
            Shape::Text,
            "Who wrote the statements, stances and typed values.",
        ),
        Key::optional(
            "records",
            Shape::List(&Shape::Word(|| Record::ALL.iter().map(|(word, _)| *word).collect())),
            "What the edition wrote down of every answer, so that a blank is a no.",
        ),
        Key::optional(
            "traits",
            Shape::Map(&Shape::Object(&TRAIT)),
            "What developers may be grouped by. Disclosures say which value each developer has.",
        ),
    ],
    rules: &[],
};

/// A trait of an edition.
pub static TRAIT: Object = Object {
    name: "a trait",
    about: "A property of developers with a closed set of values.",
    keys: &[
        Key::optional("name", Shape::Written, "The heading; without it the trait's id."),
        Key::required(
            "values",
            Shape::Map(&Shape::Written),
            "Each value with its label, in the order groups are shown.",
        ),
    ],
    rules: &[],
};
