//! What else there is to say about a ranking: further tables of its workbook, and what charting
//! tools take.

use super::{View, points, range, score_word, sum};
use crate::analyze::breakdown::{By, groups};
use crate::analyze::groups::{GroupMeans, Mean};
use crate::analyze::ranking::Place;
use crate::model::disclosure::Source;
use crate::model::{Cell as Score, Group, Ratio, Tally, Trait};
use crate::page::answer::Sheet;
use crate::page::table::{Cell, Column, Scale, Table};
use crate::page::words::{REFER, UNRATED};

/// Points by domain, subdomain and theme, every single rating, and every source.
pub fn sheets(view: View<'_>) -> Vec<Sheet> {
    let parts = |by: By, name: &'static str| {
        let about = format!(
            "Points of each developer in each {}. What is not decided is a range, as text.",
            by.as_str()
        );
        Sheet { name, about, table: by_part(view, by) }
    };
    let mut sheets = vec![
        parts(By::Domain, "domains"),
        parts(By::Subdomain, "subdomains"),
        parts(By::Theme, "themes"),
        Sheet { name: "indicators", about: legend(view), table: matrix(view) },
    ];
    let sources = sources(view);
    if !sources.rows.is_empty() {
        let about = "Where each answer can be verified, as its file says. Addresses are text: copy \
                     one to open it.";
        sheets.push(Sheet { name: "sources", about: about.into(), table: sources });
    }
    sheets
}

/// What the words and numbers of the matrix mean.
fn legend(view: View<'_>) -> String {
    let (least, most) = view.sheet.bounds;
    format!(
        "Points of each developer for each indicator, from {least} to {most}; {REFER}: a person must \
         judge; {UNRATED}: not rated. The last two are not zero."
    )
}

/// The developer's name and the sum where it is one number, else the range as text.
fn by_part(view: View<'_>, by: By) -> Table {
    let parts = groups(&view.index.catalog, by);
    let mut columns = vec![
        Column::new("rank", "Rank").right(),
        Column::new("name", "Developer").keep(),
        Column::new("model", "Model"),
    ];
    let decided = |id: &str, name: &str, members: usize| Column {
        alone: None,
        ..sum(id, name, view, members)
    };
    columns.push(decided("points", "Score", view.sheet.indicators));
    columns.extend(parts.iter().map(|p| decided(p.id.as_str(), &p.name, p.members.len())));
    let row = |place: &Place| {
        let entry = &view.index.entries[place.developer];
        let mut cells = vec![
            place.rank.map_or_else(Cell::default, Cell::number),
            Cell::text(entry.developer.name.as_str()),
            Cell::maybe(entry.disclosure.model.as_deref()),
            if_decided(&place.total).shown(range(&place.total)),
        ];
        cells.extend(tallies(view, place, &parts).map(|t| if_decided(&t).shown(range(&t))));
        cells
    };
    Table { columns, rows: view.places.iter().map(row).collect() }
}

fn tallies(view: View<'_>, place: &Place, parts: &[Group]) -> impl Iterator<Item = Tally> {
    parts.iter().map(move |p| view.sheet.tally(place.developer, p.members.iter().copied()))
}

/// The points, or nothing where they are a range.
fn if_decided(tally: &Tally) -> Cell {
    if tally.low == tally.high { points(tally) } else { Cell::default() }
}

/// One row per indicator, one column per developer.
fn matrix(view: View<'_>) -> Table {
    let catalog = &view.index.catalog;
    let (least, most) = view.sheet.bounds;
    let mut columns = vec![
        Column::new("number", "No.").right(),
        Column::new("indicator_name", "Indicator").keep(),
        Column::new("domain", "Domain"),
        Column::new("subdomain", "Subdomain"),
        Column::new("theme", "Theme"),
    ];
    columns.extend(view.places.iter().map(|place| {
        let developer = &view.index.entries[place.developer].developer;
        Column::new(developer.id.as_str(), developer.name.as_str())
            .scale(Scale::Rating(least, most))
            .right()
    }));
    columns.push(Column::new("met_by", "Met by").right());
    columns.push(Column::new("indicator", "Indicator id"));
    let row = |at: usize| {
        let indicator = &catalog.indicators[at];
        let mut cells = vec![
            Cell::number(at + 1),
            Cell::text(indicator.name.as_str()),
            Cell::text(catalog.domains[indicator.domain].name.as_str()),
            Cell::text(catalog.subdomains[indicator.subdomain].name.as_str()),
            Cell::text(catalog.themes[indicator.theme].name.as_str()),
        ];
        cells.extend(view.places.iter().map(|place| {
            let cell = view.sheet.row(place.developer)[at];
            match cell {
                Score::Rated(points) => Cell::number(points),
                Score::Referred | Score::Unrated => Cell::default().shown(score_word(cell)),
            }
        }));
        let shown = || view.places.iter().map(|place| view.sheet.row(place.developer)[at]);
        cells.push(Cell::number(shown().filter(|cell| *cell == Score::Rated(most)).count()));
        cells.push(Cell::text(indicator.id.as_str()));
        cells
    };
    Table { columns, rows: catalog.all().map(row).collect() }
}

