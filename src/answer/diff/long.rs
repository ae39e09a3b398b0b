//! One row per developer and part, or per developer and indicator.

use serde_json::{Value as Json, json};

use crate::analyze::breakdown::{By, groups};
use crate::analyze::diff::Side;
use crate::analyze::diff::developers::{
    Comparable, DeveloperChange, Standing, Status, comparable_in,
};
use crate::analyze::diff::pairs::Pair;
use crate::analyze::diff::parts::links_in;
use crate::model::{Cell as Score, Group, Id, Points, Tally};
use crate::page::answer::Page;
use crate::page::table::{Cell, Column, Table};

use super::developers::{
    comparable_cells, comparable_columns, comparable_json, comparable_text, people, shown,
};
use super::indicators::title;
use super::parts::shown_points;
use super::{View, page, points, range};

/// Points of each developer in each domain, subdomain or theme of either edition.
pub fn by_part(view: View<'_>, by: By) -> Page {
    let mut columns = vec![
        Column::machine("developer").alone("Developer id"),
        Column::new("name", "Developer").keep(),
        Column::machine("status"),
        Column::machine(by.as_str()),
        Column::new("part", "Part").keep(),
        people("Points").right().keep(),
    ];
    for side in ["old", "new"] {
        let parts = ["points", "points_max", "out_of"];
        columns.extend(parts.map(|part| Column::machine(format!("{side}_{part}"))));
    }
    columns.push(people("Comparable").right().keep());
    columns.extend(comparable_columns());
    let of = |side: Side<'_>| groups(&side.index.catalog, by);
    let (olds, news) = (of(view.whole.old), of(view.whole.new));
    let gone = olds.iter().filter(|part| !news.iter().any(|n| n.id == part.id));
    let links = |part: &Group| links_in(view.whole, part);
    let parts = news.iter().map(|part| (&part.id, part.name.as_str(), links(part)));
    let gone = gone.map(|part| (&part.id, part.name.as_str(), Vec::new()));
    let parts: Vec<(&Id, &str, Vec<usize>)> = parts.chain(gone).collect();
    let (mut rows, mut records) = (Vec::new(), Vec::new());
    for change in view.developers {
        for (id, name, links) in &parts {
            let old = tally(view.whole.old, change.old, &olds, id);
            let new = tally(view.whole.new, change.new, &news, id);
            let mut cells = vec![
                Cell::text(view.id(change)),
                Cell::text(view.plain_name(change)).shown(view.name(change)),
                Cell::text(change.status.as_str()),
                Cell::text(id.as_str()),
                Cell::text(*name),
                shown(format!("{} → {}", of_most(old.as_ref()), of_most(new.as_ref()))),
            ];
            cells.extend([old, new].iter().flat_map(|tally| tally_cells(tally.as_ref())));
            let found = pair(change)
                .filter(|_| new.is_some())
                .map(|pair| comparable_in(view.whole, pair, links.iter().copied()));
            cells.push(shown(found.as_ref().map_or_else(String::new, |f| on_what(view, f))));
            cells.extend(comparable_cells(found.as_ref()));
            rows.push(cells);
            records.push(json!({
                "developer": view.id(change),
                "status": change.status.as_str(),
                by.as_str(): id,
                "name": name,
                "old": tally_json(old.as_ref()),
                "new": tally_json(new.as_ref()),
                "comparable": found.as_ref().map(comparable_json),
            }));
        }
    }
    page(view, Table { columns, rows }, "rows", records)
}

/// `5 kept: 5 → 4  −1 (+0 −1)`.
fn on_what(view: View<'_>, found: &Comparable) -> String {
    match (found.indicators, view.whole.basis.revised) {
        (0, _) => "none".to_owned(),
        (count, true) => format!("{count}: {}", comparable_text(found)),
        (count, false) => format!("{count} kept: {}", comparable_text(found)),
    }
}

fn tally(side: Side<'_>, who: Option<Standing>, parts: &[Group], id: &Id) -> Option<Tally> {
    let part = parts.iter().find(|part| part.id == *id)?;
    Some(side.sheet.tally(who?.row, part.members.iter().copied()))
}

fn of_most(tally: Option<&Tally>) -> String {
    tally.map_or_else(|| "–".to_owned(), |tally| format!("{}/{}", range(tally), tally.out_of))
}

fn tally_cells(tally: Option<&Tally>) -> Vec<Cell> {
    let Some(tally) = tally else { return vec![Cell::default(); 3] };
    let low = if tally.is_silent() { Cell::default() } else { Cell::number(tally.low) };
    vec![low, Cell::number(tally.high), Cell::number(tally.out_of)]
}

