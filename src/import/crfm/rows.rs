//! Rows joined to the indicators they are about.

use crate::file::problems;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::{Catalog, Points};
use crate::text::nearest;

use super::classify::{Layout, is_total};
use super::known::KnownCatalog;
use super::table::{Row, Table};
use super::text::trimmed;

/// The rows of a table by what they are.
pub(super) struct Rows<'a> {
    /// In the catalog's order; a missing one is reported.
    pub(super) indicators: Vec<Option<&'a Row>>,
    /// Rows called Total.
    pub(super) totals: Vec<&'a Row>,
    /// Rows that are neither, for the caller to judge.
    pub(super) unknown: Vec<&'a Row>,
}

/// Tells the rows apart, whatever their order. Indicators with no row or several are reported, and
/// so are rows with more cells than the header.
pub(super) fn join<'a>(
    table: &'a Table,
    layout: &Layout,
    catalog: &KnownCatalog,
    report: &mut problems::Report<'_>,
) -> Rows<'a> {
    let indicators = vec![None; catalog.catalog.indicators.len()];
    let mut found = Rows { indicators, totals: Vec::new(), unknown: Vec::new() };
    for row in &table.rows {
        if let Some((column, cell)) = table.overflow(row) {
            let message = format!(
                "row {} has a cell beyond the last column: `{}`",
                row.number,
                problems::show(&trimmed(cell))
            );
            report.error(Code::WrongType, table.span(row, column), message, None);
        }
        let total = || (0..=layout.indicator).any(|at| is_total(row.cell(at)));
        match catalog.find(row.cell(layout.indicator)) {
            Some(at) => keep(table, layout, &mut found.indicators[at], row, report),
            None if total() => found.totals.push(row),
            None => found.unknown.push(row),
        }
    }
    missing(&found.indicators, catalog, table, report);
    found
}

/// Puts an indicator's row in its place, unless one is there already.
fn keep<'a>(
    table: &Table,
    layout: &Layout,
    slot: &mut Option<&'a Row>,
    row: &'a Row,
    report: &mut problems::Report<'_>,
) {
    let Some(earlier) = *slot else {
        *slot = Some(row);
        return;
    };
    let name = trimmed(row.cell(layout.indicator));
    let message = format!("row {}: `{}` has a row already", row.number, problems::show(&name));
    let problem = Diagnostic::error(
        Code::DuplicateAnswer,
        message,
        report.at(table.span(row, layout.indicator)),
    );
    let earlier = report.at(table.span(earlier, layout.indicator));
    report.push(problem.related("the first one", earlier).hint("keep one of them"));
}

/// Says that a row's name belongs to no indicator.
pub(super) fn unknown_indicator(
    table: &Table,
    layout: &Layout,
    row: &Row,
    catalog: &KnownCatalog,
    report: &mut problems::Report<'_>,
) {
    if report.full() {
        return;
    }
    let name = trimmed(row.cell(layout.indicator));
    let (message, hint) = if name.is_empty() {
        (format!("row {} names no indicator", row.number), None)
    } else {
        let names = catalog.catalog.indicators.iter().map(|i| i.name.as_str());
        let message =
            format!("row {}: no indicator `{}` is known", row.number, problems::show(&name));
        (message, nearest::hint(&name, names))
    };
    report.error(Code::UnknownIndicator, table.span(row, layout.indicator), message, hint);
}

/// Says which indicators have no row.
fn missing(
    rows: &[Option<&Row>],
    catalog: &KnownCatalog,
    table: &Table,
    report: &mut problems::Report<'_>,
) {
    let names: Vec<String> = rows
        .iter()
        .zip(&catalog.catalog.indicators)
        .filter(|(row, _)| row.is_none())
        .map(|(_, indicator)| format!("`{}`", indicator.name))
        .collect();
    if !names.is_empty() {
        let shown = names.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
        let more = names.len().saturating_sub(8);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let rows = if names.len() == 1 { "no row" } else { "no rows" };
        let message = format!("{rows} for {shown}{more}");
        report.push(Diagnostic::error(Code::MissingAnswer, message, table.file.place()));
    }
}

/// One cell that must be a score.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) row: &'a Row,
    pub(super) column: usize,
    pub(super) name: &'a str,
}

/// A cell's score; anything else is reported.
pub(super) fn score(
    table: &Table,
    cell: Cell<'_>,
    catalog: &Catalog,
    report: &mut problems::Report<'_>,
) -> Option<Points> {
    let text = trimmed(cell.row.cell(cell.column));
    let points = Points::parse(&text);
    if let Some(points) = points.filter(|points| catalog.scale.admits(*points)) {
        return Some(points);
    }
    if !report.full() {
        let code = if points.is_some() { Code::ScoreOutOfRange } else { Code::WrongType };
        let what = if text.is_empty() {
            "no score".to_owned()
        } else {
            format!("`{}` is no score", problems::show(&text))
        };
        let message = format!(
            "row {} (`{}`), column `{}`: {what}",
            cell.row.number,
            cell.name,
            problems::show(&trimmed(table.heading(cell.column)))
        );
        let hint = Some(format!("give {}", catalog.scale.words()));
        report.error(code, table.span(cell.row, cell.column), message, hint);
    }
    None
}
