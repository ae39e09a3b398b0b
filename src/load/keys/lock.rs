//! The keys of fmti.lock.

use crate::file::fields::{Key, Object, Shape};

/// fmti.lock.
pub static LOCK: Object = Object {
    name: "a lock",
    about: "fmti.lock: what each edition is scored with. `fmti lock` writes it.",
    keys: &[
        Key::required("version", Shape::Count, "The version of this layout."),
        Key::required("editions", Shape::Map(&Shape::Object(&EDITION)), "By the edition's id."),
    ],
    rules: &[],
};

/// An edition in a lock.
pub static EDITION: Object = Object {
    name: "a locked edition",
    about: "What one edition is scored with.",
    keys: &[
        Key::required("catalog", Shape::Object(&CATALOG), "Its catalog."),
        Key::required(
            "indicators",
            Shape::Map(&Shape::Hash),
            "For every indicator a hash of what is asked and what earns its points.",
        ),
    ],
    rules: &[],
};

/// The catalog of an edition in a lock.
pub static CATALOG: Object = Object {
    name: "a locked catalog",
    about: "The catalog of an edition.",
    keys: &[
        Key::required("id", Shape::Id, "Its id."),
        Key::required("sha256", Shape::Hash, "The hash of its whole content."),
    ],
    rules: &[],
};
