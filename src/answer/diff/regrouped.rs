//! Who merged or split, in words. "From" and "now" go with time, whichever edition is compared with
//! which.

use serde_json::{Value as Json, json};

use crate::analyze::diff::Comparison;
use crate::analyze::diff::developers::DeveloperChange;
use crate::analyze::diff::pairs::Regrouped;
use crate::analyze::scored::Scored;
use crate::model::Id;
use crate::text::words::{counted, listed};

use super::View;

/// Names in a sentence; of more than this, only the count.
const NAMED: usize = 6;

/// The names of some rows, or how many there are.
fn names(side: &Scored<'_>, rows: impl Iterator<Item = usize>) -> String {
    let name = |row: usize| side.index.entries[row].developer.name.as_str();
    let mut names: Vec<&str> = rows.map(name).collect();
    names.sort_by_key(|name| name.to_lowercase());
    if names.len() <= NAMED { listed(&names) } else { counted(names.len(), "developer") }
}

/// What a reader calls a developer that merged or split: `Union, from North and South`, `North, now
/// Union`; `None` for the others.
pub(super) fn name(view: View<'_>, change: &DeveloperChange) -> Option<String> {
    let comparison = view.whole;
    let [old, new] = [change.old, change.new].map(|standing| standing.map(|s| s.row));
    let group = comparison.pairs.group(old, new)?;
    let (sides, back) = ((comparison.old, comparison.new), comparison.looks_back());
    let name = match (old, new) {
        (_, Some(row)) => names(sides.1, [row].into_iter()),
        (Some(row), None) => names(sides.0, [row].into_iter()),
        (None, None) => return None,
    };
    // Of those on the other side, for one in the newer edition and one in the older; itself alone is
    // not worth naming.
    let others = |rows: Vec<usize>, same: Option<usize>, side: &Scored<'_>| {
        let is_other = rows.iter().any(|row| Some(*row) != same);
        is_other.then(|| names(side, rows.into_iter()))
    };
    let others = [
        new.and_then(|row| others(group.old_of(row).collect(), group.same_old(row), sides.0)),
        old.and_then(|row| others(group.new_of(row).collect(), group.same_new(row), sides.1)),
    ];
    let [earlier, later] = if back { [&others[1], &others[0]] } else { [&others[0], &others[1]] };
    let from = earlier.as_ref().map_or_else(String::new, |from| format!(", from {from}"));
    let now = later.as_ref().map_or_else(String::new, |now| format!(", now {now}"));
    Some(name + &from + &now)
}

/// Those who were there first, and those who came of them.
fn in_time(comparison: &Comparison<'_>, group: &Regrouped) -> [String; 2] {
    let old = names(comparison.old, group.old.iter().copied());
    let new = names(comparison.new, group.new.iter().copied());
    if comparison.looks_back() { [new, old] } else { [old, new] }
}

/// `North and South became Union`, for everybody who merged or split.
fn became(comparison: &Comparison<'_>) -> Vec<String> {
    let sentence = |group: &Regrouped| {
        let [before, after] = in_time(comparison, group);
        format!("{before} became {after}")
    };
    comparison.pairs.regrouped.iter().map(sentence).collect()
}

/// Who merged or split and what that means for the table, if anybody did.
pub fn regrouped(view: View<'_>) -> Option<String> {
    let became = became(view.shown);
    let who = became.join("; ");
    (!became.is_empty()).then(|| format!("Merged or split, and not compared one to one: {who}"))
}

/// Those who merged or split, by the ids of both sides, as JSON.
pub(super) fn records(view: View<'_>) -> Vec<Json> {
    let ids = |side: &Scored<'_>, rows: &[usize]| -> Vec<Id> {
        rows.iter().map(|row| side.index.entries[*row].developer.id.clone()).collect()
    };
    let (old, new) = (view.whole.old, view.whole.new);
    let groups = view.whole.pairs.regrouped.iter();
    groups.map(|group| json!({"old": ids(old, &group.old), "new": ids(new, &group.new)})).collect()
}

/// Who no gate judged, because nobody on the other side is comparable with it alone.
pub fn not_judged(view: View<'_>) -> Vec<String> {
    let sentence = |group: &Regrouped| {
        let [before, after] = in_time(view.shown, group);
        let later = if view.shown.looks_back() { &group.old } else { &group.new };
        let stand = if later.len() == 1 { "stands" } else { "stand" };
        format!("not judged: {after}, who {stand} for {before}")
    };
    view.shown.pairs.regrouped.iter().map(sentence).collect()
}
