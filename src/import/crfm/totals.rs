//! Sums in a matrix: recognised, checked, left out.

use crate::file::problems;
use crate::model::Points;

use super::role::Role;
use super::rows::Rows;
use super::table::{Row, Table};
use super::text::{is_blank, trimmed};

/// Whether every cell of a column is the sum of the row's cells in `others`.
pub(super) fn column_is_sums(table: &Table, column: usize, others: &[usize]) -> bool {
    let number = |row: &Row, column| Points::parse(&trimmed(row.cell(column)));
    let mut any = false;
    table.rows.iter().filter(|row| !is_blank(row.cell(column))).all(|row| {
        any = true;
        let sum: Option<Points> = others.iter().map(|at| number(row, *at)).sum();
        sum.is_some() && sum == number(row, column)
    }) && any
}

/// Whether every cell of a row is the sum of the column's cells in `indicators`.
pub(super) fn row_is_sums(row: &Row, columns: &[usize], indicators: &[Option<&Row>]) -> bool {
    let number = |row: &Row, column| Points::parse(&trimmed(row.cell(column)));
    columns.iter().all(|column| {
        let sum: Option<Points> = indicators.iter().flatten().map(|r| number(r, *column)).sum();
        sum.is_some() && sum == number(row, *column)
    })
}

/// Compares totals with what they are totals of.
pub(super) fn check(
    roles: &[Role],
    rows: &Rows<'_>,
    points: &[Vec<Points>],
    odd: &mut Vec<String>,
) {
    let sums: Vec<Points> = points.iter().map(|column| column.iter().copied().sum()).collect();
    let all: Points = sums.iter().copied().sum();
    let mut wrong = |place: String, written: &str, sum: Points| {
        let written = trimmed(written);
        if written.is_empty() {
            odd.push(format!("{place} is blank, the scores add up to {sum}"));
        } else if Points::parse(&written) != Some(sum) {
            odd.push(format!(
                "{place} says `{}`, the scores add up to {sum}",
                problems::show(&written)
            ));
        }
    };
    for row in &rows.totals {
        let mut sums = sums.iter();
        for (column, role) in roles.iter().enumerate() {
            let written = row.cell(column);
            match role {
                Role::Developer(heading, _) => {
                    let place = format!("the total of `{}`", trimmed(heading));
                    wrong(place, written, sums.next().copied().unwrap_or_default());
                }
                Role::Total if !is_blank(written) => {
                    wrong("the total of totals".into(), written, all);
                }
                Role::Total | Role::Other => {}
            }
        }
    }
    for (column, _) in roles.iter().enumerate().filter(|(_, role)| matches!(role, Role::Total)) {
        for (at, row) in rows.indicators.iter().enumerate() {
            let Some(row) = row else { continue };
            let sum = points.iter().map(|column| column[at]).sum();
            wrong(format!("the total of row {}", row.number), row.cell(column), sum);
        }
    }
    let column = roles.iter().any(|role| matches!(role, Role::Total));
    let found = match (!rows.totals.is_empty(), column) {
        (true, true) => "a Total row and a Total column",
        (true, false) => "a Total row",
        (false, true) => "a Total column",
        (false, false) => return,
    };
    odd.push(format!("{found}: compared with the scores and left out"));
}
