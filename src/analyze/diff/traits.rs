//! What else changed between two editions about the developers in both, besides what they disclosed?
//!
//! A trait that both editions declare, such as who prepared a report, may have another value now. What
//! a developer gained or lost may then come from that.

use crate::model::Trait;

use super::Comparison;
use super::pairs::Pair;

/// A trait that is not the same as before for some of those in both editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraitChange {
    /// Its key.
    pub id: String,
    /// What it is called in the newer edition.
    pub name: String,
    /// Who went from which value to which: everybody in both once, in the order the values are
    /// declared.
    pub moves: Vec<TraitMove>,
}

/// Those in both editions whose value went from one to another, or stayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraitMove {
    /// The older value's label; `None` where the file does not say.
    pub old: Option<String>,
    /// The newer value's label.
    pub new: Option<String>,
    /// Whether both values are known and differ.
    pub changed: bool,
    /// Who.
    pub pairs: Vec<Pair>,
}

/// The traits declared by both editions, of which some in both have another value now.
pub fn trait_changes(comparison: &Comparison<'_>) -> Vec<TraitChange> {
    let (old, new) = (comparison.old.index, comparison.new.index);
    let of = |now: &Trait| {
        let before = old.edition.get_trait(now.id.as_str())?;
        let values = |of: &Trait| -> Vec<Option<usize>> {
            (0..of.values.len()).map(Some).chain([None]).collect()
        };
        let at = |of: &Trait, value: Option<&str>| {
            of.values.iter().position(|(known, _)| Some(known.as_str()) == value)
        };
        let ends = |pair: &Pair| {
            let value = |index: &crate::model::Index, row: usize, of: &Trait| {
                at(of, index.entries[row].disclosure.trait_value(now.id.as_str()))
            };
            (value(old, pair.old, before), value(new, pair.new, now))
        };
        let mut moves = Vec::new();
        for old in values(before) {
            for new in values(now) {
                let pairs = comparison.pairs.both.iter().filter(|pair| ends(pair) == (old, new));
                let pairs: Vec<Pair> = pairs.copied().collect();
                let value = |of: &Trait, at: Option<usize>| at.map(|at| of.values[at].clone());
                let (old, new) = (value(before, old), value(now, new));
                let changed = old.as_ref().zip(new.as_ref()).is_some_and(|(a, b)| a.0 != b.0);
                let label = |value: Option<(String, String)>| value.map(|(_, label)| label);
                if !pairs.is_empty() {
                    moves.push(TraitMove { old: label(old), new: label(new), changed, pairs });
                }
            }
        }
        let found = moves.iter().any(|of| of.changed);
        found.then(|| TraitChange { id: now.id.to_string(), name: now.name.clone(), moves })
    };
    new.edition.traits.iter().filter_map(of).collect()
}
