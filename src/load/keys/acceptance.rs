//! The keys of allowances and baselines.

use crate::file::fields::{Key, Object, Rule, Shape};
use crate::model::gate::Gate;

/// The version of a baseline's layout.
pub const BASELINE_SCHEMA: &str = "fmti.baseline/1";

fn gates() -> Vec<&'static str> {
    Gate::ALL.iter().map(|gate| gate.as_str()).collect()
}

/// A file of allowances.
pub static ALLOWANCES: Object = Object {
    name: "a file of allowances",
    about: "What `--allow` reads: breaches of gates that are let through, each with a reason.",
    keys: &[Key::required(
        "allowances",
        Shape::List(&Shape::Object(&ALLOWANCE)),
        "What is let through.",
    )],
    rules: &[],
};

/// An allowance.
pub static ALLOWANCE: Object = Object {
    name: "an allowance",
    about: "Lets breaches of one gate through: of one developer or of all, for one indicator, domain \
            or theme or for all.",
    keys: &[
        Key::required("gate", Shape::Word(gates), "The gate, as `--fail-on` names it."),
        Key::optional("developer", Shape::Id, "Only for this developer."),
        Key::optional("indicator", Shape::Id, "Only for this indicator."),
        Key::optional("domain", Shape::Id, "Only for this domain."),
        Key::optional("theme", Shape::Id, "Only for this theme."),
        Key::required("reason", Shape::Written, "Why it is let through."),
        Key::optional("expires", Shape::Day, "The last day it holds."),
    ],
    rules: &[Rule::OneAtMost(&["indicator", "domain", "theme"])],
};

/// A baseline.
pub static BASELINE: Object = Object {
    name: "a baseline",
    about: "What `--baseline` reads and `--write-baseline` writes, as JSON: breaches that were there \
            already.",
    keys: &[
        Key::optional(
            "schema",
            Shape::Word(|| vec![BASELINE_SCHEMA]),
            "The version of this layout.",
        ),
        Key::required(
            "accepted",
            Shape::List(&Shape::Object(&ACCEPTED)),
            "What was there already.",
        ),
    ],
    rules: &[],
};

/// A breach in a baseline.
pub static ACCEPTED: Object = Object {
    name: "an accepted breach",
    about: "A breach that was there already. It fails again only if it grew.",
    keys: &[
        Key::required("gate", Shape::Word(gates), "The gate."),
        Key::optional("developer", Shape::Id, "Whose it is."),
        Key::optional("subject", Shape::Id, "The indicator, domain or theme."),
        Key::required("by", Shape::Number, "How large it was, in points or ranks."),
    ],
    rules: &[],
};
