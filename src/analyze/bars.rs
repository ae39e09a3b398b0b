//! Which developers do not reach what is wanted of an edition?

use crate::model::catalog::Catalog;
use crate::model::gate::{Bar, Breach, Gate, Seen};
use crate::model::{Id, Index, Points, Scoresheet};

use super::gates::{key, largest_first};

/// Developers of one edition that do not reach a bar. A score that is only known to lie between two
/// ends reaches what its lower end does: more is not shown.
pub fn below(index: &Index, sheet: &Scoresheet, rows: &[usize], bar: &Bar) -> Vec<Breach> {
    let short = |row: &usize| {
        let developer = &index.entries[*row].developer;
        let (gate, subject, members, wanted, what) = want(&index.catalog, sheet, bar);
        let tally = sheet.tally(*row, members.iter().copied());
        if tally.low >= wanted {
            return None;
        }
        let has = if tally.low == tally.high {
            tally.low.to_string()
        } else {
            format!("{}–{}", tally.low, tally.high)
        };
        let judge =
            if tally.high >= wanted { ", and open answers could make up for it" } else { "" };
        let at = (gate == Gate::Require).then(|| members.first().copied()).flatten();
        Some(Breach {
            key: key(gate, Some(&developer.id), subject),
            by: wanted.exact() - tally.low.exact(),
            message: format!("{} has {has} of the {wanted} wanted {what}{judge}", developer.name),
            seen: Seen::New(*row, at),
        })
    };
    let mut found: Vec<Breach> = rows.iter().filter_map(short).collect();
    largest_first(&mut found);
    found
}

type Want<'a> = (Gate, Option<&'a Id>, Vec<usize>, Points, String);

/// The gate, its subject, the indicators that count, how many points are wanted, and of what.
fn want<'a>(catalog: &'a Catalog, sheet: &Scoresheet, bar: &Bar) -> Want<'a> {
    match bar {
        Bar::Score(points) => {
            (Gate::MinScore, None, catalog.all().collect(), *points, "in total".to_owned())
        }
        Bar::Domain(at, points) => {
            let domain = &catalog.domains[*at];
            let what = format!("in {}", domain.name);
            (Gate::MinDomain, Some(&domain.id), domain.members.clone(), *points, what)
        }
        Bar::Indicator(at) => {
            let indicator = &catalog.indicators[*at];
            let what = format!("on {}", indicator.name);
            (Gate::Require, Some(&indicator.id), vec![*at], sheet.bounds.1, what)
        }
    }
}
