//! What changed since the edition before: never raw totals alone.

use crate::analyze::diff::decomposition::decompose;
use crate::analyze::diff::developers::{Comparable, DeveloperChange, Standing, Status};
use crate::answer::diff::{View, also_changed, basis, mean_sections, points_of, regrouped};
use crate::model::Ratio;
use crate::model::Span;
use crate::page::words::{range, ranked, signed};

use super::book::Book;
use super::charts::{Figure, Kind, figure};
use crate::format::web::{named, plain};

/// The section about change on the first page.
pub(super) struct Change {
    pub(super) before: String,
    pub(super) now: String,
    /// How much can be compared.
    pub(super) comparable: String,
    /// What else is not as it was for those in both.
    pub(super) also: Option<String>,
    /// Whether both editions asked the same throughout: then totals are comparable, and lead.
    pub(super) same: bool,
    /// Who says how the catalogs relate.
    pub(super) crosswalk: String,
    /// Why the mean moved: depth, part, detail.
    pub(super) parts: Vec<(usize, String, String)>,
    /// How many indicators are comparable.
    pub(super) kept: usize,
    /// How many developers are in both editions.
    pub(super) both: usize,
    /// Whether the editions' maxima differ.
    pub(super) per_hundred: bool,
    /// Who merged or split.
    pub(super) regrouped: Option<String>,
    pub(super) rows: Vec<Row>,
    pub(super) ranks: Option<Figure>,
    pub(super) points: Option<Figure>,
    pub(super) totals: Option<Figure>,
    pub(super) mean: Option<Figure>,
    /// How many editions the chart of ranks goes through.
    pub(super) editions: usize,
}

/// One developer of either edition.
pub(super) struct Row {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) before: Option<String>,
    pub(super) now: Option<String>,
    /// The change, or a word for why there is none.
    pub(super) change: String,
    pub(super) is_word: bool,
    /// Then, now, change, gained, lost on what is comparable.
    pub(super) kept: Option<[String; 5]>,
    pub(super) rank: String,
    pub(super) among_both: Option<String>,
}

impl Change {
    /// The newest edition against the one before, if there is one.
    pub(super) fn new(book: &Book<'_>, root: &'static str) -> Option<Self> {
        let at = book.newest();
        let view = book.change(at)?;
        let comparable = basis(view);
        let also = also_changed(view);
        let parts = mean_sections(view)
            .into_iter()
            .map(|section| (section.depth, plain(&section.label), plain(&section.lines.join(" "))));
        let has_mean = decompose(view.whole).is_ok();
        Some(Self {
            before: book.labels[at - 1].clone(),
            now: book.labels[at].clone(),
            comparable: plain(&comparable.lines.join(" ")),
            also: also.map(|section| plain(&section.lines.join(" "))),
            same: view.whole.asks_the_same(),
            crosswalk: plain(view.crosswalk),
            parts: if has_mean { parts.collect() } else { Vec::new() },
            kept: view.whole.comparable().count(),
            both: view.whole.pairs.both.len(),
            per_hundred: view.whole.unit.per_hundred,
            regrouped: regrouped(view).map(|text| plain(&format!("{text}."))),
            rows: view.developers.iter().map(|change| row(book, view, change)).collect(),
            ranks: figure(book, Kind::Ranks, root),
            points: figure(book, Kind::Points, root),
            totals: figure(book, Kind::Totals, root),
            mean: figure(book, Kind::Mean, root),
            editions: book.site.editions.len(),
        })
    }
}

fn row(book: &Book<'_>, view: View<'_>, change: &DeveloperChange) -> Row {
    let at = book.newest();
    let score = |standing: Option<Standing>| {
        let score = standing?.score;
        Some(score.map_or_else(
            || "not rated".to_owned(),
            |score| range(Some(score), view.whole.new.decimals()),
        ))
    };
    let arrow = |rank: &dyn Fn(Standing) -> Option<String>| {
        let [old, new] = [change.old, change.new].map(|standing| standing.and_then(rank));
        let dash = || "–".to_owned();
        match (old, new) {
            (None, None) => None,
            (old, new) => {
                Some(format!("{} → {}", old.unwrap_or_else(dash), new.unwrap_or_else(dash)))
            }
        }
    };
    Row {
        href: match (change.new, change.old) {
            (Some(new), _) => book.developer_page(at, new.row),
            (None, Some(old)) => book.developer_page(at - 1, old.row),
            (None, None) => String::new(),
        },
        name: named(&view.name(change)),
        before: score(change.old),
        now: score(change.new),
        change: match (change.status, change.change.map(Span::known)) {
            (Status::Joined | Status::Left, _) | (_, None) => change.status.as_str().to_owned(),
            (_, Some(Some(known))) => signed(known, 1),
            (_, Some(None)) => "open".to_owned(),
        },
        is_word: change.change.and_then(Span::known).is_none(),
        kept: change
            .comparable
            .as_ref()
            .filter(|found| found.indicators > 0)
            .map(|found| kept(found, view.whole.comparable().count())),
        // Who was not rated has no rank.
        rank: arrow(&|s| s.rank.map(|rank| ranked(Some(rank)))).unwrap_or_default(),
        among_both: arrow(&|s| s.rank_among_both.map(|rank| ranked(Some(rank)))),
    }
}

fn kept(found: &Comparable, count: usize) -> [String; 5] {
    let lost = Comparable::sum(&found.lost);
    let lost = if lost == Ratio::ZERO { "0".to_owned() } else { signed(lost, 1) };
    let gained = signed(Comparable::sum(&found.gained), 1);
    let change = signed(found.change(), 1);
    [points_of(found, found.old, count), points_of(found, found.new, count), change, gained, lost]
}
