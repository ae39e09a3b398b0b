//! The keys of catalog.yaml.

use crate::file::fields::{Key, Object, Rule, Shape};

use super::scale::{APPLIES_ABOUT, APPLIES_VALUES, METHOD, SCALE, method_words};
use super::words::WORDS;

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
            Shape::Either(&[Shape::List(&Shape::Number), Shape::Object(&SCALE)]),
            "The points one answer can get: two or more, ascending, as [0, 1] for yes and no; with \
             names, as {levels: {closed: 0, partial: 0.5, open: 1}}; or a range, as {from: 0, to: \
             100, step: 0.01}. A card may have another.",
        ),
        Key::optional(
            "method",
            Shape::Either(&[Shape::Word(method_words), Shape::Object(&METHOD)]),
            "How points become the score that is published and ranked; sum without it.",
        ),
        Key::optional(
            "bands",
            Shape::Map(&Shape::Number),
            "Names for scores, the best first, each with the least score it has: {A: 80, B: 60, C: \
             0}. They stand beside the score.",
        ),
        Key::optional("words", Shape::Object(&WORDS), "What things are called in outputs."),
        Key::optional(
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
    about: "What indicators are about. Cards name one.",
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
        WEIGHT,
        APPLIES_TO,
        Key::optional(
            "subdomains",
            Shape::List(&Shape::Object(&SUBDOMAIN)),
            "Its parts, in the order they are shown.",
        ),
        Key::optional("indicators", LISTED, LISTED_ABOUT),
    ],
    rules: &[
        Rule::AnyOf(&["subdomains", "indicators"]),
        Rule::OneAtMost(&["subdomains", "indicators"]),
    ],
};

/// A subdomain of a domain.
pub static SUBDOMAIN: Object = Object {
    name: "a subdomain",
    about: "A part of a domain.",
    keys: &[
        Key::required("id", Shape::Id, "The subdomain's id, once in the catalog."),
        Key::required("name", Shape::Written, "The heading."),
        WEIGHT,
        APPLIES_TO,
        Key::required("indicators", LISTED, LISTED_ABOUT),
    ],
    rules: &[],
};

const WEIGHT: Key = Key::optional(
    "weight",
    Shape::Number,
    "How much it counts beside its siblings, where the method is a mean of such parts; all of them \
     or none have one.",
);
const APPLIES_TO: Key = Key::optional("applies_to", Shape::Map(&APPLIES_VALUES), APPLIES_ABOUT);
const LISTED: Shape = Shape::List(&Shape::Either(&[Shape::Id, Shape::Object(&ENTRY)]));
const LISTED_ABOUT: &str = "The ids of its indicators, in the order they have in the index; with a weight, as {id: \
     speed, weight: 2}.";

/// An indicator in the table of contents that has a weight.
pub static ENTRY: Object = Object {
    name: "an indicator in the table of contents",
    about: "An indicator that counts more, or less, than others.",
    keys: &[
        Key::required("id", Shape::Id, "The id of its card."),
        Key::optional(
            "weight",
            Shape::Number,
            "How much it counts beside others, above zero; 1 without it.",
        ),
    ],
    rules: &[],
};
