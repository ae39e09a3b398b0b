//! Who was scored, and by what can they be grouped?

use std::collections::{BTreeSet, HashMap};

use crate::analyze::scored::Scored;
use crate::model::index::Entry;
use crate::model::{Id, Trait};

use super::once;
use super::origin::edition;
use super::table::{Link, Table};
use crate::answer::columns::who;
use crate::page::column::{Column, Kind, Owner};
use crate::page::table::Cell;

/// One row for each developer in each edition, by id.
pub(super) fn developers<'a>(editions: &[&'a Scored<'a>]) -> Table<'a> {
    let words = super::words(editions);
    let predecessors = words.say("Ids of developers whose place this one took, the nearest first");
    let successors = words.say("Ids of developers of these editions that took this one's place");
    let mut took: HashMap<&'a Id, BTreeSet<&'a Id>> = HashMap::new();
    for entry in editions.iter().flat_map(|side| &side.index.entries) {
        for id in &entry.predecessors {
            took.entry(id).or_default().insert(&entry.developer.id);
        }
    }
    let columns = edition(|row: &(&'a Scored<'a>, &'a Entry)| row.0)
        .and(who(super::words(editions), |row: &(&'a Scored<'a>, &'a Entry)| row.1))
        .with(Column::list("predecessors", predecessors), |row| {
            Cell::words(row.1.predecessors.iter().map(Id::as_str))
        })
        .with(Column::list("successors", successors), move |row| {
            Cell::words(took.get(&row.1.developer.id).into_iter().flatten().map(|id| id.as_str()))
        });
    // Every trait of every edition once, in the order in which they are first declared.
    let traits = once(editions.iter().flat_map(|s| &s.index.edition.traits).map(|t| &t.id));
    let columns = traits.into_iter().fold(columns, |columns, id| {
        let declared = editions.iter().filter_map(|side| side.index.edition.get_trait(id.as_str()));
        let value = |row: &(&'a Scored<'a>, &'a Entry)| {
            Cell::maybe(row.1.disclosure.trait_value(id.as_str()))
        };
        columns.with(field(id, declared), value)
    });
    let rows = editions.iter().flat_map(|side| side.index.entries.iter().map(|e| (*side, e)));
    Table {
        name: "developers",
        // A plain word is a name for a file; anything else stays out of names.
        stem: Some(super::words(editions).ranked.many.clone())
            .filter(|word| word.len() <= 40 && word.bytes().all(|b| b.is_ascii_lowercase())),
        title: "Developers",
        about: "One row for each developer in each edition",
        key: &["edition_id", "developer_id"],
        links: vec![Link::new(&["edition_id"], "editions")],
        rows: columns.table(rows),
    }
}

/// A column for a trait: its name and all values that any edition allows, with the newest labels.
fn field<'a>(id: &Id, declared: impl Iterator<Item = &'a Trait>) -> Column {
    let mut name = id.as_str();
    let mut words: Vec<(String, String)> = Vec::new();
    for declared in declared {
        name = &declared.name;
        for (value, label) in &declared.values {
            match words.iter_mut().find(|(known, _)| known == value) {
                Some(known) => known.1.clone_from(label),
                None => words.push((value.clone(), label.clone())),
            }
        }
    }
    let about = format!("{name}; empty where nobody said, or the edition does not ask");
    Column::of_kind(format!("trait.{id}"), Kind::Choice(words), about)
        .one_of("trait.ID")
        .owned(Owner::Statements)
}
