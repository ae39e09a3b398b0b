//! Results to charts: each a function from what a command shows to a [`crate::chart::Chart`], so that every
//! command and the report draw the same picture of the same numbers.
//!
//! Titles say what is shown in counts and names; numbers are rounded by the one rule.

mod bars;
mod bump;
mod dumbbell;
mod heat;
mod profile;
mod waterfall;

pub use bars::ranked_bars;
pub use bump::{Shown, bump};
pub use dumbbell::{comparable, dumbbell, totals};
pub use heat::heatmap;
pub use profile::profile;
pub use waterfall::waterfall;

use crate::analyze::breakdown::By;
use crate::analyze::scored::Scored;
use crate::model::{Catalog, Index, Rater, Ratio, Span};

use super::score::View;
use crate::chart::{Axis, Frame};
use crate::page::whose::{Carried, Link, links, words};
use crate::text::clean::clean;
use crate::text::words::{between, capital, with_choice};

/// Where the numbers of an edition come from, in one line: what every picture and page names.
pub fn credit(index: &Index, rater: &Rater) -> String {
    let (edition, catalog) = (&index.edition, &index.catalog);
    let short = catalog.sha256.get(..8).unwrap_or(&catalog.sha256);
    let attribution = index.attribution(rater);
    let licence = edition
        .licence
        .as_deref()
        .filter(|licence| index.is_official(rater) && !attribution.contains(*licence));
    let licence = licence.map(|licence| format!(", {}", clean(licence))).unwrap_or_default();
    format!(
        "Source: {} (edition {}), catalog {} ({short}){licence}. {}. Computed with fmti {}.",
        clean(&edition.title),
        edition.id,
        catalog.id,
        capital(&clean(&attribution)),
        env!("CARGO_PKG_VERSION"),
    )
}

/// The same for a picture of several editions, oldest first, and of how their catalogs relate.
fn credits(editions: &[&Scored<'_>], crosswalk: Option<&str>) -> String {
    let Some((newest, earlier)) = editions.split_last() else { return String::new() };
    let mut text = credit(newest.index, &newest.sheet.rater);
    if !earlier.is_empty() {
        let names = earlier.iter().map(|scored| {
            let index = scored.index;
            format!("edition {} (catalog {})", index.edition.id, index.catalog.id)
        });
        text += &format!(" Compared with {}.", names.collect::<Vec<_>>().join(" and "));
    }
    let relates = crosswalk
        .filter(|_| earlier.iter().any(|of| of.index.catalog.id != newest.index.catalog.id));
    if let Some(relates) = relates {
        text += &format!(" How indicators relate: {}", clean(relates));
    }
    text + &addresses(&editions.iter().rev().map(|scored| scored.index).collect::<Vec<_>>())
}

/// Addresses as a picture has them: nobody can click on it.
fn addresses(indexes: &[&Index]) -> String {
    let links = links(indexes);
    let bare = |link: &Link| {
        let (_, rest) = link.url.split_once("://").unwrap_or(("", &link.url));
        clean(rest.trim_end_matches('/')).into_owned()
    };
    let links: Vec<String> = links.iter().map(bare).collect();
    if links.is_empty() { String::new() } else { format!(" See {}.", links.join(", ")) }
}

/// Sentences as one text.
fn note(sentences: impl IntoIterator<Item = String>) -> String {
    sentences.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How many of whom a chart of a ranking shows; nothing where it is everybody.
fn shown(view: View<'_>) -> String {
    let all = view.scored.index.entries.len();
    let (chosen, drawn) = (view.summary.developers + view.summary.silent, view.places.len());
    let of_all = (chosen < all).then(|| {
        let who = &view.scored.words().ranked.many;
        format!("{chosen} of {all} {who} chosen; ranks are among all {all}.")
    });
    let cut = (drawn < chosen).then(|| format!("{drawn} of {chosen} shown, the first by rank."));
    note(of_all.into_iter().chain(cut))
}

/// What stands around a chart of a ranking.
fn ranking_frame(view: View<'_>, by: By, title: &str) -> Frame {
    let title = with_choice(title, view.only);
    Frame { note: shown(view), ..frame(view.scored, by, title) }
}

/// What stands around a chart of one edition that is broken down by something.
fn frame(scored: &Scored<'_>, by: By, title: String) -> Frame {
    let index = scored.index;
    let carried: &[Carried] = if by == By::Theme { &[Carried::Themes] } else { &[] };
    let words = words(&[index], carried).map(|words| format!(" {}.", clean(&words)));
    Frame {
        title,
        subtitle: index.edition.title.clone(),
        source: credit(index, &scored.sheet.rater)
            + &words.unwrap_or_default()
            + &addresses(&[index]),
        ..Frame::default()
    }
}

/// What the smallest parts of a catalog are called.
fn smallest(catalog: &Catalog) -> &'static str {
    if catalog.subdomains.is_empty() { "domain" } else { "subdomain" }
}

/// The axis of totals.
fn total_axis(scored: &Scored<'_>) -> Axis {
    let most = scored.out_of();
    Axis { label: format!("Points out of {most}"), max: Some(most.to_f64()) }
}

/// The axis of shares.
fn share_axis() -> Axis {
    Axis { label: "Share of points, %".into(), max: Some(100.0) }
}

/// Percent of a whole, where the lower end is.
fn share(share: Option<Span>) -> Option<f64> {
    share.map(|share| percent(share.low))
}

fn percent(share: Ratio) -> f64 {
    share.to_percent_f64()
}

/// A share as printed: `63`, or `50–75` where answers are open.
fn share_text(share: Option<Span>) -> String {
    share.map_or_else(String::new, |share| between(&share.low.percent(0), &share.high.percent(0)))
}
