//! How much can be compared, and why the mean moved.

use serde_json::{Value as Json, json};

use crate::analyze::diff::decomposition::{Decomposition, Moved, Regroup, Undecomposed, decompose};
use crate::analyze::diff::pairs::Regrouped;
use crate::model::crosswalk::Relation;
use crate::model::{Ratio, Words};
use crate::page::answer::Section;
use crate::page::words::{rounded, rounding, signed_tenths};
use crate::text::words::{counted, listed};

use super::{View, ratio};

/// The label of the line about printed numbers that do not add up.
pub(super) const ROUNDING: &str = "rounding";

/// How many indicators of the older and the newer catalog are in each relation.
#[derive(Clone, Copy, Debug)]
struct Counts {
    kept: (usize, usize),
    revised: (usize, usize),
    split: (usize, usize),
    merged: (usize, usize),
    added: (usize, usize),
    dropped: (usize, usize),
}

impl Counts {
    fn of(view: View<'_>) -> Self {
        let count = |wanted: fn(Relation) -> bool| {
            let links = view.whole.links.iter().filter(|link| wanted(link.relation));
            links.fold((0, 0), |(old, new), link| (old + link.from.len(), new + link.to.len()))
        };
        Self {
            kept: count(|r| r == Relation::Kept),
            revised: count(|r| matches!(r, Relation::Revised(_))),
            split: count(|r| r == Relation::Split),
            merged: count(|r| r == Relation::Merged),
            added: count(|r| r == Relation::Added),
            dropped: count(|r| r == Relation::Dropped),
        }
    }

    /// Whether both sides ask the same throughout.
    fn all_kept(self) -> bool {
        let others = [self.revised, self.split, self.merged, self.added, self.dropped];
        others.iter().all(|count| *count == (0, 0))
    }
}

/// What is comparable, as JSON.
pub(super) fn comparable(view: View<'_>) -> Json {
    let (counts, pairs) = (Counts::of(view), &view.whole.pairs);
    let mut basis = vec!["kept"];
    basis.extend(view.whole.basis.revised.then_some("revised"));
    json!({
        "developers": pairs.both.len(),
        "succeeded": pairs.both.iter().filter(|pair| pair.succeeded).count(),
        "joined": pairs.joined.len(),
        "left": pairs.left.len(),
        "regrouped": super::regrouped::records(view),
        "basis": basis,
        "compared": view.whole.comparable().count(),
        "indicators": {
            "kept": counts.kept.0,
            "revised": counts.revised.0,
            "split": counts.split.0,
            "split_to": counts.split.1,
            "merged": counts.merged.0,
            "merged_to": counts.merged.1,
            "added": counts.added.1,
            "dropped": counts.dropped.0,
        },
    })
}

/// The decomposition of the change of the mean, as JSON; null where there is none.
pub(super) fn decomposition(view: View<'_>) -> Json {
    let Ok(parts) = decompose(view.whole) else { return Json::Null };
    let r = |value| ratio(Some(value));
    let mut stayed = json!({
        "total": r(parts.stayed.total),
        "old": r(parts.stayed_old),
        "new": r(parts.stayed_new),
    });
    for (name, value) in parts.stayed.parts() {
        stayed[name] = r(value.change());
    }
    json!({
        "old": r(parts.old),
        "new": r(parts.new),
        "total": r(parts.total),
        "left": r(parts.left),
        "left_mean": ratio(parts.left_mean),
        "joined": r(parts.joined),
        "joined_mean": ratio(parts.joined_mean),
        "regrouped": r(parts.regrouped.map_or(Ratio::ZERO, Regroup::change)),
        "regrouped_old_mean": ratio(parts.regrouped.map(|found| found.old_mean)),
        "regrouped_new_mean": ratio(parts.regrouped.map(|found| found.new_mean)),
        "stayed": stayed,
    })
}

/// How much of the editions can be compared.
pub fn basis(view: View<'_>) -> Section {
    Section::line("Comparable", how_much(view))
}

/// The change of the mean and its parts, one line each.
pub fn sections(view: View<'_>) -> Vec<Section> {
    match decompose(view.whole) {
        Ok(parts) => {
            let mut sections = mean(view, &parts);
            let said = rounding(&sums(view, &parts));
            sections.extend(said.map(|said| Section::line(ROUNDING, said).below(1)));
            sections
        }
        Err(why) => {
            let means = view
                .whole
                .means()
                .map(|mean| mean.map_or_else(|| "–".to_owned(), |mean| rounded(mean, 1)));
            let line = format!(
                "{} {}; {}",
                means.join(" → "),
                view.unit(),
                undecomposed(view.words(), why)
            );
            vec![Section::line("Mean score", line)]
        }
    }
}

fn how_much(view: View<'_>) -> String {
    let (counts, pairs, words) = (Counts::of(view), &view.whole.pairs, view.words());
    let both = pairs.both.len();
    for (side, name) in [view.whole.old, view.whole.new].into_iter().zip(view.names) {
        if side.counted(side.everybody()).next().is_none() {
            let rater = side.sheet.rater.as_str();
            return format!("nothing: nobody in {name} has a score by {rater}.");
        }
    }
    let developers = match pairs.developers() {
        all if all == both => format!("all {}", words.ranked.counted(both)),
        all => format!("{both} of {}", words.ranked.counted(all)),
    };
    let now = view.whole.new.sheet.indicators;
    if counts.all_kept() {
        return format!("{developers} · all {} kept.", words.asked.counted(now));
    }
    let (kept, revised) = (counts.kept.0, counts.revised.0);
    let mut text = format!("{developers} · {kept} of {} kept", words.asked.counted(now));
    if revised > 0 {
        text += &format!(", {revised} revised");
    }
    let gone = counts.split.0 + counts.merged.0 + counts.dropped.0;
    match (gone, now - kept - revised) {
        (0, 0) => {}
        (gone, 0) => text += &format!("; {gone} dropped"),
        (0, added) => text += &format!("; {added} added"),
        (gone, by) => text += &format!("; {gone} replaced by {by}"),
    }
    text + ". Totals were earned on different questions."
}

