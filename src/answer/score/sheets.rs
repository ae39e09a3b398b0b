//! What else there is to say about a ranking: further tables of its workbook, and what charting
//! tools take.

use crate::analyze::breakdown::{By, groups};
use crate::analyze::groups::GroupMeans;
use crate::analyze::scored::Place;
use crate::answer::columns::{Asked, indicator, place, who};
use crate::model::disclosure::Source;
use crate::model::{Span, Trait};
use crate::page::answer::Sheet;
use crate::page::column::{Column, Scale};
use crate::page::table::{Cell, Columns, Table};
use crate::page::words::{REFER, UNRATED};

use super::{View, entry, parts, score_word, standing, total};

/// Points by domain, subdomain and theme, every single rating, and every source.
pub fn sheets(view: View<'_>) -> Vec<Sheet<'_>> {
    let parts = |by: By, name: &'static str| {
        let about = format!(
            "Points of each {} in each {}. What is not decided is a range, as text.",
            view.scored.words().ranked.one,
            by.as_str()
        );
        Sheet { name, about, table: by_part(view, by) }
    };
    let catalog = &view.scored.index.catalog;
    // Not every index has these.
    let subdomains = (!catalog.subdomains.is_empty()).then(|| parts(By::Subdomain, "subdomains"));
    let themes = (!catalog.themes.is_empty()).then(|| parts(By::Theme, "themes"));
    let mut sheets = vec![parts(By::Domain, "domains")];
    sheets.extend(subdomains.into_iter().chain(themes));
    sheets.push(Sheet { name: "indicators", about: legend(view), table: matrix(view) });
    let sources = sources(view);
    if !sources.is_empty() {
        let about = "Where each answer can be verified, as its file says. Addresses are text: copy \
                     one to open it.";
        sheets.push(Sheet { name: "sources", about: about.into(), table: sources });
    }
    sheets
}

/// What the words and numbers of the matrix mean.
fn legend(view: View<'_>) -> String {
    let (catalog, words) = (&view.scored.index.catalog, view.scored.words());
    let (least, most) = catalog.scale.bounds();
    let own = catalog.indicators.iter().any(|indicator| indicator.scale.is_some());
    let unless = if own { ", where it has no scale of its own" } else { "" };
    format!(
        "Points of each {} for each {}, from {least} to {most}{unless}; {REFER}: a person must judge; \
         {UNRATED}: not rated. The last two are not zero.",
        words.ranked.one, words.asked.one
    )
}

