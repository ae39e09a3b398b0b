//! One row per group of developers.

use serde_json::{Value as Json, json};

use crate::analyze::diff::groups::GroupChange;
use crate::analyze::groups::GroupMeans;
use crate::model::{Ratio, Trait};
use crate::page::answer::Page;
use crate::page::table::{Cell, Column, Table};
use crate::page::words::{rounding, signed_tenths};

use super::developers::{people, shown};
use super::parts::{comparable_cells, comparable_json, comparable_text, known, sum};
use super::{View, arrow, exact, page, ratio};

/// Group means in both editions, and on what is comparable for those who stayed in the group.
pub fn groups(view: View<'_>, by: &Trait, changes: &[GroupChange]) -> Page {
    let mut columns = vec![
        Column::machine("trait"),
        Column::machine("value"),
        Column::new("label", &by.name).keep(),
        people("Developers").right().keep(),
        people("Mean score").right().keep(),
        Column::new("change", "Change").right(),
    ];
    for side in ["old", "new"] {
        columns
            .extend(["developers", "mean"].map(|part| Column::machine(format!("{side}_{part}"))));
    }
    columns.push(Column::new("stayed", "In it both times").right());
    columns.push(people(&format!("Their mean on the {}", view.basis())).right().keep());
    columns.extend(
        ["old", "new", "change", "gained", "lost", "open"]
            .map(|part| Column::machine(format!("comparable_{part}"))),
    );
    let rows = changes.iter().map(|change| row(view, by, change)).collect();
    let records = changes.iter().map(|change| record(view, by, change)).collect();
    let mut page = page(view, Table { columns, rows }, "groups", records);
    page.title = format!("{}: means by {}", page.title, by.name);
    let sums: Vec<_> = changes
        .iter()
        .flat_map(|change| {
            let old = mean(view, change.old.as_ref(), true);
            let whole = old.zip(mean(view, change.new.as_ref(), false));
            let whole = whole.map(|(old, new)| (new, vec![old, new - old]));
            [whole, sum(&change.comparable)]
        })
        .flatten()
        .collect();
    page.notes.splice(0..0, rounding(&sums).map(str::to_owned));
    let moved = moved(view, changes);
    page.notes.splice(0..0, changes.iter().map(|change| members(view, change)).chain(moved));
    page
}

fn row(view: View<'_>, by: &Trait, change: &GroupChange) -> Vec<Cell> {
    let count = |group: Option<&GroupMeans>| group.map_or(0, |group| group.developers.len());
    let (old, new) =
        (mean(view, change.old.as_ref(), true), mean(view, change.new.as_ref(), false));
    let moved = old.zip(new).map(|(old, new)| new - old);
    let mut cells = vec![
        Cell::text(by.id.as_str()),
        Cell::maybe(change.value.as_deref()),
        Cell::text(change.label.as_str()),
        shown(format!("{} → {}", count(change.old.as_ref()), count(change.new.as_ref()))),
        shown(arrow(old, new)),
        exact(moved).shown(moved.map_or_else(|| "–".to_owned(), signed_tenths)),
    ];
    for (group, mean) in [(change.old.as_ref(), old), (change.new.as_ref(), new)] {
        cells.extend([Cell::number(count(group)), exact(mean)]);
    }
    cells.push(Cell::number(change.stayed));
    cells.push(shown(comparable_text(&change.comparable)));
    cells.extend(comparable_cells(&change.comparable));
    cells
}

/// A mean in the comparison's unit.
fn mean(view: View<'_>, group: Option<&GroupMeans>, old: bool) -> Option<Ratio> {
    let mean = known(group?.total)?;
    let unit = view.whole.unit;
    let one = crate::model::Points::whole(1);
    Some(mean * if old { unit.before(one) } else { unit.now(one) })
}

/// Who is in a group, by edition where that changed.
fn members(view: View<'_>, change: &GroupChange) -> String {
    let names = |group: Option<&GroupMeans>, old: bool| {
        let name = |row: &usize| if old { view.older(*row) } else { view.newer(*row) };
        let names: Vec<&str> = group.map_or_else(Vec::new, |group| {
            group.developers.iter().map(|row| name(row).developer.name.as_str()).collect()
        });
        if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
    };
    let (old, new) = (names(change.old.as_ref(), true), names(change.new.as_ref(), false));
    format!("{}: {old} → {new}", change.label)
}

/// Who is in another group than before.
fn moved(view: View<'_>, changes: &[GroupChange]) -> Option<String> {
    let group = |row: usize, side: fn(&GroupChange) -> Option<&GroupMeans>| {
        let of = |change: &&GroupChange| {
            side(change).is_some_and(|group| group.developers.contains(&row))
        };
        changes.iter().find(of).map(|change| change.label.as_str())
    };
    let moved: Vec<String> = view
        .shown
        .pairs
        .both
        .iter()
        .filter_map(|pair| {
            let (old, new) =
                (group(pair.old, |c| c.old.as_ref())?, group(pair.new, |c| c.new.as_ref())?);
            let name = &view.newer(pair.new).developer.name;
            (old != new).then(|| format!("{name} ({old} → {new})"))
        })
        .collect();
    (!moved.is_empty()).then(|| format!("changed groups: {}", moved.join(", ")))
}

fn record(view: View<'_>, by: &Trait, change: &GroupChange) -> Json {
    let side = |group: Option<&GroupMeans>, old: bool| {
        group.map(|group| {
            let entry = |row: &usize| if old { view.older(*row) } else { view.newer(*row) };
            let ids: Vec<&str> =
                group.developers.iter().map(|row| entry(row).developer.id.as_str()).collect();
            json!({"developers": ids, "mean": ratio(mean(view, Some(group), old)), "open": group.open})
        })
    };
    let (old, new) =
        (mean(view, change.old.as_ref(), true), mean(view, change.new.as_ref(), false));
    json!({
        "trait": by.id,
        "value": change.value,
        "label": change.label,
        "old": side(change.old.as_ref(), true),
        "new": side(change.new.as_ref(), false),
        "change": ratio(old.zip(new).map(|(old, new)| new - old)),
        "stayed": change.stayed,
        "comparable": comparable_json(&change.comparable),
    })
}
