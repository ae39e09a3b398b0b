//! A heatmap: everybody on every part.

use crate::analyze::breakdown::{By, groups};
use crate::analyze::scored::Place;
use crate::answer::score::View;
use crate::chart::{Chart, Heading, Heat, HeatCell, HeatRow, Plot};
use crate::model::Ratio;
use crate::page::words::{NOT_APPLICABLE, range};

use super::{ranking_frame, share, share_axis, share_text};

/// The developers of a view, ranked, against its parts: subdomains, or whatever else it is broken
/// down by. A part of which nothing was rated has no value; one with open answers is coloured by
/// its lower end and says both.
pub fn heatmap(view: View<'_>) -> Chart {
    let catalog = &view.scored.index.catalog;
    let by = match view.by {
        By::Total | By::Indicator | By::Subdomain if catalog.subdomains.is_empty() => By::Domain,
        By::Total | By::Indicator => By::Subdomain,
        by => by,
    };
    let parts = groups(catalog, by);
    let domain = |members: &[usize]| {
        let first = members.first().filter(|_| by == By::Subdomain);
        first.map_or_else(String::new, |at| {
            catalog.domains[catalog.indicators[*at].domain].name.clone()
        })
    };
    let row = |place: &Place| HeatRow {
        heading: Heading {
            group: String::new(),
            label: view.scored.index.entries[place.developer].developer.name.clone(),
        },
        cells: parts
            .iter()
            .map(|part| {
                let tally = view.scored.tally(place.developer, &part.members);
                if tally.out_of == Ratio::ZERO {
                    return HeatCell { value: None, text: NOT_APPLICABLE.into() };
                }
                if tally.is_silent() {
                    return HeatCell::default();
                }
                HeatCell { value: share(tally.share()), text: share_text(tally.share()) }
            })
            .collect(),
        total: if place.score.is_none() {
            "–".into()
        } else {
            range(place.score, view.scored.decimals())
        },
    };
    let heading = |part: &crate::model::Group| Heading {
        group: domain(&part.members),
        label: part.name.clone(),
    };
    Chart {
        frame: ranking_frame(
            view,
            by,
            &format!("Share of the points in each {}, in percent", by.as_str()),
        ),
        plot: Plot::Heat(Heat {
            columns: parts.iter().map(heading).collect(),
            rows: view.places.iter().map(row).collect(),
            totals: "Points".into(),
            axis: share_axis(),
        }),
    }
}
