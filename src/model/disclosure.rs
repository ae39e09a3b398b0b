//! What one developer disclosed in one edition.

use serde::Serialize;

use super::value::Value;
use super::{Id, Points};

/// One developer's file.
#[derive(Clone, Debug, PartialEq)]
pub struct Disclosure {
    /// Who.
    pub developer: Id,
    /// Whose it is, where an organisation has several of what is ranked.
    pub organisation: Option<String>,
    /// The flagship model the answers are about.
    pub model: Option<String>,
    /// Whether it was assessed at all, or is only listed.
    pub assessed: bool,
    /// Trait id and value, in file order.
    pub traits: Vec<(Id, String)>,
    /// One place for each indicator of the catalog, in its order; `None` where nothing is said.
    pub answers: Vec<Option<Answer>>,
}

/// What was disclosed for one indicator, and what the panel gave for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// What kind of answer it is; never inferred from a blank.
    pub stance: Option<Stance>,
    /// The part that the stance is about, where it is not about the whole.
    pub in_part: Option<String>,
    /// The words of the disclosed text from which a program took the stance.
    pub stance_from: Option<String>,
    /// The values the card asks for: a place for each of its fields, or none at all.
    pub values: Vec<Option<Value>>,
    /// What was said.
    pub statement: Option<String>,
    /// Where it can be verified.
    pub sources: Vec<Source>,
    /// Whether the file says that it was disclosed for the first time through the index itself. What
    /// a blank means is for the edition to say: see [`super::Edition::newly_disclosed`].
    pub newly_disclosed: Option<bool>,
    /// The panel's rating.
    pub panel: Option<Rating>,
}

/// What kind of answer was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// The information is there.
    Disclosed,
    /// The practice does not exist.
    None,
    /// The developer cannot know.
    NoAccess,
    /// Withheld, without a reason of the kinds below.
    Withheld(WithheldFor),
    /// Looked for and not found.
    NotFound,
    /// The question does not arise.
    NotApplicable,
}

impl Stance {
    /// Each of them, with its word in outputs, what it means, and how a page says it of a developer.
    pub const ALL: [(Self, &'static str, &'static str, &'static str); 8] = [
        (Self::Disclosed, "disclosed", "the information is there", "disclosed"),
        (Self::None, "none", "there is no such practice, and that is said", "says there is none"),
        (
            Self::NoAccess,
            "no-access",
            "the developer cannot know, and that is said",
            "says it cannot know",
        ),
        (
            Self::Withheld(WithheldFor::Contract),
            "withheld for contract",
            "a contract forbids it",
            "withheld: a contract forbids it",
        ),
        (
            Self::Withheld(WithheldFor::Security),
            "withheld for security",
            "for security or safety",
            "withheld for security",
        ),
        (
            Self::Withheld(WithheldFor::Other),
            "withheld",
            "for another reason, or none given",
            "withheld",
        ),
        (Self::NotFound, "not-found", "looked for and not found", "not found"),
        (Self::NotApplicable, "not-applicable", "the question does not arise", "does not apply"),
    ];

    fn entry(self) -> (&'static str, &'static str) {
        let found = Self::ALL.iter().find(|(stance, ..)| *stance == self);
        found.map_or(("", ""), |(_, word, _, said)| (*word, *said))
    }

    /// The word in outputs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.entry().0
    }

    /// How a page says it of a developer.
    #[must_use]
    pub fn said(self) -> &'static str {
        self.entry().1
    }
}

/// Why something is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WithheldFor {
    /// A contract forbids it.
    Contract,
    /// For security or safety.
    Security,
    /// Any other reason, or none given.
    Other,
}

/// Where an answer can be verified: at least one of its parts is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// A web address.
    pub url: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// The day it was read, `YYYY-MM-DD`.
    pub accessed: Option<String>,
    /// A copy that will not change.
    pub archived: Option<String>,
    /// The words that matter.
    pub quote: Option<String>,
}

/// Points for one answer, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// One of the catalog's scale.
    pub points: Points,
    /// Why.
    pub reason: Option<String>,
}

impl Answer {
    /// Words for its stance, with the part that it is about: `withheld, in part: the prices`.
    pub fn in_part(&self, words: &str) -> String {
        match &self.in_part {
            Some(part) => format!("{words}, in part: {part}"),
            None => words.to_owned(),
        }
    }

    /// Whether anybody wrote down what was disclosed: a stance, a statement that says something, or
    /// a value that is filled. Sources, and what anyone gave for it, are no answer.
    pub fn is_typed(&self) -> bool {
        self.stance.is_some()
            || self.says_something()
            || self.values.iter().flatten().any(Value::is_filled)
    }

    /// Whether its statement has words.
    pub fn says_something(&self) -> bool {
        self.statement.as_deref().is_some_and(|text| !text.trim().is_empty())
    }

    /// Whether the panel or a source shows that there is something to type, and nobody did.
    pub fn is_untyped(&self) -> bool {
        !self.is_typed() && (self.panel.is_some() || !self.sources.is_empty())
    }
}

impl Disclosure {
    /// The value of a trait.
    pub fn trait_value(&self, id: &str) -> Option<&str> {
        self.traits.iter().find(|(key, _)| key.as_str() == id).map(|(_, value)| value.as_str())
    }
}
