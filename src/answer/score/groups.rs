//! Means of groups: one row for each value of a trait.

use crate::analyze::breakdown::groups;
use crate::analyze::groups::GroupMeans;
use crate::model::{Ratio, Span, Trait};
use crate::page::answer::Page;
use crate::page::column::{Column, Scale};
use crate::page::lazy::Lazy;
use crate::page::table::{Cell, Columns};
use crate::text::words::with_choice;

use super::super::columns::{Amount, Said, amount, of_part};
use super::{View, exact_percent, notes, page, sheets};

/// One row per group of developers.
pub fn group_means<'a>(view: View<'a>, by: &'a Trait, means: &'a [GroupMeans]) -> Page<'a> {
    let (scored, words) = (view.scored, view.scored.words());
    let out_of = scored.out_of();
    let parts = groups(&scored.index.catalog, view.by);
    let share = move |group: &&GroupMeans| group.total.of(out_of);
    let columns = Columns::<&'a GroupMeans>::new()
        .with(
            Column::id("group.trait", words.say("Id of the trait by which developers are grouped")),
            |_| Cell::text(by.id.as_str()),
        )
        .with(Column::text("group.value", "The trait's value; empty where nobody said"), |group| {
            Cell::maybe(group.value.as_deref())
        })
        .with(
            Column::text("group.name", "What the group is called").titled(&*by.name).keep(),
            |group| Cell::text(group.label.as_str()),
        )
        .with(
            Column::count(
                "developers",
                "developers",
                words.say("Developers in it of whom anything was rated"),
            )
            .titled(words.ranked.capitals())
            .keep(),
            |group| Cell::number(group.developers.len()),
        )
        .with(Column::list("members", "Ids of those").nested(), |group| {
            let id = |row: &usize| scored.index.entries[*row].developer.id.as_str();
            Cell::words(group.developers.iter().map(id))
        })
        .and(mean_of("Mean score", out_of, |group: &&GroupMeans| Some(group.total)).each(
            |column| match column.key.as_deref() {
                Some("mean") => column.titled("Mean score").scale(Scale::Sum(out_of)).keep(),
                _ => column,
            },
        ))
        .with(
            Column::number("percent", "percent", "The mean in percent of what could be had"),
            move |group| exact_percent(share(group).and_then(Span::known)),
        )
        .with(Column::bars(), move |group| {
            Cell::default().share(share(group).map(|share| share.low.to_f64()))
        });
    let columns = parts.iter().enumerate().fold(columns, |columns, (at, part)| {
        let out_of = scored.out_of_on(&part.members);
        let one = mean_of(&part.name, out_of, move |group: &&GroupMeans| group.parts[at]);
        let one = one.each(|column| match column.key.as_deref() {
            Some("mean") => column.titled(&*part.name).scale(Scale::Sum(out_of)),
            _ => column,
        });
        columns.and(of_part(view.by.as_str(), &part.id, one))
    });
    let open = words.say("Answers of its developers that are not decided");
    let open = Column::count("open", "answers", open);
    let table = columns
        .with(open.alone("Answers not decided"), |group| Cell::number(group.open))
        .table(means);
    let mut lines: Vec<String> = means
        .iter()
        .map(|group| {
            let name = |d: &usize| scored.index.entries[*d].developer.name.as_str();
            let names: Vec<&str> = group.developers.iter().map(name).collect();
            format!("In {}: {}", group.label, names.join(", "))
        })
        .collect();
    lines.extend(notes(view));
    let title = format!("{}: means by {}", scored.index.edition.title, by.name);
    let title = with_choice(&title, view.only);
    let measures = Lazy::new(move || sheets::mean_measures(view, by, means));
    Page { title, notes: lines, measures, ..page(view, table, "groups") }
}

/// A mean, and out of how much.
fn mean_of<'a, R: 'a>(
    about: &str,
    out_of: Ratio,
    of: impl Fn(&R) -> Option<Span> + Clone + 'a,
) -> Columns<'a, R> {
    let share = of.clone();
    let columns =
        amount(&Said::mean(about), move |row: &R| Some(Amount { score: of(row), out_of }));
    columns.map_first(move |column, cell| {
        (column, move |row: &R| {
            let share = share(row).and_then(|mean| mean.of(out_of));
            cell(row).share(share.map(|share| share.low.to_f64()))
        })
    })
}
