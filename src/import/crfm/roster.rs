//! Developers by every name they are known by, and those a release brings along.

use std::collections::HashMap;

use crate::model::{Developer, Developers, Id};

use super::text::{squash, trimmed, words};

/// The developers a release may mean.
#[derive(Debug, Default)]
pub(super) struct Roster {
    developers: Vec<Developer>,
    /// How many of them are built in: the others are new.
    built_in: usize,
    names: HashMap<String, usize>,
}

/// Names of files that are something else in an index folder.
const TAKEN: [&str; 3] = ["catalog", "developers", "edition"];

impl Roster {
    /// The listed developers.
    pub(super) fn new(known: &Developers) -> Self {
        let mut roster = Self::default();
        for developer in known {
            roster.add(developer.clone());
        }
        roster.built_in = roster.developers.len();
        roster
    }

    fn add(&mut self, developer: Developer) {
        let at = self.developers.len();
        let names = [developer.id.as_str(), &developer.name].into_iter();
        for name in names.chain(developer.aliases.iter().map(String::as_str)) {
            self.names.entry(squash(name)).or_insert(at);
        }
        self.developers.push(developer);
    }

    /// The developer of this name, in whatever spelling.
    pub(super) fn find(&self, name: &str) -> Option<&Developer> {
        self.names.get(&squash(name)).map(|at| &self.developers[*at])
    }

    /// The developer of this name, who is new if nobody has it.
    ///
    /// # Errors
    /// When no id can be made of the name.
    pub(super) fn admit(&mut self, name: &str) -> Result<Developer, String> {
        if let Some(developer) = self.find(name) {
            return Ok(developer.clone());
        }
        let name = trimmed(name);
        let Some(id) = Id::from_name(&name) else {
            return Err(format!("no id can be made of the name `{name}`"));
        };
        if TAKEN.contains(&id.as_str()) || self.developers.iter().any(|d| d.id == id) {
            return Err(format!("the id of `{name}` would be `{id}`, which is taken"));
        }
        let developer = Developer { id, name, aliases: Vec::new(), succeeds: Vec::new() };
        self.add(developer.clone());
        Ok(developer)
    }

    /// Whether a developer is not built in.
    pub(super) fn is_new(&self, developer: &Developer) -> bool {
        self.developers[self.built_in..].iter().any(|d| d.id == developer.id)
    }

    /// The developers named in a file's name, each with the name that was found. A name inside a
    /// longer one does not count: `BigCode_Hugging Face_ServiceNow` is one developer.
    pub(super) fn named_in(&self, file_name: &str) -> Vec<&Developer> {
        let words = words(file_name);
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for from in 0..words.len() {
            let mut run = String::new();
            for (to, word) in words.iter().enumerate().skip(from) {
                run.push_str(word);
                if let Some(at) = self.names.get(&run) {
                    found.push((from, to, *at));
                }
            }
        }
        let inside = |a: &(usize, usize, usize), b: &(usize, usize, usize)| {
            b.0 <= a.0 && a.1 <= b.1 && (a.0, a.1) != (b.0, b.1)
        };
        let mut named: Vec<usize> = found
            .iter()
            .filter(|one| !found.iter().any(|other| inside(one, other)))
            .map(|(_, _, at)| *at)
            .collect();
        named.sort_unstable();
        named.dedup();
        named.into_iter().map(|at| &self.developers[at]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::crfm::known::Known;

    fn roster() -> Roster {
        Roster::new(&Known::load().developers)
    }

    #[test]
    fn file_names_name_developers() {
        let roster = roster();
        for (name, ids) in [
            ("BigCode:Hugging Face:ServiceNow_fmtransparencyreport_May2024", vec!["bigcode"]),
            ("BigCode_Hugging_Face_ServiceNow_fmtransparencyreport_May2024", vec!["bigcode"]),
            ("bigcode-hugging-face-servicenow", vec!["bigcode"]),
            ("Writer_fmtransparencyreport-May2024", vec!["writer"]),
            ("AI21_Labs_fmtransparencyreport_Dec2025", vec!["ai21-labs"]),
            ("2024 report of ai21labs", vec!["ai21-labs"]),
            ("Stability AI_fmtransparencyreport_May2024", vec!["stability-ai"]),
            ("xAI_fmtransparencyreport_Dec2025", vec!["xai"]),
            ("OpenAI2024", vec!["openai"]),
            ("Meta and IBM", vec!["ibm", "meta"]),
            ("metadata", vec![]),
            ("report 7", vec![]),
        ] {
            let found: Vec<&str> = roster.named_in(name).iter().map(|d| d.id.as_str()).collect();
            assert_eq!(found, ids, "{name}");
        }
    }

    #[test]
    fn newcomers_get_an_id_of_their_own() {
        let mut roster = roster();
        assert_eq!(roster.admit(" stability\u{a0}AI").unwrap().id.as_str(), "stability-ai");
        let new = roster.admit("New  Co.").unwrap();
        assert_eq!((new.id.as_str(), new.name.as_str()), ("new-co", "New Co."));
        assert!(roster.is_new(&new));
        assert_eq!(roster.named_in("NewCo_report")[0].id, new.id);
        assert!(roster.admit("…").is_err());
        assert!(roster.admit("Edition").is_err());
    }
}
