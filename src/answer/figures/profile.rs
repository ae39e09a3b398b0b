//! One developer against the median of all.

use crate::analyze::breakdown::{By, groups};
use crate::answer::explain::Subject;
use crate::chart::colour::Style;
use crate::chart::{Chart, Measure, Plot, Profile};
use crate::model::{Group, Ratio, Tally};
use crate::text::words::counted;

use super::{frame, share, share_axis, share_text};

/// A developer's share of the points in every subdomain, beside the median share. The median counts
/// open answers at their lower end, as ranks do, and leaves out whom nobody rated there.
pub fn profile(subject: Subject<'_>) -> Chart {
    let catalog = &subject.index.catalog;
    let entry = &subject.index.entries[subject.developer];
    let measure = |part: &Group| {
        let tally = |row: usize| subject.sheet.tally(row, part.members.iter().copied());
        let mine = tally(subject.developer);
        let others = (0..subject.index.entries.len()).map(tally).filter(|t| !t.is_silent());
        let middle = median(&others.collect::<Vec<_>>());
        let domain = part.members.first().map(|at| catalog.indicators[*at].domain);
        let known = !mine.is_silent();
        Measure {
            group: domain.map_or_else(String::new, |at| catalog.domains[at].name.clone()),
            label: part.name.clone(),
            value: share(mine.low, mine.out_of).filter(|_| known),
            high: share(mine.high, mine.out_of).filter(|_| known && mine.high != mine.low),
            text: if known {
                format!("{} %", share_text(mine.low, mine.high, mine.out_of))
            } else {
                "not rated".into()
            },
            middle: middle.map(|middle| 100.0 * middle.to_f64()),
            middle_text: middle.map_or_else(|| "–".into(), |m| format!("{} %", m.percent(0))),
        }
    };
    let rated = |row: &usize| !subject.sheet.tally(*row, 0..subject.sheet.indicators).is_silent();
    let rated = (0..subject.index.entries.len()).filter(rated).count();
    let developers = counted(rated, "developer");
    Chart {
        frame: frame(
            subject.index,
            subject.sheet.rater,
            By::Subdomain,
            format!("{}: share of the points in each subdomain", entry.developer.name),
        ),
        plot: Plot::Profile(Profile {
            name: entry.developer.name.clone(),
            style: Style::nth(0),
            median: format!("median of {developers}"),
            measures: groups(catalog, By::Subdomain).iter().map(measure).collect(),
            axis: share_axis(),
        }),
    }
}

/// The middle share, or the mean of the two middle ones.
fn median(tallies: &[Tally]) -> Option<Ratio> {
    let mut low: Vec<_> = tallies.iter().map(|tally| tally.low).collect();
    let out_of = tallies.first()?.out_of;
    low.sort_unstable();
    let (a, b) = (low[(low.len() - 1) / 2], low[low.len() / 2]);
    (a + b).per(2)?.of(out_of)
}
