//! One row per relation between the catalogs.

use crate::analyze::diff::indicators::{LinkChange, indicators as changes};
use crate::analyze::diff::pairs::{Link, Pair};
use crate::analyze::scored::Scored;
use crate::answer::columns::mean_share;
use crate::model::crosswalk::Relation;
use crate::page::answer::Page;
use crate::page::column::{Column, Owner};
use crate::page::table::{Cell, Columns, Table};

use super::{View, page};

/// Who gained and lost each indicator, and what became of those that are not comparable.
pub fn indicators(view: View<'_>) -> Page<'_> {
    page(view, table(view), "indicators")
}

/// A relation as one of the rows.
type Row<'a> = (&'a Link, LinkChange);

/// The relations; what can be compared stands first: the rest is only accounted for.
pub(super) fn table<'a>(view: View<'a>) -> Table<'a> {
    let whole = view.whole;
    let relations = [
        ("kept", "asks the same"),
        ("revised", "asks the same thing differently"),
        ("split", "became several"),
        ("merged", "became one of several"),
        ("dropped", "is gone"),
        ("added", "is new"),
    ];
    let counts = |counts: &[usize]| Cell::words(counts.iter().map(ToString::to_string));
    let published =
        "Whether the relation is published, and not only read by the crosswalk's author";
    let columns = Columns::<Row<'a>>::new()
        .with(
            Column::choice("relation", &relations, "How they relate")
                .titled("Relation")
                .keep()
                .owned(Owner::Crosswalk),
            |row| Cell::text(row.0.relation.as_str()).shown(relation(row.0.relation)),
        )
        .with(Column::flag("published", published), |row| Cell::flag(row.0.published))
        .with(Column::text("revised_how", "How it was revised").owned(Owner::Crosswalk), |row| {
            Cell::maybe(how(row.0.relation))
        })
        .with(Column::list("old.indicators", "Ids in the older catalog"), move |row| {
            Cell::words(ids(whole.old, &row.0.from))
        })
        .with(Column::list("new.indicators", "Ids in the newer catalog"), move |row| {
            Cell::words(ids(whole.new, &row.0.to))
        })
        .with(Column::people(view.words().asked.capital()).keep(), move |row| {
            Cell::people(title(view, row.0))
        })
        .with(Column::list("old.met_by", "For each older one, how many have full points"), {
            move |row| counts(&row.1.met_before)
        })
        .with(Column::list("new.met_by", "For each newer one, how many have full points"), {
            move |row| counts(&row.1.met_now)
        })
        .with(
            Column::count(
                "compared",
                "developers",
                view.words().say("Developers whose points can be compared"),
            ),
            |row| Cell::number(row.1.compared),
        );
    let columns = [("gained", "Gained by"), ("lost", "Lost by")].into_iter().fold(
        columns,
        |columns, (key, heading)| {
            let column = Column::list(key, format!("Ids of those who {key} points"));
            columns.with(column.titled(heading).keep(), move |row| {
                let pairs = if key == "gained" { &row.1.gained } else { &row.1.lost };
                who(view, pairs).shown(names(view, pairs, row.1.compared))
            })
        },
    );
    let is_plain = whole.old.is_yes_or_no() && whole.new.is_yes_or_no();
    let mut rows: Vec<Row<'a>> =
        changes(view.shown).into_iter().map(|change| (&whole.links[change.link], change)).collect();
    rows.sort_by_key(|(link, _)| !whole.basis.admits(link.relation));
    columns
        .with(Column::people(if is_plain { "Met" } else { "Have" }).right(), move |row| {
            Cell::people(met(view, &row.1))
        })
        .with(Column::list("open", "Ids of those of whom an answer is not decided"), {
            move |row| who(view, &row.1.open)
        })
        .with(
            Column::text("reason", "Why they relate like that")
                .titled("Why")
                .owned(Owner::Crosswalk),
            |row| Cell::text(&*row.0.reason),
        )
        .table(rows)
}

fn who(view: View<'_>, pairs: &[Pair]) -> Cell {
    Cell::words(pairs.iter().map(|pair| view.newer(pair.new).developer.id.as_str()))
}

fn names(view: View<'_>, pairs: &[Pair], compared: usize) -> String {
    let names: Vec<&str> =
        pairs.iter().map(|pair| view.newer(pair.new).developer.name.as_str()).collect();
    match (names.is_empty(), compared) {
        (true, 0) => "–".to_owned(),
        (true, _) => "nobody".to_owned(),
        _ => names.join(", "),
    }
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

pub(super) fn ids<'a>(side: &'a Scored<'a>, members: &[usize]) -> Vec<&'a str> {
    members.iter().map(|at| side.index.catalog.indicators[*at].id.as_str()).collect()
}

/// The names on both sides: one where they are the same, and a count where they are many.
pub(super) fn title(view: View<'_>, link: &Link) -> String {
    let names = |side: &Scored<'_>, members: &[usize]| match members {
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

/// How many developers have full points, of how many: `6/14 → 7/13`; where there are more levels than
/// two, the mean share they have: `38 % → 44 %`.
fn met(view: View<'_>, change: &LinkChange) -> String {
    let text = |side: &Scored<'_>, members: &[usize], counts: &[usize]| {
        let all = side.index.entries.len();
        let have = |(at, count): (&usize, &usize)| {
            if side.is_met_or_not(*at) { format!("{count}/{all}") } else { mean_share(side, *at) }
        };
        let each: Vec<String> = members.iter().zip(counts).map(have).collect();
        if each.is_empty() { "–".to_owned() } else { each.join(" ") }
    };
    let link = &view.whole.links[change.link];
    let old = text(view.whole.old, &link.from, &change.met_before);
    format!("{old} → {}", text(view.whole.new, &link.to, &change.met_now))
}