fn undecomposed(words: &Words, why: Undecomposed) -> String {
    match why {
        Undecomposed::Open(count) => {
            format!("why it moved cannot be said: {} not decided", counted(count, "answer"))
        }
        Undecomposed::NobodyInBoth => {
            words.say("why it moved cannot be said: no developer is in both editions").into_owned()
        }
        Undecomposed::NoSums => {
            "why it moved cannot be said: scores are no sums of points".to_owned()
        }
    }
}

/// What people may add up in the lines about the mean: each whole with its parts.
fn sums(view: View<'_>, parts: &Decomposition) -> Vec<(Ratio, Vec<Ratio>)> {
    let (counts, stayed) = (Counts::of(view), &parts.stayed);
    let mut sums = vec![
        (parts.new, vec![parts.old, parts.total]),
        (
            parts.total,
            parts
                .regrouped
                .map(Regroup::change)
                .into_iter()
                .chain([parts.left, parts.joined, stayed.total])
                .collect(),
        ),
        (parts.stayed_new, vec![parts.stayed_old, stayed.total]),
    ];
    if !counts.all_kept() {
        let kinds = [stayed.split, stayed.merged, stayed.dropped, stayed.added];
        let replaced = stayed.replaced().change();
        sums.push((stayed.total, vec![stayed.kept.change(), stayed.revised.change(), replaced]));
        sums.push((replaced, kinds.map(Moved::change).to_vec()));
    }
    sums
}

fn mean(view: View<'_>, parts: &Decomposition) -> Vec<Section> {
    let from_to = |old: Ratio, new: Ratio| format!("{} → {}", old.rounded(1), new.rounded(1));
    let one = |value: Ratio| signed_tenths(value);
    let line = |label: &str, depth, change, rest: String| {
        let text = format!("{:>5}  {rest}", one(change));
        Section::line(label, text.trim_end()).below(depth)
    };
    let (pairs, counts) = (&view.whole.pairs, Counts::of(view));
    let all = from_to(parts.old, parts.new);
    let total = format!("{all}   {} {}", one(parts.total), view.unit());
    let mut out = vec![Section::line("Mean score", total)];
    let names = |rows: &[usize], old: bool| -> String {
        let name = |row: &usize| if old { view.older(*row) } else { view.newer(*row) };
        let names: Vec<&str> = rows.iter().map(|row| name(row).developer.name.as_str()).collect();
        listed(&names)
    };
    if let Some(mean) = parts.left_mean {
        let who = format!("{} averaged {}", names(&pairs.left, true), mean.rounded(1));
        out.push(line("who left", 1, parts.left, who));
    }
    if let Some(mean) = parts.joined_mean {
        let who = format!("{} averaged {}", names(&pairs.joined, false), mean.rounded(1));
        out.push(line("who joined", 1, parts.joined, who));
    }
    if let Some(found) = parts.regrouped {
        let [old, new] = [found.old_mean, found.new_mean].map(|mean| mean.rounded(1));
        let rows = |of: fn(&Regrouped) -> &[usize]| -> Vec<usize> {
            pairs.regrouped.iter().flat_map(|group| of(group).iter().copied()).collect()
        };
        let before = names(&rows(|group| &group.old), true);
        let after = names(&rows(|group| &group.new), false);
        let who = format!("{before} averaged {old}; {after} {new}");
        out.push(line("who merged or split", 1, found.change(), who));
    }
    if pairs.developers() == pairs.both.len() && counts.all_kept() {
        return out;
    }
    let both = format!("the {} in both", pairs.both.len());
    out.push(line(&both, 1, parts.stayed.total, from_to(parts.stayed_old, parts.stayed_new)));
    if counts.all_kept() {
        return out;
    }
    let stayed = &parts.stayed;
    let share = |share: Option<Ratio>| {
        share.map_or_else(|| "–".to_owned(), |share| format!("{} %", share.percent(1)))
    };
    let mut part = |label: &str, depth, moved: Moved, (old, new): (usize, usize)| {
        let what = match (old, new) {
            (0, 0) => return,
            (n, 0) => format!("{}: {}", counted(n, "indicator"), share(moved.shares()[0])),
            (0, n) => format!("{}: {}", counted(n, "indicator"), share(moved.shares()[1])),
            (old, new) => {
                let what = counted(old, "indicator");
                let what = if old == new { what } else { format!("{what} became {new}") };
                let shares = moved.shares().map(share);
                format!("{what}: {}", shares.join(" → "))
            }
        };
        out.push(line(label, depth, moved.change(), what));
    };
    part("kept", 2, stayed.kept, counts.kept);
    part("revised", 2, stayed.revised, counts.revised);
    let replaced = [counts.split, counts.merged, counts.dropped, counts.added];
    let replaced = replaced.iter().fold((0, 0), |sum, n| (sum.0 + n.0, sum.1 + n.1));
    part("replaced", 2, stayed.replaced(), replaced);
    let kinds = [counts.split, counts.merged, counts.dropped, counts.added];
    if kinds.iter().filter(|kind| **kind != (0, 0)).count() < 2 {
        return out;
    }
    part("split", 3, stayed.split, counts.split);
    part("merged", 3, stayed.merged, counts.merged);
    part("dropped", 3, stayed.dropped, counts.dropped);
    part("added", 3, stayed.added, counts.added);
    out
}
