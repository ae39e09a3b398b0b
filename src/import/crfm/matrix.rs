//! A matrix of scores: a row per indicator, a column per developer.

use crate::file::problems;
use crate::model::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Developer, Points};

use super::Oddity;
use super::classify::{Layout, is_other, is_total, scores};
use super::known::Known;
use super::role::Role;
use super::roster::Roster;
use super::table::Table;
use super::text::{is_blank, trimmed};
use super::{rows, totals};

/// A matrix, every cell a score.
#[derive(Debug)]
pub(super) struct Matrix {
    /// The file.
    pub(super) place: Place,
    /// Folders and the file's name.
    pub(super) names: Vec<String>,
    /// Position in [`Known::catalogs`].
    pub(super) catalog: usize,
    /// Indicators as the file spells them, in the catalog's order.
    pub(super) spellings: Vec<String>,
    /// Developers in the file's order.
    pub(super) columns: Vec<Column>,
}

/// One developer's scores.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) developer: Developer,
    /// In the catalog's order.
    pub(super) points: Vec<Points>,
}

impl Matrix {
    /// A developer's column.
    pub(super) fn column(&self, developer: &Developer) -> Option<&Column> {
        self.columns.iter().find(|column| column.developer.id == developer.id)
    }

    /// Whether two matrices say the same of the same developers.
    pub(super) fn same_scores(&self, other: &Self) -> bool {
        let within = |a: &Self, b: &Self| {
            a.columns.iter().all(|column| {
                b.column(&column.developer).is_some_and(|found| found.points == column.points)
            })
        };
        within(self, other) && within(other, self)
    }
}

/// Reads a matrix.
///
/// # Errors
/// Every row and cell that cannot be understood.
pub(super) fn read(
    table: &Table,
    layout: &Layout,
    known: &Known,
    roster: &mut Roster,
    oddities: &mut Vec<Oddity>,
) -> Result<Matrix, Vec<Diagnostic>> {
    let catalog = &known.catalogs[layout.catalog];
    let mut report = problems::Report::new(&table.file);
    let mut odd = Vec::new();
    let roles = roles(table, layout.indicator, roster, &mut report, &mut odd);
    let columns: Vec<usize> =
        (0..roles.len()).filter(|at| matches!(roles[*at], Role::Developer(..))).collect();
    let rows = rows::join(table, layout, catalog, &mut report);
    for row in &rows.unknown {
        if !columns.is_empty() && totals::row_is_sums(row, &columns, &rows.indicators) {
            let name = trimmed(row.cell(layout.indicator));
            odd.push(format!(
                "row {} (`{name}`) holds the sums of the columns: left out",
                row.number
            ));
        } else {
            rows::unknown_indicator(table, layout, row, catalog, &mut report);
        }
    }
    let mut points = vec![Vec::new(); columns.len()];
    let mut spellings = Vec::new();
    let mut plain = true;
    for (at, row) in rows.indicators.iter().enumerate() {
        let Some(row) = row else { continue };
        let name = &catalog.catalog.indicators[at].name;
        spellings.push(trimmed(row.cell(layout.indicator)));
        for (slot, column) in points.iter_mut().zip(&columns) {
            let cell = rows::Cell { row, column: *column, name };
            if let Some(score) = rows::score(table, cell, &catalog.catalog, &mut report) {
                plain &= trimmed(row.cell(*column)) == score.to_string();
                slot.push(score);
            }
        }
    }
    if !plain {
        odd.push("scores are written like `1.0`: read as `1`".to_owned());
    }
    let problems = report.finish();
    if !problems.is_empty() {
        return Err(problems);
    }
    totals::check(&roles, &rows, &points, &mut odd);
    let mut named = Vec::new();
    for (role, points) in
        roles.into_iter().filter(|role| matches!(role, Role::Developer(..))).zip(points)
    {
        let Role::Developer(heading, developer) = role else { continue };
        if roster.is_new(&developer) {
            odd.push(format!("`{heading}` is new here: called `{}`", developer.id));
        } else if trimmed(&heading) != developer.name {
            odd.push(format!("column `{}` is {}", trimmed(&heading), developer.name));
        }
        named.push(Column { developer, points });
    }
    oddities.extend(odd.into_iter().map(|text| Oddity::new(&table.file.path, text)));
    Ok(Matrix {
        place: table.file.place(),
        names: table.names.clone(),
        catalog: layout.catalog,
        spellings,
        columns: named,
    })
}

/// What each column is: by its heading, else by its cells.
fn roles(
    table: &Table,
    indicator: usize,
    roster: &mut Roster,
    report: &mut problems::Report<'_>,
    odd: &mut Vec<String>,
) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    let known: Vec<usize> =
        (0..table.width()).filter(|at| roster.find(table.heading(*at)).is_some()).collect();
    for column in 0..table.width() {
        let heading = table.heading(column);
        let span = table.heading_span(column);
        if column == indicator || (is_other(heading) && !is_total(heading)) {
            roles.push(Role::Other);
            continue;
        }
        if is_total(heading) {
            roles.push(Role::Total);
            continue;
        }
        let content = scores(table, column);
        let scored = content.is_some_and(|(scores, cells)| scores * 2 > cells);
        if !known.contains(&column) {
            if known.len() > 1 && totals::column_is_sums(table, column, &known) {
                let heading = trimmed(heading);
                odd.push(format!("column `{heading}` holds the sums of the rows: left out"));
                roles.push(Role::Other);
                continue;
            }
            if !scored {
                if content.is_some() {
                    let heading = trimmed(heading);
                    odd.push(format!(
                        "column {} (`{heading}`) has no scores: left out",
                        column + 1
                    ));
                }
                roles.push(Role::Other);
                continue;
            }
        }
        if is_blank(heading) {
            let message = format!("column {} has scores but no developer's name", column + 1);
            report.error(Code::UnknownDeveloper, span, message, None);
            roles.push(Role::Other);
            continue;
        }
        match roster.admit(heading) {
            Ok(developer) => {
                let same = |role: &Role| match role {
                    Role::Developer(heading, other) if other.id == developer.id => {
                        Some(heading.clone())
                    }
                    _ => None,
                };
                if let Some(other) = roles.iter().find_map(same) {
                    let message = format!(
                        "columns `{}` and `{}` are the same developer, {}",
                        problems::show(&trimmed(&other)),
                        problems::show(&trimmed(heading)),
                        developer.name
                    );
                    report.error(Code::DuplicateDeveloper, span, message, None);
                }
                roles.push(Role::Developer(heading.to_owned(), developer));
            }
            Err(message) => {
                report.error(Code::UnknownDeveloper, span, message, None);
                roles.push(Role::Other);
            }
        }
    }
    roles
}