fn tally_json(tally: Option<&Tally>) -> Json {
    tally.map_or(Json::Null, |tally| {
        json!({
            "points": if tally.is_silent() { Json::Null } else { points(tally.low) },
            "points_max": points(tally.high),
            "out_of": points(tally.out_of),
        })
    })
}

/// Points of each developer on each relation between the catalogs, and what became of them.
pub fn by_answer(view: View<'_>) -> Page {
    let columns = vec![
        Column::machine("developer").alone("Developer id"),
        Column::new("name", "Developer").keep(),
        Column::machine("status"),
        Column::new("relation", "Relation"),
        Column::machine("old_indicators"),
        Column::machine("new_indicators"),
        people("Indicator").keep(),
        people("Points").right().keep(),
        Column::machine("old_points"),
        Column::machine("new_points"),
        Column::new("outcome", "Outcome").keep(),
    ];
    let (mut rows, mut records) = (Vec::new(), Vec::new());
    for change in view.developers {
        for at in 0..view.whole.links.len() {
            let (cells, record) = answer(view, change, at);
            rows.push(cells);
            records.push(record);
        }
    }
    page(view, Table { columns, rows }, "rows", records)
}

fn answer(view: View<'_>, change: &DeveloperChange, at: usize) -> (Vec<Cell>, Json) {
    let link = &view.whole.links[at];
    let ids = |side: Side<'_>, members: &[usize]| -> Vec<String> {
        members.iter().map(|m| side.index.catalog.indicators[*m].id.to_string()).collect()
    };
    let (old_ids, new_ids) = (ids(view.whole.old, &link.from), ids(view.whole.new, &link.to));
    let old = sum(view.whole.old, change.old, &link.from);
    let new = sum(view.whole.new, change.new, &link.to);
    let outcome = outcome(view, change, at);
    let text = |points: Option<Points>| shown_points(points.map(Points::exact));
    let cell = |points: Option<Points>| points.map_or_else(Cell::default, Cell::number);
    let cells = vec![
        Cell::text(view.id(change)),
        Cell::text(view.plain_name(change)).shown(view.name(change)),
        Cell::text(change.status.as_str()),
        Cell::text(link.relation.as_str()),
        Cell::text(old_ids.join(" ")),
        Cell::text(new_ids.join(" ")),
        shown(title(view, link)),
        shown(format!("{} → {}", text(old), text(new))),
        cell(old),
        cell(new),
        Cell::text(outcome),
    ];
    let json_points = |p: Option<Points>| p.map_or(Json::Null, points);
    let record = json!({
        "developer": view.id(change),
        "status": change.status.as_str(),
        "relation": link.relation.as_str(),
        "old_indicators": old_ids,
        "new_indicators": new_ids,
        "old_points": json_points(old),
        "new_points": json_points(new),
        "outcome": outcome,
    });
    (cells, record)
}

/// The points on some indicators; `None` where one is open, or the developer is not in the edition.
fn sum(side: Side<'_>, who: Option<Standing>, members: &[usize]) -> Option<Points> {
    let row = side.sheet.row(who?.row);
    let rated = members.iter().map(|at| match row[*at] {
        Score::Rated(points) => Some(points),
        Score::Referred | Score::Unrated => None,
    });
    let all: Option<Vec<Points>> = rated.collect();
    all.filter(|all| !all.is_empty()).map(|all| all.into_iter().sum())
}

/// The rows of a developer in both editions; `None` also where it merged or split.
fn pair(change: &DeveloperChange) -> Option<Pair> {
    change.comparable.as_ref()?;
    let succeeded = change.status == Status::Succeeded;
    Some(Pair { old: change.old?.row, new: change.new?.row, succeeded })
}

/// What became of a developer's points on one relation, in a word.
fn outcome(view: View<'_>, change: &DeveloperChange, at: usize) -> &'static str {
    let Some((found, pair)) = change.comparable.as_ref().zip(pair(change)) else {
        return if change.status.is_regrouped() { "merged or split" } else { "not in both" };
    };
    if !view.whole.basis.admits(view.whole.links[at].relation) {
        "not comparable"
    } else if view.whole.decided(pair, at).is_none() {
        "open"
    } else if found.gained.iter().any(|m| m.link == at) {
        "gained"
    } else if found.lost.iter().any(|m| m.link == at) {
        "lost"
    } else {
        "same"
    }
}
