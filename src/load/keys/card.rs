//! The keys of an indicator's card.

use crate::file::fields::{Key, Object, Rule, Shape};
use crate::model::catalog::Earning;

use super::criterion::CRITERION;
use super::disclosure::EXAMPLE;
use super::scale::{APPLIES_ABOUT, APPLIES_VALUES, SCALE};

/// The kinds of fields.
pub const KINDS: &[&str] = &[
    "text", "flag", "choice", "choices", "quantity", "fraction", "date", "duration", "money",
    "url", "list", "table", "shares", "per",
];

/// The kinds that have columns, which no column has itself.
pub const NESTED: &[&str] = &["table", "per"];

/// An indicator's card.
pub static CARD: Object = Object {
    name: "a card",
    about: "<subdomain>/<indicator>.yaml beside catalog.yaml: one indicator, what it asks and what \
            earns its points.",
    keys: &[
        Key::required("id", Shape::Id, "The indicator's id, which is the file's name too."),
        Key::required("name", Shape::Written, "The published name, which people search for."),
        Key::optional(
            "aliases",
            Shape::List(&Shape::Text),
            "Other spellings of the name in published files.",
        ),
        Key::optional("theme", Shape::Id, "The id of one of the catalog's themes."),
        Key::optional("question", Shape::Written, "What is asked, in one sentence."),
        Key::optional("guidance", Shape::Written, "What earns the points, in words for people."),
        Key::optional(
            "scale",
            Shape::Either(&[Shape::List(&Shape::Number), Shape::Object(&SCALE)]),
            "The points an answer can get, where they are not the catalog's.",
        ),
        Key::optional(
            "scored",
            Shape::Flag,
            "Whether points are given for it, as they are without it, or it is only asked.",
        ),
        Key::optional("applies_to", Shape::Map(&APPLIES_VALUES), APPLIES_ABOUT),
        Key::optional(
            "values",
            Shape::Map(&Shape::Object(&FIELD)),
            "The fields that an answer may fill, by their names.",
        ),
        Key::optional(
            "earns",
            Shape::OneKeyOf(&CRITERION),
            "What can be checked without judgement.",
        ),
        Key::optional(
            "judge",
            Shape::Text,
            "What only a person can decide. With it, an answer is at best referred to one.",
        ),
        Key::optional(
            "also_earns",
            Shape::List(&Shape::Word(|| Earning::ALL.iter().map(|e| e.as_str()).collect())),
            "Stances that earn the points too.",
        ),
        Key::by_reader(
            "examples",
            Shape::Object(&EXAMPLES),
            "Answers that show the bar from both sides. They are run as tests. A card whose points only \
             people give needs none.",
        ),
        Key::optional(
            "counterparts",
            Shape::List(&Shape::Id),
            "The indicators of the catalog before that this one came from. A crosswalk says it too; \
             where both do, they must agree.",
        ),
    ],
    rules: &[],
};

/// The examples of a card.
pub static EXAMPLES: Object = Object {
    name: "`examples`",
    about: "Answers that show the bar, at least one on each side.",
    keys: &[
        Key::by_reader(
            "earns",
            Shape::List(&Shape::Object(&EXAMPLE)),
            "Answers that earn the points, or that a person may give them to.",
        ),
        Key::by_reader(
            "does_not_earn",
            Shape::List(&Shape::Object(&EXAMPLE)),
            "Answers that do not.",
        ),
    ],
    rules: &[],
};

const KIND_ABOUT: &str =
    "What is stated: text, a truth value, a choice, a quantity, a date, a list and so on.";
const HELP: Key = Key::optional("help", Shape::Text, "What belongs into it, in a few words.");
const OF: Key = Key::optional(
    "of",
    Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)]),
    "Of a choice or choices: the words. Of a quantity: what is measured. Of a list: what it holds. \
     Of `per`: the list it is about, as indicator.field.",
);

/// A field of a card.
pub static FIELD: Object = Object {
    name: "a field",
    about: "Something that an answer may state, of a kind that can be checked.",
    keys: &[
        Key::required("kind", Shape::Word(|| KINDS.to_vec()), KIND_ABOUT),
        HELP,
        OF,
        Key::optional(
            "columns",
            Shape::Map(&Shape::Object(&COLUMN)),
            "Of a table, and of `per`: what each row states.",
        ),
    ],
    rules: &[
        Rule::Needs { key: "kind", words: &["choice", "choices", "quantity"], needs: &["of"] },
        Rule::Needs { key: "kind", words: &["table"], needs: &["columns"] },
        Rule::Needs { key: "kind", words: &["per"], needs: &["of", "columns"] },
    ],
};

/// A column of a field.
pub static COLUMN: Object = Object {
    name: "a column",
    about: "Something that each row of a table may state.",
    keys: &[
        Key::required(
            "kind",
            Shape::Word(|| KINDS.iter().copied().filter(|k| !NESTED.contains(k)).collect()),
            KIND_ABOUT,
        ),
        HELP,
        OF,
    ],
    rules: &[Rule::Needs {
        key: "kind",
        words: &["choice", "choices", "quantity"],
        needs: &["of"],
    }],
};
