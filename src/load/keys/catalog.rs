//! The keys of catalog.yaml.

use crate::file::fields::{Key, Object, Shape};

/// catalog.yaml.
pub static CATALOG: Object = Object {
    name: "a catalog",
    about: "catalog.yaml: the table of contents of an index. Each indicator in it has a card of its \
            own, <subdomain>/<indicator>.yaml beside this file.",
    keys: &[
        Key::required("id", Shape::Id, "The id by which editions and crosswalks name the catalog."),
        Key::required("title", Shape::Written, "The catalog's full title."),
        Key::optional(
            "published_by",
            Shape::Text,
            "Who published the indicators under these names.",
        ),
        Key::optional(
            "words_by",
            Shape::Text,
            "Who wrote the questions, guidance, criteria and themes.",
        ),
        Key::required(
            "scale",
            Shape::List(&Shape::Number),
            "The points one answer can get, two or more, ascending: [0, 1] for yes and no.",
        ),
        Key::required(
            "themes",
            Shape::List(&Shape::Object(&THEME)),
            "What indicators are about, whatever domain they stand in. Themes make editions \
             comparable where domains changed.",
        ),
        Key::required(
            "domains",
            Shape::List(&Shape::Object(&DOMAIN)),
            "The parts of the index, in the order they are shown.",
        ),
    ],
    rules: &[],
};

/// A theme of a catalog.
pub static THEME: Object = Object {
    name: "a theme",
    about: "What indicators are about. Every card names one.",
    keys: &[
        Key::required("id", Shape::Id, "The id that cards name."),
        Key::required("name", Shape::Written, "The heading."),
    ],
    rules: &[],
};

/// A domain of a catalog.
pub static DOMAIN: Object = Object {
    name: "a domain",
    about: "A part of the index.",
    keys: &[
        Key::required("id", Shape::Id, "The domain's id, once in the catalog."),
        Key::required("name", Shape::Written, "The heading."),
        Key::required(
            "subdomains",
            Shape::List(&Shape::Object(&SUBDOMAIN)),
            "Its parts, in the order they are shown.",
        ),
    ],
    rules: &[],
};

/// A subdomain of a domain.
pub static SUBDOMAIN: Object = Object {
    name: "a subdomain",
    about: "A part of a domain.",
    keys: &[
        Key::required("id", Shape::Id, "The subdomain's id, once in the catalog."),
        Key::required("name", Shape::Written, "The heading."),
        Key::required(
            "indicators",
            Shape::List(&Shape::Id),
            "The ids of its indicators, in the order they have in the index.",
        ),
    ],
    rules: &[],
};
