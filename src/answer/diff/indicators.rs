//! One row per relation between the catalogs.

use serde_json::{Value as Json, json};

use crate::analyze::diff::Side;
use crate::analyze::diff::indicators::{LinkChange, indicators as changes};
use crate::analyze::diff::pairs::{Link, Pair};
use crate::model::crosswalk::Relation;
use crate::page::answer::Page;
use crate::page::table::{Cell, Column, Table};

use super::developers::{people, shown};
use super::{View, page};

/// Who gained and lost each indicator, and what became of those that are not comparable.
pub fn indicators(view: View<'_>) -> Page {
    let columns = vec![
        Column::new("relation", "Relation").keep(),
        Column::machine("published"),
        Column::machine("change"),
        Column::machine("old"),
        Column::machine("new"),
        people("Indicator").keep(),
        Column::machine("old_met"),
        Column::machine("new_met"),
        Column::machine("compared"),
        Column::new("gained", "Gained by").keep(),
        Column::new("lost", "Lost by").keep(),
        people("Met").right(),
        Column::machine("open"),
        Column::new("reason", "Why"),
    ];
    let mut all = changes(view.shown);
    // What can be compared stands first: the rest is only accounted for.
    all.sort_by_key(|change| !view.whole.basis.admits(view.whole.links[change.link].relation));
    let rows = all.iter().map(|change| row(view, change)).collect();
    let records = all.iter().map(|change| record(view, change)).collect();
    page(view, Table { columns, rows }, "indicators", records)
}

fn row(view: View<'_>, change: &LinkChange) -> Vec<Cell> {
    let link = &view.whole.links[change.link];
    let spaced = |ids: &[&str]| Cell::text(ids.join(" "));
    let counts = |counts: &[usize]| {
        let counts: Vec<String> = counts.iter().map(ToString::to_string).collect();
        Cell::text(counts.join(" "))
    };
    let nobody = if change.compared == 0 { "–" } else { "nobody" };
    let who = |pairs: &[Pair]| {
        let ids: Vec<&str> =
            pairs.iter().map(|p| view.newer(p.new).developer.id.as_str()).collect();
        let names: Vec<&str> =
            pairs.iter().map(|p| view.newer(p.new).developer.name.as_str()).collect();
        let shown = if names.is_empty() { nobody.to_owned() } else { names.join(", ") };
        spaced(&ids).shown(shown)
    };
    vec![
        Cell::text(link.relation.as_str()).shown(relation(link.relation)),
        Cell::flag(link.published),
        Cell::maybe(how(link.relation)),
        spaced(&ids(view.whole.old, &link.from)),
        spaced(&ids(view.whole.new, &link.to)),
        shown(title(view, link)),
        counts(&change.met_before),
        counts(&change.met_now),
        Cell::number(change.compared),
        who(&change.gained),
        who(&change.lost),
        shown(met(view, change)),
        Cell::number(change.open.len()),
        Cell::text(link.reason.as_str()),
    ]
}

fn how(relation: Relation) -> Option<&'static str> {
    match relation {
        Relation::Revised(how) => how.map(crate::model::crosswalk::Change::as_str),
        _ => None,
    }
}

/// `revised: stricter`.
fn relation(relation: Relation) -> String {
    match how(relation) {
        Some(how) => format!("{}: {how}", relation.as_str()),
        None => relation.as_str().to_owned(),
    }
}

fn ids<'a>(side: Side<'a>, members: &[usize]) -> Vec<&'a str> {
    members.iter().map(|at| side.index.catalog.indicators[*at].id.as_str()).collect()
}

/// The names on both sides: one where they are the same, and a count where they are many.
pub(super) fn title(view: View<'_>, link: &Link) -> String {
    let names = |side: Side<'_>, members: &[usize]| match members {
        [only] => side.index.catalog.indicators[*only].name.clone(),
        [] => String::new(),
        many => format!("{} indicators", many.len()),
    };
    let (old, new) = (names(view.whole.old, &link.from), names(view.whole.new, &link.to));
    match (old.as_str(), new.as_str()) {
        ("", only) | (only, "") => only.to_owned(),
        (old, new) if old == new => new.to_owned(),
        (old, new) => format!("{old} → {new}"),
    }
}

/// How many developers have full points, of how many: `6/14 → 7/13`.
fn met(view: View<'_>, change: &LinkChange) -> String {
    let text = |side: Side<'_>, counts: &[usize]| {
        let all = side.index.entries.len();
        let counts: Vec<String> = counts.iter().map(|n| format!("{n}/{all}")).collect();
        if counts.is_empty() { "–".to_owned() } else { counts.join(" ") }
    };
    let old = text(view.whole.old, &change.met_before);
    format!("{old} → {}", text(view.whole.new, &change.met_now))
}

/// The relations as JSON.
pub(super) fn records(view: View<'_>) -> Vec<Json> {
    changes(view.shown).iter().map(|change| record(view, change)).collect()
}

fn record(view: View<'_>, change: &LinkChange) -> Json {
    let link = &view.whole.links[change.link];
    let who = |pairs: &[Pair]| -> Vec<&str> {
        pairs.iter().map(|p| view.newer(p.new).developer.id.as_str()).collect()
    };
    json!({
        "relation": link.relation.as_str(),
        "published": link.published,
        "change": how(link.relation),
        "old": ids(view.whole.old, &link.from),
        "new": ids(view.whole.new, &link.to),
        "reason": link.reason,
        "met_before": change.met_before,
        "met_now": change.met_now,
        "compared": change.compared,
        "gained": who(&change.gained),
        "lost": who(&change.lost),
        "open": who(&change.open),
    })
}
