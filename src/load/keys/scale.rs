//! The keys of scales, of methods, and of rules to whom a question applies.

use crate::file::fields::{Key, Object, Rule, Shape};
use crate::model::method::Aggregation;

/// The words for which end of a scale is the better one.
pub const BETTER: &[&str] = &["more", "fewer"];

/// A scale with more to say than a list of points.
pub static SCALE: Object = Object {
    name: "a scale",
    about: "The points one answer can get: levels, with or without names, or a range.",
    keys: &[
        Key::optional(
            "levels",
            Shape::Either(&[Shape::List(&Shape::Number), Shape::Map(&Shape::Number)]),
            "Two or more points, ascending: [0, 0.5, 1], or each with its name: {closed: 0, \
             partial: 0.5, open: 1}. Answers may then be scored by name.",
        ),
        Key::optional("from", Shape::Number, "The least points of a range."),
        Key::optional("to", Shape::Number, "The most points of a range."),
        Key::optional(
            "step",
            Shape::Number,
            "How far apart the points of a range are; without it any thousandth will do.",
        ),
        Key::optional(
            "better",
            Shape::Word(|| BETTER.to_vec()),
            "Whether more points are better, which is so without it, or fewer.",
        ),
    ],
    rules: &[Rule::AnyOf(&["levels", "from"]), Rule::OneAtMost(&["levels", "from"])],
};

/// The words for methods.
pub fn method_words() -> Vec<&'static str> {
    Aggregation::ALL.iter().map(|(word, ..)| *word).collect()
}

/// The words for what ranks go by.
pub const RANKS: &[&str] = &["exact", "rounded"];

/// A method with more to say than its name.
pub static METHOD: Object = Object {
    name: "a method",
    about: "How points become the score that is published and ranked.",
    keys: &[
        Key::required(
            "score",
            Shape::Word(method_words),
            "What a score is: the sum of all points, a percentage of the most there could be, or a \
             mean of shares. What does not apply is left out.",
        ),
        Key::optional(
            "out_of",
            Shape::Number,
            "What a full score is called where it is no sum; 100 without it.",
        ),
        Key::optional(
            "decimals",
            Shape::Count,
            "With how many decimals scores are published, 0 to 6. A half is rounded away from zero.",
        ),
        Key::optional(
            "ranks",
            Shape::Word(|| RANKS.to_vec()),
            "Whether ranks go by the exact score, as they do without it, or by the rounded one, so \
             that equal published scores tie.",
        ),
    ],
    rules: &[],
};

/// The values of one trait in a rule to whom a question applies.
pub static APPLIES_VALUES: Shape = Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)]);

/// What is said of such rules.
pub const APPLIES_ABOUT: &str = "To whom it applies, by traits of the edition: {sector: [telecom]}. For all others it is n/a. \
     Who does not state the trait is left open.";
