//! One row per domain, subdomain or theme.

use serde_json::{Value as Json, json};

use crate::analyze::breakdown::By;
use crate::analyze::diff::parts::{PartChange, PartComparable, PartMeans, parts as changes};
use crate::analyze::groups::Mean;
use crate::model::Ratio;
use crate::page::answer::Page;
use crate::page::table::{Cell, Column, Table};
use crate::page::words::{plain, rounding, signed_tenths};

use super::developers::{people, shown};
use super::{View, arrow, exact, page, points, ratio};

/// Means of everybody, of those in both editions, and of those on what is comparable.
pub fn parts(view: View<'_>, by: By) -> Page {
    let (word, key) = names(by);
    let mut columns = vec![
        Column::machine(by.as_str()),
        Column::new("name", word).keep(),
        people(&format!("Mean of the {} in both", view.shown.pairs.both.len())).right(),
        people("As a share").right(),
        people("Mean of all").right(),
    ];
    for side in ["old", "new"] {
        let parts = ["indicators", "out_of", "mean", "mean_both"];
        columns.extend(parts.map(|part| Column::machine(format!("{side}_{part}"))));
    }
    columns.push(people("Comparable").right().keep());
    columns.push(people("Their mean on them").right().keep());
    columns.extend(
        ["indicators", "developers", "old", "new", "change", "gained", "lost", "open"]
            .map(|part| Column::machine(format!("comparable_{part}"))),
    );
    let changes = changes(view.shown, by);
    let rows = changes.iter().map(|change| row(view, change)).collect();
    let mut page = page(view, Table { columns, rows }, key, records(view, by));
    let sums: Vec<_> = changes.iter().filter_map(|part| sum(&part.comparable)).collect();
    page.notes.splice(0..0, rounding(&sums).map(str::to_owned));
    page
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

fn row(view: View<'_>, change: &PartChange) -> Vec<Cell> {
    let text = |means: Option<&PartMeans>, mean: fn(&PartMeans) -> Option<Mean>| {
        let shown = means.and_then(|m| Some((known(mean(m)?)?, m.out_of)));
        shown.map_or_else(|| "–".to_owned(), |(mean, of)| format!("{}/{of}", mean.rounded(1)))
    };
    let pair = |mean: fn(&PartMeans) -> Option<Mean>| {
        format!("{} → {}", text(change.old.as_ref(), mean), text(change.new.as_ref(), mean))
    };
    let share = |means: Option<&PartMeans>| {
        let share = means.and_then(|m| known(m.both?)?.of(m.out_of));
        share.map_or_else(|| "–".to_owned(), |share| format!("{} %", share.percent(0)))
    };
    let shares = format!("{} → {}", share(change.old.as_ref()), share(change.new.as_ref()));
    let mut cells = vec![
        Cell::text(change.id.as_str()),
        Cell::text(change.name.as_str()),
        shown(pair(|m| m.both)),
        shown(shares),
        shown(pair(|m| m.all)),
    ];
    for means in [change.old.as_ref(), change.new.as_ref()] {
        let mean =
            |mean: fn(&PartMeans) -> Option<Mean>| exact(means.and_then(mean).and_then(known));
        cells.push(means.map_or_else(Cell::default, |m| Cell::number(m.indicators)));
        cells.push(means.map_or_else(Cell::default, |m| Cell::number(m.out_of)));
        cells.extend([mean(|m| m.all), mean(|m| m.both)]);
    }
    let found = &change.comparable;
    cells.push(shown(comparable_count(view, found)));
    cells.push(shown(comparable_text(found)));
    cells.push(Cell::number(found.links.len()));
    cells.push(Cell::number(found.developers));
    cells.extend(comparable_cells(found));
    cells
}

fn comparable_count(view: View<'_>, found: &PartComparable) -> String {
    let word = if view.whole.basis.revised { "" } else { " kept" };
    if found.links.is_empty() { "none".to_owned() } else { format!("{}{word}", found.links.len()) }
}

/// `7.1 → 6.9  −0.2`, or a dash where nothing is comparable.
pub(super) fn comparable_text(found: &PartComparable) -> String {
    match change(found) {
        None => "–".to_owned(),
        Some(by) => format!("{}  {:>4}", arrow(found.old, found.new), signed_tenths(by)),
    }
}

/// What people may add up: a mean with the one before and the change.
pub(super) fn sum(found: &PartComparable) -> Option<(Ratio, Vec<Ratio>)> {
    Some((found.new?, vec![found.old?, change(found)?]))
}

fn change(found: &PartComparable) -> Option<Ratio> {
    Some(found.new? - found.old?)
}

/// Old, new, change, gained, lost, open.
pub(super) fn comparable_cells(found: &PartComparable) -> Vec<Cell> {
    let by = change(found);
    let any = |value: Option<Ratio>| exact(value.filter(|_| by.is_some()));
    vec![
        any(found.old),
        any(found.new),
        exact(by),
        any(Some(found.gained)),
        any(Some(found.lost)),
        Cell::number(found.open),
    ]
}

pub(super) fn comparable_json(found: &PartComparable) -> Json {
    let by = change(found);
    let any = |value: Option<Ratio>| ratio(value.filter(|_| by.is_some()));
    json!({
        "indicators": found.links.len(),
        "developers": found.developers,
        "old": any(found.old),
        "new": any(found.new),
        "change": ratio(by),
        "gained": any(Some(found.gained)),
        "lost": any(Some(found.lost)),
        "open": found.open,
    })
}

/// A mean that open answers do not make a range.
pub(super) fn known(mean: Mean) -> Option<Ratio> {
    (mean.low == mean.high).then_some(mean.low)
}

/// The parts as JSON.
pub(super) fn records(view: View<'_>, by: By) -> Vec<Json> {
    let means = |means: Option<&PartMeans>| {
        means.map(|m| {
            json!({
                "indicators": m.indicators,
                "out_of": points(m.out_of),
                "mean": ratio(m.all.and_then(known)),
                "mean_both": ratio(m.both.and_then(known)),
            })
        })
    };
    let record = |change: &PartChange| {
        json!({
            "id": change.id,
            "name": change.name,
            "old": means(change.old.as_ref()),
            "new": means(change.new.as_ref()),
            "comparable": comparable_json(&change.comparable),
        })
    };
    changes(view.shown, by).iter().map(record).collect()
}

/// A number of points for people.
pub(super) fn shown_points(value: Option<Ratio>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| plain(value, 1))
}
