//! A developer's transparency report: a row per indicator.

use crate::file::problems;
use crate::model::diagnostic::{Diagnostic, Place};
use crate::model::{Points, Source};

use super::Oddity;
use super::classify::Layout;
use super::known::Known;
use super::rows;
use super::table::{Row, Table};
use super::text::{key, prose, trimmed};
use super::urls;

/// A report, whose developer is not known yet.
#[derive(Debug)]
pub(super) struct Report {
    /// The file.
    pub(super) place: Place,
    /// Folders and the file's name.
    pub(super) names: Vec<String>,
    /// Position in [`Known::catalogs`].
    pub(super) catalog: usize,
    /// In the catalog's order.
    pub(super) answers: Vec<Reported>,
    /// The row of each answer.
    pub(super) rows: Vec<usize>,
}

/// What a report says of one indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reported {
    pub(super) points: Points,
    pub(super) reason: Option<String>,
    pub(super) statement: Option<String>,
    pub(super) sources: Vec<Source>,
    /// `None` where the report has no column for it.
    pub(super) newly_disclosed: Option<bool>,
}

impl Report {
    /// The file's own name.
    pub(super) fn name(&self) -> &str {
        self.names.last().map_or("", String::as_str)
    }

    /// The points, in the catalog's order.
    pub(super) fn points(&self) -> Vec<Points> {
        self.answers.iter().map(|answer| answer.points).collect()
    }
}

/// Reads a report.
///
/// # Errors
/// Every row and cell that cannot be understood.
pub(super) fn read(
    table: &Table,
    layout: &Layout,
    known: &Known,
    oddities: &mut Vec<Oddity>,
) -> Result<Report, Vec<Diagnostic>> {
    let catalog = &known.catalogs[layout.catalog];
    let columns = layout.report.unwrap_or_default();
    let mut report = problems::Report::new(&table.file);
    let rows = rows::join(table, layout, catalog, &mut report);
    for row in &rows.unknown {
        rows::unknown_indicator(table, layout, row, catalog, &mut report);
    }
    let mut answers = Vec::new();
    let mut numbers = Vec::new();
    for (at, row) in rows.indicators.iter().enumerate() {
        let Some(row) = row else { continue };
        let name = &catalog.catalog.indicators[at].name;
        let cell = rows::Cell { row, column: columns.score, name };
        let points = rows::score(table, cell, &catalog.catalog, &mut report);
        let text = |column: Option<usize>| column.and_then(|at| prose(row.cell(at)));
        let (statement, references) = (text(columns.disclosure), text(columns.references));
        let newly_disclosed =
            columns.new_disclosure.map(|column| flag(table, row, column, name, oddities));
        let Some(points) = points else { continue };
        answers.push(Reported {
            points,
            reason: text(columns.justification),
            sources: urls::sources(references.as_deref(), statement.as_deref()),
            statement,
            newly_disclosed,
        });
        numbers.push(row.number);
    }
    let problems = report.finish();
    if !problems.is_empty() {
        return Err(problems);
    }
    let sum: Points = answers.iter().map(|answer: &Reported| answer.points).sum();
    for row in &rows.totals {
        let written = trimmed(row.cell(columns.score));
        let says = if Points::parse(&written) == Some(sum) {
            "a Total row: compared with the scores and left out".to_owned()
        } else {
            format!("the Total row says `{}`, the scores add up to {sum}", problems::show(&written))
        };
        oddities.push(Oddity::new(&table.file.path, says));
    }
    for (column, what) in [
        (columns.disclosure, "Disclosure"),
        (columns.references, "References"),
        (columns.justification, "Justification"),
    ] {
        if column.is_none() {
            oddities.push(Oddity::new(&table.file.path, format!("has no column `{what}`")));
        }
    }
    Ok(Report {
        place: table.file.place(),
        names: table.names.clone(),
        catalog: layout.catalog,
        answers,
        rows: numbers,
    })
}

/// Whether a cell says yes. Blank says no; so does a word that is neither, which is noted.
fn flag(table: &Table, row: &Row, column: usize, name: &str, oddities: &mut Vec<Oddity>) -> bool {
    match key(row.cell(column)).as_str() {
        "yes" | "y" | "true" | "1" => true,
        "" | "no" | "n" | "false" | "0" | "n/a" => false,
        other => {
            let text = format!(
                "row {} (`{name}`), column `{}`: `{}` is neither Yes nor No: taken for No",
                row.number,
                problems::show(&trimmed(table.heading(column))),
                problems::show(other)
            );
            oddities.push(Oddity::new(&table.file.path, text));
            false
        }
    }
}