/// One row per source, with the columns that hold anything.
fn sources(view: View<'_>) -> Table {
    let columns = vec![
        Column::new("name", "Developer").keep(),
        Column::new("indicator_name", "Indicator"),
        Column::new("indicator", "Indicator id"),
        Column::new("url", "Address"),
        Column::new("title", "Title"),
        Column::new("accessed", "Read on"),
        Column::new("archived", "Archived copy"),
        Column::new("quote", "Quote"),
    ];
    let mut rows = Vec::new();
    for place in view.places {
        let entry = &view.index.entries[place.developer];
        for (indicator, answer) in
            view.index.catalog.indicators.iter().zip(&entry.disclosure.answers)
        {
            let row = |source: &Source| {
                vec![
                    Cell::text(entry.developer.name.as_str()),
                    Cell::text(indicator.name.as_str()),
                    Cell::text(indicator.id.as_str()),
                    Cell::maybe(source.url.as_deref()),
                    Cell::maybe(source.title.as_deref()),
                    Cell::maybe(source.accessed.as_deref()),
                    Cell::maybe(source.archived.as_deref()),
                    Cell::maybe(source.quote.as_deref()),
                ]
            };
            rows.extend(answer.iter().flat_map(|answer| &answer.sources).map(row));
        }
    }
    let table = Table { columns, rows };
    table.without_empty_columns()
}

/// Each developer's total or parts. What is not decided is missing; a total that is not is a range.
pub(super) fn measures(view: View<'_>, parts: &[Group]) -> Table {
    let rows = view.places.iter().map(|place| {
        let total = &place.total;
        Measured {
            category: &view.index.entries[place.developer].developer.name,
            total: if total.is_silent() {
                <[Cell; 2]>::default()
            } else {
                [total.low, total.high].map(Cell::number)
            },
            parts: tallies(view, place, parts).map(|tally| if_decided(&tally)).collect(),
        }
    });
    chart("Developer", "Score", parts, rows.collect())
}

/// The same for the means of groups.
pub(super) fn mean_measures(by: &Trait, parts: &[Group], means: &[GroupMeans]) -> Table {
    let exact = |mean: Ratio| Cell::number(mean.to_f64());
    let decided = |mean: &Mean| {
        if mean.low == mean.high { exact(mean.low) } else { Cell::default() }
    };
    let rows = means.iter().map(|group| Measured {
        category: &group.label,
        total: [group.total.low, group.total.high].map(exact),
        parts: group.parts.iter().map(decided).collect(),
    });
    chart(&by.name, "Mean score", parts, rows.collect())
}

/// A category with its total, at least and at most, and its parts.
struct Measured<'a> {
    category: &'a str,
    total: [Cell; 2],
    parts: Vec<Cell>,
}

fn chart(category: &str, measure: &str, parts: &[Group], rows: Vec<Measured<'_>>) -> Table {
    let total_decided = rows.iter().all(|row| row.total[0] == row.total[1]);
    let measures = if !parts.is_empty() {
        parts.iter().map(|part| part.name.clone()).collect()
    } else if total_decided {
        vec![measure.to_owned()]
    } else {
        vec![format!("{measure}, at least"), format!("{measure}, at most")]
    };
    let width = measures.len();
    let columns = std::iter::once(category.to_owned()).chain(measures);
    let columns = columns.map(|heading| Column::new(heading.as_str(), heading.as_str())).collect();
    let rows = rows.into_iter().map(|row| {
        let measures = if parts.is_empty() { row.total.to_vec() } else { row.parts };
        std::iter::once(Cell::text(row.category)).chain(measures.into_iter().take(width)).collect()
    });
    Table { columns, rows: rows.collect() }
}
