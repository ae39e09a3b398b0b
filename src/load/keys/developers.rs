//! The keys of developers.yaml.

use crate::file::fields::{Key, Object, Shape};

/// A developer of developers.yaml.
pub static DEVELOPER: Object = Object {
    name: "a developer",
    about: "Who is scored.",
    keys: &[
        Key::required("name", Shape::Written, "The name in tables and pages."),
        Key::optional(
            "aliases",
            Shape::List(&Shape::Text),
            "Other spellings by which it may be named; no two developers share one.",
        ),
        Key::optional(
            "succeeds",
            Shape::List(&Shape::Id),
            "The ids of those whose place it took in later editions.",
        ),
    ],
    rules: &[],
};
