//! Who took whose place between two editions?
//!
//! The same id is the same developer, and whoever succeeds another stands for it. Of those before,
//! the nearest that is in the edition counts: what lies behind it was taken over earlier. Only where
//! somebody who is in both editions succeeds another who is gone does it stand for that one too: it
//! took it in.

use std::collections::{BTreeSet, HashMap};

use crate::model::index::Entry;
use crate::model::{Id, Index};

/// Rows of the older and the newer edition of which one stands for the other. The order in which
/// developers or those they succeed are listed makes no difference, and with the editions exchanged
/// the same come out, exchanged.
pub(super) fn successions(old: &Index, new: &Index) -> BTreeSet<(usize, usize)> {
    let (olds, news) = (rows(old), rows(new));
    let same = old.entries.iter().enumerate().filter_map(|(row, entry)| {
        let other = news.get(&entry.developer.id)?;
        Some((row, *other))
    });
    let same: BTreeSet<(usize, usize)> = same.collect();
    let forward = || taken((old, &olds), (new, &news));
    let back =
        || taken((new, &news), (old, &olds)).into_iter().map(|(later, earlier)| (earlier, later));
    let (told, against): (BTreeSet<_>, BTreeSet<_>) = match old.edition.date.cmp(&new.edition.date)
    {
        std::cmp::Ordering::Less => (forward(), back().collect()),
        std::cmp::Ordering::Greater => (back().collect(), forward()),
        std::cmp::Ordering::Equal => {
            (forward().into_iter().chain(back()).collect(), BTreeSet::new())
        }
    };
    let mut found: BTreeSet<(usize, usize)> = same.into_iter().chain(told).collect();
    // A successor that is in the earlier edition already gave its place back; but only where nothing
    // else is known of the two.
    let left: BTreeSet<usize> = found.iter().map(|(old, _)| *old).collect();
    let right: BTreeSet<usize> = found.iter().map(|(_, new)| *new).collect();
    found.extend(against.into_iter().filter(|(o, n)| !left.contains(o) && !right.contains(n)));
    found
}

type Rows<'a> = HashMap<&'a Id, usize>;

fn rows(index: &Index) -> Rows<'_> {
    index.entries.iter().enumerate().map(|(at, entry)| (&entry.developer.id, at)).collect()
}

/// Rows of the earlier edition with those of the later that took their place.
fn taken(
    (earlier, before): (&Index, &Rows<'_>),
    (later, after): (&Index, &Rows<'_>),
) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    for (row, entry) in later.entries.iter().enumerate() {
        for id in &entry.predecessors {
            let Some(whose) = before.get(id) else { continue };
            // What was taken over before the earlier edition still counts where nobody else has it.
            if !(after.contains_key(id) && is_behind(entry, id, earlier, before)) {
                found.insert((*whose, row));
            }
        }
    }
    found
}

/// Whether a developer's place was taken before the earlier edition: who took it is in that edition.
fn is_behind(entry: &Entry, id: &Id, earlier: &Index, before: &Rows<'_>) -> bool {
    if before.contains_key(&entry.developer.id) {
        return true;
    }
    let direct = entry.developer.succeeds.contains(id);
    let between = entry.predecessors.iter().filter_map(|other| before.get(other));
    !direct && between.into_iter().any(|row| earlier.entries[*row].predecessors.contains(id))
}

/// Rows that hang together, directly or through others: the rows of each edition, sorted.
pub(super) fn components(
    links: &BTreeSet<(usize, usize)>,
    old: usize,
    new: usize,
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut leader: Vec<usize> = (0..old + new).collect();
    for (from, to) in links {
        let [a, b] = [find(&mut leader, *from), find(&mut leader, old + to)];
        leader[a.max(b)] = a.min(b);
    }
    let mut found: Vec<(Vec<usize>, Vec<usize>)> = vec![(Vec::new(), Vec::new()); old + new];
    for at in 0..old + new {
        let of = find(&mut leader, at);
        if at < old { found[of].0.push(at) } else { found[of].1.push(at - old) }
    }
    found.retain(|(left, right)| !left.is_empty() || !right.is_empty());
    found
}

fn find(leader: &mut [usize], mut at: usize) -> usize {
    while leader[at] != at {
        leader[at] = leader[leader[at]];
        at = leader[at];
    }
    at
}
