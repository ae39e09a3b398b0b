//! The keys of the words of an index.

use crate::file::fields::{Key, Object, Shape};

/// The words of an index.
pub static WORDS: Object = Object {
    name: "`words`",
    about: "What things are called in tables, pages, messages and names of files. Keys that programs \
            read stay the same in every index.",
    keys: &[
        Key::optional(
            "ranked",
            A_NOUN,
            "Who is ranked: company, country, council. An irregular plural is written out: {one: \
             person, many: people}. Without it, entry.",
        ),
        Key::optional(
            "model",
            A_NOUN,
            "What an answer is about, where it is about one thing of who is ranked: model, which it is \
             without it, or product. With none, nothing is said of it.",
        ),
        Key::optional("asked", A_NOUN, "What is asked: indicator, question, judgement."),
        Key::optional("point", A_NOUN, "What an answer is given: point, mark, star."),
        Key::optional(
            "disclosed",
            Shape::Flag,
            "Whether answers are what those who are ranked disclose of themselves; false without it.",
        ),
    ],
    rules: &[],
};

/// A noun, as catalogs write it.
const A_NOUN: Shape = Shape::Either(&[Shape::Written, Shape::Object(&NOUN)]);

/// A noun with both its forms.
pub static NOUN: Object = Object {
    name: "a noun",
    about: "A word for one thing and for more.",
    keys: &[
        Key::required("one", Shape::Written, "One of them: person."),
        Key::required("many", Shape::Written, "More of them: people."),
    ],
    rules: &[],
};
