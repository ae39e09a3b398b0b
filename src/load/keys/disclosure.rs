//! The keys of a developer's file.

use crate::file::fields::{Key, Object, Rule, Shape};
use crate::model::disclosure::{Stance, WithheldFor};

/// The words for stances.
pub const STANCES: &[(&str, Stance)] = &[
    ("disclosed", Stance::Disclosed),
    ("none", Stance::None),
    ("no-access", Stance::NoAccess),
    ("withheld", Stance::Withheld(WithheldFor::Other)),
    ("not-found", Stance::NotFound),
    ("not-applicable", Stance::NotApplicable),
];
/// The words for reasons to withhold.
pub const REASONS: &[(&str, WithheldFor)] = &[
    ("contract", WithheldFor::Contract),
    ("security", WithheldFor::Security),
    ("other", WithheldFor::Other),
];

/// The words for whether somebody was assessed.
pub const STATUSES: &[(&str, bool)] = &[("assessed", true), ("not-assessed", false)];

/// A developer's file.
pub static DISCLOSURE: Object = Object {
    name: "a disclosure",
    about: "<developer>.yaml beside edition.yaml: what one developer disclosed, and the points a \
            panel gave for it.",
    keys: &[
        Key::required("edition", Shape::Id, "The id of the edition in whose folder this file is."),
        Key::required("developer", Shape::Id, "The developer's id, which is the file's name too."),
        Key::optional(
            "name",
            Shape::Written,
            "The developer's name, where developers.yaml lists none.",
        ),
        Key::optional(
            "organisation",
            Shape::Written,
            "Whose it is, where an organisation has several of what is ranked.",
        ),
        Key::optional("model", Shape::Text, "The flagship model that the answers are about."),
        Key::optional(
            "status",
            Shape::Word(|| STATUSES.iter().map(|(word, _)| *word).collect()),
            "Whether it was assessed, as it was without it, or not: it is then listed without a rank \
             and needs no answers.",
        ),
        Key::optional(
            "traits",
            Shape::Map(&Shape::OrNothing(&Shape::Text)),
            "The developer's value of each trait that edition.yaml declares.",
        ),
        Key::by_reader(
            "answers",
            Shape::Map(&Shape::OrNothing(&Shape::Object(&ANSWER))),
            "An answer for every indicator of the catalog, by its id. Nothing after the colon means \
             that nothing was recorded.",
        ),
    ],
    rules: &[],
};

const STANCE_RULES: &[Rule] = &[
    Rule::Only { key: "withheld_for", with: "stance", words: &["withheld"] },
    Rule::Only {
        key: "in_part",
        with: "stance",
        words: &["disclosed", "none", "no-access", "withheld"],
    },
];

const STANCE: Key = Key::optional(
    "stance",
    Shape::Word(|| STANCES.iter().map(|(word, _)| *word).collect()),
    "What kind of answer it is: disclosed, none (the practice does not exist), no-access (the \
     developer cannot know), withheld, not-found, or not-applicable (the statement says why).",
);
const WITHHELD_FOR: Key = Key::optional(
    "withheld_for",
    Shape::Word(|| REASONS.iter().map(|(word, _)| *word).collect()),
    "Why it is withheld; only with `stance: withheld`.",
);
const IN_PART: Key = Key::optional(
    "in_part",
    Shape::Written,
    "The part that the stance is about, where it is not about the whole: `only pre-training`.",
);
const VALUES: Key =
    Key::optional("values", Shape::Values, "What was disclosed, in the fields of the card.");
const STATEMENT: Key = Key::optional(
    "statement",
    Shape::Text,
    "What was disclosed, in one or two sentences of your own.",
);
static WHERE: Shape = Shape::Either(&[Shape::Url, Shape::Object(&SOURCE)]);
const SOURCES: Key = Key::optional("sources", Shape::List(&WHERE), "Where it can be verified.");

/// An answer to an indicator.
pub static ANSWER: Object = Object {
    name: "an answer",
    about: "What was disclosed for one indicator, and what it earned.",
    keys: &[
        STANCE,
        WITHHELD_FOR,
        IN_PART,
        Key::optional(
            "stance_from",
            Shape::Text,
            "The words of the report that an importer took the stance from.",
        ),
        VALUES,
        STATEMENT,
        SOURCES,
        Key::optional(
            "newly_disclosed",
            Shape::Flag,
            "Whether it was made public for this edition.",
        ),
        Key::optional(
            "panel",
            Shape::Either(&[Shape::Score, Shape::Object(&RATING)]),
            "The points that the panel gave, or the name of their level, alone or with a reason; n/a \
             is short for `stance: not-applicable`.",
        ),
    ],
    rules: STANCE_RULES,
};

/// An example of a card.
pub static EXAMPLE: Object = Object {
    name: "an example",
    about: "An answer that shows a card's bar.",
    keys: &[
        STANCE,
        WITHHELD_FOR,
        IN_PART,
        VALUES,
        STATEMENT,
        SOURCES,
        Key::optional(
            "others",
            Shape::Map(&Shape::Object(&OTHER)),
            "Answers to other indicators, by id, for criteria that look at them.",
        ),
    ],
    rules: STANCE_RULES,
};

/// An answer to another indicator beside an example.
pub static OTHER: Object = Object {
    name: "an answer beside an example",
    about: "An answer to another indicator, for an example's sake.",
    keys: &[STANCE, WITHHELD_FOR, IN_PART, VALUES, STATEMENT, SOURCES],
    rules: STANCE_RULES,
};

/// A source of an answer.
pub static SOURCE: Object = Object {
    name: "a source",
    about: "Where something can be verified.",
    keys: &[
        Key::optional("url", Shape::Url, "Its address."),
        Key::optional("title", Shape::Text, "Its title, where there is no address, or beside it."),
        Key::optional("accessed", Shape::Day, "The day it was read."),
        Key::optional("archived", Shape::Url, "The address of an archived copy."),
        Key::optional("quote", Shape::Text, "The words that bear the answer out."),
    ],
    rules: &[Rule::AnyOf(&["url", "title", "quote"])],
};

/// The panel's points with a reason.
pub static RATING: Object = Object {
    name: "a rating",
    about: "Points, and why.",
    keys: &[
        Key::required("score", Shape::Score, "The points, on the catalog's scale."),
        Key::optional("reason", Shape::Text, "Why, in a sentence."),
    ],
    rules: &[],
};
