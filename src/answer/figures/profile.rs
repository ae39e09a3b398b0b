//! One developer against the median of all.

use crate::analyze::breakdown::{By, groups};
use crate::analyze::summary::median_share;
use crate::answer::explain::Subject;
use crate::chart::colour::Style;
use crate::chart::{Chart, Measure, Plot, Profile};
use crate::model::{Group, Ratio};
use crate::page::words::NOT_APPLICABLE;

use super::{frame, percent, share, share_axis, share_text, smallest};

/// A developer's share of the points in every subdomain, beside the median share. The median leaves
/// out whom nobody rated there.
pub fn profile(subject: Subject<'_>) -> Chart {
    let catalog = &subject.scored.index.catalog;
    let entry = &subject.scored.index.entries[subject.developer];
    let measure = |part: &Group| {
        let tally = subject.scored.tally(subject.developer, &part.members);
        let (mine, applies) = (tally.share(), tally.out_of != Ratio::ZERO);
        let middle = median_share(subject.scored, &part.members);
        let domain = part.members.first().map(|at| catalog.indicators[*at].domain);
        Measure {
            group: domain.map_or_else(String::new, |at| catalog.domains[at].name.clone()),
            label: part.name.clone(),
            value: share(mine),
            high: mine.filter(|mine| mine.known().is_none()).map(|mine| percent(mine.high)),
            text: match mine {
                Some(_) => format!("{} %", share_text(mine)),
                None if applies => "not rated".into(),
                None => NOT_APPLICABLE.into(),
            },
            middle: share(middle),
            middle_text: middle.map_or_else(|| "–".into(), |_| format!("{} %", share_text(middle))),
        }
    };
    let rated = subject.scored.counted(subject.scored.everybody()).count();
    let developers = subject.scored.words().ranked.counted(rated);
    Chart {
        frame: frame(
            subject.scored,
            By::Subdomain,
            format!("{}: share of the points in each {}", entry.developer.name, smallest(catalog)),
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
