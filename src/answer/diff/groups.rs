//! One row per group of developers.

use crate::analyze::diff::groups::GroupChange;
use crate::analyze::groups::GroupMeans;
use crate::model::Trait;
use crate::page::answer::Page;
use crate::page::column::Column;
use crate::page::table::{Cell, Columns, Table};
use crate::page::words::{rounding, signed_tenths};

use super::columns::{End, comparable_means};
use super::parts::{comparable_text, sum};
use super::{View, arrow, page};

/// Group means in both editions, and on what is comparable for those who stayed in the group.
pub fn groups<'a>(view: View<'a>, by: &'a Trait, changes: &'a [GroupChange]) -> Page<'a> {
    let mut page = page(view, table(view, by, changes), "groups");
    page.title = format!("{}: means by {}", page.title, by.name);
    let sums: Vec<_> = changes
        .iter()
        .flat_map(|change| {
            let [old, new] = change.means;
            let parts = |by| Some((new?, vec![old?, by]));
            let whole = change.change().and_then(parts);
            [whole, sum(&change.comparable)]
        })
        .flatten()
        .collect();
    page.notes.splice(0..0, rounding(&sums).map(str::to_owned));
    let moved = moved(view, changes);
    page.notes.splice(0..0, changes.iter().map(|change| members(view, change)).chain(moved));
    page
}

fn table<'a>(view: View<'a>, by: &'a Trait, changes: &'a [GroupChange]) -> Table<'a> {
    let words = view.words();
    let count = |group: Option<&GroupMeans>| group.map_or(0, |group| group.developers.len());
    let stayed =
        Column::count("stayed", "developers", words.say("Developers in it in both editions"));
    let columns = Columns::<&'a GroupChange>::new()
        .with(
            Column::id("group.trait", words.say("Id of the trait by which developers are grouped")),
            |_| Cell::text(by.id.as_str()),
        )
        .with(Column::text("group.value", "The trait's value; empty where nobody said"), |change| {
            Cell::maybe(change.value.as_deref())
        })
        .with(
            Column::text("group.name", "What the group is called").titled(&*by.name).keep(),
            |change| Cell::text(&*change.label),
        )
        .with(Column::people(words.ranked.capitals()).right().keep(), move |change| {
            let [old, new] = [change.old.as_ref(), change.new.as_ref()].map(count);
            Cell::people(format!("{old} → {new}"))
        })
        .with(Column::people("Mean score").right().keep(), move |change| {
            let [old, new] = change.means;
            Cell::people(arrow(old, new))
        })
        .with(
            Column::number("change", "change_unit", "Change of the mean score").titled("Change"),
            move |change| {
                let by = change.change();
                Cell::known(by).shown(by.map_or_else(|| "–".to_owned(), signed_tenths))
            },
        );
    let columns = End::BOTH.into_iter().fold(columns, |columns, end| columns.and(side(view, end)));
    let on = format!("Their mean on the {}", view.basis());
    columns
        .with(stayed.titled("In it both times"), |change| Cell::number(change.stayed))
        .with(Column::people(on).right().keep(), |change| {
            Cell::people(comparable_text(&change.comparable))
        })
        .and(comparable_means(|change: &&GroupChange| &change.comparable))
        .table(changes)
}

/// A group in one edition.
fn side<'a>(view: View<'a>, end: End) -> Columns<'a, &'a GroupChange> {
    let at = usize::from(end == End::New);
    let group = move |change: &&'a GroupChange| {
        if end == End::New { change.new.as_ref() } else { change.old.as_ref() }
    };
    let entry = move |row: &usize| {
        if end == End::New { view.newer(*row) } else { view.older(*row) }
    };
    let about = |what: &str| format!("{what} in the {} edition", end.word());
    let members = about(&view.words().say("Ids of its developers of whom anything was rated"));
    let columns = Columns::<&'a GroupChange>::new()
        .with(
            Column::count("developers", "developers", about(&view.words().say("Developers in it"))),
            move |change| Cell::number(group(change).map_or(0, |group| group.developers.len())),
        )
        .with(Column::list("members", members).nested(), move |change| {
            let rows = group(change).map_or(&[][..], |group| &group.developers);
            Cell::words(rows.iter().map(|row| entry(row).developer.id.as_str()))
        })
        .with(Column::number("mean", "change_unit", about("Their mean score")), move |change| {
            Cell::known(change.means[at])
        })
        .with(Column::count("open", "answers", about("Their answers that are not decided")), {
            move |change| Cell::known(group(change).map(|group| group.open))
        });
    columns.each(move |column| column.below(end.path()))
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
    format!("In {}: {old} → {new}", change.label)
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