/// The developer's name and the sum where it is one number, else the range as text.
fn by_part(view: View<'_>, by: By) -> Table<'_> {
    let scored = view.scored;
    let shown = |column: &Column| {
        let last = column.key.as_deref().and_then(|key| key.rsplit('.').next());
        matches!(last, Some("rank" | "name" | "model" | "score"))
    };
    standing()
        .and(who(view.scored.words(), |place: &Place| entry(scored, place)))
        .and(total(scored))
        .and(parts(view, by))
        .only(shown)
        .table(view.places.iter().copied())
}

/// One row per indicator, one column per developer.
fn matrix(view: View<'_>) -> Table<'_> {
    let scored = view.scored;
    let number = Column::count("number", "indicators", "Its place in the index").titled("No.");
    let columns = Columns::<usize>::new().with(number, |at| Cell::number(at + 1));
    let asked = |at: &usize| Asked { catalog: &scored.index.catalog, at: *at };
    let id = |column: &Column| column.key.as_deref() == Some("indicator.id");
    let part = |column: &Column| column.key.as_deref()?.rsplit('.').next().map(str::to_owned);
    let is_name = move |column: &Column| part(column).as_deref() == Some("name");
    let place = place().only(is_name).of(asked).each(|column| {
        let heading = column.key.as_deref().and_then(|key| key.split('.').next());
        let heading = crate::text::words::capital(heading.unwrap_or_default());
        column.titled(heading)
    });
    let columns = columns.and(indicator(view.scored.words()).only(is_name).of(asked)).and(place);
    let columns = view.places.iter().fold(columns, |columns, place| {
        let developer = &scored.index.entries[place.developer].developer;
        let row = place.developer;
        let (least, most) = scored.index.catalog.scale.bounds();
        let column = Column::number(format!("developer.{}", developer.id), "points", "")
            .titled(&*developer.name)
            .scale(Scale::Rating(least, most));
        columns.with(column, move |at: &usize| {
            let cell = scored.cell(row, *at);
            Cell::known(cell.points()).shown(score_word(cell))
        })
    });
    let met =
        Column::count("met_by", "developers", "Those shown with full points").titled("Met by");
    columns
        .with(met, move |at| {
            Cell::number(scored.met_by(*at, view.places.iter().map(|place| place.developer)))
        })
        .and(
            indicator(view.scored.words())
                .only(id)
                .of(asked)
                .each(|column| column.titled("Indicator id")),
        )
        .table(scored.index.catalog.all())
}

/// One row per source, with the columns that hold anything.
fn sources<'a>(view: View<'a>) -> Table<'a> {
    let scored = view.scored;
    let text = |key: &str, title: &str, of: fn(&Source) -> Option<&String>| {
        let column = Column::text(format!("source.{key}"), "").titled(title);
        (column, move |row: &(usize, usize, &'a Source)| Cell::maybe(of(row.2)))
    };
    let parts = [
        text("url", "Address", |source| source.url.as_ref()),
        text("title", "Title", |source| source.title.as_ref()),
        text("accessed", "Read on", |source| source.accessed.as_ref()),
        text("archived", "Archived copy", |source| source.archived.as_ref()),
        text("quote", "Quote", |source| source.quote.as_ref()),
    ];
    let name = |column: &Column| column.key.as_deref() == Some("developer.name");
    let asked =
        |row: &(usize, usize, &'a Source)| Asked { catalog: &scored.index.catalog, at: row.1 };
    let columns =
        who(scored.words(), |row: &(usize, usize, &'a Source)| &scored.index.entries[row.0])
            .only(name)
            .and(indicator(view.scored.words()).of(asked).each(
                |column| match column.key.as_deref() {
                    Some("indicator.id") => column.titled("Indicator id"),
                    _ => column,
                },
            ));
    let rows = view.places.iter().flat_map(|place| {
        let answers = &scored.index.entries[place.developer].disclosure.answers;
        answers.iter().enumerate().flat_map(move |(at, answer)| {
            let sources = answer.iter().flat_map(|answer| &answer.sources);
            sources.map(move |source| (place.developer, at, source))
        })
    });
    let columns =
        parts.into_iter().fold(columns, |columns, (column, cell)| columns.with(column, cell));
    columns.table(rows).without_empty_columns()
}

/// Each developer's total or parts. What is not decided is missing; a total that is not is a range.
pub(super) fn measures(view: View<'_>) -> Table<'_> {
    let parts = groups(&view.scored.index.catalog, view.by);
    let rows = view.places.iter().map(|place| Measured {
        category: &view.scored.index.entries[place.developer].developer.name,
        total: place.score,
        parts: parts
            .iter()
            .map(|part| view.scored.tally(place.developer, &part.members).score())
            .collect(),
    });
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    chart(&view.scored.words().ranked.capital(), "Score", &names, rows.collect())
}

/// The same for the means of groups.
pub(super) fn mean_measures<'a>(view: View<'a>, by: &Trait, means: &[GroupMeans]) -> Table<'a> {
    let parts = groups(&view.scored.index.catalog, view.by);
    let rows = means.iter().map(|group| Measured {
        category: &group.label,
        total: Some(group.total),
        parts: group.parts.clone(),
    });
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    chart(&by.name, "Mean score", &names, rows.collect())
}

/// A category with its total and its parts.
struct Measured<'a> {
    category: &'a str,
    total: Option<Span>,
    parts: Vec<Option<Span>>,
}

fn chart(category: &str, measure: &str, parts: &[&str], rows: Vec<Measured<'_>>) -> Table<'static> {
    let is_known = |span: &Option<Span>| span.is_none_or(|span| span.known().is_some());
    let total_decided = rows.iter().all(|row| is_known(&row.total));
    let decided = |span: Option<Span>| Cell::known(span.and_then(Span::known));
    let (at_least, at_most) = (format!("{measure}, at least"), format!("{measure}, at most"));
    let measures = match (parts.is_empty(), total_decided) {
        (false, _) => parts.to_vec(),
        (true, true) => vec![measure],
        (true, false) => vec![&*at_least, &*at_most],
    };
    let columns = std::iter::once(category).chain(measures);
    let columns = columns.map(|heading| Column::text(heading, "").titled(heading)).collect();
    let rows = rows.into_iter().map(|row| {
        let measures: Vec<Cell> = if !parts.is_empty() {
            row.parts.into_iter().map(decided).collect()
        } else if total_decided {
            vec![decided(row.total)]
        } else {
            let end = |end: fn(Span) -> crate::model::Ratio| Cell::known(row.total.map(end));
            vec![end(|span| span.low), end(|span| span.high)]
        };
        std::iter::once(Cell::text(row.category)).chain(measures).collect()
    });
    Table::of(columns, rows.collect())
}
