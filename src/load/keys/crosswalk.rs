//! The keys of a crosswalk.

use crate::file::fields::{Key, Object, Rule, Shape};
use crate::model::crosswalk::{Change, Relation};

/// The words for relations.
pub const RELATIONS: &[(&str, Relation)] = &[
    ("kept", Relation::Kept),
    ("revised", Relation::Revised(None)),
    ("split", Relation::Split),
    ("merged", Relation::Merged),
    ("added", Relation::Added),
    ("dropped", Relation::Dropped),
];
/// The words for how a bar moved.
pub const CHANGES: &[(&str, Change)] = &[
    ("stricter", Change::Stricter),
    ("looser", Change::Looser),
    ("reworded", Change::Reworded),
    ("mixed", Change::Mixed),
];

/// A crosswalk.
pub static CROSSWALK: Object = Object {
    name: "a crosswalk",
    about: "crosswalks/<name>.yaml: how the indicators of one catalog became another's. Every \
            indicator of both stands in it once.",
    keys: &[
        Key::optional("id", Shape::Id, "A name for the crosswalk."),
        Key::required("from", Shape::Id, "The id of the older catalog."),
        Key::required("to", Shape::Id, "The id of the newer catalog."),
        Key::optional(
            "published_by",
            Shape::Object(&PUBLISHED),
            "Who published what became of the indicators, where somebody did.",
        ),
        Key::required("attribution", Shape::Written, "Who read the catalogs so."),
        Key::required(
            "relations",
            Shape::List(&Shape::Object(&RELATION)),
            "What became of every indicator.",
        ),
    ],
    rules: &[],
};

/// Who published what became of the indicators.
pub static PUBLISHED: Object = Object {
    name: "`published_by`",
    about: "Who published what became of the indicators.",
    keys: &[
        Key::required("name", Shape::Written, "The name."),
        Key::optional("url", Shape::Url, "Where it is published."),
    ],
    rules: &[],
};

/// A relation of a crosswalk.
pub static RELATION: Object = Object {
    name: "a relation",
    about: "Indicators that belong together.",
    keys: &[
        Key::required(
            "relation",
            Shape::Word(|| RELATIONS.iter().map(|(word, _)| *word).collect()),
            "How: kept and revised have one indicator before and one after, split one and several, \
             merged several and one, dropped stands alone before, added alone after.",
        ),
        Key::optional(
            "published",
            Shape::Flag,
            "Whether this relation is as `published_by` published it: the kind, not who is paired \
             with whom, nor the reason.",
        ),
        Key::optional(
            "change",
            Shape::Word(|| CHANGES.iter().map(|(word, _)| *word).collect()),
            "How the bar of a revised indicator moved.",
        ),
        Key::optional("from", Shape::List(&Shape::Id), "Indicators of the older catalog."),
        Key::optional("to", Shape::List(&Shape::Id), "Indicators of the newer catalog."),
        Key::required("reason", Shape::Written, "Why one reads it so."),
    ],
    rules: &[
        Rule::Needs { key: "relation", words: &["revised"], needs: &["change", "from", "to"] },
        Rule::Needs {
            key: "relation",
            words: &["kept", "split", "merged"],
            needs: &["from", "to"],
        },
        Rule::Needs { key: "relation", words: &["added"], needs: &["to"] },
        Rule::Needs { key: "relation", words: &["dropped"], needs: &["from"] },
    ],
};
