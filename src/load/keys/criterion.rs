//! The keys of criteria.

use crate::file::fields::{Key, Object, Shape};
use crate::model::criterion::SourcePart;

/// The words for what a source must have.
pub const SOURCE_PARTS: &[(&str, SourcePart)] = &[
    ("any", SourcePart::Any),
    ("url", SourcePart::Url),
    ("archived", SourcePart::Archived),
    ("quote", SourcePart::Quote),
];

const FIELD: Key = Key::required("field", Shape::Id, "The field of this card it is about.");

/// A criterion: one of these keys.
pub static CRITERION: Object = Object {
    name: "a criterion",
    about: "A condition on a disclosure's values that can be checked without judgement.",
    keys: &[
        Key::optional("all", Shape::List(&Shape::OneKeyOf(&CRITERION)), "All of these hold."),
        Key::optional(
            "any",
            Shape::List(&Shape::OneKeyOf(&CRITERION)),
            "At least one of these holds.",
        ),
        Key::optional("at_least", Shape::Object(&AT_LEAST), "At least so many of several hold."),
        Key::optional(
            "present",
            Shape::Either(&[Shape::Id, Shape::List(&Shape::Id)]),
            "The field, or each of several, is filled.",
        ),
        Key::optional(
            "quantity",
            Shape::Object(&QUANTITY),
            "The field states a quantity, precisely enough.",
        ),
        Key::optional("count", Shape::Object(&COUNT), "The field lists at least so many items."),
        Key::optional("each", Shape::Object(&EACH), "Each row of the field fills these columns."),
        Key::optional("sums", Shape::Object(&SUMS), "The shares of the field add up to 100 %."),
        Key::optional(
            "covers",
            Shape::Object(&COVERS),
            "The field names enough of the items of another list.",
        ),
        Key::optional("one_of", Shape::Object(&ONE_OF), "The field has one of these values."),
        Key::optional(
            "source",
            Shape::Word(|| SOURCE_PARTS.iter().map(|(word, _)| *word).collect()),
            "The answer names a source: any, or one with an address, an archived copy, a quote.",
        ),
    ],
    rules: &[],
};

/// `at_least`.
pub static AT_LEAST: Object = Object {
    name: "`at_least`",
    about: "At least so many of several conditions hold.",
    keys: &[
        Key::required("n", Shape::Count, "How many."),
        Key::required("of", Shape::List(&Shape::OneKeyOf(&CRITERION)), "Of which."),
    ],
    rules: &[],
};

/// `sums`.
pub static SUMS: Object = Object {
    name: "`sums`",
    about: "Shares that add up to 100 %.",
    keys: &[
        FIELD,
        Key::optional(
            "tolerance",
            Shape::Count,
            "By how many percentage points they may miss it; 1 without it.",
        ),
    ],
    rules: &[],
};

/// `covers`.
pub static COVERS: Object = Object {
    name: "`covers`",
    about: "A list that names the items of another.",
    keys: &[
        FIELD,
        Key::required("of", Shape::Text, "The other list, as indicator.field."),
        Key::optional("percent", Shape::Count, "How many percent of it; 100 without it."),
    ],
    rules: &[],
};

/// `quantity`.
pub static QUANTITY: Object = Object {
    name: "`quantity`",
    about: "A quantity that is precise enough.",
    keys: &[
        FIELD,
        Key::optional("significant_figures", Shape::Count, "To how many figures; 1 without it."),
    ],
    rules: &[],
};

/// `count`.
pub static COUNT: Object = Object {
    name: "`count`",
    about: "A list that is long enough.",
    keys: &[FIELD, Key::required("at_least", Shape::Count, "How many items.")],
    rules: &[],
};

/// `each`.
pub static EACH: Object = Object {
    name: "`each`",
    about: "Rows that are complete.",
    keys: &[FIELD, Key::required("has", Shape::List(&Shape::Id), "The columns each row fills.")],
    rules: &[],
};

/// `one_of`.
pub static ONE_OF: Object = Object {
    name: "`one_of`",
    about: "A value among several.",
    keys: &[FIELD, Key::required("values", Shape::List(&Shape::Text), "The values that earn it.")],
    rules: &[],
};
