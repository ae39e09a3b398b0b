//! One issue of an index.

use super::rater::Kind;
use super::{Answer, Id, Rater};

/// What an edition.yaml says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// For example `2025`.
    pub id: Id,
    /// Full title.
    pub title: String,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: String,
    /// Id of the catalog it asks.
    pub catalog: Id,
    /// How to cite it.
    pub citation: Option<String>,
    /// Who made the scores, as a citation names them: teams, organisations or people.
    pub authors: Vec<String>,
    /// Licence of the scores.
    pub licence: Option<String>,
    /// Where the licence can be read.
    pub licence_url: Option<String>,
    /// The index's site.
    pub site: Option<String>,
    /// Where the paper about the edition is.
    pub paper: Option<String>,
    /// Who gave the scores: printed with every output. Without it the scores are the user's own.
    pub attribution: Option<String>,
    /// Who published the names of developers and models, and the addresses of sources.
    pub published_by: Option<String>,
    /// Who wrote the statements, stances and typed values of the disclosures.
    pub words_by: Option<String>,
    /// What answers say by leaving it out; of anything else a blank says nothing.
    pub records: Vec<Record>,
    /// What developers may be grouped by.
    pub traits: Vec<Trait>,
}

/// Something that an edition wrote down of every answer, so that a blank is a no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    /// Whether it was disclosed for the first time through the index itself.
    NewlyDisclosed,
}

impl Record {
    /// All, with the word for each in edition.yaml.
    pub const ALL: &'static [(&'static str, Self)] = &[("newly-disclosed", Self::NewlyDisclosed)];

    /// The word in edition.yaml.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, record)| *record == self).map_or("", |(word, _)| word)
    }
}

/// A property of developers with a closed set of values, such as whether weights are open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trait {
    /// Key in disclosure files.
    pub id: Id,
    /// Heading.
    pub name: String,
    /// Allowed values with their labels, in the order groups are shown.
    pub values: Vec<(String, String)>,
}

/// The line that stands for an attribution where an edition names none.
pub const OWN_SCORES: &str = "the user's own scores, not validated by the FMTI team";

/// The line that stands by verdicts of criteria: nobody gave these points.
pub const CRITERIA_SCORES: &str = "verdicts of the catalog's criteria, not scores of the FMTI team";

impl Edition {
    /// The attribution line of every output of a rater's points.
    pub fn attribution(&self, rater: &Rater) -> &str {
        match rater.kind {
            Kind::Panel => self.attribution.as_deref().unwrap_or(OWN_SCORES),
            Kind::Criteria => CRITERIA_SCORES,
            Kind::Person | Kind::Program | Kind::Derived => OWN_SCORES,
        }
    }

    /// Whether a rater's points are those that an index published, so that they may bear its name.
    pub fn is_official(&self, rater: &Rater) -> bool {
        rater.is_panel() && self.attribution.is_some()
    }

    /// Whether an answer was disclosed for the first time through the index; `None` where nobody
    /// wrote it down.
    pub fn newly_disclosed(&self, answer: Option<&Answer>) -> Option<bool> {
        let blank = self.records.contains(&Record::NewlyDisclosed).then_some(false);
        answer.and_then(|answer| answer.newly_disclosed).or(blank)
    }

    /// The trait with this id.
    pub fn get_trait(&self, id: &str) -> Option<&Trait> {
        self.traits.iter().find(|t| t.id.as_str() == id)
    }
}

impl Trait {
    /// The declared value a person means by `text`: the value or its label, whatever the case;
    /// `yes` and `no` stand for `true` and `false`.
    pub fn value(&self, text: &str) -> Option<&(String, String)> {
        let text = match text.to_lowercase().as_str() {
            "yes" => "true".to_owned(),
            "no" => "false".to_owned(),
            other => other.to_owned(),
        };
        self.values
            .iter()
            .find(|(value, label)| value.to_lowercase() == text || label.to_lowercase() == text)
    }
}
