//! What else changed about those in both editions: in words for every format, and as JSON.

use serde_json::{Value as Json, json};

use crate::analyze::diff::pairs::Pair;
use crate::analyze::diff::traits::{TraitChange, TraitMove, trait_changes};
use crate::page::answer::Section;
use crate::text::words::listed;

use super::View;

/// Names in a sentence; of more than this, only the count.
const NAMED: usize = 4;

/// One sentence for each trait that is not the same as before for some of those in both editions.
fn sentences(view: View<'_>) -> Vec<String> {
    let of =
        |of: &TraitChange| format!("{}.", parts(view, of, &of.moves.iter().collect::<Vec<_>>()));
    trait_changes(view.shown).iter().map(of).collect()
}

/// The same as a paragraph; none where nothing changed.
pub fn also_changed(view: View<'_>) -> Option<Section> {
    let mut lines = sentences(view);
    if lines.is_empty() {
        return None;
    }
    lines.push("What they gained or lost may come from that.".to_owned());
    Some(Section::new("Also changed", lines))
}

/// What changed alone, in one sentence, for pictures.
pub fn also_changed_briefly(view: View<'_>) -> Option<String> {
    let of = |of: &TraitChange| {
        parts(view, of, &of.moves.iter().filter(|of| of.changed).collect::<Vec<_>>())
    };
    let all: Vec<String> = trait_changes(view.shown).iter().map(of).collect();
    (!all.is_empty()).then(|| format!("Also changed: {}.", all.join("; ")))
}

/// `Report prepared by: A → B for 2 of the 9 in both (x and y), A in both editions for 7`
fn parts(view: View<'_>, of: &TraitChange, moves: &[&TraitMove]) -> String {
    let all = view.shown.pairs.both.len();
    let value = |label: &Option<String>| label.clone().unwrap_or_else(|| "not stated".to_owned());
    let (changed, others): (Vec<&TraitMove>, Vec<&TraitMove>) =
        moves.iter().partition(|of| of.changed);
    let ways = changed.iter().enumerate().map(|(at, of)| {
        let who = match of.pairs.len() {
            n if n == all && n > 1 => format!("all {n} in both"),
            n if at == 0 => format!("{n} of the {all} in both"),
            n => n.to_string(),
        };
        let named = names(view, &of.pairs).filter(|_| of.pairs.len() < all || all == 1);
        let named = named.map(|names| format!(" ({names})")).unwrap_or_default();
        format!("{} → {} for {who}{named}", value(&of.old), value(&of.new))
    });
    let same = others.iter().map(|of| match (&of.old, &of.new) {
        (Some(label), Some(_)) => format!("{label} in both editions for {}", of.pairs.len()),
        (old, new) => format!("{} → {} for {}", value(old), value(new), of.pairs.len()),
    });
    let parts: Vec<String> = ways.chain(same).collect();
    format!("{}: {}", of.name, parts.join(", "))
}

fn names(view: View<'_>, pairs: &[Pair]) -> Option<String> {
    let names: Vec<&str> =
        pairs.iter().map(|pair| view.newer(pair.new).developer.name.as_str()).collect();
    (names.len() <= NAMED).then(|| listed(&names))
}

/// The traits that changed, as JSON.
pub(super) fn records(view: View<'_>) -> Json {
    let of = |change: &TraitChange| {
        let moves = change.moves.iter().map(|of| {
            let ids = of.pairs.iter().map(|pair| &view.newer(pair.new).developer.id);
            json!({"old": of.old, "new": of.new, "developers": ids.collect::<Vec<_>>()})
        });
        json!({"trait": change.id, "name": change.name, "moves": moves.collect::<Vec<_>>()})
    };
    trait_changes(view.shown).iter().map(of).collect()
}
