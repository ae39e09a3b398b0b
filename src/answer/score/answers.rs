//! The page of `fmti score --long`.

use serde_json::{Value as Json, json};

use super::{View, page, score_word};
use crate::model::{Answer, Cell as Score, Points, Ratio};
use crate::page::answer::{Page, Provenance, number};
use crate::page::table::{Cell, Column, Scale, Table};

/// One row per developer and indicator.
pub fn answers(view: View<'_>) -> Page {
    let (least, most) = view.sheet.bounds;
    let columns = vec![
        Column::machine("developer").alone("Developer id"),
        Column::new("name", "Developer").keep(),
        Column::machine("model"),
        Column::machine("domain"),
        Column::machine("subdomain"),
        Column::machine("theme"),
        Column::machine("indicator").alone("Indicator id"),
        Column::new("indicator_name", "Indicator").keep(),
        Column::new("points", "Score").scale(Scale::Rating(least, most)).right().keep(),
        Column::machine("out_of"),
        Column::new("status", "Status"),
        Column::machine("newly_disclosed"),
        Column::machine("sources"),
        Column::machine("statement"),
        Column::machine("reason"),
        Column::machine("statement_by"),
    ];
    let mut rows = Vec::new();
    let mut records = Vec::new();
    for place in view.places {
        for at in view.index.catalog.all() {
            let (cells, record) = answer(view, place.developer, at);
            rows.push(cells);
            records.push(record);
        }
    }
    let page = page(view, Table { columns, rows }, "answers", records);
    Page { provenance: page.provenance.map(Provenance::for_machines), ..page }
}

fn answer(view: View<'_>, developer: usize, at: usize) -> (Vec<Cell>, Json) {
    let (entry, catalog) = (&view.index.entries[developer], &view.index.catalog);
    let indicator = &catalog.indicators[at];
    let answer = entry.disclosure.answers[at].as_ref();
    let cell = view.sheet.row(developer)[at];
    let (status, points) = match cell {
        Score::Rated(points) => ("rated", Some(points)),
        Score::Referred => ("referred", None),
        Score::Unrated => ("unrated", None),
    };
    let urls: Vec<&str> = answer
        .map(|a| a.sources.iter().filter_map(|s| s.url.as_deref()).collect())
        .unwrap_or_default();
    let newly_disclosed = view.index.edition.newly_disclosed(answer);
    let statement_by =
        view.index.edition.words_by.as_deref().filter(|_| answer.is_some_and(Answer::is_typed));
    let share = points.and_then(|p| p.of(catalog.top())).map(Ratio::to_f64);
    let score = points.map_or_else(Cell::default, Cell::number);
    let cells = vec![
        Cell::text(entry.developer.id.as_str()),
        Cell::text(entry.developer.name.as_str()),
        Cell::maybe(entry.disclosure.model.as_deref()),
        Cell::text(catalog.domains[indicator.domain].id.as_str()),
        Cell::text(catalog.subdomains[indicator.subdomain].id.as_str()),
        Cell::text(catalog.themes[indicator.theme].id.as_str()),
        Cell::text(indicator.id.as_str()),
        Cell::text(indicator.name.as_str()),
        score.shown(score_word(cell)).share(share),
        Cell::number(catalog.top()),
        Cell::text(status),
        newly_disclosed.map_or_else(Cell::default, Cell::flag),
        Cell::text(urls.join(" ")),
        Cell::maybe(answer.and_then(|a| a.statement.as_deref())),
        Cell::maybe(answer.and_then(|a| a.panel.as_ref()).and_then(|p| p.reason.as_deref())),
        Cell::maybe(statement_by),
    ];
    let record = json!({
        "developer": entry.developer.id,
        "name": entry.developer.name,
        "model": entry.disclosure.model,
        "domain": catalog.domains[indicator.domain].id,
        "subdomain": catalog.subdomains[indicator.subdomain].id,
        "theme": catalog.themes[indicator.theme].id,
        "indicator": indicator.id,
        "indicator_name": indicator.name,
        "points": number(points.map(Points::to_f64)),
        "out_of": number(Some(catalog.top().to_f64())),
        "status": status,
        "newly_disclosed": newly_disclosed,
        "statement": answer.and_then(|a| a.statement.as_deref()),
        "statement_by": statement_by,
        "reason": answer.and_then(|a| a.panel.as_ref()).and_then(|p| p.reason.as_deref()),
        "sources": urls,
    });
    (cells, record)
}
