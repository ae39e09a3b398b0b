//! Pictures in pages: the chart inline, and the same as files.

use askama::Template;

use crate::analyze::breakdown::By;
use crate::analyze::lineage::Lineage;
use crate::answer::explain::Subject;
use crate::answer::score::View;
use crate::answer::{diff, figures};
use crate::chart::{Chart, Plot, PngError, Size, png, svg};

use super::File;
use super::book::Book;

/// Width of a chart on a telephone: drawn anew rather than made small.
const NARROW: f64 = 368.0;
/// Width of a chart that takes more room than a telephone has.
const SCROLLED: f64 = 640.0;
/// Width of a chart where there is room: of the page, and the margins that the style takes off.
const WIDE: f64 = 1128.0;

/// A chart as it stands in a page.
#[derive(Template)]
#[template(path = "site/figure.html")]
pub(super) struct Figure {
    /// What the region is called that scrolls where there is no room.
    label: String,
    /// For screens with room, or for all.
    wide: String,
    /// For telephones.
    narrow: String,
    /// Whether the narrow picture is still wider than a telephone.
    scrolls: bool,
    /// From the page to the report's folder.
    root: &'static str,
    /// The files' path without extension.
    path: String,
    /// Whether there is a PNG file too.
    png: bool,
}

impl Figure {
    /// A chart whose files are at a path, on a page so far from the report's folder.
    pub(super) fn new(chart: &Chart, path: &str, root: &'static str, png: bool) -> Self {
        let id = path.rsplit('/').next().unwrap_or_default();
        let scrolls = matches!(chart.plot, Plot::Heat(_) | Plot::Bump(_));
        let mut narrow = chart.clone();
        narrow.frame.width = if scrolls { SCROLLED } else { NARROW };
        Self {
            label: crate::format::web::plain(&chart.frame.title),
            wide: svg(chart, &format!("w-{id}")),
            narrow: svg(&narrow, &format!("n-{id}")),
            scrolls,
            root,
            path: path.to_owned(),
            png,
        }
    }
}

/// A chart as files.
pub(super) fn files(chart: &Chart, path: &str, with_png: bool) -> Result<Vec<File>, PngError> {
    let picture = svg(chart, "chart");
    let mut files = Vec::new();
    if with_png {
        match png(&picture, Size::default()) {
            Ok(bytes) => files.push(File { path: format!("{path}.png"), bytes }),
            // A picture that large is still there as SVG.
            Err(PngError::TooLarge(..)) => {}
            Err(error) => return Err(error),
        }
    }
    files.push(File { path: format!("{path}.svg"), bytes: picture.into_bytes() });
    Ok(files)
}

/// The most developers a chart of the whole edition shows.
pub(super) const MOST: usize = 40;

/// The pictures of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Ranking,
    Heatmap,
    Ranks,
    /// Before and after on what is comparable; where both editions asked the same, in total.
    Points,
    /// Before and after in total, earned on different questions.
    Totals,
    Mean,
    /// A developer of the edition reported on, or of an earlier one.
    Profile(usize, usize),
}

/// Those there is something to draw for.
pub(super) fn kinds(book: &Book<'_>) -> Vec<Kind> {
    let mut kinds = vec![Kind::Ranking, Kind::Heatmap];
    if book.change(book.newest()).is_some() {
        kinds.extend([Kind::Ranks, Kind::Points, Kind::Totals, Kind::Mean]);
    }
    let profiles = book.lineages.iter().filter_map(Lineage::newest);
    kinds.extend(profiles.map(|(edition, row)| Kind::Profile(edition, row)));
    kinds
}

/// Where a picture's files are, without extension.
pub(super) fn path(book: &Book<'_>, kind: Kind) -> String {
    match kind {
        Kind::Ranking => "charts/ranking".into(),
        Kind::Heatmap => "charts/heatmap".into(),
        Kind::Ranks => "charts/ranks".into(),
        Kind::Points => "charts/points".into(),
        Kind::Totals => "charts/totals".into(),
        Kind::Mean => "charts/mean".into(),
        Kind::Profile(edition, row) => {
            let page = book.developer_page(edition, row);
            format!("charts/{}", page.trim_end_matches(".html"))
        }
    }
}

/// A picture, unless there is nothing to draw it from.
pub(super) fn chart(book: &Book<'_>, kind: Kind) -> Option<Chart> {
    let main = book.main();
    let change = book.change(book.newest());
    let mut chart = match kind {
        Kind::Ranking => figures::ranked_bars(first(main)),
        Kind::Heatmap => figures::heatmap(View { by: By::Subdomain, ..first(main) }),
        Kind::Ranks => {
            let changes: Vec<_> = book.site.changes.iter().map(|change| change.whole).collect();
            let editions: Vec<_> = book
                .site
                .editions
                .iter()
                .map(|view| figures::Shown { scored: view.scored, rows: None, only: view.only })
                .collect();
            figures::bump(&editions, &changes, MOST)
        }
        Kind::Points => figures::dumbbell(first_changes(change?)),
        Kind::Totals => {
            let change = change?;
            // Where the chart before has them already, they need no chart of their own.
            if change.whole.asks_the_same() {
                return None;
            }
            figures::comparable(change)?;
            figures::totals(first_changes(change))
        }
        Kind::Mean => figures::waterfall(change?)?,
        Kind::Profile(edition, row) => {
            figures::profile(Subject { scored: book.view(edition).scored, developer: row })
        }
    };
    chart.frame.width = WIDE;
    Some(chart)
}

/// An edition with only as many developers as a chart shows.
fn first(view: View<'_>) -> View<'_> {
    View { places: &view.places[..view.places.len().min(MOST)], ..view }
}

/// A comparison with only as many developers as a chart shows.
fn first_changes(change: diff::View<'_>) -> diff::View<'_> {
    let developers = &change.developers[..change.developers.len().min(MOST)];
    diff::View { developers, ..change }
}

/// The picture as it stands in a page so far from the report's folder.
pub(super) fn figure(book: &Book<'_>, kind: Kind, root: &'static str) -> Option<Figure> {
    let chart = chart(book, kind)?;
    Some(Figure::new(&chart, &path(book, kind), root, book.site.png))
}
