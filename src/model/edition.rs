//! One issue of an index.

use super::{Answer, Id};

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

impl Edition {
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
    /// The declared value a person means by `text`: the value or its label, whatever the case; else the
    /// one for the same truth, which files write as `true`, `yes` or `on`.
    pub fn value(&self, text: &str) -> Option<&(String, String)> {
        let wanted = text.to_lowercase();
        let is = |(value, label): &&(String, String)| {
            value.to_lowercase() == wanted || label.to_lowercase() == wanted
        };
        let same = |(value, _): &&(String, String)| {
            truth(&wanted).is_some_and(|wanted| truth(&value.to_lowercase()) == Some(wanted))
        };
        self.values.iter().find(is).or_else(|| self.values.iter().find(same))
    }
}

/// The truth that a word states, in any of the spellings that YAML has had for it.
fn truth(word: &str) -> Option<bool> {
    match word {
        "true" | "yes" | "on" | "y" => Some(true),
        "false" | "no" | "off" | "n" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_any_word_for_its_truth() {
        let of = |values: [(&str, &str); 2]| Trait {
            id: Id::parse("oecd").unwrap(),
            name: "OECD".to_owned(),
            values: values.map(|(value, label)| (value.to_owned(), label.to_owned())).to_vec(),
        };
        let value = |by: &Trait, text: &str| by.value(text).map(|(value, _)| value.clone());
        for values in [["yes", "no"], ["true", "false"], ["on", "off"], ["Yes", "No"]] {
            let by = of([(values[0], "Member"), (values[1], "Not a member")]);
            for (word, at) in [("yes", 0), ("TRUE", 0), ("no", 1), ("off", 1), ("member", 0)] {
                assert_eq!(value(&by, word).as_deref(), Some(values[at]), "{values:?} {word}");
            }
            assert_eq!(value(&by, "maybe"), None);
        }
        // What is written wins over what it may mean.
        assert_eq!(value(&of([("n", "North"), ("no", "Norway")]), "no").as_deref(), Some("no"));
    }
}
