//! How one edition's mean became the next one's.

use crate::analyze::diff::decomposition::{Decomposition, Moved, decompose};
use crate::analyze::diff::pairs::Regrouped;
use crate::analyze::scored::Scored;
use crate::answer::diff::{View, also_changed_briefly};
use crate::chart::{Amount, Axis, Chart, Frame, Plot, Step, Waterfall};
use crate::model::Ratio;
use crate::page::labels::labels;
use crate::page::words::{rounding, signed_tenths};
use crate::text::words::capital;

use super::{credits, note};

/// The decomposition of the mean's change; none where answers are open or nobody is in both.
pub fn waterfall(view: View<'_>) -> Option<Chart> {
    let parts = decompose(view.whole).ok()?;
    let pairs = &view.whole.pairs;
    let (old, new) = (view.whole.old, view.whole.new);
    let words = new.words();
    let labels = labels(&[&old.index.edition, &new.index.edition]);
    let total = |label: String, note: String, value: Ratio| Step {
        label,
        note,
        amount: Amount::Total(value.to_f64()),
        text: value.rounded(1),
    };
    let change = |label: &str, note: String, by: Ratio| Step {
        label: label.to_owned(),
        note,
        amount: Amount::Change(by.to_f64()),
        text: signed_tenths(by),
    };
    let mean_of = |scored: &Scored<'_>| {
        let count = scored.counted(scored.everybody()).count();
        format!("mean of {}", words.ranked.counted(count))
    };
    let both = words.ranked.counted(pairs.both.len());
    let mut steps = vec![total(labels[0].clone(), mean_of(old), parts.old)];
    let averaged = |count: usize, mean: Ratio| {
        let who = words.ranked.counted(count);
        format!("{who}, {} on average", mean.rounded(1))
    };
    if let Some(mean) = parts.left_mean {
        steps.push(change("Who left", averaged(pairs.left.len(), mean), parts.left));
    }
    let regrouped = |label: &str| format!("Merged or split, {label}");
    let of_groups = |of: fn(&Regrouped) -> usize| pairs.regrouped.iter().map(of).sum();
    if let Some(found) = parts.regrouped {
        let note = averaged(of_groups(|group| group.old.len()), found.old_mean);
        steps.push(change(&regrouped(&labels[0]), note, found.before));
    }
    if steps.len() > 1 {
        let note = format!("mean of the {both} in both");
        steps.push(total(format!("In both, {}", labels[0]), note, parts.stayed_old));
    }
    let mut of = |label: &str, moved: Moved| {
        if moved.old != Ratio::ZERO || moved.new != Ratio::ZERO {
            let note = format!("{} → {}", moved.old.rounded(1), moved.new.rounded(1));
            steps.push(change(label, note, moved.change()));
        }
    };
    of(&words.say("Indicators kept"), parts.stayed.kept);
    of(&words.say("Indicators revised"), parts.stayed.revised);
    let stayed = &parts.stayed;
    of(&words.say("Indicators replaced"), stayed.replaced());
    if parts.joined_mean.is_some() || parts.regrouped.is_some() {
        let note = format!("mean of the {both} in both");
        steps.push(total(format!("In both, {}", labels[1]), note, parts.stayed_new));
    }
    if let Some(found) = parts.regrouped {
        let note = averaged(of_groups(|group| group.new.len()), found.new_mean);
        steps.push(change(&regrouped(&labels[1]), note, found.now));
    }
    if let Some(mean) = parts.joined_mean {
        steps.push(change("Who joined", averaged(pairs.joined.len(), mean), parts.joined));
    }
    steps.push(total(labels[1].clone(), mean_of(new), parts.new));
    let unit =
        if view.whole.unit.per_hundred { words.say("Points per 100") } else { words.say("Points") };
    let per = if view.whole.unit.per_hundred { " per 100" } else { "" };
    let asked = (!view.whole.asks_the_same())
        .then(|| "The two editions asked different questions.".to_owned());
    let everybody = view
        .only
        .map(|_| words.say("Means are of all developers, not only of those chosen.").into_owned());
    let rounded = rounding(&sums(&parts)).map(|said| capital(said) + ".");
    Some(Chart {
        frame: Frame {
            title: format!(
                "The mean went from {} to {} points{per}",
                parts.old.rounded(1),
                parts.new.rounded(1)
            ),
            note: note(
                asked
                    .into_iter()
                    .chain(rounded)
                    .chain(everybody)
                    .chain(also_changed_briefly(View { shown: view.whole, ..view })),
            ),
            subtitle: format!("{} to {}, and the parts of the difference", labels[0], labels[1]),
            source: credits(&[old, new], Some(view.crosswalk)),
            ..Frame::default()
        },
        plot: Plot::Waterfall(Waterfall {
            steps,
            axis: Axis { label: unit.into_owned(), max: None },
        }),
    })
}

/// What people may add up in the picture: each total with the one before it and the steps between,
/// and the two means of each step.
fn sums(parts: &Decomposition) -> Vec<(Ratio, Vec<Ratio>)> {
    let stayed = &parts.stayed;
    let steps = [stayed.kept, stayed.revised, stayed.replaced()];
    let to = std::iter::once(parts.stayed_old).chain(steps.map(Moved::change)).collect();
    let before = parts.regrouped.map(|found| found.before);
    let now = parts.regrouped.map(|found| found.now);
    let mut sums = vec![
        (parts.stayed_old, [parts.old, parts.left].into_iter().chain(before).collect()),
        (parts.stayed_new, to),
        (parts.new, std::iter::once(parts.stayed_new).chain(now).chain([parts.joined]).collect()),
    ];
    sums.extend(steps.map(|moved| (moved.new, vec![moved.old, moved.change()])));
    sums
}
