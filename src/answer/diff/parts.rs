//! One row per domain, subdomain or theme.

use crate::analyze::breakdown::By;
use crate::analyze::diff::parts::{PartChange, PartComparable, PartMeans, parts as changes};
use crate::model::{Ratio, Span, Words};
use crate::page::answer::Page;
use crate::page::column::Column;
use crate::page::table::{Cell, Columns, Table};
use crate::page::words::{plain, rounding, signed_tenths};

use super::columns::{End, comparable_means, mean};
use super::{View, arrow, page};

/// Means of everybody, of those in both editions, and of those on what is comparable.
pub fn parts(view: View<'_>, by: By) -> Page<'_> {
    let changes = changes(view.shown, by);
    let sums: Vec<_> = changes.iter().filter_map(|part| sum(&part.comparable)).collect();
    let mut page = page(view, of_changes(view, by, changes), names(by).1);
    page.notes.splice(0..0, rounding(&sums).map(str::to_owned));
    page
}

/// The parts as a table.
pub(super) fn table(view: View<'_>, by: By) -> Table<'_> {
    of_changes(view, by, changes(view.shown, by))
}

/// What a part is called, and the key of the list in JSON.
fn names(by: By) -> (&'static str, &'static str) {
    match by {
        By::Domain => ("Domain", "domains"),
        By::Subdomain => ("Subdomain", "subdomains"),
        By::Theme => ("Theme", "themes"),
        By::Total | By::Indicator => ("Total", "totals"),
    }
}

fn of_changes(view: View<'_>, by: By, changes: Vec<PartChange>) -> Table<'_> {
    let (word, kind) = (names(by).0, by.as_str());
    let both = format!("Mean of the {} in both", view.shown.pairs.both.len());
    let columns = Columns::<PartChange>::new()
        .with(Column::id(format!("{kind}.id"), format!("Id of the {kind}")), |part| {
            Cell::text(part.id.as_str())
        })
        .with(
            Column::text(format!("{kind}.name"), format!("Name of the {kind}")).titled(word).keep(),
            |part| Cell::text(&*part.name),
        )
        .with(Column::people(both).right(), |part| Cell::people(pair(part, |means| means.both)))
        .with(Column::people("As a share").right(), |part| {
            let shares = [part.old.as_ref(), part.new.as_ref()].map(share);
            Cell::people(shares.join(" → "))
        })
        .with(Column::people("Mean of all").right(), |part| Cell::people(pair(part, |m| m.all)));
    let columns =
        End::BOTH.into_iter().fold(columns, |columns, end| columns.and(side(view.words(), end)));
    columns
        .with(Column::people("Comparable").right().keep(), move |part| {
            Cell::people(comparable_count(view, &part.comparable))
        })
        .with(Column::people("Their mean on them").right().keep(), |part| {
            Cell::people(comparable_text(&part.comparable))
        })
        .and(comparable_means(|part: &PartChange| &part.comparable))
        .table(changes)
}

/// What one edition has in a part.
fn side<'a>(words: &Words, end: End) -> Columns<'a, PartChange> {
    let of = move |part: &PartChange| {
        if end == End::New { part.new } else { part.old }
    };
    let about = |what: &str| format!("{what} in the {} edition", end.word());
    let of_both = mean(about("Mean of those in both editions"), move |part| of(part)?.both);
    let columns = Columns::<PartChange>::new()
        .with(Column::count("indicators", "indicators", about("Indicators of it")), move |part| {
            Cell::known(of(part).map(|means| means.indicators))
        })
        .with(Column::number("max_score", "points", about("The most that can be had")), {
            move |part| Cell::known(of(part).map(|means| means.out_of))
        })
        .and(mean(about(&words.say("Mean of all developers")), move |part| of(part)?.all))
        .and(of_both.each(|column| column.below("in_both")));
    columns.each(move |column| column.below(end.path()))
}

/// `7.1/10 → 6.9/12`.
fn pair(part: &PartChange, mean: fn(&PartMeans) -> Option<Span>) -> String {
    let text = |means: Option<&PartMeans>| {
        let shown = means.and_then(|means| Some((mean(means)?.known()?, means.out_of)));
        shown.map_or_else(
            || "–".to_owned(),
            |(mean, of)| format!("{}/{}", mean.rounded(1), plain(of, 2)),
        )
    };
    format!("{} → {}", text(part.old.as_ref()), text(part.new.as_ref()))
}

fn share(means: Option<&PartMeans>) -> String {
    let share = means.and_then(|means| means.both?.of(means.out_of)?.known());
    share.map_or_else(|| "–".to_owned(), |share| format!("{} %", share.percent(0)))
}

fn comparable_count(view: View<'_>, found: &PartComparable) -> String {
    let word = if view.whole.basis.revised { "" } else { " kept" };
    if found.links.is_empty() { "none".to_owned() } else { format!("{}{word}", found.links.len()) }
}

/// `7.1 → 6.9  −0.2`, or a dash where nothing is comparable.
pub(super) fn comparable_text(found: &PartComparable) -> String {
    match found.change() {
        None => "–".to_owned(),
        Some(by) => format!("{}  {:>4}", arrow(found.old, found.new), signed_tenths(by)),
    }
}

/// What people may add up: a mean with the one before and the change.
pub(super) fn sum(found: &PartComparable) -> Option<(Ratio, Vec<Ratio>)> {
    Some((found.new?, vec![found.old?, found.change()?]))
}

/// A number of points for people.
pub(super) fn shown_points(value: Option<Ratio>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| plain(value, 1))
}
