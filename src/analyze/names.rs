//! Whose name is it? A name that goes to another id takes its points along unseen.

use std::collections::HashMap;

use super::diff::Comparison;

/// A name that somebody else had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The position in the newer edition: of a developer, or of an indicator.
    pub at: usize,
    /// What happened, in a sentence without a full stop.
    pub message: String,
}

/// The developers in both editions that are now called as another one was.
pub fn developers(comparison: &Comparison<'_>) -> Vec<Taken> {
    let [old, new] = [comparison.old, comparison.new].map(|side| &side.index.entries);
    let names = old.iter().map(|entry| entry.developer.name.as_str());
    let pairs = comparison.pairs.both.iter().map(|pair| (pair.old, pair.new));
    let called = |at: usize| (new[at].developer.name.as_str(), new[at].developer.id.as_str());
    taken(names, pairs, called, |at| old[at].developer.id.as_str())
}

/// The indicators that may be compared and are now called as another one was.
pub fn indicators(comparison: &Comparison<'_>) -> Vec<Taken> {
    let [old, new] = [comparison.old, comparison.new].map(|side| &side.index.catalog.indicators);
    let names = old.iter().map(|indicator| indicator.name.as_str());
    let links = comparison.links.iter().filter(|link| comparison.basis.admits(link.relation));
    let pairs = links.filter_map(|link| Some((*link.from.first()?, *link.to.first()?)));
    let called = |at: usize| (new[at].name.as_str(), new[at].id.as_str());
    taken(names, pairs, called, |at| old[at].id.as_str())
}

fn taken<'a>(
    names: impl Iterator<Item = &'a str>,
    pairs: impl Iterator<Item = (usize, usize)>,
    called: impl Fn(usize) -> (&'a str, &'a str),
    id: impl Fn(usize) -> &'a str,
) -> Vec<Taken> {
    let plain = |name: &str| name.trim().to_lowercase();
    let owners: HashMap<String, usize> =
        names.enumerate().map(|(at, name)| (plain(name), at)).collect();
    let taken = pairs.filter_map(|(old, new)| {
        let (name, mine) = called(new);
        let owner = *owners.get(&plain(name)).filter(|owner| **owner != old)?;
        let message = format!("`{mine}` is called {name} now, as `{}` was", id(owner));
        Some(Taken { at: new, message })
    });
    taken.collect()
}
